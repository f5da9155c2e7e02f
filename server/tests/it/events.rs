//! Another program follows what happens: `GET /api/v1/events`.

use std::time::Duration;

use serde_json::Value;
use solits_cases::{Kind, Open};
use solits_db::sql;
use solits_journal::{Actor, By};
use solits_kernel::{Clock, Random, Timestamp};
use solits_standard::model::ChannelKind;
use solits_testkit::{CANARY, Fixture, TestDb, on_both, postgres};
use solits_web::{App, AppConfig};

use crate::{
    a_token, another_token,
    http::{Stream, ask},
    program::Program,
};

const PATH: &str = "/api/v1/events";
const PATIENCE: Duration = Duration::from_secs(20);

/// An institution with a token that may follow events and take tickets, and the program over it.
struct Scene {
    fixture: Fixture,
    bearer: String,
    program: Program,
    _folder: tempfile::TempDir,
}

impl Scene {
    async fn new(test: &TestDb, options: &[&str]) -> Self {
        let fixture = Fixture::new(&test.db, 2).await;
        let token = a_token(&test.db, fixture.institution, "events.read tickets.write").await;
        let folder = tempfile::tempdir().unwrap();
        let program = Program::serve_with(folder.path(), Some(&test.address), options);
        Self { fixture, bearer: format!("Bearer {token}"), program, _folder: folder }
    }

    fn take(&self) -> String {
        take(&self.program, &self.bearer, &self.fixture)
    }

    fn listen(&self, path: &str, after: Option<i64>) -> Stream {
        let after = after.map(|n| n.to_string());
        let mut headers = vec![("authorization", self.bearer.as_str())];
        headers.extend(after.as_deref().map(|after| ("last-event-id", after)));
        Stream::open(&self.program.address, path, &headers)
    }

    fn refused(&self, path: &str, headers: &[(&str, &str)]) -> (u16, Value) {
        let answer = ask(&self.program.address, "GET", path, headers, "").unwrap();
        assert!(answer.status >= 400, "{}", answer.body);
        assert_eq!(answer.header("content-type"), Some("application/problem+json"), "{}", answer.body);
        (answer.status, answer.json())
    }
}

