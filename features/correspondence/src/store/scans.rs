//! What the scanner said of files, and where the bytes of a digest lie.

use solits_db::{DbError, Statement, Tx, row, sql};
use solits_kernel::{CaseId, Timestamp};

use super::delete_parts;
use crate::model::{LetterId, MessageId};

/// Notes that bytes of this digest are to be scanned; nothing where that was noted before.
pub(crate) fn await_scan(digest: &[u8]) -> Statement {
    sql!(
        "INSERT INTO file_scans (institution_id, digest, state, not_before) VALUES ($1, $2, 'not_scanned', 0)
         ON CONFLICT (institution_id, digest) DO NOTHING"
    )
    .bind(digest)
}

row! {
    /// A digest in hand, and how often it was.
    pub(crate) struct Due { pub(crate) digest: Vec<u8>, pub(crate) tries: i64 }
}

/// Whether anything waits for the scanner.
pub(crate) async fn is_scan_due(tx: &mut Tx, now: Timestamp) -> Result<bool, DbError> {
    let due: Option<i64> = sql!(
        "SELECT not_before AS value FROM file_scans
          WHERE institution_id = $1 AND not_before IS NOT NULL AND not_before <= $2 ORDER BY not_before LIMIT 1"
    )
    .bind(now)
    .scalar(tx)
    .await?;
    Ok(due.is_some())
}

/// Takes what has waited longest for the scanner in hand until an instant; no other node gets it meanwhile.
pub(crate) async fn hold_scan(tx: &mut Tx, now: Timestamp, until: Timestamp) -> Result<Option<Due>, DbError> {
    sql!(
        "UPDATE file_scans SET not_before = $3, tries = tries + 1
          WHERE institution_id = $1 AND not_before IS NOT NULL AND not_before <= $2
            AND digest = (SELECT s.digest FROM file_scans s
                           WHERE s.institution_id = $1 AND s.not_before IS NOT NULL AND s.not_before <= $2
                           ORDER BY s.not_before LIMIT 1)
         RETURNING digest, tries"
    )
    .bind(now)
    .bind(until)
    .optional(tx)
    .await
}

/// Puts a scan off, with so many tries counted.
pub(crate) async fn put_off_scan(
    tx: &mut Tx,
    due: &Due,
    not_before: Timestamp,
    tries: i64,
) -> Result<(), DbError> {
    sql!(
        "UPDATE file_scans SET not_before = $3, tries = $4
          WHERE institution_id = $1 AND digest = $2 AND not_before IS NOT NULL"
    )
    .bind(due.digest.clone())
    .bind(not_before)
    .bind(tries)
    .run(tx)
    .await?;
    Ok(())
}

/// Forgets that bytes were to be scanned that lie nowhere any more.
pub(crate) async fn forget_scan(tx: &mut Tx, digest: &[u8]) -> Result<(), DbError> {
    sql!("DELETE FROM file_scans WHERE institution_id = $1 AND digest = $2 AND state = 'not_scanned'")
        .bind(digest)
        .run(tx)
        .await?;
    sql!("UPDATE file_scans SET not_before = NULL WHERE institution_id = $1 AND digest = $2")
        .bind(digest)
        .run(tx)
        .await?;
    Ok(())
}

/// Notes what the scanner has found, or that it was nothing; `false` where nobody waits for it any more.
pub(crate) async fn set_scanned(
    tx: &mut Tx,
    digest: &[u8],
    found: Option<&str>,
    at: Timestamp,
) -> Result<bool, DbError> {
    let noted = sql!(
        "UPDATE file_scans SET state = $3, found = $4, scanned_at = $5, not_before = NULL, tries = 0
          WHERE institution_id = $1 AND digest = $2 AND not_before IS NOT NULL"
    )
    .bind(digest)
    .bind(if found.is_some() { "blocked" } else { "clean" })
    .bind(found.unwrap_or_default())
    .bind(at)
    .run(tx)
    .await?;
    Ok(noted == 1)
}

/// Has something blocked scanned once more; it stays blocked until then. `false` where it is not blocked, or gone.
pub(crate) async fn scan_again(tx: &mut Tx, digest: &[u8]) -> Result<bool, DbError> {
    let asked = sql!(
        "UPDATE file_scans SET not_before = 0, tries = 0
          WHERE institution_id = $1 AND digest = $2 AND state = 'blocked' AND emptied_at IS NULL"
    )
    .bind(digest)
    .run(tx)
    .await?;
    Ok(asked == 1)
}

/// Notes that the bytes of something blocked are deleted; `false` where it is not blocked, or they were.
pub(crate) async fn set_emptied(tx: &mut Tx, digest: &[u8], at: Timestamp) -> Result<bool, DbError> {
    let noted = sql!(
        "UPDATE file_scans SET emptied_at = $3, not_before = NULL
          WHERE institution_id = $1 AND digest = $2 AND state = 'blocked' AND emptied_at IS NULL"
    )
    .bind(digest)
    .bind(at)
    .run(tx)
    .await?;
    Ok(noted == 1)
}

row! {
    /// Where a file lies among messages.
    pub(crate) struct Lies {
        pub(crate) case_id: CaseId, pub(crate) message_id: MessageId, pub(crate) place: i64,
        pub(crate) letter_id: Option<LetterId>,
    }
}

