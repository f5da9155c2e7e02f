//! How long the access record is kept (security §11: two years), and that it becomes shorter only by two people (§5).

use axum::http::StatusCode;
use solits_access::{Look, keep_terms, record_look};
use solits_db::sql;
use solits_journal::{Actor, By};
use solits_kernel::{EmployeeId, InstitutionId, Scope, Timestamp};
use solits_testkit::on_both;
use uuid::Uuid;

use crate::World;

const TERMS: &str = "/setup/access-record/terms";

/// A search of somebody at that moment.
async fn looked(world: &World, scope: Scope, at: &str) {
    let employee = EmployeeId::new(Uuid::from_u128(3));
    let actor = Actor { by: By::Employee(employee), at: Timestamp::parse(at).unwrap() };
    let mut tx = world.db.write(scope).await.unwrap();
    record_look(&mut tx, &world.app, &actor, Look::Search(1)).await.unwrap();
    tx.commit().await.unwrap();
}

async fn count(world: &World, scope: Scope) -> i64 {
    let mut tx = world.db.read(scope).await.unwrap();
    let found = sql!("SELECT COUNT(*) AS value FROM access_entries WHERE institution_id = $1");
    found.scalar(&mut tx).await.unwrap().unwrap()
}

/// Entries of the journal that say so.
async fn journalled(world: &World, words: &str) -> i64 {
    let mut tx = world.db.read(world.fixture.scope()).await.unwrap();
    let found = sql!(
        "SELECT COUNT(*) AS value FROM journal WHERE institution_id = $1 AND facts LIKE '%' || $2 || '%'"
    );
    found.bind(words).scalar(&mut tx).await.unwrap().unwrap()
}

#[tokio::test]
async fn what_is_older_than_two_years_is_removed_and_nothing_younger() {
    on_both(|database| async {
        let world = World::new(database).await;
        let (own, other) = (world.fixture.scope(), Scope::of_job(InstitutionId(2)));
        for at in ["2024-10-01T10:00:00.000Z", "2024-11-15T10:00:00.000Z", "2024-11-16T10:00:00.000Z"] {
            looked(&world, own.clone(), at).await;
            looked(&world, other.clone(), at).await;
        }
        let page = world.get_as(0, &format!("{TERMS}?lang=en")).await;
        assert!(page.body.contains("There are 2 entries"), "{}", page.body);
        let removed = world.post_as(0, "/setup/access-record/remove", &[]).await;
        assert_eq!(removed.to(), "/setup/access-record/terms?notice=removed", "{}", removed.body);
        assert_eq!(count(&world, own.clone()).await, 1);
        assert_eq!(count(&world, other).await, 3, "another institution decides for itself");
        assert_eq!(journalled(&world, "access_record.removed").await, 1);
        world.post_as(0, "/setup/access-record/remove", &[]).await;
        assert_eq!(journalled(&world, "access_record.removed").await, 1, "nothing was left to remove");
        // The table itself lets go of nothing younger.
        let mut tx = world.db.write(own).await.unwrap();
        let deleted = sql!("DELETE FROM access_entries WHERE institution_id = $1");
        assert!(deleted.run(&mut tx).await.is_err());
        drop(tx);
        assert_eq!(world.post_as(2, "/setup/access-record/remove", &[]).await.status, StatusCode::FORBIDDEN);
    })
    .await;
}

#[tokio::test]
async fn the_program_removes_what_is_too_old_by_itself_and_journals_it() {
    on_both(|database| async {
        let world = World::new(database).await;
        let own = world.fixture.scope();
        for at in ["2024-10-01T10:00:00.000Z", "2024-11-16T10:00:00.000Z"] {
            looked(&world, own.clone(), at).await;
        }
        keep_terms(&world.app, world.fixture.institution).await.unwrap();
        assert_eq!(count(&world, own.clone()).await, 1);
        keep_terms(&world.app, world.fixture.institution).await.unwrap();
        assert_eq!(journalled(&world, "access_record.removed").await, 1, "nothing was left to remove");
    })
    .await;
}

#[tokio::test]
async fn one_person_makes_the_term_longer_and_two_make_it_shorter() {
    on_both(|database| async {
        let world = World::new(database).await;
        let months = |body: &str| {
            let (_, rest) = body.split_once("name=\"months\"").unwrap();
            rest.split_once("value=\"").unwrap().1.split('"').next().unwrap().to_owned()
        };
        assert_eq!(months(&world.get_as(0, TERMS).await.body), "24");
        let longer = world.post_as(0, TERMS, &[("months", "36")]).await;
        assert_eq!(longer.to(), "/setup/access-record/terms?notice=kept", "{}", longer.body);
        assert_eq!(months(&world.get_as(0, TERMS).await.body), "36");
        for wrong in ["17", "241", "divi gadi", ""] {
            let refused = world.post_as(0, TERMS, &[("months", wrong)]).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert_eq!(months(&refused.body), wrong, "what was typed stays");
        }
        let asked = world.post_as(0, TERMS, &[("months", "18")]).await;
        assert_eq!(asked.to(), "/setup/access-record/terms?notice=waits");
        assert_eq!(months(&world.get_as(0, TERMS).await.body), "36", "it waits");
        let alone = world.post_as(0, "/setup/access-record/terms/confirm", &[("months", "18")]).await;
        assert_eq!(alone.status, StatusCode::CONFLICT);
        let shown_another = world.post_as(1, "/setup/access-record/terms/confirm", &[("months", "20")]).await;
        assert_eq!(shown_another.status, StatusCode::CONFLICT);
        let by_two = world.post_as(1, "/setup/access-record/terms/confirm", &[("months", "18")]).await;
        assert_eq!(by_two.to(), "/setup/access-record/terms?notice=kept", "{}", by_two.body);
        assert_eq!(months(&world.get_as(0, TERMS).await.body), "18");
        assert_eq!(journalled(&world, "access_record.kept").await, 2);
        assert_eq!(journalled(&world, "access_record.shorter_asked").await, 1);
    })
    .await;
}

#[tokio::test]
async fn a_request_for_a_shorter_term_is_good_for_a_day() {
    on_both(|database| async {
        let world = World::new(database).await;
        world.post_as(0, TERMS, &[("months", "18")]).await;
        let later = world.app.clock.now().plus_minutes(24 * 60 + 1);
        world.app.clock.set(later);
        world.session(1, "passkey").await;
        let late = world.post_as(1, "/setup/access-record/terms/confirm", &[("months", "18")]).await;
        assert_eq!(late.status, StatusCode::CONFLICT, "{}", late.body);
    })
    .await;
}
