//! Writing a standard as TOML in one settled form: what was read and is printed reads the same again.

use std::fmt::Write as _;

use toml_edit::{InlineTable, Value};

use crate::model::StandardFile;

/// The order in which the lists of a file stand.
const LISTS: [&str; 18] = [
    "term",
    "principle",
    "level",
    "role",
    "norm",
    "situation",
    "phrase",
    "evaluation",
    "rung",
    "route",
    "notice",
    "outage_step",
    "channel",
    "goal",
    "indicator",
    "client_duty",
    "qualification",
    "record",
];

/// The file as TOML.
pub fn print(file: &StandardFile) -> String {
    let mut out = String::new();
    // Every record serialises to TOML; one that did not would be a mistake in the records, shown as an empty file.
    let Ok(document) = toml_edit::ser::to_document(file) else { return out };
    let Ok(Value::InlineTable(table)) = toml_edit::Item::Table(document.as_table().clone()).into_value()
    else {
        return out;
    };
    for key in ["format", "id", "extends"] {
        if let Some(value) = table.get(key) {
            entry(&mut out, key, value);
        }
    }
    for key in ["identity", "scope", "parameters"] {
        if let Some(Value::InlineTable(entries)) = table.get(key) {
            let _ = writeln!(out, "\n[{key}]");
            entries.iter().for_each(|(key, value)| entry(&mut out, key, value));
        }
    }
    for list in LISTS {
        if let Some(Value::Array(items)) = table.get(list) {
            items.iter().filter_map(Value::as_inline_table).for_each(|item| record(&mut out, list, item));
        }
    }
    out
}

/// One entry of a list, with the parts that have headings of their own at its end.
fn record(out: &mut String, list: &str, item: &InlineTable) {
    let _ = writeln!(out, "\n[[{list}]]");
    let has_heading = |key: &str| matches!((list, key), ("norm", "promise") | ("situation", "action"));
    item.iter().filter(|(key, _)| !has_heading(key)).for_each(|(key, value)| entry(out, key, value));
    for (key, value) in item.iter().filter(|(key, _)| has_heading(key)) {
        match value {
            Value::InlineTable(entries) => {
                let _ = writeln!(out, "[{list}.{key}]");
                entries.iter().for_each(|(key, value)| entry(out, key, value));
            }
            Value::Array(items) => {
                for entries in items.iter().filter_map(Value::as_inline_table) {
                    let _ = writeln!(out, "[[{list}.{key}]]");
                    entries.iter().for_each(|(key, value)| entry(out, key, value));
                }
            }
            _ => {}
        }
    }
}

fn entry(out: &mut String, key: &str, value: &Value) {
    let _ = writeln!(out, "{} = {}", quoted_key(key), shown(value));
}

/// A value on one line, but a list of tables or of much text with each entry on its own.
fn shown(value: &Value) -> String {
    const LINE: usize = 100;
    match value {
        Value::Array(items) if items.iter().any(Value::is_inline_table) || inline(value).len() > LINE => {
            let lines: Vec<String> = items.iter().map(|item| format!("    {},\n", inline(item))).collect();
            format!("[\n{}]", lines.concat())
        }
        other => inline(other),
    }
}

fn inline(value: &Value) -> String {
    match value {
        Value::InlineTable(entries) => {
            let entries: Vec<String> = entries
                .iter()
                .map(|(key, value)| format!("{} = {}", quoted_key(key), inline(value)))
                .collect();
            format!("{{ {} }}", entries.join(", "))
        }
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(inline).collect();
            format!("[{}]", items.join(", "))
        }
        other => other.to_string().trim().to_owned(),
    }
}

fn quoted_key(key: &str) -> String {
    toml_edit::Key::new(key).display_repr().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = include_str!("check/tests/good.toml");

    #[test]
    fn what_is_printed_reads_the_same_and_prints_the_same_again() {
        let file: StandardFile = toml::from_str(GOOD).unwrap();
        let printed = print(&file);
        let again: StandardFile =
            toml::from_str(&printed).unwrap_or_else(|error| panic!("{error}\n{printed}"));
        assert_eq!(again, file);
        assert_eq!(print(&again), printed);
    }

    #[test]
    fn awkward_texts_survive() {
        let mut file: StandardFile = toml::from_str(GOOD).unwrap();
        for text in ["a \"b\" 'c'", "line\nbreak", "back\\slash \u{1}", "'''", "\"\"\"", ""] {
            text.clone_into(&mut file.identity.title.lv);
            let printed = print(&file);
            let again: StandardFile =
                toml::from_str(&printed).unwrap_or_else(|error| panic!("{error}\n{printed}"));
            assert_eq!(again.identity.title.lv, text);
        }
    }

    #[test]
    fn a_norm_is_printed_as_an_author_would_write_it() {
        let mut file: StandardFile = toml::from_str(GOOD).unwrap();
        file.norms.truncate(1);
        let printed = print(&file);
        let norm = &printed[printed.find("[[norm]]").unwrap()..printed.find("[[situation]]").unwrap()];
        assert_eq!(
            norm.trim(),
            r#"[[norm]]
id = "wait"
paragraphs = ["12"]
text = { lv = "Klientu aicina 15 minūšu laikā.", en = "A client is called within 15 minutes." }
kind = "promise"
owner = "head"
[norm.promise]
starts = "ticket.taken"
within = { minutes = 15 }
met_by = ["ticket.called"]
waived_by = [
    { by = "ticket.left", reason = { lv = "klients aizgāja", en = "the client left" } },
]
target_percent = 90.0
limit = "promise"
escalate = [
    { to = "head", at_percent = 120 },
]
public = true
channel = "visit""#
        );
    }
}
