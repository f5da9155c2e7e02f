//! Where each kind of term ends.

use solits_calendar::{
    Calendar, Closure, DayEnds, Due, Lead, OwnDay, OwnDayKind, Term, TermError, Timetable, WeeklyHours, due,
};
use solits_kernel::{Text, Timestamp};

use crate::{at, calendar, day, hours, nine_to_five};

fn ends(calendar: &Calendar, term: Term, start: &str) -> Timestamp {
    due(calendar, term, at(start), None).unwrap().at
}

#[test]
fn a_call_is_answered_by_the_third_ring_when_answered_before_the_fourth() {
    // Trap 31 of area V; a ring every five seconds.
    let calendar = calendar(|_| {});
    let term = Term::Rings { count: 3, cadence_seconds: 5 };
    assert_eq!(ends(&calendar, term, "2026-11-17 10:00:00"), at("2026-11-17 10:00:15"));
    assert_eq!(
        ends(&calendar, term, "2026-11-18 23:59:50"),
        at("2026-11-19 00:00:05"),
        "holidays do not matter"
    );
}

#[test]
fn wall_clock_terms_run_while_the_branch_is_closed() {
    let calendar = calendar(|_| {});
    assert_eq!(ends(&calendar, Term::Minutes(1), "2026-11-20 17:00"), at("2026-11-20 17:01"));
    assert_eq!(ends(&calendar, Term::Seconds(0), "2026-11-20 17:00"), at("2026-11-20 17:00"));
    assert_eq!(
        ends(&calendar, Term::Minutes(120), "2026-10-25 02:30"),
        at("2026-10-25 02:30").plus_minutes(120)
    );
}

#[test]
fn opening_minutes_wait_for_the_branch() {
    let calendar = calendar(|table| table.hours = WeeklyHours::weekdays(&hours("09:00-12:00, 13:00-17:00")));
    let ends = |minutes, start| ends(&calendar, Term::OpeningMinutes(minutes), start);
    assert_eq!(ends(10, "2026-11-16 11:55"), at("2026-11-16 13:05"));
    assert_eq!(ends(5, "2026-11-16 11:55"), at("2026-11-16 12:00"), "at closing, not at the next opening");
    assert_eq!(ends(30, "2026-11-20 16:45"), at("2026-11-23 09:15"));
    // 17 November is short and 18 November a holiday.
    assert_eq!(ends(60, "2026-11-17 15:30"), at("2026-11-19 09:30"));
    assert_eq!(ends(30, "2026-11-18 12:00"), at("2026-11-19 09:30"));
}

#[test]
fn opening_hours_are_hours_and_not_days() {
    let calendar = calendar(|_| {});
    assert_eq!(ends(&calendar, Term::OpeningHours(8), "2026-11-12 10:00"), at("2026-11-13 10:00"));
    assert_eq!(ends(&calendar, Term::OpeningHours(4), "2026-11-13 15:00"), at("2026-11-16 11:00"));
    let round_the_clock = Calendar::new(Timetable::new(1, WeeklyHours::round_the_clock()));
    assert_eq!(ends(&round_the_clock, Term::OpeningHours(24), "2026-10-24 12:00"), at("2026-10-25 11:00"));
    assert_eq!(ends(&round_the_clock, Term::OpeningHours(24), "2026-12-31 12:00"), at("2027-01-01 12:00"));
}

#[test]
fn an_acknowledgement_is_due_at_the_close_of_the_next_working_day() {
    // H-04: one working day; H-05: two.
    let calendar = calendar(|_| {});
    for start in ["2026-11-13 08:00", "2026-11-13 23:00"] {
        assert_eq!(ends(&calendar, Term::WorkingDays(1), start), at("2026-11-16 17:00"));
    }
    assert_eq!(ends(&calendar, Term::WorkingDays(1), "2026-11-14 12:00"), at("2026-11-16 17:00"));
    assert_eq!(
        ends(&calendar, Term::WorkingDays(2), "2026-11-13 08:00"),
        at("2026-11-17 16:00"),
        "a short day"
    );
}

#[test]
fn a_working_day_without_opening_ends_at_midnight() {
    let calendar = calendar(|table| table.hours.monday = hours(""));
    assert_eq!(ends(&calendar, Term::WorkingDays(1), "2026-11-13 10:00"), at("2026-11-16 24:00"));
    let due = due(&calendar, Term::WorkingDays(1), at("2026-11-13 10:00"), None).unwrap();
    assert_eq!(due.last_day(), day("2026-11-16"));
}

#[test]
fn an_institution_may_let_working_days_end_at_midnight() {
    let calendar = calendar(|table| table.settings.day_ends = DayEnds::Midnight);
    assert_eq!(ends(&calendar, Term::WorkingDays(1), "2026-11-13 10:00"), at("2026-11-16 24:00"));
}

