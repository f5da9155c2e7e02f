//! The page of the grounds of an answer.
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
use solits_web::{EmployeeCx, Form, Once, Page, PageResult, Routes, WebError, html, see_other};
use uuid::Uuid;

use super::{
    actions::{self, MOST_PLACE, MOST_SOURCE},
    store::{self, Kind},
};
use crate::{
    pages::{Draft, WORK},
    timeline::Names as _,
    work::part::{Asked, Head, Part, Seen, Settled, settle, version, with},
};

pub(crate) fn routes() -> Routes {
    Routes::new().get("/cases/{case}/sources", WORK, show).creates("/cases/{case}/sources", WORK, note).post(
        "/cases/{case}/sources/{source}/withdraw",
        WORK,
        withdraw,
    )
}

struct Row {
    id: Uuid,
    kind: String,
    text: String,
    place: String,
    by: String,
    is_withdrawn: bool,
}

#[derive(Template)]
#[template(path = "cases/sources.html")]
struct View {
    page: Page,
    head: Head,
    draft: Draft,
    rows: Vec<Row>,
    kinds: Vec<(String, String)>,
}

async fn show(cx: EmployeeCx, Path(id): Path<CaseId>, Query(asked): Query<Asked>) -> PageResult {
    page(&cx, id, asked.draft(), Seen::Present).await
}

async fn page(cx: &EmployeeCx, id: CaseId, draft: Draft, seen: Seen) -> Result<Response, WebError> {
    let mut tx = cx.read().await?;
    let Part { page, head, directory, .. } =
        Part::read(cx, &mut tx, id, ("cases-sources", "cases-sources-lead"), seen, &draft).await?;
    let sources = store::list(&mut tx, id).await?;
    drop(tx);
    Part::looked(cx, id).await?;
    let words = cx.words;
    let rows = sources.into_iter().map(|source| Row {
        id: source.id,
        kind: source.kind.words(words),
        by: source.employee.map_or_else(
            || words.moment(source.at),
            |by| format!("{} · {}", words.moment(source.at), directory.employee(by)),
        ),
        text: source.text,
        place: source.place,
        is_withdrawn: source.withdrawn_at.is_some(),
    });
    html(&View { rows: rows.collect(), kinds: Kind::options(words), page, head, draft })
}

async fn note(cx: EmployeeCx, Path(id): Path<CaseId>, Form(fields): Form) -> PageResult {
    let once = Once::of("case.source", &fields);
    let mut draft = Draft::of(fields);
    let kind = Kind::parse(draft.get("kind"));
    let text = draft.text("text", MOST_SOURCE, cx.words);
    let place = draft.optional_text("place", MOST_PLACE, cx.words);
    if kind.is_none() {
        draft.refuse("kind", cx.words.t("common-field-choose"));
    }
    let Some(kind) = kind.filter(|_| draft.errors.is_empty()) else {
        return again(&cx, id, draft, Seen::Present, StatusCode::UNPROCESSABLE_ENTITY).await;
    };
    let mut tx = cx.write().await?;
    if let Some(there) = once.made_before(&mut tx, cx.at).await? {
        return Ok(see_other(&there));
    }
    let of = (id, version(&draft));
    let done = actions::note(&mut tx, &cx.app, &cx.actor(), of, kind, (&text, &place)).await;
    let there = format!("/cases/{id}/sources?notice=kept");
    if done.is_ok() {
        once.made(&mut tx, &there).await?;
    }
    match settle(&cx, tx, draft, done, "text").await? {
        Settled::Done(_) => Ok(see_other(&there)),
        Settled::Again(draft, seen, status) => again(&cx, id, draft, seen, status).await,
    }
}

async fn withdraw(
    cx: EmployeeCx,
    Path((id, source)): Path<(CaseId, Uuid)>,
    Form(fields): Form,
) -> PageResult {
    let draft = Draft::of(fields);
    let mut tx = cx.write().await?;
    let of = (id, version(&draft));
    let done = actions::withdraw(&mut tx, &cx.app, &cx.actor(), of, source).await;
    match settle(&cx, tx, draft, done, "text").await? {
        Settled::Done(_) => Ok(see_other(&format!("/cases/{id}/sources?notice=kept"))),
        Settled::Again(_, seen, status) => again(&cx, id, Draft::default(), seen, status).await,
    }
}

async fn again(cx: &EmployeeCx, id: CaseId, draft: Draft, seen: Seen, status: StatusCode) -> PageResult {
    Ok(with(page(cx, id, draft, seen).await?, status))
}
