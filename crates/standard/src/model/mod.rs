//! The records of a standard file, as they are written in TOML.
//!
//! Every statement cites the paragraph it comes from. What the program cannot measure still has its place: a norm is a
//! promise, a rule, a guide or something to publish.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use solits_kernel::Lang;

mod date;
mod identity;
mod norm;
mod parameter;
mod practice;
mod promise;

pub use identity::*;
pub use norm::*;
pub use parameter::*;
pub use practice::*;
pub use promise::*;

/// The format of standard files this version reads.
pub const FORMAT: u32 = 1;

/// A text in Latvian (required, the one that binds) and English.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// Latvian.
    pub lv: String,
    /// English.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub en: String,
}

impl Text {
    /// The text in `lang`; Latvian where no English was written.
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::En if !self.en.is_empty() => &self.en,
            _ => &self.lv,
        }
    }
}

impl From<&Text> for solits_kernel::Text {
    fn from(text: &Text) -> Self {
        Self::new(&text.lv, text.get(Lang::En))
    }
}

/// A whole standard file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StandardFile {
    /// Format of the file; now 1.
    pub format: u32,
    /// Short name, unique among the institution's documents: `vzd-2014`.
    pub id: String,
    /// The short name of the baseline this document builds on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extends: Option<String>,
    /// Title, kind, dates, issuer, legal ground, approval.
    pub identity: Identity,
    /// Field of application and who is bound.
    pub scope: Scope,
    /// Single values by name: `"queue.no_show_seconds" = { value = 60, paragraph = "P2/s2.2" }` (area U).
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub parameters: BTreeMap<String, Parameter>,
    /// Terms with their meaning.
    #[serde(default, rename = "term", skip_serializing_if = "Vec::is_empty")]
    pub terms: Vec<Term>,
    /// Ordered principles.
    #[serde(default, rename = "principle", skip_serializing_if = "Vec::is_empty")]
    pub principles: Vec<Principle>,
    /// Involvement levels.
    #[serde(default, rename = "level", skip_serializing_if = "Vec::is_empty")]
    pub levels: Vec<Level>,
    /// Roles the standard names, to be filled by people (area B).
    #[serde(default, rename = "role", skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<Role>,
    /// Every paragraph's demand.
    #[serde(default, rename = "norm", skip_serializing_if = "Vec::is_empty")]
    pub norms: Vec<Norm>,
    /// Interaction situations with their checklists (F-01).
    #[serde(default, rename = "situation", skip_serializing_if = "Vec::is_empty")]
    pub situations: Vec<Situation>,
    /// Recommended and avoided phrases (F-05).
    #[serde(default, rename = "phrase", skip_serializing_if = "Vec::is_empty")]
    pub phrases: Vec<Phrase>,
    /// The evaluation matrix: criteria, methods, frequencies, owners (area O).
    #[serde(default, rename = "evaluation", skip_serializing_if = "Vec::is_empty")]
    pub evaluations: Vec<Evaluation>,
    /// Who decides on a complaint about whom, lowest rung first (area K).
    #[serde(default, rename = "rung", skip_serializing_if = "Vec::is_empty")]
    pub ladder: Vec<Rung>,
    /// Where a non-conformity is reported (area L).
    #[serde(default, rename = "route", skip_serializing_if = "Vec::is_empty")]
    pub routes: Vec<Route>,
    /// Kinds of notice with their lead time (D-14).
    #[serde(default, rename = "notice", skip_serializing_if = "Vec::is_empty")]
    pub notices: Vec<Notice>,
    /// Steps of the outage procedure (area M).
    #[serde(default, rename = "outage_step", skip_serializing_if = "Vec::is_empty")]
    pub outage_steps: Vec<OutageStep>,
    /// Channels with their parameters (D-01).
    #[serde(default, rename = "channel", skip_serializing_if = "Vec::is_empty")]
    pub channels: Vec<Channel>,
    /// Goals per client group (P-22).
    #[serde(default, rename = "goal", skip_serializing_if = "Vec::is_empty")]
    pub goals: Vec<Goal>,
    /// Indicators with target and data source (P-01).
    #[serde(default, rename = "indicator", skip_serializing_if = "Vec::is_empty")]
    pub indicators: Vec<Indicator>,
    /// What is expected of the client.
    #[serde(default, rename = "client_duty", skip_serializing_if = "Vec::is_empty")]
    pub client_duties: Vec<Statement>,
    /// What is asked of those who serve (guidelines, qualification).
    #[serde(default, rename = "qualification", skip_serializing_if = "Vec::is_empty")]
    pub qualifications: Vec<Statement>,
    /// Paragraphs that are kept alive by the program's own records (adoption, annex lists, references), so that no
    /// paragraph is left without a place.
    #[serde(default, rename = "record", skip_serializing_if = "Vec::is_empty")]
    pub records: Vec<Record>,
}

/// A statement with its paragraph.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Statement {
    /// Paragraph.
    pub paragraph: String,
    /// What is stated.
    pub text: Text,
}

/// A paragraph kept by the program's own records.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Record {
    /// Paragraph.
    pub paragraph: String,
    /// What is recorded.
    pub text: Text,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
pub(crate) fn is_false(value: &bool) -> bool {
    !value
}
