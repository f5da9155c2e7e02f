//! The document itself: its short name, title, dates, approval, and the words and roles it uses.

use super::{Component, Field, Kind, List, Naming, PLAIN, choices, example, paragraph, text};

pub(super) fn components() -> Vec<Component> {
    vec![Component {
        key: "document",
        title: text(("Pats dokuments", "The document itself")),
        explanation: text((
            "Kas tas par dokumentu, kas to izdod, no kuras dienas tas ir spēkā un kādus vārdus un lomas tas lieto. \
             Te ir arī atsevišķas vērtības, kurām dokumentā ir savs skaitlis vai vārds.",
            "What the document is, who issues it, from which day it is in force, and which words and roles it uses. \
             Single values, each a figure or a word of the document, stand here too.",
        )),
        lists: vec![head(), identity(), terms(), roles(), parameters(), records()],
    }]
}

fn head() -> List {
    List::new(
        "document",
        Naming::Once,
        ("Īsais vārds un pamats", "Short name and baseline"),
        ("Dokuments", "Document"),
        (
            "Īso vārdu lieto programma. Pamats ir dokuments, kura prasības paliek spēkā, kur šis klusē.",
            "The program uses the short name. The baseline is the document that speaks where this one is silent.",
        ),
        vec![
            Field::new(
                "id",
                Kind::Line,
                ("Īsais vārds", "Short name"),
                (
                    "Mazie burti a–z, cipari, „-”, „_” un „.”, piemēram, ezermala-2025.",
                    "Small letters a to z, digits, `-`, `_` and `.`, such as ezermala-2025.",
                ),
            ),
            Field::new(
                "extends",
                Kind::Line,
                ("Balstās uz", "Builds on"),
                (
                    "Pamata dokumenta īsais vārds, piemēram, handbook; tukšs, ja pamata nav.",
                    "Short name of the baseline, such as handbook; empty where there is none.",
                ),
            )
            .optional(),
        ],
    )
}

fn identity() -> List {
    let mut fields = act();
    fields.extend(approval());
    List::new(
        "identity",
        Naming::Once,
        ("Akts", "The act"),
        ("Akts", "The act"),
        (
            "Nosaukums, numurs, dienas un tas, kas dokumentu saskaņo un paraksta.",
            "Title, number, days, and who coordinates and signs the document.",
        ),
        fields,
    )
}

fn act() -> Vec<Field> {
    vec![
        Field::new("title", Kind::short(), ("Nosaukums", "Title"), PLAIN),
        Field::new("kind", Kind::Choice(choices::act_kinds()), ("Akta veids", "Kind of act"), PLAIN),
        Field::new(
            "level",
            Kind::Choice(choices::levels_of_document()),
            ("Kam tas domāts", "For whom it is"),
            PLAIN,
        ),
        Field::new("number", Kind::Line, ("Numurs", "Number"), ("Piemēram, 1-7/12.", "Such as 1-7/12."))
            .optional(),
        Field::new(
            "version",
            Kind::Line,
            ("Versija", "Version"),
            ("Kā iestāde to sauc, piemēram, 2025-10.", "As the institution calls it, such as 2025-10."),
        ),
        Field::new("status", Kind::Choice(choices::statuses()), ("Statuss", "Status"), PLAIN),
        Field::new("issuer", Kind::short(), ("Izdevējs", "Issuing body"), PLAIN),
        Field::new("place", Kind::Line, ("Izdošanas vieta", "Place of issue"), PLAIN).optional(),
        Field::new(
            "adopted",
            Kind::Day,
            ("Pieņemts", "Adopted"),
            ("Gads, mēnesis, diena: 2025-09-15.", "Year, month, day: 2025-09-15."),
        )
        .optional(),
        Field::new(
            "in_force",
            Kind::Day,
            ("Spēkā no", "In force from"),
            (
                "Var būt vēlāk par pieņemšanu: darbiniekiem vajag laiku iepazīties.",
                "May be later than the adoption: staff need time to become acquainted.",
            ),
        )
        .optional(),
        Field::new(
            "repeals",
            Kind::Lines,
            ("Atceltie akti", "Acts repealed"),
            ("Katrs savā rindā: numurs, diena.", "Each on a line of its own: number, day."),
        )
        .optional(),
        Field::new(
            "legal_basis",
            Kind::Rows(vec![
                Field::new("act", Kind::short(), ("Akts", "Act"), PLAIN),
                Field::new(
                    "provision",
                    Kind::Line,
                    ("Norma", "Provision"),
                    ("Pants, daļa, punkts.", "Article, part, point."),
                ),
            ]),
            ("Tiesiskais pamats", "Legal basis"),
            PLAIN,
        )
        .optional(),
    ]
}

