//! How wide words are in the type of letters.

use std::collections::HashMap;

use rustybuzz::{Face, UnicodeBuffer};

use crate::PaperError;

pub(crate) const REGULAR: &[u8] = include_bytes!("../assets/SourceSansPro-Regular.ttf");
pub(crate) const SEMIBOLD: &[u8] = include_bytes!("../assets/SourceSansPro-Semibold.ttf");

/// How heavy letters are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Weight {
    /// Of the text.
    Regular,
    /// Of names and headings.
    Semibold,
}

/// The type of letters, with the widths met so far.
pub(crate) struct Measure {
    regular: Face<'static>,
    semibold: Face<'static>,
    known: HashMap<(Weight, String), f32>,
}

impl Measure {
    pub(crate) fn new() -> Result<Self, PaperError> {
        let face = |bytes| Face::from_slice(bytes, 0).ok_or(PaperError::Type);
        Ok(Self { regular: face(REGULAR)?, semibold: face(SEMIBOLD)?, known: HashMap::new() })
    }

    /// Width of a text of one line, in points.
    pub(crate) fn width(&mut self, text: &str, weight: Weight, size: f32) -> f32 {
        let key = (weight, text.to_owned());
        let em = if let Some(known) = self.known.get(&key) {
            *known
        } else {
            let face = match weight {
                Weight::Regular => &self.regular,
                Weight::Semibold => &self.semibold,
            };
            let mut buffer = UnicodeBuffer::new();
            buffer.push_str(text);
            let shaped = rustybuzz::shape(face, &[], buffer);
            let units: i64 = shaped.glyph_positions().iter().map(|one| i64::from(one.x_advance)).sum();
            #[expect(clippy::cast_precision_loss, reason = "a line has some thousands of units")]
            let em = units as f32 / face.units_per_em() as f32;
            self.known.insert(key, em);
            em
        };
        em * size
    }

    /// The lines of a text, none wider than `room` points. It is broken at blanks; a word wider than that, between letters.
    pub(crate) fn lines(&mut self, text: &str, weight: Weight, size: f32, room: f32) -> Vec<String> {
        let mut lines = vec![String::new()];
        for word in text.split_whitespace() {
            let last = lines.last().map(String::as_str).unwrap_or_default();
            let joined = if last.is_empty() { word.to_owned() } else { format!("{last} {word}") };
            if self.width(&joined, weight, size) <= room {
                lines.pop();
                lines.push(joined);
                continue;
            }
            if last.is_empty() {
                lines.pop();
            }
            lines.extend(self.pieces(word, weight, size, room));
        }
        lines
    }

    /// A word as one piece, or as several where it is wider than a line.
    fn pieces(&mut self, word: &str, weight: Weight, size: f32, room: f32) -> Vec<String> {
        if self.width(word, weight, size) <= room {
            return vec![word.to_owned()];
        }
        let mut pieces = vec![String::new()];
        for letter in word.chars() {
            let longer = format!("{}{letter}", pieces.last().map(String::as_str).unwrap_or_default());
            if longer.chars().count() == 1 || self.width(&longer, weight, size) <= room {
                pieces.pop();
                pieces.push(longer);
            } else {
                pieces.push(letter.to_string());
            }
        }
        pieces
    }
}
