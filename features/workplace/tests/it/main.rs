//! The desk and the floor as those who work meet them: through the router, on both engines.
#![expect(clippy::unwrap_used, reason = "a helper that cannot go on fails the test that called it")]

mod back_office;
mod between;
mod colleague;
mod finish;
mod help;
mod identity;
mod late;
mod out_of_turn;
mod party;
mod phrases;
mod plan;
mod played;
mod printing;
mod relief;
mod skills;
mod today;
mod visit;

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Request, StatusCode, header},
};
use solits_db::sql;
use solits_journal::{Actor, By};
use solits_kernel::{Clock, Random, ServiceId, TicketId, Timestamp};
use solits_queue::{Take, Ticket};
use solits_testkit::{CANARY, Fixture, TestDb};
use solits_web::{App, AppConfig, hash_secret};
use tower::ServiceExt as _;
use uuid::Uuid;

/// Ten in the morning of a working day.
fn ten_o_clock() -> Timestamp {
    Timestamp::parse("2026-11-16T08:00:00.000Z").unwrap()
}

/// A hall with two desks and who works there: Anna, and the head of the bureau, who may look at the floor too.
struct World {
    app: App,
    fixture: Fixture,
    router: Router,
}

struct Answer {
    status: StatusCode,
    location: String,
    body: String,
}

impl World {
    async fn new(test: &TestDb) -> Self {
        let fixture = Fixture::new(&test.db, 2).await;
        let app = App::new(
            test.db.clone(),
            Clock::standing(ten_o_clock()),
            Random::seeded(1),
            AppConfig::default(),
        );
        let mut tx = test.db.write(fixture.scope()).await.unwrap();
        for (number, name) in [(0, "anna"), (1, "inta")] {
            sql!("UPDATE employees SET name = $3, branch_id = $4 WHERE institution_id = $1 AND id = $2")
                .bind(fixture.employees[number])
                .bind(name)
                .bind(fixture.branch)
                .run(&mut tx)
                .await
                .unwrap();
            sql!(
                "INSERT INTO sessions (institution_id, id, token_hash, employee_id, csrf, strength, created_at, seen_at)
                 VALUES ($1, $2, $3, $4, 'csrf', 'passkey', $5, $5)"
            )
            .bind(Uuid::from_u128(90 + number as u128))
            .bind(hash_secret(name))
            .bind(fixture.employees[number])
            .bind(ten_o_clock())
            .run(&mut tx)
            .await
            .unwrap();
        }
        sql!("INSERT INTO employee_roles (institution_id, employee_id, role) VALUES ($1, $2, 'bureau_head')")
            .bind(fixture.employees[1])
            .run(&mut tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let router = solits_workplace::routes().merge(solits_cases::routes()).into_router(&app);
        Self { app, fixture, router }
    }

    /// A service of the first line.
    async fn service(&self, number: u128, name: &str) -> ServiceId {
        let id = ServiceId::new(Uuid::from_u128(number));
        let mut tx = self.app.db.write(self.fixture.scope()).await.unwrap();
        sql!(
            "INSERT INTO services (institution_id, id, code, line_id, name_lv, name_en, name_folded, card, identity_check,
                    usual_minutes, active)
             VALUES ($1, $2, $3, $4, $3, $3, $3, '{}', 'no', 10, TRUE)"
        )
        .bind(id)
        .bind(name)
        .bind(self.fixture.lines[0])
        .run(&mut tx)
        .await
        .unwrap();
        tx.commit().await.unwrap();
        id
    }

    /// A client takes a ticket of the first line.
    async fn take(&self, service: Option<ServiceId>) -> Ticket {
        let mut tx = self.app.db.write(self.fixture.scope()).await.unwrap();
        let take = Take {
            branch: self.fixture.branch,
            line: self.fixture.lines[0],
            priority: false,
            internal: false,
            party: 1,
            service,
            booked_for: None,
            announced_high: None,
            key: String::new(),
        };
        let actor = Actor { by: By::Client, at: self.app.clock.now() };
        let ticket = solits_queue::take(&mut tx, &self.app, &actor, take).await.unwrap().ticket;
        tx.commit().await.unwrap();
        ticket
    }

    async fn ticket(&self, id: TicketId) -> Ticket {
        let mut tx = self.app.db.read(self.fixture.scope()).await.unwrap();
        solits_queue::find_ticket(&mut tx, id).await.unwrap().unwrap()
    }

    fn wait_minutes(&self, minutes: i64) {
        self.app.clock.set(self.app.clock.now().plus_minutes(minutes));
    }

    async fn get(&self, who: &str, path: &str) -> Answer {
        let request = Request::get(path).header(header::COOKIE, format!("s={who}")).body(Body::empty());
        self.ask(request.unwrap()).await
    }

    async fn post(&self, who: &str, path: &str, fields: &[(&str, &str)]) -> Answer {
        let fields = fields.iter().chain(&[("csrf", "csrf")]);
        let form: Vec<String> = fields.map(|(name, value)| format!("{name}={value}")).collect();
        let request = Request::post(path)
            .header(header::COOKIE, format!("s={who}"))
            .header("sec-fetch-site", "same-origin")
            .body(Body::from(form.join("&")));
        self.ask(request.unwrap()).await
    }

    async fn ask(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, 1 << 22).await.unwrap();
        let body = String::from_utf8(bytes.to_vec()).unwrap().replace('\u{a0}', " ");
        assert!(!body.contains(CANARY), "another institution's words are in the answer");
        assert!(!body.contains('⟦'), "a text is missing: {body}");
        let location = parts.headers.get(header::LOCATION).and_then(|value| value.to_str().ok());
        Answer { status: parts.status, location: location.unwrap_or_default().to_owned(), body }
    }
}

impl Answer {
    #[track_caller]
    fn redirects_to(&self, to: &str) {
        assert_eq!((self.status, self.location.as_str()), (StatusCode::SEE_OTHER, to), "{}", self.body);
    }
    #[track_caller]
    fn shows(&self, text: &str) {
        assert_eq!(self.status, StatusCode::OK, "{}", self.body);
        assert!(self.body.contains(text), "`{text}` is not in the answer: {}", self.body);
    }
}
