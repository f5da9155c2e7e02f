//! What stands in a file as the strings of inputs.
//!
//! What is of another kind than its field wants is shown as it is written, so that its author can see and mend it.

use std::collections::BTreeMap;

use toml_edit::Value;

use super::{
    form::{Field, Kind},
    node::Node,
};

/// The strings of inputs by their names; an input without a value is absent.
pub(super) type Values = BTreeMap<String, String>;

/// The values of a table's fields.
pub(super) fn fields(fields: &[Field], table: Node<'_>) -> Values {
    let mut values = Values::new();
    table_into(fields, table, "", &mut values);
    values
}

/// The values of one field whose inputs begin with `name`.
pub(super) fn field(kind: &Kind, node: Node<'_>, name: &str) -> Values {
    let mut values = Values::new();
    kind_into(kind, node, name, &mut values);
    values
}

fn table_into(fields: &[Field], table: Node<'_>, prefix: &str, values: &mut Values) {
    for field in fields {
        if let Some(node) = table.get(field.key) {
            kind_into(&field.kind, node, &format!("{prefix}{}", field.key), values);
        }
    }
}

fn kind_into(kind: &Kind, node: Node<'_>, name: &str, values: &mut Values) {
    match kind {
        Kind::Text(_) | Kind::Spoken => text(node, name, values),
        Kind::Stated => match node {
            Node::Value(Value::Boolean(_)) => put(values, name.to_owned(), shown(node)),
            _ => text(node, name, values),
        },
        Kind::Term => term(node, name, values),
        Kind::Event(_) => event(node, name, values),
        Kind::Group(fields) if node.is_table() => table_into(fields, node, &format!("{name}."), values),
        Kind::Each(kind) if node.is_list() => {
            for (place, row) in node.rows().enumerate() {
                kind_into(kind, row, &format!("{name}.{place}"), values);
            }
        }
        Kind::Rows(fields) if node.is_list() => {
            for (place, row) in node.rows().enumerate() {
                table_into(fields, row, &format!("{name}.{place}."), values);
            }
        }
        _ => put(values, name.to_owned(), shown(node)),
    }
}

fn put(values: &mut Values, name: String, value: String) {
    if !value.is_empty() {
        values.insert(name, value);
    }
}

fn text(node: Node<'_>, name: &str, values: &mut Values) {
    if node.is_table() {
        for language in ["lv", "en"] {
            if let Some(words) = node.get(language) {
                put(values, format!("{name}.{language}"), shown(words));
            }
        }
    } else {
        put(values, format!("{name}.lv"), shown(node));
    }
}

fn term(node: Node<'_>, name: &str, values: &mut Values) {
    let mut set = |unit: &str, amount: String| {
        put(values, format!("{name}.unit"), unit.to_owned());
        put(values, format!("{name}.amount"), amount);
    };
    let keys = node.keys();
    let [unit] = keys.as_slice() else { return set(&shown(node), String::new()) };
    let Some(inner) = node.get(unit) else { return };
    match *unit {
        "calendar_days" if inner.is_table() => {
            set(unit, inner.get("days").map(shown).unwrap_or_default());
            if let Some(roll) = inner.get("roll") {
                put(values, format!("{name}.roll"), shown(roll));
            }
        }
        "at_once" if inner.is_table() => set(unit, inner.get("minutes").map(shown).unwrap_or_default()),
        "before_event" if inner.is_table() => {
            let lead = inner.keys().first().copied().unwrap_or_default();
            set(&format!("{unit}.{lead}"), inner.get(lead).map(shown).unwrap_or_default());
        }
        _ => set(unit, shown(inner)),
    }
}

fn event(node: Node<'_>, name: &str, values: &mut Values) {
    if !node.is_table() {
        return put(values, name.to_owned(), shown(node));
    }
    if let Some(event) = node.get("event") {
        put(values, name.to_owned(), shown(event));
    }
    if let Some(facts) = node.get("where") {
        let lines: Vec<String> = facts
            .keys()
            .into_iter()
            .filter_map(|key| facts.get(key).map(|fact| format!("{key} = {}", shown(fact))))
            .collect();
        put(values, format!("{name}.where"), lines.join("\n"));
    }
}

/// A value as one string: a string without its quotes, a list with each entry on a line, anything else as written.
pub(super) fn shown(node: Node<'_>) -> String {
    match node {
        Node::Value(Value::String(text)) => text.value().replace("\r\n", "\n"),
        Node::Value(Value::Integer(number)) => number.value().to_string(),
        Node::Value(Value::Float(number)) => number.value().to_string(),
        Node::Value(Value::Boolean(answer)) => answer.value().to_string(),
        Node::Value(Value::Datetime(day)) => day.value().to_string(),
        Node::Value(Value::Array(_)) | Node::Blocks(_) => {
            node.rows().map(shown).collect::<Vec<_>>().join("\n")
        }
        Node::Braces(_) | Node::Block(_) | Node::Value(_) => braces(node),
    }
}

fn braces(node: Node<'_>) -> String {
    let entries: Vec<String> = node
        .keys()
        .into_iter()
        .filter_map(|key| node.get(key).map(|value| format!("{key} = {}", shown(value))))
        .collect();
    format!("{{ {} }}", entries.join(", "))
}
