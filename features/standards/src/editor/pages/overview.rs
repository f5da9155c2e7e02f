//! `/standard/drafts/{draft}`: the parts of the standard, what is wrong with them, and where the draft goes from here.

use std::collections::HashMap;

use askama::Template;
use axum::{
    extract::{Path, Query},
    http::StatusCode,
    response::IntoResponse as _,
};
use solits_i18n::Words;
use solits_standard::{Severity, edit};
use solits_web::{EmployeeCx, Form, Page, PageResult, WebError, html, see_other};

use super::{Frame, Here, Mistake, Names, found, live_page, mistake, part::Remarks, saved_since};
use crate::{
    actions::StandardsError,
    editor::{
        actions::{self, EditorError, Standing},
        entry,
        model::checked,
        place::{called, encoded, find},
    },
};

/// A component as a line of the contents.
struct PartLine {
    href: String,
    title: String,
    /// What it has, in words: "12 normas, 3 situācijas".
    holds: String,
    remarks: String,
    kind: &'static str,
}

impl PartLine {
    fn icon(&self) -> &'static str {
        match self.kind {
            "good" => "circle-check",
            "soon" => "info",
            _ => "circle-alert",
        }
    }
}

/// A finding with the way to the entry it belongs to.
struct FoundLine {
    mistake: Mistake,
    href: String,
    entry: String,
}

#[derive(Template)]
#[template(path = "standards/editor_overview.html")]
struct OverviewView {
    page: Page,
    frame: Frame,
    parts: Vec<PartLine>,
    /// What hinders it from going on, and what somebody should look at.
    findings: Vec<FoundLine>,
    may_go_on: bool,
    sent_href: String,
    sent: String,
    /// Whether the version made of it last is of the latest state.
    is_sent: bool,
    /// The latest state.
    seen: i64,
    /// What was saved since the page was seen from which it was to be sent on; empty otherwise.
    changed: Vec<String>,
}

/// The page; `seen` is the state that somebody saw who wanted to send it on after others had saved.
async fn view(
    cx: &EmployeeCx,
    draft: i64,
    query: &HashMap<String, String>,
    seen: Option<i64>,
) -> Result<OverviewView, WebError> {
    let words = cx.words;
    let mut tx = cx.read().await?;
    let found = found(&mut tx, draft).await?;
    let changed = match seen {
        Some(seen) => {
            let names = Names::read(&mut tx, words).await?;
            saved_since(&mut tx, &found, &names, words, seen).await?
        }
        None => Vec::new(),
    };
    let text = actions::text_of(&mut tx, draft, found.state).await?;
    let items = entry::read(&text);
    let remarks = Remarks::of(&text);
    let frame = Frame::read(cx, &mut tx, &found, Here::Overview, "").await?;
    Ok(OverviewView {
        page: live_page(cx, draft, found.title.clone(), query),
        frame,
        may_go_on: remarks.findings.iter().all(|(finding, _)| finding.severity != Severity::Error),
        parts: edit::form().iter().map(|part| part_line(words, draft, part, &items, &remarks)).collect(),
        findings: remarks
            .findings
            .iter()
            .map(|(finding, place)| {
                let item = place.as_ref().and_then(|place| find(&items, &place.item));
                FoundLine {
                    mistake: mistake(words, finding),
                    href: place.as_ref().map(|place| item_address(draft, place)).unwrap_or_default(),
                    entry: item.map(|item| called(item, words.0)).unwrap_or_default(),
                }
            })
            .collect(),
        sent_href: found.sent_number.map(|number| format!("/standard/{number}")).unwrap_or_default(),
        sent: found
            .sent_number
            .map(|number| words.ta("standards-edit-sent-as", &[("number", words.number(number).into())]))
            .unwrap_or_default(),
        is_sent: found.sent_state == Some(found.state),
        seen: found.state,
        changed,
    })
}

/// The entry of a finding, at the input where there is one.
fn item_address(draft: i64, place: &edit::Place) -> String {
    let at = encoded(&place.item.to_string());
    let input = place.input.as_ref().map(|input| format!("#f-{input}")).unwrap_or_default();
    format!("/standard/drafts/{draft}/item?at={at}{input}")
}

fn part_line(
    words: Words,
    draft: i64,
    part: &edit::Component,
    items: &[edit::Item],
    remarks: &Remarks,
) -> PartLine {
    let lang = words.0;
    let count = remarks.of_component(part);
    let holds = part.lists.iter().filter(|list| list.naming != edit::Naming::Once).filter_map(|list| {
        let many = items.iter().filter(|item| item.address.list == list.key).count();
        let title = list.title.get(lang);
        (many > 0).then(|| format!("{title}: {}", words.number(i64::try_from(many).unwrap_or_default())))
    });
    PartLine {
        href: format!("/standard/drafts/{draft}/part/{}", part.key),
        title: part.title.get(lang).to_owned(),
        holds: holds.collect::<Vec<_>>().join("; "),
        remarks: count.words(words),
        kind: count.kind(),
    }
}

/// `GET /standard/drafts/{draft}`
pub(in crate::editor) async fn show(
    cx: EmployeeCx,
    Path(draft): Path<i64>,
    Query(query): Query<HashMap<String, String>>,
) -> PageResult {
    html(&view(&cx, draft, &query, None).await?)
}

/// `POST /standard/drafts/{draft}/send`: the draft goes on as a version, once for each state. Where others have saved since
/// the page was seen, the page says what, and offers it again.
pub(in crate::editor) async fn send(
    cx: EmployeeCx,
    Path(draft): Path<i64>,
    Form(fields): Form,
) -> PageResult {
    let seen: i64 = fields.parse("_seen").ok_or(WebError::BadRequest)?;
    let mut tx = cx.read().await?;
    let read = actions::read(&mut tx, draft, seen).await?;
    drop(tx);
    let checked = checked(&read.seen.text);
    let mut tx = cx.write().await?;
    let again = match actions::send(&mut tx, &cx.app, &cx.actor(), draft, &read.seen, checked).await {
        Ok(Ok(number)) => {
            tx.commit().await?;
            return Ok(see_other(&format!("/standard/{number}?notice=uploaded")));
        }
        // The page lists every mistake with the way to it.
        Ok(Err(StandardsError::Mistakes(_))) => (StatusCode::UNPROCESSABLE_ENTITY, None),
        Ok(Err(error)) => return Err(error.into()),
        Err(EditorError::Changed) => (StatusCode::CONFLICT, Some(seen)),
        Err(error) => return Err(error.into()),
    };
    drop(tx);
    let page = html(&view(&cx, draft, &HashMap::new(), again.1).await?)?;
    Ok((again.0, page).into_response())
}

/// `POST /standard/drafts/{draft}/put-away`, or out again.
pub(in crate::editor) async fn put_away(
    cx: EmployeeCx,
    Path(draft): Path<i64>,
    Form(fields): Form,
) -> PageResult {
    let standing = if fields.get("do") == "out" { Standing::Open } else { Standing::PutAway };
    let mut tx = cx.write().await?;
    actions::put(&mut tx, &cx.app, &cx.actor(), draft, standing).await?;
    tx.commit().await?;
    Ok(match standing {
        Standing::Open => see_other(&format!("/standard/drafts/{draft}?notice=taken-out")),
        Standing::PutAway => see_other("/standard/drafts?notice=put-away"),
    })
}
