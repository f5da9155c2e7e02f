//! How each paragraph of a document is kept alive: measured, enforced, evaluated, shown, published, or only on paper. A
//! paragraph counts where it is kept best.
//!
//! The answer is about this program as it is. A promise whose events it does not record yet, a rule it does not
//! enforce, a moment of work it does not accompany yet are on paper, and the missing ability is named. That the words of
//! a demand can be read on the standard's public page does not keep it; what demands nothing else, such as a term, a
//! role or the day of adoption, is kept by being published there.

use std::collections::BTreeMap;

use serde::Serialize;
use solits_kernel::{Lang, Text};

use crate::{
    event::EventKind,
    model::{Method, Moment, Norm, NormKind, Promise, StandardFile, Surface, Trigger},
    parameter, rules,
};

/// How a paragraph is kept, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum KeptBy {
    /// A clock runs, and the figures show it.
    Measured,
    /// The program does not allow otherwise.
    Enforced,
    /// Somebody looks at it regularly and writes down what was seen.
    Evaluated,
    /// Staff see it at the moment it matters.
    Shown,
    /// The public sees it at the place meant for it.
    Published,
    /// Nothing in the program keeps it.
    OnlyOnPaper,
}

impl KeptBy {
    /// Every way, best first.
    pub const ALL: [Self; 6] =
        [Self::Measured, Self::Enforced, Self::Evaluated, Self::Shown, Self::Published, Self::OnlyOnPaper];

    /// The word for it.
    pub const fn word(self, lang: Lang) -> &'static str {
        let (lv, en) = match self {
            Self::Measured => ("mēra", "measured"),
            Self::Enforced => ("nodrošina programma", "enforced"),
            Self::Evaluated => ("vērtē", "evaluated"),
            Self::Shown => ("rāda darbiniekam", "shown"),
            Self::Published => ("publicē", "published"),
            Self::OnlyOnPaper => ("tikai uz papīra", "only on paper"),
        };
        match lang {
            Lang::Lv => lv,
            Lang::En => en,
        }
    }
}

/// Coverage of a document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the counts are explained at `KeptBy`")]
pub struct Coverage {
    pub paragraphs: usize,
    pub measured: usize,
    pub enforced: usize,
    pub evaluated: usize,
    pub shown: usize,
    pub published: usize,
    pub only_on_paper: usize,
    /// Paragraph by paragraph, in the order of their numbers.
    pub items: Vec<Item>,
}

/// How one paragraph is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Item {
    /// The paragraph.
    pub paragraph: String,
    /// How it is kept best.
    pub kept_by: KeptBy,
    /// The norms that come from it.
    pub norms: Vec<String>,
    /// What the program lacks, of a paragraph that is only on paper.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub missing: Option<Text>,
}

/// How a statement is kept, and what is missing if it is not.
struct Kept(KeptBy, Option<Text>);

impl Kept {
    const fn by(way: KeptBy) -> Self {
        Self(way, None)
    }
    const fn on_paper(missing: Text) -> Self {
        Self(KeptBy::OnlyOnPaper, Some(missing))
    }
}

/// The coverage of a document's own paragraphs.
pub fn coverage(file: &StandardFile) -> Coverage {
    let mut found = Found::default();
    found.norms(file);
    found.parameters(file);
    found.practice(file);
    found.records(file);
    found.counted()
}

/// The first event of a promise that the program does not record yet: the one that starts it, or, when none of those
/// that meet it is recorded, the first of these.
pub fn missing_event(promise: &Promise) -> Option<EventKind> {
    let starts = promise.starts.event();
    if !starts.is_recorded() {
        return Some(starts);
    }
    let mut ends = promise.met_by.iter().map(Trigger::event);
    let any_recorded = ends.clone().any(EventKind::is_recorded);
    if any_recorded { None } else { ends.next() }
}

#[derive(Default)]
struct Found {
    items: BTreeMap<String, Item>,
    /// Paragraphs whose words stand on the public page, with the examples among their norms.
    read: BTreeMap<String, Vec<String>>,
}

impl Found {
    fn see(&mut self, paragraph: &str, Kept(kept_by, missing): Kept) -> &mut Item {
        let item = self.items.entry(paragraph.to_owned()).or_insert_with(|| Item {
            paragraph: paragraph.to_owned(),
            kept_by,
            norms: Vec::new(),
            missing: missing.clone(),
        });
        if kept_by < item.kept_by {
            item.kept_by = kept_by;
            item.missing = missing;
        }
        item
    }

