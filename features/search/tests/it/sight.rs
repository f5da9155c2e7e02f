//! A complaint is absent for whom it concerns and for whoever has no part in it: as a hit, as a number, as a person.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use solits_cases::{Kind, Open};
use solits_kernel::{CaseId, EmployeeId, Scope, Viewer, Visibility};
use solits_search::Typing;
use solits_testkit::on_both;

use crate::{ADMINISTRATOR, ANNA, BRUNO, KEEPER, World, search};

async fn a_complaint(world: &World, owner: usize) -> CaseId {
    world
        .open_as(Open {
            kind: Kind::Complaint,
            subject: "Rupja apkalpošana".to_owned(),
            client_name: "Velta Dzērve".to_owned(),
            client_contact: "27 777 777".to_owned(),
            owner: world.employee(owner),
            ..world.an_open()
        })
        .await
}

async fn set_sight(world: &World, case: CaseId, seen: &[EmployeeId], hidden: &[EmployeeId]) {
    let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
    let case = solits_cases::find(&mut tx, case).await.unwrap().unwrap();
    let (seen, hidden): (BTreeSet<_>, BTreeSet<_>) =
        (seen.iter().copied().collect(), hidden.iter().copied().collect());
    solits_cases::set_sight(&mut tx, &world.app, &world.by(2), &case, &seen, &hidden).await.unwrap();
    tx.commit().await.unwrap();
}

fn scope(world: &World, place: usize, keeps_feedback: bool) -> Scope {
    Scope::of_request(world.fixture.institution, Visibility::All)
        .seen_by(Viewer::Employee { id: world.employee(place), keeps_feedback })
}

#[tokio::test]
async fn a_complaint_is_found_by_its_owner_the_keepers_and_whoever_was_let_see_it_and_by_nobody_else() {
    on_both(|database| async move {
        let world = World::new(database).await;
        world.open("Apkalpošana pie loga").await;
        let complaint = a_complaint(&world, 0).await;
        world.follow().await;
        for query in ["apkalpošana", "rupja", "Velta", "dzērve", "27777777", "2026-000002"] {
            let hidden = world.get(&search(query), BRUNO).await.expect(StatusCode::OK);
            hidden.hides("2026-000002</mark>");
            hidden.hides("Rupja");
            hidden.hides("Dzērve");
            let typed = world.get(&format!("/search/fragment{}", &search(query)[7..]), BRUNO).await;
            typed.hides(&complaint.to_string());
            typed.hides("Dzērve");
        }
        world.get(&search("apkalpošana"), BRUNO).await.shows("Atrasta 1 lieta");
        world.get(&search("apkalpošana"), ANNA).await.shows("Atrastas 2 lietas");
        world.get(&search("velta"), KEEPER).await.shows("Dzērve");
        world.get(&search("velta"), ADMINISTRATOR).await.hides("Dzērve");
        set_sight(&world, complaint, &[world.employee(1)], &[]).await;
        world.follow().await;
        world.get(&search("apkalpošana"), BRUNO).await.shows("Atrastas 2 lietas");
    })
    .await;
}

#[tokio::test]
async fn from_whom_a_case_is_hidden_it_is_absent_even_as_keeper_and_owner_and_before_the_index_knows() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let complaint = a_complaint(&world, 0).await;
        world.follow().await;
        assert_eq!(world.found_by(scope(&world, 2, true), "rupja", Typing::Sent).await.len(), 1);
        set_sight(&world, complaint, &[world.employee(1)], &[world.employee(0), world.employee(2)]).await;
        for is_followed in [false, true] {
            if is_followed {
                world.follow().await;
            }
            for (place, keeps) in [(0, false), (2, true), (3, false)] {
                let found = world.found_by(scope(&world, place, keeps), "rupja", Typing::Sent).await;
                assert!(found.is_empty(), "{place}, followed: {is_followed}");
            }
            assert_eq!(world.found_by(scope(&world, 3, true), "rupja", Typing::Sent).await.len(), 1);
        }
        assert_eq!(world.found_by(scope(&world, 1, false), "rupja", Typing::Sent).await.len(), 1);
    })
    .await;
}

/// An ordinary case that turns out to be a complaint is gone at once, before the index has read it again.
#[tokio::test]
async fn what_becomes_a_complaint_is_gone_at_once() {
    on_both(|database| async move {
        let world = World::new(database).await;
        let case = world.open("Neapmierināts ar atbildi").await;
        world.follow().await;
        assert_eq!(world.found_by(scope(&world, 1, false), "neapmierināts", Typing::Sent).await.len(), 1);
        let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
        solits_db::sql!("UPDATE cases SET kind = 'complaint' WHERE institution_id = $1 AND id = $2")
            .bind(case)
            .run(&mut tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        assert!(world.found_by(scope(&world, 1, false), "neapmierināts", Typing::Sent).await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn another_program_finds_cases_and_complaints_only_with_their_scope() {
    on_both(|database| async move {
        let world = World::new(database).await;
        world.open("Apkalpošana pie loga").await;
        a_complaint(&world, 0).await;
        world.follow().await;
        let path = format!("/api/v1{}", search("apkalpošana"));
        let plain = world.api(&path, "token-1").await.expect(StatusCode::OK);
        plain.shows("\"count\":1");
        plain.hides("Rupja");
        world.api(&path, "token-2").await.expect(StatusCode::OK).shows("\"count\":2");
        world.api(&path, "nobody").await.expect(StatusCode::UNAUTHORIZED);
        let empty = world.api("/api/v1/search?q=%20", "token-1").await;
        empty.expect(StatusCode::BAD_REQUEST);
    })
    .await;
}
