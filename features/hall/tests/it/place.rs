//! The public page of a branch: the hours of each channel, and what departs from them.

use solits_testkit::on_both;

use super::*;

const BRANCH: &str = "/i/testa/branch/testa";

#[tokio::test]
async fn a_channel_with_its_own_hours_and_days_that_differ_are_told() {
    on_both(async |test| {
        let hall = TestHall::new(&test, 1).await;
        let page = hall.get("", BRANCH).await.body;
        assert!(!page.contains("Pa tālruni") && !page.contains("Citāds darba laiks"), "{page}");

        let phone = r#"{"version":1,"hours":{"monday":["08:00-20:00"]},
            "exceptions":[{"date":"2026-11-24","hours":["10:00-12:00"],"reason":{"lv":"mācības","en":"training"}}]}"#;
        let foreign = phone.replace("mācības", CANARY);
        let mut tx = test.db.write(hall.fixture.scope()).await.unwrap();
        sql!("INSERT INTO branch_channel_calendars (institution_id, branch_id, channel, version, calendar, valid_from) VALUES ($1, $2, 'phone', 1, $3, 0)")
            .bind(hall.fixture.branch)
            .bind(phone)
            .run(&mut tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let theirs = solits_kernel::Scope::of_job(solits_kernel::InstitutionId(2));
        let mut tx = test.db.write(theirs).await.unwrap();
        sql!("INSERT INTO branch_channel_calendars (institution_id, branch_id, channel, version, calendar, valid_from) VALUES ($1, $2, 'phone', 1, $3, 0)")
            .bind(hall.fixture.other_branch)
            .bind(foreign)
            .run(&mut tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();

        let page = hall.get("", BRANCH).await.body;
        for said in ["Klātienē", "8.00–20.00", "otrdiena, 24. novembris", "Pa tālruni: 10.00–12.00 (mācības)"] {
            assert!(page.contains(said), "{said}: {page}");
        }
    })
    .await;
}
