//! The job that adds what became of matters to the sums.

use std::collections::BTreeMap;

use solits_db::{DbError, Tx};
use uuid::Uuid;

use super::{Added, Counts, Place, added, store};
use crate::{
    durations::{RollUp, last_of},
    seal::last_sealed,
    store::StoredEntry,
};

/// So many entries are looked at in one transaction.
const AT_ONCE: i64 = 2_000;

/// Counts what the next sealed entries of the transaction's institution say of matters.
///
/// The entries counted so far are remembered in the same transaction, so that each counts once, whichever node comes by.
pub async fn roll_up(tx: &mut Tx) -> Result<RollUp, DbError> {
    let Some(after) = store::hold(tx).await? else { return Ok(RollUp::Done) };
    // Behind the last seal no lower number is on its way.
    let sealed = last_sealed(tx).await?;
    let Some(upto) = last_of(tx, after, sealed, AT_ONCE).await? else { return Ok(RollUp::Done) };
    let entries = store::list_histories(tx, after, upto).await?;
    let mut sums: BTreeMap<Place, Counts> = BTreeMap::new();
    for history in entries.chunk_by(|one, next| one.subject_id == next.subject_id) {
        let change = Change::of(history, after);
        change.count(&mut sums);
        if let Some(case) = case_of(history) {
            store_case(tx, case, &change).await?;
        }
    }
    for (place, counts) in sums.iter().filter(|(_, counts)| !counts.is_nothing()) {
        store::add(tx, place, *counts).await?;
    }
    store::set_rolled_up_to(tx, upto).await?;
    Ok(if upto < sealed { RollUp::More } else { RollUp::Done })
}

/// What a subject added to the sums, and what it is to add.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Change {
    pub(super) before: Added,
    pub(super) now: Added,
}

impl Change {
    /// What the entries after number `after` changed about a subject with this history.
    pub(super) fn of(history: &[StoredEntry], after: i64) -> Self {
        let known = history.partition_point(|entry| entry.n <= after);
        Self { before: added(&history[..known]), now: added(history) }
    }

    /// Takes what was counted out of the sums and counts what is true now.
    pub(super) fn count(&self, sums: &mut BTreeMap<Place, Counts>) {
        for (place, counts) in &self.before {
            sums.entry(place.clone()).or_default().subtract(*counts);
        }
        for (place, counts) in &self.now {
            sums.entry(place.clone()).or_default().add(*counts);
        }
    }
}

/// The case that a history is of; visits stand in `contacts` already.
pub(super) fn case_of(history: &[StoredEntry]) -> Option<Uuid> {
    history.first().filter(|entry| entry.kind.starts_with("case.")).map(|entry| entry.subject_id)
}

async fn store_case(tx: &mut Tx, case: Uuid, change: &Change) -> Result<(), DbError> {
    for place in change.before.keys().filter(|place| !change.now.contains_key(place)) {
        store::delete_case(tx, case, place).await?;
    }
    for (place, counts) in &change.now {
        if change.before.get(place) != Some(counts) {
            store::save_case(tx, case, place, *counts).await?;
        }
    }
    Ok(())
}
