//! Purposes of looks and what is unusual among them (security §9), and who may read of it.

use axum::http::StatusCode;
use solits_access::{Look, record_look};
use solits_db::sql;
use solits_journal::{Actor, By};
use solits_kernel::{CaseId, EmployeeId};
use solits_testkit::on_both;
use uuid::Uuid;

use crate::World;

const CASE: CaseId = CaseId::new(Uuid::from_u128(5));
const RECORD: &str = "/setup/access-record";

/// A case of `owner` and its client.
async fn a_case(world: &World, owner: EmployeeId, client: &str) {
    let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
    sql!(
        "INSERT INTO cases (institution_id, id, reference, code_hash, short_code_hash, kind, subject, subject_folded, branch_id,
                owner_id, client_name, client_contact, channel, status, next_step, opened_at, version)
         VALUES ($1, $2, '2026-000005', $3, $3, 'question', '', '', $4, $5, $6, '', 'visit', 'open', '', 0, 1)"
    )
    .bind(CASE)
    .bind(vec![5_u8; 32])
    .bind(world.fixture.branch)
    .bind(owner)
    .bind(client)
    .run(&mut tx)
    .await
    .unwrap();
    tx.commit().await.unwrap();
}

async fn look(world: &World, number: usize, look: Look) {
    let actor = Actor { by: By::Employee(world.person(number)), at: world.app.clock.now() };
    let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
    record_look(&mut tx, &world.app, &actor, look).await.unwrap();
    tx.commit().await.unwrap();
}

async fn count(world: &World, purpose: Option<&str>) -> i64 {
    let mut tx = world.db.read(world.fixture.scope()).await.unwrap();
    sql!(
        "SELECT COUNT(*) AS value FROM access_entries
          WHERE institution_id = $1 AND COALESCE(purpose, 'none') = COALESCE(CAST($2 AS TEXT), 'none')"
    )
    .bind(purpose)
    .scalar(&mut tx)
    .await
    .unwrap()
    .unwrap()
}

