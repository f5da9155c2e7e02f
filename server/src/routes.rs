//! All routes of all rooms, and the few of the program itself.

use axum::{
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse as _, Response},
};
use solits_web::{App, Guard, Routes, WebError, event_routes, openapi};

/// Every route of the program.
pub(crate) fn all() -> Routes {
    rooms()
        .get("/healthz", Guard::Public, async || "ok\n")
        .get("/readyz", Guard::Public, ready)
        .get("/metrics", Guard::Public, metrics)
        .get("/api/openapi.json", Guard::Public, async || axum::Json(openapi(rooms().table())))
}

fn rooms() -> Routes {
    Routes::new()
        .merge(solits_access::routes())
        .merge(solits_organisation::routes())
        .merge(solits_queue::routes())
        .merge(solits_hall::routes())
        .merge(solits_workplace::routes())
        .merge(solits_cases::routes())
        .merge(solits_promises::routes())
        .merge(solits_standards::routes())
        .merge(solits_evaluation::routes())
        .merge(solits_acquaintance::routes())
        .merge(solits_evidence::routes())
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

/// Figures for a monitoring system, without institutions or people.
async fn metrics(State(app): State<App>) -> Result<Response, WebError> {
    use std::fmt::Write as _;
    let mut tx = app.db.read_global().await?;
    let mut text = String::new();
    let memory = std::fs::read_to_string("/proc/self/statm")
        .ok()
        .and_then(|line| line.split(' ').nth(1)?.parse::<u64>().ok())
        .unwrap_or_default()
        * 4096;
    let _ = writeln!(text, "# TYPE solits_resident_bytes gauge\nsolits_resident_bytes {memory}");
    let _ = writeln!(text, "# TYPE solits_listeners gauge\nsolits_listeners {}", app.db.live().listeners());
    let _ = writeln!(text, "# TYPE solits_streams gauge\nsolits_streams {}", app.streams.count());
    let late = solits_journal::overdue(&mut tx, app.clock.now()).await?;
    let _ = writeln!(
        text,
        "# HELP solits_timer_backlog Limits that have passed and are not recorded yet\n\
         # TYPE solits_timer_backlog gauge\nsolits_timer_backlog {late}"
    );
    Ok(([(header::CONTENT_TYPE, "text/plain; version=0.0.4")], text).into_response())
}
