//! The page of the institution's days.

use askama::Template;
use axum::extract::Query;
use jiff::civil::Date;
use solits_calendar::{
    Calendar, MovedDayOff, Timetable, Transfers, WorkedSaturday, holidays,
    words::{Form as DayForm, YearShown, date_in},
};
use solits_i18n::Words;
use solits_web::{EmployeeCx, Form, Page, PageResult, WebError, html, see_other};

use super::{
    actions::{self, DaysChange},
    form,
};
use crate::editing::{
    draft::{Asked, Draft, notice, unprocessable},
    once::created,
};

struct YearRow {
    year: i16,
    confirmed: bool,
    /// The lone working days that the order of the Cabinet may move, in words.
    lone: String,
}

struct DayRow {
    date: String,
    words: String,
    source: String,
    /// Whether it lies ahead: what was is not rewritten.
    removable: bool,
}

#[derive(Template)]
#[template(path = "organisation/days.html")]
struct DaysView {
    page: Page,
    warnings: Vec<String>,
    years: Vec<YearRow>,
    transfers: Vec<DayRow>,
    holidays: Vec<DayRow>,
    festivals: Vec<DayRow>,
    follows: bool,
    saturday_counts: bool,
    moved_rolls: bool,
    draft: Draft,
}

/// `GET /setup/calendar`
pub(super) async fn show(cx: EmployeeCx, Query(asked): Query<Asked>) -> PageResult {
    page(&cx, Draft::default(), asked.notice.as_deref()).await
}

async fn page(cx: &EmployeeCx, draft: Draft, told: Option<&str>) -> PageResult {
    let words = cx.words;
    let mut tx = cx.read().await?;
    let calendars = actions::calendars(&mut tx).await?;
    let today = cx.at.day();
    let mut page = cx.page(words.t("organisation-calendar"));
    page.notice = notice(told, words);
    let Some(sum) = actions::together(&calendars) else {
        // Days belong to a centre's calendar; without one there is nothing to say them of.
        return Ok(see_other("/setup?notice=branch-first"));
    };
    let calendar = Calendar::new(sum);
    let timetable = calendar.timetable();
    let view = DaysView {
        warnings: calendar.warnings(today).iter().map(|warning| warning.sentence(words.0)).collect(),
        years: years(timetable, today, words),
        transfers: transfers(timetable, today, words),
        holidays: one_off_holidays(timetable, today, words),
        festivals: festivals(timetable, today, words),
        follows: timetable.settings.transfers == Transfers::Follow,
        saturday_counts: timetable.settings.worked_saturday == WorkedSaturday::Counts,
        moved_rolls: timetable.settings.moved_day_off == MovedDayOff::RollsPeriods,
        draft,
        page,
    };
    html(&view)
}

fn day_words(date: Date, words: Words) -> String {
    date_in(date, DayForm::What, YearShown::Shown, words.0)
}

/// This year and the next.
fn years(timetable: &Timetable, today: Date, words: Words) -> Vec<YearRow> {
    (today.year()..=today.year().saturating_add(1))
        .map(|year| YearRow {
            year,
            confirmed: timetable.years.contains(&year),
            lone: holidays::lone_days(year, &timetable.feed)
                .into_iter()
                .map(|day| day_words(day, words))
                .collect::<Vec<_>>()
                .join("; "),
        })
        .collect()
}

fn transfers(timetable: &Timetable, today: Date, words: Words) -> Vec<DayRow> {
    let mut shown: Vec<_> =
        timetable.feed.transfers.iter().filter(|one| one.off.year() >= today.year()).collect();
    shown.sort_by_key(|one| one.off);
    shown
        .into_iter()
        .map(|one| DayRow {
            date: one.off.to_string(),
            words: words.ta(
                "organisation-transfer-is",
                &[("off", day_words(one.off, words).into()), ("worked", day_words(one.worked, words).into())],
            ),
            source: one.source.clone(),
            removable: one.off >= today && one.worked >= today,
        })
        .collect()
}

