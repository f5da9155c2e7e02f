//! The promise lab over a simulated history, beside plain reading of the same entries through the same driver in the same
//! run. What counts is the ratio: both sides pay for the same disk and the same processors.
//!
//! `cargo bench -p solits --bench lab`; `LAB_SCALE=160` for five million contacts. `LAB_DATABASES` names databases that are
//! filled already, with commas between them, and `LAB_DAYS` how many days of theirs are tried.

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

/// The program's own.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Days of the history, unless `LAB_DAYS` says otherwise.
const DAYS: i64 = 365;

row! {
    struct Row { n: i64, at: i64, kind: String, subject_id: Uuid, branch_id: Option<Uuid> }
}

fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    let days = std::env::var("LAB_DAYS").map_or(DAYS, |days| days.parse().unwrap());
    runtime.block_on(async {
        if let Ok(filled) = std::env::var("LAB_DATABASES") {
            for address in filled.split(',') {
                measure(&Db::open(address).await.unwrap(), address.split(':').next().unwrap(), days).await;
            }
            return;
        }
        let scale = std::env::var("LAB_SCALE").unwrap_or_else(|_| "4".to_owned());
        for test in [sqlite().await, postgres().await] {
            fill(&test, days, &scale);
            measure(&test.db, test.engine, days).await;
        }
    });
}

fn fill(test: &TestDb, days: i64, scale: &str) {
    let folder = tempfile::tempdir().unwrap();
    let filled = Command::new(env!("CARGO_BIN_EXE_solits"))
        .args([
            "simulate",
            "--days",
            &days.to_string(),
            "--scale",
            scale,
            "--database",
            &test.address,
            "--data",
        ])
        .arg(folder.path())
        .output()
        .unwrap();
    assert!(filled.status.success(), "{}", String::from_utf8_lossy(&filled.stderr));
    println!("{}: {}", test.engine, String::from_utf8_lossy(&filled.stdout).trim());
}

async fn measure(db: &Db, engine: &str, days: i64) {
    let app = App::new(db.clone(), Clock::System, Random::seeded(1), AppConfig::default());
    let last_on = day_number(app.clock.now().day());
    let changed =
        shipped("ezermala").unwrap().replace("within = { minutes = 15 }", "within = { minutes = 10 }");
    let standard = Standard::compile(&changed, shipped("handbook")).unwrap();
    let plain_before = read_all(db).await;
    let began = Instant::now();
    let found =
        try_promises(&app, InstitutionId(1), standard, Some(1), (last_on - days, last_on)).await.unwrap();
    let lab = began.elapsed().as_secs_f64();
    let plain_after = read_all(db).await;
    let (entries, plain) = (plain_before.0, f64::midpoint(plain_before.1, plain_after.1));
    println!(
        "{engine}: lab {lab:.2} s over {} of {entries} entries, {:.0} a second; plain reading by one reader {plain:.2} s; ratio {:.2}",
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
