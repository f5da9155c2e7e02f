//! The page of the cases that belong to a case.
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
use solits_kernel::CaseId;
use solits_web::{EmployeeCx, Form, Page, PageResult, Routes, WebError, html, see_other};

use super::{
    actions,
    merge::{self, Merge},
    store::{self, Kind},
};
use crate::{
    actions::{CaseError, MOST_TEXT},
    model::Case,
    pages::{Draft, WORK, status_words},
    timeline::lines,
    work::part::{Asked, Head, Part, Seen, Settled, settle, version, with},
};

/// Characters of an earlier answer that are shown.
const MOST_ANSWER: usize = 240;

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/cases/{case}/links", WORK, show)
        .post("/cases/{case}/links", WORK, link)
        .post("/cases/{case}/links/{other}/remove", WORK, unlink)
        .post("/cases/{case}/merge", WORK, merge_into)
}

struct Row {
    id: CaseId,
    reference: String,
    subject: String,
    how: String,
    status: String,
    answer: String,
}

#[derive(Template)]
#[template(path = "cases/links.html")]
struct View {
    page: Page,
    head: Head,
    draft: Draft,
    linked: Vec<Row>,
    similar: Vec<Row>,
    kinds: Vec<(String, String)>,
    /// The number of the case it became part of; empty for none.
    merged_into: String,
}

async fn show(cx: EmployeeCx, Path(id): Path<CaseId>, Query(asked): Query<Asked>) -> PageResult {
    page(&cx, id, asked.draft(), Seen::Present).await
}

async fn page(cx: &EmployeeCx, id: CaseId, draft: Draft, seen: Seen) -> Result<Response, WebError> {
    let mut tx = cx.read().await?;
    let Part { page, head, whole, .. } =
        Part::read(cx, &mut tx, id, ("cases-links", "cases-links-lead"), seen, &draft).await?;
    let words = cx.words;
    let mut linked = Vec::new();
    for (other, kind) in store::list(&mut tx, id).await? {
        // One that is hidden from whoever looks is not there.
        if let Some(other) = crate::store::find(&mut tx, other).await? {
            linked.push(Row {
                id: other.id,
                how: kind.words(words),
                status: status_words(other.status, words),
                answer: String::new(),
                reference: other.reference,
                subject: other.subject,
            });
        }
    }
    let similar = actions::similar(&mut tx, &whole.case).await?;
    let similar = similar.into_iter().filter(|one| linked.iter().all(|row| row.id != one.id));
    let similar = similar.map(|one| Row {
        id: one.id,
        how: words.day(one.opened_at.day()),
        status: status_words(one.status, words),
        answer: one
            .answer
            .map(|answer| lines(&answer).join(" ").chars().take(MOST_ANSWER).collect())
            .unwrap_or_default(),
        reference: one.reference,
        subject: one.subject,
    });
    let similar = similar.collect();
    let merged_into = match store::find_merged(&mut tx, id).await? {
        Some(into) => crate::store::find(&mut tx, into).await?.map(|case| case.reference).unwrap_or_default(),
        None => String::new(),
    };
    drop(tx);
    Part::looked(cx, id).await?;
    html(&View { linked, similar, kinds: Kind::options(words), merged_into, page, head, draft })
}

async fn link(cx: EmployeeCx, Path(id): Path<CaseId>, Form(fields): Form) -> PageResult {
    let draft = Draft::of(fields);
    let kind = Kind::parse(draft.get("kind")).unwrap_or(Kind::Related);
    let mut tx = cx.write().await?;
    let of = (id, version(&draft));
    let done = match actions::named_case(&mut tx, draft.get("other")).await {
        Ok(other) => actions::link(&mut tx, &cx.app, &cx.actor(), of, other.id, kind).await,
        Err(error) => Err(error),
    };
    finish(&cx, tx, id, draft, done, "other").await
}

async fn unlink(cx: EmployeeCx, Path((id, other)): Path<(CaseId, CaseId)>, Form(fields): Form) -> PageResult {
    let draft = Draft::of(fields);
    let mut tx = cx.write().await?;
    let of = (id, version(&draft));
    let done = actions::unlink(&mut tx, &cx.app, &cx.actor(), of, other).await;
    finish(&cx, tx, id, draft, done, "other").await
}

async fn merge_into(cx: EmployeeCx, Path(id): Path<CaseId>, Form(fields): Form) -> PageResult {
    let mut draft = Draft::of(fields);
    let reason = draft.text("merge_reason", MOST_TEXT, cx.words);
    if !draft.errors.is_empty() {
        return again(&cx, id, draft, Seen::Present, StatusCode::UNPROCESSABLE_ENTITY).await;
    }
    let mut tx = cx.write().await?;
    let of = (id, version(&draft));
    let done = match actions::named_case(&mut tx, draft.get("into")).await {
        Ok(into) => {
            let is_same_client = draft.get("same_client") == "1";
            let wanted = Merge { into: into.id, reason: &reason, is_same_client };
            merge::merge(&mut tx, &cx.app, &cx.actor(), of, wanted).await
        }
        Err(error) => Err(error),
    };
    match settle(&cx, tx, draft, done, "into").await? {
        Settled::Done(case) => Ok(see_other(&format!("/cases/{}?notice=merged", case.id))),
        Settled::Again(draft, seen, status) => again(&cx, id, draft, seen, status).await,
    }
}

async fn finish(
    cx: &EmployeeCx,
    tx: solits_db::Tx,
    id: CaseId,
    draft: Draft,
    done: Result<Case, CaseError>,
    field: &'static str,
) -> PageResult {
    match settle(cx, tx, draft, done, field).await? {
        Settled::Done(_) => Ok(see_other(&format!("/cases/{id}/links?notice=kept"))),
        Settled::Again(draft, seen, status) => again(cx, id, draft, seen, status).await,
    }
}

async fn again(cx: &EmployeeCx, id: CaseId, draft: Draft, seen: Seen, status: StatusCode) -> PageResult {
    Ok(with(page(cx, id, draft, seen).await?, status))
}
