//! Terms, and the instant at which each of them ends.
//!
//! Three kinds of counting never mix. The wall clock counts seconds and minutes. Opening time counts only while the
//! place is open. Days count as days: the day of receipt does not count (Administrative Procedure Law, sections 42
//! and 43), a working-day term ends when its last working day ends for the client, and a period of the law ends at
//! 24:00 of its last day, or of the next working day if that one is free.

use jiff::{Span, civil::Date};
use serde::{Deserialize, Serialize};
use solits_kernel::{Lang, Timestamp};
use thiserror::Error;

use crate::{
    Calendar, DayEnds, DayTime, IDLE_YEARS, LAST_YEAR, Path, Why,
    calendar::year_of,
    holidays::days_after,
    why::{skipped_in_opening_time, skipped_in_period, skipped_working_days, worked_instead},
    year::instant,
};

/// How long something may take. Amounts must be positive, and may be zero where noted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Term {
    /// Seconds on the wall clock; zero is at once.
    Seconds(i64),
    /// Rings of a telephone: an answer by the third ring comes before the fourth begins (trap 31 of area V).
    Rings {
        /// The last ring in time.
        count: i64,
        /// Seconds from the start of one ring to the start of the next.
        cadence_seconds: i64,
    },
    /// Minutes on the wall clock; zero is at once.
    Minutes(i64),
    /// Minutes during which the place is open.
    OpeningMinutes(i64),
    /// Hours during which the place is open.
    OpeningHours(i64),
    /// Working days after the day of the start.
    WorkingDays(i64),
    /// Calendar days after the day of the start.
    CalendarDays {
        /// How many.
        days: i64,
        /// Whether a last day that is not a working day moves to the next one.
        #[serde(default)]
        roll: bool,
    },
    /// Months: until the same date of the last month, or its last day if it has no such date, moved to a working day.
    Months(i64),
    /// So long before a moment that the starting event names.
    BeforeEvent(Lead),
}

/// How long before a planned moment; zero is that moment itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lead {
    /// Minutes on the wall clock.
    Minutes(i64),
    /// Calendar days: until 24:00 of that day, never moved, as moving would shorten the notice (D-18).
    CalendarDays(i64),
    /// Working days: until the end of the working day so many working days before the day of the event.
    WorkingDays(i64),
}

/// When a term ends, why then, and by which version of the calendar.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Due {
    /// The end: what happens up to and including this instant is in time.
    pub at: Timestamp,
    /// The reason, to be stored with the deadline.
    pub why: Why,
    /// [`Calendar::version`] of the calendar it was counted with.
    pub calendar_version: i64,
}

impl Due {
    /// The last day of the term; an end at 24:00 belongs to the day it ends.
    pub fn last_day(&self) -> Date {
        last_day(self.at)
    }
}

pub(crate) fn last_day(at: Timestamp) -> Date {
    at.plus_millis(-1).day()
}

/// Why a term has no end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum TermError {
    /// The amount is negative, or zero where that says nothing.
    #[error("the term is not positive")]
    NotPositive,
    /// The term counts back from an event whose time is not known.
    #[error("the term counts back from an event, and the event names no time")]
    EventMissing,
    /// Opening time was asked for, and years pass without the place opening.
    #[error("the place does not open within {IDLE_YEARS} years")]
    NeverOpens,
    /// A working day was asked for, and years pass without one.
    #[error("there is no working day within {IDLE_YEARS} years")]
    NoWorkingDay,
    /// The end lies beyond the years a calendar can answer for.
    #[error("the term ends after {LAST_YEAR} or before the first year of the calendar")]
    TooFar,
}

impl TermError {
    /// What is wrong, for who sets up a standard or a calendar.
    pub const fn text(self, lang: Lang) -> &'static str {
        let (lv, en) = match self {
            Self::NotPositive => ("Termiņam jābūt lielākam par nulli.", "The term must be more than zero."),
            Self::EventMissing => (
                "Termiņu skaita atpakaļ no notikuma, bet tā laiks nav zināms.",
                "The term counts back from an event whose time is not known.",
            ),
            Self::NeverOpens => (
                "Šajā kalendārā trīs gadus pēc kārtas nav apkalpošanas laika, tāpēc termiņš nekad nebeigtos.",
                "This calendar has no opening hours for three years on end, so the term would never end.",
            ),
            Self::NoWorkingDay => (
                "Šajā kalendārā trīs gadus pēc kārtas nav nevienas darba dienas, tāpēc termiņš nekad nebeigtos.",
                "This calendar has no working day for three years on end, so the term would never end.",
            ),
            Self::TooFar => (
                "Termiņš beidzas ārpus gadiem, kurus kalendārs aptver.",
                "The term ends outside the years the calendar covers.",
            ),
        };
        match lang {
            Lang::Lv => lv,
            Lang::En => en,
        }
    }
}

