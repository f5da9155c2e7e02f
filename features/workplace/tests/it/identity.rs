//! The desk asks about the client's identity where the service demands it (I-12).

use solits_db::sql;
use solits_testkit::on_both;

use crate::World;

#[tokio::test]
async fn the_desk_asks_about_the_identity_before_it_lets_the_client_go() {
    on_both(async |test| {
        let world = World::new(&test).await;
        let service = world.service(1, "Deklarēšana").await;
        let mut tx = world.app.db.write(world.fixture.scope()).await.unwrap();
        sql!("UPDATE services SET identity_check = 'must' WHERE institution_id = $1 AND id = $2")
            .bind(service)
            .run(&mut tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let id = world.take(Some(service)).await.id.to_string();
        world.post("anna", "/workplace/next", &[]).await.redirects_to("/workplace?notice=next");
        world.get("anna", "/workplace").await.shows("Vai klienta identitāte ir pārbaudīta?");

        let asked = "/workplace?ask=identity";
        let here = ("ticket", id.as_str());
        world.post("anna", "/workplace/next", &[here]).await.redirects_to(asked);
        world.post("anna", "/workplace/finish", &[here, ("outcome", "solved")]).await.redirects_to(asked);
        let page = world.get("anna", asked).await;
        page.shows("id=\"f-identity-said-error\"");
        page.shows("Šis pakalpojums prasa atbildi");

        world
            .post("anna", "/workplace/identity", &[here, ("identity", "yes")])
            .await
            .redirects_to("/workplace");
        let page = world.get("anna", "/workplace").await;
        page.shows("name=\"identity\" value=\"yes\" checked");
        assert!(!page.body.contains("Vai klienta identitāte"), "it is asked once");
        world.post("anna", "/workplace/next", &[here]).await.redirects_to("/workplace?notice=nobody");
    })
    .await;
}
