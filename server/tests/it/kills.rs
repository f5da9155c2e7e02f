//! Nothing acknowledged is ever lost: the program is killed at random points while many write.

use std::{
    collections::{HashMap, HashSet},
    io,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use serde_json::Value;
use solits_db::{Db, migrate, row, sql};
use solits_journal::kind_of;
use solits_queueing::draw::Draw;
use solits_testkit::Fixture;

use crate::{
    a_token,
    http::{Answer, ask},
    program::{Program, solits},
};

const KILLS: usize = 25;
const WRITERS: usize = 16;
/// The first writers work at a counter each: they call, start and finish.
const DESKS: usize = 4;
/// The next ones open cases; the others take tickets.
const CLERKS: usize = 4;

/// A call as it was sent; a key makes it the same call however often it is sent.
#[derive(Clone, Debug)]
struct Call {
    kind: Kind,
    key: String,
    path: String,
    body: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Kind {
    Take,
    CallNext,
    Start,
    Finish,
    OpenCase,
}

impl Kind {
    const ALL: [Self; 5] = [Self::Take, Self::CallNext, Self::Start, Self::Finish, Self::OpenCase];

    /// What the journal calls it.
    const fn entry(self) -> &'static str {
        match self {
            Self::Take => "ticket.taken",
            Self::CallNext => "ticket.called",
            Self::Start => "ticket.started",
            Self::Finish => "ticket.finished",
            Self::OpenCase => "case.opened",
        }
    }

    /// The ticket or case of an answer; `None` where nobody was waiting to be called.
    fn subject(self, answer: &Value) -> Option<String> {
        let thing = match self {
            Self::CallNext => &answer["called"],
            Self::Finish => &answer["finished"],
            Self::Take | Self::Start | Self::OpenCase => answer,
        };
        thing["id"].as_str().map(str::to_owned)
    }
}

/// What was acknowledged: the call and the answer it was given.
type Acknowledged = Vec<(Call, Answer)>;

/// One that writes, from one life of the program to the next.
struct Writer {
    number: usize,
    /// What it writes at: the counter of a desk, the branch and line of others.
    fixture: Fixture,
    calls: usize,
    /// What a desk does next.
    step: Kind,
    /// A call that was cut off, of which nobody knows whether it was done. It is sent again to the next life.
    open: Option<Call>,
    acknowledged: Acknowledged,
}

impl Writer {
    fn new(number: usize, fixture: &Fixture) -> Self {
        let fixture = fixture.clone();
        Self { number, fixture, calls: 0, step: Kind::CallNext, open: None, acknowledged: Vec::new() }
    }

    fn next_call(&mut self) -> Call {
        self.calls += 1;
        let (fixture, key) = (&self.fixture, format!("{}-{}", self.number, self.calls));
        let at = |action: &str| format!("/api/v1/counters/{}/{action}", fixture.counters[self.number]);
        if self.number >= DESKS + CLERKS {
            let body = format!(r#"{{"branch":"{}","line":"{}"}}"#, fixture.branch, fixture.lines[0]);
            return Call { kind: Kind::Take, key, path: "/api/v1/tickets".to_owned(), body };
        }
        if self.number >= DESKS {
            let body = format!(
                r#"{{"kind":"question","subject":"X","branch":"{}","owner":"{}","channel":"visit"}}"#,
                fixture.branch, fixture.employees[0]
            );
            return Call { kind: Kind::OpenCase, key, path: "/api/v1/cases".to_owned(), body };
        }
        let (path, body) = match self.step {
            Kind::Start => (at("start"), ""),
            Kind::Finish => (at("finish"), r#"{"outcome":{"kind":"solved"}}"#),
            _ => (at("call-next"), ""),
        };
        Call { kind: self.step, key, path, body: body.to_owned() }
    }

    /// Writes until it is told to stop or an answer is cut off, which is no acknowledgement.
    fn write(&mut self, address: &str, bearer: &str, stop: &AtomicBool) {
        while !stop.load(Ordering::SeqCst) {
            let call = self.open.take().unwrap_or_else(|| self.next_call());
            let Ok(answer) = send(address, bearer, &call) else {
                self.open = Some(call);
                return;
            };
            self.take_down(call, answer);
        }
    }

    fn take_down(&mut self, call: Call, answer: Answer) {
        assert_eq!(answer.status, 200, "{call:?}: {}", answer.body);
        let somebody = call.kind.subject(&answer.json()).is_some();
        self.step = match call.kind {
            Kind::CallNext if somebody => Kind::Start,
            Kind::Start => Kind::Finish,
            _ => Kind::CallNext,
        };
        self.acknowledged.push((call, answer));
    }
}

fn send(address: &str, bearer: &str, call: &Call) -> io::Result<Answer> {
    let headers = [("authorization", bearer), ("idempotency-key", call.key.as_str())];
    ask(address, "POST", &call.path, &headers, &call.body)
}

/// How many entries of each kind the journal has about each ticket and case.
async fn entries(db: &Db, fixture: &Fixture) -> HashMap<(String, String), i64> {
    row! {
        struct Row { kind: String, subject_id: uuid::Uuid, entries: i64 }
    }
    let mut tx = db.read(fixture.scope()).await.unwrap();
    let counted = sql!(
        "SELECT kind, subject_id, count(*) AS entries FROM journal WHERE institution_id = $1 GROUP BY kind, subject_id"
    );
    let counted = counted.all::<Row>(&mut tx).await.unwrap();
    counted
        .into_iter()
        .map(|row| ((kind_of(&row.kind).to_owned(), row.subject_id.to_string()), row.entries))
        .collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_acknowledged_write_outlives_twenty_five_kills_exactly_once() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("solits.sqlite");
    let (fixture, token) = {
        let db = Db::open_file(&file).await.unwrap();
        migrate(&db).await.unwrap();
        let fixture = Fixture::new(&db, DESKS as u64).await;
        let scopes = "tickets.write tickets.read counters.write cases.read cases.write";
        let token = a_token(&db, fixture.institution, scopes).await;
        db.close().await;
        (fixture, token)
    };
    let bearer = format!("Bearer {token}");
    let mut writers: Vec<Writer> = (0..WRITERS).map(|number| Writer::new(number, &fixture)).collect();
    let mut draw = Draw::new(20_261_121);
    for _ in 0..KILLS {
        let program = Program::serve(folder.path(), None);
        let stop = Arc::new(AtomicBool::new(false));
        let writing: Vec<_> = writers
            .into_iter()
            .map(|mut writer| {
                let (address, bearer, stop) = (program.address.clone(), bearer.clone(), stop.clone());
                std::thread::spawn(move || {
                    writer.write(&address, &bearer, &stop);
                    writer
                })
            })
            .collect();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a fraction of a second")]
        let moment = Duration::from_millis(60 + (draw.unit() * 340.0) as u64);
        tokio::time::sleep(moment).await;
        program.kill();
        stop.store(true, Ordering::SeqCst);
        writers = writing.into_iter().map(|writer| writer.join().unwrap()).collect();
    }

    let program = Program::serve(folder.path(), None);
    let cut_off = writers.iter().filter(|writer| writer.open.is_some()).count();
    assert!(cut_off > 0, "the last kill cut nobody off");
    for writer in &mut writers {
        // Whoever was cut off by the last kill sends the call again; it is done once all the same.
        if let Some(call) = writer.open.take() {
            let answer = send(&program.address, &bearer, &call).unwrap();
            writer.take_down(call, answer);
        }
    }
    let acknowledged: Acknowledged = writers.into_iter().flat_map(|writer| writer.acknowledged).collect();
    for (call, first) in &acknowledged {
        // The same call again is answered as it was: a ticket shows how it stands by now and a case the address that the
        // program has in this life, all else word for word.
        let again = send(&program.address, &bearer, call).unwrap();
        let (one, other) = (again.json(), first.json());
        let told: &[&str] = match call.kind {
            Kind::Take => &["id", "number"],
            Kind::OpenCase => &["id", "reference", "code", "short_code"],
            Kind::CallNext | Kind::Start | Kind::Finish => {
                assert_eq!(one, other, "{call:?}");
                &[]
            }
        };
        for field in told {
            assert_eq!(one[field], other[field], "{call:?}");
        }
    }
    drop(program);
    let db = Db::open_file(&file).await.unwrap();
    let entries = entries(&db, &fixture).await;
    db.close().await;
    let (mut done, mut numbers) = (HashMap::new(), HashSet::new());
    for (call, answer) in &acknowledged {
        let answer = answer.json();
        let Some(subject) = call.kind.subject(&answer) else { continue };
        let told = done.insert((call.kind, subject.clone()), call.key.clone());
        assert_eq!(told, None, "two calls were told the same of {subject}: {call:?}");
        let recorded = entries.get(&(call.kind.entry().to_owned(), subject));
        assert_eq!(recorded, Some(&1), "{call:?}: {answer}");
        let number = match call.kind {
            Kind::Take => answer["number"].as_str(),
            Kind::OpenCase => answer["reference"].as_str(),
            _ => None,
        };
        assert!(
            number.is_none_or(|number| numbers.insert(number.to_owned())),
            "a number was given twice: {answer}"
        );
    }
    for kind in Kind::ALL {
        let count = done.keys().filter(|(one, _)| *one == kind).count();
        assert!(count > KILLS, "hardly any {kind:?}: {count}");
    }
    let checked = solits(&["check", "--data", folder.path().to_str().unwrap()]);
    assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stdout));
}

#[tokio::test]
async fn a_check_finds_an_entry_that_was_edited_behind_the_programs_back() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("solits.sqlite");
    let db = Db::open_file(&file).await.unwrap();
    migrate(&db).await.unwrap();
    let fixture = Fixture::new(&db, 1).await;
    let token = a_token(&db, fixture.institution, "tickets.write").await;
    let program = Program::serve(folder.path(), None);
    let body = format!(r#"{{"branch":"{}","line":"{}"}}"#, fixture.branch, fixture.lines[0]);
    let bearer = format!("Bearer {token}");
    ask(&program.address, "POST", "/api/v1/tickets", &[("authorization", bearer.as_str())], &body).unwrap();
    let data = folder.path().to_str().unwrap();
    // The sealer works once a second; until it has, the chain is short.
    loop {
        let verified = solits(&["journal", "verify", "--data", data]);
        assert!(verified.status.success());
        if String::from_utf8_lossy(&verified.stdout).contains("institution 1: 1 sealed") {
            break;
        }
    }
    drop(program);
    let mut tx = db.write_global().await.unwrap();
    solits_db::global_sql!("DROP TRIGGER journal_no_update").run(&mut tx).await.unwrap();
    solits_db::global_sql!("UPDATE journal SET at = at - 60000 WHERE institution_id = 1")
        .run(&mut tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    assert!(!solits(&["journal", "verify", "--data", data]).status.success());
    assert!(!solits(&["check", "--data", data]).status.success());
}
