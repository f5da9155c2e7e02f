//! The service of a case that came without one, named afterwards: its deadline, its price, and who else was at it.

use axum::http::StatusCode;
use jiff::civil::date;
use serde_json::json;
use solits_cases::{Came, Open, find, list_obligations, open_as};
use solits_db::sql;
use solits_journal::recompute;
use solits_kernel::{CaseId, InstitutionId, Scope, ServiceId, Timestamp};
use solits_obligation::{Obligation, State};
use solits_standard::model::{ChannelKind, Fact};
use solits_testkit::{on_both, setting};
use uuid::Uuid;

use crate::{
    World, monday,
    parts::{send, version},
    programs::call,
};

/// Ten in the morning of the Friday before the Monday on which the case is opened.
fn friday() -> Timestamp {
    monday().plus_minutes(-3 * 24 * 60)
}

/// An order that came by e-mail on Friday: nobody has said of which service.
async fn by_mail(world: &World) -> (CaseId, String) {
    let facts = [("form", "e_letter"), ("matter", "order")];
    let facts = facts.map(|(name, word)| (name.to_owned(), Fact::Word(word.to_owned())));
    let arrival = Came { received: Some(friday()), facts: facts.into() };
    let mail = Open { service: None, channel: ChannelKind::Email, ..world.an_open() };
    let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
    let case = open_as(&mut tx, &world.app, &world.clerk(), mail, &arrival).await.unwrap().case;
    tx.commit().await.unwrap();
    (case, format!("/cases/{case}"))
}

/// What was ever promised for the service of a case, the oldest first.
async fn by_card(world: &World, id: CaseId) -> Vec<Obligation> {
    let mut tx = world.db.read(world.fixture.scope()).await.unwrap();
    let mut all = list_obligations(&mut tx, id).await.unwrap();
    all.retain(|one| one.norm == "case.answer");
    all.sort_by_key(|one| one.opened_n);
    all
}

async fn due(world: &World, id: CaseId) -> jiff::civil::Date {
    let mut tx = world.db.read(world.fixture.scope()).await.unwrap();
    find(&mut tx, id).await.unwrap().unwrap().due_at.unwrap().plus_millis(-1).day()
}

async fn replays(world: &World) {
    let mut tx = world.db.read(world.fixture.scope()).await.unwrap();
    assert_eq!(recompute(&mut tx, &world.app.heart).await.unwrap().1, vec![]);
}

/// Adds a service like that of the world, with a deadline of so many working days.
async fn another_service(world: &World, days: i64) -> ServiceId {
    let id = ServiceId::new(Uuid::from_u128(78));
    let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
    sql!(
        "INSERT INTO services (institution_id, id, code, name_lv, name_en, name_folded, card, deadline_unit, deadline_count,
                identity_check, usual_minutes, active)
         VALUES ($1, $2, 'IZ', 'Izziņa', 'Statement', 'izzina', '{}', 'working_days', $3, 'must', 10, TRUE)"
    )
    .bind(id)
    .bind(days)
    .run(&mut tx)
    .await
    .unwrap();
    tx.commit().await.unwrap();
    id
}

#[tokio::test]
async fn an_order_by_mail_is_due_by_the_card_of_the_service_that_is_named_afterwards() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let (id, page) = by_mail(&world).await;
        send(&world, &page, "/acknowledge", &[]).await.expect(StatusCode::SEE_OTHER);
        assert_eq!(by_card(&world, id).await, vec![], "no service, no deadline of a card");
        assert_eq!(
            due(&world, id).await,
            date(2026, 12, 14),
            "the month of the law from Friday, rolled to Monday"
        );
        world.staff("GET", &page, &[]).await.expect(StatusCode::OK).shows("Norādīt pakalpojumu");

        let service = world.service.to_string();
        let sent = send(&world, &page, "/service", &[("service", service.as_str())]).await;
        assert_eq!(sent.expect(StatusCode::SEE_OTHER).location(), format!("{page}?notice=service-set"));
        // Three working days after Friday, the 13th; Wednesday is a holiday.
        assert_eq!(due(&world, id).await, date(2026, 11, 19));
        let shown = world.staff("GET", &page, &[]).await.expect(StatusCode::OK);
        shown.shows("Mainīt pakalpojumu");
        shown.shows("Norādīts, par kuru pakalpojumu ir lieta");

        let statement = another_service(&world, 5).await.to_string();
        send(&world, &page, "/service", &[("service", statement.as_str())])
            .await
            .expect(StatusCode::SEE_OTHER);
        assert_eq!(due(&world, id).await, date(2026, 11, 23), "five working days from Friday");
        send(&world, &page, "/service", &[("service", "")]).await.expect(StatusCode::SEE_OTHER);
        assert_eq!(due(&world, id).await, date(2026, 12, 14), "no service, no deadline of a card");
        let ended = by_card(&world, id).await;
        assert_eq!(ended.len(), 2);
        assert!(ended.iter().all(|one| matches!(one.state, State::Waived { .. })), "{ended:?}");
        replays(&world).await;

        send(&world, &page, "/service", &[("service", service.as_str())]).await.expect(StatusCode::SEE_OTHER);
        send(&world, &page, "/answer", &[("text", "Deklarēts.")]).await.expect(StatusCode::SEE_OTHER);
        let answered = by_card(&world, id).await;
        assert!(matches!(answered[2].state, State::Met { .. }), "{answered:?}");
        let late = send(&world, &page, "/service", &[("service", statement.as_str())]).await;
        late.expect(StatusCode::CONFLICT).shows("Uz šo lietu jau ir atbildēts");
        replays(&world).await;
    })
    .await;
}

