//! Lists about how the work is done: situations, phrases, the complaint ladder, routes, outages, qualification.

use super::{Field, Kind, List, Naming, PLAIN, choices, paragraph};

pub(super) fn qualifications() -> List {
    List::new(
        "qualification",
        Naming::Place,
        ("Kvalifikācija", "Qualification"),
        ("Prasība", "Demand"),
        (
            "Ko prasa no tiem, kas apkalpo: zināšanas, prasmes, mācības.",
            "What is asked of those who serve: knowledge, skills, training.",
        ),
        vec![paragraph(), Field::new("text", Kind::long(), ("Prasība", "Demand"), PLAIN)],
    )
}

pub(super) fn situations() -> List {
    List::new(
        "situation",
        Naming::Field("number"),
        ("Saskarsmes situācijas", "Situations"),
        ("Situācija", "Situation"),
        (
            "Pārbaudes saraksts: ko darbinieks dara un kādu rezultātu ar to sasniedz.",
            "A checklist: what the employee does and which result it reaches.",
        ),
        vec![
            Field::new("number", Kind::Line, ("Numurs", "Number"), PLAIN),
            Field::new("title", Kind::short(), ("Nosaukums", "Title"), PLAIN),
            paragraph().optional(),
            Field::new(
                "atypical",
                Kind::YesNo,
                ("Netipiska", "Atypical"),
                ("Piemēram, konflikts vai traucējums.", "Such as a conflict or an outage."),
            )
            .optional(),
            Field::new(
                "impression",
                Kind::long(),
                ("Iespaids, ar kādu klients aiziet", "The impression the client leaves with"),
                PLAIN,
            )
            .optional(),
            Field::new(
                "shown_at",
                Kind::Choices(choices::moments()),
                ("Kad rāda", "When it is shown"),
                PLAIN,
            ),
            Field::new("action", Kind::Rows(action()), ("Soļi", "Steps"), PLAIN),
        ],
    )
}

fn action() -> Vec<Field> {
    vec![
        paragraph(),
        Field::new("text", Kind::long(), ("Ko darbinieks dara", "What the employee does"), PLAIN),
        Field::new(
            "internal",
            Kind::YesNo,
            ("Der arī kolēģiem", "Towards colleagues too"),
            ("Avotos tas mēdz būt atzīmēts ar zvaigznīti.", "Sources often mark it with a star."),
        )
        .optional(),
        Field::new(
            "shown_at",
            Kind::Choices(choices::moments()),
            ("Kad rāda", "When it is shown"),
            ("Ja citā brīdī nekā visu situāciju.", "Where it differs from the situation's own moments."),
        )
        .optional(),
        Field::new(
            "result",
            Kind::Rows(vec![
                Field::new(
                    "id",
                    Kind::Line,
                    ("Apzīmējums", "Identifier"),
                    ("Piemēram, S1-2.3.", "Such as S1-2.3."),
                ),
                Field::new("text", Kind::short(), ("Rezultāts", "Result"), PLAIN),
            ]),
            ("Rezultāti", "Results"),
            PLAIN,
        ),
    ]
}

pub(super) fn phrases() -> List {
    List::new(
        "phrase",
        Naming::Place,
        ("Frāzes", "Phrases"),
        ("Frāzes", "Phrases"),
        (
            "Ko teikt un no kā izvairīties. Saka latviski; angliskais skaidrojums nav obligāts.",
            "What to say and what to avoid. Staff speak Latvian; the English sense may be left out.",
        ),
        vec![
            paragraph(),
            Field::new("situation", Kind::Reference("situation"), ("Situācija", "Situation"), PLAIN)
                .optional(),
            Field::new("purpose", Kind::short(), ("Kam tās der", "What they are for"), PLAIN),
            Field::new("use", Kind::Each(Box::new(Kind::Spoken)), ("Teikt", "To use"), PLAIN).optional(),
            Field::new("avoid", Kind::Each(Box::new(Kind::Spoken)), ("Neteikt", "To avoid"), PLAIN)
                .optional(),
        ],
    )
}

