//! Letters as they came.

use solits_db::{DbError, Tx, row, sql};
use solits_kernel::{CaseId, Timestamp};

use crate::model::{LetterId, LetterState, MailboxId};

/// Where a letter lay on its server, and its bytes.
#[derive(Clone, Debug)]
pub struct Raw<'a> {
    /// The mailbox.
    pub mailbox: MailboxId,
    /// The folder.
    pub folder: &'a str,
    /// The validity of the folder's numbers.
    pub uid_validity: i64,
    /// Its number.
    pub uid: i64,
    /// Bytes on the server.
    pub size: i64,
    /// When the server received it.
    pub received_at: Timestamp,
    /// Its bytes; `None` where it stays on the server.
    pub bytes: Option<&'a [u8]>,
    /// Why it stays on the server, and its fields as far as they could be had.
    pub left: Option<(&'a str, &'a [u8])>,
}

/// Stores a letter; `false` where it was stored before.
pub(crate) async fn insert_letter(
    tx: &mut Tx,
    id: LetterId,
    raw: &Raw<'_>,
    digest: &[u8],
    fate: &Fate<'_>,
    at: Timestamp,
) -> Result<bool, DbError> {
    let stored = sql!(
        "INSERT INTO letters (institution_id, id, mailbox_id, folder, uid_validity, uid, digest, size, received_at, taken_at,
                raw, state, because, author, subject, tries)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, 0)
         ON CONFLICT (institution_id, mailbox_id, folder, uid_validity, uid) DO NOTHING"
    )
    .bind(id)
    .bind(raw.mailbox)
    .bind(raw.folder)
    .bind(raw.uid_validity)
    .bind(raw.uid)
    .bind(digest.to_vec())
    .bind(raw.size)
    .bind(raw.received_at)
    .bind(at)
    .bind(raw.bytes.map(<[u8]>::to_vec))
    .bind(fate.state.code())
    .bind(fate.because)
    .bind(fate.author)
    .bind(fate.subject)
    .run(tx)
    .await?;
    Ok(stored == 1)
}

row! {
    /// A letter that waits to be understood.
    pub(crate) struct Waiting {
        pub(crate) id: LetterId, pub(crate) mailbox_id: MailboxId, pub(crate) received_at: Timestamp,
        pub(crate) taken_at: Timestamp, pub(crate) digest: Vec<u8>, pub(crate) raw: Option<Vec<u8>>,
        pub(crate) tries: i64,
    }
}

/// The letter that has waited longest, and one more try counted: a letter that ends the program is not tried for ever.
pub(crate) async fn next_waiting(tx: &mut Tx) -> Result<Option<Waiting>, DbError> {
    sql!(
        "UPDATE letters SET tries = tries + 1
          WHERE institution_id = $1 AND id = (SELECT w.id FROM letters w WHERE w.institution_id = $1 AND w.state = 'waiting'
                                               ORDER BY w.taken_at, w.id LIMIT 1)
         RETURNING id, mailbox_id, received_at, taken_at, digest, raw, tries"
    )
    .optional(tx)
    .await
}

/// Whether a letter of the same bytes was placed before, or has been forgotten: what was let go does not come back.
pub(crate) async fn is_placed(tx: &mut Tx, digest: &[u8], but: LetterId) -> Result<bool, DbError> {
    let found = sql!(
        "SELECT CAST(1 AS BIGINT) AS value FROM letters
          WHERE institution_id = $1 AND digest = $2 AND id <> $3
            AND (state IN ('placed', 'set_aside') OR forgotten_at IS NOT NULL) LIMIT 1"
    )
    .bind(digest.to_vec())
    .bind(but)
    .scalar::<i64>(tx)
    .await?;
    Ok(found.is_some())
}

/// What became of a letter, and what a list of letters shows of it.
#[derive(Clone, Debug)]
pub(crate) struct Fate<'a> {
    pub(crate) state: LetterState,
    pub(crate) because: &'a str,
    pub(crate) author: &'a str,
    pub(crate) subject: &'a str,
    pub(crate) case: Option<CaseId>,
}

/// Notes what became of a letter; `false` where another node, or a person, has said so meanwhile.
pub(crate) async fn settle_letter(tx: &mut Tx, id: LetterId, fate: &Fate<'_>) -> Result<bool, DbError> {
    let settled = sql!(
        "UPDATE letters SET state = $3, because = $4, author = $5, subject = $6, case_id = $7
          WHERE institution_id = $1 AND id = $2 AND case_id IS NULL AND state IN ('waiting', 'set_aside', 'needs_attention')
            AND forgotten_at IS NULL"
    )
    .bind(id)
    .bind(fate.state.code())
    .bind(fate.because)
    .bind(fate.author)
    .bind(fate.subject)
    .bind(fate.case)
    .run(tx)
    .await?;
    Ok(settled == 1)
}

row! {
    /// A letter in a list.
    pub(crate) struct LetterLine {
        pub(crate) id: LetterId, pub(crate) received_at: Timestamp, pub(crate) taken_at: Timestamp, pub(crate) state: String,
        pub(crate) because: String, pub(crate) author: String, pub(crate) subject: String,
    }
}

/// Letters that were set aside or need attention, the latest first. The states are named as in the index of letters that
/// came to no case.
pub(crate) async fn list_aside(tx: &mut Tx, most: i64) -> Result<Vec<LetterLine>, DbError> {
    sql!(
        "SELECT id, received_at, taken_at, state, because, author, subject FROM letters
          WHERE institution_id = $1 AND state IN ('set_aside', 'needs_attention', 'again') AND forgotten_at IS NULL
            AND state <> 'again'
          ORDER BY taken_at DESC, id DESC LIMIT $2"
    )
    .bind(most)
    .all(tx)
    .await
}

row! {
    /// A letter's bytes and the case it came to.
    pub(crate) struct Original {
        pub(crate) raw: Option<Vec<u8>>, pub(crate) case_id: Option<CaseId>, pub(crate) state: String,
        pub(crate) mailbox_id: MailboxId, pub(crate) received_at: Timestamp,
    }
}

/// A letter as it came.
pub(crate) async fn find_original(tx: &mut Tx, id: LetterId) -> Result<Option<Original>, DbError> {
    sql!("SELECT raw, case_id, state, mailbox_id, received_at FROM letters WHERE institution_id = $1 AND id = $2")
        .bind(id)
        .optional(tx)
        .await
}
