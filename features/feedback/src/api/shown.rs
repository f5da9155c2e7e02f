//! What other programs get of feedback.

use schemars::JsonSchema;
use serde::Serialize;
use solits_cases::Case;
use solits_journal::channel_name;
use solits_kernel::{EmployeeId, ServiceId, Timestamp, UnitId};
use solits_written::{
    feedback::{Author, ClosedBecause, Stage},
    nature::FeedbackKind,
};
use uuid::Uuid;

use super::rungs::{DeciderBody, RungBody};
use crate::{
    facts::RegisterLine,
    model::{CLOSED, Concern, Record, Standing, What},
    store::Offered,
};

/// A line of a register.
#[derive(Serialize, JsonSchema)]
pub(super) struct LineBody {
    /// Id of the case.
    id: Uuid,
    /// The number for people.
    reference: String,
    /// `complaint`, `claim`, `suggestion` or `praise`.
    kind: String,
    status: Standing,
    subject: String,
    /// Empty where nobody knows.
    client_name: String,
    /// How it was received: `visit`, `trust_line`, `email` …
    channel: String,
    branch: Uuid,
    service: Option<Uuid>,
    /// RFC 3339.
    received_at: String,
    /// The nearest limit still owed; absent for "as fast as possible".
    due_at: Option<String>,
    /// Who sees to it: once it is registered whoever decides.
    owner: Uuid,
    /// `employee`, `unit`, `service`, `decision` or `other`; absent before it is registered.
    concerns: Option<String>,
    employee: Option<Uuid>,
    unit: Option<Uuid>,
    /// `justified`, `partly_justified` or `unjustified`.
    finding: Option<String>,
    /// `taken_up`, `later`, `not_taken_up` or `thanks`.
    verdict: Option<String>,
    cause_kind: Option<String>,
}

impl From<&RegisterLine> for LineBody {
    fn from(line: &RegisterLine) -> Self {
        let said = |text: &Option<String>| text.clone().filter(|text| !text.is_empty());
        Self {
            id: line.case_id.uuid(),
            reference: line.reference.clone(),
            kind: line.kind.clone(),
            status: line.standing(),
            subject: line.subject.clone(),
            client_name: line.client_name.clone(),
            channel: line.channel.clone(),
            branch: line.branch_id.uuid(),
            service: line.service_id.map(ServiceId::uuid),
            received_at: line.opened_at.to_string(),
            due_at: line.due_at.map(text),
            owner: line.owner_id.uuid(),
            concerns: said(&line.concern),
            employee: line.employee_id.map(EmployeeId::uuid),
            unit: line.unit_id.map(UnitId::uuid),
            finding: line.finding.clone(),
            verdict: line.verdict.clone(),
            cause_kind: said(&line.cause_kind),
        }
    }
}

/// A register, the latest first.
#[derive(Serialize, JsonSchema)]
pub(super) struct ListBody {
    pub(super) feedback: Vec<LineBody>,
    /// Give this as `before` for the next ones; absent at the end.
    pub(super) next: Option<Uuid>,
}

/// Feedback that was taken down. The codes are given only here, and again for the same `Idempotency-Key`.
#[derive(Serialize, JsonSchema)]
pub(super) struct OpenedBody {
    /// Id of the case.
    pub(super) id: Uuid,
    /// The number for people.
    pub(super) reference: String,
    /// The secret of the author's link.
    pub(super) code: String,
    /// The code for typing, together with the contact.
    pub(super) short_code: String,
    /// The author's link.
    pub(super) link: String,
    /// Where it stands; absent for a program that does not see it.
    pub(super) status: Option<Standing>,
}

/// Where feedback stands.
#[derive(Serialize, JsonSchema)]
pub(super) struct StateBody {
    /// Id of the case.
    id: Uuid,
    /// The number for people.
    reference: String,
    /// `complaint`, `claim`, `suggestion` or `praise`.
    kind: &'static str,
    status: Standing,
    /// Who sees to it.
    owner: Uuid,
    /// Who decides now; absent while nobody does.
    decides: Option<DeciderBody>,
    due_at: Option<String>,
    /// Rises with every change.
    version: i64,
}

impl StateBody {
    pub(super) fn of(case: &Case, kind: FeedbackKind, record: &Record) -> Self {
        Self {
            id: case.id.uuid(),
            reference: case.reference.clone(),
            kind: kind.code(),
            status: record.standing(),
            owner: case.owner.uuid(),
            decides: record.way.decider().map(DeciderBody::from),
            due_at: case.due_at.map(text),
            version: record.version,
        }
    }
}

/// Feedback with its steps.
#[derive(Serialize, JsonSchema)]
pub(super) struct WholeBody {
    #[serde(flatten)]
    state: StateBody,
    subject: String,
    /// Empty where nobody knows.
    client_name: String,
    /// Whether nobody can be answered.
    is_anonymous: bool,
    /// How it was received.
    channel: String,
    branch: Uuid,
    service: Option<Uuid>,
    /// RFC 3339.
    received_at: String,
    /// Absent before it is registered.
    concerns: Option<ShownConcernBody>,
    /// Id of the norm said to be breached; empty for none.
    norm: String,
    registered_at: Option<String>,
    registered_by: Option<Uuid>,
    /// The rungs of the ladder it has come to, the first first.
    rungs: Vec<RungBody>,
    /// The reception that was offered last.
    reception: Option<ShownReceptionBody>,
    /// What was published of it.
    published: Option<PublishedBody>,
    /// What the author was answered in the case.
    answer: Option<String>,
    answered_at: Option<String>,
    /// When the author came to know the ruling in force; absent before, and once it is closed.
    told_at: Option<String>,
    closed_at: Option<String>,
    /// `settled`, `withdrawn`, `nobody_to_answer`, `outside` or `joined`: its case became part of another.
    closed_because: Option<&'static str>,
}

