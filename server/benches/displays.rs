//! A call seen on a thousand displays of one node: from the moment the desk asks until each screen has fetched the part
//! with the call. The screens share the machine with the program, which makes the figures worse than they are.
//!
//! `cargo bench -p solits --bench displays`; `SOLITS_BENCH_SCREENS` sets another number.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a bench says its figures and stops where it cannot go on"
)]

mod support;

use std::{sync::Arc, time::Instant};

use solits_db::sql;
use solits_kernel::Clock;
use solits_testkit::{Fixture, TestDb, postgres, sqlite};
use solits_web::hash_secret;
use support::{Connection, Server};
use tokio::{
    io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader},
    net::TcpStream,
    sync::mpsc,
};
use uuid::Uuid;

const CALLS: usize = 8;

fn main() {
    let screens = std::env::var("SOLITS_BENCH_SCREENS").map_or(1_000, |number| number.parse().unwrap());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    for engine in ["sqlite", "postgres"] {
        runtime.block_on(async {
            let test = if engine == "sqlite" { sqlite().await } else { postgres().await };
            measure(test, screens).await;
        });
    }
}

async fn measure(TestDb { db, engine, address, folder: _keep, .. }: TestDb, screens: usize) {
    let fixture = Fixture::new(&db, 1).await;
    let mut tx = db.write(fixture.scope()).await.unwrap();
    sql!("INSERT INTO tokens (institution_id, id, name, token_hash, scopes, created_at) VALUES ($1, $2, 'bench', $3, $4, 0)")
        .bind(Uuid::from_u128(1))
        .bind(hash_secret("bench"))
        .bind("tickets.write tickets.read counters.write")
        .run(&mut tx)
        .await
        .unwrap();
    let now = Clock::System.now().millis();
    for screen in 0..screens {
        sql!(
            "INSERT INTO devices (institution_id, id, branch_id, kind, name, token_hash, token_at, seen_at, created_at)
             VALUES ($1, $2, $3, 'display', 'bench', $4, $5, $5, $5)"
        )
        .bind(Uuid::from_u128(1_000 + screen as u128))
        .bind(fixture.branch)
        .bind(hash_secret(&format!("screen-{screen}")))
        .bind(now)
        .run(&mut tx)
        .await
        .unwrap();
    }
    tx.commit().await.unwrap();
    let server = Server::start(&address);
    let alone = server.memory_mb();
    let host: Arc<str> = server.address.as_str().into();
    let (seen, mut all_seen) = mpsc::unbounded_channel();
    let (ready, mut all_ready) = mpsc::unbounded_channel();
    for screen in 0..screens {
        let (host, seen, ready) = (host.clone(), seen.clone(), ready.clone());
        tokio::spawn(async move { watch(&host, screen, &seen, &ready).await });
    }
    for _ in 0..screens {
        all_ready.recv().await.unwrap();
    }
    let mut took = Vec::new();
    for call in 0..CALLS {
        let (address, branch, line, counter) =
            (server.address.clone(), fixture.branch, fixture.lines[0], fixture.counters[0]);
        let begun = tokio::task::spawn_blocking(move || {
            let mut desk = Connection::open(&address);
            desk.post("/api/v1/tickets", &format!(r#"{{"branch":"{branch}","line":"{line}"}}"#));
            if call > 0 {
                desk.post(&format!("/api/v1/counters/{counter}/finish"), "{}");
            }
            // What taking and finishing changed reaches the screens too; they are done with it before the call.
            std::thread::sleep(std::time::Duration::from_secs(3));
            let begun = Instant::now();
            let answer = desk.post(&format!("/api/v1/counters/{counter}/call-next"), "{}");
            assert!(answer.contains("\"called\":{"), "{answer}");
            begun
        })
        .await
        .unwrap();
        let number = format!("{:03}", call + 1);
        let mut done = 0;
        while done < screens {
            let (when, text): (Instant, Arc<str>) = all_seen.recv().await.unwrap();
            if when >= begun && text.contains(&number) {
                took.push(when.duration_since(begun).as_secs_f64() * 1000.0);
                done += 1;
            }
        }
    }
    took.sort_by(f64::total_cmp);
    let at = |percent: usize| took[(took.len() - 1) * percent / 100];
    println!(
        "{engine}: {screens} displays, {CALLS} calls: seen p50 {:.0} ms, p95 {:.0} ms, last {:.0} ms; memory {alone:.0} MB alone, {:.0} MB with all; first answer after {:.2} s",
        at(50),
        at(95),
        at(100),
        server.memory_mb(),
        server.started_in
    );
}

/// One screen: is told that something changed, and fetches the part with the calls.
async fn watch(
    host: &str,
    screen: usize,
    seen: &mpsc::UnboundedSender<(Instant, Arc<str>)>,
    ready: &mpsc::UnboundedSender<()>,
) {
    let mut stream = BufReader::new(TcpStream::connect(host).await.unwrap());
    let ask = |path: &str| format!("GET {path} HTTP/1.1\r\nhost: bench\r\ncookie: d=screen-{screen}\r\n\r\n");
    stream.write_all(ask("/display/live").as_bytes()).await.unwrap();
    let mut fetch = BufReader::new(TcpStream::connect(host).await.unwrap());
    let mut line = String::new();
    loop {
        line.clear();
        if stream.read_line(&mut line).await.unwrap() == 0 {
            return;
        }
        if line.starts_with("event: hello") || line.starts_with("event:hello") {
            ready.send(()).unwrap();
        }
        if !line.starts_with("data:") || line.contains("{}") {
            continue;
        }
        fetch.write_all(ask("/display/fragment").as_bytes()).await.unwrap();
        let mut length = 0;
        loop {
            line.clear();
            fetch.read_line(&mut line).await.unwrap();
            if let Some(value) = line.to_lowercase().strip_prefix("content-length:") {
                length = value.trim().parse().unwrap();
            }
            if line == "\r\n" {
                break;
            }
        }
        let mut body = vec![0; length];
        fetch.read_exact(&mut body).await.unwrap();
        if seen.send((Instant::now(), String::from_utf8(body).unwrap().into())).is_err() {
            return;
        }
    }
}
