//! `/exports`: cases, registers, promises and the client's way as a file, as far as whoever asks may see them.
//!
//! A file holds nothing of the client. What a case is about may name somebody, so a file with subjects is short; without
//! them it may be as long as it is. Each is written into the access record before its first line leaves.
#![expect(
    clippy::cmp_owned,
    reason = "the shared list of choices compares values of any type by their written form"
)]

mod api;
mod cell;
mod file;
mod matters;
mod table;
mod what;

use askama::Template;
use axum::{
    extract::Query,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use jiff::{ToSpan as _, civil::Date};
use serde::Deserialize;
use solits_access::{Look, look};
use solits_db::Tx;
use solits_i18n::Words;
use solits_kernel::{InstitutionId, Timestamp};
use solits_web::{
    App, Draft, EmployeeCx, Form, Guard, Page, PageResult, Routes, WebError, html, unprocessable,
};

use self::{
    file::Kind,
    table::{Order, Reader},
    what::What,
};

/// Lines of a file with subjects.
const MOST_WITH_SUBJECTS: i64 = 20_000;
const HOUR_MS: i64 = 60 * 60_000;
/// Longest time of a file, in years.
const MOST_YEARS: i64 = 10;

/// The routes of exports.
pub(crate) fn routes() -> Routes {
    // A file is asked for by a form: whatever follows links on a page must not use them up.
    let pages = Routes::new()
        .get("/exports", Guard::SignedIn, show)
        .post("/exports", Guard::SignedIn, take)
        .takes_its_time();
    pages.merge(api::routes())
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    what: String,
    from: String,
    until: String,
}

#[derive(Template)]
#[template(path = "integration/exports.html")]
struct ExportsView {
    page: Page,
    draft: Draft,
    whats: Vec<(String, String)>,
    with_subjects: bool,
    subjects_hint: String,
    is_xlsx: bool,
    /// What cannot be said beside a field.
    problem: String,
}

/// What whoever asks may take.
fn permitted(cx: &EmployeeCx) -> Vec<What> {
    What::ALL.into_iter().filter(|what| cx.me.may(what.right())).collect()
}

/// `GET /exports?what=&from=&until=`
async fn show(cx: EmployeeCx, Query(asked): Query<Asked>) -> PageResult {
    let today = cx.at.day();
    let from = today.checked_sub(1.year()).unwrap_or(today);
    let day = |text: &str, usual: Date| text.parse::<Date>().ok().filter(|day| is_day(*day)).unwrap_or(usual);
    let (from, until) = (day(&asked.from, from), day(&asked.until, today));
    let pairs = [
        ("what", What::read(&asked.what).unwrap_or(What::Cases).code().to_owned()),
        ("from", from.to_string()),
        ("until", until.to_string()),
        ("as", Kind::Xlsx.code().to_owned()),
    ];
    let pairs = pairs.map(|(name, value)| (name.to_owned(), value)).to_vec();
    view(&cx, Draft::of(pairs.into()), String::new())
}

fn view(cx: &EmployeeCx, draft: Draft, problem: String) -> PageResult {
    let words = cx.words;
    let whats = permitted(cx);
    if whats.is_empty() {
        return Err(WebError::Forbidden("cases.work"));
    }
    html(&ExportsView {
        whats: whats
            .into_iter()
            .map(|what| (what.code().to_owned(), words.t(&format!("integration-export-{}", what.code()))))
            .collect(),
        with_subjects: draft.get("subjects") == "1",
        subjects_hint: words.ta("integration-export-subjects-hint", &[("most", MOST_WITH_SUBJECTS.into())]),
        is_xlsx: draft.get("as") != Kind::Csv.code(),
        page: cx.page(words.t("integration-exports")),
        draft,
        problem,
    })
}

/// What was typed; `None` where something is wrong with it.
fn typed(draft: &mut Draft, words: Words) -> Option<(Order, Kind)> {
    let what = What::read(draft.get("what"));
    if what.is_none() {
        draft.refuse("what", words.t("common-field-not-understood"));
    }
    let (from, until) = (day(draft, "from", words), day(draft, "until", words));
    if let (Some(from), Some(until)) = (from, until)
        && let Some(why) = wrong_days(from, until)
    {
        draft.refuse("from", words.t(why));
    }
    let kind = Kind::read(draft.get("as")).unwrap_or(Kind::Xlsx);
    let (what, from, until) = (what?, from?, until?);
    let with_subjects = what.has_subjects() && draft.get("subjects") == "1";
    draft.errors.is_empty().then_some((Order { what, from, until, with_subjects }, kind))
}

/// What is wrong with two days, as a message.
fn wrong_days(from: Date, until: Date) -> Option<&'static str> {
    if from > until {
        return Some("integration-export-order");
    }
    let is_long = from.checked_add(MOST_YEARS.years()).is_ok_and(|last| last < until);
    is_long.then_some("integration-export-span")
}

