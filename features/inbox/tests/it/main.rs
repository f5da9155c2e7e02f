//! The list a specialist works from, on both engines: whose it is, who was faster, what can be taken back, and what is
//! absent for whom.
#![expect(clippy::unwrap_used, reason = "a test whose setting cannot be made fails")]

mod asked;
mod bulk;
mod callbacks;
mod letters;
mod list;
mod plans;
mod presence;
mod programs;
mod returned;
mod views;
mod words;

use axum::Router;
use solits_cases::{Case, Kind, Open, open};
use solits_db::{Db, sql};
use solits_journal::{Actor, By, Heart};
use solits_kernel::{CaseId, Clock, EmployeeId, Random, Scope, ServiceId, Timestamp};
use solits_standard::model::ChannelKind;
use solits_testkit::{
    Fixture, STANDARD, TestDb,
    browser::{self, Answer, ask},
    setting,
};
use solits_web::{App, AppConfig, hash_secret};
use uuid::Uuid;

/// What the test institution promises: an answer by the service card, and to call back at the time told.
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
public = true
channel = "all"

[[norm]]
id = "call-back"
paragraphs = ["8"]
text = { lv = "Atzvanām pateiktajā laikā.", en = "We call back at the time told." }
kind = "promise"
[norm.promise]
starts = "call.back_promised"
within = { before_event = { minutes = 0 } }
met_by = ["call.back_made"]
channel = "phone"

[[norm]]
id = "word-kept"
paragraphs = ["9"]
text = { lv = "Apsolīto izpildām laikā.", en = "What is promised is done in time." }
kind = "promise"
[norm.promise]
starts = "case.promised"
within = { before_event = { minutes = 0 } }
met_by = [{ event = "case.promise_kept", where = { kept = true } }]
channel = "all"

[[norm]]
id = "colleague-answered"
paragraphs = ["10.1"]
text = { lv = "Kolēģim atbildam vienas darba dienas laikā.", en = "A colleague is answered within one working day." }
kind = "promise"
[norm.promise]
starts = "internal.asked"
within = { working_days = 1 }
met_by = ["internal.answered", "internal.delay_told"]
channel = "internal"
"#;

/// Ten in the morning of Monday, 16 November 2026.
pub(crate) fn monday() -> Timestamp {
    Timestamp::parse("2026-11-16T08:00:00.000Z").unwrap()
}

/// Anna and Bruno are of one unit, Centis of another, Dace leads the first and may pass on any case.
pub(crate) const NAMES: [&str; 4] = ["Anna Bērziņa", "Bruno Kalns", "Centis Liepa", "Dace Ozola"];
const WHO: [&str; 4] = ["anna", "bruno", "centis", "dace"];

pub(crate) struct World {
    pub(crate) db: Db,
    pub(crate) app: App,
    pub(crate) fixture: Fixture,
    pub(crate) service: ServiceId,
    _database: TestDb,
}

impl World {
    pub(crate) async fn new(database: TestDb) -> Self {
        let db = database.db.clone();
        let fixture = Fixture::new(&db, 4).await;
        let service = ServiceId::new(Uuid::from_u128(77));
        let mut tx = db.write(fixture.scope()).await.unwrap();
        setting::standard(&mut tx, &format!("{STANDARD}{PROMISES}")).await;
        setting::service(&mut tx, service, ("Dzīvesvieta", "Residence")).await;
        for unit in [1, 2] {
            setting::unit(&mut tx, Uuid::from_u128(600 + unit), "daļa").await;
        }
        for (n, employee) in fixture.employees.iter().enumerate() {
            let unit = Uuid::from_u128(if n == 2 { 602 } else { 601 });
            setting::person(&mut tx, *employee, NAMES[n], fixture.branch, Some(unit)).await;
            let number = 99 + u128::try_from(n).unwrap();
            browser::sign_in(&mut tx, number, WHO[n], hash_secret(WHO[n]), *employee, monday()).await;
        }
        setting::role(&mut tx, fixture.employees[3], "unit_head").await;
        for (number, name, scopes) in [(0, "program", "cases.read cases.write"), (1, "reader", "cases.read")]
        {
            sql!(
                "INSERT INTO tokens (institution_id, id, name, token_hash, scopes, created_at) VALUES ($1, $2, $3, $4, $5, 0)"
            )
            .bind(Uuid::from_u128(900 + number))
            .bind(name)
            .bind(hash_secret(name))
            .bind(scopes)
            .run(&mut tx)
            .await
            .unwrap();
        }
        Heart::changed(&mut tx);
        tx.commit().await.unwrap();
        let config = AppConfig { public_url: "http://localhost".to_owned(), ..AppConfig::default() };
        let app = App::new(db.clone(), Clock::standing(monday()), Random::seeded(1), config);
        Self { db, app, fixture, service, _database: database }
    }

