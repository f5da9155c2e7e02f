//! Who was told by name that a promise is late sees it on the floor.

use solits_journal::tick_telling;
use solits_promises::Reports;
use solits_testkit::on_both;

use crate::World;

#[tokio::test]
async fn whoever_a_late_promise_was_reported_to_sees_it_on_the_floor() {
    on_both(async |test| {
        let world = World::new(&test).await;
        world.take(None).await;
        let calm = world.get("inta", "/floor").await;
        assert!(!calm.body.contains("Jums ziņots"), "{}", calm.body);
        world.wait_minutes(19);
        let (app, institution) = (&world.app, world.fixture.institution);
        tick_telling(&app.db, &app.heart, institution, app.clock.now(), &Reports::default()).await.unwrap();
        let floor = world.get("inta", "/floor").await;
        floor.shows("Jums ziņots par 1 kavētu solījumu");
        floor.shows("Klientu aicina 15 minūšu laikā.");
    })
    .await;
}
