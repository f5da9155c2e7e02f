//! The room on both engines.
#![expect(clippy::unwrap_used, reason = "a test whose setting cannot be made fails")]

mod absences;
mod contacts;
mod counted;
mod letters;
mod programs;
mod questions;
mod reports;
mod sight;

use std::collections::BTreeSet;

use axum::Router;
use solits_cases::{Kind, Open};
use solits_colleagues::{Ask, RequestId, RequestKind, Whom};
use solits_db::{Db, Tx, sql};
use solits_journal::{Actor, By, Heart};
use solits_kernel::{CaseId, Clock, EmployeeId, Random, Scope, Timestamp, UnitId, Viewer, day_number};
use solits_standard::model::ChannelKind;
use solits_testkit::{
    Fixture, STANDARD, TestDb,
    browser::{self, Answer},
};
use solits_web::{App, AppConfig, hash_secret};
use uuid::Uuid;

/// What the test institution promises between colleagues: an answer within a working day or the day on which it comes, that
/// day itself, and a report of a non-conformity at once; and where reports go.
const BETWEEN_COLLEAGUES: &str = r#"
[[role]]
id = "unit_head"
title = { lv = "nodaļas vadītājs", en = "unit head" }
paragraph = "2"

[[role]]
id = "contract_administrator"
title = { lv = "līgumu pārzinis", en = "contract administrator" }
paragraph = "2"

[[norm]]
id = "colleague-answered"
paragraphs = ["10.1"]
text = { lv = "Kolēģim atbildam vienas darba dienas laikā.", en = "A colleague is answered within one working day." }
kind = "promise"
[norm.promise]
starts = "internal.asked"
within = { working_days = 1 }
met_by = ["internal.answered", "internal.delay_told"]
waived_by = [{ by = "internal.withdrawn", reason = { lv = "atsaukts", en = "withdrawn" } }]
channel = "internal"

[[norm]]
id = "colleague-told-day"
paragraphs = ["10.2"]
text = { lv = "Pilnu atbildi dodam apsolītajā dienā.", en = "The full answer is given on the day promised." }
kind = "promise"
[norm.promise]
starts = "internal.delay_told"
within = { before_event = { minutes = 0 } }
met_by = ["internal.answered"]
waived_by = [{ by = "internal.withdrawn", reason = { lv = "atsaukts", en = "withdrawn" } }]
channel = "internal"

[[norm]]
id = "reported-at-once"
paragraphs = ["28"]
text = { lv = "Par neatbilstību ziņojam nekavējoties.", en = "A non-conformity is reported at once." }
kind = "promise"
[norm.promise]
starts = "feedback.nonconformity_found"
within = { at_once = { minutes = 30 } }
met_by = ["feedback.nonconformity_reported"]
channel = "internal"

[[norm]]
id = "helpful"
paragraphs = ["5"]
text = { lv = "Kolēģiem esam izpalīdzīgi.", en = "We are helpful to colleagues." }
kind = "guide"
shown_at = ["colleague"]

[[route]]
paragraph = "28.1"
about = "order_execution"
text = { lv = "Pasūtījuma izpilde: vadītājam", en = "Execution of an order: to the head" }
to = "unit_head"

[[route]]
paragraph = "28.2"
about = "contract_obligations"
text = { lv = "Līguma saistības: līgumu pārzinim", en = "Obligations of a contract: to the contract administrator" }
to = "contract_administrator"
"#;

/// Ten in the morning of Tuesday, 17 November 2026; Wednesday is a public holiday.
pub(crate) fn tuesday() -> Timestamp {
    Timestamp::parse("2026-11-17T08:00:00.000Z").unwrap()
}

const DAY: i64 = 24 * 60;

/// Who works here. Everybody is signed in under these names.
pub(crate) const CLERK: usize = 0;
pub(crate) const EXPERT: usize = 1;
pub(crate) const SUBSTITUTE: usize = 2;
pub(crate) const HEAD: usize = 3;
pub(crate) const OTHER: usize = 4;
pub(crate) const DIRECTOR: usize = 5;
const PEOPLE: [(&str, &str); 6] = [
    ("anna", "Anna Bērziņa"),
    ("edgars", "Edgars Eglītis"),
    ("sanita", "Sanita Saulīte"),
    ("haralds", "Haralds Holms"),
    ("olga", "Olga Ozola"),
    ("dace", "Dace Dreimane"),
];

