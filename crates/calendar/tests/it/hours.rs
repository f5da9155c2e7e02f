//! Opening hours: split days, exceptions, closures, short days, nights and the change of the clocks.

use jiff::civil::{Weekday, date};
use solits_calendar::{
    Calendar, Closed, Closure, DateException, DayHours, DayKind, DayTime, Holiday, HoursError, Interval,
    Timetable, WeeklyHours,
};
use solits_kernel::{Text, Timestamp};

use crate::{at, calendar, day, hours, nine_to_five};

const HOUR: i64 = 3_600_000;

fn split() -> Calendar {
    calendar(|table| table.hours = WeeklyHours::weekdays(&hours("09:00-12:00, 13:00-17:00")))
}

fn shown(calendar: &Calendar, date: &str) -> String {
    DayHours::new(calendar.opening_intervals(day(date)).to_vec()).unwrap().to_string()
}

fn closure(from: &str, to: &str) -> Closure {
    Closure { from: from.parse().unwrap(), to: to.parse().unwrap(), reason: Text::new("Remonts", "Repairs") }
}

#[test]
fn a_split_day_is_closed_at_noon() {
    let calendar = split();
    assert!(!calendar.is_open(at("2026-11-16 08:59:59")));
    assert!(calendar.is_open(at("2026-11-16 09:00")));
    assert!(calendar.is_open(at("2026-11-16 11:59:59")));
    assert!(!calendar.is_open(at("2026-11-16 12:00")));
    assert!(calendar.is_open(at("2026-11-16 13:00")));
    assert!(!calendar.is_open(at("2026-11-16 17:00")));
    assert_eq!(calendar.closing_time(day("2026-11-16")), DayTime::new(17, 0));
}

#[test]
fn the_next_opening_is_found_over_night_weekend_and_holiday() {
    let calendar = split();
    let next = |text: &str| calendar.next_opening(at(text)).unwrap().opens;
    assert_eq!(next("2026-11-16 12:30"), at("2026-11-16 13:00"));
    assert_eq!(next("2026-11-16 10:00"), at("2026-11-16 13:00"), "the next, not the present one");
    assert_eq!(next("2026-11-20 17:00"), at("2026-11-23 09:00"));
    assert_eq!(next("2026-12-23 16:00"), at("2026-12-28 09:00"));
    assert_eq!(next("2026-12-30 20:00"), at("2027-01-04 09:00"));
}

#[test]
fn a_branch_knows_how_long_it_stays_open() {
    let calendar = split();
    assert_eq!(calendar.closes_in(at("2026-11-16 16:50")), Some(10 * 60_000));
    assert_eq!(calendar.closes_in(at("2026-11-16 11:00")), Some(HOUR), "the break is a closing too");
    assert_eq!(calendar.closes_in(at("2026-11-16 12:10")), None);
    let span = calendar.open_interval_at(at("2026-11-16 14:00")).unwrap();
    assert_eq!((span.opens, span.closes), (at("2026-11-16 13:00"), at("2026-11-16 17:00")));
}

#[test]
fn the_working_day_before_a_holiday_is_an_hour_shorter() {
    // Labour Law, section 135.
    let calendar = split();
    assert_eq!(shown(&calendar, "2026-11-17"), "09:00-12:00, 13:00-16:00");
    assert_eq!(shown(&calendar, "2026-11-16"), "09:00-12:00, 13:00-17:00");
    assert_eq!(shown(&calendar, "2026-06-27"), "09:00-12:00, 13:00-16:00", "the shortening travels");
    assert_eq!(shown(&calendar, "2026-01-17"), "09:00-12:00, 13:00-17:00");
}

#[test]
fn an_institution_may_keep_its_doors_open_on_short_days() {
    let calendar = calendar(|table| table.settings.shortened_by_minutes = 0);
    assert_eq!(shown(&calendar, "2026-11-17"), "09:00-17:00");
}

