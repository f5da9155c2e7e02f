//! A form as it was typed, with what is wrong beside each field: what a page shows again when it refuses one.

use axum::{http::StatusCode, response::Response};
use solits_i18n::Words;
use solits_kernel::TextError;

use crate::{Fields, Once};

/// A form as it was typed, and what is wrong with it.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    fields: Fields,
    /// Field and words.
    pub errors: Vec<(String, String)>,
}

impl Draft {
    /// A form that was sent.
    pub fn of(fields: Fields) -> Self {
        Self { fields, errors: Vec::new() }
    }

    /// A form that nobody has typed into yet, or that shows what is stored.
    pub fn filled(pairs: &[(&str, String)]) -> Self {
        let pairs: Vec<_> = pairs.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
        Self::of(pairs.into())
    }

    /// This sending of a form that creates something.
    pub fn once(&self, action: &'static str) -> Once {
        Once::of(action, &self.fields)
    }

    /// Says what is wrong with a field.
    pub fn refuse(&mut self, field: &str, words: String) {
        self.errors.push((field.to_owned(), words));
    }

    /// What was typed.
    pub fn get(&self, field: &str) -> &str {
        self.fields.get(field)
    }

    /// All values of a field.
    pub fn all<'a>(&'a self, field: &'a str) -> impl Iterator<Item = &'a str> {
        self.fields.all(field)
    }

    /// Whether a box of this name and value is ticked.
    pub fn ticked(&self, field: &str, value: &str) -> bool {
        self.fields.all(field).any(|one| one == value)
    }

    /// The version of what is changed, as the page showed it; 0 where the form names none.
    pub fn version(&self) -> i64 {
        self.fields.parse("version").unwrap_or_default()
    }

    /// What is wrong with a field; empty for nothing.
    pub fn error(&self, field: &str) -> &str {
        let found = self.errors.iter().find(|(name, _)| name == field);
        found.map(|(_, words)| words.as_str()).unwrap_or_default()
    }

    /// A cleaned text, or an empty one and the reason beside the field.
    pub fn text(&mut self, field: &str, most: usize, words: Words) -> String {
        self.take(self.fields.text(field, most), field, words)
    }

    /// The same for a text that may be absent.
    pub fn optional_text(&mut self, field: &str, most: usize, words: Words) -> String {
        self.take(self.fields.text_or_empty(field, most), field, words)
    }

    /// Something of a closed list, or the reason beside the field.
    pub fn chosen<T>(&mut self, field: &str, read: impl Fn(&str) -> Option<T>, words: Words) -> Option<T> {
        let chosen = read(self.fields.get(field));
        if chosen.is_none() {
            self.refuse(field, words.t("common-field-not-understood"));
        }
        chosen
    }

    fn take(&mut self, text: Result<String, TextError>, field: &str, words: Words) -> String {
        text.unwrap_or_else(|error| {
            self.refuse(field, text_wrong(error, words));
            String::new()
        })
    }
}

/// What is wrong with a text, in words.
pub fn text_wrong(error: TextError, words: Words) -> String {
    match error {
        TextError::Empty => words.t("common-field-empty"),
        TextError::TooLong(most) => words.ta("common-field-too-long", &[("most", most.into())]),
        TextError::Control => words.t("common-field-not-understood"),
    }
}

/// A page with another status than 200.
pub fn with_status(mut page: Response, status: StatusCode) -> Response {
    *page.status_mut() = status;
    page
}

/// A page that says what has to be put right.
pub fn unprocessable(page: Response) -> Response {
    with_status(page, StatusCode::UNPROCESSABLE_ENTITY)
}

#[cfg(test)]
mod tests {
    use solits_kernel::Lang;

    use super::*;

    #[test]
    fn what_was_typed_is_kept_beside_what_is_wrong_with_it() {
        let words = Words::new(Lang::En);
        let mut draft = Draft::filled(&[("name", "  Anna  ".to_owned()), ("note", "long".to_owned())]);
        assert_eq!(draft.text("name", 10, words), "Anna");
        assert_eq!(draft.error("name"), "");
        assert_eq!(draft.text("note", 3, words), "");
        assert_eq!(draft.get("note"), "long");
        assert_ne!(draft.error("note"), "");
        assert_eq!(draft.optional_text("absent", 3, words), "");
        assert_eq!(draft.errors.len(), 1);
        assert_eq!(draft.chosen("name", |text| text.parse::<i64>().ok(), words), None);
        assert_eq!((draft.errors.len(), draft.version()), (2, 0));
    }
}
