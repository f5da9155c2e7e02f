//! The last three components: the procedure for receiving a service, channels, indicators with the evaluation.

use super::{Component, Field, Kind, List, Naming, PLAIN, choices, example, paragraph, practice, text};

pub(super) fn components() -> Vec<Component> {
    vec![
        Component {
            key: "receiving",
            title: text(("Pakalpojuma saņemšanas kārtība", "Procedure for receiving a service")),
            explanation: text((
                "Ko gaida no klienta, lai pakalpojums izdotos: ko paņemt līdzi, kā pieteikties, kā izturēties. Raksta \
                 vienkārši; klients to lasa pirmo reizi.",
                "What is expected of the client so that the service succeeds: what to bring, how to apply, how to \
                 behave. Write plainly; the client reads it for the first time.",
            )),
            lists: vec![client_duties()],
        },
        Component {
            key: "channels",
            title: text(("Kanāli", "Channels")),
            explanation: text((
                "Kā klients var sazināties un ko katrā kanālā var gaidīt: kad, cik ātri, kādā valodā. Jo vairāk \
                 kanālu, jo vairāk jāspēj labi apkalpot. Te ir arī paziņojumi par izmaiņām.",
                "How a client can make contact and what to expect in each channel: when, how fast, in which language. \
                 The more channels, the more must be served well. Notices of changes stand here too.",
            )),
            lists: vec![channels(), notices()],
        },
        Component {
            key: "indicators",
            title: text(("Rādītāji", "Indicators")),
            explanation: text((
                "Pēc kā redz, vai standarts tiek pildīts, un no kurienes ir dati. Labāk daži rādītāji ar uzticamu \
                 avotu nekā daudzi bez tā.",
                "By what one sees whether the standard is kept, and where the data come from. A few indicators with a \
                 sound source are better than many without.",
            )),
            lists: vec![indicators(), practice::evaluations()],
        },
    ]
}

fn client_duties() -> List {
    List::new(
        "client_duty",
        Naming::Place,
        ("Ko gaida no klienta", "What is expected of the client"),
        ("Pienākums", "Duty"),
        ("Viens lūgums klientam vienā teikumā.", "One request to the client in one sentence."),
        vec![paragraph(), Field::new("text", Kind::long(), ("Ko gaida", "What is expected"), PLAIN)],
    )
}

fn channels() -> List {
    List::new(
        "channel",
        Naming::Place,
        ("Kanāli", "Channels"),
        ("Kanāls", "Channel"),
        ("Saziņas veids un tas, ko tajā sola.", "A way of making contact and what is promised there."),
        vec![
            paragraph(),
            Field::new("kind", Kind::Choice(choices::channels()), ("Kanāls", "Channel"), PLAIN),
            Field::new("text", Kind::long(), ("Kā tajā apkalpo", "How one is served there"), PLAIN),
        ],
    )
}

fn notices() -> List {
    List::new(
        "notice",
        Naming::Field("id"),
        ("Paziņojumi", "Notices"),
        ("Paziņojums", "Notice"),
        (
            "Par ko klientiem paziņo un cik dienas iepriekš.",
            "What clients are told of, and how many days ahead.",
        ),
        vec![
            paragraph(),
            Field::new(
                "id",
                Kind::Line,
                ("Īsais vārds", "Short name"),
                ("Piemēram, before_public_holiday.", "Such as before_public_holiday."),
            ),
            Field::new("text", Kind::short(), ("Par ko paziņo", "What it tells"), PLAIN),
            Field::new(
                "lead_days",
                Kind::count(("dienas", "days"), 0, 365),
                ("Cik dienas iepriekš", "Days ahead"),
                ("0: nekavējoties.", "0: at once."),
            ),
            Field::new(
                "working_days",
                Kind::YesNo,
                ("Darba dienas", "Working days"),
                ("Ja nav teikts, tās ir kalendāra dienas.", "Calendar days unless said."),
            )
            .optional(),
        ],
    )
}

fn indicators() -> List {
    List::new(
        "indicator",
        Naming::Field("id"),
        ("Rādītāji", "Indicators"),
        ("Rādītājs", "Indicator"),
        (
            "Ko skaita, cik jāsasniedz un no kurienes dati.",
            "What is counted, what to reach and where the data come from.",
        ),
        vec![
            Field::new(
                "id",
                Kind::Line,
                ("Īsais vārds", "Short name"),
                ("Piemēram, calls_answered.", "Such as calls_answered."),
            ),
            paragraph(),
            Field::new("text", Kind::long(), ("Rādītājs", "Indicator"), PLAIN),
            Field::new("channel", Kind::Choice(choices::channels()), ("Kanāls", "Channel"), PLAIN),
            Field::new(
                "comparator",
                Kind::Choice(choices::comparators()),
                ("Kā salīdzina ar mērķi", "How it compares with the target"),
                PLAIN,
            ),
            Field::new("target", Kind::Decimal { least: -1e12, most: 1e12 }, ("Mērķis", "Target"), PLAIN)
                .optional(),
            Field::new(
                "unit",
                Kind::short(),
                ("Mērvienība", "Unit"),
                ("Piemēram, „no 5”.", "Such as \"of 5\"."),
            ),
            Field::new("source", Kind::short(), ("Datu avots", "Data source"), PLAIN),
            example(),
        ],
    )
}
