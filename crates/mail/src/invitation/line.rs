//! Lines of a calendar (RFC 5545, 3.1): put together where they were folded, and taken apart into name, parameters, value.

use crate::{attention::Notes, charset};

/// A line of a calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// In capitals.
    pub(super) name: String,
    /// Names in capitals, values without their quotes.
    parameters: Vec<(String, String)>,
    /// As it stands.
    pub(super) value: String,
}

impl Line {
    /// A parameter; empty where there is none.
    pub(super) fn parameter(&self, name: &str) -> &str {
        let found = self.parameters.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value.as_str()).unwrap_or_default()
    }

    /// The value of a text (3.3.11).
    pub(super) fn text(&self) -> String {
        let mut plain = String::with_capacity(self.value.len());
        let mut chars = self.value.chars();
        while let Some(c) = chars.next() {
            match c {
                '\\' => match chars.next() {
                    Some('n' | 'N') => plain.push('\n'),
                    Some(other) => plain.push(other),
                    None => {}
                },
                c => plain.push(c),
            }
        }
        plain
    }

    /// A line of its parts; `None` for what is none.
    fn of(line: &str) -> Option<Self> {
        let end = outside_quotes(line, ':')?;
        let (head, value) = (line.get(..end)?, line.get(end + 1..)?);
        let mut sections = sections(head).into_iter();
        let name = sections.next()?.trim().to_ascii_uppercase();
        let parameters = sections.filter_map(|section| {
            let (key, value) = section.split_once('=')?;
            Some((key.trim().to_ascii_uppercase(), value.replace('"', "").trim().to_owned()))
        });
        (!name.is_empty()).then(|| Self { name, parameters: parameters.collect(), value: value.to_owned() })
    }
}

/// The lines of a calendar; what is no line is passed over.
///
/// Some programs fold within a letter, so that the pieces are put together before they are read as letters; and a blank at
/// the end of a piece belongs to the text.
pub(super) fn lines(bytes: &[u8]) -> Vec<Line> {
    let mut folded: Vec<Vec<u8>> = Vec::new();
    for piece in bytes.split(|byte| *byte == b'\n') {
        let piece = piece.strip_suffix(b"\r").unwrap_or(piece);
        let more = piece.strip_prefix(b" ").or_else(|| piece.strip_prefix(b"\t"));
        if let (Some(more), Some(line)) = (more, folded.last_mut()) {
            line.extend_from_slice(more);
        } else {
            folded.push(piece.to_vec());
        }
    }
    let mut notes = Notes::default();
    folded.iter().filter_map(|line| Line::of(&charset::guess(line, &mut notes))).collect()
}

/// Where a sign first stands outside quotes.
fn outside_quotes(text: &str, sign: char) -> Option<usize> {
    let mut is_quoted = false;
    for (at, c) in text.char_indices() {
        if c == '"' {
            is_quoted = !is_quoted;
        } else if c == sign && !is_quoted {
            return Some(at);
        }
    }
    None
}

/// What stands between semicolons.
fn sections(head: &str) -> Vec<&str> {
    let (mut rest, mut all) = (head, Vec::new());
    while let Some(at) = outside_quotes(rest, ';') {
        all.push(rest.get(..at).unwrap_or_default());
        rest = rest.get(at + 1..).unwrap_or_default();
    }
    all.push(rest);
    all
}
