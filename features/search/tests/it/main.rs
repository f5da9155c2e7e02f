//! The search on both engines: what is found by what, in which order, by whom, and how the index keeps up.
#![expect(clippy::unwrap_used, reason = "a test whose setting cannot be made fails")]

mod endings;
mod index;
mod oldest;
mod pages;
mod plans;
mod rooms;
mod sight;
mod taking_part;

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderMap, Request, StatusCode, header},
};
use solits_cases::{Audience, Kind, NewNote, NextStepBy, Open};
use solits_db::{Db, sql};
use solits_journal::{Actor, By, Entry, Heart};
use solits_kernel::{CaseId, Clock, EmployeeId, Random, Scope, Timestamp};
use solits_search::{Followed, Question, Typing};
use solits_standard::{event::EventKind, model::ChannelKind};
use solits_testkit::{Fixture, TestDb};
use solits_web::{App, AppConfig, hash_secret};
use tower::ServiceExt as _;
use uuid::Uuid;

/// Ten in the morning of Monday, 16 November 2026.
fn monday() -> Timestamp {
    Timestamp::parse("2026-11-16T08:00:00.000Z").unwrap()
}

/// Roles of the employees, by their place; each is signed in with a cookie of that name.
const ROLES: [&str; 4] =
    ["service_specialist", "service_specialist", "service_quality_manager", "administrator"];
/// Cookies of the first and second specialist, the keeper of the registers, and the administrator.
const ANNA: &str = "s=0";
const BRUNO: &str = "s=1";
const KEEPER: &str = "s=2";
const ADMINISTRATOR: &str = "s=3";

/// An institution with employees of several roles.
struct World {
    db: Db,
    app: App,
    fixture: Fixture,
    _database: TestDb,
}

impl World {
    async fn new(database: TestDb) -> Self {
        let db = database.db.clone();
        let fixture = Fixture::new(&db, 4).await;
        let mut tx = db.write(fixture.scope()).await.unwrap();
        for (place, role) in ROLES.iter().enumerate() {
            let employee = fixture.employees[place];
            sql!("DELETE FROM employee_roles WHERE institution_id = $1 AND employee_id = $2")
                .bind(employee)
                .run(&mut tx)
                .await
                .unwrap();
            sql!("INSERT INTO employee_roles (institution_id, employee_id, role) VALUES ($1, $2, $3)")
                .bind(employee)
                .bind(*role)
                .run(&mut tx)
                .await
                .unwrap();
            sql!(
                "INSERT INTO sessions (institution_id, id, token_hash, employee_id, csrf, strength, created_at, seen_at)
                 VALUES ($1, $2, $3, $4, 'csrf', 'passkey', $5, $5)"
            )
            .bind(employee.uuid())
            .bind(hash_secret(&place.to_string()))
            .bind(employee)
            .bind(monday())
            .run(&mut tx)
            .await
            .unwrap();
        }
        for (number, scopes) in [(1_u128, "cases.read"), (2, "cases.read feedback.read")] {
            sql!("INSERT INTO tokens (institution_id, id, name, token_hash, scopes, created_at) VALUES ($1, $2, 'cita', $3, $4, 0)")
                .bind(Uuid::from_u128(number))
                .bind(hash_secret(&format!("token-{number}")))
                .bind(scopes)
                .run(&mut tx)
                .await
                .unwrap();
        }
        Heart::changed(&mut tx);
        tx.commit().await.unwrap();
        let app = App::new(db.clone(), Clock::standing(monday()), Random::seeded(1), AppConfig::default());
        Self { db, app, fixture, _database: database }
    }

    fn by(&self, place: usize) -> Actor {
        Actor { by: By::Employee(self.fixture.employees[place]), at: self.app.clock.now() }
    }

    fn an_open(&self) -> Open {
        Open {
            kind: Kind::Order,
            subject: "Dzīvesvietas deklarēšana".to_owned(),
            service: None,
            branch: self.fixture.branch,
            owner: self.fixture.employees[0],
            ticket: None,
            client_name: "Jānis Kalns".to_owned(),
            client_contact: "+371 26 123 456".to_owned(),
            channel: ChannelKind::Visit,
            key: String::new(),
        }
    }

    async fn open_as(&self, open: Open) -> CaseId {
        let mut tx = self.db.write(self.fixture.scope()).await.unwrap();
        let opened = solits_cases::open(&mut tx, &self.app, &self.by(0), open).await.unwrap();
        tx.commit().await.unwrap();
        opened.case
    }

    async fn open(&self, subject: &str) -> CaseId {
        self.open_as(Open { subject: subject.to_owned(), ..self.an_open() }).await
    }

