//! Questions to a calendar: is this a working day, is it open now, when does it open, how long was it open.

use std::{fmt, sync::OnceLock};

use jiff::{civil::Date, tz::Offset};
use serde::{Deserialize, Serialize};
use solits_kernel::{Text, Timestamp};

use crate::{
    DayKind, DayTime, Interval, Shortened, Timetable,
    year::{Day, Span, Year, closed_part, hours_before_closures},
};

/// The first year a calendar can answer for. The rules of holidays hold from 2014 on; earlier years use the same.
pub const FIRST_YEAR: i16 = 2000;
/// The last year a calendar can answer for.
pub const LAST_YEAR: i16 = 2149;
/// After so many years without any open time or working day a search gives up.
pub const IDLE_YEARS: usize = 3;

/// The working time of one branch and channel, ready to be asked.
///
/// Each year is worked out once, when first asked for; after that an answer costs a binary search. Days outside
/// [`FIRST_YEAR`] to [`LAST_YEAR`] are closed and free. In JSON it is its [`Timetable`].
#[derive(Serialize, Deserialize)]
#[serde(from = "Timetable", into = "Timetable")]
pub struct Calendar {
    timetable: Timetable,
    years: Box<[OnceLock<Box<Year>>]>,
}

impl Calendar {
    /// A calendar that keeps to `timetable`.
    pub fn new(timetable: Timetable) -> Self {
        Self { timetable, years: (FIRST_YEAR..=LAST_YEAR).map(|_| OnceLock::new()).collect() }
    }

    /// What this calendar keeps to.
    pub const fn timetable(&self) -> &Timetable {
        &self.timetable
    }

    /// The version which deadlines counted here remember.
    pub const fn version(&self) -> i64 {
        self.timetable.version
    }

    /// Whether the day counts as a working day in terms, whether or not the branch opens on it.
    pub fn is_working_day(&self, date: Date) -> bool {
        self.day(date).is_some_and(|day| day.counts)
    }

    /// What the day is, with the reason. Worked Saturdays are worked even where they do not count in terms.
    pub fn working_day_kind(&self, date: Date) -> DayKind {
        self.day(date).map_or(DayKind::Weekend, |day| day.kind.clone())
    }

    /// Why the day is shorter than others; `None` when it is not.
    pub fn shortened(&self, date: Date) -> Option<Shortened> {
        self.day(date)?.shortened
    }

    /// The working day that lies so many working days after `date`, which itself does not count.
    ///
    /// `None` for zero days, and where [`IDLE_YEARS`] pass without a working day.
    pub fn working_day_after(&self, date: Date, days: i64) -> Option<Date> {
        let mut left = usize::try_from(days).ok()?.checked_sub(1)?;
        let mut idle = 0;
        for year in date.year().max(FIRST_YEAR)..=LAST_YEAR {
            let working = &self.year(year)?.working;
            let ahead = &working[working.partition_point(|&day| day <= date)..];
            if let Some(&day) = ahead.get(left) {
                return Some(day);
            }
            left -= ahead.len();
            idle = if ahead.is_empty() { idle + 1 } else { 0 };
            if idle > IDLE_YEARS {
                break;
            }
        }
        None
    }

    /// The working day that lies so many working days before `date`, which itself does not count.
    pub fn working_day_before(&self, date: Date, days: i64) -> Option<Date> {
        let mut left = usize::try_from(days).ok().filter(|&days| days > 0)?;
        let mut idle = 0;
        for year in (FIRST_YEAR..=date.year().min(LAST_YEAR)).rev() {
            let working = &self.year(year)?.working;
            let behind = &working[..working.partition_point(|&day| day < date)];
            if let Some(position) = behind.len().checked_sub(left) {
                return Some(behind[position]);
            }
            left -= behind.len();
            idle = if behind.is_empty() { idle + 1 } else { 0 };
            if idle > IDLE_YEARS {
                break;
            }
        }
        None
    }

    /// The stretches of a day during which the place is open, in order; none when it is closed.
    pub fn opening_intervals(&self, date: Date) -> &[Interval] {
        self.day(date).map_or(&[], |day| day.hours.intervals())
    }

    /// When the place closes for the day; `None` when it does not open.
    pub fn closing_time(&self, date: Date) -> Option<DayTime> {
        self.opening_intervals(date).last().map(|interval| interval.to())
    }

    /// The instant of the last closing of a day; `None` when it does not open.
    pub fn closing_at(&self, date: Date) -> Option<Timestamp> {
        self.day(date)?.closes
    }

