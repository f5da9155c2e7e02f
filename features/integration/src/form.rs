//! A form as it was typed, with what is wrong beside each field.

use axum::{http::StatusCode, response::Response};
use serde::Deserialize;
use solits_i18n::Words;
use solits_kernel::TextError;
use solits_web::{Fields, Notice, Once};

/// A form as it was typed, and what is wrong with it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Draft {
    fields: Fields,
    /// Field and words.
    pub(crate) errors: Vec<(String, String)>,
}

impl Draft {
    pub(crate) fn of(fields: Fields) -> Self {
        Self { fields, errors: Vec::new() }
    }

    /// A form that nobody has typed into yet.
    pub(crate) fn filled(pairs: Vec<(String, String)>) -> Self {
        Self::of(pairs.into())
    }

    /// This sending of a form that creates something.
    pub(crate) fn once(&self, action: &'static str) -> Once {
        Once::of(action, &self.fields)
    }

    pub(crate) fn refuse(&mut self, field: &str, words: String) {
        self.errors.push((field.to_owned(), words));
    }

    /// What was typed.
    pub(crate) fn get(&self, field: &str) -> &str {
        self.fields.get(field)
    }

    /// All values of a field.
    pub(crate) fn all<'a>(&'a self, field: &'a str) -> impl Iterator<Item = &'a str> {
        self.fields.all(field)
    }

    /// Whether a box of this name and value is ticked.
    pub(crate) fn ticked(&self, field: &str, value: &str) -> bool {
        self.fields.all(field).any(|one| one == value)
    }

    /// What is wrong with a field; empty for nothing.
    pub(crate) fn error(&self, field: &str) -> &str {
        let found = self.errors.iter().find(|(name, _)| name == field);
        found.map(|(_, words)| words.as_str()).unwrap_or_default()
    }

    /// A cleaned text, or an empty one and the reason beside the field.
    pub(crate) fn text(&mut self, field: &str, most: usize, words: Words) -> String {
        self.fields.text(field, most).unwrap_or_else(|error| {
            let why = match error {
                TextError::Empty => words.t("common-field-empty"),
                TextError::TooLong(most) => words.ta("common-field-too-long", &[("most", most.into())]),
                TextError::Control => words.t("common-field-not-understood"),
            };
            self.refuse(field, why);
            String::new()
        })
    }
}

/// What the address of a page may say beside its path.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    /// What was just done.
    pub(crate) notice: Option<String>,
    /// Calls before this one.
    pub(crate) before: Option<i64>,
}

/// What was just done, from the closed list of words an address may name.
pub(crate) fn notice(key: Option<&str>, words: Words) -> Option<Notice> {
    let text = match key? {
        "saved" => words.t("integration-notice-saved"),
        "on" => words.t("integration-notice-on"),
        "off" => words.t("integration-notice-off"),
        "removed" => words.t("integration-notice-removed"),
        "tried" => words.t("integration-notice-tried"),
        "again" => words.t("integration-notice-again"),
        "ended" => words.t("integration-notice-ended"),
        _ => return None,
    };
    Some(Notice { kind: "good", text, undo: None })
}

/// A page that says what has to be put right.
pub(crate) fn unprocessable(mut page: Response) -> Response {
    *page.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    page
}
