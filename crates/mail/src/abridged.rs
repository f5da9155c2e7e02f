//! Reading a large letter without holding it: what makes it large are files, and of those the head and the end are enough
//! to understand the letter. What lies between is passed over once more for its size and hash.

use std::ops::Range;

use sha2::{Digest as _, Sha256};

use crate::{
    letter::Letter,
    lines::Ends,
    read::{Whole, read_kept},
    sniff::{FileType, PdfSigns},
    transfer::{Base64, Encoding},
};

/// Of a long stretch of encoded lines so much is kept at its head: more than any kind of file needs to be known by.
const HEAD: usize = 256 * 1024;
/// And at least so much at its end.
const END: usize = 64 * 1024;
/// Longer lines are not looked at: they are kept as they stand.
const LONGEST_LINE: usize = 1_000;
/// Shorter lines end a stretch: a delimiter, a field, an end of base64.
const SHORTEST_LINE: usize = 40;

/// Takes a letter in piece by piece and keeps of it what is needed to understand it.
#[derive(Default)]
pub struct Abridger {
    kept: Vec<u8>,
    cuts: Vec<Cut>,
    /// The beginning of a line whose end has not come yet.
    line: Vec<u8>,
    /// Whether that line is too long to be looked at.
    is_long: bool,
    stretch: Stretch,
    size: usize,
    hash: Sha256,
    ends: Ends,
}

/// Lines of base64 that follow each other.
#[derive(Default)]
struct Stretch {
    length: usize,
    end: Vec<u8>,
    cut: usize,
}

/// Where bytes are missing: behind this place in what was kept, so many.
#[derive(Clone, Copy, Debug)]
struct Cut {
    at: usize,
    bytes: usize,
}

impl Abridger {
    /// For a new letter.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes the next piece.
    pub fn push(&mut self, piece: &[u8]) {
        self.size += piece.len();
        self.hash.update(piece);
        self.ends.push(piece);
        for part in piece.split_inclusive(|byte| *byte == b'\n') {
            if self.is_long {
                self.kept.extend_from_slice(part);
                self.is_long = !part.ends_with(b"\n");
                continue;
            }
            self.line.extend_from_slice(part);
            if part.ends_with(b"\n") {
                self.end_line();
            } else if self.line.len() > LONGEST_LINE {
                self.end_stretch();
                self.kept.append(&mut self.line);
                self.is_long = true;
            }
        }
    }

    fn end_line(&mut self) {
        let line = std::mem::take(&mut self.line);
        if !is_encoded(&line) {
            self.end_stretch();
            self.kept.extend_from_slice(&line);
        } else if self.stretch.length < HEAD {
            self.stretch.length += line.len();
            self.kept.extend_from_slice(&line);
        } else {
            self.stretch.end.extend_from_slice(&line);
            if self.stretch.end.len() > 2 * END {
                self.stretch.pass_over();
            }
        }
        // The room of a line is used again.
        self.line = line;
        self.line.clear();
    }

    fn end_stretch(&mut self) {
        let stretch = std::mem::take(&mut self.stretch);
        if stretch.cut > 0 {
            self.cuts.push(Cut { at: self.kept.len(), bytes: stretch.cut });
        }
        self.kept.extend_from_slice(&stretch.end);
    }

    /// The letter as far as it was kept.
    pub fn finish(mut self) -> Abridged {
        self.end_stretch();
        let line = std::mem::take(&mut self.line);
        self.kept.extend_from_slice(&line);
        let whole = Whole { size: self.size, digest: self.hash.finalize().into(), ends: self.ends };
        Abridged { kept: self.kept, cuts: self.cuts, whole }
    }
}

impl Stretch {
    /// Lets go of whole lines until little more than the end is left.
    fn pass_over(&mut self) {
        let from = self.end.len() - END;
        let rest = self.end.get(from..).unwrap_or_default();
        let Some(line) = rest.iter().position(|byte| *byte == b'\n') else { return };
        let gone = from + line + 1;
        self.end.drain(..gone);
        self.cut += gone;
    }
}

/// Whether a line is whole groups of base64 and nothing else: leaving such lines out leaves those around them as they were.
fn is_encoded(line: &[u8]) -> bool {
    let text = line.strip_suffix(b"\n").unwrap_or(line);
    let text = text.strip_suffix(b"\r").unwrap_or(text);
    text.len() >= SHORTEST_LINE
        && text.len().is_multiple_of(4)
        && text.iter().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/'))
}

