//! Today's picture on the floor.

use solits_testkit::on_both;

use crate::World;

#[tokio::test]
async fn the_floor_shows_who_waited_when_and_how_many_counters_were_open() {
    on_both(async |test| {
        let world = World::new(&test).await;
        world.take(None).await;
        world.wait_minutes(1);
        world.take(None).await;
        world.wait_minutes(19);
        world.post("anna", "/workplace/next", &[]).await.redirects_to("/workplace?notice=next");
        world.post("inta", "/workplace/pause", &[("reason", "lunch"), ("minutes", "30")]).await;
        world.wait_minutes(15);
        let floor = world.get("inta", "/floor").await;
        floor.shows("Visvairāk gaidīja plkst. 10.10: 2 klienti.");
        for row in [
            "10.00</th><td class=\"num\">2</td><td class=\"num\">10 min</td><td class=\"num\">2</td>",
            "10.15</th><td class=\"num\">2</td><td class=\"num\">24 min</td><td class=\"num\">2</td>",
            "10.30</th><td class=\"num\">1</td><td class=\"num\">34 min</td><td class=\"num\">1</td>",
        ] {
            floor.shows(row);
        }
    })
    .await;
}

#[tokio::test]
async fn clients_who_wait_while_no_counter_is_open_are_no_day_as_promised() {
    on_both(async |test| {
        let world = World::new(&test).await;
        world.take(None).await;
        for who in ["anna", "inta"] {
            world.post(who, "/workplace/close", &[]).await.redirects_to("/workplace");
        }
        let floor = world.get("inta", "/floor").await;
        floor.shows("Gaida 1 klients, bet neviens lodziņš nav atvērts.");
        assert!(!floor.body.contains("Viss norit, kā solīts."), "nobody is called");
    })
    .await;
}
