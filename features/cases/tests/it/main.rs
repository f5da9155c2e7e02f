//! Cases on both engines: what is promised, who may see what, and the client's way to their own case.
#![expect(clippy::unwrap_used, reason = "a test whose setting cannot be made fails")]

mod along;
mod client;
mod course;
mod guides;
mod life;
mod pages;
mod parts;
mod programs;
mod record;
mod served;
mod split;
mod through;

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderMap, Request, StatusCode, header},
};
use solits_cases::{Kind, Open};
use solits_db::{Db, sql};
use solits_journal::{Actor, By, Heart};
use solits_kernel::{Clock, Random, ServiceId, Timestamp};
use solits_organisation::{create_unit, set_unit_head};
use solits_standard::model::ChannelKind;
use solits_testkit::{Fixture, STANDARD, TestDb, browser, setting};
use solits_web::{App, AppConfig, hash_secret};
use tower::ServiceExt as _;
use uuid::Uuid;

/// What the test institution promises for cases: an answer by the service card, receipt within a working day, and the
/// month of the law.
const PROMISES: &str = r#"
[[norm]]
id = "case.answer"
paragraphs = ["7"]
text = { lv = "Atbildam pakalpojuma termiņā.", en = "We answer by the deadline of the service." }
kind = "promise"
[norm.promise]
starts = "case.opened"
within = "service_deadline"
met_by = ["case.answered"]
waived_by = [{ by = "case.closed", reason = { lv = "lieta slēgta", en = "case closed" } }]
escalate = [{ to = "bureau_head", at_percent = 100 }]
public = true
channel = "all"

[[norm]]
id = "case.law"
paragraphs = ["8"]
text = { lv = "Atbildam mēneša laikā.", en = "We answer within a month." }
kind = "promise"
[norm.promise]
starts = "case.opened"
within = { months = 1 }
met_by = ["case.answered"]
waived_by = [{ by = "case.closed", reason = { lv = "lieta slēgta", en = "case closed" } }]
limit = "law"
public = true
channel = "all"

[[norm]]
id = "case.receipt"
paragraphs = ["6"]
text = { lv = "Saņemšanu apstiprinām nākamajā darba dienā.", en = "We confirm receipt on the next working day." }
kind = "promise"
[norm.promise]
starts = "case.opened"
within = { working_days = 1 }
met_by = ["case.acknowledged", "case.answered"]
channel = "internal"

[[norm]]
id = "case.word"
paragraphs = ["9"]
text = { lv = "Klientam apsolīto izpildām laikā.", en = "What is promised to a client is done in time." }
kind = "promise"
[norm.promise]
starts = "case.promised"
within = { before_event = { minutes = 0 } }
met_by = [{ event = "case.promise_kept", where = { kept = true } }]
waived_by = [{ by = { event = "case.promise_kept", where = { kept = false } }, reason = { lv = "atsaukts", en = "taken back" } }]
channel = "all"

[[norm]]
id = "case.clear"
paragraphs = ["6.6"]
text = { lv = "Lēmumu izskaidrojam saprotami.", en = "We explain a decision clearly." }
kind = "guide"
shown_at = ["serving", "case"]

[[norm]]
id = "desk.greeting"
paragraphs = ["6.1"]
text = { lv = "Klientu sveicinām pirmie.", en = "We greet the client first." }
kind = "guide"
shown_at = ["client_called"]
"#;

/// Ten in the morning of Monday, 16 November 2026; Wednesday of that week is a public holiday.
fn monday() -> Timestamp {
    Timestamp::parse("2026-11-16T08:00:00.000Z").unwrap()
}

/// The name of the clerk, whom no client's page may name.
const CLERK: &str = "Anna Bērziņa";

/// An institution with a service, a promise for it, and a clerk who is signed in.
struct World {
    db: Db,
    app: App,
    fixture: Fixture,
    service: ServiceId,
    _database: TestDb,
}

impl World {
    async fn new(database: TestDb) -> Self {
        let db = database.db.clone();
        let fixture = Fixture::new(&db, 2).await;
        let service = ServiceId::new(Uuid::from_u128(77));
        let mut tx = db.write(fixture.scope()).await.unwrap();
        setting::standard(&mut tx, &format!("{STANDARD}{PROMISES}")).await;
        setting::service(&mut tx, service, ("Dzīvesvietas deklarēšana", "Declaring a residence")).await;
        setting::person(&mut tx, fixture.employees[0], CLERK, fixture.branch, None).await;
        browser::sign_in(&mut tx, 99, "anna", hash_secret("anna"), fixture.employees[0], monday()).await;
        sql!(
            "INSERT INTO tokens (institution_id, id, name, token_hash, scopes, created_at)
             VALUES ($1, $2, 'portāls', $3, 'cases.write cases.read', 0)"
        )
        .bind(Uuid::from_u128(98))
        .bind(hash_secret("portal"))
        .run(&mut tx)
        .await
        .unwrap();
        Heart::changed(&mut tx);
        tx.commit().await.unwrap();
        let config = AppConfig { public_url: "http://localhost".to_owned(), ..AppConfig::default() };
        let app = App::new(db.clone(), Clock::standing(monday()), Random::seeded(1), config);
        Self { db, app, fixture, service, _database: database }
    }