/// An institution with two units: the clerk in one, the expert and the substitute in the other, which the head leads.
pub(crate) struct World {
    pub(crate) db: Db,
    pub(crate) app: App,
    pub(crate) fixture: Fixture,
    _database: TestDb,
}

impl World {
    pub(crate) async fn new(database: TestDb) -> Self {
        let db = database.db.clone();
        let fixture = Fixture::new(&db, 6).await;
        let mut tx = db.write(fixture.scope()).await.unwrap();
        let source = STANDARD.replace(
            "[parameters]",
            "[parameters]\n\"internal.cc_manager\" = { value = true, paragraph = \"10.3\" }",
        );
        sql!(
            "INSERT INTO standards (institution_id, number, document, version, source, status, uploaded_at, adopted_at, in_force_from)
             VALUES ($1, 2, 'testa', '2', $2, 'in_force', 0, 0, 1)"
        )
        .bind(format!("{source}{BETWEEN_COLLEAGUES}"))
        .run(&mut tx)
        .await
        .unwrap();
        organise(&mut tx, &fixture).await;
        for (number, (who, name)) in PEOPLE.into_iter().enumerate() {
            let employee = fixture.employees[number];
            sql!("UPDATE employees SET name = $3, phone = $4 WHERE institution_id = $1 AND id = $2")
                .bind(employee)
                .bind(name)
                .bind(format!("6700000{number}"))
                .run(&mut tx)
                .await
                .unwrap();
            let hash = hash_secret(who);
            browser::sign_in(&mut tx, 900 + number as u128, who, hash, employee, tuesday()).await;
        }
        sql!(
            "INSERT INTO tokens (institution_id, id, name, token_hash, scopes, created_at)
             VALUES ($1, $2, 'programma', $3, 'requests.write requests.read nonconformities.write nonconformities.read', 0)"
        )
        .bind(Uuid::from_u128(98))
        .bind(hash_secret("program"))
        .run(&mut tx)
        .await
        .unwrap();
        Heart::changed(&mut tx);
        tx.commit().await.unwrap();
        let config = AppConfig { public_url: "http://localhost".to_owned(), ..AppConfig::default() };
        let app = App::new(db.clone(), Clock::standing(tuesday()), Random::seeded(1), config);
        Self { db, app, fixture, _database: database }
    }

    /// Moves the clock to so many minutes after Tuesday morning; everybody has signed in again meanwhile.
    pub(crate) async fn later(&self, minutes: i64) {
        self.app.clock.set(tuesday().plus_minutes(minutes));
        browser::sign_in_anew(&self.db, self.fixture.scope(), self.app.clock.now()).await;
    }

    pub(crate) fn employee(&self, who: usize) -> EmployeeId {
        self.fixture.employees[who]
    }
    pub(crate) fn actor(&self, who: usize) -> Actor {
        Actor { by: By::Employee(self.employee(who)), at: self.app.clock.now() }
    }
    /// What somebody sees who keeps no register of feedback.
    pub(crate) fn seen_by(&self, who: usize) -> Scope {
        let viewer = Viewer::Employee { id: self.employee(who), keeps_feedback: false };
        self.fixture.scope().seen_by(viewer)
    }
    pub(crate) async fn write(&self, who: usize) -> Tx {
        self.db.write(self.seen_by(who)).await.unwrap()
    }

    /// Somebody is away from a day after Tuesday to another.
    pub(crate) async fn away(&self, who: usize, from: i64, until: i64, substitute: Option<usize>) {
        let today = day_number(tuesday().day());
        let mut tx = self.db.write(self.fixture.scope()).await.unwrap();
        sql!(
            "INSERT INTO absences (institution_id, id, employee_id, from_on, until_on, substitute_id) VALUES ($1, $2, $3, $4, $5, $6)"
        )
        .bind(Uuid::from_u128(500 + who as u128))
        .bind(self.employee(who))
        .bind(today + from)
        .bind(today + until)
        .bind(substitute.map(|who| self.employee(who)))
        .run(&mut tx)
        .await
        .unwrap();
        tx.commit().await.unwrap();
    }

    /// A case of the clerk.
    pub(crate) async fn case(&self, kind: Kind) -> CaseId {
        let mut tx = self.write(CLERK).await;
        let open = Open {
            kind,
            subject: "Ielas remonts".to_owned(),
            service: None,
            branch: self.fixture.branch,
            owner: self.employee(CLERK),
            ticket: None,
            client_name: "Jānis Kalns".to_owned(),
            client_contact: "+371 26 123 456".to_owned(),
            channel: ChannelKind::Visit,
            key: String::new(),
        };
        let opened = solits_cases::open(&mut tx, &self.app, &self.actor(CLERK), open).await.unwrap();
        tx.commit().await.unwrap();
        opened.case
    }

