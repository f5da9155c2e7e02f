//! The page on which work on a case is let stand still and go on, and a term is made longer.
#![expect(
    clippy::cmp_owned,
    reason = "the shared list of choices compares values of any type by their written form"
)]

use askama::Template;
use axum::{
    extract::{Path, Query},
    http::StatusCode,
    response::Response,
};
use jiff::civil::Date;
use solits_kernel::{CaseId, ObligationId};
use solits_web::{EmployeeCx, Form, Page, PageResult, Routes, WebError, html, see_other};

use super::{
    actions,
    model::{WaitsFor, is_standing},
    store,
};
use crate::{
    actions::{CaseError, MOST_TEXT},
    pages::{Draft, WORK},
    promised::last_moment,
    timeline::Names as _,
    work::part::{Asked, Head, Part, Seen, Settled, settle, version, with},
};

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/cases/{case}/pause", WORK, show)
        .post("/cases/{case}/pause", WORK, pause)
        .post("/cases/{case}/resume", WORK, resume)
        .post("/cases/{case}/extend", WORK, extend)
}

#[derive(Template)]
#[template(path = "cases/pause.html")]
struct View {
    page: Page,
    head: Head,
    draft: Draft,
    is_live: bool,
    /// For what work stands still and since when; empty while it goes on.
    paused: String,
    until: String,
    stopped: Vec<String>,
    earlier: Vec<String>,
    waits: Vec<(String, String)>,
    terms: Vec<(String, String)>,
    terms_most: Vec<String>,
}

async fn show(cx: EmployeeCx, Path(id): Path<CaseId>, Query(asked): Query<Asked>) -> PageResult {
    page(&cx, id, asked.draft(), Seen::Present).await
}

async fn page(cx: &EmployeeCx, id: CaseId, draft: Draft, seen: Seen) -> Result<Response, WebError> {
    let mut tx = cx.read().await?;
    let Part { page, head, whole, directory } =
        Part::read(cx, &mut tx, id, ("cases-pause", "cases-pause-lead"), seen, &draft).await?;
    let pauses = store::list(&mut tx, id).await?;
    let open = pauses.iter().find(|pause| pause.ended_at.is_none());
    let stopped: Vec<String> = whole
        .obligations
        .iter()
        .filter(|one| is_standing(one))
        .map(|one| directory.norm(&one.norm))
        .collect();
    let is_live = whole.case.status.is_live();
    let terms = if is_live { actions::extendable(&mut tx, &cx.app, &whole.case).await? } else { Vec::new() };
    drop(tx);
    Part::looked(cx, id).await?;
    let words = cx.words;
    let day = |at: solits_kernel::Timestamp| words.day(last_moment(at).day());
    let since = |pause: &store::Pause| {
        let (what, moment) = (pause.waits_for.words(words), words.moment(pause.since));
        words.ta("cases-paused-since", &[("what", what.into()), ("moment", moment.into())])
    };
    html(&View {
        paused: open.map(since).unwrap_or_default(),
        until: open.and_then(|pause| pause.until).map(day).unwrap_or_default(),
        stopped,
        earlier: pauses
            .iter()
            .filter_map(|pause| {
                let until = words.moment(pause.ended_at?);
                Some(
                    words.ta(
                        "cases-paused-until",
                        &[("since", since(pause).into()), ("moment", until.into())],
                    ),
                )
            })
            .collect(),
        waits: WaitsFor::options(words),
        terms_most: terms
            .iter()
            .map(|term| {
                words.ta(
                    "cases-term-most",
                    &[
                        ("norm", directory.norm(&term.norm).into()),
                        ("due", day(term.due_at).into()),
                        ("most", day(term.most).into()),
                    ],
                )
            })
            .collect(),
        terms: terms.into_iter().map(|term| (term.id.to_string(), directory.norm(&term.norm))).collect(),
        is_live,
        page,
        head,
        draft,
    })
}

/// A date that may be absent; what was typed and is none is refused beside its field.
fn optional_date(draft: &mut Draft, field: &str, cx: &EmployeeCx) -> Option<Date> {
    let typed = draft.get(field).trim().to_owned();
    let date = typed.parse().ok();
    if date.is_none() && !typed.is_empty() {
        draft.refuse(field, cx.words.t("cases-bad-date"));
    }
    date
}

async fn pause(cx: EmployeeCx, Path(id): Path<CaseId>, Form(fields): Form) -> PageResult {
    let mut draft = Draft::of(fields);
    let reason = draft.text("reason", MOST_TEXT, cx.words);
    let until = optional_date(&mut draft, "until", &cx);
    let waits_for = WaitsFor::parse(draft.get("waits_for"));
    if waits_for.is_none() {
        draft.refuse("waits_for", cx.words.t("common-field-choose"));
    }
    let Some(waits_for) = waits_for.filter(|_| draft.errors.is_empty()) else {
        return again(&cx, id, draft, Seen::Present, StatusCode::UNPROCESSABLE_ENTITY).await;
    };
    let mut tx = cx.write().await?;
    let of = (id, version(&draft));
    let done = actions::pause(&mut tx, &cx.app, &cx.actor(), of, waits_for, (&reason, until)).await;
    finish(&cx, tx, id, draft, done.map(drop), "until").await
}

async fn resume(cx: EmployeeCx, Path(id): Path<CaseId>, Form(fields): Form) -> PageResult {
    let draft = Draft::of(fields);
    let mut tx = cx.write().await?;
    let done = actions::resume(&mut tx, &cx.app, &cx.actor(), id, version(&draft)).await;
    finish(&cx, tx, id, draft, done.map(drop), "reason").await
}

async fn extend(cx: EmployeeCx, Path(id): Path<CaseId>, Form(fields): Form) -> PageResult {
    let mut draft = Draft::of(fields);
    let why = draft.text("extend_reason", MOST_TEXT, cx.words);
    let date = optional_date(&mut draft, "extend_date", &cx);
    if date.is_none() && draft.error("extend_date").is_empty() {
        draft.refuse("extend_date", cx.words.t("cases-bad-date"));
    }
    let Some(date) = date.filter(|_| draft.errors.is_empty()) else {
        return again(&cx, id, draft, Seen::Present, StatusCode::UNPROCESSABLE_ENTITY).await;
    };
    let Ok(term) = draft.get("term").parse::<ObligationId>() else {
        draft.refuse("term", cx.words.t("common-field-choose"));
        return again(&cx, id, draft, Seen::Present, StatusCode::UNPROCESSABLE_ENTITY).await;
    };
    let mut tx = cx.write().await?;
    let of = (id, version(&draft));
    let done = actions::extend(&mut tx, &cx.app, &cx.actor(), of, term, (date, &why)).await;
    finish(&cx, tx, id, draft, done.map(drop), "extend_date").await
}

async fn finish(
    cx: &EmployeeCx,
    tx: solits_db::Tx,
    id: CaseId,
    draft: Draft,
    done: Result<(), CaseError>,
    field: &'static str,
) -> PageResult {
    match settle(cx, tx, draft, done, field).await? {
        Settled::Done(()) => Ok(see_other(&format!("/cases/{id}/pause?notice=kept"))),
        Settled::Again(draft, seen, status) => again(cx, id, draft, seen, status).await,
    }
}

async fn again(cx: &EmployeeCx, id: CaseId, draft: Draft, seen: Seen, status: StatusCode) -> PageResult {
    Ok(with(page(cx, id, draft, seen).await?, status))
}
