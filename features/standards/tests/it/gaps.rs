//! Roles of a standard that nobody fills are told before it is adopted, and passed over only knowingly (K-23).

use solits_testkit::on_both;

use super::*;

impl World {
    /// From now on nobody fills the role.
    async fn vacate(&self, role: &str) {
        let mut tx = self.database.db.write(self.fixture.scope()).await.unwrap();
        sql!("DELETE FROM role_holders WHERE institution_id = $1 AND role = $2")
            .bind(role)
            .run(&mut tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }

    /// What the adopter's form says is before their eyes.
    async fn seen(&self, draft: &str, day: &str) -> String {
        let body = self.get(ADOPTER, &format!("{draft}?on={day}")).await.body;
        let (_, after) = body.split_once("name=\"seen\" value=\"").expect("something is missing");
        after.split('"').next().unwrap().to_owned()
    }

    /// The facts of the entry by which a version was adopted.
    async fn adopted(&self) -> serde_json::Value {
        let mut tx = self.database.db.read(self.fixture.scope()).await.unwrap();
        let facts = sql!(
            "SELECT facts AS value FROM journal WHERE institution_id = $1 AND kind = 'standard.adopted' ORDER BY n DESC LIMIT 1"
        )
        .scalar::<String>(&mut tx)
        .await
        .unwrap();
        serde_json::from_str(&facts.unwrap()).unwrap()
    }
}

#[tokio::test]
async fn a_version_says_which_role_nobody_fills_where_it_is_named_and_where_that_is_mended() {
    on_both(async |database| {
        let world = World::new(database).await;
        let draft = world.upload(DRAFTER, &good()).await;
        let page = world.get(READER, &draft).await.page();
        assert!(page.contains("katru lomu kāds pilda"), "{page}");
        world.vacate("service_quality_manager").await;
        let answer = world.get(READER, &draft).await;
        assert!(answer.body.contains("href=\"/setup/structure/service_quality_manager\""));
        let page = answer.page();
        assert!(
            page.contains("trūkst 1 lietas") && page.contains("pakalpojumu kvalitātes vadītājs"),
            "{page}"
        );
        assert!(page.contains("39. punkts"), "where it is named: {page}");
    })
    .await;
}

#[tokio::test]
async fn adoption_over_a_gap_asks_for_a_reason_which_stays_in_the_journal_and_on_the_page() {
    on_both(async |database| {
        let world = World::new(database).await;
        let draft = world.upload(DRAFTER, &good()).await;
        world.coordinate(&draft).await;
        world.vacate("service_quality_manager").await;
        let adopt = format!("{draft}/adopt");
        let silent = world.post(ADOPTER, &adopt, &[("day", "2026-12-01")]).await;
        assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(silent.body.contains("name=\"reason\"") && silent.body.contains("value=\"2026-12-01\""));
        let seen = world.seen(&draft, "2026-12-01").await;
        let reason = "Vadītāju ieceļ ar atsevišķu rīkojumu";
        let form = [("day", "2026-12-01"), ("seen", seen.as_str()), ("reason", reason)];
        let done = world.post(ADOPTER, &adopt, &form).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", said(&done.body));
        let facts = world.adopted().await;
        assert_eq!((&facts["gaps"], &facts["reason"]), (&1.into(), &reason.into()));
        assert_eq!(facts["roles_missing"], "service_quality_manager");
        let page = world.get(READER, &draft).await.page();
        assert!(page.contains("trūka 1 lietas") && page.contains(reason), "{page}");
    })
    .await;
}

#[tokio::test]
async fn a_reason_for_what_was_missing_before_is_no_reason_for_what_is_missing_now() {
    on_both(async |database| {
        let world = World::new(database).await;
        let draft = world.upload(DRAFTER, &good()).await;
        world.coordinate(&draft).await;
        world.vacate("service_quality_manager").await;
        let seen = world.seen(&draft, "2026-12-01").await;
        world.vacate("unit_head").await;
        let form = [("day", "2026-12-01"), ("seen", seen.as_str()), ("reason", "Tā nolemts")];
        let refused = world.post(ADOPTER, &format!("{draft}/adopt"), &form).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let page = said(&refused.body);
        assert!(page.contains("mainījies tas, kā trūkst") && page.contains("nodaļas vadītājs"), "{page}");
        assert!(page.contains("Tā nolemts"), "what was written stays");
    })
    .await;
}

/// K-23; Aknīste 13 names nobody for a complaint about the executive director.
#[tokio::test]
async fn a_version_that_leaves_a_complaint_without_a_decider_is_adopted_for_no_reason() {
    on_both(async |database| {
        let world = World::new(database).await;
        let draft = world.upload(DRAFTER, &good()).await;
        world.coordinate(&draft).await;
        for role in ["council_chair", "council", "last_resort"] {
            world.vacate(role).await;
        }
        let seen = world.seen(&draft, "2026-12-01").await;
        let form = [("day", "2026-12-01"), ("seen", seen.as_str()), ("reason", "Tā nolemts")];
        let refused = world.post(ADOPTER, &format!("{draft}/adopt"), &form).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.body.contains("href=\"/setup/structure/last_resort\""));
        assert!(said(&refused.body).contains("Andris Liepa"), "about whom: {}", said(&refused.body));
        assert!(world.get(READER, &draft).await.page().contains("projekts"));
    })
    .await;
}

/// the log says who has not seen it yet, and narrows to them.
#[tokio::test]
async fn the_log_of_who_was_told_begins_with_those_who_have_not_seen_it() {
    on_both(async |database| {
        let world = World::new(database).await;
        let draft = world.upload(DRAFTER, &good()).await;
        let log = format!("{draft}/told");
        assert!(world.get(READER, &log).await.page().contains("vēl nevienam nav paziņots"));
        world.coordinate(&draft).await;
        world.post(ADOPTER, &format!("{draft}/adopt"), &[("day", "2026-12-01")]).await;
        world.post(DRAFTER, &format!("{draft}/seen"), &[]).await;
        let page = world.get(READER, &log).await.page();
        let place = |name: &str| page.find(name).unwrap_or_else(|| panic!("{name} is not in {page}"));
        assert!(place("Rita Bērziņa") < place("Diāna Kļava"), "{page}");
        let narrowed = world.get(READER, &format!("{log}?show=unseen")).await.page();
        assert!(narrowed.contains("Rita Bērziņa") && !narrowed.contains("Diāna Kļava"), "{narrowed}");
    })
    .await;
}
