//! `/standard/drafts/{draft}/history`: the saved states, what each changed in words, and the way back to one.

use std::collections::HashMap;

use askama::Template;
use axum::{
    extract::{Path, Query},
    http::StatusCode,
    response::IntoResponse as _,
};
use solits_i18n::Words;
use solits_standard::{Standard, diff};
use solits_web::{EmployeeCx, Form, Page, PageResult, WebError, html, see_other};

use super::{Frame, Here, Names, found, live_page, moment, saved_since};
use crate::{
    actions::shipped,
    editor::{
        actions::{self, Ready, Taken},
        place::called_by_address,
        ready::{Outcome, next},
        store::{self, State},
    },
};

/// So many states stand on a page.
const ON_A_PAGE: i64 = 50;

struct StateLine {
    state: i64,
    when: String,
    who: String,
    what: String,
    is_latest: bool,
}

#[derive(Template)]
#[template(path = "standards/editor_history.html")]
struct HistoryView {
    page: Page,
    frame: Frame,
    states: Vec<StateLine>,
    /// Address of earlier ones; empty where there are none.
    earlier: String,
}

fn line(words: Words, names: &Names, latest: i64, state: &State) -> StateLine {
    let key = match state.what.as_str() {
        "begun" => "standards-edit-what-begun",
        "added" => "standards-edit-what-added",
        "removed" => "standards-edit-what-removed",
        "moved" => "standards-edit-what-moved",
        "text" => "standards-edit-what-text",
        "chosen" => "standards-edit-what-chosen",
        "returned" => "standards-edit-what-returned",
        _ => "standards-edit-what-changed",
    };
    StateLine {
        state: state.state,
        when: moment(words, state.saved_at),
        who: names.of(state.saved_by).to_owned(),
        what: words.ta(key, &[("place", called_by_address(&state.place, words.0).into())]),
        is_latest: state.state == latest,
    }
}

/// `GET /standard/drafts/{draft}/history`
pub(in crate::editor) async fn list(
    cx: EmployeeCx,
    Path(draft): Path<i64>,
    Query(query): Query<HashMap<String, String>>,
) -> PageResult {
    let words = cx.words;
    let mut tx = cx.read().await?;
    let found = found(&mut tx, draft).await?;
    let names = Names::read(&mut tx, words).await?;
    let frame = Frame::read(&cx, &mut tx, &found, Here::History, "").await?;
    let from = query.get("from").and_then(|from| from.parse().ok()).unwrap_or(found.state);
    let states = store::list_states(&mut tx, draft, from, ON_A_PAGE).await?;
    let earliest = states.last().map_or(1, |state| state.state);
    html(&HistoryView {
        page: live_page(&cx, draft, words.t("standards-edit-history"), &query),
        frame,
        states: states.iter().map(|state| line(words, &names, found.state, state)).collect(),
        earlier: if earliest > 1 {
            format!("/standard/drafts/{draft}/history?from={}", earliest - 1)
        } else {
            String::new()
        },
    })
}

#[derive(Template)]
#[template(path = "standards/editor_state.html")]
struct StateView {
    page: Page,
    frame: Frame,
    line: StateLine,
    /// The latest state, which somebody sees who brings this one back.
    seen: i64,
    /// What was saved since the page was seen from which this one was to be brought back; empty otherwise.
    changed: Vec<String>,
    /// What it changed against the state before.
    since_before: Told,
    /// What has changed since it.
    since_then: Told,
    source: String,
}

