//! Recomputing obligations, measures, durations and what became of matters from the journal and comparing them with what is stored.
//!
//! Neither side is held whole. What the journal gives and what is stored come to one sum for each day; only days where the
//! two are not the same are walked once more and compared row by row.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use solits_db::{DbError, Tx, row, sql};
use solits_kernel::{BranchId, EmployeeId, ObligationId, Timestamp};
use solits_obligation::Delta;
use uuid::Uuid;

use crate::{
    JournalError, durations,
    heart::{Heart, Loaded, channel_name},
    matters,
    replay::Replay,
    store::ObligationRow,
    sum::{Marks, Sum},
};

/// So many rows are read at once.
const AT_ONCE: i64 = 5_000;

/// So many days of obligations, and of measures, are told apart row by row; more than anybody reads.
const MOST_DAYS: usize = 100;

/// A stored figure or obligation that the journal does not bear out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// What it is about.
    pub what: String,
    /// As stored.
    pub stored: String,
    /// As recomputed.
    pub recomputed: String,
}

impl Difference {
    /// More that differs than is told one by one.
    pub(crate) fn beyond(what: String) -> Self {
        let (stored, recomputed) = ("other than recomputed".to_owned(), "other than stored".to_owned());
        Self { what, stored, recomputed }
    }
}

type MeasureKey = (i64, String, i64, Uuid, String, Uuid);

/// Met, breached, waived.
type Counts = (i64, i64, i64);

row! {
    struct MeasureRow {
        day: i64, norm: String, standard: i64, branch_id: Uuid, channel: String, employee_id: Uuid,
        met: i64, breached: i64, waived: i64,
    }
}

/// Replays the whole journal of the transaction's institution. Returns the number of entries and every difference; of
/// obligations or measures on more than 100 days, or durations in more than 1,000 periods, or more than 100 sums of matters, only how many more there are.
pub async fn recompute(tx: &mut Tx, heart: &Heart) -> Result<(i64, Vec<Difference>), JournalError> {
    // What this transaction itself has added to the sums is to be found there.
    tx.settle().await?;
    let loaded = heart.load(tx).await?;
    let rolled_up_to = durations::rolled_up_to(tx).await?;
    let (mut days, mut visits) = (Days::default(), durations::Balance::default());
    let mut measures = Measures::default();
    let mut entries = 0;
    let mut replay = Replay::new(&loaded, rolled_up_to);
    while let Some(piece) = replay.next(tx).await? {
        entries += piece.entries;
        piece.obligations.iter().for_each(|row| days.add(row));
        for delta in &piece.deltas {
            measures.add(&key_of(delta), counts_of(delta));
        }
        visits.add(&piece.visits);
    }
    let uneven = Uneven {
        obligations: days.uneven(tx).await?,
        measures: measures.uneven(tx).await?,
        visits: visits.suspects(tx).await?,
    };
    let mut differences = tell(tx, &loaded, rolled_up_to, uneven).await?;
    differences.extend(matters::compare(tx).await?);
    Ok((entries, differences))
}

/// Where what the journal gives and what is stored are not the same: days of obligations, days of measures, visits.
struct Uneven {
    obligations: BTreeSet<i64>,
    measures: BTreeSet<i64>,
    visits: durations::Suspects,
}

/// What the obligations of each day of opening come to, less what is stored of them.
#[derive(Debug, Default)]
struct Days {
    marks: Marks,
    sums: HashMap<i64, Sum>,
}

impl Days {
    fn add(&mut self, row: &ObligationRow) {
        self.sums.entry(row.day).or_default().add(mark(&self.marks, row), 1);
    }

    /// Takes away what is stored. Returns the days on which the two are not the same.
    async fn uneven(mut self, tx: &mut Tx) -> Result<BTreeSet<i64>, DbError> {
        let (mut day, mut id) = (i64::MIN, Uuid::nil());
        loop {
            let rows = list_stored(tx, day, id).await?;
            let Some(last) = rows.last() else { break };
            (day, id) = (last.day, last.id.uuid());
            for row in &rows {
                self.sums.entry(row.day).or_default().remove(mark(&self.marks, row));
            }
        }
        Ok(uneven(self.sums))
    }
}

fn uneven(sums: HashMap<i64, Sum>) -> BTreeSet<i64> {
    sums.into_iter().filter(|(_, sum)| !sum.is_even()).map(|(day, _)| day).collect()
}

/// What the measures of each day come to, less what is stored of them.
#[derive(Debug, Default)]
struct Measures {
    marks: Marks,
    sums: HashMap<i64, Sum>,
}

