//! What time itself brings about.

use solits_kernel::Timestamp;
use solits_obligation::{Event, Obligation, State, Step, Versions, apply, next_step};
use solits_standard::{event::EventKind, model::Fact};

use crate::{after, at, calendar, event, norm, versions, with};

fn reported() -> Versions {
    versions(&norm(
        "wait",
        "starts = \"ticket.taken\"\nwithin = { minutes = 10 }\nmet_by = [\"ticket.called\"]\n\
         escalate = [{ to = \"bureau_head\", at_percent = 80 }, { to = \"bureau_head\", at_percent = 200 }]",
    ))
}

/// Lets the timer work at each of its own look-at times up to `until`, as the program does.
fn run(
    versions: &Versions,
    mut owed: Vec<Obligation>,
    until: Timestamp,
    first_n: i64,
) -> (Vec<Obligation>, Vec<(Timestamp, Step)>) {
    let (mut n, mut steps) = (first_n, Vec::new());
    while let Some(obligation) =
        owed.iter().find(|one| one.look_at.is_some_and(|look_at| look_at <= until)).cloned()
    {
        let now = obligation.look_at.unwrap();
        let promise = versions.get(1).unwrap().promise(&obligation.norm).unwrap();
        let step =
            next_step(promise, &obligation, now).expect("there is something to record when the timer looks");
        let kind = match step {
            Step::Breach => EventKind::ObligationBreached,
            Step::Escalate { .. } => EventKind::ObligationEscalated,
        };
        let entry: Event = with(event(n, now, kind), "obligation", Fact::Word(obligation.id.to_string()));
        owed = after(owed.clone(), &apply(versions, &calendar(), &owed, &entry));
        steps.push((now, step));
        n += 1;
    }
    (owed, steps)
}

#[test]
fn a_limit_is_announced_before_it_passes_and_reported_after() {
    let versions = reported();
    let owed =
        after(vec![], &apply(&versions, &calendar(), &[], &event(1, at(10, 0), EventKind::TicketTaken)));
    let (owed, steps) = run(&versions, owed, at(12, 0), 2);
    let head = |step| Step::Escalate { to: "bureau_head".to_owned(), step };
    assert_eq!(
        steps,
        [(at(10, 8), head(0)), (at(10, 10).plus_millis(1), Step::Breach), (at(10, 20), head(1))]
    );
    assert_eq!(owed[0].state, State::Breached { n: 3, at: at(10, 10), met_late: None });
    assert_eq!(owed[0].look_at, None);
}

/// A report at the whole limit says that the promise is late, so the promise has to be late: first the breach is
/// recorded, in the same instant the report, and a client called at the limit itself is reported to nobody.
#[test]
fn a_report_at_the_whole_limit_never_says_late_before_it_is_late() {
    let versions = versions(&norm(
        "wait",
        "starts = \"ticket.taken\"\nwithin = { minutes = 10 }\nmet_by = [\"ticket.called\"]\n\
         escalate = [{ to = \"bureau_head\", at_percent = 100 }]",
    ));
    let owed =
        after(vec![], &apply(&versions, &calendar(), &[], &event(1, at(10, 0), EventKind::TicketTaken)));
    let promise = versions.get(1).unwrap().promise("wait").unwrap();
    assert_eq!(next_step(promise, &owed[0], at(10, 10)), None, "the limit itself is still in time");
    let called = event(2, at(10, 10), EventKind::TicketCalled);
    let in_time = after(owed.clone(), &apply(&versions, &calendar(), &owed, &called));
    assert_eq!(run(&versions, in_time, at(12, 0), 3).1, []);

    let late = at(10, 10).plus_millis(1);
    let head = Step::Escalate { to: "bureau_head".to_owned(), step: 0 };
    assert_eq!(run(&versions, owed, at(12, 0), 2).1, [(late, Step::Breach), (late, head)]);
}

#[test]
fn what_is_kept_in_time_is_reported_to_nobody() {
    let versions = reported();
    let owed =
        after(vec![], &apply(&versions, &calendar(), &[], &event(1, at(10, 0), EventKind::TicketTaken)));
    let owed = after(
        owed.clone(),
        &apply(&versions, &calendar(), &owed, &event(2, at(10, 5), EventKind::TicketCalled)),
    );
    assert_eq!(run(&versions, owed, at(12, 0), 3).1, []);
}

#[test]
fn what_is_made_good_late_is_not_reported_again() {
    let versions = reported();
    let owed =
        after(vec![], &apply(&versions, &calendar(), &[], &event(1, at(10, 0), EventKind::TicketTaken)));
    let (owed, _) = run(&versions, owed, at(10, 12), 2);
    let owed = after(
        owed.clone(),
        &apply(&versions, &calendar(), &owed, &event(9, at(10, 13), EventKind::TicketCalled)),
    );
    assert_eq!(owed[0].state, State::Breached { n: 3, at: at(10, 10), met_late: Some(at(10, 13)) });
    assert_eq!(run(&versions, owed, at(12, 0), 10).1, []);
}
