//! `/evidence/goals`: the goals per group of clients, and what was reached of them.

#![expect(
    clippy::cmp_owned,
    reason = "the shared list of choices compares values of any type by their written form"
)]

use std::collections::HashMap;

use askama::Template;
use axum::extract::Query;
use solits_i18n::Words;
use solits_journal::hidden_measures;
use solits_standard::{CompiledPromise, Effective, model::Goal};
use solits_web::{EmployeeCx, Form, Page, PageResult, WebError, html, recall, remember, see_other};

use super::{
    KEEP, Notified,
    owners::NoneView,
    parts::{self, Here, Tab, Typed, notice, tabs, unprocessable},
    said,
};
use crate::{
    actions::{self, NewResult},
    model::{
        given::{GoalKey, GoalResult, is_replaced, read_mark},
        period::Period,
    },
    store,
};

/// The longest result and source.
const MOST_RESULT: usize = 500;

/// A result that was entered.
pub(super) struct Line {
    pub(super) days: String,
    pub(super) mark: String,
    pub(super) result: String,
    pub(super) source: String,
    pub(super) entered: String,
    pub(super) replaced: bool,
    /// Below the goal: said in words, not by colour alone.
    pub(super) below: bool,
}

/// A goal with its results.
pub(super) struct Shown {
    /// What a form names it by: its place among the goals of the version.
    pub(super) place: usize,
    pub(super) group: String,
    pub(super) text: String,
    pub(super) source: String,
    pub(super) target: String,
    /// Figures of the promises that the standard gives in the same paragraph, for this year.
    pub(super) measured: Vec<String>,
    pub(super) results: Vec<Line>,
}

#[derive(Template)]
#[template(path = "evidence/goals.html")]
struct GoalsView {
    page: Page,
    tabs: Vec<Tab>,
    headline: String,
    goals: Vec<Shown>,
    options: Vec<(String, String)>,
    may_keep: bool,
    typed: Typed,
}

/// `GET /evidence/goals`
pub(crate) async fn show(cx: EmployeeCx, Query(asked): Query<Notified>) -> PageResult {
    let typed = Typed::filled(&[("key", cx.app.random.code(20))]);
    page(&cx, asked.notice.as_deref(), typed).await
}

/// What names a goal across versions.
pub(super) fn key_of(goal: &Effective<Goal>) -> GoalKey {
    GoalKey {
        document: goal.origin.document.clone(),
        paragraph: goal.value.paragraph.clone(),
        group: goal.value.group.lv.clone(),
    }
}

/// The goals with what was measured in a period and the results that keep to `results`.
pub(super) fn shown(
    words: Words,
    here: &Here,
    counts: &HashMap<String, store::Counts>,
    all: &[GoalResult],
    asked: impl Fn(&GoalResult) -> bool,
) -> Vec<Shown> {
    let goals = here.standard.lists().goals.iter().enumerate();
    goals
        .map(|(place, goal)| {
            let key = key_of(goal);
            let measured = here.standard.promises().iter().filter(|promise| promise.origin == goal.origin);
            let results = all.iter().filter(|one| one.goal == key && asked(one));
            Shown {
                place,
                group: goal.value.group.get(words.0).to_owned(),
                text: goal.value.text.get(words.0).to_owned(),
                source: said::source(words, &here.standard, &goal.origin),
                target: goal.value.satisfaction.map_or_else(String::new, |mark| words.decimal(mark, 1)),
                measured: measured
                    .map(|promise| {
                        let kept = counts.get(&promise.norm_id).copied().unwrap_or_default();
                        let figures = said::figures(words, promise.target_percent, kept);
                        format!("{}: {figures}", promise.heading().get(words.0))
                    })
                    .collect(),
                results: results.map(|one| line(words, here, one, all, goal.value.satisfaction)).collect(),
            }
        })
        .collect()
}

