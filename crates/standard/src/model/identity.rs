//! What a document is, where it applies, and the words, principles, levels and roles it names.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Text, date, is_false};

/// Identity of a document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Identity {
    /// Title.
    pub title: Text,
    /// Kind of act.
    pub kind: ActKind,
    /// National or institution level.
    pub level: StandardLevel,
    /// Number of the act.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// Version in words of the institution: `2014-07`.
    pub version: String,
    /// Status.
    pub status: Status,
    /// Issuing body.
    pub issuer: Text,
    /// Place of issue.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// Day of adoption.
    #[serde(default, with = "date", skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>", extend("format" = "date"))]
    pub adopted: Option<Date>,
    /// Day of entry into force.
    #[serde(default, with = "date", skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>", extend("format" = "date"))]
    pub in_force: Option<Date>,
    /// Acts repealed on entry into force.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub repeals: Vec<String>,
    /// Legal bases.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub legal_basis: Vec<LegalBasis>,
    /// Posts that coordinate and sign, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub approval_chain: Vec<Approval>,
    /// Whether the final signature is a secure electronic one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub electronic_signature: Option<bool>,
    /// Coordination with a higher body, or the ground why none is needed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub higher_body: Option<Text>,
    /// Roles that receive each new version.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub distribution: Vec<String>,
    /// Annexes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub annexes: Vec<Text>,
    /// Reference frameworks and provenance.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub references: Vec<Text>,
}

/// Kind of act.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum ActKind {
    #[default]
    InternalRules,
    Order,
    Procedure,
    Handbook,
    MunicipalStandard,
    CentreRules,
    Methodology,
}

/// Level of a document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum StandardLevel {
    National,
    #[default]
    Institution,
}

/// Status of a version.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Status {
    #[default]
    Draft,
    WorkingVersion,
    Living,
    Adopted,
    InForce,
    Repealed,
}

/// A legal basis.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LegalBasis {
    /// The act.
    pub act: Text,
    /// Article, part, point.
    pub provision: String,
}

/// One step of the approval chain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Approval {
    /// The post.
    pub post: Text,
    /// Coordinates, signs or approves.
    pub act: ApprovalAct,
}

/// What a post does in the approval chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum ApprovalAct {
    Drafts,
    Coordinates,
    Signs,
    Approves,
}

/// Field of application.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Scope {
    /// Paragraphs that state the scope.
    pub paragraphs: Vec<String>,
    /// The field in words.
    pub field: Text,
    /// Posts and groups bound by the standard, in words.
    pub bound: Vec<Text>,
    /// Roles whose holders are bound. Where neither roles nor posts nor units are named, it is everybody who works
    /// in the field.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub bound_roles: Vec<String>,
    /// Titles of posts that are bound, as the institution calls them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub bound_posts: Vec<String>,
    /// Names of units that are bound with all units under them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub bound_units: Vec<String>,
    /// Branch codes it is limited to; empty: the whole institution.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub branches: Vec<String>,
    /// Service codes it is limited to; empty: every service.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub services: Vec<String>,
}

/// A role that the standard names (B-01).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Role {
    /// Identifier: `direct_manager`.
    pub id: String,
    /// Title.
    pub title: Text,
    /// Where it is named.
    pub paragraph: String,
    /// The role that supervises this one; absent for the highest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub under: Option<String>,
    /// A body of several people, such as a council: it may stand at the top of the complaint ladder, for a complaint
    /// about it is about no single person.
    #[serde(default, skip_serializing_if = "is_false")]
    pub collegial: bool,
    /// Who holds it: named people, or whoever leads the employee whom a matter concerns.
    #[serde(default, skip_serializing_if = "Holder::is_named")]
    pub held_by: Holder,
}

/// Who holds a role.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Holder {
    /// The people to whom the institution gives it.
    #[default]
    Named,
    /// The own manager of the employee whom the matter concerns: another person for each ("that employee's manager").
    OwnManager,
}

impl Holder {
    /// Whether named people hold it.
    pub const fn is_named(&self) -> bool {
        matches!(self, Self::Named)
    }
}

/// An involvement level.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Level {
    /// Number.
    pub number: u8,
    /// Paragraph.
    pub paragraph: String,
    /// What employees of the level do.
    pub meaning: Text,
}

/// A term and its meaning.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Term {
    /// Paragraph.
    pub paragraph: String,
    /// The term.
    pub term: Text,
    /// Its meaning.
    pub meaning: Text,
}

/// A principle with its explanation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Principle {
    /// Paragraph.
    pub paragraph: String,
    /// Name.
    pub name: Text,
    /// Explanation.
    pub meaning: Text,
}
