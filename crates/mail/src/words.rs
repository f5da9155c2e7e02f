//! Encoded words of a field (RFC 2047), and text made safe for one line.

use unicode_normalization::UnicodeNormalization as _;

use crate::{
    attention::{Attention, Notes},
    charset,
    transfer::{base64, quoted_printable},
};

/// A field's text for people: encoded words decoded, one line, nothing invisible.
pub(crate) fn line(value: &[u8], notes: &mut Notes) -> String {
    let plain = charset::guess(value, notes);
    tidy(&decode(&plain, notes), notes)
}

/// Decodes the encoded words of `text`. Neighbours in the same character set are joined before decoding, because programs
/// cut in the middle of a letter.
pub(crate) fn decode(text: &str, notes: &mut Notes) -> String {
    let mut out = String::with_capacity(text.len());
    let mut held: Option<(String, Vec<u8>)> = None;
    let mut rest = text;
    while let Some(at) = rest.find("=?") {
        let (before, from) = rest.split_at(at);
        let Some(word) = word(from) else {
            flush(&mut held, &mut out, notes);
            out.push_str(before);
            out.push_str("=?");
            rest = from.get(2..).unwrap_or_default();
            continue;
        };
        let joins = held.as_ref().is_some_and(|(charset, _)| *charset == word.charset);
        let adjacent = held.is_some() && before.trim().is_empty();
        if !(joins && adjacent) {
            flush(&mut held, &mut out, notes);
        }
        if !adjacent {
            out.push_str(before);
        }
        held.get_or_insert_with(|| (word.charset, Vec::new())).1.extend_from_slice(&word.bytes);
        rest = from.get(word.length..).unwrap_or_default();
    }
    flush(&mut held, &mut out, notes);
    out.push_str(rest);
    out
}

struct Word {
    charset: String,
    bytes: Vec<u8>,
    length: usize,
}

/// Longer encoded words than anyone writes (RFC 2047 allows 75) are text; looking for their end at every beginning would
/// cost the square of a field.
const LONGEST_WORD: usize = 4000;

/// The encoded word with which `text` begins.
fn word(text: &str) -> Option<Word> {
    let text = text.get(..text.floor_char_boundary(LONGEST_WORD))?;
    let (charset, rest) = text.strip_prefix("=?")?.split_once('?')?;
    let (encoding, rest) = rest.split_once('?')?;
    let (body, _) = rest.split_once("?=")?;
    let is_token = !charset.is_empty() && charset.len() <= 60 && !charset.contains(char::is_whitespace);
    if !is_token {
        return None;
    }
    let bytes = match encoding {
        "B" | "b" => base64(body.as_bytes()).0,
        "Q" | "q" => quoted_printable(body.replace('_', " ").as_bytes()).0,
        _ => return None,
    };
    let length = 2 + charset.len() + 1 + encoding.len() + 1 + body.len() + 2;
    // RFC 2231 lets a language follow the character set.
    let charset = charset.split('*').next().unwrap_or_default().to_ascii_lowercase();
    Some(Word { charset, bytes, length })
}

fn flush(held: &mut Option<(String, Vec<u8>)>, out: &mut String, notes: &mut Notes) {
    if let Some((charset, bytes)) = held.take() {
        out.push_str(&charset::decode(&bytes, Some(&charset), notes));
    }
}

/// One line in NFC without control, direction or zero-width characters (`security.md` §6); what was taken out is noted.
pub(crate) fn tidy(text: &str, notes: &mut Notes) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.nfc() {
        if is_hidden(c) {
            notes.note(Attention::HiddenCharacters);
        } else if c == '\t' {
            out.push(' ');
        } else if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') {
            notes.note(Attention::ControlCharacters);
            out.push(' ');
        } else {
            out.push(c);
        }
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Characters that take no room on the page or turn the direction of writing.
pub(crate) fn is_hidden(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        line(text.as_bytes(), &mut Notes::default())
    }

    #[test]
    fn encoded_words_are_read_as_rfc_2047_writes_them() {
        // RFC 2047 §8.
        assert_eq!(read("=?ISO-8859-1?Q?a?="), "a");
        assert_eq!(read("=?ISO-8859-1?Q?a?= b"), "a b");
        assert_eq!(read("=?ISO-8859-1?Q?a?= =?ISO-8859-1?Q?b?="), "ab");
        assert_eq!(read("=?ISO-8859-1?Q?a_b?="), "a b");
        assert_eq!(read("=?ISO-8859-1?Q?a?= =?ISO-8859-2?Q?_b?="), "a b");
    }

    #[test]
    fn a_letter_cut_between_two_words_is_put_together() {
        assert_eq!(read("=?utf-8?B?xIA=?= =?utf-8?Q?da=C5?= =?utf-8?Q?=BEi?="), "Ādaži");
    }

    #[test]
    fn what_only_looks_like_a_word_stays() {
        assert_eq!(read("cena =?= 5 =?utf-8?X?abc?="), "cena =?= 5 =?utf-8?X?abc?=");
    }

    #[test]
    fn a_line_break_hidden_in_a_word_cannot_become_a_field() {
        let mut notes = Notes::default();
        assert_eq!(line(b"=?utf-8?Q?Re=0D=0ABcc:_x=40y.example?=", &mut notes), "Re Bcc: x@y.example");
        assert_eq!(notes.all(), [Attention::ControlCharacters]);
    }
}
