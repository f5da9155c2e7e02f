//! On a client's own phone.

use axum::http::StatusCode;
use solits_db::sql;
use solits_journal::{Actor, By};
use solits_queue::Then;
use solits_testkit::{on_both, sqlite};

use crate::TestHall;

const BRANCH: &str = "/i/testa/branch/testa";

fn to() -> String {
    format!("{BRANCH}/ticket")
}

#[tokio::test]
async fn a_client_follows_the_ticket_from_the_line_to_the_counter_and_back() {
    on_both(async |test| {
        let hall = TestHall::new(&test, 1).await;
        let first = hall.press("", BRANCH, &to()).await.location;
        let mine = hall.press("", BRANCH, &to()).await.location;
        hall.wait_minutes(1);
        let page = hall.get("", &mine).await;
        assert!(page.body.contains("A 002") && page.body.contains("Pirms jums 1"), "{}", page.body);

        hall.call(0).await;
        hall.wait_minutes(1);
        let called = hall.get("", &first).await;
        assert!(
            called.body.contains("Lūdzu, 1. lodziņš") && called.body.contains("is-called"),
            "{}",
            called.body
        );
        assert!(hall.get("", &format!("{mine}/fragment")).await.body.contains("Jūsu kārta ir nākamā"));

        // VZD P2/s2.2: one minute, then the next; the late client keeps a place.
        let mut tx = hall.app.db.write(hall.fixture.scope()).await.unwrap();
        let actor = Actor { by: By::Employee(hall.fixture.employees[0]), at: hall.clock.now() };
        solits_queue::no_show(&mut tx, &hall.app, &actor, hall.fixture.counters[0], Then::CallNext)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        hall.wait_minutes(1);
        let late = hall.get("", &first).await;
        assert!(late.body.contains("nesagaidījām"), "{}", late.body);
        let back = hall.post("", &format!("{first}/return"), &[("csrf", &late.field("csrf"))]).await;
        assert_eq!(back.location, format!("{first}?notice=returned"));
        hall.wait_minutes(1);
        let waiting = hall.get("", &back.location).await;
        assert!(
            waiting.body.contains("Jūs atkal esat rindā.") && waiting.body.contains("Man vajag vairāk laika")
        );
    })
    .await;
}

#[tokio::test]
async fn leaving_is_asked_first_and_then_done() {
    let test = sqlite().await;
    let hall = TestHall::new(&test, 1).await;
    let ticket = hall.press("", BRANCH, &to()).await.location;
    let question = hall.get("", &format!("{ticket}/leave")).await;
    assert!(question.body.contains("Vai atstāt rindu?"));
    assert!(hall.get("", &ticket).await.body.contains("Jūsu kārta"), "looking changes nothing");
    hall.post("", &format!("{ticket}/leave"), &[("csrf", &question.field("csrf"))]).await;
    assert!(hall.get("", &ticket).await.body.contains("Jūs atstājāt rindu"));
    // Too late for more time: the page says so and shows what is.
    let late = hall.post("", &format!("{ticket}/more-time"), &[("csrf", &question.field("csrf"))]).await;
    assert_eq!(late.location, format!("{ticket}?notice=late"));
}

#[tokio::test]
async fn three_tickets_in_ten_minutes_from_one_source() {
    // Security §10.
    let test = sqlite().await;
    let hall = TestHall::new(&test, 1).await;
    let page = hall.get("", BRANCH).await;
    for _ in 0..4 {
        assert_eq!(
            hall.press_on("", &page, &to()).await.status,
            StatusCode::SEE_OTHER,
            "one form, one ticket"
        );
    }
    for _ in 0..2 {
        assert_eq!(hall.press("", BRANCH, &to()).await.status, StatusCode::SEE_OTHER);
    }
    assert_eq!(hall.press("", BRANCH, &to()).await.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(hall.tickets().await, 3);
    hall.wait_minutes(10);
    assert_eq!(hall.press("", BRANCH, &to()).await.status, StatusCode::SEE_OTHER);
}

/// Security §10: past the limit nothing that was typed is lost.
#[tokio::test]
async fn who_takes_too_many_tickets_is_told_when_to_come_again_and_how_many_come_is_still_there() {
    on_both(async |test| {
        let hall = TestHall::new(&test, 1).await;
        for _ in 0..3 {
            assert_eq!(hall.press("", BRANCH, &to()).await.status, StatusCode::SEE_OTHER);
        }
        let page = hall.get("", BRANCH).await;
        let (csrf, key) = (page.field("csrf"), page.field("key"));
        let line = hall.fixture.lines[0].to_string();
        let form = [("csrf", csrf.as_str()), ("key", &key), ("line", &line), ("party", "3")];
        let refused = hall.post("", &to(), &form).await;
        assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS, "{}", refused.body);
        for kept in ["name=\"party\"", "value=\"3\"", "id=\"take-", "Mēģiniet vēlreiz"] {
            assert!(refused.body.contains(kept), "{kept} is not in {}", refused.body);
        }
        assert_eq!(hall.tickets().await, 3);
    })
    .await;
}

#[tokio::test]
async fn nobody_is_named_and_foreign_tickets_are_not_there() {
    let test = sqlite().await;
    let hall = TestHall::new(&test, 1).await;
    let mut tx = hall.app.db.write(hall.fixture.scope()).await.unwrap();
    sql!("UPDATE employees SET name = 'Anna Liepa' WHERE institution_id = $1").run(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
    let ticket = hall.press("", BRANCH, &to()).await.location;
    hall.call(0).await;
    for path in [ticket.as_str(), BRANCH, "/i/testa"] {
        assert!(!hall.get("", path).await.body.contains("Liepa"), "{path}");
    }
    assert!(!hall.get("display", "/display").await.body.contains("Liepa"));
    let foreign = ticket.replace("/i/testa/", "/i/cita/");
    for path in [foreign.as_str(), "/i/testa/ticket/7", "/i/testa/branch/cita", "/i/nav"] {
        assert_eq!(hall.get("", path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn a_public_priority_cannot_be_claimed_from_a_phone() {
    let test = sqlite().await;
    let hall = TestHall::new(&test, 1).await;
    let page = hall.get("", BRANCH).await;
    let line = hall.fixture.lines[0].to_string();
    let fields =
        [("csrf", page.field("csrf")), ("key", "K".to_owned()), ("line", line), ("priority", "1".to_owned())];
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    hall.post("", &to(), &fields).await;
    let mut tx = hall.app.db.read(hall.fixture.scope()).await.unwrap();
    let with_priority =
        sql!("SELECT count(*) AS value FROM tickets WHERE institution_id = $1 AND priority = TRUE")
            .scalar::<i64>(&mut tx)
            .await
            .unwrap();
    assert_eq!(with_priority, Some(0));
}