pub(super) fn rungs() -> List {
    List::new(
        "rung",
        Naming::Place,
        ("Sūdzību kāpnes", "Complaint ladder"),
        ("Pakāpiens", "Rung"),
        (
            "Kas lemj par sūdzību par kuru; zemākais pakāpiens pirmais. Neviens nelemj par sevi.",
            "Who decides on a complaint about whom, the lowest rung first. Nobody decides about themselves.",
        ),
        vec![
            paragraph(),
            Field::new("about", Kind::References("role"), ("Par ko sūdzas", "About whom"), PLAIN),
            Field::new("decided_by", Kind::Reference("role"), ("Kas lemj", "Who decides"), PLAIN),
        ],
    )
}

pub(super) fn routes() -> List {
    List::new(
        "route",
        Naming::Place,
        ("Neatbilstību ceļi", "Routes of non-conformities"),
        ("Ceļš", "Route"),
        (
            "Kam ziņo, ja kaut kas nav tā, kā jābūt.",
            "To whom it is reported when something is not as it should be.",
        ),
        vec![
            paragraph(),
            Field::new(
                "about",
                Kind::Line,
                ("Veids", "Kind"),
                ("Īss vārds, piemēram, website.", "A short word, such as website."),
            ),
            Field::new("text", Kind::short(), ("Veids vārdos", "The kind in words"), PLAIN),
            Field::new("to", Kind::Reference("role"), ("Kam ziņo", "Reported to"), PLAIN),
        ],
    )
}

pub(super) fn outage_steps() -> List {
    List::new(
        "outage_step",
        Naming::Place,
        ("Rīcība traucējumos", "Steps in an outage"),
        ("Solis", "Step"),
        (
            "Ko dara, kad sistēma vai telpas nedarbojas: kurš rīkojas un kam pasaka.",
            "What is done when systems or premises fail: who acts and who is told.",
        ),
        vec![
            paragraph(),
            Field::new("step", Kind::number(0, i64::from(u32::MAX)), ("Kārtas numurs", "Order"), PLAIN),
            Field::new(
                "who",
                Kind::Reference("role"),
                ("Kas rīkojas", "Who acts"),
                ("Tukšs: tas, kurš apkalpo.", "Empty: whoever serves."),
            )
            .optional(),
            Field::new("text", Kind::long(), ("Ko dara", "What to do"), PLAIN),
            Field::new("tell", Kind::References("role"), ("Kam pasaka", "Who is told"), PLAIN).optional(),
            Field::new(
                "if_longer_than_hours",
                Kind::count(("stundas", "hours"), 0, 10_000),
                ("Tikai, ja ilgs vairāk nekā", "Only if it will last longer than"),
                PLAIN,
            )
            .optional(),
        ],
    )
}

pub(super) fn evaluations() -> List {
    List::new(
        "evaluation",
        Naming::Place,
        ("Vērtēšana", "Evaluation"),
        ("Vērtēšanas rinda", "Row of the evaluation"),
        (
            "Ko vērtē, ar kādu metodi, cik bieži un kurš. No šīm rindām top gada vērtēšanas plāns.",
            "What is evaluated, by which method, how often and by whom. The year's plan is made of these rows.",
        ),
        vec![
            Field::new("criterion", Kind::Line, ("Kritērija numurs", "Number of the criterion"), PLAIN),
            paragraph(),
            Field::new("text", Kind::long(), ("Kritērijs", "Criterion"), PLAIN),
            Field::new("method", Kind::Choice(choices::methods()), ("Metode", "Method"), PLAIN),
            Field::new(
                "levels",
                Kind::Numbers,
                ("Iesaistes līmeņi", "Levels of involvement"),
                (
                    "Līmeņu numuri, katrs savā rindā; tukšs attiecas uz visiem.",
                    "Numbers of levels, each on a line of its own; empty concerns everybody.",
                ),
            )
            .optional(),
            Field::new(
                "frequency",
                Kind::Group(vec![
                    Field::new("times", Kind::number(1, 1000), ("Reizes", "Times"), PLAIN),
                    Field::new("per", Kind::Choice(choices::periods()), ("Kādā laikā", "In every"), PLAIN),
                ]),
                ("Cik bieži vismaz", "How often at least"),
                PLAIN,
            )
            .optional(),
            Field::new(
                "frequency_words",
                Kind::short(),
                ("Cik bieži, vārdos", "How often, in words"),
                ("Ja dokumentā skaitļa nav.", "Where the document gives no number."),
            )
            .optional(),
            Field::new("responsible", Kind::References("role"), ("Kas vērtē", "Who is responsible"), PLAIN),
        ],
    )
}
