//! The fields before a text.

use std::borrow::Cow;

use crate::{
    attention::{Attention, Notes},
    limits, words,
};

/// A field as it came: the name in lower case, the value without its line breaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Field<'a> {
    pub(crate) name: String,
    pub(crate) value: Cow<'a, [u8]>,
}

/// The fields of a letter or a part, in their order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Fields<'a>(pub(crate) Vec<Field<'a>>);

impl<'a> Fields<'a> {
    /// Reads the fields at the beginning of `bytes`. Returns also where the text begins.
    pub(crate) fn read(bytes: &'a [u8], notes: &mut Notes) -> (Self, usize) {
        let mut fields: Vec<(String, &'a [u8], usize)> = Vec::new();
        let mut at = start(bytes);
        let mut taken = 0usize;
        while let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty()) {
            let length = rest.iter().position(|byte| *byte == b'\n').map_or(rest.len(), |end| end + 1);
            let line = &rest[..length];
            if matches!(line, b"\n" | b"\r\n") {
                return (Self::unfolded(fields), at + length);
            }
            let continues = line.first().is_some_and(|byte| matches!(byte, b' ' | b'\t'));
            let name = if continues { None } else { name(line) };
            if !continues && name.is_none() || continues && fields.is_empty() {
                // A blank line made of spaces ends the fields too.
                let blank = line.iter().all(u8::is_ascii_whitespace);
                if !blank {
                    notes.note(if fields.is_empty() { Attention::NoFields } else { Attention::BrokenFields });
                }
                return (Self::unfolded(fields), if blank { at + length } else { at });
            }
            taken += length;
            if taken > limits::FIELD_BYTES || name.is_some() && fields.len() >= limits::FIELDS {
                notes.note(Attention::TooManyFields);
            } else if let Some(name) = name {
                let value = at + line.iter().position(|byte| *byte == b':').map_or(length, |colon| colon + 1);
                fields.push((name, bytes.get(value..at + length).unwrap_or_default(), value));
            } else if let Some((_, value, from)) = fields.last_mut() {
                *value = bytes.get(*from..at + length).unwrap_or_default();
            }
            at += length;
        }
        (Self::unfolded(fields), bytes.len())
    }

    fn unfolded(fields: Vec<(String, &'a [u8], usize)>) -> Self {
        Self(fields.into_iter().map(|(name, value, _)| Field { name, value: unfold(value) }).collect())
    }

    /// The values of the fields of this name, in their order.
    pub(crate) fn all(&self, name: &str) -> impl Iterator<Item = &[u8]> {
        self.0.iter().filter(move |field| field.name == name).map(|field| field.value.as_ref())
    }

    /// The first value; several that differ are noted.
    pub(crate) fn one(&self, name: &str, notes: &mut Notes) -> Option<&[u8]> {
        let mut all = self.all(name).map(<[u8]>::trim_ascii);
        let first = all.next()?;
        if all.any(|other| other != first) {
            notes.note(Attention::UnequalFields(name.to_owned()));
        }
        Some(first)
    }

    /// The first value as text, without decoding encoded words.
    pub(crate) fn text(&self, name: &str) -> Option<String> {
        self.all(name).next().map(|value| words::tidy(&String::from_utf8_lossy(value), &mut Notes::default()))
    }
}

/// Some stores put a byte order mark or the separator line of an mbox in front.
fn start(bytes: &[u8]) -> usize {
    let mark = if bytes.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
    let rest = bytes.get(mark..).unwrap_or_default();
    if rest.starts_with(b"From ") || rest.starts_with(b">From ") {
        mark + rest.iter().position(|byte| *byte == b'\n').map_or(rest.len(), |end| end + 1)
    } else {
        mark
    }
}

/// The name with which a line begins, in lower case; blanks before the colon are an old habit.
fn name(line: &[u8]) -> Option<String> {
    let colon = line.iter().position(|byte| *byte == b':')?;
    let name = line.get(..colon)?.trim_ascii_end();
    let sound = !name.is_empty() && name.len() <= 200 && name.iter().all(u8::is_ascii_graphic);
    sound.then(|| String::from_utf8_lossy(name).to_ascii_lowercase())
}

/// Takes the line breaks out of a value.
fn unfold(value: &[u8]) -> Cow<'_, [u8]> {
    let value = value.trim_ascii();
    if value.iter().any(|byte| matches!(byte, b'\r' | b'\n' | 0)) {
        Cow::Owned(value.iter().copied().filter(|byte| !matches!(byte, b'\r' | b'\n' | 0)).collect())
    } else {
        Cow::Borrowed(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Vec<(String, String)>, String, Vec<Attention>) {
        let mut notes = Notes::default();
        let (fields, at) = Fields::read(text.as_bytes(), &mut notes);
        let fields = fields
            .0
            .iter()
            .map(|f| (f.name.clone(), String::from_utf8_lossy(&f.value).into_owned()))
            .collect();
        (fields, text[at..].to_owned(), notes.all())
    }

    #[test]
    fn a_folded_field_is_one_line() {
        let (fields, body, notes) = read("Subject: Par\r\n  deklarāciju\r\nTo: a@b.example\r\n\r\nteksts");
        assert_eq!(fields[0], ("subject".into(), "Par  deklarāciju".into()));
        assert_eq!((body.as_str(), notes.len()), ("teksts", 0));
    }

    #[test]
    fn a_line_that_is_no_field_begins_the_text_so_that_it_is_not_lost() {
        let (fields, body, notes) = read("Subject: A\nSveiki, kaimiņ\nvai dzirdat?\n");
        assert_eq!((fields.len(), body.as_str()), (1, "Sveiki, kaimiņ\nvai dzirdat?\n"));
        assert_eq!(notes, [Attention::BrokenFields]);
    }

    #[test]
    fn a_letter_of_text_alone_is_all_text() {
        let (fields, body, notes) = read("Sveiki\n\nteksts");
        assert_eq!((fields.len(), body.as_str(), notes), (0, "Sveiki\n\nteksts", vec![Attention::NoFields]));
    }
}
