//! The line for other programs: tickets and counters under `/api/v1`.

use axum::{
    extract::Path,
    http::{HeaderMap, Method},
    response::{IntoResponse as _, Response},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use solits_db::Tx;
use solits_kernel::{BranchId, CounterId, EmployeeId, Lang, LineId, ServiceId, TicketId};
use solits_web::{ApiCx, ApiDoc, Json, Routes, WebError};

use crate::{
    actions::{self, Take},
    desk::{self, Done, Outcome, Then, TransferTo},
    facts,
    model::Ticket,
};

/// A ticket to be taken.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct TakeBody {
    /// Id of the branch.
    branch: uuid::Uuid,
    /// Id of the line.
    line: uuid::Uuid,
    /// Out of turn, without asking why.
    #[serde(default)]
    priority: bool,
    /// Id of the service, where known: the ticket is then offered only to those who give it.
    #[serde(default)]
    service: Option<uuid::Uuid>,
    /// How many people come together.
    #[serde(default = "one")]
    party: i64,
}

const fn one() -> i64 {
    1
}

/// A ticket.
#[derive(Serialize, JsonSchema)]
pub(crate) struct TicketBody {
    id: uuid::Uuid,
    branch: uuid::Uuid,
    line: uuid::Uuid,
    /// As shown and called: `A 014`.
    number: String,
    /// `waiting`, `called`, `serving`, `parked`, `no_show`, `left`, `mistake`, `finished` or `unserved`.
    status: String,
    priority: bool,
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
            number: ticket.display(),
            status: ticket.status.name().to_owned(),
            priority: ticket.priority,
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

/// What an action at a counter did.
#[derive(Serialize, JsonSchema)]
struct DoneBody {
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
struct FinishBody {
    /// `solved` where nothing is said.
    #[serde(default)]
    outcome: Option<OutcomeBody>,
    /// Whether the next client is called in the same breath.
    #[serde(default)]
    call_next: bool,
}

/// How a service ended.
#[derive(Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
enum OutcomeBody {
    /// Solved now.
    Solved,
    /// A case was opened.
    CaseOpened { case: uuid::Uuid },
    /// To whom, and how to reach them.
    Redirected { to: String, contact: String },
    /// Why, and what next.
    Refused { reason: String, next: String },
}

/// Who opens the counter.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct OpenBody {
    /// Id of the employee who works there.
    employee: uuid::Uuid,
}

/// For how long.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ParkBody {
    /// Minutes until the client is called back.
    #[serde(default = "ten")]
    minutes: i64,
}

const fn ten() -> i64 {
    10
}

/// Where to: exactly one of these.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
enum TransferBody {
    /// Another line.
    Line(uuid::Uuid),
    /// A certain counter.
    Counter(uuid::Uuid),
    /// A certain colleague.
    Employee(uuid::Uuid),
}

#[expect(clippy::unnecessary_wraps, reason = "the description takes an optional schema")]
fn schema<T: JsonSchema>() -> Option<Value> {
    Some(serde_json::to_value(schemars::schema_for!(T)).unwrap_or_default())
}

fn doc(summary: &'static str, request: Option<Value>, response: Option<Value>) -> ApiDoc {
    ApiDoc { summary, request, response, query: &[] }
}

