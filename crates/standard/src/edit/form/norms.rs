//! The first four components: scope, principles, specialist qualification, norms.

use super::{Component, Field, Kind, List, Naming, PLAIN, choices, example, paragraph, practice, text};

pub(super) fn components() -> Vec<Component> {
    vec![
        Component {
            key: "scope",
            title: text(("Darbības joma", "Scope")),
            explanation: text((
                "Kur standarts der un kam tas saistošs. Plašāka joma nozīmē vienādu apkalpošanu visur; šaurāku \
                 izvēlas, ja filiāles vai pakalpojumi tiešām atšķiras.",
                "Where the standard applies and whom it binds. A wide scope means the same service everywhere; choose \
                 a narrow one where branches or services really differ.",
            )),
            lists: vec![scope()],
        },
        Component {
            key: "principles",
            title: text(("Principi", "Principles")),
            explanation: text((
                "Daži vārdi, pēc kuriem darbinieks rīkojas, kad noteikuma nav. Klienta vajadzības jālīdzsvaro ar to, \
                 ko iestāde spēj; no principiem izriet normas un mērķi katrai klientu grupai.",
                "A few words by which an employee acts where there is no rule. The needs of clients are balanced with \
                 what the institution can do; norms and the goals for each client group follow from the principles.",
            )),
            lists: vec![principles(), goals()],
        },
        Component {
            key: "qualification",
            title: text(("Speciālistu kvalifikācija", "Specialist qualification")),
            explanation: text((
                "Ko prot un zina tie, kas apkalpo: profesionalitāte, attieksme, spēja saprast klientu. Te ir arī \
                 iesaistes līmeņi, pēc kuriem vērtē.",
                "What those who serve know and can do: professionalism, attitude, understanding the client. The levels \
                 of involvement, by which people are evaluated, stand here too.",
            )),
            lists: vec![practice::qualifications(), levels()],
        },
        Component {
            key: "norms",
            title: text(("Normas", "Norms")),
            explanation: text((
                "Katra punkta prasība vienā teikumā un tas, kas to uztur dzīvu: solījumu mēra, noteikumu nodrošina \
                 programma, vadlīniju rāda darbiniekam, publicējamo redz klienti. Sola tikai to, ko var izpildīt; \
                 sver saņemšanas veidu, savlaicīgumu, informētību, attieksmi un to, ko klients piedzīvo.",
                "The demand of each paragraph in one sentence, and what keeps it alive: a promise is measured, a rule \
                 is kept by the program, a guide is shown to staff, what is published is seen by clients. Promise only \
                 what can be kept; weigh how the service is delivered, timeliness, being informed, attitude and what \
                 the client experiences.",
            )),
            lists: vec![
                norms(),
                practice::situations(),
                practice::phrases(),
                practice::rungs(),
                practice::routes(),
                practice::outage_steps(),
            ],
        },
    ]
}

fn scope() -> List {
    List::new(
        "scope",
        Naming::Once,
        ("Darbības joma", "Scope"),
        ("Darbības joma", "Scope"),
        (
            "Ja filiāles un pakalpojumi nav nosaukti, standarts der visai iestādei.",
            "Where neither branches nor services are named, the standard holds for the whole institution.",
        ),
        vec![
            Field::new(
                "paragraphs",
                Kind::Lines,
                ("Punkti", "Paragraphs"),
                (
                    "Dokumenta punkti, kuros joma noteikta; katrs savā rindā.",
                    "The paragraphs that state the scope, each on a line of its own.",
                ),
            ),
            Field::new("field", Kind::long(), ("Joma vārdos", "The field in words"), PLAIN),
            Field::new(
                "bound",
                Kind::Each(Box::new(Kind::short())),
                ("Kam saistošs", "Whom it binds"),
                ("Amati un darbinieku grupas.", "Posts and groups of staff."),
            ),
            Field::new(
                "bound_roles",
                Kind::References("role"),
                ("Saistošs tikai šīm lomām", "Binds these roles only"),
                (
                    "Kam būs jāiepazīstas un jāparaksta. Ja nav nosauktas ne lomas, ne amati, ne struktūrvienības, \
                     tad visiem.",
                    "Who will have to become acquainted and sign. Where no roles, posts or units are named, everybody.",
                ),
            )
            .optional(),
            Field::new(
                "bound_posts",
                Kind::Lines,
                ("Saistošs tikai šiem amatiem", "Binds these posts only"),
                (
                    "Amatu nosaukumi, kā tos lieto iestāde; katrs savā rindā.",
                    "Titles of posts as the institution has them, each on a line of its own.",
                ),
            )
            .optional(),
            Field::new(
                "bound_units",
                Kind::Lines,
                ("Saistošs tikai šīm struktūrvienībām", "Binds these units only"),
                (
                    "Struktūrvienību nosaukumi, katrs savā rindā; arī tās, kas tām pakļautas.",
                    "Names of units, each on a line of its own; those under them too.",
                ),
            )
            .optional(),
            Field::new(
                "branches",
                Kind::Lines,
                ("Tikai šajās filiālēs", "Only in these branches"),
                ("Filiāļu kodi, katrs savā rindā.", "Codes of branches, each on a line of its own."),
            )
            .optional(),
            Field::new(
                "services",
                Kind::Lines,
                ("Tikai šiem pakalpojumiem", "Only for these services"),
                ("Pakalpojumu kodi, katrs savā rindā.", "Codes of services, each on a line of its own."),
            )
            .optional(),
        ],
    )
}

