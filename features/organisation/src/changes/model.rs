//! Planned changes without a database.

use jiff::{
    ToSpan as _,
    civil::{Date, Time},
};
use solits_calendar::{Calendar, Closure, DateException, Shortened, holidays};
use solits_kernel::{BranchId, Id, Text, Timestamp};
use solits_standard::Standard;

/// Names the ids of planned changes.
#[derive(Clone, Copy, Debug)]
pub enum Change {}
/// The id of a planned change.
pub type ChangeId = Id<Change>;

/// The kind of notice for changed hours before a public holiday (D-15).
pub(crate) const BEFORE_HOLIDAY: &str = "before_public_holiday";
/// A change of a kind the standard does not name.
pub(crate) const OTHER: &str = "other";

/// What says that something changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// A day with other hours.
    Exception,
    /// A closure.
    Closure,
    /// The calendar by itself: a working day that is shorter before a holiday.
    Calendar,
    /// A notice, of something that is not about hours.
    Notice,
}

impl Source {
    /// As stored.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Exception => "exception",
            Self::Closure => "closure",
            Self::Calendar => "calendar",
            Self::Notice => "notice",
        }
    }
}

/// A change to be planned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewChange {
    /// Where.
    pub branch: BranchId,
    /// What says it.
    pub source: Source,
    /// Whose hours change, as they are kept; empty where it is not about hours.
    pub hours_of: String,
    /// The standard's kind of notice.
    pub kind: String,
    /// Why; may be empty.
    pub reason: Text,
    /// The first moment that is affected, and the end of it.
    pub begins_at: Timestamp,
    #[expect(missing_docs, reason = "said above")]
    pub ends_at: Timestamp,
}

/// A change that is planned and not over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedChange {
    /// Id.
    pub id: ChangeId,
    /// Whose hours change, as they are kept; empty where it is not about hours.
    pub hours_of: String,
    /// The standard's kind of notice.
    pub kind: String,
    /// Why; may be empty.
    pub reason: Text,
    /// The first moment that is affected, and the end of it.
    pub begins_at: Timestamp,
    #[expect(missing_docs, reason = "said above")]
    pub ends_at: Timestamp,
    /// When a notice of it was first seen; `None` while there was none.
    pub posted_at: Option<Timestamp>,
}

/// The kind of a change: what was chosen, else what the day says. A kind that the standard does not name is another one.
fn kind_of(chosen: &str, day: Date, calendar: &Calendar, standard: Option<&Standard>) -> String {
    let is_known = |kind: &str| {
        standard.is_some_and(|standard| standard.lists().notices.iter().any(|one| one.value.id == kind))
    };
    let by_day = || if is_at_holiday(day, calendar) { BEFORE_HOLIDAY } else { OTHER };
    let kind = if chosen.is_empty() { by_day() } else { chosen };
    if is_known(kind) { kind.to_owned() } else { OTHER.to_owned() }
}

/// Whether a day is a public holiday or the day before one.
fn is_at_holiday(day: Date, calendar: &Calendar) -> bool {
    let feed = &calendar.timetable().feed;
    holidays::is_holiday(day, feed) || day.tomorrow().is_ok_and(|next| holidays::is_holiday(next, feed))
}

fn midnight(day: Date) -> Timestamp {
    Timestamp::in_riga(day, Time::midnight())
}

/// The change that a day with other hours is.
pub(crate) fn exception_change(
    (branch, hours_of): (BranchId, String),
    exception: &DateException,
    chosen: &str,
    calendar: &Calendar,
    standard: Option<&Standard>,
) -> NewChange {
    let day = exception.date;
    NewChange {
        branch,
        source: Source::Exception,
        hours_of,
        kind: kind_of(chosen, day, calendar, standard),
        reason: exception.reason.clone(),
        begins_at: midnight(day),
        ends_at: midnight(day.tomorrow().unwrap_or(day)),
    }
}

