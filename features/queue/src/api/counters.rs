//! A counter worked from outside.

use axum::{
    extract::Path,
    http::{HeaderMap, Method},
    response::Response,
};
use serde_json::json;
use solits_db::Tx;
use solits_kernel::{CounterId, EmployeeId, LineId, ServiceId};
use solits_web::{ApiCx, IfMatch, Json, Routes, Schema, WebError, json_text, schema, show_json};

use super::{
    bodies::{
        CounterBody, DoneBody, FinishBody, OpenBody, ParkBody, ServiceBody, SwitchBody, TicketBody,
        TransferBody, outcome_of,
    },
    guarded,
    once::{Subject, counter_body, given, once},
    shown,
};
use crate::{
    desk::{self, Then, TransferTo},
    identity::{self, Identity},
    visit,
};

/// The routes of counters.
pub(super) fn routes() -> Routes {
    let ticket: Option<Schema> = Some(schema::<TicketBody>);
    let done: Option<Schema> = Some(schema::<DoneBody>);
    Routes::new()
        .api(
            Method::GET,
            "/api/v1/counters/{counter}",
            "tickets.read",
            shown("A counter, and whoever is there", Some(schema::<CounterBody>)),
            show,
        )
        .api(
            Method::POST,
            "/api/v1/counters/{counter}/open",
            "counters.write",
            guarded("Open the counter", Some(schema::<OpenBody>), None),
            open,
        )
        .api(
            Method::POST,
            "/api/v1/counters/{counter}/close",
            "counters.write",
            guarded("Close the counter", None, None),
            close,
        )
        .api(
            Method::POST,
            "/api/v1/counters/{counter}/call-next",
            "counters.write",
            guarded("Call the next client", None, done),
            call_next,
        )
        .api(
            Method::POST,
            "/api/v1/counters/{counter}/recall",
            "counters.write",
            guarded("Call the client once more", None, ticket),
            recall,
        )
        .api(
            Method::POST,
            "/api/v1/counters/{counter}/start",
            "counters.write",
            guarded("The client is here", None, ticket),
            start,
        )
        .api(
            Method::POST,
            "/api/v1/counters/{counter}/add-service",
            "counters.write",
            guarded("Add a service for later in the same visit", Some(schema::<ServiceBody>), ticket),
            add_service,
        )
        .api(
            Method::POST,
            "/api/v1/counters/{counter}/switch-service",
            "counters.write",
            guarded("Turn to another service of the same visit", Some(schema::<SwitchBody>), ticket),
            switch_service,
        )
        .api(
            Method::POST,
            "/api/v1/counters/{counter}/finish",
            "counters.write",
            guarded("Finish the client", Some(schema::<FinishBody>), done),
            finish,
        )
        .api(
            Method::POST,
            "/api/v1/counters/{counter}/park",
            "counters.write",
            guarded("Set the client aside", Some(schema::<ParkBody>), ticket),
            park,
        )
        .api(
            Method::POST,
            "/api/v1/counters/{counter}/transfer",
            "counters.write",
            guarded("Pass the client on", Some(schema::<TransferBody>), ticket),
            transfer,
        )
        .api(
            Method::POST,
            "/api/v1/counters/{counter}/no-show",
            "counters.write",
            guarded("The client did not come", None, done),
            no_show,
        )
}

async fn show(cx: ApiCx, headers: HeaderMap, Path(counter): Path<CounterId>) -> Result<Response, WebError> {
    let mut tx = cx.read().await?;
    show_json(&headers, &counter_body(&mut tx, counter).await?)
}

async fn open(
    cx: ApiCx,
    headers: HeaderMap,
    Path(counter): Path<CounterId>,
    Json(body): Json<OpenBody>,
) -> Result<Response, WebError> {
    once(&cx, &headers, format!("api.open:{counter}"), Subject::Counter(counter), async |tx| {
        let employee = EmployeeId::new(body.employee);
        desk::open_counter(tx, &cx.app, &cx.actor(), counter, employee).await?;
        Ok(json!({ "state": "open" }))
    })
    .await
}

async fn close(cx: ApiCx, headers: HeaderMap, Path(counter): Path<CounterId>) -> Result<Response, WebError> {
    once(&cx, &headers, format!("api.close:{counter}"), Subject::Counter(counter), async |tx| {
        desk::close_counter(tx, &cx.app, &cx.actor(), counter).await?;
        Ok(json!({ "state": "closed" }))
    })
    .await
}

async fn call_next(
    cx: ApiCx,
    headers: HeaderMap,
    Path(counter): Path<CounterId>,
) -> Result<Response, WebError> {
    // Where nothing is to be compared and nothing kept, whoever calls at the same instant is answered together.
    if cx.key(&headers).is_empty() && !IfMatch::of(&headers)?.is_said() {
        let done = desk::call_with_others(&cx.app, cx.institution, cx.actor(), counter).await?;
        return Ok(given(&json_text(&DoneBody::from(&done))?));
    }
    once(&cx, &headers, format!("api.call-next:{counter}"), Subject::Counter(counter), async |tx| {
        Ok(DoneBody::from(&desk::call(tx, &cx.app, &cx.actor(), counter, None).await?))
    })
    .await
}

