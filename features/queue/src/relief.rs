//! What would help a line that is about to be late: which counter to open, and how long the wait would be then.

use solits_kernel::{CounterId, EmployeeId, LineId};

use crate::{
    facts::{CounterView, Hall},
    model::{Status, Ticket},
};

/// The counter that would help most.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relief {
    /// The line whose clients wait too long, or soon will.
    pub line: LineId,
    /// The counter to be opened.
    pub counter: CounterId,
    /// Its number.
    pub number: i64,
    /// Who is at it already, on other work or on a pause; empty where somebody would have to come.
    pub employee: String,
    /// How many counters would serve the line then.
    pub open: usize,
    /// The wait that could be announced to somebody who would join the line then, in minutes; `None` where no figure
    /// would be honest.
    pub wait_minutes: Option<i64>,
}

/// How ready a counter is that is not open: who is there comes before whom one has to look for, and nobody is taken from a
/// break after a hard conversation.
fn readiness(counter: &CounterView) -> Option<u8> {
    match (counter.state.as_str(), counter.pause_reason.as_deref()) {
        ("open", _) | (_, Some("hard_conversation")) => None,
        ("back_office", _) => Some(0),
        ("paused", _) => Some(1),
        _ => Some(2),
    }
}

fn can_call(counter: &CounterView, ticket: &Ticket) -> bool {
    counter.lines.contains(&ticket.line)
        && counter.skills.cover(ticket.service)
        && ticket.for_counter.is_none_or(|own| own == counter.id)
        && ticket.for_employee.is_none_or(|own| counter.employee == Some(own))
}

/// The counter that would help the client who waits longest of those whose wait is over `from_ms` and whom a counter that
/// is not open could call. `None` where nobody waits so long, or no such counter is there.
pub fn relief(hall: &Hall, from_ms: i64) -> Option<Relief> {
    let mut late: Vec<&Ticket> = hall
        .in_state(Status::Waiting)
        .filter(|ticket| hall.at.since(ticket.waiting_since) >= from_ms)
        .collect();
    late.sort_by_key(|ticket| ticket.waiting_since);
    let (ticket, counter) = late.into_iter().find_map(|ticket| {
        let ready = hall.counters.iter().filter(|counter| can_call(counter, ticket));
        let best = ready
            .filter_map(|counter| Some((readiness(counter)?, counter.number, counter)))
            .min_by_key(|(readiness, number, _)| (*readiness, *number))?;
        Some((ticket, best.2))
    })?;
    let then = opened(hall, counter.id);
    let serves = |one: &&CounterView| one.state == "open" && one.lines.contains(&ticket.line);
    Some(Relief {
        line: ticket.line,
        counter: counter.id,
        number: counter.number,
        employee: if counter.state == "closed" { String::new() } else { counter.employee_name.clone() },
        open: then.counters.iter().filter(serves).count(),
        wait_minutes: then.announce(ticket.line, false).wait.upper_minutes(),
    })
}

/// The hall as it would be with that counter open.
fn opened(hall: &Hall, counter: CounterId) -> Hall {
    let mut then = hall.clone();
    for one in then.counters.iter_mut().filter(|one| one.id == counter) {
        "open".clone_into(&mut one.state);
        one.since = hall.at;
        one.employee.get_or_insert(EmployeeId::new(uuid::Uuid::nil()));
    }
    then
}

#[cfg(test)]
mod tests {
    use solits_kernel::{BranchId, Text, TicketId, Timestamp};
    use solits_queueing::order::{Policy, Skills};
    use uuid::Uuid;

    use super::*;
    use crate::facts::LineView;

    const LIMIT_MS: i64 = 12 * 60_000;

    fn line(number: u128) -> LineId {
        LineId::new(Uuid::from_u128(number))
    }

