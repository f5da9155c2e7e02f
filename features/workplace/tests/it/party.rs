//! Several people at one desk: a colleague's ticket for several, and the number set right.

use axum::http::StatusCode;
use solits_db::{PackedJson, sql};
use solits_testkit::on_both;

use crate::World;

#[tokio::test]
async fn the_desk_sees_how_many_come_and_sets_the_number_right() {
    on_both(async |test| {
        let world = World::new(&test).await;
        let ticket = world.take(None).await.id;
        let id = ticket.to_string();
        world.post("anna", "/workplace/next", &[]).await;
        world.get("anna", "/workplace").await.shows("Vairāki kopā");
        let here = ("ticket", id.as_str());
        let wrong = world.post("anna", "/workplace/party", &[here, ("party", "30")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", wrong.body);
        for said in ["id=\"f-party-error\"", "Ierakstiet skaitli no 1 līdz 20.", "value=\"30\""] {
            assert!(wrong.body.contains(said), "{said}: {}", wrong.body);
        }
        world
            .post("anna", "/workplace/party", &[here, ("party", "3")])
            .await
            .redirects_to("/workplace?notice=saved");
        world.get("anna", "/workplace").await.shows(" · 3 cilvēki</p>");
        world.post("anna", "/workplace/next", &[here]).await;
        assert_eq!(world.ticket(ticket).await.party, 3);
        // The journal tells how many were served.
        let mut tx = world.app.db.read(world.fixture.scope()).await.unwrap();
        let facts = sql!(
            "SELECT facts AS value FROM journal
              WHERE institution_id = $1 AND subject_id = $2 AND kind IN ('ticket.finished', 'F')"
        )
        .bind(ticket)
        .scalar::<PackedJson>(&mut tx)
        .await
        .unwrap()
        .unwrap();
        assert!(facts.0.contains("\"party\":3"), "{}", facts.0);
    })
    .await;
}

#[tokio::test]
async fn a_number_meant_for_a_client_who_has_gone_changes_nobody() {
    on_both(async |test| {
        let world = World::new(&test).await;
        let gone = world.take(None).await.id.to_string();
        let here = world.take(None).await.id;
        world.post("anna", "/workplace/next", &[]).await;
        world.post("anna", "/workplace/next", &[("ticket", &gone)]).await;
        let late = world.post("anna", "/workplace/party", &[("ticket", &gone), ("party", "5")]).await;
        assert_eq!(late.status, StatusCode::CONFLICT);
        assert_eq!(world.ticket(here).await.party, 1);
    })
    .await;
}

#[tokio::test]
async fn a_colleague_comes_with_others_from_the_desk_and_the_floor() {
    on_both(async |test| {
        let world = World::new(&test).await;
        let (branch, line) = (world.fixture.branch.to_string(), world.fixture.lines[0].to_string());
        let line = ("line", line.as_str());
        world.post("anna", "/workplace/colleague", &[line, ("party", "2")]).await;
        world.get("anna", "/workplace").await.shows(" · kolēģis · 2 cilvēki</span>");
        let at = ("branch", branch.as_str());
        for (who, path) in [("anna", "/workplace/colleague"), ("inta", "/floor/colleague")] {
            let wrong = world.post(who, path, &[line, at, ("party", "0")]).await;
            assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}: {}", wrong.body);
            for said in ["id=\"f-colleague-party-error\"", "id=\"colleague\" open", "selected"] {
                assert!(wrong.body.contains(said), "{path}: {said}: {}", wrong.body);
            }
        }
        let given = world.post("inta", "/floor/colleague", &[line, at, ("party", "4")]).await;
        assert_eq!(given.status, StatusCode::SEE_OTHER, "{}", given.body);
        world.get("anna", "/workplace").await.shows(" · kolēģis · 4 cilvēki</span>");
    })
    .await;
}
