//! Feedback as this room keeps it: what it concerns, where it stands, and the rungs it has come to.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use solits_cases::Case;
use solits_kernel::{CaseId, EmployeeId, ServiceId, Text, Timestamp, UnitId};
use solits_structure::About;
use solits_written::feedback::{Author, ClosedBecause, Decider, Feedback, Ruling, Stage};
use solits_written::nature::FeedbackKind;

/// What feedback concerns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum What {
    Employee,
    Unit,
    Service,
    Decision,
    Other,
}

impl What {
    /// All, in the order in which forms offer them.
    pub const ALL: [Self; 5] = [Self::Employee, Self::Unit, Self::Service, Self::Decision, Self::Other];

    /// As stored, in addresses and in the journal.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Employee => "employee",
            Self::Unit => "unit",
            Self::Service => "service",
            Self::Decision => "decision",
            Self::Other => "other",
        }
    }

    /// What a stored word stands for.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }
}

/// What a piece of feedback concerns, with the names it gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Concern {
    /// What kind of thing.
    pub what: What,
    /// The employee, where it concerns one.
    pub employee: Option<EmployeeId>,
    /// The unit; of an employee or a service, the one they belonged to when it was registered.
    pub unit: Option<UnitId>,
    /// The service.
    pub service: Option<ServiceId>,
    /// Number and date of the decision; empty for none.
    pub decision: String,
}

impl Concern {
    /// Nobody in particular.
    pub const fn other() -> Self {
        Self { what: What::Other, employee: None, unit: None, service: None, decision: String::new() }
    }

    /// As the ladder is asked about it.
    pub const fn about(&self) -> About {
        match (self.what, self.employee, self.unit) {
            (What::Employee, Some(id), _) => About::Person(id),
            (What::Unit | What::Service | What::Decision, _, Some(unit)) => About::Unit(unit),
            _ => About::Institution,
        }
    }
}

/// Why something went wrong, in a closed list by which causes are counted (K-18).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum CauseKind {
    Information,
    Attitude,
    Delay,
    Mistake,
    Rules,
    Premises,
    Systems,
    Other,
}

impl CauseKind {
    /// All, in the order in which forms offer them.
    pub const ALL: [Self; 8] = [
        Self::Information,
        Self::Attitude,
        Self::Delay,
        Self::Mistake,
        Self::Rules,
        Self::Premises,
        Self::Systems,
        Self::Other,
    ];

    /// As stored and in addresses.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Information => "information",
            Self::Attitude => "attitude",
            Self::Delay => "delay",
            Self::Mistake => "mistake",
            Self::Rules => "rules",
            Self::Premises => "premises",
            Self::Systems => "systems",
            Self::Other => "other",
        }
    }

    /// What a stored word stands for.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }
}

/// Who asked for a rung of the ladder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum AskedBy {
    /// The institution, when it was registered.
    Register,
    /// The author (K-14).
    Client,
    /// Whoever decided before (K-14).
    Handler,
}

impl AskedBy {
    /// As stored.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Register => "register",
            Self::Client => "client",
            Self::Handler => "handler",
        }
    }

    /// What a stored word stands for.
    pub fn parse(code: &str) -> Option<Self> {
        [Self::Register, Self::Client, Self::Handler].into_iter().find(|one| one.code() == code)
    }
}

/// A rung that feedback has come to, with what was found there.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// Which rung of the ladder.
    pub number: usize,
    /// Since when.
    pub since: Timestamp,
    /// Who decides.
    pub decider: Decider,
    /// Why it is they.
    pub why: Text,
    /// Who asked for it.
    pub asked_by: AskedBy,
    /// The words with which it was asked for; empty for none.
    pub request: String,
    /// What was found, by whom and when.
    pub ruled: Option<Ruled>,
}

/// What was found on a rung.
#[derive(Clone, Debug, PartialEq)]
pub struct Ruled {
    /// When.
    pub at: Timestamp,
    /// Who wrote it down.
    pub by: EmployeeId,
    /// The ruling.
    pub ruling: Ruling,
    /// The kind of cause, where the complaint is justified.
    pub cause: Option<CauseKind>,
}

/// That what was changed was published, in words without people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// When.
    pub at: Timestamp,
    /// What is told.
    pub text: Text,
}

