//! A form as it was typed, with what is wrong beside each field, and the ends a change can come to.

use std::str::FromStr;

use serde::Deserialize;
use solits_i18n::Words;
use solits_kernel::{Text, TextError};
pub(crate) use solits_web::unprocessable;
use solits_web::{Fields, Notice, Once, WebError, text_wrong};

use super::store::NamedRow;

/// A form as it was typed, and what is wrong with it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Draft {
    fields: Fields,
    /// Field and words.
    pub(crate) errors: Vec<(String, String)>,
}

impl Draft {
    pub(crate) fn of(fields: Fields) -> Self {
        Self { fields, ..Self::default() }
    }

    /// This sending of a form that creates something.
    pub(crate) fn once(&self, action: &'static str) -> Once {
        Once::of(action, &self.fields)
    }

    /// A form that shows what is stored.
    pub(crate) fn filled(pairs: Vec<(String, String)>) -> Self {
        Self::of(pairs.into())
    }

    pub(crate) fn refuse(&mut self, field: impl Into<String>, words: String) {
        self.errors.push((field.into(), words));
    }

    /// What was typed.
    pub(crate) fn get(&self, field: &str) -> &str {
        self.fields.get(field)
    }

    /// Whether the field was sent.
    pub(crate) fn has(&self, field: &str) -> bool {
        self.fields.has(field)
    }

    /// Whether a box of this name and value is ticked.
    pub(crate) fn ticked(&self, field: &str, value: &str) -> bool {
        self.fields.all(field).any(|one| one == value)
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

    /// A cleaned text, or an empty one and the reason beside the field.
    pub(crate) fn text(&mut self, field: &str, most: usize, words: Words) -> String {
        self.take(self.fields.text(field, most), field, words)
    }

    /// The same for a text that may be absent.
    pub(crate) fn optional_text(&mut self, field: &str, most: usize, words: Words) -> String {
        self.take(self.fields.text_or_empty(field, most), field, words)
    }

    /// An e-mail address that may be absent.
    pub(crate) fn optional_email(&mut self, field: &str, words: Words) -> String {
        let address = self.optional_text(field, 200, words);
        if !address.is_empty() && !is_address(&address) {
            self.refuse(field, words.t("organisation-address-wrong"));
        }
        address
    }

    /// A text in both languages, from the fields `…_lv` and `…_en`; both are needed.
    pub(crate) fn both(&mut self, field: &str, most: usize, words: Words) -> Text {
        let lv = self.text(&format!("{field}_lv"), most, words);
        let en = self.text(&format!("{field}_en"), most, words);
        Text::new(lv, en)
    }

    /// The same for a text that may be absent in either language.
    pub(crate) fn optional_both(&mut self, field: &str, most: usize, words: Words) -> Text {
        let lv = self.optional_text(&format!("{field}_lv"), most, words);
        let en = self.optional_text(&format!("{field}_en"), most, words);
        Text::new(lv, en)
    }

    /// A whole number within limits, or zero and the reason beside the field.
    pub(crate) fn whole(&mut self, field: &str, least: i64, most: i64, words: Words) -> i64 {
        let number = self.fields.parse::<i64>(field).filter(|number| (least..=most).contains(number));
        number.unwrap_or_else(|| {
            let limits = [("least", least.into()), ("most", most.into())];
            self.refuse(field, words.ta("organisation-number-within", &limits));
            0
        })
    }

    fn take(&mut self, text: Result<String, TextError>, field: &str, words: Words) -> String {
        text.unwrap_or_else(|error| {
            let why = text_wrong(error, words);
            self.refuse(field, why);
            String::new()
        })
    }
}

/// Whether a text can be an e-mail address: one `@` with something on both sides, and no blanks.
pub(crate) fn is_address(text: &str) -> bool {
    let parts = text.split_once('@').filter(|(name, host)| !name.is_empty() && !host.is_empty());
    parts.is_some_and(|(_, host)| !host.contains('@')) && !text.contains(char::is_whitespace)
}

/// A box to tick.
pub(crate) struct Choice {
    pub(crate) value: String,
    pub(crate) label: String,
    pub(crate) ticked: bool,
}

/// Boxes for things of the institution: those in use, and those ticked though they are closed.
pub(crate) fn choices(rows: &[NamedRow], draft: &Draft, field: &str, words: Words) -> Vec<Choice> {
    rows.iter()
        .map(|row| {
            let value = row.id.to_string();
            Choice { label: row.label(words.0), ticked: draft.ticked(field, &value), value }
        })
        .zip(rows)
        .filter(|(choice, row)| row.active || choice.ticked)
        .map(|(choice, _)| choice)
        .collect()
}

/// The ids of all ticked boxes of a field.
pub(crate) fn ids<T: FromStr>(draft: &Draft, field: &str) -> Result<Vec<T>, WebError> {
    draft.all(field).map(|value| value.parse().map_err(|_| WebError::BadRequest)).collect()
}

/// An id that may be absent.
pub(crate) fn optional_id<T: FromStr>(draft: &Draft, field: &str) -> Result<Option<T>, WebError> {
    let typed = draft.get(field);
    if typed.is_empty() { Ok(None) } else { typed.parse().map(Some).map_err(|_| WebError::BadRequest) }
}

/// Pairs of a form that shows a text in both languages.
pub(crate) fn both_pairs(field: &str, text: &Text) -> [(String, String); 2] {
    [(format!("{field}_lv"), text.lv.clone()), (format!("{field}_en"), text.en.clone())]
}

/// What the address of a page may say beside its path.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    /// What was just done.
    pub(crate) notice: Option<String>,
    /// The channel whose hours are shown.
    pub(crate) channel: Option<String>,
}

/// What was just done, from the closed list of words an address may name.
pub(crate) fn notice(key: Option<&str>, words: Words) -> Option<Notice> {
    let kind =
        if matches!(key, Some("in-use" | "last-administrator" | "branch-first")) { "late" } else { "good" };
    let text = match key? {
        "in-use" => words.t("organisation-in-use"),
        "last-administrator" => words.t("organisation-last-administrator"),
        "branch-first" => words.t("organisation-branch-first"),
        "saved" => words.t("organisation-notice-saved"),
        "closed" => words.t("organisation-notice-closed"),
        "opened" => words.t("organisation-notice-opened"),
        "hours" => words.t("organisation-notice-hours"),
        "unit-removed" => words.t("organisation-notice-unit-removed"),
        "calendar" => words.t("organisation-notice-calendar"),
        "removed" => words.t("organisation-notice-removed"),
        "all-invited" => words.t("organisation-invite-all-invited"),
        "token-revoked" => words.t("organisation-notice-token-revoked"),
        "revoked" => words.t("organisation-notice-revoked"),
        _ => return None,
    };
    Some(Notice { kind, text, undo: None })
}