/// The messages that have a file of this digest, with its place in each.
pub(crate) async fn list_lying(tx: &mut Tx, digest: &[u8]) -> Result<Vec<Lies>, DbError> {
    // In an order asked for, an engine without figures would read every file in that order.
    let mut lying = sql!(
        "SELECT m.case_id, f.message_id, f.place, m.letter_id FROM message_files f
           JOIN messages m ON m.institution_id = $1 AND m.id = f.message_id
          WHERE f.institution_id = $1 AND f.digest = $2"
    )
    .bind(digest)
    .all::<Lies>(tx)
    .await?;
    lying.sort_by_key(|one| (one.message_id.uuid(), one.place));
    Ok(lying)
}

/// The bytes of a file that belongs to no message yet: of a reply or of a form.
pub(crate) async fn find_loose(tx: &mut Tx, digest: &[u8]) -> Result<Option<Vec<u8>>, DbError> {
    let of_reply =
        sql!("SELECT content AS value FROM reply_files WHERE institution_id = $1 AND digest = $2 LIMIT 1")
            .bind(digest)
            .scalar(tx)
            .await?;
    if of_reply.is_some() {
        return Ok(of_reply);
    }
    sql!("SELECT content AS value FROM portal_files WHERE institution_id = $1 AND digest = $2 LIMIT 1")
        .bind(digest)
        .scalar(tx)
        .await
}

row! {
    /// A letter of a digest.
    pub(crate) struct LetterOf { pub(crate) id: LetterId, pub(crate) case_id: Option<CaseId> }
}

/// The letters of this digest.
pub(crate) async fn list_letters_of(tx: &mut Tx, digest: &[u8]) -> Result<Vec<LetterOf>, DbError> {
    let mut letters = sql!("SELECT id, case_id FROM letters WHERE institution_id = $1 AND digest = $2")
        .bind(digest)
        .all::<LetterOf>(tx)
        .await?;
    letters.sort_by_key(|one| one.id.uuid());
    Ok(letters)
}

/// What the scanner said of a letter as it came.
pub(crate) async fn find_scan_of_letter(tx: &mut Tx, id: LetterId) -> Result<String, DbError> {
    let state: Option<String> = sql!(
        "SELECT s.state AS value FROM letters l
           JOIN file_scans s ON s.institution_id = $1 AND s.digest = l.digest
          WHERE l.institution_id = $1 AND l.id = $2"
    )
    .bind(id)
    .scalar(tx)
    .await?;
    Ok(state.unwrap_or_else(|| "not_scanned".to_owned()))
}

/// Whether a file of a message is blocked.
pub(crate) async fn has_blocked_file(tx: &mut Tx, message: MessageId) -> Result<bool, DbError> {
    let blocked: Option<i64> = sql!(
        "SELECT count(*) AS value FROM message_files f
           JOIN file_scans s ON s.institution_id = $1 AND s.digest = f.digest
          WHERE f.institution_id = $1 AND f.message_id = $2 AND s.state = 'blocked'"
    )
    .bind(message)
    .scalar(tx)
    .await?;
    Ok(blocked.unwrap_or_default() > 0)
}

row! {
    /// Something blocked, in the list of the administrator.
    pub(crate) struct BlockedLine {
        pub(crate) digest: Vec<u8>, pub(crate) found: String, pub(crate) scanned_at: Option<Timestamp>,
        pub(crate) not_before: Option<i64>, pub(crate) emptied_at: Option<Timestamp>,
        /// Absent for a letter as it came, and for what belongs to no message yet.
        pub(crate) name: Option<String>,
        pub(crate) letter_id: Option<LetterId>, pub(crate) case_id: Option<CaseId>,
    }
}

/// What is blocked, the latest first; once for each place where it lies.
pub(crate) async fn list_blocked(tx: &mut Tx, most: i64) -> Result<Vec<BlockedLine>, DbError> {
    sql!(
        "SELECT s.digest, s.found, s.scanned_at, s.not_before, s.emptied_at, f.name, l.id AS letter_id,
                coalesce(m.case_id, l.case_id) AS case_id
           FROM file_scans s
           LEFT JOIN message_files f ON f.institution_id = $1 AND f.digest = s.digest
           LEFT JOIN messages m ON m.institution_id = $1 AND m.id = f.message_id
           LEFT JOIN letters l ON l.institution_id = $1 AND l.digest = s.digest
          WHERE s.institution_id = $1 AND s.state = 'blocked' ORDER BY s.scanned_at DESC, s.digest LIMIT $2"
    )
    .bind(most)
    .all(tx)
    .await
}

/// Deletes the bytes of a digest wherever they lie, with the letters they came or went in. Names and places stay.
pub(crate) async fn delete_content(tx: &mut Tx, digest: &[u8]) -> Result<(), DbError> {
    let lying = list_lying(tx, digest).await?;
    let mut letters: Vec<LetterId> = list_letters_of(tx, digest).await?.iter().map(|one| one.id).collect();
    letters.extend(lying.iter().filter_map(|one| one.letter_id));
    for letter in letters {
        sql!("UPDATE letters SET raw = NULL WHERE institution_id = $1 AND id = $2")
            .bind(letter)
            .run(tx)
            .await?;
        delete_parts(tx, letter).await?;
    }
    for one in &lying {
        sql!("UPDATE outbox SET raw = $3 WHERE institution_id = $1 AND id = $2 AND state <> 'waiting'")
            .bind(one.message_id)
            .bind(Vec::<u8>::new())
            .run(tx)
            .await?;
    }
    sql!("UPDATE message_files SET content = NULL WHERE institution_id = $1 AND digest = $2")
        .bind(digest)
        .run(tx)
        .await?;
    sql!("DELETE FROM reply_files WHERE institution_id = $1 AND digest = $2").bind(digest).run(tx).await?;
    sql!("DELETE FROM portal_files WHERE institution_id = $1 AND digest = $2").bind(digest).run(tx).await?;
    Ok(())
}