/// The routes of this room.
pub fn routes() -> Routes {
    let ticket = schema::<TicketBody>;
    let done = schema::<DoneBody>;
    Routes::new()
        .api(
            Method::POST,
            "/api/v1/tickets",
            "tickets.write",
            doc("Take a ticket", schema::<TakeBody>(), ticket()),
            take,
        )
        .api(Method::GET, "/api/v1/tickets/{ticket}", "tickets.read", doc("A ticket", None, ticket()), show)
        .api(
            Method::POST,
            "/api/v1/tickets/{ticket}/leave",
            "tickets.write",
            doc("Leave the line", None, ticket()),
            leave,
        )
        .api(
            Method::POST,
            "/api/v1/tickets/{ticket}/return",
            "tickets.write",
            doc("Back into the line", None, ticket()),
            come_back,
        )
        .api(
            Method::GET,
            "/api/v1/branches/{branch}/hall",
            "tickets.read",
            doc("The hall right now", None, None),
            show_hall,
        )
        .api(
            Method::POST,
            "/api/v1/counters/{counter}/open",
            "counters.write",
            doc("Open the counter", schema::<OpenBody>(), None),
            open,
        )
        .api(
            Method::POST,
            "/api/v1/counters/{counter}/close",
            "counters.write",
            doc("Close the counter", None, None),
            close,
        )
        .api(
            Method::POST,
            "/api/v1/counters/{counter}/call-next",
            "counters.write",
            doc("Call the next client", None, done()),
            call_next,
        )
        .api(
            Method::POST,
            "/api/v1/counters/{counter}/recall",
            "counters.write",
            doc("Call the client once more", None, ticket()),
            recall,
        )
        .api(
            Method::POST,
            "/api/v1/counters/{counter}/start",
            "counters.write",
            doc("The client is here", None, ticket()),
            start,
        )
        .api(
            Method::POST,
            "/api/v1/counters/{counter}/finish",
            "counters.write",
            doc("Finish the client", schema::<FinishBody>(), done()),
            finish,
        )
        .api(
            Method::POST,
            "/api/v1/counters/{counter}/park",
            "counters.write",
            doc("Set the client aside", schema::<ParkBody>(), ticket()),
            park,
        )
        .api(
            Method::POST,
            "/api/v1/counters/{counter}/transfer",
            "counters.write",
            doc("Pass the client on", schema::<TransferBody>(), ticket()),
            transfer,
        )
        .api(
            Method::POST,
            "/api/v1/counters/{counter}/no-show",
            "counters.write",
            doc("The client did not come", None, done()),
            no_show,
        )
}

/// The key of a creating call.
fn key(headers: &HeaderMap) -> String {
    headers
        .get("idempotency-key")
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default()
        .chars()
        .take(100)
        .collect()
}

async fn answer<T: Serialize>(tx: Tx, body: T) -> Result<Response, WebError> {
    tx.commit().await?;
    Ok(Json(body).into_response())
}

async fn take(cx: ApiCx, headers: HeaderMap, Json(body): Json<TakeBody>) -> Result<Response, WebError> {
    let mut tx = cx.write().await?;
    let take = Take {
        branch: BranchId::new(body.branch),
        line: LineId::new(body.line),
        priority: body.priority,
        internal: false,
        party: body.party,
        service: body.service.map(ServiceId::new),
        booked_for: None,
        announced_high: None,
        key: key(&headers),
    };
    let took = actions::take(&mut tx, &cx.app, &cx.actor(), take).await?;
    answer(tx, TicketBody::from(&took.ticket)).await
}

async fn show(cx: ApiCx, Path(id): Path<TicketId>) -> Result<Response, WebError> {
    let mut tx = cx.read().await?;
    let ticket = facts::find_ticket(&mut tx, id).await?.ok_or(WebError::NotFound)?;
    Ok(Json(TicketBody::from(&ticket)).into_response())
}

async fn leave(cx: ApiCx, Path(id): Path<TicketId>) -> Result<Response, WebError> {
    let mut tx = cx.write().await?;
    let ticket = actions::leave(&mut tx, &cx.app, &cx.actor(), id).await?;
    answer(tx, TicketBody::from(&ticket)).await
}

async fn come_back(cx: ApiCx, Path(id): Path<TicketId>) -> Result<Response, WebError> {
    let mut tx = cx.write().await?;
    let ticket = desk::return_to_line(&mut tx, &cx.app, &cx.actor(), id).await?;
    answer(tx, TicketBody::from(&ticket)).await
}

async fn show_hall(cx: ApiCx, Path(branch): Path<BranchId>) -> Result<Response, WebError> {
    let mut tx = cx.read().await?;
    let hall = facts::hall(&mut tx, &cx.app, branch, cx.at).await?;
    let tickets: Vec<TicketBody> = hall.tickets.iter().map(TicketBody::from).collect();
    let counters: Vec<Value> = hall
        .counters
        .iter()
        .map(|counter| json!({ "id": counter.id, "number": counter.number, "state": counter.state, "ticket": counter.ticket }))
        .collect();
    let lines: Vec<Value> = hall
        .lines
        .iter()
        .map(|line| {
            let wait = hall.announce(line.id, false).wait;
            json!({ "id": line.id, "letter": line.letter, "name": line.name, "announced": wait })
        })
        .collect();
    Ok(Json(json!({ "at": hall.at, "tickets": tickets, "counters": counters, "lines": lines }))
        .into_response())
}

