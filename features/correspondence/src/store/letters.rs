//! Letters as they came.

use sha2::{Digest as _, Sha256};
use solits_db::{DbError, Statement, Tx, row, sql};
use solits_kernel::{CaseId, Timestamp};
use solits_web::WebError;

use super::Sealed;
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
    /// Its bytes.
    pub body: Body<'a>,
}

/// The bytes of a letter that is to be stored.
#[derive(Clone, Copy, Debug)]
pub enum Body<'a> {
    /// All of them.
    Here(&'a [u8]),
    /// They were stored before, piece by piece; this is their SHA-256.
    Brought([u8; 32]),
    /// It stays on the server.
    Left {
        /// Why.
        why: &'a str,
        /// Its fields as far as they could be had.
        head: &'a [u8],
    },
}

/// Letters of more bytes are stored in pieces. A row is written anew whenever something becomes of its letter, and a large
/// one would be each time.
const MOST_BESIDE: usize = 64 * 1024;

impl Raw<'_> {
    /// SHA-256 of its bytes; empty for one that stays on the server.
    pub(crate) fn digest(&self) -> Vec<u8> {
        match self.body {
            Body::Here(bytes) => Sha256::digest(bytes).to_vec(),
            Body::Brought(digest) => digest.to_vec(),
            Body::Left { .. } => Vec::new(),
        }
    }

    /// The bytes that stand in its row, where they are few enough.
    fn beside(&self) -> Option<Vec<u8>> {
        match self.body {
            Body::Here(bytes) if bytes.len() <= MOST_BESIDE => Some(bytes.to_vec()),
            _ => None,
        }
    }

    /// Whether all of it is one row.
    pub(crate) const fn is_one_row(&self) -> bool {
        matches!(self.body, Body::Here(bytes) if bytes.len() <= MOST_BESIDE)
    }
}

/// Stores a letter; changes nothing where it was stored before.
pub(crate) fn insert_letter(id: LetterId, raw: &Raw<'_>, fate: &Fate<'_>, at: Timestamp) -> Statement {
    sql!(
        "INSERT INTO letters (institution_id, id, mailbox_id, folder, uid_validity, uid, digest, size, received_at, taken_at,
                raw, state, because, author, subject, tries, unsearched)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, 0,
                CASE WHEN $12 IN ('set_aside', 'needs_attention') THEN 1 ELSE 0 END)
         ON CONFLICT (institution_id, mailbox_id, folder, uid_validity, uid) DO NOTHING"
    )
    .bind(id)
    .bind(raw.mailbox)
    .bind(raw.folder)
    .bind(raw.uid_validity)
    .bind(raw.uid)
    .bind(raw.digest())
    .bind(raw.size)
    .bind(raw.received_at)
    .bind(at)
    .bind(raw.beside())
    .bind(fate.state.code())
    .bind(fate.because)
    .bind(fate.author)
    .bind(fate.subject)
}

row! {
    struct LastTaken { uid: i64, taken_at: Timestamp }
}

/// The numbers of the letters of a folder that were stored last, in one transaction, and not left on the server.
pub(crate) async fn list_last_taken(
    tx: &mut Tx,
    mailbox: MailboxId,
    folder: &str,
) -> Result<Vec<i64>, DbError> {
    let last = sql!(
        "SELECT uid, taken_at FROM letters
          WHERE institution_id = $1 AND mailbox_id = $2 AND folder = $3 AND length(digest) > 0
            AND uid_validity = (SELECT uid_validity FROM mailbox_cursors
                                 WHERE institution_id = $1 AND mailbox_id = $2 AND folder = $3)
          ORDER BY uid DESC LIMIT 16"
    )
    .bind(mailbox)
    .bind(folder)
    .all::<LastTaken>(tx)
    .await?;
    let latest = last.first().map(|letter| letter.taken_at);
    Ok(last.iter().filter(|letter| Some(letter.taken_at) == latest).map(|letter| letter.uid).rev().collect())
}

row! {
    /// A letter that waits to be understood.
    pub(crate) struct Waiting {
        pub(crate) id: LetterId, pub(crate) mailbox_id: MailboxId, pub(crate) received_at: Timestamp,
        pub(crate) taken_at: Timestamp, pub(crate) digest: Vec<u8>, pub(crate) raw: Option<Vec<u8>>,
        pub(crate) size: i64, pub(crate) tries: i64,
        /// How many letters of the same bytes have come to a place before.
        pub(crate) copies: i64,
    }
}

row! {
    struct InLine { id: LetterId, taken_at: Timestamp, size: i64, tries: i64 }
}

/// So many letters are taken in hand together at most, and so many bytes of them.
const MOST_TOGETHER: usize = 32;
const MOST_BYTES_TOGETHER: i64 = 1024 * 1024;

