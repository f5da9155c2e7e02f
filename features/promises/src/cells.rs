//! The roll-ups of promises in their finest parts, each with the unit of its day.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use solits_db::{DbError, Tx};
use solits_kernel::{EmployeeId, UnitId, day_number};
use uuid::Uuid;

use crate::{
    hidden::Hidden,
    model::{Days, Kept},
    part::{Part, or_nil},
    store::{self, CellRow, Split},
    units::{Team, Units},
};

/// What one employee did of a promise at a branch by a channel in a month or on a day.
#[derive(Clone, Debug)]
pub(crate) struct Cell {
    /// The number of the month or day.
    pub(crate) period: i64,
    pub(crate) norm: String,
    /// The nil id for none.
    pub(crate) branch: Uuid,
    pub(crate) channel: String,
    /// The nil id for nobody.
    pub(crate) employee: Uuid,
    /// The unit to which the employee belonged on the day.
    pub(crate) unit: Option<UnitId>,
    pub(crate) kept: Kept,
}

impl Cell {
    fn of(row: &CellRow, period: i64, unit: Option<UnitId>) -> Self {
        Self {
            period,
            norm: row.norm.clone(),
            branch: row.branch_id,
            channel: row.channel.clone(),
            employee: who(row).uuid(),
            unit,
            kept: row.kept(),
        }
    }

    /// Whether it belongs to a part of the figures; `team` is the part's unit.
    pub(crate) fn belongs(&self, part: Part, team: Option<&Team<'_>>) -> bool {
        part.branch.is_none_or(|branch| branch.uuid() == self.branch)
            && part.channel_name().is_none_or(|channel| channel == self.channel)
            && part.employee.is_none_or(|employee| employee.uuid() == self.employee)
            && team.is_none_or(|team| team.holds(self.unit))
    }
}

fn who(row: &CellRow) -> EmployeeId {
    EmployeeId::new(row.employee_id.unwrap_or_default())
}

/// Days as cells, each with the unit of its day.
pub(crate) fn of_days(units: &Units, rows: &[CellRow]) -> Vec<Cell> {
    rows.iter().map(|row| Cell::of(row, row.period, units.on(who(row), row.period))).collect()
}

/// Months as cells. Who belonged to one unit throughout a month counts there; of whoever came into another within it
/// (`moved`), the days are read instead.
pub(crate) async fn of_months(
    tx: &mut Tx,
    units: &Units,
    norm: Option<&str>,
    rows: Vec<CellRow>,
    moved: impl Fn(EmployeeId, Days) -> bool,
    hidden: &Hidden,
) -> Result<Vec<Cell>, DbError> {
    let (split, whole): (Vec<CellRow>, Vec<CellRow>) =
        rows.into_iter().partition(|row| moved(who(row), days_of(row.period, row.period)));
    let mut cells: Vec<Cell> = whole
        .iter()
        .map(|row| Cell::of(row, row.period, units.on(who(row), first_day(row.period))))
        .collect();
    let mut movers: BTreeMap<i64, BTreeSet<EmployeeId>> = BTreeMap::new();
    for row in &split {
        movers.entry(row.period).or_default().insert(who(row));
    }
    for (month, movers) in movers {
        let days = days_of(month, month);
        let rows = store::list_day_cells(tx, norm, days, Part::default(), Split::ByEmployee, hidden).await?;
        let of_movers = rows.iter().filter(|row| movers.contains(&who(row)));
        cells.extend(of_movers.map(|row| Cell::of(row, month, units.on(who(row), row.period))));
    }
    Ok(cells)
}

/// The days of one promise on which there was anything of a part of it, the latest first.
pub(crate) async fn list_days(
    tx: &mut Tx,
    norm: &str,
    days: Days,
    part: Part,
    team: Option<&Team<'_>>,
    hidden: &Hidden,
) -> Result<Vec<(i64, Kept)>, DbError> {
    let split = if team.is_some() { Split::ByEmployee } else { Split::Summed };
    let mut counted: Vec<(i64, Kept)> = Vec::new();
    for row in store::list_days(tx, norm, days, part, split, hidden).await? {
        let is_in = team.is_none_or(|team| team.has(row.employee_id.unwrap_or_default(), row.day));
        if !is_in {
            continue;
        }
        match counted.last_mut().filter(|(day, _)| *day == row.day) {
            Some((_, kept)) => kept.add(row.kept()),
            None => counted.push((row.day, row.kept())),
        }
    }
    Ok(counted)
}

/// Whether an obligation of a day is a team's, by whoever kept it or owes it.
pub(crate) fn is_of(team: Option<&Team<'_>>, employee: Option<EmployeeId>, day: i64) -> bool {
    team.is_none_or(|team| team.has(or_nil(employee), day))
}

/// The first day of a month, as numbers.
fn first_day(month: i64) -> i64 {
    let year = i16::try_from(1970 + month.div_euclid(12)).unwrap_or(i16::MAX);
    let of_year = i8::try_from(month.rem_euclid(12) + 1).unwrap_or(1);
    Date::new(year, of_year, 1).map_or(0, day_number)
}

/// The days of some months, the first and the last counted.
pub(crate) fn days_of(first: i64, last: i64) -> Days {
    Days { from: first_day(first), to: first_day(last + 1) - 1 }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn months_begin_with_their_first_day_and_end_with_their_last() {
        // November 2026 is month 682.
        let november = days_of(682, 682);
        assert_eq!(november.from, day_number(date(2026, 11, 1)));
        assert_eq!(november.to, day_number(date(2026, 11, 30)));
        let year = days_of(671, 682);
        assert_eq!(year, Days { from: day_number(date(2025, 12, 1)), to: day_number(date(2026, 11, 30)) });
    }
}
