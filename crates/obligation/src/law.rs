//! Terms that laws set for answers, each with the days of receipt for which it holds.
//!
//! They are data, `law/latvia.toml`, so that a new law is an entry and not a change of the program. Which terms a matter
//! has is decided by the day on which it was received, and stays.
//!
//! Beside whatever standard an institution has, each act is a small standard of its own, under a number below nought: what
//! a law demands becomes an obligation like any promise, is judged by the same function and replayed the same way.

use std::{
    collections::BTreeMap,
    sync::{Arc, LazyLock},
};

use jiff::civil::Date;
use serde::Deserialize;
use serde_json::{Value, json};
use solits_calendar::Term;
use solits_kernel::{Lang, Text};
use solits_standard::{Standard, effective::resolve, event::EventKind, model::StandardFile};
use thiserror::Error;

/// The terms of laws.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Laws {
    /// All of them, in force or not.
    #[serde(rename = "term")]
    pub terms: Vec<LawTerm>,
}

/// A term that a law sets.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LawTerm {
    /// Its name in this list.
    pub id: String,
    /// On what it is set.
    pub of: Subject,
    /// What is to be done.
    pub demand: LawDemand,
    /// The first day of receipt for which it holds; absent for always.
    #[serde(default)]
    pub from: Option<Date>,
    /// The last; absent while it holds.
    #[serde(default)]
    pub until: Option<Date>,
    /// Within what.
    pub within: Term,
    /// To what it can be extended.
    #[serde(default)]
    pub extension: Option<LawExtension>,
    /// The law.
    pub act: Text,
    /// The place in it; empty where the source names none.
    #[serde(default)]
    pub paragraph: String,
    /// Where the number was read.
    pub source: String,
    /// Whether the number has been seen in a source that can be relied on.
    pub confirmed: bool,
    /// The demand in one sentence.
    pub text: Text,
}

/// To what a term can be extended, counted from receipt as the term itself is.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LawExtension {
    /// The longest term, extension included.
    pub within: Term,
    /// When the law allows it.
    pub when: Text,
}

/// On what a law sets a term.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Subject {
    Submission,
    InformationRequest,
    DataSubjectRequest,
}

/// What a law demands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LawDemand {
    /// An answer on the merits.
    Answer,
    /// What is outside competence goes to the competent body.
    Forward,
}

/// Why a list of terms could not be read.
#[derive(Debug, Error)]
pub enum LawsError {
    /// It is no list of terms.
    #[error("the list of terms of laws is faulty")]
    Unreadable(#[source] toml::de::Error),
    /// An act makes no standard.
    #[error("the terms of {act} make no standard: {why}")]
    Act {
        /// The act.
        act: String,
        /// Why not.
        why: String,
    },
}

/// The fact of an entry that names the law under which a matter falls.
pub(crate) const LAW_FACT: &str = "law";

impl Subject {
    /// Every one.
    pub const ALL: [Self; 3] = [Self::Submission, Self::InformationRequest, Self::DataSubjectRequest];

    /// The word of the fact `law` in the journal.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Submission => "submission",
            Self::InformationRequest => "information_request",
            Self::DataSubjectRequest => "data_subject_request",
        }
    }

    /// The number under which its act stands among the versions; those of standards begin with 1.
    const fn number(self) -> i64 {
        match self {
            Self::Submission => -1,
            Self::InformationRequest => -2,
            Self::DataSubjectRequest => -3,
        }
    }
}

impl LawTerm {
    /// Whether it holds for what was received on that day.
    pub fn holds_on(&self, received: Date) -> bool {
        self.from.is_none_or(|from| from <= received) && self.until.is_none_or(|until| received <= until)
    }

    /// The norm under which an obligation by this term stands.
    pub fn norm(&self) -> String {
        format!("law.{}", self.id)
    }

    /// What starts the clock: the case itself, or, where it is found to belong elsewhere, that finding.
    const fn starts(&self) -> EventKind {
        match self.demand {
            LawDemand::Answer => EventKind::CaseOpened,
            LawDemand::Forward => EventKind::CaseReferred,
        }
    }

