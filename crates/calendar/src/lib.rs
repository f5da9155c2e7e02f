//! Working time: when an institution is open, which days count, and when a term ends and why.
//!
//! Opening hours of a branch and channel, Latvian public holidays by rule, transferred working days and shortened
//! days come together in a [`Calendar`]; [`due`] counts a [`Term`] in it and answers with an instant, the version of
//! the calendar and the reason in one sentence. Days are never turned into hours, nor hours into days.
//!
//! What counts as a promise, and what happens when it is not kept, is decided elsewhere. Nothing here reads a clock.

mod calendar;
mod day;
mod feed;
pub mod holidays;
mod hours;
mod sentence;
mod terms;
mod timetable;
mod warning;
mod why;
pub mod words;
mod year;

pub use calendar::{Calendar, Closed, FIRST_YEAR, IDLE_YEARS, LAST_YEAR, OpenSpan};
pub use day::{DayKind, OwnDay, OwnDayKind, Shortened};
pub use feed::{Feed, FestivalClosing, OneOffHoliday, Transfer};
pub use holidays::Holiday;
pub use hours::{Closure, DateException, DayHours, DayTime, HoursError, Interval, OnDaysOff, WeeklyHours};
pub use terms::{Due, Lead, Term, TermError, due};
pub use timetable::{DayEnds, MovedDayOff, Settings, Timetable, Transfers, WorkedSaturday};
pub use warning::Warning;
pub use why::{Path, Skipped, SkippedDay, SkippedReason, Why};