    async fn note(&self, case: CaseId, text: &str) {
        let mut tx = self.db.write(self.fixture.scope()).await.unwrap();
        let version = solits_cases::find(&mut tx, case).await.unwrap().unwrap().version;
        let note = NewNote {
            text: text.to_owned(),
            audience: Audience::Internal,
            next_step_by: NextStepBy::Us,
            next_step: None,
        };
        solits_cases::note(&mut tx, &self.app, &self.by(0), case, version, note).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// A message that came, as it is stored.
    async fn receive(&self, case: CaseId, number: u128, text: &str) {
        let mut tx = self.db.write(self.fixture.scope()).await.unwrap();
        sql!(
            "INSERT INTO messages (institution_id, id, case_id, direction, way, at, author_name, author_address, recipient, subject,
                    text, is_automatic, attention)
             VALUES ($1, $2, $3, 'in', 'email', $4, '', 'kads@example.lv', '', 'Jautājums', $5, 0, '')"
        )
        .bind(Uuid::from_u128(number))
        .bind(case)
        .bind(self.app.clock.now())
        .bind(text)
        .run(&mut tx)
        .await
        .unwrap();
        let entry = Entry::new(EventKind::MessageReceived, case, Some(self.fixture.branch));
        solits_journal::record(&mut tx, &self.app.heart, &self.by(0), entry).await.unwrap();
        tx.commit().await.unwrap();
    }

    async fn seal(&self) {
        let scope = self.fixture.scope();
        let mut tx = self.db.write(scope.clone()).await.unwrap();
        let upto = solits_journal::complete_up_to(&mut tx).await.unwrap();
        drop(tx);
        let mut tx = self.db.write(scope).await.unwrap();
        while solits_journal::seal(&mut tx, upto, self.app.clock.now()).await.unwrap() > 0 {}
        tx.commit().await.unwrap();
    }

    /// What the background does every second.
    async fn follow(&self) {
        self.seal().await;
        while solits_search::follow(&self.app, self.fixture.institution).await.unwrap() == Followed::More {}
    }

    /// The subjects of what the program itself finds, the best first.
    async fn found(&self, query: &str, typing: Typing) -> Vec<String> {
        self.found_by(self.fixture.scope(), query, typing).await
    }

    async fn found_by(&self, scope: Scope, query: &str, typing: Typing) -> Vec<String> {
        let Some(question) = Question::read(query, typing) else { return Vec::new() };
        let mut tx = self.db.read(scope).await.unwrap();
        let found = solits_search::find(&mut tx, &question, 0, 100).await.unwrap();
        assert_eq!(found.count, found.hits.len());
        found.hits.into_iter().map(|hit| hit.subject).collect()
    }

    /// Words of the index, for what must not be left in it.
    async fn count_words(&self, word: &str) -> i64 {
        let mut tx = self.db.read(self.fixture.scope()).await.unwrap();
        let count =
            sql!("SELECT COUNT(*) AS value FROM search_words WHERE institution_id = $1 AND word = $2")
                .bind(word)
                .scalar(&mut tx)
                .await
                .unwrap();
        count.unwrap_or_default()
    }

    fn employee(&self, place: usize) -> EmployeeId {
        self.fixture.employees[place]
    }

    fn router(&self) -> Router {
        solits_search::routes().into_router(&self.app)
    }

    async fn get(&self, path: &str, cookie: &str) -> Answer {
        let request = Request::builder().uri(path).header(header::COOKIE, cookie).body(Body::empty());
        self.answer(request.unwrap()).await
    }

    async fn api(&self, path: &str, token: &str) -> Answer {
        let request = Request::builder()
            .uri(path)
            .header(header::AUTHORIZATION, format!("Bearer {token}"))
            .body(Body::empty());
        self.answer(request.unwrap()).await
    }

    async fn answer(&self, request: Request<Body>) -> Answer {
        let response = self.router().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, 10 * 1024 * 1024).await.unwrap();
        let answer = Answer {
            status: parts.status,
            headers: parts.headers,
            body: String::from_utf8(bytes.to_vec()).unwrap(),
        };
        assert!(!answer.body.contains(solits_testkit::CANARY), "another institution's word is in the answer");
        assert!(!answer.body.contains('⟦'), "a text is missing: {}", answer.body);
        answer
    }
}

/// An answer of the program.
struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: String,
}

impl Answer {
    #[track_caller]
    fn expect(self, status: StatusCode) -> Self {
        assert_eq!(self.status, status, "{}", self.body);
        self
    }
    #[track_caller]
    fn shows(&self, text: &str) {
        assert!(self.body.contains(text), "`{text}` is not in the answer: {}", self.body);
    }
    #[track_caller]
    fn hides(&self, text: &str) {
        assert!(!self.body.contains(text), "`{text}` is in the answer: {}", self.body);
    }
}

/// A value as an address holds it.
fn percent(text: &str) -> String {
    text.bytes().fold(String::new(), |mut text, byte| {
        use std::fmt::Write as _;
        let _ = write!(text, "%{byte:02X}");
        text
    })
}

fn search(query: &str) -> String {
    format!("/search?q={}", percent(query))
}
