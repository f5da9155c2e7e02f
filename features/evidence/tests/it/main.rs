//! Owners, exceptions, goals, evidence and the binder on both engines, as those who work with them see them.
#![expect(clippy::unwrap_used, reason = "a test whose setting cannot be made fails")]

mod binder;
mod evidence;
mod exceptions;
mod goals;
mod hidden;
mod owners;
mod rights;
mod suggestions;

use axum::body::Body;
use solits_db::{PackedJson, row, sql};
use solits_journal::Heart;
use solits_kernel::{Clock, Random, Timestamp};
use solits_testkit::{
    Fixture, STANDARD, TestDb,
    browser::{self, Answer},
};
use solits_web::{App, AppConfig, hash_secret};

const ANNA: &str = "Anna Bērziņa";
const ILZE: &str = "Ilze Kalniņa";
const OTO: &str = "Oto Liepa";
const ZANE: &str = "Zane Ozola";

/// What stands in the standard beside the promise of the wait: a rule of the program, a guide that nothing but people can
/// keep, whose owner the standard names, and a goal.
const MORE: &str = r#"
[[role]]
id = "service_quality_manager"
title = { lv = "pakalpojumu kvalitātes vadītājs", en = "service-quality manager" }
paragraph = "2"

[[norm]]
id = "greeting"
paragraphs = ["6"]
text = { lv = "Klientu sasveicina pirmais darbinieks.", en = "The employee greets the client first." }
kind = "guide"
shown_at = ["client_called"]
owner = "service_quality_manager"

[[norm]]
id = "no-show"
paragraphs = ["7"]
text = { lv = "Neatnākušo aicina vēlreiz.", en = "Who did not come is called again." }
kind = "rule"
enforced_by = "queue.no_show"

[[goal]]
paragraph = "4"
group = { lv = "iedzīvotāji", en = "residents" }
text = { lv = "Apmierinātība ar apkalpošanu", en = "Satisfaction with service" }
satisfaction = 4.3
"#;

/// An institution in which Anna serves clients, Ilze keeps quality, Oto directs, and Zane heads a bureau.
struct World {
    app: App,
    fixture: Fixture,
    database: TestDb,
}

impl World {
    async fn new(database: TestDb) -> Self {
        let db = database.db.clone();
        let fixture = Fixture::new(&db, 4).await;
        let mut tx = db.write(fixture.scope()).await.unwrap();
        sql!("UPDATE standards SET source = $2 WHERE institution_id = $1")
            .bind(format!("{STANDARD}{MORE}"))
            .run(&mut tx)
            .await
            .unwrap();
        for (place, name, post, role) in [
            (0, ANNA, "speciāliste", "service_specialist"),
            (1, ILZE, "kvalitātes vadītāja", "service_quality_manager"),
            (2, OTO, "izpilddirektors", "executive_director"),
            (3, ZANE, "biroja vadītāja", "bureau_head"),
        ] {
            let id = fixture.employees[place];
            sql!("UPDATE employees SET name = $3, post = $4 WHERE institution_id = $1 AND id = $2")
                .bind(id)
                .bind(name)
                .bind(post)
                .run(&mut tx)
                .await
                .unwrap();
            sql!("UPDATE employee_roles SET role = $3 WHERE institution_id = $1 AND employee_id = $2")
                .bind(id)
                .bind(role)
                .run(&mut tx)
                .await
                .unwrap();
        }
        let people = [("anna", 0), ("ilze", 1), ("oto", 2), ("zane", 3)];
        for (number, (who, place)) in (90_u128..).zip(people) {
            let employee = fixture.employees[place];
            browser::sign_in(&mut tx, number, who, hash_secret(who), employee, monday()).await;
        }
        Heart::changed(&mut tx);
        tx.commit().await.unwrap();
        let app = App::new(db, Clock::standing(monday()), Random::seeded(1), AppConfig::default());
        Self { app, fixture, database }
    }

    /// Goes to an instant; everybody signs in anew, for a session lasts a day.
    async fn at(&self, instant: &str) {
        let at = Timestamp::parse(instant).unwrap();
        self.app.clock.set(at);
        browser::sign_in_anew(&self.database.db, self.fixture.scope(), at).await;
    }

    async fn get(&self, who: &str, path: &str) -> Answer {
        self.answer(browser::page(who, path)).await
    }

    async fn post(&self, who: &str, path: &str, form: &[(&str, &str)]) -> Answer {
        self.answer(browser::form(who, path, &browser::fields(form))).await
    }

    /// Sends a form with a file, as a browser does.
    async fn upload(
        &self,
        who: &str,
        path: &str,
        form: &[(&str, &str)],
        file: Option<(&str, &[u8])>,
    ) -> Answer {
        let mut body = Vec::new();
        for (name, value) in [("csrf", who)].iter().chain(form) {
            body.extend(
                format!("--edge\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
                    .bytes(),
            );
        }
        let (name, content) = file.unwrap_or(("", b""));
        let head = format!(
            "--edge\r\ncontent-disposition: form-data; name=\"file\"; filename=\"{name}\"\r\ncontent-type: text/html\r\n\r\n"
        );
        body.extend(head.bytes());
        body.extend(content);
        body.extend(b"\r\n--edge--\r\n");
        let request = browser::sent(who, path)
            .header("content-type", "multipart/form-data; boundary=edge")
            .body(Body::from(body));
        self.answer(request.unwrap()).await
    }

    async fn answer(&self, request: axum::http::Request<Body>) -> Answer {
        browser::ask(solits_evidence::routes().into_router(&self.app), request).await
    }

    /// The facts of the journal's entries, in order.
    async fn journal(&self) -> Vec<String> {
        let mut tx = self.database.db.read(self.fixture.scope()).await.unwrap();
        let rows: Vec<Facts> = sql!("SELECT facts FROM journal WHERE institution_id = $1 ORDER BY n")
            .all(&mut tx)
            .await
            .unwrap();
        rows.into_iter().map(|row| row.facts.0).collect()
    }

    /// How many looks at files stand in the access record.
    async fn looks(&self) -> i64 {
        let mut tx = self.database.db.read(self.fixture.scope()).await.unwrap();
        let count = sql!(
            "SELECT count(*) AS value FROM access_entries WHERE institution_id = $1 AND what = 'evidence.file' AND evidence_id IS NOT NULL"
        );
        count.scalar(&mut tx).await.unwrap().unwrap()
    }

    /// Runs a statement in the institution of the test.
    async fn run(&self, statement: solits_db::Statement) -> u64 {
        let mut tx = self.database.db.write(self.fixture.scope()).await.unwrap();
        let changed = statement.run(&mut tx).await.unwrap();
        tx.commit().await.unwrap();
        changed
    }
}

row! {
    struct Facts { facts: PackedJson }
}

/// Morning of Monday, 23 November 2026.
fn monday() -> Timestamp {
    Timestamp::parse("2026-11-23T07:05:00.000Z").unwrap()
}
