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
    /// Words are measured one by one: where letters move closer to each other across a blank, a line is a hair narrower.
    pub(crate) fn lines(&mut self, text: &str, weight: Weight, size: f32, room: f32) -> Vec<String> {
        let blank = self.width(" ", weight, size);
        let mut lines = vec![String::new()];
        let mut used = 0.0;
        for word in text.split_whitespace() {
            for (place, (piece, width)) in self.pieces(word, weight, size, room).into_iter().enumerate() {
                let is_empty = lines.last().is_none_or(String::is_empty);
                let wanted = if is_empty { width } else { used + blank + width };
                match lines.last_mut() {
                    // A piece of a word that is wider than a line has a line of its own.
                    Some(line) if place == 0 && (is_empty || wanted <= room) => {
                        if !is_empty {
                            line.push(' ');
                        }
                        line.push_str(&piece);
                        used = wanted;
                    }
                    _ => {
                        lines.push(piece);
                        used = width;
                    }
                }
            }
        }
        lines
    }

    /// A word as one piece, or as several where it is wider than a line; each with its width.
    fn pieces(&mut self, word: &str, weight: Weight, size: f32, room: f32) -> Vec<(String, f32)> {
        let whole = self.width(word, weight, size);
        if whole <= room {
            return vec![(word.to_owned(), whole)];
        }
        let mut pieces = vec![(String::new(), 0.0)];
        for letter in word.chars() {
            let width = self.width(letter.encode_utf8(&mut [0; 4]), weight, size);
            match pieces.last_mut() {
                Some((piece, used)) if piece.is_empty() || *used + width <= room => {
                    piece.push(letter);
                    *used += width;
                }
                _ => pieces.push((letter.to_string(), width)),
            }
        }
        pieces
    }
}
