//! Who looked at cases is recorded before anything is shown (security §9).

use axum::http::StatusCode;
use solits_cases::open;
use solits_db::sql;
use solits_testkit::on_both;

use crate::World;

async fn count(world: &World, what: &'static str) -> i64 {
    let mut tx = world.db.read(world.fixture.scope()).await.unwrap();
    sql!("SELECT COUNT(*) AS value FROM access_entries WHERE institution_id = $1 AND what = $2")
        .bind(what)
        .scalar(&mut tx)
        .await
        .unwrap()
        .unwrap()
}

#[tokio::test]
async fn an_opened_case_gives_one_entry_and_the_clients_own_look_none() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
        let opened = open(&mut tx, &world.app, &world.clerk(), world.an_open()).await.unwrap();
        tx.commit().await.unwrap();
        let page = format!("/cases/{}", opened.case);
        world.staff("GET", &page, &[]).await.expect(StatusCode::OK);
        assert_eq!(count(&world, "case.opened").await, 1);
        world.staff("GET", &format!("{page}/fragment"), &[]).await.expect(StatusCode::OK);
        assert_eq!(count(&world, "case.opened").await, 1, "an open page refreshes itself");
        world.send("GET", &format!("/i/testa/case/{}", opened.code), "", &[]).await;
        assert_eq!(count(&world, "case.opened").await, 1);
        let path = format!("/api/v1/cases/{}", opened.case);
        world.api("GET", &path, "", "").await.expect(StatusCode::OK);
        assert_eq!(count(&world, "case.opened").await, 2, "another program's look");
        world.staff("GET", &format!("{page}/receipt"), &[]).await.expect(StatusCode::OK);
        world.staff("GET", "/cases?q=Kalns", &[]).await.expect(StatusCode::OK);
        world.staff("GET", "/cases", &[]).await.expect(StatusCode::OK);
        assert_eq!((count(&world, "case.receipt").await, count(&world, "case.search").await), (1, 1));
        let nothing = "/cases/00000000-0000-7000-8000-000000000001";
        world.staff("GET", nothing, &[]).await.expect(StatusCode::NOT_FOUND);
        assert_eq!(count(&world, "case.opened").await, 2, "nothing was shown");
    })
    .await;
}
