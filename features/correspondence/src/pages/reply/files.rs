//! Files that go along with a reply: judged by their bytes, kept with the draft, taken from the case or from a desk.

use solits_db::Tx;
use solits_kernel::CaseId;
use solits_web::{EmployeeCx, SentFile, WebError};

use super::Press;
use crate::{
    actions::{
        around::Around,
        enclose::{MOST_BYTES, MOST_FILES, content_of, judged, kept, too_many},
    },
    model::MessageId,
    pages::draft::Draft,
    store::{self, DraftFile, FileLine, NewFile},
};

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
        match of_case(cx, id, *message, *place).await {
            Ok(file) => new.extend(file),
            Err(WebError::Gone(_)) => draft.refuse("file", cx.words.t("correspondence-file-blocked-do")),
            Err(error) => return Err(error),
        }
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
    let bytes = content_of(found, place).await?;
    Ok(Some(kept(name, media, bytes)))
}
