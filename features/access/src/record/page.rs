//! `/setup/access-record`: the record, by case, employee and day; and of a day what is unusual.
#![expect(
    clippy::cmp_owned,
    reason = "the shared list of choices compares values of any type by their written form"
)]

use askama::Template;
use axum::extract::Query;
use jiff::civil::{Date, Time};
use serde::Deserialize;
use solits_db::Tx;
use solits_i18n::Words;
use solits_kernel::{EmployeeId, Timestamp};
use solits_web::{EmployeeCx, Page, PageResult, WebError, html};
use uuid::Uuid;

use super::{
    Look,
    find::{Found, list_unusual},
    look,
    purpose::Purpose,
    store::{self, EntryRow, Span, Whose},
    unusual::Unusual,
};

/// Entries on a page.
const ON_A_PAGE: usize = 50;
/// One more tells whether there are more.
const MOST: i64 = 51;

/// What the address asks for; what is empty is not asked.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    case: String,
    person: String,
    day: String,
    /// `unusual` shows what is unusual of a day.
    show: String,
    /// Where the page before ended: instant and id.
    after: String,
}

struct Entry {
    at: String,
    who: String,
    what: String,
    /// Address and reference of the case, where it was about one.
    reference: String,
    /// Why they looked; empty where nothing tied them to it.
    purpose: String,
    /// Why it is unusual; empty unless only such entries are shown.
    why: Vec<String>,
}

/// Which entries are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Show {
    Everything,
    Unusual,
}

#[derive(Template)]
#[template(path = "access/record.html")]
struct RecordView {
    page: Page,
    case: String,
    case_error: String,
    people: Vec<(String, String)>,
    person: String,
    day: String,
    day_error: String,
    show: Show,
    shows: Vec<(String, String)>,
    may_set_up: bool,
    may_keep: bool,
    entries: Vec<Entry>,
    /// The next page; empty on the last.
    next: String,
}

impl RecordView {
    /// The value of the choice that is shown.
    const fn shown(&self) -> &'static str {
        match self.show {
            Show::Everything => "",
            Show::Unusual => "unusual",
        }
    }
}

/// The instants of a day in Riga, or all of them.
fn span(day: Option<Date>, after: Option<(Timestamp, Uuid)>) -> Span {
    let far = Timestamp::from_millis(i64::MAX);
    let (from, to) = day.map_or((Timestamp::from_millis(0), far), |day| {
        let next = day.tomorrow().unwrap_or(Date::MAX);
        (Timestamp::in_riga(day, Time::MIN), Timestamp::in_riga(next, Time::MIN))
    });
    Span { from, to, after: after.unwrap_or((far, Uuid::max())) }
}

/// Reads where the page before ended.
fn place(text: &str) -> Option<(Timestamp, Uuid)> {
    let (at, id) = text.split_once('.')?;
    Some((Timestamp::from_millis(at.parse().ok()?), id.parse().ok()?))
}

/// Entries for a page, and one more where there are more.
async fn read(
    tx: &mut Tx,
    cx: &EmployeeCx,
    show: Show,
    whose: Whose,
    span: Span,
) -> Result<Vec<Found>, WebError> {
    match show {
        Show::Unusual => list_unusual(tx, &cx.app, whose, span, ON_A_PAGE + 1).await,
        Show::Everything => {
            let rows = store::list(tx, whose, span, MOST).await?;
            Ok(rows.into_iter().map(|row| Found { row, why: Vec::new() }).collect())
        }
    }
}

fn why(unusual: Unusual, words: Words) -> String {
    match unusual {
        Unusual::Many(count) => words.n("access-unusual-many", count),
        Unusual::ManySearches { searches, opened } => {
            words.na("access-unusual-searches", searches, &[("opened", opened.into())])
        }
        Unusual::OutsideHours => words.t("access-unusual-hours"),
        Unusual::OtherUnit => words.t("access-unusual-unit"),
        Unusual::OwnSurname => words.t("access-unusual-surname"),
    }
}

fn what(row: &EntryRow, words: Words) -> String {
    let key = match row.what.as_str() {
        "case.opened" => "access-record-case-opened",
        "case.receipt" => "access-record-case-receipt",
        "case.search" => "access-record-case-search",
        "case.list" => "access-record-case-list",
        "table.export" => "access-record-export",
        "evidence.file" => "access-record-evidence-file",
        "person.export" => "access-record-person-export",
        "person.case" => "access-record-person-case",
        _ => "access-record-viewed",
    };
    let norm = row.norm.as_deref().unwrap_or_default();
    words.ta(key, &[("count", row.hits.unwrap_or_default().into()), ("norm", norm.into())])
}

