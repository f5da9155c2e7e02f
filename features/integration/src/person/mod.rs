//! `/person`: everything that is stored of one client, for that client (security §11, Export of one person).
//!
//! Somebody is found by an address, a number or a case, never by a name. First it is seen how much there is; then it is
//! taken, as a file for programs or as a page to print. Each taking is journalled and written into the access record, as a
//! whole and for each case, before anything of it leaves, and counts among the exports of whoever takes it. What others
//! wrote or are is left out, and so is what whoever takes it may not see.

mod api;
mod gather;
mod model;
mod print;
mod tables;

use askama::Template;
use axum::http::{HeaderValue, StatusCode, header};
use serde_json::{Map, Value, json};
use solits_access::{Look, look, record_look};
use solits_db::Tx;
use solits_i18n::Words;
use solits_journal::{Actor, Entry, record};
use solits_kernel::{EmployeeId, Timestamp};
use solits_standard::event::EventKind;
use solits_web::{
    App, Draft, EmployeeCx, Form, Guard, KEEP_FEEDBACK, Page, PageResult, Routes, WebError, html, saved,
    unprocessable,
};

use self::gather::{Gathered, Sought, gather};
use crate::exports::wait_seconds;

pub(crate) use model::Contact;
pub use tables::{GIVEN, NOT_GIVEN, Why};

const MINUTE_MS: i64 = 60_000;
/// Longest address, number or number of a case.
const LONGEST: usize = 200;
/// Whoever keeps the registers answers clients about what is kept of them.
const KEEP: Guard = Guard::Right(KEEP_FEEDBACK);

/// The routes of what is given to a person.
pub(crate) fn routes() -> Routes {
    let pages = Routes::new()
        .get("/person", KEEP, show)
        .post("/person", KEEP, find)
        .post("/person/file", KEEP, file)
        .takes_its_time()
        .post("/person/print", KEEP, printed)
        .takes_its_time()
        // Whoever opens the address of the page again, or in the other language, begins anew: a look at it would be a taking.
        .get("/person/print", KEEP, show);
    pages.merge(api::routes())
}

/// How much there is.
struct Found {
    /// What was typed.
    who: String,
    /// What kind, and how many.
    lines: Vec<(String, usize)>,
    /// What somebody has to read before it is given, and how many.
    withheld: Vec<(String, usize)>,
}

#[derive(Template)]
#[template(path = "integration/person.html")]
struct PersonView {
    page: Page,
    draft: Draft,
    found: Option<Found>,
    /// Somebody was looked for, and there is nothing.
    is_unknown: bool,
    not_given: Vec<String>,
    /// What cannot be said beside a field.
    problem: String,
}

/// `GET /person`
async fn show(cx: EmployeeCx) -> PageResult {
    view(&cx, Draft::default(), None, String::new())
}

fn view(cx: &EmployeeCx, draft: Draft, gathered: Option<&Gathered>, problem: String) -> PageResult {
    let words = cx.words;
    let found = gathered.filter(|all| all.rows() > 0).map(|all| Found {
        who: draft.get("who").trim().to_owned(),
        lines: all.tables.iter().map(|(table, rows)| (table_name(table, words), rows.len())).collect(),
        withheld: all.withheld.iter().map(|(table, rows)| (table_name(table, words), *rows)).collect(),
    });
    html(&PersonView {
        is_unknown: gathered.is_some() && found.is_none(),
        found,
        not_given: Why::ALL.into_iter().map(|why| why_words(why, words)).collect(),
        page: cx.page(words.t("integration-person")),
        draft,
        problem,
    })
}

/// What a table holds, in words.
fn table_name(table: &str, words: Words) -> String {
    words.t(&format!("integration-person-table-{}", table.replace('_', "-")))
}

/// Why something is not given, in words.
fn why_words(why: Why, words: Words) -> String {
    words.t(&format!("integration-person-why-{}", why.code()))
}

/// Whom the form means; `None` where something is wrong with it.
fn typed(draft: &mut Draft, words: Words) -> Option<Sought> {
    let who = draft.text("who", LONGEST, words);
    if who.is_empty() {
        return None;
    }
    let sought = Sought::read(&who);
    if sought.is_none() {
        draft.refuse("who", words.t("integration-person-who-wrong"));
    }
    sought
}

/// Counts a search for whoever looks.
fn count_search(cx: &EmployeeCx) -> Result<(), WebError> {
    let name = format!("search:{}", cx.me.employee);
    cx.app.limiter.take(&name, cx.app.config.limits.searches, MINUTE_MS, cx.at)
}

