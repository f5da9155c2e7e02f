//! The four texts of a reply, as typed; and what a press of a button does to them.

use serde::{Deserialize, Serialize};
use solits_web::Fields;
use solits_written::reply::Part;

/// The texts of a reply in the order the standard prescribes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Parts {
    pub(crate) subject: String,
    pub(crate) opening: String,
    pub(crate) main: String,
    pub(crate) ending: String,
}

impl Parts {
    /// As they were typed, with the line ends of every browser made the same.
    pub(crate) fn of(fields: &Fields) -> Self {
        let text = |name: &str| fields.get(name).replace("\r\n", "\n");
        Self {
            subject: text("subject"),
            opening: text("opening"),
            main: text("main"),
            ending: text("ending"),
        }
    }

    /// Every part with the name of its field.
    pub(crate) fn each(&self) -> [(Part, &'static str, &str); 4] {
        [
            (Part::Subject, "subject", &self.subject),
            (Part::Opening, "opening", &self.opening),
            (Part::Main, "main", &self.main),
            (Part::Ending, "ending", &self.ending),
        ]
    }

    /// The same with blanks at the ends left out: two such are the same reply.
    pub(crate) fn trimmed(&self) -> Self {
        let text = |text: &str| text.trim().to_owned();
        Self {
            subject: text(&self.subject),
            opening: text(&self.opening),
            main: text(&self.main),
            ending: text(&self.ending),
        }
    }

    fn field(&mut self, name: &str) -> Option<&mut String> {
        match name {
            "subject" => Some(&mut self.subject),
            "opening" => Some(&mut self.opening),
            "main" => Some(&mut self.main),
            "ending" => Some(&mut self.ending),
            _ => None,
        }
    }

    /// Replaces a piece of a part by another. Where the text has changed since the button was shown, the first such
    /// piece is meant; where there is none any more, nothing happens.
    pub(crate) fn mend(&mut self, mend: &Mend<'_>) {
        let Some(text) = self.field(mend.field) else { return };
        let here = text.get(mend.start..).is_some_and(|rest| rest.starts_with(mend.old));
        let start = if here { Some(mend.start) } else { text.find(mend.old) };
        if let Some(start) = start.filter(|_| !mend.old.is_empty()) {
            text.replace_range(start..start + mend.old.len(), mend.new);
        }
    }

    /// Puts a text on a line of its own at the end of a part.
    pub(crate) fn append(&mut self, field: &str, added: &str) {
        let Some(text) = self.field(field) else { return };
        let kept = text.trim_end().len();
        text.truncate(kept);
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(added);
    }
}

/// What a button that mends a piece of text says: `field|first byte|old|new`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Mend<'a> {
    pub(crate) field: &'a str,
    pub(crate) start: usize,
    pub(crate) old: &'a str,
    pub(crate) new: &'a str,
}

impl<'a> Mend<'a> {
    pub(crate) fn parse(value: &'a str) -> Option<Self> {
        let mut pieces = value.splitn(4, '|');
        let (field, start) = (pieces.next()?, pieces.next()?.parse().ok()?);
        Some(Self { field, start, old: pieces.next()?, new: pieces.next()? })
    }

    /// As a button carries it; `None` where a text holds what separates.
    pub(crate) fn value(&self) -> Option<String> {
        let is_sound = !self.old.contains('|') && !self.new.contains('|');
        is_sound.then(|| format!("{}|{}|{}|{}", self.field, self.start, self.old, self.new))
    }
}

/// A place in a text as scripts count: in units of UTF-16.
pub(crate) fn units(text: &str, byte: usize) -> usize {
    text.get(..byte).unwrap_or(text).encode_utf16().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_mended_where_it_stood_or_where_it_went() {
        let mut parts = Parts { main: "Ludzam atnākt.".to_owned(), ..Parts::default() };
        let mend = Mend { field: "main", start: 0, old: "Ludzam", new: "Lūdzam" };
        assert_eq!(Mend::parse(&mend.value().unwrap()), Some(mend));
        parts.mend(&mend);
        assert_eq!(parts.main, "Lūdzam atnākt.");
        parts.mend(&mend);
        assert_eq!(parts.main, "Lūdzam atnākt.", "nothing to mend");
        let mut moved = Parts { main: "Sveiki! Ludzam".to_owned(), ..Parts::default() };
        moved.mend(&mend);
        assert_eq!(moved.main, "Sveiki! Lūdzam");
    }

    #[test]
    fn places_beside_letters_of_two_bytes_are_counted_as_scripts_count_them() {
        assert_eq!(units("āb😀c", "āb😀".len()), 4);
    }
}
