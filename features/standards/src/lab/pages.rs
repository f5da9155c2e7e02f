//! `/standard/{number}/lab`: a trial is begun, watched, cancelled and read, down to the entries of what was broken.

use std::collections::HashMap;

use askama::Template;
use axum::{
    extract::{Path, Query},
    http::StatusCode,
    response::{Html, IntoResponse as _, Response},
};
use jiff::civil::Date;
use solits_db::Tx;
use solits_i18n::Words;
use solits_journal::{Entry, list_entries_of, record};
use solits_kernel::{EmployeeId, day_number, day_of_number};
use solits_organisation::{Branch, list_branches};
use solits_standard::event::EventKind;
use solits_web::{EmployeeCx, Fields, Form, Notice, Page, PageResult, Tag, WebError, html, see_other};
use uuid::Uuid;

use super::{
    hidden::as_read,
    job,
    model::{Difference, Report},
    store::{self, Lab, NewLab},
    told::{PromiseView, SameView, figures, promise},
};
use crate::{
    actions::subject,
    store::{Version, find_version},
    wording::said_of_entry,
};

/// A trial that has said nothing for so long has lost the program that worked on it.
const SILENT_SECONDS: i64 = 60;

/// So many days back a trial goes unless told otherwise.
const USUAL_DAYS: i64 = 365;

/// So many entries of one subject are shown at most.
const MOST_ENTRIES: usize = 200;

/// On what pages that watch a trial listen.
pub(super) fn topic(started_by: EmployeeId) -> String {
    format!("employee:{started_by}")
}

fn fingerprint(version: &Version) -> String {
    Tag::of_text(&format!("{}\n{}", version.source, version.baseline.as_deref().unwrap_or_default()))
        .as_str()
        .to_owned()
}