/// The letters that have waited longest, and one more try of each counted: a letter that ends the program is not tried for
/// ever, and as soon as it was tried once it is tried alone.
pub(crate) async fn hold_waiting(tx: &mut Tx) -> Result<Vec<Waiting>, DbError> {
    let line = sql!(
        "SELECT id, taken_at, size, tries FROM letters WHERE institution_id = $1 AND state = 'waiting'
          ORDER BY taken_at, id LIMIT 32"
    )
    .all::<InLine>(tx)
    .await?;
    let together = so_many(&line.iter().map(|one| (one.size, one.tries)).collect::<Vec<_>>());
    let Some(last) = line.get(..together).and_then(<[InLine]>::last) else { return Ok(Vec::new()) };
    let mut held = sql!(
        "UPDATE letters SET tries = tries + 1
          WHERE institution_id = $1 AND state = 'waiting' AND taken_at <= $2 AND (taken_at < $2 OR id <= $3)
         RETURNING id, mailbox_id, received_at, taken_at, digest, raw, size, tries,
                (SELECT count(*) FROM letters other
                  WHERE other.institution_id = $1 AND other.digest = letters.digest
                    AND (other.state IN ('placed', 'set_aside') OR other.forgotten_at IS NOT NULL)) AS copies"
    )
    .bind(last.taken_at)
    .bind(last.id)
    .all::<Waiting>(tx)
    .await?;
    held.sort_by_key(|one| (one.taken_at, line.iter().position(|other| other.id == one.id)));
    Ok(held)
}

/// How many of a line of letters, each with its bytes and how often it was tried, are taken in hand together.
fn so_many(line: &[(i64, i64)]) -> usize {
    let mut bytes = 0;
    let fits = line.iter().take(MOST_TOGETHER).take_while(|(size, tries)| {
        bytes += size;
        *tries == 0 && bytes <= MOST_BYTES_TOGETHER
    });
    // The first goes in any case, alone where it is large or was tried before.
    fits.count().max(1).min(line.len())
}

/// The id under which a mailbox's large letter is being brought. `None` where none is.
pub(crate) async fn find_coming(tx: &mut Tx, mailbox: MailboxId) -> Result<Option<LetterId>, DbError> {
    sql!("SELECT letter_id AS value FROM letters_coming WHERE institution_id = $1 AND mailbox_id = $2")
        .bind(mailbox)
        .scalar(tx)
        .await
}

/// Begins to bring a large letter from a mailbox.
pub(crate) async fn insert_coming(tx: &mut Tx, mailbox: MailboxId, id: LetterId) -> Result<(), DbError> {
    sql!("INSERT INTO letters_coming (institution_id, mailbox_id, letter_id) VALUES ($1, $2, $3)")
        .bind(mailbox)
        .bind(id)
        .run(tx)
        .await?;
    Ok(())
}

/// Nothing is being brought from a mailbox any more.
pub(crate) async fn forget_coming(tx: &mut Tx, mailbox: MailboxId) -> Result<(), DbError> {
    sql!("DELETE FROM letters_coming WHERE institution_id = $1 AND mailbox_id = $2")
        .bind(mailbox)
        .run(tx)
        .await?;
    Ok(())
}

/// Stores a piece of a letter, so many bytes on.
pub(crate) async fn insert_part(
    tx: &mut Tx,
    letter: LetterId,
    place: i64,
    bytes: Vec<u8>,
) -> Result<(), DbError> {
    sql!("INSERT INTO letter_parts (institution_id, letter_id, place, bytes) VALUES ($1, $2, $3, $4)")
        .bind(letter)
        .bind(place)
        .bind(bytes)
        .run(tx)
        .await?;
    Ok(())
}

/// Forgets the pieces of a letter.
pub(crate) async fn delete_parts(tx: &mut Tx, letter: LetterId) -> Result<(), DbError> {
    sql!("DELETE FROM letter_parts WHERE institution_id = $1 AND letter_id = $2")
        .bind(letter)
        .run(tx)
        .await?;
    Ok(())
}

row! {
    /// A piece of a letter.
    pub(crate) struct Piece { pub(crate) place: i64, pub(crate) bytes: Vec<u8> }
}

/// The piece of a letter in which the byte at a place lies, or the first behind it.
pub(crate) async fn find_part(tx: &mut Tx, letter: LetterId, at: i64) -> Result<Option<Piece>, DbError> {
    let around = sql!(
        "SELECT place, bytes FROM letter_parts WHERE institution_id = $1 AND letter_id = $2 AND place <= $3
          ORDER BY place DESC LIMIT 1"
    );
    let part = around.bind(letter).bind(at).optional::<Piece>(tx).await?;
    let is_here = |part: &Piece| at < part.place + i64::try_from(part.bytes.len()).unwrap_or(i64::MAX);
    Ok(part.filter(is_here))
}

/// All bytes of a letter: those beside it, or else its pieces put together. `None` where it stayed on the server.
pub(crate) async fn all_bytes(
    tx: &mut Tx,
    letter: LetterId,
    beside: Option<Vec<u8>>,
) -> Result<Option<Vec<u8>>, DbError> {
    if beside.is_some() {
        return Ok(beside);
    }
    let mut all = Vec::new();
    while let Some(part) = find_part(tx, letter, i64::try_from(all.len()).unwrap_or(i64::MAX)).await? {
        all.extend(part.bytes);
    }
    Ok(if all.is_empty() { None } else { Some(all) })
}

