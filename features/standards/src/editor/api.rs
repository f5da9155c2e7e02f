//! Working copies of the standard for other programs: read, checked, written as a whole text and sent on.

use axum::{
    extract::Path,
    http::{HeaderMap, Method, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use solits_standard::Finding;
use solits_web::{
    ApiCx, ApiDoc, IfMatch, Json, Routes, Schema, Tag, Tagged, WebError, json_text, recall, remember, schema,
    show_text,
};

use super::{
    TRIES,
    actions::{self, EditorError, Ready, Taken},
    model::{as_written, checked, is_readable},
    ready::{Known, Outcome, is_too_large, next},
    store::{self, Draft},
};
use crate::actions::StandardsError;

/// A working copy.
#[derive(Serialize, JsonSchema)]
struct DraftBody {
    draft: i64,
    title: String,
    /// `open`, or `put_away` while nobody may change it.
    status: String,
    /// Number of the latest saved state.
    state: i64,
    /// RFC 3339.
    updated_at: String,
    /// The version that was made of it last.
    version: Option<i64>,
    /// Of which state that was.
    version_of_state: Option<i64>,
}

/// Working copies, the one changed last first.
#[derive(Serialize, JsonSchema)]
struct DraftsBody {
    drafts: Vec<DraftBody>,
}

/// The text of a working copy.
#[derive(Serialize, JsonSchema)]
struct TextBody {
    /// Number of the saved state.
    state: i64,
    /// The file as TOML.
    source: String,
}

/// A text that is to be the next state.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct NewText {
    /// The whole file as TOML, at most 512 KiB with at most 5,000 entries. It may have mistakes of sense, but has to be
    /// readable as TOML.
    source: String,
}

/// The routes for other programs.
pub(super) fn routes() -> Routes {
    let doc = |summary, response| ApiDoc { summary, response, ..ApiDoc::default() };
    let state: Schema = || json!({ "type": "object", "properties": { "state": { "type": "integer" } } });
    let sent: Schema = || {
        json!({ "type": "object", "properties": {
        "number": { "type": "integer", "description": "Of the version that was made." } } })
    };
    let found: Schema = || {
        json!({ "type": "object", "properties": {
        "state": { "type": "integer" },
        "errors": { "type": "boolean", "description": "Whether it cannot go on as a version." },
        "findings": { "type": "array", "items": { "type": "object",
            "description": "severity, file, line, column, length, source_line, what, meant, paragraph" } } } })
    };
    Routes::new()
        .api(
            Method::GET,
            "/api/v1/standards/drafts",
            "standards.draft",
            doc("The working copies of the standard, the one changed last first", Some(schema::<DraftsBody>)),
            list,
        )
        .api(
            Method::GET,
            "/api/v1/standards/drafts/{draft}/text",
            "standards.draft",
            ApiDoc {
                tagged: Tagged::Shown,
                ..doc("The text of a working copy, as last saved", Some(schema::<TextBody>))
            },
            text,
        )
        .api(
            Method::POST,
            "/api/v1/standards/drafts/{draft}/text",
            "standards.draft",
            ApiDoc {
                tagged: Tagged::Guarded,
                request: Some(schema::<NewText>),
                ..doc(
                    "Save a text as the next state of a working copy; If-Match is demanded here, so that nobody is overwritten",
                    Some(state),
                )
            },
            save,
        )
        .api(
            Method::GET,
            "/api/v1/standards/drafts/{draft}/check",
            "standards.draft",
            doc("What the checker says of a working copy, as last saved", Some(found)),
            check,
        )
        .api(
            Method::POST,
            "/api/v1/standards/drafts/{draft}/send",
            "standards.draft",
            ApiDoc {
                tagged: Tagged::Guarded,
                ..doc(
                    "Make a version of a working copy, on which the way of approval goes on; by a person, once for each state",
                    Some(sent),
                )
            },
            send,
        )
}

fn body_of(draft: Draft) -> DraftBody {
    DraftBody {
        draft: draft.draft,
        title: draft.title,
        status: draft.status,
        state: draft.state,
        updated_at: draft.updated_at.to_string(),
        version: draft.sent_number,
        version_of_state: draft.sent_state,
    }
}

async fn list(cx: ApiCx) -> Result<Response, WebError> {
    let mut tx = cx.read().await?;
    let drafts = store::list(&mut tx).await?.into_iter().map(body_of).collect();
    Ok(Json(DraftsBody { drafts }).into_response())
}

/// The latest state of a working copy.
async fn latest(cx: &ApiCx, draft: i64) -> Result<(Draft, Known), WebError> {
    let mut tx = cx.read().await?;
    let found = store::find(&mut tx, draft).await?.ok_or(WebError::NotFound)?;
    let text = actions::text_of(&mut tx, draft, found.state).await?;
    let known = Known { state: found.state, text };
    Ok((found, known))
}

async fn text(cx: ApiCx, Path(draft): Path<i64>, headers: HeaderMap) -> Result<Response, WebError> {
    let (_, Known { state, text }) = latest(&cx, draft).await?;
    show_text(&headers, json_text(&TextBody { state, source: text })?, &Tag::of_version(state))
}

async fn check(cx: ApiCx, Path(draft): Path<i64>) -> Result<Response, WebError> {
    let (_, Known { state, text }) = latest(&cx, draft).await?;
    let checked = checked(&text);
    let body = json!({ "state": state, "errors": checked.has_errors(), "findings": checked.findings });
    Ok(Json(body).into_response())
}

/// Refuses a text with all that is wrong with it.
fn mistakes(title: &str, findings: &[Finding]) -> Response {
    let body = json!({ "type": "urn:solits:problem:standards-mistakes", "title": title, "status": 422,
        "detail": "Nothing was kept.", "findings": findings });
    let kind = [(header::CONTENT_TYPE, "application/problem+json")];
    (StatusCode::UNPROCESSABLE_ENTITY, kind, body.to_string()).into_response()
}

/// What a call with this key gave before.
async fn result_of(cx: &ApiCx, action: &str, key: &str) -> Result<Option<i64>, WebError> {
    let mut tx = cx.read().await?;
    Ok(recall(&mut tx, action, key).await?.and_then(|result| result.parse().ok()))
}

/// An answer that says which state there is now.
fn in_state(state: i64, body: Value) -> Response {
    let mut response = Json(body).into_response();
    Tag::of_version(state).put(&mut response);
    response
}

async fn save(
    cx: ApiCx,
    Path(draft): Path<i64>,
    headers: HeaderMap,
    Json(body): Json<NewText>,
) -> Result<Response, WebError> {
    let demanded = IfMatch::of(&headers)?;
    if !demanded.is_said() {
        return Err(WebError::Refused("standards-edit-which-state"));
    }
    let text = as_written(&body.source).map_err(|_| WebError::Refused("standards-edit-no-text"))?;
    if is_too_large(&text) {
        return Err(WebError::Refused("standards-edit-too-large"));
    }
    if !is_readable(&text) {
        return Ok(mistakes("The text cannot be read", &checked(&text).findings));
    }
    let key = cx.key(&headers);
    if let Some(state) = result_of(&cx, "standard.draft.text", &key).await? {
        return Ok(in_state(state, json!({ "state": state })));
    }
    let next = next(&text, false);
    for _ in 0..TRIES {
        let (_, now) = latest(&cx, draft).await?;
        demanded.check(&Tag::of_version(now.state))?;
        let outcome = if now.text == text { &Outcome::Same } else { &next };
        let ready = Ready { state: now.state, outcome, what: "text", place: "" };
        let mut tx = cx.write().await?;
        match actions::take(&mut tx, &cx.app, &cx.actor(), draft, ready).await? {
            // Somebody saved in that moment: whether the caller may go on is looked at again.
            None => {}
            Some(Taken::TooLarge | Taken::Clash) => {
                return Err(WebError::Refused("standards-edit-too-large"));
            }
            Some(Taken::Saved(state) | Taken::Joined(state) | Taken::Same(state)) => {
                remember(&mut tx, "standard.draft.text", &key, &state.to_string(), cx.at).await?;
                tx.commit().await?;
                return Ok(in_state(state, json!({ "state": state })));
            }
        }
    }
    Err(WebError::Busy { retry_after_seconds: 1 })
}

async fn send(cx: ApiCx, Path(draft): Path<i64>, headers: HeaderMap) -> Result<Response, WebError> {
    let (key, demanded) = (cx.key(&headers), IfMatch::of(&headers)?);
    if let Some(number) = result_of(&cx, "standard.draft.send", &key).await? {
        return Ok(Json(json!({ "number": number })).into_response());
    }
    let (_, now) = latest(&cx, draft).await?;
    demanded.check(&Tag::of_version(now.state))?;
    let checked = checked(&now.text);
    let mut tx = cx.write().await?;
    match actions::send(&mut tx, &cx.app, &cx.actor(), draft, &now, checked).await {
        Ok(Ok(number)) => {
            remember(&mut tx, "standard.draft.send", &key, &number.to_string(), cx.at).await?;
            tx.commit().await?;
            Ok(in_state(now.state, json!({ "number": number })))
        }
        Ok(Err(StandardsError::Mistakes(checked))) => {
            Ok(mistakes("The text has mistakes", &checked.findings))
        }
        Ok(Err(error)) => Err(error.into()),
        Err(EditorError::Changed) => Err(WebError::Outdated),
        Err(error) => Err(error.into()),
    }
}
