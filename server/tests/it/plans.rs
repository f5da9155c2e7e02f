//! Statements that everybody waits for read by an index, and no more of a large table than they need.
//!
//! PostgreSQL plans by what it has counted, so it is shown two months of history first; SQLite goes by the sizes that its
//! migrations tell it.

use std::collections::BTreeSet;

use solits_db::{Engine, Rows, Schema, Sql, global_sql};
use solits_testkit::TestDb;

use crate::{program::solits, statements::of_the_program};

/// Tables that grow with every client.
const LARGE: &[&str] = &["tickets", "journal", "obligations", "contacts", "duration_days", "duration_months"];

/// Tables that grow with everything that is put in writing.
const WRITTEN: &[&str] = &[
    "callbacks",
    "case_contacts",
    "case_natures",
    "case_news",
    "case_notes",
    "case_orders",
    "case_parties",
    "case_people",
    "case_subjects",
    "cases",
    "contacts",
    "feedback",
    "feedback_rungs",
    "file_scans",
    "inbox_seen",
    "internal_replies",
    "internal_requests",
    "journal",
    "letter_parts",
    "letters",
    "message_answers",
    "message_files",
    "message_names",
    "message_threads",
    "messages",
    "nonconformities",
    "nonconformity_steps",
    "obligations",
    "outbox",
    "search_cases",
    "search_others",
    "search_words",
];

/// Where the statements stand that run while somebody waits for what was put in writing: inbox, case, search, the client's
/// page, and the letters that come and go.
const WRITING: &[&str] = &[
    "features/cases/src/",
    "features/colleagues/src/",
    "features/correspondence/src/",
    "features/feedback/src/",
    "features/inbox/src/",
    "features/search/src/",
];

/// Where the statements stand that run while a client, a clerk or a screen waits: call next, take ticket and what both
/// record, floor, display, place, kiosk, promise page and ticket page; and the job that counts durations beside them.
const HOT: &[&str] = &[
    "crates/journal/src/durations/store.rs",
    "crates/journal/src/entry.rs",
    "crates/journal/src/store.rs",
    "crates/journal/src/timer.rs",
    "features/hall/src/",
    "features/promises/src/",
    "features/queue/src/",
    "features/workplace/src/",
];

/// What SQLite cannot say of itself in a plan: the highest number of an index is one step, whatever the plan calls it.
fn is_highest_number(sql: &Sql) -> bool {
    sql.sqlite.contains("max(n)")
}

/// PostgreSQL may lay the journal, in the order of its subjects, beside the counters of a branch. Counters are older than
/// the clients they serve, and ids follow the clock: it stops at the youngest counter, long before the end.
fn stops_at_the_youngest_counter(sql: &Sql, plan: &[String]) -> bool {
    sql.pg.contains("FROM counters c JOIN journal j")
        && plan.iter().any(|line| line.contains("Merge Cond: (j.subject_id = c.id)"))
}

/// The newest cases end with a limit in the middle of a statement, which a plan does not show.
fn stops_inside(sql: &Sql) -> bool {
    sql.sqlite.contains("FROM cases WHERE institution_id = $1 ORDER BY id DESC LIMIT $3) AS n")
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// The large tables of a statement with the names it gives them.
fn names_of_large_tables<'a>(text: &'a str, large: &[&'static str]) -> Vec<(&'static str, &'a str)> {
    let words: Vec<&str> = text.split(|c: char| !is_word(c)).filter(|word| !word.is_empty()).collect();
    let mut found = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let Some(table) = large.iter().find(|table| *table == word) else { continue };
        found.push((*table, *word));
        if let Some(alias) = words.get(at + 1).filter(|next| next.chars().all(char::is_lowercase)) {
            found.push((*table, *alias));
        }
    }
    found
}

/// Indexes that hold only what is still going on: reading all of one is reading little.
fn narrow_indexes(schema: &Schema) -> BTreeSet<&str> {
    schema
        .0
        .values()
        .flat_map(|table| &table.indexes)
        .filter(|(_, index)| index.rows == Rows::Some)
        .map(|(name, _)| name.as_str())
        .collect()
}

