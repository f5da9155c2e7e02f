//! Changing what is set up, on both engines: what changes takes effect and stands in the journal, what is wrong comes
//! back as it was typed, and nobody reaches into another institution.
#![expect(clippy::unwrap_used, reason = "a test whose setting cannot be made fails")]

mod away;
mod changes;
mod days;
mod forms;
mod hours;
mod import;
mod invitations;
mod people;
mod profile;
mod structure;
mod things;
mod tokens;
mod twice;
mod units;

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Request, StatusCode, header},
};
use solits_db::sql;
use solits_kernel::{Clock, Random, Timestamp};
use solits_testkit::{CANARY, Fixture, TestDb};
use solits_web::{App, AppConfig, hash_secret};
use tower::ServiceExt as _;
use uuid::Uuid;

/// Noon of Thursday, 19 November 2026, the day after a public holiday.
fn now() -> Timestamp {
    Timestamp::parse("2026-11-19T10:00:00.000Z").unwrap()
}

/// An institution whose first employee is a signed-in administrator.
struct World {
    app: App,
    fixture: Fixture,
    database: TestDb,
}

impl World {
    async fn new(database: TestDb) -> Self {
        let fixture = Fixture::new(&database.db, 2).await;
        let mut tx = database.db.write(fixture.scope()).await.unwrap();
        sql!(
            "INSERT INTO employee_roles (institution_id, employee_id, role) VALUES ($1, $2, 'administrator')"
        )
        .bind(fixture.employees[0])
        .run(&mut tx)
        .await
        .unwrap();
        sql!("INSERT INTO employee_roles (institution_id, employee_id, role) VALUES ($1, $2, 'archivist')")
            .bind(fixture.employees[1])
            .run(&mut tx)
            .await
            .unwrap();
        for (number, who) in [(0, "anna"), (1, "juris")] {
            sql!(
                "INSERT INTO sessions (institution_id, id, token_hash, employee_id, csrf, strength, created_at, seen_at)
                 VALUES ($1, $2, $3, $4, 'token', 'passkey', $5, $5)"
            )
            .bind(Uuid::from_u128(number + 90))
            .bind(hash_secret(who))
            .bind(fixture.employees[usize::try_from(number).unwrap()])
            .bind(now())
            .run(&mut tx)
            .await
            .unwrap();
        }
        tx.commit().await.unwrap();
        let app =
            App::new(database.db.clone(), Clock::standing(now()), Random::seeded(1), AppConfig::default());
        Self { app, fixture, database }
    }

    fn branch(&self) -> String {
        format!("/setup/branches/{}", self.fixture.branch)
    }

    async fn page(&self, path: &str) -> String {
        let answer = self.get(path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.body);
        answer.body
    }

    async fn get(&self, path: &str) -> Answer {
        self.ask(Request::builder().uri(path).header("cookie", "s=anna").body(Body::empty()).unwrap()).await
    }

    /// Sends a form as the administrator.
    async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let pairs = fields.iter().map(|(name, value)| format!("{name}={}", encoded(value)));
        let body = std::iter::once("csrf=token".to_owned()).chain(pairs).collect::<Vec<_>>().join("&");
        let request = Request::builder()
            .method("POST")
            .uri(path)
            .header("cookie", "s=anna")
            .header("sec-fetch-site", "same-origin")
            .header("content-type", "application/x-www-form-urlencoded")
            .body(Body::from(body))
            .unwrap();
        self.ask(request).await
    }

    async fn ask(&self, request: Request<Body>) -> Answer {
        let router: Router = solits_organisation::routes().into_router(&self.app);
        let response = router.oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, 10 * 1024 * 1024).await.unwrap();
        let body = String::from_utf8(bytes.to_vec()).unwrap();
        assert!(!body.contains(CANARY), "another institution's word is in the answer");
        assert!(!body.contains('⟦'), "a text is missing: {body}");
        let location = parts.headers.get(header::LOCATION).map(|value| value.to_str().unwrap().to_owned());
        Answer { status: parts.status, body, location: location.unwrap_or_default() }
    }

    /// What the journal says was changed, in order.
    async fn journal(&self) -> Vec<String> {
        let mut tx = self.database.db.read(self.fixture.scope()).await.unwrap();
        solits_db::row! {
            struct Row { facts: String }
        }
        sql!(
            "SELECT facts FROM journal WHERE institution_id = $1 AND kind = 'institution.changed' ORDER BY n"
        )
        .all::<Row>(&mut tx)
        .await
        .unwrap()
        .into_iter()
        .map(|row| {
            let facts: serde_json::Value = serde_json::from_str(&row.facts).unwrap();
            facts["what"].as_str().unwrap().to_owned()
        })
        .collect()
    }

    /// One number from the database.
    async fn number(&self, statement: solits_db::Statement) -> i64 {
        let mut tx = self.database.db.read(self.fixture.scope()).await.unwrap();
        statement.scalar::<i64>(&mut tx).await.unwrap().unwrap_or_default()
    }

    /// Somebody who works for the other institution.
    async fn other_employee(&self) -> solits_kernel::EmployeeId {
        let scope = solits_kernel::Scope::of_job(solits_kernel::InstitutionId(2));
        let mut tx = self.database.db.read(scope).await.unwrap();
        let first = sql!("SELECT id AS value FROM employees WHERE institution_id = $1");
        first.scalar(&mut tx).await.unwrap().unwrap()
    }

    /// A service made for the test.
    async fn service(&self, code: &str) -> solits_kernel::ServiceId {
        let service = solits_organisation::NewService {
            code: code.to_owned(),
            line: Some(self.fixture.lines[0]),
            name: solits_kernel::Text::new("Izziņa", "Statement"),
            card: solits_organisation::ServiceCard {
                legal_basis: vec!["Saistošie noteikumi".to_owned()],
                ..Default::default()
            },
            deadline: None,
            price_cents: None,
            identity_check: solits_organisation::IdentityCheck::Ask,
            usual_minutes: 10,
            owner: None,
        };
        let actor = solits_journal::Actor { by: solits_journal::By::Client, at: now() };
        let mut tx = self.database.db.write(self.fixture.scope()).await.unwrap();
        let id = solits_organisation::create_service(&mut tx, &self.app, &actor, &service).await.unwrap();
        tx.commit().await.unwrap();
        id
    }
}

fn encoded(text: &str) -> String {
    text.bytes().flat_map(|byte| ['%', digit(byte >> 4), digit(byte & 15)]).collect()
}

fn digit(value: u8) -> char {
    char::from_digit(value.into(), 16).unwrap()
}

/// An answer of the program.
struct Answer {
    status: StatusCode,
    body: String,
    location: String,
}

impl Answer {
    /// Requires the form to be taken.
    fn taken(self) -> String {
        assert_eq!(self.status, StatusCode::SEE_OTHER, "{}", self.body);
        self.location
    }
    /// Requires the form to come back with something to put right.
    fn refused(self) -> String {
        assert_eq!(self.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", self.body);
        self.body
    }
}
