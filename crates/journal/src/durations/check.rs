//! Durations counted anew from the whole journal and compared with the roll-ups.

use std::collections::{BTreeMap, BTreeSet};

use solits_db::{DbError, Tx, row, sql};
use solits_kernel::BranchId;
use uuid::Uuid;

use super::{Cells, Parts, Visit, store};
use crate::{store::StoredEntry, verify::Difference};

/// So many entries are read at once.
const AT_ONCE: i64 = 20_000;

row! {
    struct BranchRow { branch_id: BranchId }
}

/// Compares the roll-ups of the transaction's institution with the journal up to the entry they count. Returns every
/// difference.
pub(crate) async fn compare(tx: &mut Tx) -> Result<Vec<Difference>, DbError> {
    let upto = store::rolled_up_to(tx).await?;
    let mut visits = list_visits(tx, upto).await?;
    visits.sort_unstable();
    let mut branches: BTreeSet<BranchId> = list_stored_branches(tx).await?;
    branches.extend(visits.iter().map(|visit| visit.branch));
    let mut differences = Vec::new();
    for branch in branches {
        let first = visits.partition_point(|visit| visit.branch < branch);
        let end = visits.partition_point(|visit| visit.branch <= branch);
        let of_branch = &visits[first..end];
        let days = store::durations_of_days(tx, branch, i64::MIN, i64::MAX).await?;
        let by_day = counted(of_branch, |visit| visit.day, Cells::add);
        differences.extend(compare_periods(branch, "day", days, by_day));
        let months = store::durations_of_months(tx, i64::MIN, i64::MAX, Some(branch)).await?;
        let months = months.into_iter().map(|(_, month, cells)| (month, cells)).collect();
        let by_month = counted(of_branch, Visit::month, Cells::add_without_line);
        differences.extend(compare_periods(branch, "month", months, by_month));
    }
    Ok(differences)
}

fn counted(
    visits: &[Visit],
    period: impl Fn(&Visit) -> i64,
    add: impl Fn(&mut Cells, &Visit),
) -> BTreeMap<i64, Cells> {
    let mut periods: BTreeMap<i64, Cells> = BTreeMap::new();
    for visit in visits {
        add(periods.entry(period(visit)).or_default(), visit);
    }
    periods
}

fn compare_periods(
    branch: BranchId,
    unit: &str,
    stored: Vec<(i64, Cells)>,
    mut counted: BTreeMap<i64, Cells>,
) -> Vec<Difference> {
    let mut differences = Vec::new();
    let mut differ = |period: i64, stored: &Cells, recomputed: &Cells| {
        if stored != recomputed {
            differences.push(Difference {
                what: format!("durations of branch {branch}, {unit} {period}"),
                stored: words(stored),
                recomputed: words(recomputed),
            });
        }
    };
    for (period, cells) in stored {
        differ(period, &cells, &counted.remove(&period).unwrap_or_default());
    }
    for (period, cells) in &counted {
        differ(*period, &Cells::default(), cells);
    }
    differences
}

/// Each group by its line and employee, with counts and totals.
fn words(cells: &Cells) -> String {
    let words = |(line, employee, parts): (_, _, &Parts)| {
        let Parts { wait, walk, serve, stay } = parts;
        let of = |one: &solits_obligation::Histogram| format!("{} in {} ms", one.count(), one.total_ms());
        format!(
            "line {line}, employee {employee}: wait {}, walk {}, serve {}, stay {}",
            of(wait),
            of(walk),
            of(serve),
            of(stay)
        )
    };
    let said: Vec<String> = cells.iter().map(words).collect();
    if said.is_empty() { "none".to_owned() } else { said.join("; ") }
}

/// Every visit that the entries up to number `upto` tell of, ticket by ticket.
async fn list_visits(tx: &mut Tx, upto: i64) -> Result<Vec<Visit>, DbError> {
    let mut visits = Vec::new();
    let mut history: Vec<StoredEntry> = Vec::new();
    let (mut subject, mut n) = (Uuid::nil(), i64::MIN);
    loop {
        let entries = list_after(tx, upto, subject, n).await?;
        let Some(last) = entries.last() else { break };
        (subject, n) = (last.subject_id, last.n);
        for entry in entries {
            if history.last().is_some_and(|before| before.subject_id != entry.subject_id) {
                visits.extend(Visit::of(&history));
                history.clear();
            }
            history.push(entry);
        }
    }
    visits.extend(Visit::of(&history));
    Ok(visits)
}

async fn list_after(tx: &mut Tx, upto: i64, subject: Uuid, n: i64) -> Result<Vec<StoredEntry>, DbError> {
    sql!(
        "SELECT n, at, kind, subject_id, actor, actor_id, branch_id, facts FROM journal
          WHERE institution_id = $1 AND n <= $2 AND (subject_id, n) > ($3, $4) ORDER BY subject_id, n LIMIT $5"
    )
    .bind(upto)
    .bind(subject)
    .bind(n)
    .bind(AT_ONCE)
    .all(tx)
    .await
}

async fn list_stored_branches(tx: &mut Tx) -> Result<BTreeSet<BranchId>, DbError> {
    let rows = sql!(
        "SELECT branch_id FROM duration_days WHERE institution_id = $1
          UNION SELECT branch_id FROM duration_months WHERE institution_id = $1"
    )
    .all::<BranchRow>(tx)
    .await?;
    Ok(rows.into_iter().map(|row| row.branch_id).collect())
}