    /// Why a day has no opening at all; `None` when it has one.
    pub fn closed_because(&self, date: Date) -> Option<Closed> {
        let Some(day) = self.day(date) else { return Some(Closed::NoHours) };
        if !day.hours.intervals().is_empty() {
            return None;
        }
        let table = &self.timetable;
        let exception = table.exceptions.iter().rev().find(|exception| exception.date == date);
        let had_hours = !hours_before_closures(date, &day.kind, day.shortened, table).intervals().is_empty();
        Some(if had_hours {
            let closure = table.closures.iter().find(|closure| closed_part(date, closure).is_some());
            closure.map_or(Closed::NoHours, |closure| Closed::Closure(closure.reason.clone()))
        } else if let Some(exception) = exception {
            Closed::Exception(exception.reason.clone())
        } else if day.kind.is_worked() {
            Closed::NoHours
        } else {
            Closed::DayOff(day.kind.clone())
        })
    }

    /// Whether the place is open at this instant; at the moment of closing it is not.
    pub fn is_open(&self, at: Timestamp) -> bool {
        self.span_closing_after(at).is_some_and(|span| span.opens <= at)
    }

    /// The stretch of open time around an instant, within one day; `None` when closed.
    pub fn open_interval_at(&self, at: Timestamp) -> Option<OpenSpan> {
        let span = self.span_closing_after(at).filter(|span| span.opens <= at)?;
        Some(OpenSpan { opens: span.opens, closes: span.closes })
    }

    /// The next stretch that opens after this instant; `None` where [`IDLE_YEARS`] pass without one.
    pub fn next_opening(&self, at: Timestamp) -> Option<OpenSpan> {
        let span = self.span_closing_after(at)?;
        let span = if span.opens > at { span } else { self.span_closing_after(span.closes)? };
        Some(OpenSpan { opens: span.opens, closes: span.closes })
    }

    /// Milliseconds until the place closes; `None` when it is closed now, or stays open for a week and more.
    pub fn closes_in(&self, at: Timestamp) -> Option<i64> {
        let mut span = self.open_interval_at(at)?;
        // Hours until 24:00 and from 00:00 of the next day are one opening to who waits.
        while let Some(next) = self.open_interval_at(span.closes) {
            span = next;
            if span.closes.since(at) > 7 * 24 * 3_600_000 {
                return None;
            }
        }
        Some(span.closes.since(at))
    }

    /// Milliseconds between two instants during which the place was open; negative when `to` is the earlier.
    pub fn open_millis_between(&self, from: Timestamp, to: Timestamp) -> i64 {
        if to < from {
            return -self.open_millis_between(to, from);
        }
        (year_of(from).max(FIRST_YEAR)..=year_of(to).min(LAST_YEAR))
            .filter_map(|year| self.year(year))
            .map(|year| year.open_before(to) - year.open_before(from))
            .sum()
    }

    /// The day in Riga of an instant.
    pub fn day_of(&self, at: Timestamp) -> Date {
        let day = self.year(year_of(at)).and_then(|year| year.day_at(at));
        day.map_or_else(|| at.day(), |day| day.date)
    }

    pub(crate) fn day(&self, date: Date) -> Option<&Day> {
        let position = usize::try_from(date.day_of_year()).ok()?.checked_sub(1)?;
        self.year(date.year())?.days.get(position)
    }

    pub(crate) fn year(&self, year: i16) -> Option<&Year> {
        let position = usize::try_from(year.checked_sub(FIRST_YEAR)?).ok()?;
        let slot = self.years.get(position)?;
        Some(slot.get_or_init(|| Box::new(Year::build(year, &self.timetable))))
    }

    /// The first stretch that closes after `at`, in this year or one of the next.
    fn span_closing_after(&self, at: Timestamp) -> Option<Span> {
        let year = year_of(at).max(FIRST_YEAR);
        (year..=LAST_YEAR)
            .take(IDLE_YEARS + 1)
            .filter_map(|year| self.year(year))
            .find_map(|year| year.span_closing_after(at))
    }
}

/// The year in Riga of an instant: in the first and last hours of a year its clock stands two hours ahead of UTC.
pub(crate) fn year_of(at: Timestamp) -> i16 {
    Offset::constant(2).to_datetime(at.into()).year()
}

impl From<Timetable> for Calendar {
    fn from(timetable: Timetable) -> Self {
        Self::new(timetable)
    }
}
impl From<Calendar> for Timetable {
    fn from(calendar: Calendar) -> Self {
        calendar.timetable
    }
}
impl Clone for Calendar {
    fn clone(&self) -> Self {
        Self::new(self.timetable.clone())
    }
}
impl PartialEq for Calendar {
    fn eq(&self, other: &Self) -> bool {
        self.timetable == other.timetable
    }
}
impl fmt::Debug for Calendar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.timetable.fmt(f)
    }
}

/// A stretch of open time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OpenSpan {
    /// The first open instant.
    pub opens: Timestamp,
    /// The first instant after it.
    pub closes: Timestamp,
}

/// Why a day has no opening.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Closed {
    /// It is a free day.
    DayOff(DayKind),
    /// An exception says so.
    Exception(Text),
    /// A closure takes all its hours.
    Closure(Text),
    /// It is a working day on which this branch and channel never opens, or too far away to tell.
    NoHours,
}