    /// What is done by it.
    const fn met_by(&self) -> &'static [EventKind] {
        match self.demand {
            // A refusal with reasons is an answer on the merits.
            LawDemand::Answer => &[
                EventKind::CaseAnswered,
                EventKind::MessageAnswered,
                EventKind::FeedbackAnswered,
                EventKind::CaseRefused,
            ],
            LawDemand::Forward => &[EventKind::CaseForwarded, EventKind::MessageForwarded],
        }
    }

    /// After what it is no longer owed here, and why.
    const fn waived_by(&self) -> &'static [(EventKind, &'static str, &'static str)] {
        const CLOSED: (EventKind, &str, &str) =
            (EventKind::CaseClosed, "lieta slēgta", "the case was closed");
        match self.demand {
            LawDemand::Answer => &[
                (
                    EventKind::CaseForwarded,
                    "pārsūtīts kompetentajai iestādei",
                    "forwarded to the competent institution",
                ),
                (
                    EventKind::MessageForwarded,
                    "pārsūtīts kompetentajai iestādei",
                    "forwarded to the competent institution",
                ),
                CLOSED,
            ],
            LawDemand::Forward => &[CLOSED],
        }
    }

    fn norm_record(&self) -> Result<Value, String> {
        Ok(json!({
            "id": self.norm(),
            "paragraphs": [self.paragraph],
            "text": text(&self.text),
            "kind": "promise",
            "promise": {
                "starts": { "event": self.starts().name(), "where": { LAW_FACT: self.of.code() } },
                "within": within(self.within).ok_or_else(|| format!("{:?} is no term of a law", self.within))?,
                "met_by": self.met_by().iter().map(|kind| kind.name()).collect::<Vec<_>>(),
                "waived_by": self
                    .waived_by()
                    .iter()
                    .map(|(kind, lv, en)| json!({ "by": kind.name(), "reason": { "lv": lv, "en": en } }))
                    .collect::<Vec<_>>(),
                "limit": "law",
                "channel": "all",
            },
        }))
    }
}

/// The terms in which laws count, as standards write them.
fn within(term: Term) -> Option<Value> {
    match term {
        Term::WorkingDays(count) => Some(json!({ "working_days": count })),
        Term::CalendarDays { days, roll } => Some(json!({ "calendar_days": { "days": days, "roll": roll } })),
        Term::Months(count) => Some(json!({ "months": count })),
        _ => None,
    }
}

fn text(text: &Text) -> Value {
    json!({ "lv": text.lv, "en": text.get(Lang::En) })
}

impl Laws {
    /// The terms this release of the program knows.
    pub fn known() -> Self {
        Self::read(include_str!("../law/latvia.toml"))
            .expect("the list that is compiled in is read by a test")
    }

    /// Reads a list.
    pub fn read(source: &str) -> Result<Self, LawsError> {
        toml::from_str(source).map_err(LawsError::Unreadable)
    }

    /// The terms set on such a subject received on that day.
    pub fn on(&self, subject: Subject, received: Date) -> impl Iterator<Item = &LawTerm> {
        self.terms.iter().filter(move |term| term.of == subject && term.holds_on(received))
    }
}

/// Laws as obligations are judged by them.
#[derive(Clone, Debug, Default)]
pub struct Bound {
    acts: BTreeMap<i64, Arc<Standard>>,
    terms: Vec<LawTerm>,
}

impl Bound {
    /// The laws this release of the program knows, made ready once.
    pub fn known() -> Arc<Self> {
        static KNOWN: LazyLock<Arc<Bound>> = LazyLock::new(|| {
            Arc::new(Bound::of(Laws::known()).expect("the list that is compiled in is bound by a test"))
        });
        KNOWN.clone()
    }

    /// Makes a standard of each act.
    pub fn of(laws: Laws) -> Result<Self, LawsError> {
        let mut acts = BTreeMap::new();
        for subject in Subject::ALL {
            let terms: Vec<&LawTerm> = laws.terms.iter().filter(|term| term.of == subject).collect();
            let Some(last) = terms.last() else { continue };
            let faulty = |why: String| LawsError::Act { act: last.act.lv.clone(), why };
            let norms: Result<Vec<Value>, String> = terms.iter().map(|term| term.norm_record()).collect();
            let file = json!({
                "format": solits_standard::model::FORMAT,
                "id": format!("law-{}", subject.code()),
                "identity": {
                    "title": text(&last.act), "kind": "procedure", "level": "national", "version": "1",
                    "status": "in_force", "issuer": { "lv": "Saeima", "en": "the Saeima" },
                },
                "scope": { "paragraphs": [], "field": text(&last.act), "bound": [] },
                "norm": norms.map_err(faulty)?,
            });
            let file: StandardFile =
                serde_json::from_value(file).map_err(|error| faulty(error.to_string()))?;
            let standard = resolve(Arc::new(file), &|_| None).map_err(|error| faulty(error.to_string()))?;
            acts.insert(subject.number(), Arc::new(standard));
        }
        Ok(Self { acts, terms: laws.terms })
    }

    /// The act of that number.
    pub(crate) fn get(&self, number: i64) -> Option<&Arc<Standard>> {
        self.acts.get(&number)
    }

    /// The acts with their numbers.
    pub(crate) fn acts(&self) -> impl Iterator<Item = (i64, &Arc<Standard>)> {
        self.acts.iter().map(|(number, standard)| (*number, standard))
    }

    /// Whether the term of that norm holds for what was received on that day.
    pub(crate) fn holds(&self, norm: &str, received: Date) -> bool {
        self.terms.iter().any(|term| term.norm() == norm && term.holds_on(received))
    }

    /// The term under which an obligation of that norm stands: how far it may be extended, and when.
    pub fn term(&self, norm: &str) -> Option<&LawTerm> {
        self.terms.iter().find(|term| term.norm() == norm)
    }
}
