//! Our letters by what became of them.

use axum::{
    extract::Query,
    response::{IntoResponse as _, Response},
};
use serde::Deserialize;
use solits_access::{Look, look};
use solits_kernel::EmployeeId;
use solits_web::{ApiCx, Json, WebError};
use uuid::Uuid;

use super::bodies::{OutBody, OutboxBody};
use crate::{
    store::{self, OutAsked, OutWhole},
    unsent::Fate,
};

/// Letters in one answer.
const MOST: i64 = 100;

/// Which letters are listed.
#[derive(Deserialize)]
pub(super) struct Asked {
    state: Option<String>,
    before: Option<Uuid>,
}

/// `GET /api/v1/outbox`
pub(super) async fn list(cx: ApiCx, Query(asked): Query<Asked>) -> Result<Response, WebError> {
    let state = match asked.state.as_deref() {
        None => OutAsked::Waiting,
        Some(code) => OutAsked::parse(code).ok_or(WebError::BadRequest)?,
    };
    let mut tx = cx.read().await?;
    let before = asked.before.unwrap_or(Uuid::max());
    let lines = store::list_outbox_before(&mut tx, state, before, MOST).await?;
    drop(tx);
    look(cx.write().await?, &cx.app, &cx.actor(), Look::List(lines.len())).await?;
    let is_full = i64::try_from(lines.len()).is_ok_and(|count| count == MOST);
    let next = lines.last().filter(|_| is_full).map(|line| line.id.uuid());
    Ok(Json(OutboxBody { letters: lines.into_iter().map(out).collect(), next }).into_response())
}

fn out(line: OutWhole) -> OutBody {
    let waits = line.state == "waiting";
    let fate = Fate::read(&line.said);
    OutBody {
        id: line.id.uuid(),
        case: line.case_id.uuid(),
        reference: line.reference,
        kind: line.kind,
        recipient: line.recipient,
        subject: line.subject,
        employee: line.employee_id.map(EmployeeId::uuid),
        written_at: line.written_at.to_string(),
        leaves_at: waits.then(|| line.not_before.to_string()),
        scheduled: line.scheduled_at.is_some(),
        state: if waits && line.tries > 0 { "tried".to_owned() } else { line.state },
        tries: line.tries,
        why: fate.code(),
        said: fate.said().to_owned(),
        ended_at: line.ended_at.map(|at| at.to_string()),
        sent_again: line.again != 0,
        client_wrote: line.wrote > 0,
        unreachable: line.unreachable > 0,
    }
}
