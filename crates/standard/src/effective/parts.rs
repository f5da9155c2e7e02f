//! A standard to be read as a whole: what stands in its lists, part by part, each entry with its paragraph.
//!
//! Principles, norms and duties of clients are left out: whoever shows them gives them their own place.

use solits_kernel::{Lang, Text};

use super::{Cited, Effective, Origin, Standard};
use crate::{
    model::{self, Action, Evaluation, Method, Phrase, Situation, Spoken},
    words::{self, Unit},
};

/// A part of a standard: its heading and its entries, in the order of the document.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// A short name for links: `terms`.
    pub id: &'static str,
    /// The heading.
    pub heading: Text,
    /// What stands in it; never empty.
    pub entries: Vec<Entry>,
}

/// An entry of a part.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Where it comes from.
    pub origin: Origin,
    /// What it is about; empty where the text says it all.
    pub name: Text,
    /// What is said.
    pub text: Text,
}

impl Standard {
    /// The parts that have entries.
    pub fn parts(&self) -> Vec<Part> {
        let lists = &self.lists;
        let role = |id: &str| self.role_title(id);
        let parts = [
            part(
                "terms",
                ("Termini", "Terms"),
                each(&lists.terms, |one| (text(&one.term), text(&one.meaning))),
            ),
            part(
                "levels",
                ("Iesaistes līmeņi", "Involvement levels"),
                each(&lists.levels, |one| (words::number(f64::from(one.number)), text(&one.meaning))),
            ),
            part("roles", ("Lomas", "Roles"), each(&lists.roles, |one| (text(&one.title), none()))),
            part(
                "channels",
                ("Saziņas kanāli", "Channels"),
                each(&lists.channels, |one| (one.kind.words(), text(&one.text))),
            ),
            part(
                "qualification",
                ("Prasības darbiniekiem", "What is asked of employees"),
                each(&lists.qualifications, |one| (none(), text(&one.text))),
            ),
            part(
                "situations",
                ("Saskarsmes situācijas", "Interaction situations"),
                situations(&lists.situations),
            ),
            part(
                "phrases",
                ("Frāzes", "Phrases"),
                each(&lists.phrases, |one| (text(&one.purpose), phrase(one))),
            ),
            part(
                "evaluation",
                ("Kvalitātes vērtēšana", "Evaluation of quality"),
                each(&lists.evaluations, |one| (criterion(one), how(one, &role))),
            ),
            part(
                "ladder",
                ("Kas lemj par sūdzību", "Who decides on a complaint"),
                each(&lists.ladder, |one| {
                    (titles(one.about.iter().map(|id| role(id))), role(&one.decided_by))
                }),
            ),
            part(
                "routes",
                ("Kam ziņo par neatbilstību", "To whom a non-conformity is reported"),
                each(&lists.routes, |one| (role(&one.to), text(&one.text))),
            ),
            part(
                "notices",
                ("Paziņojumi", "Notices"),
                each(&lists.notices, |one| (text(&one.text), lead(one))),
            ),
            part(
                "outages",
                ("Rīcība traucējumos", "In an outage"),
                each(&lists.outage_steps, |one| {
                    (one.who.as_deref().map_or_else(none, role), text(&one.text))
                }),
            ),
            part("goals", ("Mērķi", "Goals"), each(&lists.goals, |one| (text(&one.group), text(&one.text)))),
            part(
                "indicators",
                ("Rādītāji", "Indicators"),
                each(&lists.indicators, |one| (text(&one.text), text(&one.source))),
            ),
            part("records", ("Par dokumentu", "About the document"), self.own_records()),
        ];
        parts.into_iter().filter(|part| !part.entries.is_empty()).collect()
    }

    /// Records belong to the document alone and are never inherited.
    fn own_records(&self) -> Vec<Entry> {
        let origin =
            |paragraph: &str| Origin { document: self.file.id.clone(), paragraph: paragraph.to_owned() };
        let records = self.file.records.iter();
        records
            .map(|one| Entry { origin: origin(&one.paragraph), name: none(), text: text(&one.text) })
            .collect()
    }

