//! JSON as the store keeps it: short ids ([`solits_kernel::short_id`]) shortened to their own part, and the pieces that
//! millions of rows repeat replaced by a control character each, which JSON itself never contains.
//!
//! What is read, shown and sealed is always the text written out, so that both forms of a text are the same text; a text
//! that was stored before a piece was added to the list is read as well as one after.

use rusqlite::types::Value;
use sqlx::postgres::PgRow;

use crate::{Arg, Column, IntoArg};

/// JSON in a column that keeps it packed; the value is the text written out.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PackedJson(pub String);

impl Column for PackedJson {
    fn sqlite(value: &Value) -> Option<Self> {
        if let Value::Text(text) = value { Some(Self(unpacked(text))) } else { None }
    }
    fn pg(row: &PgRow, name: &str) -> Result<Self, sqlx::Error> {
        String::pg(row, name).map(|text| Self(unpacked(&text)))
    }
}

impl Column for Option<PackedJson> {
    fn sqlite(value: &Value) -> Option<Self> {
        if *value == Value::Null { Some(None) } else { PackedJson::sqlite(value).map(Some) }
    }
    fn pg(row: &PgRow, name: &str) -> Result<Self, sqlx::Error> {
        Ok(Option::<String>::pg(row, name)?.map(|text| PackedJson(unpacked(&text))))
    }
}

impl IntoArg for PackedJson {
    fn into_arg(self) -> Arg {
        Arg::Text(Some(packed(&self.0)))
    }
    fn none() -> Arg {
        Arg::Text(None)
    }
}

/// The part that all short ids share, as text.
const TAIL: &str = "-8000-8000-000000000000\"";

/// Stands before the own part of a short id.
const MARK: char = '~';

/// Letters of the own part of a short id as text, with the hyphen in it.
const OWN: usize = 13;

