//! Acquaintance with the standard on both engines, as the people who sign and explain see it.
#![expect(clippy::unwrap_used, reason = "a test whose setting cannot be made fails")]

mod check;
mod duty;
mod sheet;

use solits_acquaintance::keep_duties;
use solits_db::sql;
use solits_journal::{By, Heart};
use solits_kernel::{Clock, EmployeeId, Random, Timestamp};
use solits_testkit::{
    Fixture, STANDARD, TestDb,
    browser::{self, Answer},
};
use solits_web::{App, AppConfig, hash_secret};

const ANNA: &str = "Anna Bērziņa";
const ILZE: &str = "Ilze Kalniņa";
const OTO: &str = "Oto Liepa";

/// The direct manager explains the standard to each in their post (VZD 4).
const EXPLAINED: &str = r#"
[[role]]
id = "direct_manager"
title = { lv = "tiešais vadītājs", en = "direct manager" }
paragraph = "4"
"#;

/// A standard whose `[parameters]` have these lines besides, and which ends with `more`.
fn standard(parameters: &str, more: &str) -> String {
    format!("{}{more}", STANDARD.replace("[parameters]", &format!("[parameters]\n{parameters}")))
}

/// The standard that names the direct manager and asks for the explanation.
fn explaining() -> String {
    let named = "\"acquaint.by\" = { value = \"direct_manager\", paragraph = \"4\" }\n\"acquaint.explains_to_post\" = { value = true, paragraph = \"4\" }";
    standard(named, EXPLAINED)
}

/// An institution in which Anna serves clients, Ilze is her manager, and Oto is Ilze's.
struct World {
    app: App,
    fixture: Fixture,
    database: TestDb,
}

impl World {
    /// With a standard that is in force.
    async fn new(database: TestDb, source: &str) -> Self {
        let db = database.db.clone();
        let fixture = Fixture::new(&db, 3).await;
        let (anna, ilze, oto) = (fixture.employees[0], fixture.employees[1], fixture.employees[2]);
        let mut tx = db.write(fixture.scope()).await.unwrap();
        sql!("UPDATE standards SET source = $2 WHERE institution_id = $1")
            .bind(source)
            .run(&mut tx)
            .await
            .unwrap();
        for (id, name, supervisor) in [(anna, ANNA, Some(ilze)), (ilze, ILZE, Some(oto)), (oto, OTO, None)] {
            sql!(
                "UPDATE employees SET name = $3, supervisor_id = $4, levels = '1', post = 'speciālists'
                  WHERE institution_id = $1 AND id = $2"
            )
            .bind(id)
            .bind(name)
            .bind(supervisor)
            .run(&mut tx)
            .await
            .unwrap();
        }
        for (number, who, id) in [(99, "anna", anna), (98, "ilze", ilze), (97, "oto", oto)] {
            browser::sign_in(&mut tx, number, who, hash_secret(who), id, monday()).await;
        }
        Heart::changed(&mut tx);
        tx.commit().await.unwrap();
        let app = App::new(db, Clock::standing(monday()), Random::seeded(1), AppConfig::default());
        Self { app, fixture, database }
    }

    /// The same with its duties opened.
    async fn opened(database: TestDb, source: &str) -> Self {
        let world = Self::new(database, source).await;
        assert_eq!(world.keep_duties().await, 3);
        world
    }

    async fn keep_duties(&self) -> usize {
        keep_duties(&self.app, self.fixture.institution, By::Program).await.unwrap()
    }

    fn anna(&self) -> EmployeeId {
        self.fixture.employees[0]
    }

    /// Goes to an instant; everybody signs in anew, for a session lasts a day.
    async fn at(&self, instant: &str) {
        let at = Timestamp::parse(instant).unwrap();
        self.app.clock.set(at);
        browser::sign_in_anew(&self.database.db, self.fixture.scope(), at).await;
    }

    /// A version that enters into force now.
    async fn adopt(&self, number: i64, source: &str) {
        let mut tx = self.database.db.write(self.fixture.scope()).await.unwrap();
        sql!(
            "INSERT INTO standards (institution_id, number, document, version, source, status, uploaded_at, adopted_at, in_force_from)
             VALUES ($1, $2, 'testa', '2', $3, 'adopted', $4, $4, $4)"
        )
        .bind(number)
        .bind(source)
        .bind(self.app.clock.now())
        .run(&mut tx)
        .await
        .unwrap();
        Heart::changed(&mut tx);
        tx.commit().await.unwrap();
    }

    async fn get(&self, who: &str, path: &str) -> Answer {
        self.answer(browser::page(who, path)).await
    }

    async fn post(&self, who: &str, path: &str, form: &str) -> Answer {
        self.answer(browser::form(who, path, form)).await
    }

    async fn answer(&self, request: axum::http::Request<axum::body::Body>) -> Answer {
        browser::ask(solits_acquaintance::routes().into_router(&self.app), request).await
    }

    /// How many entries of a kind the journal has.
    async fn entries(&self, kind: &str) -> i64 {
        browser::count_entries(&self.database.db, self.fixture.scope(), kind).await
    }
}

/// Morning of Monday, 23 November 2026.
fn monday() -> Timestamp {
    Timestamp::parse("2026-11-23T07:05:00.000Z").unwrap()
}