fn principles() -> List {
    List::new(
        "principle",
        Naming::Place,
        ("Principi", "Principles"),
        ("Princips", "Principle"),
        (
            "Īss vārds un skaidrojums, ko tas nozīmē darbā ar klientu.",
            "A short word, and what it means in work with a client.",
        ),
        vec![
            paragraph(),
            Field::new("name", Kind::short(), ("Nosaukums", "Name"), PLAIN),
            Field::new("meaning", Kind::long(), ("Skaidrojums", "Explanation"), PLAIN),
        ],
    )
}

fn goals() -> List {
    List::new(
        "goal",
        Naming::Place,
        ("Mērķi klientu grupām", "Goals for client groups"),
        ("Mērķis", "Goal"),
        (
            "Ko iestāde grib sasniegt katrai klientu grupai; noturīga apmierinātība ir vairāk nekā viena laba diena.",
            "What the institution wants to reach for each client group; steady satisfaction is more than one good day.",
        ),
        vec![
            paragraph(),
            Field::new("group", Kind::short(), ("Klientu grupa", "Client group"), PLAIN),
            Field::new("text", Kind::long(), ("Mērķis", "Goal"), PLAIN),
            Field::new(
                "satisfaction",
                Kind::Decimal { least: 0.0, most: 5.0 },
                ("Apmierinātība, ko sasniegt", "Satisfaction to reach"),
                ("No 5, piemēram, 4,5.", "Of 5, such as 4.5."),
            )
            .optional(),
        ],
    )
}

fn levels() -> List {
    List::new(
        "level",
        Naming::Field("number"),
        ("Iesaistes līmeņi", "Levels of involvement"),
        ("Līmenis", "Level"),
        (
            "Cik tieši darbinieks saskaras ar klientiem. Vērtēšanas rinda var attiekties uz dažiem līmeņiem.",
            "How directly an employee meets clients. A row of the evaluation may concern some levels only.",
        ),
        vec![
            Field::new("number", Kind::number(0, 255), ("Numurs", "Number"), PLAIN),
            paragraph(),
            Field::new(
                "meaning",
                Kind::long(),
                ("Ko šā līmeņa darbinieki dara", "What employees of the level do"),
                PLAIN,
            ),
        ],
    )
}

