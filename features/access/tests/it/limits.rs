//! How often one may try to come in (security §10): for an account and for a source, and when it may be tried again.

use axum::http::{StatusCode, header};
use solits_testkit::sqlite;

use crate::{Answer, World, reset::ask};

/// Refused for now, with a sentence that names the same time as the header.
fn refused(answer: &Answer, seconds: &str, words: &str) {
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS, "{}", answer.body);
    assert_eq!(answer.headers.get(header::RETRY_AFTER).unwrap(), seconds);
    assert!(answer.body.contains("Pārāk daudz mēģinājumu") && answer.body.contains(words), "{}", answer.body);
}

#[tokio::test]
async fn ten_sign_ins_of_one_account_and_thirty_from_one_source_in_a_quarter_of_an_hour() {
    let world = World::new(sqlite().await).await;
    let signs_in = async |who: &str| {
        let email = format!("{who}@ezermala.example");
        world.post("/sign-in", "", &[("email", &email), ("password", "nepareizi")]).await
    };
    for who in ["person0", "person1", "person2"] {
        for _ in 0..10 {
            assert_eq!(signs_in(who).await.status, StatusCode::UNPROCESSABLE_ENTITY, "{who}");
        }
    }
    let once_more = signs_in("person2").await;
    refused(&once_more, "90", "Mēģiniet vēlreiz pēc 2 minūtēm.");
    assert!(once_more.body.contains("value=\"person2@ezermala.example\""), "{}", once_more.body);
    // Somebody else behind the same address waits for the source alone.
    refused(&signs_in("person9").await, "30", "Mēģiniet vēlreiz pēc 30 sekundēm.");
    world.app.clock.set(world.app.clock.now().plus_millis(90_000));
    assert_eq!(signs_in("person2").await.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn a_password_of_one_person_is_reset_three_times_an_hour() {
    let world = World::new(sqlite().await).await;
    for _ in 0..3 {
        assert_eq!(ask(&world, 0, 2, "password").await.status, StatusCode::OK);
    }
    refused(&ask(&world, 1, 2, "password").await, "1200", "Mēģiniet vēlreiz pēc 20 minūtēm.");
    assert_eq!(ask(&world, 0, 1, "password").await.status, StatusCode::OK);
}

#[tokio::test]
async fn ten_codes_of_a_device_in_ten_minutes_from_one_source() {
    let world = World::new(sqlite().await).await;
    for _ in 0..10 {
        let wrong = world.post("/device", "", &[("code", "AAAA-AAAA")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    refused(
        &world.post("/device", "", &[("code", "AAAA-AAAA")]).await,
        "60",
        "Mēģiniet vēlreiz pēc 1 minūtes.",
    );
}