#[test]
fn a_shortening_longer_than_the_afternoon_reaches_into_the_morning() {
    assert_eq!(hours("09:00-12:00, 16:00-16:30").shortened(60).to_string(), "09:00-11:30");
    assert_eq!(hours("09:00-12:00, 16:00-17:00").shortened(60).to_string(), "09:00-12:00");
    assert_eq!(hours("09:00-09:30").shortened(60), DayHours::closed());
}

#[test]
fn a_worked_saturday_keeps_the_hours_of_the_day_it_stands_in_for() {
    let calendar = calendar(|table| table.hours.monday = hours("10:00-19:00"));
    assert_eq!(shown(&calendar, "2026-06-27"), "10:00-18:00");
}

#[test]
fn an_exception_holds_as_written_even_on_a_holiday_and_a_short_day() {
    let calendar = calendar(|table| {
        let exception = |date: &str, text: &str| DateException {
            date: day(date),
            hours: hours(text),
            reason: Text::new("Īpašs darba laiks", "Special hours"),
        };
        table.exceptions.push(exception("2026-11-17", "09:00-17:00"));
        table.exceptions.push(exception("2026-11-18", "10:00-14:00"));
        table.exceptions.push(exception("2026-11-19", ""));
    });
    assert_eq!(shown(&calendar, "2026-11-17"), "09:00-17:00");
    assert_eq!(shown(&calendar, "2026-11-18"), "10:00-14:00");
    assert!(!calendar.is_working_day(day("2026-11-18")), "open is not the same as working");
    assert_eq!(
        calendar.closed_because(day("2026-11-19")),
        Some(Closed::Exception(Text::new("Īpašs darba laiks", "Special hours")))
    );
}

#[test]
fn a_closure_takes_its_part_of_the_day_and_leaves_working_days_alone() {
    let calendar = calendar(|table| {
        table.closures.push(closure("2026-11-16T12:00", "2026-11-16T13:30"));
        table.closures.push(closure("2026-11-19T15:00", "2026-11-24T10:00"));
    });
    assert_eq!(shown(&calendar, "2026-11-16"), "09:00-12:00, 13:30-17:00");
    assert_eq!(shown(&calendar, "2026-11-19"), "09:00-15:00");
    assert_eq!(shown(&calendar, "2026-11-20"), "");
    assert_eq!(shown(&calendar, "2026-11-24"), "10:00-17:00");
    assert!(calendar.is_working_day(day("2026-11-20")));
    assert_eq!(
        calendar.closed_because(day("2026-11-20")),
        Some(Closed::Closure(Text::new("Remonts", "Repairs")))
    );
    assert_eq!(
        calendar.closed_because(day("2026-11-18")),
        Some(Closed::DayOff(DayKind::Holiday(Holiday::Proclamation)))
    );
    assert_eq!(calendar.closed_because(day("2026-11-16")), None);
}

#[test]
fn a_round_the_clock_line_never_closes() {
    let calendar = Calendar::new(Timetable::new(1, WeeklyHours::round_the_clock()));
    for text in [
        "2026-11-18 03:00",
        "2026-12-31 23:59:59",
        "2027-01-01 00:00",
        "2026-10-25 03:30",
        "2026-03-29 04:00",
    ] {
        assert!(calendar.is_open(at(text)), "{text}");
        assert_eq!(calendar.closes_in(at(text)), None);
    }
}

#[test]
fn hours_until_midnight_go_on_into_the_next_day() {
    let calendar = calendar(|table| {
        table.hours.monday = hours("20:00-24:00");
        table.hours.tuesday = hours("00:00-02:00");
    });
    assert_eq!(calendar.closes_in(at("2026-11-09 23:00")), Some(3 * HOUR));
    assert_eq!(calendar.closing_time(day("2026-11-09")), Some(DayTime::END));
}

#[test]
fn the_hour_repeated_in_autumn_is_open_twice_and_the_one_skipped_in_spring_not_at_all() {
    let calendar = Calendar::new(Timetable::new(1, WeeklyHours::round_the_clock()));
    let open =
        |date: &str| calendar.open_millis_between(at(&format!("{date} 00:00")), at(&format!("{date} 24:00")));
    assert_eq!(open("2026-10-25"), 25 * HOUR);
    assert_eq!(open("2026-03-29"), 23 * HOUR);
    assert_eq!(open("2026-03-30"), 24 * HOUR);
}

