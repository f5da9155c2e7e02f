//! Several services in one visit.

use solits_db::{Tx, sql};
use solits_journal::recompute;
use solits_kernel::{ServiceId, TicketId, Timestamp};
use solits_queue::{Outcome, Progress, QueueError, Status, Take, Then};
use solits_testkit::{Fixture, TestDb, on_both};
use solits_web::App;

use crate::{a_service, a_ticket, app, clerk, client, ten_o_clock};

fn minutes(minutes: i64) -> Timestamp {
    ten_o_clock().plus_minutes(minutes)
}

/// Takes a ticket, for a service if one is known, calls it and starts serving at minute 0.
async fn serving(tx: &mut Tx, app: &App, fixture: &Fixture, service: Option<ServiceId>) -> TicketId {
    let (counter, anna) = (fixture.counters[0], fixture.employees[0]);
    let take = Take { service, ..a_ticket(fixture) };
    let ticket = solits_queue::take(tx, app, &client(minutes(0)), take).await.unwrap().ticket;
    solits_queue::call(tx, app, &clerk(anna, minutes(0)), counter, None).await.unwrap();
    solits_queue::start(tx, app, &clerk(anna, minutes(0)), counter).await.unwrap();
    ticket.id
}

async fn times(tx: &mut Tx, ticket: TicketId, at: Timestamp) -> Vec<(Option<ServiceId>, Progress, i64)> {
    let ticket = solits_queue::find_ticket(tx, ticket).await.unwrap().unwrap();
    let services = solits_queue::visit_services(tx, &ticket, at).await.unwrap();
    services.into_iter().map(|one| (one.service, one.progress, one.serve_ms / 60_000)).collect()
}

solits_db::row! {
    struct Ended { outcome: String }
}

/// How each contact of a visit ended, in their order.
async fn outcomes(tx: &mut Tx, ticket: TicketId) -> Vec<String> {
    let rows =
        sql!("SELECT outcome FROM contacts WHERE institution_id = $1 AND ticket_id = $2 ORDER BY started_at")
            .bind(ticket)
            .all::<Ended>(tx)
            .await
            .unwrap();
    rows.into_iter().map(|row| row.outcome).collect()
}

async fn contacts(tx: &mut Tx, ticket: TicketId) -> i64 {
    sql!("SELECT count(*) AS value FROM contacts WHERE institution_id = $1 AND ticket_id = $2")
        .bind(ticket)
        .scalar(tx)
        .await
        .unwrap()
        .unwrap()
}

/// Issue: several services in a visit; times kept apart.
#[tokio::test]
async fn a_visit_with_two_services_is_one_ticket_and_two_contacts_each_with_its_own_time() {
    on_both(|TestDb { db, .. }| async move {
        let fixture = Fixture::new(&db, 1).await;
        let app = app(&db);
        let (counter, anna) = (fixture.counters[0], fixture.employees[0]);
        let mut tx = db.write(fixture.scope()).await.unwrap();
        let (one, two) = (a_service(&mut tx, &fixture, 1).await, a_service(&mut tx, &fixture, 2).await);
        let ticket = serving(&mut tx, &app, &fixture, Some(one)).await;
        assert_eq!(times(&mut tx, ticket, minutes(1)).await, [], "a visit with one service needs no list");
        solits_queue::add_service(&mut tx, &app, &clerk(anna, minutes(2)), counter, two).await.unwrap();
        solits_queue::add_service(&mut tx, &app, &clerk(anna, minutes(3)), counter, two).await.unwrap();
        assert_eq!(
            times(&mut tx, ticket, minutes(4)).await,
            [(Some(one), Progress::Now, 4), (Some(two), Progress::ToCome, 0)]
        );
        let now = solits_queue::switch_service(
            &mut tx,
            &app,
            &clerk(anna, minutes(5)),
            counter,
            two,
            &Outcome::Solved,
        )
        .await
        .unwrap();
        assert_eq!((now.status, now.service, now.started_at), (Status::Serving, Some(two), Some(minutes(5))));
        let actor = clerk(anna, minutes(8));
        let done =
            solits_queue::finish(&mut tx, &app, &actor, counter, &Outcome::Solved, Then::Stay).await.unwrap();
        assert_eq!(done.finished.unwrap().serve_ms, 8 * 60_000, "the visit's time is the sum");
        assert_eq!(
            times(&mut tx, ticket, minutes(60)).await,
            [(Some(one), Progress::Served, 5), (Some(two), Progress::Served, 3)]
        );
        assert_eq!(contacts(&mut tx, ticket).await, 2);
        assert_eq!(recompute(&mut tx, &app.heart).await.unwrap().1, vec![]);
    })
    .await;
}

