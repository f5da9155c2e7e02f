//! All routes of all rooms, and the few of the program itself.

use std::sync::Arc;

use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use solits_integration::Outlet;
use solits_web::{App, Guard, Routes, WebError, event_routes, openapi};

use crate::metrics::metrics;

/// Every route of the program, for its table.
pub(crate) fn all() -> Routes {
    serving(None)
}

/// Every route of the program, with the way out to other programs.
pub(crate) fn serving(outlet: Option<&Arc<Outlet>>) -> Routes {
    rooms(outlet)
        .get("/healthz", Guard::Public, async || "ok\n")
        .get("/readyz", Guard::Public, ready)
        .get("/metrics", Guard::Public, metrics)
        .get("/api/openapi.json", Guard::Public, async || axum::Json(openapi(rooms(None).table())))
}

fn rooms(outlet: Option<&Arc<Outlet>>) -> Routes {
    Routes::new()
        .merge(solits_access::routes())
        .merge(solits_organisation::routes())
        .merge(solits_queue::routes())
        .merge(solits_hall::routes())
        .merge(solits_workplace::routes())
        .merge(solits_cases::routes())
        .merge(solits_correspondence::routes())
        .merge(solits_promises::routes())
        .merge(solits_standards::routes())
        .merge(solits_evaluation::routes())
        .merge(solits_acquaintance::routes())
        .merge(solits_evidence::routes())
        .merge(solits_feedback::routes())
        .merge(solits_inbox::routes())
        .merge(solits_colleagues::routes())
        .merge(solits_search::routes())
        .merge(solits_integration::routes(outlet))
        .merge(event_routes())
}

/// Ready once the database answers.
async fn ready(State(app): State<App>) -> Result<Response, WebError> {
    let mut tx = app.db.read_global().await?;
    let answer = solits_journal::institutions(&mut tx).await;
    Ok(match answer {
        Ok(_) => "ready\n".into_response(),
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n").into_response(),
    })
}
