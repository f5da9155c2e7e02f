//! What a file is by its bytes, and whether its name agrees.

use memchr::memmem;

/// The kind of a file by its first bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FileType {
    /// Nothing at all.
    Empty,
    /// Text in UTF-8 or a one-byte page.
    Text,
    /// A page of the web.
    Html,
    /// A drawing in SVG, which may hold scripts.
    Svg,
    /// XML of another kind.
    Xml,
    /// A letter or a rich text (RTF).
    Rtf,
    /// PDF.
    Pdf,
    /// PDF that carries a signature.
    SignedPdf,
    /// JPEG.
    Jpeg,
    /// PNG.
    Png,
    /// GIF.
    Gif,
    /// WebP.
    Webp,
    /// HEIC or HEIF.
    Heic,
    /// TIFF.
    Tiff,
    /// A signed container (ASiC-E; `.edoc`, `.asice`).
    Asice,
    /// A document of the Office family (`.docx`, `.xlsx`).
    Office,
    /// A document of the OpenDocument family.
    OpenDocument,
    /// A document of the old Office family, or an Outlook letter.
    OldOffice,
    /// ZIP.
    Zip,
    /// ZIP under a password.
    LockedZip,
    /// RAR, 7z, gzip and kin.
    Archive,
    /// Outlook's container.
    Tnef,
    /// Something a computer would run.
    Program,
    /// None of these.
    Unknown,
}

impl FileType {
    /// Judges by the bytes alone.
    pub fn of(bytes: &[u8]) -> Self {
        let starts = |magic: &[u8]| bytes.starts_with(magic);
        match bytes {
            [] => Self::Empty,
            _ if starts(b"%PDF-") => pdf(bytes),
            _ if starts(b"PK\x03\x04") => zip(bytes),
            _ if starts(b"PK\x05\x06") => Self::Zip,
            _ if starts(b"\xff\xd8\xff") => Self::Jpeg,
            _ if starts(b"\x89PNG\r\n\x1a\n") => Self::Png,
            _ if starts(b"GIF87a") || starts(b"GIF89a") => Self::Gif,
            _ if starts(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") => Self::Webp,
            _ if bytes.get(4..8) == Some(b"ftyp") && is_heic(bytes) => Self::Heic,
            _ if starts(b"II*\0") || starts(b"MM\0*") => Self::Tiff,
            _ if starts(b"{\\rtf") => Self::Rtf,
            _ if starts(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") => Self::OldOffice,
            _ if starts(b"\x78\x9f\x3e\x22") => Self::Tnef,
            _ if starts(b"Rar!\x1a\x07") || starts(b"7z\xbc\xaf\x27\x1c") || starts(b"\x1f\x8b") => {
                Self::Archive
            }
            _ if is_program(bytes) => Self::Program,
            _ => text(bytes),
        }
    }

    /// The usual extension, without the dot.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Text => "txt",
            Self::Html => "html",
            Self::Svg => "svg",
            Self::Xml => "xml",
            Self::Rtf => "rtf",
            Self::Pdf | Self::SignedPdf => "pdf",
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::Gif => "gif",
            Self::Webp => "webp",
            Self::Heic => "heic",
            Self::Tiff => "tiff",
            Self::Asice => "asice",
            Self::Zip | Self::LockedZip => "zip",
            Self::Tnef => "dat",
            Self::Empty
            | Self::Office
            | Self::OpenDocument
            | Self::OldOffice
            | Self::Archive
            | Self::Program
            | Self::Unknown => "bin",
        }
    }

    /// Whether a file of this name may hold such bytes. A name nobody knows promises nothing.
    pub fn agrees_with(self, name: &str) -> bool {
        let expected: &[Self] = match extension(name).as_str() {
            "pdf" => &[Self::Pdf, Self::SignedPdf],
            "jpg" | "jpeg" => &[Self::Jpeg],
            "png" => &[Self::Png],
            "gif" => &[Self::Gif],
            "webp" => &[Self::Webp],
            "heic" | "heif" => &[Self::Heic],
            "tif" | "tiff" => &[Self::Tiff],
            "docx" | "xlsx" | "pptx" => &[Self::Office, Self::Zip],
            "odt" | "ods" | "odp" => &[Self::OpenDocument],
            "edoc" | "asice" | "sce" => &[Self::Asice],
            "zip" => &[Self::Zip, Self::LockedZip, Self::Asice, Self::Office, Self::OpenDocument],
            "txt" | "csv" | "eml" | "ics" | "vcf" | "log" => &[Self::Text, Self::Xml],
            "rtf" => &[Self::Rtf],
            "doc" | "xls" | "ppt" | "msg" => &[Self::OldOffice, Self::Rtf],
            "html" | "htm" => &[Self::Html, Self::Text],
            "svg" => &[Self::Svg],
            _ => return true,
        };
        self == Self::Empty || expected.contains(&self)
    }
}

/// What follows the last dot of a name, in lower case.
pub(crate) fn extension(name: &str) -> String {
    name.rsplit_once('.').map(|(_, extension)| extension.to_lowercase()).unwrap_or_default()
}

/// Names that make a computer run the file, whatever is in it.
pub(crate) fn runs_by_name(name: &str) -> bool {
    const RUN: &[&str] = &[
        "exe", "scr", "com", "bat", "cmd", "pif", "js", "jse", "vbs", "vbe", "wsf", "hta", "ps1", "msi",
        "lnk", "jar", "cpl", "reg", "iso", "img", "vhd", "chm", "xll", "docm", "xlsm", "pptm", "apk", "sh",
    ];
    RUN.contains(&extension(name).as_str())
}

