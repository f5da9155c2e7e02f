//! The line for other programs: tickets and counters under `/api/v1`.

mod bodies;
mod counters;

use axum::{
    extract::Path,
    http::{HeaderMap, Method, header},
    response::{IntoResponse as _, Response},
};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Value, json};
use solits_db::Tx;
use solits_kernel::{BranchId, LineId, ServiceId, TicketId};
use solits_web::{ApiCx, ApiDoc, Json, Routes, WebError, recall as recall_key, remember};

use self::bodies::{TakeBody, TicketBody};
use crate::{
    actions::{self, Take},
    desk, facts,
};

#[expect(clippy::unnecessary_wraps, reason = "the description takes an optional schema")]
fn schema<T: JsonSchema>() -> Option<Value> {
    Some(serde_json::to_value(schemars::schema_for!(T)).unwrap_or_default())
}

fn doc(summary: &'static str, request: Option<Value>, response: Option<Value>) -> ApiDoc {
    ApiDoc { summary, request, response, ..ApiDoc::default() }
}

/// The routes of this room.
pub fn routes() -> Routes {
    let ticket = schema::<TicketBody>;
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
        .merge(counters::routes())
}

/// Does something once for the key that came with the call, and answers with what it gave: a repeated key gives the first
/// answer again and changes nothing.
async fn once<T: Serialize>(
    cx: &ApiCx,
    headers: &HeaderMap,
    action: String,
    act: impl AsyncFnOnce(&mut Tx) -> Result<T, WebError>,
) -> Result<Response, WebError> {
    let key = cx.key(headers);
    let mut tx = cx.write().await?;
    if let Some(answered) = recall_key(&mut tx, &action, &key).await? {
        let kind = [(header::CONTENT_TYPE, "application/json")];
        return Ok((kind, answered).into_response());
    }
    let body = act(&mut tx).await?;
    let body = serde_json::to_string(&body).map_err(|error| WebError::Unforeseen(error.to_string()))?;
    match remember(&mut tx, &action, &key, &body, cx.at).await {
        // The same call twice at once: the first is being answered at this moment, and is found when asked again.
        Err(error) if error.conflict().is_some() => return Err(WebError::Conflict("queue-changed")),
        other => other?,
    }
    tx.commit().await?;
    Ok(([(header::CONTENT_TYPE, "application/json")], body).into_response())
}

async fn take(cx: ApiCx, headers: HeaderMap, Json(body): Json<TakeBody>) -> Result<Response, WebError> {
    once(&cx, &headers, "api.ticket.take".to_owned(), async |tx| {
        let take = Take {
            branch: BranchId::new(body.branch),
            line: LineId::new(body.line),
            priority: body.priority,
            internal: false,
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

async fn show(cx: ApiCx, Path(id): Path<TicketId>) -> Result<Response, WebError> {
    let mut tx = cx.read().await?;
    let ticket = facts::find_ticket(&mut tx, id).await?.ok_or(WebError::NotFound)?;
    Ok(Json(TicketBody::from(&ticket)).into_response())
}

async fn leave(cx: ApiCx, headers: HeaderMap, Path(id): Path<TicketId>) -> Result<Response, WebError> {
    once(&cx, &headers, format!("api.leave:{id}"), async |tx| {
        Ok(TicketBody::from(&actions::leave(tx, &cx.app, &cx.actor(), id).await?))
    })
    .await
}

async fn come_back(cx: ApiCx, headers: HeaderMap, Path(id): Path<TicketId>) -> Result<Response, WebError> {
    once(&cx, &headers, format!("api.return:{id}"), async |tx| {
        Ok(TicketBody::from(&desk::return_to_line(tx, &cx.app, &cx.actor(), id).await?))
    })
    .await
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
