//! `/evidence/files/{id}`: a file that was given as evidence, always to be saved, never shown in a page of ours.

use axum::extract::Path;
use solits_access::{Look, look};
use solits_web::{EmployeeCx, PageResult, WebError, saved};

use super::KEEP;
use crate::{model::given::EvidenceId, store};

/// `GET /evidence/files/{id}`. What was withdrawn is given to those who keep evidence only. A file may show people, so the
/// access record says who saved it, before it is given.
pub(crate) async fn download(cx: EmployeeCx, Path(id): Path<EvidenceId>) -> PageResult {
    let mut tx = cx.read().await?;
    let evidence = store::find_evidence(&mut tx, id).await?.ok_or(WebError::NotFound)?;
    let file = evidence.file.ok_or(WebError::NotFound)?;
    if evidence.withdrawn.is_some() {
        cx.demand(KEEP)?;
    }
    let content = store::find_content(&mut tx, id).await?.ok_or(WebError::NotFound)?;
    drop(tx);
    look(cx.write().await?, &cx.app, &cx.actor(), Look::Evidence(id.uuid())).await?;
    saved(&file.name, file.media.name(), content)
}
