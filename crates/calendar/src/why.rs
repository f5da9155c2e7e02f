//! Why a deadline is when it is, in a form that is stored with it and can be read years later without the calendar.

use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Serialize};
use solits_kernel::{Lang, Text, Timestamp};

use crate::{Calendar, Closed, DayKind, Term, holidays::days_after, terms::last_day, words};

/// The reason of a deadline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Why {
    /// The term that was counted.
    pub term: Term,
    /// When it began.
    pub start: Timestamp,
    /// When it ends.
    pub at: Timestamp,
    /// How the end was reached.
    pub path: Path,
    /// Days worked in place of others, usually Saturdays, that were counted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub worked_instead: Vec<Date>,
    /// A year on the way whose calendar nobody had confirmed, so that the day may yet change.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unconfirmed_year: Option<i16>,
}

impl Why {
    /// The reason in one sentence, with a full stop.
    pub fn sentence(&self, lang: Lang) -> String {
        crate::sentence::sentence(self, lang)
    }

    /// The same for a term that ends at `due_at` by now: one that was moved since says so.
    pub fn sentence_for(&self, due_at: Timestamp, lang: Lang) -> String {
        let sentence = self.sentence(lang);
        if due_at == self.at {
            return sentence;
        }
        let day = last_day(due_at);
        let until = words::day_in(day, words::Form::Until, words::year_shown(day, self.at.day()), lang);
        match lang {
            Lang::Lv => {
                format!("{sentence} Pēc tam termiņš pārcelts līdz {until}: to apturēja vai pagarināja.")
            }
            Lang::En => {
                format!("{sentence} The term was moved to {until} then: it was paused or made longer.")
            }
        }
    }
}

/// How the end of a term was reached.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Path {
    /// By the wall clock alone.
    Clock,
    /// By open time alone.
    OpeningTime {
        /// Days without any opening.
        skipped: Skipped,
    },
    /// By counting working days.
    WorkingDays {
        /// Days that did not count.
        skipped: Skipped,
    },
    /// By the calendar, perhaps moved to a working day.
    Period {
        /// The last day before any move.
        ends_on: Date,
        /// The days it was moved over, that last day included.
        skipped: Skipped,
    },
    /// Back from a planned moment.
    BeforeEvent {
        /// That moment.
        event_at: Timestamp,
        /// Days that did not count.
        skipped: Skipped,
    },
}

/// Days that were passed over.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Skipped {
    /// Saturdays, holidays on a Saturday among them.
    #[serde(skip_serializing_if = "is_zero")]
    pub saturdays: u32,
    /// Sundays, holidays on a Sunday among them.
    #[serde(skip_serializing_if = "is_zero")]
    pub sundays: u32,
    /// Other days, each with its reason, in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub days: Vec<SkippedDay>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
const fn is_zero(number: &u32) -> bool {
    *number == 0
}

/// A day other than a free Saturday or Sunday that was passed over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SkippedDay {
    /// The day.
    pub date: Date,
    /// Why.
    pub reason: SkippedReason,
}

/// Why a day was passed over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SkippedReason {
    /// What the day is: a holiday, a day made free, or a worked Saturday that this institution does not count.
    Kind(DayKind),
    /// The place was closed, for a reason of its own.
    Closed(Text),
    /// The place never opens on such a day.
    NoHours,
}

impl Skipped {
    /// How many days were passed over.
    pub fn count(&self) -> usize {
        self.days.len() + usize::try_from(self.saturdays + self.sundays).unwrap_or(usize::MAX)
    }

    fn add(&mut self, date: Date, reason: SkippedReason) {
        let is_free = !matches!(&reason, SkippedReason::Kind(kind) if kind.is_worked());
        match date.weekday() {
            Weekday::Saturday if is_free => self.saturdays += 1,
            Weekday::Sunday if is_free => self.sundays += 1,
            _ => self.days.push(SkippedDay { date, reason }),
        }
    }
}

/// The days from `first` until the day before `end` that do not count as working days.
pub(crate) fn skipped_working_days(calendar: &Calendar, first: Date, end: Date) -> Skipped {
    collect(first, end, |date| {
        let day = calendar.day(date).filter(|day| !day.counts)?;
        Some(SkippedReason::Kind(day.kind.clone()))
    })
}

/// The days from `ends_on` until the day before `last` over which a period was moved.
pub(crate) fn skipped_in_period(calendar: &Calendar, ends_on: Date, last: Date) -> Skipped {
    collect(ends_on, last, |date| Some(SkippedReason::Kind(calendar.working_day_kind(date))))
}

/// The days between two instants on which the place did not open at all.
pub(crate) fn skipped_in_opening_time(calendar: &Calendar, start: Timestamp, at: Timestamp) -> Skipped {
    collect(calendar.day_of(start), last_day(at), |date| {
        Some(match calendar.closed_because(date)? {
            Closed::DayOff(kind) => SkippedReason::Kind(kind),
            Closed::Exception(reason) | Closed::Closure(reason) => SkippedReason::Closed(reason),
            Closed::NoHours => SkippedReason::NoHours,
        })
    })
}

/// The days worked in place of others that a count of working days has passed, the last day included.
pub(crate) fn worked_instead(calendar: &Calendar, path: &Path, start: Timestamp, at: Timestamp) -> Vec<Date> {
    if !matches!(path, Path::WorkingDays { .. }) {
        return Vec::new();
    }
    let (first, last) = (days_after(calendar.day_of(start), 1), last_day(at));
    let days = first.series(jiff::Span::new().days(1)).take_while(|&date| date <= last);
    let counted = days.filter_map(|date| calendar.day(date)).filter(|day| day.counts);
    counted.filter(|day| !matches!(day.kind, DayKind::Working)).map(|day| day.date).collect()
}

fn collect(first: Date, end: Date, reason: impl Fn(Date) -> Option<SkippedReason>) -> Skipped {
    let mut skipped = Skipped::default();
    for date in first.series(jiff::Span::new().days(1)).take_while(|&date| date < end) {
        if let Some(reason) = reason(date) {
            skipped.add(date, reason);
        }
    }
    skipped
}
