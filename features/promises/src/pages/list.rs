//! `GET /promises`: every promise of the standard in force beside what was kept.
#![expect(
    clippy::cmp_owned,
    reason = "a template compares the chosen value with each option as text, whatever type either has"
)]

use std::collections::{BTreeMap, HashMap};

use askama::Template;
use axum::extract::Query;
use solits_db::{DbError, Tx};
use solits_i18n::Words;
use solits_kernel::{BranchId, EmployeeId};
use solits_organisation::list_branches;
use solits_standard::{CompiledPromise, Standard};
use solits_web::{EmployeeCx, Page, PageResult, html};

use super::{
    MONTHS, choices,
    durations::{Line, durations},
    in_force, loaded,
};
use crate::{
    figure::{Audience, Counted, Figure, Reader, figure, month_of},
    model::Kept,
    part::Part,
    reports::{UnseenReport, unseen_reports, unseen_words},
    store,
};

#[derive(Template)]
#[template(path = "promises/list.html")]
struct ListView {
    page: Page,
    standard: String,
    promises: Vec<Figure>,
    durations: Vec<Line>,
    branches: Vec<(String, String)>,
    branch: String,
    /// How much was reported to the reader and is new, in words; empty for nothing.
    reported: String,
    newest: Vec<UnseenReport>,
}

/// So many of the newest reports stand on the page itself.
const NEWEST: i64 = 3;

pub(crate) async fn list(cx: EmployeeCx, Query(query): Query<HashMap<String, String>>) -> PageResult {
    let Part { branch, .. } = Part::asked(&query);
    let mut tx = cx.read().await?;
    let loaded = loaded(&mut tx, &cx.app).await?;
    let standard = in_force(&loaded, cx.at);
    let branches = list_branches(&mut tx).await?;
    let asked = Months { last: month_of(cx.at.day()), branch, own: Some(cx.me.employee) };
    let promises = match &standard {
        Some(standard) => {
            let reader = Reader { part: Part { branch, ..Part::default() }, me: cx.me.employee };
            figures(&mut tx, cx.words, standard, asked, Audience::Staff(reader), "/standard").await?
        }
        None => Vec::new(),
    };
    let durations = durations(&mut tx, cx.words, asked, &branches).await?;
    let reports = unseen_reports(&mut tx, &cx.app, cx.words, cx.me.employee, NEWEST).await?;
    html(&ListView {
        page: cx.page(cx.words.t("promises-title")),
        standard: standard
            .map(|one| one.file().identity.title.get(cx.words.0).to_owned())
            .unwrap_or_default(),
        promises,
        durations,
        reported: unseen_words(cx.words, reports.count),
        newest: reports.newest,
        branches: choices(&branches, cx.words.0),
        branch: branch.map(|id| id.to_string()).unwrap_or_default(),
    })
}

/// Which twelve months are looked at, and whose part in them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Months {
    pub(super) last: i64,
    pub(super) branch: Option<BranchId>,
    pub(super) own: Option<EmployeeId>,
}

/// The figures of every promise an audience sees.
pub(super) async fn figures(
    tx: &mut Tx,
    words: Words,
    standard: &Standard,
    asked: Months,
    audience: Audience,
    standard_page: &str,
) -> Result<Vec<Figure>, DbError> {
    let first = asked.last - MONTHS + 1;
    let mut by_norm: HashMap<String, (BTreeMap<i64, Kept>, Kept)> = HashMap::new();
    for row in store::list_months(tx, first, asked.last, asked.branch, asked.own).await? {
        let (kept, own) = (row.kept(), row.own());
        let counted = by_norm.entry(row.norm).or_default();
        counted.0.insert(row.month, kept);
        counted.1.add(own);
    }
    let seen = |promise: &&CompiledPromise| matches!(audience, Audience::Staff(_)) || promise.public;
    let shown = standard.promises().iter().filter(seen).map(|promise| {
        let (by_month, own) = by_norm.remove(&promise.norm_id).unwrap_or_default();
        let months: Vec<Kept> =
            (first..=asked.last).map(|month| by_month.get(&month).copied().unwrap_or_default()).collect();
        let counted = Counted { months: &months, last: asked.last, own };
        figure(words, standard, promise, counted, audience, standard_page)
    });
    Ok(shown.collect())
}
