//! The times of a visit, kept apart: wait, walk, serve, stay (E-21).
//!
//! A visit is a list of timed periods that is only ever added to. The totals are recomputed from it, so that a corrected
//! period corrects every figure.

use serde::{Deserialize, Serialize};
use solits_kernel::Timestamp;
use thiserror::Error;

/// What a client is doing during one period of a visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// In a line, able to be called.
    Waiting,
    /// Called and on the way to the counter.
    Called,
    /// At the counter.
    Serving,
    /// Set aside with the client's agreement, for instance to fetch a paper.
    Parked,
}

/// One period of a visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Period {
    /// What the client was doing.
    pub stage: Stage,
    /// When it began.
    pub from: Timestamp,
    /// When it ended; `None` while it lasts.
    pub until: Option<Timestamp>,
}

/// The times of a visit in milliseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Totals {
    /// Waiting until the first call: what a promise about waiting means.
    pub first_wait: i64,
    /// All waiting, also after a transfer; time set aside is not part of it.
    pub wait: i64,
    /// From a call to the counter.
    pub walk: i64,
    /// At counters.
    pub serve: i64,
    /// Set aside.
    pub parked: i64,
    /// From the first period's beginning to the last one's end, gaps included.
    pub stay: i64,
}

/// Why the periods of a visit make no sense.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum TimesError {
    /// A period ends before it begins, or before now where it still lasts.
    #[error("a period that begins at {0} ends before it begins")]
    Backwards(Timestamp),
    /// A period begins before the one before it has ended.
    #[error("a period begins at {0}, before the one before it has ended")]
    Overlap(Timestamp),
}

/// The times of a visit as they stand at `now`, from its periods in the order of their beginning.
pub fn totals(periods: &[Period], now: Timestamp) -> Result<Totals, TimesError> {
    let mut totals = Totals::default();
    let mut called = false;
    let mut ended: Option<Timestamp> = None;
    for period in periods {
        if ended.is_some_and(|ended| period.from < ended) {
            return Err(TimesError::Overlap(period.from));
        }
        let until = period.until.unwrap_or(now);
        let length = until.since(period.from);
        if length < 0 {
            return Err(TimesError::Backwards(period.from));
        }
        match period.stage {
            Stage::Waiting => {
                totals.wait += length;
                totals.first_wait += if called { 0 } else { length };
            }
            Stage::Called => totals.walk += length,
            Stage::Serving => totals.serve += length,
            Stage::Parked => totals.parked += length,
        }
        called |= matches!(period.stage, Stage::Called | Stage::Serving);
        ended = Some(until);
    }
    if let (Some(first), Some(ended)) = (periods.first(), ended) {
        totals.stay = ended.since(first.from);
    }
    Ok(totals)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn minute(minute: i64) -> Timestamp {
        Timestamp::from_millis(minute * 60_000)
    }
    fn period(stage: Stage, from: i64, until: i64) -> Period {
        Period { stage, from: minute(from), until: Some(minute(until)) }
    }

    #[test]
    fn a_visit_with_a_transfer_and_a_pause_keeps_its_times_apart() {
        let visit = [
            period(Stage::Waiting, 0, 12),
            period(Stage::Called, 12, 13),
            period(Stage::Serving, 13, 20),
            period(Stage::Parked, 20, 35),
            period(Stage::Waiting, 35, 39),
            Period { stage: Stage::Serving, from: minute(39), until: None },
        ];
        let totals = totals(&visit, minute(42)).unwrap();
        let minutes = [totals.first_wait, totals.wait, totals.walk, totals.serve, totals.parked, totals.stay];
        assert_eq!(minutes.map(|millis| millis / 60_000), [12, 16, 1, 10, 15, 42]);
    }

    #[test]
    fn time_set_aside_before_the_first_call_is_not_waiting() {
        let visit =
            [period(Stage::Waiting, 0, 5), period(Stage::Parked, 5, 30), period(Stage::Waiting, 30, 31)];
        assert_eq!(totals(&visit, minute(31)).unwrap().first_wait, 6 * 60_000);
    }

    #[test]
    fn periods_that_overlap_or_run_backwards_are_refused() {
        let overlapping = [period(Stage::Waiting, 0, 5), period(Stage::Serving, 4, 9)];
        assert_eq!(totals(&overlapping, minute(9)), Err(TimesError::Overlap(minute(4))));
        assert_eq!(totals(&[period(Stage::Waiting, 5, 4)], minute(9)), Err(TimesError::Backwards(minute(5))));
        let future = [Period { stage: Stage::Waiting, from: minute(9), until: None }];
        assert_eq!(totals(&future, minute(8)), Err(TimesError::Backwards(minute(9))));
        assert_eq!(totals(&[], minute(8)), Ok(Totals::default()));
    }
}
