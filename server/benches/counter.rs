//! Taking a ticket and calling the next client through HTTP, beside bare single-row commits made through the same driver
//! in the same run, on both engines. What counts is the ratio: both sides pay for the same disk.
//!
//! `cargo bench -p solits --bench counter`

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::cast_precision_loss,
    reason = "a bench says its figures and stops where it cannot go on"
)]

mod support;

use std::{sync::Arc, time::Instant};

use solits_db::{Db, global_sql, sql};
use solits_journal::{Actor, By};
use solits_kernel::{Clock, Random};
use solits_queue::{Outcome, QueueError, Take, Then};
use solits_testkit::{Cluster, Fixture, TestDb, postgres, sqlite};
use solits_web::{App, AppConfig, hash_secret};
use support::{Connection, Server};

const CLIENTS: usize = 8;
const SECONDS: f64 = 4.0;
/// Desks of each client where calling alone is measured: they are emptied in between, outside the time.
const DESKS: usize = 64;

fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    Cluster::flush_to_disk();
    println!("{CLIENTS} clients at a time, {SECONDS} s for each figure");
    for engine in ["sqlite", "postgres"] {
        runtime.block_on(async {
            let test = if engine == "sqlite" { sqlite().await } else { postgres().await };
            measure(test).await;
        });
    }
}

