//! The files of messages, and letters as they came, for whoever may see their case.

use axum::extract::Path;
use solits_access::{Look, look};
use solits_kernel::CaseId;
use solits_web::{EmployeeCx, PageResult, WebError};

use super::saved;
use crate::{actions::enclose::content_of, model::MessageId, store};

/// `GET /cases/{case}/letters/{message}/original`
pub(crate) async fn original(cx: EmployeeCx, Path((case, message)): Path<(CaseId, MessageId)>) -> PageResult {
    look(cx.write().await?, &cx.app, &cx.actor(), Look::Case(case)).await?;
    let mut tx = cx.read().await?;
    solits_cases::find(&mut tx, case).await?.ok_or(WebError::NotFound)?;
    let raw = store::find_raw_of(&mut tx, case, message).await?.ok_or(WebError::NotFound)?;
    saved(&format!("{message}.eml"), raw.open()?)
}

/// `GET /cases/{case}/letters/{message}/files/{place}`
pub(crate) async fn file(
    cx: EmployeeCx,
    Path((case, message, place)): Path<(CaseId, MessageId, i64)>,
) -> PageResult {
    look(cx.write().await?, &cx.app, &cx.actor(), Look::Case(case)).await?;
    let mut tx = cx.read().await?;
    solits_cases::find(&mut tx, case).await?.ok_or(WebError::NotFound)?;
    let found = store::find_file(&mut tx, case, message, place).await?.ok_or(WebError::NotFound)?;
    drop(tx);
    let name = found.name.clone();
    saved(&name, content_of(found, place).await?)
}