fn approval() -> Vec<Field> {
    vec![
        Field::new(
            "approval_chain",
            Kind::Rows(vec![
                Field::new("post", Kind::short(), ("Amats", "Post"), PLAIN),
                Field::new("act", Kind::Choice(choices::approval_acts()), ("Ko dara", "What it does"), PLAIN),
            ]),
            ("Saskaņošana un parakstīšana", "Coordination and signature"),
            ("Amati tādā secībā, kādā tie rīkojas.", "The posts in the order in which they act."),
        )
        .optional(),
        Field::new(
            "electronic_signature",
            Kind::YesNo,
            ("Drošs elektroniskais paraksts", "Secure electronic signature"),
            PLAIN,
        )
        .optional(),
        Field::new(
            "higher_body",
            Kind::long(),
            ("Saskaņošana ar augstāku iestādi", "Coordination with a higher body"),
            (
                "Ar ko saskaņots, vai kāpēc tas nav vajadzīgs.",
                "With whom it was coordinated, or why that is not needed.",
            ),
        )
        .optional(),
        Field::new(
            "distribution",
            Kind::References("role"),
            ("Kam izsūta", "Sent to"),
            ("Lomas, kuras saņem katru jaunu versiju.", "The roles that receive each new version."),
        )
        .optional(),
        Field::new("annexes", Kind::Each(Box::new(Kind::short())), ("Pielikumi", "Annexes"), PLAIN)
            .optional(),
        Field::new(
            "references",
            Kind::Each(Box::new(Kind::short())),
            ("Avoti", "References"),
            (
                "Uz ko dokuments atsaucas un no kā tas radies.",
                "What the document refers to and where it comes from.",
            ),
        )
        .optional(),
    ]
}

fn terms() -> List {
    List::new(
        "term",
        Naming::Place,
        ("Jēdzieni", "Terms"),
        ("Jēdziens", "Term"),
        (
            "Vārdi, kurus visiem jāsaprot vienādi. Programma tos skaidro, kur vien tie parādās.",
            "Words that everybody must understand alike. The program explains them wherever they occur.",
        ),
        vec![
            paragraph(),
            Field::new("term", Kind::short(), ("Jēdziens", "Term"), PLAIN),
            Field::new("meaning", Kind::long(), ("Nozīme", "Meaning"), PLAIN),
        ],
    )
}

fn roles() -> List {
    List::new(
        "role",
        Naming::Field("id"),
        ("Lomas", "Roles"),
        ("Loma", "Role"),
        (
            "Amati un pienākumi, kurus dokuments nosauc. Iestāde tos sasaista ar cilvēkiem, un mainoties cilvēkam \
             dokuments nemainās.",
            "The posts and duties that the document names. The institution ties them to people, and when people \
             change the document does not.",
        ),
        vec![
            Field::new(
                "id",
                Kind::Line,
                ("Īsais vārds", "Short name"),
                (
                    "Ar to lomu nosauc citās vietās, piemēram, unit_head.",
                    "Other places name the role by it, such as unit_head.",
                ),
            ),
            Field::new("title", Kind::short(), ("Nosaukums", "Title"), PLAIN),
            paragraph(),
            Field::new(
                "under",
                Kind::Reference("role"),
                ("Kam pakļauta", "Under"),
                ("Augstākajai lomai tukšs.", "Empty for the highest role."),
            )
            .optional(),
            Field::new(
                "collegial",
                Kind::YesNo,
                ("Vairāku cilvēku padome", "A body of several people"),
                (
                    "Tāda var būt sūdzību kāpņu augšā: sūdzība par to nav par vienu cilvēku.",
                    "It may stand at the top of the complaint ladder: a complaint about it is about no single person.",
                ),
            )
            .optional(),
            Field::new("held_by", Kind::Choice(choices::holders()), ("Kas to pilda", "Who holds it"), PLAIN).optional(),
        ],
    )
}

fn parameters() -> List {
    List::new(
        "parameters",
        Naming::Key,
        ("Atsevišķas vērtības", "Single values"),
        ("Vērtība", "Value"),
        (
            "Skaitļi un vārdi, pēc kuriem programma rīkojas, piemēram, cik ilgi gaida aicināto klientu. Kur dokuments \
             klusē, der pamata dokuments vai programmas mērenā vērtība.",
            "The figures and words the program acts by, such as how long a called client is waited for. Where the \
             document is silent, the baseline or the program's own moderate value holds.",
        ),
        vec![Field::new("value", Kind::Line, ("Vērtība", "Value"), PLAIN), paragraph(), example()],
    )
}

fn records() -> List {
    List::new(
        "record",
        Naming::Place,
        ("Punkti, kas tikai fiksē", "Paragraphs that only record"),
        ("Ieraksts", "Record"),
        (
            "Pieņemšana, pielikumu saraksti, atsauces: punkti, kuriem citas vietas nav, lai neviens nepazūd.",
            "Adoption, lists of annexes, references: paragraphs without another place, so that none is lost.",
        ),
        vec![paragraph(), Field::new("text", Kind::long(), ("Kas fiksēts", "What is recorded"), PLAIN)],
    )
}