#[derive(Template)]
#[template(path = "standards/lab.html")]
struct LabView {
    page: Page,
    number: i64,
    from: String,
    to: String,
    from_error: String,
    to_error: String,
    errors: Vec<(&'static str, String)>,
    may_try: bool,
    /// On what the part below listens.
    topic: String,
    part: String,
}

#[derive(Template)]
#[template(path = "standards/_lab.html")]
struct PartView {
    page: Page,
    number: i64,
    may_try: bool,
    told: Told,
}

/// Where the trial stands.
enum Told {
    /// There has been none.
    None,
    /// It works: percent, and the same in words.
    Running { percent: i64, words: String },
    /// It ended without figures: why.
    Ended(String),
    /// What came of it.
    Done(Box<DoneView>),
}

struct DoneView {
    /// Said above all when the text has changed since.
    old: String,
    /// Said where a version does not apply everywhere.
    limited: String,
    summary: String,
    changed: Vec<PromiseView>,
    same: Vec<SameView>,
}

/// What a refused form had in it.
#[derive(Default)]
struct Refused {
    from: String,
    to: String,
    from_error: String,
    to_error: String,
}

/// `GET /standard/{number}/lab`
pub(crate) async fn show(
    cx: EmployeeCx,
    Path(number): Path<i64>,
    Query(query): Query<HashMap<String, String>>,
) -> PageResult {
    let notice = match query.get("notice").map(String::as_str) {
        Some("started") => Some(cx.words.t("standards-notice-lab-started")),
        Some("cancelled") => Some(cx.words.t("standards-notice-lab-cancelled")),
        _ => None,
    };
    let mut view = view(&cx, number, Refused::default()).await?;
    view.page.notice = notice.map(|text| Notice { kind: "good", text, undo: None });
    html(&view)
}

/// The part of the page that changes while a trial works.
pub(crate) async fn fragment(cx: EmployeeCx, Path(number): Path<i64>) -> PageResult {
    let mut tx = cx.read().await?;
    let (version, lab) = found(&mut tx, number).await?;
    Ok(Html(part(&cx, &mut tx, &version, lab.as_ref()).await?).into_response())
}

async fn found(tx: &mut Tx, number: i64) -> Result<(Version, Option<Lab>), WebError> {
    let version = find_version(tx, number).await?.ok_or(WebError::NotFound)?;
    Ok((version, store::find(tx, number).await?))
}

async fn view(cx: &EmployeeCx, number: i64, refused: Refused) -> Result<LabView, WebError> {
    let words = cx.words;
    let mut tx = cx.read().await?;
    let (version, lab) = found(&mut tx, number).await?;
    let part = part(cx, &mut tx, &version, lab.as_ref()).await?;
    let name = format!("{} {}", version.document, version.version);
    let mut page = cx.page(words.ta("standards-lab-of", &[("version", name.into())]));
    page.live = lab
        .as_ref()
        .filter(|lab| lab.state == "running")
        .map(|lab| format!("/live?topics={}", topic(lab.started_by)));
    let today = day_number(cx.at.day());
    let (first, last) = lab.as_ref().map_or((today - USUAL_DAYS, today), |lab| (lab.first_on, lab.last_on));
    let shown =
        |typed: String, day: i64| if typed.is_empty() { day_of_number(day).to_string() } else { typed };
    let errors = [("from", &refused.from_error), ("to", &refused.to_error)];
    let errors = errors.into_iter().filter(|(_, error)| !error.is_empty());
    Ok(LabView {
        page,
        number,
        errors: errors.map(|(field, error)| (field, error.clone())).collect(),
        from: shown(refused.from, first),
        to: shown(refused.to, last),
        from_error: refused.from_error,
        to_error: refused.to_error,
        may_try: cx.me.may("standards.draft"),
        topic: lab.map(|lab| topic(lab.started_by)).unwrap_or_default(),
        part,
    })
}

async fn part(
    cx: &EmployeeCx,
    tx: &mut Tx,
    version: &Version,
    lab: Option<&Lab>,
) -> Result<String, WebError> {
    let told = match lab {
        None => Told::None,
        Some(lab) => told(cx, tx, version, lab).await?,
    };
    let (page, may_try) = (cx.page(String::new()), cx.me.may("standards.draft"));
    PartView { page, number: version.number, may_try, told }
        .render()
        .map_err(|error| WebError::Unforeseen(error.to_string()))
}

async fn told(cx: &EmployeeCx, tx: &mut Tx, version: &Version, lab: &Lab) -> Result<Told, WebError> {
    let words = cx.words;
    let is_silent = lab.touched_at.plus_seconds(SILENT_SECONDS) < cx.at;
    Ok(match (lab.state.as_str(), &lab.report) {
        ("running", _) if is_silent => Told::Ended(words.t("standards-lab-silent")),
        ("running", _) => {
            let percent = if lab.whole > 0 { (lab.done * 100 / lab.whole).clamp(0, 99) } else { 0 };
            let gaps = [("percent", percent.into())];
            Told::Running { percent, words: words.ta("standards-lab-running", &gaps) }
        }
        ("done", Some(report)) => {
            let report: Report = serde_json::from_str(report)
                .map_err(|error| WebError::Unforeseen(format!("a report of a trial: {error}")))?;
            let Some(report) = as_read(tx, &cx.app, cx.me.institution, lab, report).await? else {
                return Ok(Told::None);
            };
            let branches = list_branches(tx).await?;
            Told::Done(Box::new(done(words, version, lab, &report, &branches)))
        }
        ("cancelled", _) => Told::Ended(words.t("standards-lab-cancelled")),
        _ => Told::Ended(words.t("standards-lab-failed")),
    })
}

fn done(words: Words, version: &Version, lab: &Lab, report: &Report, branches: &[Branch]) -> DoneView {
    let (same, changed): (Vec<_>, Vec<_>) =
        report.promises.iter().partition(|one| one.difference == Difference::Same);
    let period = [
        ("from", words.day(day_of_number(lab.first_on)).into()),
        ("to", words.day(day_of_number(lab.last_on)).into()),
        ("entries", words.number(report.entries).into()),
        ("took", words.duration(report.took_ms.max(1000)).into()),
    ];
    DoneView {
        old: if lab.fingerprint == fingerprint(version) {
            String::new()
        } else {
            words.t("standards-lab-old")
        },
        limited: if report.is_limited { words.t("standards-lab-limited") } else { String::new() },
        summary: words.ta("standards-lab-summary", &period),
        changed: changed.into_iter().map(|one| promise(words, version.number, one, branches)).collect(),
        same: same
            .into_iter()
            .map(|one| SameView {
                heading: one.heading.get(words.0).to_owned(),
                kept: one.drafted.as_ref().map(|side| figures(words, side.total)).unwrap_or_default(),
            })
            .collect(),
    }
}

/// `POST /standard/{number}/lab`: a trial begins, in the place of the one before.
pub(crate) async fn start(cx: EmployeeCx, Path(number): Path<i64>, Form(fields): Form) -> PageResult {
    let (first, last) = match period(&fields) {
        Ok(period) => period,
        Err(key) => return refuse(&cx, number, &fields, key).await,
    };
    let mut tx = cx.write().await?;
    let version = find_version(&mut tx, number).await?.ok_or(WebError::NotFound)?;
    let loaded = cx.app.heart.loaded(&mut tx).await?;
    let lab = NewLab {
        number,
        first_on: day_number(first),
        last_on: day_number(last),
        at: cx.at,
        by: cx.me.employee,
        fingerprint: fingerprint(&version),
        against: loaded.standard(cx.at).map(|(number, _)| number),
    };
    store::begin(&mut tx, lab).await?;
    note(&mut tx, &cx, number, "standard.lab_begun").await?;
    tx.commit().await?;
    job::spawn(cx.app.clone(), cx.me.institution, number);
    Ok(see_other(&format!("/standard/{number}/lab?notice=started")))
}

/// The days a form names; else the field with what is wrong.
fn period(fields: &Fields) -> Result<(Date, Date), (&'static str, &'static str)> {
    let day = |field: &'static str| {
        let day: Result<Date, _> = fields.get(field).trim().parse();
        day.map_err(|_| (field, "standards-day-unreadable"))
    };
    let (first, last) = (day("from")?, day("to")?);
    if first > last { Err(("to", "standards-lab-backwards")) } else { Ok((first, last)) }
}