    /// Moves the clock to so many minutes after Monday morning; the clerk has signed in again meanwhile.
    async fn later(&self, minutes: i64) {
        self.app.clock.set(monday().plus_minutes(minutes));
        browser::sign_in_anew(&self.db, self.fixture.scope(), self.app.clock.now()).await;
    }

    /// Puts the clerk into a unit that the employee of that number leads.
    async fn unit_led_by(&self, head: usize) {
        let (clerk, head) = (self.clerk(), self.fixture.employees[head]);
        let mut tx = self.db.write(self.fixture.scope()).await.unwrap();
        let unit = create_unit(&mut tx, &self.app, &clerk, "Klientu centrs", None).await.unwrap();
        set_unit_head(&mut tx, &self.app, &clerk, unit, head).await.unwrap();
        sql!("UPDATE employees SET unit_id = $3 WHERE institution_id = $1 AND id = $2")
            .bind(self.fixture.employees[0])
            .bind(unit)
            .run(&mut tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }

    fn clerk(&self) -> Actor {
        Actor { by: By::Employee(self.fixture.employees[0]), at: self.app.clock.now() }
    }

    fn an_open(&self) -> Open {
        Open {
            kind: Kind::Order,
            subject: "Dzīvesvietas deklarēšana".to_owned(),
            service: Some(self.service),
            branch: self.fixture.branch,
            owner: self.fixture.employees[0],
            ticket: None,
            client_name: "Jānis Kalns".to_owned(),
            client_contact: "+371 26 123 456".to_owned(),
            channel: ChannelKind::Visit,
            key: String::new(),
        }
    }

    fn router(&self) -> Router {
        solits_cases::routes().into_router(&self.app)
    }

    /// Sends a request as the signed-in clerk.
    async fn staff(&self, method: &str, path: &str, form: &[(&str, &str)]) -> Answer {
        let mut form = form.to_vec();
        form.push(("csrf", "anna"));
        self.send(method, path, "s=anna", &form).await
    }

    /// Sends a request as anybody, with the token that the form carries.
    async fn client(&self, method: &str, path: &str, cookie: &str, form: &[(&str, &str)]) -> Answer {
        let csrf = self.send("GET", "/i/testa/case", "", &[]).await.hidden("csrf");
        let mut form = form.to_vec();
        form.push(("csrf", &csrf));
        self.send(method, path, cookie, &form).await
    }

    async fn send(&self, method: &str, path: &str, cookie: &str, form: &[(&str, &str)]) -> Answer {
        let body: Vec<String> =
            form.iter().map(|(name, value)| format!("{name}={}", percent(value))).collect();
        let mut request = Request::builder().method(method).uri(path).header("sec-fetch-site", "same-origin");
        if !cookie.is_empty() {
            request = request.header(header::COOKIE, cookie);
        }
        let body = if method == "GET" { Body::empty() } else { Body::from(body.join("&")) };
        self.answer(request.body(body).unwrap()).await
    }

    async fn api(&self, method: &str, path: &str, key: &str, body: &str) -> Answer {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::AUTHORIZATION, "Bearer portal")
            .header("idempotency-key", key)
            .body(Body::from(body.to_owned()));
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
    fn location(&self) -> &str {
        self.headers.get(header::LOCATION).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }
    /// The cookie as a browser sends it back.
    fn cookie(&self) -> String {
        let cookie =
            self.headers.get(header::SET_COOKIE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        cookie.split(';').next().unwrap_or_default().to_owned()
    }
    /// The value of a hidden field.
    fn hidden(&self, name: &str) -> String {
        let from = format!("name=\"{name}\" value=\"");
        self.body.split(&from).nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default().to_owned()
    }
    #[track_caller]
    fn shows(&self, text: &str) {
        assert!(self.body.contains(text), "`{text}` is not in the answer: {}", self.body);
    }
    #[track_caller]
    fn hides(&self, text: &str) {
        assert!(!self.body.contains(text), "`{text}` is in the answer");
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
