//! `/setup/access-record`: the record, by case, employee and day.
#![expect(
    clippy::cmp_owned,
    reason = "the shared list of choices compares values of any type by their written form"
)]

use askama::Template;
use axum::extract::Query;
use jiff::civil::{Date, Time};
use serde::Deserialize;
use solits_db::{DbError, Tx};
use solits_i18n::Words;
use solits_kernel::{CaseId, EmployeeId, Timestamp};
use solits_web::{EmployeeCx, Page, PageResult, WebError, html};
use uuid::Uuid;

use super::{
    Look, look,
    store::{self, EntryRow, Span},
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
    /// Where the page before ended: instant and id.
    after: String,
}

struct Entry {
    at: String,
    who: String,
    what: String,
    /// Address and reference of the case, where it was about one.
    reference: String,
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
    entries: Vec<Entry>,
    /// The next page; empty on the last.
    next: String,
}

/// What is to be found.
#[derive(Clone, Copy, Debug)]
enum Whose {
    Everything,
    Employee(EmployeeId),
    Case(CaseId, Option<EmployeeId>),
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

async fn read(tx: &mut Tx, whose: Whose, span: Span) -> Result<Vec<EntryRow>, DbError> {
    match whose {
        Whose::Everything => store::list(tx, span, MOST).await,
        Whose::Employee(id) => store::list_of_employee(tx, id, span, MOST).await,
        Whose::Case(case, employee) => store::list_of_case(tx, case, employee, span, MOST).await,
    }
}

fn what(row: &EntryRow, words: Words) -> String {
    let key = match row.what.as_str() {
        "case.opened" => "access-record-case-opened",
        "case.receipt" => "access-record-case-receipt",
        "case.search" => "access-record-case-search",
        "case.list" => "access-record-case-list",
        _ => "access-record-viewed",
    };
    words.ta(key, &[("count", row.hits.unwrap_or_default().into())])
}

fn entry(row: EntryRow, words: Words) -> Entry {
    let what = what(&row, words);
    let who = match (row.employee, row.token) {
        (Some(name), _) => name,
        (None, Some(name)) => words.ta("access-record-program", &[("name", name.as_str().into())]),
        (None, None) => String::new(),
    };
    Entry { at: words.moment(row.at), who, what, reference: row.reference.unwrap_or_default() }
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
        "/setup/access-record?case={}&person={}&day={}&after={}.{}",
        escaped(&asked.case),
        escaped(&asked.person),
        escaped(&asked.day),
        last.at.millis(),
        last.id
    )
}

/// `GET /setup/access-record`: whoever looks is recorded too, before anything is shown.
pub(crate) async fn show(cx: EmployeeCx, Query(asked): Query<Asked>) -> PageResult {
    let words = cx.words;
    let employee = match asked.person.as_str() {
        "" => None,
        typed => Some(typed.parse::<EmployeeId>().map_err(|_| WebError::BadRequest)?),
    };
    let day = asked.day.trim().parse::<Date>().ok();
    let day_error = if asked.day.trim().is_empty() || day.is_some() {
        String::new()
    } else {
        words.t("common-field-not-understood")
    };
    let mut tx = cx.read().await?;
    let reference = asked.case.trim();
    let case = match reference {
        "" => None,
        typed => store::find_case(&mut tx, typed).await?,
    };
    let case_error =
        if reference.is_empty() || case.is_some() { String::new() } else { words.t("access-record-no-case") };
    let whose = match (case, employee) {
        (Some(case), employee) => Whose::Case(case, employee),
        (None, Some(employee)) => Whose::Employee(employee),
        (None, None) => Whose::Everything,
    };
    // Nothing is shown in place of what was asked and cannot be answered.
    let mut rows = if case_error.is_empty() && day_error.is_empty() {
        read(&mut tx, whose, span(day, place(&asked.after))).await?
    } else {
        Vec::new()
    };
    let people = solits_organisation::list_employees(&mut tx).await?;
    drop(tx);
    let has_more = rows.len() > ON_A_PAGE;
    rows.truncate(ON_A_PAGE);
    look(cx.write().await?, &cx.app, &cx.actor(), Look::Record(rows.len())).await?;
    let next = rows.last().filter(|_| has_more).map(|last| next_page(&asked, last)).unwrap_or_default();
    html(&RecordView {
        page: cx.page(words.t("access-record")),
        people: people.into_iter().map(|one| (one.id.to_string(), one.name)).collect(),
        entries: rows.into_iter().map(|row| entry(row, words)).collect(),
        case: asked.case,
        person: asked.person,
        day: asked.day,
        case_error,
        day_error,
        next,
    })
}
