use std::collections::BTreeMap;

use proptest::prelude::*;
use solits_kernel::{BranchId, EmployeeId, LineId, Timestamp};
use solits_standard::event::EventKind;
use uuid::Uuid;

use super::{
    Cells, Visit,
    roll::{Change, Periods, Unit},
};
use crate::store::StoredEntry;

const ANNA: u128 = 11;

fn minutes(minutes: i64) -> Timestamp {
    Timestamp::parse("2026-11-21T08:00:00.000Z").unwrap().plus_minutes(minutes)
}

fn entry(n: i64, at: Timestamp, kind: EventKind, facts: &str) -> StoredEntry {
    StoredEntry {
        n,
        at,
        kind: kind.name().to_owned(),
        subject_id: Uuid::from_u128(1),
        actor: "e".to_owned(),
        actor_id: Some(Uuid::from_u128(ANNA)),
        branch_id: Some(BranchId::new(Uuid::from_u128(2))),
        facts: facts.to_owned(),
    }
}

/// A ticket's entries: minute, kind, facts; numbered from one.
fn history(entries: &[(i64, EventKind, &str)]) -> Vec<StoredEntry> {
    entries.iter().zip(1..).map(|((at, kind, facts), n)| entry(n, minutes(*at), *kind, facts)).collect()
}

/// Minutes of wait, walk, service and visit.
fn times(visit: &Visit) -> [i64; 4] {
    [visit.wait_ms, visit.walk_ms, visit.serve_ms, visit.stay_ms].map(|ms| ms / 60_000)
}

const LINE: &str = r#"{"line":"00000000-0000-0000-0000-000000000007"}"#;

