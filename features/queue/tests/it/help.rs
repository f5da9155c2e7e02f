//! A request for an employee, made in the hall.

use solits_journal::recompute;
use solits_kernel::Timestamp;
use solits_queue::QueueError;
use solits_testkit::{Fixture, TestDb, on_both};

use crate::{app, clerk, client, ten_o_clock};

fn minutes(minutes: i64) -> Timestamp {
    ten_o_clock().plus_minutes(minutes)
}

#[tokio::test]
async fn a_request_for_an_employee_is_one_however_often_it_is_pressed_and_one_employee_goes() {
    on_both(|TestDb { db, .. }| async move {
        let fixture = Fixture::new(&db, 2).await;
        let app = app(&db);
        let (anna, berta) = (fixture.employees[0], fixture.employees[1]);
        let mut tx = db.write(fixture.scope()).await.unwrap();
        assert_eq!(solits_queue::help_call(&mut tx, fixture.branch, minutes(0)).await.unwrap(), None);
        let asked =
            solits_queue::ask_for_help(&mut tx, &app, &client(minutes(0)), fixture.branch).await.unwrap();
        let again =
            solits_queue::ask_for_help(&mut tx, &app, &client(minutes(1)), fixture.branch).await.unwrap();
        assert_eq!(again, asked);
        assert_eq!(
            solits_queue::help_call(&mut tx, fixture.branch, minutes(3)).await.unwrap(),
            Some(asked.clone())
        );
        let goes =
            solits_queue::take_help(&mut tx, &app, &clerk(anna, minutes(4)), asked.id, anna).await.unwrap();
        assert_eq!(goes.taken_by, Some(anna));
        let late = solits_queue::take_help(&mut tx, &app, &clerk(berta, minutes(4)), asked.id, berta).await;
        assert!(matches!(late, Err(QueueError::Changed)));
        assert_eq!(solits_queue::help_call(&mut tx, fixture.branch, minutes(5)).await.unwrap(), Some(goes));
        assert_eq!(solits_queue::help_call(&mut tx, fixture.branch, minutes(6)).await.unwrap(), None);
        // The next one is a request of its own.
        let next =
            solits_queue::ask_for_help(&mut tx, &app, &client(minutes(5)), fixture.branch).await.unwrap();
        assert_ne!(next.id, asked.id);
        // Nobody took it; a day later it stands in nobody's way.
        let tomorrow = minutes(24 * 60);
        assert_eq!(solits_queue::help_call(&mut tx, fixture.branch, tomorrow).await.unwrap(), None);
        let fresh =
            solits_queue::ask_for_help(&mut tx, &app, &client(tomorrow), fixture.branch).await.unwrap();
        assert_eq!(fresh.asked_at, tomorrow);
        assert_eq!(recompute(&mut tx, &app.heart).await.unwrap(), (4, vec![]));
    })
    .await;
}
