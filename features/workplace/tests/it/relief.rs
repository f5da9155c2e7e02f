//! The floor says which counter would help the line that is about to be late, and how long the wait would be then.

use solits_db::sql;
use solits_testkit::on_both;

use crate::World;

#[tokio::test]
async fn the_counter_to_open_serves_the_late_line_and_is_said_with_the_line_and_the_wait() {
    on_both(async |test| {
        let world = World::new(&test).await;
        // The first counter serves another line; the second, where Inta works on cases, serves the one that is late.
        let mut tx = world.app.db.write(world.fixture.scope()).await.unwrap();
        sql!("DELETE FROM counter_lines WHERE institution_id = $1 AND counter_id = $2 AND line_id = $3")
            .bind(world.fixture.counters[0])
            .bind(world.fixture.lines[0])
            .run(&mut tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        world.post("inta", "/workplace/pause", &[("reason", "back_office_cases")]).await;
        world.post("anna", "/workplace/close", &[]).await;
        world.take(None).await;
        world.wait_minutes(13);
        let floor = world.get("inta", "/floor").await;
        floor.shows("ja pie 2. lodziņa klientus aicinātu inta.");
        floor.shows("Ar 1 lodziņu gaidīšana būtu ≤ ");
        assert!(!floor.body.contains("atvērtu 1. lodziņu"), "that one serves another line: {}", floor.body);
    })
    .await;
}

#[tokio::test]
async fn a_counter_nobody_sits_at_is_named_where_nobody_is_at_hand() {
    on_both(async |test| {
        let world = World::new(&test).await;
        world.post("inta", "/workplace/close", &[]).await;
        for _ in 0..4 {
            world.take(None).await;
        }
        world.wait_minutes(16);
        let floor = world.get("inta", "/floor").await;
        floor.shows("4 klienti gaida ilgāk par solītajām 15 minūtēm.");
        floor.shows("palīdzētu, ja atvērtu 2. lodziņu. Ar 2 lodziņiem gaidīšana būtu ≤ ");
    })
    .await;
}