    pub(crate) fn scope(&self) -> Scope {
        self.fixture.scope()
    }

    pub(crate) fn person(&self, n: usize) -> EmployeeId {
        self.fixture.employees[n]
    }

    /// Opens a case of somebody, with a limit by its service or without one.
    pub(crate) async fn case(&self, owner: usize, subject: &str, kind: Kind, has_limit: bool) -> CaseId {
        let mut tx = self.db.write(self.scope()).await.unwrap();
        let wanted = Open {
            kind,
            subject: subject.to_owned(),
            service: has_limit.then_some(self.service),
            branch: self.fixture.branch,
            owner: self.person(owner),
            ticket: None,
            client_name: "Jānis Kalns".to_owned(),
            client_contact: "+371 26 123 456".to_owned(),
            channel: ChannelKind::Visit,
            key: String::new(),
        };
        let actor = Actor { by: By::Employee(self.person(owner)), at: self.app.clock.now() };
        let opened = open(&mut tx, &self.app, &actor, wanted).await.unwrap();
        tx.commit().await.unwrap();
        opened.case
    }

    pub(crate) async fn read(&self, case: CaseId) -> Case {
        let mut tx = self.db.read(self.scope()).await.unwrap();
        solits_cases::find(&mut tx, case).await.unwrap().unwrap()
    }

    /// A row as the form of the list carries it.
    pub(crate) async fn pick(&self, case: CaseId) -> String {
        let case = self.read(case).await;
        format!("{}.{}.{}", case.id, case.version, case.owner)
    }

    /// Moves the clock on; everybody has signed in again meanwhile.
    pub(crate) async fn later(&self, seconds: i64) {
        let now = self.app.clock.now().plus_millis(seconds * 1000);
        self.app.clock.set(now);
        browser::sign_in_anew(&self.db, self.scope(), now).await;
    }

    /// Somebody is away today, with or without a substitute.
    pub(crate) async fn away(&self, who: usize, substitute: Option<usize>) {
        let day = solits_kernel::day_number(self.app.clock.now().day());
        let mut tx = self.db.write(self.scope()).await.unwrap();
        sql!(
            "INSERT INTO absences (institution_id, id, employee_id, from_on, until_on, substitute_id) VALUES ($1, $2, $3, $4, $4, $5)"
        )
        .bind(Uuid::from_u128(800))
        .bind(self.person(who))
        .bind(day)
        .bind(substitute.map(|n| self.person(n)))
        .run(&mut tx)
        .await
        .unwrap();
        tx.commit().await.unwrap();
    }

    pub(crate) fn router(&self) -> Router {
        solits_inbox::routes()
            .merge(solits_cases::routes())
            .merge(solits_colleagues::routes())
            .into_router(&self.app)
    }

    pub(crate) async fn get(&self, who: &str, path: &str) -> Answer {
        ask(self.router(), browser::page(who, path)).await
    }

    pub(crate) async fn post(&self, who: &str, path: &str, of: &[(&str, &str)]) -> Answer {
        ask(self.router(), browser::form(who, path, &browser::fields(of))).await
    }

    /// Does something to rows and shows the list that follows.
    pub(crate) async fn bulk(&self, who: &str, act: &str, picks: &[String], more: &[(&str, &str)]) -> Answer {
        let mut form = vec![("act", act), ("back", "view=all")];
        form.extend(picks.iter().map(|pick| ("pick", pick.as_str())));
        form.extend(more);
        let answer = self.post(who, "/inbox/bulk", &form).await;
        let address = answer.taken().to_owned();
        self.get(who, &address).await
    }

    pub(crate) async fn keep(&self) {
        solits_inbox::keep_inbox(&self.app, self.fixture.institution).await.unwrap();
    }

    pub(crate) async fn entries(&self, kind: &str) -> i64 {
        browser::count_entries(&self.db, self.scope(), kind).await
    }
}
