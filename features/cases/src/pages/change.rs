//! The forms of a case. Each names the version it was filled in for; a refused one comes back with everything typed.

use axum::{extract::Path, http::StatusCode, response::Response};
use solits_kernel::{CaseId, EmployeeId, ServiceId};
use solits_web::{EmployeeCx, Form, PageResult, WebError, see_other};
use solits_written::reply::{DatumKind, personal_data};

use super::{
    Draft, Whole,
    show::{self, Seen, may_assign},
    whole::Directory,
    with_status,
};
use crate::{
    actions::{self, AnsweredBy, CaseError, MOST_STEP, MOST_TEXT, NewNote, Unanswered},
    model::{Audience, Case, NextStepBy, Refusal},
};

/// `POST /cases/{case}/notes`
pub(crate) async fn note(cx: EmployeeCx, Path(id): Path<CaseId>, Form(fields): Form) -> PageResult {
    let mut draft = Draft::of(fields);
    let text = draft.text("text", MOST_TEXT, cx.words);
    let next_step = draft.optional_text("next_step", MOST_STEP, cx.words);
    let Some(audience) = Audience::parse(draft.get("audience")) else { return Err(WebError::BadRequest) };
    if !draft.errors.is_empty() {
        return refused(&cx, id, draft).await;
    }
    let next_step_by = if draft.get("waits") == "1" { NextStepBy::Client } else { NextStepBy::Us };
    let note = NewNote { text, audience, next_step_by, next_step: Some(next_step) };
    let mut tx = cx.write().await?;
    let done = actions::note(&mut tx, &cx.app, &cx.actor(), id, version(&draft), note).await;
    finish(&cx, tx, id, draft, done, "text", "noted").await
}

/// `POST /cases/{case}/assign`
pub(crate) async fn assign(cx: EmployeeCx, Path(id): Path<CaseId>, Form(fields): Form) -> PageResult {
    let mut draft = Draft::of(fields);
    let Ok(owner) = draft.get("owner").parse::<EmployeeId>() else {
        draft.refuse("owner", cx.words.t("common-field-choose"));
        return refused(&cx, id, draft).await;
    };
    let mut tx = cx.write().await?;
    let whole = Whole::read(&mut tx, &cx.app, id).await?;
    let directory = Directory::read(&mut tx, whole.loaded.clone(), cx.at, cx.words).await?;
    if !may_assign(&cx, &whole, &directory) {
        return Err(WebError::Forbidden(super::ASSIGN));
    }
    let done = actions::assign(&mut tx, &cx.app, &cx.actor(), id, version(&draft), owner).await;
    finish(&cx, tx, id, draft, done, "owner", "assigned").await
}

/// `POST /cases/{case}/service`
pub(crate) async fn service(cx: EmployeeCx, Path(id): Path<CaseId>, Form(fields): Form) -> PageResult {
    let mut draft = Draft::of(fields);
    let typed = Some(draft.get("service")).filter(|typed| !typed.is_empty());
    let Ok(service) = typed.map(str::parse::<ServiceId>).transpose() else {
        draft.refuse("service", cx.words.t("common-field-choose"));
        return refused(&cx, id, draft).await;
    };
    let mut tx = cx.write().await?;
    let done = actions::set_service(&mut tx, &cx.app, &cx.actor(), id, version(&draft), service).await;
    finish(&cx, tx, id, draft, done, "service", "service-set").await
}

/// `POST /cases/{case}/acknowledge`
pub(crate) async fn acknowledge(cx: EmployeeCx, Path(id): Path<CaseId>, Form(fields): Form) -> PageResult {
    let draft = Draft::of(fields);
    let mut tx = cx.write().await?;
    let done = actions::acknowledge(&mut tx, &cx.app, &cx.actor(), id, version(&draft)).await;
    finish(&cx, tx, id, draft, done, "text", "acknowledged").await
}

