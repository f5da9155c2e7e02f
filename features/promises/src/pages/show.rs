//! `GET /promises/{norm}`: one promise by centre, month and day, and the cases behind it.
#![expect(
    clippy::cmp_owned,
    reason = "a template compares the chosen value with each option as text, whatever type either has"
)]

use std::collections::{BTreeMap, HashMap};

use askama::Template;
use axum::extract::{Path, Query};
use solits_i18n::Words;
use solits_journal::ObligationRow;
use solits_kernel::{day_number, day_of_number};
use solits_organisation::{Branch, list_branches};
use solits_web::{EmployeeCx, Page, PageResult, WebError, html};
use uuid::Uuid;

use super::{Filter, MONTHS, branch_name, choices, in_force, loaded, state_of};
use crate::{
    figure::{Audience, Counted, Figure, figure, month_of, month_words},
    listing::{self, Asked},
    model::{Days, Kept, USUAL_DAYS, Wanted},
    store::{self, BranchMonthRow},
};

/// A month at a centre: share and count; empty where nothing was owed.
struct Cell {
    share: String,
    cases: String,
    below: bool,
}

struct BranchLine {
    name: String,
    cells: Vec<Cell>,
}

struct DayLine {
    day: String,
    href: String,
    kept: Kept,
    share: String,
    below: bool,
}

struct CaseLine {
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
    promise: Figure,
    /// The first part of the addresses of this promise.
    here: String,
    branches: Vec<(String, String)>,
    branch: String,
    from: String,
    to: String,
    wrong: String,
    cases: Vec<CaseLine>,
    all_cases: String,
    broken_cases: String,
    months: Vec<(String, String)>,
    by_branch: Vec<BranchLine>,
    by_day: Vec<DayLine>,
}

/// How many cases the page of a promise shows itself.
const FEW: usize = 10;
/// How many cases a page of the list shows.
const MANY: usize = 50;

pub(crate) async fn show(
    cx: EmployeeCx,
    Path(norm): Path<String>,
    Query(query): Query<HashMap<String, String>>,
) -> PageResult {
    let words = cx.words;
    let filter = Filter::of(words, &query, cx.at);
    let mut tx = cx.read().await?;
    let loaded = loaded(&mut tx, &cx.app).await?;
    let standard = in_force(&loaded, cx.at).ok_or(WebError::NotFound)?;
    let compiled = standard.promise(&norm).ok_or(WebError::NotFound)?;
    let target = compiled.target_percent / 100.0;
    let branches = list_branches(&mut tx).await?;
    let last = month_of(cx.at.day());
    let rows =
        store::list_branch_months(&mut tx, &norm, last - MONTHS + 1, last, Some(cx.me.employee)).await?;
    let of_branch = |row: &&BranchMonthRow| filter.branch.is_none_or(|branch| branch.uuid() == row.branch_id);
    let months: Vec<Kept> = (last - MONTHS + 1..=last)
        .map(|month| sum(rows.iter().filter(of_branch).filter(|row| row.month == month)))
        .collect();
    let mut own = Kept::default();
    rows.iter().filter(of_branch).for_each(|row| own.add(row.own()));
    let counted = Counted { months: &months, last, own };
    let promise = figure(words, &standard, compiled, counted, Audience::Staff, "/standard");
    let days = store::list_days(&mut tx, &norm, filter.days, filter.branch).await?;
    let here = format!("/promises/{norm}");
    let newest = Asked {
        norm: Some(&norm),
        wanted: Wanted::All,
        branch: filter.branch,
        days: filter.days,
        after: None,
        most: FEW,
    };
    let cases = listing::list(&mut tx, newest).await?;
    let by_day = days.into_iter().map(|row| {
        let kept = row.kept();
        let day = Filter { days: Days { from: row.day, to: row.day }, wrong: String::new(), ..filter };
        DayLine {
            day: words.date(day_of_number(row.day)),
            href: format!("{here}/obligations?{}", day.address(Wanted::All)),
            share: kept.share().map(|share| words.percent(share)).unwrap_or_default(),
            below: kept.is_below(target),
            kept,
        }
    });
    html(&ShowView {
        by_branch: by_branch(words, &branches, &rows, last, target),
        months: heads(words, last),
        by_day: by_day.collect(),
        cases: cases.rows.iter().map(|row| case_line(words, &branches, row)).collect(),
        all_cases: format!("{here}/obligations?{}", filter.address(Wanted::All)),
        broken_cases: format!("{here}/obligations?{}", filter.address(Wanted::Breached)),
        branches: choices(&branches, words.0),
        branch: filter.branch.map(|id| id.to_string()).unwrap_or_default(),
        from: day_of_number(filter.days.from).to_string(),
        to: day_of_number(filter.days.to).to_string(),
        wrong: filter.wrong,
        page: cx.page(promise.sentence.clone()),
        here,
        promise,
    })
}

fn sum<'a>(rows: impl Iterator<Item = &'a BranchMonthRow>) -> Kept {
    let mut total = Kept::default();
    rows.for_each(|row| total.add(row.kept()));
    total
}

