//! Which kiosks print by themselves is set on the floor.

use axum::http::StatusCode;
use solits_db::sql;
use solits_kernel::DeviceId;
use solits_testkit::on_both;
use uuid::Uuid;

use crate::World;

#[tokio::test]
async fn the_floor_sets_a_kiosk_to_print_and_nobody_without_that_right_does() {
    on_both(async |test| {
        let world = World::new(&test).await;
        let kiosk = DeviceId::new(Uuid::from_u128(1));
        let mut tx = world.app.db.write(world.fixture.scope()).await.unwrap();
        sql!(
            "INSERT INTO devices (institution_id, id, branch_id, kind, name, created_at) VALUES ($1, $2, $3, 'kiosk', 'Foajē', 0)"
        )
        .bind(kiosk)
        .bind(world.fixture.branch)
        .run(&mut tx)
        .await
        .unwrap();
        tx.commit().await.unwrap();
        let id = kiosk.to_string();
        let floor = format!("/floor?branch={}", world.fixture.branch);
        world.get("inta", &floor).await.shows("Foajē: talonu drukā ar pogu");
        let form = [("kiosk", id.as_str()), ("prints", "yes")];
        assert_eq!(world.post("anna", "/floor/printing", &form).await.status, StatusCode::FORBIDDEN);
        world.post("inta", "/floor/printing", &form).await.redirects_to(&floor);
        world.get("inta", &floor).await.shows("Foajē: talons izdrukājas pats");
    })
    .await;
}
