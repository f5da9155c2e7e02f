//! The promise lab over a simulated history, beside plain reading of the same entries through the same driver in the same
//! run. What counts is the ratio: both sides pay for the same disk and the same processors.
//!
//! `cargo bench -p solits --bench lab`; `LAB_SCALE=160` for five million contacts.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::cast_precision_loss,
    reason = "a bench says its figures and stops where it cannot go on"
)]

use std::{process::Command, time::Instant};

use solits_db::{Db, row, sql};
use solits_kernel::{Clock, InstitutionId, Random, Scope, day_number};
use solits_standard::Standard;
use solits_standards::{shipped, try_promises};
use solits_testkit::{TestDb, postgres, sqlite};
use solits_web::{App, AppConfig};
use uuid::Uuid;

const DAYS: i64 = 365;

row! {
    struct Row { n: i64, at: i64, kind: String, subject_id: Uuid, branch_id: Option<Uuid> }
}

fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    let scale = std::env::var("LAB_SCALE").unwrap_or_else(|_| "4".to_owned());
    runtime.block_on(async {
        measure(sqlite().await, &scale).await;
        measure(postgres().await, &scale).await;
    });
}

async fn measure(test: TestDb, scale: &str) {
    let folder = tempfile::tempdir().unwrap();
    let days = DAYS.to_string();
    let filled = Command::new(env!("CARGO_BIN_EXE_solits"))
        .args(["simulate", "--days", &days, "--scale", scale, "--database", &test.address, "--data"])
        .arg(folder.path())
        .output()
        .unwrap();
    assert!(filled.status.success(), "{}", String::from_utf8_lossy(&filled.stderr));
    println!("{}: {}", test.engine, String::from_utf8_lossy(&filled.stdout).trim());
    let app = App::new(test.db.clone(), Clock::System, Random::seeded(1), AppConfig::default());
    let last_on = day_number(app.clock.now().day());
    let changed =
        shipped("ezermala").unwrap().replace("within = { minutes = 15 }", "within = { minutes = 10 }");
    let standard = Standard::compile(&changed, shipped("handbook")).unwrap();
    let plain_before = read_all(&test.db).await;
    let began = Instant::now();
    let found =
        try_promises(&app, InstitutionId(1), standard, Some(1), (last_on - DAYS, last_on)).await.unwrap();
    let lab = began.elapsed().as_secs_f64();
    let plain_after = read_all(&test.db).await;
    let (entries, plain) = (plain_before.0, f64::midpoint(plain_before.1, plain_after.1));
    println!(
        "{}: lab {lab:.2} s over {} of {entries} entries, {:.0} a second; plain reading by one reader {plain:.2} s; ratio {:.2}",
        test.engine,
        found.entries,
        found.entries as f64 / lab,
        lab / plain
    );
}

/// Reads every entry as it is; how many they are, and the seconds.
async fn read_all(db: &Db) -> (i64, f64) {
    let began = Instant::now();
    let (mut after, mut count) = (i64::MIN, 0);
    loop {
        let mut tx = db.read(Scope::of_job(InstitutionId(1))).await.unwrap();
        let rows = sql!(
            "SELECT n, at, kind, subject_id, branch_id FROM journal WHERE institution_id = $1 AND n > $2 ORDER BY n LIMIT 20000"
        )
        .bind(after)
        .all::<Row>(&mut tx)
        .await
        .unwrap();
        let Some(last) = rows.last() else { return (count, began.elapsed().as_secs_f64()) };
        after = last.n;
        count += i64::try_from(rows.len()).unwrap();
        let _read: i64 = rows.iter().map(|row| row.at + i64::from(row.branch_id.is_some())).sum();
        assert!(rows.iter().all(|row| !row.kind.is_empty() && !row.subject_id.is_nil()));
    }
}