/// What a signed PDF holds: the range that is signed, and in one of two ways by whom.
const SIGNS: [&[u8]; 3] = [b"/ByteRange", b"/ETSI.CAdES.detached", b"/adbe.pkcs7"];

fn pdf(bytes: &[u8]) -> FileType {
    let mut signs = PdfSigns::default();
    signs.push(bytes);
    if signs.is_signed() { FileType::SignedPdf } else { FileType::Pdf }
}

/// The signs of a signature in a PDF that comes piece by piece.
#[derive(Clone, Debug, Default)]
pub(crate) struct PdfSigns {
    found: [bool; 3],
    /// The end of what came before: a sign may lie over it and the next piece.
    end: Vec<u8>,
}

impl PdfSigns {
    /// Looks on.
    pub(crate) fn push(&mut self, piece: &[u8]) {
        const OVER: usize = 32;
        let seam: Vec<u8> = self.end.iter().chain(piece.iter().take(OVER)).copied().collect();
        for (found, sign) in self.found.iter_mut().zip(SIGNS) {
            let holds = |bytes: &[u8]| memmem::find(bytes, sign).is_some();
            *found = *found || holds(&seam) || holds(piece);
        }
        self.end.extend_from_slice(piece.get(piece.len().saturating_sub(OVER)..).unwrap_or_default());
        self.end.drain(..self.end.len().saturating_sub(OVER));
    }

    /// Whether all that makes a signature was seen.
    pub(crate) const fn is_signed(&self) -> bool {
        let [range, etsi, adobe] = self.found;
        range && (etsi || adobe)
    }
}

/// Judges a ZIP by its first entry: containers name themselves there (ETSI EN 319 162-1 §A.1, ODF 1.3 part 2 §3.3).
fn zip(bytes: &[u8]) -> FileType {
    let locked = bytes.get(6).is_some_and(|flags| flags & 1 == 1);
    let length = bytes.get(26..28).map_or(0, |two| usize::from(u16::from_le_bytes([two[0], two[1]])));
    let name = bytes.get(30..30 + length).unwrap_or_default();
    let head = bytes.get(..bytes.len().min(300)).unwrap_or_default();
    let says = |needle: &[u8]| head.windows(needle.len()).any(|window| window == needle);
    match name {
        _ if locked => FileType::LockedZip,
        b"mimetype" if says(b"application/vnd.etsi.asic") => FileType::Asice,
        b"mimetype" if says(b"application/vnd.oasis.opendocument") => FileType::OpenDocument,
        b"[Content_Types].xml" | b"_rels/.rels" => FileType::Office,
        _ if name.starts_with(b"word/") || name.starts_with(b"xl/") || name.starts_with(b"docProps/") => {
            FileType::Office
        }
        _ => FileType::Zip,
    }
}

fn is_heic(bytes: &[u8]) -> bool {
    bytes
        .get(8..12)
        .is_some_and(|brand| [b"heic", b"heix", b"mif1", b"heim", b"hevc"].iter().any(|b| *b == brand))
}

fn is_program(bytes: &[u8]) -> bool {
    // Two letters are too few to judge by: a text may begin "MZ".
    let dos = bytes.starts_with(b"MZ") && bytes.get(2..64).is_some_and(|head| head.contains(&0));
    dos || [b"\x7fELF".as_slice(), b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe", b"#!/", b"L\0\0\0\x01\x14\x02\0"]
        .iter()
        .any(|magic| bytes.starts_with(magic))
}

/// Text has no control characters but those of lines; pages and drawings name themselves early.
fn text(bytes: &[u8]) -> FileType {
    let head = bytes.get(..bytes.len().min(4096)).unwrap_or_default();
    let control = |byte: &u8| *byte < 32 && !matches!(byte, b'\t' | b'\r' | b'\n' | 0x0c);
    if head.iter().any(control) {
        return FileType::Unknown;
    }
    let start =
        String::from_utf8_lossy(head).trim_start_matches('\u{feff}').trim_start().to_ascii_lowercase();
    if start.starts_with("<svg") || start.starts_with("<?xml") && start.contains("<svg") {
        FileType::Svg
    } else if ["<!doctype html", "<html", "<head", "<body", "<script"]
        .iter()
        .any(|tag| start.starts_with(tag))
    {
        FileType::Html
    } else if start.starts_with("<?xml") {
        FileType::Xml
    } else {
        FileType::Text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_called_pdf_is_found_by_its_bytes() {
        let mut program = b"MZ\x90\0".to_vec();
        program.resize(80, 0);
        assert_eq!(FileType::of(&program), FileType::Program);
        assert!(!FileType::Program.agrees_with("rekins.pdf"));
        assert!(FileType::Pdf.agrees_with("Rēķins.PDF"));
    }

    #[test]
    fn a_text_that_begins_like_a_program_is_text() {
        assert_eq!(FileType::of(b"MZ ir saisinajums no vardiem"), FileType::Text);
    }

    #[test]
    fn only_a_pdf_with_a_signature_field_counts_as_signed() {
        assert_eq!(
            FileType::of(b"%PDF-1.7 /ByteRange [0 1] /SubFilter /ETSI.CAdES.detached"),
            FileType::SignedPdf
        );
        assert_eq!(FileType::of(b"%PDF-1.7 text about /ByteRange"), FileType::Pdf);
    }
}
