//! `GET /reports`: what one was told of late promises; and who was told, beside an obligation's evidence.

use std::collections::{BTreeMap, HashMap};

use askama::Template;
use axum::extract::Query;
use serde_json::Value;
use solits_db::{DbError, Tx};
use solits_i18n::Words;
use solits_journal::{Entry, StoredEntry, record};
use solits_kernel::{BranchId, EmployeeId, Lang, ObligationId, Timestamp};
use solits_organisation::{list_branches, list_employees};
use solits_standard::{Standard, event::EventKind};
use solits_web::{App, EmployeeCx, Form, Notice, Page, PageResult, ROLES, WebError, html, see_other};

use super::{
    model::{NOBODY, TOLD_AS},
    store::{self, OwnRow, ToldRow},
};
use crate::pages::{branch_name, state_words};

/// So much of what one was told is shown.
const MOST: i64 = 100;

struct ReportLine {
    sentence: String,
    /// The evidence; empty for one who may not read it.
    href: String,
    kind: &'static str,
    state: String,
    branch: String,
    due: String,
    told: String,
    /// By which role, and for whom one stands in.
    as_whom: String,
    is_new: bool,
}

#[derive(Template)]
#[template(path = "promises/reports.html")]
struct ReportsView {
    page: Page,
    reports: Vec<ReportLine>,
    /// How much is new, in words; empty for nothing.
    unseen: String,
    /// Up to when, in milliseconds: what comes while the page is read stays new.
    upto: i64,
}

/// `GET /reports`
pub(super) async fn show(cx: EmployeeCx, Query(query): Query<HashMap<String, String>>) -> PageResult {
    let words = cx.words;
    let mut page = cx.page(words.t("promises-reports-own"));
    if query.get("notice").is_some_and(|notice| notice == "seen") {
        page.notice = Some(Notice { kind: "good", text: words.t("promises-notice-seen"), undo: None });
    }
    let mut tx = cx.read().await?;
    let rows = store::list_own(&mut tx, cx.me.employee, MOST).await?;
    let unseen = unseen(&mut tx, words, cx.me.employee).await?;
    let loaded = cx.app.heart.loaded(&mut tx).await?;
    let branches = list_branches(&mut tx).await?;
    let names = names(&mut tx).await?;
    let line = |row: &OwnRow| {
        let standard = loaded.versions.get(row.standard);
        let promise = standard.and_then(|standard| standard.promise(&row.norm));
        let (state, kind) = state_words(words, &row.state);
        let role = standard.map_or(row.role.as_str(), |standard| title(standard, &row.role, words.0));
        ReportLine {
            sentence: promise.map_or(row.norm.as_str(), |promise| promise.text.get(words.0)).to_owned(),
            href: if cx.me.may("measures.read") {
                format!("/obligations/{}?day={}", row.obligation_id, row.day)
            } else {
                String::new()
            },
            kind,
            state,
            branch: branch_name(words, &branches, row.branch_id),
            due: words.moment(row.due_at),
            told: words.moment(row.told_at),
            as_whom: with_substitute(words, role.to_owned(), row.instead_of, &names),
            is_new: row.seen_at.is_none(),
        }
    };
    html(&ReportsView { reports: rows.iter().map(line).collect(), page, unseen, upto: cx.at.millis() })
}

/// Reports of late promises that somebody has not said to have seen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UnseenReports {
    /// How many there are.
    pub count: i64,
    /// The newest of them, the latest first.
    pub newest: Vec<UnseenReport>,
}

/// A report of a late promise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnseenReport {
    /// What was promised, in the reader's language and the words of the version it was promised by.
    pub sentence: String,
    /// Where it was promised; `None` where no branch is.
    pub branch: Option<BranchId>,
    /// The last instant at which it could be kept.
    pub due_at: Timestamp,
    /// When it was reported.
    pub told_at: Timestamp,
    /// The page of its evidence, for whoever may read measures.
    pub href: String,
}

/// Reports of late promises to `employee` that they have not said to have seen: how many, and at most `most` of the
/// newest, as `/reports` lists them all. [`WebError::Journal`] where the standards cannot be read.
pub async fn unseen_reports(
    tx: &mut Tx,
    app: &App,
    words: Words,
    employee: EmployeeId,
    most: i64,
) -> Result<UnseenReports, WebError> {
    let count = store::count_unseen(tx, employee).await?;
    if count == 0 {
        return Ok(UnseenReports::default());
    }
    let loaded = app.heart.loaded(tx).await?;
    let report = |row: OwnRow| {
        let promise = loaded.versions.get(row.standard).and_then(|standard| standard.promise(&row.norm));
        UnseenReport {
            sentence: promise.map_or(row.norm.as_str(), |promise| promise.text.get(words.0)).to_owned(),
            branch: row.branch_id.map(BranchId::new),
            due_at: row.due_at,
            told_at: row.told_at,
            href: format!("/obligations/{}?day={}", row.obligation_id, row.day),
        }
    };
    let newest = store::list_unseen(tx, employee, most).await?.into_iter().map(report).collect();
    Ok(UnseenReports { count, newest })
}

