//! Files that go along with a reply: judged by their bytes, kept with the draft, taken from the case or from a desk.

use sha2::{Digest as _, Sha256};
use solits_db::Tx;
use solits_i18n::Words;
use solits_kernel::CaseId;
use solits_mail::content::{Media, Unfit, label};
use solits_web::{EmployeeCx, MOST_FILE, SentFile, TooMuch, WebError};

use super::{Around, Press};
use crate::{
    model::MessageId,
    pages::{draft::Draft, enclosed},
    store::{self, DraftFile, FileLine, NewFile},
};

/// A letter holds at most so many files, …
const MOST_FILES: usize = 10;
/// … and so many bytes of them: written as text they take a third more, and few servers take more than 25 MB.
const MOST_BYTES: i64 = 15 * 1024 * 1024;

/// The files of a draft, and those of the case that could go along.
pub(super) struct Shelf {
    pub(super) files: Vec<DraftFile>,
    pub(super) earlier: Vec<FileLine>,
}

pub(super) async fn shelf(tx: &mut Tx, cx: &EmployeeCx, case: CaseId) -> Result<Shelf, WebError> {
    Ok(Shelf {
        files: store::list_draft_files(tx, case, cx.me.employee).await?,
        earlier: store::list_files(tx, case).await?,
    })
}

/// Adds and removes files; what is wrong with one is said beside the field, the others are kept.
pub(super) async fn change(
    cx: &EmployeeCx,
    around: &Around,
    draft: &mut Draft,
    press: &Press,
    sent: Vec<SentFile>,
) -> Result<(), WebError> {
    let id = around.case.id;
    let mut new = Vec::new();
    for file in sent {
        match judged(file) {
            Ok(file) => new.push(file),
            Err((name, why)) => {
                draft.refuse("file", cx.words.ta(why, &[("name", name.into())]));
            }
        }
    }
    if let Press::Attach(Some((message, place))) = press {
        new.extend(of_case(cx, id, *message, *place).await?);
    }
    if new.is_empty() && !matches!(press, Press::Remove(_)) {
        return Ok(());
    }
    let mut tx = cx.write().await?;
    if let Press::Remove(place) = press {
        store::delete_draft_file(&mut tx, id, cx.me.employee, *place).await?;
    }
    let there = store::list_draft_files(&mut tx, id, cx.me.employee).await?;
    let (mut count, mut bytes) = (there.len(), there.iter().map(|file| file.size).sum::<i64>());
    for file in new {
        count += 1;
        bytes += file.size;
        if count > MOST_FILES || bytes > MOST_BYTES {
            draft.refuse("file", too_many(cx.words));
            break;
        }
        store::insert_draft_file(&mut tx, id, cx.me.employee, &file).await?;
    }
    Ok(tx.commit().await?)
}

fn too_many(words: Words) -> String {
    words.ta(
        "correspondence-files-most",
        &[("most", MOST_FILES.into()), ("megabytes", (MOST_BYTES / 1024 / 1024).into())],
    )
}

/// A file as it is kept, or its name and why it is not.
fn judged(file: SentFile) -> Result<NewFile, (String, &'static str)> {
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

fn kept(name: String, media: String, bytes: Vec<u8>) -> NewFile {
    NewFile {
        name,
        media,
        size: i64::try_from(bytes.len()).unwrap_or(i64::MAX),
        digest: Sha256::digest(&bytes).to_vec(),
        content: Some(bytes),
    }
}

/// An earlier file of the same case, with its bytes.
async fn of_case(
    cx: &EmployeeCx,
    case: CaseId,
    message: MessageId,
    place: i64,
) -> Result<Option<NewFile>, WebError> {
    let mut tx = cx.read().await?;
    let Some(found) = store::find_file(&mut tx, case, message, place).await? else { return Ok(None) };
    drop(tx);
    let (name, media) = (found.name.clone(), found.media.clone());
    let bytes = enclosed::content_of(found, place).await?;
    Ok(Some(kept(name, media, bytes)))
}