    fn norms(&mut self, file: &StandardFile) {
        for norm in &file.norms {
            for paragraph in &norm.paragraphs {
                let norms = match norm_kept(norm) {
                    Some(kept) => &mut self.see(paragraph, kept).norms,
                    None => self.reads(paragraph),
                };
                norms.push(norm.id.clone());
            }
        }
    }

    fn reads(&mut self, paragraph: &str) -> &mut Vec<String> {
        self.read.entry(paragraph.to_owned()).or_default()
    }

    fn parameters(&mut self, file: &StandardFile) {
        for (name, value) in &file.parameters {
            let rule =
                parameter::find(name).and_then(|definition| definition.rule).filter(|_| !value.example);
            if rule.is_some() {
                self.see(&value.paragraph, Kept::by(KeptBy::Enforced));
            } else {
                self.reads(&value.paragraph);
            }
        }
    }

    fn practice(&mut self, file: &StandardFile) {
        for situation in &file.situations {
            if let Some(paragraph) = &situation.paragraph {
                self.see(paragraph, shown_at(&situation.shown_at));
            }
            for action in &situation.actions {
                let moments = if action.shown_at.is_empty() { &situation.shown_at } else { &action.shown_at };
                self.see(&action.paragraph, shown_at(moments));
            }
        }
        for phrase in &file.phrases {
            let situation = file.situations.iter().find(|one| Some(&one.number) == phrase.situation.as_ref());
            self.see(
                &phrase.paragraph,
                situation.map_or(Kept::by(KeptBy::Shown), |one| shown_at(&one.shown_at)),
            );
        }
        for evaluation in &file.evaluations {
            self.see(&evaluation.paragraph, evaluated_by(evaluation.method));
        }
    }

    fn records(&mut self, file: &StandardFile) {
        let paragraphs = [
            file.scope.paragraphs.iter().collect::<Vec<_>>(),
            file.terms.iter().map(|one| &one.paragraph).collect(),
            file.principles.iter().map(|one| &one.paragraph).collect(),
            file.levels.iter().map(|one| &one.paragraph).collect(),
            file.roles.iter().map(|one| &one.paragraph).collect(),
            file.ladder.iter().map(|one| &one.paragraph).collect(),
            file.routes.iter().map(|one| &one.paragraph).collect(),
            file.notices.iter().map(|one| &one.paragraph).collect(),
            file.outage_steps.iter().map(|one| &one.paragraph).collect(),
            file.channels.iter().map(|one| &one.paragraph).collect(),
            file.goals.iter().map(|one| &one.paragraph).collect(),
            file.indicators.iter().map(|one| &one.paragraph).collect(),
            file.client_duties.iter().map(|one| &one.paragraph).collect(),
            file.qualifications.iter().map(|one| &one.paragraph).collect(),
            file.records.iter().map(|one| &one.paragraph).collect(),
        ];
        for paragraph in paragraphs.into_iter().flatten() {
            self.reads(paragraph);
        }
    }

    fn counted(mut self) -> Coverage {
        for (paragraph, mut examples) in std::mem::take(&mut self.read) {
            let item = self.items.entry(paragraph.clone()).or_insert_with(|| Item {
                paragraph,
                kept_by: KeptBy::Published,
                norms: Vec::new(),
                missing: None,
            });
            item.norms.append(&mut examples);
        }
        let mut items: Vec<Item> = self.items.into_values().collect();
        items.sort_by_key(|item| natural(&item.paragraph));
        let count = |way: KeptBy| items.iter().filter(|item| item.kept_by == way).count();
        Coverage {
            paragraphs: items.len(),
            measured: count(KeptBy::Measured),
            enforced: count(KeptBy::Enforced),
            evaluated: count(KeptBy::Evaluated),
            shown: count(KeptBy::Shown),
            published: count(KeptBy::Published),
            only_on_paper: count(KeptBy::OnlyOnPaper),
            items,
        }
    }
}

/// How a norm is kept; `None` for an example, which obliges nobody, so that there is nothing to keep but its words.
fn norm_kept(norm: &Norm) -> Option<Kept> {
    if norm.example {
        return None;
    }
    Some(match &norm.kind {
        NormKind::Promise { promise } => match missing_event(promise) {
            None => Kept::by(KeptBy::Measured),
            Some(event) => not_recorded(event),
        },
        NormKind::Rule { enforced_by } => {
            match enforced_by.as_deref().map(|name| (name, rules::find(name))) {
                Some((_, Some(_))) => Kept::by(KeptBy::Enforced),
                Some((name, None)) => Kept::on_paper(rules::planned(name).map_or_else(
                    || {
                        Text::new(
                            format!("programmai nav noteikuma „{name}”"),
                            format!("the program has no rule `{name}`"),
                        )
                    },
                    |planned| not_there(planned.lv, planned.en),
                )),
                None => Kept::on_paper(Text::new(
                    "nav norādīts, kurš programmas noteikums to nodrošina",
                    "no rule of the program is named to enforce it",
                )),
            }
        }
        NormKind::Guide { shown_at: moments } => shown_at(moments),
        NormKind::Publish { shown_on } => {
            if shown_on.iter().any(|surface| surface.exists()) {
                return Some(Kept::by(KeptBy::Published));
            }
            let (lv, en) = shown_on
                .first()
                .map_or(("vieta, kur to publicēt", "a place to publish it"), |one| one.words());
            Kept::on_paper(not_there(lv, en))
        }
    })
}

