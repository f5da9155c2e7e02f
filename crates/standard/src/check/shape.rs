//! The shape a file must have, taken from the JSON Schema of the records, so that it can never differ from them.

use std::{collections::BTreeMap, sync::OnceLock};

use serde_json::{Map, Value};
use solits_kernel::Text;

use crate::{model::StandardFile, words};

/// What a value must look like.
#[derive(Debug, PartialEq)]
pub(super) enum Shape {
    /// Anything; looked at elsewhere.
    Any,
    /// Yes or no.
    Bool,
    /// A whole number within bounds.
    Int { least: i64, most: i64 },
    /// A number.
    Number,
    /// A string.
    String,
    /// A day.
    Date,
    /// A word of a closed list.
    Words(Vec<String>),
    /// The name of an event.
    Event,
    /// A text in both languages.
    Text,
    /// A list of such values.
    List(Box<Shape>),
    /// A table with free keys.
    Map(Box<Shape>),
    /// A table with fixed keys.
    Table(Table),
    /// One of several.
    Either(Vec<Shape>),
}

/// A table with fixed keys.
#[derive(Debug, PartialEq)]
pub(super) struct Table {
    pub(super) keys: BTreeMap<String, Key>,
}

/// A key of a table.
#[derive(Debug, PartialEq)]
pub(super) struct Key {
    pub(super) shape: Shape,
    pub(super) required: bool,
}

/// The shape of a whole file.
pub(super) fn file() -> &'static Table {
    static FILE: OnceLock<Table> = OnceLock::new();
    FILE.get_or_init(|| {
        let schema = schemars::schema_for!(StandardFile).to_value();
        let definitions = schema.get("$defs").and_then(Value::as_object).cloned().unwrap_or_default();
        match (Reader { definitions: &definitions }).read(&schema) {
            Shape::Table(table) => table,
            _ => Table { keys: BTreeMap::new() },
        }
    })
}

struct Reader<'a> {
    definitions: &'a Map<String, Value>,
}

impl Reader<'_> {
    fn read(&self, schema: &Value) -> Shape {
        if let Some(name) = schema["$ref"].as_str() {
            let name = name.rsplit('/').next().unwrap_or_default();
            return match name {
                "Text" => Shape::Text,
                "Event" => Shape::Event,
                // Its type depends on the parameter's name.
                "ParameterValue" => Shape::Any,
                _ => self.definitions.get(name).map_or(Shape::Any, |schema| self.read(schema)),
            };
        }
        if let Some(options) = schema["anyOf"].as_array().or_else(|| schema["oneOf"].as_array()) {
            return self.either(options);
        }
        if let Some(word) = schema["const"].as_str() {
            return Shape::Words(vec![word.to_owned()]);
        }
        if let Some(words) = schema["enum"].as_array() {
            return Shape::Words(words.iter().filter_map(Value::as_str).map(str::to_owned).collect());
        }
        match type_of(schema) {
            Some("boolean") => Shape::Bool,
            Some("integer") => Shape::Int {
                least: schema["minimum"].as_i64().unwrap_or(i64::MIN),
                most: schema["maximum"].as_i64().unwrap_or(match schema["format"].as_str() {
                    Some("uint32") => i64::from(u32::MAX),
                    _ => i64::MAX,
                }),
            },
            Some("number") => Shape::Number,
            Some("string") if schema["format"] == "date" => Shape::Date,
            Some("string") => Shape::String,
            Some("array") => Shape::List(Box::new(self.read(&schema["items"]))),
            Some("object") => self.object(schema),
            _ => Shape::Any,
        }
    }

    fn either(&self, options: &[Value]) -> Shape {
        let mut shapes: Vec<Shape> = Vec::new();
        for option in options.iter().filter(|option| type_of(option) != Some("null")) {
            match (self.read(option), shapes.iter_mut().find(|shape| matches!(shape, Shape::Words(_)))) {
                (Shape::Words(more), Some(Shape::Words(words))) => words.extend(more),
                (shape, _) => shapes.push(shape),
            }
        }
        if shapes.len() == 1 { shapes.remove(0) } else { Shape::Either(shapes) }
    }

    fn object(&self, schema: &Value) -> Shape {
        let Some(properties) = schema["properties"].as_object() else {
            return Shape::Map(Box::new(self.read(&schema["additionalProperties"])));
        };
        let required: Vec<&str> =
            schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        let keys = properties.iter().map(|(name, schema)| {
            let key = Key { shape: self.read(schema), required: required.contains(&name.as_str()) };
            (name.clone(), key)
        });
        Shape::Table(Table { keys: keys.collect() })
    }
}

