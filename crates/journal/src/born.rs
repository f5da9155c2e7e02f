//! Subjects that a transaction makes, or of which it holds several: nobody else writes about them before it commits, so that
//! their entries and obligations need not be read back, and go to PostgreSQL together.

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
    /// The obligations of each that can still change, as they will be stored.
    live: HashMap<Uuid, Vec<Obligation>>,
    /// When it was said, in times that the transaction was settled: whatever is stored is read where it is stored.
    settled: u64,
    /// Whether a stored obligation waits to be changed.
    changes: bool,
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
    waiting(tx).insert(subject.into(), Vec::new());
}

/// Draws the number of the next entry ahead, before a row is held for which others wait.
///
/// # Errors
/// Where the database fails.
pub async fn draw_ahead(tx: &mut Tx) -> Result<(), DbError> {
    if tx.engine() == Engine::Sqlite { Ok(()) } else { draw_at_least(tx, 1).await }
}

/// Says that this transaction holds the rows of these subjects, so that nobody else writes about them until it ends: what is
/// owed for all of them is read at once, and what is recorded of them is stored together.
///
/// # Errors
/// Where the database fails.
pub async fn holds(tx: &mut Tx, subjects: &[Uuid]) -> Result<(), DbError> {
    if tx.engine() == Engine::Sqlite || subjects.is_empty() {
        return Ok(());
    }
    let named: Vec<String> = subjects.iter().map(ToString::to_string).collect();
    let rows = sql!(
        sqlite "SELECT day, id, standard, norm, subject_id, branch_id, employee_id, channel, state, opened_n, opened_at, due_at,
                       calendar_version, closed_n, closed_at, met_late_at, reason, escalated, look_at, why
                  FROM obligations INDEXED BY obligations_live
                 WHERE institution_id = $1 AND subject_id = $2
                   AND (state = 'open' OR met_late_at IS NULL AND state = 'breached')",
        pg "SELECT day, id, standard, norm, subject_id, branch_id, employee_id, channel, state, opened_n, opened_at, due_at,
                   calendar_version, closed_n, closed_at, met_late_at, reason, escalated, look_at, why
              FROM obligations
             WHERE institution_id = $1 AND subject_id = ANY (CAST(string_to_array($2, ',') AS UUID[]))
               AND (state = 'open' OR met_late_at IS NULL AND state = 'breached')
             ORDER BY opened_n, id"
    )
    .bind(named.join(","))
    .all(tx)
    .await?;
    let owed = store::read(rows)?;
    let waiting = waiting(tx);
    waiting.extend(subjects.iter().map(|subject| (*subject, Vec::new())));
    for one in owed {
        waiting.entry(one.subject).or_default().push(one);
    }
    draw_at_least(tx, subjects.len()).await
}

/// Stores what waits, so that it can be read where it is stored.
pub(crate) async fn settle(tx: &mut Tx) -> Result<(), DbError> {
    // What is only added waits for less: sums and numbers go on waiting.
    if tx.memory::<Born>().changes { tx.settle().await } else { tx.settle_added().await }
}

/// What waits since the transaction was last settled.
fn waiting(tx: &mut Tx) -> &mut HashMap<Uuid, Vec<Obligation>> {
    let settled = tx.settled();
    let born = tx.memory::<Born>();
    if born.settled != settled {
        born.live.clear();
        born.changes = false;
        born.settled = settled;
    }
    &mut born.live
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
    draw_at_least(tx, 1).await?;
    let n = tx.memory::<Born>().numbers.pop_front();
    let n = n.ok_or_else(|| DbError::Corrupt("a journal entry without a number".to_owned()))?;
    store::insert_entry(n, actor, entry).at_commit(tx);
    Ok(n)
}

/// Sees to it that so many numbers of entries are drawn. The shared lock is held before, as by every entry.
async fn draw_at_least(tx: &mut Tx, wanted: usize) -> Result<(), DbError> {
    let born = tx.memory::<Born>();
    let missing = i64::try_from(wanted.saturating_sub(born.numbers.len())).unwrap_or(MOST_DRAWN);
    if missing == 0 {
        return Ok(());
    }
    let usual = if born.drawn == 0 { FIRST_DRAWN } else { (born.drawn * 2).min(MOST_DRAWN) };
    let count = if wanted > 1 { missing } else { usual };
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
    let born = tx.memory::<Born>();
    born.drawn = count;
    born.numbers.extend(numbers.into_iter().map(|row| row.n));
    Ok(())
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
            (Some(before), Some(after)) => {
                if !tx.replace_waiting(&store::insert(before), store::insert(after))
                    && !tx.replace_waiting(&store::update(before), store::update(after))
                {
                    store::update(after).at_commit(tx);
                    tx.memory::<Born>().changes = true;
                }
                true
            }
            (_, None) => false,
        };
        if !at_hand {
            // All is stored first, and changed where it is stored.
            tx.settle().await?;
            let saving = store::saving(change);
            Statement::run_together(saving.into_iter().collect(), tx).await?;
        }
    }
    if tx.settled() != settled {
        // So is the rest of it.
        return tx.settle().await;
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