async fn refuse(
    cx: &EmployeeCx,
    number: i64,
    fields: &Fields,
    (field, key): (&'static str, &'static str),
) -> Result<Response, WebError> {
    let error = |of: &str| if of == field { cx.words.t(key) } else { String::new() };
    let refused = Refused {
        from: fields.get("from").to_owned(),
        to: fields.get("to").to_owned(),
        from_error: error("from"),
        to_error: error("to"),
    };
    let page = html(&view(cx, number, refused).await?)?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

/// `POST /standard/{number}/lab/cancel`
pub(crate) async fn cancel(cx: EmployeeCx, Path(number): Path<i64>) -> PageResult {
    let mut tx = cx.write().await?;
    let lab = store::find(&mut tx, number).await?.ok_or(WebError::NotFound)?;
    if store::end(&mut tx, number, lab.attempt, "cancelled", None, cx.at).await? {
        note(&mut tx, &cx, number, "standard.lab_cancelled").await?;
        tx.signal(topic(lab.started_by));
        tx.commit().await?;
    }
    Ok(see_other(&format!("/standard/{number}/lab?notice=cancelled")))
}

async fn note(tx: &mut Tx, cx: &EmployeeCx, number: i64, what: &'static str) -> Result<(), WebError> {
    let entry =
        Entry::new(EventKind::SetupChanged, subject(number), None).with("what", what).with("number", number);
    record(tx, &cx.app.heart, &cx.actor(), entry).await?;
    Ok(())
}

#[derive(Template)]
#[template(path = "standards/lab_entries.html")]
struct EntriesView {
    page: Page,
    number: i64,
    entries: Vec<EntryLine>,
}

struct EntryLine {
    at: String,
    what: String,
}

/// `GET /standard/{number}/lab/entries/{subject}`: what happened to an example, entry by entry.
pub(crate) async fn entries(cx: EmployeeCx, Path((number, subject)): Path<(i64, Uuid)>) -> PageResult {
    let words = cx.words;
    let mut tx = cx.read().await?;
    find_version(&mut tx, number).await?.ok_or(WebError::NotFound)?;
    let entries = list_entries_of(&mut tx, subject).await?;
    if entries.is_empty() || !store::list_unseen(&mut tx, &[subject]).await?.is_empty() {
        return Err(WebError::NotFound);
    }
    let lines = entries.iter().take(MOST_ENTRIES).map(|entry| EntryLine {
        at: format!("{} {}", words.day(entry.at.day()), words.time(entry.at)),
        what: said_of_entry(words.0, &entry.kind),
    });
    html(&EntriesView { page: cx.page(words.t("standards-lab-entries")), number, entries: lines.collect() })
}
