//! Many clerks at once.

use std::collections::HashMap;

use solits_db::{PackedJson, row, sql};
use solits_journal::recompute;
use solits_kernel::{CounterId, TicketId};
use solits_queue::{Outcome, Then};
use solits_testkit::{Fixture, TestDb, on_both};

use crate::{a_ticket, app, clerk, client, ten_o_clock};

const CLERKS: u64 = 32;
const TICKETS: i64 = 10_000;

row! {
    struct Call { subject_id: uuid::Uuid, facts: PackedJson }
}

/// Judged from what the calls answered and from what the journal recorded of them.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn thirty_two_clerks_call_ten_thousand_tickets_and_none_twice() {
    on_both(|TestDb { db, .. }| async move {
        let fixture = Fixture::new(&db, CLERKS).await;
        let app = app(&db);
        for batch in 0..TICKETS / 500 {
            let mut tx = db.write(fixture.scope()).await.unwrap();
            for n in 0..500 {
                let actor = client(ten_o_clock().plus_millis(batch * 500 + n));
                solits_queue::take(&mut tx, &app, &actor, a_ticket(&fixture)).await.unwrap();
            }
            tx.commit().await.unwrap();
        }
        let mut clerks = Vec::new();
        for (counter, employee) in fixture.counters.iter().copied().zip(fixture.employees.iter().copied()) {
            let (db, app, fixture) = (db.clone(), app.clone(), fixture.clone());
            // Every second clerk finishes and calls in one breath, the others call by themselves, together as it happens.
            let in_company = clerks.len() % 2 == 0;
            clerks.push(tokio::spawn(async move {
                let mut answered: Vec<TicketId> = Vec::new();
                let mut serving = false;
                loop {
                    let actor = clerk(employee, ten_o_clock().plus_minutes(1));
                    let mut called = None;
                    if serving {
                        let then = if in_company { Then::Stay } else { Then::CallNext };
                        let mut tx = db.write(fixture.scope()).await.unwrap();
                        let outcome = Outcome::Solved;
                        let done = solits_queue::finish(&mut tx, &app, &actor, counter, &outcome, then).await;
                        called = done.unwrap().called;
                        tx.commit().await.unwrap();
                    }
                    if !serving || in_company {
                        let institution = fixture.institution;
                        let done = solits_queue::call_with_others(&app, institution, actor, counter).await;
                        called = done.unwrap().called;
                    }
                    match called {
                        Some((ticket, _)) => answered.push(ticket.id),
                        None => return (counter, answered),
                    }
                    serving = true;
                }
            }));
        }
        let mut answers: HashMap<TicketId, CounterId> = HashMap::new();
        for clerk in clerks {
            let (counter, answered) = clerk.await.unwrap();
            for ticket in answered {
                assert_eq!(answers.insert(ticket, counter), None, "{ticket} was called twice");
            }
        }
        assert_eq!(i64::try_from(answers.len()).unwrap(), TICKETS, "somebody was skipped");

        let mut tx = db.read(fixture.scope()).await.unwrap();
        let calls = sql!(
            "SELECT subject_id, facts FROM journal WHERE institution_id = $1 AND kind IN ('ticket.called', 'C')"
        )
        .all::<Call>(&mut tx)
        .await
        .unwrap();
        assert_eq!(calls.len(), answers.len());
        for call in calls {
            let counter = answers[&TicketId::new(call.subject_id)];
            assert!(
                call.facts.0.contains(&counter.to_string()),
                "the journal names another counter: {}",
                call.facts.0
            );
        }
        assert_eq!(recompute(&mut tx, &app.heart).await.unwrap().1, vec![]);
    })
    .await;
}
