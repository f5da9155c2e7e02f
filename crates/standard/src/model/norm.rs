//! Norms: promises, rules, guides and what is published.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Promise, Text, is_false};

/// One paragraph's demand.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "NormRecord", into = "NormRecord")]
#[schemars(with = "NormRecord")]
pub struct Norm {
    /// Identifier within the document: `queue-wait`. A norm of the same id in an extending document replaces it.
    pub id: String,
    /// Paragraphs it comes from; the first is cited.
    pub paragraphs: Vec<String>,
    /// The demand in one plain sentence.
    pub text: Text,
    /// What keeps it alive.
    pub kind: NormKind,
    /// A title for lists, where the sentence is long.
    pub title: Option<Text>,
    /// An example in the source, not an obligation (trap 18 of area V).
    pub example: bool,
    /// Requirement ids of the catalogue it answers to; for the coverage map.
    pub requirements: Vec<String>,
    /// Role that answers for the norm being kept.
    pub owner: Option<String>,
}

impl Norm {
    /// The short title where there is one, else the sentence.
    pub fn heading(&self) -> &Text {
        self.title.as_ref().unwrap_or(&self.text)
    }
}

/// The four kinds of norm, so that nothing in a standard is lost.
#[derive(Clone, Debug, PartialEq)]
pub enum NormKind {
    /// A clock runs.
    Promise {
        /// The promise.
        promise: Promise,
    },
    /// The software enforces it.
    Rule {
        /// Name of the rule in the program, from [`crate::rules::RULES`]; absent while no part of the program
        /// enforces it.
        enforced_by: Option<String>,
    },
    /// Shown to staff at the moment it matters.
    Guide {
        /// At which moments.
        shown_at: Vec<Moment>,
    },
    /// Shown to the public.
    Publish {
        /// Where.
        shown_on: Vec<Surface>,
    },
}

impl NormKind {
    /// The word of the kind in files.
    pub const fn word(&self) -> KindWord {
        match self {
            Self::Promise { .. } => KindWord::Promise,
            Self::Rule { .. } => KindWord::Rule,
            Self::Guide { .. } => KindWord::Guide,
            Self::Publish { .. } => KindWord::Publish,
        }
    }
}

/// The word that says what keeps a norm alive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum KindWord {
    /// A clock runs: needs `promise`.
    Promise,
    /// The software enforces it: `enforced_by` names the rule of the program, or is absent while none does.
    Rule,
    /// Shown to staff: needs `shown_at`.
    Guide,
    /// Shown to the public: needs `shown_on`.
    Publish,
}

/// A norm as its table in the file has it, before it is known that the keys fit the kind.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Norm")]
pub(crate) struct NormRecord {
    /// Identifier within the document: `queue-wait`. A norm of the same id in an extending document replaces it.
    pub(crate) id: String,
    /// Paragraphs it comes from; the first is cited.
    pub(crate) paragraphs: Vec<String>,
    /// The demand in one plain sentence.
    pub(crate) text: Text,
    /// A title for lists, where the sentence is long.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) title: Option<Text>,
    /// What keeps it alive.
    pub(crate) kind: KindWord,
    /// Of a rule: its name in the program; absent while no part of the program enforces it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) enforced_by: Option<String>,
    /// Of a guide: the moments at which it is shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) shown_at: Option<Vec<Moment>>,
    /// Of what is published: where.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) shown_on: Option<Vec<Surface>>,
    /// An example in the source, not an obligation.
    #[serde(default, skip_serializing_if = "is_false")]
    pub(crate) example: bool,
    /// Requirement ids of the catalogue it answers to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) requirements: Vec<String>,
    /// Role that answers for the norm being kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) owner: Option<String>,
    /// Of a promise: its clock.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) promise: Option<Promise>,
}

impl TryFrom<NormRecord> for Norm {
    type Error = String;

    fn try_from(record: NormRecord) -> Result<Self, String> {
        let kind = match (record.kind, record.promise, record.enforced_by, record.shown_at, record.shown_on) {
            (KindWord::Promise, Some(promise), None, None, None) => NormKind::Promise { promise },
            (KindWord::Rule, None, enforced_by, None, None) => NormKind::Rule { enforced_by },
            (KindWord::Guide, None, None, Some(shown_at), None) => NormKind::Guide { shown_at },
            (KindWord::Publish, None, None, None, Some(shown_on)) => NormKind::Publish { shown_on },
            _ => return Err(format!("the keys of norm `{}` do not fit its kind", record.id)),
        };
        Ok(Self {
            id: record.id,
            paragraphs: record.paragraphs,
            text: record.text,
            kind,
            title: record.title,
            example: record.example,
            requirements: record.requirements,
            owner: record.owner,
        })
    }
}

impl From<Norm> for NormRecord {
    fn from(norm: Norm) -> Self {
        let mut record = Self {
            id: norm.id,
            paragraphs: norm.paragraphs,
            text: norm.text,
            title: norm.title,
            kind: norm.kind.word(),
            enforced_by: None,
            shown_at: None,
            shown_on: None,
            example: norm.example,
            requirements: norm.requirements,
            owner: norm.owner,
            promise: None,
        };
        match norm.kind {
            NormKind::Promise { promise } => record.promise = Some(promise),
            NormKind::Rule { enforced_by } => record.enforced_by = enforced_by,
            NormKind::Guide { shown_at } => record.shown_at = Some(shown_at),
            NormKind::Publish { shown_on } => record.shown_on = Some(shown_on),
        }
        record
    }
}

/// A moment of staff work at which guides and checklists are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Moment {
    BeforeOpening,
    ClientCalled,
    Serving,
    Finishing,
    Idle,
    Closing,
    Phone,
    Mail,
    Case,
    FieldVisit,
    Conflict,
    Outage,
    Colleague,
    Always,
}

/// A public surface.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Surface {
    PromisePage,
    Kiosk,
    Display,
    Ticket,
    Stand,
    Website,
    CasePage,
    BranchPage,
}
