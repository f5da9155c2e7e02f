//! The same files for other programs: `GET /api/v1/exports/{what}`.

use axum::{
    extract::{Path, Query},
    http::Method,
    response::Response,
};
use jiff::{ToSpan as _, civil::Date};
use serde::Deserialize;
use solits_access::{Look, look};
use solits_web::{Answers, ApiCx, ApiDoc, Routes, WebError};
use solits_written::nature::FeedbackKind;

use super::{
    MOST_WITH_SUBJECTS, answer,
    file::Kind,
    is_day,
    table::{self, Order, Reader},
    wait_seconds,
    what::What,
    wrong_days,
};

/// The scope of files, and the one that registers of complaints and claims take beside it.
const SCOPE: &str = "exports.read";
const CONFIDENTIAL: &str = "feedback.read";

/// Which file is asked for.
#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    format: String,
    from: Option<Date>,
    to: Option<Date>,
    #[serde(default)]
    subjects: String,
}

pub(super) fn routes() -> Routes {
    let taken = ApiDoc {
        summary: "A file of cases, complaint, claim, suggestion, praise, obligations or matters",
        query: &[
            ("format", "csv or xlsx; csv by default"),
            ("from", "The first day, 2026-01-01; by default a year before the last"),
            ("to", "The last day, which is included; by default today"),
            ("subjects", "1 for the column that says what a case is about"),
        ],
        answers: Answers::Table,
        ..ApiDoc::default()
    };
    Routes::new().api(Method::GET, "/api/v1/exports/{what}", SCOPE, taken, take)
}

async fn take(cx: ApiCx, Path(what): Path<String>, Query(asked): Query<Asked>) -> Result<Response, WebError> {
    let what = What::read(&what).ok_or(WebError::NotFound)?;
    let (order, kind) = order(&cx, what, &asked)?;
    let mut tx = cx.read().await?;
    let is_reserved = matches!(what, What::Register(FeedbackKind::Complaint | FeedbackKind::Claim));
    if is_reserved && !tx.viewer().sees_confidential() {
        return Err(WebError::Forbidden(CONFIDENTIAL));
    }
    if cx.me.as_ref().is_some_and(|me| !me.may(what.right())) {
        return Err(WebError::Forbidden(what.right()));
    }
    let count = table::count(&mut tx, order).await?;
    if order.with_subjects && count > MOST_WITH_SUBJECTS {
        return Err(WebError::Refused("integration-export-long"));
    }
    if let Some(retry_after_seconds) = wait_seconds(&cx.app, &tx, cx.institution, cx.at) {
        return Err(WebError::TooMany { retry_after_seconds });
    }
    drop(tx);
    // A table without lines is a file too: a program reads its head and finds nothing under it.
    let lines = usize::try_from(count).unwrap_or(usize::MAX);
    look(cx.write().await?, &cx.app, &cx.actor(), Look::Export(lines)).await?;
    let reader = Reader::new(cx.app.clone(), cx.scope(), cx.words, order).await?;
    answer(order, kind, reader)
}

fn order(cx: &ApiCx, what: What, asked: &Asked) -> Result<(Order, Kind), WebError> {
    let kind = match asked.format.as_str() {
        "" => Kind::Csv,
        code => Kind::read(code).ok_or(WebError::BadRequest)?,
    };
    let until = asked.to.unwrap_or(cx.at.day());
    let from = asked.from.unwrap_or(until.checked_sub(1.year()).unwrap_or(until));
    if !is_day(from) || !is_day(until) {
        return Err(WebError::BadRequest);
    }
    if let Some(why) = wrong_days(from, until) {
        return Err(WebError::Refused(why));
    }
    let with_subjects = what.has_subjects() && asked.subjects == "1";
    Ok((Order { what, from, until, with_subjects }, kind))
}
