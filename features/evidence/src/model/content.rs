//! What may be given as evidence: documents and pictures, judged by their bytes.

pub(crate) use solits_mail::content::{Media, Unfit};

/// The largest file, in bytes.
pub(crate) const MOST_BYTES: usize = 10 * 1024 * 1024;

/// The kinds that are taken.
const TAKEN: [Media; 8] =
    [Media::Jpeg, Media::Png, Media::Webp, Media::Pdf, Media::Docx, Media::Xlsx, Media::Odt, Media::Asice];

/// What a file is by its bytes; the ending of its name has to agree with them.
pub(crate) fn judge(name: &str, bytes: &[u8]) -> Result<Media, Unfit> {
    Media::judge(name, bytes, &TAKEN, MOST_BYTES)
}

/// The last part of a name, so that no folder of the sender is kept; without characters that a file's name cannot have.
pub(crate) fn plain_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    last.chars()
        .filter(|c| !c.is_control() && !matches!(c, '<' | '>' | ':' | '"' | '|' | '?' | '*'))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_megabytes_are_taken_and_a_byte_more_is_not() {
        let mut bytes = b"%PDF-".to_vec();
        bytes.resize(MOST_BYTES, b' ');
        assert_eq!(judge("a.pdf", &bytes), Ok(Media::Pdf));
        bytes.push(b' ');
        assert_eq!(judge("a.pdf", &bytes), Err(Unfit::TooBig));
        assert_eq!(judge("a.txt", b"a text"), Err(Unfit::Unknown));
    }

    #[test]
    fn a_name_keeps_neither_folders_nor_signs_of_commands() {
        assert_eq!(plain_name("C:\\Dokumenti\\foto \"1\".png"), "foto 1.png");
        assert_eq!(plain_name("../../etc/passwd"), "passwd");
    }
}
