//! Two nodes of the program on one PostgreSQL: what one does the other knows, and nothing is done twice.

use std::time::{Duration, Instant};

use solits_db::{Db, row, sql};
use solits_journal::{Actor, By, Heart, complete_up_to, recompute, seal, tick, verify_chain};
use solits_kernel::{Clock, Random, Timestamp};
use solits_queue::Take;
use solits_testkit::{Fixture, postgres};
use solits_web::{App, AppConfig};

use crate::{
    a_token,
    http::{Answer, Stream, ask},
    program::Program,
};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_ticket_taken_through_one_node_is_told_on_the_screens_of_the_other() {
    let test = postgres().await;
    let fixture = Fixture::new(&test.db, 1).await;
    let token = a_token(&test.db, fixture.institution, "tickets.write").await;
    let folder = tempfile::tempdir().unwrap();
    let nodes = [(); 2].map(|()| Program::serve(folder.path(), Some(&test.address)));
    let path = "/i/testa/branch/testa/live";
    let mut stream = Stream::open(&nodes[1].address, path, &[]);
    let body = format!(r#"{{"branch":"{}","line":"{}"}}"#, fixture.branch, fixture.lines[0]);
    let bearer = format!("Bearer {token}");
    let changed = format!(r#"{{"topic":"branch:{}"}}"#, fixture.branch);
    // The second node may still be opening its ear for the first: a client comes again until it is heard.
    let until = Instant::now() + Duration::from_secs(30);
    let mut heard = false;
    while !heard && Instant::now() < until {
        let answer =
            ask(&nodes[0].address, "POST", "/api/v1/tickets", &[("authorization", &bearer)], &body).unwrap();
        assert_eq!(answer.status, 200, "{}", answer.body);
        heard = stream.hears(&changed, Duration::from_millis(500));
    }
    assert!(heard, "the second node tells nothing: {}", stream.heard);
    assert!(stream.heard.contains("event: changed"), "{}", stream.heard);
}

/// The token of the first form on a page.
fn form_token(page: &Answer) -> String {
    let (_, after) = page.body.split_once(r#"name="csrf" value=""#).expect("a form with a token");
    after.split('"').next().unwrap().to_owned()
}

/// Signs in with an address that nobody has: a form that is understood is answered with 422.
fn send(node: &Program, token: &str) -> u16 {
    let body = format!("csrf={token}&email=nobody%40example.org&password=none");
    let headers = [("content-type", "application/x-www-form-urlencoded")];
    ask(&node.address, "POST", "/sign-in", &headers, &body).unwrap().status
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_form_shown_by_one_node_is_answered_by_the_other_and_by_one_started_again() {
    let test = postgres().await;
    let folder = tempfile::tempdir().unwrap();
    let [first, second] = [(); 2].map(|()| Program::serve(folder.path(), Some(&test.address)));
    // Both are asked at once, so that both may want to make the secret.
    let shown: Vec<String> = std::thread::scope(|scope| {
        let asked = [&first, &second]
            .map(|node| scope.spawn(|| form_token(&ask(&node.address, "GET", "/sign-in", &[], "").unwrap())));
        asked.map(|page| page.join().unwrap()).into()
    });
    assert_eq!(shown[0], shown[1], "the nodes sign with different secrets");
    assert_eq!(send(&second, &shown[0]), 422);
    assert_eq!(send(&first, &shown[1]), 422);
    assert_eq!(send(&second, "0123456789abcdef0123456789abcdef"), 409, "any token is taken");
    first.kill();
    let again = Program::serve(folder.path(), Some(&test.address));
    assert_eq!(send(&again, &shown[0]), 422, "a page left open over a restart is refused");
}

const CLIENTS: i64 = 450;

row! {
    struct Recorded { subject_id: uuid::Uuid, kind: String, times: i64 }
}

/// A standard of the fixture: called within 15 minutes (paragraph 4), reported to the bureau head at 120 percent of that.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_limit_that_passes_is_recorded_and_reported_once_however_many_nodes_look() {
    let test = postgres().await;
    let fixture = Fixture::new(&test.db, 1).await;
    let start = Timestamp::parse("2026-11-16T08:00:00.000Z").unwrap();
    let clock = Clock::standing(start);
    let mut nodes = Vec::new();
    for seed in 0..2 {
        let db = Db::open(&test.address).await.unwrap();
        nodes.push(App::new(db, clock.clone(), Random::seeded(seed), AppConfig::default()));
    }
    let mut tx = nodes[0].db.write(fixture.scope()).await.unwrap();
    for _ in 0..CLIENTS {
        let take = Take {
            branch: fixture.branch,
            line: fixture.lines[0],
            priority: false,
            internal: false,
            party: 1,
            service: None,
            booked_for: None,
            announced_high: None,
            key: String::new(),
        };
        let actor = Actor { by: By::Client, at: start };
        solits_queue::take(&mut tx, &nodes[0], &actor, take).await.unwrap();
    }
    tx.commit().await.unwrap();

    look(&nodes, &fixture).await;
    assert!(recorded(&test.db, &fixture).await.is_empty(), "recorded before the limit has passed");
    clock.set(start.plus_minutes(15).plus_millis(1));
    look(&nodes, &fixture).await;
    let breached = recorded(&test.db, &fixture).await;
    assert_all_once(&breached, "obligation.breached");
    clock.set(start.plus_minutes(18).plus_millis(1));
    look(&nodes, &fixture).await;
    let mut reported = recorded(&test.db, &fixture).await;
    reported.retain(|entry| solits_journal::kind_of(&entry.kind) == "obligation.escalated");
    assert_all_once(&reported, "obligation.escalated");
    // Nothing more is due, whoever looks again.
    clock.set(start.plus_minutes(60));
    look(&nodes, &fixture).await;
    let all = recorded(&test.db, &fixture).await;
    assert_eq!(i64::try_from(all.len()).unwrap(), 2 * CLIENTS);
    assert!(all.iter().all(|entry| entry.times == 1));

    let mut tx = test.db.read(fixture.scope()).await.unwrap();
    let sealed = verify_chain(&mut tx).await.unwrap().expect("sealing side by side keeps the chain");
    assert_eq!(sealed, 3 * CLIENTS);
    let (entries, differences) = recompute(&mut tx, &Heart::new(&test.db)).await.unwrap();
    assert_eq!(entries, 3 * CLIENTS);
    assert!(differences.is_empty(), "{differences:?}");
}

/// Both nodes do their work of a second, each several times at once.
async fn look(nodes: &[App], fixture: &Fixture) {
    let mut working = Vec::new();
    for _ in 0..3 {
        for node in nodes {
            let (node, fixture) = (node.clone(), fixture.clone());
            working.push(tokio::spawn(async move {
                tick(&node.db, &node.heart, fixture.institution, node.clock.now()).await.unwrap();
                let mut tx = node.db.write(fixture.scope()).await.unwrap();
                let upto = complete_up_to(&mut tx).await.unwrap();
                drop(tx);
                let mut tx = node.db.write(fixture.scope()).await.unwrap();
                seal(&mut tx, upto, node.clock.now()).await.unwrap();
                tx.commit().await.unwrap();
            }));
        }
    }
    for work in working {
        work.await.unwrap();
    }
}

/// What the journal tells of limits: which ticket, what, how many times.
async fn recorded(db: &Db, fixture: &Fixture) -> Vec<Recorded> {
    let mut tx = db.read(fixture.scope()).await.unwrap();
    sql!(
        "SELECT subject_id, kind, count(*) AS times FROM journal
          WHERE institution_id = $1 AND kind IN ('obligation.breached', 'B', 'obligation.escalated', 'E')
          GROUP BY subject_id, kind"
    )
    .all(&mut tx)
    .await
    .unwrap()
}

fn assert_all_once(entries: &[Recorded], kind: &str) {
    let subjects: std::collections::BTreeSet<_> = entries.iter().map(|entry| entry.subject_id).collect();
    assert_eq!(i64::try_from(subjects.len()).unwrap(), CLIENTS, "{kind}: not every ticket once");
    for entry in entries {
        assert_eq!((solits_journal::kind_of(&entry.kind), entry.times), (kind, 1), "{}", entry.subject_id);
    }
}
