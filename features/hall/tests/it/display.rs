//! At the display.

use axum::http::StatusCode;
use solits_testkit::{on_both, sqlite};

use crate::TestHall;

#[tokio::test]
async fn the_last_call_stands_first_and_four_before_it() {
    on_both(async |test| {
        let hall = TestHall::new(&test, 6).await;
        assert!(hall.get("display", "/display").await.body.contains("Labdien!"));
        for _ in 0..6 {
            hall.press("kiosk", "/kiosk", "/kiosk/ticket").await;
            hall.wait_minutes(1);
        }
        for counter in 0..6 {
            hall.call(counter).await;
            hall.wait_minutes(1);
        }
        let part = hall.get("display", "/display/fragment").await;
        assert_eq!(part.status, StatusCode::OK);
        let place = |number: &str| part.body.find(number);
        assert!(place("A 006") < place("A 005") && place("A 002").is_some(), "{}", part.body);
        assert_eq!(place("A 001"), None, "only five are shown: {}", part.body);
        assert!(part.body.contains("6. lodziņš"));
    })
    .await;
}

#[tokio::test]
async fn a_call_is_on_the_display_at_once() {
    let test = sqlite().await;
    let hall = TestHall::new(&test, 1).await;
    hall.press("kiosk", "/kiosk", "/kiosk/ticket").await;
    let before = hall.get("display", "/display/fragment").await.body;
    hall.call(0).await;
    // The clock stands still: the signal alone makes the old part useless.
    let after = hall.get("display", "/display/fragment").await.body;
    assert!(!before.contains("A 001") && after.contains("A 001"), "{after}");
}

#[tokio::test]
async fn promises_and_hours_are_the_notices() {
    let test = sqlite().await;
    let hall = TestHall::new(&test, 1).await;
    let notices = hall.get("display", "/display/notices").await.body;
    assert!(
        notices.contains("Klientu aicina 15 minūšu laikā.") && notices.contains("0.00–24.00"),
        "{notices}"
    );
    assert_eq!(notices.matches("<div hidden>").count(), 1, "one at a time: {notices}");
}

#[tokio::test]
async fn a_device_is_given_a_new_token_each_day_and_a_lost_answer_locks_it_out_of_nothing() {
    // Security §3: the token rotates daily.
    on_both(async |test| {
        let hall = TestHall::new(&test, 1).await;
        assert_eq!(hall.get("display", "/display").await.cookie, "", "the token is young");
        hall.wait_minutes(25 * 60);
        let renewed = hall.get("display", "/display/fragment").await;
        let secret =
            renewed.cookie.strip_prefix("d=").and_then(|rest| rest.split(';').next()).unwrap().to_owned();
        assert!(renewed.cookie.contains("HttpOnly") && renewed.cookie.contains("SameSite=Lax"));
        assert_eq!(hall.get(&secret, "/display/fragment").await.status, StatusCode::OK);
        assert_eq!(
            hall.get("display", "/display/fragment").await.status,
            StatusCode::OK,
            "the answer may have been lost"
        );
        hall.wait_minutes(25 * 60);
        assert_ne!(hall.get(&secret, "/display/fragment").await.cookie, "");
        assert_eq!(
            hall.get("display", "/display/fragment").await.status,
            StatusCode::UNAUTHORIZED,
            "two rotations later it is gone"
        );
    })
    .await;
}
