//! What a desk cannot do is said at the desk and on the floor.

use solits_db::sql;
use solits_testkit::on_both;

use crate::World;

#[tokio::test]
async fn who_waits_for_a_service_nobody_here_gives_is_seen_at_the_desk_and_on_the_floor() {
    on_both(async |test| {
        let world = World::new(&test).await;
        let (passports, land) = (world.service(1, "Pases").await, world.service(2, "Zeme").await);
        let mut tx = world.app.db.write(world.fixture.scope()).await.unwrap();
        for employee in &world.fixture.employees {
            sql!("INSERT INTO employee_skills (institution_id, employee_id, service_id) VALUES ($1, $2, $3)")
                .bind(*employee)
                .bind(land)
                .run(&mut tx)
                .await
                .unwrap();
        }
        tx.commit().await.unwrap();
        let number = world.take(Some(passports)).await.display();
        let desk = world.get("anna", "/workplace").await;
        desk.shows("1 klients gaida citu pakalpojumu");
        desk.shows(&number);
        world.post("anna", "/workplace/next", &[]).await.redirects_to("/workplace?notice=nobody");
        world.get("inta", "/floor").await.shows("1 klientam neviens atvērtais lodziņš nesniedz");
    })
    .await;
}
