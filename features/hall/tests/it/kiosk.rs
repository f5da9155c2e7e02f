//! At the kiosk.

use axum::http::StatusCode;
use solits_db::sql;
use solits_journal::{Actor, By};
use solits_kernel::Timestamp;
use solits_testkit::{STANDARD, TestDb, on_both, sqlite};

use crate::TestHall;

#[tokio::test]
async fn a_press_gives_one_ticket_however_often_the_form_is_sent() {
    on_both(async |test| {
        let hall = TestHall::new(&test, 2).await;
        let page = hall.get("kiosk", "/kiosk").await;
        assert!(page.body.contains("neviens negaida · uzreiz"), "{}", page.body);
        let first = hall.press_on("kiosk", &page, "/kiosk/ticket").await;
        assert_eq!(first.status, StatusCode::SEE_OTHER, "{}", first.body);
        let again = hall.press_on("kiosk", &page, "/kiosk/ticket").await;
        assert_eq!(again.location, first.location);
        assert_eq!(hall.tickets().await, 1);

        let ticket = hall.get("kiosk", &first.location).await;
        assert!(
            ticket.body.contains("A 001") && ticket.body.contains("<svg class=\"qr\""),
            "{}",
            ticket.body
        );
        assert!(
            ticket.body.contains("data-return-to=\"/kiosk?lang=lv\""),
            "back to Latvian for the next client"
        );
    })
    .await;
}

#[tokio::test]
async fn priority_is_given_without_asking_why() {
    // VZD P2/s2.2; E-11: only that priority was given is recorded.
    let test = sqlite().await;
    let hall = TestHall::new(&test, 1).await;
    let page = hall.get("kiosk", "/kiosk/priority").await;
    assert!(page.body.contains("Iemesls nav jāsaka") && !page.body.contains("<textarea"));
    assert_eq!(page.field("priority"), "1");
}

#[tokio::test]
async fn a_closed_place_issues_nothing_and_says_when_it_opens() {
    let test = sqlite().await;
    let hall = TestHall::new(&test, 1).await;
    let page = hall.get("kiosk", "/kiosk").await;
    // The national holiday.
    hall.clock.set(Timestamp::parse("2026-11-18T08:00:00.000Z").unwrap());
    let closed = hall.get("kiosk", "/kiosk").await;
    assert!(closed.body.contains("Slēgts") && closed.body.contains("Atvērsim rīt"), "{}", closed.body);
    assert!(!closed.body.contains("name=\"line\""));
    // A page left open since before: the form itself is refused, and the person is shown why.
    let line = hall.fixture.lines[0].to_string();
    let today = hall.get("display", "/display").await;
    assert_eq!(today.status, StatusCode::OK);
    let stale = hall
        .post("kiosk", "/kiosk/ticket", &[("csrf", &page.field("csrf")), ("key", "K"), ("line", &line)])
        .await;
    assert_eq!(stale.status, StatusCode::CONFLICT, "the token of two days ago is too old");
    assert_eq!(hall.tickets().await, 0);
}

