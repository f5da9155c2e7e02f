use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::*;

/// Keys that no form shows, each with the reason.
const EXCEPTIONS: [(&str, &str); 1] = [("document.format", "the program writes the only format there is")];

/// Every key of the records, by list and way: `norm.promise.within` is a leaf, its insides are one input group.
fn keys_of_schema() -> BTreeSet<String> {
    let schema = crate::schema();
    let mut keys = BTreeSet::new();
    for (key, value) in schema["properties"].as_object().unwrap() {
        if key == "parameters" {
            for part in ["value", "paragraph", "example"] {
                keys.insert(format!("parameters.{part}"));
            }
        } else {
            walk(&schema, value, key, &mut keys);
        }
    }
    keys
}

fn walk(schema: &Value, value: &Value, way: &str, keys: &mut BTreeSet<String>) {
    let value = resolved(schema, value);
    match value["properties"].as_object() {
        Some(properties) if !is_leaf(way) && !properties.contains_key("lv") => {
            for (key, inner) in properties {
                walk(schema, inner, &format!("{way}.{key}"), keys);
            }
        }
        _ => {
            let way = if way.contains('.') { way.to_owned() } else { format!("document.{way}") };
            keys.insert(way);
        }
    }
}

/// One input group each: the form has a kind for the whole of it.
fn is_leaf(way: &str) -> bool {
    ["within", "starts", "met_by", "by"].iter().any(|end| way.ends_with(&format!(".{end}")))
}

fn resolved<'a>(schema: &'a Value, value: &'a Value) -> &'a Value {
    if let Some(reference) = value["$ref"].as_str() {
        return resolved(schema, schema.pointer(reference.trim_start_matches('#')).unwrap());
    }
    if value["type"] == "array" {
        return resolved(schema, &value["items"]);
    }
    match value["anyOf"].as_array() {
        Some(options) if options.iter().any(|option| option["type"] == "null") => {
            resolved(schema, options.iter().find(|option| option["type"] != "null").unwrap())
        }
        _ => value,
    }
}

fn keys_of_form() -> BTreeMap<String, Need> {
    fn add(fields: &[Field], way: &str, keys: &mut BTreeMap<String, Need>) {
        for field in fields {
            let way = format!("{way}.{}", field.key);
            match &field.kind {
                Kind::Group(fields) | Kind::Rows(fields) => add(fields, &way, keys),
                _ => {
                    keys.insert(way, field.need);
                }
            }
        }
    }
    let mut keys = BTreeMap::new();
    for list in form().iter().flat_map(|component| &component.lists) {
        add(&list.fields, list.key, &mut keys);
    }
    keys
}

#[test]
fn an_author_reaches_every_key_that_the_format_has_and_no_other() {
    let form: BTreeSet<String> = keys_of_form().into_keys().collect();
    let excepted: BTreeSet<String> = EXCEPTIONS.iter().map(|(key, _)| (*key).to_owned()).collect();
    let schema: BTreeSet<String> = keys_of_schema().difference(&excepted).cloned().collect();
    assert_eq!(schema.difference(&form).collect::<Vec<_>>(), Vec::<&String>::new(), "not in the form");
    assert_eq!(form.difference(&schema).collect::<Vec<_>>(), Vec::<&String>::new(), "not in the format");
}

#[test]
fn the_seven_components_of_the_guidelines_follow_the_document_itself() {
    // guidelines 2.2: scope, principles, qualification, norms, receipt procedure, channels, indicators.
    let first: Vec<&str> = form().iter().map(|component| component.lists[0].key).collect();
    assert_eq!(
        first,
        ["document", "scope", "principle", "qualification", "norm", "client_duty", "channel", "indicator"]
    );
}

#[test]
fn everything_is_said_in_both_languages() {
    fn said(text: &Text, place: &str) {
        assert!(!text.lv.is_empty() && !text.en.is_empty() && text.lv != text.en, "{place}: {text:?}");
    }
    fn both(fields: &[Field], place: &str) {
        for field in fields {
            let place = format!("{place}.{}", field.key);
            assert!(!field.label.lv.is_empty() && !field.label.en.is_empty(), "{place}");
            assert_eq!(field.help.lv.is_empty(), field.help.en.is_empty(), "{place}");
            if let Kind::Group(fields) | Kind::Rows(fields) = &field.kind {
                both(fields, &place);
            }
        }
    }
    for component in form() {
        said(&component.title, component.key);
        said(&component.explanation, component.key);
        for list in &component.lists {
            said(&list.title, list.key);
            said(&list.help, list.key);
            both(&list.fields, list.key);
        }
    }
}

#[test]
fn a_parameter_asks_for_what_its_name_sets() {
    let parameters = list("parameters").unwrap();
    let value = |name: &str| fields(parameters, name)[0].kind.clone();
    assert!(matches!(value("queue.no_show_seconds"), Kind::Number { least: 5, most: 3600, .. }));
    assert!(matches!(value("acquaint.by"), Kind::Reference("role")));
    assert!(matches!(value("nobody.knows"), Kind::Line));
}
