//! `/plan`: a month of duties as a calendar and as a list, and what nobody can do.
#![expect(
    clippy::cmp_owned,
    reason = "a template compares the chosen value with each option as text, whatever type either has"
)]

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::Query;
use jiff::{
    ToSpan,
    civil::{Date, Weekday},
};
use serde::Deserialize;
use solits_calendar::words::{Form as Case, weekday};
use solits_db::Tx;
use solits_i18n::Words;
use solits_journal::By;
use solits_kernel::{EmployeeId, Timestamp, day_number};
use solits_plan::{Matrix, Subject, words as plan_words};
use solits_web::{EmployeeCx, Form, Page, PageResult, WebError, html, see_other};

use super::{DutyLine, Names, asked_day, line, may_see, notice};
use crate::{
    model::Kept,
    planning::{Replanning, keep_plan},
    store::{self, GapRow},
};

/// A list has at most so many lines; who wants to see more chooses a person or a day.
const MOST_LINES: usize = 200;
/// Who may see the duties of others.
const SEES_ALL: [&str; 2] = ["queue.supervise", "standards.draft"];

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    /// `2026-12`.
    month: String,
    /// A day of the month, alone.
    day: String,
    /// `all`, or an employee; whoever asks where absent.
    who: String,
    notice: Option<String>,
}

/// A day of the grid.
struct Cell {
    number: i8,
    href: String,
    count: usize,
    /// The day and its count in words, for those who do not see the grid.
    label: String,
    working: bool,
    today: bool,
    chosen: bool,
}

/// A gap in words.
struct GapLine {
    what: String,
    about: String,
    role: String,
    why: String,
    times: String,
}

#[derive(Template)]
#[template(path = "evaluation/plan.html")]
struct PlanView {
    page: Page,
    /// Whether there is a plan at all.
    planned: bool,
    /// When it was made, in words.
    made: String,
    month: String,
    month_value: String,
    previous: String,
    next: String,
    weekdays: Vec<(String, &'static str)>,
    weeks: Vec<Vec<Option<Cell>>>,
    /// What is done every working day, each with why.
    everyday: Vec<(String, String)>,
    lines: Vec<DutyLine>,
    /// How many lines were left off, in words.
    more: String,
    /// Whose duties of which day or month, in words.
    heading: String,
    who: String,
    people: Vec<(String, String)>,
    gaps: Vec<GapLine>,
    may_plan: bool,
}

/// Whose duties are shown.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Whose {
    Mine(EmployeeId),
    Of(EmployeeId),
    Everybody,
}

impl Whose {
    fn asked(cx: &EmployeeCx, text: &str) -> Result<Self, WebError> {
        let me = cx.me.employee;
        let whose = match text {
            "" => return Ok(Self::Mine(me)),
            "all" => Self::Everybody,
            id => Self::Of(id.parse().map_err(|_| WebError::BadRequest)?),
        };
        if whose == Self::Of(me) {
            return Ok(Self::Mine(me));
        }
        if sees_all(cx) { Ok(whose) } else { Err(WebError::Forbidden(SEES_ALL[0])) }
    }

    const fn doer(self) -> Option<EmployeeId> {
        match self {
            Self::Mine(id) | Self::Of(id) => Some(id),
            Self::Everybody => None,
        }
    }

    fn text(self) -> String {
        match self {
            Self::Mine(_) => String::new(),
            Self::Of(id) => id.to_string(),
            Self::Everybody => "all".to_owned(),
        }
    }
}

fn sees_all(cx: &EmployeeCx) -> bool {
    SEES_ALL.iter().any(|right| cx.me.may(right))
}

/// `POST /plan/again`
pub(crate) async fn again(cx: EmployeeCx, Form(_): Form) -> PageResult {
    keep_plan(&cx.app, cx.me.institution, By::Employee(cx.me.employee), Replanning::Asked).await?;
    Ok(see_other("/plan?notice=planned"))
}