    /// The title of a role; its name in quotes where nobody named it.
    pub(crate) fn role_title(&self, id: &str) -> Text {
        let found = self.lists.roles.iter().find(|role| role.value.id == id);
        found.map_or_else(|| words::quoted(id), |role| text(&role.value.title))
    }
}

fn part(id: &'static str, (lv, en): (&str, &str), entries: Vec<Entry>) -> Part {
    Part { id, heading: Text::new(lv, en), entries }
}

fn each<T: Cited>(list: &[Effective<T>], of: impl Fn(&T) -> (Text, Text)) -> Vec<Entry> {
    list.iter()
        .map(|one| {
            let (name, text) = of(&one.value);
            Entry { origin: one.origin.clone(), name, text }
        })
        .collect()
}

fn text(text: &model::Text) -> Text {
    Text::from(text)
}

fn none() -> Text {
    Text::new("", "")
}

/// Each situation by its title and impression, then its actions with the results to reach.
fn situations(list: &[Effective<Situation>]) -> Vec<Entry> {
    list.iter()
        .flat_map(|one| {
            let situation = &one.value;
            let title = text(&situation.title);
            let number = &situation.number;
            let head = Entry {
                origin: one.origin.clone(),
                name: Text::new(format!("{number}. {}", title.lv), format!("{number}. {}", title.en)),
                text: situation.impression.as_ref().map_or_else(none, text),
            };
            let actions = situation.actions.iter().map(|action| Entry {
                origin: Origin { paragraph: action.paragraph.clone(), ..one.origin.clone() },
                name: text(&action.text),
                text: results(action),
            });
            std::iter::once(head).chain(actions).collect::<Vec<_>>()
        })
        .collect()
}

fn results(action: &Action) -> Text {
    joined(action.results.iter().map(|result| text(&result.text)), " ")
}

fn titles(titles: impl Iterator<Item = Text>) -> Text {
    joined(titles, ", ")
}

fn joined(texts: impl Iterator<Item = Text>, between: &str) -> Text {
    let texts: Vec<Text> = texts.collect();
    let join = |lang: Lang| texts.iter().map(|text| text.get(lang)).collect::<Vec<_>>().join(between);
    Text::new(join(Lang::Lv), join(Lang::En))
}

/// What to say and what not, as spoken; in English with the sense beside it.
fn phrase(phrase: &Phrase) -> Text {
    let quoted = |list: &[Spoken]| {
        joined(
            list.iter().map(|spoken| {
                let latvian = format!("„{}”", spoken.latvian());
                let english =
                    spoken.english().map_or_else(|| latvian.clone(), |en| format!("{latvian} ({en})"));
                Text::new(latvian, english)
            }),
            ", ",
        )
    };
    let (said, avoided) = (quoted(&phrase.recommended), quoted(&phrase.avoid));
    let sides = [(said, ("Saka", "Say")), (avoided, ("Nesaka", "Avoid"))];
    let sides = sides.into_iter().filter(|(list, _)| !list.lv.is_empty());
    joined(
        sides.map(|(list, (lv, en))| Text::new(format!("{lv}: {}.", list.lv), format!("{en}: {}.", list.en))),
        " ",
    )
}

fn criterion(row: &Evaluation) -> Text {
    let criterion = text(&row.text);
    Text::new(format!("{}. {}", row.criterion, criterion.lv), format!("{}. {}", row.criterion, criterion.en))
}

