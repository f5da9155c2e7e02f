//! `GET /feedback/figures`: justified complaints by month, unit and employee (K-11), and how the kinds of feedback change by
//! service, place, cause and channel (K-18).
#![expect(
    clippy::cmp_owned,
    reason = "the shared list of choices compares values of any type by their written form"
)]

use std::collections::{BTreeMap, BTreeSet};

use askama::Template;
use axum::extract::Query;
use serde::Deserialize;
use solits_kernel::{EmployeeId, UnitId, month_number};
use solits_web::{EmployeeCx, KEEP_FEEDBACK, Page, PageResult, html};
use solits_written::nature::FeedbackKind;

use super::{Tab, form::Options, register, tabs, view::channel_words};
use crate::{
    context::Context,
    facts::{self, Counted},
};

/// More than this is not added up at once.
const MOST: i64 = 20_000;
/// The spans that are offered, in months.
const SPANS: [i64; 3] = [3, 12, 24];

/// A line of a table: what it is about and how often each kind came.
pub(super) struct Line {
    pub(super) name: String,
    pub(super) counts: [i64; 4],
    pub(super) justified: i64,
}

struct Table {
    title: String,
    lines: Vec<Line>,
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

/// The units somebody leads, with those inside them.
fn led(context: &Context, me: EmployeeId) -> BTreeSet<UnitId> {
    let day = context.day();
    let headed = day.headed(me);
    context
        .structure
        .units
        .iter()
        .map(|unit| unit.id)
        .filter(|unit| day.upwards(*unit).iter().any(|above| headed.contains(above)))
        .collect()
}

/// Whether a piece of feedback belongs to what somebody counts: what they may see, and of their units the complaints about
/// others than themselves.
fn is_counted(row: &Counted, me: EmployeeId, led: &BTreeSet<UnitId>) -> bool {
    row.seen == 1 || row.employee_id != Some(me) && row.unit_id.is_some_and(|unit| led.contains(&unit))
}

fn is_justified(row: &Counted) -> bool {
    row.kind == "complaint" && matches!(row.finding.as_deref(), Some("justified" | "partly_justified"))
}

/// Feedback counted by something, the most first.
fn counted_by(rows: &[Counted], name: impl Fn(&Counted) -> Option<String>) -> Vec<Line> {
    let mut lines: BTreeMap<String, Line> = BTreeMap::new();
    for row in rows {
        let Some(name) = name(row) else { continue };
        let line = lines.entry(name.clone()).or_insert_with(|| Line { name, counts: [0; 4], justified: 0 });
        let kind = FeedbackKind::ALL.iter().position(|kind| kind.code() == row.kind);
        if let Some(count) = kind.and_then(|kind| line.counts.get_mut(kind)) {
            *count += 1;
        }
        line.justified += i64::from(is_justified(row));
    }
    let mut lines: Vec<Line> = lines.into_values().collect();
    lines.sort_by_key(|line| -line.counts.iter().sum::<i64>());
    lines
}

/// Justified complaints counted by something, the most first.
fn justified_by(rows: &[Counted], name: impl Fn(&Counted) -> Option<String>) -> Vec<(String, i64)> {
    let mut counts: BTreeMap<String, i64> = BTreeMap::new();
    for name in rows.iter().filter(|row| is_justified(row)).filter_map(name) {
        *counts.entry(name).or_default() += 1;
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| -count);
    counts
}

/// `GET /feedback/figures?months=`
pub(crate) async fn show(cx: EmployeeCx, Query(asked): Query<Asked>) -> PageResult {
    let words = cx.words;
    let months = asked.months.parse().ok().filter(|months| SPANS.contains(months)).unwrap_or(12);
    let mut tx = cx.read().await?;
    let context = Context::load(&mut tx, &cx.app, cx.at).await?;
    let services = solits_organisation::list_services(&mut tx).await?;
    let branches = solits_organisation::list_branches(&mut tx).await?;
    let from = cx.at.plus_minutes(-months * 30 * 24 * 60);
    let rows = facts::list_counted(&mut tx, from, cx.at.plus_minutes(1), MOST).await?;
    let counts = register::counts(&mut tx, &cx).await?;
    drop(tx);
    let (me, led) = (cx.me.employee, led(&context, cx.me.employee));
    let rows: Vec<Counted> = rows.into_iter().filter(|row| is_counted(row, me, &led)).collect();
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
        tabs: tabs(words, "/feedback/figures", &counts),
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
        whose: words.t(match (cx.me.may(KEEP_FEEDBACK), led.is_empty()) {
            (true, _) => "feedback-figures-all",
            (false, false) => "feedback-figures-unit",
            (false, true) => "feedback-figures-own",
        }),
        page: cx.page(words.t("feedback-figures-title")),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use solits_kernel::{BranchId, Timestamp};
    use uuid::Uuid;

    fn row(employee: u128, unit: u128, seen: i64) -> Counted {
        Counted {
            kind: "complaint".to_owned(),
            channel: "visit".to_owned(),
            branch_id: BranchId::new(Uuid::from_u128(1)),
            service_id: None,
            opened_at: Timestamp::from_millis(0),
            employee_id: Some(EmployeeId::new(Uuid::from_u128(employee))),
            unit_id: Some(UnitId::new(Uuid::from_u128(unit))),
            finding: Some("justified".to_owned()),
            cause_kind: None,
            seen,
        }
    }

    #[test]
    fn a_manager_counts_the_justified_complaints_of_the_unit_but_not_those_about_the_manager() {
        let me = EmployeeId::new(Uuid::from_u128(5));
        let led = BTreeSet::from([UnitId::new(Uuid::from_u128(7))]);
        assert!(is_counted(&row(6, 7, 0), me, &led));
        assert!(!is_counted(&row(5, 7, 0), me, &led));
        assert!(!is_counted(&row(6, 8, 0), me, &led));
        assert!(is_counted(&row(6, 8, 1), me, &BTreeSet::new()));
    }

    #[test]
    fn only_complaints_found_justified_count_as_justified() {
        let unjustified = Counted { finding: Some("unjustified".to_owned()), ..row(1, 1, 1) };
        let claim = Counted { kind: "claim".to_owned(), ..row(1, 1, 1) };
        let rows = [row(1, 1, 1), unjustified, claim];
        assert_eq!(justified_by(&rows, |_| Some("visi".to_owned())), [("visi".to_owned(), 1)]);
        let line = &counted_by(&rows, |_| Some("visi".to_owned()))[0];
        assert_eq!((line.counts, line.justified), ([2, 1, 0, 0], 1));
    }
}
