//! The records of a standard file, as they are written in TOML.
//!
//! Every statement cites the paragraph it comes from. What the program cannot measure still has its place: a norm is a
//! promise, a rule, a guide or something to publish.

use std::collections::BTreeMap;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::event::EventKind;

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
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub adopted: Option<Date>,
    /// Day of entry into force.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
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
    /// Posts and groups bound by the standard.
    pub bound: Vec<Text>,
    /// Branch codes it is limited to; empty: the whole institution.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub branches: Vec<String>,
    /// Service codes it is limited to; empty: every service.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub services: Vec<String>,
}

/// A single value with its paragraph.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Parameter {
    /// The value; its type is set by the parameter's name.
    pub value: ParameterValue,
    /// The paragraph it comes from.
    pub paragraph: String,
    /// The guidelines offer some figures as examples only; an example obliges nobody (trap 18 of area V).
    #[serde(default, skip_serializing_if = "is_false")]
    pub example: bool,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_false(value: &bool) -> bool {
    !value
}

/// A parameter's value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
#[expect(missing_docs, reason = "the types say it")]
pub enum ParameterValue {
    Bool(bool),
    Int(i64),
    Number(f64),
    Word(String),
    Text(Text),
    List(Vec<ParameterItem>),
}

/// An item of a list value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
#[expect(missing_docs, reason = "the types say it")]
pub enum ParameterItem {
    Int(i64),
    Word(String),
    Text(Text),
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

/// One paragraph's demand.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Norm {
    /// Identifier within the document: `queue-wait`. A norm of the same id in an extending document replaces it.
    pub id: String,
    /// Paragraphs it comes from; the first is cited.
    pub paragraphs: Vec<String>,
    /// The demand in one plain sentence.
    pub text: Text,
    /// What keeps it alive.
    #[serde(flatten)]
    pub kind: NormKind,
    /// A title for lists, where the sentence is long.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<Text>,
    /// An example in the source, not an obligation (trap 18 of area V).
    #[serde(default, skip_serializing_if = "is_false")]
    pub example: bool,
    /// Requirement ids of the catalogue it answers to; for the coverage map.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub requirements: Vec<String>,
    /// Role that answers for the norm being kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
}

/// The four kinds of norm, so that nothing in a standard is lost.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum NormKind {
    /// A clock runs.
    Promise {
        /// The promise.
        promise: Promise,
    },
    /// The software enforces it.
    Rule {
        /// Name of the rule in the program, from the list in `docs/standard-file.md`; absent while no part of the
        /// program enforces it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        enforced_by: Option<String>,
    },
    /// Shown at the moment it matters.
    Guide {
        /// Where: names of moments (`before_opening`, `client_called`, `serving`, `finishing`, `phone`, `mail`, `case`,
        /// `field_visit`, `conflict`, `always`).
        shown_at: Vec<Moment>,
    },
    /// Shown to the public.
    Publish {
        /// Where: `promise_page`, `kiosk`, `display`, `ticket`, `stand`, `website`, `case_page`.
        shown_on: Vec<Surface>,
    },
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
}

/// A promise: on which event it starts, within what, what meets it, what waives it, and the share to be kept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Promise {
    /// The event that starts the clock.
    pub starts: Trigger,
    /// Within what.
    pub within: Within,
    /// Events that meet it.
    pub met_by: Vec<Trigger>,
    /// Events after which it is no longer owed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub waived_by: Vec<Waiver>,
    /// Share to be kept, in percent; 100 where the document states none.
    #[serde(default = "hundred")]
    pub target_percent: f64,
    /// Whether the limit comes from law or from the institution's own promise; both may run on one thing.
    #[serde(default)]
    pub limit: Limit,
    /// To whom it is reported, and when.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub escalate: Vec<Escalation>,
    /// Whether the public sees it.
    #[serde(default, skip_serializing_if = "is_false")]
    pub public: bool,
    /// Channel it belongs to.
    pub channel: ChannelKind,
}

fn hundred() -> f64 {
    100.0
}

/// Where a limit comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Limit {
    /// The institution's own promise.
    #[default]
    Promise,
    /// A law.
    Law,
}

/// An event, perhaps only with certain facts: `"ticket.taken"` or `{ event = "ticket.taken", where = { priority = true } }`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Trigger {
    /// Any such event.
    Event(EventKind),
    /// Such an event with these facts.
    Where {
        /// The event.
        event: EventKind,
        /// Facts that must hold.
        #[serde(rename = "where")]
        facts: BTreeMap<String, Fact>,
    },
}

/// What ends a promise without it being kept or broken, and why.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Waiver {
    /// The event.
    pub by: Trigger,
    /// The reason in words.
    pub reason: Text,
}

/// A fact of an event.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
#[expect(missing_docs, reason = "the types say it")]
pub enum Fact {
    Bool(bool),
    Int(i64),
    Word(String),
}

/// Within what: exactly one of these.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Within {
    /// Seconds on the wall clock.
    Seconds(i64),
    /// Rings of the telephone; answered before the next one starts.
    Rings(i64),
    /// Minutes on the wall clock.
    Minutes(i64),
    /// Minutes while the branch is open.
    OpeningMinutes(i64),
    /// Hours while the branch is open.
    OpeningHours(i64),
    /// Working days; the day of the event does not count.
    WorkingDays(i64),
    /// Calendar days, moved to the next working day where `roll` says so.
    CalendarDays {
        /// How many.
        days: i64,
        /// Whether a last day that is not a working day moves to the next one.
        #[serde(default)]
        roll: bool,
    },
    /// Months, moved to the next working day.
    Months(i64),
    /// Before a moment that the starting event names (`planned_at`).
    BeforeEvent(Lead),
    /// Once in every period.
    Every(Period),
    /// At once: due the moment it starts, late after so many minutes.
    AtOnce {
        /// What "at once" still allows, in minutes.
        minutes: i64,
    },
    /// By the deadline of the service card (C-04).
    ServiceDeadline,
}

/// How long before a planned moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Lead {
    Minutes(i64),
    CalendarDays(i64),
    WorkingDays(i64),
}

/// A recurring period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Period {
    WorkingDay,
    Week,
    Month,
    Quarter,
    Year,
}

/// To whom an unmet promise is reported.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Escalation {
    /// The role.
    pub to: String,
    /// Share of the time that has passed, in percent: 80 warns before the limit, 100 reports the breach, 200 reports it
    /// again after as much time again.
    pub at_percent: u32,
}

/// A channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum ChannelKind {
    Visit,
    Phone,
    Email,
    Letter,
    Portal,
    EAddress,
    Website,
    Fax,
    Sms,
    SiteVisit,
    TrustLine,
    Internal,
    All,
}

/// An interaction situation (F-01).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Situation {
    /// Number in the document.
    pub number: String,
    /// Title.
    pub title: Text,
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
    /// Phrases to use, in Latvian as spoken.
    #[serde(default, rename = "use", skip_serializing_if = "Vec::is_empty")]
    pub recommended: Vec<String>,
    /// Phrases to avoid.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub avoid: Vec<String>,
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
    /// Involvement levels it applies to.
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
    /// How the value compares with the target: `<=`, `>=`, `=`, `average`, `count`.
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
