//! The hall as its visitors meet it: through the router, on both engines.
#![expect(clippy::unwrap_used, reason = "a helper that cannot go on fails the test that called it")]

mod board;
mod changes;
mod display;
mod kiosk;
mod party;
mod phone;
mod place;
mod stand;

use axum::{
    Router,
    body::Body,
    http::{Request, Response, StatusCode, header},
};
use solits_db::sql;
use solits_journal::{Actor, By};
use solits_kernel::{Clock, DeviceId, Random, Timestamp};
use solits_testkit::{CANARY, Fixture, TestDb};
use solits_web::{App, AppConfig, hash_secret};
use tower::ServiceExt as _;
use uuid::Uuid;

/// Ten in the morning of a working day.
fn ten_o_clock() -> Timestamp {
    Timestamp::parse("2026-11-16T08:00:00.000Z").unwrap()
}

/// A hall with its router, and a kiosk and a display paired with it.
struct TestHall {
    app: App,
    clock: Clock,
    router: Router,
    fixture: Fixture,
}

/// An answer as far as a test looks at it.
struct Answer {
    status: StatusCode,
    location: String,
    cookie: String,
    body: String,
}

impl TestHall {
    async fn new(test: &TestDb, counters: u64) -> Self {
        let fixture = Fixture::new(&test.db, counters).await;
        let clock = Clock::standing(ten_o_clock());
        let config = AppConfig { public_url: "https://rinda.example".to_owned(), ..AppConfig::default() };
        let app = App::new(test.db.clone(), clock.clone(), Random::seeded(7), config);
        let mut tx = test.db.write(fixture.scope()).await.unwrap();
        for (number, kind) in [(1, "kiosk"), (2, "display")] {
            sql!(
                "INSERT INTO devices (institution_id, id, branch_id, kind, name, token_hash, token_at, created_at)
                 VALUES ($1, $2, $3, $4, $4, $5, $6, $6)"
            )
            .bind(DeviceId::new(Uuid::from_u128(number)))
            .bind(fixture.branch)
            .bind(kind)
            .bind(hash_secret(kind))
            .bind(ten_o_clock())
            .run(&mut tx)
            .await
            .unwrap();
        }
        tx.commit().await.unwrap();
        let router = solits_hall::routes().into_router(&app);
        Self { app, clock, router, fixture }
    }

    /// Asks as a device: `kiosk` and `display` are the secrets of the two.
    async fn get(&self, device: &str, path: &str) -> Answer {
        self.ask(
            Request::get(path).header(header::COOKIE, format!("d={device}")).body(Body::empty()).unwrap(),
        )
        .await
    }

    async fn post(&self, device: &str, path: &str, fields: &[(&str, &str)]) -> Answer {
        let form: Vec<String> = fields.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let request = Request::post(path)
            .header(header::COOKIE, format!("d={device}"))
            .header("sec-fetch-site", "same-origin")
            .body(Body::from(form.join("&")))
            .unwrap();
        self.ask(request).await
    }

    async fn ask(&self, request: Request<Body>) -> Answer {
        let response: Response<Body> = self.router.clone().oneshot(request).await.unwrap();
        let text = |name| {
            response.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned()
        };
        let (status, location, cookie) =
            (response.status(), text(header::LOCATION), text(header::SET_COOKIE));
        let bytes = axum::body::to_bytes(response.into_body(), 1 << 20).await.unwrap();
        let body = String::from_utf8(bytes.to_vec()).unwrap().replace('\u{a0}', " ");
        assert!(!body.contains(CANARY), "another institution's words are in the answer");
        assert!(!body.contains('⟦'), "a text is missing: {body}");
        Answer { status, location, cookie, body }
    }

    /// Presses the first button of a page and follows to the ticket.
    async fn press(&self, device: &str, page: &str, to: &str) -> Answer {
        let page = self.get(device, page).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.body);
        self.press_on(device, &page, to).await
    }

    async fn press_on(&self, device: &str, page: &Answer, to: &str) -> Answer {
        let line = self.fixture.lines[0].to_string();
        let fields = [("csrf", page.field("csrf")), ("key", page.field("key")), ("line", line)];
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        self.post(device, to, &fields).await
    }

    /// Lets time pass, beyond the age at which screens read again by themselves.
    fn wait_minutes(&self, minutes: i64) {
        self.clock.set(self.clock.now().plus_minutes(minutes));
    }

    /// Calls the next client to a counter.
    async fn call(&self, counter: usize) {
        let mut tx = self.app.db.write(self.fixture.scope()).await.unwrap();
        let actor = Actor { by: By::Employee(self.fixture.employees[counter]), at: self.clock.now() };
        solits_queue::call(&mut tx, &self.app, &actor, self.fixture.counters[counter], None).await.unwrap();
        tx.commit().await.unwrap();
    }

    async fn tickets(&self) -> i64 {
        let mut tx = self.app.db.read(self.fixture.scope()).await.unwrap();
        sql!("SELECT count(*) AS value FROM tickets WHERE institution_id = $1")
            .scalar(&mut tx)
            .await
            .unwrap()
            .unwrap()
    }
}

impl Answer {
    /// The value of a hidden field.
    fn field(&self, name: &str) -> String {
        let mark = format!("name=\"{name}\" value=\"");
        let rest =
            self.body.split_once(&mark).unwrap_or_else(|| panic!("no field {name} in {}", self.body)).1;
        rest.split_once('"').unwrap().0.to_owned()
    }
}
