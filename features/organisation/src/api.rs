//! The institution for other programs: branches, lines, services and employees, to be read.

use axum::{
    http::Method,
    response::{IntoResponse as _, Response},
};
use serde_json::{Value, json};
use solits_web::{ApiCx, ApiDoc, Json, Routes, WebError};

use crate::facts;

/// The routes of this room.
pub fn routes() -> Routes {
    let doc = |summary| ApiDoc {
        summary,
        request: None,
        response: Some(|| json!({ "type": "array" })),
        ..ApiDoc::default()
    };
    Routes::new()
        .api(
            Method::GET,
            "/api/v1/branches",
            "setup.read",
            doc("The branches with today's hours, and those of channels that keep their own"),
            branches,
        )
        .api(Method::GET, "/api/v1/lines", "setup.read", doc("The lines, the same in every branch"), lines)
        .api(Method::GET, "/api/v1/services", "setup.read", doc("The service catalogue"), services)
        .api(Method::GET, "/api/v1/employees", "setup.read", doc("Employees with their roles"), employees)
}

async fn branches(cx: ApiCx) -> Result<Response, WebError> {
    let mut tx = cx.read().await?;
    let branches = facts::list_branches(&mut tx).await?;
    let own = facts::list_channel_calendars(&mut tx, &branches).await?;
    let rows: Vec<Value> = branches
        .into_iter()
        .map(|branch| {
            let channels: Value = own
                .iter()
                .filter(|((id, _), _)| *id == branch.id)
                .map(|((_, channel), calendar)| {
                    let hours = calendar.opening_intervals(cx.at.day());
                    (channel.clone(), json!({ "open": calendar.is_open(cx.at), "hours_today": hours }))
                })
                .collect::<serde_json::Map<String, Value>>()
                .into();
            json!({ "channels": channels, "id": branch.id, "code": branch.code, "name": branch.name, "address": branch.address, "phone": branch.phone,
                    "email": branch.email, "open": branch.calendar.is_open(cx.at),
                    "hours_today": branch.calendar.opening_intervals(cx.at.day()) })
        })
        .collect();
    Ok(Json(rows).into_response())
}

async fn lines(cx: ApiCx) -> Result<Response, WebError> {
    let mut tx = cx.read().await?;
    let rows: Vec<Value> = facts::list_lines(&mut tx)
        .await?
        .into_iter()
        .map(|line| json!({ "id": line.id, "letter": line.letter, "name": line.name }))
        .collect();
    Ok(Json(rows).into_response())
}

async fn services(cx: ApiCx) -> Result<Response, WebError> {
    let mut tx = cx.read().await?;
    let rows: Vec<Value> = facts::list_services(&mut tx)
        .await?
        .into_iter()
        .map(|service| {
            json!({ "id": service.id, "code": service.code, "line": service.line, "name": service.name, "card": service.card,
                    "deadline": service.deadline, "price_cents": service.price_cents,
                    "identity_check": service.identity_check, "usual_minutes": service.usual_minutes })
        })
        .collect();
    Ok(Json(rows).into_response())
}

async fn employees(cx: ApiCx) -> Result<Response, WebError> {
    let mut tx = cx.read().await?;
    let rows: Vec<Value> = facts::list_employees(&mut tx)
        .await?
        .into_iter()
        .map(|one| {
            json!({ "id": one.id, "name": one.name, "post": one.post, "branch": one.branch, "unit": one.unit,
                    "supervisor": one.supervisor, "levels": one.levels, "roles": one.roles, "active": one.active })
        })
        .collect();
    Ok(Json(rows).into_response())
}
