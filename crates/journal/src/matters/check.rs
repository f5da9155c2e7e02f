//! What became of matters counted anew from the whole journal and compared with the sums.
//!
//! The journal is read in the order of its subjects, a piece at a time. The sums of years are few beside their entries and
//! are held; of the cases behind them each day comes to one sum, from which what is stored is taken away.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use solits_db::{DbError, Tx, sql};
use uuid::Uuid;

use super::{Counts, Place, added, store};
use crate::{
    store::StoredEntry,
    sum::{Marks, Sum},
    verify::Difference,
};

/// So many entries are read at once.
const AT_ONCE: i64 = 5_000;
/// So many differences are told one by one; more than anybody reads.
const MOST: usize = 100;

/// What the journal says of matters, less what is stored of the cases behind it.
#[derive(Default)]
struct Counted {
    sums: BTreeMap<Place, Counts>,
    marks: Marks,
    cases: HashMap<i64, Sum>,
}

impl Counted {
    fn add(&mut self, history: &[StoredEntry]) {
        let case = super::roll::case_of(history);
        for (place, counts) in added(history) {
            if let Some(case) = case {
                let sum = self.cases.entry(place.day).or_default();
                sum.add(mark(&self.marks, case, &place, counts), 1);
            }
            self.sums.entry(place).or_default().add(counts);
        }
    }
}

fn mark(marks: &Marks, case: Uuid, place: &Place, counts: Counts) -> Sum {
    marks.of(&(case, place, format!("{counts:?}")))
}

/// Every difference between the stored sums of the transaction's institution and what the entries that they count say.
pub(crate) async fn compare(tx: &mut Tx) -> Result<Vec<Difference>, DbError> {
    let upto = store::rolled_up_to(tx).await?;
    let mut counted = Counted::default();
    let (mut subject, mut n) = (Uuid::nil(), 0);
    let mut history: Vec<StoredEntry> = Vec::new();
    loop {
        let piece = list_after(tx, (subject, n), upto).await?;
        let Some(last) = piece.last() else { break };
        (subject, n) = (last.subject_id, last.n);
        for entry in piece {
            // A history may go on in the next piece.
            if history.last().is_some_and(|before| before.subject_id != entry.subject_id) {
                counted.add(&std::mem::take(&mut history));
            }
            history.push(entry);
        }
    }
    counted.add(&history);
    let mut differences = compare_sums(tx, counted.sums).await?;
    differences.extend(compare_cases(tx, &counted.marks, counted.cases).await?);
    if differences.len() > MOST {
        let more = differences.split_off(MOST).len();
        differences.push(Difference::beyond(format!("{more} more sums of matters")));
    }
    Ok(differences)
}

async fn compare_sums(tx: &mut Tx, mut counted: BTreeMap<Place, Counts>) -> Result<Vec<Difference>, DbError> {
    let mut differences = Vec::new();
    let mut differ = |place: &Place, stored: Counts, recomputed: Counts| {
        if stored != recomputed {
            differences.push(Difference {
                what: format!(
                    "matters of day {}, branch {}, employee {}, channel {}",
                    place.day, place.branch, place.employee, place.channel
                ),
                stored: format!("{stored:?}"),
                recomputed: format!("{recomputed:?}"),
            });
        }
    };
    for row in store::list_days(tx, (i64::MIN, i64::MAX), None, None).await? {
        let Some(day) = row.day else { continue };
        let counts = row.counts();
        let place = Place { day, branch: row.branch_id, employee: row.employee_id, channel: row.channel };
        differ(&place, counts, counted.remove(&place).unwrap_or_default());
    }
    for (place, counts) in &counted {
        differ(place, Counts::default(), *counts);
    }
    Ok(differences)
}

async fn compare_cases(
    tx: &mut Tx,
    marks: &Marks,
    mut counted: HashMap<i64, Sum>,
) -> Result<Vec<Difference>, DbError> {
    let (mut next, mut after) = (store::first_day_of_cases(tx, i64::MIN).await?, Uuid::nil());
    while let Some(day) = next {
        let mut rows = store::list_cases(tx, day, after, AT_ONCE).await?;
        if rows.is_empty() {
            (next, after) = (store::first_day_of_cases(tx, day + 1).await?, Uuid::nil());
            continue;
        }
        // One case may have several rows, and the piece may end between them: the last comes with the next piece.
        let last = rows.last().map(|row| row.case_id);
        let is_all = i64::try_from(rows.len()).is_ok_and(|len| len < AT_ONCE);
        if !is_all && rows.first().map(|row| row.case_id) != last {
            rows.retain(|row| Some(row.case_id) != last);
        }
        after = rows.last().map_or(after, |row| row.case_id);
        let sum = counted.entry(day).or_default();
        for row in rows {
            let counts = row.counts();
            let case = row.case_id;
            let place = Place { day, branch: row.branch_id, employee: row.employee_id, channel: row.channel };
            sum.remove(mark(marks, case, &place, counts));
        }
    }
    let uneven: BTreeSet<i64> =
        counted.into_iter().filter(|(_, sum)| !sum.is_even()).map(|(day, _)| day).collect();
    Ok(uneven
        .into_iter()
        .map(|day| Difference::beyond(format!("cases behind the matters of day {day}")))
        .collect())
}

/// Entries after one of them, in the order of their subjects, up to entry `upto`.
async fn list_after(tx: &mut Tx, (subject, n): (Uuid, i64), upto: i64) -> Result<Vec<StoredEntry>, DbError> {
    sql!(
        "SELECT n, at, kind, subject_id, actor, actor_id, branch_id, facts FROM journal
          WHERE institution_id = $1 AND subject_id >= $2 AND (subject_id > $2 OR n > $3) AND n <= $4
          ORDER BY subject_id, n LIMIT $5"
    )
    .bind(subject)
    .bind(n)
    .bind(upto)
    .bind(AT_ONCE)
    .all(tx)
    .await
}
