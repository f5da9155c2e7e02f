//! The job that adds finished visits to the roll-ups.

use std::collections::{BTreeMap, BTreeSet};

use solits_db::{DbError, Tx};
use solits_kernel::BranchId;

use super::{Cells, Visit, store};
use crate::{seal::last_sealed, store::StoredEntry};

/// So many entries are rolled up in one transaction, so that nobody waits long for a backlog.
const AT_ONCE: i64 = 2_000;

/// How far the roll-ups have come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RollUp {
    /// They count every sealed entry, or another node is at work on them.
    Done,
    /// More sealed entries wait: ask again.
    More,
}

/// Counts the visits that the next sealed entries of the transaction's institution finished, corrected or took back.
///
/// The entries counted so far are remembered in the same transaction, so that each counts once, whichever node comes by.
pub async fn roll_up(tx: &mut Tx) -> Result<RollUp, DbError> {
    let Some(after) = store::hold(tx).await? else { return Ok(RollUp::Done) };
    // Behind the last seal no lower number is on its way.
    let sealed = last_sealed(tx).await?;
    let Some(upto) = store::last_of(tx, after, sealed, AT_ONCE).await? else { return Ok(RollUp::Done) };
    let entries = store::list_histories(tx, after, upto).await?;
    let changes: Vec<Change> = entries
        .chunk_by(|one, next| one.subject_id == next.subject_id)
        .filter_map(|history| Change::of(history, after))
        .collect();
    Unit::Day.roll(tx, &changes).await?;
    Unit::Month.roll(tx, &changes).await?;
    store::set_rolled_up_to(tx, upto).await?;
    Ok(if upto < sealed { RollUp::More } else { RollUp::Done })
}

/// What became of a visit: as it was counted, as it is to be counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Change {
    pub(super) before: Option<Visit>,
    pub(super) now: Option<Visit>,
}

impl Change {
    /// What the entries after number `after` changed about a ticket with this history; `None` for nothing.
    pub(super) fn of(history: &[StoredEntry], after: i64) -> Option<Self> {
        let known = history.partition_point(|entry| entry.n <= after);
        let change = Self { before: Visit::of(&history[..known]), now: Visit::of(history) };
        (change.before != change.now).then_some(change)
    }

    fn both(&self) -> impl Iterator<Item = &Visit> {
        self.before.iter().chain(&self.now)
    }
}

/// The visits of branches by period: a day or a month.
pub(super) type Periods = BTreeMap<(BranchId, i64), Cells>;

/// Days or months, and how a visit is counted in one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    /// By line and employee.
    Day,
    /// By employee.
    Month,
}

impl Unit {
    fn key(self, visit: &Visit) -> (BranchId, i64) {
        match self {
            Self::Day => (visit.branch, visit.day),
            Self::Month => (visit.branch, visit.month()),
        }
    }

    /// Takes what was counted out of its periods and counts what is true now.
    pub(super) fn count(self, changes: &[Change], periods: &mut Periods) {
        for change in changes {
            if let Some(visit) = &change.before {
                let cells = periods.entry(self.key(visit)).or_default();
                match self {
                    Self::Day => cells.remove(visit),
                    Self::Month => cells.remove_without_line(visit),
                }
            }
            if let Some(visit) = &change.now {
                let cells = periods.entry(self.key(visit)).or_default();
                match self {
                    Self::Day => cells.add(visit),
                    Self::Month => cells.add_without_line(visit),
                }
            }
        }
    }

    async fn find(self, tx: &mut Tx, branch: BranchId, period: i64) -> Result<Cells, DbError> {
        let found = match self {
            Self::Day => {
                store::durations_of_days(tx, branch, period, period).await?.pop().map(|(_, cells)| cells)
            }
            Self::Month => store::durations_of_months(tx, period, period, Some(branch))
                .await?
                .pop()
                .map(|(_, _, cells)| cells),
        };
        Ok(found.unwrap_or_default())
    }

    async fn roll(self, tx: &mut Tx, changes: &[Change]) -> Result<(), DbError> {
        let touched: BTreeSet<(BranchId, i64)> =
            changes.iter().flat_map(Change::both).map(|visit| self.key(visit)).collect();
        let mut periods = Periods::new();
        for (branch, period) in touched {
            periods.insert((branch, period), self.find(tx, branch, period).await?);
        }
        self.count(changes, &mut periods);
        for ((branch, period), cells) in &periods {
            store::save(tx, self, *branch, *period, cells).await?;
        }
        Ok(())
    }
}
