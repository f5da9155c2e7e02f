//! The JSON Schema of standard files, for editors that complete and check while one writes.

use schemars::{JsonSchema, SchemaGenerator};
use serde_json::{Map, Value, json};

use crate::{
    model::{ParameterItem, StandardFile, Text},
    parameter::{self, Definition, Kind},
    rules::{PLANNED, RULES},
};

/// The schema, made from the records of this version; parameters and rules are listed with what they mean.
pub fn schema() -> Value {
    let mut schema = schemars::schema_for!(StandardFile).to_value();
    schema["title"] = json!("Solīts: klientu apkalpošanas standarts / client-service standard");
    schema["properties"]["parameters"] = parameters();
    schema["$defs"]["Norm"]["properties"]["enforced_by"] = json!({
        "description": "Of a rule: its name in the program; absent while no part of the program enforces it.",
        "anyOf": RULES
            .iter()
            .map(|rule| (rule.name, rule.lv, rule.en))
            .chain(PLANNED.iter().map(|rule| (rule.name, rule.lv, rule.en)))
            .map(|(name, lv, en)| json!({ "const": name, "description": words(lv, en) }))
            .collect::<Vec<_>>(),
    });
    schema["$defs"]["Norm"]["allOf"] = norm_kinds();
    schema
}

fn words(lv: &str, en: &str) -> String {
    format!("{lv} / {en}")
}

fn parameters() -> Value {
    let properties: Map<String, Value> = parameter::all()
        .filter(|definition| !matches!(definition.kind, Kind::Elsewhere(_)))
        .map(|definition| (definition.name.to_owned(), parameter(definition)))
        .collect();
    json!({
        "description": "Single values by name.",
        "type": "object",
        "properties": properties,
        "additionalProperties": false,
    })
}

fn parameter(definition: &Definition) -> Value {
    json!({
        "description": words(definition.lv, definition.en),
        "type": "object",
        "properties": {
            "value": value(definition.kind),
            "paragraph": { "description": "The paragraph it comes from.", "type": "string", "minLength": 1 },
            "example": { "description": "An example in the source, not an obligation.", "type": "boolean" },
        },
        "required": ["value", "paragraph"],
        "additionalProperties": false,
    })
}

fn value(kind: Kind) -> Value {
    match kind {
        Kind::Bool => json!({ "type": "boolean" }),
        Kind::Int { least, most, .. } => json!({ "type": "integer", "minimum": least, "maximum": most }),
        Kind::Percent => json!({ "type": "number", "minimum": 0, "maximum": 100 }),
        Kind::Number { least, most } => json!({ "type": "number", "minimum": least, "maximum": most }),
        Kind::Word(choices) => json!({
            "anyOf": choices
                .iter()
                .map(|choice| json!({ "const": choice.word, "description": words(choice.lv, choice.en) }))
                .collect::<Vec<_>>(),
        }),
        Kind::Text => json!({ "anyOf": [{ "type": "string", "minLength": 1 }, own::<Text>()] }),
        Kind::Stated => {
            json!({ "anyOf": [{ "type": "boolean" }, { "type": "string", "minLength": 1 }, own::<Text>()] })
        }
        Kind::List => json!({ "type": "array", "minItems": 1, "items": own::<ParameterItem>() }),
        Kind::Role => json!({ "type": "string", "minLength": 1 }),
        Kind::Roles => json!({ "type": "array", "minItems": 1, "items": { "type": "string" } }),
        Kind::Elsewhere(_) => json!(false),
    }
}

/// The schema of a record, by reference into the definitions of the whole.
fn own<T: JsonSchema>() -> Value {
    let mut generator = SchemaGenerator::default();
    generator.subschema_for::<T>().to_value()
}

/// A kind of norm asks for its own key.
fn norm_kinds() -> Value {
    let needs = |kind: &str, key: &str| {
        json!({
            "if": { "properties": { "kind": { "const": kind } } },
            "then": { "required": [key] },
            "else": { "properties": { key: false } },
        })
    };
    json!([
        needs("promise", "promise"),
        needs("guide", "shown_at"),
        needs("publish", "shown_on"),
        {
            "if": { "properties": { "kind": { "const": "rule" } } },
            "else": { "properties": { "enforced_by": false } },
        },
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reference_leads_to_a_definition() {
        fn references(value: &Value, found: &mut Vec<String>) {
            match value {
                Value::Object(entries) => {
                    if let Some(Value::String(reference)) = entries.get("$ref") {
                        found.push(reference.clone());
                    }
                    entries.values().for_each(|value| references(value, found));
                }
                Value::Array(items) => items.iter().for_each(|value| references(value, found)),
                _ => {}
            }
        }
        let schema = schema();
        let mut found = Vec::new();
        references(&schema, &mut found);
        for reference in found {
            let pointer = reference.trim_start_matches('#');
            assert!(schema.pointer(pointer).is_some(), "{reference}");
        }
    }

    #[test]
    fn an_editor_knows_each_parameter_and_each_rule() {
        let schema = schema();
        assert_eq!(
            schema["properties"]["parameters"]["properties"]["queue.no_show_seconds"]["properties"]["value"],
            json!({ "type": "integer", "minimum": 5, "maximum": 3600 })
        );
        let rules = &schema["$defs"]["Norm"]["properties"]["enforced_by"]["anyOf"];
        assert_eq!(rules.as_array().unwrap().len(), RULES.len() + PLANNED.len());
        let events = schema["$defs"]["Event"]["enum"].as_array().unwrap();
        assert_eq!(events.len(), crate::event::EventKind::ALL.len());
    }
}