/// The change that a closure is.
pub(crate) fn closure_change(
    (branch, hours_of): (BranchId, String),
    closure: &Closure,
    chosen: &str,
    calendar: &Calendar,
    standard: Option<&Standard>,
) -> NewChange {
    let at = |moment: jiff::civil::DateTime| Timestamp::in_riga(moment.date(), moment.time());
    NewChange {
        branch,
        source: Source::Closure,
        hours_of,
        kind: kind_of(chosen, closure.from.date(), calendar, standard),
        reason: closure.reason.clone(),
        begins_at: at(closure.from),
        ends_at: at(closure.to),
    }
}

/// The working days of a calendar that are shorter before a holiday, from tomorrow and for so many days. A day for which
/// somebody has given hours by hand is said by that.
pub(crate) fn shorter_days(calendar: &Calendar, today: Date, days_ahead: i64) -> Vec<(Date, Date)> {
    let is_by_hand = |day: Date| calendar.timetable().exceptions.iter().any(|one| one.date == day);
    (1..=days_ahead)
        .filter_map(|ahead| today.checked_add(ahead.days()).ok())
        .filter(|day| !calendar.opening_intervals(*day).is_empty() && !is_by_hand(*day))
        .filter_map(|day| match calendar.shortened(day)? {
            Shortened::BeforeHoliday { holiday } => Some((day, holiday)),
            Shortened::Carried { .. } => None,
        })
        .collect()
}

/// The change that a shorter day before a holiday is.
pub(crate) fn shorter_day_change(branch: BranchId, day: Date) -> NewChange {
    NewChange {
        branch,
        source: Source::Calendar,
        hours_of: "visit".to_owned(),
        kind: BEFORE_HOLIDAY.to_owned(),
        reason: Text::default(),
        begins_at: midnight(day),
        ends_at: midnight(day.tomorrow().unwrap_or(day)),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use solits_calendar::{DayHours, Timetable, WeeklyHours};

    use super::*;

    fn timetable() -> Timetable {
        let hours: DayHours = "09:00-17:00".parse().unwrap();
        let mut timetable = Timetable::new(1, WeeklyHours::weekdays(&hours));
        timetable.settings.shortened_by_minutes = 60;
        timetable
    }

    /// VZD 17.5.1: 17 November and 23 December are shorter because a holiday follows; nobody has to enter them.
    #[test]
    fn shorter_days_before_holidays_are_found_by_themselves() {
        let days = shorter_days(&Calendar::new(timetable()), date(2026, 11, 10), 45);
        assert_eq!(
            days,
            [(date(2026, 11, 17), date(2026, 11, 18)), (date(2026, 12, 23), date(2026, 12, 24))]
        );
    }

    #[test]
    fn a_day_with_hours_given_by_hand_is_said_by_those() {
        let mut timetable = timetable();
        timetable.exceptions.push(DateException {
            date: date(2026, 11, 17),
            hours: "09:00-12:00".parse().unwrap(),
            reason: Text::new("Svētki", "Holiday"),
        });
        assert_eq!(shorter_days(&Calendar::new(timetable), date(2026, 11, 10), 10), []);
    }

    #[test]
    fn the_day_says_the_kind_where_nobody_chose_one_and_the_standard_knows_it() {
        let standard = Standard::compile(&crate::sample::standard_with_notices(), None).unwrap();
        let calendar = Calendar::new(timetable());
        let kind = |chosen: &str, day: Date| kind_of(chosen, day, &calendar, Some(&standard));
        assert_eq!(kind("", date(2026, 11, 17)), "before_public_holiday");
        assert_eq!(kind("", date(2026, 11, 18)), "before_public_holiday");
        assert_eq!(kind("", date(2026, 11, 20)), "other");
        assert_eq!(kind("planned_repair", date(2026, 11, 17)), "planned_repair");
        assert_eq!(kind("unknown", date(2026, 11, 17)), "other");
        assert_eq!(kind_of("", date(2026, 11, 17), &calendar, None), "other");
    }
}
