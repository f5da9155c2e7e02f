//! `GET /promises/{norm}`: one promise by centre, unit, channel or employee and month, by day, and the latest cases.
#![expect(
    clippy::cmp_owned,
    reason = "a template compares the chosen value with each option as text, whatever type either has"
)]

use std::collections::HashMap;

use askama::Template;
use axum::extract::{Path, Query};
use solits_i18n::Words;
use solits_kernel::day_of_number;
use solits_web::{EmployeeCx, Page, PageResult, WebError, html};

use super::{
    MONTHS,
    cases::CaseLine,
    filter::{Filter, FilterForm, Names, PEOPLE},
    in_force, loaded,
    parts::{By, Line, Shown, lines},
};
use crate::{
    cells::{self, Cell},
    figure::{Audience, Counted, Figure, Reader, figure, month_of, month_words},
    hidden::Hidden,
    listing::{self, Asked},
    model::{Days, Kept, MOST_DAYS, Wanted},
    part::{Part, channel_of},
    store::{self, OwnRow, Split},
};

struct DayLine {
    day: String,
    /// All cases of the day, and those kept, broken and not counted.
    href: String,
    met_href: String,
    breached_href: String,
    waived_href: String,
    kept: Kept,
    share: String,
    below: bool,
}

/// A way to split the table of months.
struct Tab {
    href: String,
    label: String,
    current: bool,
}

#[derive(Template)]
#[template(path = "promises/show.html")]
struct ShowView {
    page: Page,
    promise: Figure,
    /// The first part of the addresses of this promise.
    here: String,
    filter: FilterForm,
    cases: Vec<CaseLine>,
    all_cases: String,
    broken_cases: String,
    months: Vec<(String, String)>,
    tabs: Vec<Tab>,
    /// How the table of months is split, and what stands over the names.
    split: String,
    head: String,
    is_by_unit: bool,
    lines: Vec<Line>,
    by_day: Vec<DayLine>,
}

/// How many cases the page of a promise shows itself.
const FEW: usize = 10;

pub(crate) async fn show(
    cx: EmployeeCx,
    Path(norm): Path<String>,
    Query(query): Query<HashMap<String, String>>,
) -> PageResult {
    let words = cx.words;
    let filter = Filter::of(&cx, &query, MOST_DAYS)?;
    let by = by(&cx, &query);
    let mut tx = cx.read().await?;
    let loaded = loaded(&mut tx, &cx.app).await?;
    let standard = in_force(&loaded, cx.at).ok_or(WebError::NotFound)?;
    let compiled = standard.promise(&norm).ok_or(WebError::NotFound)?;
    let target = compiled.target_percent / 100.0;
    let names = Names::load(&mut tx).await?;
    let team = names.team(filter.part);
    let last = month_of(cx.at.day());
    let first = last - MONTHS + 1;
    let split = split(by, filter.part);
    let hidden = Hidden::load(&mut tx, &cx.app.heart).await?;
    let rows = store::list_norm_months(&mut tx, &norm, first, last, split, &hidden).await?;
    let moved = |employee, days| names.units.moved(employee, days);
    let all = cells::of_months(&mut tx, &names.units, Some(&norm), rows, moved, &hidden).await?;
    let mut channels: Vec<_> = all.iter().filter_map(|cell| channel_of(&cell.channel)).collect();
    channels.push(compiled.channel);
    channels.sort_unstable();
    channels.dedup();
    let cells: Vec<Cell> = all.into_iter().filter(|cell| cell.belongs(filter.part, team.as_ref())).collect();
    let sum = |is_in: &dyn Fn(&Cell) -> bool| {
        Kept::sum(cells.iter().filter(|cell| is_in(cell)).map(|cell| &cell.kept))
    };
    let months: Vec<Kept> = (first..=last).map(|month| sum(&|cell| cell.period == month)).collect();
    let own = match split {
        Split::ByEmployee => sum(&|cell| cell.employee == cx.me.employee.uuid()),
        Split::Summed => {
            let (me, months) = (cx.me.employee, (first, last));
            let own = store::list_own(&mut tx, me, Some(&norm), months, filter.part, &hidden).await?;
            own.first().map(OwnRow::kept).unwrap_or_default()
        }
    };
    let reader = Reader { part: filter.part, me: cx.me.employee };
    let counted = Counted { months: &months, last, own };
    let promise = figure(words, &standard, compiled, counted, Audience::Staff(reader), "/standard");
    let days = cells::list_days(&mut tx, &norm, filter.days, filter.part, team.as_ref(), &hidden).await?;
    let here = format!("/promises/{norm}");
    let newest = Asked {
        norm: Some(&norm),
        wanted: Wanted::All,
        part: filter.part,
        team: team.as_ref(),
        days: filter.days,
        after: None,
        most: FEW,
        hidden: &hidden,
    };
    let cases = listing::list(&mut tx, newest).await?;
    let shown = Shown { norm: &norm, part: filter.part, first, last, target };
    let case = |row| CaseLine::of(words, &names.branches, row, String::new());
    html(&ShowView {
        split: by.title(words),
        head: by.head(words),
        is_by_unit: by == By::Unit,
        tabs: tabs(&cx, &here, filter.part, by, !names.units.tree().is_empty()),
        lines: lines(words, by, &names, shown, &cells),
        months: heads(words, last),
        by_day: days.into_iter().map(|day| day_line(words, &here, filter.part, target, day)).collect(),
        cases: cases.rows.iter().map(case).collect(),
        all_cases: format!("{here}/obligations?{}", filter.address(Wanted::All)),
        broken_cases: format!("{here}/obligations?{}", filter.address(Wanted::Breached)),
        filter: FilterForm::new(&cx, &filter, &names, &channels, by.word()),
        page: cx.page(promise.sentence.clone()),
        here,
        promise,
    })
}

