//! What is about to be late, and what would help: plain functions.

use solits_kernel::Timestamp;

/// How a wait stands to the promised limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// Well within.
    Good,
    /// Four fifths of the limit have passed.
    Soon,
    /// Over the limit.
    Late,
}

impl Standing {
    /// As the style sheet calls it.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Soon => "soon",
            Self::Late => "late",
        }
    }
}

/// How a wait of so many milliseconds stands to a limit in minutes.
pub(crate) const fn standing(waited_ms: i64, limit_minutes: i64) -> Standing {
    let limit = limit_minutes * 60_000;
    if waited_ms > limit {
        Standing::Late
    } else if waited_ms >= soon_ms(limit_minutes) {
        Standing::Soon
    } else {
        Standing::Good
    }
}

/// From how long a wait on, in milliseconds, it is about to be late: four fifths of the limit in minutes.
pub(crate) const fn soon_ms(limit_minutes: i64) -> i64 {
    limit_minutes * 60_000 * 4 / 5
}

/// Seconds until a called client may be passed over; 0 once the standard's time is over (VZD P2/s2.2).
pub(crate) fn seconds_to_no_show(called_at: Timestamp, no_show_seconds: i64, now: Timestamp) -> i64 {
    let left = called_at.plus_seconds(no_show_seconds).since(now).max(0);
    (left + 999) / 1000
}

/// Whether the last client is served or gone and the branch has been closed for long enough to end its day.
pub(crate) const fn day_is_over(now: Timestamp, closes_at: Timestamp, anybody_left: bool) -> bool {
    let after = now.since(closes_at);
    // Whoever waits is served, so the day goes on for them; what is still open two hours later was forgotten.
    after >= 0 && (!anybody_left || after >= 2 * 3_600_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wait_is_marked_before_its_limit_passes() {
        let minutes = |minutes: i64| minutes * 60_000;
        assert_eq!(standing(minutes(11), 15), Standing::Good);
        assert_eq!(standing(minutes(12), 15), Standing::Soon);
        assert_eq!(standing(minutes(15), 15), Standing::Soon);
        assert_eq!(standing(minutes(15) + 1, 15), Standing::Late);
    }

    #[test]
    fn a_called_client_has_the_standards_minute() {
        let called = Timestamp::from_millis(0);
        assert_eq!(seconds_to_no_show(called, 60, called.plus_millis(1)), 60);
        assert_eq!(seconds_to_no_show(called, 60, called.plus_seconds(59)), 1);
        assert_eq!(seconds_to_no_show(called, 60, called.plus_seconds(75)), 0);
    }

    #[test]
    fn the_day_waits_for_its_last_client_but_not_for_a_forgotten_ticket() {
        let closes = Timestamp::from_millis(0);
        assert!(!day_is_over(closes.plus_minutes(-1), closes, false));
        assert!(day_is_over(closes, closes, false));
        assert!(!day_is_over(closes.plus_minutes(30), closes, true));
        assert!(day_is_over(closes.plus_minutes(120), closes, true));
    }
}
