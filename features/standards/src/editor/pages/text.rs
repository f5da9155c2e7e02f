//! `/standard/drafts/{draft}/text`: the whole text, for whoever prefers it, with the checker's words beside it.

use std::collections::HashMap;

use askama::Template;
use axum::{
    extract::{Path, Query},
    http::{StatusCode, header},
    response::{Html, IntoResponse as _, Response},
};
use solits_db::Tx;
use solits_web::{EmployeeCx, Fields, Page, PageResult, WebError, html, see_other};

use super::{Frame, Here, Mistake, found, item::clash_address, live_page, mistake, moment};
use crate::editor::{
    TRIES,
    actions::{self, Ready, Taken},
    model::{WHOLE_TEXT, as_written, checked, is_readable},
    ready::{is_too_large, outcome},
    sent::Sent,
    store::{self, Typed},
};

#[derive(Template)]
#[template(path = "standards/editor_text.html")]
struct TextView {
    page: Page,
    frame: Frame,
    source: String,
    /// The state that the field goes on from.
    seen: i64,
    /// Said where the field holds what its author typed and the draft has not taken.
    typed: String,
    /// What others have there, where they changed the same.
    theirs: String,
    error: String,
    errors: Vec<(&'static str, String)>,
    /// What the checker says of it; it is fetched again while somebody writes.
    part: String,
}

/// What the checker says of a text, as a part of the page.
#[derive(Template)]
#[template(path = "standards/_editor_found.html")]
struct FoundView {
    page: Page,
    is_too_large: bool,
    mistakes: Vec<Mistake>,
}

/// What the checker says of a text.
fn said_of(cx: &EmployeeCx, text: &str) -> Result<String, WebError> {
    let is_too_large = is_too_large(text);
    let findings = if is_too_large { Vec::new() } else { checked(text).findings };
    let mistakes = findings.iter().map(|finding| mistake(cx.words, finding)).collect();
    Ok(FoundView { page: cx.page(""), is_too_large, mistakes }.render()?)
}

/// What the field holds.
struct Shown {
    source: String,
    seen: i64,
    error: String,
}

/// `GET /standard/drafts/{draft}/text`
pub(in crate::editor) async fn show(
    cx: EmployeeCx,
    Path(draft): Path<i64>,
    Query(query): Query<HashMap<String, String>>,
) -> PageResult {
    html(&view(&cx, draft, &query, None).await?)
}

async fn view(
    cx: &EmployeeCx,
    draft: i64,
    query: &HashMap<String, String>,
    shown: Option<Shown>,
) -> Result<TextView, WebError> {
    let words = cx.words;
    let mut tx = cx.read().await?;
    let found = found(&mut tx, draft).await?;
    let frame = Frame::read(cx, &mut tx, &found, Here::Text, WHOLE_TEXT).await?;
    let current = actions::text_of(&mut tx, draft, found.state).await?;
    let typed = typed_text(store::list_typed(&mut tx, draft, cx.me.employee).await?);
    let told = typed.as_ref().map(|(typed, _)| {
        words.ta("standards-edit-typed-here", &[("when", moment(words, typed.typed_at).into())])
    });
    let shown = shown.unwrap_or_else(|| match &typed {
        Some((typed, text)) => Shown { source: text.clone(), seen: typed.state, error: String::new() },
        None => Shown { source: current.clone(), seen: found.state, error: String::new() },
    });
    let theirs = if shown.seen < found.state && shown.source != current { current } else { String::new() };
    Ok(TextView {
        page: live_page(cx, draft, words.t("standards-edit-as-text"), query),
        frame,
        seen: shown.seen,
        typed: told.unwrap_or_default(),
        theirs,
        errors: if shown.error.is_empty() { Vec::new() } else { vec![("source", shown.error.clone())] },
        error: shown.error,
        part: said_of(cx, &shown.source)?,
        source: shown.source,
    })
}

/// The text among what somebody typed.
fn typed_text(typed: Vec<Typed>) -> Option<(Typed, String)> {
    let typed = typed.into_iter().find(|typed| typed.place == WHOLE_TEXT)?;
    let text = serde_json::from_str(&typed.fields).ok()?;
    Some((typed, text))
}

/// `POST /standard/drafts/{draft}/text`
pub(in crate::editor) async fn save(
    cx: EmployeeCx,
    Path(draft): Path<i64>,
    Sent { fields }: Sent,
) -> PageResult {
    let seen: i64 = fields.parse("seen").ok_or(WebError::BadRequest)?;
    let text = source(&fields)?;
    if fields.get("do") == "let-go" {
        let mut tx = cx.write().await?;
        store::delete_typed(&mut tx, draft, cx.me.employee, WHOLE_TEXT).await?;
        tx.commit().await?;
        return Ok(see_other(&format!("/standard/drafts/{draft}/text")));
    }
    let why_not = match &text {
        text if is_too_large(text) => Some("standards-edit-too-large"),
        text if !is_readable(text) => Some("standards-edit-unreadable"),
        _ => None,
    };
    if let Some(key) = why_not {
        let mut tx = cx.write().await?;
        actions::held(&mut tx, draft).await?;
        // What was typed stays, for its author alone, whatever becomes of the session.
        keep(&mut tx, &cx, draft, seen, &text).await?;
        tx.commit().await?;
        return refuse(&cx, draft, Shown { source: text, seen, error: cx.words.t(key) }).await;
    }
    for _ in 0..TRIES {
        let mut tx = cx.read().await?;
        let read = actions::read(&mut tx, draft, seen).await?;
        drop(tx);
        let outcome = outcome(&read.seen, &text, &read.now);
        let ready = Ready { state: read.now.state, outcome: &outcome, what: "text", place: "" };
        let mut tx = cx.write().await?;
        let Some(taken) = actions::take(&mut tx, &cx.app, &cx.actor(), draft, ready).await? else { continue };
        let notice = match taken {
            Taken::Saved(_) => "saved",
            Taken::Joined(_) => "joined",
            Taken::Same(_) => "same",
            Taken::Clash | Taken::TooLarge => {
                keep(&mut tx, &cx, draft, seen, &text).await?;
                tx.commit().await?;
                if taken == Taken::Clash {
                    return Ok(see_other(&clash_address(draft, WHOLE_TEXT)));
                }
                let error = cx.words.t("standards-edit-too-large");
                return refuse(&cx, draft, Shown { source: text, seen, error }).await;
            }
        };
        store::delete_typed(&mut tx, draft, cx.me.employee, WHOLE_TEXT).await?;
        tx.commit().await?;
        return Ok(see_other(&format!("/standard/drafts/{draft}/text?notice={notice}")));
    }
    Err(WebError::Busy { retry_after_seconds: 1 })
}

/// The text of a form.
fn source(fields: &Fields) -> Result<String, WebError> {
    as_written(fields.get("source")).map_err(|_| WebError::Refused("standards-edit-no-text"))
}

async fn refuse(cx: &EmployeeCx, draft: i64, shown: Shown) -> Result<Response, WebError> {
    let page = html(&view(cx, draft, &HashMap::new(), Some(shown)).await?)?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

/// `POST /standard/drafts/{draft}/text/check`: what is being written is kept for its author, and checked.
pub(in crate::editor) async fn check(
    cx: EmployeeCx,
    Path(draft): Path<i64>,
    Sent { fields }: Sent,
) -> PageResult {
    let seen: i64 = fields.parse("seen").ok_or(WebError::BadRequest)?;
    let text = source(&fields)?;
    let mut tx = cx.write().await?;
    let open = actions::held(&mut tx, draft).await?;
    if text == actions::text_of(&mut tx, draft, open.state).await? {
        store::delete_typed(&mut tx, draft, cx.me.employee, WHOLE_TEXT).await?;
    } else {
        keep(&mut tx, &cx, draft, seen, &text).await?;
    }
    tx.commit().await?;
    Ok(Html(said_of(&cx, &text)?).into_response())
}

async fn keep(tx: &mut Tx, cx: &EmployeeCx, draft: i64, seen: i64, text: &str) -> Result<(), WebError> {
    let fields = serde_json::to_string(text).map_err(|error| WebError::Unforeseen(error.to_string()))?;
    let typed = Typed { place: WHOLE_TEXT.to_owned(), state: seen, typed_at: cx.at, fields };
    Ok(store::keep_typed(tx, draft, cx.me.employee, &typed).await?)
}

/// `GET /standard/drafts/{draft}/file.toml`: the latest state as a file.
pub(in crate::editor) async fn file(cx: EmployeeCx, Path(draft): Path<i64>) -> PageResult {
    let mut tx = cx.read().await?;
    let found = found(&mut tx, draft).await?;
    let text = actions::text_of(&mut tx, draft, found.state).await?;
    let name = format!("attachment; filename=\"standarts-{draft}-{}.toml\"", found.state);
    let kind = "text/plain; charset=utf-8".to_owned();
    Ok(([(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, name)], text).into_response())
}
