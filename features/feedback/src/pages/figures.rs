//! `GET /feedback/figures`: justified complaints by month, unit and employee (K-11), and how the kinds of feedback change by
//! service, place, cause and channel (K-18).
#![expect(
    clippy::cmp_owned,
    reason = "the shared list of choices compares values of any type by their written form"
)]

use askama::Template;
use axum::extract::Query;
use serde::Deserialize;
use solits_kernel::month_number;
use solits_web::{EmployeeCx, KEEP_FEEDBACK, Page, PageResult, html};
use solits_written::nature::FeedbackKind;

use super::{Tab, form::Options, register, tabs, view::channel_words};
use crate::{
    facts::Counted,
    figures::{self, Figures, Line, SPANS, USUAL_SPAN, counted_by, justified_by},
};

struct Table {
    title: String,
    lines: Vec<Line<String>>,
}

#[derive(Template)]
#[template(path = "feedback/figures.html")]
struct FiguresView {
    page: Page,
    tabs: Vec<Tab>,
    spans: Options,
    span: String,
    kinds: Vec<String>,
    justified: Vec<(String, Vec<(String, i64)>)>,
    tables: Vec<Table>,
    /// Whose figures these are, in a sentence.
    whose: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    months: String,
}

/// `GET /feedback/figures?months=`
pub(crate) async fn show(cx: EmployeeCx, Query(asked): Query<Asked>) -> PageResult {
    let words = cx.words;
    let months = asked.months.parse().ok().filter(|months| SPANS.contains(months)).unwrap_or(USUAL_SPAN);
    let mut tx = cx.read().await?;
    let Figures { context, rows, leads } = figures::load(&mut tx, &cx.app, cx.at, months).await?;
    let services = solits_organisation::list_services(&mut tx).await?;
    let branches = solits_organisation::list_branches(&mut tx).await?;
    let counts = register::counts(&mut tx, &cx).await?;
    drop(tx);
    let unit = |row: &Counted| {
        let unit = context.structure.units.iter().find(|unit| Some(unit.id) == row.unit_id);
        Some(unit.map_or_else(|| words.t("feedback-no-unit"), |unit| unit.name.clone()))
    };
    let employee = |row: &Counted| row.employee_id.map(|id| context.name(Some(id)).to_owned());
    let month = |row: &Counted| {
        let day = row.opened_at.day();
        // Sorted by month before it is put into words.
        Some(format!("{:06}\u{1f}{} {}", month_number(day), words.month(day.month()), day.year()))
    };
    let mut by_month = justified_by(&rows, month);
    by_month.sort();
    let by_month = by_month
        .into_iter()
        .map(|(name, count)| (name.split('\u{1f}').nth(1).unwrap_or_default().to_owned(), count))
        .collect();
    let service = |row: &Counted| {
        let service = services.iter().find(|one| Some(one.id) == row.service_id);
        Some(service.map_or_else(|| words.t("feedback-no-service"), |one| one.name.get(words.0).to_owned()))
    };
    let place = |row: &Counted| {
        let branch = branches.iter().find(|one| one.id == row.branch_id)?;
        Some(branch.name.get(words.0).to_owned())
    };
    let cause = |row: &Counted| {
        let kind = row.cause_kind.as_deref().filter(|kind| !kind.is_empty())?;
        Some(words.t(&format!("feedback-cause-{kind}")))
    };
    let channel = |row: &Counted| Some(channel_words(&row.channel, words));
    let table = |key: &str, lines| Table { title: words.t(key), lines };
    html(&FiguresView {
        tabs: tabs(words, "/feedback/figures", &counts, cx.me.may(KEEP_FEEDBACK)),
        spans: SPANS.map(|months| (months.to_string(), words.n("feedback-months", months))).to_vec(),
        span: months.to_string(),
        kinds: FeedbackKind::ALL.map(|kind| words.t(&format!("feedback-register-{}", kind.code()))).to_vec(),
        justified: vec![
            (words.t("feedback-by-month"), by_month),
            (words.t("feedback-by-unit"), justified_by(&rows, unit)),
            (words.t("feedback-by-employee"), justified_by(&rows, employee)),
        ],
        tables: vec![
            table("feedback-by-service", counted_by(&rows, service)),
            table("feedback-by-place", counted_by(&rows, place)),
            table("feedback-by-cause", counted_by(&rows, cause)),
            table("feedback-by-channel", counted_by(&rows, channel)),
        ],
        whose: words.t(match (cx.me.may(KEEP_FEEDBACK), !leads) {
            (true, _) => "feedback-figures-all",
            (false, false) => "feedback-figures-unit",
            (false, true) => "feedback-figures-own",
        }),
        page: cx.page(words.t("feedback-figures-title")),
    })
}
