//! The room on both engines: who sees what, who decides, what is found and told.
#![expect(clippy::unwrap_used, reason = "a test whose setting cannot be made fails")]

mod deciding;
mod exclusion;
mod hanging;
mod higher;
mod joined;
mod ladder;
mod late;
mod places;
mod programs;
mod reception;
mod registers;

use axum::{Router, http::StatusCode};
use solits_cases::{Kind, Open, Opened};
use solits_db::{Db, Tx, sql};
use solits_journal::{Actor, By, Heart};
use solits_kernel::{CaseId, Clock, EmployeeId, Random, Timestamp, Viewer};
use solits_standard::model::ChannelKind;
use solits_testkit::{
    Fixture, STANDARD, TestDb,
    browser::{Answer, ask, fields, form, page, sign_in},
};
use solits_web::{App, AppConfig, hash_secret};

/// The ladder of Ādaži (K.1), and a unit that receives feedback.
const LADDER: &str = r#"
[[role]]
id = "employee"
title = { lv = "darbinieks", en = "employee" }
paragraph = "14"
under = "unit_head"

[[role]]
id = "direct_manager"
title = { lv = "darbinieka vadītājs", en = "the employee's manager" }
paragraph = "14"
held_by = "own_manager"

[[role]]
id = "unit_head"
title = { lv = "struktūrvienības vadītājs", en = "head of a unit" }
paragraph = "14"
under = "executive_director"

[[role]]
id = "executive_director"
title = { lv = "izpilddirektors", en = "executive director" }
paragraph = "14"

[[role]]
id = "service_quality_manager"
title = { lv = "kvalitātes vadītājs", en = "quality manager" }
paragraph = "14"

[[norm]]
id = "case.answer"
paragraphs = ["7"]
text = { lv = "Atbildam mēneša laikā.", en = "We answer within a month." }
kind = "promise"
[norm.promise]
starts = "case.opened"
within = { months = 1 }
met_by = ["case.answered"]
public = true
channel = "all"

[[rung]]
paragraph = "14"
about = ["employee"]
decided_by = "direct_manager"

[[rung]]
paragraph = "14"
about = ["unit_head"]
decided_by = "executive_director"
"#;

/// Ten in the morning of Monday, 16 November 2026.
fn monday() -> Timestamp {
    Timestamp::parse("2026-11-16T08:00:00.000Z").unwrap()
}

/// Those who work here, in the order of the fixture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Who {
    /// Serves clients, under the boss.
    Anna,
    /// Serves clients beside Anna.
    Ilze,
    /// Heads the unit.
    Boriss,
    /// Keeps the registers.
    Katrina,
    /// Executive director.
    Dace,
}

impl Who {
    const ALL: [Self; 5] = [Self::Anna, Self::Ilze, Self::Boriss, Self::Katrina, Self::Dace];

    const fn name(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Anna => ("anna", "Anna Bērziņa", "service_specialist"),
            Self::Ilze => ("ilze", "Ilze Ozola", "service_specialist"),
            Self::Boriss => ("boriss", "Boriss Kalns", "unit_head"),
            Self::Katrina => ("katrina", "Katrīna Liepa", "service_quality_manager"),
            Self::Dace => ("dace", "Dace Vītola", "executive_director"),
        }
    }
}

/// An institution with a unit, a ladder, and everybody signed in.
struct World {
    db: Db,
    app: App,
    fixture: Fixture,
    _database: TestDb,
}

impl World {
    async fn new(database: TestDb) -> Self {
        Self::with(database, &format!("{STANDARD}{LADDER}")).await
    }

    async fn with(database: TestDb, standard: &str) -> Self {
        let db = database.db.clone();
        let fixture = Fixture::new(&db, 5).await;
        let mut tx = db.write(fixture.scope()).await.unwrap();
        sql!(
            "INSERT INTO standards (institution_id, number, document, version, source, status, uploaded_at, adopted_at, in_force_from)
             VALUES ($1, 2, 'testa', '2', $2, 'in_force', 0, 0, 1)"
        )
        .bind(standard)
        .run(&mut tx)
        .await
        .unwrap();
        sql!("DELETE FROM employee_roles WHERE institution_id = $1").run(&mut tx).await.unwrap();
        for (n, who) in Who::ALL.into_iter().enumerate() {
            let (short, name, role) = who.name();
            let id = fixture.employees[n];
            sql!("UPDATE employees SET name = $3, branch_id = $4 WHERE institution_id = $1 AND id = $2")
                .bind(id)
                .bind(name)
                .bind(fixture.branch)
                .run(&mut tx)
                .await
                .unwrap();
            sql!("INSERT INTO employee_roles (institution_id, employee_id, role) VALUES ($1, $2, $3)")
                .bind(id)
                .bind(role)
                .run(&mut tx)
                .await
                .unwrap();
            let number = 900 + u128::try_from(n).unwrap();
            sign_in(&mut tx, number, short, hash_secret(short), id, monday()).await;
        }
        tx.commit().await.unwrap();
        let config = AppConfig { public_url: "http://localhost".to_owned(), ..AppConfig::default() };
        let app = App::new(db.clone(), Clock::standing(monday()), Random::seeded(1), config);
        let world = Self { db, app, fixture, _database: database };
        world.organise().await;
        world
    }

