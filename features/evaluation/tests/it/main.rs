//! The plan of duties and the self-check on both engines, as the people who have them see it.
#![expect(clippy::unwrap_used, reason = "a test whose setting cannot be made fails")]

mod plan;
mod self_check;

use solits_db::sql;
use solits_evaluation::{Replanning, keep_plan};
use solits_journal::{By, Heart};
use solits_kernel::{Clock, EmployeeId, Random, Timestamp};
use solits_testkit::{
    Fixture, STANDARD, TestDb,
    browser::{self, Answer},
};
use solits_web::{App, AppConfig, hash_secret};

/// Morning of Monday, 23 November 2026.
fn monday() -> Timestamp {
    Timestamp::parse("2026-11-23T07:05:00.000Z").unwrap()
}

/// Five rows of an evaluation matrix: two of the self-check, the manager's observation, an interview, and a visit.
const MATRIX: &str = r#"
[[role]]
id = "employee"
title = { lv = "darbinieks", en = "employee" }
paragraph = "2"
[[role]]
id = "direct_manager"
title = { lv = "tiešais vadītājs", en = "direct manager" }
paragraph = "2"
[[role]]
id = "service_quality_manager"
title = { lv = "kvalitātes vadītājs", en = "quality manager" }
paragraph = "2"

[[evaluation]]
criterion = "1"
paragraph = "P1/c1"
text = { lv = "Izskats ir lietišķs", en = "Appearance is businesslike" }
method = "self_check"
levels = [1]
frequency = { times = 1, per = "working_day" }
responsible = ["employee"]
[[evaluation]]
criterion = "2"
paragraph = "P1/c2"
text = { lv = "Vārda karte ir redzama", en = "The badge is seen" }
method = "self_check"
levels = [1]
frequency = { times = 1, per = "working_day" }
responsible = ["employee"]
[[evaluation]]
criterion = "1"
paragraph = "P1/c1"
text = { lv = "Izskats ir lietišķs", en = "Appearance is businesslike" }
method = "observation"
levels = [1]
frequency = { times = 1, per = "working_day" }
responsible = ["direct_manager"]
[[evaluation]]
criterion = "2"
paragraph = "P1/c2"
text = { lv = "Zina pakalpojumus", en = "Knows the services" }
method = "interview"
levels = [1]
frequency = { times = 1, per = "month" }
responsible = ["direct_manager"]
[[evaluation]]
criterion = "5"
paragraph = "P1/c5"
text = { lv = "Centrs ir sakopts", en = "The centre is tidy" }
method = "inspection_visit"
levels = [1]
frequency = { times = 1, per = "year" }
responsible = ["service_quality_manager"]
"#;

const ANNA: &str = "Anna Bērziņa";
const ILZE: &str = "Ilze Kalniņa";

/// An institution with a matrix: Anna serves clients and checks herself, Ilze is her manager.
struct World {
    app: App,
    fixture: Fixture,
    database: TestDb,
}

impl World {
    async fn new(database: TestDb) -> Self {
        let db = database.db.clone();
        let fixture = Fixture::new(&db, 2).await;
        let (anna, ilze) = (fixture.employees[0], fixture.employees[1]);
        let mut tx = db.write(fixture.scope()).await.unwrap();
        sql!("UPDATE standards SET source = $2 WHERE institution_id = $1")
            .bind(format!("{STANDARD}{MATRIX}"))
            .run(&mut tx)
            .await
            .unwrap();
        for (id, name, supervisor, levels) in [(anna, ANNA, Some(ilze), "1"), (ilze, ILZE, None, "4")] {
            sql!("UPDATE employees SET name = $3, supervisor_id = $4, levels = $5 WHERE institution_id = $1 AND id = $2")
                .bind(id)
                .bind(name)
                .bind(supervisor)
                .bind(levels)
                .run(&mut tx)
                .await
                .unwrap();
        }
        sql!("INSERT INTO employee_roles (institution_id, employee_id, role) VALUES ($1, $2, 'service_quality_manager')")
            .bind(ilze)
            .run(&mut tx)
            .await
            .unwrap();
        for (number, who, id) in [(99, "anna", anna), (98, "ilze", ilze)] {
            browser::sign_in(&mut tx, number, who, hash_secret(who), id, monday()).await;
        }
        Heart::changed(&mut tx);
        tx.commit().await.unwrap();
        let app = App::new(db, Clock::standing(monday()), Random::seeded(1), AppConfig::default());
        Self { app, fixture, database }
    }

    /// The same with its plan made.
    async fn planned(database: TestDb) -> Self {
        let world = Self::new(database).await;
        assert_eq!(world.keep_plan().await, 1);
        world
    }

    async fn keep_plan(&self) -> usize {
        keep_plan(&self.app, self.fixture.institution, By::Program, Replanning::WhenChanged).await.unwrap()
    }

    /// Moves the clock; whoever is signed in has just signed in again.
    async fn at(&self, instant: &str) {
        let now = Timestamp::parse(instant).unwrap();
        self.app.clock.set(now);
        browser::sign_in_anew(&self.database.db, self.fixture.scope(), now).await;
    }

    fn anna(&self) -> EmployeeId {
        self.fixture.employees[0]
    }

    async fn get(&self, who: &str, path: &str) -> Answer {
        self.answer(browser::page(who, path)).await
    }

    async fn post(&self, who: &str, path: &str, form: &str) -> Answer {
        self.answer(browser::form(who, path, form)).await
    }

    async fn answer(&self, request: axum::http::Request<axum::body::Body>) -> Answer {
        browser::ask(solits_evaluation::routes().into_router(&self.app), request).await
    }

    /// How many entries of a kind the journal has.
    async fn entries(&self, kind: &str) -> i64 {
        browser::count_entries(&self.database.db, self.fixture.scope(), kind).await
    }
}
