//! What a draft is begun from, and what its text is called: plain functions.

use std::sync::LazyLock;

use solits_kernel::{Lang, TextError, clean};
use solits_standard::{
    Checked, check,
    edit::{Address, Item, items},
    model::Text,
};

use super::examples::items_of;
use crate::actions::{baseline, shipped};

/// What stands for the whole text among places.
pub(super) const WHOLE_TEXT: &str = "text";

/// What a draft is begun from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// Nothing but the baseline below it.
    Empty,
    /// A version of the institution, by its number.
    Version(i64),
    /// A document that comes with the program, by its short name.
    Shipped(String),
    /// A file, by its name.
    File(String),
}

impl Origin {
    /// As stored.
    pub(super) const fn name(&self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Version(_) => "version",
            Self::Shipped(_) => "shipped",
            Self::File(_) => "file",
        }
    }

    /// Which one, as stored.
    pub(super) fn which(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Version(number) => number.to_string(),
            Self::Shipped(name) | Self::File(name) => name.clone(),
        }
    }
}

/// Documents to begin from, with their titles: those that come with the program.
pub(super) const SHIPPED: [&str; 5] = ["handbook", "guidelines", "adazi-2023", "akniste-2017", "vzd-2014"];

/// The titles of the documents to begin from; read once.
static TITLES: LazyLock<Vec<(&'static str, Text)>> = LazyLock::new(|| {
    let title = |id: &'static str| Some((id, baseline(id)?.identity.title.clone()));
    SHIPPED.into_iter().filter_map(title).collect()
});

/// The titles of the documents to begin from.
pub(super) fn shipped_titles(lang: Lang) -> Vec<(&'static str, String)> {
    TITLES.iter().map(|(id, title)| (*id, title.get(lang).to_owned())).collect()
}

/// The texts of the documents to begin from.
pub(super) fn shipped_texts() -> Vec<(&'static str, &'static str)> {
    SHIPPED.into_iter().filter_map(|id| Some((id, shipped(id)?))).collect()
}

/// A standard that says nothing of its own yet: everything comes from the handbook below it. `institution` is the issuer's
/// name in Latvian and English, `year` the year of the first version.
pub(super) fn empty(institution: (&str, &str), year: i16) -> String {
    let (lv, en) = (quoted(institution.0), quoted(institution.1));
    format!(
        "format = 1
id = \"standarts\"
extends = \"handbook\"

[identity]
title = {{ lv = \"Klientu apkalpošanas standarts\", en = \"Customer-service standard\" }}
kind = \"internal_rules\"
level = \"institution\"
version = \"{year}-1\"
status = \"draft\"
issuer = {{ lv = {lv}, en = {en} }}

[scope]
paragraphs = [\"1\"]
field = {{ lv = \"Visas iestādes struktūrvienības un visi saziņas veidi\", en = \"All units of the institution and all channels\" }}
bound = [{{ lv = \"visi iestādes darbinieki\", en = \"all employees of the institution\" }}]
"
    )
}

/// A text as TOML writes it in one line.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"").replace(['\n', '\r', '\t'], " "))
}

/// A text as it was sent: line ends of every kind become one.
pub(super) fn as_written(text: &str) -> Result<String, TextError> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    match clean(&text, usize::MAX) {
        Ok(text) => Ok(format!("{text}\n")),
        Err(TextError::Empty) => Ok(String::new()),
        Err(error) => Err(error),
    }
}

/// The entries of the documents below a draft's text: names that it may refer to without having them itself.
pub(super) fn below(text: &str) -> Vec<Item> {
    let mut all = Vec::new();
    let mut seen: Vec<String> = Vec::new();
    let mut next = extends(text);
    // A document that builds on itself would lead in a circle.
    while let Some(id) = next.take().filter(|id| !seen.contains(id)) {
        let items = items_of(&id);
        all.extend_from_slice(items);
        next = head_of(items);
        seen.push(id);
    }
    all
}

fn extends(text: &str) -> Option<String> {
    head_of(&items(text).ok()?)
}

/// What a document with these entries builds on.
fn head_of(items: &[Item]) -> Option<String> {
    let head = Address::only("document");
    let extends = items.iter().find(|item| item.address == head)?.value("extends").to_owned();
    (!extends.is_empty()).then_some(extends)
}

/// What the checker says of a draft's text.
pub(super) fn checked(text: &str) -> Checked {
    check(text, "standarts.toml", &baseline)
}

/// Whether a text can be read as TOML at all, mistakes of sense aside: what cannot is never a state of a draft, for nobody
/// could go on from it in the forms.
pub(super) fn is_readable(text: &str) -> bool {
    items(text).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_standard_begun_from_nothing_has_no_mistakes() {
        let text = empty(("Ķekavas \"Zīle\" \\ pagasts", "Parish"), 2026);
        let checked = checked(&text);
        assert!(!checked.has_errors(), "{:?}", checked.findings);
        let file = checked.standard.unwrap();
        assert_eq!(file.identity.issuer.lv, "Ķekavas \"Zīle\" \\ pagasts");
        assert_eq!(file.extends.as_deref(), Some("handbook"));
    }

    #[test]
    fn every_document_to_begin_from_is_there() {
        assert_eq!(shipped_titles(Lang::Lv).len(), SHIPPED.len());
        assert_eq!(shipped_texts().len(), SHIPPED.len());
    }

    #[test]
    fn lines_end_as_in_a_file_whatever_the_browser_sent() {
        let written = |text: &str| as_written(text).unwrap();
        assert_eq!(written("a = 1\r\nb = 2"), "a = 1\nb = 2\n");
        assert_eq!(written("a = 1\n\n\n"), "a = 1\n");
        assert_eq!(written(""), "");
    }

    /// Direction marks would make a text read otherwise than it is; a letter and its mark are one letter.
    #[test]
    fn what_hides_in_a_text_is_taken_out_of_it() {
        assert_eq!(as_written("\u{feff}a = \"la\u{304}\u{202e}de\"").unwrap(), "a = \"l\u{101}de\"\n");
        assert_eq!(as_written("a = \"\u{7}\""), Err(TextError::Control));
    }
}