fn one_visit() -> Vec<StoredEntry> {
    history(&[
        (0, EventKind::TicketTaken, LINE),
        (4, EventKind::TicketCalled, r#"{"waited_ms":240000}"#),
        (5, EventKind::TicketStarted, "{}"),
        (12, EventKind::TicketFinished, r#"{"served_ms":420000}"#),
    ])
}

/// Product §5: the times of a visit are kept apart.
#[test]
fn a_visit_is_waited_walked_served_and_stayed() {
    let entries = one_visit();
    assert_eq!(Visit::of(&entries[..3]), None, "a visit that is not finished counts nowhere");
    let visit = Visit::of(&entries).unwrap();
    assert_eq!(times(&visit), [4, 1, 7, 12]);
    assert_eq!(
        (visit.day, visit.line.uuid(), visit.employee.uuid()),
        (20_778, Uuid::from_u128(7), Uuid::from_u128(ANNA))
    );
}

#[test]
fn a_client_whose_arrival_was_recorded_only_at_the_end_walked_as_long_as_the_entry_says() {
    let entries = history(&[
        (0, EventKind::TicketTaken, LINE),
        (4, EventKind::TicketCalled, r#"{"waited_ms":240000}"#),
        (12, EventKind::TicketStarted, r#"{"walked_ms":0}"#),
        (12, EventKind::TicketFinished, r#"{"served_ms":480000}"#),
    ]);
    assert_eq!(Visit::of(&entries).map(|visit| times(&visit)), Some([4, 0, 8, 12]));
}

#[test]
fn all_periods_of_a_client_who_was_passed_on_are_one_visit_in_the_last_line() {
    let entries = history(&[
        (0, EventKind::TicketTaken, LINE),
        (4, EventKind::TicketCalled, r#"{"waited_ms":240000}"#),
        (5, EventKind::TicketStarted, "{}"),
        (8, EventKind::TicketTransferred, r#"{"line":"00000000-0000-0000-0000-000000000008"}"#),
        (10, EventKind::TicketCalled, r#"{"waited_ms":360000}"#),
        (12, EventKind::TicketStarted, "{}"),
        (20, EventKind::TicketFinished, r#"{"served_ms":660000}"#),
    ]);
    let visit = Visit::of(&entries).unwrap();
    assert_eq!((times(&visit), visit.line.uuid()), ([6, 3, 11, 20], Uuid::from_u128(8)));
}

#[test]
fn what_was_taken_back_has_not_happened() {
    let mut entries = one_visit();
    entries.push(entry(5, minutes(12), EventKind::TicketUndone, r#"{"undoes":4}"#));
    assert_eq!(Visit::of(&entries), None);
    entries.push(entry(6, minutes(15), EventKind::TicketFinished, r#"{"served_ms":600000}"#));
    assert_eq!(Visit::of(&entries).map(|visit| times(&visit)), Some([4, 1, 10, 15]));
}

#[test]
fn a_corrected_time_replaces_the_recorded_one_and_a_doubt_alone_changes_nothing() {
    let mut entries = one_visit();
    entries.push(entry(
        5,
        minutes(90),
        EventKind::TicketTimeCorrected,
        r#"{"original_ms":420000,"inaccurate":true}"#,
    ));
    assert_eq!(Visit::of(&entries).map(|visit| times(&visit)), Some([4, 1, 7, 12]));
    entries.push(entry(
        6,
        minutes(95),
        EventKind::TicketTimeCorrected,
        r#"{"original_ms":420000,"corrected_ms":180000}"#,
    ));
    assert_eq!(Visit::of(&entries).map(|visit| times(&visit)), Some([4, 1, 3, 12]));
}

#[test]
fn a_visit_belongs_to_who_served_even_where_somebody_else_ended_it() {
    let mut entries = one_visit();
    entries[3].facts = r#"{"served_ms":1,"employee":"00000000-0000-0000-0000-00000000000c"}"#.to_owned();
    assert_eq!(Visit::of(&entries).unwrap().employee.uuid(), Uuid::from_u128(12));
    entries[3] = StoredEntry { actor: "t".to_owned(), facts: "{}".to_owned(), ..entries[3].clone() };
    assert_eq!(Visit::of(&entries).unwrap().employee.uuid(), Uuid::nil(), "a token is no employee");
}

#[test]
fn what_a_client_left_or_did_not_come_for_is_no_visit() {
    for end in [EventKind::TicketLeft, EventKind::TicketNoShow, EventKind::TicketIssuedByMistake] {
        let entries =
            history(&[(0, EventKind::TicketTaken, LINE), (4, EventKind::TicketCalled, "{}"), (9, end, "{}")]);
        assert_eq!(Visit::of(&entries), None);
    }
}

/// Steps of a ticket in any order, sensible or not: which ticket, which kind, minutes later, and a number for the facts.
fn steps() -> impl Strategy<Value = Vec<(u8, u8, i64, i64)>> {
    prop::collection::vec((0_u8..4, 0_u8..9, 0_i64..2_000, 0_i64..90), 1..60)
}

fn journal(steps: &[(u8, u8, i64, i64)]) -> Vec<StoredEntry> {
    use EventKind as E;
    let kinds = [
        E::TicketTaken,
        E::TicketCalled,
        E::TicketStarted,
        E::TicketFinished,
        E::TicketFinished,
        E::TicketTransferred,
        E::TicketUndone,
        E::TicketTimeCorrected,
        E::TicketParked,
    ];
    let mut at = minutes(0);
    let mut last_of: BTreeMap<u8, i64> = BTreeMap::new();
    steps
        .iter()
        .zip(1_i64..)
        .map(|((ticket, kind, later, number), n)| {
            at = at.plus_minutes(*later);
            let kind = kinds[usize::from(*kind)];
            let line = Uuid::from_u128(u128::from(number.unsigned_abs() % 3));
            let facts = match kind {
                E::TicketUndone => format!(r#"{{"undoes":{}}}"#, last_of.get(ticket).copied().unwrap_or(0)),
                E::TicketTimeCorrected => format!(r#"{{"corrected_ms":{}}}"#, number * 60_000),
                _ => format!(r#"{{"line":"{line}","waited_ms":{number},"served_ms":{}}}"#, number * 60_000),
            };
            last_of.insert(*ticket, n);
            StoredEntry { subject_id: Uuid::from_u128((*ticket).into()), ..entry(n, at, kind, &facts) }
        })
        .collect()
}

/// The whole history of every ticket, up to an entry.
fn histories(journal: &[StoredEntry], upto: i64) -> BTreeMap<Uuid, Vec<StoredEntry>> {
    let mut histories: BTreeMap<Uuid, Vec<StoredEntry>> = BTreeMap::new();
    for entry in journal.iter().filter(|entry| entry.n <= upto) {
        histories.entry(entry.subject_id).or_default().push(entry.clone());
    }
    histories
}

proptest! {
    #[test]
    fn rolled_up_in_any_steps_is_what_the_whole_journal_gives_at_once(
        steps in steps(),
        batches in prop::collection::vec(1_i64..20, 1..60),
    ) {
        let journal = journal(&steps);
        let (mut days, mut months) = (Periods::new(), Periods::new());
        let mut after = 0;
        let last = journal.last().map_or(0, |entry| entry.n);
        for most in batches.into_iter().chain([last]) {
            let upto = (after + most).min(last);
            let changes: Vec<Change> =
                histories(&journal, upto).values().filter_map(|history| Change::of(history, after)).collect();
            Unit::Day.count(&changes, &mut days);
            Unit::Month.count(&changes, &mut months);
            after = upto;
        }
        let (mut days_at_once, mut months_at_once) = (Periods::new(), Periods::new());
        for visit in histories(&journal, last).values().filter_map(|history| Visit::of(history)) {
            days_at_once.entry((visit.branch, visit.day)).or_default().add(&visit);
            months_at_once.entry((visit.branch, visit.month())).or_default().add_without_line(&visit);
        }
        days.retain(|_, cells| !cells.is_empty());
        months.retain(|_, cells| !cells.is_empty());
        prop_assert_eq!(days, days_at_once);
        prop_assert_eq!(months, months_at_once);
    }

    #[test]
    fn stored_cells_are_read_as_they_were_written(visits in visits(0..80)) {
        let cells = cells_of(&visits);
        prop_assert_eq!(Cells::from_bytes(&cells.to_bytes()), Some(cells));
    }

    #[test]
    fn damaged_cells_never_stop_the_program(visits in visits(0..9), at in 0_usize..2_000, byte in any::<u8>()) {
        let cells = cells_of(&visits);
        let mut bytes = cells.to_bytes();
        let place = at % bytes.len();
        bytes[place] = byte;
        let _ = Cells::from_bytes(&bytes);
        let _ = Cells::from_bytes(&bytes[..place]);
    }

    /// A usual day of a branch, 42 clients in 5 lines at 4 desks, stays small beside the rest of what is kept of them.
    #[test]
    fn a_branchs_day_takes_few_bytes_a_client(visits in visits(42..43)) {
        let cells = cells_of(&visits);
        let bytes = cells.to_bytes().len();
        prop_assert!(bytes <= 25 * visits.len(), "{} bytes", bytes);
    }
}

fn cells_of(visits: &[Visit]) -> Cells {
    let mut cells = Cells::default();
    for visit in visits {
        cells.add(visit);
    }
    cells
}

fn visits(count: std::ops::Range<usize>) -> impl Strategy<Value = Vec<Visit>> {
    let ms = || 1_000_i64..5_400_000;
    let visit = (0_u128..5, 0_u128..4, ms(), 8_000_i64..60_000, ms(), ms());
    prop::collection::vec(visit, count).prop_map(|all| {
        let of = |(line, employee, wait_ms, walk_ms, serve_ms, stay_ms)| Visit {
            branch: BranchId::new(Uuid::from_u128(2)),
            day: 20_778,
            line: LineId::new(Uuid::from_u128(line)),
            employee: EmployeeId::new(Uuid::from_u128(employee)),
            wait_ms,
            walk_ms,
            serve_ms,
            stay_ms,
        };
        all.into_iter().map(of).collect()
    })
}
