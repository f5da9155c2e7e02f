//! A late promise is told to the person who holds the role that day, on both engines. The test standard reports a wait to the
//! head of the bureau at 120 % of its fifteen minutes.

use solits_journal::tick_telling;
use solits_promises::Reports;
use solits_testkit::on_both;

use super::*;

impl World {
    /// The clerk holds a role.
    async fn holds(&self, role: &str) {
        let mut tx = self.database.db.write(self.fixture.scope()).await.unwrap();
        sql!("INSERT INTO employee_roles (institution_id, employee_id, role) VALUES ($1, $2, $3)")
            .bind(self.fixture.employees[0])
            .bind(role)
            .run(&mut tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }

    /// Whoever is second stands in for the clerk, or the clerk for the second.
    async fn is_away(&self, who: usize, by: Option<usize>) {
        let day = solits_kernel::day_number(now().day());
        let mut tx = self.database.db.write(self.fixture.scope()).await.unwrap();
        sql!(
            "INSERT INTO absences (institution_id, id, employee_id, from_on, until_on, substitute_id)
             VALUES ($1, $2, $3, $4, $4, $5)"
        )
        .bind(Uuid::from_u128(700))
        .bind(self.fixture.employees[who])
        .bind(day)
        .bind(by.map(|by| self.fixture.employees[by]))
        .run(&mut tx)
        .await
        .unwrap();
        tx.commit().await.unwrap();
    }

    /// A client waits for half an hour, and the timer looks at it; twice, as two nodes would.
    async fn late(&self) {
        self.clients(1, now().plus_minutes(-30), self.fixture.employees[0], Fate::Waiting).await;
        for _ in 0..2 {
            let (db, heart) = (&self.database.db, &self.app.heart);
            tick_telling(db, heart, self.fixture.institution, now(), &Reports::default()).await.unwrap();
        }
    }

    async fn evidence(&self) -> String {
        let cases = self.staff("/promises/wait/obligations?state=breached").await.page();
        said(&self.staff(&links(&cases, "/obligations/")[0]).await.page())
    }
}

#[tokio::test]
async fn a_late_promise_is_told_to_the_holder_of_the_role_and_seen_once() {
    on_both(async |database| {
        let world = World::new(database).await;
        world.holds("bureau_head").await;
        world.late().await;
        let page = world.evidence().await;
        assert!(page.contains(&format!("{CLERK} (biroja vadītājs)")), "{page}");
        assert!(said(&world.staff("/promises").await.page()).contains("1 jauns ziņojums"));
        let own = world.staff("/reports").await.page();
        assert_eq!(links(&own, "/obligations/").len(), 1, "told once: {}", said(&own));
        assert!(said(&own).contains("1 jauns ziņojums") && said(&own).contains("biroja vadītājs"));
        let form = format!("csrf=csrf-of-anna&upto={}", now().millis());
        let seen = world.send("/reports/seen", &form).await;
        assert_eq!(seen.status, StatusCode::SEE_OTHER);
        let own = said(&world.staff(seen.location.as_deref().unwrap()).await.page());
        assert!(!own.contains("jauns ziņojums") && own.contains("biroja vadītājs"), "it stays listed: {own}");
    })
    .await;
}

#[tokio::test]
async fn what_somebody_has_not_seen_is_counted_and_the_newest_stand_where_they_look() {
    on_both(async |database| {
        let world = World::new(database).await;
        world.holds("bureau_head").await;
        let anna = world.fixture.employees[0];
        for minutes in [60, 50, 40, 30] {
            world.clients(1, now().plus_minutes(-minutes), anna, Fate::Waiting).await;
        }
        let unseen = async |employee, most| {
            let mut tx = world.database.db.read(world.fixture.scope()).await.unwrap();
            let words = solits_i18n::Words::new(solits_kernel::Lang::En);
            solits_promises::unseen_reports(&mut tx, &world.app, words, employee, most).await.unwrap()
        };
        assert_eq!(unseen(anna, 3).await, solits_promises::UnseenReports::default());
        let (db, heart) = (&world.database.db, &world.app.heart);
        tick_telling(db, heart, world.fixture.institution, now(), &Reports::default()).await.unwrap();
        let found = unseen(anna, 3).await;
        assert_eq!((found.count, found.newest.len()), (4, 3));
        let report = &found.newest[0];
        assert_eq!(report.sentence, "A client is called within 15 minutes.");
        assert_eq!((report.branch, report.told_at), (Some(world.fixture.branch), now()));
        assert_eq!(world.staff(&report.href).await.status, StatusCode::OK);
        assert_eq!(unseen(world.fixture.employees[1], 3).await.count, 0, "nobody is told of another's");
        let page = world.staff("/promises").await.page();
        assert_eq!(links(&page, "/obligations/").len(), 3, "{}", said(&page));
        world.send("/reports/seen", &format!("csrf=csrf-of-anna&upto={}", now().millis())).await;
        assert_eq!(unseen(anna, 3).await.count, 0);
    })
    .await;
}

#[tokio::test]
async fn what_was_taken_back_since_is_neither_listed_nor_counted() {
    on_both(async |database| {
        let world = World::new(database).await;
        world.holds("bureau_head").await;
        world.late().await;
        assert!(said(&world.staff("/promises").await.page()).contains("1 jauns ziņojums"));
        let mut tx = world.database.db.write(world.fixture.scope()).await.unwrap();
        sql!("DELETE FROM obligations WHERE institution_id = $1").run(&mut tx).await.unwrap();
        tx.commit().await.unwrap();
        assert!(!said(&world.staff("/promises").await.page()).contains("jauns ziņojums"));
        assert!(said(&world.staff("/reports").await.page()).contains("Jums nekas nav ziņots"));
    })
    .await;
}

#[tokio::test]
async fn whoever_stands_in_that_day_is_told_and_for_whom() {
    on_both(async |database| {
        let world = World::new(database).await;
        let mut tx = world.database.db.write(world.fixture.scope()).await.unwrap();
        sql!("INSERT INTO employee_roles (institution_id, employee_id, role) VALUES ($1, $2, 'bureau_head')")
            .bind(world.fixture.employees[1])
            .run(&mut tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        world.is_away(1, Some(0)).await;
        world.late().await;
        let page = world.evidence().await;
        assert!(page.contains(&format!("{CLERK} (aizvieto:")), "{page}");
        assert_eq!(links(&world.staff("/reports").await.page(), "/obligations/").len(), 1);
    })
    .await;
}

#[tokio::test]
async fn where_nobody_holds_the_role_or_one_above_it_the_evidence_says_so() {
    on_both(async |database| {
        let world = World::new(database).await;
        world.holds("bureau_head").await;
        world.is_away(0, None).await;
        world.late().await;
        let page = world.evidence().await;
        assert!(
            page.contains("„biroja vadītājs” un augstākās") && page.contains("nav ziņots nevienam"),
            "{page}"
        );
        assert!(said(&world.staff("/reports").await.page()).contains("Jums nekas nav ziņots"));
    })
    .await;
}
