//! One year of a calendar worked out: what every day is, and every stretch of open time as instants.
//!
//! Sums of open time and of working days are kept alongside, so that a question costs a binary search and not a walk
//! over days.

use jiff::{
    civil::{Date, DateTime, date},
    tz::AmbiguousOffset,
};
use solits_kernel::{Timestamp, riga};

use crate::{
    Closure, DayHours, DayKind, DayTime, MovedDayOff, OnDaysOff, Shortened, Timetable, WorkedSaturday,
    day::{kind_of, shortened},
    holidays::days_after,
};

pub(crate) struct Year {
    pub(crate) days: Vec<Day>,
    pub(crate) spans: Vec<Span>,
    /// Open milliseconds in the whole year.
    pub(crate) open: i64,
    /// The days that count as working days, in order.
    pub(crate) working: Vec<Date>,
}

pub(crate) struct Day {
    pub(crate) date: Date,
    pub(crate) kind: DayKind,
    /// Whether the day is counted in working-day terms.
    pub(crate) counts: bool,
    /// Whether a period of calendar days or months may end on it.
    pub(crate) ends_periods: bool,
    pub(crate) shortened: Option<Shortened>,
    pub(crate) hours: DayHours,
    /// The first instant after the day.
    pub(crate) ends: Timestamp,
    /// The last closing of the day.
    pub(crate) closes: Option<Timestamp>,
}

/// A stretch of open time within one day.
#[derive(Clone, Copy)]
pub(crate) struct Span {
    pub(crate) opens: Timestamp,
    pub(crate) closes: Timestamp,
    /// Open milliseconds of the year before this stretch.
    pub(crate) before: i64,
}

impl Span {
    const fn open_until_close(self) -> i64 {
        self.before + self.closes.since(self.opens)
    }
}

impl Year {
    pub(crate) fn build(year: i16, timetable: &Timetable) -> Self {
        let days: Vec<Day> = date(year, 1, 1)
            .series(jiff::Span::new().days(1))
            .take_while(|day| day.year() == year)
            .map(|day| Day::build(day, timetable))
            .collect();
        let mut spans = Vec::new();
        let mut open = 0;
        for day in &days {
            for interval in day.hours.intervals() {
                let (opens, closes) = (instant(day.date, interval.from()), instant(day.date, interval.to()));
                // An interval inside the hour skipped in spring has no length and opens nothing.
                if opens < closes {
                    spans.push(Span { opens, closes, before: open });
                    open += closes.since(opens);
                }
            }
        }
        Self {
            working: days.iter().filter(|day| day.counts).map(|day| day.date).collect(),
            days,
            spans,
            open,
        }
    }

    /// The day that holds the instant, which must lie in this year.
    pub(crate) fn day_at(&self, at: Timestamp) -> Option<&Day> {
        self.days.get(self.days.partition_point(|day| day.ends <= at))
    }

    /// Open milliseconds of this year before `at`: nothing before the year, all of it after.
    pub(crate) fn open_before(&self, at: Timestamp) -> i64 {
        match self.spans.partition_point(|span| span.opens < at).checked_sub(1) {
            Some(last) => {
                let span = self.spans[last];
                span.before + at.min(span.closes).since(span.opens)
            }
            None => 0,
        }
    }

    /// The first instant by which so many milliseconds of the year were open; there must be as many.
    pub(crate) fn when_open(&self, millis: i64) -> Option<Timestamp> {
        let span = self.spans.get(self.spans.partition_point(|span| span.open_until_close() < millis))?;
        Some(span.opens.plus_millis(millis - span.before))
    }

    /// The first stretch of this year that closes after `at`.
    pub(crate) fn span_closing_after(&self, at: Timestamp) -> Option<Span> {
        self.spans.get(self.spans.partition_point(|span| span.closes <= at)).copied()
    }
}

