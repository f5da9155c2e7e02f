//! The forms of a question. Each names the version it was filled in for; a refused one comes back with everything typed, and
//! whoever was not the first is shown what the other answered.

use axum::{extract::Path, http::StatusCode, response::Response};
use jiff::civil::Date;
use solits_db::Tx;
use solits_kernel::EmployeeId;
use solits_web::{Draft, EmployeeCx, Form, PageResult, WebError, see_other, unprocessable, with_status};

use super::show::{self, Seen};
use crate::{
    actions::{ColleagueError, MOST_TEXT, answer as deeds, ask::Whom},
    model::{Refusal, request::RequestId},
};

/// `POST /requests/{request}/answer`
pub(crate) async fn answer(cx: EmployeeCx, Path(id): Path<RequestId>, Form(fields): Form) -> PageResult {
    let mut draft = Draft::of(fields);
    let text = draft.text("text", MOST_TEXT, cx.words);
    if !draft.errors.is_empty() {
        return refused(&cx, id, draft).await;
    }
    let mut tx = cx.write().await?;
    let done = deeds::answer(&mut tx, &cx.app, &cx.actor(), id, draft.version(), &text).await;
    finish(&cx, tx, id, draft, done, "text", "answered").await
}

/// `POST /requests/{request}/partly`
pub(crate) async fn partly(cx: EmployeeCx, Path(id): Path<RequestId>, Form(fields): Form) -> PageResult {
    let mut draft = Draft::of(fields);
    let text = draft.text("why", MOST_TEXT, cx.words);
    let on: Option<Date> = draft.get("on").trim().parse().ok();
    if on.is_none() {
        draft.refuse("on", cx.words.t("colleagues-bad-date"));
    }
    let (Some(on), true) = (on, draft.errors.is_empty()) else { return refused(&cx, id, draft).await };
    let mut tx = cx.write().await?;
    let done = deeds::partly(&mut tx, &cx.app, &cx.actor(), id, draft.version(), &text, on).await;
    finish(&cx, tx, id, draft, done, "on", "partly").await
}

/// `POST /requests/{request}/pass-on`
pub(crate) async fn pass_on(cx: EmployeeCx, Path(id): Path<RequestId>, Form(fields): Form) -> PageResult {
    let mut draft = Draft::of(fields);
    let note = draft.optional_text("note", MOST_TEXT, cx.words);
    let to: Option<EmployeeId> = match Whom::parse(draft.get("to")) {
        Some(Whom::Person(to)) => Some(to),
        _ => None,
    };
    if to.is_none() {
        draft.refuse("to", cx.words.t("common-field-choose"));
    }
    let (Some(to), true) = (to, draft.errors.is_empty()) else { return refused(&cx, id, draft).await };
    let mut tx = cx.write().await?;
    let done = deeds::pass_on(&mut tx, &cx.app, &cx.actor(), id, draft.version(), to, &note).await;
    finish(&cx, tx, id, draft, done, "to", "passed-on").await
}

/// `POST /requests/{request}/attend`
pub(crate) async fn attend(cx: EmployeeCx, Path(id): Path<RequestId>, Form(fields): Form) -> PageResult {
    let mut draft = Draft::of(fields);
    let reason = draft.optional_text("text", MOST_TEXT, cx.words);
    let attendance = match draft.get("attendance") {
        "attends" => deeds::Attendance::Attends,
        "declines" => deeds::Attendance::Declines,
        _ => return Err(WebError::BadRequest),
    };
    if !draft.errors.is_empty() {
        return refused(&cx, id, draft).await;
    }
    let mut tx = cx.write().await?;
    let version = draft.version();
    let done = deeds::attend(&mut tx, &cx.app, &cx.actor(), id, version, attendance, &reason).await;
    finish(&cx, tx, id, draft, done, "text", "answered").await
}

/// `POST /requests/{request}/withdraw`
pub(crate) async fn withdraw(cx: EmployeeCx, Path(id): Path<RequestId>, Form(fields): Form) -> PageResult {
    let draft = Draft::of(fields);
    let mut tx = cx.write().await?;
    let done = deeds::withdraw(&mut tx, &cx.app, &cx.actor(), id, draft.version()).await;
    finish(&cx, tx, id, draft, done, "text", "withdrawn").await
}

async fn refused(cx: &EmployeeCx, id: RequestId, draft: Draft) -> PageResult {
    let shown = show::page(cx, id, draft, Seen::Present, None).await?;
    Ok(unprocessable(shown))
}

/// Commits and goes back to the question; or shows it again with what stands in the way, beside `field`.
async fn finish(
    cx: &EmployeeCx,
    tx: Tx,
    id: RequestId,
    mut draft: Draft,
    done: Result<(), ColleagueError>,
    field: &'static str,
    notice: &'static str,
) -> Result<Response, WebError> {
    match done {
        Ok(()) => {
            tx.commit().await?;
            // Whoever passed a question on has no part in it any more.
            let to = if notice == "passed-on" { "/requests".to_owned() } else { format!("/requests/{id}") };
            Ok(see_other(&format!("{to}?notice={notice}")))
        }
        Err(ColleagueError::Stale | ColleagueError::Refused(Refusal::Ended)) => {
            drop(tx);
            Ok(with_status(show::page(cx, id, draft, Seen::Earlier, None).await?, StatusCode::CONFLICT))
        }
        Err(ColleagueError::Refused(refusal)) => {
            drop(tx);
            draft.refuse(field, cx.words.t(refusal.key()));
            refused(cx, id, draft).await
        }
        Err(error) => Err(error.into()),
    }
}
