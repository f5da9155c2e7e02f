//! N-02: who knows what, and how they are reached.

use solits_db::sql;
use solits_testkit::on_both;

use crate::{CLERK, EXPERT, HEAD, SUBSTITUTE, World};

#[tokio::test]
async fn contact_persons_are_listed_with_topic_unit_telephone_and_whoever_stands_in() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
        sql!(
            "INSERT INTO employee_roles (institution_id, employee_id, role) VALUES ($1, $2, 'contact_person')"
        )
        .bind(world.employee(EXPERT))
        .run(&mut tx)
        .await
        .unwrap();
        tx.commit().await.unwrap();
        world.away(EXPERT, 0, 2, Some(SUBSTITUTE)).await;
        let page = world.page(CLERK, "/contacts").await;
        page.shows("Kontaktpersona: Ceļu nodaļa").shows("Edgars Eglītis").shows("Sanita Saulīte");
        page.shows("Vada: Ceļu nodaļa").shows("Haralds Holms").shows("tel:67000001");
        page.shows(&format!("/requests/new?to=person:{}", world.employee(EXPERT)));
        // Whoever neither leads, nor answers for a service, nor is named has nothing to be asked about here.
        page.hides("Olga Ozola");
        world.page(CLERK, "/contacts?q=celu+edgars").await.shows("Edgars Eglītis").hides("Haralds Holms");
        world.page(CLERK, "/contacts?q=nekas").await.shows("Neviena tāda nav").shows("nekas");
        // One does not ask oneself.
        let own = format!("to=person:{}", world.employee(HEAD));
        world.page(HEAD, "/contacts").await.shows("Haralds Holms").hides(&own);
    })
    .await;
}