impl Measures {
    fn add(&mut self, key: &MeasureKey, (met, breached, waived): Counts) {
        let sum = self.sums.entry(key.0).or_default();
        for (what, count) in [met, breached, waived].into_iter().enumerate() {
            if count != 0 {
                // What was taken back counts down; the sums go round, so that it fits.
                sum.add(self.marks.of(&(key, what)), count.cast_unsigned());
            }
        }
    }

    /// Takes away what is stored. Returns the days on which the two are not the same.
    async fn uneven(mut self, tx: &mut Tx) -> Result<BTreeSet<i64>, DbError> {
        let mut next = first_measured_day(tx, i64::MIN).await?;
        while let Some(day) = next {
            for (key, (met, breached, waived)) in list_measures(tx, day).await? {
                self.add(&key, (-met, -breached, -waived));
            }
            next = first_measured_day(tx, day + 1).await?;
        }
        Ok(uneven(self.sums))
    }
}

/// What stands for an obligation: every column.
fn mark(marks: &Marks, row: &ObligationRow) -> Sum {
    let ObligationRow {
        day,
        id,
        standard,
        norm,
        subject_id,
        branch_id,
        employee_id,
        channel,
        state,
        opened_n,
        opened_at,
        due_at,
        calendar_version,
        closed_n,
        closed_at,
        met_late_at,
        reason,
        escalated,
        look_at,
        why,
    } = row;
    let whose = (day, id.uuid(), standard, norm, subject_id, branch_id.map(BranchId::uuid));
    let ended = (closed_n, closed_at.map(Timestamp::millis), met_late_at.map(Timestamp::millis), reason);
    let begun = (opened_n, opened_at.millis(), due_at.millis(), calendar_version);
    let rest =
        (employee_id.map(EmployeeId::uuid), channel, state, escalated, look_at.map(Timestamp::millis), why);
    marks.of(&(whose, begun, ended, rest))
}

/// Walks once more for what the first walk found uneven, and compares it row by row.
async fn tell(
    tx: &mut Tx,
    loaded: &Loaded,
    rolled_up_to: i64,
    uneven: Uneven,
) -> Result<Vec<Difference>, JournalError> {
    let Uneven { obligations, measures, mut visits } = uneven;
    if obligations.is_empty() && measures.is_empty() && visits.is_empty() {
        return Ok(Vec::new());
    }
    let named = |days: &BTreeSet<i64>| -> BTreeSet<i64> { days.iter().copied().take(MOST_DAYS).collect() };
    let (obligation_days, measure_days) = (named(&obligations), named(&measures));
    let mut expected: HashMap<ObligationId, ObligationRow> = HashMap::new();
    let mut counts: BTreeMap<MeasureKey, Counts> = BTreeMap::new();
    let mut replay = Replay::new(loaded, rolled_up_to);
    while let Some(piece) = replay.next(tx).await? {
        let of_those_days = piece.obligations.into_iter().filter(|row| obligation_days.contains(&row.day));
        expected.extend(of_those_days.map(|row| (row.id, row)));
        for (key, counted) in piece.deltas.iter().map(|delta| (key_of(delta), counts_of(delta))) {
            if measure_days.contains(&key.0) {
                let sums = counts.entry(key).or_default();
                *sums = (sums.0 + counted.0, sums.1 + counted.1, sums.2 + counted.2);
            }
        }
        visits.add(&piece.visits);
    }
    let mut differences = compare_obligations(tx, &obligation_days, expected).await?;
    differences.extend(beyond("obligations opened", obligations.len(), obligation_days.len()));
    differences.extend(compare_measures(tx, &measure_days, counts).await?);
    differences.extend(beyond("measures", measures.len(), measure_days.len()));
    differences.extend(visits.compare(tx).await?);
    Ok(differences)
}

/// That more days differ than are named.
fn beyond(what: &str, days: usize, named: usize) -> Option<Difference> {
    (days > named).then(|| Difference::beyond(format!("{what} on {} more days", days - named)))
}

