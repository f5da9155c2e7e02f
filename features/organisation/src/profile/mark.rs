//! The institution's mark: the picture in the head of its letters (H-09, VZD 2.14).

use axum::{
    http::{HeaderValue, header},
    response::{IntoResponse as _, Response},
};
use base64::{Engine as _, engine::general_purpose::STANDARD as BASE64};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;
use solits_db::Tx;
use solits_paper::{Logo, LogoError};
use solits_web::{
    ApiCx, EmployeeCx, Form, Incoming, Json, JsonWithFiles, PageResult, WebError, WrongField, saved,
    see_other,
};

use super::{actions, page, store};
use crate::editing::draft::{Draft, unprocessable};

/// The institution's mark; `None` where there is none.
pub async fn find_mark(tx: &mut Tx) -> Result<Option<Logo>, WebError> {
    let Some(bytes) = store::find_mark(tx).await? else { return Ok(None) };
    let kept = Logo::kept(bytes).map_err(|_| WebError::Unforeseen("a mark that is no picture".to_owned()))?;
    Ok(Some(kept))
}

/// `GET /institution/mark.png`: the picture, for pages that show how a letter looks.
pub(super) async fn picture(cx: EmployeeCx) -> PageResult {
    let mut tx = cx.read().await?;
    let mark = find_mark(&mut tx).await?.ok_or(WebError::NotFound)?;
    let kind = [(header::CONTENT_TYPE, HeaderValue::from_static("image/png"))];
    Ok((kind, mark.bytes().to_vec()).into_response())
}

/// `GET /api/v1/institution/mark`: the same picture for other programs.
pub(super) async fn file(cx: ApiCx) -> Result<Response, WebError> {
    let mut tx = cx.read().await?;
    let mark = find_mark(&mut tx).await?.ok_or(WebError::NotFound)?;
    saved("mark.png", "image/png", mark.bytes().to_vec())
}

/// A mark as another program sends it.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct MarkBody {
    /// A PNG of at most 1 MiB and 3,000 points a side, as base64 (RFC 4648, section 4).
    content: String,
}

/// `PUT /api/v1/institution/mark`: another program sets the mark; twice the same is once.
pub(super) async fn put(
    cx: ApiCx,
    JsonWithFiles(body): JsonWithFiles<MarkBody>,
) -> Result<Response, WebError> {
    let sent = BASE64.decode(body.content.as_bytes()).map_err(|_| "common-field-not-understood");
    let mark = sent.and_then(|bytes| Logo::take(&bytes).map_err(wrong)).map_err(|key| {
        WebError::Fields(vec![WrongField {
            field: "content".to_owned(),
            text: cx.words.t(key),
            confirm: None,
        }])
    })?;
    let mut tx = cx.write().await?;
    actions::change_mark(&mut tx, &cx.app, &cx.actor(), Some(&mark)).await?;
    tx.commit().await?;
    Ok(Json(json!({})).into_response())
}

/// `DELETE /api/v1/institution/mark`
pub(super) async fn delete(cx: ApiCx) -> Result<Response, WebError> {
    let mut tx = cx.write().await?;
    actions::change_mark(&mut tx, &cx.app, &cx.actor(), None).await?;
    tx.commit().await?;
    Ok(Json(json!({})).into_response())
}

/// What is told of a picture that is no mark.
const fn wrong(error: LogoError) -> &'static str {
    match error {
        LogoError::NotPng => "organisation-mark-kind",
        LogoError::TooLarge => "organisation-mark-large",
    }
}

/// `POST /setup/institution/mark`
pub(super) async fn save(cx: EmployeeCx, mut incoming: Incoming) -> PageResult {
    let mut sent = None;
    while let Some(file) = incoming.next_file().await? {
        sent = Some(file.bytes.map_err(|_| LogoError::TooLarge).and_then(|bytes| Logo::take(&bytes)));
    }
    let fields = incoming.fields().await?;
    let wrong = match sent {
        Some(Ok(mark)) => {
            let mut tx = cx.write().await?;
            actions::change_mark(&mut tx, &cx.app, &cx.actor(), Some(&mark)).await?;
            tx.commit().await?;
            return Ok(see_other("/setup/institution?notice=saved"));
        }
        None => "organisation-mark-needed",
        Some(Err(error)) => wrong(error),
    };
    let mut draft = Draft::of(fields);
    draft.refuse("mark", cx.words.t(wrong));
    Ok(unprocessable(page(&cx, None, Some(draft), None).await?))
}

/// `POST /setup/institution/mark/remove`
pub(super) async fn remove(cx: EmployeeCx, Form(_): Form) -> PageResult {
    let mut tx = cx.write().await?;
    actions::change_mark(&mut tx, &cx.app, &cx.actor(), None).await?;
    tx.commit().await?;
    Ok(see_other("/setup/institution?notice=saved"))
}
