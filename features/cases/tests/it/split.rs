//! A part of a case gets a case of its own.

use axum::http::StatusCode;
use jiff::civil::date;
use solits_cases::{Came, Kind, Open, list_obligations, open_as};
use solits_db::sql;
use solits_journal::{Entry, list_entries_of, record};
use solits_kernel::CaseId;
use solits_standard::{event::EventKind, model::Fact};
use solits_testkit::on_both;

use crate::{
    World,
    course::{owed, replays},
    parts::{a_case, send},
};

/// H-19, H-07: the client asked for the part when the whole came, so its terms count from there; what was confirmed for the
/// whole was confirmed for the part, and only a later message gives a later beginning.
#[tokio::test]
async fn the_terms_of_a_part_count_from_the_receipt_of_the_whole() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let (_, page) = a_case(&world).await;
        send(&world, &page, "/acknowledge", &[]).await.expect(StatusCode::SEE_OTHER);
        world.later(7 * 24 * 60).await;
        let owner = world.fixture.employees[0].to_string();
        let service = world.service.to_string();
        let offered = world.staff("GET", &format!("{page}/split"), &[]).await.expect(StatusCode::OK);
        offered.shows("kopā ar lietu, ");
        let form = [
            ("kind", "order"),
            ("subject", "Otrs lūgums"),
            ("owner", owner.as_str()),
            ("service", &service),
            ("key", "K11"),
        ];
        send(&world, &page, "/split", &form).await.expect(StatusCode::OK);
        let mut tx = world.db.read(world.fixture.scope()).await.unwrap();
        let part = sql!("SELECT id AS value FROM cases WHERE institution_id = $1 ORDER BY id DESC LIMIT 1");
        let part = CaseId::new(part.scalar::<uuid::Uuid>(&mut tx).await.unwrap().unwrap());
        drop(tx);
        let answer = owed(&world, part, "case.answer").await;
        // Tuesday, Thursday and Friday after Monday the 16th: it is late, and the page says so.
        assert_eq!(answer.due_at.plus_millis(-1).day(), date(2026, 11, 20));
        assert_eq!(owed(&world, part, "case.law").await.due_at.plus_millis(-1).day(), date(2026, 12, 16));
        let mut tx = world.db.read(world.fixture.scope()).await.unwrap();
        let all = list_obligations(&mut tx, part).await.unwrap();
        assert!(
            all.iter().all(|one| one.norm != "case.receipt"),
            "the receipt of the whole was confirmed: {all:#?}"
        );
        drop(tx);
        let shown = world.staff("GET", &format!("/cases/{part}"), &[]).await.expect(StatusCode::OK);
        shown.shows("<dt>Saņemta</dt>");
        let never =
            [("received", "1"), ("kind", "order"), ("subject", "Trešais"), ("owner", &owner), ("key", "K12")];
        let refused = send(&world, &page, "/split", &never).await;
        refused.expect(StatusCode::UNPROCESSABLE_ENTITY).shows("Trešais");
        replays(&world).await;
    })
    .await;
}

/// H-19: a client's matter in what a colleague asked is promised what clients are, from when the colleague's letter came;
/// what was confirmed to the colleague was confirmed to no client.
#[tokio::test]
async fn a_clients_matter_in_a_colleagues_request_has_the_clocks_of_clients_from_the_receipt_of_the_letter() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let facts = [("form", "internal"), ("matter", "internal_request")];
        let facts = facts.map(|(name, word)| (name.to_owned(), Fact::Word(word.to_owned())));
        let how = Came { received: None, facts: facts.into() };
        let asked = Open { kind: Kind::Internal, ..world.an_open() };
        let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
        let whole = open_as(&mut tx, &world.app, &world.clerk(), asked, &how).await.unwrap().case;
        let came = Entry::new(EventKind::InternalAsked, whole, Some(world.fixture.branch));
        record(&mut tx, &world.app.heart, &world.clerk(), came).await.unwrap();
        tx.commit().await.unwrap();
        let page = format!("/cases/{whole}");
        send(&world, &page, "/acknowledge", &[]).await.expect(StatusCode::SEE_OTHER);
        world.later(7 * 24 * 60).await;
        let owner = world.fixture.employees[0].to_string();
        let service = world.service.to_string();
        let form = [
            ("kind", "order"),
            ("subject", "Klienta lūgums"),
            ("owner", owner.as_str()),
            ("service", &service),
            ("key", "K21"),
        ];
        send(&world, &page, "/split", &form).await.expect(StatusCode::OK);
        let mut tx = world.db.read(world.fixture.scope()).await.unwrap();
        let part = sql!("SELECT id AS value FROM cases WHERE institution_id = $1 ORDER BY id DESC LIMIT 1");
        let part = CaseId::new(part.scalar::<uuid::Uuid>(&mut tx).await.unwrap().unwrap());
        let entries = list_entries_of(&mut tx, part.uuid()).await.unwrap();
        drop(tx);
        let opened = entries.iter().find(|entry| entry.kind == "case.opened").unwrap();
        assert!(!opened.facts.contains("internal"), "{}", opened.facts);
        assert!(entries.iter().any(|entry| entry.kind == "message.received"), "{entries:#?}");
        // Tuesday follows Monday the 16th, on which the colleague's letter came.
        assert_eq!(owed(&world, part, "case.receipt").await.due_at.plus_millis(-1).day(), date(2026, 11, 17));
        assert_eq!(owed(&world, part, "case.answer").await.due_at.plus_millis(-1).day(), date(2026, 11, 20));
        replays(&world).await;
    })
    .await;
}

/// H-19: the part gets a number, an owner and codes of its own, once however often the form is sent.
#[tokio::test]
async fn a_part_becomes_a_case_of_its_own_once() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let (id, page) = a_case(&world).await;
        let owner = world.fixture.employees[1].to_string();
        let form = [
            ("kind", "question"),
            ("subject", "Kad remontēs ielu?"),
            ("details", "Otrs jautājums no tās pašas vēstules."),
            ("owner", owner.as_str()),
            ("key", "K9"),
            ("version", "1"),
        ];
        let path = format!("{page}/split");
        let slip = world.staff("POST", &path, &form).await.expect(StatusCode::OK);
        slip.shows("2026-000002");
        slip.shows("<svg class=\"qr\"");
        world.staff("POST", &path, &form).await.expect(StatusCode::OK).shows("2026-000002");
        let links = world.staff("GET", &format!("{page}/links"), &[]).await.expect(StatusCode::OK);
        links.shows("Kad remontēs ielu?");
        links.hides("2026-000003");
        let stale =
            [("kind", "question"), ("subject", "Vēl"), ("owner", &owner), ("key", "K10"), ("version", "1")];
        world.staff("POST", &path, &stale).await.expect(StatusCode::CONFLICT).shows("Vēl");
        let mut tx = world.db.read(world.fixture.scope()).await.unwrap();
        assert_eq!(solits_cases::find(&mut tx, id).await.unwrap().unwrap().version, 2);
    })
    .await;
}
