//! Facts as the store keeps them: the same JSON with short ids ([`solits_kernel::short_id`]) shortened to their own part.
//!
//! An entry names the line, the desk and whoever passed the client on, and an institution has millions of entries. What is
//! read, shown and sealed is always the text written out, so that both forms of a fact are the same fact.

/// The part that all short ids share, as text.
const TAIL: &str = "-8000-8000-000000000000\"";

/// Stands before the own part of a short id.
const MARK: char = '~';

/// Letters of the own part of a short id as text, with the hyphen in it.
const OWN: usize = 13;

/// Facts as they are stored: `"0123abcd-4567-8000-8000-000000000000"` becomes `"~0123abcd4567"`.
pub fn packed(facts: &str) -> String {
    let mut text = String::with_capacity(facts.len());
    let mut rest = facts;
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

/// Facts written out again, as everybody but the store reads them.
pub fn facts_of(stored: &str) -> String {
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
        assert_eq!(packed(long), short);
        assert_eq!(facts_of(short), long);
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
            assert_eq!(facts_of(text), text);
        }
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
            assert_eq!(facts_of(&packed(&text)), text);
        }
    }
}
