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
        floor.shows("Visvairāk gaidīja plkst. 10.15: 2 klienti.");
        for row in [
            "10.00</th><td class=\"num\">1</td><td class=\"num\">0 s</td><td class=\"num\">2</td>",
            "10.15</th><td class=\"num\">2</td><td class=\"num\">15 min</td><td class=\"num\">2</td>",
            "10.30</th><td class=\"num\">1</td><td class=\"num\">29 min</td><td class=\"num\">1</td>",
        ] {
            floor.shows(row);
        }
    })
    .await;
}
