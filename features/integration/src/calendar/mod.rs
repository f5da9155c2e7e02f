//! `/me/calendar`: the secret addresses at which one's due dates are read, and `/i/{institution}/calendar/{secret}`, where a
//! calendar program reads them.
//!
//! A calendar names the case number, the service and what is due, and nothing of the client: it lies on telephones and
//! with whoever runs the calendar program. It obeys the same sight as the pages, and ends with the employee's right.

mod feed;
mod ics;

use askama::Template;
use axum::extract::{Path, Query};
use solits_journal::{Entry, record};
use solits_standard::event::EventKind;
use solits_web::{
    Draft, EmployeeCx, Form, Guard, Page, PageResult, Routes, WebError, hash_secret, html, see_other,
    unprocessable,
};

use crate::{
    form::{Asked, notice},
    store::calendars::{self, FeedId},
};

/// Longest name.
const MOST_NAME: usize = 60;
/// Open addresses of one person.
const MOST_FEEDS: usize = 10;

/// Works on cases: only they have due dates of their own.
const WORK: Guard = Guard::Right(feed::RIGHT);

/// The routes of calendars.
pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/me/calendar", WORK, show)
        .creates("/me/calendar", WORK, add)
        .post("/me/calendar/{id}/close", WORK, close)
        .get("/i/{institution}/calendar/{secret}", Guard::Public, feed::read)
}

struct Line {
    id: FeedId,
    name: String,
    made: String,
    read: String,
}

#[derive(Template)]
#[template(path = "integration/calendar.html")]
struct CalendarView {
    page: Page,
    lines: Vec<Line>,
    draft: Draft,
    /// The address that was just made, shown this once.
    address: String,
}

/// `GET /me/calendar`
async fn show(cx: EmployeeCx, Query(asked): Query<Asked>) -> PageResult {
    view(&cx, Draft::default(), String::new(), asked.notice.as_deref()).await
}

async fn view(cx: &EmployeeCx, draft: Draft, address: String, told: Option<&str>) -> PageResult {
    let words = cx.words;
    let rows = calendars::list(&mut cx.read().await?, cx.me.employee).await?;
    let mut page = cx.page(words.t("integration-calendar"));
    page.notice = notice(told, words);
    let lines = rows.into_iter().map(|row| Line {
        id: row.id,
        made: words.moment(row.made_at),
        read: row.read_at.map_or_else(|| words.t("integration-calendar-never"), |at| words.moment(at)),
        name: row.name,
    });
    html(&CalendarView { lines: lines.collect(), draft, address, page })
}

/// `POST /me/calendar`: makes an address and shows it this once.
async fn add(cx: EmployeeCx, Form(fields): Form) -> PageResult {
    let mut draft = Draft::of(fields);
    let name = draft.text("name", MOST_NAME, cx.words);
    if !draft.errors.is_empty() {
        return Ok(unprocessable(view(&cx, draft, String::new(), None).await?));
    }
    let once = draft.once("calendar.add");
    let mut tx = cx.write().await?;
    if let Some(address) = once.made_before(&mut tx, cx.at).await? {
        tx.commit().await?;
        return view(&cx, Draft::default(), address, None).await;
    }
    if calendars::list(&mut tx, cx.me.employee).await?.len() >= MOST_FEEDS {
        drop(tx);
        draft.refuse("name", cx.words.t("integration-calendar-many"));
        return Ok(unprocessable(view(&cx, draft, String::new(), None).await?));
    }
    let (id, secret) = (cx.app.random.id(cx.at), cx.app.random.secret());
    let address = format!("{}/i/{}/calendar/{secret}.ics", cx.app.config.public_url, cx.me.institution_code);
    let language = cx.words.0.code();
    calendars::insert(&mut tx, id, cx.me.employee, &name, hash_secret(&secret), language, cx.at).await?;
    journal(&cx, &mut tx, id, "calendar.made").await?;
    once.made(&mut tx, &address).await?;
    tx.commit().await?;
    view(&cx, Draft::default(), address, None).await
}

/// `POST /me/calendar/{id}/close`
async fn close(cx: EmployeeCx, Path(id): Path<FeedId>, Form(_): Form) -> PageResult {
    let mut tx = cx.write().await?;
    if !calendars::end(&mut tx, id, cx.me.employee, cx.at).await? {
        return Err(WebError::NotFound);
    }
    journal(&cx, &mut tx, id, "calendar.closed").await?;
    tx.commit().await?;
    Ok(see_other("/me/calendar?notice=ended"))
}

async fn journal(cx: &EmployeeCx, tx: &mut solits_db::Tx, id: FeedId, what: &str) -> Result<(), WebError> {
    let entry = Entry::new(EventKind::SetupChanged, id, None).with("what", what);
    record(tx, &cx.app.heart, &cx.actor(), entry).await?;
    Ok(())
}