/// A letter of which the middles of long files are missing.
pub struct Abridged {
    kept: Vec<u8>,
    cuts: Vec<Cut>,
    whole: Whole,
}

impl Abridged {
    /// Bytes of the whole letter.
    pub const fn size(&self) -> usize {
        self.whole.size
    }

    /// Reads the letter as [`read`](crate::read) would read all of it. `None` where it can only be read whole: something of
    /// its text is missing, or of a file in an encoding that cannot be passed over.
    ///
    /// The files named in [`Missing`] are to be measured with all pieces of the letter before anything is said of them.
    pub fn read(&self) -> Option<(Letter, Missing)> {
        let (mut letter, shown) = read_kept(&self.kept, &self.whole);
        if shown.iter().any(|range| self.is_cut(range)) {
            return None;
        }
        let mut files = Vec::new();
        for (index, file) in letter.attachments.iter_mut().enumerate() {
            let is_cut = self.is_cut(&file.range);
            file.range = self.place(file.range.start)..self.place(file.range.end);
            if is_cut {
                let decoder = match file.encoding {
                    Encoding::Base64 => Some(Base64::new()),
                    Encoding::Plain | Encoding::Unknown => None,
                    Encoding::QuotedPrintable => return None,
                };
                files.push(File {
                    index,
                    range: file.range.clone(),
                    decoder,
                    size: 0,
                    hash: Sha256::new(),
                    signs: (file.found == FileType::Pdf).then(PdfSigns::default),
                });
            }
        }
        Some((letter, Missing { at: 0, files, decoded: Vec::new() }))
    }

    fn is_cut(&self, range: &Range<usize>) -> bool {
        self.cuts.iter().any(|cut| range.start < cut.at && cut.at < range.end)
    }

    /// Where a place of what was kept stands in the whole letter.
    fn place(&self, kept: usize) -> usize {
        let before = self.cuts.iter().filter(|cut| cut.at < kept);
        kept + before.map(|cut| cut.bytes).sum::<usize>()
    }
}

/// Files of a letter whose bytes were not all there when it was read.
pub struct Missing {
    at: usize,
    files: Vec<File>,
    decoded: Vec<u8>,
}

struct File {
    index: usize,
    range: Range<usize>,
    decoder: Option<Base64>,
    size: usize,
    hash: Sha256,
    /// Of a PDF: whether it is signed.
    signs: Option<PdfSigns>,
}

impl Missing {
    /// Whether there are none.
    pub const fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// Measures with the next piece of the letter, from its first byte on.
    pub fn push(&mut self, piece: &[u8]) {
        let here = self.at..self.at + piece.len();
        self.at = here.end;
        for file in &mut self.files {
            let from = file.range.start.clamp(here.start, here.end) - here.start;
            let to = file.range.end.clamp(here.start, here.end) - here.start;
            let Some(part) = piece.get(from..to).filter(|part| !part.is_empty()) else { continue };
            self.decoded.clear();
            match &mut file.decoder {
                Some(decoder) => decoder.push(part, &mut self.decoded),
                None => self.decoded.extend_from_slice(part),
            }
            file.measure(&self.decoded);
        }
    }

    /// Says of the files of the letter what was measured.
    pub fn finish(self, letter: &mut Letter) {
        for mut file in self.files {
            let mut rest = Vec::new();
            if let Some(decoder) = file.decoder.take() {
                decoder.finish(&mut rest);
            }
            file.measure(&rest);
            let Some(attachment) = letter.attachments.get_mut(file.index) else { continue };
            attachment.size = file.size;
            attachment.digest = file.hash.finalize().into();
            if file.signs.is_some_and(|signs| signs.is_signed()) {
                attachment.found = FileType::SignedPdf;
            }
        }
    }
}