/// The type of a schema; for a value that may be absent, the type it has when it is there.
fn type_of(schema: &Value) -> Option<&str> {
    match &schema["type"] {
        Value::String(name) => Some(name),
        Value::Array(names) => names.iter().filter_map(Value::as_str).find(|name| *name != "null"),
        _ => None,
    }
}

impl Shape {
    /// What such a value looks like, in words.
    pub(super) fn words(&self) -> Text {
        match self {
            Self::Any => Text::new("vērtība", "a value"),
            Self::Bool => Text::new("true (jā) vai false (nē)", "true (yes) or false (no)"),
            Self::Int { .. } => Text::new("vesels skaitlis bez pēdiņām", "a whole number without quotes"),
            Self::Number => Text::new("skaitlis bez pēdiņām", "a number without quotes"),
            Self::String => Text::new("teksts pēdiņās", "a text in quotes"),
            Self::Date => Text::new("diena, piemēram, 2014-07-24", "a day, such as 2014-07-24"),
            Self::Words(choices) => {
                let choices = words::alternatives(choices.iter().map(String::as_str));
                Text::new(format!("vārds {}", choices.lv), format!("the word {}", choices.en))
            }
            Self::Event => Text::new("notikuma nosaukums pēdiņās", "the name of an event in quotes"),
            Self::Text => Text::new(
                "teksts abās valodās: { lv = \"…\", en = \"…\" }",
                "a text in both languages: { lv = \"…\", en = \"…\" }",
            ),
            Self::List(item) => {
                let item = item.words();
                Text::new(
                    format!("saraksts [ … ], kurā katrs ir {}", item.lv),
                    format!("a list [ … ] of {}", item.en),
                )
            }
            Self::Map(_) => Text::new("iekavas { … }", "braces { … }"),
            Self::Table(table) => {
                let keys: Vec<_> = table
                    .keys
                    .iter()
                    .filter(|(_, key)| key.required)
                    .map(|(name, _)| format!("{name} = …"))
                    .collect();
                let keys = if keys.is_empty() { "…".to_owned() } else { keys.join(", ") };
                Text::new(format!("iekavas {{ {keys} }}"), format!("braces {{ {keys} }}"))
            }
            Self::Either(shapes) => either_words(shapes),
        }
    }
}

/// What a value of one of these shapes looks like, in words.
pub(super) fn either_words(shapes: &[Shape]) -> Text {
    let mut texts: Vec<Text> = shapes.iter().map(Shape::words).collect();
    texts.dedup();
    let join = |or: &str, side: fn(&Text) -> &str| texts.iter().map(side).collect::<Vec<_>>().join(or);
    Text::new(join(" vai ", |text| &text.lv), join(" or ", |text| &text.en))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shape_of_a_file_knows_its_required_and_its_optional_keys() {
        let file = file();
        assert!(file.keys["identity"].required);
        assert!(!file.keys["norm"].required);
        let Shape::List(norm) = &file.keys["norm"].shape else { panic!("norms are a list") };
        let Shape::Table(norm) = norm.as_ref() else { panic!("a norm is a table") };
        assert_eq!(norm.keys["text"].shape, Shape::Text);
        assert!(norm.keys["paragraphs"].required && !norm.keys["promise"].required);
    }
}
