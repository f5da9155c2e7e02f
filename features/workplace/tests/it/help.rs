//! Somebody in the hall asks for an employee.

use axum::http::StatusCode;
use solits_journal::{Actor, By};
use solits_testkit::on_both;

use crate::World;

#[tokio::test]
async fn every_desk_and_the_floor_see_who_asks_for_help_and_who_goes() {
    on_both(async |test| {
        let world = World::new(&test).await;
        let mut tx = world.app.db.write(world.fixture.scope()).await.unwrap();
        let actor = Actor { by: By::Client, at: world.app.clock.now() };
        let call =
            solits_queue::ask_for_help(&mut tx, &world.app, &actor, world.fixture.branch).await.unwrap();
        tx.commit().await.unwrap();
        let call = call.id.to_string();
        world.wait_minutes(2);
        world.get("anna", "/workplace").await.shows("lūdz palīdzību, gaida 2 min");
        world.get("inta", "/floor").await.shows("lūdz palīdzību, gaida 2 min");
        let taken = world.post("anna", "/workplace/help", &[("call", &call)]).await;
        taken.redirects_to("/workplace?notice=help");
        assert_eq!(world.post("inta", "/floor/help", &[("call", &call)]).await.status, StatusCode::CONFLICT);
        world.get("inta", "/floor").await.shows("Palīgā zālē dodas anna");
    })
    .await;
}