impl File {
    fn measure(&mut self, decoded: &[u8]) {
        self.size += decoded.len();
        self.hash.update(decoded);
        if let Some(signs) = &mut self.signs {
            signs.push(decoded);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::read;

    /// Reads a letter in pieces; `None` where it has to be read whole.
    fn in_pieces(raw: &[u8], piece: usize) -> Option<Letter> {
        let mut taking_in = Abridger::new();
        raw.chunks(piece).for_each(|piece| taking_in.push(piece));
        let abridged = taking_in.finish();
        let (mut letter, mut missing) = abridged.read()?;
        raw.chunks(piece).for_each(|piece| missing.push(piece));
        missing.finish(&mut letter);
        Some(letter)
    }

    /// Lines of base64 of about so many bytes, the last one short and padded.
    fn encoded(bytes: usize, line: &str, end: &str) -> String {
        let mut text = format!("{line}{end}").repeat(bytes / (line.len() + end.len()));
        text.push_str("QQ==");
        text.push_str(end);
        text
    }

    fn letter_of(files: &[(&str, String)], end: &str) -> Vec<u8> {
        let mut raw = format!(
            "From: Anna <anna@example.org>{end}Subject: Liels{end}MIME-Version: 1.0{end}Content-Type: multipart/mixed; boundary=b{end}{end}--b{end}{end}Pielikumi.{end}"
        );
        for (fields, body) in files {
            raw.extend(["--b", end, fields, end, end, body.as_str()]);
        }
        raw.extend(["--b--", end]);
        raw.into_bytes()
    }

    const PDF: &str = "Content-Type: application/pdf; name=a.pdf\r\nContent-Disposition: attachment\r\nContent-Transfer-Encoding: base64";
    const LINE: &str = "JVBERi0xLjcKJVBERi0xLjcKJVBERi0xLjcKJVBERi0xLjcKJVBERi0xLjcKJVBERi0xLjcKJVBE";

    #[test]
    fn a_large_file_is_not_held_and_read_as_if_it_were() {
        let raw = letter_of(&[(PDF, encoded(3_000_000, LINE, "\r\n"))], "\r\n");
        let mut taking_in = Abridger::new();
        raw.chunks(70_001).for_each(|piece| taking_in.push(piece));
        let abridged = taking_in.finish();
        assert!(abridged.kept.len() < HEAD + 3 * END, "{} bytes are held", abridged.kept.len());
        assert_eq!(in_pieces(&raw, 70_001), Some(read(&raw)));
    }

    #[test]
    fn a_signature_in_the_middle_of_a_large_file_is_seen() {
        // base64 of "/ByteRange [0 1] /adbe.pkcs7.detached" and blanks, over whole groups.
        let signed = "L0J5dGVSYW5nZSBbMCAxXSAvYWRiZS5wa2NzNy5kZXRhY2hlZCAgICAg\r\n";
        let body = encoded(1_000_000, LINE, "\r\n").replacen("QQ==\r\n", signed, 1)
            + &encoded(1_000_000, LINE, "\r\n");
        let raw = letter_of(&[(PDF, body)], "\r\n");
        let letter = in_pieces(&raw, 100_000).unwrap();
        assert_eq!(letter.attachments[0].found, FileType::SignedPdf);
        assert_eq!(letter, read(&raw));
    }

    #[test]
    fn a_letter_whose_text_is_that_long_is_read_whole() {
        let text = "Content-Type: text/plain\r\nContent-Transfer-Encoding: base64";
        let raw = letter_of(&[(text, encoded(1_000_000, LINE, "\r\n"))], "\r\n");
        assert!(in_pieces(&raw, 100_000).is_none());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(12))]
        /// Whatever the files, the ends of lines and the pieces in which it comes, a letter reads the same.
        #[test]
        fn a_letter_in_pieces_reads_as_the_whole(
            sizes in proptest::collection::vec((0_usize..700_000, 0_usize..3, 10_usize..20), 1..4),
            piece in 1_000_usize..400_000,
            feeds_only in any::<bool>(),
        ) {
            let end = if feeds_only { "\n" } else { "\r\n" };
            let files: Vec<(&str, String)> = sizes
                .iter()
                .map(|(bytes, kind, groups)| {
                    let fields = [
                        PDF,
                        "Content-Type: text/plain; name=a.txt\r\nContent-Disposition: attachment",
                        "Content-Type: message/rfc822",
                    ][*kind];
                    (fields, encoded(*bytes, &"QUJD".repeat(*groups), end))
                })
                .collect();
            let raw = letter_of(&files, end);
            prop_assert_eq!(in_pieces(&raw, piece), Some(read(&raw)));
        }
    }
}
