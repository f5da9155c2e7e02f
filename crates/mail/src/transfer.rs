//! Transfer encodings: base64 and quoted-printable, read as far as they can be read.

/// Whether an encoded text was sound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Soundness {
    Sound,
    /// Characters were skipped or kept as they stood.
    Damaged,
}

/// How the bytes of a part were made fit for travel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// As they are.
    Plain,
    /// Base64.
    Base64,
    /// Quoted-printable.
    QuotedPrintable,
    /// Named, but nobody knows it; the bytes are taken as they are.
    Unknown,
}

impl Encoding {
    /// The encoding a field names.
    pub(crate) fn of(name: &str) -> Self {
        match name.trim().to_ascii_lowercase().as_str() {
            "base64" => Self::Base64,
            "quoted-printable" => Self::QuotedPrintable,
            "" | "7bit" | "8bit" | "binary" => Self::Plain,
            _ => Self::Unknown,
        }
    }

    pub(crate) fn decode(&self, bytes: &[u8]) -> (Vec<u8>, Soundness) {
        match self {
            Self::Base64 => base64(bytes),
            Self::QuotedPrintable => quoted_printable(bytes),
            Self::Plain | Self::Unknown => (bytes.to_vec(), Soundness::Sound),
        }
    }
}

/// Base64 without what does not belong to it. Reading goes on after padding, so that what any other reader would see is
/// contained in what is seen here.
pub(crate) fn base64(bytes: &[u8]) -> (Vec<u8>, Soundness) {
    let mut out = Vec::with_capacity(bytes.len() / 4 * 3);
    let mut reader = Base64::new();
    reader.push(bytes, &mut out);
    let soundness = reader.finish(&mut out);
    (out, soundness)
}

/// Base64 that comes piece by piece.
#[derive(Clone, Debug)]
pub(crate) struct Base64 {
    held: u32,
    count: u8,
    padded: bool,
    soundness: Soundness,
}

impl Base64 {
    pub(crate) const fn new() -> Self {
        Self { held: 0, count: 0, padded: false, soundness: Soundness::Sound }
    }

    /// Reads on.
    pub(crate) fn push(&mut self, bytes: &[u8], out: &mut Vec<u8>) {
        for byte in bytes {
            let value = match byte {
                b'A'..=b'Z' => byte - b'A',
                b'a'..=b'z' => byte - b'a' + 26,
                b'0'..=b'9' => byte - b'0' + 52,
                b'+' => 62,
                b'/' => 63,
                b' ' | b'\t' | b'\r' | b'\n' => continue,
                b'=' => {
                    self.end_group(out);
                    self.padded = true;
                    continue;
                }
                _ => {
                    self.soundness = Soundness::Damaged;
                    continue;
                }
            };
            if self.padded {
                self.soundness = Soundness::Damaged;
                self.padded = false;
            }
            self.held = self.held << 6 | u32::from(value);
            self.count += 1;
            if self.count == 4 {
                out.extend_from_slice(&self.held.to_be_bytes()[1..]);
                (self.held, self.count) = (0, 0);
            }
        }
    }

    /// What is left at the end, and whether all of it was sound.
    pub(crate) fn finish(mut self, out: &mut Vec<u8>) -> Soundness {
        self.end_group(out);
        self.soundness
    }

    /// Ends a group of four, whether it is whole or not.
    fn end_group(&mut self, out: &mut Vec<u8>) {
        if self.count == 1 {
            self.soundness = Soundness::Damaged;
        }
        tail(self.held, self.count, out);
        (self.held, self.count) = (0, 0);
    }
}

/// The bytes of an unfinished group of four.
fn tail(held: u32, count: u8, out: &mut Vec<u8>) {
    match count {
        2 => out.extend_from_slice(&(held << 12).to_be_bytes()[1..2]),
        3 => out.extend_from_slice(&(held << 6).to_be_bytes()[1..3]),
        _ => {}
    }
}

/// Quoted-printable; an escape that is none stays as it stands.
pub(crate) fn quoted_printable(bytes: &[u8]) -> (Vec<u8>, Soundness) {
    let mut out = Vec::with_capacity(bytes.len());
    let mut soundness = Soundness::Sound;
    let mut rest = bytes;
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        if *first != b'=' {
            out.push(*first);
            continue;
        }
        if let Some(next) = soft_break(after) {
            rest = next;
        } else if let Some(byte) = escaped(after) {
            out.push(byte);
            rest = after.get(2..).unwrap_or_default();
        } else {
            soundness = Soundness::Damaged;
            out.push(b'=');
        }
    }
    (out, soundness)
}

/// What follows a `=` at the end of a line; blanks that a gateway added before the line break are skipped.
fn soft_break(after: &[u8]) -> Option<&[u8]> {
    let blanks = after.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
    match after.get(blanks..)? {
        [] => Some(&[]),
        [b'\r', b'\n', rest @ ..] | [b'\n', rest @ ..] => Some(rest),
        _ => None,
    }
}

fn escaped(after: &[u8]) -> Option<u8> {
    let [high, low, ..] = after else { return None };
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    Some(digit(*high)? << 4 | digit(*low)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_read_as_rfc_4648_writes_it() {
        // RFC 4648 §10.
        for (text, bytes) in [("", ""), ("Zg==", "f"), ("Zm8=", "fo"), ("Zm9v", "foo"), ("Zm9vYg==", "foob")]
        {
            assert_eq!(base64(text.as_bytes()), (bytes.as_bytes().to_vec(), Soundness::Sound));
        }
        assert_eq!(base64(b"Zm9v\r\nYmFy"), (b"foobar".to_vec(), Soundness::Sound));
    }

    #[test]
    fn damaged_base64_gives_what_it_can_and_says_so() {
        assert_eq!(base64(b"Zm*9v"), (b"foo".to_vec(), Soundness::Damaged));
        assert_eq!(base64(b"Zg==Zm9v"), (b"ffoo".to_vec(), Soundness::Damaged));
        assert_eq!(base64(b"Z"), (vec![], Soundness::Damaged));
    }

    #[test]
    fn quoted_printable_joins_soft_breaks_and_keeps_what_is_no_escape() {
        assert_eq!(quoted_printable(b"a=3Db=\r\nc= \n=C4=81"), ("a=bc\u{101}".into(), Soundness::Sound));
        assert_eq!(quoted_printable(b"100=% =zz"), (b"100=% =zz".to_vec(), Soundness::Damaged));
    }
}
