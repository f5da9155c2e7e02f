//! The self-check of each working day: ticked, signed once, and missed by the manager when it was not.

use axum::http::StatusCode;
use solits_testkit::on_both;

use crate::{ANNA, World};

#[tokio::test]
async fn the_page_of_today_asks_the_rows_of_the_standard_and_none_is_ticked_before() {
    on_both(|database| async {
        let world = World::planned(database).await;
        let page = world.get("anna", "/plan/today").await;
        page.shows("Izskats ir lietišķs")
            .shows("Vārda karte ir redzama")
            .hides("name=\"holds\" value=\"1\" checked");
    })
    .await;
}

#[tokio::test]
async fn a_self_check_is_signed_once_and_journalled() {
    on_both(|database| async {
        let world = World::planned(database).await;
        let signed = world.post("anna", "/plan/today", "holds=1&holds=2&check_note=").await;
        assert_eq!(signed.status, StatusCode::SEE_OTHER, "{}", signed.body);
        assert_eq!(signed.location.as_deref(), Some("/plan/today?notice=signed"));
        world.get("anna", "/plan/today").await.shows("Parakstīta plkst. 9.05.").hides("name=\"holds\"");
        assert_eq!(world.entries("employee.self_check_done").await, 1);
        let again = world.post("anna", "/plan/today", "holds=1&holds=2&check_note=").await;
        assert_eq!(again.status, StatusCode::CONFLICT);
        assert_eq!(world.entries("employee.self_check_done").await, 1);
    })
    .await;
}

#[tokio::test]
async fn what_does_not_hold_needs_a_word_and_what_was_ticked_stays_ticked() {
    on_both(|database| async {
        let world = World::planned(database).await;
        let refused = world.post("anna", "/plan/today", "holds=2&check_note=").await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        refused.shows("value=\"2\" checked").shows("Pasakiet, kas nav kārtībā").hides("value=\"1\" checked");
        assert_eq!(world.entries("employee.self_check_done").await, 0);
        let told = world.post("anna", "/plan/today", "holds=2&check_note=Lietus").await;
        assert_eq!(told.status, StatusCode::SEE_OTHER);
        world.get("anna", "/plan/today").await.shows("Izskats ir lietišķs").shows("Lietus");
        world.get("ilze", "/plan/today").await.shows("Lietus");
    })
    .await;
}

#[tokio::test]
async fn the_manager_sees_who_has_not_signed_today_and_on_earlier_days() {
    on_both(|database| async {
        let world = World::planned(database).await;
        let page = world.get("ilze", "/plan/today").await;
        page.shows("Šodien parakstījuši 0 no 1 darbinieka.").shows("Šodien vēl nav parakstījuši").shows(ANNA);
        world.at("2026-11-24T07:00:00.000Z").await;
        world.post("anna", "/plan/today", "holds=1&holds=2&check_note=").await;
        let page = world.get("ilze", "/plan/today").await;
        page.shows("Šodien parakstījuši 1 no 1 darbinieka.").hides("Šodien vēl nav parakstījuši");
        page.shows("Iepriekšējās dienās nav parakstījuši").shows("23. novembris");
        world.get("anna", "/plan/today").await.hides("Jūsu darbinieku paškontrole");
    })
    .await;
}

#[tokio::test]
async fn a_day_off_asks_for_no_self_check() {
    on_both(|database| async {
        let world = World::planned(database).await;
        world.at("2026-11-28T07:00:00.000Z").await;
        world.get("anna", "/plan/today").await.shows("Šodien paškontrole nav jāveic");
        let refused = world.post("anna", "/plan/today", "holds=1&holds=2&check_note=").await;
        assert_eq!(refused.status, StatusCode::CONFLICT);
    })
    .await;
}

#[tokio::test]
async fn the_part_for_other_pages_is_the_same_without_a_frame() {
    on_both(|database| async {
        let world = World::planned(database).await;
        world.get("anna", "/plan/today/fragment").await.shows("Izskats ir lietišķs").hides("<html");
    })
    .await;
}
