//! Days from one to another, both counted.

use jiff::civil::{Date, date};
use solits_kernel::{day_number, day_of_number, month_number};

/// A binder covers at most so many days: five years and a day.
const MOST_DAYS: i64 = 5 * 366;

/// Days from one to another, both counted, as stored numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Period {
    pub(crate) from: i64,
    pub(crate) until: i64,
}

/// Why two days are no period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PeriodError {
    /// Not a day as `2026-11-21`.
    Unreadable,
    /// The last one is before the first.
    Backwards,
    /// More than five years.
    TooLong,
}

/// A day as a form sends it; `None` for another text and for years that no institution counts.
pub(crate) fn read_day(text: &str) -> Option<i64> {
    let day: Date = text.trim().parse().ok()?;
    (1990..=2200).contains(&day.year()).then(|| day_number(day))
}

/// A day as a form shows it.
pub(crate) fn write_day(day: i64) -> String {
    day_of_number(day).to_string()
}

impl Period {
    /// The period from one written day to another.
    pub(crate) fn read(from: &str, until: &str) -> Result<Self, PeriodError> {
        let read = |text| read_day(text).ok_or(PeriodError::Unreadable);
        let period = Self { from: read(from)?, until: read(until)? };
        match period.until - period.from {
            ..0 => Err(PeriodError::Backwards),
            MOST_DAYS.. => Err(PeriodError::TooLong),
            _ => Ok(period),
        }
    }

    /// From the first of January up to a day.
    pub(crate) fn year_to(day: i64) -> Self {
        let january = date(day_of_number(day).year(), 1, 1);
        Self { from: day_number(january), until: day }
    }

    /// Whether the two have a day in common.
    pub(crate) const fn meets(self, other: Self) -> bool {
        self.from <= other.until && other.from <= self.until
    }

    /// Its whole months, and the days before and after them: sums by month are kept, so that a year is a dozen of them.
    pub(crate) fn months_and_days(self) -> MonthsAndDays {
        let first_of = |number: i64| day_number(first_day(number));
        let (from, until) = (day_of_number(self.from), day_of_number(self.until));
        let first = month_number(from) + i64::from(from.day() > 1);
        let last = month_number(until) - i64::from(self.until + 1 < first_of(month_number(until) + 1));
        if first > last {
            return MonthsAndDays { months: None, days: vec![self] };
        }
        let before = Self { from: self.from, until: first_of(first) - 1 };
        let after = Self { from: first_of(last + 1), until: self.until };
        let days = [before, after].into_iter().filter(|days| days.from <= days.until).collect();
        MonthsAndDays { months: Some((first, last)), days }
    }
}

/// A period as whole months, by number, and what is left at its ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct MonthsAndDays {
    pub(crate) months: Option<(i64, i64)>,
    pub(crate) days: Vec<Period>,
}

/// The first day of a month by its number.
fn first_day(month: i64) -> Date {
    let (year, month) = (1970 + month.div_euclid(12), month.rem_euclid(12) + 1);
    Date::new(i16::try_from(year).unwrap_or(1970), i8::try_from(month).unwrap_or(1), 1)
        .unwrap_or(date(1970, 1, 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn period(from: &str, until: &str) -> Period {
        Period::read(from, until).unwrap()
    }

    #[test]
    fn a_year_is_twelve_months_and_no_days() {
        let year = period("2026-01-01", "2026-12-31").months_and_days();
        assert_eq!(year, MonthsAndDays { months: Some((672, 683)), days: Vec::new() });
    }

    #[test]
    fn the_ends_of_a_period_are_counted_by_day_and_every_day_once() {
        for (from, until) in [
            ("2026-01-15", "2026-11-21"),
            ("2026-02-01", "2026-02-28"),
            ("2026-02-02", "2026-03-30"),
            ("2026-05-04", "2026-05-04"),
            ("2025-12-31", "2026-01-01"),
        ] {
            let whole = period(from, until);
            let split = whole.months_and_days();
            let mut days: Vec<i64> = split.days.iter().flat_map(|days| days.from..=days.until).collect();
            if let Some((first, last)) = split.months {
                days.extend(day_number(first_day(first))..day_number(first_day(last + 1)));
            }
            days.sort_unstable();
            assert_eq!(days, (whole.from..=whole.until).collect::<Vec<_>>(), "{from} to {until}");
        }
    }

    #[test]
    fn a_period_that_is_none_is_told_why() {
        assert_eq!(Period::read("2026-02-30", "2026-03-01"), Err(PeriodError::Unreadable));
        assert_eq!(Period::read("2026-03-02", "2026-03-01"), Err(PeriodError::Backwards));
        assert_eq!(Period::read("2016-01-01", "2026-01-01"), Err(PeriodError::TooLong));
    }

    #[test]
    fn a_day_in_common_is_enough_to_meet() {
        let may = period("2026-05-01", "2026-05-31");
        assert!(may.meets(period("2026-05-31", "2026-06-02")));
        assert!(!may.meets(period("2026-06-01", "2026-06-02")));
    }
}
