//! Single values by name.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Text, is_false};

/// A single value with its paragraph.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Parameter {
    /// The value; its type is set by the parameter's name.
    pub value: ParameterValue,
    /// The paragraph it comes from.
    pub paragraph: String,
    /// The guidelines offer some figures as examples only; an example obliges nobody (trap 18 of area V).
    #[serde(default, skip_serializing_if = "is_false")]
    pub example: bool,
}

/// A parameter's value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
#[expect(missing_docs, reason = "the types say it")]
pub enum ParameterValue {
    Bool(bool),
    Int(i64),
    Number(f64),
    Word(String),
    // Before the text: serde would read a list of one or two strings as a text.
    List(Vec<ParameterItem>),
    Text(Text),
}

/// An item of a list value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
#[expect(missing_docs, reason = "the types say it")]
pub enum ParameterItem {
    Int(i64),
    Word(String),
    Text(Text),
}