/// Feedback with everything this room keeps of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// Its case.
    pub case: CaseId,
    /// What it concerns; absent until somebody has said so.
    pub concern: Option<Concern>,
    /// The norm or principle said to be breached, by its id; empty for none.
    pub norm: String,
    /// When it was registered and by whom.
    pub registered: Option<(Timestamp, EmployeeId)>,
    /// The way it has gone, as the rules of complaints know it.
    pub way: Feedback,
    /// The rungs, the first first, as many as [`Feedback::rungs`] of the way.
    pub steps: Vec<Step>,
    /// When a reception appointment was offered (K-16).
    pub reception_offered: Option<Timestamp>,
    /// What was published of it.
    pub published: Option<Published>,
    /// The number of the case that its own became part of, where whoever looks may see that one.
    pub joined_to: Option<String>,
    /// Rises with every change.
    pub version: i64,
}

impl Record {
    /// Feedback just taken in.
    pub const fn new(case: CaseId, way: Feedback) -> Self {
        Self {
            case,
            concern: None,
            norm: String::new(),
            registered: None,
            way,
            steps: Vec::new(),
            reception_offered: None,
            published: None,
            joined_to: None,
            version: 1,
        }
    }

    /// The feedback of a case as it will be taken in.
    pub fn untaken(case: &Case, kind: FeedbackKind) -> Self {
        let is_anonymous = case.client_name.is_empty() && case.client_contact.is_empty();
        let author = if is_anonymous { Author::Anonymous } else { Author::Reachable };
        Self::new(case.id, Feedback::received(kind, Concern::other().about(), author, case.opened_at))
    }

    /// Where it stands, in one word.
    pub const fn standing(&self) -> Standing {
        match (&self.way.stage, &self.concern) {
            (Stage::Received, None) => Standing::ToRegister,
            (Stage::Received, Some(_)) => Standing::NobodyDecides,
            (Stage::Registered { .. }, _) => Standing::Examined,
            (Stage::Examined { .. }, _) => Standing::ToTell,
            (Stage::Answered { .. }, _) => Standing::Told,
            (Stage::Closed { .. }, _) => Standing::Closed,
        }
    }

    /// Whether any rung was ruled on: from then on whom it concerns stands.
    pub fn is_ruled(&self) -> bool {
        self.steps.iter().any(|step| step.ruled.is_some())
    }

    /// Whether the author may ask for the next rung (K-14): they know the ruling, by an answer in the case or in another
    /// way. Once asked it is nobody's turn but the next decider's.
    pub fn may_be_asked_on(&self, answered_at: Option<Timestamp>) -> bool {
        let is_told = match &self.way.stage {
            Stage::Answered { .. } => true,
            // An answer in the case that the program has not counted yet.
            Stage::Examined { at, .. } => answered_at.is_some_and(|answered| answered >= *at),
            Stage::Closed { because, .. } => *because == ClosedBecause::Settled,
            Stage::Received | Stage::Registered { .. } => false,
        };
        self.way.kind.is_examined() && is_told
    }

    /// The rung that the author has asked for and on which nobody has ruled yet.
    pub fn asked_on(&self) -> Option<&Step> {
        let is_open = matches!(self.way.stage, Stage::Registered { .. });
        self.steps.last().filter(|step| is_open && step.asked_by == AskedBy::Client)
    }

    /// The people who decide or have decided.
    pub fn deciders(&self) -> BTreeSet<EmployeeId> {
        self.steps.iter().flat_map(|step| step.decider.people()).copied().collect()
    }
}

/// Where feedback stands, as registers show it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Nobody has said yet whom it concerns.
    ToRegister,
    /// It is said, and the ladder names nobody who may decide (K-23).
    NobodyDecides,
    /// Somebody decides.
    Examined,
    /// It is decided, and the author has to be told.
    ToTell,
    /// The author knows.
    Told,
    /// Nothing more comes of it.
    Closed,
}

impl Standing {
    /// All, in the order in which a filter offers them.
    pub const ALL: [Self; 6] =
        [Self::ToRegister, Self::NobodyDecides, Self::Examined, Self::ToTell, Self::Told, Self::Closed];

    /// In addresses, and the end of its message key.
    pub const fn code(self) -> &'static str {
        match self {
            Self::ToRegister => "to-register",
            Self::NobodyDecides => "nobody-decides",
            Self::Examined => "examined",
            Self::ToTell => "to-tell",
            Self::Told => "told",
            Self::Closed => "closed",
        }
    }

    /// What a word of an address stands for.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }

    /// Where a stored stage stands.
    pub fn of(stage: Option<&str>, concern: Option<&str>) -> Self {
        match (stage, concern) {
            (None | Some("received"), None | Some("")) => Self::ToRegister,
            (None | Some("received"), Some(_)) => Self::NobodyDecides,
            (Some("registered"), _) => Self::Examined,
            (Some("examined"), _) => Self::ToTell,
            (Some("answered"), _) => Self::Told,
            (Some(_), _) => Self::Closed,
        }
    }

    /// The kind of badge.
    pub const fn badge(self) -> &'static str {
        match self {
            Self::ToRegister | Self::ToTell => "soon",
            Self::NobodyDecides => "late",
            Self::Examined => "brand",
            Self::Told => "good",
            Self::Closed => "plain",
        }
    }
}