/// Heads of the table by month: the branch, then each month as a number with the year's two digits.
fn heads(words: Words, last: i64) -> Vec<(String, String)> {
    (last - MONTHS + 1..=last)
        .map(|month| {
            let short = format!("{:02}.{}", month.rem_euclid(12) + 1, 1970 + month.div_euclid(12));
            (short, month_words(words, month))
        })
        .collect()
}

fn by_branch(
    words: Words,
    branches: &[Branch],
    rows: &[BranchMonthRow],
    last: i64,
    target: f64,
) -> Vec<BranchLine> {
    let mut by_branch: BTreeMap<Uuid, BTreeMap<i64, Kept>> = BTreeMap::new();
    for row in rows {
        by_branch.entry(row.branch_id).or_default().insert(row.month, row.kept());
    }
    let order = |id: &Uuid| branches.iter().position(|branch| branch.id.uuid() == *id);
    let mut lines: Vec<_> = by_branch.into_iter().collect();
    lines.sort_by_key(|(id, _)| order(id).unwrap_or(usize::MAX));
    lines
        .into_iter()
        .map(|(id, months)| BranchLine {
            name: branch_name(words, branches, Some(id)),
            cells: (last - MONTHS + 1..=last)
                .map(|month| cell(words, months.get(&month).copied().unwrap_or_default(), target))
                .collect(),
        })
        .collect()
}

fn cell(words: Words, kept: Kept, target: f64) -> Cell {
    let Some(share) = kept.share() else {
        return Cell { share: String::new(), cases: String::new(), below: false };
    };
    Cell { share: words.percent(share), cases: words.number(kept.owed()), below: kept.is_below(target) }
}

fn case_line(words: Words, branches: &[Branch], row: &ObligationRow) -> CaseLine {
    let (state, kind) = state_of(words, row);
    CaseLine {
        href: format!("/obligations/{}?day={}", row.id, row.day),
        opened: words.moment(row.opened_at),
        due: words.moment(row.due_at),
        state,
        kind,
        branch: branch_name(words, branches, row.branch_id.map(Into::into)),
    }
}

struct Tab {
    href: String,
    label: String,
    current: bool,
}

#[derive(Template)]
#[template(path = "promises/cases.html")]
struct CasesView {
    page: Page,
    sentence: String,
    /// Address of the promise.
    here: String,
    /// Address of this list.
    list: String,
    tabs: Vec<Tab>,
    branches: Vec<(String, String)>,
    branch: String,
    state: &'static str,
    from: String,
    to: String,
    wrong: String,
    cases: Vec<CaseLine>,
    /// Address of the next page; empty at the end.
    next: String,
}

/// `GET /promises/{norm}/obligations?branch=&from=&to=&state=&after=`
pub(crate) async fn cases(
    cx: EmployeeCx,
    Path(norm): Path<String>,
    Query(query): Query<HashMap<String, String>>,
) -> PageResult {
    let words = cx.words;
    let mut filter = Filter::of(words, &query, cx.at);
    if filter.wanted == Wanted::Open && !query.contains_key("from") {
        // A promise of days may have been open longer than the usual time.
        let today = day_number(cx.at.day());
        filter.days = Days { from: today - 3 * USUAL_DAYS + 2, to: today };
    }
    let mut tx = cx.read().await?;
    let loaded = loaded(&mut tx, &cx.app).await?;
    let standard = in_force(&loaded, cx.at).ok_or(WebError::NotFound)?;
    let promise = standard.promise(&norm).ok_or(WebError::NotFound)?;
    let branches = list_branches(&mut tx).await?;
    let asked = Asked {
        norm: Some(&norm),
        wanted: filter.wanted,
        branch: filter.branch,
        days: filter.days,
        after: query.get("after").and_then(|place| place.parse().ok()),
        most: MANY,
    };
    let listed = listing::list(&mut tx, asked).await?;
    let here = format!("/promises/{norm}");
    let list = format!("{here}/obligations");
    let tabs = Wanted::ALL.map(|wanted| Tab {
        href: format!("{list}?{}", filter.address(wanted)),
        label: wanted_words(words, wanted),
        current: wanted == filter.wanted,
    });
    let next = listed
        .next
        .map(|place| format!("{list}?{}&after={place}", filter.address(filter.wanted)))
        .unwrap_or_default();
    html(&CasesView {
        page: cx.page(words.t("promises-cases-behind")),
        sentence: promise.text.get(words.0).to_owned(),
        tabs: tabs.into(),
        branches: choices(&branches, words.0),
        branch: filter.branch.map(|id| id.to_string()).unwrap_or_default(),
        state: filter.wanted.state().unwrap_or_default(),
        from: day_of_number(filter.days.from).to_string(),
        to: day_of_number(filter.days.to).to_string(),
        wrong: filter.wrong,
        cases: listed.rows.iter().map(|row| case_line(words, &branches, row)).collect(),
        here,
        list,
        next,
    })
}

fn wanted_words(words: Words, wanted: Wanted) -> String {
    words.t(match wanted {
        Wanted::All => "promises-wanted-all",
        Wanted::Breached => "promises-wanted-breached",
        Wanted::Met => "promises-wanted-met",
        Wanted::Waived => "promises-wanted-waived",
        Wanted::Open => "promises-wanted-open",
    })
}
