//! Subjects that a transaction makes: nobody else knows of them before it commits, so that their entries and obligations
//! need not be read back, and go to PostgreSQL together with the rows of the subject itself.

use std::collections::{HashMap, VecDeque};

use solits_db::{DbError, Engine, Statement, Tx, row, sql};
use solits_obligation::{Change, Obligation};
use uuid::Uuid;

use crate::{
    entry::{Actor, Entry},
    store,
};

/// What waits with the subjects of a transaction, and the numbers of entries it has drawn for them.
#[derive(Default)]
struct Born {
    /// The obligations of each, as they will be stored.
    live: HashMap<Uuid, Vec<Obligation>>,
    /// When it was said, in times that the transaction was settled: whatever is stored is read where it is stored.
    settled: u64,
    numbers: VecDeque<i64>,
    /// So many numbers were drawn last time.
    drawn: i64,
}

/// So many numbers of entries are drawn in one round trip at first, and at most. Those that are left are nobody's: the
/// numbers of a chain rise, and some are always missing where transactions were undone.
const FIRST_DRAWN: i64 = 4;
const MOST_DRAWN: i64 = 32;

/// Says that a subject is made in this transaction: its first entry is the next one recorded.
pub fn begins(tx: &mut Tx, subject: impl Into<Uuid>) {
    // SQLite answers in the task itself: there is no trip to save.
    if tx.engine() == Engine::Sqlite {
        return;
    }
    let settled = tx.settled();
    let born = tx.memory::<Born>();
    if born.settled != settled {
        born.live.clear();
        born.settled = settled;
    }
    born.live.insert(subject.into(), Vec::new());
}

/// The obligations so far of a subject that was made in this transaction and waits to be stored; `None` for any other.
pub(crate) fn waiting_of(tx: &mut Tx, subject: Uuid) -> Option<Vec<Obligation>> {
    let settled = tx.settled();
    let born = tx.memory::<Born>();
    if born.settled == settled { born.live.get(&subject).cloned() } else { None }
}

row! {
    struct Number { n: i64 }
}

/// Writes an entry of such a subject when what waits is settled. Returns its number.
pub(crate) async fn append(tx: &mut Tx, actor: &Actor, entry: &Entry) -> Result<i64, DbError> {
    let left = tx.memory::<Born>().numbers.pop_front();
    let n = match left {
        Some(n) => n,
        None => draw(tx).await?,
    };
    store::insert_entry(n, actor, entry).at_commit(tx);
    Ok(n)
}

/// Draws numbers of entries, and keeps all but the first. The shared lock is held before, as by every entry.
async fn draw(tx: &mut Tx) -> Result<i64, DbError> {
    let drawn = tx.memory::<Born>().drawn;
    let count = if drawn == 0 { FIRST_DRAWN } else { (drawn * 2).min(MOST_DRAWN) };
    let numbers = sql!(
        sqlite "SELECT $2 AS n WHERE $1 IS NULL",
        pg "SELECT nextval('journal_n') AS n
              FROM (SELECT pg_advisory_xact_lock_shared(7741)) AS held,
                   generate_series(CAST(1 AS BIGINT), CAST($2 AS BIGINT)) AS s
             WHERE $1 IS NOT NULL"
    )
    .bind(count)
    .all::<Number>(tx)
    .await?;
    let mut numbers: VecDeque<i64> = numbers.into_iter().map(|row| row.n).collect();
    let first = numbers.pop_front();
    let born = tx.memory::<Born>();
    born.drawn = count;
    born.numbers = numbers;
    first.ok_or_else(|| DbError::Corrupt("a journal entry without a number".to_owned()))
}

/// An entry was written in the usual way: those that follow have higher numbers.
pub(crate) fn forget_numbers(tx: &mut Tx) {
    if tx.engine() == Engine::Postgres {
        tx.memory::<Born>().numbers.clear();
    }
}

/// Keeps what an event did to the obligations of such a subject, to be stored with it.
pub(crate) async fn save(tx: &mut Tx, subject: Uuid, changes: &[Change]) -> Result<(), DbError> {
    let settled = tx.settled();
    for change in changes {
        let at_hand = match (&change.before, &change.after) {
            (None, Some(opened)) => {
                store::insert(opened).at_commit(tx);
                true
            }
            (Some(before), Some(after)) => tx.replace_waiting(&store::insert(before), store::insert(after)),
            (_, None) => false,
        };
        if !at_hand {
            // It is stored first, and changed where it is stored.
            tx.settle_added().await?;
            let saving = store::saving(change);
            Statement::run_together(saving.into_iter().collect(), tx).await?;
        }
    }
    if tx.settled() != settled {
        // So is the rest of it.
        return tx.settle_added().await;
    }
    if let Some(live) = tx.memory::<Born>().live.get_mut(&subject) {
        for change in changes {
            if let Some(before) = &change.before {
                live.retain(|one| one.id != before.id);
            }
            live.extend(change.after.clone().filter(Obligation::is_live));
        }
        live.sort_by_key(|one| (one.opened_n, one.id));
    }
    Ok(())
}