fn line(words: Words, here: &Here, one: &GoalResult, all: &[GoalResult], target: Option<f64>) -> Line {
    let mark = one.mark.and_then(|mark| i32::try_from(mark).ok()).map(|mark| f64::from(mark) / 100.0);
    let name = here.names.of(Some(one.entered_by));
    Line {
        days: said::period(words, one.days),
        mark: mark.map_or_else(String::new, |mark| words.decimal(mark, 2)),
        result: one.result.clone(),
        source: one.source.clone(),
        entered: words.ta(
            "evidence-by-on",
            &[("name", name.into()), ("day", said::day_of(words, one.entered_at).into())],
        ),
        replaced: is_replaced(one, all),
        below: mark.zip(target).is_some_and(|(mark, target)| mark + 1e-9 < target),
    }
}

/// Whether a goal stands in the paragraph of a promise.
fn is_of_a_goal(here: &Here, promise: &CompiledPromise) -> bool {
    here.standard.lists().goals.iter().any(|goal| goal.origin == promise.origin)
}

async fn page(cx: &EmployeeCx, told: Option<&str>, typed: Typed) -> PageResult {
    let words = cx.words;
    let mut page = cx.page(words.t("evidence-goals"));
    page.notice = notice(told, words);
    let mut tx = cx.read().await?;
    let Some(here) = Here::load(cx, &mut tx).await? else {
        return html(&NoneView { page, tabs: tabs(words, "/evidence/goals"), headline: String::new() });
    };
    let hidden = hidden_measures(&mut tx, &cx.app.heart).await?;
    let mut counts = HashMap::new();
    for promise in here.standard.promises().iter().filter(|promise| is_of_a_goal(&here, promise)) {
        let year = Period::year_to(here.today);
        let kept = store::sum_of_norm(&mut tx, &promise.norm_id, year, &hidden).await?;
        counts.insert(promise.norm_id.clone(), kept);
    }
    let results = store::list_results(&mut tx).await?;
    let goals = shown(words, &here, &counts, &results, |_| true);
    html(&GoalsView {
        page,
        tabs: tabs(words, "/evidence/goals"),
        headline: parts::headline(words, &here.standard),
        options: goals
            .iter()
            .map(|goal| (goal.place.to_string(), format!("{}: {}", goal.group, goal.text)))
            .collect(),
        goals,
        may_keep: cx.me.may(KEEP),
        typed,
    })
}

/// `POST /evidence/goals`: enters what was reached.
pub(crate) async fn enter(cx: EmployeeCx, Form(fields): Form) -> PageResult {
    let words = cx.words;
    let key = fields.get("key").to_owned();
    let mut typed = Typed::new(fields);
    let mut tx = cx.write().await?;
    if recall(&mut tx, "goal.result", &key).await?.is_some() {
        return Ok(see_other("/evidence/goals?notice=result"));
    }
    let here = Here::load(&cx, &mut tx).await?.ok_or(WebError::NotFound)?;
    let Some(new) = read(words, &here, &mut typed) else {
        drop(tx);
        return Ok(unprocessable(page(&cx, None, typed).await?));
    };
    actions::enter_result(&mut tx, &cx.app, &cx.actor(), new).await?;
    remember(&mut tx, "goal.result", &key, "entered", cx.at).await?;
    tx.commit().await?;
    Ok(see_other("/evidence/goals?notice=result"))
}

fn read(words: Words, here: &Here, typed: &mut Typed) -> Option<NewResult> {
    let goal = typed.fields.parse::<usize>("goal").and_then(|place| here.standard.lists().goals.get(place));
    if goal.is_none() {
        typed.refuse("goal", words.t("common-field-choose"));
    }
    let days = typed.period(words);
    if days.is_some_and(|days| days.until > here.today) {
        typed.refuse("until", words.t("evidence-until-future"));
    }
    let mark = read_mark(typed.get("mark"));
    if mark.is_none() && !typed.get("mark").trim().is_empty() {
        typed.refuse("mark", words.t("evidence-mark-wrong"));
    }
    let result = typed.text_or_empty("result", MOST_RESULT, words);
    if mark.is_none() && typed.get("mark").trim().is_empty() && result.as_deref() == Some("") {
        typed.refuse("result", words.t("evidence-result-needed"));
    }
    let source = typed.text("source", MOST_RESULT, words);
    let ((goal, days), (result, source)) = goal.zip(days).zip(result.zip(source))?;
    typed.errors.is_empty().then(|| NewResult { goal: key_of(goal), days, mark, result, source })
}
