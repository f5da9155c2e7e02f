//! The page of a branch's hours, for visits, reception, staff and each channel: the week, days with other hours, closures (D-06).
#![expect(
    clippy::cmp_owned,
    reason = "a template compares the chosen value with each option as text, whatever type either has"
)]

use askama::Template;
use axum::{
    extract::{Path, Query},
    response::Response,
};
use jiff::civil::{Date, DateTime};
use solits_calendar::{
    Closure, DateException,
    words::{Form as DayForm, YearShown, date_in, weekday},
};
use solits_db::Tx;
use solits_i18n::Words;
use solits_journal::Actor;
use solits_kernel::{BranchId, Text, Timestamp};
use solits_standard::Standard;
use solits_web::{EmployeeCx, Form, Page, PageResult, WebError, html, see_other};

use super::{
    actions::{self, ChannelHours},
    channel::HoursOf,
    draft::{Asked, Draft, notice, unprocessable},
    hours::{self, OPENINGS, WEEK, from_field, to_field},
    once::created,
    store,
};
use crate::{
    changes::{self, NoticeLead, PlannedChange, Source},
    facts,
};

/// The one form of the page that was refused, as it was typed.
enum Typed {
    Nothing,
    Week(Draft),
    Exception(Draft),
    Closure(Draft),
}

struct TimeCell {
    name: String,
    label: String,
    value: String,
    error: String,
}

struct DayRow {
    weekday: &'static str,
    cells: Vec<TimeCell>,
}

struct Tab {
    name: String,
    label: String,
    current: bool,
}

struct ExceptionRow {
    date: String,
    day: String,
    hours: String,
    reason: String,
}

struct ClosureRow {
    from: String,
    to: String,
    words: String,
    reason: String,
    running: bool,
}

