//! What others do in the draft at this moment: fetched again whenever it changes.

use std::collections::HashMap;

use askama::Template;
use axum::{
    extract::{Path, Query},
    http::StatusCode,
    response::{Html, IntoResponse as _, Response},
};
use solits_db::Tx;
use solits_web::{EmployeeCx, Form, Listener, Page, PageResult, WebError, live_response};

use super::{Names, found, place_words};
use crate::editor::{
    actions::topic,
    model::WHOLE_TEXT,
    place::encoded,
    presence,
    store::{self, Draft},
};

/// Whoever has not been seen for so long has gone.
const GONE_AFTER_MS: i64 = 3 * 60_000;

/// So many saved states are looked through for changes of others.
const LOOKED_THROUGH: i64 = 100;

/// So many changes of others are told.
const MOST_CHANGES: usize = 5;

/// Changes older than this are told in the history only.
const TOLD_FOR_MS: i64 = 60 * 60_000;

struct Line {
    href: String,
    said: String,
}

#[derive(Template)]
#[template(path = "standards/_editor_aside.html")]
struct AsideView {
    page: Page,
    state: i64,
    /// Said where somebody else is at the same entry.
    same_place: String,
    people: Vec<Line>,
    changes: Vec<Line>,
    /// What I typed that the draft has not taken.
    typed: Vec<Line>,
}

/// The part as it is now, for somebody at `at`.
pub(super) async fn part(
    cx: &EmployeeCx,
    tx: &mut Tx,
    draft: &Draft,
    names: &Names,
    at: &str,
) -> Result<String, WebError> {
    let words = cx.words;
    let me = cx.me.employee;
    let number = draft.draft;
    let since = cx.at.plus_millis(-GONE_AFTER_MS);
    let seats = presence::list_seats(tx, number, me, since).await?;
    let same: Vec<&str> = seats
        .iter()
        .filter(|seat| !at.is_empty() && seat.place == at)
        .map(|seat| names.of(seat.employee_id))
        .collect();
    let changed = store::list_states_after(tx, number, draft.state - LOOKED_THROUGH, me).await?;
    let changed = changed
        .iter()
        .filter(|state| state.what != "begun" && cx.at.since(state.saved_at) < TOLD_FOR_MS)
        .take(MOST_CHANGES);
    let view = AsideView {
        page: cx.page(""),
        state: draft.state,
        same_place: if same.is_empty() {
            String::new()
        } else {
            words.ta("standards-edit-same-place", &[("names", same.join(", ").into())])
        },
        people: seats
            .iter()
            .map(|seat| Line {
                href: href(number, &seat.place),
                said: words.ta(
                    "standards-edit-is-at",
                    &[
                        ("name", names.of(seat.employee_id).into()),
                        ("place", place_words(words, &seat.place).into()),
                    ],
                ),
            })
            .collect(),
        changes: changed
            .map(|state| Line {
                href: format!("/standard/drafts/{number}/history/{}", state.state),
                said: words.ta(
                    "standards-edit-changed-by",
                    &[
                        ("time", words.time(state.saved_at).into()),
                        ("name", names.of(state.saved_by).into()),
                        ("place", place_words(words, &state.place).into()),
                    ],
                ),
            })
            .collect(),
        typed: store::list_typed(tx, number, me)
            .await?
            .into_iter()
            .filter(|typed| typed.place != at)
            .map(|typed| Line { href: href(number, &typed.place), said: place_words(words, &typed.place) })
            .collect(),
    };
    Ok(view.render()?)
}

/// Where a place is written.
fn href(draft: i64, place: &str) -> String {
    match place {
        "" => format!("/standard/drafts/{draft}"),
        WHOLE_TEXT => format!("/standard/drafts/{draft}/text"),
        address => format!("/standard/drafts/{draft}/item?at={}", encoded(address)),
    }
}

/// `GET /standard/drafts/{draft}/fragment?at=`
pub(in crate::editor) async fn fragment(
    cx: EmployeeCx,
    Path(draft): Path<i64>,
    Query(query): Query<HashMap<String, String>>,
) -> PageResult {
    let mut tx = cx.read().await?;
    let found = found(&mut tx, draft).await?;
    let names = Names::read(&mut tx, cx.words).await?;
    let at = query.get("at").map_or("", String::as_str);
    Ok(Html(part(&cx, &mut tx, &found, &names, at).await?).into_response())
}

/// `POST /standard/drafts/{draft}/here`: somebody is at an entry.
pub(in crate::editor) async fn here(
    cx: EmployeeCx,
    Path(draft): Path<i64>,
    Form(fields): Form,
) -> PageResult {
    let place = fields.text_or_empty("_at", 200).map_err(|_| WebError::BadRequest)?;
    let mut tx = cx.write().await?;
    found(&mut tx, draft).await?;
    sit(&cx, &mut tx, draft, &place).await?;
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Notes that I am at an entry; others hear of it where that is new. It is no change of the draft, so the journal is not
/// told.
pub(super) async fn sit(cx: &EmployeeCx, tx: &mut Tx, draft: i64, place: &str) -> Result<(), WebError> {
    let before = presence::find_seat(tx, draft, cx.me.employee).await?;
    let is_new = before.is_none_or(|seat| seat.place != place || cx.at.since(seat.seen_at) > GONE_AFTER_MS);
    presence::sit(tx, draft, cx.me.employee, place, cx.at).await?;
    if is_new {
        tx.signal(topic(draft));
    }
    Ok(())
}

/// `GET /standard/drafts/{draft}/live`: says that the draft changed. It ends when sign-ins change; the browser comes back
/// through the door, where its right is looked at again.
pub(in crate::editor) async fn live(cx: EmployeeCx, Path(draft): Path<i64>) -> Result<Response, WebError> {
    let listener = Listener::Session(cx.me.session);
    live_response(&cx.app, cx.me.institution, vec![topic(draft)], listener, || std::future::ready(false))
}