/// The stored word of a stage.
pub(crate) const fn stage_code(stage: &Stage) -> &'static str {
    match stage {
        Stage::Received => "received",
        Stage::Registered { .. } => "registered",
        Stage::Examined { .. } => "examined",
        Stage::Answered { .. } => "answered",
        Stage::Closed { .. } => "closed",
    }
}

/// Every reason for which feedback is closed, with its stored word. That its case became part of another is stored of the
/// case, and has none.
pub(crate) const CLOSED: [(ClosedBecause, &str); 4] = [
    (ClosedBecause::Settled, "settled"),
    (ClosedBecause::Withdrawn, "withdrawn"),
    (ClosedBecause::NobodyToAnswer, "nobody_to_answer"),
    (ClosedBecause::Outside, "outside"),
];

/// The register a kind of case stands in.
pub fn register_of(kind: solits_cases::Kind) -> Option<FeedbackKind> {
    match kind {
        solits_cases::Kind::Complaint => Some(FeedbackKind::Complaint),
        solits_cases::Kind::Claim => Some(FeedbackKind::Claim),
        solits_cases::Kind::Suggestion => Some(FeedbackKind::Suggestion),
        solits_cases::Kind::Praise => Some(FeedbackKind::Praise),
        _ => None,
    }
}

/// The kind of case of a register.
pub const fn case_kind(kind: FeedbackKind) -> solits_cases::Kind {
    match kind {
        FeedbackKind::Complaint => solits_cases::Kind::Complaint,
        FeedbackKind::Claim => solits_cases::Kind::Claim,
        FeedbackKind::Suggestion => solits_cases::Kind::Suggestion,
        FeedbackKind::Praise => solits_cases::Kind::Praise,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_stored_word_is_read_back() {
        assert!(What::ALL.iter().all(|one| What::parse(one.code()) == Some(*one)));
        assert!(CauseKind::ALL.iter().all(|one| CauseKind::parse(one.code()) == Some(*one)));
        assert!(Standing::ALL.iter().all(|one| Standing::parse(one.code()) == Some(*one)));
        assert!(FeedbackKind::ALL.iter().all(|kind| register_of(case_kind(*kind)) == Some(*kind)));
    }

    fn told(stage: Stage) -> Record {
        let author = solits_written::feedback::Author::Reachable;
        let mut way = Feedback::received(
            FeedbackKind::Complaint,
            About::Institution,
            author,
            Timestamp::from_millis(0),
        );
        way.stage = stage;
        Record::new(CaseId::new(uuid::Uuid::nil()), way)
    }

    #[test]
    fn the_author_asks_for_the_next_rung_only_once_they_know_the_ruling() {
        let (at, by) = (Timestamp::from_millis(50), EmployeeId::new(uuid::Uuid::nil()));
        let later = Some(Timestamp::from_millis(60));
        let examined = told(Stage::Examined { at, by, ruling: Ruling::Thanks });
        assert!(!examined.may_be_asked_on(None));
        assert!(!examined.may_be_asked_on(Some(Timestamp::from_millis(40))), "an answer before the ruling");
        assert!(examined.may_be_asked_on(later));
        assert!(told(Stage::Answered { at, by, ruling: Ruling::Thanks }).may_be_asked_on(None));
        assert!(!told(Stage::Registered { at }).may_be_asked_on(later));
        let closed = |because| told(Stage::Closed { at, because, ruling: Some(Ruling::Thanks) });
        assert!(closed(ClosedBecause::Settled).may_be_asked_on(None));
        assert!(!closed(ClosedBecause::Withdrawn).may_be_asked_on(None));
    }

    #[test]
    fn a_complaint_about_a_service_is_one_about_the_unit_that_answers_for_it() {
        let unit = UnitId::new(uuid::Uuid::from_u128(7));
        let concern = Concern { what: What::Service, unit: Some(unit), ..Concern::other() };
        assert_eq!(concern.about(), About::Unit(unit));
        assert_eq!(Concern { unit: None, ..concern }.about(), About::Institution);
    }
}