/// Employees are told apart only where units or they themselves are asked for: there are several times as many cells then.
const fn split(by: By, part: Part) -> Split {
    match by {
        By::Unit | By::Employee => Split::ByEmployee,
        By::Branch | By::Channel if part.unit.is_some() || part.employee.is_some() => Split::ByEmployee,
        By::Branch | By::Channel => Split::Summed,
    }
}

/// How the reader wants the table split; by employees only for whoever may look at their figures.
fn by(cx: &EmployeeCx, query: &HashMap<String, String>) -> By {
    let by = query.get("by").map(|word| By::parse(word)).unwrap_or_default();
    if by == By::Employee && !cx.me.may(PEOPLE) { By::default() } else { by }
}

fn tabs(cx: &EmployeeCx, here: &str, part: Part, current: By, has_units: bool) -> Vec<Tab> {
    let is_offered = |by: &By| match by {
        By::Employee => cx.me.may(PEOPLE),
        By::Unit => has_units,
        By::Branch | By::Channel => true,
    };
    let address = |by: By| {
        let mut pieces = part.pieces();
        if by != By::default() {
            pieces.push(format!("by={}", by.word()));
        }
        format!("{here}?{}#parts", pieces.join("&"))
    };
    By::ALL
        .into_iter()
        .filter(is_offered)
        .map(|by| Tab { href: address(by), label: by.head(cx.words), current: by == current })
        .collect()
}

fn day_line(words: Words, here: &str, part: Part, target: f64, (day, kept): (i64, Kept)) -> DayLine {
    let address =
        |wanted| format!("{here}/obligations?{}", part.address(Days { from: day, to: day }, wanted));
    DayLine {
        day: words.date(day_of_number(day)),
        href: address(Wanted::All),
        met_href: address(Wanted::Met),
        breached_href: address(Wanted::Breached),
        waived_href: address(Wanted::Waived),
        share: kept.share().map(|share| words.percent(share)).unwrap_or_default(),
        below: kept.is_below(target),
        kept,
    }
}

/// Heads of the table by month: each month as a number with its year, and in words.
fn heads(words: Words, last: i64) -> Vec<(String, String)> {
    (last - MONTHS + 1..=last)
        .map(|month| {
            let short = format!("{:02}.{}", month.rem_euclid(12) + 1, 1970 + month.div_euclid(12));
            (short, month_words(words, month))
        })
        .collect()
}
