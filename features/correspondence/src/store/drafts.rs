//! Replies while they are written, with their files: each its author's alone.

use solits_db::{DbError, Tx, row, sql};
use solits_kernel::{CaseId, EmployeeId, Timestamp};

use super::{NewFile, await_scan};

row! {
    /// A reply that is being written, or one that is on its way and may still be taken back.
    pub(crate) struct KeptReply {
        pub(crate) lang: String, pub(crate) subject: String, pub(crate) opening: String, pub(crate) main: String,
        pub(crate) ending: String, pub(crate) saved_at: Timestamp, pub(crate) recipient: String,
        /// When the letter leaves, once it has been sent.
        pub(crate) leaves_at: Option<Timestamp>,
        /// Counts how often it was kept.
        pub(crate) version: i64,
        /// What another window had typed, as JSON; empty for nothing.
        pub(crate) displaced: String,
        /// What else its author has chosen, as JSON; empty for nothing.
        pub(crate) choices: String,
    }
}

/// The reply that somebody is writing in a case: theirs alone.
pub(crate) async fn find_reply(
    tx: &mut Tx,
    case: CaseId,
    author: EmployeeId,
) -> Result<Option<KeptReply>, DbError> {
    sql!(
        "SELECT lang, subject, opening, main, ending, saved_at, recipient, leaves_at, version, displaced, choices
           FROM reply_drafts
          WHERE institution_id = $1 AND case_id = $2 AND employee_id = $3"
    )
    .bind(case)
    .bind(author)
    .optional(tx)
    .await
}

/// Keeps the reply that somebody is writing; the number of its version.
pub(crate) async fn keep_reply(
    tx: &mut Tx,
    case: CaseId,
    author: EmployeeId,
    reply: &KeptReply,
) -> Result<i64, DbError> {
    let version = sql!(
        "INSERT INTO reply_drafts (institution_id, case_id, employee_id, lang, subject, opening, main, ending, saved_at,
                recipient, leaves_at, version, displaced, choices)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 1, $12, $13)
         ON CONFLICT (institution_id, case_id, employee_id)
         DO UPDATE SET lang = $4, subject = $5, opening = $6, main = $7, ending = $8, saved_at = $9, recipient = $10,
                       leaves_at = $11, version = reply_drafts.version + 1, displaced = $12,
                       choices = $13
         RETURNING version AS value"
    )
    .bind(case)
    .bind(author)
    .bind(&reply.lang)
    .bind(&reply.subject)
    .bind(&reply.opening)
    .bind(&reply.main)
    .bind(&reply.ending)
    .bind(reply.saved_at)
    .bind(&reply.recipient)
    .bind(reply.leaves_at)
    .bind(&reply.displaced)
    .bind(&reply.choices)
    .scalar::<i64>(tx)
    .await?;
    version.ok_or_else(|| DbError::Corrupt(format!("the draft of a reply in case {case}")))
}

/// Notes that a reply which was taken back is written on.
pub(crate) async fn reopen_reply(tx: &mut Tx, case: CaseId, author: EmployeeId) -> Result<(), DbError> {
    sql!("UPDATE reply_drafts SET leaves_at = NULL WHERE institution_id = $1 AND case_id = $2 AND employee_id = $3")
        .bind(case)
        .bind(author)
        .run(tx)
        .await?;
    Ok(())
}

/// Forgets a reply that has left, with its files.
pub(crate) async fn forget_reply(tx: &mut Tx, case: CaseId, author: EmployeeId) -> Result<(), DbError> {
    sql!("DELETE FROM reply_files WHERE institution_id = $1 AND case_id = $2 AND employee_id = $3")
        .bind(case)
        .bind(author)
        .run(tx)
        .await?;
    sql!("DELETE FROM reply_drafts WHERE institution_id = $1 AND case_id = $2 AND employee_id = $3")
        .bind(case)
        .bind(author)
        .run(tx)
        .await?;
    Ok(())
}

/// Forgets a reply that has left, unless its author has taken it up again meanwhile.
pub(crate) async fn forget_sent_reply(tx: &mut Tx, case: CaseId, author: EmployeeId) -> Result<(), DbError> {
    match find_reply(tx, case, author).await? {
        Some(kept) if kept.leaves_at.is_some() => forget_reply(tx, case, author).await,
        _ => Ok(()),
    }
}

row! {
    /// A file that goes along with a reply.
    pub(crate) struct DraftFile { pub(crate) place: i64, pub(crate) name: String, pub(crate) size: i64 }
}

/// The files of a reply that is being written, in the order in which they were added.
pub(crate) async fn list_draft_files(
    tx: &mut Tx,
    case: CaseId,
    author: EmployeeId,
) -> Result<Vec<DraftFile>, DbError> {
    sql!(
        "SELECT place, name, size FROM reply_files
          WHERE institution_id = $1 AND case_id = $2 AND employee_id = $3 ORDER BY place"
    )
    .bind(case)
    .bind(author)
    .all(tx)
    .await
}

row! {
    struct WholeFile { name: String, media: String, size: i64, digest: Vec<u8>, content: Vec<u8> }
}

/// The same with their bytes, for the letter.
pub(crate) async fn read_draft_files(
    tx: &mut Tx,
    case: CaseId,
    author: EmployeeId,
) -> Result<Vec<NewFile>, DbError> {
    let files = sql!(
        "SELECT name, media, size, digest, content FROM reply_files
          WHERE institution_id = $1 AND case_id = $2 AND employee_id = $3 ORDER BY place"
    )
    .bind(case)
    .bind(author)
    .all::<WholeFile>(tx)
    .await?;
    Ok(files
        .into_iter()
        .map(|file| NewFile {
            name: file.name,
            media: file.media,
            size: file.size,
            digest: file.digest,
            content: Some(file.content),
        })
        .collect())
}

/// Adds a file to a reply that is being written.
pub(crate) async fn insert_draft_file(
    tx: &mut Tx,
    case: CaseId,
    author: EmployeeId,
    file: &NewFile,
) -> Result<(), DbError> {
    sql!(
        "INSERT INTO reply_files (institution_id, case_id, employee_id, place, name, media, size, digest, content)
         VALUES ($1, $2, $3, (SELECT coalesce(max(f.place), 0) + 1 FROM reply_files f
                               WHERE f.institution_id = $1 AND f.case_id = $2 AND f.employee_id = $3), $4, $5, $6, $7, $8)"
    )
    .bind(case)
    .bind(author)
    .bind(&file.name)
    .bind(&file.media)
    .bind(file.size)
    .bind(file.digest.clone())
    .bind(file.content.clone())
    .run(tx)
    .await?;
    await_scan(&file.digest).at_commit(tx);
    Ok(())
}

/// Takes a file from a reply that is being written.
pub(crate) async fn delete_draft_file(
    tx: &mut Tx,
    case: CaseId,
    author: EmployeeId,
    place: i64,
) -> Result<(), DbError> {
    sql!(
        "DELETE FROM reply_files WHERE institution_id = $1 AND case_id = $2 AND employee_id = $3 AND place = $4"
    )
    .bind(case)
    .bind(author)
    .bind(place)
    .run(tx)
    .await?;
    Ok(())
}