/// Issue: outcome solved, case opened, redirected, refused; each service of a visit has its own.
#[tokio::test]
async fn a_service_that_is_left_keeps_the_outcome_it_had() {
    on_both(|TestDb { db, .. }| async move {
        let fixture = Fixture::new(&db, 1).await;
        let app = app(&db);
        let (counter, anna) = (fixture.counters[0], fixture.employees[0]);
        let mut tx = db.write(fixture.scope()).await.unwrap();
        let (one, two) = (a_service(&mut tx, &fixture, 1).await, a_service(&mut tx, &fixture, 2).await);
        let ticket = serving(&mut tx, &app, &fixture, Some(one)).await;
        let refused =
            |next: &str| Outcome::Refused { reason: "nav pilnvaras".to_owned(), next: next.to_owned() };
        let actor = clerk(anna, minutes(5));
        let broken_off = Outcome::BrokenOff { reason: "aggression".to_owned() };
        for unfit in [refused(""), broken_off] {
            let switched = solits_queue::switch_service(&mut tx, &app, &actor, counter, two, &unfit).await;
            assert!(matches!(switched, Err(QueueError::Incomplete)), "{unfit:?}");
        }
        let left = refused("atnākt ar pilnvaru");
        solits_queue::switch_service(&mut tx, &app, &actor, counter, two, &left).await.unwrap();
        let actor = clerk(anna, minutes(8));
        solits_queue::finish(&mut tx, &app, &actor, counter, &Outcome::Solved, Then::Stay).await.unwrap();
        assert_eq!(outcomes(&mut tx, ticket).await, ["refused", "solved"]);
    })
    .await;
}

#[tokio::test]
async fn a_switch_is_taken_back_with_its_time_and_its_contact() {
    on_both(|TestDb { db, .. }| async move {
        let fixture = Fixture::new(&db, 1).await;
        let app = app(&db);
        let (counter, anna) = (fixture.counters[0], fixture.employees[0]);
        let mut tx = db.write(fixture.scope()).await.unwrap();
        let (one, two) = (a_service(&mut tx, &fixture, 1).await, a_service(&mut tx, &fixture, 2).await);
        let ticket = serving(&mut tx, &app, &fixture, Some(one)).await;
        solits_queue::switch_service(&mut tx, &app, &clerk(anna, minutes(5)), counter, two, &Outcome::Solved)
            .await
            .unwrap();
        solits_queue::undo(&mut tx, &app, &clerk(anna, minutes(5).plus_seconds(3)), counter).await.unwrap();
        let back = solits_queue::find_ticket(&mut tx, ticket).await.unwrap().unwrap();
        assert_eq!((back.service, back.serve_ms, back.started_at), (Some(one), 0, Some(minutes(0))));
        assert_eq!(contacts(&mut tx, ticket).await, 0);
        assert_eq!(times(&mut tx, ticket, minutes(6)).await, []);
    })
    .await;
}

#[tokio::test]
async fn time_set_aside_belongs_to_no_service() {
    on_both(|TestDb { db, .. }| async move {
        let fixture = Fixture::new(&db, 1).await;
        let app = app(&db);
        let (counter, anna) = (fixture.counters[0], fixture.employees[0]);
        let mut tx = db.write(fixture.scope()).await.unwrap();
        let (one, two) = (a_service(&mut tx, &fixture, 1).await, a_service(&mut tx, &fixture, 2).await);
        let ticket = serving(&mut tx, &app, &fixture, Some(one)).await;
        solits_queue::switch_service(&mut tx, &app, &clerk(anna, minutes(5)), counter, two, &Outcome::Solved)
            .await
            .unwrap();
        solits_queue::park(&mut tx, &app, &clerk(anna, minutes(7)), counter, 10).await.unwrap();
        solits_queue::return_to_line(&mut tx, &app, &clerk(anna, minutes(17)), ticket).await.unwrap();
        solits_queue::call(&mut tx, &app, &clerk(anna, minutes(17)), counter, None).await.unwrap();
        solits_queue::start(&mut tx, &app, &clerk(anna, minutes(18)), counter).await.unwrap();
        assert_eq!(
            times(&mut tx, ticket, minutes(20)).await,
            [(Some(one), Progress::Served, 5), (Some(two), Progress::Now, 4)]
        );
    })
    .await;
}

#[tokio::test]
async fn a_service_nobody_named_is_named_once() {
    on_both(|TestDb { db, .. }| async move {
        let fixture = Fixture::new(&db, 1).await;
        let app = app(&db);
        let (counter, anna) = (fixture.counters[0], fixture.employees[0]);
        let mut tx = db.write(fixture.scope()).await.unwrap();
        let (one, two) = (a_service(&mut tx, &fixture, 1).await, a_service(&mut tx, &fixture, 2).await);
        let ticket = serving(&mut tx, &app, &fixture, None).await;
        solits_queue::add_service(&mut tx, &app, &clerk(anna, minutes(1)), counter, two).await.unwrap();
        solits_queue::name_service(&mut tx, &app, &clerk(anna, minutes(2)), counter, one).await.unwrap();
        let again = solits_queue::name_service(&mut tx, &app, &clerk(anna, minutes(3)), counter, two).await;
        assert!(matches!(again, Err(QueueError::Changed)));
        assert_eq!(
            times(&mut tx, ticket, minutes(4)).await,
            [(Some(one), Progress::Now, 4), (Some(two), Progress::ToCome, 0)]
        );
    })
    .await;
}
