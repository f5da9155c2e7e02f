//! The promise page for staff and for everybody, down to one obligation and its entries.

use std::collections::{BTreeMap, HashMap};

use askama::Template;
use axum::{
    extract::{Path, Query},
    http::Method,
    response::{IntoResponse as _, Response},
};
use serde_json::{Value, json};
use solits_calendar::Why;
use solits_db::Tx;
use solits_i18n::Words;
use solits_journal::{ObligationRow, list_entries_of};
use solits_kernel::{Lang, ObligationId, Timestamp, day_number, day_of_number, month_number};
use solits_organisation::{Branch, list_branches};
use solits_standard::{CompiledPromise, Standard, event::EventKind};
use solits_web::{ApiCx, ApiDoc, App, EmployeeCx, Json, Page, PageResult, PublicCx, Routes, WebError, html};

use crate::{
    model::{FEWEST, Kept, publishable},
    store,
};

/// A bar of a year's picture: words, height, kind.
type Bar = (String, i64, &'static str);

struct PromiseView {
    norm: String,
    sentence: String,
    source: String,
    promised: String,
    kept: String,
    cases: String,
    below: bool,
    bars: Vec<Bar>,
    limit: i64,
    label: String,
}

#[derive(Template)]
#[template(path = "promises/list.html")]
struct ListView {
    page: Page,
    promises: Vec<PromiseView>,
    public: bool,
    standard: String,
}

async fn in_force(
    tx: &mut Tx,
    app: &App,
    at: Timestamp,
) -> Result<Option<std::sync::Arc<Standard>>, WebError> {
    Ok(app.heart.loaded(tx).await?.standard(at).map(|(_, standard)| standard))
}

/// `GET /promises`
pub(crate) async fn list(cx: EmployeeCx) -> PageResult {
    let mut tx = cx.read().await?;
    let standard = in_force(&mut tx, &cx.app, cx.at).await?;
    let promises = promises(&mut tx, cx.words, cx.at, standard.as_deref(), Audience::Staff).await?;
    let title = standard
        .as_ref()
        .map(|standard| standard.file().identity.title.get(cx.words.0).to_owned())
        .unwrap_or_default();
    html(&ListView { page: cx.page(cx.words.t("promises-title")), promises, public: false, standard: title })
}

/// `GET /i/{institution}/promises`
pub(crate) async fn public(cx: PublicCx) -> PageResult {
    let mut tx = cx.read().await?;
    let standard = in_force(&mut tx, &cx.app, cx.at).await?;
    let promises = promises(&mut tx, cx.words, cx.at, standard.as_deref(), Audience::Public).await?;
    let title = standard
        .as_ref()
        .map(|standard| standard.file().identity.title.get(cx.words.0).to_owned())
        .unwrap_or_default();
    html(&ListView { page: cx.page(cx.words.t("promises-title")), promises, public: true, standard: title })
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Audience {
    Staff,
    Public,
}

async fn promises(
    tx: &mut Tx,
    words: Words,
    at: Timestamp,
    standard: Option<&Standard>,
    audience: Audience,
) -> Result<Vec<PromiseView>, WebError> {
    let Some(standard) = standard else { return Ok(Vec::new()) };
    let this_month = month_number(at.day());
    let mut by_norm: HashMap<String, BTreeMap<i64, Kept>> = HashMap::new();
    for row in store::list_months(tx, this_month - 11).await? {
        let month = by_norm.entry(row.norm).or_default().entry(row.month).or_default();
        month.add(Kept { met: row.met, breached: row.breached, waived: row.waived });
    }
    Ok(standard
        .promises()
        .iter()
        .filter(|promise| audience == Audience::Staff || promise.public)
        .map(|promise| {
            let months = by_norm.remove(&promise.norm_id).unwrap_or_default();
            view(words, promise, this_month, &months, audience)
        })
        .collect())
}

fn view(
    words: Words,
    promise: &CompiledPromise,
    this_month: i64,
    months: &BTreeMap<i64, Kept>,
    audience: Audience,
) -> PromiseView {
    let year: Vec<Kept> =
        (this_month - 11..=this_month).map(|month| months.get(&month).copied().unwrap_or_default()).collect();
    let mut total = Kept::default();
    for month in &year {
        total.add(*month);
    }
    let shown = match audience {
        Audience::Staff => vec![true; year.len()],
        Audience::Public => publishable(&year),
    };
    let target = promise.target_percent / 100.0;
    #[expect(clippy::cast_possible_truncation, reason = "a height of forty at most")]
    let height = |share: f64| (share * 40.0).round() as i64;
    let bars = (this_month - 11..=this_month)
        .zip(year.iter().zip(&shown))
        .map(|(month, (kept, shown))| {
            let name = words.month(i8::try_from(month.rem_euclid(12) + 1).unwrap_or(1));
            match kept.share().filter(|_| *shown) {
                Some(share) => {
                    let kind = if share + 1e-9 >= target { "good" } else { "late" };
                    (format!("{name}: {}", words.percent(share)), height(share), kind)
                }
                None => (format!("{name}: {}", words.t("promises-no-figure")), 1, "quiet"),
            }
        })
        .collect();
    let publish_total = audience == Audience::Staff || total.owed() >= FEWEST;
    let share = total.share().filter(|_| publish_total);
    PromiseView {
        norm: promise.norm_id.clone(),
        sentence: promise.text.get(words.0).to_owned(),
        source: format!("{} {}", promise.origin.document, promise.origin.paragraph),
        promised: words.percent(target),
        kept: share.map_or_else(|| words.t("promises-no-figure"), |share| words.percent(share)),
        cases: words.n("promises-cases", if publish_total { total.owed() } else { 0 }),
        below: share.is_some_and(|share| share + 1e-9 < target),
        bars,
        limit: height(target),
        label: words.t("promises-months"),
    }
}

struct DayLine {
    day: String,
    branch: String,
    met: i64,
    breached: i64,
    waived: i64,
    kept: String,
}

struct ObligationLine {
    href: String,
    opened: String,
    due: String,
    state: String,
    kind: &'static str,
    branch: String,
}

#[derive(Template)]
#[template(path = "promises/show.html")]
struct ShowView {
    page: Page,
    promise: PromiseView,
    days: Vec<DayLine>,
    obligations: Vec<ObligationLine>,
    only_broken: bool,
}

fn branch_name(branches: &[Branch], id: Option<uuid::Uuid>, lang: Lang) -> String {
    branches
        .iter()
        .find(|branch| Some(branch.id.uuid()) == id)
        .map(|branch| branch.name.get(lang).to_owned())
        .unwrap_or_default()
}

fn state_of(words: Words, row: &ObligationRow) -> (String, &'static str) {
    match row.state.as_str() {
        "met" => (words.t("promises-state-met"), "good"),
        "breached" if row.met_late_at.is_some() => (words.t("promises-state-late"), "late"),
        "breached" => (words.t("promises-state-breached"), "late"),
        "waived" => (words.t("promises-state-waived"), "plain"),
        _ => (words.t("promises-state-open"), "soon"),
    }
}

/// How many days one page looks back.
const DAYS: i64 = 31;

/// `GET /promises/{norm}?state=breached`
pub(crate) async fn show(
    cx: EmployeeCx,
    Path(norm): Path<String>,
    Query(query): Query<HashMap<String, String>>,
) -> PageResult {
    let mut tx = cx.read().await?;
    let standard = in_force(&mut tx, &cx.app, cx.at).await?.ok_or(WebError::NotFound)?;
    let compiled = standard.promise(&norm).ok_or(WebError::NotFound)?;
    let promise = promises(&mut tx, cx.words, cx.at, Some(&standard), Audience::Staff)
        .await?
        .into_iter()
        .find(|one| one.norm == compiled.norm_id)
        .ok_or(WebError::NotFound)?;
    let branches = list_branches(&mut tx).await?;
    let today = day_number(cx.at.day());
    let days = store::list_days(&mut tx, &norm, today - DAYS, today)
        .await?
        .into_iter()
        .map(|row| {
            let kept = Kept { met: row.met, breached: row.breached, waived: row.waived };
            DayLine {
                day: cx.words.date(day_of_number(row.day)),
                branch: branch_name(&branches, Some(row.branch_id), cx.words.0),
                met: row.met,
                breached: row.breached,
                waived: row.waived,
                kept: kept.share().map(|share| cx.words.percent(share)).unwrap_or_default(),
            }
        })
        .collect();
    let only_broken = query.get("state").is_some_and(|state| state == "breached");
    let state = only_broken.then_some("breached");
    let obligations = store::list_obligations(&mut tx, Some(&norm), state, today - DAYS, today, 50)
        .await?
        .into_iter()
        .map(|row| {
            let (state, kind) = state_of(cx.words, &row);
            ObligationLine {
                href: format!("/obligations/{}?day={}", row.id, row.day),
                opened: cx.words.moment(row.opened_at),
                due: cx.words.moment(row.due_at),
                state,
                kind,
                branch: branch_name(&branches, row.branch_id.map(Into::into), cx.words.0),
            }
        })
        .collect();
    let page = cx.page(promise.sentence.clone());
    html(&ShowView { page, promise, days, obligations, only_broken })
}

struct EntryLine {
    at: String,
    words: String,
    facts: String,
}

#[derive(Template)]
#[template(path = "promises/obligation.html")]
struct ObligationView {
    page: Page,
    sentence: String,
    source: String,
    state: String,
    kind: &'static str,
    opened: String,
    due: String,
    why: String,
    entries: Vec<EntryLine>,
}

/// `GET /obligations/{id}?day=…`: one obligation with its evidence line by line.
pub(crate) async fn obligation(
    cx: EmployeeCx,
    Path(id): Path<ObligationId>,
    Query(query): Query<HashMap<String, String>>,
) -> PageResult {
    let day = query.get("day").and_then(|day| day.parse().ok()).ok_or(WebError::NotFound)?;
    let mut tx = cx.read().await?;
    let row = store::find_obligation(&mut tx, day, id).await?.ok_or(WebError::NotFound)?;
    let loaded = cx.app.heart.loaded(&mut tx).await?;
    let promise = loaded.versions.get(row.standard).and_then(|standard| standard.promise(&row.norm));
    let lang = cx.words.0;
    let entries = list_entries_of(&mut tx, row.subject_id)
        .await?
        .into_iter()
        .map(|entry| EntryLine {
            at: format!("{} {}", cx.words.date(entry.at.day()), entry.at.to_riga().strftime("%H:%M:%S")),
            words: EventKind::parse(&entry.kind).map_or_else(
                || entry.kind.clone(),
                |kind| if lang == Lang::En { kind.words().1 } else { kind.words().0 }.to_owned(),
            ),
            facts: facts_words(&entry.facts),
        })
        .collect();
    let why = row
        .why
        .as_deref()
        .and_then(|why| serde_json::from_str::<Why>(why).ok())
        .map(|why| why.sentence(lang))
        .unwrap_or_default();
    let (state, kind) = state_of(cx.words, &row);
    html(&ObligationView {
        page: cx.page(cx.words.t("promises-evidence")),
        sentence: promise.map(|promise| promise.text.get(lang).to_owned()).unwrap_or_default(),
        source: promise
            .map(|promise| format!("{} {}", promise.origin.document, promise.origin.paragraph))
            .unwrap_or_default(),
        state,
        kind,
        opened: cx.words.moment(row.opened_at),
        due: cx.words.moment(row.due_at),
        why,
        entries,
    })
}

/// The facts that a person can read: numbers and words, not ids.
fn facts_words(facts: &str) -> String {
    let facts: BTreeMap<String, Value> = serde_json::from_str(facts).unwrap_or_default();
    let readable = |value: &Value| match value {
        Value::String(text) if uuid::Uuid::parse_str(text).is_ok() => None,
        Value::String(text) => Some(text.clone()),
        Value::Null => None,
        other => Some(other.to_string()),
    };
    facts
        .iter()
        .filter_map(|(name, value)| Some(format!("{name} {}", readable(value)?)))
        .collect::<Vec<_>>()
        .join(", ")
}

/// Obligations and measures for other programs.
pub(crate) fn api() -> Routes {
    const QUERY: &[(&str, &str)] = &[
        ("norm", "id of the norm"),
        ("state", "open, met, breached or waived"),
        ("from", "first day, 2026-11-01; a month ago when absent"),
        ("to", "last day; today when absent"),
    ];
    let doc =
        |summary| ApiDoc { summary, request: None, response: Some(json!({ "type": "array" })), query: QUERY };
    Routes::new()
        .api(
            Method::GET,
            "/api/v1/obligations",
            "measures.read",
            doc("Obligations of a norm, latest first, at most 500"),
            api_obligations,
        )
        .api(
            Method::GET,
            "/api/v1/measures",
            "measures.read",
            doc("Promised and kept by day and branch"),
            api_measures,
        )
}

fn days_of(query: &HashMap<String, String>, at: Timestamp) -> Result<(i64, i64), WebError> {
    let today = day_number(at.day());
    let day = |name: &str, otherwise| match query.get(name) {
        Some(text) => text.parse::<jiff::civil::Date>().map(day_number).map_err(|_| WebError::BadRequest),
        None => Ok(otherwise),
    };
    let (from, to) = (day("from", today - DAYS)?, day("to", today)?);
    if to - from > 400 { Err(WebError::BadRequest) } else { Ok((from, to)) }
}

async fn api_obligations(
    cx: ApiCx,
    Query(query): Query<HashMap<String, String>>,
) -> Result<Response, WebError> {
    let norm = query.get("norm").map(String::as_str);
    let (from, to) = days_of(&query, cx.at)?;
    let mut tx = cx.read().await?;
    let rows: Vec<Value> = store::list_obligations(&mut tx, norm, query.get("state").map(String::as_str), from, to, 500)
        .await?
        .into_iter()
        .map(|row| {
            json!({ "id": row.id, "norm": row.norm, "standard": row.standard, "subject": row.subject_id, "branch": row.branch_id,
                    "channel": row.channel, "state": row.state, "opened_at": row.opened_at, "due_at": row.due_at,
                    "closed_at": row.closed_at, "met_late_at": row.met_late_at, "reason": row.reason,
                    "opened_entry": row.opened_n, "closed_entry": row.closed_n })
        })
        .collect();
    Ok(Json(rows).into_response())
}

async fn api_measures(cx: ApiCx, Query(query): Query<HashMap<String, String>>) -> Result<Response, WebError> {
    let norm = query.get("norm").ok_or(WebError::BadRequest)?;
    let (from, to) = days_of(&query, cx.at)?;
    let mut tx = cx.read().await?;
    let rows: Vec<Value> = store::list_days(&mut tx, norm, from, to)
        .await?
        .into_iter()
        .map(|row| {
            json!({ "day": day_of_number(row.day).to_string(), "branch": row.branch_id, "met": row.met,
                    "breached": row.breached, "waived": row.waived })
        })
        .collect();
    Ok(Json(rows).into_response())
}
