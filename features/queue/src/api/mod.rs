//! The line for other programs: tickets and counters under `/api/v1`.

mod bodies;
mod counters;
mod once;
mod store;

use axum::{
    extract::Path,
    http::{HeaderMap, Method},
    response::{IntoResponse as _, Response},
};
use serde_json::{Value, json};
use solits_kernel::{BranchId, LineId, ServiceId, TicketId};
use solits_web::{ApiCx, ApiDoc, Json, Routes, Schema, Tagged, WebError, schema, show_json};

use self::{
    bodies::{TakeBody, TicketBody},
    once::{Subject, once},
};
use crate::{
    actions::{self, Take},
    desk, facts,
};

fn doc(summary: &'static str, request: Option<Schema>, response: Option<Schema>) -> ApiDoc {
    ApiDoc { summary, request, response, ..ApiDoc::default() }
}

/// Of a call that changes something only in the state its caller has seen.
fn guarded(summary: &'static str, request: Option<Schema>, response: Option<Schema>) -> ApiDoc {
    ApiDoc { tagged: Tagged::Guarded, ..doc(summary, request, response) }
}

/// Of a call that shows one thing with its state.
fn shown(summary: &'static str, response: Option<Schema>) -> ApiDoc {
    ApiDoc { tagged: Tagged::Shown, ..doc(summary, None, response) }
}

/// The routes of this room.
pub fn routes() -> Routes {
    let ticket: Option<Schema> = Some(schema::<TicketBody>);
    Routes::new()
        .api(
            Method::POST,
            "/api/v1/tickets",
            "tickets.write",
            doc("Take a ticket", Some(schema::<TakeBody>), ticket),
            take,
        )
        .api(Method::GET, "/api/v1/tickets/{ticket}", "tickets.read", shown("A ticket", ticket), show)
        .api(
            Method::POST,
            "/api/v1/tickets/{ticket}/leave",
            "tickets.write",
            guarded("Leave the line", None, ticket),
            leave,
        )
        .api(
            Method::POST,
            "/api/v1/tickets/{ticket}/return",
            "tickets.write",
            guarded("Back into the line", None, ticket),
            come_back,
        )
        .api(
            Method::GET,
            "/api/v1/branches/{branch}/hall",
            "tickets.read",
            doc("The hall right now", None, None),
            show_hall,
        )
        .merge(counters::routes())
}

async fn take(cx: ApiCx, headers: HeaderMap, Json(body): Json<TakeBody>) -> Result<Response, WebError> {
    once(&cx, &headers, "api.ticket.take".to_owned(), Subject::NewTicket, async |tx| {
        let take = Take {
            branch: BranchId::new(body.branch),
            line: LineId::new(body.line),
            priority: body.priority,
            internal: body.internal,
            party: body.party,
            service: body.service.map(ServiceId::new),
            booked_for: None,
            announced_high: None,
            key: String::new(),
        };
        Ok(TicketBody::from(&actions::take(tx, &cx.app, &cx.actor(), take).await?.ticket))
    })
    .await
}

async fn show(cx: ApiCx, headers: HeaderMap, Path(id): Path<TicketId>) -> Result<Response, WebError> {
    let mut tx = cx.read().await?;
    let ticket = facts::find_ticket(&mut tx, id).await?.ok_or(WebError::NotFound)?;
    show_json(&headers, &TicketBody::from(&ticket))
}

async fn leave(cx: ApiCx, headers: HeaderMap, Path(id): Path<TicketId>) -> Result<Response, WebError> {
    once(&cx, &headers, format!("api.leave:{id}"), Subject::Ticket(id), async |tx| {
        Ok(TicketBody::from(&actions::leave(tx, &cx.app, &cx.actor(), id).await?))
    })
    .await
}

async fn come_back(cx: ApiCx, headers: HeaderMap, Path(id): Path<TicketId>) -> Result<Response, WebError> {
    once(&cx, &headers, format!("api.return:{id}"), Subject::Ticket(id), async |tx| {
        Ok(TicketBody::from(&desk::return_to_line(tx, &cx.app, &cx.actor(), id).await?))
    })
    .await
}

async fn show_hall(cx: ApiCx, Path(branch): Path<BranchId>) -> Result<Response, WebError> {
    let mut tx = cx.read().await?;
    if !store::is_branch(&mut tx, branch).await? {
        return Err(WebError::NotFound);
    }
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
