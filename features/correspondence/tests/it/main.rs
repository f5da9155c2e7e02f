//! Correspondence on both engines: letters become cases, answers join them, machines are not answered, nothing is lost.
#![expect(clippy::unwrap_used, reason = "a test whose setting cannot be made fails")]

mod answering;
mod attachments;
mod attention;
mod called_off;
mod classified;
mod colleague;
mod composing;
mod contacts;
mod delays;
mod e_address;
mod erased;
mod following;
mod formatted;
mod forwarding;
mod handed;
mod holders;
mod inside;
mod intake;
mod judging;
mod kept;
mod left;
mod listed;
mod loops;
mod mailboxes;
mod meetings;
mod natures;
mod news;
mod pages;
mod portal;
mod programs;
mod quotas;
mod reply;
mod returned;
mod scanned;
mod searched;
mod through;
mod together;
mod too_late;
mod unanswered;
mod unsent;
mod untied;
mod whole;
mod written_down;

#[path = "../../../../crates/post/tests/it/clamd.rs"]
mod clamd;
#[expect(dead_code, reason = "shared with the tests of the post, which use all of it")]
#[path = "../../../../crates/post/tests/it/dovecot.rs"]
mod dovecot;
#[path = "../../../../crates/post/tests/it/server.rs"]
mod server;
#[expect(dead_code, reason = "shared with the tests of the post, which use all of it")]
#[path = "../../../../crates/post/tests/it/smtpd.rs"]
mod smtpd;

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Request, StatusCode, header},
};
use solits_correspondence::{LetterState, MailboxId, Raw, take, understand_some};
use solits_db::{Db, row, sql};
use solits_journal::Heart;
use solits_kernel::{CaseId, Clock, Random, Timestamp};
use solits_testkit::{Fixture, STANDARD, TestDb};
use solits_web::{App, AppConfig, hash_secret};
use tower::ServiceExt as _;
use uuid::Uuid;

/// What the test institution promises in writing: a receipt and an answer.
const PROMISES: &str = r#"
[[norm]]
id = "mail.receipt"
paragraphs = ["5.1"]
text = { lv = "Saņemšanu apstiprinām vienas darba dienas laikā.", en = "We confirm receipt within a working day." }
kind = "promise"
[norm.promise]
starts = "message.received"
within = { working_days = 1 }
met_by = ["message.acknowledged", "message.answered"]
channel = "email"

[[norm]]
id = "mail.answer"
paragraphs = ["5.2"]
text = { lv = "Uz e-pastu atbildam piecās darba dienās.", en = "We answer e-mail within five working days." }
kind = "promise"
[norm.promise]
starts = "message.received"
within = { working_days = 5 }
met_by = ["message.answered"]
waived_by = [{ by = { event = "message.needs_no_answer", where = { why = "thanks" } }, reason = { lv = "tikai pateicās", en = "said thanks" } }]
public = true
channel = "email"
"#;

/// What it demands of a reply.
const PARAMETERS: &str = r#"[parameters]
"mail.structure" = { value = [{ lv = "ievads", en = "opening" }, { lv = "galvenā daļa", en = "main part" }, { lv = "noslēgums", en = "ending" }], paragraph = "5" }
"mail.closing_invitation" = { value = true, paragraph = "5" }
"mail.proofread" = { value = true, paragraph = "5" }
"#;

/// Ten in the morning of Monday, 16 November 2026.
fn monday() -> Timestamp {
    Timestamp::parse("2026-11-16T08:00:00.000Z").unwrap()
}

/// An institution with a mailbox, and a clerk who keeps it and is signed in.
struct World {
    db: Db,
    app: App,
    fixture: Fixture,
    mailbox: MailboxId,
    _database: TestDb,
}

row! {
    /// A message as it was kept.
    struct Kept { case_id: CaseId, direction: String, text: String, is_automatic: i64, subject: String }
}
row! {
    /// A letter that leaves.
    struct Leaving { case_id: CaseId, recipient: String, raw: Vec<u8>, state: String }
}

impl World {
    async fn new(database: TestDb) -> Self {
        Self::with(database, Clock::standing(monday())).await
    }

