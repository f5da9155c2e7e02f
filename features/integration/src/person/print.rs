//! The same as a page to print, in the language of whoever prints it.

use askama::Template;
use serde_json::Value;
use solits_i18n::Words;
use solits_kernel::Timestamp;
use solits_web::{EmployeeCx, Page, PageResult, html};

use super::{Why, gather::Gathered, table_name, why_words};

/// Rows of one table.
struct Section {
    id: String,
    heading: String,
    /// Label and value of each field of each row.
    rows: Vec<Vec<(String, String)>>,
}

#[derive(Template)]
#[template(path = "integration/person_print.html")]
struct PrintView {
    page: Page,
    found_by: String,
    taken_at: String,
    sections: Vec<Section>,
    /// What somebody has to read before it is given, and how many.
    withheld: Vec<(String, usize)>,
    not_given: Vec<String>,
}

/// The page.
pub(super) fn view(cx: &EmployeeCx, gathered: &Gathered, who: &str) -> PageResult {
    let words = cx.words;
    let sections = gathered.tables.iter().map(|(table, rows)| Section {
        id: table.replace('_', "-"),
        heading: table_name(table, words),
        rows: rows.iter().map(|row| fields(table, row, words)).collect(),
    });
    html(&PrintView {
        sections: sections.collect(),
        found_by: who.to_owned(),
        taken_at: format!("{} {}", cx.at.day(), words.time(cx.at)),
        withheld: gathered.withheld.iter().map(|(table, rows)| (table_name(table, words), *rows)).collect(),
        not_given: Why::ALL.into_iter().map(|why| why_words(why, words)).collect(),
        page: cx.page(words.t("integration-person-print-title")),
    })
}

/// What a row holds, without fields that are empty and ids that mean nothing on paper.
fn fields(table: &str, row: &Value, words: Words) -> Vec<(String, String)> {
    let Some(row) = row.as_object() else { return Vec::new() };
    row.iter()
        .filter(|(field, _)| field.as_str() != "id")
        .filter_map(|(field, value)| {
            let text = match value {
                Value::String(text) if text.is_empty() => return None,
                Value::String(text) => shown(table, field, text, words),
                Value::Number(number) => number.to_string(),
                _ => return None,
            };
            Some((words.t(&format!("integration-person-field-{}", field.replace('_', "-"))), text))
        })
        .collect()
}

/// A text as people read it: instants in local time, some words of closed lists in words, everything else as it stands.
fn shown(table: &str, field: &str, text: &str, words: Words) -> String {
    if field == "at" || field == "since" || field.ends_with("_at") {
        return Timestamp::parse(text)
            .map_or_else(|| text.to_owned(), |at| format!("{} {}", at.day(), words.time(at)));
    }
    match (table, field) {
        ("cases", "kind") => words.t(&format!("cases-kind-{text}")),
        ("cases", "status") => match text {
            "waiting_client" => words.t("cases-status-waiting"),
            "answered" => words.t("cases-status-answered"),
            "closed" => words.t("cases-status-closed"),
            _ => words.t("cases-status-open"),
        },
        (_, "channel") => words.t(match text {
            "visit" => "cases-channel-visit",
            "phone" => "cases-channel-phone",
            "email" => "cases-channel-email",
            "letter" => "cases-channel-letter",
            "portal" | "website" => "cases-channel-portal",
            "e_address" => "cases-channel-e-address",
            "internal" => "cases-channel-internal",
            "sms" => "cases-channel-sms",
            _ => "cases-channel-other",
        }),
        ("messages", "direction") if text == "in" => words.t("integration-person-received"),
        ("messages", "direction") => words.t("integration-person-sent"),
        _ => text.to_owned(),
    }
}