/// `POST /cases/{case}/answer`
pub(crate) async fn answer(cx: EmployeeCx, Path(id): Path<CaseId>, Form(fields): Form) -> PageResult {
    let mut draft = Draft::of(fields);
    let text = draft.text("text", MOST_TEXT, cx.words);
    // What is written here stands on the client's page, whichever way it reached them.
    if holds_secrets(&text) && draft.get("confirm_personal") != "1" {
        draft.refuse("confirm_personal", cx.words.t("cases-answer-personal"));
    }
    if !draft.errors.is_empty() {
        return refused(&cx, id, draft).await;
    }
    let by = AnsweredBy::parse(draft.get("answered_by")).unwrap_or(AnsweredBy::Page);
    let mut tx = cx.write().await?;
    let done = actions::answered(&mut tx, &cx.app, &cx.actor(), (id, version(&draft)), &text, by).await;
    finish(&cx, tx, id, draft, done, "text", "answered").await
}

/// `POST /cases/{case}/close`
pub(crate) async fn close(cx: EmployeeCx, Path(id): Path<CaseId>, Form(fields): Form) -> PageResult {
    let mut draft = Draft::of(fields);
    let reason = draft.optional_text("reason", MOST_TEXT, cx.words);
    if !draft.errors.is_empty() {
        return refused(&cx, id, draft).await;
    }
    let why = Unanswered::parse(draft.get("unanswered")).unwrap_or(Unanswered::Other);
    let mut tx = cx.write().await?;
    let of = (id, version(&draft));
    let done = actions::close_unanswered(&mut tx, &cx.app, &cx.actor(), of, &reason, why).await;
    finish(&cx, tx, id, draft, done, "reason", "closed").await
}

/// `POST /cases/{case}/reopen`
pub(crate) async fn reopen(cx: EmployeeCx, Path(id): Path<CaseId>, Form(fields): Form) -> PageResult {
    let mut draft = Draft::of(fields);
    let reason = draft.text("reopen_reason", MOST_TEXT, cx.words);
    if !draft.errors.is_empty() {
        return refused(&cx, id, draft).await;
    }
    let mut tx = cx.write().await?;
    let done = actions::reopen(&mut tx, &cx.app, &cx.actor(), id, version(&draft), &reason).await;
    finish(&cx, tx, id, draft, done, "reopen_reason", "reopened").await
}

/// Whether a text holds personal data that are sent open to nobody, not even to whom they belong.
fn holds_secrets(text: &str) -> bool {
    personal_data(text).iter().any(|datum| matches!(datum.kind, DatumKind::PersonalCode | DatumKind::Account))
}

fn version(draft: &Draft) -> i64 {
    draft.get("version").parse().unwrap_or_default()
}

async fn refused(cx: &EmployeeCx, id: CaseId, draft: Draft) -> PageResult {
    Ok(with_status(show::page(cx, id, draft, Seen::Present).await?, StatusCode::UNPROCESSABLE_ENTITY))
}

/// Commits and goes back to the case; or shows it again with what stands in the way, beside `field`.
async fn finish(
    cx: &EmployeeCx,
    tx: solits_db::Tx,
    id: CaseId,
    mut draft: Draft,
    done: Result<Case, CaseError>,
    field: &'static str,
    notice: &'static str,
) -> Result<Response, WebError> {
    match done {
        Ok(_) => {
            tx.commit().await?;
            Ok(see_other(&format!("/cases/{id}?notice={notice}")))
        }
        Err(CaseError::Stale(_)) => {
            drop(tx);
            let seen = Seen::Version(version(&draft));
            Ok(with_status(show::page(cx, id, draft, seen).await?, StatusCode::CONFLICT))
        }
        // Its page has no forms any more.
        Err(error @ CaseError::Refused(Refusal::Erased)) => Err(error.into()),
        Err(CaseError::Refused(refusal)) => {
            drop(tx);
            // What ends the case is not offered before the decision; the note is.
            let field = if refusal == Refusal::Undecided { "text" } else { field };
            draft.refuse(field, cx.words.t(refusal.key()));
            let status =
                if refusal.is_of_state() { StatusCode::CONFLICT } else { StatusCode::UNPROCESSABLE_ENTITY };
            Ok(with_status(show::page(cx, id, draft, Seen::Present).await?, status))
        }
        Err(error) => Err(error.into()),
    }
}
