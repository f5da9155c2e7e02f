//! The question every hall hears: why was that person before me? Answered by the rule that decided, without naming
//! anybody: no number, and never why somebody has priority.

use solits_kernel::Lang;
use solits_queue::{CounterView, Hall, Status, Ticket, call_order};
use solits_queueing::order::{Desk, LineChoice, RecentCalls, why_before};

/// Why somebody who came later went or will go before this waiting client, in one sentence; `None` where nobody does,
/// or where the client is not waiting.
pub(crate) fn overtaken_because(hall: &Hall, ticket: &Ticket, lang: Lang) -> Option<String> {
    if ticket.status != Status::Waiting {
        return None;
    }
    called_before(hall, ticket, lang).or_else(|| ranked_before(hall, ticket, lang))
}

/// Somebody who came later stands at a counter already: the latest of them.
fn called_before(hall: &Hall, ticket: &Ticket, lang: Lang) -> Option<String> {
    let present = hall.counters.iter().filter_map(|counter| Some((counter, hall.ticket(counter.ticket?)?)));
    let (counter, other) = present
        .filter(|(_, other)| matches!(other.status, Status::Called | Status::Serving))
        .filter(|(_, other)| other.waiting_since > ticket.waiting_since && other.called_at.is_some())
        .max_by_key(|(_, other)| other.called_at)?;
    let why = why_before(
        &hall.policy,
        &desk(counter)?,
        other.called_at?,
        &other.waiting(),
        &ticket.waiting(),
        RecentCalls::default(),
    )?;
    Some(why.sentence(lang))
}

/// Somebody who came later will be called first at one of the counters that serve this client's line.
fn ranked_before(hall: &Hall, ticket: &Ticket, lang: Lang) -> Option<String> {
    hall.counters
        .iter()
        .filter(|counter| counter.state == "open" && counter.lines.contains(&ticket.line))
        .find_map(|counter| {
            let order = call_order(hall, counter.id);
            let first = order
                .iter()
                .take_while(|choice| choice.ticket != ticket.id)
                .filter_map(|choice| hall.ticket(choice.ticket))
                .find(|other| other.waiting_since > ticket.waiting_since)?;
            solits_queue::why_before(hall, counter.id, first.id, ticket.id, lang)
        })
}

fn desk(counter: &CounterView) -> Option<Desk> {
    Some(Desk {
        counter: counter.id,
        employee: counter.employee?,
        lines: counter.lines.clone(),
        choice: LineChoice::Equal,
        skills: counter.skills.clone(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{self, minute};

    #[tokio::test]
    async fn a_client_with_priority_goes_first_and_nothing_more_is_said() {
        let (mut hall, tickets) = sample::hall(2, 1).await;
        hall.tickets[1].priority = true;
        let why = overtaken_because(&hall, &tickets[0], Lang::Lv).unwrap();
        assert_eq!(why, "Pirmajam talonam ir priekšroka.");
        assert!(!why.contains(&tickets[1].display()), "no number is named");
    }

    #[tokio::test]
    async fn whoever_is_at_a_counter_already_is_explained_by_the_moment_of_the_call() {
        let (mut hall, tickets) = sample::hall(2, 1).await;
        hall.tickets[1].booked_for = Some(minute(3));
        hall.tickets[1].status = Status::Called;
        hall.tickets[1].called_at = Some(minute(4));
        hall.counters[0].ticket = Some(tickets[1].id);
        let why = overtaken_because(&hall, &tickets[0], Lang::En).unwrap();
        assert!(why.starts_with("Booked for"), "{why}");
    }

    #[tokio::test]
    async fn where_everybody_goes_by_turn_there_is_nothing_to_explain() {
        let (hall, tickets) = sample::hall(3, 1).await;
        assert_eq!(overtaken_because(&hall, &tickets[0], Lang::Lv), None);
        assert_eq!(overtaken_because(&hall, &tickets[2], Lang::Lv), None);
    }
}
