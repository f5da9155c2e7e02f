//! Deadlines against a table of reference (Administrative Procedure Law, sections 42-43; H-07).

use serde::Deserialize;
use solits_calendar::{Calendar, MovedDayOff, Term, Transfers, WorkedSaturday, due};

use crate::{at, calendar, day};

#[derive(Deserialize)]
struct Row {
    received: String,
    plus_1_wd: String,
    plus_2_wd: String,
    plus_5_wd: String,
    plus_10_wd: String,
    plus_10_wd_without_transfers: String,
    plus_10_calendar_days_rolled: String,
    plus_1_month_rolled: String,
    plus_4_months_rolled: String,
}

fn rows() -> Vec<Row> {
    csv::ReaderBuilder::new()
        .delimiter(b'\t')
        .from_reader(include_str!("../data/deadlines.tsv").as_bytes())
        .deserialize()
        .map(Result::unwrap)
        .collect()
}

fn check(calendar: &Calendar, received: &str, term: Term, last_day: &str) {
    // The day of receipt does not count, so the hour of receipt must not matter.
    for clock in ["00:00", "08:15", "16:59", "23:59"] {
        let due = due(calendar, term, at(&format!("{received} {clock}")), None).unwrap();
        assert_eq!(due.last_day(), day(last_day), "{term:?} from {received} {clock}");
    }
}

#[test]
fn deadlines_follow_the_table_with_transfers() {
    let calendar = calendar(|_| {});
    let rows = rows();
    assert_eq!(rows.len(), 28);
    for row in rows {
        let received = &row.received;
        check(&calendar, received, Term::WorkingDays(1), &row.plus_1_wd);
        check(&calendar, received, Term::WorkingDays(2), &row.plus_2_wd);
        check(&calendar, received, Term::WorkingDays(5), &row.plus_5_wd);
        check(&calendar, received, Term::WorkingDays(10), &row.plus_10_wd);
        let rolled = Term::CalendarDays { days: 10, roll: true };
        check(&calendar, received, rolled, &row.plus_10_calendar_days_rolled);
        check(&calendar, received, Term::Months(1), &row.plus_1_month_rolled);
        check(&calendar, received, Term::Months(4), &row.plus_4_months_rolled);
    }
}

#[test]
fn deadlines_follow_the_table_without_transfers() {
    let calendar = calendar(|table| table.settings.transfers = Transfers::Ignore);
    for row in rows() {
        check(&calendar, &row.received, Term::WorkingDays(10), &row.plus_10_wd_without_transfers);
    }
}

#[test]
fn public_holidays_do_not_count() {
    // H-05 asks for working days; 1 and 4 May 2026 are holidays.
    check(&calendar(|_| {}), "2026-04-17", Term::WorkingDays(10), "2026-05-05");
}

#[test]
fn a_worked_saturday_counts_only_where_the_institution_says_so() {
    let term = Term::WorkingDays(1);
    check(&calendar(|_| {}), "2018-04-20", term, "2018-04-21");
    let strict = calendar(|table| table.settings.worked_saturday = WorkedSaturday::DoesNotCount);
    check(&strict, "2018-04-20", term, "2018-04-23");
    assert!(strict.working_day_kind(day("2018-04-21")).is_worked());
    assert!(!strict.opening_intervals(day("2018-04-21")).is_empty());
}

#[test]
fn a_day_made_free_moves_a_period_only_where_the_institution_says_so() {
    let term = Term::CalendarDays { days: 10, roll: true };
    check(&calendar(|_| {}), "2018-04-20", term, "2018-05-02");
    let strict = calendar(|table| table.settings.moved_day_off = MovedDayOff::DoesNotRoll);
    check(&strict, "2018-04-20", term, "2018-04-30");
    check(&strict, "2018-04-20", Term::WorkingDays(6), "2018-04-27");
    check(&strict, "2018-04-20", Term::WorkingDays(7), "2018-05-02");
}

#[test]
fn a_month_without_such_a_date_ends_on_its_last_day() {
    let calendar = calendar(|_| {});
    check(&calendar, "2025-03-31", Term::Months(1), "2025-04-30");
    check(&calendar, "2024-01-31", Term::Months(1), "2024-02-29");
    check(&calendar, "2026-01-31", Term::Months(1), "2026-03-02"); // 28 February is a Saturday
}

#[test]
fn calendar_days_without_a_move_end_where_they_end() {
    check(&calendar(|_| {}), "2026-04-24", Term::CalendarDays { days: 10, roll: false }, "2026-05-04");
}
