//! Text as people type it: cleaned at the door, folded for searching.

use thiserror::Error;
use unicode_normalization::UnicodeNormalization as _;

/// Why a text was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum TextError {
    /// Nothing but blanks.
    #[error("the text is empty")]
    Empty,
    /// More characters than the field holds.
    #[error("the text is longer than {0} characters")]
    TooLong(usize),
    /// A control character other than a line break or a tab.
    #[error("the text holds a control character")]
    Control,
}

/// Normalises to NFC, removes direction controls and zero-width characters, trims, and checks the length in characters.
pub fn clean(text: &str, most: usize) -> Result<String, TextError> {
    let text: String = text
        .nfc()
        .filter(|c| !matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}'))
        .collect();
    let text = text.replace("\r\n", "\n").trim().to_owned();
    if text.is_empty() {
        return Err(TextError::Empty);
    }
    if text.chars().any(|c| c.is_control() && c != '\n' && c != '\t') {
        return Err(TextError::Control);
    }
    if text.chars().count() > most {
        return Err(TextError::TooLong(most));
    }
    Ok(text)
}

/// The form in which names are compared and searched: lower case, without diacritics, blanks folded to one.
pub fn fold(text: &str) -> String {
    let plain: String = text
        .nfd()
        .filter(|c| !unicode_normalization::char::is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn latvian_letters_fold_to_their_base_letters() {
        assert_eq!(fold("  Ģimenes  Ārste ŠĶŪŅ "), "gimenes arste skun");
    }

    #[test]
    fn hidden_direction_marks_are_removed_from_names() {
        assert_eq!(clean("An\u{202e}na\u{200b}", 10), Ok("Anna".to_owned()));
        assert_eq!(clean(" \u{200b} ", 10), Err(TextError::Empty));
        assert_eq!(clean("a\u{0}b", 10), Err(TextError::Control));
        assert_eq!(clean("garš", 3), Err(TextError::TooLong(3)));
    }
}