impl WholeBody {
    pub(super) fn of(case: &Case, kind: FeedbackKind, record: &Record, offered: &Offered) -> Self {
        let (told_at, closed) = match &record.way.stage {
            Stage::Answered { at, .. } => (Some(*at), None),
            Stage::Closed { at, because, .. } => (None, Some((*at, *because))),
            Stage::Received | Stage::Registered { .. } | Stage::Examined { .. } => (None, None),
        };
        let code = |because: ClosedBecause| match because {
            ClosedBecause::Joined => Some("joined"),
            _ => CLOSED.iter().find(|(one, _)| *one == because).map(|(_, code)| *code),
        };
        Self {
            state: StateBody::of(case, kind, record),
            subject: case.subject.clone(),
            client_name: case.client_name.clone(),
            is_anonymous: record.way.author == Author::Anonymous,
            channel: channel_name(case.channel),
            branch: case.branch.uuid(),
            service: case.service.map(ServiceId::uuid),
            received_at: case.opened_at.to_string(),
            concerns: record.concern.as_ref().map(ShownConcernBody::from),
            norm: record.norm.clone(),
            registered_at: record.registered.map(|(at, _)| at.to_string()),
            registered_by: record.registered.map(|(_, by)| by.uuid()),
            rungs: record.steps.iter().map(RungBody::from).collect(),
            reception: record.reception_offered.map(|at| ShownReceptionBody::of(at, offered)),
            published: record.published.as_ref().map(|one| PublishedBody {
                at: one.at.to_string(),
                lv: one.text.lv.clone(),
                en: one.text.en.clone(),
            }),
            answer: case.answer.clone(),
            answered_at: case.answered_at.map(text),
            told_at: told_at.map(text),
            closed_at: closed.map(|(at, _)| at.to_string()),
            closed_because: closed.and_then(|(_, because)| code(because)),
        }
    }
}

/// Whom or what feedback concerns.
#[derive(Serialize, JsonSchema)]
struct ShownConcernBody {
    what: What,
    employee: Option<Uuid>,
    /// Of an employee or a service the one they belonged to when it was registered.
    unit: Option<Uuid>,
    service: Option<Uuid>,
    /// Number and date of the decision; empty for none.
    decision: String,
}

impl From<&Concern> for ShownConcernBody {
    fn from(concern: &Concern) -> Self {
        Self {
            what: concern.what,
            employee: concern.employee.map(EmployeeId::uuid),
            unit: concern.unit.map(UnitId::uuid),
            service: concern.service.map(ServiceId::uuid),
            decision: concern.decision.clone(),
        }
    }
}

/// A reception that was offered.
#[derive(Serialize, JsonSchema)]
struct ShownReceptionBody {
    offered_at: String,
    place: String,
    times: Vec<String>,
    /// The time the author chose.
    chosen: Option<String>,
}

impl ShownReceptionBody {
    fn of(at: Timestamp, offered: &Offered) -> Self {
        Self {
            offered_at: at.to_string(),
            place: offered.place.clone(),
            times: offered.reception.times().iter().copied().map(text).collect(),
            chosen: offered.reception.chosen().map(text),
        }
    }
}

/// What was published.
#[derive(Serialize, JsonSchema)]
struct PublishedBody {
    at: String,
    lv: String,
    en: String,
}

/// What the feedback of a time comes to.
#[derive(Serialize, JsonSchema)]
pub(super) struct FiguresBody {
    /// Of how many months.
    pub(super) months: i64,
    /// Justified complaints by month, `2026-11`.
    pub(super) justified_by_month: Vec<CountBody<String>>,
    /// Justified complaints by the unit they concern, the most first; without an id those of none.
    pub(super) justified_by_unit: Vec<CountBody<Option<Uuid>>>,
    /// Justified complaints by the employee they concern, the most first.
    pub(super) justified_by_employee: Vec<CountBody<Uuid>>,
    /// By service, the most first; without an id what is about none.
    pub(super) by_service: Vec<CountsBody<Option<Uuid>>>,
    pub(super) by_branch: Vec<CountsBody<Uuid>>,
    /// By the kind of cause that was found.
    pub(super) by_cause: Vec<CountsBody<String>>,
    /// By how it was received.
    pub(super) by_channel: Vec<CountsBody<String>>,
}

/// So many of something.
#[derive(Serialize, JsonSchema)]
pub(super) struct CountBody<K> {
    pub(super) of: K,
    pub(super) count: i64,
}

/// So many of each kind.
#[derive(Serialize, JsonSchema)]
pub(super) struct CountsBody<K> {
    pub(super) of: K,
    pub(super) complaints: i64,
    pub(super) claims: i64,
    pub(super) suggestions: i64,
    pub(super) praise: i64,
    /// Complaints among them that were found justified, if only in part.
    pub(super) justified: i64,
}

fn text(at: Timestamp) -> String {
    at.to_string()
}
