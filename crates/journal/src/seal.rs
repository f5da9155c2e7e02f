//! The chain: seals over the journal that show every edit, gap and reorder.

use sha2::{Digest as _, Sha256};
use solits_db::{DbError, Tx, row, sql};
use solits_kernel::Timestamp;

use crate::store::{StoredEntry, list_entries_after};

/// A seal covers at most so many entries, so that sealing a long backlog stays a short piece of work.
const MOST_ENTRIES: i64 = 5_000;

row! {
    struct SealRow { number: i64, last_n: i64, entries: i64, hash: Vec<u8> }
}

/// Where the chain does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SealBreak {
    /// The first seal that does not agree with the entries.
    pub seal: i64,
    /// The entries it covers: after this number …
    pub after_n: i64,
    /// … up to this one.
    pub last_n: i64,
    /// How many entries it covered when it was made, and how many are there now.
    pub entries: (i64, i64),
}

/// The number up to which the journal of the transaction's institution is complete: no lower number is on its way, on
/// any node.
///
/// Everybody who writes waits until this transaction ends, so it should do nothing else.
pub async fn complete_up_to(tx: &mut Tx) -> Result<i64, DbError> {
    // Writers hold this lock shared from drawing a number until they commit: once we have it alone, whatever has a number
    // can be seen.
    tx.lock(7741).await?;
    let last = sql!("SELECT coalesce(max(n), 0) AS value FROM journal WHERE institution_id = $1");
    Ok(last.scalar::<i64>(tx).await?.unwrap_or_default())
}

/// Seals the entries of the transaction's institution up to number `upto` ([`complete_up_to`]) that are not sealed yet.
/// Returns how many.
pub async fn seal(tx: &mut Tx, upto: i64, at: Timestamp) -> Result<i64, DbError> {
    let last = last_seal(tx).await?;
    let entries = list_entries_after(tx, last.last_n, upto, MOST_ENTRIES).await?;
    let Some(newest) = entries.last() else { return Ok(0) };
    let (count, last_n) = (i64::try_from(entries.len()).unwrap_or(i64::MAX), newest.n);
    sql!(
        "INSERT INTO journal_seals (institution_id, number, last_n, entries, hash, at) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (institution_id, number) DO NOTHING"
    )
    .bind(last.number + 1)
    .bind(last_n)
    .bind(count)
    .bind(seal_hash(&last.hash, &entries))
    .bind(at)
    .run(tx)
    .await?;
    Ok(count)
}

/// Number and hash of the last seal of the transaction's institution, for a writer that seals as it goes.
pub async fn last_seal_of(tx: &mut Tx) -> Result<(i64, Vec<u8>), DbError> {
    let last = last_seal(tx).await?;
    Ok((last.number, last.hash))
}

/// The number of the last sealed entry of the transaction's institution.
pub(crate) async fn last_sealed(tx: &mut Tx) -> Result<i64, DbError> {
    Ok(last_seal(tx).await?.last_n)
}

async fn last_seal(tx: &mut Tx) -> Result<SealRow, DbError> {
    let last = sql!(
        "SELECT number, last_n, entries, hash FROM journal_seals
          WHERE institution_id = $1 ORDER BY number DESC LIMIT 1"
    )
    .optional::<SealRow>(tx)
    .await?;
    Ok(last.unwrap_or(SealRow { number: 0, last_n: 0, entries: 0, hash: Vec::new() }))
}

/// Walks the whole chain of the transaction's institution. Returns the number of sealed entries, or the first break.
pub async fn verify_chain(tx: &mut Tx) -> Result<Result<i64, SealBreak>, DbError> {
    let seals = sql!(
        "SELECT number, last_n, entries, hash FROM journal_seals WHERE institution_id = $1 ORDER BY number"
    )
    .all::<SealRow>(tx)
    .await?;
    let (mut after, mut previous, mut sealed, mut number) = (0, Vec::new(), 0, 0);
    for seal in seals {
        let entries = list_entries_after(tx, after, seal.last_n, i64::MAX).await?;
        let found = i64::try_from(entries.len()).unwrap_or(i64::MAX);
        number += 1;
        if seal.number != number || found != seal.entries || seal_hash(&previous, &entries) != seal.hash {
            return Ok(Err(SealBreak {
                seal: number,
                after_n: after,
                last_n: seal.last_n,
                entries: (seal.entries, found),
            }));
        }
        (after, previous, sealed) = (seal.last_n, seal.hash, sealed + found);
    }
    Ok(Ok(sealed))
}

/// `SHA-256(previous ‖ canonical entries)`; an entry's canonical form is a JSON array of its columns and a line break.
pub fn seal_hash(previous: &[u8], entries: &[StoredEntry]) -> Vec<u8> {
    let mut hash = Sha256::new();
    hash.update(previous);
    for entry in entries {
        let canonical = serde_json::json!([
            entry.n,
            entry.at.millis(),
            entry.kind,
            entry.subject_id,
            entry.actor,
            entry.actor_id,
            entry.branch_id.map(solits_kernel::BranchId::uuid),
            entry.facts
        ]);
        hash.update(canonical.to_string().as_bytes());
        hash.update(b"\n");
    }
    hash.finalize().to_vec()
}
