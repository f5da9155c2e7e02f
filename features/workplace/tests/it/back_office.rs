//! How long each person worked without a client today, and at what.

use axum::http::StatusCode;
use solits_testkit::on_both;

use crate::World;

#[tokio::test]
async fn work_without_a_client_is_added_up_for_each_person_and_activity() {
    on_both(async |test| {
        let world = World::new(&test).await;
        let desk = world.get("anna", "/workplace").await;
        desk.shows("value=\"back_office_cases\"");
        assert!(!desk.body.contains("Darbs bez klienta šodien"), "nothing was done yet");
        for (reason, minutes) in [("back_office_cases", 25), ("back_office_calls", 10), ("lunch", 5)] {
            world.post("anna", "/workplace/pause", &[("reason", reason), ("minutes", "60")]).await;
            world.wait_minutes(minutes);
            // Whoever looks now and then stays signed in.
            world.get("inta", "/floor").await.shows("Lodziņi");
            world.post("anna", "/workplace/resume", &[]).await.redirects_to("/workplace");
        }
        world.post("anna", "/workplace/pause", &[("reason", "back_office_cases")]).await;
        world.wait_minutes(5);
        let desk = world.get("anna", "/workplace").await;
        desk.shows("Pauze: darbs ar lietām");
        desk.shows("<dt>darbs ar lietām</dt><dd>30 min</dd><dt>tālruņa zvani</dt><dd>10 min</dd>");
        desk.shows("Kopā</dt><dd class=\"strong\">40 min</dd>");
        let floor = world.get("inta", "/floor").await;
        floor.shows("<th scope=\"row\">anna</th><td class=\"text\">darbs ar lietām: 30 min<br>tālruņa zvani: 10 min</td><td class=\"num\">40 min</td>");
        assert!(!floor.body.contains("<th scope=\"row\">inta</th>"), "who served clients is not in it");
        assert!(!world.get("inta", "/workplace").await.body.contains("darbs ar lietām</dt>"), "each sees the own");
    })
    .await;
}

#[tokio::test]
async fn what_is_worked_on_is_a_word_of_the_list() {
    on_both(async |test| {
        let world = World::new(&test).await;
        let strange = world.post("anna", "/workplace/pause", &[("reason", "back_office_garden")]).await;
        assert_eq!(strange.status, StatusCode::BAD_REQUEST);
    })
    .await;
}