/// Whether a day is one that a file may be asked for.
fn is_day(day: Date) -> bool {
    (1990..2200).contains(&day.year())
}

/// Counts a file for whoever takes it; where it is one too many in an hour, the seconds until the next is there.
pub(crate) fn wait_seconds(app: &App, tx: &Tx, institution: InstitutionId, now: Timestamp) -> Option<u64> {
    let name = format!("export:{}:{}", institution.0, tx.viewer().id());
    app.limiter.wait_seconds(&name, app.config.limits.exports, HOUR_MS, now)
}

fn day(draft: &mut Draft, field: &str, words: Words) -> Option<Date> {
    let typed = draft.get(field).trim().to_owned();
    let read = typed.parse::<Date>().ok().filter(|day| is_day(*day));
    if read.is_none() {
        let key = if typed.is_empty() { "integration-export-day" } else { "common-field-not-understood" };
        draft.refuse(field, words.t(key));
    }
    read
}

/// `POST /exports`: the file.
async fn take(cx: EmployeeCx, Form(fields): Form) -> PageResult {
    let words = cx.words;
    let mut draft = Draft::of(fields);
    let Some((order, kind)) = typed(&mut draft, words) else {
        return Ok(unprocessable(view(&cx, draft, String::new())?));
    };
    cx.demand(order.what.right())?;
    let mut tx = cx.read().await?;
    let count = table::count(&mut tx, order).await?;
    if count == 0 {
        let problem = words.t("integration-export-none");
        return Ok(unprocessable(view(&cx, draft, problem)?));
    }
    if order.with_subjects && count > MOST_WITH_SUBJECTS {
        let args = [("most", MOST_WITH_SUBJECTS.into()), ("count", count.into())];
        draft.refuse("subjects", words.ta("integration-export-too-many", &args));
        return Ok(unprocessable(view(&cx, draft, String::new())?));
    }
    if let Some(seconds) = wait_seconds(&cx.app, &tx, cx.me.institution, cx.at) {
        return too_often(&cx, draft, seconds);
    }
    drop(tx);
    let lines = usize::try_from(count).unwrap_or(usize::MAX);
    look(cx.write().await?, &cx.app, &cx.actor(), Look::Export(lines)).await?;
    let reader = Reader::new(cx.app.clone(), cx.me.scope(), words, order).await?;
    answer(order, kind, reader)
}

fn too_often(cx: &EmployeeCx, draft: Draft, seconds: u64) -> PageResult {
    let minutes = i64::try_from(seconds.div_ceil(60)).unwrap_or(i64::MAX);
    let args = [("most", i64::from(cx.app.config.limits.exports).into()), ("minutes", minutes.into())];
    let mut page = view(cx, draft, cx.words.ta("integration-export-often", &args))?;
    *page.status_mut() = StatusCode::TOO_MANY_REQUESTS;
    page.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    Ok(page)
}

fn answer(order: Order, kind: Kind, reader: Reader) -> PageResult {
    let name = format!("{}-{}-{}.{}", order.what.code(), order.from, order.until, kind.code());
    // The headers of any file that leaves; its content follows while it is read.
    let mut response: Response = solits_web::saved(&name, kind.media(), Vec::new())?;
    response.headers_mut().remove(header::CONTENT_LENGTH);
    let (parts, _) = response.into_parts();
    Ok((parts.status, parts.headers, file::body(reader, kind)).into_response())
}
