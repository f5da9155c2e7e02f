//! A complaint that runs late is reported to whoever stands above, never to whom it concerns (K-08, Ādaži 14): on both engines.

use solits_cases::Kind;
use solits_db::{row, sql};
use solits_journal::tick_telling;
use solits_kernel::{CaseId, EmployeeId};
use solits_promises::Reports;
use solits_testkit::on_both;

use crate::{LADDER, STANDARD, Who, World, monday};

/// The ladder of Ādaži, by which a late answer is reported to the head of the unit at its limit.
fn standard() -> String {
    let ladder = LADDER.replace(
        "met_by = [\"case.answered\"]",
        "met_by = [\"case.answered\"]\nescalate = [{ to = \"unit_head\", at_percent = 100 }]",
    );
    assert_ne!(ladder, LADDER);
    format!("{STANDARD}{ladder}")
}

impl World {
    /// Five weeks later; two nodes look at what is late.
    pub(super) async fn late(&self) {
        self.app.clock.set(monday().plus_minutes(35 * 24 * 60));
        // Everybody has signed in again since.
        let mut tx = self.write().await;
        sql!("UPDATE sessions SET created_at = $2, seen_at = $2 WHERE institution_id = $1")
            .bind(self.app.clock.now())
            .run(&mut tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        self.keep().await;
        for _ in 0..2 {
            let now = self.app.clock.now();
            tick_telling(&self.db, &self.app.heart, self.fixture.institution, now, &Reports::default())
                .await
                .unwrap();
        }
    }

    /// Who was told, in the order of their names here.
    pub(super) async fn told(&self) -> Vec<Who> {
        row! {
            struct Told { employee_id: EmployeeId }
        }
        let mut tx = self.write().await;
        let rows = sql!("SELECT employee_id FROM reports WHERE institution_id = $1 ORDER BY employee_id")
            .all::<Told>(&mut tx)
            .await
            .unwrap();
        let is_told = |who: &Who| rows.iter().any(|row| row.employee_id == self.id(*who));
        Who::ALL.into_iter().filter(is_told).collect()
    }
}

async fn about(world: &World, whom: Who) -> CaseId {
    let case = world.came(Kind::Complaint, "Neatbild uz vēstulēm", Who::Katrina).await.case;
    world.register(Who::Katrina, case, whom).await.taken();
    case
}

#[tokio::test]
async fn a_late_complaint_about_the_head_of_a_unit_is_reported_to_who_stands_above_and_seen_there() {
    on_both(|database| async move {
        let world = World::with(database, &standard()).await;
        let case = about(&world, Who::Boriss).await;
        world.late().await;
        assert_eq!(world.told().await, [Who::Dace], "the head is passed by, the director is told once");
        let own = world.get(Who::Dace, "/reports").await;
        own.shows("Atbildam mēneša laikā.").shows("izpilddirektors");
        world
            .get(Who::Boriss, "/reports")
            .await
            .shows("Jums nekas nav ziņots")
            .hides("Atbildam mēneša laikā.");
        world.get(Who::Boriss, "/promises").await.hides("jauns ziņojums");
        assert!(!world.is_there(Who::Boriss, case).await);
    })
    .await;
}

/// The director neither decides on it nor keeps the registers: being told is what shows it.
#[tokio::test]
async fn whoever_is_told_of_a_late_complaint_sees_it_from_then_on() {
    on_both(|database| async move {
        let world = World::with(database, &standard()).await;
        let mut tx = world.write().await;
        sql!("UPDATE employees SET unit_id = NULL WHERE institution_id = $1 AND id = $2")
            .bind(world.id(Who::Ilze))
            .run(&mut tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let case = about(&world, Who::Anna).await;
        assert_eq!(world.owner(case).await, Who::Boriss, "the ladder names the manager");
        assert!(!world.is_there(Who::Dace, case).await);
        // The head, who decides, is away and has nobody to stand in: the report climbs past him.
        world.away(Who::Boriss, 35).await;
        world.late().await;
        assert_eq!(world.told().await, [Who::Dace]);
        assert!(world.is_there(Who::Dace, case).await, "a report of what stays hidden would be none");
        world.get(Who::Dace, "/reports").await.shows("Atbildam mēneša laikā.");
        // Nor is that forgotten when the organisation changes and it is worked out anew who sees what.
        world.app.clock.set(monday().plus_minutes(36 * 24 * 60));
        world.keep().await;
        assert!(world.is_there(Who::Dace, case).await);
        assert!(!world.is_there(Who::Anna, case).await);
    })
    .await;
}

/// Until somebody has said whom it concerns it may concern the head of the unit.
#[tokio::test]
async fn a_late_complaint_that_nobody_has_registered_is_reported_to_who_keeps_the_registers() {
    on_both(|database| async move {
        let world = World::with(database, &standard()).await;
        let case = world.came(Kind::Complaint, "Boriss uz mani kliedza", Who::Ilze).await.case;
        world.late().await;
        assert_eq!(world.told().await, [Who::Katrina]);
        assert!(!world.is_there(Who::Boriss, case).await && !world.is_there(Who::Dace, case).await);
        world.get(Who::Katrina, "/reports").await.shows("kvalitātes vadītājs");
    })
    .await;
}

/// A question is nobody's secret: its report goes where the standard sends it.
#[tokio::test]
async fn a_late_answer_to_a_question_is_reported_to_the_head_of_the_unit() {
    on_both(|database| async move {
        let world = World::with(database, &standard()).await;
        world.came(Kind::Question, "Cikos strādājat?", Who::Ilze).await;
        world.late().await;
        assert_eq!(world.told().await, [Who::Boriss]);
    })
    .await;
}