impl Day {
    fn build(date: Date, timetable: &Timetable) -> Self {
        let kind = kind_of(date, timetable);
        let shortened = shortened(date, &kind, &timetable.feed);
        let hours = opening(date, &kind, shortened, timetable);
        let settings = timetable.settings;
        let counts = match kind {
            DayKind::WorkedInstead { .. } => settings.worked_saturday == WorkedSaturday::Counts,
            _ => kind.is_worked(),
        };
        let period_may_end_off =
            matches!(kind, DayKind::MovedOff { .. }) && settings.moved_day_off == MovedDayOff::DoesNotRoll;
        Self {
            date,
            counts,
            ends_periods: counts || period_may_end_off,
            shortened,
            ends: instant(date, DayTime::END),
            closes: hours.intervals().last().map(|interval| instant(date, interval.to())),
            hours,
            kind,
        }
    }
}

/// The opening hours of a day after exceptions, holidays, shortening and closures.
fn opening(date: Date, kind: &DayKind, shortened: Option<Shortened>, timetable: &Timetable) -> DayHours {
    let usual = hours_before_closures(date, kind, shortened, timetable);
    timetable.closures.iter().fold(usual, |hours, closure| match closed_part(date, closure) {
        Some((from, to)) => hours.without(from, to),
        None => hours,
    })
}

pub(crate) fn hours_before_closures(
    date: Date,
    kind: &DayKind,
    shortened: Option<Shortened>,
    timetable: &Timetable,
) -> DayHours {
    if let Some(exception) = timetable.exceptions.iter().rev().find(|exception| exception.date == date) {
        return exception.hours.clone();
    }
    let week = &timetable.hours;
    let is_made_free = !kind.is_worked() && *kind != DayKind::Weekend;
    if is_made_free && week.on_days_off == OnDaysOff::Closed {
        return DayHours::closed();
    }
    let hours = week.of(kind.stands_in_for().unwrap_or(date).weekday());
    // Who is open on holidays has no shorter day before them.
    match (shortened, week.on_days_off) {
        (Some(_), OnDaysOff::Closed) => hours.shortened(timetable.settings.shortened_by_minutes),
        _ => hours.clone(),
    }
}

/// The part of `date` that a closure takes; `None` when it lies outside.
pub(crate) fn closed_part(date: Date, closure: &Closure) -> Option<(DayTime, DayTime)> {
    let (starts, ends) =
        (date.to_datetime(jiff::civil::Time::MIN), days_after(date, 1).to_datetime(jiff::civil::Time::MIN));
    if closure.from >= ends || closure.to <= starts {
        return None;
    }
    let time_of = |moment: DateTime| {
        let minutes =
            u16::from(moment.hour().unsigned_abs()) * 60 + u16::from(moment.minute().unsigned_abs());
        DayTime::from_minutes(minutes)
    };
    let from = if closure.from <= starts { DayTime::START } else { time_of(closure.from)? };
    let to = if closure.to >= ends { DayTime::END } else { time_of(closure.to)? };
    (from < to).then_some((from, to))
}

/// The instant a wall clock in Riga shows `time` on `date`.
///
/// A time in the hour skipped in spring is the moment of the skip, so that later times never come earlier; in the
/// hour repeated in autumn it is the first of the two.
pub(crate) fn instant(date: Date, time: DayTime) -> Timestamp {
    let (date, minutes) = match time {
        DayTime::END => (days_after(date, 1), 0),
        _ => (date, time.minutes()),
    };
    let wall = i8::try_from(minutes / 60).ok().zip(i8::try_from(minutes % 60).ok());
    let wall = wall.map_or(jiff::civil::Time::MIN, |(hour, minute)| jiff::civil::time(hour, minute, 0, 0));
    let zone = riga();
    let ambiguous = zone.to_ambiguous_timestamp(date.to_datetime(wall));
    let is_skipped = matches!(ambiguous.offset(), AmbiguousOffset::Gap { .. });
    let after = Timestamp::in_riga(date, wall);
    if !is_skipped {
        return after;
    }
    let skip = zone.preceding(after.plus_millis(1).into()).next();
    skip.map_or(after, |transition| transition.timestamp().into())
}
