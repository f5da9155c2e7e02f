//! `/setup/access-record/terms`: how long entries are kept (security §11). Those that are older are removed by the program, or
//! at once by a button.
//!
//! Keeping them longer takes one person; keeping them shorter takes two (security §5), because the record watches over
//! those who could shorten it.

mod store;

use askama::Template;
use axum::{
    extract::Query,
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use jiff::{ToSpan as _, civil::Time};
use serde::Deserialize;
use solits_db::Tx;
use solits_journal::{Actor, By, Entry, record};
use solits_kernel::{EmployeeId, InstitutionId, Scope, Timestamp};
use solits_standard::event::EventKind;
use solits_web::{App, EmployeeCx, Form, Notice, Page, PageResult, WebError, html, see_other};

/// Two years, where the institution has said nothing else.
const DEFAULT_MONTHS: i64 = 24;
/// Logs of a public body are kept at least so long; the table refuses less.
const FEWEST_MONTHS: i64 = 18;
/// Twenty years.
const MOST_MONTHS: i64 = 240;
/// How long a request for a shorter term waits for the second person.
const CONFIRM_MINUTES: i64 = 24 * 60;
/// Entries removed in one transaction, so that nobody waits long for it.
const AT_ONCE: i64 = 5_000;
/// Transactions of one press of the button, or of one hour.
const MOST_ROUNDS: usize = 40;

/// A shorter term that waits.
struct Waiting {
    months: i64,
    asker: String,
    may_confirm: bool,
}

#[derive(Template)]
#[template(path = "access/terms.html")]
struct TermsView {
    page: Page,
    typed: String,
    error: String,
    waiting: Option<Waiting>,
    /// Entries that are older than the term, and the day before which they were made.
    older: i64,
    day: String,
}

/// What the address carries.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Asked {
    notice: Option<String>,
}

fn words_of(notice: &str) -> Option<&'static str> {
    Some(match notice {
        "kept" => "access-terms-notice-kept",
        "waits" => "access-terms-notice-waits",
        "removed" => "access-terms-notice-removed",
        _ => return None,
    })
}

/// The first instant that is still kept: whole days, so many months back.
fn kept_from(now: Timestamp, months: i64) -> Timestamp {
    let day = now.day().saturating_sub(months.months());
    Timestamp::in_riga(day, Time::MIN)
}

/// Since when a request is still good.
fn asked_since(cx: &EmployeeCx) -> Timestamp {
    cx.at.plus_minutes(-CONFIRM_MINUTES)
}

/// What was typed and what is wrong with it.
#[derive(Default)]
struct Typed {
    months: Option<String>,
    error: Option<&'static str>,
}

async fn view(cx: &EmployeeCx, typed: Typed, notice: Option<&str>) -> Result<TermsView, WebError> {
    let words = cx.words;
    let mut tx = cx.read().await?;
    let terms = store::find(&mut tx, asked_since(cx)).await?;
    let from = kept_from(cx.at, terms.months);
    let older = store::count_older(&mut tx, from).await?;
    drop(tx);
    let mut page = cx.page(words.t("access-terms"));
    page.notice =
        notice.and_then(words_of).map(|key| Notice { kind: "good", text: words.t(key), undo: None });
    Ok(TermsView {
        page,
        typed: typed.months.unwrap_or_else(|| terms.months.to_string()),
        error: typed.error.map(|key| words.t(key)).unwrap_or_default(),
        waiting: terms.asked_months.map(|months| Waiting {
            months,
            asker: terms.asker.unwrap_or_default(),
            may_confirm: terms.asked_by != Some(cx.me.employee),
        }),
        older,
        day: words.day(from.day()),
    })
}

/// `GET /setup/access-record/terms`
pub(crate) async fn show(cx: EmployeeCx, Query(asked): Query<Asked>) -> PageResult {
    html(&view(&cx, Typed::default(), asked.notice.as_deref()).await?)
}

async fn again(cx: &EmployeeCx, status: StatusCode, typed: Typed) -> Result<Response, WebError> {
    Ok((status, html(&view(cx, typed, None).await?)?).into_response())
}

/// Journals what was done to the record; the subject is whoever did it.
async fn note(cx: &EmployeeCx, tx: &mut Tx, what: &'static str, months: i64) -> Result<(), WebError> {
    let entry =
        Entry::new(EventKind::SetupChanged, cx.me.employee, None).with("what", what).with("months", months);
    record(tx, &cx.app.heart, &cx.actor(), entry).await?;
    Ok(())
}