/// What differs between two states.
struct Told {
    heading: String,
    /// In words, where both can be understood.
    changes: Vec<String>,
    /// Said where there is nothing, or where one of them cannot be understood yet.
    note: String,
    /// The lines that differ, as they stand in the text.
    lines: Vec<(&'static str, String)>,
}

/// `GET /standard/drafts/{draft}/history/{state}`
pub(in crate::editor) async fn show(
    cx: EmployeeCx,
    Path((draft, state)): Path<(i64, i64)>,
    Query(query): Query<HashMap<String, String>>,
) -> PageResult {
    html(&view(&cx, (draft, state), &query, None).await?)
}

/// A state; `seen` is the latest one that somebody saw who wanted to bring it back after others had saved.
async fn view(
    cx: &EmployeeCx,
    (draft, state): (i64, i64),
    query: &HashMap<String, String>,
    seen: Option<i64>,
) -> Result<StateView, WebError> {
    let words = cx.words;
    let mut tx = cx.read().await?;
    let found = found(&mut tx, draft).await?;
    let names = Names::read(&mut tx, words).await?;
    let frame = Frame::read(cx, &mut tx, &found, Here::History, "").await?;
    let rows = store::list_states(&mut tx, draft, state, 1).await?;
    let row = rows.first().filter(|row| row.state == state).ok_or(WebError::NotFound)?;
    let text = actions::text_of(&mut tx, draft, state).await?;
    let before = if state > 1 { Some(actions::text_of(&mut tx, draft, state - 1).await?) } else { None };
    let latest = actions::text_of(&mut tx, draft, found.state).await?;
    let changed = match seen {
        Some(seen) => saved_since(&mut tx, &found, &names, words, seen).await?,
        None => Vec::new(),
    };
    Ok(StateView {
        page: live_page(
            cx,
            draft,
            words.ta("standards-edit-state-of", &[("state", words.number(state).into())]),
            query,
        ),
        frame,
        seen: found.state,
        changed,
        line: line(words, &names, found.state, row),
        since_before: before.map_or_else(
            || Told {
                heading: words.t("standards-edit-since-before"),
                changes: Vec::new(),
                note: words.t("standards-edit-first-state"),
                lines: Vec::new(),
            },
            |before| told(words, words.t("standards-edit-since-before"), &before, &text),
        ),
        since_then: told(words, words.t("standards-edit-since-then"), &text, &latest),
        source: text,
    })
}

fn told(words: Words, heading: String, before: &str, after: &str) -> Told {
    let compiled = |text: &str| {
        let base = super::super::model::checked(text).standard?.extends;
        Standard::compile(text, base.as_deref().and_then(shipped)).ok()
    };
    if before == after {
        return Told {
            heading,
            changes: Vec::new(),
            note: words.t("standards-edit-nothing-differs"),
            lines: Vec::new(),
        };
    }
    let changes = compiled(before).zip(compiled(after)).map(|(before, after)| {
        diff(&before, &after).iter().map(|change| change.words.get(words.0).to_owned()).collect::<Vec<_>>()
    });
    let note = match &changes {
        None => words.t("standards-edit-no-words"),
        Some(changes) if changes.is_empty() => words.t("standards-edit-only-writing"),
        Some(_) => String::new(),
    };
    Told { heading, note, changes: changes.unwrap_or_default(), lines: lines(before, after) }
}

/// The lines between the common beginning and the common end of two texts: what was, then what is.
fn lines(before: &str, after: &str) -> Vec<(&'static str, String)> {
    let (was, is): (Vec<&str>, Vec<&str>) = (before.lines().collect(), after.lines().collect());
    let start = was.iter().zip(&is).take_while(|(one, other)| one == other).count();
    let rest = was[start..].iter().rev().zip(is[start..].iter().rev());
    let end = rest.take_while(|(one, other)| one == other).count();
    let gone = was[start..was.len() - end].iter().map(|line| ("−", (*line).to_owned()));
    let come = is[start..is.len() - end].iter().map(|line| ("+", (*line).to_owned()));
    gone.chain(come).collect()
}

/// `POST /standard/drafts/{draft}/history/{state}`: this state is the latest again. Where others have saved since the page
/// was seen, the page says what, and offers it again.
pub(in crate::editor) async fn bring_back(
    cx: EmployeeCx,
    Path((draft, state)): Path<(i64, i64)>,
    Form(fields): Form,
) -> PageResult {
    let seen: i64 = fields.parse("_seen").ok_or(WebError::BadRequest)?;
    let mut tx = cx.read().await?;
    let read = actions::read(&mut tx, draft, state).await?;
    drop(tx);
    let outcome = if read.seen.text == read.now.text { Outcome::Same } else { next(&read.seen.text, false) };
    let place = state.to_string();
    let ready = Ready { state: seen, outcome: &outcome, what: "returned", place: &place };
    let mut tx = cx.write().await?;
    match actions::take(&mut tx, &cx.app, &cx.actor(), draft, ready).await? {
        None => {
            drop(tx);
            let page = html(&view(&cx, (draft, state), &HashMap::new(), Some(seen)).await?)?;
            Ok((StatusCode::CONFLICT, page).into_response())
        }
        Some(Taken::TooLarge) => Err(WebError::Refused("standards-edit-too-large")),
        Some(_) => {
            tx.commit().await?;
            Ok(see_other(&format!("/standard/drafts/{draft}?notice=returned")))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_differ_are_shown_between_what_stayed() {
        let shown = lines("a\nb\nc\nd", "a\nx\nd");
        let shown: Vec<(&str, &str)> = shown.iter().map(|(sign, line)| (*sign, line.as_str())).collect();
        assert_eq!(shown, [("−", "b"), ("−", "c"), ("+", "x")]);
        assert!(lines("a\na", "a\na\na").iter().all(|(sign, _)| *sign == "+"));
    }
}