/// `GET /plan`
pub(crate) async fn show(cx: EmployeeCx, Query(asked): Query<Asked>) -> PageResult {
    let words = cx.words;
    let day = asked_day(&asked.day)?.map(solits_kernel::day_of_number);
    let first = first_of_month(&asked.month, day.unwrap_or_else(|| cx.at.day()))?;
    let last = first.last_of_month();
    let whose = Whose::asked(&cx, &asked.who)?;
    let mut tx = cx.read().await?;
    let loaded = cx.app.heart.loaded(&mut tx).await?;
    let plan = store::find_plan(&mut tx, first.year()).await?;
    let kept = match whose.doer() {
        Some(doer) => store::list_of(&mut tx, doer, day_number(first), day_number(last)).await?,
        None => store::list_once_between(&mut tx, day_number(first), day_number(last)).await?,
    };
    let kept: Vec<Kept> = kept.into_iter().filter(|kept| may_see(kept, cx.me.employee)).collect();
    let names = Names::load(&mut tx).await?;
    let gaps = if sees_all(&cx) { gaps(&mut tx, &cx, first.year(), &names).await? } else { Vec::new() };
    drop(tx);

    let calendar = loaded.calendar(cx.me.branch);
    let working = |date: Date| calendar.as_ref().is_none_or(|calendar| calendar.is_working_day(date));
    let matrices = matrices(&loaded, &kept);
    let matrix_of = |number: i64| matrices.get(&number).and_then(Option::as_ref);
    let chosen: Vec<&Kept> = kept
        .iter()
        .filter(|kept| kept.days.is_empty() && day.is_none_or(|day| kept.first_on() == day_number(day)))
        .collect();
    let lines: Vec<DutyLine> = chosen
        .iter()
        .take(MOST_LINES)
        .map(|kept| line(&kept.duty, matrix_of(kept.standard), &names, words))
        .collect();
    let everyday = if whose == Whose::Everybody { Vec::new() } else { everyday(&kept, &matrices, words) };
    let mut page = cx.page(words.t("evaluation-plan"));
    page.notice = notice(asked.notice.as_deref(), words);
    html(&PlanView {
        planned: plan.is_some(),
        made: plan.map(|plan| made(plan.planned_at, words)).unwrap_or_default(),
        month: month_words(first, words),
        month_value: month_value(first),
        previous: address(first.saturating_sub(1.month()), whose, None),
        next: address(first.saturating_add(1.month()), whose, None),
        weekdays: weekdays(words),
        weeks: weeks(first, &kept, &Grid { today: cx.at.day(), chosen: day, whose }, working, words),
        everyday,
        more: more(chosen.len(), words),
        lines,
        heading: heading(&names, whose, day, first, words),
        who: whose.text(),
        people: if sees_all(&cx) { people(&names, cx.me.employee, words) } else { Vec::new() },
        gaps,
        may_plan: cx.me.may("standards.draft"),
        page,
    })
}

fn made(at: Timestamp, words: Words) -> String {
    words.ta("evaluation-made", &[("when", words.moment(at).into())])
}

fn more(lines: usize, words: Words) -> String {
    let left = lines.saturating_sub(MOST_LINES);
    if left == 0 { String::new() } else { words.n("evaluation-more", left) }
}

fn matrices(loaded: &solits_journal::Loaded, kept: &[Kept]) -> BTreeMap<i64, Option<Matrix>> {
    let mut matrices = BTreeMap::new();
    for kept in kept {
        let matrix = || loaded.versions.get(kept.standard).map(|standard| Matrix::of(standard));
        matrices.entry(kept.standard).or_insert_with(matrix);
    }
    matrices
}

