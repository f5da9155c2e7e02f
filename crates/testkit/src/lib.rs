//! What tests stand on: a database of each engine, migrated and empty, gone when the test is.
//!
//! PostgreSQL is started once for the test run, by the first test that needs it, on a free port of this machine, and
//! dies with the test process. A test that cannot have it fails: nothing is skipped silently.
//!
//! The migrations run once for each engine and test process; every test gets a copy of what they left. Where a run of many
//! test processes names a folder in `SOLITS_TEST_PREPARED`, they run once in it for all of them; the run removes the folder.

pub mod browser;
mod fixture;
mod postgres;
pub mod setting;

use std::{
    future::Future,
    path::PathBuf,
    sync::atomic::{AtomicU32, Ordering},
};

use solits_db::{Db, migrate};
use tempfile::TempDir;
use tokio::sync::OnceCell;

pub use fixture::{CANARY, Fixture, STANDARD};
pub use postgres::Cluster;
use postgres::EMPTY;

/// An empty, migrated database of one engine.
#[derive(Debug)]
pub struct TestDb {
    /// The database.
    pub db: Db,
    /// `sqlite` or `postgres`.
    pub engine: &'static str,
    /// Its address, for programs started by the test.
    pub address: String,
    /// Keeps the folder of a SQLite file until the test is over.
    pub folder: Option<TempDir>,
}

/// Where test processes of one run keep what they would all prepare alike.
pub(crate) fn prepared() -> Option<PathBuf> {
    std::env::var_os("SOLITS_TEST_PREPARED").map(PathBuf::from)
}

/// What a SQLite file with all tables and no rows consists of.
async fn empty_file() -> &'static [u8] {
    static MADE: OnceCell<Vec<u8>> = OnceCell::const_new();
    let made = MADE.get_or_init(|| async {
        let ready = prepared().map(|place| place.join("sqlite"));
        if let Some(made) = ready.as_ref().and_then(|ready| std::fs::read(ready).ok()) {
            return made;
        }
        let folder = TempDir::new().expect("a temporary folder");
        let file = folder.path().join("empty.sqlite");
        let db = Db::open_file(&file).await.expect("a SQLite file can be made");
        migrate(&db).await.expect("the migrations run on SQLite");
        // Whoever closes the file last brings what stands in its log into it.
        db.close().await;
        let made = std::fs::read(&file).expect("the file can be read");
        if let Some((place, ready)) = prepared().zip(ready) {
            std::fs::create_dir_all(place).expect("the folder of what is prepared");
            // Nobody finds half a file: it is whole before it has its name.
            std::fs::rename(&file, ready).expect("what was prepared can be kept");
        }
        made
    });
    made.await
}

/// A new SQLite database in a folder of its own.
pub async fn sqlite() -> TestDb {
    let folder = TempDir::new().expect("a temporary folder");
    let file = folder.path().join("test.sqlite");
    std::fs::write(&file, empty_file().await).expect("the file can be copied");
    let db = Db::open_file(&file).await.expect("a SQLite file can be opened");
    TestDb { db, engine: "sqlite", address: format!("sqlite:{}", file.display()), folder: Some(folder) }
}

/// A database with all tables and no rows; tests copy it, and nobody is ever connected to it again.
async fn empty_database(cluster: &Cluster) -> &'static str {
    static MADE: OnceCell<()> = OnceCell::const_new();
    MADE.get_or_init(|| cluster.make_empty()).await;
    EMPTY
}

/// A new database in the test run's PostgreSQL.
pub async fn postgres() -> TestDb {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let cluster = Cluster::shared();
    let name = format!("t{}_{}", std::process::id(), NUMBER.fetch_add(1, Ordering::Relaxed));
    cluster.create_database(&name, Some(empty_database(cluster).await));
    let address = cluster.address(&name);
    let db = Db::open(&address).await.expect("the test's PostgreSQL answers");
    TestDb { db, engine: "postgres", address, folder: None }
}

/// Runs a test on both engines, one after the other.
pub async fn on_both<F, Fut>(test: F)
where
    F: Fn(TestDb) -> Fut,
    Fut: Future<Output = ()>,
{
    test(sqlite().await).await;
    test(postgres().await).await;
}
