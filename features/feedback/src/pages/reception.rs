//! `/i/{institution}/case/reception`: the author of a complaint that is not settled chooses one of the times of a reception
//! that are offered to them (K-16). The way in is the one of the case's page; it works without script.
#![expect(
    clippy::cmp_owned,
    reason = "the shared list of choices compares values of any type by their written form"
)]

use askama::Template;
use axum::{
    extract::Query,
    http::{HeaderMap, StatusCode},
    response::Response,
};
use jiff::civil::{Date, DateTime, Time};
use serde::Deserialize;
use solits_calendar::Calendar;
use solits_cases::Case;
use solits_db::Tx;
use solits_i18n::Words;
use solits_kernel::Timestamp;
use solits_web::{
    ClientAddress, Form, Notice, Page, PageResult, PublicCx, WebError, html, see_other, with_status,
};
use solits_written::feedback::MOST_TIMES;

use super::form::Typed;
use crate::{
    actions::{
        self, FeedbackError, Found,
        given::{self, MOST_PLACE},
    },
    model::register_of,
    store::{self, Offered},
};

/// In what it is counted how often one source sends this (security §10).
const HOUR_MS: i64 = 60 * 60_000;
/// The fields of the times in the form of staff: day and hour.
pub(super) const FIELDS: [(&str, &str); MOST_TIMES] =
    [("day-1", "hour-1"), ("day-2", "hour-2"), ("day-3", "hour-3"), ("day-4", "hour-4")];

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    notice: Option<String>,
}

#[derive(Template)]
#[template(path = "feedback/reception.html")]
struct ReceptionView {
    page: Page,
    reference: String,
    base: String,
    place: String,
    /// Value and words of each time that can be chosen.
    times: Vec<(String, String)>,
    /// The time that was chosen; empty before.
    chosen: String,
    typed: Typed,
}

fn to_form(cx: &PublicCx) -> Response {
    see_other(&format!("/i/{}/case", cx.code))
}

/// A time as people say it: the day with its name, and the hour.
pub(super) fn time_words(at: Timestamp, words: Words) -> String {
    format!("{}, {}", words.day(at.day()), words.time(at))
}

/// `GET /i/{institution}/case/reception`
pub(crate) async fn show(cx: PublicCx, headers: HeaderMap, Query(asked): Query<Asked>) -> PageResult {
    let mut tx = cx.read().await?;
    let Some(case) = solits_cases::case_of_client(&mut tx, &cx, &headers).await? else {
        return Ok(to_form(&cx));
    };
    let mut view = view(&cx, &mut tx, case, Typed::default()).await?;
    if asked.notice.as_deref() == Some("chosen") {
        let text = cx.words.t("feedback-reception-done");
        view.page.notice = Some(Notice { kind: "good", text, undo: None });
    }
    html(&view)
}

async fn view(cx: &PublicCx, tx: &mut Tx, case: Case, typed: Typed) -> Result<ReceptionView, WebError> {
    register_of(case.kind).ok_or(WebError::NotFound)?;
    let offers = store::find(tx, case.id).await?.is_some_and(|record| record.way.offers_reception());
    let Offered { reception, place } = store::find_reception(tx, case.id).await?;
    let open = if offers { reception.open(cx.at) } else { Vec::new() };
    Ok(ReceptionView {
        page: cx.page(cx.words.t("feedback-reception-title")),
        base: format!("/i/{}", cx.code),
        reference: case.reference,
        place,
        times: open.into_iter().map(|at| (at.millis().to_string(), time_words(at, cx.words))).collect(),
        chosen: reception.chosen().map(|at| time_words(at, cx.words)).unwrap_or_default(),
        typed,
    })
}

/// `POST /i/{institution}/case/reception`
pub(crate) async fn choose(
    cx: PublicCx,
    source: ClientAddress,
    headers: HeaderMap,
    Form(fields): Form,
) -> PageResult {
    let mut tx = cx.write().await?;
    let Some(case) = solits_cases::case_of_client(&mut tx, &cx, &headers).await? else {
        return Ok(to_form(&cx));
    };
    register_of(case.kind).ok_or(WebError::NotFound)?;
    let done = see_other(&format!("/i/{}/case/reception?notice=chosen", cx.code));
    let mut typed = Typed::of(fields);
    let Ok(millis) = typed.get("time").parse() else {
        typed.refuse("time", cx.words.t("common-field-choose"));
        let page = view(&cx, &mut tx, case, typed).await?;
        return Ok(with_status(html(&page)?, StatusCode::UNPROCESSABLE_ENTITY));
    };
    let at = Timestamp::from_millis(millis);
    // A second press: the same time was chosen by the first.
    if store::find_reception(&mut tx, case.id).await?.reception.chosen() == Some(at) {
        return Ok(done);
    }
    let name = format!("case-reception:{}:{source}", cx.institution);
    if let Err(refusal) = cx.app.limiter.take(&name, cx.app.config.limits.case_messages, HOUR_MS, cx.at) {
        drop(tx);
        let mut tx = cx.read().await?;
        let mut page = view(&cx, &mut tx, case, typed).await?;
        page.page.notice = Some(refusal.notice_for_client(cx.words));
        return Ok(refusal.on_page(html(&page)?));
    }
    let id = case.id;
    let found = Found::load(&mut tx, &cx.app, &cx.actor(), id).await?;
    match actions::choose_reception(&mut tx, &cx.app, &cx.actor(), found, at, cx.words).await {
        Ok(()) => {
            tx.commit().await?;
            Ok(done)
        }
        Err(FeedbackError::Refused(_) | FeedbackError::Stale) => {
            drop(tx);
            let mut tx = cx.read().await?;
            typed.refuse("time", cx.words.t("feedback-reception-gone"));
            let page = view(&cx, &mut tx, case, typed).await?;
            Ok(with_status(html(&page)?, StatusCode::CONFLICT))
        }
        Err(error) => Err(error.into()),
    }
}

/// What a form of staff offers: days and hours of working days to come, and where it is. What is wrong stands beside its row.
pub(super) fn offered(
    typed: &mut Typed,
    calendar: Option<&Calendar>,
    now: Timestamp,
    words: Words,
) -> Option<Offered> {
    let place = typed.text("place", MOST_PLACE, words);
    let mut times = Vec::new();
    for (day, hour) in FIELDS {
        if typed.get(day).trim().is_empty() && typed.get(hour).trim().is_empty() {
            continue;
        }
        let both =
            typed.get(day).trim().parse::<Date>().ok().zip(typed.get(hour).trim().parse::<Time>().ok());
        let Some((date, time)) = both else {
            typed.refuse(day, words.t("common-field-not-understood"));
            continue;
        };
        if let Some(date) = typed.sound(day, given::worked(calendar, date), words) {
            times.push(Timestamp::in_riga(date, time));
        }
    }
    if !typed.errors.is_empty() {
        return None;
    }
    typed.sound("day-1", given::offered(times, place, now), words)
}

/// What the form begins with: the beginning of the next receptions, or of working hours, of three days.
pub(super) fn proposed(calendar: Option<&Calendar>, now: Timestamp) -> Vec<DateTime> {
    let mut days = Vec::new();
    let mut after = now.plus_minutes(24 * 60);
    while let Some(span) =
        calendar.filter(|_| days.len() < 3).and_then(|calendar| calendar.next_opening(after))
    {
        let local = span.opens.to_riga().datetime();
        days.push(local);
        let Ok(tomorrow) = local.date().tomorrow() else { break };
        after = Timestamp::in_riga(tomorrow, Time::midnight());
    }
    days
}
