//! An institution with employees of several roles, another beside it, and the way to both.

use std::sync::Arc;

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderMap, Request, StatusCode, header},
};
use solits_cases::{Kind, Open};
use solits_db::{Db, sql};
use solits_integration::{Delivered, Followed, Keys, Net, Outlet};
use solits_journal::{Actor, By, Heart};
use solits_kernel::{CaseId, Clock, EmployeeId, InstitutionId, Random, Scope, Timestamp};
use solits_post::Reach;
use solits_standard::model::ChannelKind;
use solits_testkit::{Fixture, TestDb};
use solits_web::{App, AppConfig, hash_secret};
use tower::ServiceExt as _;
use uuid::Uuid;

/// Ten in the morning of Monday, 16 November 2026.
pub(crate) fn monday() -> Timestamp {
    Timestamp::parse("2026-11-16T08:00:00.000Z").unwrap()
}

/// Roles of the employees, by their place; each is signed in with a cookie of that name.
const ROLES: [&str; 4] =
    ["service_specialist", "service_specialist", "service_quality_manager", "administrator"];
pub(crate) const ANNA: &str = "s=0";
pub(crate) const BRUNO: &str = "s=1";
pub(crate) const KEEPER: &str = "s=2";
pub(crate) const ADMINISTRATOR: &str = "s=3";
/// The administrator of the other institution.
pub(crate) const STRANGER: &str = "s=stranger";

pub(crate) struct World {
    pub(crate) db: Db,
    pub(crate) app: App,
    pub(crate) fixture: Fixture,
    pub(crate) outlet: Arc<Outlet>,
    pub(crate) engine: &'static str,
    _database: TestDb,
}

/// A way out on which this machine is listed.
pub(crate) fn outlet(reach: Reach) -> Arc<Outlet> {
    let keys = Keys::read(&"5a".repeat(32)).unwrap();
    Arc::new(Outlet { keys, net: Some(Net::new(reach, "")) })
}

pub(crate) fn listed() -> Reach {
    Reach::listed(["127.0.0.1"]).unwrap()
}

async fn session(tx: &mut solits_db::Tx, cookie: &str, employee: Uuid, role: &str) {
    sql!("DELETE FROM employee_roles WHERE institution_id = $1 AND employee_id = $2")
        .bind(employee)
        .run(tx)
        .await
        .unwrap();
    sql!("INSERT INTO employee_roles (institution_id, employee_id, role) VALUES ($1, $2, $3)")
        .bind(employee)
        .bind(role)
        .run(tx)
        .await
        .unwrap();
    sql!(
        "INSERT INTO sessions (institution_id, id, token_hash, employee_id, csrf, strength, created_at, seen_at)
         VALUES ($1, $2, $3, $2, 'csrf', 'passkey', $4, $4)"
    )
    .bind(employee)
    .bind(hash_secret(cookie.trim_start_matches("s=")))
    .bind(monday())
    .run(tx)
    .await
    .unwrap();
}

async fn token(tx: &mut solits_db::Tx, secret: &str, number: u128, scopes: &str) {
    sql!("INSERT INTO tokens (institution_id, id, name, token_hash, scopes, created_at) VALUES ($1, $2, 'cita', $3, $4, 0)")
        .bind(Uuid::from_u128(number))
        .bind(hash_secret(secret))
        .bind(scopes)
        .run(tx)
        .await
        .unwrap();
}