async fn recall(cx: ApiCx, headers: HeaderMap, Path(counter): Path<CounterId>) -> Result<Response, WebError> {
    once(&cx, &headers, format!("api.recall:{counter}"), Subject::Counter(counter), async |tx| {
        Ok(TicketBody::from(&desk::recall(tx, &cx.app, &cx.actor(), counter).await?))
    })
    .await
}

async fn start(cx: ApiCx, headers: HeaderMap, Path(counter): Path<CounterId>) -> Result<Response, WebError> {
    once(&cx, &headers, format!("api.start:{counter}"), Subject::Counter(counter), async |tx| {
        Ok(TicketBody::from(&desk::start(tx, &cx.app, &cx.actor(), counter).await?))
    })
    .await
}

/// What is asked for at a counter must be a service that the institution gives today.
async fn known_service(tx: &mut Tx, id: uuid::Uuid) -> Result<ServiceId, WebError> {
    let service = ServiceId::new(id);
    if visit::store::is_given(tx, service).await? { Ok(service) } else { Err(WebError::NotFound) }
}

/// What the call says of the client's identity; nothing said leaves what was said before.
async fn keep_identity(tx: &mut Tx, counter: CounterId, said: Option<bool>) -> Result<(), WebError> {
    if let Some(checked) = said {
        identity::say_identity(tx, counter, Identity::from(checked)).await?;
    }
    Ok(())
}

async fn add_service(
    cx: ApiCx,
    headers: HeaderMap,
    Path(counter): Path<CounterId>,
    Json(body): Json<ServiceBody>,
) -> Result<Response, WebError> {
    once(&cx, &headers, format!("api.add-service:{counter}"), Subject::Counter(counter), async |tx| {
        let service = known_service(tx, body.service).await?;
        Ok(TicketBody::from(&visit::add_service(tx, &cx.app, &cx.actor(), counter, service).await?))
    })
    .await
}

async fn switch_service(
    cx: ApiCx,
    headers: HeaderMap,
    Path(counter): Path<CounterId>,
    Json(body): Json<SwitchBody>,
) -> Result<Response, WebError> {
    once(&cx, &headers, format!("api.switch-service:{counter}"), Subject::Counter(counter), async |tx| {
        let service = known_service(tx, body.service).await?;
        let left = outcome_of(body.outcome);
        keep_identity(tx, counter, body.identity_checked).await?;
        let now = visit::switch_service(tx, &cx.app, &cx.actor(), counter, service, &left).await?;
        Ok(TicketBody::from(&now))
    })
    .await
}

async fn finish(
    cx: ApiCx,
    headers: HeaderMap,
    Path(counter): Path<CounterId>,
    Json(body): Json<FinishBody>,
) -> Result<Response, WebError> {
    once(&cx, &headers, format!("api.finish:{counter}"), Subject::Counter(counter), async |tx| {
        let outcome = outcome_of(body.outcome);
        keep_identity(tx, counter, body.identity_checked).await?;
        let then = if body.call_next { Then::CallNext } else { Then::Stay };
        Ok(DoneBody::from(&desk::finish(tx, &cx.app, &cx.actor(), counter, &outcome, then).await?))
    })
    .await
}

async fn park(
    cx: ApiCx,
    headers: HeaderMap,
    Path(counter): Path<CounterId>,
    Json(body): Json<ParkBody>,
) -> Result<Response, WebError> {
    once(&cx, &headers, format!("api.park:{counter}"), Subject::Counter(counter), async |tx| {
        Ok(TicketBody::from(&desk::park(tx, &cx.app, &cx.actor(), counter, body.minutes).await?))
    })
    .await
}

async fn transfer(
    cx: ApiCx,
    headers: HeaderMap,
    Path(counter): Path<CounterId>,
    Json(body): Json<TransferBody>,
) -> Result<Response, WebError> {
    once(&cx, &headers, format!("api.transfer:{counter}"), Subject::Counter(counter), async |tx| {
        let to = match body {
            TransferBody::Line(id) => TransferTo::Line(LineId::new(id)),
            TransferBody::Counter(id) => TransferTo::Counter(CounterId::new(id)),
            TransferBody::Employee(id) => TransferTo::Employee(EmployeeId::new(id)),
        };
        Ok(TicketBody::from(&desk::transfer(tx, &cx.app, &cx.actor(), counter, to).await?))
    })
    .await
}

async fn no_show(
    cx: ApiCx,
    headers: HeaderMap,
    Path(counter): Path<CounterId>,
) -> Result<Response, WebError> {
    once(&cx, &headers, format!("api.no-show:{counter}"), Subject::Counter(counter), async |tx| {
        Ok(DoneBody::from(&desk::no_show(tx, &cx.app, &cx.actor(), counter, Then::Stay).await?))
    })
    .await
}
