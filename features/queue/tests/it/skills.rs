//! A desk is offered only what whoever works there can do.

use solits_db::{Tx, sql};
use solits_kernel::{EmployeeId, Lang, ServiceId, Timestamp};
use solits_queue::Take;
use solits_queueing::order::Reason;
use solits_testkit::{Fixture, TestDb, on_both};

use crate::{a_service, a_ticket, app, clerk, client, ten_o_clock};

fn minutes(minutes: i64) -> Timestamp {
    ten_o_clock().plus_minutes(minutes)
}

async fn can(tx: &mut Tx, employee: EmployeeId, service: ServiceId) {
    sql!("INSERT INTO employee_skills (institution_id, employee_id, service_id) VALUES ($1, $2, $3)")
        .bind(employee)
        .bind(service)
        .run(tx)
        .await
        .unwrap();
}

/// Issue: queue order by this counter's services, each choice with its reason in one sentence.
#[tokio::test]
async fn a_desk_calls_past_those_it_cannot_serve_and_another_desk_calls_them() {
    on_both(|TestDb { db, .. }| async move {
        let fixture = Fixture::new(&db, 2).await;
        let app = app(&db);
        let mut tx = db.write(fixture.scope()).await.unwrap();
        let (passports, land) =
            (a_service(&mut tx, &fixture, 1).await, a_service(&mut tx, &fixture, 2).await);
        can(&mut tx, fixture.employees[0], land).await;
        // More people for the other service than a desk looks at in the first place.
        let mut first = None;
        for minute in 0..15 {
            let take = Take { service: Some(passports), ..a_ticket(&fixture) };
            let took = solits_queue::take(&mut tx, &app, &client(minutes(minute)), take).await.unwrap();
            first.get_or_insert(took.ticket.id);
        }
        let take = Take { service: Some(land), ..a_ticket(&fixture) };
        let mine = solits_queue::take(&mut tx, &app, &client(minutes(15)), take).await.unwrap().ticket;
        let hall = solits_queue::hall(&mut tx, &app, fixture.branch, minutes(20)).await.unwrap();
        assert_eq!(solits_queue::not_for_counter(&hall, fixture.counters[0]).len(), 15);
        assert_eq!(solits_queue::waiting_in_vain(&hall), 0, "the other desk gives every service");
        let shown = solits_queue::next_at(&hall, fixture.counters[0]).unwrap();

        let actor = clerk(fixture.employees[0], minutes(20));
        let called =
            solits_queue::call(&mut tx, &app, &actor, fixture.counters[0], None).await.unwrap().called;
        let (ticket, choice) = called.unwrap();
        assert_eq!((ticket.id, choice), (mine.id, shown), "what the desk was shown is what it calls");
        assert_eq!(choice.reason, Reason::OfServices { minutes: 5 });
        assert!(choice.reason.sentence(Lang::En).starts_with("Longest wait of those whose service"));
        let actor = clerk(fixture.employees[1], minutes(20));
        let other =
            solits_queue::call(&mut tx, &app, &actor, fixture.counters[1], None).await.unwrap().called;
        assert_eq!(Some(other.unwrap().0.id), first);
    })
    .await;
}

#[tokio::test]
async fn a_client_nobody_present_can_serve_is_noticed() {
    on_both(|TestDb { db, .. }| async move {
        let fixture = Fixture::new(&db, 1).await;
        let app = app(&db);
        let mut tx = db.write(fixture.scope()).await.unwrap();
        let (passports, land) =
            (a_service(&mut tx, &fixture, 1).await, a_service(&mut tx, &fixture, 2).await);
        can(&mut tx, fixture.employees[0], land).await;
        let take = Take { service: Some(passports), ..a_ticket(&fixture) };
        solits_queue::take(&mut tx, &app, &client(minutes(0)), take).await.unwrap();
        let actor = clerk(fixture.employees[0], minutes(1));
        let called =
            solits_queue::call(&mut tx, &app, &actor, fixture.counters[0], None).await.unwrap().called;
        assert!(called.is_none());
        let hall = solits_queue::hall(&mut tx, &app, fixture.branch, minutes(1)).await.unwrap();
        assert_eq!(solits_queue::waiting_in_vain(&hall), 1);
    })
    .await;
}
