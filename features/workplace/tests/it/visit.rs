//! Several services in a visit, and the case that a visit leads to.

use axum::http::StatusCode;
use solits_testkit::on_both;

use crate::World;

/// Issue: several services; the ticket's history shows each with its time.
#[tokio::test]
async fn the_desk_turns_to_another_service_and_the_floor_shows_the_time_of_each() {
    on_both(async |test| {
        let world = World::new(&test).await;
        let (one, two) = (world.service(1, "Deklarēšana").await, world.service(2, "Izziņa").await);
        let ticket = world.take(Some(one)).await;
        let (id, two) = (ticket.id.to_string(), two.to_string());
        world.post("anna", "/workplace/next", &[]).await.redirects_to("/workplace?notice=next");
        let form = [("ticket", id.as_str()), ("service", two.as_str()), ("when", "later")];
        world.post("anna", "/workplace/service", &form).await.redirects_to("/workplace?notice=service-added");
        let page = world.get("anna", "/workplace").await;
        page.shows("vēl 1 pakalpojums");
        page.shows("vēl priekšā");
        world.wait_minutes(6);
        let form = [("ticket", id.as_str()), ("service", two.as_str()), ("when", "now")];
        world.post("anna", "/workplace/service", &form).await.redirects_to("/workplace?notice=service-now");
        world.wait_minutes(3);
        let page = world.get("anna", "/workplace").await;
        page.shows("sniegts, 6 min");
        page.shows("tagad, 3 min");
        world
            .post("anna", "/workplace/next", &[("ticket", &id)])
            .await
            .redirects_to("/workplace?notice=nobody");
        let floor = world.get("inta", "/floor").await;
        floor.shows("Deklarēšana: 6 min");
        floor.shows("Izziņa: 3 min");
    })
    .await;
}

#[tokio::test]
async fn a_press_meant_for_a_client_who_has_gone_changes_nothing() {
    on_both(async |test| {
        let world = World::new(&test).await;
        let service = world.service(1, "Izziņa").await.to_string();
        let first = world.take(None).await.id.to_string();
        world.wait_minutes(1);
        let second = world.take(None).await;
        world.post("anna", "/workplace/next", &[]).await.redirects_to("/workplace?notice=next");
        world
            .post("anna", "/workplace/next", &[("ticket", &first)])
            .await
            .redirects_to("/workplace?notice=next");
        let late = [("ticket", first.as_str()), ("service", service.as_str()), ("when", "now")];
        assert_eq!(world.post("anna", "/workplace/service", &late).await.status, StatusCode::CONFLICT);
        assert_eq!(world.ticket(second.id).await.service, None);
    })
    .await;
}

/// Issue: outcome "case opened"; what outlives the visit gets a number.
#[tokio::test]
async fn a_case_opened_from_the_desk_is_the_outcome_of_the_visit() {
    on_both(async |test| {
        let world = World::new(&test).await;
        let service = world.service(1, "Deklarēšana").await.to_string();
        let ticket = world.take(None).await.id;
        let id = ticket.to_string();
        world.post("anna", "/workplace/next", &[]).await.redirects_to("/workplace?notice=next");
        let link = format!("/cases/new?ticket={id}&amp;service={service}");
        world.get("anna", "/workplace").await.shows(&link);
        // I-17: the same for what is put in writing together with the client.
        let together = format!("/letters/new?way=counter&amp;ticket={id}&amp;service={service}");
        world.get("anna", "/workplace").await.shows(&together);
        world.get("anna", "/workplace?notice=written-down").await.shows("nodots tam, kas par to atbild");
        let form = world.get("anna", &link.replace("&amp;", "&")).await;
        form.shows(&format!("name=\"ticket\" value=\"{id}\""));
        form.shows("Deklarēšana");
        let (branch, owner) = (world.fixture.branch.to_string(), world.fixture.employees[0].to_string());
        let slip = world
            .post(
                "anna",
                "/cases",
                &[
                    ("ticket", &id),
                    ("service", &service),
                    ("kind", "order"),
                    ("subject", "Deklarēt"),
                    ("branch", &branch),
                    ("owner", &owner),
                    ("channel", "visit"),
                    ("key", "K1"),
                ],
            )
            .await;
        slip.shows("href=\"/workplace?case=");
        let desk = world.get("anna", "/workplace").await;
        desk.shows("value=\"case_opened\" checked");
        desk.shows("2026-000001");
        world
            .post("anna", "/workplace/next", &[("ticket", &id)])
            .await
            .redirects_to("/workplace?notice=nobody");
        assert_eq!(world.ticket(ticket).await.outcome.as_deref(), Some("case_opened"));
    })
    .await;
}

#[tokio::test]
async fn a_note_about_a_client_who_has_gone_is_not_kept_for_the_next() {
    on_both(async |test| {
        let world = World::new(&test).await;
        let gone = world.take(None).await;
        let here = world.take(None).await;
        world.post("anna", "/workplace/next", &[]).await;
        world.post("anna", "/workplace/next", &[("ticket", &gone.id.to_string())]).await;

        let late = [("ticket", &*gone.id.to_string()), ("note", "pirmais")];
        assert_eq!(world.post("anna", "/workplace/note", &late).await.status, StatusCode::CONFLICT);
        let own = [("ticket", &*here.id.to_string()), ("note", "otrais")];
        world.post("anna", "/workplace/note", &own).await.redirects_to("/workplace?notice=saved");
        world.get("anna", "/workplace").await.shows("otrais</textarea>");
    })
    .await;
}
