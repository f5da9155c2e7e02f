//! The way of a version into force on both engines: checked, told in words, adopted by another person.
#![expect(clippy::unwrap_used, reason = "a test whose setting cannot be made fails")]

mod api;
mod editor;
mod gaps;
mod lab;
mod life;
mod public;
mod reading;

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Request, StatusCode, header},
};
use solits_db::{Tx, sql};
use solits_journal::Heart;
use solits_kernel::{Clock, Random, Timestamp};
use solits_testkit::{Fixture, TestDb};
use solits_web::{App, AppConfig, hash_secret};
use tower::ServiceExt as _;
use uuid::Uuid;

/// Noon of Saturday, 21 November 2026.
fn now() -> Timestamp {
    Timestamp::parse("2026-11-21T10:00:00.000Z").unwrap()
}

/// A standard that passes the checker: the one of the demonstration, under the name of a new version.
fn good() -> String {
    solits_standards::shipped("ezermala").unwrap().replace("version = \"2025-10\"", "version = \"2026-12\"")
}

/// An institution whose quality manager drafts, whose director adopts, and whose clerk reads.
struct World {
    clock: Clock,
    fixture: Fixture,
    database: TestDb,
}

const DRAFTER: &str = "drafter";
const ADOPTER: &str = "adopter";
const READER: &str = "reader";

impl World {
    async fn new(database: TestDb) -> Self {
        let db = database.db.clone();
        let fixture = Fixture::new(&db, 3).await;
        let mut tx = db.write(fixture.scope()).await.unwrap();
        let people = [
            (DRAFTER, "Diāna Kļava", "administrator"),
            (ADOPTER, "Andris Liepa", "executive_director"),
            (READER, "Rita Bērziņa", "service_specialist"),
        ];
        for (index, (secret, name, role)) in people.into_iter().enumerate() {
            let employee = fixture.employees[index];
            sql!("UPDATE employees SET name = $3 WHERE institution_id = $1 AND id = $2")
                .bind(employee)
                .bind(name)
                .run(&mut tx)
                .await
                .unwrap();
            sql!("UPDATE employee_roles SET role = $3 WHERE institution_id = $1 AND employee_id = $2")
                .bind(employee)
                .bind(role)
                .run(&mut tx)
                .await
                .unwrap();
            sql!(
                "INSERT INTO sessions (institution_id, id, token_hash, employee_id, csrf, strength, created_at, seen_at)
                 VALUES ($1, $2, $3, $4, 'csrf', 'passkey', $5, $5)"
            )
            .bind(Uuid::from_u128(100 + index as u128))
            .bind(hash_secret(secret))
            .bind(employee)
            .bind(now())
            .run(&mut tx)
            .await
            .unwrap();
        }
        sql!(
            "INSERT INTO tokens (institution_id, id, name, token_hash, scopes, created_at)
             VALUES ($1, $2, 'tests', $3, 'standards.read standards.draft standards.adopt', 0)"
        )
        .bind(Uuid::from_u128(98))
        .bind(hash_secret("program"))
        .run(&mut tx)
        .await
        .unwrap();
        sql!("UPDATE employees SET supervisor_id = $2 WHERE institution_id = $1 AND id <> $2")
            .bind(fixture.employees[1])
            .run(&mut tx)
            .await
            .unwrap();
        fill_roles(&mut tx).await;
        Heart::changed(&mut tx);
        tx.commit().await.unwrap();
        Self { clock: Clock::standing(now()), fixture, database }
    }

