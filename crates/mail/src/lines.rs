//! The ends of lines.

use std::borrow::Cow;

use crate::attention::{Attention, Notes};

/// Bytes of `part` with line breaks that can be told, as they are in the whole letter. Old programs end lines with a
/// carriage return alone; where that is the only kind, it stands for a line feed. Positions stay the same.
pub(crate) fn with_feeds<'a>(raw: &[u8], part: &'a [u8]) -> Cow<'a, [u8]> {
    if raw.contains(&b'\n') || !part.contains(&b'\r') {
        return Cow::Borrowed(part);
    }
    Cow::Owned(part.iter().map(|byte| if *byte == b'\r' { b'\n' } else { *byte }).collect())
}

/// The ends of lines that were seen, piece by piece.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ends {
    pairs: usize,
    returns: usize,
    feeds: usize,
    has_zero: bool,
    before: u8,
}

impl Ends {
    /// Those of a whole letter.
    pub(crate) fn of(raw: &[u8]) -> Self {
        let mut ends = Self::default();
        ends.push(raw);
        ends
    }

    /// Looks on.
    pub(crate) fn push(&mut self, piece: &[u8]) {
        for byte in piece {
            match (self.before, *byte) {
                (b'\r', b'\n') => self.pairs += 1,
                (_, b'\n') => self.feeds += 1,
                (_, b'\r') => self.returns += 1,
                (_, 0) => self.has_zero = true,
                _ => {}
            }
            self.before = *byte;
        }
    }

    /// Notes line ends of which only half is there, beside whole ones, and bytes that no text has.
    pub(crate) fn suspect(&self, notes: &mut Notes) {
        if self.has_zero {
            notes.note(Attention::ZeroBytes);
        }
        if self.returns > self.pairs || self.pairs > 0 && self.feeds > 0 {
            notes.note(Attention::BareLineBreaks);
        }
    }
}