    async fn with(database: TestDb, clock: Clock) -> Self {
        let db = database.db.clone();
        let fixture = Fixture::new(&db, 2).await;
        let mailbox = MailboxId::new(Uuid::from_u128(55));
        let mut tx = db.write(fixture.scope()).await.unwrap();
        sql!(
            "INSERT INTO standards (institution_id, number, document, version, source, status, uploaded_at, adopted_at, in_force_from)
             VALUES ($1, 2, 'testa', '2', $2, 'in_force', 0, 0, 1)"
        )
        .bind(format!("{}{PROMISES}", STANDARD.replace("[parameters]\n", PARAMETERS)))
        .run(&mut tx)
        .await
        .unwrap();
        sql!(
            "INSERT INTO mailboxes (institution_id, id, name, address, address_key, branch_id, keeper_id, in_host, in_port,
                    in_security, folders, out_host, out_port, out_security, login, is_active, standing, standing_since,
                    standing_words, reader, reader_until, version)
             VALUES ($1, $2, 'Testa iestāde', 'info@testa.example', 'info@testa.example', $3, $4, 'localhost', 143, 'plain',
                     'INBOX', 'localhost', 25, 'plain', 'info', 1, 'new', 0, '', '', 0, 1)"
        )
        .bind(mailbox)
        .bind(fixture.branch)
        .bind(fixture.employees[0])
        .run(&mut tx)
        .await
        .unwrap();
        for (n, employee) in fixture.employees.iter().enumerate() {
            sql!(
                "INSERT INTO sessions (institution_id, id, token_hash, employee_id, csrf, strength, created_at, seen_at)
                 VALUES ($1, $2, $3, $4, 'csrf', 'passkey', $5, $5)"
            )
            .bind(Uuid::from_u128(99 + u128::try_from(n).unwrap()))
            .bind(hash_secret(&format!("clerk{n}")))
            .bind(*employee)
            .bind(clock.now())
            .run(&mut tx)
            .await
            .unwrap();
        }
        Heart::changed(&mut tx);
        tx.commit().await.unwrap();
        let config = AppConfig { public_url: "http://localhost".to_owned(), ..AppConfig::default() };
        let app = App::new(db.clone(), clock, Random::seeded(1), config);
        Self { db, app, fixture, mailbox, _database: database }
    }

    /// Takes a letter from the server under a number.
    async fn take(&self, uid: i64, letter: &str) -> bool {
        let bytes = letter.replace('\n', "\r\n").into_bytes();
        let raw = Raw {
            mailbox: self.mailbox,
            folder: "INBOX",
            uid_validity: 1,
            uid,
            size: i64::try_from(bytes.len()).unwrap(),
            received_at: self.app.clock.now(),
            body: solits_correspondence::Body::Here(&bytes),
        };
        take(&self.app, self.fixture.institution, &raw).await.unwrap()
    }

    /// Understands everything that waits; what became of the last.
    async fn understand(&self) -> Option<LetterState> {
        let mut last = None;
        loop {
            let some = understand_some(&self.app, self.fixture.institution).await.unwrap();
            if some.is_empty() {
                return last;
            }
            last = some.last().copied();
        }
    }

    async fn messages(&self) -> Vec<Kept> {
        let mut tx = self.db.read(self.fixture.scope()).await.unwrap();
        sql!("SELECT case_id, direction, text, is_automatic, subject FROM messages WHERE institution_id = $1 ORDER BY at, direction, id")
            .all(&mut tx)
            .await
            .unwrap()
    }

    async fn leaving(&self) -> Vec<Leaving> {
        let mut tx = self.db.read(self.fixture.scope()).await.unwrap();
        sql!("SELECT case_id, recipient, raw, state FROM outbox WHERE institution_id = $1 ORDER BY written_at, kind, id")
            .all(&mut tx)
            .await
            .unwrap()
    }

    async fn cases(&self) -> i64 {
        let mut tx = self.db.read(self.fixture.scope()).await.unwrap();
        sql!("SELECT count(*) AS value FROM cases WHERE institution_id = $1")
            .scalar(&mut tx)
            .await
            .unwrap()
            .unwrap()
    }

    async fn status(&self, case: CaseId) -> String {
        let mut tx = self.db.read(self.fixture.scope()).await.unwrap();
        sql!("SELECT status AS value FROM cases WHERE institution_id = $1 AND id = $2")
            .bind(case)
            .scalar(&mut tx)
            .await
            .unwrap()
            .unwrap()
    }

    /// Gives the clerk of that number the administrator's role.
    async fn make_administrator(&self, clerk: usize) {
        let mut tx = self.db.write(self.fixture.scope()).await.unwrap();
        sql!(
            "INSERT INTO employee_roles (institution_id, employee_id, role) VALUES ($1, $2, 'administrator')"
        )
        .bind(self.fixture.employees[clerk])
        .run(&mut tx)
        .await
        .unwrap();
        tx.commit().await.unwrap();
    }

    fn router(&self) -> Router {
        solits_correspondence::routes().merge(solits_cases::routes()).into_router(&self.app)
    }

    /// Gets a page as the clerk of that number.
    async fn get(&self, clerk: usize, path: &str) -> (StatusCode, String) {
        let request = Request::builder().uri(path).header(header::COOKIE, format!("s=clerk{clerk}"));
        self.answer(request.body(Body::empty()).unwrap()).await
    }

    /// Sends a form as the clerk of that number.
    async fn post(&self, clerk: usize, path: &str, form: &str) -> (StatusCode, String) {
        let request = Request::builder()
            .method("POST")
            .uri(path)
            .header("sec-fetch-site", "same-origin")
            .header(header::COOKIE, format!("s=clerk{clerk}"))
            .body(Body::from(format!("{form}&csrf=csrf")));
        self.answer(request.unwrap()).await
    }

    /// Asks as anybody.
    async fn visit(&self, method: &str, path: &str, form: &str) -> (StatusCode, String) {
        let request = Request::builder().method(method).uri(path).header("sec-fetch-site", "same-origin");
        self.answer(request.body(Body::from(form.to_owned())).unwrap()).await
    }

    async fn answer(&self, request: Request<Body>) -> (StatusCode, String) {
        let response = self.router().oneshot(request).await.unwrap();
        let status = response.status();
        let bytes = to_bytes(response.into_body(), 30 * 1024 * 1024).await.unwrap();
        let body = String::from_utf8_lossy(&bytes).into_owned();
        assert!(!body.contains(solits_testkit::CANARY), "another institution's word is in the answer");
        assert!(!body.contains('⟦'), "a text is missing: {body}");
        (status, body)
    }
}