#[derive(Template)]
#[template(path = "organisation/hours.html")]
struct HoursView {
    page: Page,
    branch: BranchId,
    branch_name: String,
    channel: String,
    channel_words: String,
    /// What these hours are for, where the name does not say it.
    purpose: String,
    tabs: Vec<Tab>,
    own: bool,
    shared_possible: bool,
    version: i64,
    heads: Vec<(String, &'static str)>,
    rows: Vec<DayRow>,
    day_cells: Vec<TimeCell>,
    week: Draft,
    exception: Draft,
    closure: Draft,
    errors: Vec<(String, String)>,
    exceptions: Vec<ExceptionRow>,
    closures: Vec<ClosureRow>,
    /// The kinds of notice that the standard names.
    kinds: Vec<(String, String)>,
    planned: Vec<PlannedRow>,
}

/// A change that clients are told of ahead.
struct PlannedRow {
    day: String,
    /// What the standard calls it, and why it is.
    what: String,
    /// Where a notice of it stands.
    told: String,
    /// Whether it is late; `false` as well where there is a notice.
    is_late: bool,
    /// Where a notice of it is written; empty where there is one.
    write: String,
}

/// `GET /setup/branches/{id}/hours`
pub(crate) async fn show(cx: EmployeeCx, Path(id): Path<BranchId>, Query(asked): Query<Asked>) -> PageResult {
    let wanted = asked.channel.as_deref().unwrap_or("visit");
    let channel = HoursOf::parse(wanted).ok_or(WebError::NotFound)?;
    page(&cx, id, channel, Typed::Nothing, asked.notice).await
}

async fn page(
    cx: &EmployeeCx,
    id: BranchId,
    channel: HoursOf,
    typed: Typed,
    told: Option<String>,
) -> PageResult {
    let words = cx.words;
    let mut tx = cx.read().await?;
    let branch = store::find_branch(&mut tx, id).await?.ok_or(WebError::NotFound)?;
    let present = actions::hours_of(&mut tx, id, channel).await?.ok_or(WebError::NotFound)?;
    let standard = cx.app.heart.loaded(&mut tx).await?.standard(cx.at).map(|(_, standard)| standard);
    let planned = planned(cx, &mut tx, id, channel, standard.as_deref()).await?;
    let branch_name = Text::new(branch.name_lv, branch.name_en).get(words.0).to_owned();
    let (mut week, mut exception, mut closure) = (stored_week(&present), Draft::default(), Draft::default());
    match typed {
        Typed::Nothing => {}
        Typed::Week(draft) => week = draft,
        Typed::Exception(draft) => exception = draft,
        Typed::Closure(draft) => closure = draft,
    }
    let mut errors: Vec<_> = week.errors.iter().map(|error| with_day(error, words)).collect();
    errors.extend(exception.errors.iter().chain(&closure.errors).cloned());
    let openings = openings(&week, &present);
    let mut page = cx.page(words.ta("organisation-hours-of", &[("branch", branch_name.as_str().into())]));
    page.notice = notice(told.as_deref(), words);
    page.other_lang_href = format!("{}&channel={}", page.other_lang_href, channel.name());
    let view = HoursView {
        branch: id,
        channel: channel.name(),
        channel_words: channel.words(words),
        purpose: match channel {
            HoursOf::Channel(_) => String::new(),
            HoursOf::Reception => words.t("organisation-hours-shared-why-reception"),
            HoursOf::Staff => words.t("organisation-hours-shared-why-staff"),
        },
        tabs: tabs(channel, words),
        own: present.own,
        shared_possible: present.own && !channel.is_visit(),
        version: present.version,
        heads: heads(openings, words),
        rows: WEEK
            .iter()
            .map(|(day, name)| {
                let weekday = weekday(*day, DayForm::What, words.0);
                DayRow { weekday, cells: cells(&week, name, weekday, openings, words) }
            })
            .collect(),
        day_cells: cells(&exception, "day", &words.t("organisation-exception"), OPENINGS, words),
        errors,
        exceptions: exceptions(&present.timetable.exceptions, cx.at.day(), words),
        closures: closures(&present.timetable.closures, cx.at.to_riga().datetime(), words),
        kinds: kinds(standard.as_deref(), words),
        planned,
        week,
        exception,
        closure,
        page,
        branch_name,
    };
    html(&view)
}

/// The kinds of notice that the standard names, for a choice.
fn kinds(standard: Option<&Standard>, words: Words) -> Vec<(String, String)> {
    let notices = standard.map(|standard| standard.lists().notices.as_slice()).unwrap_or_default();
    notices.iter().map(|one| (one.value.id.clone(), one.value.text.get(words.0).to_owned())).collect()
}

/// The changes of these hours that are ahead, with what is known of their notices.
async fn planned(
    cx: &EmployeeCx,
    tx: &mut Tx,
    branch: BranchId,
    of: HoursOf,
    standard: Option<&Standard>,
) -> Result<Vec<PlannedRow>, WebError> {
    // A centre that is closed for good is in nobody's way any more.
    let Some(branch) = facts::find_branch(tx, branch).await? else { return Ok(Vec::new()) };
    let all = changes::list_to_come(tx, branch.id, cx.at).await?;
    let of_these = all.iter().filter(|change| change.hours_of == of.name());
    Ok(of_these.map(|change| planned_row(cx, change, &branch, standard)).collect())
}

fn planned_row(
    cx: &EmployeeCx,
    change: &PlannedChange,
    branch: &crate::Branch,
    standard: Option<&Standard>,
) -> PlannedRow {
    let words = cx.words;
    let day = change.begins_at.day();
    let rule = standard
        .and_then(|standard| standard.lists().notices.iter().find(|one| one.value.id == change.kind))
        .map(|one| &one.value);
    let latest = rule.and_then(|rule| NoticeLead::of(rule).latest_day(day, &branch.calendar));
    let is_late = change.posted_at.is_none() && latest.is_some_and(|latest| cx.at.day() > latest);
    let told = match (change.posted_at, latest) {
        (Some(at), _) => words.ta("organisation-change-posted", &[("moment", words.moment(at).into())]),
        (None, Some(latest)) => words.ta("organisation-change-due", &[("day", words.on(latest).into())]),
        (None, None) => words.t("organisation-change-open"),
    };
    let kind = rule.map(|rule| rule.text.get(words.0).to_owned());
    let reason = Some(change.reason.get(words.0).to_owned()).filter(|reason| !reason.is_empty());
    PlannedRow {
        day: date_in(day, DayForm::What, YearShown::Shown, words.0),
        what: kind.into_iter().chain(reason).collect::<Vec<_>>().join("; "),
        told,
        is_late,
        write: match change.posted_at {
            Some(_) => String::new(),
            None => format!("/setup/display?branch={}&change={}", branch.id, change.id),
        },
    }
}

/// Plans the change that is about to be made, so that clients are told of it in time. The staff's own hours are not told.
async fn plan_change(
    cx: &EmployeeCx,
    tx: &mut Tx,
    of: HoursOf,
    made: impl FnOnce(&crate::Branch, Option<&Standard>) -> changes::NewChange,
    branch: BranchId,
) -> Result<(), WebError> {
    let Some(branch) = facts::find_branch(tx, branch).await?.filter(|_| of != HoursOf::Staff) else {
        return Ok(());
    };
    let standard = cx.app.heart.loaded(tx).await?.standard(cx.at).map(|(_, standard)| standard);
    let change = made(&branch, standard.as_deref());
    // The instant before the hours change: the time for the notice is counted in the days as they were, now and on a
    // replay.
    let before = Actor { at: Timestamp::from_millis(cx.at.millis() - 1), ..cx.actor() };
    Ok(changes::plan_hours(tx, &cx.app, &before, &change).await?)
}

/// What is wrong with a time of the week, with the day it is about: in the summary it stands away from its row.
fn with_day((field, why): &(String, String), words: Words) -> (String, String) {
    let day = WEEK.iter().find(|(_, name)| field.starts_with(name));
    let why = match day {
        Some((day, _)) => format!("{}: {why}", weekday(*day, DayForm::What, words.0)),
        None => why.clone(),
    };
    (field.clone(), why)
}

fn stored_week(present: &ChannelHours) -> Draft {
    Draft::filled(hours::week_pairs(&present.timetable))
}

/// How many openings a day the grid has: all that are stored or typed, and at least room for one split.
fn openings(week: &Draft, present: &ChannelHours) -> usize {
    let stored = WEEK.iter().map(|(day, _)| present.timetable.hours.of(*day).intervals().len()).max();
    let mut most = stored.unwrap_or_default().max(OPENINGS);
    while WEEK.iter().any(|(_, name)| week.has(&from_field(name, most))) {
        most += 1;
    }
    most
}

fn heads(openings: usize, words: Words) -> Vec<(String, &'static str)> {
    let mut heads = vec![(words.t("organisation-weekday"), "")];
    for opening in 0..openings {
        heads.push((opens_words(opening, words), "fill"));
        heads.push((closes_words(opening, words), "fill"));
    }
    heads
}

fn opens_words(opening: usize, words: Words) -> String {
    words.t(if opening == 0 { "organisation-opens" } else { "organisation-opens-again" })
}

fn closes_words(opening: usize, words: Words) -> String {
    words.t(if opening == 0 { "organisation-closes" } else { "organisation-closes-again" })
}

fn cells(draft: &Draft, day: &str, day_words: &str, openings: usize, words: Words) -> Vec<TimeCell> {
    let one = |name: String, what: String| TimeCell {
        label: format!("{day_words}: {what}"),
        value: draft.get(&name).to_owned(),
        error: draft.error(&name).to_owned(),
        name,
    };
    (0..openings)
        .flat_map(|opening| {
            [
                one(from_field(day, opening), opens_words(opening, words)),
                one(to_field(day, opening), closes_words(opening, words)),
            ]
        })
        .collect()
}

fn tabs(current: HoursOf, words: Words) -> Vec<Tab> {
    let tab = |channel: HoursOf| Tab {
        name: channel.name(),
        label: channel.words(words),
        current: channel == current,
    };
    HoursOf::ALL.into_iter().map(tab).collect()
}

/// Days with other hours from today on; what lies behind is kept in the calendar and not shown.
fn exceptions(all: &[DateException], today: Date, words: Words) -> Vec<ExceptionRow> {
    all.iter()
        .filter(|one| one.date >= today)
        .map(|one| ExceptionRow {
            date: one.date.to_string(),
            day: date_in(one.date, DayForm::What, YearShown::Shown, words.0),
            hours: if one.hours.intervals().is_empty() {
                words.t("organisation-closed")
            } else {
                one.hours.to_string()
            },
            reason: one.reason.get(words.0).to_owned(),
        })
        .collect()
}

/// Closures that are not over.
fn closures(all: &[Closure], now: DateTime, words: Words) -> Vec<ClosureRow> {
    let moment = |at: DateTime| {
        let day = date_in(at.date(), DayForm::What, YearShown::Shown, words.0);
        format!("{day}, {:02}:{:02}", at.hour(), at.minute())
    };
    all.iter()
        .filter(|one| one.to > now)
        .map(|one| ClosureRow {
            from: one.from.to_string(),
            to: one.to.to_string(),
            words: format!("{} – {}", moment(one.from), moment(one.to)),
            reason: one.reason.get(words.0).to_owned(),
            running: one.from <= now,
        })
        .collect()
}

fn channel_of(draft: &Draft) -> Result<HoursOf, WebError> {
    HoursOf::parse(draft.get("channel")).ok_or(WebError::BadRequest)
}

fn address(id: BranchId, channel: HoursOf, told: &str) -> String {
    format!("/setup/branches/{id}/hours?channel={}&notice={told}", channel.name())
}

fn done(id: BranchId, channel: HoursOf, told: &str) -> Response {
    see_other(&address(id, channel, told))
}

/// `POST /setup/branches/{id}/hours`: the whole week at once, unless somebody has changed it meanwhile.
pub(crate) async fn save_week(cx: EmployeeCx, Path(id): Path<BranchId>, Form(fields): Form) -> PageResult {
    let mut draft = Draft::of(fields);
    let channel = channel_of(&draft)?;
    let (hours, shortened) = hours::read_week(&mut draft, cx.words);
    let mut tx = cx.write().await?;
    let present = actions::hours_of(&mut tx, id, channel).await?.ok_or(WebError::NotFound)?;
    if draft.errors.is_empty() && draft.get("version").parse() != Ok(present.version) {
        draft.refuse("monday_0_from", cx.words.t("organisation-hours-changed"));
    }
    if !draft.errors.is_empty() {
        drop(tx);
        return Ok(unprocessable(page(&cx, id, channel, Typed::Week(draft), None).await?));
    }
    let mut timetable = beginning(&present);
    timetable.hours = hours;
    timetable.settings.shortened_by_minutes = shortened;
    actions::set_channel_hours(&mut tx, &cx.app, &cx.actor(), id, channel, timetable).await?;
    tx.commit().await?;
    Ok(done(id, channel, "hours"))
}

/// What a change of a channel's hours builds on: its own, or the branch's week when it had none.
fn beginning(present: &ChannelHours) -> solits_calendar::Timetable {
    if present.own { present.timetable.clone() } else { hours::own_beginning(&present.timetable) }
}

/// `POST /setup/branches/{id}/hours/shared`: a channel keeps the hours of the branch again.
pub(crate) async fn share(cx: EmployeeCx, Path(id): Path<BranchId>, Form(fields): Form) -> PageResult {
    let channel = channel_of(&Draft::of(fields))?;
    let mut tx = cx.write().await?;
    actions::share_hours(&mut tx, &cx.app, &cx.actor(), id, channel).await?;
    tx.commit().await?;
    Ok(done(id, channel, "hours"))
}

/// `POST /setup/branches/{id}/exceptions`
pub(crate) async fn add_exception(
    cx: EmployeeCx,
    Path(id): Path<BranchId>,
    Form(fields): Form,
) -> PageResult {
    let mut draft = Draft::of(fields);
    let channel = channel_of(&draft)?;
    let Some(exception) = hours::read_exception(&mut draft, cx.at.day(), cx.words) else {
        return Ok(unprocessable(page(&cx, id, channel, Typed::Exception(draft), None).await?));
    };
    let once = draft.once("exception.add");
    let mut tx = cx.write().await?;
    if let Some(page) = once.made_before(&mut tx, cx.at).await? {
        return Ok(see_other(&page));
    }
    let present = actions::hours_of(&mut tx, id, channel).await?.ok_or(WebError::NotFound)?;
    let mut timetable = beginning(&present);
    let change = |branch: &crate::Branch, standard: Option<&Standard>| {
        let said = (id, channel.name());
        changes::exception_change(said, &exception, draft.get("kind"), &branch.calendar, standard)
    };
    plan_change(&cx, &mut tx, channel, change, id).await?;
    hours::set_exception(&mut timetable, exception);
    actions::set_channel_hours(&mut tx, &cx.app, &cx.actor(), id, channel, timetable).await?;
    created(tx, &once, &address(id, channel, "hours")).await
}

/// `POST /setup/branches/{id}/exceptions/remove`
pub(crate) async fn remove_exception(
    cx: EmployeeCx,
    Path(id): Path<BranchId>,
    Form(fields): Form,
) -> PageResult {
    let draft = Draft::of(fields);
    let channel = channel_of(&draft)?;
    let date: Date = draft.get("date").parse().map_err(|_| WebError::BadRequest)?;
    let mut tx = cx.write().await?;
    let present = actions::hours_of(&mut tx, id, channel).await?.ok_or(WebError::NotFound)?;
    let mut timetable = beginning(&present);
    if !hours::remove_exception(&mut timetable, date, cx.at.day()) {
        return Err(WebError::Conflict("organisation-changed"));
    }
    actions::set_channel_hours(&mut tx, &cx.app, &cx.actor(), id, channel, timetable).await?;
    let begins = date.to_datetime(jiff::civil::Time::midnight());
    withdraw(&cx, &mut tx, id, (Source::Exception, channel), begins).await?;
    tx.commit().await?;
    Ok(done(id, channel, "removed"))
}

/// `POST /setup/branches/{id}/closures`
pub(crate) async fn add_closure(cx: EmployeeCx, Path(id): Path<BranchId>, Form(fields): Form) -> PageResult {
    let mut draft = Draft::of(fields);
    let channel = channel_of(&draft)?;
    let Some(closure) = hours::read_closure(&mut draft, cx.at, cx.words) else {
        return Ok(unprocessable(page(&cx, id, channel, Typed::Closure(draft), None).await?));
    };
    let once = draft.once("closure.add");
    let mut tx = cx.write().await?;
    if let Some(page) = once.made_before(&mut tx, cx.at).await? {
        return Ok(see_other(&page));
    }
    let present = actions::hours_of(&mut tx, id, channel).await?.ok_or(WebError::NotFound)?;
    let mut timetable = beginning(&present);
    let change = |branch: &crate::Branch, standard: Option<&Standard>| {
        let said = (id, channel.name());
        changes::closure_change(said, &closure, draft.get("closure_kind"), &branch.calendar, standard)
    };
    plan_change(&cx, &mut tx, channel, change, id).await?;
    hours::add_closure(&mut timetable, closure);
    actions::set_channel_hours(&mut tx, &cx.app, &cx.actor(), id, channel, timetable).await?;
    created(tx, &once, &address(id, channel, "hours")).await
}

/// `POST /setup/branches/{id}/closures/end`
pub(crate) async fn end_closure(cx: EmployeeCx, Path(id): Path<BranchId>, Form(fields): Form) -> PageResult {
    let draft = Draft::of(fields);
    let channel = channel_of(&draft)?;
    let moment = |field: &str| draft.get(field).parse::<DateTime>().map_err(|_| WebError::BadRequest);
    let (from, to) = (moment("from")?, moment("to")?);
    let mut tx = cx.write().await?;
    actions::end_closure(&mut tx, &cx.app, &cx.actor(), id, channel, from, to).await?;
    withdraw(&cx, &mut tx, id, (Source::Closure, channel), from).await?;
    tx.commit().await?;
    Ok(done(id, channel, "removed"))
}

/// The change that began with what was taken back is no longer announced.
async fn withdraw(
    cx: &EmployeeCx,
    tx: &mut Tx,
    branch: BranchId,
    (source, of): (Source, HoursOf),
    begins: DateTime,
) -> Result<(), WebError> {
    let begins_at = Timestamp::in_riga(begins.date(), begins.time());
    let hours_of = of.name();
    Ok(changes::withdraw_hours(tx, &cx.app, &cx.actor(), branch, (source, &hours_of), begins_at).await?)
}
