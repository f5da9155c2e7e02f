//! Counts less what the cases that are hidden from the reader put into them, so that each count is that of the list behind
//! it, and nobody learns from a number of a complaint about themselves. The public is shown whole months of five or more,
//! and nothing that is hidden from anybody while it is examined.

use std::collections::BTreeMap;

use solits_db::Tx;
use solits_journal::{Heart, JournalError, channel_name, examined_measures, hidden_measures};
use solits_kernel::{day_number, month_number};
use solits_obligation::Delta;
use uuid::Uuid;

use crate::{
    model::Kept,
    part::{Part, or_nil},
};

/// What hidden cases put into the counts; nothing for nearly everybody.
#[derive(Clone, Debug, Default)]
pub(crate) struct Hidden(Vec<Delta>);

/// Whether a period of the counts is a day or a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Period {
    Day,
    Month,
}

/// Which counts are read: periods from one to another, of one promise or all, of a part.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Read<'a> {
    pub(crate) norm: Option<&'a str>,
    pub(crate) period: Period,
    pub(crate) from: i64,
    pub(crate) to: i64,
    pub(crate) part: Part,
}

/// A row of counts.
pub(crate) trait Row {
    /// What tells it from others; rows of several versions of the standard may share it.
    type Key: Ord;
    fn key(&self) -> Self::Key;
    fn counts(&self) -> Kept;
    fn set(&mut self, kept: Kept);
}

/// What some obligations of hidden cases count, and where.
#[derive(Clone, Debug)]
pub(crate) struct Cell<'a> {
    /// The day or month on which they were opened.
    pub(crate) period: i64,
    pub(crate) norm: &'a str,
    /// The nil id for none.
    pub(crate) branch: Uuid,
    pub(crate) channel: String,
    /// The nil id for nobody.
    pub(crate) employee: Uuid,
}

impl Hidden {
    /// What is hidden from whoever looks.
    pub(crate) async fn load(tx: &mut Tx, heart: &Heart) -> Result<Self, JournalError> {
        Ok(Self(hidden_measures(tx, heart).await?))
    }

    /// What no public page counts: what is hidden from anybody while it is examined.
    pub(crate) async fn of_everybody(tx: &mut Tx, heart: &Heart) -> Result<Self, JournalError> {
        Ok(Self(examined_measures(tx, heart).await?))
    }

    /// Rows less what is hidden of them; a row that holds nothing else is left out, as if there had been nothing.
    pub(crate) fn without<R: Row>(
        &self,
        mut rows: Vec<R>,
        read: Read<'_>,
        key: impl Fn(Cell<'_>) -> R::Key,
    ) -> Vec<R> {
        let mut hidden: BTreeMap<R::Key, Kept> = BTreeMap::new();
        for (cell, kept) in self.cells(read) {
            hidden.entry(key(cell)).or_default().add(kept);
        }
        if hidden.is_empty() {
            return rows;
        }
        for row in &mut rows {
            let Some(of_row) = hidden.get_mut(&row.key()) else { continue };
            let mut left = row.counts();
            let taken = of_row.least(left);
            left.take(taken);
            of_row.take(taken);
            row.set(left);
        }
        rows.retain(|row| row.counts() != Kept::default());
        rows
    }

    fn cells<'a>(&'a self, read: Read<'a>) -> impl Iterator<Item = (Cell<'a>, Kept)> {
        let Read { part, .. } = read;
        self.0.iter().filter_map(move |delta| {
            let period = match read.period {
                Period::Day => day_number(delta.day),
                Period::Month => month_number(delta.day),
            };
            let cell = Cell {
                period,
                norm: &delta.norm,
                branch: or_nil(delta.branch),
                channel: channel_name(delta.channel),
                employee: or_nil(delta.employee),
            };
            let is_read = (read.from..=read.to).contains(&period)
                && read.norm.is_none_or(|norm| norm == delta.norm)
                && part.branch.is_none_or(|branch| branch.uuid() == cell.branch)
                && part.channel.is_none_or(|channel| channel == delta.channel)
                && part.employee.is_none_or(|employee| employee.uuid() == cell.employee);
            let kept = Kept { met: delta.met, breached: delta.breached, waived: delta.waived };
            is_read.then_some((cell, kept))
        })
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use solits_kernel::{BranchId, EmployeeId};
    use solits_standard::model::ChannelKind;

    use super::*;

    #[derive(Debug, PartialEq)]
    struct Of(i64, Kept);

    impl Row for Of {
        type Key = i64;
        fn key(&self) -> i64 {
            self.0
        }
        fn counts(&self) -> Kept {
            self.1
        }
        fn set(&mut self, kept: Kept) {
            self.1 = kept;
        }
    }

    fn kept(met: i64, breached: i64) -> Kept {
        Kept { met, breached, waived: 0 }
    }

    fn delta(day: i8, employee: u128, kept: Kept) -> Delta {
        Delta {
            day: date(2026, 11, day),
            norm: "answer".to_owned(),
            standard: 1,
            branch: Some(BranchId::new(Uuid::from_u128(7))),
            channel: ChannelKind::Email,
            employee: Some(EmployeeId::new(Uuid::from_u128(employee))),
            met: kept.met,
            breached: kept.breached,
            waived: kept.waived,
        }
    }

    fn read(part: Part) -> Read<'static> {
        Read { norm: Some("answer"), period: Period::Month, from: 671, to: 682, part }
    }

    #[test]
    fn what_is_hidden_is_taken_from_its_rows_and_a_row_of_nothing_else_is_left_out() {
        let hidden = Hidden(vec![delta(3, 1, kept(2, 1)), delta(4, 2, kept(1, 0)), delta(5, 2, kept(-1, 1))]);
        // Two versions of the standard have a row each; 681 holds no hidden case.
        let rows = || vec![Of(682, kept(2, 0)), Of(682, kept(4, 2)), Of(681, kept(1, 1))];
        let shown = hidden.without(rows(), read(Part::default()), |cell| cell.period);
        assert_eq!(shown, [Of(682, kept(4, 0)), Of(681, kept(1, 1))]);
        let other = Part { branch: Some(BranchId::new(Uuid::from_u128(8))), ..Part::default() };
        assert_eq!(hidden.without(rows(), read(other), |cell| cell.period), rows());
        let own = Part { employee: Some(EmployeeId::new(Uuid::from_u128(1))), ..Part::default() };
        let shown = hidden.without(rows(), read(own), |cell| cell.period);
        assert_eq!(Kept::sum(shown.iter().map(|of| &of.1)), kept(5, 2));
    }
}