#[tokio::test]
async fn a_look_says_whether_case_client_or_nothing_tied_its_reader_to_it() {
    on_both(|database| async {
        let world = World::new(database).await;
        a_case(&world, world.person(1), "Jānis Ozols").await;
        look(&world, 1, Look::Case(CASE)).await;
        look(&world, 2, Look::Case(CASE)).await;
        look(&world, 2, Look::Search(3)).await;
        let mut tx = world.db.write(world.fixture.scope()).await.unwrap();
        sql!("UPDATE counters SET ticket_id = $3 WHERE institution_id = $1 AND employee_id = $2")
            .bind(world.person(2))
            .bind(Uuid::from_u128(77))
            .run(&mut tx)
            .await
            .unwrap();
        sql!("UPDATE employees SET supervisor_id = $3 WHERE institution_id = $1 AND id = $2")
            .bind(world.person(1))
            .bind(world.person(0))
            .run(&mut tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        look(&world, 2, Look::Receipt(CASE)).await;
        look(&world, 0, Look::Case(CASE)).await;
        for purpose in [Some("owner"), None, Some("search"), Some("visit"), Some("supervision")] {
            assert_eq!(count(&world, purpose).await, 1, "{purpose:?}");
        }
        let page = world.get_as(0, &format!("{RECORD}?lang=en")).await;
        for words in ["Work on their own case", "not known", "A client at the counter", "Supervision"] {
            assert!(page.body.contains(words), "{words}: {}", page.body);
        }
        assert_eq!(count(&world, Some("oversight")).await, 1, "whoever reads the record is in it");
    })
    .await;
}

#[tokio::test]
async fn what_is_unusual_of_a_day_is_found_page_by_page() {
    on_both(|database| async {
        let world = World::new(database).await;
        // Everybody of the test institution is called Iestāde.
        a_case(&world, world.person(1), "Anna Iestāde").await;
        for _ in 0..60 {
            look(&world, 2, Look::Case(CASE)).await;
            look(&world, 2, Look::Search(1)).await;
        }
        let rows = |body: &str| body.matches("the client has the same surname").count();
        let first = world.get_as(0, &format!("{RECORD}?lang=en&show=unusual")).await;
        assert_eq!((first.status, rows(&first.body)), (StatusCode::OK, 50), "{}", first.body);
        assert!(!first.body.contains("Searched"), "a search alone is not unusual");
        let (_, next) = first.body.split_once("rel=\"next\" href=\"").unwrap();
        let next = next.split('"').next().unwrap().replace("&#38;", "&").replace("&amp;", "&");
        let second = world.get_as(0, &format!("{next}&lang=en")).await;
        assert_eq!(rows(&second.body), 10, "{}", second.body);
        let before = world.get_as(0, &format!("{RECORD}?lang=en&show=unusual&day=2026-11-15")).await;
        assert!(before.body.contains("Nothing is unusual on this day"), "{}", before.body);
        let other = format!("{RECORD}?show=unusual&person={}", world.person(1));
        assert_eq!(rows(&world.get_as(0, &other).await.body), 0);
    })
    .await;
}

#[tokio::test]
async fn many_cases_in_a_day_are_unusual_for_somebody_who_usually_opens_few() {
    on_both(|database| async {
        let world = World::new(database).await;
        a_case(&world, world.person(2), "Jānis Ozols").await;
        let today = world.app.clock.now();
        // Five quiet days before.
        for day in 1..=5 {
            world.app.clock.set(today.plus_minutes(-day * 24 * 60));
            look(&world, 2, Look::Case(CASE)).await;
        }
        world.app.clock.set(today);
        for number in 100..110 {
            look(&world, 2, Look::Case(CaseId::new(Uuid::from_u128(number)))).await;
        }
        let page = format!("{RECORD}?lang=en&show=unusual");
        assert!(world.get_as(0, &page).await.body.contains("Nothing is unusual"), "ten are nobody's concern");
        look(&world, 2, Look::Case(CASE)).await;
        let found = world.get_as(0, &page).await;
        assert!(found.body.contains("opened 11 cases that day"), "{}", found.body);
    })
    .await;
}

#[tokio::test]
async fn many_searches_in_a_day_are_shown_once_also_when_no_case_was_opened() {
    on_both(|database| async {
        let world = World::new(database).await;
        let today = world.app.clock.now();
        // Five days before on which two searches were enough.
        for day in 1..=5 {
            world.app.clock.set(today.plus_minutes(-day * 24 * 60));
            for _ in 0..2 {
                look(&world, 2, Look::Search(1)).await;
            }
        }
        for minute in 0..20 {
            world.app.clock.set(today.plus_minutes(minute));
            look(&world, 2, Look::Search(7)).await;
        }
        let page = format!("{RECORD}?lang=en&show=unusual");
        assert!(
            world.get_as(0, &page).await.body.contains("Nothing is unusual"),
            "twenty are nobody's concern"
        );
        world.app.clock.set(today.plus_minutes(20));
        look(&world, 2, Look::Search(7)).await;
        let found = world.get_as(0, &page).await.body;
        let told = "searched 21 times that day, far more than usual; cases opened: 0";
        assert_eq!(found.matches(told).count(), 1, "{found}");
        // Somebody else, who looked for as many, is used to it.
        let other = format!("{page}&person={}", world.person(1));
        assert!(world.get_as(0, &other).await.body.contains("Nothing is unusual"));
    })
    .await;
}

#[tokio::test]
async fn a_data_protection_officer_reads_the_record_and_sets_nothing_up() {
    on_both(|database| async {
        let world = World::new(database).await;
        world.employ(1, "data_protection_officer").await;
        assert_eq!(world.get_as(1, RECORD).await.status, StatusCode::OK);
        assert_eq!(world.get_as(1, &format!("{RECORD}/terms")).await.status, StatusCode::OK);
        assert_eq!(world.get_as(1, "/setup/sign-in").await.status, StatusCode::FORBIDDEN);
        assert!(!world.get_as(1, RECORD).await.body.contains("href=\"/setup\""));
        assert!(world.get_as(1, "/account").await.body.contains(RECORD));
        assert_eq!(world.get_as(2, RECORD).await.status, StatusCode::FORBIDDEN);
        // They come in by a passkey, as administrators do.
        world.session(1, "password").await;
        assert_eq!(world.get_as(1, RECORD).await.to(), "/sign-in");
    })
    .await;
}