impl World {
    pub(crate) async fn new(database: TestDb) -> Self {
        let (db, engine) = (database.db.clone(), database.engine);
        let fixture = Fixture::new(&db, 4).await;
        let mut tx = db.write(fixture.scope()).await.unwrap();
        for (place, role) in ROLES.iter().enumerate() {
            session(&mut tx, &place.to_string(), fixture.employees[place].uuid(), role).await;
        }
        token(&mut tx, "manage", 1, "webhooks.manage").await;
        token(&mut tx, "feedback", 2, "webhooks.manage feedback.read").await;
        token(&mut tx, "cases", 3, "cases.read").await;
        token(&mut tx, "files", 5, "exports.read").await;
        token(&mut tx, "registers", 6, "exports.read feedback.read").await;
        token(&mut tx, "person", 7, "person.read").await;
        token(&mut tx, "person-all", 8, "person.read feedback.read").await;
        Heart::changed(&mut tx);
        tx.commit().await.unwrap();
        let other = InstitutionId(2);
        let mut tx = db.write(Scope::of_job(other)).await.unwrap();
        let (_, low) = fixture.employees[0].uuid().as_u64_pair();
        let stranger = Uuid::from_u64_pair(2 << 32 | 3, low);
        session(&mut tx, STRANGER, stranger, "administrator").await;
        token(&mut tx, "other", 4, "webhooks.manage feedback.read").await;
        tx.commit().await.unwrap();
        let app = App::new(db.clone(), Clock::standing(monday()), Random::seeded(1), AppConfig::default());
        Self { db, app, fixture, outlet: outlet(listed()), engine, _database: database }
    }

    pub(crate) fn employee(&self, place: usize) -> EmployeeId {
        self.fixture.employees[place]
    }

    pub(crate) fn by(&self, place: usize) -> Actor {
        Actor { by: By::Employee(self.employee(place)), at: self.app.clock.now() }
    }

    pub(crate) fn later(&self, minutes: i64) {
        self.app.clock.set(self.app.clock.now().plus_minutes(minutes));
    }

    pub(crate) fn an_open(&self) -> Open {
        Open {
            kind: Kind::Order,
            subject: "Dzīvesvietas deklarēšana".to_owned(),
            service: None,
            branch: self.fixture.branch,
            owner: self.employee(0),
            ticket: None,
            client_name: "Jānis Kalns".to_owned(),
            client_contact: "+371 26 123 456".to_owned(),
            channel: ChannelKind::Visit,
            key: String::new(),
        }
    }

    pub(crate) async fn open_as(&self, open: Open) -> CaseId {
        let mut tx = self.db.write(self.fixture.scope()).await.unwrap();
        let opened = solits_cases::open(&mut tx, &self.app, &self.by(0), open).await.unwrap();
        tx.commit().await.unwrap();
        opened.case
    }

    pub(crate) async fn open(&self, subject: &str) -> CaseId {
        self.open_as(Open { subject: subject.to_owned(), ..self.an_open() }).await
    }

    /// What the background does every second: seals, and writes the calls.
    pub(crate) async fn follow(&self) {
        let scope = self.fixture.scope();
        let mut tx = self.db.write(scope.clone()).await.unwrap();
        let upto = solits_journal::complete_up_to(&mut tx).await.unwrap();
        drop(tx);
        let mut tx = self.db.write(scope).await.unwrap();
        while solits_journal::seal(&mut tx, upto, self.app.clock.now()).await.unwrap() > 0 {}
        tx.commit().await.unwrap();
        while solits_integration::follow(&self.app, self.fixture.institution).await.unwrap() == Followed::More
        {
        }
    }

    /// Hands one call over.
    pub(crate) async fn deliver(&self) -> Delivered {
        solits_integration::deliver_next(&self.app, self.fixture.institution, &self.outlet).await.unwrap()
    }

    /// Hands over what is due, until nothing is or something fails.
    pub(crate) async fn deliver_all(&self) -> Delivered {
        loop {
            match self.deliver().await {
                Delivered::Done => {}
                other => return other,
            }
        }
    }

    /// A webhook of an address, made on its page by the administrator; its address and its secret.
    pub(crate) async fn webhook(
        &self,
        address: &str,
        kinds: &[&str],
        with_feedback: bool,
    ) -> (String, String) {
        let mut fields = vec![("name", "Rindas panelis"), ("address", address)];
        fields.extend(kinds.iter().map(|kind| ("kind", *kind)));
        if with_feedback {
            fields.push(("with_feedback", "1"));
        }
        let made = self.post("/setup/webhooks", ADMINISTRATOR, &fields).await.expect(StatusCode::OK);
        let secret = made.between("<code>whsec_", "</code>");
        let list = made.body.split("href=\"/setup/webhooks/").last().unwrap();
        let id = list.split('"').next().unwrap().to_owned();
        (format!("/setup/webhooks/{id}"), format!("whsec_{secret}"))
    }

