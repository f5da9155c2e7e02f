//! Files that go along with a letter: judged by their bytes, whoever hands them in; and the bytes of those that came.

use sha2::{Digest as _, Sha256};
use solits_i18n::Words;
use solits_mail::content::{Media, Unfit, label};
use solits_web::{MOST_FILE, SentFile, TooMuch, WebError};

use crate::store::{FileRow, NewFile};

/// A letter holds at most so many files, …
pub(crate) const MOST_FILES: usize = 10;
/// … and so many bytes of them: written as text they take a third more, and few servers take more than 25 MB.
pub(crate) const MOST_BYTES: i64 = 15 * 1024 * 1024;

/// What is said of more files than a letter holds.
pub(crate) fn too_many(words: Words) -> String {
    words.ta(
        "correspondence-files-most",
        &[("most", MOST_FILES.into()), ("megabytes", (MOST_BYTES / 1024 / 1024).into())],
    )
}

/// A file as it is kept, or its name and why it is not.
pub(crate) fn judged(file: SentFile) -> Result<NewFile, (String, &'static str)> {
    let name = label(&file.name);
    let bytes = match file.bytes {
        Ok(bytes) => bytes,
        Err(TooMuch::File | TooMuch::Request) => return Err((name, "correspondence-file-too-big")),
    };
    let media = Media::judge(&name, &bytes, &Media::ALL, MOST_FILE);
    let media = media.map_err(|unfit| {
        let why = match unfit {
            Unfit::Empty => "correspondence-file-empty",
            Unfit::TooBig => "correspondence-file-too-big",
            Unfit::Unknown => "correspondence-file-kind",
            Unfit::OtherName => "correspondence-file-ending",
            Unfit::Macros => "correspondence-file-macros",
            Unfit::TooManyPixels => "correspondence-file-pixels",
        };
        (name.clone(), why)
    })?;
    Ok(kept(name, media.name().to_owned(), bytes))
}

/// A file with what is known of it.
pub(crate) fn kept(name: String, media: String, bytes: Vec<u8>) -> NewFile {
    NewFile {
        name,
        media,
        size: i64::try_from(bytes.len()).unwrap_or(i64::MAX),
        digest: Sha256::digest(&bytes).to_vec(),
        content: Some(bytes),
    }
}

/// The bytes of a file, for whoever may have it: what is blocked is given to nobody (security §6).
pub(crate) async fn content_of(found: FileRow, place: i64) -> Result<Vec<u8>, WebError> {
    if found.scan == "blocked" {
        return Err(WebError::Gone("correspondence-file-blocked"));
    }
    bytes_of(found, place).await
}

/// The bytes of a file, also of one that is blocked: its own, or those at its place in the letter it came with.
pub(crate) async fn bytes_of(found: FileRow, place: i64) -> Result<Vec<u8>, WebError> {
    match (found.content, found.raw) {
        (Some(content), _) => Ok(content),
        (None, Some(raw)) => attached(raw, place).await,
        (None, None) => Err(WebError::NotFound),
    }
}

/// The bytes of a file that lies in a letter.
async fn attached(raw: Vec<u8>, place: i64) -> Result<Vec<u8>, WebError> {
    let found = tokio::task::spawn_blocking(move || {
        let letter = solits_mail::read(&raw);
        let place = usize::try_from(place).ok()?;
        letter.attachments.get(place).map(|file| file.content(&raw))
    });
    found.await.map_err(|error| WebError::Unforeseen(error.to_string()))?.ok_or(WebError::NotFound)
}
