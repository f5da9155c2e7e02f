//! The reason of a decision, in one sentence.

use solits_kernel::{Lang, Text};
use solits_standard::Origin;

use crate::{
    day::Day,
    gap::{Gap, RoleName},
    ladder::{Outcome, Refusal, RungTried},
    resolve::{How, Resolved, Who},
};

/// Why this one decides.
pub(crate) fn decides(
    passed: &[RungTried],
    role: &RoleName,
    origin: &Origin,
    resolved: &Resolved,
    day: &Day<'_>,
) -> Text {
    let (names_lv, names_en) = names(&resolved.who, day);
    let instead = match resolved.how {
        How::Own => Text::default(),
        How::For(holder) => {
            let holder = day.name(holder);
            Text::new(format!(", aizvieto: {holder}"), format!(", standing in for {holder}"))
        }
    };
    let cited = &origin.paragraph;
    sentence(
        passed,
        day,
        &Text::new(
            format!("lemj {names_lv} ({}; {cited}){}", role.title.0, instead.lv),
            format!("{names_en} decides ({}; {cited}){}", role.title.1, instead.en),
        ),
    )
}

/// Why nobody inside decides.
pub(crate) fn ends(passed: &[RungTried], outcome: &Outcome, day: &Day<'_>) -> Text {
    let last = match outcome {
        Outcome::LastResort(body) => Text::new(
            format!("jāvēršas ārpus iestādes: {} ({})", body.name.lv, body.contact),
            format!("the client turns to a body outside: {} ({})", body.name.get(Lang::En), body.contact),
        ),
        _ => Text::new(
            "iestādē lemt nevar neviens, un ārēja institūcija nav norādīta",
            "nobody inside may decide, and no body outside is named",
        ),
    };
    sentence(passed, day, &last)
}

fn sentence(passed: &[RungTried], day: &Day<'_>, end: &Text) -> Text {
    let clauses: Vec<Text> = passed.iter().map(|rung| clause(rung, day)).collect();
    if clauses.is_empty() {
        return Text::new(capital(&end.lv), capital(&end.en));
    }
    let join = |all: Vec<&str>| all.join("; ");
    let lv = join(clauses.iter().map(|clause| clause.lv.as_str()).collect());
    let en = join(clauses.iter().map(|clause| clause.en.as_str()).collect());
    Text::new(capital(&format!("{lv}, tāpēc {}", end.lv)), capital(&format!("{en}, so {}", end.en)))
}

/// Why a rung was passed by.
fn clause(rung: &RungTried, day: &Day<'_>) -> Text {
    let (lv, en) = &rung.role.title;
    if let Some((person, refusal)) = rung.refused.first() {
        let name = day.name(*person);
        let (because_lv, because_en) = refusal.words();
        return Text::new(
            format!("{lv} nelemj, jo {because_lv} ({name})"),
            format!("the {en} does not decide, because {because_en} ({name})"),
        );
    }
    match &rung.gap {
        Gap::Away { person, .. } => Text::new(
            format!("{lv} nelemj, jo nav darbā un aizvietotāja nav ({person})"),
            format!("the {en} does not decide, being away without a substitute ({person})"),
        ),
        Gap::DependsOnMatter { .. } => Text::new(
            format!("{lv} nelemj, jo sūdzība nav ne par vienu noteiktu cilvēku vai struktūrvienību"),
            format!("the {en} does not decide, because it is about no particular person or unit"),
        ),
        _ => Text::new(
            format!("{lv} nelemj, jo šo lomu nepilda neviens"),
            format!("the {en} does not decide, because nobody holds the role"),
        ),
    }
}

fn names(who: &Who, day: &Day<'_>) -> (String, String) {
    match who {
        Who::Body(body) => (body.name.lv.clone(), body.name.get(Lang::En).to_owned()),
        people => {
            let names: Vec<&str> = people.people().iter().map(|id| day.name(*id)).collect();
            (names.join(", "), names.join(", "))
        }
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(letters).chain(['.']).collect())
}

impl Refusal {
    /// The reason, after "because".
    const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Concerned => ("sūdzība ir par šo pašu cilvēku", "the complaint is about this very person"),
            Self::Under => {
                ("strādā tā padotībā, par kuru ir sūdzība", "they work under the person concerned")
            }
            Self::StandsIn => ("aizvieto to, par kuru ir sūdzība", "they stand in for the person concerned"),
            Self::Decided => ("šo sūdzību jau reiz izskatīja", "they have examined it before"),
        }
    }
}