fn entry(found: Found, words: Words) -> Entry {
    let Found { row, why: reasons } = found;
    let what = what(&row, words);
    let who = match (row.employee, row.token) {
        (Some(name), _) => name,
        (None, Some(name)) => words.ta("access-record-program", &[("name", name.as_str().into())]),
        (None, None) => String::new(),
    };
    // What is taken for a person is taken for no other purpose, whoever takes it.
    let purpose = match row.what.as_str() {
        "person.export" | "person.case" => Some("access-purpose-person"),
        _ => row.purpose.as_deref().and_then(Purpose::read).map(Purpose::key),
    };
    Entry {
        at: words.moment(row.at),
        who,
        what,
        reference: row.reference.unwrap_or_default(),
        purpose: purpose.map(|key| words.t(key)).unwrap_or_default(),
        why: reasons.into_iter().map(|reason| why(reason, words)).collect(),
    }
}

/// A part of an address.
fn escaped(text: &str) -> String {
    use std::fmt::Write as _;
    text.bytes().fold(String::new(), |mut all, byte| {
        if byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'.' {
            all.push(char::from(byte));
        } else {
            let _ = write!(all, "%{byte:02X}");
        }
        all
    })
}

fn next_page(asked: &Asked, last: &EntryRow) -> String {
    format!(
        "/setup/access-record?case={}&person={}&day={}&show={}&after={}.{}",
        escaped(&asked.case),
        escaped(&asked.person),
        escaped(&asked.day),
        escaped(&asked.show),
        last.at.millis(),
        last.id
    )
}

/// The day asked for, and what is wrong with how it was written. What is unusual is asked of a day: today, unless said.
fn day_asked(asked: &Asked, show: Show, cx: &EmployeeCx) -> (Option<Date>, String) {
    match asked.day.trim() {
        "" => ((show == Show::Unusual).then(|| cx.at.day()), String::new()),
        typed => match typed.parse() {
            Ok(day) => (Some(day), String::new()),
            Err(_) => (None, cx.words.t("common-field-not-understood")),
        },
    }
}

/// Whose entries are asked for, and what is wrong with the number of the case.
async fn whose_asked(tx: &mut Tx, asked: &Asked, cx: &EmployeeCx) -> Result<(Whose, String), WebError> {
    let employee = match asked.person.as_str() {
        "" => None,
        typed => Some(typed.parse::<EmployeeId>().map_err(|_| WebError::BadRequest)?),
    };
    let reference = asked.case.trim();
    if reference.is_empty() {
        return Ok((Whose { employee, case: None }, String::new()));
    }
    let case = store::find_case(tx, reference).await?;
    let error = if case.is_some() { String::new() } else { cx.words.t("access-record-no-case") };
    Ok((Whose { employee, case }, error))
}

/// `GET /setup/access-record`: whoever looks is recorded too, before anything is shown.
pub(crate) async fn show(cx: EmployeeCx, Query(mut asked): Query<Asked>) -> PageResult {
    let words = cx.words;
    let show = if asked.show == "unusual" { Show::Unusual } else { Show::Everything };
    let (day, day_error) = day_asked(&asked, show, &cx);
    if let Some(day) = day {
        asked.day = day.to_string();
    }
    let mut tx = cx.read().await?;
    let (whose, case_error) = whose_asked(&mut tx, &asked, &cx).await?;
    // Nothing is shown in place of what was asked and cannot be answered.
    let mut found = if case_error.is_empty() && day_error.is_empty() {
        read(&mut tx, &cx, show, whose, span(day, place(&asked.after))).await?
    } else {
        Vec::new()
    };
    let people = solits_organisation::list_employees(&mut tx).await?;
    drop(tx);
    let has_more = found.len() > ON_A_PAGE;
    found.truncate(ON_A_PAGE);
    look(cx.write().await?, &cx.app, &cx.actor(), Look::Record(found.len())).await?;
    let last = found.last().filter(|_| has_more);
    let next = last.map(|last| next_page(&asked, &last.row)).unwrap_or_default();
    html(&RecordView {
        page: cx.page(words.t("access-record")),
        people: people.into_iter().map(|one| (one.id.to_string(), one.name)).collect(),
        entries: found.into_iter().map(|one| entry(one, words)).collect(),
        shows: vec![("unusual".to_owned(), words.t("access-record-unusual"))],
        show,
        may_set_up: cx.me.may("setup.manage"),
        may_keep: cx.me.may("record.keep"),
        case: asked.case,
        person: asked.person,
        day: asked.day,
        case_error,
        day_error,
        next,
    })
}
