//! A day played: each of its moments as it was.

use axum::http::StatusCode;
use solits_testkit::on_both;

use crate::World;

/// Two clients come at 10.00 and 10.01, the first is called at 10.20, the other desk pauses, and it is 10.35.
async fn morning(world: &World) -> (String, String) {
    let first = world.take(None).await.display();
    world.wait_minutes(1);
    let second = world.take(None).await.display();
    world.wait_minutes(19);
    world.post("anna", "/workplace/next", &[]).await.redirects_to("/workplace?notice=next");
    world.post("inta", "/workplace/pause", &[("reason", "lunch"), ("minutes", "30")]).await;
    world.wait_minutes(15);
    (first, second)
}

#[tokio::test]
async fn each_moment_of_the_day_shows_who_waited_which_desks_were_open_and_what_happened() {
    on_both(async |test| {
        let world = World::new(&test).await;
        let (first, second) = morning(&world).await;

        let before = world.get("inta", "/floor/day?at=615").await;
        before.shows("gaidīja 2 klienti · atvērti lodziņi: 2");
        before.shows(&format!("<span class=\"number\">{second}</span>"));
        before.shows("Nekas nemainījās.");

        let call = world.get("inta", "/floor/day?at=620").await;
        call.shows("gaidīja 1 klients · atvērti lodziņi: 1");
        call.shows(&format!("<span class=\"number\">{first}</span>"));
        call.shows("klients aicināts");
        call.shows("lodziņš pauzē");

        let now = world.get("inta", "/floor/day").await;
        now.shows("value=\"635\" aria-valuetext=\"10.35\"");
        now.shows("<a href=\"/floor/day?branch=");
    })
    .await;
}

#[tokio::test]
async fn plain_links_lead_through_the_day_and_end_where_it_ends() {
    on_both(async |test| {
        let world = World::new(&test).await;
        morning(&world).await;
        let middle = world.get("inta", "/floor/day?at=620").await;
        for neighbour in ["at=615#moment\" data-step=\"back\"", "at=625#moment\" data-step=\"forward\""] {
            middle.shows(neighbour);
        }
        let end = world.get("inta", "/floor/day?at=9999").await;
        end.shows("value=\"635\"");
        assert!(!end.body.contains("data-step=\"forward\""), "nothing lies behind the present");
    })
    .await;
}

#[tokio::test]
async fn a_day_without_service_says_so_and_a_day_to_come_is_today() {
    on_both(async |test| {
        let world = World::new(&test).await;
        morning(&world).await;
        let empty = world.get("inta", "/floor/day?date=2026-11-14").await;
        assert_eq!(empty.status, StatusCode::OK);
        empty.shows("Par šo dienu nav nekā, ko rādīt.");
        world.get("inta", "/floor/day?date=2027-01-05").await.shows("16. novembris");
    })
    .await;
}

#[tokio::test]
async fn minutes_after_the_start_the_day_shows_the_present_moment_as_the_floor_does() {
    on_both(async |test| {
        let world = World::new(&test).await;
        let served = world.take(None).await.display();
        world.wait_minutes(1);
        world.post("anna", "/workplace/next", &[]).await.redirects_to("/workplace?notice=next");
        let waiting = world.take(None).await.display();
        world.wait_minutes(2);
        let now = world.get("inta", "/floor/day").await;
        now.shows("aria-valuetext=\"10.03\"");
        now.shows("gaidīja 1 klients · atvērti lodziņi: 2");
        for number in [served, waiting] {
            now.shows(&format!("<span class=\"number\">{number}</span>"));
        }
        // The bar of the quarter hour that has just begun.
        now.shows(
            "10.00</a></th><td class=\"num\">1</td><td class=\"num\">2 min</td><td class=\"num\">2</td>",
        );
    })
    .await;
}
