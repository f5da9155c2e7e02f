//! A standard limited to branches or services by their codes promises nothing elsewhere.

use solits_db::{Tx, sql};
use solits_journal::{Heart, recompute};
use solits_kernel::ServiceId;
use solits_queue::Take;
use solits_testkit::{Fixture, STANDARD, TestDb, on_both};
use solits_web::App;

use crate::{a_service, a_ticket, app, client, ten_o_clock};

/// Puts the fixture's standard into force with a line more in its scope.
async fn limit(tx: &mut Tx, line: &str) {
    sql!("UPDATE standards SET source = $2 WHERE institution_id = $1 AND number = 1")
        .bind(STANDARD.replace("[parameters]", &format!("{line}\n[parameters]")))
        .run(tx)
        .await
        .unwrap();
    Heart::changed(tx);
}

async fn owed(tx: &mut Tx) -> i64 {
    sql!("SELECT count(*) AS value FROM obligations WHERE institution_id = $1")
        .scalar(tx)
        .await
        .unwrap()
        .unwrap()
}

async fn take(tx: &mut Tx, app: &App, fixture: &Fixture, service: Option<ServiceId>) {
    let take = Take { service, ..a_ticket(fixture) };
    solits_queue::take(tx, app, &client(ten_o_clock()), take).await.unwrap();
}

#[tokio::test]
async fn a_ticket_is_promised_a_wait_where_the_standard_holds_and_nowhere_else() {
    on_both(|TestDb { db, .. }| async move {
        let fixture = Fixture::new(&db, 1).await;
        let app = app(&db);
        let mut tx = db.write(fixture.scope()).await.unwrap();
        let code = sql!("SELECT code AS value FROM branches WHERE institution_id = $1 AND id = $2")
            .bind(fixture.branch)
            .scalar::<String>(&mut tx)
            .await
            .unwrap()
            .unwrap();
        let (one, two) = (a_service(&mut tx, &fixture, 1).await, a_service(&mut tx, &fixture, 2).await);
        tx.commit().await.unwrap();
        let scopes = [
            (format!("branches = [\"{code}\"]"), 3),
            ("branches = [\"another\"]".to_owned(), 0),
            // The ticket for the other service is outside; the one for which nobody named a service is not.
            ("services = [\"S1\"]".to_owned(), 2),
        ];
        let mut before = 0;
        for (scope, promised) in scopes {
            let mut tx = db.write(fixture.scope()).await.unwrap();
            limit(&mut tx, &scope).await;
            tx.commit().await.unwrap();
            let mut tx = db.write(fixture.scope()).await.unwrap();
            for service in [Some(one), Some(two), None] {
                take(&mut tx, &app, &fixture, service).await;
            }
            let now = owed(&mut tx).await;
            assert_eq!(now - before, promised, "{scope}");
            before = now;
            tx.commit().await.unwrap();
        }
    })
    .await;
}

#[tokio::test]
async fn what_a_limited_standard_promised_is_found_again_by_a_replay() {
    on_both(|TestDb { db, .. }| async move {
        let fixture = Fixture::new(&db, 1).await;
        let mut tx = db.write(fixture.scope()).await.unwrap();
        let (one, two) = (a_service(&mut tx, &fixture, 1).await, a_service(&mut tx, &fixture, 2).await);
        limit(&mut tx, "services = [\"S1\"]").await;
        tx.commit().await.unwrap();
        let app = app(&db);
        let mut tx = db.write(fixture.scope()).await.unwrap();
        for service in [Some(one), Some(two)] {
            take(&mut tx, &app, &fixture, service).await;
        }
        assert_eq!(owed(&mut tx).await, 1);
        assert_eq!(recompute(&mut tx, &app.heart).await.unwrap().1, vec![]);
    })
    .await;
}
