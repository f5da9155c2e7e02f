//! How long ahead the standard wants a kind of notice shown, and the last day on which it is in time.

use jiff::{ToSpan as _, civil::Date};
use solits_calendar::Calendar;

/// How long ahead a kind of notice has to be shown (D-14).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoticeLead {
    /// As soon as it is known.
    AtOnce,
    /// So many days of the calendar.
    CalendarDays(i64),
    /// So many working days of the branch.
    WorkingDays(i64),
}

impl NoticeLead {
    /// The lead of a kind of notice in a standard.
    pub fn of(notice: &solits_standard::model::Notice) -> Self {
        match (notice.lead_days, notice.working_days) {
            (0, _) => Self::AtOnce,
            (days, true) => Self::WorkingDays(days),
            (days, false) => Self::CalendarDays(days),
        }
    }

    /// The last day on which a notice about `about_on` is posted in time; none where it is posted at once.
    pub fn latest_day(self, about_on: Date, calendar: &Calendar) -> Option<Date> {
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

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use solits_calendar::{DayHours, Timetable, WeeklyHours};

    use super::*;

    fn calendar() -> Calendar {
        let hours: DayHours = "09:00-17:00".parse().unwrap();
        Calendar::new(Timetable::new(1, WeeklyHours::weekdays(&hours)))
    }

    /// VZD 17.5.1: changed hours before 18 November are posted five days earlier, days of the calendar unless said.
    #[test]
    fn a_notice_before_a_holiday_is_posted_five_days_ahead() {
        let latest = NoticeLead::CalendarDays(5).latest_day(date(2026, 11, 17), &calendar());
        assert_eq!(latest, Some(date(2026, 11, 12)));
    }

    /// D-18: where an institution counts working days, the days it is closed do not help.
    #[test]
    fn working_days_step_over_the_weekend() {
        let latest = NoticeLead::WorkingDays(5).latest_day(date(2026, 11, 17), &calendar());
        assert_eq!(latest, Some(date(2026, 11, 10)));
    }

    /// VZD 17.5.3: a disturbance is told as soon as it is known, so no day can be missed beforehand.
    #[test]
    fn what_is_told_at_once_has_no_latest_day() {
        assert_eq!(NoticeLead::AtOnce.latest_day(date(2026, 11, 17), &calendar()), None);
    }
}