fn take(program: &Program, bearer: &str, fixture: &Fixture) -> String {
    let body = format!(r#"{{"branch":"{}","line":"{}"}}"#, fixture.branch, fixture.lines[0]);
    let answer =
        ask(&program.address, "POST", "/api/v1/tickets", &[("authorization", bearer)], &body).unwrap();
    assert_eq!(answer.status, 200, "{}", answer.body);
    answer.json()["id"].as_str().unwrap().to_owned()
}

/// The tickets whose taking was told, in the order it was told.
fn taken(stream: &Stream) -> Vec<String> {
    let events = stream.events();
    let told = events.iter().filter(|(_, name, _)| name == "ticket.taken");
    told.map(|(_, _, data)| data["subject"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_program_hears_what_happens_and_takes_up_where_it_was_cut_off() {
    on_both(|test| async move {
        let scene = Scene::new(&test, &[]).await;
        let before = scene.take();
        let mut stream = scene.listen(PATH, None);
        let first = scene.take();
        assert!(stream.hears(&first, PATIENCE), "{}: {}", test.engine, stream.heard);
        let events = stream.events();
        let (n, name, data) = events.last().unwrap();
        assert_eq!((name.as_str(), data["kind"].as_str().unwrap()), ("ticket.taken", "ticket.taken"));
        assert_eq!(data["branch"], scene.fixture.branch.to_string());
        assert_eq!(data["facts"]["line"], scene.fixture.lines[0].to_string());
        assert!(data["at"].as_str().unwrap().ends_with('Z'));
        // While nobody listens, more happens.
        drop(stream);
        let missed: Vec<String> = (0..5).map(|_| scene.take()).collect();
        let mut again = scene.listen(PATH, Some(*n));
        assert!(again.hears(missed.last().unwrap(), PATIENCE), "{}: {}", test.engine, again.heard);
        let last = scene.take();
        assert!(again.hears(&last, PATIENCE));
        let expected: Vec<String> = missed.iter().cloned().chain([last.clone()]).collect();
        assert_eq!(taken(&again), expected, "{}: lost or told twice", test.engine);
        // From the beginning everything is told, in order.
        let mut whole = scene.listen(PATH, Some(0));
        assert!(whole.hears(&last, PATIENCE));
        let everything: Vec<String> = [before, first].into_iter().chain(expected).collect();
        assert_eq!(taken(&whole), everything);
        let numbers: Vec<i64> = whole.events().iter().map(|(n, ..)| *n).collect();
        assert!(numbers.is_sorted(), "{numbers:?}");
        assert!(!whole.heard.contains(CANARY));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stream_of_events_ends_when_its_token_is_revoked() {
    on_both(|test| async move {
        let scene = Scene::new(&test, &[]).await;
        let mut stream = scene.listen(PATH, None);
        let mut tx = test.db.write(scene.fixture.scope()).await.unwrap();
        sql!("UPDATE tokens SET revoked_at = 1 WHERE institution_id = $1").run(&mut tx).await.unwrap();
        tx.commit().await.unwrap();
        assert!(stream.ends(PATIENCE), "{}: {}", test.engine, stream.heard);
        let (status, problem) = scene.refused(PATH, &[("authorization", &scene.bearer)]);
        assert_eq!((status, problem["status"].as_u64()), (401, Some(401)));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn events_are_refused_to_whom_they_do_not_concern() {
    on_both(|test| async move {
        let scene = Scene::new(&test, &["--limits", "streams-token=1"]).await;
        let own = ("authorization", scene.bearer.as_str());
        assert_eq!(scene.refused(PATH, &[]).0, 401);
        // A number nobody was given, an unreadable one, another institution's branch, a branch that is none.
        assert_eq!(scene.refused(PATH, &[own, ("last-event-id", "99999999")]).0, 422);
        assert_eq!(scene.refused(PATH, &[own, ("last-event-id", "x")]).0, 400);
        assert_eq!(scene.refused(&format!("{PATH}?branch={}", scene.fixture.other_branch), &[own]).0, 404);
        assert_eq!(scene.refused(&format!("{PATH}?branch=x"), &[own]).0, 400);
        // One stream is open: the next is one too many, until the first has ended.
        let stream = scene.listen(&format!("{PATH}?branch={}", scene.fixture.branch), None);
        assert_eq!(scene.refused(PATH, &[own]).0, 429);
        drop(stream);
        let mut tx = test.db.write(scene.fixture.scope()).await.unwrap();
        sql!("UPDATE tokens SET scopes = 'tickets.write' WHERE institution_id = $1")
            .run(&mut tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let (status, problem) = scene.refused(PATH, &[own]);
        assert_eq!((status, problem["right"].as_str()), (403, Some("events.read")));
    })
    .await;
}

/// A case, and something promised in it, which is a subject of its own.
async fn a_case_with_a_promise(test: &TestDb, fixture: &Fixture, app: &App, kind: Kind) -> [String; 2] {
    let actor = Actor { by: By::Program, at: app.clock.now() };
    let open = Open {
        kind,
        subject: "Par apkalpošanu".to_owned(),
        service: None,
        branch: fixture.branch,
        owner: fixture.employees[0],
        ticket: None,
        client_name: "Jānis Kalns".to_owned(),
        client_contact: "janis@klients.example".to_owned(),
        channel: ChannelKind::Email,
        key: String::new(),
    };
    let mut tx = test.db.write(fixture.scope()).await.unwrap();
    let case = solits_cases::open(&mut tx, app, &actor, open).await.unwrap().case;
    let version = solits_cases::find(&mut tx, case).await.unwrap().unwrap().version;
    let when = (actor.at.plus_minutes(24 * 60).day(), None);
    let (_, promise) =
        solits_cases::promise(&mut tx, app, &actor, (case, version), "Piezvanīsim.", when).await.unwrap();
    tx.commit().await.unwrap();
    [case.to_string(), promise.to_string()]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_complaint_and_what_hangs_on_it_are_told_only_to_a_program_that_may_know_of_complaints() {
    on_both(|test| async move {
        let scene = Scene::new(&test, &[]).await;
        let scopes = "events.read feedback.read";
        let trusted = another_token(&test.db, scene.fixture.institution, 10, scopes).await;
        let trusted = format!("Bearer {trusted}");
        let clock = Clock::standing(Timestamp::parse("2026-11-16T08:00:00.000Z").unwrap());
        let app = App::new(test.db.clone(), clock, Random::seeded(1), AppConfig::default());
        let question = a_case_with_a_promise(&test, &scene.fixture, &app, Kind::Question).await;
        let complaint = a_case_with_a_promise(&test, &scene.fixture, &app, Kind::Complaint).await;
        let headers = [("authorization", trusted.as_str()), ("last-event-id", "0")];
        let mut all = Stream::open(&scene.program.address, PATH, &headers);
        let mut ordinary = scene.listen(PATH, Some(0));
        // What comes after everything else is told to both.
        let last = scene.take();
        assert!(all.hears(&last, PATIENCE), "{}: {}", test.engine, all.heard);
        assert!(ordinary.hears(&last, PATIENCE), "{}: {}", test.engine, ordinary.heard);
        for id in &question {
            assert!(all.heard.contains(id) && ordinary.heard.contains(id), "{}: {id}", test.engine);
        }
        for id in &complaint {
            assert!(all.heard.contains(id), "{}: {id}", test.engine);
            assert!(!ordinary.heard.contains(id), "{}: {}", test.engine, ordinary.heard);
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_branch_is_followed_alone() {
    on_both(|test| async move {
        let scene = Scene::new(&test, &[]).await;
        let other = uuid::Uuid::from_u128(42);
        let mut tx = test.db.write(scene.fixture.scope()).await.unwrap();
        sql!(
            "INSERT INTO branches (institution_id, id, code, name_lv, name_en, address, phone, email, calendar,
                    calendar_version, queue_device, position, active)
             SELECT $1, $2, 'otra', 'Otra', 'Other', '', '', '', calendar, 1, TRUE, 2, TRUE FROM branches
              WHERE institution_id = $1"
        )
        .bind(other)
        .run(&mut tx)
        .await
        .unwrap();
        tx.commit().await.unwrap();
        let mut all = scene.listen(PATH, None);
        let mut quiet = scene.listen(&format!("{PATH}?branch={other}"), None);
        let ticket = scene.take();
        assert!(all.hears(&ticket, PATIENCE));
        assert!(!quiet.hears(&ticket, Duration::from_secs(3)), "{}: {}", test.engine, quiet.heard);
    })
    .await;
}

/// Numbers of PostgreSQL become visible out of order: two nodes write at once, and a stream still loses nothing.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_two_nodes_write_at_once_is_told_by_either_without_loss() {
    const EACH: usize = 60;
    let test = postgres().await;
    let scene = Scene::new(&test, &[]).await;
    let folder = tempfile::tempdir().unwrap();
    let second = Program::serve(folder.path(), Some(&test.address));
    let headers = [("authorization", scene.bearer.as_str())];
    let mut streams = [&scene.program, &second].map(|node| Stream::open(&node.address, PATH, &headers));
    let mut written: Vec<String> = std::thread::scope(|scope| {
        let (scene, nodes) = (&scene, [&scene.program, &second, &scene.program, &second]);
        let writers = nodes.map(|node| {
            scope.spawn(move || {
                (0..EACH).map(|_| take(node, &scene.bearer, &scene.fixture)).collect::<Vec<String>>()
            })
        });
        writers.into_iter().flat_map(|writer| writer.join().unwrap()).collect()
    });
    written.sort();
    for stream in &mut streams {
        for ticket in &written {
            assert!(stream.hears(ticket, PATIENCE), "{ticket} is lost");
        }
        let mut told = taken(stream);
        told.sort();
        assert_eq!(told, written, "told twice");
    }
}
