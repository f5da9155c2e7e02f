//! The types of parameters, and whether a value is of the type.

use solits_kernel::Text;

use crate::{
    model::{ParameterItem, ParameterValue},
    words::{self, Unit},
};

/// A word of a closed list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The word in the file.
    pub word: &'static str,
    /// What it means, in Latvian.
    pub lv: &'static str,
    /// What it means, in English.
    pub en: &'static str,
}

/// The type of a parameter's value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kind {
    /// `true` or `false`.
    Bool,
    /// A whole number of something, within bounds.
    Int {
        /// What it counts.
        unit: Unit,
        /// The least it may be.
        least: i64,
        /// The most it may be.
        most: i64,
    },
    /// A share of a hundred, perhaps with a fraction.
    Percent,
    /// A number within bounds.
    Number {
        /// The least it may be.
        least: f64,
        /// The most it may be.
        most: f64,
    },
    /// A word of a closed list.
    Word(&'static [Choice]),
    /// A text: one string, or one for each language.
    Text,
    /// Yes, no, or in words.
    Stated,
    /// A list of texts.
    List,
    /// A role the standard names.
    Role,
    /// Roles the standard names.
    Roles,
    /// It has a place of its own in the file, which is named.
    Elsewhere(&'static str),
}

/// What holds when every document is silent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Silent {
    /// No rule.
    NoRule,
    /// The program's own moderate number.
    Int(i64),
    /// The program's own answer.
    Bool(bool),
    /// The program's own word.
    Word(&'static str),
}

impl Silent {
    /// The value, where there is one.
    pub fn value(self) -> Option<ParameterValue> {
        match self {
            Self::NoRule => None,
            Self::Int(number) => Some(ParameterValue::Int(number)),
            Self::Bool(answer) => Some(ParameterValue::Bool(answer)),
            Self::Word(word) => Some(ParameterValue::Word(word.to_owned())),
        }
    }
}

/// What is wrong with a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mistake {
    /// It is of another type.
    Type,
    /// It lies outside the bounds.
    Range,
    /// It is not a word of the list.
    Word,
    /// It is empty.
    Empty,
}

impl Kind {
    /// What is wrong with a value of this type; `None` for one that is right.
    pub fn mistake(self, value: &ParameterValue) -> Option<Mistake> {
        use ParameterValue as Value;
        match (self, value) {
            (Self::Bool | Self::Stated, Value::Bool(_)) | (Self::Elsewhere(_), _) => None,
            (Self::Int { least, most, .. }, Value::Int(n)) => {
                (!(least..=most).contains(n)).then_some(Mistake::Range)
            }
            (Self::Percent, value) => within(number_of(value), 0.0, 100.0),
            (Self::Number { least, most }, value) => within(number_of(value), least, most),
            (Self::Word(choices), Value::Word(word)) => {
                (!choices.iter().any(|choice| choice.word == word)).then_some(Mistake::Word)
            }
            (Self::Text | Self::Stated | Self::Role, Value::Word(word)) => {
                word.trim().is_empty().then_some(Mistake::Empty)
            }
            (Self::Text | Self::Stated, Value::Text(text)) => {
                text.lv.trim().is_empty().then_some(Mistake::Empty)
            }
            (Self::List, Value::List(items)) => items.is_empty().then_some(Mistake::Empty),
            (Self::Roles, Value::List(items)) => {
                let all_words = items.iter().all(|item| matches!(item, ParameterItem::Word(_)));
                if !all_words {
                    return Some(Mistake::Type);
                }
                items.is_empty().then_some(Mistake::Empty)
            }
            _ => Some(Mistake::Type),
        }
    }

    /// What a value of this type looks like, in words.
    pub fn words(self) -> Text {
        match self {
            Self::Bool => Text::new("true (jā) vai false (nē)", "true (yes) or false (no)"),
            Self::Int { unit, least, most } => Text::new(
                format!("vesels skaitlis no {least} līdz {} (bez pēdiņām)", words::count(most, unit).lv),
                format!("a whole number from {least} to {} (without quotes)", words::count(most, unit).en),
            ),
            Self::Percent => Text::new("procenti no 0 līdz 100", "a percentage from 0 to 100"),
            Self::Number { least, most } => {
                let (least, most) = (words::number(least), words::number(most));
                Text::new(
                    format!("skaitlis no {} līdz {}", least.lv, most.lv),
                    format!("a number from {} to {}", least.en, most.en),
                )
            }
            Self::Word(choices) => words::alternatives(choices.iter().map(|choice| choice.word)),
            Self::Text => Text::new(
                "teksts: \"…\" vai { lv = \"…\", en = \"…\" }",
                "a text: \"…\" or { lv = \"…\", en = \"…\" }",
            ),
            Self::Stated => Text::new("true, false vai teksts", "true, false or a text"),
            Self::List => Text::new("saraksts: [\"…\", \"…\"]", "a list: [\"…\", \"…\"]"),
            Self::Role => Text::new("lomas īsais vārds pēdiņās", "the short name of a role, in quotes"),
            Self::Roles => {
                Text::new("saraksts ar lomu īsajiem vārdiem", "a list of the short names of roles")
            }
            Self::Elsewhere(place) => {
                let place = words::quoted(place);
                Text::new(
                    format!("sava vieta failā: {}", place.lv),
                    format!("a place of its own: {}", place.en),
                )
            }
        }
    }
}

fn number_of(value: &ParameterValue) -> Option<f64> {
    match value {
        // Shares and marks are small numbers, far below where an integer loses digits as a float.
        ParameterValue::Int(n) => i32::try_from(*n).ok().map(f64::from),
        ParameterValue::Number(n) => Some(*n),
        _ => None,
    }
}

fn within(number: Option<f64>, least: f64, most: f64) -> Option<Mistake> {
    match number {
        None => Some(Mistake::Type),
        Some(number) => (!(least..=most).contains(&number)).then_some(Mistake::Range),
    }
}
