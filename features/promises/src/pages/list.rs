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
    hidden::Hidden,
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
            let hidden = Hidden::load(&mut tx, &cx.app.heart).await?;
            let counted = (&asked.count(&mut tx, &hidden).await?, &asked.count_own(&mut tx, &hidden).await?);
            figures(cx.words, standard, asked, counted, Audience::Staff(reader), "/standard")
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

/// The counts of every promise by month.
pub(super) type ByNorm = HashMap<String, BTreeMap<i64, Kept>>;

impl Months {
    const fn first(self) -> i64 {
        self.last - MONTHS + 1
    }

    /// The counts of these months.
    pub(super) async fn count(self, tx: &mut Tx, hidden: &Hidden) -> Result<ByNorm, DbError> {
        let mut by_norm = ByNorm::new();
        for row in store::list_months(tx, self.first(), self.last, self.branch, hidden).await? {
            let kept = row.kept();
            by_norm.entry(row.norm).or_default().insert(row.month, kept);
        }
        Ok(by_norm)
    }

    /// What the reader had part in, of every promise.
    async fn count_own(self, tx: &mut Tx, hidden: &Hidden) -> Result<HashMap<String, Kept>, DbError> {
        let Some(own) = self.own else { return Ok(HashMap::new()) };
        let part = Part { branch: self.branch, ..Part::default() };
        let rows = store::list_own(tx, own, None, (self.first(), self.last), part, hidden).await?;
        Ok(rows.into_iter().map(|row| (row.norm.clone(), row.kept())).collect())
    }
}

/// The figures of every promise an audience sees, from the counts of some months and what the reader had part in.
pub(super) fn figures(
    words: Words,
    standard: &Standard,
    months: Months,
    (counts, own): (&ByNorm, &HashMap<String, Kept>),
    audience: Audience,
    standard_page: &str,
) -> Vec<Figure> {
    let seen = |promise: &&CompiledPromise| matches!(audience, Audience::Staff(_)) || promise.public;
    let shown = standard.promises().iter().filter(seen).map(|promise| {
        let by_month = counts.get(&promise.norm_id);
        let kept = |month| by_month.and_then(|by_month| by_month.get(&month)).copied().unwrap_or_default();
        let kept: Vec<Kept> = (months.first()..=months.last).map(kept).collect();
        let own = own.get(&promise.norm_id).copied().unwrap_or_default();
        let counted = Counted { months: &kept, last: months.last, own };
        figure(words, standard, promise, counted, audience, standard_page)
    });
    shown.collect()
}