async fn open(
    cx: ApiCx,
    Path(counter): Path<CounterId>,
    Json(body): Json<OpenBody>,
) -> Result<Response, WebError> {
    let mut tx = cx.write().await?;
    desk::open_counter(&mut tx, &cx.app, &cx.actor(), counter, EmployeeId::new(body.employee)).await?;
    answer(tx, json!({ "state": "open" })).await
}

async fn close(cx: ApiCx, Path(counter): Path<CounterId>) -> Result<Response, WebError> {
    let mut tx = cx.write().await?;
    desk::close_counter(&mut tx, &cx.app, &cx.actor(), counter).await?;
    answer(tx, json!({ "state": "closed" })).await
}

async fn call_next(cx: ApiCx, Path(counter): Path<CounterId>) -> Result<Response, WebError> {
    let mut tx = cx.write().await?;
    let done = desk::call(&mut tx, &cx.app, &cx.actor(), counter, None).await?;
    answer(tx, DoneBody::from(&done)).await
}

async fn recall(cx: ApiCx, Path(counter): Path<CounterId>) -> Result<Response, WebError> {
    let mut tx = cx.write().await?;
    let ticket = desk::recall(&mut tx, &cx.app, &cx.actor(), counter).await?;
    answer(tx, TicketBody::from(&ticket)).await
}

async fn start(cx: ApiCx, Path(counter): Path<CounterId>) -> Result<Response, WebError> {
    let mut tx = cx.write().await?;
    let ticket = desk::start(&mut tx, &cx.app, &cx.actor(), counter).await?;
    answer(tx, TicketBody::from(&ticket)).await
}

async fn finish(
    cx: ApiCx,
    Path(counter): Path<CounterId>,
    Json(body): Json<FinishBody>,
) -> Result<Response, WebError> {
    let mut tx = cx.write().await?;
    let outcome = match body.outcome {
        None | Some(OutcomeBody::Solved) => Outcome::Solved,
        Some(OutcomeBody::CaseOpened { case }) => {
            Outcome::CaseOpened { case: solits_kernel::CaseId::new(case) }
        }
        Some(OutcomeBody::Redirected { to, contact }) => Outcome::Redirected { to, contact },
        Some(OutcomeBody::Refused { reason, next }) => Outcome::Refused { reason, next },
    };
    let then = if body.call_next { Then::CallNext } else { Then::Stay };
    let done = desk::finish(&mut tx, &cx.app, &cx.actor(), counter, &outcome, then).await?;
    answer(tx, DoneBody::from(&done)).await
}

async fn park(
    cx: ApiCx,
    Path(counter): Path<CounterId>,
    Json(body): Json<ParkBody>,
) -> Result<Response, WebError> {
    let mut tx = cx.write().await?;
    let ticket = desk::park(&mut tx, &cx.app, &cx.actor(), counter, body.minutes).await?;
    answer(tx, TicketBody::from(&ticket)).await
}

async fn transfer(
    cx: ApiCx,
    Path(counter): Path<CounterId>,
    Json(body): Json<TransferBody>,
) -> Result<Response, WebError> {
    let to = match body {
        TransferBody::Line(id) => TransferTo::Line(LineId::new(id)),
        TransferBody::Counter(id) => TransferTo::Counter(CounterId::new(id)),
        TransferBody::Employee(id) => TransferTo::Employee(EmployeeId::new(id)),
    };
    let mut tx = cx.write().await?;
    let ticket = desk::transfer(&mut tx, &cx.app, &cx.actor(), counter, to).await?;
    answer(tx, TicketBody::from(&ticket)).await
}

async fn no_show(cx: ApiCx, Path(counter): Path<CounterId>) -> Result<Response, WebError> {
    let mut tx = cx.write().await?;
    let done = desk::no_show(&mut tx, &cx.app, &cx.actor(), counter, Then::Stay).await?;
    answer(tx, DoneBody::from(&done)).await
}
