//! The page of what was promised to the client.

use askama::Template;
use axum::{
    extract::{Path, Query},
    http::StatusCode,
    response::Response,
};
use jiff::civil::{Date, Time};
use solits_kernel::CaseId;
use solits_web::{EmployeeCx, Form, Once, Page, PageResult, Routes, WebError, html, see_other};
use uuid::Uuid;

use super::{
    actions::{self, End, MOST_PROMISE},
    store::{self, Made, State},
};
use crate::{
    model::Urgency,
    pages::{Draft, WORK},
    promised::last_moment,
    timeline::Names as _,
    work::part::{Asked, Head, Part, Seen, Settled, settle, version, with},
};

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/cases/{case}/promises", WORK, show)
        .creates("/cases/{case}/promises", WORK, promise)
        .post("/cases/{case}/promises/{promise}", WORK, end)
}

struct Row {
    id: Uuid,
    text: String,
    by: String,
    badge: &'static str,
    standing: String,
    date: String,
    is_open: bool,
    reason: String,
    error: String,
}

#[derive(Template)]
#[template(path = "cases/made.html")]
struct View {
    page: Page,
    head: Head,
    draft: Draft,
    is_live: bool,
    rows: Vec<Row>,
}

async fn show(cx: EmployeeCx, Path(id): Path<CaseId>, Query(asked): Query<Asked>) -> PageResult {
    page(&cx, id, asked.draft(), Seen::Present).await
}

async fn page(cx: &EmployeeCx, id: CaseId, draft: Draft, seen: Seen) -> Result<Response, WebError> {
    let mut tx = cx.read().await?;
    let Part { page, head, whole, directory } =
        Part::read(cx, &mut tx, id, ("cases-made", "cases-made-lead"), seen, &draft).await?;
    let made = store::list(&mut tx, id).await?;
    drop(tx);
    Part::looked(cx, id).await?;
    let rows = made.into_iter().map(|made| {
        let (badge, standing) = standing(&made, cx);
        // What was typed beside one promise comes back beside it.
        let is_it = draft.get("promise") == made.id.to_string();
        Row {
            by: made.employee.map(|by| directory.employee(by)).unwrap_or_default(),
            date: cx.words.date(last_moment(made.due_at).day()),
            badge,
            standing,
            is_open: made.state == State::Open,
            reason: if is_it { draft.get("reason").to_owned() } else { String::new() },
            error: if is_it { draft.error("reason").to_owned() } else { String::new() },
            id: made.id,
            text: made.text,
        }
    });
    html(&View { rows: rows.collect(), is_live: whole.case.status.is_live(), page, head, draft })
}

/// The badge of a promise and where it stands.
pub(crate) fn standing(made: &Made, cx: &EmployeeCx) -> (&'static str, String) {
    let words = cx.words;
    let ended = |key: &str| {
        let moment = made.ended_at.map(|at| words.moment(at)).unwrap_or_default();
        words.ta(key, &[("moment", moment.into())])
    };
    match made.state {
        State::Open => (Urgency::of(made.due_at, cx.at).badge(), words.due(made.due_at, cx.at)),
        State::Kept if made.is_late(cx.at) => ("late", ended("cases-kept-late")),
        State::Kept => ("good", ended("cases-kept")),
        State::Released => ("plain", words.t("cases-made-released")),
    }
}

async fn promise(cx: EmployeeCx, Path(id): Path<CaseId>, Form(fields): Form) -> PageResult {
    let once = Once::of("case.promise", &fields);
    let mut draft = Draft::of(fields);
    let text = draft.text("text", MOST_PROMISE, cx.words);
    let date: Option<Date> = draft.get("date").trim().parse().ok();
    if date.is_none() {
        draft.refuse("date", cx.words.t("cases-bad-date"));
    }
    let typed = draft.get("time").trim().to_owned();
    let time: Option<Time> = format!("{typed}:00").parse().ok();
    if !typed.is_empty() && time.is_none() {
        draft.refuse("time", cx.words.t("common-field-not-understood"));
    }
    let Some(date) = date.filter(|_| draft.errors.is_empty()) else {
        return again(&cx, id, draft, Seen::Present, StatusCode::UNPROCESSABLE_ENTITY).await;
    };
    let mut tx = cx.write().await?;
    if let Some(there) = once.made_before(&mut tx, cx.at).await? {
        return Ok(see_other(&there));
    }
    let of = (id, version(&draft));
    let done = actions::promise(&mut tx, &cx.app, &cx.actor(), of, &text, (date, time)).await;
    let there = format!("/cases/{id}/promises?notice=kept");
    if done.is_ok() {
        once.made(&mut tx, &there).await?;
    }
    match settle(&cx, tx, draft, done, "date").await? {
        Settled::Done(_) => Ok(see_other(&there)),
        Settled::Again(draft, seen, status) => again(&cx, id, draft, seen, status).await,
    }
}

async fn end(cx: EmployeeCx, Path((id, promise)): Path<(CaseId, Uuid)>, Form(fields): Form) -> PageResult {
    let mut draft = Draft::of(fields);
    let reason = draft.get("reason").trim().to_owned();
    let is_released = draft.get("how") == "released";
    if is_released && reason.is_empty() {
        draft.refuse("reason", cx.words.t("cases-reason-needed"));
        return again(&cx, id, draft, Seen::Present, StatusCode::UNPROCESSABLE_ENTITY).await;
    }
    let end = if is_released { End::Released(&reason) } else { End::Kept };
    let mut tx = cx.write().await?;
    let of = (id, version(&draft));
    let done = actions::end(&mut tx, &cx.app, &cx.actor(), of, promise, end).await;
    match settle(&cx, tx, draft, done, "reason").await? {
        Settled::Done(_) => Ok(see_other(&format!("/cases/{id}/promises?notice=kept"))),
        Settled::Again(draft, seen, status) => again(&cx, id, draft, seen, status).await,
    }
}

async fn again(cx: &EmployeeCx, id: CaseId, draft: Draft, seen: Seen, status: StatusCode) -> PageResult {
    Ok(with(page(cx, id, draft, seen).await?, status))
}
