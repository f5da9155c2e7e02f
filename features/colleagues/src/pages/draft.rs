//! A form as it was typed, with what is wrong beside each field.

use axum::{http::StatusCode, response::Response};
use solits_i18n::Words;
use solits_kernel::TextError;
use solits_web::{Fields, Once};

/// A form as it was typed, and what is wrong with it.
#[derive(Clone, Debug, Default)]
pub(super) struct Draft {
    fields: Fields,
    /// Field and words.
    pub(super) errors: Vec<(String, String)>,
}

impl Draft {
    pub(super) fn of(fields: Fields) -> Self {
        Self { fields, errors: Vec::new() }
    }
    /// A form that nobody has typed into yet.
    pub(super) fn filled(pairs: &[(&str, String)]) -> Self {
        let pairs: Vec<_> = pairs.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
        Self::of(pairs.into())
    }
    pub(super) fn once(&self, action: &'static str) -> Once {
        Once::of(action, &self.fields)
    }
    pub(super) fn refuse(&mut self, field: &str, words: String) {
        self.errors.push((field.to_owned(), words));
    }
    /// What was typed.
    pub(super) fn get(&self, field: &str) -> &str {
        self.fields.get(field)
    }
    /// All values of a field.
    pub(super) fn all<'a>(&'a self, field: &'a str) -> impl Iterator<Item = &'a str> {
        self.fields.all(field)
    }
    /// Whether a box of this name and value is ticked.
    pub(super) fn ticked(&self, field: &str, value: &str) -> bool {
        self.fields.all(field).any(|one| one == value)
    }
    /// What is wrong with a field; empty for nothing.
    pub(super) fn error(&self, field: &str) -> &str {
        let found = self.errors.iter().find(|(name, _)| name == field);
        found.map(|(_, words)| words.as_str()).unwrap_or_default()
    }
    pub(super) fn version(&self) -> i64 {
        self.get("version").parse().unwrap_or_default()
    }
    /// A cleaned text, or an empty one and the reason beside the field.
    pub(super) fn text(&mut self, field: &str, most: usize, words: Words) -> String {
        self.take(self.fields.text(field, most), field, words)
    }
    /// The same for a text that may be absent.
    pub(super) fn optional_text(&mut self, field: &str, most: usize, words: Words) -> String {
        self.take(self.fields.text_or_empty(field, most), field, words)
    }
    fn take(&mut self, text: Result<String, TextError>, field: &str, words: Words) -> String {
        text.unwrap_or_else(|error| {
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

/// A page with another status than 200.
pub(super) fn with_status(mut response: Response, status: StatusCode) -> Response {
    *response.status_mut() = status;
    response
}
