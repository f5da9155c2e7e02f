//! How the work is done and looked at: situations, phrases, evaluation, ladder, notices, outages, channels, goals.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{ChannelKind, Moment, Period, Text, is_false};

/// An interaction situation (F-01).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Situation {
    /// Number in the document.
    pub number: String,
    /// Title.
    pub title: Text,
    /// The paragraph that describes it as a whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paragraph: Option<String>,
    /// Typical or atypical.
    #[serde(default, skip_serializing_if = "is_false")]
    pub atypical: bool,
    /// The impression the client should leave with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub impression: Option<Text>,
    /// When its checklist is shown.
    pub shown_at: Vec<Moment>,
    /// Actions with their results.
    #[serde(rename = "action")]
    pub actions: Vec<Action>,
}

/// An action of a situation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Action {
    /// Paragraph: `P2/s2.2`.
    pub paragraph: String,
    /// What the employee does.
    pub text: Text,
    /// Binding towards internal clients too (★, F-02).
    #[serde(default, skip_serializing_if = "is_false")]
    pub internal: bool,
    /// When it is shown, where it differs from the situation's own moments.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub shown_at: Vec<Moment>,
    /// The results to reach.
    #[serde(rename = "result")]
    pub results: Vec<ExpectedResult>,
}

/// A result to reach.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ExpectedResult {
    /// Identifier: `S1-2.3`.
    pub id: String,
    /// The result.
    pub text: Text,
}

/// A phrase to use or to avoid, in its situation (F-05, F-06).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Phrase {
    /// Paragraph.
    pub paragraph: String,
    /// Number of the situation it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub situation: Option<String>,
    /// What it is for.
    pub purpose: Text,
    /// Phrases to use.
    #[serde(default, rename = "use", skip_serializing_if = "Vec::is_empty")]
    pub recommended: Vec<Spoken>,
    /// Phrases to avoid.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub avoid: Vec<Spoken>,
}

/// Words as spoken in Latvian, `"jā"`, or with their sense in English beside them: `{ lv = "jā", en = "yes" }`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Spoken {
    /// In Latvian alone.
    Latvian(String),
    /// With the sense in English for who does not speak Latvian; staff still say the Latvian words.
    Explained(Text),
}

impl Spoken {
    /// The words to say or to avoid.
    pub fn latvian(&self) -> &str {
        match self {
            Self::Latvian(words) => words,
            Self::Explained(text) => &text.lv,
        }
    }
    /// Their sense in English, where it was written.
    pub fn english(&self) -> Option<&str> {
        match self {
            Self::Explained(text) if !text.en.is_empty() => Some(&text.en),
            _ => None,
        }
    }
}

/// A row of the evaluation matrix (area O).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Evaluation {
    /// Criterion number.
    pub criterion: String,
    /// Paragraph.
    pub paragraph: String,
    /// The criterion.
    pub text: Text,
    /// Method.
    pub method: Method,
    /// Involvement levels it applies to; without levels it applies to every employee.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub levels: Vec<u8>,
    /// How often at least.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub frequency: Option<Frequency>,
    /// Frequency in the document's words where it gives no number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub frequency_words: Option<Text>,
    /// Roles responsible.
    pub responsible: Vec<String>,
}

impl Evaluation {
    /// Whether the row is about an employee of these involvement levels: by any of them, or where the row names none.
    pub fn concerns(&self, levels: &[u8]) -> bool {
        self.levels.is_empty() || self.levels.iter().any(|level| levels.contains(level))
    }
}

/// A method of evaluation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Method {
    SelfCheck,
    Observation,
    InspectionVisit,
    MysteryClient,
    Interview,
    RecordingReview,
    Test,
    Survey,
    Report,
    OrderDataReview,
    QueueReview,
}

/// How often.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Frequency {
    /// Times.
    pub times: u32,
    /// In every.
    pub per: Period,
}

/// A rung of the complaint ladder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Rung {
    /// Paragraph.
    pub paragraph: String,
    /// Roles the complaint is about.
    pub about: Vec<String>,
    /// The role that decides; never one of `about`.
    pub decided_by: String,
}

/// Where a non-conformity goes (area L).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Route {
    /// Paragraph.
    pub paragraph: String,
    /// Kind: `order_execution`.
    pub about: String,
    /// The kind in words.
    pub text: Text,
    /// The role it is reported to.
    pub to: String,
}

/// A kind of notice (D-14).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Notice {
    /// Paragraph.
    pub paragraph: String,
    /// Kind: `before_public_holiday`.
    pub id: String,
    /// In words.
    pub text: Text,
    /// Days ahead; 0 is at once.
    pub lead_days: i64,
    /// Whether they are working days (trap 16 of area V: calendar days unless said).
    #[serde(default, skip_serializing_if = "is_false")]
    pub working_days: bool,
}

/// A step of the outage procedure (area M).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OutageStep {
    /// Paragraph.
    pub paragraph: String,
    /// Order.
    pub step: u32,
    /// Role that acts; absent: whoever serves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub who: Option<String>,
    /// What to do.
    pub text: Text,
    /// Roles to be told.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tell: Vec<String>,
    /// Only when the forecast exceeds so many hours.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub if_longer_than_hours: Option<i64>,
}

/// A channel with what the standard says of it (D-01).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Channel {
    /// Paragraph.
    pub paragraph: String,
    /// Kind.
    pub kind: ChannelKind,
    /// In words, with its parameters.
    pub text: Text,
}

/// A goal for a client group (P-22).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Goal {
    /// Paragraph.
    pub paragraph: String,
    /// The group.
    pub group: Text,
    /// The goal.
    pub text: Text,
    /// Satisfaction to reach, of five.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub satisfaction: Option<f64>,
}

/// An indicator (P-01).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Indicator {
    /// Identifier: `kpi_calls_answered`.
    pub id: String,
    /// Paragraph.
    pub paragraph: String,
    /// In words.
    pub text: Text,
    /// Channel.
    pub channel: ChannelKind,
    /// How the value compares with the target: `<=`, `>=`, `>`, `=`, `average`, `count`.
    pub comparator: String,
    /// Target.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<f64>,
    /// Unit of the target in words.
    pub unit: Text,
    /// Data source (P-04).
    pub source: Text,
    /// An example, not an obligation.
    #[serde(default, skip_serializing_if = "is_false")]
    pub example: bool,
}
