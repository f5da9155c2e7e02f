//! `GET /standard/values`: every single value in force, and the document and paragraph it comes from.

use askama::Template;
use solits_i18n::Words;
use solits_kernel::Lang;
use solits_standard::{
    Standard,
    parameter::{Definition, groups},
};
use solits_web::{EmployeeCx, Page, PageResult, html};

use super::{Tab, headline, in_force, tabs};
use crate::wording::{origin_words, parameter_title, value_words};

struct Row {
    title: String,
    name: &'static str,
    value: String,
    source: String,
    /// Offered as an example, obliging nobody.
    example: bool,
}

struct Group {
    heading: &'static str,
    rows: Vec<Row>,
}

#[derive(Template)]
#[template(path = "standards/values.html")]
struct ValuesView {
    page: Page,
    headline: String,
    tabs: Vec<Tab>,
    groups: Vec<Group>,
}

pub(crate) async fn values(cx: EmployeeCx) -> PageResult {
    let mut tx = cx.read().await?;
    let in_force = in_force(&cx, &mut tx).await?;
    html(&ValuesView {
        page: cx.page(cx.words.t("standards-values")),
        headline: headline(cx.words, in_force.as_ref()),
        tabs: tabs(cx.words, "/standard/values"),
        groups: in_force.map(|one| shown(cx.words, &one.standard)).unwrap_or_default(),
    })
}

fn shown(words: Words, standard: &Standard) -> Vec<Group> {
    groups()
        .into_iter()
        .map(|group| Group {
            heading: if words.0 == Lang::En { group.en } else { group.lv },
            rows: group.definitions.iter().filter_map(|one| row(words, standard, one)).collect(),
        })
        .filter(|group| !group.rows.is_empty())
        .collect()
}

/// The value a document sets, else the program's own where it has one.
fn row(words: Words, standard: &Standard, definition: &'static Definition) -> Option<Row> {
    let name = definition.name;
    let title = parameter_title(words.0, name);
    if let Some(set) = standard.parameter(name) {
        return Some(Row {
            title,
            name,
            value: value_words(words.0, name, &set.value.value),
            source: origin_words(words, standard, &set.origin),
            example: set.value.example,
        });
    }
    let own = definition.silent.value()?;
    let value = value_words(words.0, name, &own);
    Some(Row { title, name, value, source: words.t("standards-silent"), example: false })
}