/// When `term`, begun at `start`, ends by `calendar`.
///
/// `event_at` is the planned moment for terms that count back from one and is ignored by the others. A term counted
/// back may end before `start`, when the event was planned at too short notice; every other positive term ends after
/// it.
pub fn due(
    calendar: &Calendar,
    term: Term,
    start: Timestamp,
    event_at: Option<Timestamp>,
) -> Result<Due, TermError> {
    let (at, path) = match term {
        Term::Seconds(seconds) => on_the_clock(start, seconds, 1)?,
        Term::Minutes(minutes) => on_the_clock(start, minutes, 60)?,
        Term::Rings { count, cadence_seconds } => {
            positive(cadence_seconds)?;
            on_the_clock(start, count, cadence_seconds)?
        }
        Term::OpeningMinutes(minutes) => in_opening_time(calendar, start, minutes, 60_000)?,
        Term::OpeningHours(hours) => in_opening_time(calendar, start, hours, 3_600_000)?,
        Term::WorkingDays(days) => in_working_days(calendar, start, days)?,
        Term::CalendarDays { days, roll } => {
            let span = Span::new().try_days(positive(days)?).map_err(|_| TermError::TooFar)?;
            in_period(calendar, start, span, if roll { Roll::ToWorkingDay } else { Roll::Never })?
        }
        Term::Months(months) => {
            let span = Span::new().try_months(positive(months)?).map_err(|_| TermError::TooFar)?;
            in_period(calendar, start, span, Roll::ToWorkingDay)?
        }
        Term::BeforeEvent(lead) => before(calendar, event_at.ok_or(TermError::EventMissing)?, lead)?,
    };
    let worked_instead = worked_instead(calendar, &path, start, at);
    let unconfirmed_year = unconfirmed_year(calendar, term, start, at);
    let why = Why { term, start, at, path, worked_instead, unconfirmed_year };
    Ok(Due { at, why, calendar_version: calendar.version() })
}

fn positive(amount: i64) -> Result<i64, TermError> {
    if amount > 0 { Ok(amount) } else { Err(TermError::NotPositive) }
}

fn millis(amount: i64, unit: i64) -> Result<i64, TermError> {
    amount.checked_mul(unit).ok_or(TermError::TooFar)
}

fn on_the_clock(start: Timestamp, amount: i64, unit_seconds: i64) -> Result<(Timestamp, Path), TermError> {
    if amount < 0 {
        return Err(TermError::NotPositive);
    }
    let at = start.plus_millis(millis(millis(amount, unit_seconds)?, 1000)?);
    within_years(at).map(|at| (at, Path::Clock))
}

fn within_years(at: Timestamp) -> Result<Timestamp, TermError> {
    if year_of(at) <= LAST_YEAR { Ok(at) } else { Err(TermError::TooFar) }
}

fn in_opening_time(
    calendar: &Calendar,
    start: Timestamp,
    amount: i64,
    unit_millis: i64,
) -> Result<(Timestamp, Path), TermError> {
    let mut left = millis(positive(amount)?, unit_millis)?;
    let mut idle = 0;
    for number in year_of(start)..=LAST_YEAR {
        let Some(year) = calendar.year(number) else { continue };
        let passed = year.open_before(start);
        if passed + left <= year.open {
            let at = year.when_open(passed + left).ok_or(TermError::NeverOpens)?;
            return Ok((at, Path::OpeningTime { skipped: skipped_in_opening_time(calendar, start, at) }));
        }
        let open = year.open - passed;
        left -= open;
        idle = if open == 0 { idle + 1 } else { 0 };
        if idle > IDLE_YEARS {
            return Err(TermError::NeverOpens);
        }
    }
    Err(TermError::TooFar)
}

