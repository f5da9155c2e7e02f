//! Values with parameters: `text/plain; charset=utf-8`, also in the pieces and codings of RFC 2231.

use crate::{
    attention::{Attention, Notes},
    charset, words,
};

/// Parameters kept of a field.
const MOST: usize = 100;

/// A value and its parameters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Typed {
    /// In lower case, as `text/plain` or `attachment`.
    pub(crate) value: String,
    parameters: Vec<(String, String)>,
}

/// A parameter as it stands: `filename*1*=…` is a piece, and coded.
struct Piece<'a> {
    name: &'a str,
    number: Option<u32>,
    coded: bool,
    value: String,
}

impl Typed {
    pub(crate) fn read(field: &[u8], notes: &mut Notes) -> Self {
        let text = charset::guess(field, notes);
        let mut sections = sections(&text).into_iter();
        let value = sections.next().unwrap_or_default();
        let value = value.split('(').next().unwrap_or_default();
        let value = value.split_whitespace().collect::<String>().to_ascii_lowercase();
        let mut typed = Self { value, parameters: Vec::new() };
        let mut cut: Vec<Piece<'_>> = Vec::new();
        for section in sections.take(MOST) {
            let Some((name, value)) = section.split_once('=') else { continue };
            let (name, value) = (name.trim(), unquoted(value.trim()));
            match piece(name, value) {
                Piece { name, number: None, coded: false, value } => typed.add(name, value),
                piece => cut.push(piece),
            }
        }
        typed.join(cut, notes);
        typed
    }

    /// A value without parameters.
    pub(crate) fn bare(value: &str) -> Self {
        Self { value: value.to_owned(), parameters: Vec::new() }
    }

    fn add(&mut self, name: &str, value: String) {
        self.parameters.push((name.to_ascii_lowercase(), value));
    }

    /// Puts the pieces of cut and coded parameters together; they stand before the plain form for old programs.
    fn join(&mut self, mut pieces: Vec<Piece<'_>>, notes: &mut Notes) {
        pieces.sort_by_key(|piece| (piece.name.to_ascii_lowercase(), piece.number));
        for group in pieces.chunk_by(|a, b| a.name.eq_ignore_ascii_case(b.name)) {
            let Some(first) = group.first() else { continue };
            let (charset, skip) = if first.coded { coding(&first.value) } else { ("", 0) };
            let mut bytes = Vec::new();
            for (at, piece) in group.iter().enumerate() {
                let value = if at == 0 { piece.value.get(skip..).unwrap_or_default() } else { &piece.value };
                if piece.coded {
                    percent(value, &mut bytes);
                } else {
                    bytes.extend_from_slice(value.as_bytes());
                }
            }
            let charset = Some(charset).filter(|charset| !charset.is_empty());
            let value = charset::decode(&bytes, charset, notes);
            self.parameters.insert(0, (first.name.to_ascii_lowercase(), value));
        }
    }

    /// The first parameter of this name, as it stands.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.all(name).next()
    }

    /// All parameters of this name.
    pub(crate) fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.parameters.iter().filter(move |(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    /// The parameter for people: encoded words decoded, as many programs write file names against RFC 2231.
    pub(crate) fn name(&self, name: &str, notes: &mut Notes) -> Option<String> {
        let text = words::tidy(&words::decode(self.get(name)?, notes), notes);
        Some(text).filter(|text| !text.is_empty())
    }

    /// The part before the slash.
    pub(crate) fn main(&self) -> &str {
        self.value.split('/').next().unwrap_or_default()
    }

    /// The part after the slash.
    pub(crate) fn sub(&self) -> &str {
        self.value.split_once('/').map_or("", |(_, sub)| sub)
    }
}

/// What stands between semicolons outside quotation marks.
fn sections(text: &str) -> Vec<&str> {
    let (mut quoted, mut escaped, mut start) = (false, false, 0);
    let mut all = Vec::new();
    for (at, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            ';' if !quoted => {
                all.push(text.get(start..at).unwrap_or_default());
                start = at + 1;
            }
            _ => {}
        }
    }
    all.push(text.get(start..).unwrap_or_default());
    all
}

fn unquoted(value: &str) -> String {
    let Some(rest) = value.strip_prefix('"') else { return value.to_owned() };
    let mut out = String::new();
    let mut escaped = false;
    for c in rest.chars() {
        match c {
            // A backslash before anything but a quotation mark is part of a Windows path.
            '"' | '\\' if escaped => {
                escaped = false;
                out.push(c);
            }
            '\\' => escaped = true,
            '"' => return out,
            _ => {
                if std::mem::take(&mut escaped) {
                    out.push('\\');
                }
                out.push(c);
            }
        }
    }
    out
}

fn piece(name: &str, value: String) -> Piece<'_> {
    let (name, coded) = name.strip_suffix('*').map_or((name, false), |name| (name, true));
    let numbered = name.rsplit_once('*').and_then(|(name, number)| Some((name, number.parse().ok()?)));
    match numbered {
        Some((name, number)) => Piece { name, number: Some(number), coded, value },
        None => Piece { name, number: None, coded, value },
    }
}

/// The character set in front of a coded value, and where the value begins.
fn coding(value: &str) -> (&str, usize) {
    let mut marks = value.match_indices('\'').map(|(at, _)| at);
    match (marks.next(), marks.next()) {
        (Some(first), Some(second)) => (value.get(..first).unwrap_or_default(), second + 1),
        _ => ("", 0),
    }
}

fn percent(value: &str, out: &mut Vec<u8>) {
    let mut rest = value.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let digits = after.get(..2).and_then(|two| std::str::from_utf8(two).ok());
        match digits.and_then(|two| u8::from_str_radix(two, 16).ok()) {
            Some(byte) if *first == b'%' => {
                out.push(byte);
                rest = after.get(2..).unwrap_or_default();
            }
            _ => {
                out.push(*first);
                rest = after;
            }
        }
    }
}

/// Notes when several values of a parameter differ, and returns those that do.
pub(crate) fn differing(typed: &Typed, name: &str, notes: &mut Notes) -> Vec<String> {
    let mut values: Vec<String> = typed.all(name).map(str::to_owned).collect();
    values.dedup();
    if values.len() > 1 {
        notes.note(Attention::Ambiguous);
    }
    values
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Typed {
        Typed::read(text.as_bytes(), &mut Notes::default())
    }

    #[test]
    fn pieces_and_codings_of_rfc_2231_are_joined() {
        // RFC 2231 §4.1.
        let typed = read(
            "application/x-stuff; title*0*=us-ascii'en'This%20is%20even%20more%20; title*1*=%2A%2A%2Afun%2A%2A%2A%20; \
             title*2=\"isn't it!\"",
        );
        assert_eq!(typed.value, "application/x-stuff");
        assert_eq!(typed.get("title"), Some("This is even more ***fun*** isn't it!"));
    }

    #[test]
    fn a_semicolon_in_quotation_marks_does_not_end_a_value() {
        let typed = read("attachment; filename=\"a;b \\\"c\\\".pdf\"; size=3");
        assert_eq!((typed.get("filename"), typed.get("size")), (Some("a;b \"c\".pdf"), Some("3")));
    }

    #[test]
    fn the_name_in_utf8_stands_before_the_one_for_old_programs() {
        let typed = read("attachment; filename=\"lugums.pdf\"; filename*=UTF-8''l%C5%ABgums.pdf");
        assert_eq!(typed.get("filename"), Some("lūgums.pdf"));
    }
}
