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

/// Notes line ends of which only half is there, beside whole ones, and bytes that no text has.
pub(crate) fn suspect(raw: &[u8], notes: &mut Notes) {
    let (mut pairs, mut returns, mut feeds) = (0usize, 0usize, 0usize);
    let mut before = 0;
    for byte in raw {
        match (before, *byte) {
            (b'\r', b'\n') => pairs += 1,
            (_, b'\n') => feeds += 1,
            (_, b'\r') => returns += 1,
            (_, 0) => notes.note(Attention::ZeroBytes),
            _ => {}
        }
        before = *byte;
    }
    if returns > pairs || pairs > 0 && feeds > 0 {
        notes.note(Attention::BareLineBreaks);
    }
}
