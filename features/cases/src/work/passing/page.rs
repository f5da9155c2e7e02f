//! The page on which a case leaves its owner.
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
use solits_kernel::{CaseId, UnitId};
use solits_organisation::find_structure;
use solits_web::{EmployeeCx, Form, Page, PageResult, Routes, WebError, html, see_other};

use super::{
    actions::{self, Elsewhere, MOST_BODY, MOST_CONTACTS},
    model::{Interest, head_of, times_passed_on},
    store,
};
use crate::{
    actions::{CaseError, MOST_TEXT},
    model::{Case, Status},
    pages::{ASSIGN, Draft, WORK},
    timeline::Names as _,
    work::{
        part::{Asked, Head, Part, Seen, Settled, may_pass_on, settle, version, with},
        ruling,
    },
};

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/cases/{case}/pass-on", WORK, show)
        .post("/cases/{case}/conflict", WORK, declare)
        .post("/cases/{case}/hand-over", WORK, hand_over)
        .post("/cases/{case}/refer", WORK, refer)
        .get("/cases/{case}/refuse", WORK, show_refusal)
        .post("/cases/{case}/refuse", WORK, refuse)
}

#[derive(Template)]
#[template(path = "cases/pass_on.html")]
struct View {
    page: Page,
    head: Head,
    draft: Draft,
    is_live: bool,
    may_pass_on: bool,
    times: String,
    units: Vec<(String, String)>,
    interests: Vec<(String, String)>,
    /// What the standard demands to be named.
    demanded: Vec<String>,
    referrals: Vec<String>,
    declared: Vec<String>,
}

async fn show(cx: EmployeeCx, Path(id): Path<CaseId>, Query(asked): Query<Asked>) -> PageResult {
    page(&cx, id, asked.draft(), Seen::Present).await
}

async fn page(cx: &EmployeeCx, id: CaseId, draft: Draft, seen: Seen) -> Result<Response, WebError> {
    let mut tx = cx.read().await?;
    let Part { page, head, whole, directory } =
        Part::read(cx, &mut tx, id, ("cases-pass-on", "cases-pass-on-lead"), seen, &draft).await?;
    let structure = find_structure(&mut tx).await?;
    let referrals = store::list_referrals(&mut tx, id).await?;
    let declared = store::list_declared(&mut tx, id).await?;
    drop(tx);
    Part::looked(cx, id).await?;
    let words = cx.words;
    let day = structure.on(cx.at.day());
    let mut units: Vec<(String, String)> = day
        .units()
        .filter_map(|unit| {
            let head = head_of(&day, unit.id, &[])?;
            Some((unit.id.to_string(), format!("{} ({})", unit.name, day.name(head))))
        })
        .collect();
    units.sort_by(|(_, one), (_, other)| one.cmp(other));
    html(&View {
        is_live: whole.case.status.is_live(),
        may_pass_on: whole.case.status != Status::Closed && may_pass_on(cx, &whole.case, &directory),
        times: words.n("cases-times-passed-on", times_passed_on(&whole.happenings)),
        units,
        interests: Interest::options(words),
        demanded: demanded(cx, &whole),
        referrals: referrals
            .into_iter()
            .map(|one| format!("{} · {} · {}", words.day(one.at.day()), one.body, one.contacts))
            .collect(),
        declared: declared
            .into_iter()
            .map(|one| {
                let who = directory.employee(one.employee);
                format!("{} · {} · {}", words.moment(one.at), who, one.kind.words(words))
            })
            .collect(),
        page,
        head,
        draft,
    })
}

/// What the standard in force demands to be told to a client who is sent elsewhere (I-14).
fn demanded(cx: &EmployeeCx, whole: &crate::pages::Whole) -> Vec<String> {
    let Some((_, standard)) = whole.loaded.standard(cx.at) else { return Vec::new() };
    crate::pages::redirect_fields(&standard, cx.words.0)
}

async fn declare(cx: EmployeeCx, Path(id): Path<CaseId>, Form(fields): Form) -> PageResult {
    let mut draft = Draft::of(fields);
    let text = draft.text("conflict_text", MOST_TEXT, cx.words);
    let kind = Interest::parse(draft.get("interest"));
    if kind.is_none() {
        draft.refuse("interest", cx.words.t("common-field-choose"));
    }
    let Some(kind) = kind.filter(|_| draft.errors.is_empty()) else {
        return again(&cx, id, draft, Seen::Present, StatusCode::UNPROCESSABLE_ENTITY).await;
    };
    let mut tx = cx.write().await?;
    let of = (id, version(&draft));
    let done = actions::declare(&mut tx, &cx.app, &cx.actor(), of, kind, &text).await;
    // The case is not there any more for whoever declared it.
    finish(&cx, tx, id, draft, done, ("conflict_text", "/cases?notice=conflict-declared".to_owned())).await
}

