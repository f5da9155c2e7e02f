//! Working time from outside: facts of the Latvian year, deadlines by example and by property, reasons in words.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod deadlines;
mod hours;
mod latvian_year;
mod properties;
mod reasons;
mod terms;

use jiff::civil::{Date, time};
use solits_calendar::{Calendar, DayHours, Timetable, WeeklyHours};
use solits_kernel::Timestamp;

/// A branch open from nine to five, Monday to Friday.
pub(crate) fn nine_to_five() -> Timetable {
    Timetable::new(1, WeeklyHours::weekdays(&hours("09:00-17:00")))
}

pub(crate) fn hours(text: &str) -> DayHours {
    text.parse().unwrap()
}

pub(crate) fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// An instant on the wall clock in Riga: `2026-04-17 16:30`.
pub(crate) fn at(text: &str) -> Timestamp {
    let (date, clock) = text.split_once(' ').unwrap();
    if clock == "24:00" {
        return Timestamp::in_riga(day(date).tomorrow().unwrap(), time(0, 0, 0, 0));
    }
    Timestamp::in_riga(day(date), clock.parse().unwrap())
}

pub(crate) fn calendar(change: impl FnOnce(&mut Timetable)) -> Calendar {
    let mut timetable = nine_to_five();
    change(&mut timetable);
    Calendar::new(timetable)
}
