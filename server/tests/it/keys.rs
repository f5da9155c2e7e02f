//! Keys of repeated calls are kept for a documented time, and no longer.

use solits_db::{Db, sql};
use solits_kernel::{Clock, InstitutionId, Random, Scope, Timestamp};
use solits_testkit::{Fixture, on_both};
use solits_web::{App, AppConfig, forget_old_keys, recall, remember};

const OTHER: InstitutionId = InstitutionId(2);

async fn keep(db: &Db, institution: InstitutionId, keys: &[String], at: Timestamp) {
    let mut tx = db.write(Scope::of_job(institution)).await.unwrap();
    for key in keys {
        remember(&mut tx, "test", key, "{}", at).await.unwrap();
    }
    tx.commit().await.unwrap();
}

async fn is_known(db: &Db, institution: InstitutionId, key: &str) -> bool {
    let mut tx = db.read(Scope::of_job(institution)).await.unwrap();
    recall(&mut tx, "test", key).await.unwrap().is_some()
}

/// docs/api.md: an answer is given again for 48 hours.
#[tokio::test]
async fn a_key_is_known_for_forty_eight_hours_and_then_forgotten() {
    on_both(|test| async move {
        let fixture = Fixture::new(&test.db, 1).await;
        let taken_at = Timestamp::parse("2026-11-16T08:00:00.000Z").unwrap();
        let clock = Clock::standing(taken_at);
        let app = App::new(test.db.clone(), clock.clone(), Random::seeded(1), AppConfig::default());
        let (one, own) = (["one".to_owned()], fixture.institution);
        keep(&test.db, own, &one, taken_at).await;
        keep(&test.db, OTHER, &one, taken_at).await;
        keep(&test.db, own, &["later".to_owned()], taken_at.plus_minutes(1)).await;

        clock.set(taken_at.plus_minutes(48 * 60));
        assert_eq!(forget_old_keys(&app, own).await.unwrap(), 0, "{}", test.engine);
        assert!(is_known(&test.db, own, "one").await);
        clock.set(taken_at.plus_minutes(48 * 60).plus_millis(1));
        assert_eq!(forget_old_keys(&app, own).await.unwrap(), 1, "{}", test.engine);
        assert!(!is_known(&test.db, own, "one").await);
        assert!(is_known(&test.db, own, "later").await, "its time has not come");
        assert!(is_known(&test.db, OTHER, "one").await, "another institution's is not touched");
    })
    .await;
}

#[tokio::test]
async fn a_backlog_of_old_keys_is_removed_in_pieces_to_the_end() {
    on_both(|test| async move {
        let fixture = Fixture::new(&test.db, 1).await;
        let now = Timestamp::parse("2026-11-16T08:00:00.000Z").unwrap();
        let app = App::new(test.db.clone(), Clock::standing(now), Random::seeded(1), AppConfig::default());
        let keys: Vec<String> = (0..1_203).map(|n| format!("k{n}")).collect();
        keep(&test.db, fixture.institution, &keys, now.plus_minutes(-72 * 60)).await;
        assert_eq!(forget_old_keys(&app, fixture.institution).await.unwrap(), 1_203, "{}", test.engine);
        let mut tx = test.db.read(fixture.scope()).await.unwrap();
        let left = sql!("SELECT count(*) AS value FROM idempotency WHERE institution_id = $1");
        assert_eq!(left.scalar::<i64>(&mut tx).await.unwrap(), Some(0));
    })
    .await;
}