/// Steps of a SQLite plan that read a large table, or all that one institution has in it, from end to end.
fn too_much_for_sqlite(
    sql: &Sql,
    plan: &[String],
    narrow: &BTreeSet<&str>,
    large: &[&'static str],
) -> Vec<String> {
    let names = names_of_large_tables(sql.sqlite, large);
    // A plan that does not sort and has a limit stops as soon as it has enough.
    let stops = sql.sqlite.contains("LIMIT") && !plan.iter().any(|step| step.contains("TEMP B-TREE"));
    plan.iter()
        .filter(|step| {
            let mut words = step.split(' ');
            let verb = words.next().unwrap_or_default();
            let name = words.next().unwrap_or_default();
            let everything = verb == "SCAN" || step.ends_with("(institution_id=?)");
            let by_narrow = words.any(|word| narrow.contains(word));
            names.iter().any(|(_, known)| *known == name) && everything && !by_narrow && !stops
        })
        .cloned()
        .collect()
}

/// The same for PostgreSQL: a step's condition stands on the lines below it.
fn too_much_for_postgres(plan: &[String], narrow: &BTreeSet<&str>) -> Vec<String> {
    let stops =
        plan.iter().any(|line| line.contains("Limit")) && !plan.iter().any(|line| line.contains("Sort"));
    let mut found = Vec::new();
    for (at, line) in plan.iter().enumerate() {
        let words: Vec<&str> = line.split(|c: char| !is_word(c)).collect();
        let of_large = words.windows(2).any(|pair| pair[0] == "on" && LARGE.contains(&pair[1]));
        if !line.contains("Scan") || !(of_large || line.contains("Bitmap Index Scan")) {
            continue;
        }
        let by_narrow = words.iter().any(|word| narrow.contains(word));
        let condition = plan[at + 1..]
            .iter()
            .take_while(|below| !below.contains("->"))
            .find_map(|below| below.trim().strip_prefix("Index Cond: "));
        // The heap part of a bitmap has its condition in the index part below.
        let everything = match condition {
            _ if line.contains("Bitmap Heap Scan") => false,
            None => true,
            Some(condition) => {
                condition.matches(" AND ").count() == 0 && condition.starts_with("(institution_id =")
            }
        };
        if everything && !by_narrow && !stops {
            found.push(format!("{} {}", line.trim(), condition.unwrap_or("without a condition")));
        }
    }
    found
}

async fn fill(test: &TestDb) {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().to_str().unwrap();
    let filled = solits(&["simulate", "--data", data, "--database", &test.address, "--days", "60"]);
    assert!(filled.status.success(), "{}", String::from_utf8_lossy(&filled.stderr));
    let mut tx = test.db.write_global().await.unwrap();
    global_sql!(sqlite "SELECT 1 AS value", pg "ANALYZE").run(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
}

async fn look_at_plans(test: TestDb) {
    fill(&test).await;
    let schema = test.db.schema().await.unwrap();
    let narrow = narrow_indexes(&schema);
    let (mut looked_at, mut said) = (0, Vec::new());
    for sql in of_the_program().filter(|sql| HOT.iter().any(|place| sql.at.starts_with(place))) {
        let plan = test.db.plan(sql).await.unwrap();
        let found = match test.db.engine() {
            Engine::Sqlite if is_highest_number(sql) => Vec::new(),
            Engine::Sqlite => too_much_for_sqlite(sql, &plan, &narrow, LARGE),
            Engine::Postgres if stops_at_the_youngest_counter(sql, &plan) => Vec::new(),
            Engine::Postgres => too_much_for_postgres(&plan, &narrow),
        };
        looked_at += usize::from(!names_of_large_tables(sql.sqlite, LARGE).is_empty());
        said.extend(found.into_iter().map(|step| format!("{} on {}: {step}", sql.at, test.engine)));
    }
    assert!(looked_at > 20, "only {looked_at} statements read large tables");
    assert!(said.is_empty(), "{}", said.join("\n"));
}

#[tokio::test]
async fn sqlite_reads_no_large_table_from_end_to_end_while_somebody_waits() {
    look_at_plans(solits_testkit::sqlite().await).await;
}

/// PostgreSQL plans by what an institution has, and so little is in the tests that it rightly reads all of it.
#[tokio::test]
async fn sqlite_reads_nothing_that_was_written_from_end_to_end_while_somebody_waits() {
    let test = solits_testkit::sqlite().await;
    let schema = test.db.schema().await.unwrap();
    let narrow = narrow_indexes(&schema);
    let (mut looked_at, mut said) = (0, Vec::new());
    let writing =
        |sql: &&'static Sql| WRITING.iter().any(|place| sql.at.starts_with(place)) && !stops_inside(sql);
    for sql in of_the_program().filter(writing) {
        let plan = test.db.plan(sql).await.unwrap();
        let found = too_much_for_sqlite(sql, &plan, &narrow, WRITTEN);
        looked_at += usize::from(!names_of_large_tables(sql.sqlite, WRITTEN).is_empty());
        said.extend(found.into_iter().map(|step| format!("{}: {step}", sql.at)));
    }
    assert!(looked_at > 200, "only {looked_at} statements read what was written");
    assert!(said.is_empty(), "{}", said.join("\n"));
}

#[tokio::test]
async fn postgresql_reads_no_large_table_from_end_to_end_while_somebody_waits() {
    look_at_plans(solits_testkit::postgres().await).await;
}

#[tokio::test]
async fn a_statement_that_reads_a_large_table_from_end_to_end_is_found_on_both_engines() {
    let text = "SELECT t.number FROM tickets t WHERE t.institution_id = $1 AND t.party = $2";
    let slow = Sql { sqlite: text, pg: text, at: "here:1", scoped: true };
    for test in [solits_testkit::sqlite().await, solits_testkit::postgres().await] {
        let plan = test.db.plan(&slow).await.unwrap();
        let found = match test.db.engine() {
            Engine::Sqlite => too_much_for_sqlite(&slow, &plan, &BTreeSet::new(), LARGE),
            Engine::Postgres => too_much_for_postgres(&plan, &BTreeSet::new()),
        };
        assert_eq!(found.len(), 1, "{plan:?}");
    }
}

/// A night's figures know of nobody who waits, and a new database has none: then the index of the whole hall looks as good
/// as that of the line, and each call would read everybody who waits. Without the index of the line it is seen that there
/// is no such choice.
#[tokio::test]
async fn whoever_looks_for_the_first_of_a_line_is_never_led_through_the_hall_on_postgresql() {
    let test = solits_testkit::postgres().await;
    let mut tx = test.db.write_global().await.unwrap();
    for index in [
        global_sql!(sqlite "SELECT 1 AS value", pg "DROP INDEX tickets_line"),
        global_sql!(sqlite "SELECT 1 AS value", pg "DROP INDEX tickets_special"),
    ] {
        index.run(&mut tx).await.unwrap();
    }
    tx.commit().await.unwrap();
    let of_hall = |sql: &&'static Sql| sql.at.starts_with("features/queue/src/store/");
    let (mut of_lines, mut whole) = (0, 0);
    for sql in of_the_program().filter(of_hall) {
        let plan = test.db.plan(sql).await.unwrap().join("\n");
        if sql.pg.contains("status = 'waiting'") {
            of_lines += 1;
            assert!(!plan.contains("tickets_live"), "{plan}");
        } else if sql.pg.contains("coalesce(status, '') IN") {
            whole += 1;
            assert!(plan.contains("tickets_live"), "{plan}");
        }
    }
    assert!(
        of_lines > 1 && whole == 1,
        "{of_lines} statements look for the first of a line, {whole} for the hall"
    );
}