/// `POST /person`: how much there is, recorded as a search.
async fn find(cx: EmployeeCx, Form(fields): Form) -> PageResult {
    let mut draft = Draft::of(fields);
    let Some(sought) = typed(&mut draft, cx.words) else {
        return Ok(unprocessable(view(&cx, draft, None, String::new())?));
    };
    count_search(&cx)?;
    let mut tx = cx.read().await?;
    let gathered = gather(&mut tx, &sought).await?;
    drop(tx);
    look(cx.write().await?, &cx.app, &cx.actor(), Look::Search(gathered.cases.len())).await?;
    view(&cx, draft, Some(&gathered), String::new())
}

/// What was asked for, or the page that says why it is not given.
enum Asked {
    Gathered(Gathered, String),
    Refused(PageResult),
}

/// Gathers what a form asks for, counts it and records it.
async fn taken(cx: &EmployeeCx, mut draft: Draft, way: &str) -> Result<Asked, WebError> {
    let Some(sought) = typed(&mut draft, cx.words) else {
        return Ok(Asked::Refused(view(cx, draft, None, String::new()).map(unprocessable)));
    };
    count_search(cx)?;
    let mut tx = cx.read().await?;
    let gathered = gather(&mut tx, &sought).await?;
    if gathered.rows() == 0 {
        drop(tx);
        look(cx.write().await?, &cx.app, &cx.actor(), Look::Search(0)).await?;
        return Ok(Asked::Refused(view(cx, draft, Some(&gathered), String::new()).map(unprocessable)));
    }
    if let Some(seconds) = wait_seconds(&cx.app, &tx, cx.me.institution, cx.at) {
        return Ok(Asked::Refused(too_often(cx, draft, seconds)));
    }
    drop(tx);
    note(cx.write().await?, &cx.app, &cx.actor(), &gathered, way).await?;
    Ok(Asked::Gathered(gathered, draft.get("who").trim().to_owned()))
}

fn too_often(cx: &EmployeeCx, draft: Draft, seconds: u64) -> PageResult {
    let minutes = i64::try_from(seconds.div_ceil(60)).unwrap_or(i64::MAX);
    let args = [("most", i64::from(cx.app.config.limits.exports).into()), ("minutes", minutes.into())];
    let mut page = view(cx, draft, None, cx.words.ta("integration-export-often", &args))?;
    *page.status_mut() = StatusCode::TOO_MANY_REQUESTS;
    page.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    Ok(page)
}

/// Writes a taking into the access record and the journal. The subject of the entry is whoever took it, or the taking itself
/// for another program: who the person is stands in the record, by their cases.
async fn note(mut tx: Tx, app: &App, actor: &Actor, gathered: &Gathered, way: &str) -> Result<(), WebError> {
    record_look(&mut tx, app, actor, Look::Person(gathered.rows())).await?;
    for case in &gathered.cases {
        record_look(&mut tx, app, actor, Look::PersonCase(*case)).await?;
    }
    let subject = actor.employee().map_or_else(|| app.random.uuid(actor.at), EmployeeId::uuid);
    let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    let entry = Entry::new(EventKind::SetupChanged, subject, None)
        .with("what", "person.exported")
        .with("way", way)
        .with("rows", count(gathered.rows()))
        .with("cases", count(gathered.cases.len()));
    record(&mut tx, &app.heart, actor, entry).await?;
    tx.commit().await?;
    Ok(())
}

/// The file: rows by table, what somebody has to read first, and what is not given and why.
fn document(gathered: &Gathered, who: &str, at: Timestamp, words: Words) -> Value {
    let not_given: Map<String, Value> = NOT_GIVEN
        .iter()
        .map(|(table, why)| ((*table).to_owned(), Value::from(why_words(*why, words))))
        .collect();
    json!({
        "format": "solits-person-1",
        "found_by": who,
        "taken_at": at,
        "tables": gathered.tables,
        "withheld": gathered.withheld,
        "not_given": not_given,
    })
}

/// `POST /person/file`
async fn file(cx: EmployeeCx, Form(fields): Form) -> PageResult {
    match taken(&cx, Draft::of(fields), "file").await? {
        Asked::Refused(page) => page,
        Asked::Gathered(gathered, who) => {
            let document = document(&gathered, &who, cx.at, cx.words);
            let text = serde_json::to_vec_pretty(&document)
                .map_err(|error| WebError::Unforeseen(error.to_string()))?;
            saved(&format!("person-{}.json", cx.at.day()), "application/json", text)
        }
    }
}

/// `POST /person/print`
async fn printed(cx: EmployeeCx, Form(fields): Form) -> PageResult {
    match taken(&cx, Draft::of(fields), "print").await? {
        Asked::Refused(page) => page,
        Asked::Gathered(gathered, who) => print::view(&cx, &gathered, &who),
    }
}