/// By which method, how often and by whom.
fn how(row: &Evaluation, role: &impl Fn(&str) -> Text) -> Text {
    let often = row
        .frequency_words
        .as_ref()
        .map(text)
        .or_else(|| row.frequency.filter(|one| one.times == 1).map(|one| words::every(one.per)))
        .or_else(|| {
            row.frequency.map(|one| {
                let (times, every) = (words::count(i64::from(one.times), Unit::Time), words::every(one.per));
                Text::new(format!("{} ({})", times.lv, every.lv), format!("{} ({})", times.en, every.en))
            })
        });
    let responsible = titles(row.responsible.iter().map(|id| role(id)));
    let said = [Some(row.method.words()), often, Some(responsible)];
    joined(said.into_iter().flatten().filter(|text| !text.lv.is_empty()), "; ")
}

fn lead(notice: &model::Notice) -> Text {
    if notice.lead_days == 0 {
        return Text::new("nekavējoties", "at once");
    }
    let unit = if notice.working_days { Unit::WorkingDay } else { Unit::CalendarDay };
    let days = words::count(notice.lead_days, unit);
    Text::new(format!("vismaz {} iepriekš", days.lv), format!("at least {} ahead", days.en))
}

impl Method {
    /// The method in words.
    pub fn words(self) -> Text {
        let (lv, en) = match self {
            Self::SelfCheck => ("paškontrole", "self-check"),
            Self::Observation => ("novērošana", "observation"),
            Self::InspectionVisit => ("kontrolbrauciens", "inspection visit"),
            Self::MysteryClient => ("slēptā klienta metode", "mystery client"),
            Self::Interview => ("intervijas un grupu pārrunas", "interviews and group talks"),
            Self::RecordingReview => ("sarunu ierakstu noklausīšanās", "listening to recordings"),
            Self::Test => ("tests", "test"),
            Self::Survey => ("aptauja", "survey"),
            Self::Report => ("pārskats", "report"),
            Self::OrderDataReview => ("pasūtījumu datu pārbaude", "review of order data"),
            Self::QueueReview => ("rindas datu pārbaude", "review of queue data"),
        };
        Text::new(lv, en)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = include_str!("../check/tests/good.toml");

    fn entries(source: &str, id: &str) -> Vec<(String, String, String)> {
        let parts = Standard::compile(source, None).unwrap().parts();
        let part = parts.into_iter().find(|part| part.id == id);
        let entries = part.map(|part| part.entries).unwrap_or_default().into_iter();
        entries.map(|one| (one.origin.paragraph, one.name.en, one.text.en)).collect()
    }

    fn entry(paragraph: &str, name: &str, text: &str) -> (String, String, String) {
        (paragraph.to_owned(), name.to_owned(), text.to_owned())
    }

    #[test]
    fn each_list_is_a_part_with_its_paragraphs_and_an_empty_one_is_none() {
        assert_eq!(entries(GOOD, "terms"), [entry("2", "client", "whoever turns to the institution")]);
        assert_eq!(entries(GOOD, "ladder")[0], entry("19", "specialist", "head"));
        assert_eq!(
            entries(GOOD, "evaluation"),
            [entry("18", "1. Greeting", "observation; once a month; head")]
        );
        assert_eq!(
            entries(GOOD, "notices")[0],
            entry("21", "Before public holidays", "at least 5 calendar days ahead")
        );
        assert_eq!(entries(GOOD, "records"), []);
    }

    #[test]
    fn a_situation_is_followed_by_its_actions_with_the_results_to_reach() {
        let expected =
            [entry("16", "1. The client arrives", ""), entry("16", "Greets", "The client feels welcome")];
        assert_eq!(entries(GOOD, "situations"), expected);
    }

    #[test]
    fn a_phrase_is_said_as_it_is_spoken_with_its_sense_in_english() {
        let source = GOOD.replace(
            "use = [\"Labdien!\"]",
            "use = [{ lv = \"Labdien!\", en = \"Good day!\" }]\navoid = [\"Nākamais!\"]",
        );
        let expected = [entry("17", "Greeting", "Say: „Labdien!” (Good day!). Avoid: „Nākamais!”.")];
        assert_eq!(entries(&source, "phrases"), expected);
    }
}