row! {
    struct Still { id: LetterId }
}

/// Whether these letters, in the order in which they came, still wait and nobody else settles them now.
pub(crate) async fn still_wait(tx: &mut Tx, letters: &[&Waiting]) -> Result<bool, DbError> {
    let (Some(first), Some(last)) = (letters.first(), letters.last()) else { return Ok(true) };
    // The embedded engine lets one transaction write at a time.
    let waiting = sql!(
        sqlite "SELECT id FROM letters WHERE institution_id = $1 AND state = 'waiting' AND taken_at BETWEEN $2 AND $3",
        pg "SELECT id FROM letters WHERE institution_id = $1 AND state = 'waiting' AND taken_at BETWEEN $2 AND $3
             ORDER BY taken_at, id FOR UPDATE"
    )
    .bind(first.taken_at)
    .bind(last.taken_at)
    .all::<Still>(tx)
    .await?;
    Ok(letters.iter().all(|letter| waiting.iter().any(|one| one.id == letter.id)))
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

/// Notes at the commit what became of a letter that still waits.
pub(crate) fn settle_waiting(tx: &mut Tx, id: LetterId, fate: &Fate<'_>) {
    settling(id, fate).apart().at_commit(tx);
}

/// Notes what became of a letter; `false` where that was noted before.
pub(crate) async fn settle_letter(tx: &mut Tx, id: LetterId, fate: &Fate<'_>) -> Result<bool, DbError> {
    Ok(settling(id, fate).run(tx).await? == 1)
}

fn settling(id: LetterId, fate: &Fate<'_>) -> Statement {
    // Whatever was said of it while it had no case is over. The search reads those that wait without one, and learns of those
    // that no longer do.
    sql!(
        "UPDATE letters SET state = $3, because = $4, author = $5, subject = $6, case_id = $7, seen_to_at = NULL,
                seen_to_by = NULL, seen_to_why = NULL, seen_to_note = NULL,
                unsearched = unsearched + CASE WHEN state <> 'waiting' OR $3 IN ('set_aside', 'needs_attention') THEN 1 ELSE 0 END
          WHERE institution_id = $1 AND id = $2 AND case_id IS NULL AND state IN ('waiting', 'set_aside', 'needs_attention')
            AND forgotten_at IS NULL"
    )
    .bind(id)
    .bind(fate.state.code())
    .bind(fate.because)
    .bind(fate.author)
    .bind(fate.subject)
    .bind(fate.case)
}

row! {
    /// A letter's bytes and the case it came to.
    pub(crate) struct Original {
        pub(crate) raw: Option<Vec<u8>>, pub(crate) case_id: Option<CaseId>, pub(crate) state: String,
        pub(crate) mailbox_id: MailboxId, pub(crate) received_at: Timestamp,
        /// More than 0 where the scanner has found something in it.
        pub(crate) blocked: i64,
    }
}

impl Original {
    /// Its bytes, for whoever may see them.
    pub(crate) fn open(self) -> Result<Vec<u8>, WebError> {
        Sealed::new(self.raw, self.blocked > 0).open()
    }
}

/// A letter as it came.
pub(crate) async fn find_original(tx: &mut Tx, id: LetterId) -> Result<Option<Original>, DbError> {
    let found = sql!(
        "SELECT raw, case_id, state, mailbox_id, received_at,
                (SELECT count(*) FROM file_scans s
                  WHERE s.institution_id = $1 AND s.digest = letters.digest AND s.state = 'blocked') AS blocked
           FROM letters WHERE institution_id = $1 AND id = $2"
    )
    .bind(id)
    .optional::<Original>(tx)
    .await?;
    let Some(mut original) = found else { return Ok(None) };
    original.raw = all_bytes(tx, id, original.raw.take()).await?;
    Ok(Some(original))
}

/// The mailbox a letter came to.
pub(crate) async fn find_mailbox_of(tx: &mut Tx, id: LetterId) -> Result<Option<MailboxId>, DbError> {
    sql!("SELECT mailbox_id AS value FROM letters WHERE institution_id = $1 AND id = $2")
        .bind(id)
        .scalar(tx)
        .await
}

#[cfg(test)]
mod tests {
    use super::so_many;

    #[test]
    fn small_letters_go_together_and_large_ones_or_those_tried_before_alone() {
        let small = (4_000, 0);
        assert_eq!(so_many(&[]), 0);
        assert_eq!(so_many(&[small; 40]), 32);
        assert_eq!(so_many(&[small, small, (20_000_000, 0), small]), 2);
        assert_eq!(so_many(&[(20_000_000, 0), small]), 1);
        assert_eq!(so_many(&[small, (4_000, 1), small]), 1);
        assert_eq!(so_many(&[(4_000, 2), small]), 1);
    }
}