    pub(crate) async fn count(&self, sql: solits_db::Sql) -> i64 {
        let mut tx = self.db.read(self.fixture.scope()).await.unwrap();
        sql.statement().scalar(&mut tx).await.unwrap().unwrap_or_default()
    }

    fn router(&self) -> Router {
        solits_integration::routes(Some(&self.outlet)).into_router(&self.app)
    }

    /// Sessions end after a while; whoever comes back days later has signed in again.
    async fn signed_in_again(&self) {
        for scope in [self.fixture.scope(), Scope::of_job(InstitutionId(2))] {
            let mut tx = self.db.write(scope).await.unwrap();
            sql!("UPDATE sessions SET created_at = $2, seen_at = $2 WHERE institution_id = $1")
                .bind(self.app.clock.now())
                .run(&mut tx)
                .await
                .unwrap();
            tx.commit().await.unwrap();
        }
    }

    pub(crate) async fn get(&self, path: &str, cookie: &str) -> Answer {
        self.signed_in_again().await;
        let request = Request::builder().uri(path).header(header::COOKIE, cookie).body(Body::empty());
        self.answer(request.unwrap()).await
    }

    pub(crate) async fn get_with(&self, path: &str, name: &str, value: &str) -> Answer {
        let request = Request::builder().uri(path).header(name, value).body(Body::empty());
        self.answer(request.unwrap()).await
    }

    pub(crate) async fn post(&self, path: &str, cookie: &str, fields: &[(&str, &str)]) -> Answer {
        self.signed_in_again().await;
        let mut body = "csrf=csrf".to_owned();
        for (name, value) in fields {
            body.push('&');
            body.push_str(name);
            body.push('=');
            body.push_str(&percent(value));
        }
        let request = Request::builder()
            .method("POST")
            .uri(path)
            .header(header::COOKIE, cookie)
            .header("sec-fetch-site", "same-origin")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(body));
        self.answer(request.unwrap()).await
    }

    pub(crate) async fn api(&self, method: &str, path: &str, token: &str, body: Option<&str>) -> Answer {
        self.api_with_key(method, path, token, body, "").await
    }

    pub(crate) async fn api_with_key(
        &self,
        method: &str,
        path: &str,
        token: &str,
        body: Option<&str>,
        key: &str,
    ) -> Answer {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::AUTHORIZATION, format!("Bearer {token}"))
            .header(header::CONTENT_TYPE, "application/json");
        if !key.is_empty() {
            request = request.header("idempotency-key", key);
        }
        let body = body.map_or_else(Body::empty, |body| Body::from(body.to_owned()));
        self.answer(request.body(body).unwrap()).await
    }

    async fn answer(&self, request: Request<Body>) -> Answer {
        let response = self.router().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, 100 * 1024 * 1024).await.unwrap().to_vec();
        let body = String::from_utf8_lossy(&bytes).into_owned();
        assert!(!body.contains('⟦'), "a text is missing: {body}");
        Answer { status: parts.status, headers: parts.headers, body, bytes }
    }
}

/// An answer of the program.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
    pub(crate) bytes: Vec<u8>,
}

impl Answer {
    #[track_caller]
    pub(crate) fn expect(self, status: StatusCode) -> Self {
        assert_eq!(self.status, status, "{}", self.body);
        self
    }
    #[track_caller]
    pub(crate) fn shows(&self, text: &str) {
        assert!(self.body.contains(text), "`{text}` is not in the answer: {}", self.body);
    }
    #[track_caller]
    pub(crate) fn hides(&self, text: &str) {
        assert!(!self.body.contains(text), "`{text}` is in the answer: {}", self.body);
    }
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }
    #[track_caller]
    pub(crate) fn between(&self, begin: &str, end: &str) -> String {
        let rest = self.body.split(begin).nth(1).unwrap_or_else(|| panic!("no {begin} in {}", self.body));
        rest.split(end).next().unwrap().to_owned()
    }
    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|_| panic!("{}", self.body))
    }
}

fn percent(text: &str) -> String {
    text.bytes().fold(String::new(), |mut text, byte| {
        use std::fmt::Write as _;
        let _ = write!(text, "%{byte:02X}");
        text
    })
}
