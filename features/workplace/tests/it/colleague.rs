//! A colleague at the counter goes after clients from outside where the standard says so (E-12; Ādaži 6.9).

use axum::http::StatusCode;
use solits_db::sql;
use solits_queue::Status;
use solits_testkit::{STANDARD, on_both};

use crate::World;

/// Puts a standard into force in place of the fixture's.
pub(crate) async fn rule(world: &World, standard: &str) {
    let mut tx = world.app.db.write(world.fixture.scope()).await.unwrap();
    sql!("UPDATE standards SET source = $2 WHERE institution_id = $1 AND number = 1")
        .bind(standard)
        .run(&mut tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn a_colleague_who_came_first_is_called_after_the_client_from_outside() {
    on_both(async |test| {
        let world = World::new(&test).await;
        let first = "[parameters]\n\"queue.external_first\" = { value = true, paragraph = \"6.9\" }";
        rule(&world, &STANDARD.replace("[parameters]", first)).await;
        let line = world.fixture.lines[0].to_string();
        let form = [("line", line.as_str())];
        let given = world.post("anna", "/workplace/colleague", &form).await;
        assert_eq!(given.status, StatusCode::SEE_OTHER, "{}", given.body);
        let page = world.get("anna", &given.location).await;
        page.shows("Kolēģim ir talons A 001.");
        page.shows(" · kolēģis</span>");
        world.wait_minutes(2);
        let client = world.take(None).await;
        world.post("anna", "/workplace/next", &[]).await.redirects_to("/workplace?notice=next");
        assert_eq!(world.ticket(client.id).await.status, Status::Called);
    })
    .await;
}

#[tokio::test]
async fn the_floor_puts_a_colleague_into_a_line_and_nobody_without_that_right_does() {
    on_both(async |test| {
        let world = World::new(&test).await;
        let (branch, line) = (world.fixture.branch.to_string(), world.fixture.lines[0].to_string());
        let form = [("branch", branch.as_str()), ("line", line.as_str())];
        assert_eq!(world.post("anna", "/floor/colleague", &form).await.status, StatusCode::FORBIDDEN);
        let given = world.post("inta", "/floor/colleague", &form).await;
        assert_eq!(given.status, StatusCode::SEE_OTHER, "{}", given.body);
        world.get("inta", &given.location).await.shows("Kolēģim ir talons A 001.");
        world.post("anna", "/workplace/next", &[]).await.redirects_to("/workplace?notice=next");
        world.get("anna", "/workplace").await.shows(" · kolēģis</p>");
    })
    .await;
}