    /// Moves the clock; whoever is signed in has signed in again meanwhile.
    async fn at(&self, at: Timestamp) {
        self.clock.set(at);
        let mut tx = self.database.db.write(self.fixture.scope()).await.unwrap();
        sql!("UPDATE sessions SET seen_at = $2, created_at = $2 WHERE institution_id = $1")
            .bind(at)
            .run(&mut tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }

    async fn get(&self, who: &str, path: &str) -> Answer {
        let request = Request::builder().uri(path).header(header::COOKIE, format!("s={who}"));
        self.answer(request.body(Body::empty()).unwrap()).await
    }

    async fn post(&self, who: &str, path: &str, form: &[(&str, &str)]) -> Answer {
        let pairs: Vec<String> = form
            .iter()
            .chain([&("csrf", "csrf")])
            .map(|(name, value)| format!("{name}={}", percent(value)))
            .collect();
        let request = Request::builder()
            .method("POST")
            .uri(path)
            .header(header::COOKIE, format!("s={who}"))
            .header("sec-fetch-site", "same-origin")
            .body(Body::from(pairs.join("&")));
        self.answer(request.unwrap()).await
    }

    /// Uploads a file and gives the address of the draft's page.
    async fn upload(&self, who: &str, source: &str) -> String {
        let answer =
            self.post(who, "/standard/upload", &[("source", source), ("file_name", "jauns.toml")]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", said(&answer.body));
        answer.location.split('?').next().unwrap().to_owned()
    }

    /// Records that the first post of the approval chain has coordinated a draft.
    async fn coordinate(&self, draft: &str) {
        let form = [("place", "0"), ("note", "saskaņots 20. novembrī")];
        let answer = self.post(DRAFTER, &format!("{draft}/approve"), &form).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", said(&answer.body));
    }

    /// A node that has just started: what one keeps in memory is not at test here.
    fn app(&self) -> App {
        App::new(self.database.db.clone(), self.clock.clone(), Random::seeded(1), AppConfig::default())
    }

    async fn answer(&self, request: Request<Body>) -> Answer {
        let router: Router = solits_standards::routes().into_router(&self.app());
        let response = router.oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, 10 * 1024 * 1024).await.unwrap();
        let body = String::from_utf8(bytes.to_vec()).unwrap();
        assert!(!body.contains(solits_testkit::CANARY), "another institution's word is in the answer");
        assert!(!body.contains('⟦'), "a text is missing: {body}");
        let location = parts.headers.get(header::LOCATION).map(|value| value.to_str().unwrap().to_owned());
        let tag = parts.headers.get(header::ETAG).map(|value| value.to_str().unwrap().to_owned());
        let (location, tag) = (location.unwrap_or_default(), tag.unwrap_or_default());
        Answer { status: parts.status, body, location, tag }
    }
}

/// Everything that the demonstration's standard names as a role is somebody, and every complaint has somebody to decide.
async fn fill_roles(tx: &mut Tx) {
    for (number, role) in ["unit_head", "service_quality_manager", "council_chair", "council", "last_resort"]
        .into_iter()
        .enumerate()
    {
        sql!(
            "INSERT INTO role_holders (institution_id, id, role, body_lv, body_en, contact, from_on)
             VALUES ($1, $2, $3, $3, $3, 'dome@testa.lv', 0)"
        )
        .bind(Uuid::from_u128(300 + number as u128))
        .bind(role)
        .run(tx)
        .await
        .unwrap();
    }
}

/// An answer of the program.
struct Answer {
    status: StatusCode,
    body: String,
    location: String,
    /// The state of the thing, as the answer has it.
    tag: String,
}

impl Answer {
    /// What a page says, which it must be.
    fn page(self) -> String {
        assert_eq!(self.status, StatusCode::OK, "{}", self.body);
        said(&self.body)
    }
    fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap()
    }
}

/// A value as a form sends it.
fn percent(text: &str) -> String {
    text.bytes().fold(String::new(), |mut text, byte| {
        use std::fmt::Write as _;
        let _ = write!(text, "%{byte:02X}");
        text
    })
}

/// The text of a page: without tags, blanks folded.
fn said(page: &str) -> String {
    let mut text = String::new();
    let mut inside = false;
    for letter in page.chars() {
        match letter {
            '<' => inside = true,
            '>' => {
                inside = false;
                text.push(' ');
            }
            other if !inside => text.push(other),
            _ => {}
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
