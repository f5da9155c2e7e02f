//! Lists of cases: one's own, the unit's, those without anybody to see to them, the late ones; and the search.

use std::collections::HashSet;

use askama::Template;
use axum::extract::Query;
use serde::Deserialize;
use solits_access::{Look, look};
use solits_db::Tx;
use solits_kernel::{EmployeeId, clean};
use solits_web::{EmployeeCx, Page, PageResult, WebError, html};

use super::whole::{Directory, status_words};
use crate::{
    facts::{self, CaseLine, SEARCHED, due_first},
    model::Urgency,
    promised::last_moment,
    timeline::Names as _,
};

/// Rows of a list; more would not be read.
const MOST_ROWS: usize = 50;
const MOST: i64 = 50;
/// Longest text that is searched for.
const MOST_SEARCHED: usize = 100;

/// What is listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Which {
    #[default]
    Mine,
    Unit,
    Unassigned,
    Late,
}

impl Which {
    const ALL: [Self; 4] = [Self::Mine, Self::Unit, Self::Unassigned, Self::Late];

    const fn name(self) -> &'static str {
        match self {
            Self::Mine => "mine",
            Self::Unit => "unit",
            Self::Unassigned => "unassigned",
            Self::Late => "late",
        }
    }
    const fn label(self) -> &'static str {
        match self {
            Self::Mine => "cases-list-mine",
            Self::Unit => "cases-list-unit",
            Self::Unassigned => "cases-list-unassigned",
            Self::Late => "cases-list-late",
        }
    }
    const fn empty(self) -> &'static str {
        match self {
            Self::Mine => "cases-empty-mine",
            Self::Unit => "cases-empty-unit",
            Self::Unassigned => "cases-empty-unassigned",
            Self::Late => "cases-empty-late",
        }
    }
}

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    list: Which,
    #[serde(default)]
    q: String,
    /// What was just done.
    notice: Option<String>,
}

struct Tab {
    href: String,
    label: String,
    is_current: bool,
}

struct Row {
    href: String,
    reference: String,
    subject: String,
    kind: String,
    owner: String,
    status: String,
    badge: &'static str,
    due: String,
    date: String,
    why: String,
    class: &'static str,
}

#[derive(Template)]
#[template(path = "cases/list.html")]
struct ListView {
    page: Page,
    tabs: Vec<Tab>,
    query: String,
    rows: Vec<Row>,
    heading: String,
    empty: String,
    empty_text: String,
    is_full: bool,
    fragment: String,
}

#[derive(Template)]
#[template(path = "cases/list_rows.html")]
struct RowsView {
    page: Page,
    rows: Vec<Row>,
    heading: String,
    empty: String,
    empty_text: String,
    is_full: bool,
}

/// `GET /cases`
pub(crate) async fn list(cx: EmployeeCx, Query(asked): Query<Asked>) -> PageResult {
    let mut page = cx.page(cx.words.t("cases-title"));
    page.live = Some(format!("/live?topics=employee:{}", cx.me.employee));
    page.notice = super::notice(asked.notice.as_deref(), cx.words);
    let query = clean(&asked.q, MOST_SEARCHED).unwrap_or_default();
    let rows = rows(&cx, asked.list, &query).await?;
    let (heading, empty, empty_text) = words_of(&cx, asked.list, &query);
    let tabs = Which::ALL.into_iter().map(|which| Tab {
        href: format!("/cases?list={}", which.name()),
        label: cx.words.t(which.label()),
        is_current: query.is_empty() && which == asked.list,
    });
    // A search stands still while somebody reads it.
    let fragment =
        if query.is_empty() { format!("/cases/fragment?list={}", asked.list.name()) } else { String::new() };
    html(&ListView {
        tabs: tabs.collect(),
        is_full: rows.len() >= MOST_ROWS,
        query,
        rows,
        heading,
        empty,
        empty_text,
        fragment,
        page,
    })
}

/// `GET /cases/fragment`: the rows alone.
pub(crate) async fn fragment(cx: EmployeeCx, Query(asked): Query<Asked>) -> PageResult {
    let rows = rows(&cx, asked.list, "").await?;
    let (heading, empty, empty_text) = words_of(&cx, asked.list, "");
    html(&RowsView { is_full: rows.len() >= MOST_ROWS, page: cx.page(""), rows, heading, empty, empty_text })
}