/// How much was reported to somebody and is new, in words; empty for nothing.
pub(super) async fn unseen(tx: &mut Tx, words: Words, employee: EmployeeId) -> Result<String, DbError> {
    Ok(unseen_words(words, store::count_unseen(tx, employee).await?))
}

/// So many new reports in words; empty for none.
pub(crate) fn unseen_words(words: Words, count: i64) -> String {
    if count == 0 { String::new() } else { words.n("promises-reports-unseen", count) }
}

/// `POST /reports/seen`
pub(super) async fn seen(cx: EmployeeCx, Form(fields): Form) -> PageResult {
    let upto: i64 = fields.parse("upto").ok_or(WebError::BadRequest)?;
    let upto = Timestamp::from_millis(upto.min(cx.at.millis()));
    let mut tx = cx.write().await?;
    let seen = store::mark_seen(&mut tx, cx.me.employee, upto, cx.at).await?;
    if seen > 0 {
        let entry = Entry::new(EventKind::SetupChanged, cx.me.employee, None)
            .with("what", "reports.seen")
            .with("count", seen);
        record(&mut tx, &cx.app.heart, &cx.actor(), entry).await?;
        tx.commit().await?;
    }
    Ok(see_other("/reports?notice=seen"))
}

async fn names(tx: &mut Tx) -> Result<HashMap<EmployeeId, String>, WebError> {
    Ok(list_employees(tx).await?.into_iter().map(|one| (one.id, one.name)).collect())
}

fn named(names: &HashMap<EmployeeId, String>, id: EmployeeId) -> &str {
    names.get(&id).map_or("–", String::as_str)
}

fn with_substitute(
    words: Words,
    who: String,
    instead_of: Option<EmployeeId>,
    names: &HashMap<EmployeeId, String>,
) -> String {
    match instead_of {
        None => who,
        Some(of) => {
            let gaps = [("who", who.into()), ("for", named(names, of).into())];
            words.ta("promises-report-instead", &gaps)
        }
    }
}

/// A role in the standard's words; of one that it does not explain, in the program's, else its id.
fn title<'a>(standard: &'a Standard, id: &'a str, lang: Lang) -> &'a str {
    let role = standard.lists().roles.iter().find(|role| role.value.id == id);
    let of_program = || {
        let known = ROLES.iter().find(|role| role.name == id)?;
        Some(if lang == Lang::Lv { known.title.0 } else { known.title.1 })
    };
    role.map(|role| role.value.title.get(lang)).or_else(of_program).unwrap_or(id)
}

/// To whom and when it was reported that an obligation is late, one sentence for each report.
pub(crate) async fn said_of(
    tx: &mut Tx,
    words: Words,
    standard: Option<&Standard>,
    (day, obligation): (i64, ObligationId),
    entries: &[StoredEntry],
) -> Result<Vec<String>, WebError> {
    let rows = store::list_of(tx, day, obligation).await?;
    let names = if rows.is_empty() { HashMap::new() } else { names(tx).await? };
    let reports = entries
        .iter()
        .filter(|entry| EventKind::parse(&entry.kind) == Some(EventKind::ObligationEscalated))
        .filter_map(|entry| {
            Some((entry.at, serde_json::from_str::<BTreeMap<String, Value>>(&entry.facts).ok()?))
        })
        .filter(|(_, facts)| {
            facts.get("obligation").and_then(Value::as_str) == Some(obligation.to_string().as_str())
        });
    let told = reports.zip(0_i64..).map(|((at, facts), step)| {
        let of_step: Vec<&ToldRow> = rows.iter().filter(|row| row.step == step).collect();
        sentence(words, standard, at, &facts, &of_step, &names)
    });
    Ok(told.collect())
}

fn sentence(
    words: Words,
    standard: Option<&Standard>,
    at: Timestamp,
    facts: &BTreeMap<String, Value>,
    people: &[&ToldRow],
    names: &HashMap<EmployeeId, String>,
) -> String {
    let role = |name: &str| {
        let id = facts.get(name).and_then(Value::as_str)?;
        Some(standard.map_or(id, |standard| title(standard, id, words.0)).to_owned())
    };
    let when = words.moment(at);
    let asked = role("to").unwrap_or_default();
    if facts.contains_key(NOBODY) {
        return words.ta("promises-report-nobody", &[("when", when.into()), ("role", asked.into())]);
    }
    let who: Vec<String> = people
        .iter()
        .map(|row| with_substitute(words, named(names, row.employee_id).to_owned(), row.instead_of, names))
        .collect();
    let above = role(TOLD_AS);
    let told_as = above.clone().unwrap_or_else(|| asked.clone());
    let who = if who.is_empty() { told_as.clone() } else { format!("{} ({told_as})", who.join(", ")) };
    if above.is_none() {
        return words.ta("promises-report-told", &[("when", when.into()), ("who", who.into())]);
    }
    let gaps = [("when", when.into()), ("who", who.into()), ("role", asked.into())];
    words.ta("promises-report-above", &gaps)
}