fn not_recorded(event: EventKind) -> Kept {
    let ((ability_lv, ability_en), (lv, en)) = (event.ability(), event.words());
    Kept::on_paper(not_there(
        &format!("{ability_lv} (notikums „{lv}”)"),
        &format!("{ability_en} (the event “{en}”)"),
    ))
}

fn shown_at(moments: &[Moment]) -> Kept {
    if moments.iter().any(|moment| moment.is_accompanied()) {
        return Kept::by(KeptBy::Shown);
    }
    let (lv, en) =
        moments.first().map_or(("brīdis, kurā to rādīt", "a moment to show it"), |one| one.words());
    Kept::on_paper(not_there(lv, en))
}

/// What the program lacks.
fn not_there(lv: &str, en: &str) -> Text {
    Text::new(format!("programmā vēl nav: {lv}"), format!("not in the program yet: {en}"))
}

/// An evaluation counts when the program records that it was done.
fn evaluated_by(method: Method) -> Kept {
    let event = match method {
        Method::SelfCheck => EventKind::SelfCheckDone,
        Method::Survey => EventKind::SurveyHeld,
        Method::Report | Method::OrderDataReview | Method::QueueReview => EventKind::ReportMade,
        _ => EventKind::EvaluationDone,
    };
    if event.is_recorded() { Kept::by(KeptBy::Evaluated) } else { not_recorded(event) }
}

impl Moment {
    /// Whether the program accompanies staff at this moment, so that a guide for it is seen.
    pub const fn is_accompanied(self) -> bool {
        match self {
            Self::BeforeOpening
            | Self::ClientCalled
            | Self::Serving
            | Self::Idle
            | Self::Case
            | Self::Always => true,
            // The desk asks during the visit; it has no screen of its own for these yet.
            Self::Finishing
            | Self::Closing
            | Self::Conflict
            | Self::Phone
            | Self::Mail
            | Self::FieldVisit
            | Self::Outage
            | Self::Colleague => false,
        }
    }
}

impl Surface {
    /// Whether the program has this surface.
    pub const fn exists(self) -> bool {
        match self {
            Self::PromisePage
            | Self::Kiosk
            | Self::Display
            | Self::Ticket
            | Self::CasePage
            | Self::BranchPage
            | Self::Stand => true,
            Self::Website => false,
        }
    }
}