#[test]
fn a_closure_that_takes_the_afternoon_ends_the_working_day_at_noon() {
    let calendar = calendar(|table| {
        table.closures.push(Closure {
            from: "2026-11-16T12:00".parse().unwrap(),
            to: "2026-11-16T18:00".parse().unwrap(),
            reason: Text::new("Elektrības pārrāvums", "Power cut"),
        });
    });
    assert_eq!(ends(&calendar, Term::WorkingDays(1), "2026-11-13 10:00"), at("2026-11-16 12:00"));
}

#[test]
fn periods_of_the_law_end_at_midnight_of_a_working_day() {
    let calendar = calendar(|_| {});
    assert_eq!(ends(&calendar, Term::Months(1), "2026-03-02 10:00"), at("2026-04-02 24:00"));
    let rolled = Term::CalendarDays { days: 10, roll: true };
    assert_eq!(ends(&calendar, rolled, "2026-12-23 10:00"), at("2027-01-04 24:00"));
}

#[test]
fn a_notice_is_due_so_many_days_before() {
    // D-15: five days before the holiday; D-18: calendar days unless said.
    let calendar = calendar(|_| {});
    let before = |lead, event: &str| {
        due(&calendar, Term::BeforeEvent(lead), at("2026-10-01 09:00"), Some(at(event))).unwrap().at
    };
    assert_eq!(before(Lead::CalendarDays(5), "2026-11-18 00:00"), at("2026-11-13 24:00"));
    assert_eq!(before(Lead::CalendarDays(15), "2026-11-16 09:00"), at("2026-11-01 24:00"), "never moved");
    assert_eq!(before(Lead::WorkingDays(1), "2026-11-16 10:00"), at("2026-11-13 17:00"));
    assert_eq!(before(Lead::WorkingDays(2), "2026-11-19 10:00"), at("2026-11-16 17:00"));
    assert_eq!(before(Lead::Minutes(2), "2026-11-16 09:00"), at("2026-11-16 08:58"), "D-32: doors");
    assert_eq!(before(Lead::WorkingDays(0), "2026-11-16 10:00"), at("2026-11-16 10:00"));
}

#[test]
fn an_event_planned_at_too_short_notice_is_due_before_it_was_planned() {
    let calendar = calendar(|_| {});
    let start = at("2026-11-16 09:00");
    let term = Term::BeforeEvent(Lead::CalendarDays(5));
    assert!(due(&calendar, term, start, Some(at("2026-11-18 09:00"))).unwrap().at < start);
}

#[test]
fn a_term_that_cannot_end_says_so() {
    let open = calendar(|_| {});
    let never = calendar(|table| table.hours = WeeklyHours::default());
    let start = at("2026-11-16 09:00");
    let error = |calendar: &Calendar, term| due(calendar, term, start, None).unwrap_err();
    assert_eq!(error(&never, Term::OpeningMinutes(1)), TermError::NeverOpens);
    assert_eq!(error(&open, Term::BeforeEvent(Lead::Minutes(1))), TermError::EventMissing);
    for term in [
        Term::Seconds(-1),
        Term::Rings { count: 3, cadence_seconds: 0 },
        Term::OpeningMinutes(0),
        Term::WorkingDays(0),
        Term::CalendarDays { days: -1, roll: true },
        Term::Months(0),
    ] {
        assert_eq!(error(&open, term), TermError::NotPositive, "{term:?}");
    }
    for term in [
        Term::Seconds(i64::MAX),
        Term::Rings { count: i64::MAX, cadence_seconds: i64::MAX },
        Term::OpeningHours(i64::MAX),
        Term::OpeningHours(10_000_000),
        Term::WorkingDays(1_000_000),
        Term::CalendarDays { days: i64::MAX, roll: true },
        Term::CalendarDays { days: 100_000, roll: false },
        Term::Months(i64::MAX),
        Term::Months(100_000),
    ] {
        assert_eq!(error(&open, term), TermError::TooFar, "{term:?}");
    }
}

#[test]
fn a_calendar_without_working_days_is_found_out() {
    let calendar = calendar(|table| {
        let days = day("2026-01-01").series(jiff::Span::new().days(1)).take_while(|day| day.year() < 2032);
        table.own_days = days
            .map(|date| OwnDay { date, kind: OwnDayKind::Off, reason: Text::new("Slēgts", "Closed") })
            .collect();
    });
    let start = at("2026-11-16 09:00");
    for term in [Term::WorkingDays(1), Term::Months(1), Term::CalendarDays { days: 1, roll: true }] {
        assert_eq!(due(&calendar, term, start, None).unwrap_err(), TermError::NoWorkingDay, "{term:?}");
    }
}

#[test]
fn a_deadline_remembers_the_version_of_its_calendar() {
    let calendar = Calendar::new(Timetable { version: 42, ..nine_to_five() });
    let due = due(&calendar, Term::WorkingDays(2), at("2026-11-16 09:00"), None).unwrap();
    assert_eq!(due.calendar_version, 42);
    let json = serde_json::to_string(&due).unwrap();
    assert_eq!(serde_json::from_str::<Due>(&json).unwrap(), due);
}
