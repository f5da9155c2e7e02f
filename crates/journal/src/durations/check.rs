//! Durations counted anew from the whole journal and compared with the roll-ups.
//!
//! The visits of years are many; each period's come to one sum, from which what is stored is taken away. Only periods
//! where that leaves something are counted again and compared value by value.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use solits_db::{DbError, Tx, row, sql};
use solits_kernel::BranchId;

use super::{
    Cells, Parts, Visit,
    roll::{Change, Periods, Unit},
    store,
};
use crate::{
    sum::{Marks, Sum},
    verify::Difference,
};

/// So many periods are told apart value by value; more than anybody reads.
const MOST_PERIODS: usize = 1_000;

row! {
    struct BranchRow { branch_id: BranchId }
}

type Period = (BranchId, i64);

/// What the visits of each period come to, less what is stored of them.
#[derive(Debug, Default)]
pub(crate) struct Balance {
    marks: Marks,
    days: HashMap<Period, Sum>,
    months: HashMap<Period, Sum>,
}

/// The visits counted anew in periods that may differ.
#[derive(Debug, Default)]
pub(crate) struct Suspects {
    days: BTreeMap<Period, Cells>,
    months: BTreeMap<Period, Cells>,
    /// How many there are beyond those.
    unnamed: usize,
}

/// Some visits by day and by month.
fn periods_of(visits: &[Visit]) -> (Periods, Periods) {
    let changes: Vec<Change> =
        visits.iter().map(|visit| Change { before: None, now: Some(*visit) }).collect();
    let (mut days, mut months) = (Periods::new(), Periods::new());
    Unit::Day.count(&changes, &mut days);
    Unit::Month.count(&changes, &mut months);
    (days, months)
}

impl Balance {
    /// Counts visits that the journal tells of.
    pub(crate) fn add(&mut self, visits: &[Visit]) {
        let (days, months) = periods_of(visits);
        for (sums, periods) in [(&mut self.days, days), (&mut self.months, months)] {
            for (period, cells) in periods {
                sums.entry(period).or_default().add(sum(&self.marks, &cells), 1);
            }
        }
    }

    /// Takes away what is stored. Returns the periods where the two are not the same.
    pub(crate) async fn suspects(mut self, tx: &mut Tx) -> Result<Suspects, DbError> {
        for branch in list_stored_branches(tx).await? {
            for (day, cells) in store::durations_of_days(tx, branch, i64::MIN, i64::MAX).await? {
                self.days.entry((branch, day)).or_default().remove(sum(&self.marks, &cells));
            }
            for (_, month, cells) in store::durations_of_months(tx, i64::MIN, i64::MAX, Some(branch)).await? {
                self.months.entry((branch, month)).or_default().remove(sum(&self.marks, &cells));
            }
        }
        let uneven = |sums: HashMap<Period, Sum>| -> BTreeSet<Period> {
            sums.into_iter().filter(|(_, sum)| !sum.is_even()).map(|(period, _)| period).collect()
        };
        let (days, months) = (uneven(self.days), uneven(self.months));
        let named = |periods: &BTreeSet<Period>| {
            periods.iter().take(MOST_PERIODS).map(|period| (*period, Cells::default())).collect()
        };
        Ok(Suspects {
            unnamed: days.len().saturating_sub(MOST_PERIODS) + months.len().saturating_sub(MOST_PERIODS),
            days: named(&days),
            months: named(&months),
        })
    }
}

/// What some visits come to: each bucket by its count, each total by its milliseconds.
fn sum(marks: &Marks, cells: &Cells) -> Sum {
    let mut sum = Sum::default();
    for (line, employee, parts) in cells.iter() {
        let Parts { wait, walk, serve, stay } = parts;
        for (part, histogram) in [wait, walk, serve, stay].into_iter().enumerate() {
            for (bucket, count) in histogram.buckets() {
                sum.add(marks.of(&(line.uuid(), employee.uuid(), part, Some(bucket))), count.into());
            }
            let total = marks.of(&(line.uuid(), employee.uuid(), part, None::<u16>));
            sum.add(total, histogram.total_ms());
        }
    }
    sum
}

impl Suspects {
    /// Whether there is nothing to look at.
    pub(crate) fn is_empty(&self) -> bool {
        self.days.is_empty() && self.months.is_empty()
    }

    /// Counts visits that the journal tells of, in the periods that may differ.
    pub(crate) fn add(&mut self, visits: &[Visit]) {
        for visit in visits {
            if let Some(cells) = self.days.get_mut(&(visit.branch, visit.day)) {
                cells.add(visit);
            }
            if let Some(cells) = self.months.get_mut(&(visit.branch, visit.month())) {
                cells.add_without_line(visit);
            }
        }
    }

    /// Compares with what is stored, value by value, once every visit was counted.
    pub(crate) async fn compare(self, tx: &mut Tx) -> Result<Vec<Difference>, DbError> {
        let branches: BTreeSet<BranchId> =
            self.days.keys().chain(self.months.keys()).map(|(branch, _)| *branch).collect();
        let mut differences = Vec::new();
        for branch in branches {
            let mut days = Vec::new();
            let counted = of_branch(&self.days, branch);
            for day in counted.keys() {
                days.extend(store::durations_of_days(tx, branch, *day, *day).await?);
            }
            differences.extend(compare_periods(branch, "day", days, counted));
            let mut months = Vec::new();
            let counted = of_branch(&self.months, branch);
            for month in counted.keys() {
                let stored = store::durations_of_months(tx, *month, *month, Some(branch)).await?;
                months.extend(stored.into_iter().map(|(_, month, cells)| (month, cells)));
            }
            differences.extend(compare_periods(branch, "month", months, counted));
        }
        if self.unnamed > 0 {
            differences.push(Difference::beyond(format!("durations of {} more periods", self.unnamed)));
        }
        Ok(differences)
    }
}

fn of_branch(periods: &BTreeMap<Period, Cells>, branch: BranchId) -> BTreeMap<i64, Cells> {
    periods
        .range((branch, i64::MIN)..=(branch, i64::MAX))
        .map(|((_, period), cells)| (*period, cells.clone()))
        .collect()
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

async fn list_stored_branches(tx: &mut Tx) -> Result<BTreeSet<BranchId>, DbError> {
    let rows = sql!(
        "SELECT branch_id FROM duration_days WHERE institution_id = $1
          UNION SELECT branch_id FROM duration_months WHERE institution_id = $1"
    )
    .all::<BranchRow>(tx)
    .await?;
    Ok(rows.into_iter().map(|row| row.branch_id).collect())
}
