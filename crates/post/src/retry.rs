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
    Next::At(failed.plus_minutes(pause(attempts)).min(end))
}

/// When a letter was first tried that was `due` then and has failed `attempts` times (at least 1), the last time at
/// `failed`: what [`next`] counts from.
///
/// Reckoned from the number of attempts and never earlier than `due`, so that what kept the attempts from being made is not
/// held against the letter: one that was due while the program stood still has its three days all the same.
pub fn first_tried(due: Timestamp, attempts: u32, failed: Timestamp) -> Timestamp {
    due.max(failed.plus_minutes(-tried_minutes(attempts)))
}

/// The pause after so many attempts, in minutes.
fn pause(attempts: u32) -> i64 {
    let doubled = FIRST_MINUTES.checked_shl(attempts.saturating_sub(1).min(30)).unwrap_or(LONGEST_MINUTES);
    doubled.min(LONGEST_MINUTES)
}

/// How long it takes to make so many attempts, in minutes.
fn tried_minutes(attempts: u32) -> i64 {
    let mut minutes = 0;
    for made in 1..attempts {
        minutes += pause(made);
        if minutes >= TRIED_MINUTES {
            return TRIED_MINUTES;
        }
    }
    minutes
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

    /// Every attempt of a letter that was due at minute 0 and never succeeds, from its first on, in minutes; the program
    /// stands still for so long after an attempt.
    fn attempts_of_due(first: i64, still: fn(usize) -> i64) -> Vec<i64> {
        let mut attempts = vec![first];
        while let Some(&last) = attempts.last() {
            let (made, failed) = (u32::try_from(attempts.len()).unwrap(), minute(last));
            match next(first_tried(minute(0), made, failed), made, failed) {
                Next::At(then) => attempts.push(then.since(minute(0)) / 60_000 + still(attempts.len())),
                Next::GiveUp => return attempts,
            }
        }
        attempts
    }

    #[test]
    fn a_letter_tried_when_it_is_due_is_tried_for_three_days() {
        assert_eq!(attempts_of_due(0, |_| 0), all_attempts());
    }

    #[test]
    fn a_letter_that_waited_while_the_program_stood_still_for_five_days_is_tried_for_three_days_from_then() {
        let later: Vec<i64> = all_attempts().into_iter().map(|attempt| attempt + 5 * 24 * 60).collect();
        assert_eq!(attempts_of_due(5 * 24 * 60, |_| 0), later);
    }

    #[test]
    fn five_days_of_standing_still_between_two_attempts_take_none_of_them_away() {
        let attempts = attempts_of_due(0, |made| if made == 1 { 5 * 24 * 60 } else { 0 });
        assert_eq!(attempts.len(), all_attempts().len());
        assert_eq!(attempts[..3], [0, 7201, 7203]);
    }

    #[test]
    fn attempts_that_came_to_nothing_fast_do_not_shorten_the_three_days() {
        assert_eq!(first_tried(minute(0), 40, minute(500)), minute(0));
        assert_eq!(next(minute(0), 40, minute(500)), Next::At(minute(860)));
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