    fn counter(number: u8, state: &str, lines: &[LineId]) -> CounterView {
        CounterView {
            id: CounterId::new(Uuid::from_u128(u128::from(number))),
            number: i64::from(number),
            state: state.to_owned(),
            since: Timestamp::from_millis(0),
            pause_reason: (state == "paused").then(|| "lunch".to_owned()),
            resume_at: None,
            employee: (state != "closed").then(|| EmployeeId::new(Uuid::from_u128(u128::from(number)))),
            employee_name: format!("Darbinieks {number}"),
            ticket: None,
            lines: lines.to_vec(),
            skills: Skills::All,
            undo_until: None,
            favoured_in_a_row: 0,
        }
    }

    fn waiting(number: u128, line: LineId, minutes: i64) -> Ticket {
        let since = Timestamp::from_millis(0).plus_minutes(-minutes);
        Ticket {
            id: TicketId::new(Uuid::from_u128(number)),
            branch: BranchId::new(Uuid::nil()),
            day: 0,
            line,
            letter: "A".to_owned(),
            number: 1,
            status: Status::Waiting,
            priority: false,
            internal: false,
            party: 1,
            service: None,
            booked_for: None,
            taken_at: since,
            waiting_since: since,
            offered_from: since,
            for_counter: None,
            for_employee: None,
            returned_by: None,
            behind: 0,
            called_at: None,
            recalled_at: None,
            started_at: None,
            ended_at: None,
            counter: None,
            employee: None,
            wait_ms: 0,
            walk_ms: 0,
            serve_ms: 0,
            announced_high: None,
            outcome: None,
            inaccurate: false,
        }
    }

    fn hall(counters: Vec<CounterView>, tickets: Vec<Ticket>) -> Hall {
        let shown = |number| LineView {
            id: line(number),
            letter: "A".to_owned(),
            name: Text::new("Rinda", "Line"),
            usual_minutes: 5.0,
        };
        Hall {
            branch: BranchId::new(Uuid::nil()),
            at: Timestamp::from_millis(0),
            tickets,
            counters,
            lines: vec![shown(1), shown(2)],
            policy: Policy::default(),
        }
    }

    #[test]
    fn the_counter_that_helps_serves_the_line_that_is_late() {
        let counters = vec![
            counter(1, "closed", &[line(1)]),
            counter(2, "open", &[line(1), line(2)]),
            counter(3, "closed", &[line(2)]),
        ];
        let help = relief(&hall(counters, vec![waiting(1, line(2), 14), waiting(2, line(1), 2)]), LIMIT_MS);
        let help = help.unwrap();
        assert_eq!((help.number, help.line, help.open), (3, line(2), 2));
        assert_eq!(help.employee, "", "somebody would have to come");
        assert!(help.wait_minutes.is_some_and(|minutes| minutes > 0), "{help:?}");
    }

    #[test]
    fn who_is_there_already_comes_first_and_nobody_is_taken_from_a_hard_won_break() {
        let mut on_break = counter(1, "paused", &[line(1)]);
        on_break.pause_reason = Some("hard_conversation".to_owned());
        let counters = vec![
            on_break,
            counter(2, "closed", &[line(1)]),
            counter(3, "paused", &[line(1)]),
            counter(4, "back_office", &[line(1)]),
        ];
        let help = relief(&hall(counters, vec![waiting(1, line(1), 13)]), LIMIT_MS).unwrap();
        assert_eq!((help.number, help.employee.as_str(), help.open), (4, "Darbinieks 4", 1));
    }

    #[test]
    fn nobody_who_waits_too_long_or_no_counter_for_them_is_no_advice() {
        let idle = || vec![counter(1, "closed", &[line(1)])];
        assert_eq!(relief(&hall(idle(), vec![waiting(1, line(1), 3)]), LIMIT_MS), None);
        assert_eq!(relief(&hall(idle(), vec![waiting(1, line(2), 30)]), LIMIT_MS), None);
        assert_eq!(
            relief(&hall(vec![counter(1, "open", &[line(1)])], vec![waiting(1, line(1), 30)]), LIMIT_MS),
            None
        );
    }
}
