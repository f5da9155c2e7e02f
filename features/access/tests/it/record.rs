//! The access record (security §9): append-only, seen by its own institution only, and a look into it is recorded too.

use axum::http::StatusCode;
use solits_access::{Look, record_look};
use solits_db::sql;
use solits_journal::{Actor, By};
use solits_kernel::{CaseId, InstitutionId, Scope};
use solits_testkit::on_both;
use uuid::Uuid;

use crate::World;

async fn looked(world: &World, number: usize) {
    let actor = Actor { by: By::Employee(world.person(number)), at: world.app.clock.now() };
    let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
    record_look(&mut tx, &world.app, &actor, Look::Case(CaseId::new(Uuid::from_u128(5)))).await.unwrap();
    tx.commit().await.unwrap();
}

async fn count(world: &World, scope: Scope) -> i64 {
    let mut tx = world.db.read(scope).await.unwrap();
    let found = sql!("SELECT COUNT(*) AS value FROM access_entries WHERE institution_id = $1");
    found.scalar(&mut tx).await.unwrap().unwrap()
}

#[tokio::test]
async fn nobody_changes_the_record_and_another_institution_sees_none_of_it() {
    on_both(|database| async {
        let world = World::new(database).await;
        looked(&world, 2).await;
        let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
        let changed = sql!("UPDATE access_entries SET what = 'nothing' WHERE institution_id = $1");
        assert!(changed.run(&mut tx).await.is_err());
        drop(tx);
        let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
        let deleted = sql!("DELETE FROM access_entries WHERE institution_id = $1");
        assert!(deleted.run(&mut tx).await.is_err());
        drop(tx);
        assert_eq!(count(&world, world.fixture.scope()).await, 1);
        assert_eq!(count(&world, Scope::of_job(InstitutionId(2))).await, 0);
    })
    .await;
}

#[tokio::test]
async fn the_record_is_found_by_employee_and_day_page_by_page_and_its_reader_is_recorded() {
    on_both(|database| async {
        let world = World::new(database).await;
        for _ in 0..60 {
            looked(&world, 2).await;
        }
        let rows = |body: &str| body.matches("Atvēra lietu").count();
        let path = format!("/setup/access-record?person={}&day=2026-11-16", world.person(2));
        let first = world.get_as(0, &path).await;
        assert_eq!((first.status, rows(&first.body)), (StatusCode::OK, 50), "{}", first.body);
        let (_, next) = first.body.split_once("rel=\"next\" href=\"").unwrap();
        let next = next.split('"').next().unwrap().replace("&#38;", "&").replace("&amp;", "&");
        let second = world.get_as(0, &next).await;
        assert_eq!(rows(&second.body), 10, "{}", second.body);
        let other = format!("/setup/access-record?person={}", world.person(1));
        assert_eq!(rows(&world.get_as(0, &other).await.body), 0);
        assert_eq!(rows(&world.get_as(0, "/setup/access-record?day=2026-11-15").await.body), 0);
        let unknown = world.get_as(0, "/setup/access-record?case=2026-999999").await;
        assert!(unknown.body.contains("Lietas ar šādu numuru nav."), "{}", unknown.body);
        assert_eq!(count(&world, world.fixture.scope()).await, 60 + 5);
        assert_eq!(world.get_as(2, "/setup/access-record").await.status, StatusCode::FORBIDDEN);
    })
    .await;
}
