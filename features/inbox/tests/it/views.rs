//! Lists that somebody has named.

use axum::http::StatusCode;
use solits_cases::Kind;
use solits_testkit::on_both;

use crate::World;

#[tokio::test]
async fn a_list_gets_a_name_becomes_the_default_and_is_shared_by_a_supervisor() {
    on_both(|database| async move {
        let world = World::new(database).await;
        world.case(3, "Jautājums", Kind::Question, false).await;
        world.case(3, "Pasūtījuma lieta", Kind::Order, false).await;
        let made = world
            .post(
                "dace",
                "/inbox/views",
                &[("name", "Pasūtījumi"), ("query", "view=mine&kind=order"), ("once", "K1")],
            )
            .await;
        assert_eq!(made.taken(), "/inbox?view=mine&kind=order&notice=view-saved");
        world.get("dace", made.taken()).await.shows("Saraksts saglabāts.");
        world.get("dace", "/inbox").await.shows("Pasūtījumi").shows("Jautājums");
        let manage = world.get("dace", "/inbox/views").await;
        let id = manage.after("action=\"/inbox/views/");
        let path = format!("/inbox/views/{id}");
        world.post("dace", &path, &[("act", "default")]).await.taken();
        let list = world.get("dace", "/inbox").await;
        let rows = list.body.split("data-rows").nth(1).unwrap();
        assert!(rows.contains("Pasūtījuma lieta") && !rows.contains("Jautājums"));
        // Anna is of the same unit, Centis is not; neither may change it.
        world.post("dace", &path, &[("act", "share")]).await.taken();
        world.get("anna", "/inbox").await.shows("Pasūtījumi");
        world.get("centis", "/inbox").await.hides("Pasūtījumi");
        assert_eq!(world.post("anna", &path, &[("act", "delete")]).await.status, StatusCode::NOT_FOUND);
        let name = format!("name-{id}");
        let renamed = world.post("dace", &path, &[("act", "rename"), (&name, "Mani pasūtījumi")]).await;
        world.get("dace", renamed.taken()).await.shows("Mani pasūtījumi").shows("Saraksts pārdēvēts.");
        // A name that cannot be one stands in its open field, with why.
        let long = "ļ".repeat(61);
        world
            .post("dace", &path, &[("act", "rename"), (&name, &long)])
            .await
            .refused()
            .shows(&format!("id=\"rename-{id}\" open"))
            .shows(&format!("id=\"f-{name}-error\""))
            .shows(&long);
        let deleted = world.post("dace", &path, &[("act", "delete")]).await;
        let gone = world.get("dace", deleted.taken()).await;
        gone.shows("vēl nav sava saraksta").shows("Saraksts izdzēsts.");
    })
    .await;
}

#[tokio::test]
async fn lists_are_put_in_order_and_only_a_supervisor_shares() {
    on_both(|database| async move {
        let world = World::new(database).await;
        for name in ["Alfa", "Beta"] {
            let query = format!("view=all&q={name}");
            world.post("anna", "/inbox/views", &[("name", name), ("query", &query)]).await.taken();
        }
        let manage = world.get("anna", "/inbox/views").await;
        let second = manage.body.split("action=\"/inbox/views/").last().unwrap();
        let id: String = second.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
        let path = format!("/inbox/views/{id}");
        world.post("anna", &path, &[("act", "up")]).await.taken();
        let manage = world.get("anna", "/inbox/views").await.body;
        assert!(manage.find(">Beta<").unwrap() < manage.find(">Alfa<").unwrap());
        assert_eq!(world.post("anna", &path, &[("act", "share")]).await.status, StatusCode::FORBIDDEN);
        world
            .post("anna", "/inbox/views", &[("name", ""), ("query", "view=late")])
            .await
            .refused()
            .shows("f-name-error");
    })
    .await;
}