fn words_of(cx: &EmployeeCx, which: Which, query: &str) -> (String, String, String) {
    if query.is_empty() {
        return (cx.words.t(which.label()), cx.words.t(which.empty()), String::new());
    }
    let heading = cx.words.ta("cases-found", &[("query", query.into())]);
    (heading, cx.words.t("cases-empty-search"), cx.words.ta("cases-searched", &[("most", SEARCHED.into())]))
}

async fn rows(cx: &EmployeeCx, which: Which, query: &str) -> Result<Vec<Row>, WebError> {
    if !query.is_empty() {
        let name = format!("search:{}", cx.me.employee);
        cx.app.limiter.take(&name, cx.app.config.limits.searches, 60_000, cx.at)?;
    }
    let mut tx = cx.read().await?;
    let loaded = cx.app.heart.loaded(&mut tx).await?;
    let directory = Directory::read(&mut tx, loaded, cx.at, cx.words).await?;
    let mut lines = match which {
        _ if !query.is_empty() => facts::search(&mut tx, query, MOST).await?,
        Which::Mine => facts::list_open_of(&mut tx, cx.me.employee, MOST).await?,
        Which::Late => facts::list_late(&mut tx, cx.at, MOST).await?,
        Which::Unit => {
            let owners = colleagues(&directory, cx.me.employee);
            of_owners(&mut tx, &owners).await?
        }
        // A case always has an owner; one whose owner has left the institution has nobody to see to it.
        Which::Unassigned => {
            let mut owners = facts::list_owners(&mut tx).await?;
            owners.retain(|owner| !directory.is_active(*owner));
            of_owners(&mut tx, &owners).await?
        }
    };
    lines.truncate(MOST_ROWS);
    drop(tx);
    if !query.is_empty() {
        look(cx.write().await?, &cx.app, &cx.actor(), Look::Search(lines.len())).await?;
    }
    Ok(lines.into_iter().map(|line| row(cx, &directory, line)).collect())
}

/// The employees of one's unit, oneself among them.
fn colleagues(directory: &Directory, me: EmployeeId) -> Vec<EmployeeId> {
    let unit =
        directory.employees.iter().find(|employee| employee.id == me).and_then(|employee| employee.unit);
    let in_unit = directory.employees.iter().filter(|employee| unit.is_some() && employee.unit == unit);
    let ids: HashSet<EmployeeId> = in_unit.map(|employee| employee.id).chain([me]).collect();
    ids.into_iter().collect()
}

async fn of_owners(tx: &mut Tx, owners: &[EmployeeId]) -> Result<Vec<CaseLine>, WebError> {
    let mut lines = Vec::new();
    for owner in owners {
        lines.extend(facts::list_open_of(tx, *owner, MOST).await?);
    }
    due_first(&mut lines);
    Ok(lines)
}

fn row(cx: &EmployeeCx, directory: &Directory, line: CaseLine) -> Row {
    let words = cx.words;
    let urgency = line.due_at.filter(|_| line.status.is_live()).map(|due| Urgency::of(due, cx.at));
    let due = match line.due_at.filter(|_| line.status.is_live()) {
        Some(due) => words.due(due, cx.at),
        None if line.status.is_live() => words.t("cases-as-fast-as-possible"),
        None => status_words(line.status, words),
    };
    // Without a limit the age says how long the client has been waiting (I-05).
    let date = match line.due_at.filter(|_| line.status.is_live()) {
        Some(due) => words.date(last_moment(due).day()),
        None => words.ta("cases-opened-on", &[("date", words.on(line.opened_at.day()).into())]),
    };
    Row {
        href: format!("/cases/{}", line.id),
        kind: words.t(&format!("cases-kind-{}", line.kind.name())),
        owner: directory.employee(line.owner),
        status: status_words(line.status, words),
        badge: urgency.map_or("plain", Urgency::badge),
        why: line.why.zip(line.due_at).map(|(why, due)| why.sentence_for(due, words.0)).unwrap_or_default(),
        class: match urgency {
            Some(Urgency::Late) => "is-late",
            Some(Urgency::Soon) => "is-soon",
            _ => "",
        },
        reference: line.reference,
        subject: line.subject,
        due,
        date,
    }
}
