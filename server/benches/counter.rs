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

use std::{
    sync::{Arc, Mutex},
    time::Instant,
};

use solits_db::{Db, global_sql, sql};
use solits_kernel::Scope;
use solits_testkit::{Fixture, TestDb, postgres, sqlite};
use solits_web::hash_secret;
use support::{Connection, Server};

const CLIENTS: usize = 8;
const SECONDS: f64 = 4.0;

fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    println!("{CLIENTS} clients at a time, {SECONDS} s for each figure");
    for engine in ["sqlite", "postgres"] {
        runtime.block_on(async {
            let test = if engine == "sqlite" { sqlite().await } else { postgres().await };
            measure(test).await;
        });
    }
}

async fn measure(TestDb { db, engine, address, folder: _keep, .. }: TestDb) {
    let fixture = Fixture::new(&db, CLIENTS as u64).await;
    let mut tx = db.write(fixture.scope()).await.unwrap();
    sql!("INSERT INTO tokens (institution_id, id, name, token_hash, scopes, created_at) VALUES ($1, $2, 'bench', $3, $4, 0)")
        .bind(uuid::Uuid::from_u128(1))
        .bind(hash_secret("bench"))
        .bind("tickets.write tickets.read counters.write")
        .run(&mut tx)
        .await
        .unwrap();
    global_sql!("CREATE TABLE bare (institution_id BIGINT, id BIGINT PRIMARY KEY, text TEXT)")
        .run(&mut tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();

    let bare_before = bare(&db, fixture.scope(), 0).await;
    let server = Server::start(&address);
    let take = drive(&server, |_, connection| {
        let body = format!(r#"{{"branch":"{}","line":"{}"}}"#, fixture.branch, fixture.lines[0]);
        connection.post("/api/v1/tickets", &body).contains("\"waiting\"")
    });
    let call = drive(&server, |client, connection| {
        let counter = fixture.counters[client];
        let first = connection.post(&format!("/api/v1/counters/{counter}/finish"), r#"{"call_next":true}"#);
        first.contains("\"called\":{")
            || connection
                .post(&format!("/api/v1/counters/{counter}/call-next"), "{}")
                .contains("\"called\":{")
    });
    drop(server);
    let bare_after = bare(&db, fixture.scope(), 1_000_000_000).await;
    let bare = f64::midpoint(bare_before, bare_after);
    println!(
        "{engine}: bare single-row commits {bare:.0}/s (before {bare_before:.0}, after {bare_after:.0})"
    );
    for (what, done) in [("take a ticket", take), ("finish and call next", call)] {
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

/// Bare commits: the engine and the driver with nothing of ours.
async fn bare(db: &Db, scope: Scope, from: i64) -> f64 {
    let started = Instant::now();
    let tasks: Vec<_> = (0..CLIENTS)
        .map(|client| {
            let (db, scope) = (db.clone(), scope.clone());
            tokio::spawn(async move {
                let mut done = 0_i64;
                while started.elapsed().as_secs_f64() < SECONDS {
                    let mut tx = db.write(scope.clone()).await.unwrap();
                    let id = from + i64::try_from(client).unwrap() * 10_000_000 + done;
                    sql!("INSERT INTO bare (institution_id, id, text) VALUES ($1, $2, 'x')")
                        .bind(id)
                        .run(&mut tx)
                        .await
                        .unwrap();
                    tx.commit().await.unwrap();
                    done += 1;
                }
                done
            })
        })
        .collect();
    let mut done = 0;
    for task in tasks {
        done += task.await.unwrap();
    }
    done as f64 / started.elapsed().as_secs_f64()
}

struct Done {
    rate: f64,
    cpu_ms: f64,
    p50: f64,
    p99: f64,
}

fn drive(server: &Server, action: impl Fn(usize, &mut Connection) -> bool + Sync) -> Done {
    let took: Arc<Mutex<Vec<f64>>> = Arc::default();
    let (started, cpu) = (Instant::now(), server.cpu_ms());
    std::thread::scope(|scope| {
        for client in 0..CLIENTS {
            let (took, action) = (took.clone(), &action);
            scope.spawn(move || {
                let mut connection = Connection::open(&server.address);
                let mut own = Vec::new();
                while started.elapsed().as_secs_f64() < SECONDS {
                    let begun = Instant::now();
                    assert!(action(client, &mut connection), "the action did not do what it should");
                    own.push(begun.elapsed().as_secs_f64() * 1000.0);
                }
                took.lock().unwrap().extend(own);
            });
        }
    });
    let mut took = took.lock().unwrap().clone();
    took.sort_by(f64::total_cmp);
    let at = |percent: usize| took[(took.len() - 1) * percent / 100];
    Done {
        rate: took.len() as f64 / started.elapsed().as_secs_f64(),
        cpu_ms: (server.cpu_ms() - cpu) / took.len() as f64,
        p50: at(50),
        p99: at(99),
    }
}
