//! Ways in on both engines: passkeys and forgotten passwords, and everything that must not open a door (security §3).
#![expect(clippy::unwrap_used, reason = "a test whose setting cannot be made fails")]

mod authenticator;
mod front;
mod held;
mod limits;
mod passkeys;
mod purpose;
mod record;
mod reset;
mod strength;
mod terms;

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderMap, Request, StatusCode, header},
};
use solits_db::{Db, sql};
use solits_kernel::{Clock, EmployeeId, Random, Timestamp};
use solits_testkit::{Fixture, TestDb};
use solits_web::{App, AppConfig, hash_secret};
use tower::ServiceExt as _;
use uuid::Uuid;

/// Where the institution's people sign in.
pub(crate) const ORIGIN: &str = "https://rinda.example";

/// An institution with two administrators and somebody who serves; all three have a password nobody types here.
pub(crate) struct World {
    pub(crate) db: Db,
    pub(crate) app: App,
    pub(crate) fixture: Fixture,
    _database: TestDb,
}

/// What came back.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

impl Answer {
    pub(crate) fn to(&self) -> &str {
        self.headers.get(header::LOCATION).map(|value| value.to_str().unwrap()).unwrap_or_default()
    }
    /// The cookie that was set, as a browser sends it back.
    pub(crate) fn cookie(&self) -> String {
        let set = self.headers.get(header::SET_COOKIE).unwrap().to_str().unwrap();
        set.split(';').next().unwrap().to_owned()
    }
    pub(crate) fn hidden(&self, name: &str) -> String {
        let (_, rest) = self.body.split_once(&format!("name=\"{name}\" value=\"")).unwrap();
        rest.split('"').next().unwrap().to_owned()
    }
}

impl World {
    pub(crate) async fn new(database: TestDb) -> Self {
        Self::at(database, ORIGIN).await
    }

    /// The same under another address.
    pub(crate) async fn at(database: TestDb, public_url: &str) -> Self {
        let db = database.db.clone();
        let fixture = Fixture::new(&db, 3).await;
        let now = Timestamp::parse("2026-11-16T08:00:00.000Z").unwrap();
        let config = AppConfig { public_url: public_url.to_owned(), ..AppConfig::default() };
        let app = App::new(db.clone(), Clock::standing(now), Random::seeded(1), config);
        let world = Self { db, app, fixture, _database: database };
        for (number, role) in ["administrator", "administrator", "service_specialist"].into_iter().enumerate()
        {
            world.employ(number, role).await;
        }
        world
    }

    pub(crate) async fn employ(&self, number: usize, role: &str) {
        let id = self.person(number);
        let mut tx = self.db.write(self.fixture.scope()).await.unwrap();
        sql!("UPDATE employees SET email = $3, password_hash = 'kept', totp_secret = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP' WHERE institution_id = $1 AND id = $2")
            .bind(id)
            .bind(format!("person{number}@ezermala.example"))
            .run(&mut tx)
            .await
            .unwrap();
        sql!("DELETE FROM employee_roles WHERE institution_id = $1 AND employee_id = $2")
            .bind(id)
            .run(&mut tx)
            .await
            .unwrap();
        sql!("INSERT INTO employee_roles (institution_id, employee_id, role) VALUES ($1, $2, $3)")
            .bind(id)
            .bind(role)
            .run(&mut tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        self.session(number, "passkey").await;
    }

    /// Signs somebody in whose cookie is `s=person{number}` and whose forms carry `csrf{number}`.
    pub(crate) async fn session(&self, number: usize, strength: &str) {
        let mut tx = self.db.write(self.fixture.scope()).await.unwrap();
        let hash = hash_secret(&format!("person{number}"));
        sql!("DELETE FROM sessions WHERE institution_id = $1 AND token_hash = $2")
            .bind(hash.clone())
            .run(&mut tx)
            .await
            .unwrap();
        sql!(
            "INSERT INTO sessions (institution_id, id, token_hash, employee_id, csrf, strength, created_at, seen_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $7)"
        )
        .bind(Uuid::from_u128(900 + u128::try_from(number).unwrap()))
        .bind(hash)
        .bind(self.person(number))
        .bind(format!("csrf{number}"))
        .bind(strength)
        .bind(self.app.clock.now())
        .run(&mut tx)
        .await
        .unwrap();
        tx.commit().await.unwrap();
    }

    pub(crate) fn person(&self, number: usize) -> EmployeeId {
        self.fixture.employees[number]
    }

    fn router(&self) -> Router {
        solits_access::routes().merge(held::routes()).into_router(&self.app)
    }

    /// Sends a form as somebody signed in.
    pub(crate) async fn post_as(&self, number: usize, path: &str, fields: &[(&str, &str)]) -> Answer {
        let csrf = format!("csrf{number}");
        let mut fields = fields.to_vec();
        fields.push(("csrf", &csrf));
        self.send("POST", path, &format!("s=person{number}"), &fields).await
    }

    pub(crate) async fn get_as(&self, number: usize, path: &str) -> Answer {
        self.send("GET", path, &format!("s=person{number}"), &[]).await
    }

    /// Sends a form as anybody, with the token such a form carries.
    pub(crate) async fn post(&self, path: &str, cookie: &str, fields: &[(&str, &str)]) -> Answer {
        let csrf = self.send("GET", "/sign-in", "", &[]).await.hidden("csrf");
        let mut fields = fields.to_vec();
        fields.push(("csrf", &csrf));
        self.send("POST", path, cookie, &fields).await
    }

    pub(crate) async fn send(
        &self,
        method: &str,
        path: &str,
        cookie: &str,
        fields: &[(&str, &str)],
    ) -> Answer {
        let escaped = |text: &str| {
            use std::fmt::Write as _;
            text.bytes().fold(String::new(), |mut all, byte| {
                write!(all, "%{byte:02X}").unwrap();
                all
            })
        };
        let body: Vec<String> =
            fields.iter().map(|(name, value)| format!("{}={}", escaped(name), escaped(value))).collect();
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header("sec-fetch-site", "same-origin")
            .header(header::COOKIE, cookie)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(body.join("&")))
            .unwrap();
        let answer = self.router().oneshot(request).await.unwrap();
        let (parts, body) = answer.into_parts();
        let body = to_bytes(body, 1 << 20).await.unwrap();
        Answer {
            status: parts.status,
            headers: parts.headers,
            body: String::from_utf8_lossy(&body).into_owned(),
        }
    }

    pub(crate) async fn count_sessions(&self, number: usize) -> i64 {
        let mut tx = self.db.read(self.fixture.scope()).await.unwrap();
        sql!("SELECT COUNT(*) AS value FROM sessions WHERE institution_id = $1 AND employee_id = $2")
            .bind(self.person(number))
            .scalar(&mut tx)
            .await
            .unwrap()
            .unwrap()
    }
}