async fn compare_obligations(
    tx: &mut Tx,
    days: &BTreeSet<i64>,
    mut expected: HashMap<ObligationId, ObligationRow>,
) -> Result<Vec<Difference>, JournalError> {
    let mut differences = Vec::new();
    for day in days {
        let mut id = Uuid::nil();
        loop {
            let rows = list_stored(tx, *day, id).await?;
            let mut of_day = rows.into_iter().take_while(|row| row.day == *day).peekable();
            if of_day.peek().is_none() {
                break;
            }
            for row in of_day {
                id = row.id.uuid();
                let recomputed = expected.remove(&row.id);
                if recomputed.as_ref() != Some(&row) {
                    differences.push(obligation(row.id, Some(&row), recomputed.as_ref()));
                }
            }
        }
    }
    let mut missing: Vec<_> = expected.into_values().collect();
    missing.sort_by_key(|row| (row.opened_n, row.id));
    differences.extend(missing.iter().map(|row| obligation(row.id, None, Some(row))));
    Ok(differences)
}

fn obligation(
    id: ObligationId,
    stored: Option<&ObligationRow>,
    recomputed: Option<&ObligationRow>,
) -> Difference {
    let words = |row: Option<&ObligationRow>| row.map_or_else(|| "none".to_owned(), |row| format!("{row:?}"));
    Difference { what: format!("obligation {id}"), stored: words(stored), recomputed: words(recomputed) }
}

/// Stored obligations after one of them, by day of opening and id.
async fn list_stored(tx: &mut Tx, day: i64, id: Uuid) -> Result<Vec<ObligationRow>, DbError> {
    sql!(
        "SELECT day, id, standard, norm, subject_id, branch_id, employee_id, channel, state, opened_n, opened_at, due_at,
                calendar_version, closed_n, closed_at, met_late_at, reason, escalated, look_at, why
           FROM obligations WHERE institution_id = $1 AND (day, id) > ($2, $3)
          ORDER BY day, id LIMIT $4"
    )
    .bind(day)
    .bind(id)
    .bind(AT_ONCE)
    .all(tx)
    .await
}

fn key_of(delta: &Delta) -> MeasureKey {
    (
        solits_kernel::day_number(delta.day),
        delta.norm.clone(),
        delta.standard,
        delta.branch.map_or(Uuid::nil(), BranchId::uuid),
        channel_name(delta.channel),
        delta.employee.map_or(Uuid::nil(), EmployeeId::uuid),
    )
}

const fn counts_of(delta: &Delta) -> Counts {
    (delta.met, delta.breached, delta.waived)
}

/// The first day from `day` on that has stored measures.
async fn first_measured_day(tx: &mut Tx, day: i64) -> Result<Option<i64>, DbError> {
    sql!("SELECT day AS value FROM measures WHERE institution_id = $1 AND day >= $2 ORDER BY day LIMIT 1")
        .bind(day)
        .scalar(tx)
        .await
}

/// The stored measures of a day, all lanes together.
async fn list_measures(tx: &mut Tx, day: i64) -> Result<Vec<(MeasureKey, Counts)>, DbError> {
    let rows = sql!(
        "SELECT day, norm, standard, branch_id, channel, employee_id, CAST(sum(met) AS BIGINT) AS met,
                CAST(sum(breached) AS BIGINT) AS breached, CAST(sum(waived) AS BIGINT) AS waived
           FROM measures WHERE institution_id = $1 AND day = $2
          GROUP BY day, norm, standard, branch_id, channel, employee_id
          ORDER BY norm, standard, branch_id, channel, employee_id"
    )
    .bind(day)
    .all::<MeasureRow>(tx)
    .await?;
    let split = |row: MeasureRow| {
        let key = (row.day, row.norm, row.standard, row.branch_id, row.channel, row.employee_id);
        (key, (row.met, row.breached, row.waived))
    };
    Ok(rows.into_iter().map(split).collect())
}

async fn compare_measures(
    tx: &mut Tx,
    days: &BTreeSet<i64>,
    mut expected: BTreeMap<MeasureKey, Counts>,
) -> Result<Vec<Difference>, JournalError> {
    let mut differences = Vec::new();
    for day in days {
        for (key, stored) in list_measures(tx, *day).await? {
            let recomputed = expected.remove(&key).unwrap_or_default();
            if stored != recomputed {
                differences.push(difference(&key, stored, recomputed));
            }
        }
    }
    differences.extend(
        expected
            .iter()
            .filter(|(_, sums)| **sums != (0, 0, 0))
            .map(|(key, sums)| difference(key, (0, 0, 0), *sums)),
    );
    Ok(differences)
}

fn difference(key: &MeasureKey, stored: Counts, recomputed: Counts) -> Difference {
    let words = |(met, breached, waived): Counts| format!("met {met}, breached {breached}, waived {waived}");
    Difference { what: format!("measure {key:?}"), stored: words(stored), recomputed: words(recomputed) }
}
