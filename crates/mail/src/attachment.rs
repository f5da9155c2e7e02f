//! What came with a letter.

use std::ops::Range;

use sha2::{Digest as _, Sha256};

use crate::{
    attention::{Attention, Notes},
    filename,
    html::Html,
    lines, picture,
    sniff::{self, FileType},
    structure::{Leaf, Standing},
    transfer::{Encoding, Soundness},
};

/// A file of a letter. Its bytes stay in the raw letter until they are asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// A name made safe to show and to save under; only a label.
    pub name: String,
    /// The media type its sender claims, in lower case.
    pub claimed: String,
    /// What it is by its bytes.
    pub found: FileType,
    /// Bytes after decoding.
    pub size: usize,
    /// SHA-256 of the bytes after decoding.
    pub digest: [u8; 32],
    /// The name by which the formatted text shows it (`cid:`).
    pub content_id: Option<String>,
    /// Where in the letter it stands.
    pub place: Place,
    /// The attachment in which it lies, for files of a forwarded letter.
    pub within: Option<usize>,
    pub(crate) range: Range<usize>,
    pub(crate) encoding: Encoding,
}

/// Where in a letter a file stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Beside the text, as its sender means it.
    Beside,
    /// In the text: a picture of the formatted text.
    InText,
    /// Only by another reading of an ambiguous structure; some programs show it, others do not.
    AnotherReading,
    /// Outside the parts, where no program shows it.
    Outside,
}

impl Attachment {
    /// The bytes, taken from the raw letter that was read. Empty for another letter.
    pub fn content(&self, raw: &[u8]) -> Vec<u8> {
        let part = raw.get(self.range.clone()).unwrap_or_default();
        self.encoding.decode(&lines::with_feeds(raw, part)).0
    }

    /// Where its bytes stand in the raw letter.
    pub fn range(&self) -> Range<usize> {
        self.range.clone()
    }

    /// The bytes, taken from what stands at [`Attachment::range`] of a letter too large to be held.
    pub fn content_of(&self, part: &[u8]) -> Vec<u8> {
        self.encoding.decode(part).0
    }

    /// Looks at a part that is not shown as text.
    pub(crate) fn look(raw: &[u8], leaf: &Leaf, number: usize, notes: &mut Notes) -> Self {
        let (bytes, soundness) = leaf.encoding.decode(raw.get(leaf.range.clone()).unwrap_or_default());
        if soundness == Soundness::Damaged {
            notes.note(match leaf.encoding {
                Encoding::Base64 => Attention::BadBase64,
                _ => Attention::BadQuotedPrintable,
            });
        }
        let found = FileType::of(&bytes);
        let name = match given_name(leaf, notes) {
            None => filename::unnamed(&leaf.kind.value, number, found),
            Some(given) => filename::safe(Some(&given), number, found, notes),
        };
        let attachment = Self {
            claimed: leaf.kind.value.clone(),
            found,
            size: bytes.len(),
            digest: Sha256::digest(&bytes).into(),
            content_id: leaf.content_id.clone(),
            place: place(leaf),
            within: None,
            range: leaf.range.clone(),
            encoding: leaf.encoding.clone(),
            name,
        };
        attachment.suspect(&bytes, notes);
        attachment
    }

    /// A file with a content id stands in the text only if the text shows it; many programs give every file one, and a
    /// document that nobody is shown would be lost.
    pub(crate) fn place_by(&mut self, html: Option<&Html>) {
        let shown = |id: &str| {
            let markup = html.map(Html::markup).unwrap_or_default();
            [id.to_owned(), id.replace('@', "%40"), id.replace('&', "&amp;")]
                .iter()
                .any(|id| !id.is_empty() && markup.contains(&format!("\"cid:{id}\"")))
        };
        if self.place == Place::InText && !self.content_id.as_deref().is_some_and(shown) {
            self.place = Place::Beside;
        }
    }

    /// Notes what would surprise whoever opens it.
    fn suspect(&self, bytes: &[u8], notes: &mut Notes) {
        let name = || self.name.clone();
        if self.found == FileType::Program || sniff::runs_by_name(&self.name) {
            notes.note(Attention::Program(name()));
        }
        if self.found == FileType::LockedZip {
            notes.note(Attention::LockedArchive(name()));
        } else if !self.found.agrees_with(&self.name)
            || !self.found.agrees_with(&name_of_claim(&self.claimed))
        {
            notes.note(Attention::TypeDisagrees(name()));
        }
        if self.found == FileType::Tnef || self.claimed.ends_with("ms-tnef") || self.name == "winmail.dat" {
            notes.note(Attention::Winmail);
        }
        if picture::pixels(bytes).is_some_and(picture::Pixels::is_too_many) {
            notes.note(Attention::HugePicture(name()));
        }
    }
}

/// The name its sender gave: of the disposition, else of the type.
pub(crate) fn given_name(leaf: &Leaf, notes: &mut Notes) -> Option<String> {
    leaf.disposition.name("filename", notes).or_else(|| leaf.kind.name("name", notes))
}

fn place(leaf: &Leaf) -> Place {
    match leaf.standing {
        Standing::Another => Place::AnotherReading,
        Standing::Outside => Place::Outside,
        Standing::First if leaf.content_id.is_some() && leaf.disposition.value != "attachment" => {
            Place::InText
        }
        Standing::First => Place::Beside,
    }
}

/// A file name that stands for a media type; only types whose bytes are easily told.
fn name_of_claim(claimed: &str) -> String {
    let extension = match claimed {
        "application/pdf" => "pdf",
        "image/jpeg" | "image/jpg" => "jpg",
        "image/png" => "png",
        "image/gif" => "gif",
        "image/webp" => "webp",
        "application/vnd.etsi.asic-e+zip" => "asice",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document" => "docx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" => "xlsx",
        _ => "",
    };
    format!("x.{extension}")
}