    /// Anna and Ilze belong to the unit that Boriss heads.
    async fn organise(&self) {
        let mut tx = self.write().await;
        let actor = self.program();
        let created =
            solits_organisation::create_unit(&mut tx, &self.app, &actor, "Klientu daļa", None).await;
        let unit = created.unwrap();
        solits_organisation::set_unit_head(&mut tx, &self.app, &actor, unit, self.id(Who::Boriss))
            .await
            .unwrap();
        for who in [Who::Anna, Who::Ilze, Who::Boriss] {
            sql!("UPDATE employees SET unit_id = $3 WHERE institution_id = $1 AND id = $2")
                .bind(self.id(who))
                .bind(unit)
                .run(&mut tx)
                .await
                .unwrap();
        }
        Heart::changed(&mut tx);
        tx.commit().await.unwrap();
    }

    fn id(&self, who: Who) -> EmployeeId {
        self.fixture.employees[Who::ALL.iter().position(|one| *one == who).unwrap()]
    }

    fn program(&self) -> Actor {
        Actor { by: By::Program, at: self.app.clock.now() }
    }

    async fn write(&self) -> Tx {
        self.db.write(self.fixture.scope()).await.unwrap()
    }

    /// A transaction as somebody sees the institution.
    async fn seen_by(&self, who: Who) -> Tx {
        let viewer = Viewer::Employee { id: self.id(who), keeps_feedback: who == Who::Katrina };
        self.db.read(self.fixture.scope().seen_by(viewer)).await.unwrap()
    }

    fn router(&self) -> Router {
        solits_feedback::routes()
            .merge(solits_cases::routes())
            .merge(solits_access::routes())
            .merge(solits_promises::routes())
            .merge(solits_correspondence::routes())
            .merge(solits_inbox::routes())
            .merge(solits_search::routes())
            .into_router(&self.app)
    }

    async fn get(&self, who: Who, path: &str) -> Answer {
        ask(self.router(), page(who.name().0, path)).await
    }

    async fn post(&self, who: Who, path: &str, values: &[(&str, &str)]) -> Answer {
        ask(self.router(), form(who.name().0, path, &fields(values))).await
    }

    /// A case that came in writing, with whoever keeps the mailbox.
    async fn came(&self, kind: Kind, subject: &str, owner: Who) -> Opened {
        let mut tx = self.write().await;
        let open = Open {
            kind,
            subject: subject.to_owned(),
            service: None,
            branch: self.fixture.branch,
            owner: self.id(owner),
            ticket: None,
            client_name: "Jānis Kalniņš".to_owned(),
            client_contact: "janis@klients.example".to_owned(),
            channel: ChannelKind::Email,
            key: String::new(),
        };
        let opened = solits_cases::open(&mut tx, &self.app, &self.program(), open).await.unwrap();
        tx.commit().await.unwrap();
        opened
    }

    /// What the program does by itself every minute.
    async fn keep(&self) {
        solits_feedback::keep_feedback(&self.app, self.fixture.institution).await.unwrap();
    }

    /// The number of the version a form of the page has to bring.
    async fn version(&self, case: CaseId) -> String {
        let mut tx = self.write().await;
        let version =
            sql!("SELECT version AS value FROM feedback WHERE institution_id = $1 AND case_id = $2")
                .bind(case)
                .scalar::<i64>(&mut tx)
                .await
                .unwrap();
        version.unwrap_or(1).to_string()
    }

    /// Says that a complaint is about an employee.
    async fn register(&self, by: Who, case: CaseId, about: Who) -> Answer {
        let (version, employee) = (self.version(case).await, self.id(about).to_string());
        let values = [("version", version.as_str()), ("what", "employee"), ("employee", &employee)];
        self.post(by, &format!("/feedback/{case}/register"), &values).await
    }

    /// Writes down a finding.
    async fn examine(&self, by: Who, case: CaseId, finding: &str) -> Answer {
        let (version, owner) = (self.version(case).await, self.id(Who::Ilze).to_string());
        let values = [
            ("version", version.as_str()),
            ("facts", "Klients gaidīja stundu; to rāda rindas dati."),
            ("heard", "1"),
            ("other_side", "Darbiniece saka, ka sistēma nedarbojās."),
            ("finding", finding),
            ("cause_kind", "systems"),
            ("cause", "Nebija zināms, kā strādāt bez sistēmas."),
            ("measure", "Lapa ar to, kā strādā bez sistēmas."),
            ("owner", &owner),
            ("due", "2026-12-01"),
        ];
        self.post(by, &format!("/feedback/{case}/examine"), &values).await
    }

    /// Who holds a case.
    async fn owner(&self, case: CaseId) -> Who {
        let mut tx = self.write().await;
        let owner = solits_cases::find(&mut tx, case).await.unwrap().unwrap().owner;
        Who::ALL.into_iter().find(|who| self.id(*who) == owner).unwrap()
    }

    /// Somebody is away from a day on, so many days after Monday, and nobody stands in.
    async fn away(&self, who: Who, day: i64) {
        let first = solits_kernel::day_number(monday().day()) + day;
        let mut tx = self.write().await;
        sql!(
            "INSERT INTO absences (institution_id, id, employee_id, from_on, until_on, substitute_id)
             VALUES ($1, $2, $3, $4, $5, NULL)"
        )
        .bind(uuid::Uuid::from_u128(70))
        .bind(self.id(who))
        .bind(first)
        .bind(first + 30)
        .run(&mut tx)
        .await
        .unwrap();
        tx.commit().await.unwrap();
    }

    async fn is_there(&self, who: Who, case: CaseId) -> bool {
        let mut tx = self.seen_by(who).await;
        solits_cases::find(&mut tx, case).await.unwrap().is_some()
    }
}

const NOT_FOUND: StatusCode = StatusCode::NOT_FOUND;