#[test]
fn hours_inside_the_skipped_hour_open_nothing_and_overlap_nothing() {
    let calendar = calendar(|table| table.hours.sunday = hours("02:30-03:20, 03:30-03:40, 03:45-05:00"));
    let (start, end) = (at("2026-03-29 00:00"), at("2026-03-29 24:00"));
    // 2.30 to the skip at 3.00, and from 4.00, into which the clocks skip, to 5.00.
    assert_eq!(calendar.open_millis_between(start, end), HOUR + HOUR / 2);
}

#[test]
fn opening_time_is_counted_over_years() {
    let calendar = calendar(|_| {});
    let (start, end) = (Timestamp::in_riga(date(2025, 1, 1), jiff::civil::Time::MIN), at("2027-01-01 00:00"));
    let days = (2025..=2026)
        .flat_map(|year| {
            date(year, 1, 1).series(jiff::Span::new().days(1)).take_while(move |d| d.year() == year)
        })
        .filter(|&date| calendar.is_working_day(date));
    let expected: i64 =
        days.map(|date| if calendar.shortened(date).is_some() { 7 * HOUR } else { 8 * HOUR }).sum();
    assert_eq!(calendar.open_millis_between(start, end), expected);
    assert_eq!(calendar.open_millis_between(end, start), -expected);
}

#[test]
fn a_place_that_never_opens_has_no_next_opening() {
    let calendar = calendar(|table| table.hours = WeeklyHours::default());
    assert_eq!(calendar.next_opening(at("2026-11-16 10:00")), None);
    assert_eq!(calendar.closed_because(day("2026-11-16")), Some(Closed::NoHours));
}

#[test]
fn far_years_are_closed_and_free() {
    let calendar = calendar(|_| {});
    for text in ["1999-12-30 10:00", "2150-01-05 10:00"] {
        assert!(!calendar.is_open(at(text)));
        assert!(!calendar.is_working_day(at(text).day()));
    }
}

#[test]
fn hours_are_read_as_people_write_them_and_refused_when_they_cannot_be() {
    assert_eq!(hours("13.00–17.30; 9:00-12:00").to_string(), "09:00-12:00, 13:00-17:30");
    assert_eq!(hours(""), DayHours::closed());
    let refused = |text: &str| text.parse::<DayHours>().unwrap_err();
    assert!(matches!(refused("9-17"), HoursError::NotATime(_)));
    assert!(matches!(refused("09:00"), HoursError::NotAnInterval(_)));
    assert!(matches!(refused("17:00-09:00"), HoursError::Backwards { .. }));
    assert!(matches!(refused("09:00-24:01"), HoursError::NotATime(_)));
    assert!(matches!(refused("09:00-12:00, 11:59-13:00"), HoursError::Overlap { .. }));
    let (nine, twelve) = (DayTime::new(9, 0).unwrap(), DayTime::new(12, 0).unwrap());
    assert_eq!(Interval::new(nine, twelve).unwrap().to_string(), "09:00-12:00");
}

#[test]
fn a_calendar_is_its_timetable_in_json() {
    let mut table = nine_to_five();
    table.hours.friday = hours("09:00-12:00, 13:00-15:00");
    table.closures.push(closure("2026-11-16T12:00", "2026-11-16T13:30"));
    let calendar = Calendar::new(table);
    let json = serde_json::to_string(&calendar).unwrap();
    assert!(json.contains(r#""friday":["09:00-12:00","13:00-15:00"]"#), "{json}");
    let back: Calendar = serde_json::from_str(&json).unwrap();
    assert_eq!(back, calendar);
    assert_eq!(back.timetable().hours.of(Weekday::Friday), &hours("09:00-12:00, 13:00-15:00"));
    let bad = json.replace("13:00-15:00", "11:00-15:00");
    assert!(serde_json::from_str::<Calendar>(&bad).is_err(), "overlapping hours are refused");
}
