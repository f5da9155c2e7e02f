//! What a file that somebody sends is, judged by its bytes: its name only has to agree (`security.md` §6).

use crate::{FileType, attention::Notes, filename, picture, sniff::extension};

/// More parts than this no document of an office has.
const MOST_PARTS: usize = 1_000;

/// A kind of file that is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Media {
    Jpeg,
    Png,
    Webp,
    Heic,
    Pdf,
    Docx,
    Xlsx,
    Odt,
    Ods,
    Txt,
    Csv,
    Eml,
    Asice,
}

/// Why a file is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// No bytes at all.
    Empty,
    /// More bytes than are taken.
    TooBig,
    /// None of the kinds that are taken.
    Unknown,
    /// The ending of its name says another kind than its bytes.
    OtherName,
    /// A document with a program in it.
    Macros,
    /// A picture of more points than [`crate::MOST_PIXELS`].
    TooManyPixels,
}

impl Media {
    /// Every kind that is taken from anybody.
    pub const ALL: [Self; 13] = [
        Self::Pdf,
        Self::Jpeg,
        Self::Png,
        Self::Webp,
        Self::Heic,
        Self::Docx,
        Self::Xlsx,
        Self::Odt,
        Self::Ods,
        Self::Txt,
        Self::Csv,
        Self::Eml,
        Self::Asice,
    ];

    /// The type as the web names it: the one it is stored and served under, whatever the sender said.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Webp => "image/webp",
            Self::Heic => "image/heic",
            Self::Pdf => "application/pdf",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Odt => "application/vnd.oasis.opendocument.text",
            Self::Ods => "application/vnd.oasis.opendocument.spreadsheet",
            // A letter may hold anything: it is a text here.
            Self::Txt | Self::Eml => "text/plain",
            Self::Csv => "text/csv",
            Self::Asice => "application/vnd.etsi.asic-e+zip",
        }
    }

    /// The kind of a stored name.
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|media| media.name() == name)
    }

    /// The endings of names it goes by, without the dot.
    pub const fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Jpeg => &["jpg", "jpeg"],
            Self::Png => &["png"],
            Self::Webp => &["webp"],
            Self::Heic => &["heic", "heif"],
            Self::Pdf => &["pdf"],
            Self::Docx => &["docx"],
            Self::Xlsx => &["xlsx"],
            Self::Odt => &["odt"],
            Self::Ods => &["ods"],
            Self::Txt => &["txt"],
            Self::Csv => &["csv"],
            Self::Eml => &["eml"],
            Self::Asice => &["asice", "edoc"],
        }
    }

    /// Whether it is a picture.
    pub const fn is_picture(self) -> bool {
        matches!(self, Self::Jpeg | Self::Png | Self::Webp | Self::Heic)
    }

    /// What the bytes are, of at most `most`; it has to be among `taken`, and the ending of `name` has to agree.
    pub fn judge(name: &str, bytes: &[u8], taken: &[Self], most: usize) -> Result<Self, Unfit> {
        if bytes.is_empty() {
            return Err(Unfit::Empty);
        }
        if bytes.len() > most {
            return Err(Unfit::TooBig);
        }
        let ending = extension(name);
        let media = match of_bytes(bytes)? {
            // Texts are told apart by their names alone; none of them is more than a text.
            Self::Txt => [Self::Csv, Self::Eml]
                .into_iter()
                .find(|text| text.endings().contains(&&*ending))
                .unwrap_or(Self::Txt),
            other => other,
        };
        if !taken.contains(&media) {
            return Err(Unfit::Unknown);
        }
        if !media.endings().contains(&ending.as_str()) {
            return Err(Unfit::OtherName);
        }
        // One that does not tell its size is no picture to anybody's program either.
        if media.is_picture() && picture::pixels(bytes).is_some_and(picture::Pixels::is_too_many) {
            return Err(Unfit::TooManyPixels);
        }
        Ok(media)
    }
}

/// A name as it is kept and shown: without folders, hidden characters and what some system refuses.
pub fn label(name: &str) -> String {
    filename::safe(Some(name), 1, FileType::Unknown, &mut Notes::default())
}

fn of_bytes(bytes: &[u8]) -> Result<Media, Unfit> {
    let webp = bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP");
    match bytes {
        [0xff, 0xd8, 0xff, ..] => Ok(Media::Jpeg),
        _ if bytes.starts_with(b"\x89PNG\r\n\x1a\n") => Ok(Media::Png),
        _ if webp => Ok(Media::Webp),
        _ if bytes.starts_with(b"%PDF-") => Ok(Media::Pdf),
        _ if bytes.starts_with(b"PK\x03\x04") => of_archive(bytes),
        _ => match FileType::of(bytes) {
            FileType::Heic => Ok(Media::Heic),
            FileType::Text => Ok(Media::Txt),
            _ => Err(Unfit::Unknown),
        },
    }
}

