//! A client called out of turn: the reason is a word of a list, and the floor tells whom, where, by whom, when and why.

use axum::http::StatusCode;
use solits_db::{PackedJson, row, sql};
use solits_journal::{Actor, By, Entry, recompute, record, seal, verify_chain};
use solits_queue::Status;
use solits_standard::event::EventKind;
use solits_testkit::on_both;

use crate::World;

row! {
    struct Facts { facts: PackedJson }
}

impl World {
    /// All facts of the journal, one after the other.
    async fn journal(&self) -> String {
        let mut tx = self.app.db.read(self.fixture.scope()).await.unwrap();
        let rows = sql!("SELECT facts FROM journal WHERE institution_id = $1 ORDER BY n")
            .all::<Facts>(&mut tx)
            .await
            .unwrap();
        rows.into_iter().map(|row| row.facts.0).collect()
    }
}

#[tokio::test]
async fn the_floor_tells_which_ticket_was_called_out_of_turn_where_by_whom_when_and_why() {
    on_both(async |test| {
        let world = World::new(&test).await;
        world.take(None).await;
        world.wait_minutes(3);
        let second = world.take(None).await.id;
        let id = second.to_string();
        world.wait_minutes(1);
        let desk = world.get("anna", "/workplace").await;
        desk.shows("<option value=\"small_children\">kopā ar maziem bērniem</option>");
        let called = world.post("anna", "/workplace/call", &[("ticket", &id), ("reason", "small_children")]).await;
        called.redirects_to("/workplace?notice=next");
        assert_eq!(world.ticket(second).await.status, Status::Called);
        let floor = world.get("inta", "/floor").await;
        let row = "<td><time>10.04</time></td><th scope=\"row\" class=\"nowrap\">A 002</th><td class=\"nowrap\">1. lodziņš</td><td>anna</td><td class=\"text\">kopā ar maziem bērniem</td>";
        floor.shows(row);
        // Taken back, it is no call any more.
        world.post("anna", "/workplace/undo", &[]).await.redirects_to("/workplace?notice=undone");
        assert!(!world.get("inta", "/floor").await.body.contains("kopā ar maziem bērniem"));
    })
    .await;
}

#[tokio::test]
async fn another_reason_needs_a_note_that_is_kept_beside_the_visit_and_never_in_the_journal() {
    on_both(async |test| {
        let world = World::new(&test).await;
        world.take(None).await;
        world.wait_minutes(3);
        let id = world.take(None).await.id.to_string();
        let other = [("ticket", id.as_str()), ("reason", "other"), ("note", "")];
        let page = world.post("anna", "/workplace/call", &other).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", page.body);
        for said in ["Ierakstiet, kāds ir iemesls.", "value=\"other\" selected"] {
            assert!(page.body.contains(said), "{said}: {}", page.body);
        }
        assert!(page.body.contains(&format!("id=\"why-{id}\" open")), "{}", page.body);
        let free = world.post("anna", "/workplace/call", &[("ticket", &id), ("reason", "steidzas")]).await;
        assert_eq!(free.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(free.body.contains("Izvēlieties iemeslu."), "{}", free.body);

        let other = [("ticket", id.as_str()), ("reason", "other"), ("note", "Autobuss-gaida")];
        world.post("anna", "/workplace/call", &other).await.redirects_to("/workplace?notice=next");
        let journal = world.journal().await;
        assert!(journal.contains("\"out_of_order_reason\":\"other\""), "{journal}");
        assert!(!journal.contains("Autobuss"), "no typed words: {journal}");
        world.get("inta", "/floor").await.shows("<td class=\"text\">Autobuss-gaida</td>");
        // It goes with the visit, and is told as long as it is kept there.
        world.post("anna", "/workplace/next", &[("ticket", &id)]).await;
        world.get("inta", "/floor").await.shows("<td class=\"text\">Autobuss-gaida</td>");
        let mut tx = world.app.db.write(world.fixture.scope()).await.unwrap();
        sql!("UPDATE contacts SET note = NULL WHERE institution_id = $1").run(&mut tx).await.unwrap();
        tx.commit().await.unwrap();
        world.get("inta", "/floor").await.shows("<td class=\"text\">cits iemesls</td>");
    })
    .await;
}

#[tokio::test]
async fn a_reason_that_was_typed_before_there_was_a_list_is_still_told_and_still_replays() {
    on_both(async |test| {
        let world = World::new(&test).await;
        let ticket = world.take(None).await.id;
        world.wait_minutes(2);
        let mut tx = world.app.db.write(world.fixture.scope()).await.unwrap();
        let actor = Actor { by: By::Employee(world.fixture.employees[0]), at: world.app.clock.now() };
        let entry = Entry::new(EventKind::TicketCalled, ticket, Some(world.fixture.branch))
            .with("counter", world.fixture.counters[0])
            .with("line", world.fixture.lines[0])
            .with("waited_ms", 120_000)
            .with("out_of_order", true)
            .with("out_of_order_reason", "kavē vilciens");
        record(&mut tx, &world.app.heart, &actor, entry).await.unwrap();
        while seal(&mut tx, i64::MAX, world.app.clock.now()).await.unwrap() > 0 {}
        assert_eq!(verify_chain(&mut tx).await.unwrap(), Ok(2));
        assert_eq!(recompute(&mut tx, &world.app.heart).await.unwrap(), (2, vec![]));
        tx.commit().await.unwrap();
        world.get("inta", "/floor").await.shows("<td class=\"text\">kavē vilciens</td>");
    })
    .await;
}
