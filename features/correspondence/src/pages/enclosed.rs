//! The files of messages, and letters as they came, for whoever may see their case.

use axum::extract::Path;
use solits_access::{Look, look};
use solits_kernel::CaseId;
use solits_web::{EmployeeCx, PageResult, WebError};

use super::saved;
use crate::{model::MessageId, store};

/// `GET /cases/{case}/letters/{message}/original`
pub(crate) async fn original(cx: EmployeeCx, Path((case, message)): Path<(CaseId, MessageId)>) -> PageResult {
    look(cx.write().await?, &cx.app, &cx.actor(), Look::Case(case)).await?;
    let mut tx = cx.read().await?;
    solits_cases::find(&mut tx, case).await?.ok_or(WebError::NotFound)?;
    let raw = store::find_raw_of(&mut tx, case, message).await?.ok_or(WebError::NotFound)?;
    saved(&format!("{message}.eml"), raw)
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

/// The bytes of a file: its own, or those at its place in the letter it came with.
pub(super) async fn content_of(found: store::FileRow, place: i64) -> Result<Vec<u8>, WebError> {
    match (found.content, found.raw) {
        (Some(content), _) => Ok(content),
        (None, Some(raw)) => attached(raw, place).await,
        (None, None) => Err(WebError::NotFound),
    }
}

/// The bytes of a file that lies in a letter.
async fn attached(raw: Vec<u8>, place: i64) -> Result<Vec<u8>, WebError> {
    let found = tokio::task::spawn_blocking(move || {
        let letter = solits_mail::read(&raw);
        let place = usize::try_from(place).ok()?;
        letter.attachments.get(place).map(|file| file.content(&raw))
    });
    found.await.map_err(|error| WebError::Unforeseen(error.to_string()))?.ok_or(WebError::NotFound)
}