#[tokio::test]
async fn a_stranger_meets_no_kiosk() {
    let test = sqlite().await;
    let hall = TestHall::new(&test, 1).await;
    assert_eq!(hall.get("nobody", "/kiosk").await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(hall.get("display", "/kiosk").await.status, StatusCode::UNAUTHORIZED, "a display is no kiosk");
    assert_eq!(hall.get("kiosk", "/display").await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn the_kiosk_speaks_both_languages() {
    let test = sqlite().await;
    let hall = TestHall::new(&test, 1).await;
    for (path, words) in [
        ("/kiosk?lang=en", "Choose what you need"),
        ("/kiosk/help?lang=en", "Press the button"),
        ("/kiosk/help", "Nospiediet"),
    ] {
        let page = hall.get("kiosk", path).await;
        assert!(page.body.contains(words), "{path}: {}", page.body);
    }
    let other = hall.get("kiosk", "/kiosk/other-ways").await;
    assert!(other.body.contains("Darbinieks palīdzēs"), "{}", other.body);
}

/// A hall open from nine to five, two minutes before closing, with three clients in line and one counter.
async fn two_minutes_before_closing(test: &TestDb, parameters: &str) -> TestHall {
    let hall = TestHall::new(test, 1).await;
    let mut tx = test.db.write(hall.fixture.scope()).await.unwrap();
    let calendar = r#"{"version":1,"hours":{"monday":["09:00-17:00"]}}"#;
    sql!("UPDATE branches SET calendar = $2 WHERE institution_id = $1")
        .bind(calendar)
        .run(&mut tx)
        .await
        .unwrap();
    let source = STANDARD.replace("[parameters]\n", &format!("[parameters]\n{parameters}\n"));
    sql!("UPDATE standards SET source = $2 WHERE institution_id = $1")
        .bind(source)
        .run(&mut tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    for _ in 0..3 {
        hall.press("kiosk", "/kiosk", "/kiosk/ticket").await;
    }
    hall.clock.set(Timestamp::parse("2026-11-16T14:58:00.000Z").unwrap());
    hall
}

#[tokio::test]
async fn near_closing_the_handbook_serves_whoever_has_come() {
    // Handbook, beh-12: the last client is served even after hours.
    let test = sqlite().await;
    let hall = two_minutes_before_closing(&test, "").await;
    let page = hall.get("kiosk", "/kiosk").await;
    assert!(page.body.contains("var beigties pēc darba laika"), "{}", page.body);
    let taken = hall.press_on("kiosk", &page, "/kiosk/ticket").await;
    assert!(taken.location.starts_with("/kiosk/ticket/"), "{}", taken.location);
}

#[tokio::test]
async fn where_all_are_served_within_hours_nobody_is_refused_in_silence() {
    // VZD P2/s2.2.
    let test = sqlite().await;
    let policy = r#""closing.last_client_policy" = { value = "all_served_within_hours", paragraph = "6" }"#;
    let hall = two_minutes_before_closing(&test, policy).await;
    let page = hall.get("kiosk", "/kiosk").await;
    assert!(page.body.contains("/kiosk/other-ways?line="), "{}", page.body);
    let line = hall.fixture.lines[0].to_string();
    let fields = [("csrf", &*page.field("csrf")), ("key", "K"), ("line", &*line)];
    let sent = hall.post("kiosk", "/kiosk/ticket", &fields).await;
    let ways = hall.get("kiosk", &sent.location).await;
    assert!(ways.body.contains("Darbinieks palīdzēs atrast labāko risinājumu"), "{}", ways.body);
    assert_eq!(hall.tickets().await, 3);
}

#[tokio::test]
async fn the_end_of_issuing_is_shown_beforehand() {
    // Guidelines 2.2, an example of five minutes; E-15.
    let test = sqlite().await;
    let policy = r#""closing.last_client_policy" = { value = "cutoff", paragraph = "6" }
"closing.cutoff_minutes" = { value = 5, paragraph = "6" }"#;
    let hall = two_minutes_before_closing(&test, policy).await;
    assert!(hall.get("kiosk", "/kiosk").await.body.contains("Skatiet citas iespējas"));
    hall.clock.set(Timestamp::parse("2026-11-16T14:30:00.000Z").unwrap());
    assert!(hall.get("kiosk", "/kiosk").await.body.contains("Talonus izsniedzam līdz plkst. 16.55."));
}

#[tokio::test]
async fn before_the_first_counter_opens_tickets_are_given_all_the_same() {
    let test = sqlite().await;
    let hall = TestHall::new(&test, 1).await;
    let mut tx = test.db.write(hall.fixture.scope()).await.unwrap();
    let source = STANDARD.replace(
        "[parameters]\n",
        "[parameters]\n\"closing.last_client_policy\" = { value = \"all_served_within_hours\", paragraph = \"6\" }\n",
    );
    sql!("UPDATE standards SET source = $2 WHERE institution_id = $1")
        .bind(source)
        .run(&mut tx)
        .await
        .unwrap();
    sql!("UPDATE counters SET state = 'closed', employee_id = NULL WHERE institution_id = $1")
        .run(&mut tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let page = hall.get("kiosk", "/kiosk").await;
    assert!(
        page.body.contains("lodziņi pašlaik nestrādā") && !page.body.contains("other-ways"),
        "{}",
        page.body
    );
    let taken = hall.press_on("kiosk", &page, "/kiosk/ticket").await;
    let ticket = hall.get("kiosk", &taken.location).await;
    assert!(ticket.body.contains("gaidīšanas laiku nevar pateikt"), "{}", ticket.body);
}

/// Issue: a client who cannot manage alone gets a person.
#[tokio::test]
async fn an_employee_is_called_from_the_kiosk_and_the_client_sees_one_coming() {
    on_both(async |test| {
        let hall = TestHall::new(&test, 1).await;
        let page = hall.get("kiosk", "/kiosk/help").await;
        assert!(page.body.contains("Aicināt darbinieku"), "{}", page.body);
        let csrf = page.field("csrf");
        for _ in 0..2 {
            let pressed = hall.post("kiosk", "/kiosk/help", &[("csrf", &csrf)]).await;
            assert_eq!((pressed.status, pressed.location.as_str()), (StatusCode::SEE_OTHER, "/kiosk/help"));
        }
        let part = hall.get("kiosk", "/kiosk/help/fragment").await;
        assert!(part.body.contains("Darbinieks aicināts plkst. 10.00"), "{}", part.body);
        let mut tx = hall.app.db.write(hall.fixture.scope()).await.unwrap();
        let call =
            solits_queue::help_call(&mut tx, hall.fixture.branch, hall.clock.now()).await.unwrap().unwrap();
        let anna = hall.fixture.employees[0];
        let actor = Actor { by: By::Employee(anna), at: hall.clock.now() };
        solits_queue::take_help(&mut tx, &hall.app, &actor, call.id, anna).await.unwrap();
        tx.commit().await.unwrap();
        assert!(hall.get("kiosk", "/kiosk/help").await.body.contains("Darbinieks nāk pie jums."));
    })
    .await;
}

/// Issue: the ticket prints. Without a printer, or without a script, the number, the code and a button are there.
#[tokio::test]
async fn a_kiosk_with_a_printer_prints_the_ticket_by_itself_and_another_one_waits_for_a_press() {
    on_both(async |test| {
        let hall = TestHall::new(&test, 1).await;
        let first = hall.press("kiosk", "/kiosk", "/kiosk/ticket").await;
        let page = hall.get("kiosk", &first.location).await;
        assert!(!page.body.contains("data-print-now") && page.body.contains("data-print>"), "{}", page.body);
        let mut tx = hall.app.db.write(hall.fixture.scope()).await.unwrap();
        sql!("UPDATE devices SET prints = TRUE WHERE institution_id = $1 AND kind = 'kiosk'")
            .run(&mut tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let page = hall.get("kiosk", &first.location).await;
        let ticket = first.location.rsplit('/').next().unwrap();
        assert!(page.body.contains(&format!("data-print-now=\"{ticket}\"")), "{}", page.body);
        assert!(page.body.contains("print-ticket") && page.body.contains("data-print>"));
    })
    .await;
}