/// `POST /setup/access-record/terms`: a longer term holds at once, a shorter one waits for another person.
pub(crate) async fn change(cx: EmployeeCx, Form(fields): Form) -> PageResult {
    let typed = fields.get("months").trim().to_owned();
    let months = typed.parse().ok().filter(|months| (FEWEST_MONTHS..=MOST_MONTHS).contains(months));
    let Some(months) = months else {
        let typed = Typed { months: Some(typed), error: Some("access-terms-wrong") };
        return again(&cx, StatusCode::UNPROCESSABLE_ENTITY, typed).await;
    };
    let mut tx = cx.write().await?;
    let present = store::find(&mut tx, asked_since(&cx)).await?.months;
    if months < present {
        store::ask(&mut tx, months, cx.me.employee, cx.at).await?;
        note(&cx, &mut tx, "access_record.shorter_asked", months).await?;
        tx.commit().await?;
        return Ok(see_other("/setup/access-record/terms?notice=waits"));
    }
    if !store::lengthen(&mut tx, months).await? {
        return Err(WebError::Conflict("access-terms-changed"));
    }
    note(&cx, &mut tx, "access_record.kept", months).await?;
    tx.commit().await?;
    Ok(see_other("/setup/access-record/terms?notice=kept"))
}

/// `POST /setup/access-record/terms/confirm`: another person confirms the shorter term they were shown.
pub(crate) async fn confirm(cx: EmployeeCx, Form(fields): Form) -> PageResult {
    let months: i64 = fields.parse("months").ok_or(WebError::BadRequest)?;
    let mut tx = cx.write().await?;
    if !store::confirm(&mut tx, months, cx.me.employee, asked_since(&cx)).await? {
        drop(tx);
        let typed = Typed { months: None, error: Some("access-terms-two") };
        return again(&cx, StatusCode::CONFLICT, typed).await;
    }
    note(&cx, &mut tx, "access_record.kept", months).await?;
    tx.commit().await?;
    Ok(see_other("/setup/access-record/terms?notice=kept"))
}

/// `POST /setup/access-record/remove`: removes what is older than the term now, without waiting for the program to do it.
pub(crate) async fn remove(cx: EmployeeCx, Form(_): Form) -> PageResult {
    remove_old(&cx.app, cx.me.scope(), &cx.actor()).await?;
    Ok(see_other("/setup/access-record/terms?notice=removed"))
}

/// Removes the entries that are older than the institution's term; the program does it by itself every hour.
pub async fn keep_terms(app: &App, institution: InstitutionId) -> Result<(), WebError> {
    let actor = Actor { by: By::Program, at: app.clock.now() };
    remove_old(app, Scope::of_job(institution), &actor).await
}

/// Removes what is older than the term, some at a time; each time is an entry of the journal with how many and how old. Its
/// subject is whoever removed them, or the removal itself where nobody asked for it.
async fn remove_old(app: &App, scope: Scope, actor: &Actor) -> Result<(), WebError> {
    let mut tx = app.db.read(scope.clone()).await?;
    let months = store::find(&mut tx, actor.at.plus_minutes(-CONFIRM_MINUTES)).await?.months;
    let from = kept_from(actor.at, months);
    if store::count_older(&mut tx, from).await? == 0 {
        return Ok(());
    }
    drop(tx);
    for _ in 0..MOST_ROUNDS {
        let mut tx = app.db.write(scope.clone()).await?;
        let id = app.random.uuid(actor.at);
        let removed = store::remove_older(&mut tx, id, actor.at, from, AT_ONCE).await?;
        let removed = i64::try_from(removed).unwrap_or(i64::MAX);
        if removed == 0 {
            break;
        }
        let subject = actor.employee().map_or(id, EmployeeId::uuid);
        let entry = Entry::new(EventKind::SetupChanged, subject, None)
            .with("what", "access_record.removed")
            .with("older_than", from)
            .with("entries", removed);
        record(&mut tx, &app.heart, actor, entry).await?;
        tx.commit().await?;
        if removed < AT_ONCE {
            break;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_kept_for_whole_days_of_riga() {
        // In summer Riga is three hours ahead, in winter two.
        let now = Timestamp::parse("2026-08-31T21:30:00.000Z").unwrap();
        assert_eq!(kept_from(now, 24), Timestamp::parse("2024-08-31T21:00:00.000Z").unwrap());
        assert_eq!(kept_from(now, 18), Timestamp::parse("2025-02-28T22:00:00.000Z").unwrap());
    }
}
