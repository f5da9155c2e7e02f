//! Every statement of the program is known to both engines, also those that are hardly ever run.

use std::{
    collections::BTreeMap,
    error::Error as _,
    fs,
    path::{Path, PathBuf},
};

use solits_db::{DbError, Sql, statements};
use solits_testkit::TestDb;

// A statement is on the list when its room is linked.
use solits_access as _;
use solits_cases as _;
use solits_colleagues as _;
use solits_correspondence as _;
use solits_evaluation as _;
use solits_evidence as _;
use solits_feedback as _;
use solits_hall as _;
use solits_inbox as _;
use solits_integration as _;
use solits_journal as _;
use solits_organisation as _;
use solits_promises as _;
use solits_queue as _;
use solits_search as _;
use solits_standards as _;
use solits_workplace as _;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The Rust sources below a folder.
fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

/// How many statements a source declares outside its comments and its tests.
fn declared(source: &str) -> usize {
    let program = source.split("#[cfg(test)]").next().unwrap_or_default();
    program
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .map(|line| line.matches("sql!(").count())
        .sum()
}

#[test]
fn the_list_of_statements_misses_none_that_the_sources_declare() {
    let mut listed: BTreeMap<&str, usize> = BTreeMap::new();
    for sql in statements() {
        *listed.entry(sql.file()).or_default() += 1;
    }
    let mut files = Vec::new();
    for room in ["crates", "features"] {
        for entry in fs::read_dir(root().join(room)).unwrap() {
            sources(&entry.unwrap().path().join("src"), &mut files);
        }
    }
    sources(&root().join("server/src"), &mut files);
    let mut missing = Vec::new();
    let mut seen = 0;
    for path in files {
        let file = path.strip_prefix(root()).unwrap().to_str().unwrap();
        // Where the macros themselves are written.
        if file.starts_with("crates/db/") {
            continue;
        }
        let declared = declared(&fs::read_to_string(&path).unwrap());
        let listed = listed.get(file).copied().unwrap_or_default();
        seen += declared;
        if declared != listed {
            missing.push(format!("{file}: {declared} declared, {listed} on the list"));
        }
    }
    assert!(seen > 200, "only {seen} statements were found in the sources");
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

/// The error with its causes.
fn in_full(error: &DbError) -> String {
    error.source().map_or_else(|| error.to_string(), |cause| format!("{error}: {cause}"))
}

/// The list without the statements of these tests.
pub(crate) fn of_the_program() -> impl Iterator<Item = &'static Sql> {
    statements().into_iter().filter(|sql| !sql.file().contains("/tests/"))
}

/// What the engine refuses of the whole list, with place and cause.
async fn refused(test: &TestDb) -> Vec<String> {
    let mut refused = Vec::new();
    for sql in of_the_program() {
        if let Err(error) = test.db.prepare(sql).await {
            refused.push(format!("{} on {}: {}", sql.at, test.engine, in_full(&error)));
        }
    }
    refused
}

#[tokio::test]
async fn both_engines_know_every_table_column_and_word_of_every_statement() {
    let mut all = refused(&solits_testkit::sqlite().await).await;
    all.extend(refused(&solits_testkit::postgres().await).await);
    assert!(all.is_empty(), "{}", all.join("\n"));
}

#[tokio::test]
async fn a_misspelt_column_is_refused_by_both_engines_with_its_name() {
    let text = "SELECT tittle FROM tickets";
    let misspelt = Sql { sqlite: text, pg: text, at: "here:1", scoped: true };
    for test in [solits_testkit::sqlite().await, solits_testkit::postgres().await] {
        assert!(in_full(&test.db.prepare(&misspelt).await.unwrap_err()).contains("tittle"));
    }
}