    /// Hides a case from somebody, as one that concerns them.
    pub(crate) async fn hide(&self, id: CaseId, from: usize) {
        let mut tx = self.db.write(self.fixture.scope()).await.unwrap();
        let case = solits_cases::find(&mut tx, id).await.unwrap().unwrap();
        let hidden = BTreeSet::from([self.employee(from)]);
        solits_cases::set_sight(&mut tx, &self.app, &self.actor(CLERK), &case, &BTreeSet::new(), &hidden)
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }

    /// A question of the clerk that can be asked.
    pub(crate) fn a_question(&self, to: usize, case: Option<CaseId>) -> Ask {
        Ask {
            kind: RequestKind::Question,
            case,
            to: Whom::Person(self.employee(to)),
            topic: "Liepu iela".to_owned(),
            question: "Kad remontēs Liepu ielu?".to_owned(),
            checked: "Skatījos plānā.".to_owned(),
            meets_at: None,
            place: String::new(),
            key: String::new(),
        }
    }

    /// The clerk asks somebody.
    pub(crate) async fn ask(&self, to: usize, case: Option<CaseId>) -> RequestId {
        let mut tx = self.write(CLERK).await;
        let asked = self.a_question(to, case);
        let id =
            solits_colleagues::ask(&mut tx, &self.app, &self.actor(CLERK), asked, &["number"]).await.unwrap();
        tx.commit().await.unwrap();
        id
    }

    pub(crate) fn router(&self) -> Router {
        solits_colleagues::routes().merge(solits_cases::routes()).into_router(&self.app)
    }
    pub(crate) async fn page(&self, who: usize, path: &str) -> Answer {
        browser::ask(self.router(), browser::page(PEOPLE[who].0, path)).await
    }
    pub(crate) async fn form(&self, who: usize, path: &str, fields: &[(&str, &str)]) -> Answer {
        let fields = browser::fields(fields);
        browser::ask(self.router(), browser::form(PEOPLE[who].0, path, &fields)).await
    }

    /// The states of the obligations of a question or a report, by norm.
    pub(crate) async fn obligations(&self, subject: Uuid) -> Vec<(String, String)> {
        let mut tx = self.db.read(self.fixture.scope()).await.unwrap();
        let rows = sql!(
            "SELECT norm, state FROM obligations WHERE institution_id = $1 AND subject_id = $2 ORDER BY norm"
        );
        let rows = rows.bind(subject).all::<OwedRow>(&mut tx).await.unwrap();
        rows.into_iter().map(|row| (row.norm, row.state)).collect()
    }
}

solits_db::row! {
    struct OwedRow { norm: String, state: String }
}

/// The unit of the expert.
pub(crate) fn roads() -> UnitId {
    UnitId::new(Uuid::from_u128(202))
}

async fn organise(tx: &mut Tx, fixture: &Fixture) {
    for (id, name, head) in
        [(Uuid::from_u128(201), "Klientu apkalpošana", DIRECTOR), (roads().uuid(), "Ceļu nodaļa", HEAD)]
    {
        sql!("INSERT INTO units (institution_id, id, name, head_id) VALUES ($1, $2, $3, $4)")
            .bind(id)
            .bind(name)
            .bind(fixture.employees[head])
            .run(tx)
            .await
            .unwrap();
    }
    let places = [
        (CLERK, 201, None),
        (OTHER, 201, None),
        (EXPERT, 202, None),
        (SUBSTITUTE, 202, None),
        (HEAD, 202, Some(DIRECTOR)),
    ];
    for (who, unit, above) in places {
        sql!("UPDATE employees SET unit_id = $3, supervisor_id = $4 WHERE institution_id = $1 AND id = $2")
            .bind(fixture.employees[who])
            .bind(Uuid::from_u128(unit))
            .bind(above.map(|above| fixture.employees[above]))
            .run(tx)
            .await
            .unwrap();
    }
    // The director oversees the register of non-conformities.
    sql!("INSERT INTO employee_roles (institution_id, employee_id, role) VALUES ($1, $2, 'direct_manager')")
        .bind(fixture.employees[DIRECTOR])
        .run(tx)
        .await
        .unwrap();
}