async fn hand_over(cx: EmployeeCx, Path(id): Path<CaseId>, Form(fields): Form) -> PageResult {
    let mut draft = Draft::of(fields);
    let reason = draft.text("hand_reason", MOST_TEXT, cx.words);
    let unit: Option<UnitId> = draft.get("unit").parse().ok();
    if unit.is_none() {
        draft.refuse("unit", cx.words.t("common-field-choose"));
    }
    let Some(unit) = unit.filter(|_| draft.errors.is_empty()) else {
        return again(&cx, id, draft, Seen::Present, StatusCode::UNPROCESSABLE_ENTITY).await;
    };
    let mut tx = cx.write().await?;
    let whole = crate::pages::Whole::read(&mut tx, &cx.app, id).await?;
    let directory = crate::pages::Directory::read(&mut tx, whole.loaded.clone(), cx.at, cx.words).await?;
    if !may_pass_on(&cx, &whole.case, &directory) {
        return Err(WebError::Forbidden(ASSIGN));
    }
    let of = (id, version(&draft));
    let done = actions::hand_over(&mut tx, &cx.app, &cx.actor(), of, unit, &reason).await;
    // Whoever gave a confidential case away may not see it any more.
    let there = if whole.case.kind.is_confidential() {
        "/cases?notice=passed-on".to_owned()
    } else {
        format!("/cases/{id}?notice=passed-on")
    };
    finish(&cx, tx, id, draft, done, ("unit", there)).await
}

async fn refer(cx: EmployeeCx, Path(id): Path<CaseId>, Form(fields): Form) -> PageResult {
    let mut draft = Draft::of(fields);
    let body = draft.text("body", MOST_BODY, cx.words);
    let contacts = draft.text("contacts", MOST_CONTACTS, cx.words);
    let matter = draft.text("matter", MOST_CONTACTS, cx.words);
    if !draft.errors.is_empty() {
        return again(&cx, id, draft, Seen::Present, StatusCode::UNPROCESSABLE_ENTITY).await;
    }
    let mut tx = cx.write().await?;
    let of = (id, version(&draft));
    let elsewhere = Elsewhere { body: &body, contacts: &contacts, matter: &matter, text: "", address: "" };
    let done = actions::refer(&mut tx, &cx.app, &cx.actor(), of, elsewhere).await;
    finish(&cx, tx, id, draft, done, ("body", format!("/cases/{id}?notice=passed-on"))).await
}

async fn finish(
    cx: &EmployeeCx,
    tx: solits_db::Tx,
    id: CaseId,
    draft: Draft,
    done: Result<Case, CaseError>,
    (field, there): (&'static str, String),
) -> PageResult {
    match settle(cx, tx, draft, done, field).await? {
        Settled::Done(_) => Ok(see_other(&there)),
        Settled::Again(draft, seen, status) => again(cx, id, draft, seen, status).await,
    }
}

async fn again(cx: &EmployeeCx, id: CaseId, draft: Draft, seen: Seen, status: StatusCode) -> PageResult {
    Ok(with(page(cx, id, draft, seen).await?, status))
}

#[derive(Template)]
#[template(path = "cases/refuse.html")]
struct RefuseView {
    page: Page,
    head: Head,
    draft: Draft,
    is_live: bool,
    /// Whether nothing is refused before the decision in its register.
    awaits_ruling: bool,
    norms: Vec<(String, String)>,
}

async fn show_refusal(cx: EmployeeCx, Path(id): Path<CaseId>, Query(asked): Query<Asked>) -> PageResult {
    refusal(&cx, id, asked.draft(), Seen::Present).await
}

async fn refusal(cx: &EmployeeCx, id: CaseId, draft: Draft, seen: Seen) -> Result<Response, WebError> {
    let mut tx = cx.read().await?;
    let Part { page, head, whole, .. } =
        Part::read(cx, &mut tx, id, ("cases-refuse", "cases-refuse-lead"), seen, &draft).await?;
    let awaits_ruling = ruling::awaits_ruling(&mut tx, &whole.case).await?;
    drop(tx);
    Part::looked(cx, id).await?;
    let norms = match whole.loaded.standard(cx.at) {
        Some((_, standard)) => crate::pages::decision_norms(&standard, cx.words.0),
        None => Vec::new(),
    };
    html(&RefuseView { is_live: whole.case.status.is_live(), awaits_ruling, norms, page, head, draft })
}

async fn refuse(cx: EmployeeCx, Path(id): Path<CaseId>, Form(fields): Form) -> PageResult {
    let mut draft = Draft::of(fields);
    let reasons = draft.text("reasons", MOST_TEXT / 2, cx.words);
    let next = draft.text("next", MOST_TEXT / 2, cx.words);
    if !draft.errors.is_empty() {
        let page = refusal(&cx, id, draft, Seen::Present).await?;
        return Ok(with(page, StatusCode::UNPROCESSABLE_ENTITY));
    }
    let mut tx = cx.write().await?;
    let of = (id, version(&draft));
    let done = actions::refuse(&mut tx, &cx.app, &cx.actor(), of, &reasons, &next).await;
    match settle(&cx, tx, draft, done, "reasons").await? {
        Settled::Done(_) => Ok(see_other(&format!("/cases/{id}?notice=refused"))),
        Settled::Again(draft, seen, status) => Ok(with(refusal(&cx, id, draft, seen).await?, status)),
    }
}
