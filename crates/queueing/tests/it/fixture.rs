//! Short ways to write a hall down.

use jiff::civil::{date, time};
use solits_kernel::{CounterId, EmployeeId, Id, LineId, Timestamp};
use solits_queueing::order::{ClientKind, Desk, LineChoice, PriorityClass, Skills, Waiting};

pub(crate) fn id<T>(number: u128) -> Id<T> {
    Id::new(uuid::Uuid::from_u128(number))
}

/// A minute of a working day, counted from nine o'clock in Riga.
pub(crate) fn minute(minute: i64) -> Timestamp {
    Timestamp::in_riga(date(2026, 11, 23), time(9, 0, 0, 0)).plus_minutes(minute)
}

pub(crate) const A: u128 = 1;
pub(crate) const B: u128 = 2;

pub(crate) fn line(number: u128) -> LineId {
    id(number)
}

/// An ordinary external client who came to a line at a minute.
pub(crate) fn ticket(number: u128, in_line: u128, came: i64) -> Waiting {
    Waiting {
        ticket: id(number),
        number: format!("A {number:03}"),
        line: line(in_line),
        service: None,
        class: PriorityClass::None,
        booked_for: None,
        first_waiting_at: minute(came),
        offered_from: minute(came),
        for_counter: None,
        for_employee: None,
        returned_by: None,
        client: ClientKind::External,
        late: None,
    }
}

pub(crate) fn priority(number: u128, in_line: u128, came: i64) -> Waiting {
    Waiting { class: PriorityClass::Priority, ..ticket(number, in_line, came) }
}

pub(crate) fn booked(number: u128, in_line: u128, came: i64, agreed: i64) -> Waiting {
    Waiting { booked_for: Some(minute(agreed)), ..ticket(number, in_line, came) }
}

pub(crate) fn counter(number: u128) -> CounterId {
    id(number)
}

pub(crate) fn employee(number: u128) -> EmployeeId {
    id(number)
}

pub(crate) fn desk(number: u128, lines: &[u128]) -> Desk {
    Desk {
        counter: counter(number),
        employee: employee(number),
        lines: lines.iter().map(|number| line(*number)).collect(),
        choice: LineChoice::Equal,
        skills: Skills::All,
    }
}
