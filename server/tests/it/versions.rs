//! An institution changes its standard in the middle of a history: what each version promised is judged by that version.

use std::{collections::BTreeMap, path::Path};

use jiff::{ToSpan as _, civil::Date};
use solits_db::{row, sql};
use solits_journal::{Heart, recompute};
use solits_kernel::{Clock, InstitutionId, Random, Scope, Timestamp, day_number};
use solits_obligation::Counts;
use solits_standard::Standard;
use solits_standards::try_promises;
use solits_testkit::{TestDb, on_both};
use solits_web::{App, AppConfig};

use crate::program::solits;

row! {
    struct Span { standard: i64, owed: i64, first: Timestamp, last: Timestamp }
}
row! {
    struct Measured { norm: String, met: i64, breached: i64, waived: i64 }
}

const DAYS: i32 = 365;

/// The standards that are shipped lie beside the sources.
fn shipped(name: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../standards").join(name).display().to_string()
}

/// A year of few contacts: the handbook as it is, then a municipality's own standard from the middle on.
fn a_year_with_a_change(test: &TestDb, change: Date) {
    let folder = tempfile::tempdir().unwrap();
    let (first, then) = (shipped("handbook.toml"), shipped("adazi-2023.toml"));
    let (days, change) = (DAYS.to_string(), change.to_string());
    let filled = solits(&[
        "simulate",
        "--data",
        folder.path().to_str().unwrap(),
        "--database",
        &test.address,
        "--days",
        &days,
        "--scale",
        "0.05",
        "--standard",
        &first,
        "--then",
        &then,
        "--then-from",
        &change,
    ]);
    assert!(filled.status.success(), "{}", String::from_utf8_lossy(&filled.stderr));
}

async fn measured(app: &App, standard: i64) -> BTreeMap<String, Counts> {
    let mut tx = app.db.read(Scope::of_job(InstitutionId(1))).await.unwrap();
    let rows = sql!(
        "SELECT norm, CAST(sum(met) AS BIGINT) AS met, CAST(sum(breached) AS BIGINT) AS breached, CAST(sum(waived) AS BIGINT) AS waived
           FROM measures WHERE institution_id = $1 AND standard = $2 GROUP BY norm"
    )
    .bind(standard)
    .all::<Measured>(&mut tx)
    .await
    .unwrap();
    let counts =
        |row: Measured| (row.norm, Counts { met: row.met, breached: row.breached, waived: row.waived });
    rows.into_iter().map(counts).filter(|(_, counts)| *counts != Counts::default()).collect()
}

/// What the promise lab finds of a shipped standard in some days.
async fn tried(app: &App, file: &str, days: (i64, i64)) -> BTreeMap<String, Counts> {
    let source = std::fs::read_to_string(shipped(file)).unwrap();
    let handbook = std::fs::read_to_string(shipped("handbook.toml")).unwrap();
    let baseline = (file != "handbook.toml").then_some(handbook);
    let standard = Standard::compile(&source, baseline.as_deref()).unwrap();
    let found = try_promises(app, InstitutionId(1), standard, None, days).await.unwrap();
    found.promises.into_iter().filter(|(_, counts)| *counts != Counts::default()).collect()
}

/// On the day of change nothing is lost, doubled or judged again; and each version tried over its own days gives what was
/// counted while they passed.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_year_that_spans_a_change_of_the_standard_is_split_by_it_and_borne_out_by_the_journal() {
    on_both(|test| async move {
        let today = solits_kernel::Clock::System.now().day();
        let change = today.checked_sub((DAYS / 2).days()).unwrap();
        a_year_with_a_change(&test, change);
        let instant = Timestamp::in_riga(change, jiff::civil::Time::midnight());
        let mut tx = test.db.write(Scope::of_job(InstitutionId(1))).await.unwrap();
        let (entries, differences) = recompute(&mut tx, &Heart::new(&test.db)).await.unwrap();
        assert!(entries > 1_000, "{entries}");
        assert_eq!(differences, vec![], "{}", test.engine);
        let spans = sql!(
            "SELECT standard, count(*) AS owed, min(opened_at) AS first, max(opened_at) AS last
               FROM obligations WHERE institution_id = $1 GROUP BY standard ORDER BY standard"
        )
        .all::<Span>(&mut tx)
        .await
        .unwrap();
        drop(tx);
        let [before, after] = <[Span; 2]>::try_from(spans).ok().unwrap();
        assert_eq!((before.standard, after.standard), (1, 2));
        assert!(before.last < instant && instant <= after.first && before.first < after.last);
        assert!(before.owed > 100 && after.owed > 100, "{} and {}", before.owed, after.owed);

        // The history ends at midnight; what is still open then is not judged yet.
        let end = Timestamp::in_riga(today, jiff::civil::Time::midnight());
        let app = App::new(test.db.clone(), Clock::standing(end), Random::seeded(1), AppConfig::default());
        let (first_on, change_on) = (day_number(change) - i64::from(DAYS), day_number(change));
        let early = tried(&app, "handbook.toml", (first_on, change_on - 1)).await;
        assert_eq!(early, measured(&app, 1).await, "{}", test.engine);
        let late = tried(&app, "adazi-2023.toml", (change_on, day_number(today))).await;
        assert_eq!(late, measured(&app, 2).await, "{}", test.engine);
    })
    .await;
}
