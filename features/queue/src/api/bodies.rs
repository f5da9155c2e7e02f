//! What comes in and goes out of the line for other programs.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use solits_kernel::{CaseId, CounterId, Lang, ServiceId};

use super::store::CounterRow;
use crate::{
    desk::{Done, Outcome},
    model::Ticket,
};

/// A ticket to be taken.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct TakeBody {
    /// Id of the branch.
    pub(super) branch: uuid::Uuid,
    /// Id of the line.
    pub(super) line: uuid::Uuid,
    /// Out of turn, without asking why.
    #[serde(default)]
    pub(super) priority: bool,
    /// A colleague: where the standard says so, clients from outside are called first.
    #[serde(default)]
    pub(super) internal: bool,
    /// Id of the service, where known: the ticket is then offered only to those who give it.
    #[serde(default)]
    pub(super) service: Option<uuid::Uuid>,
    /// How many people come together: 1 to 20, otherwise the answer is 422.
    #[serde(default = "one")]
    pub(super) party: i64,
}

const fn one() -> i64 {
    1
}

/// A ticket.
#[derive(Serialize, JsonSchema)]
pub(super) struct TicketBody {
    id: uuid::Uuid,
    branch: uuid::Uuid,
    line: uuid::Uuid,
    /// The service being given, or asked for; absent where nobody has said.
    service: Option<uuid::Uuid>,
    /// As shown and called: `A 014`.
    number: String,
    /// `waiting`, `called`, `serving`, `parked`, `no_show`, `left`, `mistake`, `finished` or `unserved`.
    status: String,
    priority: bool,
    /// How many people come together.
    party: i64,
    /// RFC 3339.
    taken_at: String,
    called_at: Option<String>,
    started_at: Option<String>,
    ended_at: Option<String>,
    counter: Option<uuid::Uuid>,
    /// Milliseconds in the line, on the way, at the desk.
    wait_ms: i64,
    walk_ms: i64,
    serve_ms: i64,
    outcome: Option<String>,
}

impl From<&Ticket> for TicketBody {
    fn from(ticket: &Ticket) -> Self {
        Self {
            id: ticket.id.uuid(),
            branch: ticket.branch.uuid(),
            line: ticket.line.uuid(),
            service: ticket.service.map(ServiceId::uuid),
            number: ticket.display(),
            status: ticket.status.name().to_owned(),
            priority: ticket.priority,
            party: ticket.party,
            taken_at: ticket.taken_at.to_string(),
            called_at: ticket.called_at.map(|at| at.to_string()),
            started_at: ticket.started_at.map(|at| at.to_string()),
            ended_at: ticket.ended_at.map(|at| at.to_string()),
            counter: ticket.counter.map(CounterId::uuid),
            wait_ms: ticket.wait_ms,
            walk_ms: ticket.walk_ms,
            serve_ms: ticket.serve_ms,
            outcome: ticket.outcome.clone(),
        }
    }
}

/// A counter.
#[derive(Serialize, JsonSchema)]
pub(super) struct CounterBody {
    id: uuid::Uuid,
    branch: uuid::Uuid,
    /// On the sign.
    number: i64,
    /// `closed`, `open`, `paused` or `back_office`.
    state: String,
    /// Since when in that state, RFC 3339.
    since: String,
    /// Until when paused, where somebody has said.
    resume_at: Option<String>,
    /// Whoever is there or called there; absent when nobody is.
    ticket: Option<TicketBody>,
}

impl CounterBody {
    pub(super) fn new(counter: &CounterRow, ticket: Option<&Ticket>) -> Self {
        Self {
            id: counter.id.uuid(),
            branch: counter.branch_id.uuid(),
            number: counter.number,
            state: counter.state.clone(),
            since: counter.state_since.to_string(),
            resume_at: counter.resume_at.map(|at| at.to_string()),
            ticket: ticket.map(TicketBody::from),
        }
    }
}

/// What an action at a counter did.
#[derive(Serialize, JsonSchema)]
pub(super) struct DoneBody {
    /// The ticket finished by it.
    finished: Option<TicketBody>,
    /// The ticket called by it; absent when nobody waits.
    called: Option<TicketBody>,
    /// Why that one, in Latvian.
    reason: Option<String>,
}

impl From<&Done> for DoneBody {
    fn from(done: &Done) -> Self {
        Self {
            finished: done.finished.as_ref().map(TicketBody::from),
            called: done.called.as_ref().map(|(ticket, _)| TicketBody::from(ticket)),
            reason: done.called.as_ref().map(|(_, choice)| choice.reason.sentence(Lang::Lv)),
        }
    }
}

/// How the present client is finished.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct FinishBody {
    /// `solved` where nothing is said.
    #[serde(default)]
    pub(super) outcome: Option<OutcomeBody>,
    /// Whether the next client is called in the same breath.
    #[serde(default)]
    pub(super) call_next: bool,
    /// Whether the client's identity was checked. Some services demand a word on it before the client is finished as
    /// `solved` or `case_opened`; without one the answer is 422.
    #[serde(default)]
    pub(super) identity_checked: Option<bool>,
}

/// How a service ended.
#[derive(Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub(super) enum OutcomeBody {
    /// Solved now.
    Solved,
    /// A case was opened.
    CaseOpened { case: uuid::Uuid },
    /// To whom, and how to reach them.
    Redirected { to: String, contact: String },
    /// Why, and what next.
    Refused { reason: String, next: String },
}

/// What nobody says is solved.
pub(super) fn outcome_of(body: Option<OutcomeBody>) -> Outcome {
    match body {
        None | Some(OutcomeBody::Solved) => Outcome::Solved,
        Some(OutcomeBody::CaseOpened { case }) => Outcome::CaseOpened { case: CaseId::new(case) },
        Some(OutcomeBody::Redirected { to, contact }) => Outcome::Redirected { to, contact },
        Some(OutcomeBody::Refused { reason, next }) => Outcome::Refused { reason, next },
    }
}

/// Who opens the counter.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct OpenBody {
    /// Id of the employee who works there.
    pub(super) employee: uuid::Uuid,
}

/// Which service of the same visit.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ServiceBody {
    /// Id of the service.
    pub(super) service: uuid::Uuid,
}

/// Which service of the same visit comes next, and how the one that is left ended.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct SwitchBody {
    /// Id of the service.
    pub(super) service: uuid::Uuid,
    /// How the service that is left ended; `solved` where nothing is said.
    #[serde(default)]
    pub(super) outcome: Option<OutcomeBody>,
    /// Whether the client's identity was checked, where the service that is left demands a word on it.
    #[serde(default)]
    pub(super) identity_checked: Option<bool>,
}

/// For how long.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ParkBody {
    /// Minutes until the client is called back.
    #[serde(default = "ten")]
    pub(super) minutes: i64,
}

const fn ten() -> i64 {
    10
}

/// Where to: exactly one of these.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub(super) enum TransferBody {
    /// Another line.
    Line(uuid::Uuid),
    /// A certain counter.
    Counter(uuid::Uuid),
    /// A certain colleague.
    Employee(uuid::Uuid),
}