/// Pieces and the character that stands for each, a longer piece before a shorter one that begins it. Stored rows hold
/// these characters: none ever gets another meaning. Those of line breaks and the tabulator are left out, for whoever
/// looks at a table by hand.
const PIECES: [(char, &str); 28] = [
    ('\u{01}', r#"{"line":"~"#),
    ('\u{02}', r#"","number":""#),
    ('\u{03}', r#"","priority":false}"#),
    ('\u{04}', r#"{"counter":"~"#),
    ('\u{05}', r#"","line":"~"#),
    ('\u{06}', r#"","waited_ms":"#),
    ('\u{07}', r#"{"outcome":"solved","served_ms":"#),
    ('\u{08}', r#"{"outcome":""#),
    ('\u{0b}', r#"","served_ms":"#),
    ('\u{0c}', r#","walked_ms":"#),
    ('\u{0e}', r#"{"norm":""#),
    ('\u{0f}', r#"","obligation":""#),
    ('\u{10}', r#"","to":"unit_head"}"#),
    ('\u{11}', r#"{"deadline_count":"#),
    ('\u{12}', r#","deadline_unit":"working_days","kind":""#),
    ('\u{13}', r#"","service":"~"#),
    ('\u{14}', r#"{"announced_high":"#),
    ('\u{15}', r#","line":"~"#),
    ('\u{16}', r#"{"planned_at":"#),
    ('\u{17}', r#"{"term":{"working_days":"#),
    ('\u{18}', r#"},"start":""#),
    ('\u{19}', r#"","at":""#),
    ('\u{1a}', r#"","path":{"working_days":{"skipped":{"#),
    ('\u{1b}', r#""saturdays":"#),
    ('\u{1c}', r#","sundays":"#),
    ('\u{1d}', r#"{"term":{"before_event":{"minutes":"#),
    ('\u{1e}', r#"","path":{"before_event":{"event_at":""#),
    ('\u{1f}', r#","counter":"~"#),
];

/// The text as it is stored: `{"counter":"0123abcd-4567-8000-8000-000000000000"}` becomes a character and
/// `0123abcd4567"}`.
pub fn packed(json: &str) -> String {
    let short = shortened(json);
    if short.contains(|letter: char| letter.is_ascii_control()) {
        // Not what JSON is written like, so the characters cannot be told from the text's own.
        return short;
    }
    let mut text = String::with_capacity(short.len());
    let mut rest = short.as_str();
    while let Some(first) = rest.chars().next() {
        if let Some((letter, after)) = piece_at(rest) {
            text.push(letter);
            rest = after;
        } else {
            text.push(first);
            rest = &rest[first.len_utf8()..];
        }
    }
    text
}

/// The character of the piece that `text` begins with, and what follows it.
fn piece_at(text: &str) -> Option<(char, &str)> {
    if !text.starts_with(['{', '"', ',', '}']) {
        return None;
    }
    PIECES.iter().find_map(|(letter, piece)| Some((*letter, text.strip_prefix(piece)?)))
}

/// The text written out again, as everybody but the store reads it.
pub fn unpacked(stored: &str) -> String {
    let mut text = String::with_capacity(stored.len() * 2);
    for letter in stored.chars() {
        match PIECES.iter().find(|(one, _)| letter < ' ' && *one == letter) {
            Some((_, piece)) => text.push_str(piece),
            None => text.push(letter),
        }
    }
    lengthened(&text)
}

/// `"0123abcd-4567-8000-8000-000000000000"` becomes `"~0123abcd4567"`.
fn shortened(json: &str) -> String {
    let mut text = String::with_capacity(json.len());
    let mut rest = json;
    while let Some(at) = rest.find(TAIL) {
        let (before, after) = (&rest[..at], &rest[at + TAIL.len()..]);
        if let Some((kept, first, second)) = own_part(before) {
            text.push_str(kept);
            text.push(MARK);
            text.push_str(first);
            text.push_str(second);
        } else {
            text.push_str(before);
            text.push_str(&TAIL[..TAIL.len() - 1]);
        }
        text.push('"');
        rest = after;
    }
    text.push_str(rest);
    text
}

/// What stands before the id, and the two groups of its own part, where `text` ends with `"xxxxxxxx-xxxx`.
fn own_part(text: &str) -> Option<(&str, &str, &str)> {
    let start = text.len().checked_sub(OWN)?;
    let (kept, own) = (text.get(..start)?, text.get(start..)?);
    let (first, second) = own.split_once('-')?;
    (kept.ends_with('"') && first.len() == 8 && is_hex(first) && is_hex(second))
        .then_some((kept, first, second))
}

fn is_hex(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

/// Short ids written out again.
fn lengthened(stored: &str) -> String {
    let mut text = String::with_capacity(stored.len() + 64);
    let mut rest = stored;
    while let Some(at) = rest.find("\"~") {
        let (before, after) = (&rest[..=at], &rest[at + 2..]);
        text.push_str(before);
        if let Some(own) = after.get(..12).filter(|own| is_hex(own) && after[12..].starts_with('"')) {
            text.push_str(&own[..8]);
            text.push('-');
            text.push_str(&own[8..]);
            text.push_str(TAIL);
            rest = &after[13..];
        } else {
            text.push(MARK);
            rest = after;
        }
    }
    text.push_str(rest);
    text
}

#[cfg(test)]
mod tests {
    use solits_kernel::Random;

    use super::*;

    #[test]
    fn a_short_id_takes_a_third_of_its_letters_and_everything_else_stays() {
        let long = r#"{"counter":"0123abcd-4567-8000-8000-000000000000","line":"019aa7a1-0000-7000-8000-000000000001","waited_ms":5}"#;
        let short =
            r#"{"counter":"~0123abcd4567","line":"019aa7a1-0000-7000-8000-000000000001","waited_ms":5}"#;
        assert_eq!(shortened(long), short);
        assert_eq!(lengthened(short), long);
    }

    #[test]
    fn what_only_looks_like_a_short_id_is_left_as_it_is() {
        for text in [
            r#"{"reason":"~klusē"}"#,
            r#"{"reason":"~0123abcd456"}"#,
            r#"{"reason":"x0123abcd-4567-8000-8000-000000000000"}"#,
            r#"{"reason":"ā-8000-8000-000000000000"}"#,
            r#"{"reason":"~"}"#,
            "{}",
        ] {
            assert_eq!(packed(text), text);
            assert_eq!(unpacked(text), text);
        }
    }

    #[test]
    fn what_every_visit_writes_is_a_fraction_of_its_letters_and_comes_back() {
        for (text, letters) in [
            (r#"{"line":"54743dc5-e24d-8000-8000-000000000000","number":"A 001","priority":false}"#, 20),
            (
                r#"{"counter":"a232f14e-d878-8000-8000-000000000000","line":"c7cb56ff-66cd-8000-8000-000000000000","waited_ms":238798}"#,
                34,
            ),
            (r#"{"outcome":"solved","served_ms":510358}"#, 8),
            (
                r#"{"term":{"working_days":10},"start":"2026-11-20T10:18:41.521Z","at":"2026-12-04T13:00:00.000Z","path":{"working_days":{"skipped":{"saturdays":2,"sundays":2}}}}"#,
                62,
            ),
        ] {
            assert_eq!(packed(text).chars().count(), letters, "{text}");
            assert_eq!(unpacked(&packed(text)), text);
        }
    }

    #[test]
    fn every_piece_has_a_character_of_its_own_and_comes_back() {
        for (place, (letter, piece)) in PIECES.iter().enumerate() {
            assert!(
                PIECES[..place].iter().all(|(other, before)| other != letter && !piece.starts_with(before))
            );
            assert_eq!(unpacked(&packed(piece)), *piece);
        }
    }

    #[test]
    fn what_is_not_written_like_json_stays() {
        let odd = "{\u{1}\"line\":1}";
        assert_eq!(packed(odd), odd);
    }

    #[test]
    fn every_short_id_comes_back() {
        let random = Random::seeded(7);
        for _ in 0..500 {
            let (a, b) = (random.short::<()>(), random.short::<()>());
            let text = format!(
                r#"{{"a":"{a}","b":["{b}","{a}"],"c":"{}"}}"#,
                random.uuid(solits_kernel::Timestamp::from_millis(1))
            );
            assert!(packed(&text).len() < text.len() - 60);
            assert_eq!(unpacked(&packed(&text)), text);
        }
    }
}
