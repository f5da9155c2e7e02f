//! When a meeting is: instants in universal time, wall clocks of a zone, and whole days.

use jiff::{
    SignedDuration,
    civil::{Date, DateTime},
    tz::TimeZone,
};
use solits_kernel::{Timestamp, riga};

use super::{
    line::Line,
    zone::{Table, named},
};

/// When a meeting is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum When {
    /// On whole days, from the first to the last.
    Days {
        /// The first day.
        first: Date,
        /// The last day; the first one where it takes one day.
        last: Date,
    },
    /// At a time.
    Moments {
        /// When it begins.
        begins: Timestamp,
        /// When it ends, where that is said.
        ends: Option<Timestamp>,
        /// The name of a time zone that nobody here knows and the calendar does not explain: its clock was read as that of
        /// Riga. Empty where it is known.
        foreign_zone: String,
    },
}

impl When {
    /// As its lines say it, beside the zones that their calendar explains; `None` where they cannot be read.
    pub(super) fn of(
        start: &Line,
        end: Option<&Line>,
        duration: Option<&Line>,
        tables: &[Table],
    ) -> Option<Self> {
        if let Some(first) = date(&start.value) {
            // The end of days is the first day after them.
            let last = end.and_then(|end| date(&end.value)).and_then(|end| end.yesterday().ok());
            return Some(Self::Days { first, last: last.filter(|last| *last > first).unwrap_or(first) });
        }
        let (begins, foreign_zone) = moment(start, tables)?;
        let after = duration.and_then(|line| line.value.trim().parse::<SignedDuration>().ok());
        let after = after.and_then(|after| i64::try_from(after.as_millis()).ok());
        let ends = end.and_then(|end| moment(end, tables)).map(|(ends, _)| ends);
        let ends = ends.or_else(|| after.map(|after| begins.plus_millis(after)));
        Some(Self::Moments { begins, ends: ends.filter(|ends| *ends > begins), foreign_zone })
    }
}

/// A day: `20261120`.
pub(super) fn date(value: &str) -> Option<Date> {
    let value = value.trim();
    if value.len() != 8 {
        return None;
    }
    Date::new(number(value, 0, 4)?, small(value, 4)?, small(value, 6)?).ok()
}

/// A clock of no zone: `20261120T100000`.
pub(super) fn clock(value: &str) -> Option<DateTime> {
    let (day, time) = value.trim().split_once(['T', 't'])?;
    if time.len() != 6 {
        return None;
    }
    let day = date(day)?;
    // A clock that counts a leap second shows it as the last one of its minute.
    let second = small(time, 4)?.min(59);
    DateTime::new(day.year(), day.month(), day.day(), small(time, 0)?, small(time, 2)?, second, 0).ok()
}

/// An instant, and the name of its zone where nobody here knows it.
fn moment(line: &Line, tables: &[Table]) -> Option<(Timestamp, String)> {
    let value = line.value.trim();
    let local = value.strip_suffix(['Z', 'z']).unwrap_or(value);
    let time = clock(local)?;
    let name = line.parameter("TZID");
    let (zone, foreign) = if local.len() < value.len() {
        (TimeZone::UTC, String::new())
    } else if name.is_empty() {
        // A clock of no zone is that of whoever reads it.
        (riga(), String::new())
    } else {
        let explained = || tables.iter().find(|table| table.name == name)?.zone_at(time);
        let known = named(name).or_else(explained);
        known.map_or_else(|| (riga(), name.to_owned()), |zone| (zone, String::new()))
    };
    Some((time.to_zoned(zone).ok()?.timestamp().into(), foreign))
}

fn number(text: &str, from: usize, to: usize) -> Option<i16> {
    let figures = text.get(from..to)?;
    figures.bytes().all(|byte| byte.is_ascii_digit()).then(|| figures.parse().ok()).flatten()
}

/// Two figures.
pub(super) fn small(text: &str, from: usize) -> Option<i8> {
    i8::try_from(number(text, from, from + 2)?).ok()
}