#[tokio::test]
async fn the_self_check_finds_no_fault_any_more_once_the_service_is_named() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let (id, page) = by_mail(&world).await;
        let order = json!({ "order": { "purpose": "Bankai", "format": "electronic", "place": "portal" } });
        call(&world, &format!("/api/v1/cases/{id}/order"), "k-order", &order).await;
        let fault = "Lieta nav saistīta ar pakalpojumu, tāpēc cenu nevar pārbaudīt";
        world.staff("GET", "/cases/orders", &[]).await.expect(StatusCode::OK).shows(fault);
        let service = world.service.to_string();
        send(&world, &page, "/service", &[("service", service.as_str())]).await.expect(StatusCode::SEE_OTHER);
        world.staff("GET", "/cases/orders", &[]).await.expect(StatusCode::OK).hides(fault);
    })
    .await;
}

#[tokio::test]
async fn only_a_service_offered_now_is_named_and_the_second_of_two_is_told() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let (id, page) = by_mail(&world).await;
        let closed = another_service(&world, 5).await;
        let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
        sql!("UPDATE services SET active = FALSE WHERE institution_id = $1 AND id = $2")
            .bind(closed)
            .run(&mut tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let elsewhere = ServiceId::new(Uuid::from_u128(79));
        let mut tx = world.db.write(Scope::of_job(InstitutionId(2))).await.unwrap();
        setting::service(&mut tx, elsewhere, ("Cita", "Another")).await;
        tx.commit().await.unwrap();
        for named in [closed.to_string(), elsewhere.to_string()] {
            let refused = send(&world, &page, "/service", &[("service", named.as_str())]).await;
            refused.expect(StatusCode::UNPROCESSABLE_ENTITY).shows("Izvēlieties vietu un pakalpojumu");
        }
        let pause = [("waits_for", "other_body"), ("reason", "Gaidām reģistru.")];
        send(&world, &page, "/pause", &pause).await.expect(StatusCode::SEE_OTHER);
        let service = world.service.to_string();
        let paused = send(&world, &page, "/service", &[("service", service.as_str())]).await;
        paused.expect(StatusCode::UNPROCESSABLE_ENTITY).shows("tāpēc pakalpojumu tagad nevar mainīt");
        send(&world, &page, "/resume", &[]).await.expect(StatusCode::SEE_OTHER);

        let seen = version(&world, &page).await;
        let form = [("service", service.as_str()), ("version", seen.as_str())];
        world.staff("POST", &format!("{page}/service"), &form).await.expect(StatusCode::SEE_OTHER);
        let other = [("service", ""), ("version", seen.as_str())];
        let second = world.staff("POST", &format!("{page}/service"), &other).await;
        second.expect(StatusCode::CONFLICT).shows("Kāds šo lietu tikmēr ir izmainījis");
        let mut tx = world.db.read(world.fixture.scope()).await.unwrap();
        assert_eq!(find(&mut tx, id).await.unwrap().unwrap().service, Some(world.service));
    })
    .await;
}

#[tokio::test]
async fn another_program_names_the_service_of_a_case() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let (id, _) = by_mail(&world).await;
        let path = format!("/api/v1/cases/{id}/service");
        let body = json!({ "service": world.service.to_string() });
        for _ in 0..2 {
            let case = call(&world, &path, "k-service", &body).await;
            assert_eq!(case["version"].as_i64(), Some(2), "once for a key");
        }
        assert_eq!(by_card(&world, id).await.len(), 1);
        let stale = json!({ "service": null, "version": 1 }).to_string();
        world.api("POST", &path, "", &stale).await.expect(StatusCode::CONFLICT);
        // What says nothing of a service takes none away.
        let silent = world.api("POST", &path, "", "{}").await;
        assert!(silent.status.is_client_error(), "{}", silent.body);
        let none = call(&world, &path, "k-none", &json!({ "service": null })).await;
        assert_eq!(none["version"].as_i64(), Some(3));
        assert!(matches!(by_card(&world, id).await[0].state, State::Waived { .. }));
    })
    .await;
}
