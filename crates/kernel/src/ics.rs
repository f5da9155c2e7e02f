//! Lines of a calendar as RFC 5545 writes them: whoever writes a calendar, or the answer to an invitation, writes them alike.

use crate::Timestamp;

/// Bytes of a line before it is folded (3.1).
pub const LINE: usize = 75;

/// An instant as a value (3.3.5), in universal time.
pub fn instant(at: Timestamp) -> String {
    jiff::Timestamp::from(at).strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// A text as a value (RFC 5545, 3.3.11): nothing in it ends a line or a value.
pub fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.replace("\r\n", "\n").chars() {
        match c {
            '\\' | ';' | ',' => {
                escaped.push('\\');
                escaped.push(c);
            }
            '\n' => escaped.push_str("\\n"),
            c if c.is_control() => {}
            c => escaped.push(c),
        }
    }
    escaped
}

/// Adds a line, continued on further ones that begin with a blank, never within a letter. Nor beside a blank of its own:
/// some readers take all blanks at the beginning and at the end of a line away.
pub fn fold_into(text: &mut String, line: &str) {
    let (mut rest, mut room) = (line, LINE);
    while rest.len() > room {
        let cut = rest.floor_char_boundary(room);
        let mut kept = cut;
        let mut before = ' ';
        for (at, c) in rest.char_indices().take_while(|(at, _)| *at <= cut) {
            if !before.is_whitespace() && !c.is_whitespace() {
                kept = at;
            }
            before = c;
        }
        let (now, later) = rest.split_at(kept);
        text.push_str(now);
        text.push_str("\r\n ");
        (rest, room) = (later, LINE - 1);
    }
    text.push_str(rest);
    text.push_str("\r\n");
}