/// Documents of offices and signed containers are archives, told apart by the names in their list of parts. Nothing is
/// unpacked.
fn of_archive(bytes: &[u8]) -> Result<Media, Unfit> {
    let parts = part_names(bytes).ok_or(Unfit::Unknown)?;
    let has = |name: &str| parts.contains(&name.as_bytes());
    if parts.iter().any(|part| part.to_ascii_lowercase().ends_with(b"vbaproject.bin")) {
        return Err(Unfit::Macros);
    }
    // OpenDocument and ASiC say what they are in a first part that is stored as it is.
    match declared(bytes) {
        Some(media @ (Media::Odt | Media::Ods | Media::Asice)) => return Ok(media),
        Some(_) => return Err(Unfit::Unknown),
        None => {}
    }
    let is_signed = parts.iter().any(|part| {
        let part = part.to_ascii_lowercase();
        part.starts_with(b"meta-inf/") && part.windows(9).any(|at| at == b"signature")
    });
    match () {
        () if has("[Content_Types].xml") && has("word/document.xml") => Ok(Media::Docx),
        () if has("[Content_Types].xml") && has("xl/workbook.xml") => Ok(Media::Xlsx),
        () if is_signed => Ok(Media::Asice),
        () => Err(Unfit::Unknown),
    }
}

/// The kind that the part `mimetype` names, when it comes first and is not compressed.
fn declared(bytes: &[u8]) -> Option<Media> {
    const NAME: &[u8] = b"mimetype";
    let (method, size) = (number(bytes, 8, 2)?, number(bytes, 18, 4)?);
    let (name, extra) = (number(bytes, 26, 2)?, number(bytes, 28, 2)?);
    if method != 0 || bytes.get(30..30 + name)? != NAME {
        return None;
    }
    let start = 30 + name + extra;
    let said = std::str::from_utf8(bytes.get(start..start + size)?).ok()?;
    // A mime type of anything else is a kind that is not taken, not one to be guessed again.
    Some(Media::of_name(said.trim()).unwrap_or(Media::Pdf))
}

/// The names of the parts of an archive, from the list at its end; `None` for one that is broken, divided or beyond measure.
fn part_names(bytes: &[u8]) -> Option<Vec<&[u8]>> {
    let latest = bytes.len().checked_sub(22)?;
    // A remark of up to 65,535 bytes may follow the end record.
    let end = (latest.saturating_sub(65_535)..=latest)
        .rev()
        .find(|at| bytes.get(*at..*at + 4) == Some(b"PK\x05\x06"))?;
    let (count, mut at) = (number(bytes, end + 10, 2)?, number(bytes, end + 16, 4)?);
    if count == 0 || count > MOST_PARTS {
        return None;
    }
    let mut names = Vec::with_capacity(count);
    for _ in 0..count {
        if bytes.get(at..at + 4)? != b"PK\x01\x02" {
            return None;
        }
        let (name, extra, remark) =
            (number(bytes, at + 28, 2)?, number(bytes, at + 30, 2)?, number(bytes, at + 32, 2)?);
        names.push(bytes.get(at + 46..at + 46 + name)?);
        at += 46 + name + extra + remark;
    }
    Some(names)
}