/// What somebody does every working day of the month, each kind once.
fn everyday(kept: &[Kept], matrices: &BTreeMap<i64, Option<Matrix>>, words: Words) -> Vec<(String, String)> {
    let mut kinds: BTreeMap<(&'static str, String), (String, String)> = BTreeMap::new();
    for kept in kept.iter().filter(|kept| !kept.days.is_empty()) {
        let duty = &kept.duty;
        let Some(matrix) = matrices.get(&kept.standard).and_then(Option::as_ref) else { continue };
        let what = super::capitalised(plan_words::method(duty.method).get(words.0));
        let texts: Vec<&str> = duty
            .rows
            .iter()
            .filter_map(|number| matrix.row(*number))
            .map(|row| row.asks.text.get(words.0))
            .collect();
        let key = (plan_words::method_code(duty.method), duty.role.clone());
        kinds.entry(key).or_insert_with(|| (what, texts.join("; ")));
    }
    kinds.into_values().collect()
}

/// The first day of the month asked for, else of the month of `other`.
fn first_of_month(text: &str, other: Date) -> Result<Date, WebError> {
    if text.is_empty() {
        return Ok(other.first_of_month());
    }
    format!("{text}-01").parse().map_err(|_| WebError::BadRequest)
}

fn month_value(first: Date) -> String {
    format!("{:04}-{:02}", first.year(), first.month())
}

fn month_words(first: Date, words: Words) -> String {
    words.ta(
        "evaluation-month",
        &[("month", words.month(first.month()).into()), ("year", first.year().to_string().into())],
    )
}

/// The address of a month, or of a day of it.
fn address(first: Date, whose: Whose, day: Option<Date>) -> String {
    let mut address = match day {
        Some(day) => format!("/plan?day={day}"),
        None => format!("/plan?month={}", month_value(first)),
    };
    let who = whose.text();
    if !who.is_empty() {
        address.push_str("&who=");
        address.push_str(&who);
    }
    address
}

fn heading(names: &Names, whose: Whose, day: Option<Date>, first: Date, words: Words) -> String {
    let when = day.map_or_else(|| month_words(first, words), |day| words.day(day));
    match whose {
        Whose::Mine(_) => words.ta("evaluation-duties-mine", &[("when", when.into())]),
        Whose::Everybody => words.ta("evaluation-duties-all", &[("when", when.into())]),
        Whose::Of(id) => words.ta(
            "evaluation-duties-of",
            &[("when", when.into()), ("name", names.employee(id).to_owned().into())],
        ),
    }
}

fn people(names: &Names, me: EmployeeId, words: Words) -> Vec<(String, String)> {
    let others = names.choices().into_iter().filter(|(id, _)| *id != me.to_string());
    std::iter::once(("all".to_owned(), words.t("evaluation-everybody"))).chain(others).collect()
}

/// Short and full names of the days of the week, Monday first.
fn weekdays(words: Words) -> Vec<(String, &'static str)> {
    const DAYS: [Weekday; 7] = [
        Weekday::Monday,
        Weekday::Tuesday,
        Weekday::Wednesday,
        Weekday::Thursday,
        Weekday::Friday,
        Weekday::Saturday,
        Weekday::Sunday,
    ];
    let short = words.t("evaluation-weekdays");
    let short = short.split_whitespace().map(str::to_owned);
    short.zip(DAYS.map(|day| weekday(day, Case::What, words.0))).collect()
}

/// What a grid is of.
struct Grid {
    today: Date,
    chosen: Option<Date>,
    whose: Whose,
}

fn weeks(
    first: Date,
    kept: &[Kept],
    grid: &Grid,
    working: impl Fn(Date) -> bool,
    words: Words,
) -> Vec<Vec<Option<Cell>>> {
    let mut counts: BTreeMap<i64, usize> = BTreeMap::new();
    for kept in kept.iter().filter(|kept| kept.days.is_empty()) {
        *counts.entry(kept.first_on()).or_default() += 1;
    }
    let before = usize::try_from(first.weekday().to_monday_zero_offset()).unwrap_or_default();
    let mut cells: Vec<Option<Cell>> = (0..before).map(|_| None).collect();
    for number in 1..=first.days_in_month() {
        let date = first.saturating_add(i64::from(number - 1).days());
        let count = counts.get(&day_number(date)).copied().unwrap_or_default();
        cells.push(Some(Cell {
            number,
            href: address(first, grid.whose, Some(date)),
            count,
            label: format!("{}: {}", words.date(date), words.n("evaluation-duties", count)),
            working: working(date),
            today: date == grid.today,
            chosen: Some(date) == grid.chosen,
        }));
    }
    while !cells.len().is_multiple_of(7) {
        cells.push(None);
    }
    let mut cells = cells.into_iter();
    let mut weeks = Vec::new();
    loop {
        let week: Vec<Option<Cell>> = cells.by_ref().take(7).collect();
        if week.is_empty() {
            return weeks;
        }
        weeks.push(week);
    }
}

async fn gaps(tx: &mut Tx, cx: &EmployeeCx, year: i16, names: &Names) -> Result<Vec<GapLine>, WebError> {
    let words = cx.words;
    let loaded = cx.app.heart.loaded(tx).await?;
    let matrix = loaded.standard(cx.at).map(|(_, standard)| Matrix::of(&standard)).unwrap_or_default();
    let line = |gap: GapRow| {
        let why = gap.why()?;
        let subject = Subject::parse(&gap.subject)?;
        let method = plan_words::method_of(&gap.method)?;
        Some(GapLine {
            what: super::capitalised(plan_words::method(method).get(words.0)),
            about: names.subject(subject, words),
            role: matrix.role_title(&gap.role).get(words.0).to_owned(),
            why: why.words().get(words.0).to_owned(),
            times: words.n("evaluation-times", gap.times),
        })
    };
    Ok(store::list_gaps(tx, year).await?.into_iter().filter_map(line).collect())
}
