//! From bytes to letters.

use encoding_rs::{Encoding, UTF_8, WINDOWS_1251, WINDOWS_1257};

use crate::attention::{Attention, Notes};

/// The text of `bytes` in the character set `label`; by guess where the label is missing, unknown or untrue.
pub(crate) fn decode(bytes: &[u8], label: Option<&str>, notes: &mut Notes) -> String {
    let label = label.map(alias).unwrap_or_default();
    if matches!(label.as_str(), "" | "us-ascii" | "ascii" | "ansi_x3.4-1968") {
        return guess(bytes, notes);
    }
    let Some(encoding) = Encoding::for_label_no_replacement(label.as_bytes()) else {
        notes.note(Attention::UnknownCharset(label.chars().take(40).collect()));
        return guess(bytes, &mut Notes::default());
    };
    if encoding == UTF_8 {
        return utf8(bytes, notes);
    }
    if encoding.is_single_byte() && is_rather_utf8(bytes) {
        notes.note(Attention::DamagedText);
        return utf8(bytes, notes);
    }
    let (text, damaged) = encoding.decode_with_bom_removal(bytes);
    if damaged {
        notes.note(Attention::DamagedText);
    }
    text.into_owned()
}

/// Many programs write UTF-8 and name a one-byte page. Text of a page is hardly ever good UTF-8 by chance: two such letters
/// together are enough to believe the bytes.
fn is_rather_utf8(bytes: &[u8]) -> bool {
    let beyond = |text: &str| text.chars().filter(|c| !c.is_ascii()).count();
    std::str::from_utf8(bytes).is_ok_and(|text| beyond(text) >= 2)
}

/// Text that says nothing of its character set: UTF-8 where it can be, else the Baltic or the Cyrillic page of Windows.
pub(crate) fn guess(bytes: &[u8], notes: &mut Notes) -> String {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return text.trim_start_matches('\u{feff}').to_owned();
    }
    notes.note(Attention::GuessedCharset);
    page(bytes)
}

/// Letters of a one-byte page. Russian puts nearly all of them above 127; Latvian rarely has three in a row there.
fn page(bytes: &[u8]) -> String {
    let high = bytes.iter().filter(|byte| **byte >= 0xc0).count();
    let low = bytes.iter().filter(|byte| byte.is_ascii_alphabetic()).count();
    let longest = bytes.split(|byte| *byte < 0xc0).map(<[u8]>::len).max().unwrap_or(0);
    let encoding = if high > low && longest > 4 { WINDOWS_1251 } else { WINDOWS_1257 };
    encoding.decode_without_bom_handling(bytes).0.into_owned()
}

/// Some gateways write the letters of a one-byte page and say UTF-8. A stray byte in good UTF-8 is one lost letter; where
/// the strays outnumber the good ones, the page reads better.
fn utf8(bytes: &[u8], notes: &mut Notes) -> String {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return text.trim_start_matches('\u{feff}').to_owned();
    }
    notes.note(Attention::DamagedText);
    let text = String::from_utf8_lossy(bytes);
    let lost = text.chars().filter(|c| *c == char::REPLACEMENT_CHARACTER).count();
    let good = text.chars().filter(|c| !c.is_ascii() && *c != char::REPLACEMENT_CHARACTER).count();
    if lost > good { page(bytes) } else { text.into_owned() }
}

/// Names of character sets that programs write and no register lists.
fn alias(label: &str) -> String {
    let label = label.trim().trim_matches(['"', '\'']).to_ascii_lowercase();
    match label.as_str() {
        "utf8mb4" | "utf-8mb4" | "utf_8" => "utf-8".into(),
        "cp-1257" | "win-1257" | "windows1257" | "win1257" | "cp1257" => "windows-1257".into(),
        "cp-1251" | "win-1251" | "windows1251" | "win1251" => "windows-1251".into(),
        _ => label,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8], label: Option<&str>) -> (String, Vec<Attention>) {
        let mut notes = Notes::default();
        (decode(bytes, label, &mut notes), notes.all())
    }

    #[test]
    fn the_baltic_and_the_cyrillic_page_are_told_apart_without_a_label() {
        let (bytes, ..) = WINDOWS_1257.encode("Lūdzu atsūtiet izziņu");
        assert_eq!(read(&bytes, None), ("Lūdzu atsūtiet izziņu".into(), vec![Attention::GuessedCharset]));
        let (bytes, ..) = WINDOWS_1251.encode("Здравствуйте");
        assert_eq!(read(&bytes, None).0, "Здравствуйте");
    }

    #[test]
    fn a_page_that_calls_itself_utf8_is_read_all_the_same() {
        let (bytes, ..) = WINDOWS_1257.encode("Šķūņa ēka");
        assert_eq!(read(&bytes, Some("utf-8")), ("Šķūņa ēka".into(), vec![Attention::DamagedText]));
    }

    #[test]
    fn utf8_that_calls_itself_a_page_is_read_as_what_it_is_and_pages_stay_pages() {
        let (text, notes) = read("Lūdzu izziņu".as_bytes(), Some("iso-8859-1"));
        assert_eq!((text.as_str(), notes), ("Lūdzu izziņu", vec![Attention::DamagedText]));
        for (label, words) in [
            ("windows-1257", "Šķūņa ēka"),
            ("windows-1251", "Здравствуйте"),
            ("koi8-r", "Съешь же ещё этих мягких французских булок"),
        ] {
            let encoding = Encoding::for_label(label.as_bytes()).unwrap();
            let (bytes, ..) = encoding.encode(words);
            assert_eq!(read(&bytes, Some(label)), (words.to_owned(), vec![]), "{label}");
        }
    }

    #[test]
    fn an_unknown_character_set_is_named() {
        let (text, notes) = read(b"abc", Some("x-klingon"));
        assert_eq!((text.as_str(), notes), ("abc", vec![Attention::UnknownCharset("x-klingon".into())]));
    }
}
