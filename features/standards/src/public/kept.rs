//! Which counts of kept and broken promises everybody may see (security §11). Plain functions.
//!
//! The page of promises publishes twelve whole months and their sum; what stands here hides the same months, so that the
//! two pages together tell no more than either.

use solits_kernel::{day_number, day_of_number};
use solits_obligation::{FEWEST_PUBLISHED, publishable};

/// Counts of one promise over some time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Kept {
    pub(super) met: i64,
    pub(super) breached: i64,
}

impl Kept {
    /// What was owed: kept or broken.
    const fn owed(self) -> i64 {
        self.met + self.breached
    }

    /// The share kept, 0 to 1; `None` where nothing was owed.
    pub(super) fn share(self) -> Option<f64> {
        solits_obligation::kept_percent(self.met, self.breached).map(|percent| percent / 100.0)
    }

    /// Less a part of it; nothing goes below zero.
    pub(super) fn less(self, part: Self) -> Self {
        Self { met: (self.met - part.met).max(0), breached: (self.breached - part.breached).max(0) }
    }

    pub(super) const fn and(self, other: Self) -> Self {
        Self { met: self.met + other.met, breached: self.breached + other.breached }
    }
}

/// The last of some months, where it may be published beside the others: it has five cases or more, and hiding it is not
/// needed to keep a smaller month from being reckoned from the sum of all.
pub(super) fn last_month(months: &[Kept]) -> Option<Kept> {
    let last = *months.last()?;
    let counts: Vec<i64> = months.iter().map(|kept| kept.owed()).collect();
    let is_shown = publishable(&counts).last() == Some(&true);
    (last.owed() >= FEWEST_PUBLISHED && is_shown).then_some(last)
}

/// The running month as far as it may be published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Running {
    /// The last day that is counted.
    pub(super) until: i64,
    pub(super) kept: Kept,
}

/// The running month up to the end of a week.
///
/// A figure that grew day by day would tell what one day added to it. It grows by whole weeks, and only when a step adds
/// five cases or more. `days` are the days of the month with their counts, `today` is not counted.
pub(super) fn running(days: &[(i64, Kept)], today: i64) -> Option<Running> {
    let mut days: Vec<_> = days.iter().filter(|(day, _)| *day < today).copied().collect();
    days.sort_by_key(|(day, _)| *day);
    let mut published: Option<Running> = None;
    let mut waiting = Kept::default();
    let first = days.first()?.0;
    for day in first..today {
        let counted =
            days.iter().filter(|(of, _)| *of == day).fold(Kept::default(), |sum, one| sum.and(one.1));
        waiting = waiting.and(counted);
        if is_sunday(day) && waiting.owed() >= FEWEST_PUBLISHED {
            let kept = published.map_or(Kept::default(), |one| one.kept).and(waiting);
            published = Some(Running { until: day, kept });
            waiting = Kept::default();
        }
    }
    published
}

fn is_sunday(day: i64) -> bool {
    day_of_number(day).weekday() == jiff::civil::Weekday::Sunday
}

/// The first day of the month of a day, as its number.
pub(super) fn first_of_month(day: jiff::civil::Date) -> i64 {
    day_number(day.first_of_month())
}

/// A share in whole percent, rounded down: a tenth of a percent of few cases would tell how many they were.
pub(super) fn coarse(share: f64) -> f64 {
    (share * 100.0 + 1e-9).floor() / 100.0
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn kept(met: i64, breached: i64) -> Kept {
        Kept { met, breached }
    }

    /// Security §11: a cell of fewer than five cases is suppressed, with a second one where a total would reveal it.
    #[test]
    fn a_month_is_hidden_when_it_is_small_or_would_reveal_a_small_one() {
        assert_eq!(last_month(&[kept(30, 0), kept(19, 1)]), Some(kept(19, 1)));
        assert_eq!(last_month(&[kept(30, 0), kept(3, 1)]), None);
        assert_eq!(
            last_month(&[kept(30, 0), kept(2, 0), kept(12, 0)]),
            None,
            "the next smallest after the small one"
        );
        assert_eq!(last_month(&[kept(12, 0), kept(2, 0), kept(30, 0)]), Some(kept(30, 0)));
        assert_eq!(last_month(&[]), None);
    }

    #[test]
    fn the_running_month_grows_by_whole_weeks_of_five_cases_or_more() {
        // 1 November 2026 is a Sunday.
        let day = |number| day_number(date(2026, 11, number));
        let days =
            [(day(2), kept(9, 1)), (day(10), kept(2, 0)), (day(17), kept(4, 1)), (day(20), kept(50, 0))];
        let at = |today| running(&days, day(today)).map(|one| (one.until, one.kept));
        assert_eq!(at(8), None, "the first week is not over");
        assert_eq!(at(9), Some((day(8), kept(9, 1))));
        assert_eq!(at(16), Some((day(8), kept(9, 1))), "two cases more would be told one by one");
        assert_eq!(at(23), Some((day(22), kept(65, 2))));
        assert_eq!(running(&[], day(20)), None);
    }

    #[test]
    fn a_coarse_share_is_never_more_than_was_kept() {
        assert!((coarse(0.999) - 0.99).abs() < 1e-9 && (coarse(1.0) - 1.0).abs() < 1e-9);
        assert!((coarse(0.95) - 0.95).abs() < 1e-9);
    }
}