fn one_off_holidays(timetable: &Timetable, today: Date, words: Words) -> Vec<DayRow> {
    let all = timetable.feed.one_off_holidays.iter();
    all.filter(|one| one.date.year() >= today.year())
        .map(|one| DayRow {
            date: one.date.to_string(),
            words: format!("{}: {}", day_words(one.date, words), one.name.get(words.0)),
            source: one.source.clone(),
            removable: one.date >= today,
        })
        .collect()
}

fn festivals(timetable: &Timetable, today: Date, words: Words) -> Vec<DayRow> {
    let all = timetable.feed.festival_closings.iter();
    all.filter(|one| one.date.year() >= today.year())
        .map(|one| DayRow {
            date: one.date.to_string(),
            words: day_words(one.date, words),
            source: one.source.clone(),
            removable: one.date >= today,
        })
        .collect()
}

/// Makes a change.
async fn done(cx: &EmployeeCx, change: DaysChange) -> PageResult {
    let mut tx = cx.write().await?;
    actions::change_days(&mut tx, &cx.app, &cx.actor(), &change).await?;
    tx.commit().await?;
    Ok(see_other("/setup/calendar?notice=calendar"))
}

/// `POST /setup/calendar/years`
pub(super) async fn confirm(cx: EmployeeCx, Form(fields): Form) -> PageResult {
    let year: i16 = fields.parse("year").ok_or(WebError::BadRequest)?;
    let today = cx.at.day();
    if !(today.year()..=today.year().saturating_add(1)).contains(&year) {
        return Err(WebError::BadRequest);
    }
    done(&cx, DaysChange::Confirm(year)).await
}

/// `POST /setup/calendar/counting`
pub(super) async fn count(cx: EmployeeCx, Form(fields): Form) -> PageResult {
    done(&cx, form::counting(&Draft::of(fields))).await
}

/// Adds the day a form names, once, or shows the form again with what is wrong.
async fn add(
    cx: &EmployeeCx,
    mut draft: Draft,
    action: &'static str,
    read: impl FnOnce(&mut Draft, &Calendar) -> Option<DaysChange>,
) -> PageResult {
    let once = draft.once(action);
    let mut tx = cx.write().await?;
    // Before the calendar is looked at: the first sending has changed it.
    if let Some(page) = once.made_before(&mut tx, cx.at).await? {
        return Ok(see_other(&page));
    }
    let calendars = actions::calendars(&mut tx).await?;
    let calendar = Calendar::new(actions::together(&calendars).ok_or(WebError::NotFound)?);
    let Some(change) = read(&mut draft, &calendar) else {
        drop(tx);
        return Ok(unprocessable(page(cx, draft, None).await?));
    };
    actions::change_days(&mut tx, &cx.app, &cx.actor(), &change).await?;
    created(tx, &once, "/setup/calendar?notice=calendar").await
}

/// `POST /setup/calendar/transfers`
pub(super) async fn add_transfer(cx: EmployeeCx, Form(fields): Form) -> PageResult {
    let (today, words) = (cx.at.day(), cx.words);
    let read = |draft: &mut Draft, calendar: &Calendar| form::transfer(draft, calendar, today, words);
    add(&cx, Draft::of(fields), "transfer.add", read).await
}

/// `POST /setup/calendar/holidays`
pub(super) async fn add_holiday(cx: EmployeeCx, Form(fields): Form) -> PageResult {
    let (today, words) = (cx.at.day(), cx.words);
    let read = |draft: &mut Draft, _: &Calendar| form::holiday(draft, today, words);
    add(&cx, Draft::of(fields), "holiday.add", read).await
}

/// `POST /setup/calendar/festivals`
pub(super) async fn add_festival(cx: EmployeeCx, Form(fields): Form) -> PageResult {
    let (today, words) = (cx.at.day(), cx.words);
    let read = |draft: &mut Draft, _: &Calendar| form::festival(draft, today, words);
    add(&cx, Draft::of(fields), "festival.add", read).await
}

/// `POST /setup/calendar/remove`: a day that lies ahead.
pub(super) async fn remove(cx: EmployeeCx, Form(fields): Form) -> PageResult {
    let date: Date = fields.get("date").parse().map_err(|_| WebError::BadRequest)?;
    if date < cx.at.day() {
        return Err(WebError::Conflict("organisation-changed"));
    }
    done(&cx, DaysChange::Remove(date)).await
}
