//! The plan of the year: made once, made again when something changed, and shown as a calendar.

use axum::http::StatusCode;
use solits_db::sql;
use solits_journal::Heart;
use solits_kernel::day_number;
use solits_testkit::on_both;
use uuid::Uuid;

use crate::{ANNA, World};

#[tokio::test]
async fn a_plan_is_made_when_a_standard_with_a_matrix_is_in_force_and_not_again_without_a_change() {
    on_both(|database| async {
        let world = World::new(database).await;
        world.get("anna", "/plan").await.shows("Šim gadam pārbaužu plāna nav");
        assert_eq!(world.keep_plan().await, 1);
        assert_eq!(world.keep_plan().await, 0);
        assert_eq!(world.entries("institution.changed").await, 1);
    })
    .await;
}

#[tokio::test]
async fn the_calendar_shows_each_their_own_duties_with_why() {
    on_both(|database| async {
        let world = World::planned(database).await;
        let month = world.get("ilze", "/plan?month=2026-11").await;
        month.shows("2026. gada novembris").shows("Intervija vai grupas saruna").shows(ANNA);
        month.shows("Prasa testa P1/c2 (matricas 4. rinda)");
        world.get("anna", "/plan?month=2026-11").await.shows("Nekas nav ieplānots").shows("Paškontrole");
        assert_eq!(world.get("ilze", "/plan?month=nekad").await.status, StatusCode::BAD_REQUEST);
    })
    .await;
}

#[tokio::test]
async fn duties_of_others_are_seen_by_those_who_supervise() {
    on_both(|database| async {
        let world = World::planned(database).await;
        assert_eq!(world.get("anna", "/plan?who=all").await.status, StatusCode::FORBIDDEN);
        world.get("ilze", "/plan?who=all").await.shows("Visu pārbaudes");
        // Ilze works at the centre that she would visit: somebody else has to be appointed.
        world.get("ilze", "/plan").await.shows("Kam nav veicēja").shows("Kontrolbrauciens");
        world.get("anna", "/plan").await.hides("Kam nav veicēja");
    })
    .await;
}

#[tokio::test]
async fn an_absence_changes_what_is_to_come_and_nothing_that_was() {
    on_both(|database| async {
        let world = World::planned(database).await;
        world.at("2026-11-25T07:00:00.000Z").await;
        let mut tx = world.database.db.write(world.fixture.scope()).await.unwrap();
        let day = |text: &str| day_number(text.parse().unwrap());
        sql!("INSERT INTO absences (institution_id, id, employee_id, from_on, until_on) VALUES ($1, $2, $3, $4, $5)")
            .bind(Uuid::from_u128(5))
            .bind(world.anna())
            .bind(day("2026-11-23"))
            .bind(day("2026-11-27"))
            .run(&mut tx)
            .await
            .unwrap();
        Heart::changed(&mut tx);
        tx.commit().await.unwrap();
        assert_eq!(world.keep_plan().await, 1);
        // Today stays as it was told; tomorrow she is away.
        world.get("anna", "/plan/today").await.shows("name=\"holds\"");
        world.get("ilze", "/plan/today").await.shows("23. novembris, 24. novembris");
        world.at("2026-11-26T07:00:00.000Z").await;
        world.get("anna", "/plan/today").await.shows("Šodien paškontrole nav jāveic");
        world.at("2026-11-30T07:00:00.000Z").await;
        world.get("anna", "/plan/today").await.shows("name=\"holds\"");
    })
    .await;
}

#[tokio::test]
async fn in_december_the_next_year_is_planned_too() {
    on_both(|database| async {
        let world = World::planned(database).await;
        world.at("2026-12-01T07:00:00.000Z").await;
        assert_eq!(world.keep_plan().await, 1);
        world.get("ilze", "/plan?month=2027-03").await.shows("Intervija vai grupas saruna");
    })
    .await;
}

#[tokio::test]
async fn who_drafts_standards_may_plan_again_and_others_may_not() {
    on_both(|database| async {
        let world = World::planned(database).await;
        let again = world.post("ilze", "/plan/again", "").await;
        assert_eq!(again.location.as_deref(), Some("/plan?notice=planned"));
        world.get("ilze", "/plan?notice=planned").await.shows("Plāns pārskatīts");
        assert_eq!(world.post("anna", "/plan/again", "").await.status, StatusCode::FORBIDDEN);
    })
    .await;
}

#[tokio::test]
async fn the_matrix_of_the_state_land_service_is_kept_whole_and_says_whom_it_lacks() {
    on_both(|database| async {
        let world = World::new(database).await;
        let mut tx = world.database.db.write(world.fixture.scope()).await.unwrap();
        sql!("UPDATE standards SET source = $2, baseline = $3 WHERE institution_id = $1")
            .bind(include_str!("../../../../standards/vzd-2014.toml"))
            .bind(include_str!("../../../../standards/handbook.toml"))
            .run(&mut tx)
            .await
            .unwrap();
        Heart::changed(&mut tx);
        tx.commit().await.unwrap();
        assert_eq!(world.keep_plan().await, 1);
        // Nobody holds the role of the head of service development here (P1/c1, P1/c2, P1/c7).
        let page = world.get("ilze", "/plan?month=2026-12&who=all").await;
        page.shows("Pakalpojumu attīstības daļas vadītājs").shows("Šo pienākumu neviens neveic");
        page.shows("Rindas datu pārbaude");
        // Ten rows of the self-check concern level 1 (P1/c1 to c6, c9 to c12).
        let today = world.get("anna", "/plan/today").await;
        assert_eq!(today.body.matches("name=\"holds\"").count(), 10);
        // Planning again from what was stored changes nothing: it came back as it was.
        let before = world.get("ilze", "/plan?month=2026-12&who=all").await.body;
        world.post("ilze", "/plan/again", "").await;
        assert_eq!(world.get("ilze", "/plan?month=2026-12&who=all").await.body, before);
    })
    .await;
}
