//! The client's way as a table: what `/matters` counts, by day, branch, unit and channel, less what is hidden from whoever
//! takes it. What single people did stays on that page.

use std::collections::{BTreeMap, HashMap};

use solits_db::{DbError, Tx};
use solits_journal::matters::{self, Counts};
use solits_kernel::{BranchId, UnitId, day_of_number};

use super::cell::Cell;

/// Days that are read at once.
const DAYS_AT_ONCE: i64 = 31;

/// The heads of the columns.
pub(super) const COLUMNS: &[&str] = &[
    "integration-column-day",
    "integration-column-branch",
    "integration-column-unit",
    "integration-column-channel",
    "integration-column-matters-ended",
    "integration-column-matters-first",
    "integration-column-matters-desks",
    "integration-column-matters-elsewhere",
    "integration-column-matters-people",
    "integration-column-matters-units",
    "integration-column-matters-bodies",
    "integration-column-matters-visits",
    "integration-column-matters-contacts",
    "integration-column-matters-documents",
    "integration-column-matters-fees",
];

/// What was counted on a day at a branch, in a unit, by a channel.
pub(super) struct Line {
    day: i64,
    pub(super) branch: BranchId,
    /// Its name; empty for nobody's.
    unit: String,
    pub(super) channel: String,
    counts: Counts,
}

impl Line {
    /// Its cells, with the names of branch and channel.
    pub(super) fn cells(&self, branch: Cell, channel: Cell) -> Vec<Cell> {
        let Counts {
            ended,
            first,
            desks,
            elsewhere,
            people,
            units,
            bodies,
            visits,
            contacts,
            documents,
            cents,
        } = self.counts;
        let mut cells = vec![Cell::Day(day_of_number(self.day)), branch, Cell::text(&self.unit), channel];
        let numbers = [ended, first, desks, elsewhere, people, units, bodies, visits, contacts, documents];
        cells.extend(numbers.map(Cell::Number));
        cells.push(Cell::Euros(cents));
        cells
    }
}

/// The last day of the piece that begins with a day.
pub(super) fn end_of_piece(from: i64, last: i64) -> i64 {
    last.min(from + DAYS_AT_ONCE - 1)
}

/// How many lines some days have, both counted.
pub(super) async fn count(tx: &mut Tx, from: i64, last: i64) -> Result<i64, DbError> {
    let (mut count, mut from) = (0, from);
    while from <= last {
        let to = end_of_piece(from, last);
        count += i64::try_from(list(tx, from, to).await?.len()).unwrap_or(i64::MAX);
        from = to + 1;
    }
    Ok(count)
}

/// The lines of some days, both counted, the earliest first. Each matter belongs to the unit in which somebody worked on its
/// day, as on the page.
pub(super) async fn list(tx: &mut Tx, from: i64, to: i64) -> Result<Vec<Line>, DbError> {
    let rows = matters::list_days(tx, (from, to), None, None).await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let structure = solits_organisation::find_structure(tx).await?;
    let mut names: HashMap<UnitId, String> = HashMap::new();
    let mut sums: BTreeMap<(i64, BranchId, Option<UnitId>, String), Counts> = BTreeMap::new();
    for of_day in rows.chunk_by(|one, next| one.day == next.day) {
        let number = of_day.first().and_then(|row| row.day).unwrap_or(from);
        let day = structure.on(day_of_number(number));
        for row in of_day {
            let unit = day.unit_of(row.employee_id);
            if let Some(unit) = unit {
                names.entry(unit).or_insert_with(|| day.unit_name(unit).to_owned());
            }
            sums.entry((number, row.branch_id, unit, row.channel.clone())).or_default().add(row.counts());
        }
    }
    let lines = sums.into_iter().filter(|(_, counts)| !counts.is_nothing());
    Ok(lines
        .map(|((day, branch, unit, channel), counts)| Line {
            unit: unit.and_then(|unit| names.get(&unit)).cloned().unwrap_or_default(),
            day,
            branch,
            channel,
            counts,
        })
        .collect())
}