fn in_working_days(calendar: &Calendar, start: Timestamp, days: i64) -> Result<(Timestamp, Path), TermError> {
    let received = calendar.day_of(start);
    let last =
        calendar.working_day_after(received, positive(days)?).ok_or_else(|| no_day(calendar, received))?;
    let skipped = skipped_working_days(calendar, days_after(received, 1), last);
    Ok((end_of_working_day(calendar, last), Path::WorkingDays { skipped }))
}

/// Whether a working day was not found because there is none, or because the calendar's years ran out.
fn no_day(calendar: &Calendar, after: Date) -> TermError {
    match calendar.working_day_after(after, 1) {
        Some(_) => TermError::TooFar,
        None => TermError::NoWorkingDay,
    }
}

/// When a working day ends for the client: at closing, or at 24:00 where the place does not open on that day, because
/// the institution works and a letter sent before midnight is in time.
fn end_of_working_day(calendar: &Calendar, day: Date) -> Timestamp {
    match calendar.timetable().settings.day_ends {
        DayEnds::ClosingTime => calendar.closing_at(day),
        DayEnds::Midnight => None,
    }
    .unwrap_or_else(|| instant(day, DayTime::END))
}

#[derive(Clone, Copy)]
enum Roll {
    Never,
    ToWorkingDay,
}

fn in_period(
    calendar: &Calendar,
    start: Timestamp,
    span: Span,
    roll: Roll,
) -> Result<(Timestamp, Path), TermError> {
    let ends_on = calendar.day_of(start).checked_add(span).map_err(|_| TermError::TooFar)?;
    if ends_on.year() > LAST_YEAR {
        return Err(TermError::TooFar);
    }
    let last = match roll {
        Roll::Never => ends_on,
        Roll::ToWorkingDay => first_day_that_ends_periods(calendar, ends_on)?,
    };
    let skipped = skipped_in_period(calendar, ends_on, last);
    Ok((instant(last, DayTime::END), Path::Period { ends_on, skipped }))
}

fn first_day_that_ends_periods(calendar: &Calendar, from: Date) -> Result<Date, TermError> {
    from.series(Span::new().days(1))
        .take_while(|day| usize::from(day.year().abs_diff(from.year())) <= IDLE_YEARS)
        .find(|&day| calendar.day(day).is_some_and(|day| day.ends_periods))
        .ok_or(TermError::NoWorkingDay)
}

fn before(calendar: &Calendar, event_at: Timestamp, lead: Lead) -> Result<(Timestamp, Path), TermError> {
    let day = calendar.day_of(event_at);
    let at = match lead {
        Lead::Minutes(amount) | Lead::CalendarDays(amount) | Lead::WorkingDays(amount) if amount < 0 => {
            return Err(TermError::NotPositive);
        }
        Lead::Minutes(minutes) => event_at.plus_millis(-millis(minutes, 60_000)?),
        Lead::CalendarDays(0) | Lead::WorkingDays(0) => event_at,
        Lead::CalendarDays(days) => {
            let span = Span::new().try_days(days).map_err(|_| TermError::TooFar)?;
            instant(day.checked_sub(span).map_err(|_| TermError::TooFar)?, DayTime::END)
        }
        Lead::WorkingDays(days) => {
            let last = calendar.working_day_before(day, days).ok_or(TermError::TooFar)?;
            end_of_working_day(calendar, last)
        }
    };
    let skipped = match lead {
        Lead::WorkingDays(days) if days > 0 => {
            skipped_working_days(calendar, days_after(last_day(at), 1), day)
        }
        _ => crate::Skipped::default(),
    };
    within_years(at).map(|at| (at, Path::BeforeEvent { event_at, skipped }))
}

/// The first year between start and end that nobody has confirmed, for terms that look at days of the calendar.
fn unconfirmed_year(calendar: &Calendar, term: Term, start: Timestamp, at: Timestamp) -> Option<i16> {
    match term {
        Term::Seconds(_)
        | Term::Rings { .. }
        | Term::Minutes(_)
        | Term::CalendarDays { roll: false, .. }
        | Term::BeforeEvent(Lead::Minutes(_) | Lead::CalendarDays(_)) => None,
        Term::OpeningMinutes(_)
        | Term::OpeningHours(_)
        | Term::WorkingDays(_)
        | Term::CalendarDays { .. }
        | Term::Months(_)
        | Term::BeforeEvent(Lead::WorkingDays(_)) => (year_of(start)..=year_of(at.plus_millis(-1)))
            .find(|year| !calendar.timetable().years.contains(year)),
    }
}