/// A number of so many bytes, the lowest first.
fn number(bytes: &[u8], at: usize, length: usize) -> Option<usize> {
    let bytes = bytes.get(at..at.checked_add(length)?)?;
    Some(bytes.iter().rev().fold(0, |number, byte| number << 8 | usize::from(*byte)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An archive with these parts, uncompressed and without checksums, as far as a list of names needs them.
    fn archive(parts: &[(&str, &str)]) -> Vec<u8> {
        let (mut bytes, mut list) = (Vec::new(), Vec::new());
        let short = |number: usize| u16::try_from(number).unwrap().to_le_bytes();
        let long = |number: usize| u32::try_from(number).unwrap().to_le_bytes();
        for (name, content) in parts {
            let at = bytes.len();
            bytes.extend(b"PK\x03\x04\x14\0\0\0\0\0\0\0\0\0\0\0\0\0");
            bytes.extend(long(content.len()));
            bytes.extend(long(content.len()));
            bytes.extend(short(name.len()));
            bytes.extend([0, 0]);
            bytes.extend(name.bytes());
            bytes.extend(content.bytes());
            list.extend(b"PK\x01\x02\x14\0\x14\0\0\0\0\0\0\0\0\0\0\0\0\0");
            list.extend(long(content.len()));
            list.extend(long(content.len()));
            list.extend(short(name.len()));
            list.extend([0; 12]);
            list.extend(long(at));
            list.extend(name.bytes());
        }
        let at = bytes.len();
        bytes.extend(&list);
        bytes.extend(b"PK\x05\x06\0\0\0\0");
        bytes.extend(short(parts.len()));
        bytes.extend(short(parts.len()));
        bytes.extend(long(list.len()));
        bytes.extend(long(at));
        bytes.extend([0, 0]);
        bytes
    }

    const MOST: usize = 1024;

    fn judged(name: &str, bytes: &[u8]) -> Result<Media, Unfit> {
        Media::judge(name, bytes, &Media::ALL, MOST)
    }

    const TYPES: (&str, &str) = ("[Content_Types].xml", "<Types/>");

    #[test]
    fn each_kind_is_known_by_its_bytes() {
        let mimetype = |kind: Media| archive(&[("mimetype", kind.name()), ("content.xml", "<x/>")]);
        for (name, bytes, media) in [
            ("a.jpg", b"\xff\xd8\xff\xe0rest".to_vec(), Media::Jpeg),
            ("a.JPEG", b"\xff\xd8\xff\xe1rest".to_vec(), Media::Jpeg),
            ("a.png", b"\x89PNG\r\n\x1a\nrest".to_vec(), Media::Png),
            ("a.webp", b"RIFF\x10\0\0\0WEBPVP8 ".to_vec(), Media::Webp),
            ("a.pdf", b"%PDF-1.7".to_vec(), Media::Pdf),
            ("a.docx", archive(&[TYPES, ("word/document.xml", "<w/>")]), Media::Docx),
            ("a.xlsx", archive(&[TYPES, ("xl/workbook.xml", "<w/>")]), Media::Xlsx),
            ("a.odt", mimetype(Media::Odt), Media::Odt),
            ("a.asice", mimetype(Media::Asice), Media::Asice),
            ("a.edoc", mimetype(Media::Asice), Media::Asice),
            ("b.edoc", archive(&[("a.docx", "x"), ("META-INF/edoc-signatures-S1.xml", "")]), Media::Asice),
        ] {
            assert_eq!(judged(name, &bytes), Ok(media), "{name}");
        }
    }

    #[test]
    fn a_name_that_says_another_kind_is_refused() {
        assert_eq!(judged("a.pdf", b"\xff\xd8\xff\xe0"), Err(Unfit::OtherName));
        assert_eq!(judged("a", b"%PDF-1.7"), Err(Unfit::OtherName));
    }

    #[test]
    fn a_page_a_program_and_a_bare_archive_are_not_taken() {
        for bytes in [&b"<html><script>alert(1)</script>"[..], b"MZ\x90\0", b"PK\x03\x04", b"<svg/>"] {
            assert_eq!(judged("a.pdf", bytes), Err(Unfit::Unknown));
        }
        assert_eq!(judged("a.docx", &archive(&[("a.txt", "x")])), Err(Unfit::Unknown));
        let presentation = "application/vnd.oasis.opendocument.presentation";
        assert_eq!(judged("a.odt", &archive(&[("mimetype", presentation)])), Err(Unfit::Unknown));
    }

    #[test]
    fn a_document_with_a_program_in_it_is_refused() {
        let parts = [TYPES, ("word/document.xml", "<w/>"), ("word/vbaProject.bin", "x")];
        assert_eq!(judged("a.docx", &archive(&parts)), Err(Unfit::Macros));
    }

    #[test]
    fn an_archive_cut_off_anywhere_is_refused_and_nothing_breaks() {
        let whole = archive(&[TYPES, ("word/document.xml", "<w/>")]);
        for end in 4..whole.len() {
            assert_eq!(judged("a.docx", &whole[..end]), Err(Unfit::Unknown), "cut at {end}");
        }
    }

    #[test]
    fn a_file_larger_than_is_taken_or_of_a_kind_that_is_not_is_refused() {
        let mut bytes = b"%PDF-".to_vec();
        bytes.resize(MOST, b' ');
        assert_eq!(judged("a.pdf", &bytes), Ok(Media::Pdf));
        bytes.push(b' ');
        assert_eq!(judged("a.pdf", &bytes), Err(Unfit::TooBig));
        assert_eq!(judged("a.pdf", b""), Err(Unfit::Empty));
        assert_eq!(Media::judge("a.pdf", b"%PDF-1.7", &[Media::Png], MOST), Err(Unfit::Unknown));
    }

    /// Security §6: the bytes are few, and what they unfold to is not.
    #[test]
    fn a_small_file_that_is_a_huge_picture_is_refused() {
        let picture = |width: u32, height: u32| {
            [b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".as_slice(), &width.to_be_bytes(), &height.to_be_bytes()]
                .concat()
        };
        assert_eq!(judged("a.png", &picture(8_000, 6_000)), Ok(Media::Png));
        assert_eq!(judged("a.png", &picture(50_000, 50_000)), Err(Unfit::TooManyPixels));
    }

    #[test]
    fn texts_are_what_their_names_say_and_a_page_is_none() {
        assert_eq!(judged("saraksts.csv", b"a;b\n1;2"), Ok(Media::Csv));
        assert_eq!(judged("vestule.EML", b"From: a@example.lv\n\nLabdien"), Ok(Media::Eml));
        assert_eq!(judged("piezimes.txt", b"<html><script>"), Err(Unfit::Unknown));
        assert_eq!(judged("piezimes.txt\u{202e}fdp.exe", b"text"), Err(Unfit::OtherName));
    }

    #[test]
    fn a_label_shows_the_true_end_of_a_name() {
        assert_eq!(label("../r\u{202e}fdp.e\u{200b}xe"), "rfdp.exe");
    }
}