fn norms() -> List {
    List::new(
        "norm",
        Naming::Field("id"),
        ("Normas", "Norms"),
        ("Norma", "Norm"),
        (
            "Viena prasība vienā teikumā. Ja punktā ir divas prasības, raksta divas normas.",
            "One demand in one sentence. A paragraph with two demands becomes two norms.",
        ),
        vec![
            Field::new(
                "id",
                Kind::Line,
                ("Īsais vārds", "Short name"),
                (
                    "Piemēram, queue-wait. Norma ar tādu pašu vārdu aizstāj pamata dokumenta normu.",
                    "Such as queue-wait. A norm of the same name replaces that of the baseline.",
                ),
            ),
            Field::new(
                "paragraphs",
                Kind::Lines,
                ("Punkti", "Paragraphs"),
                (
                    "Dokumenta punkti, no kuriem tā nāk, katrs savā rindā; citē pirmo.",
                    "The paragraphs it comes from, each on a line of its own; the first is cited.",
                ),
            ),
            Field::new("text", Kind::long(), ("Prasība vienā teikumā", "The demand in one sentence"), PLAIN),
            Field::new(
                "title",
                Kind::short(),
                ("Virsraksts", "Title"),
                ("Sarakstiem, ja teikums ir garš.", "For lists, where the sentence is long."),
            )
            .optional(),
            Field::new("kind", Kind::Choice(choices::norm_kinds()), ("Kas to uztur dzīvu", "What keeps it alive"), PLAIN),
            Field::new(
                "enforced_by",
                Kind::Choice(choices::rules()),
                ("Programmas noteikums", "Rule of the program"),
                (
                    "Ko programma pati nodrošina; tukšs, ja nekas: tad norma ir tikai uz papīra.",
                    "What the program keeps by itself; empty where nothing does: the norm is then on paper only.",
                ),
            )
            .optional()
            .only_when("kind", &["rule"]),
            Field::new(
                "shown_at",
                Kind::Choices(choices::moments()),
                ("Kad rāda darbiniekam", "When it is shown to staff"),
                PLAIN,
            )
            .only_when("kind", &["guide"]),
            Field::new(
                "shown_on",
                Kind::Choices(choices::surfaces()),
                ("Kur rāda klientiem", "Where clients see it"),
                PLAIN,
            )
            .only_when("kind", &["publish"]),
            example(),
            Field::new(
                "requirements",
                Kind::Lines,
                ("Prasību numuri", "Requirement numbers"),
                (
                    "Prasību kataloga numuri, uz kuriem norma atbild, ja tādu lieto.",
                    "Numbers of the requirement catalogue that the norm answers to, where one is used.",
                ),
            )
            .optional(),
            Field::new(
                "owner",
                Kind::Reference("role"),
                ("Kas par to atbild", "Who answers for it"),
                PLAIN,
            )
            .optional(),
            Field::new("promise", Kind::Group(promise()), ("Solījums", "The promise"), PLAIN)
                .only_when("kind", &["promise"]),
        ],
    )
}

fn promise() -> Vec<Field> {
    vec![
        Field::new(
            "starts",
            Kind::Event(choices::events()),
            ("Pulkstenis sākas, kad", "The clock starts when"),
            PLAIN,
        ),
        Field::new(
            "within",
            Kind::Term,
            ("Termiņš", "Within"),
            (
                "Darba dienās notikuma diena neskaitās.",
                "In working days the day of the event does not count.",
            ),
        ),
        Field::new(
            "met_by",
            Kind::Each(Box::new(Kind::Event(choices::events()))),
            ("Izpildīts, kad", "Kept when"),
            ("Pietiek ar vienu no notikumiem.", "One of the events is enough."),
        ),
        Field::new(
            "waived_by",
            Kind::Rows(vec![
                Field::new("by", Kind::Event(choices::events()), ("Notikums", "Event"), PLAIN),
                Field::new("reason", Kind::short(), ("Iemesls", "Reason"), PLAIN),
            ]),
            ("Vairs nav jāpilda, ja", "No longer owed when"),
            PLAIN,
        )
        .optional(),
        Field::new(
            "target_percent",
            Kind::Percent,
            ("Cik bieži jāizdodas", "Share to be kept"),
            ("Procentos; tukšs nozīmē 100.", "In percent; empty means 100."),
        )
        .optional(),
        Field::new(
            "limit",
            Kind::Choice(choices::limits()),
            ("No kurienes termiņš", "Where the limit comes from"),
            PLAIN,
        )
        .optional(),
        Field::new("force", Kind::Choice(choices::forces()), ("Cik stingri", "How binding"), PLAIN)
            .optional(),
        Field::new(
            "escalate",
            Kind::Rows(vec![
                Field::new("to", Kind::Reference("role"), ("Kam ziņo", "To whom"), PLAIN),
                Field::new(
                    "at_percent",
                    Kind::count(("%", "%"), 1, 10_000),
                    ("Kad pagājis tik daudz no termiņa", "When so much of the time has passed"),
                    (
                        "80 brīdina laikus, 100 ziņo, ka termiņš pagājis.",
                        "80 warns in time, 100 reports that the limit has passed.",
                    ),
                ),
            ]),
            ("Par kavējumu ziņo", "Delays are reported"),
            PLAIN,
        )
        .optional(),
        Field::new("public", Kind::YesNo, ("Redz sabiedrība", "The public sees it"), PLAIN).optional(),
        Field::new("channel", Kind::Choice(choices::channels()), ("Kanāls", "Channel"), PLAIN),
    ]
}