async fn measure(TestDb { db, engine, address, folder: _keep, .. }: TestDb) {
    let fixture = Fixture::new(&db, (CLIENTS * DESKS) as u64).await;
    let mut tx = db.write(fixture.scope()).await.unwrap();
    sql!("INSERT INTO tokens (institution_id, id, name, token_hash, scopes, created_at) VALUES ($1, $2, 'bench', $3, $4, 0)")
        .bind(uuid::Uuid::from_u128(1))
        .bind(hash_secret("bench"))
        .bind("tickets.write tickets.read counters.write")
        .run(&mut tx)
        .await
        .unwrap();
    global_sql!("CREATE TABLE bare (place BIGINT, id BIGINT PRIMARY KEY, text TEXT)")
        .run(&mut tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();

    // So that somebody waits whoever calls first, and the engine knows its tables as it does of a morning.
    fill(&db, &fixture).await;
    support::gather_figures(&db).await;
    let own = own(&address).await;
    let bare_before = bare(&address, 0).await;
    let server = Server::start(&address);
    let take = drive(&server, |_, connection| {
        let body = format!(r#"{{"branch":"{}","line":"{}"}}"#, fixture.branch, fixture.lines[0]);
        connection.post("/api/v1/tickets", &body).contains("\"waiting\"")
    });
    // Calls are faster than takings on one engine, and no desk may find the line empty.
    fill(&db, &fixture).await;
    let call = drive(&server, |client, connection| {
        let counter = fixture.counters[client];
        let first = connection.post(&format!("/api/v1/counters/{counter}/finish"), r#"{"call_next":true}"#);
        first.contains("\"called\":{")
            || connection
                .post(&format!("/api/v1/counters/{counter}/call-next"), "{}")
                .contains("\"called\":{")
    });
    let alone = calls_alone(&server, &db, &fixture).await;
    drop(server);
    let bare_after = bare(&address, 1_000_000_000).await;
    let bare = f64::midpoint(bare_before, bare_after);
    println!(
        "{engine}: bare single-row commits {bare:.0}/s (before {bare_before:.0}, after {bare_after:.0}); one client alone {own:.0}/s"
    );
    for (what, done) in [("take a ticket", take), ("call next", alone), ("finish and call next", call)] {
        println!(
            "{engine}: {what} {:.0}/s, {:.2} of the bare commits, {:.2} ms of server CPU each, p50 {:.1} ms, p99 {:.1} ms",
            done.rate,
            done.rate / bare,
            done.cpu_ms,
            done.p50,
            done.p99
        );
    }
}

/// So many more clients take a ticket before the calls are measured.
const WAITING: usize = 8_000;

/// Lets more clients wait than the desks could call in the time.
async fn fill(db: &Db, fixture: &Fixture) {
    let app = App::new(db.clone(), Clock::System, Random::System, AppConfig::default());
    for _ in 0..WAITING / 500 {
        let mut tx = db.write(fixture.scope()).await.unwrap();
        for _ in 0..500 {
            let actor = Actor { by: By::Client, at: app.clock.now() };
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
            solits_queue::take(&mut tx, &app, &actor, take).await.unwrap();
        }
        tx.commit().await.unwrap();
    }
}

/// Calls to free desks: the desks are finished with between the rounds, which counts neither as time nor as work.
async fn calls_alone(server: &Server, db: &Db, fixture: &Fixture) -> Done {
    let app = App::new(db.clone(), Clock::System, Random::System, AppConfig::default());
    let (mut seconds, mut cpu, mut took, mut waiting) = (0.0, 0.0, Vec::new(), 0);
    while seconds < SECONDS {
        if waiting < CLIENTS * DESKS {
            fill(db, fixture).await;
            waiting += WAITING;
        }
        let mut tx = db.write(fixture.scope()).await.unwrap();
        for counter in &fixture.counters {
            let actor = Actor { by: By::Client, at: app.clock.now() };
            let done =
                solits_queue::finish(&mut tx, &app, &actor, *counter, &Outcome::Solved, Then::Stay).await;
            assert!(matches!(done, Ok(_) | Err(QueueError::NobodyHere)), "a desk could not be emptied");
        }
        tx.commit().await.unwrap();
        let (round, before) = (Instant::now(), server.cpu_ms());
        took.extend(at_once(server, |client, connection| {
            let mut own = Vec::new();
            for counter in &fixture.counters[client * DESKS..(client + 1) * DESKS] {
                let begun = Instant::now();
                let answer = connection.post(&format!("/api/v1/counters/{counter}/call-next"), "{}");
                assert!(answer.contains("\"called\":{"), "{answer}");
                own.push(begun.elapsed().as_secs_f64() * 1000.0);
            }
            own
        }));
        seconds += round.elapsed().as_secs_f64();
        cpu += server.cpu_ms() - before;
        waiting -= CLIENTS * DESKS;
    }
    Done::of(took, seconds, cpu)
}

/// What each client measured, all of them at once, each over a connection of its own.
fn at_once(server: &Server, action: impl Fn(usize, &mut Connection) -> Vec<f64> + Sync) -> Vec<f64> {
    std::thread::scope(|scope| {
        let clients: Vec<_> = (0..CLIENTS)
            .map(|client| {
                let action = &action;
                scope.spawn(move || action(client, &mut Connection::open(&server.address)))
            })
            .collect();
        clients.into_iter().flat_map(|client| client.join().unwrap()).collect()
    })
}

/// Bare single-row commits by the same drivers, as many clients at a time: nothing of ours, every row flushed alone.
async fn bare(address: &str, from: i64) -> f64 {
    let started = Instant::now();
    let row = move |client: usize, done: i64| from + i64::try_from(client).unwrap() * 10_000_000 + done;
    let tasks: Vec<_> = if let Some(file) = address.strip_prefix("sqlite:") {
        let connection = Arc::new(tokio::sync::Mutex::new(flushing(file)));
        (0..CLIENTS)
            .map(|client| {
                let connection = connection.clone();
                tokio::spawn(async move {
                    let mut done = 0_i64;
                    while started.elapsed().as_secs_f64() < SECONDS {
                        let connection = connection.lock().await;
                        connection.prepare_cached(BARE).unwrap().execute([row(client, done)]).unwrap();
                        done += 1;
                    }
                    done
                })
            })
            .collect()
    } else {
        let pool = sqlx::postgres::PgPoolOptions::new()
            .max_connections(u32::try_from(CLIENTS).unwrap())
            .connect(address)
            .await
            .unwrap();
        (0..CLIENTS)
            .map(|client| {
                let pool = pool.clone();
                tokio::spawn(async move {
                    let mut done = 0_i64;
                    while started.elapsed().as_secs_f64() < SECONDS {
                        sqlx::query(BARE).bind(row(client, done)).execute(&pool).await.unwrap();
                        done += 1;
                    }
                    done
                })
            })
            .collect()
    };
    let mut done = 0;
    for task in tasks {
        done += task.await.unwrap();
    }
    done as f64 / started.elapsed().as_secs_f64()
}

const BARE: &str = "INSERT INTO bare (place, id, text) VALUES (1, $1, 'x')";

fn flushing(file: &str) -> rusqlite::Connection {
    let connection = rusqlite::Connection::open(file).unwrap();
    connection.pragma_update(None, "journal_mode", "wal").unwrap();
    connection.pragma_update(None, "synchronous", "full").unwrap();
    connection.busy_timeout(std::time::Duration::from_secs(10)).unwrap();
    connection
}

/// The engine's own rate: one client, no network of ours, no tasks.
async fn own(address: &str) -> f64 {
    let started = Instant::now();
    let mut done = 0_i64;
    if let Some(file) = address.strip_prefix("sqlite:") {
        let connection = flushing(file);
        while started.elapsed().as_secs_f64() < SECONDS {
            connection.prepare_cached(BARE).unwrap().execute([2_000_000_000 + done]).unwrap();
            done += 1;
        }
    } else {
        use sqlx::Connection as _;
        let mut connection = sqlx::PgConnection::connect(address).await.unwrap();
        while started.elapsed().as_secs_f64() < SECONDS {
            sqlx::query(BARE).bind(2_000_000_000 + done).execute(&mut connection).await.unwrap();
            done += 1;
        }
    }
    done as f64 / started.elapsed().as_secs_f64()
}

struct Done {
    rate: f64,
    cpu_ms: f64,
    p50: f64,
    p99: f64,
}

impl Done {
    fn of(mut took: Vec<f64>, seconds: f64, cpu_ms: f64) -> Self {
        took.sort_by(f64::total_cmp);
        let at = |percent: usize| took[(took.len() - 1) * percent / 100];
        Self {
            rate: took.len() as f64 / seconds,
            cpu_ms: cpu_ms / took.len() as f64,
            p50: at(50),
            p99: at(99),
        }
    }
}

fn drive(server: &Server, action: impl Fn(usize, &mut Connection) -> bool + Sync) -> Done {
    let (started, cpu) = (Instant::now(), server.cpu_ms());
    let took = at_once(server, |client, connection| {
        let mut own = Vec::new();
        while started.elapsed().as_secs_f64() < SECONDS {
            let begun = Instant::now();
            assert!(action(client, connection), "the action did not do what it should");
            own.push(begun.elapsed().as_secs_f64() * 1000.0);
        }
        own
    });
    Done::of(took, started.elapsed().as_secs_f64(), server.cpu_ms() - cpu)
}
