//! When a letter that was not accepted is tried again (`security.md` §8).

use solits_kernel::Timestamp;

/// The first pause, in minutes.
const FIRST_MINUTES: i64 = 1;
/// The longest pause, in minutes: 6 hours.
const LONGEST_MINUTES: i64 = 6 * 60;
/// How long a letter is tried, in minutes: 3 days.
const TRIED_MINUTES: i64 = 3 * 24 * 60;

/// What becomes of a letter after an attempt that failed for now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// It is tried again, not before this instant.
    At(Timestamp),
    /// It has been tried long enough: whoever wrote it is told.
    GiveUp,
}

/// When to try again a letter that was `first` tried then, has failed `attempts` times (at least 1), the last time at `failed`.
///
/// The pauses double from 1 minute to 6 hours, counted from the last failure, so that a program that stood still does
/// not catch up on missed attempts. The last attempt is at 3 days sharp; one that fails then or later is the end.
pub fn next(first: Timestamp, attempts: u32, failed: Timestamp) -> Next {
    let end = first.plus_minutes(TRIED_MINUTES);
    if failed >= end {
        return Next::GiveUp;
    }
    let doubled = FIRST_MINUTES.checked_shl(attempts.saturating_sub(1).min(30)).unwrap_or(LONGEST_MINUTES);
    Next::At(failed.plus_minutes(doubled.min(LONGEST_MINUTES)).min(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn minute(minutes: i64) -> Timestamp {
        Timestamp::from_millis(1_795_000_000_000).plus_minutes(minutes)
    }

    /// Every attempt of a letter that never succeeds, in minutes since the first.
    fn all_attempts() -> Vec<i64> {
        let mut attempts = vec![0];
        while let Some(&last) = attempts.last() {
            match next(minute(0), u32::try_from(attempts.len()).unwrap(), minute(last)) {
                Next::At(then) => attempts.push(then.since(minute(0)) / 60_000),
                Next::GiveUp => return attempts,
            }
        }
        attempts
    }

    #[test]
    fn the_pauses_double_from_a_minute_to_six_hours_and_end_after_three_days() {
        assert_eq!(
            all_attempts(),
            [
                0, 1, 3, 7, 15, 31, 63, 127, 255, 511, 871, 1231, 1591, 1951, 2311, 2671, 3031, 3391, 3751,
                4111, 4320
            ]
        );
    }

    #[test]
    fn a_program_that_stood_still_does_not_catch_up_on_missed_attempts() {
        assert_eq!(next(minute(0), 1, minute(600)), Next::At(minute(601)));
    }

    #[test]
    fn after_three_days_a_letter_is_given_up() {
        assert_eq!(next(minute(0), 2, minute(4320)), Next::GiveUp);
        assert_eq!(next(minute(0), 2, minute(9999)), Next::GiveUp);
        assert_eq!(next(minute(0), u32::MAX, minute(4319)), Next::At(minute(4320)));
    }
}
