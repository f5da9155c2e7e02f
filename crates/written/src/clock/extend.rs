//! Extending a term: with a reason, told to the client, and never beyond the longest the law allows.

use jiff::civil::{Date, Time};
use solits_calendar::Calendar;
use solits_kernel::Timestamp;
use thiserror::Error;

use super::Clock;

/// A term that was extended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extension {
    /// The new end.
    pub until: Timestamp,
    /// The end it had.
    pub from: Timestamp,
    /// Why, in the words the client is told.
    pub reason: String,
    /// When it was decided.
    pub at: Timestamp,
}

/// Why a term is not extended.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ExtensionRefusal {
    /// Nothing allows it: neither the law nor the standard.
    #[error("this term cannot be extended")]
    NotAllowed,
    /// No reason was given.
    #[error("a term is not extended without a reason")]
    NoReason,
    /// It has ended, and an extension would only hide that it was not kept.
    #[error("the term has ended")]
    Ended,
    /// The new day is no later than the old one.
    #[error("the new day is not later")]
    NotLater,
    /// The new day is not a working day.
    #[error("the new day is not a working day")]
    NotWorkingDay,
    /// The new day lies beyond the longest term.
    #[error("the term can be extended no further than {0}")]
    BeyondLongest(Date),
}

/// Extends a clock until the end of `until`, decided at `now`.
///
/// Only a term of the law can be extended, up to its own longest. What the institution has promised of itself is not
/// extended: the client is told a new date, which is a promise by itself, and the old one counts as it was kept (I-07).
pub fn extend(
    clock: &Clock,
    until: Date,
    reason: &str,
    now: Timestamp,
    calendar: &Calendar,
) -> Result<Extension, ExtensionRefusal> {
    let longest = clock.extension.as_ref().ok_or(ExtensionRefusal::NotAllowed)?;
    let reason = reason.trim();
    if reason.is_empty() {
        return Err(ExtensionRefusal::NoReason);
    }
    if now > clock.due.at {
        return Err(ExtensionRefusal::Ended);
    }
    let end = end_of(until, calendar);
    if end <= clock.due.at {
        return Err(ExtensionRefusal::NotLater);
    }
    if !calendar.is_working_day(until) {
        return Err(ExtensionRefusal::NotWorkingDay);
    }
    if until > longest.due.last_day() {
        return Err(ExtensionRefusal::BeyondLongest(longest.due.last_day()));
    }
    Ok(Extension { until: end, from: clock.due.at, reason: reason.to_owned(), at: now })
}

/// A period of the law ends at 24:00 of its last day, and so does an extended one.
fn end_of(day: Date, calendar: &Calendar) -> Timestamp {
    let next = day.tomorrow().unwrap_or(day);
    let midnight = Timestamp::in_riga(next, Time::midnight());
    debug_assert_eq!(calendar.day_of(midnight.plus_millis(-1)), day, "the calendar counts days in Riga");
    midnight
}
