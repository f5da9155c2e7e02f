//! When a meeting is: instants in universal time, wall clocks of a zone, and whole days.

use jiff::{
    SignedDuration,
    civil::{Date, DateTime},
    tz::TimeZone,
};
use solits_kernel::{Timestamp, riga};

use super::line::Line;

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
        /// The name of a time zone that nobody here knows: its clock was read as that of Riga. Empty where it is known.
        foreign_zone: String,
    },
}

impl When {
    /// As its lines say it; `None` where they cannot be read.
    pub(super) fn of(start: &Line, end: Option<&Line>, duration: Option<&Line>) -> Option<Self> {
        if let Some(first) = date(&start.value) {
            // The end of days is the first day after them.
            let last = end.and_then(|end| date(&end.value)).and_then(|end| end.yesterday().ok());
            return Some(Self::Days { first, last: last.filter(|last| *last > first).unwrap_or(first) });
        }
        let (begins, foreign_zone) = moment(start)?;
        let after = duration.and_then(|line| line.value.trim().parse::<SignedDuration>().ok());
        let after = after.and_then(|after| i64::try_from(after.as_millis()).ok());
        let ends = end.and_then(moment).map(|(ends, _)| ends);
        let ends = ends.or_else(|| after.map(|after| begins.plus_millis(after)));
        Some(Self::Moments { begins, ends: ends.filter(|ends| *ends > begins), foreign_zone })
    }
}

/// A day: `20261120`.
fn date(value: &str) -> Option<Date> {
    let value = value.trim();
    if value.len() != 8 {
        return None;
    }
    Date::new(number(value, 0, 4)?, small(value, 4)?, small(value, 6)?).ok()
}

/// An instant, and the name of its zone where nobody here knows it.
fn moment(line: &Line) -> Option<(Timestamp, String)> {
    let value = line.value.trim();
    let local = value.strip_suffix(['Z', 'z']).unwrap_or(value);
    let (day, time) = local.split_once(['T', 't'])?;
    if time.len() != 6 {
        return None;
    }
    let day = date(day)?;
    // A clock that counts a leap second shows it as the last one of its minute.
    let second = small(time, 4)?.min(59);
    let time = DateTime::new(day.year(), day.month(), day.day(), small(time, 0)?, small(time, 2)?, second, 0)
        .ok()?;
    let name = line.parameter("TZID");
    let (zone, foreign) = if local.len() < value.len() {
        (TimeZone::UTC, String::new())
    } else if name.is_empty() {
        // A clock of no zone is that of whoever reads it.
        (riga(), String::new())
    } else {
        zone(name).map_or_else(|| (riga(), name.to_owned()), |zone| (zone, String::new()))
    };
    Some((time.to_zoned(zone).ok()?.timestamp().into(), foreign))
}

fn number(text: &str, from: usize, to: usize) -> Option<i16> {
    let figures = text.get(from..to)?;
    figures.bytes().all(|byte| byte.is_ascii_digit()).then(|| figures.parse().ok()).flatten()
}

/// Two figures.
fn small(text: &str, from: usize) -> Option<i8> {
    i8::try_from(number(text, from, from + 2)?).ok()
}

/// Zones as programs of Microsoft call them; those from which somebody invites an institution here.
const WINDOWS: [(&str, &str); 20] = [
    ("FLE Standard Time", "Europe/Riga"),
    ("E. Europe Standard Time", "Europe/Chisinau"),
    ("GTB Standard Time", "Europe/Bucharest"),
    ("W. Europe Standard Time", "Europe/Berlin"),
    ("Central Europe Standard Time", "Europe/Budapest"),
    ("Central European Standard Time", "Europe/Warsaw"),
    ("Romance Standard Time", "Europe/Paris"),
    ("GMT Standard Time", "Europe/London"),
    ("Greenwich Standard Time", "Atlantic/Reykjavik"),
    ("Turkey Standard Time", "Europe/Istanbul"),
    ("Israel Standard Time", "Asia/Jerusalem"),
    ("Georgian Standard Time", "Asia/Tbilisi"),
    ("Eastern Standard Time", "America/New_York"),
    ("Central Standard Time", "America/Chicago"),
    ("Mountain Standard Time", "America/Denver"),
    ("Pacific Standard Time", "America/Los_Angeles"),
    ("India Standard Time", "Asia/Kolkata"),
    ("Tokyo Standard Time", "Asia/Tokyo"),
    ("UTC", "UTC"),
    ("tzone://Microsoft/Utc", "UTC"),
];

/// The zone of a name, as programs write it: one of the common list, also behind a path, one of Microsoft's, or its towns.
fn zone(name: &str) -> Option<TimeZone> {
    let name = name.trim();
    if let Some((_, common)) = WINDOWS.iter().find(|(theirs, _)| theirs.eq_ignore_ascii_case(name)) {
        return TimeZone::get(common).ok();
    }
    if let Ok(zone) = TimeZone::get(name) {
        return Some(zone);
    }
    let mut pieces = name.rsplit('/');
    if let (Some(town), Some(continent)) = (pieces.next(), pieces.next())
        && let Ok(zone) = TimeZone::get(&format!("{continent}/{town}"))
    {
        return Some(zone);
    }
    // "(UTC+02:00) Helsinki, Kyiv, Riga, Sofia, Tallinn, Vilnius"
    name.split([',', ')']).any(|town| town.trim() == "Riga").then(riga)
}
