//! Promised and kept on both engines: the same number from the page of all promises down to the entries, and what the
//! public does not see.
#![expect(clippy::unwrap_used, reason = "a test whose setting cannot be made fails")]

mod api;
mod hidden;
mod matters;
mod pages;
mod parts;
mod public;
mod reports;

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Request, StatusCode, header},
};
use solits_db::sql;
use solits_journal::{Actor, By, Entry, Heart, record};
use solits_kernel::{Clock, EmployeeId, Random, Timestamp};
use solits_standard::event::EventKind;
use solits_testkit::{Fixture, TestDb};
use solits_web::{App, AppConfig, hash_secret};
use tower::ServiceExt as _;
use uuid::Uuid;

/// Noon of Saturday, 21 November 2026.
fn now() -> Timestamp {
    Timestamp::parse("2026-11-21T10:00:00.000Z").unwrap()
}

/// The name of the clerk, whom no public page may name.
const CLERK: &str = "Anna Bērziņa";

/// What becomes of a client in these tests.
#[derive(Clone, Copy)]
enum Fate {
    /// Called after so many minutes; the standard promises fifteen.
    CalledAfter(i64),
    /// Left after five minutes.
    Left,
    /// Still waiting.
    Waiting,
}

/// An institution with a promise, a clerk who is signed in, and another program.
struct World {
    app: App,
    fixture: Fixture,
    database: TestDb,
}

impl World {
    async fn new(database: TestDb) -> Self {
        Self::of(database, 2).await
    }

    /// With so many clerks, the first of whom is signed in.
    async fn of(database: TestDb, clerks: u64) -> Self {
        let db = database.db.clone();
        let fixture = Fixture::new(&db, clerks).await;
        let mut tx = db.write(fixture.scope()).await.unwrap();
        sql!("UPDATE employees SET name = $3 WHERE institution_id = $1 AND id = $2")
            .bind(fixture.employees[0])
            .bind(CLERK)
            .run(&mut tx)
            .await
            .unwrap();
        sql!(
            "INSERT INTO sessions (institution_id, id, token_hash, employee_id, csrf, strength, created_at, seen_at)
             VALUES ($1, $2, $3, $4, 'csrf-of-anna', 'passkey', $5, $5)"
        )
        .bind(Uuid::from_u128(99))
        .bind(hash_secret("anna"))
        .bind(fixture.employees[0])
        .bind(now())
        .run(&mut tx)
        .await
        .unwrap();
        for (number, name, scopes) in [(98, "reports", "measures.read"), (97, "portal", "cases.read")] {
            sql!(
                "INSERT INTO tokens (institution_id, id, name, token_hash, scopes, created_at)
                 VALUES ($1, $2, $3, $4, $5, 0)"
            )
            .bind(Uuid::from_u128(number))
            .bind(name)
            .bind(hash_secret(name))
            .bind(scopes)
            .run(&mut tx)
            .await
            .unwrap();
        }
        Heart::changed(&mut tx);
        tx.commit().await.unwrap();
        let app = App::new(db, Clock::standing(now()), Random::seeded(1), AppConfig::default());
        Self { app, fixture, database }
    }

    /// Clients who took a ticket at an instant, all with the same fate, called by one employee.
    async fn clients(&self, count: usize, at: Timestamp, by: EmployeeId, fate: Fate) {
        let mut tx = self.database.db.write(self.fixture.scope()).await.unwrap();
        for _ in 0..count {
            let ticket: solits_kernel::TicketId = self.app.random.id(at);
            let taken = Entry::new(EventKind::TicketTaken, ticket, Some(self.fixture.branch))
                .with("number", "A 001")
                .with("line", self.fixture.lines[0]);
            self.enter(&mut tx, Actor { by: By::Client, at }, taken).await;
            let (kind, later, by) = match fate {
                Fate::Waiting => continue,
                Fate::CalledAfter(minutes) => (EventKind::TicketCalled, minutes, By::Employee(by)),
                Fate::Left => (EventKind::TicketLeft, 5, By::Client),
            };
            let entry = Entry::new(kind, ticket, Some(self.fixture.branch));
            self.enter(&mut tx, Actor { by, at: at.plus_minutes(later) }, entry).await;
        }
        tx.commit().await.unwrap();
    }

    async fn enter(&self, tx: &mut solits_db::Tx, actor: Actor, entry: Entry) {
        record(tx, &self.app.heart, &actor, entry).await.unwrap();
    }

    async fn staff(&self, path: &str) -> Answer {
        self.get(path, &[("cookie", "s=anna")]).await
    }

    /// A page as somebody else of the staff sees it.
    async fn as_seen_by(&self, who: &str, path: &str) -> Answer {
        self.get(path, &[("cookie", &format!("s={who}"))]).await
    }

    async fn client(&self, path: &str) -> Answer {
        self.get(path, &[]).await
    }

    async fn program(&self, token: &str, path: &str) -> Answer {
        self.get(path, &[("authorization", &format!("Bearer {token}"))]).await
    }

    async fn get(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        let mut request = Request::builder().uri(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.answer(request.body(Body::empty()).unwrap()).await
    }

    /// Sends a form as the clerk.
    async fn send(&self, path: &str, form: &str) -> Answer {
        let request = Request::builder()
            .method("POST")
            .uri(path)
            .header(header::COOKIE, "s=anna")
            .header("sec-fetch-site", "same-origin")
            .body(Body::from(form.to_owned()));
        self.answer(request.unwrap()).await
    }

    async fn answer(&self, request: Request<Body>) -> Answer {
        let router: Router = solits_promises::routes().into_router(&self.app);
        let response = router.oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, 10 * 1024 * 1024).await.unwrap();
        let body = String::from_utf8(bytes.to_vec()).unwrap();
        assert!(!body.contains(solits_testkit::CANARY), "another institution's word is in the answer");
        assert!(!body.contains('⟦'), "a text is missing: {body}");
        let location = parts.headers.get(header::LOCATION).map(|value| value.to_str().unwrap().to_owned());
        Answer { status: parts.status, body, location }
    }
}

/// An answer of the program.
struct Answer {
    status: StatusCode,
    body: String,
    location: Option<String>,
}

impl Answer {
    /// Requires it to be a page.
    fn page(self) -> String {
        assert_eq!(self.status, StatusCode::OK, "{}", self.body);
        self.body
    }
    /// Requires it to be JSON.
    fn json(self) -> serde_json::Value {
        assert_eq!(self.status, StatusCode::OK, "{}", self.body);
        serde_json::from_str(&self.body).unwrap()
    }
}

/// The addresses of links that begin so, as a browser reads them.
fn links(page: &str, beginning: &str) -> Vec<String> {
    page.split("href=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .filter(|href| href.starts_with(beginning))
        .map(|href| href.replace("&#38;", "&").replace("&amp;", "&"))
        .collect()
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
