//! A form as it was typed, with what is wrong beside each field.

use axum::{http::StatusCode, response::Response};
use serde::Deserialize;
use solits_i18n::Words;
use solits_kernel::TextError;
use solits_web::{Fields, Notice};

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

    /// A form that shows what is stored.
    pub(crate) fn filled(pairs: &[(&str, String)]) -> Self {
        let pairs: Vec<_> = pairs.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
        Self::of(pairs.into())
    }

    /// What was typed.
    pub(crate) fn get(&self, field: &str) -> &str {
        self.fields.get(field)
    }

    /// All values of a field.
    pub(crate) fn all<'a>(&'a self, field: &'a str) -> impl Iterator<Item = &'a str> {
        self.fields.all(field)
    }

    /// What is wrong with a field; empty for nothing.
    pub(crate) fn error(&self, field: &str) -> &str {
        let found = self.errors.iter().find(|(name, _)| name == field);
        found.map(|(_, words)| words.as_str()).unwrap_or_default()
    }

    pub(crate) fn refuse(&mut self, field: &str, words: String) {
        self.errors.push((field.to_owned(), words));
    }

    /// A cleaned text, or an empty one and the reason beside the field.
    pub(crate) fn text(&mut self, field: &str, most: usize, words: Words) -> String {
        self.take(self.fields.text(field, most), field, words)
    }

    /// The same for a text that may be absent.
    pub(crate) fn optional_text(&mut self, field: &str, most: usize, words: Words) -> String {
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

    /// Something of a closed list, or the reason beside the field.
    pub(crate) fn chosen<T>(
        &mut self,
        field: &str,
        read: impl Fn(&str) -> Option<T>,
        words: Words,
    ) -> Option<T> {
        let chosen = read(self.fields.get(field));
        if chosen.is_none() {
            self.refuse(field, words.t("common-field-not-understood"));
        }
        chosen
    }
}

/// What an address may say beside the path.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    pub(crate) notice: Option<String>,
}

/// What was just done, from the closed list of words an address may name.
pub(crate) fn notice(key: Option<&str>, words: Words) -> Option<Notice> {
    let text = match key? {
        "saved" => words.t("correspondence-notice-saved"),
        "taken-back" => words.t("correspondence-notice-taken-back"),
        "sent" => words.t("correspondence-notice-sent"),
        "scheduled" => words.t("correspondence-notice-scheduled"),
        "posted" => words.t("correspondence-notice-posted"),
        "delay-told" => words.t("correspondence-notice-delay-told"),
        "published" => words.t("correspondence-notice-published"),
        "withdrawn" => words.t("correspondence-notice-withdrawn"),
        "nature-said" => words.t("correspondence-notice-nature-said"),
        "joined" => words.t("correspondence-notice-joined"),
        "left-as-new" => words.t("correspondence-notice-left-as-new"),
        "written-down" => words.t("correspondence-notice-written-down"),
        _ => return None,
    };
    Some(Notice { kind: "good", text, undo: None })
}

/// A page that tells what is wrong with what was typed.
pub(crate) fn unprocessable(mut response: Response) -> Response {
    *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    response
}
