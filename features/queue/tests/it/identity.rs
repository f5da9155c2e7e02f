//! Services whose rules demand a check of the client's identity (I-12; VZD P2/s3.2).

use solits_db::{Tx, sql};
use solits_kernel::ServiceId;
use solits_queue::{Identity, Outcome, QueueError, Take, Then};
use solits_testkit::{Fixture, TestDb, on_both};
use solits_web::App;

use crate::{a_service, a_ticket, app, clerk, client, ten_o_clock};

/// A service that demands the check.
async fn a_guarded_service(tx: &mut Tx, fixture: &Fixture, number: u128) -> ServiceId {
    let service = a_service(tx, fixture, number).await;
    sql!("UPDATE services SET identity_check = 'must' WHERE institution_id = $1 AND id = $2")
        .bind(service)
        .run(tx)
        .await
        .unwrap();
    service
}

async fn serving(tx: &mut Tx, app: &App, fixture: &Fixture, service: Option<ServiceId>) {
    let take = Take { service, ..a_ticket(fixture) };
    solits_queue::take(tx, app, &client(ten_o_clock()), take).await.unwrap();
    solits_queue::call(tx, app, &clerk(fixture.employees[0], ten_o_clock()), fixture.counters[0], None)
        .await
        .unwrap();
}

async fn finish(tx: &mut Tx, app: &App, fixture: &Fixture, outcome: &Outcome) -> Result<(), QueueError> {
    let actor = clerk(fixture.employees[0], ten_o_clock().plus_minutes(5));
    let counter = fixture.counters[0];
    solits_queue::finish(tx, app, &actor, counter, outcome, Then::Stay).await.map(drop)
}

#[tokio::test]
async fn a_client_is_not_finished_as_served_before_somebody_says_whether_the_identity_was_checked() {
    on_both(|TestDb { db, .. }| async move {
        let fixture = Fixture::new(&db, 1).await;
        let app = app(&db);
        let counter = fixture.counters[0];
        let mut tx = db.write(fixture.scope()).await.unwrap();
        let guarded = a_guarded_service(&mut tx, &fixture, 1).await;
        // The only service of the line: nobody has to name it.
        for (named, said) in [(Some(guarded), Identity::Checked), (None, Identity::NotChecked)] {
            serving(&mut tx, &app, &fixture, named).await;
            let refused = finish(&mut tx, &app, &fixture, &Outcome::Solved).await;
            assert!(matches!(refused, Err(QueueError::IdentityUnsaid)), "{refused:?}");
            solits_queue::say_identity(&mut tx, counter, said).await.unwrap();
            finish(&mut tx, &app, &fixture, &Outcome::Solved).await.unwrap();
        }
        let kept = sql!("SELECT count(*) AS value FROM contacts WHERE institution_id = $1 AND identity_checked IS NOT NULL")
            .scalar::<i64>(&mut tx)
            .await
            .unwrap();
        assert_eq!(kept, Some(2), "what was said is kept with the contact");
    })
    .await;
}

#[tokio::test]
async fn whoever_is_sent_elsewhere_or_refused_needs_no_check() {
    on_both(|TestDb { db, .. }| async move {
        let fixture = Fixture::new(&db, 1).await;
        let app = app(&db);
        let mut tx = db.write(fixture.scope()).await.unwrap();
        let guarded = a_guarded_service(&mut tx, &fixture, 1).await;
        let outcomes = [
            Outcome::Redirected { to: "VID".to_owned(), contact: "1898".to_owned() },
            Outcome::Refused { reason: "nav pases".to_owned(), next: "atnākt ar pasi".to_owned() },
            Outcome::BrokenOff { reason: "aggression".to_owned() },
        ];
        for outcome in &outcomes {
            serving(&mut tx, &app, &fixture, Some(guarded)).await;
            finish(&mut tx, &app, &fixture, outcome).await.unwrap();
        }
    })
    .await;
}

#[tokio::test]
async fn the_check_is_asked_for_the_service_that_is_left_and_holds_for_the_rest_of_the_visit() {
    on_both(|TestDb { db, .. }| async move {
        let fixture = Fixture::new(&db, 1).await;
        let app = app(&db);
        let counter = fixture.counters[0];
        let mut tx = db.write(fixture.scope()).await.unwrap();
        let first = a_guarded_service(&mut tx, &fixture, 1).await;
        let second = a_guarded_service(&mut tx, &fixture, 2).await;
        serving(&mut tx, &app, &fixture, Some(first)).await;
        let actor = clerk(fixture.employees[0], ten_o_clock().plus_minutes(3));
        let switched =
            solits_queue::switch_service(&mut tx, &app, &actor, counter, second, &Outcome::Solved).await;
        assert!(matches!(switched, Err(QueueError::IdentityUnsaid)), "{switched:?}");
        solits_queue::say_identity(&mut tx, counter, Identity::Checked).await.unwrap();
        solits_queue::switch_service(&mut tx, &app, &actor, counter, second, &Outcome::Solved).await.unwrap();
        finish(&mut tx, &app, &fixture, &Outcome::Solved).await.unwrap();
    })
    .await;
}

/// A line of several services does not say which the client came for, so nothing can be demanded.
#[tokio::test]
async fn a_client_whose_service_nobody_named_in_a_line_of_several_is_finished_as_ever() {
    on_both(|TestDb { db, .. }| async move {
        let fixture = Fixture::new(&db, 1).await;
        let app = app(&db);
        let mut tx = db.write(fixture.scope()).await.unwrap();
        a_guarded_service(&mut tx, &fixture, 1).await;
        a_service(&mut tx, &fixture, 2).await;
        serving(&mut tx, &app, &fixture, None).await;
        finish(&mut tx, &app, &fixture, &Outcome::Solved).await.unwrap();
    })
    .await;
}
