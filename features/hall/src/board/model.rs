//! Notices of the display without a database: what each says, and whether it came as early as the standard asks.

use jiff::{ToSpan as _, civil::Date};
use solits_calendar::Calendar;
use solits_kernel::{BranchId, Id, Text, Timestamp};

/// Names the ids of notices.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Notice {}
/// The id of a notice.
pub(crate) type NoticeId = Id<Notice>;

/// A notice as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Written {
    /// Where it is shown; in every branch where none is named.
    pub(crate) branch: Option<BranchId>,
    /// The words.
    pub(crate) text: Text,
    /// From when to when it is shown, the end left out.
    pub(crate) shown_from: Timestamp,
    pub(crate) shown_until: Timestamp,
    /// The kind of the standard's notices it is.
    pub(crate) kind: Option<String>,
    /// The first day it is about.
    pub(crate) about_on: Option<Date>,
}

/// How long ahead a kind of notice has to be shown (D-14).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lead {
    /// As soon as it is known.
    AtOnce,
    /// So many days of the calendar.
    CalendarDays(i64),
    /// So many working days of the branch.
    WorkingDays(i64),
}

impl Lead {
    /// The lead of a kind of notice in a standard.
    pub(crate) fn of(notice: &solits_standard::model::Notice) -> Self {
        match (notice.lead_days, notice.working_days) {
            (0, _) => Self::AtOnce,
            (days, true) => Self::WorkingDays(days),
            (days, false) => Self::CalendarDays(days),
        }
    }

    /// The last day on which a notice about `about_on` is posted in time; none where it is posted at once.
    pub(crate) fn latest_day(self, about_on: Date, calendar: &Calendar) -> Option<Date> {
        match self {
            Self::AtOnce => None,
            Self::CalendarDays(days) => about_on.checked_sub(days.days()).ok(),
            Self::WorkingDays(days) => {
                let mut day = about_on;
                let mut left = days;
                while left > 0 {
                    day = day.yesterday().ok()?;
                    left -= i64::from(calendar.is_working_day(day));
                }
                Some(day)
            }
        }
    }
}

/// The order after a notice has moved one place up.
pub(crate) fn moved_up(order: &[NoticeId], id: NoticeId) -> Vec<NoticeId> {
    let mut order = order.to_vec();
    if let Some(place) = order.iter().position(|one| *one == id).filter(|place| *place > 0) {
        order.swap(place - 1, place);
    }
    order
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use solits_calendar::{DayHours, Timetable, WeeklyHours};
    use uuid::Uuid;

    use super::*;

    fn calendar() -> Calendar {
        let hours: DayHours = "09:00-17:00".parse().unwrap();
        Calendar::new(Timetable::new(1, WeeklyHours::weekdays(&hours)))
    }

    /// VZD 17.5.1: changed hours before 18 November are posted five days earlier, days of the calendar unless said.
    #[test]
    fn a_notice_before_a_holiday_is_posted_five_days_ahead() {
        let latest = Lead::CalendarDays(5).latest_day(date(2026, 11, 17), &calendar());
        assert_eq!(latest, Some(date(2026, 11, 12)));
    }

    /// D-18: where an institution counts working days, the days it is closed do not help.
    #[test]
    fn working_days_step_over_the_weekend() {
        let latest = Lead::WorkingDays(5).latest_day(date(2026, 11, 17), &calendar());
        assert_eq!(latest, Some(date(2026, 11, 10)));
    }

    /// VZD 17.5.3: a disturbance is told as soon as it is known, so no day can be missed beforehand.
    #[test]
    fn what_is_told_at_once_has_no_latest_day() {
        assert_eq!(Lead::AtOnce.latest_day(date(2026, 11, 17), &calendar()), None);
    }

    #[test]
    fn moving_up_changes_two_neighbours_and_the_first_stays() {
        let ids: Vec<NoticeId> = (1..4).map(|number| NoticeId::new(Uuid::from_u128(number))).collect();
        assert_eq!(moved_up(&ids, ids[2]), [ids[0], ids[2], ids[1]]);
        assert_eq!(moved_up(&ids, ids[0]), ids);
    }
}
