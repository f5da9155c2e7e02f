//! Our letters on paper, as pages ready to be printed, for the employee whom a program names.

use axum::{
    extract::{Path, Query},
    response::Response,
};
use serde::Deserialize;
use solits_access::{Look, look};
use solits_kernel::CaseId;
use solits_paper::Letter;
use solits_web::{ApiCx, WebError, saved};
use uuid::Uuid;

use crate::{actions::on_paper, hand::Hand, model::MessageId};

/// For whom a letter is fetched.
#[derive(Deserialize)]
pub(super) struct For {
    employee: Option<Uuid>,
}

/// The employee for whom it is, in a case that is there for the token and for them.
async fn hand(cx: &ApiCx, case: CaseId, asked: &For) -> Result<Hand, WebError> {
    let mut tx = cx.read().await?;
    // Another's case is answered like none, before anything else in the call is looked at.
    solits_cases::find(&mut tx, case).await?.ok_or(WebError::NotFound)?;
    drop(tx);
    Hand::named(cx, asked.employee, Some(case)).await
}

/// `GET /api/v1/cases/{case}/letters/{message}/letter.pdf`
pub(super) async fn letter(
    cx: ApiCx,
    Path((case, message)): Path<(CaseId, MessageId)>,
    Query(asked): Query<For>,
) -> Result<Response, WebError> {
    let hand = hand(&cx, case, &asked).await?;
    let mut tx = cx.read().await?;
    let found = on_paper::on_paper(&mut tx, &hand, case, message).await?;
    drop(tx);
    file(&cx, case, found.letter).await
}

/// `GET /api/v1/cases/{case}/news/{news}/letter.pdf`
pub(super) async fn news(
    cx: ApiCx,
    Path((case, news)): Path<(CaseId, Uuid)>,
    Query(asked): Query<For>,
) -> Result<Response, WebError> {
    let hand = hand(&cx, case, &asked).await?;
    let mut tx = cx.read().await?;
    let letter = on_paper::news_on_paper(&mut tx, &hand, case, news).await?;
    drop(tx);
    file(&cx, case, letter).await
}

async fn file(cx: &ApiCx, case: CaseId, letter: Letter) -> Result<Response, WebError> {
    look(cx.write().await?, &cx.app, &cx.actor(), Look::Case(case)).await?;
    let (name, bytes) = on_paper::pdf(letter).await?;
    saved(&name, "application/pdf", bytes)
}
