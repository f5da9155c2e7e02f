//! `/nonconformities/figures`: how many, how old and how many again, by type and by unit or territory; each figure leads to
//! the reports behind it (L-09, L-05).

use askama::Template;
use axum::extract::Query;
use jiff::{ToSpan as _, civil::Date};
use serde::Deserialize;
use solits_web::{EmployeeCx, Page, PageResult, html};

use super::{list::beginning, short_kind};
use crate::{
    model::nonconformity::{Figures, figures_by},
    store::nonconformities,
};

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    from: String,
    until: String,
}

struct Row {
    label: String,
    href: String,
    all: String,
    open: String,
    oldest: String,
    median: String,
    repeated: String,
}

/// The figures by one thing.
struct Part {
    id: &'static str,
    /// The key of its heading.
    heading: &'static str,
    rows: Vec<Row>,
}

#[derive(Template)]
#[template(path = "colleagues/figures.html")]
struct FiguresView {
    page: Page,
    from: String,
    until: String,
    days_wrong: String,
    parts: Vec<Part>,
}

/// `GET /nonconformities/figures`
pub(crate) async fn show(cx: EmployeeCx, Query(asked): Query<Asked>) -> PageResult {
    let words = cx.words;
    let today = cx.at.day();
    let year_ago = today.saturating_sub(1.year());
    let read = |text: &str, otherwise: Date| match text.trim() {
        "" => Some(otherwise),
        typed => typed.parse::<Date>().ok(),
    };
    let days =
        read(&asked.from, year_ago).zip(read(&asked.until, today)).filter(|(from, until)| from <= until);
    let (from, until) = days.unwrap_or((year_ago, today));
    let mut tx = cx.read().await?;
    let end = until.tomorrow().map_or(cx.at, beginning);
    let all = nonconformities::list_counted(&mut tx, beginning(from), end).await?;
    let structure = solits_organisation::find_structure(&mut tx).await?;
    let standard = cx.app.heart.loaded(&mut tx).await?.standard(cx.at).map(|(_, standard)| standard);
    drop(tx);
    let day = structure.on(today);
    let list = format!("/nonconformities?list=all&from={from}&until={until}");
    let row = |label: String, limit: String, figures: &Figures| Row {
        label,
        href: format!("{list}{limit}"),
        all: words.number(figures.all),
        open: words.number(figures.open),
        oldest: if figures.open == 0 {
            "–".to_owned()
        } else {
            words.n("colleagues-days", figures.oldest_days)
        },
        median: figures.median_days.map_or_else(|| "–".to_owned(), |days| words.n("colleagues-days", days)),
        repeated: words.number(figures.repeated),
    };
    let by_kind: Vec<Row> = figures_by(&all, today, |one| one.kind.clone())
        .iter()
        .map(|(kind, figures)| {
            row(short_kind(kind, standard.as_deref(), words), format!("&kind={kind}"), figures)
        })
        .collect();
    let by_unit: Vec<Row> = figures_by(&all, today, |one| one.unit)
        .iter()
        .filter_map(|(unit, figures)| {
            let unit = (*unit)?;
            Some(row(day.unit_name(unit).to_owned(), format!("&unit={unit}"), figures))
        })
        .collect();
    html(&FiguresView {
        page: cx.page(words.t("colleagues-figures")),
        parts: [("by-kind", "colleagues-by-kind", by_kind), ("by-unit", "colleagues-by-unit", by_unit)]
            .into_iter()
            .filter(|(_, _, rows)| !rows.is_empty())
            .map(|(id, heading, rows)| Part { id, heading, rows })
            .collect(),
        days_wrong: if days.is_none() { words.t("colleagues-days-wrong") } else { String::new() },
        from: if days.is_none() { asked.from } else { from.to_string() },
        until: if days.is_none() { asked.until } else { until.to_string() },
    })
}