/// Numbers within a paragraph's name are compared as numbers: 2, 2.1, 2.10, 10, P2/s4.3.
fn natural(paragraph: &str) -> Vec<(u64, String)> {
    let mut parts = Vec::new();
    let mut rest = paragraph;
    while let Some(first) = rest.chars().next() {
        let is_digit = first.is_ascii_digit();
        let end = rest.find(|letter: char| letter.is_ascii_digit() != is_digit).unwrap_or(rest.len());
        let (part, after) = rest.split_at(end);
        // Words come after numbers, as annexes come after paragraphs.
        parts.push(if is_digit {
            (part.parse().unwrap_or(u64::MAX - 1), String::new())
        } else if part == "." {
            (0, String::new())
        } else {
            (u64::MAX, part.to_owned())
        });
        rest = after;
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(norms: &str) -> Coverage {
        let head = include_str!("check/tests/good.toml").split("[parameters]").next().unwrap();
        coverage(&toml::from_str(&format!("{head}{norms}")).unwrap())
    }

    fn norm(id: &str, paragraph: &str, rest: &str) -> String {
        format!("[[norm]]\nid = \"{id}\"\nparagraphs = [\"{paragraph}\"]\ntext = {{ lv = \"x\" }}\n{rest}\n")
    }

    fn kept(coverage: &Coverage, paragraph: &str) -> KeptBy {
        coverage.items.iter().find(|item| item.paragraph == paragraph).unwrap().kept_by
    }

    const MEASURED: &str = r#"kind = "promise"
promise = { starts = "ticket.taken", within = { minutes = 15 }, met_by = ["ticket.called"], channel = "visit" }"#;

    #[test]
    fn a_paragraph_counts_where_it_is_kept_best() {
        let coverage = of(&[
            norm("guide", "5", "kind = \"guide\"\nshown_at = [\"serving\"]"),
            norm("promise", "5", MEASURED),
            norm("rule", "6", "kind = \"rule\"\nenforced_by = \"queue.no_show\""),
            norm("publish", "7", "kind = \"publish\"\nshown_on = [\"kiosk\"]"),
        ]
        .concat());
        assert_eq!(kept(&coverage, "5"), KeptBy::Measured);
        assert_eq!(kept(&coverage, "6"), KeptBy::Enforced);
        assert_eq!(kept(&coverage, "7"), KeptBy::Published);
        // Paragraph 1 states the scope, which opens the public page.
        assert_eq!(kept(&coverage, "1"), KeptBy::Published);
        assert_eq!((coverage.paragraphs, coverage.measured, coverage.shown), (4, 1, 0));
        let five = coverage.items.iter().find(|item| item.paragraph == "5").unwrap();
        assert_eq!(five.norms, ["guide", "promise"]);
    }

    #[test]
    fn what_the_program_cannot_do_yet_is_on_paper_and_says_why() {
        let telephone =
            MEASURED.replace("ticket.taken", "call.ringing").replace("ticket.called", "call.answered");
        let coverage = of(&[
            norm("phone", "20.1", &telephone),
            norm("rule", "20.2", "kind = \"rule\""),
            norm("visit", "20.10", "kind = \"guide\"\nshown_at = [\"field_visit\"]"),
        ]
        .concat());
        assert_eq!((coverage.only_on_paper, coverage.measured), (3, 0));
        let items: Vec<_> =
            coverage.items.iter().filter(|item| item.kept_by == KeptBy::OnlyOnPaper).collect();
        let paragraphs: Vec<_> = items.iter().map(|item| item.paragraph.as_str()).collect();
        assert_eq!(paragraphs, ["20.1", "20.2", "20.10"]);
        assert_eq!(
            items[0].missing.as_ref().unwrap().en,
            "not in the program yet: the telephone workplace (the event “telephone rings”)"
        );
        assert!(items.iter().all(|item| item.missing.is_some()));
    }

    #[test]
    fn an_example_of_the_guidelines_is_published_but_not_measured() {
        // Trap 18: the guidelines' figures are examples, not obligations.
        let coverage = of(&norm("example", "2.2-kpi-4", &format!("example = true\n{MEASURED}")));
        assert_eq!(kept(&coverage, "2.2-kpi-4"), KeptBy::Published);
        assert_eq!(
            coverage.items.iter().find(|item| item.paragraph == "2.2-kpi-4").unwrap().norms,
            ["example"]
        );
    }

    #[test]
    fn a_demand_that_nothing_keeps_is_on_paper_though_its_words_can_be_read() {
        let term = "[[term]]\nparagraph = \"20.2\"\nterm = { lv = \"x\" }\nmeaning = { lv = \"y\" }\n";
        let rule = norm("rule", "20.2", "kind = \"rule\"\nenforced_by = \"feedback.register\"");
        let coverage = of(&format!("{term}{rule}"));
        assert_eq!(kept(&coverage, "20.2"), KeptBy::OnlyOnPaper);
        let item = coverage.items.iter().find(|item| item.paragraph == "20.2").unwrap();
        assert_eq!(
            item.missing.as_ref().unwrap().en,
            "not in the program yet: the register of feedback, suggestions, complaints and claims"
        );
        assert_eq!(kept(&of(term), "20.2"), KeptBy::Published);
    }

    #[test]
    fn the_counts_add_up_and_the_answer_has_the_agreed_form() {
        let coverage = coverage(&toml::from_str(include_str!("check/tests/good.toml")).unwrap());
        let json = serde_json::to_value(&coverage).unwrap();
        let counts = ["measured", "enforced", "evaluated", "shown", "published", "only_on_paper"];
        let sum: u64 = counts.iter().map(|count| json[count].as_u64().unwrap()).sum();
        assert_eq!(json["paragraphs"].as_u64(), Some(sum));
        assert_eq!(
            json["items"][0],
            serde_json::json!({ "paragraph": "1", "kept_by": "published", "norms": [] })
        );
    }

    #[test]
    fn paragraphs_stand_in_the_order_of_their_numbers() {
        let mut paragraphs = ["P2/s10.1", "10", "2.10", "2", "P1/c3", "2.9", "P2/s2.1", "header"];
        paragraphs.sort_by_key(|paragraph| natural(paragraph));
        assert_eq!(paragraphs, ["2", "2.9", "2.10", "10", "P1/c3", "P2/s2.1", "P2/s10.1", "header"]);
    }
}
