//! Terms that laws set for answers, each with the days of receipt for which it holds.
//!
//! They are data, `law/latvia.toml`, so that a new law is an entry and not a change of the program. Which terms a matter
//! has is decided by the day on which it was received, and stays.

use jiff::civil::Date;
use serde::Deserialize;
use solits_calendar::Term;
use solits_kernel::Text;
use thiserror::Error;

use crate::nature::{Form, Matter, Nature};

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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
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
#[error("the list of terms of laws is faulty")]
pub struct LawsError(#[source] toml::de::Error);

impl Laws {
    /// The terms this release of the program knows.
    pub fn known() -> Self {
        Self::read(include_str!("../law/latvia.toml"))
            .expect("the list that is compiled in is read by a test")
    }

    /// Reads a list.
    pub fn read(source: &str) -> Result<Self, LawsError> {
        toml::from_str(source).map_err(LawsError)
    }

    /// The terms set on a matter received on that day.
    pub fn on(&self, nature: Nature, received: Date) -> impl Iterator<Item = &LawTerm> {
        self.terms.iter().filter(move |term| {
            term.of.is(nature)
                && term.from.is_none_or(|from| from <= received)
                && term.until.is_none_or(|until| received <= until)
        })
    }
}

impl Subject {
    /// Requests for information and about one's own data have laws of their own, whatever their form.
    const fn is(self, nature: Nature) -> bool {
        match (self, nature.matter) {
            (Self::InformationRequest, Matter::InformationRequest)
            | (Self::DataSubjectRequest, Matter::DataSubjectRequest) => true,
            (Self::Submission, Matter::InformationRequest | Matter::DataSubjectRequest) => false,
            (Self::Submission, _) => matches!(nature.form, Form::Submission),
            _ => false,
        }
    }
}
