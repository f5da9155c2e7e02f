//! Statements of the search read by an index on both engines, however many cases there are.

use solits_db::{Engine, Sql, global_sql, statements};
use solits_testkit::{TestDb, on_both};

use crate::World;

/// Tables that grow with every client.
const LARGE: [&str; 7] =
    ["search_words", "search_cases", "cases", "messages", "case_notes", "journal", "tickets"];

/// Whether a step reads a large table, or all that one institution has in it.
fn is_too_much(engine: Engine, sql: &Sql, plan: &[String], at: usize) -> bool {
    let step = plan[at].trim();
    match engine {
        Engine::Sqlite => {
            let mut words = step.split(' ');
            let (verb, name) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
            let is_large =
                LARGE.iter().any(|table| *table == name || sql.sqlite.contains(&format!("{table} {name} ")));
            is_large && (verb == "SCAN" || step.ends_with("(institution_id=?)"))
        }
        Engine::Postgres => {
            let on = step.split(" on ").nth(1).and_then(|rest| rest.split(' ').next()).unwrap_or_default();
            let is_large = LARGE.contains(&on);
            let condition = plan[at + 1..]
                .iter()
                .take_while(|below| !below.contains("->"))
                .find(|line| line.contains("Index Cond"));
            is_large
                && step.contains("Scan")
                && !step.contains("Bitmap Heap Scan")
                && condition.is_none_or(|condition| !condition.contains(" AND "))
        }
    }
}

/// PostgreSQL plans by what it has counted; an empty table tells it nothing.
async fn fill(world: &World) {
    for number in 0..200 {
        let case = world.open(&format!("Pieteikums {number}")).await;
        world.receive(case, number + 1, "Lūdzu atbildēt.").await;
    }
    world.follow().await;
    let mut tx = world.db.write_global().await.unwrap();
    global_sql!(sqlite "SELECT 1 AS value", pg "ANALYZE").run(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
}

async fn look(test: TestDb) {
    let world = World::new(test).await;
    fill(&world).await;
    let (engine, db) = (world.db.engine(), &world.db);
    let mut seen = 0;
    for sql in statements().into_iter().filter(|sql| sql.at.starts_with("features/search/src/")) {
        let plan = db.plan(sql).await.unwrap();
        seen += 1;
        for at in 0..plan.len() {
            assert!(!is_too_much(engine, sql, &plan, at), "{} on {:?}: {plan:#?}", sql.at, engine);
        }
    }
    assert!(seen > 15, "{seen} statements");
}

#[tokio::test]
async fn no_statement_of_the_search_reads_a_large_table_from_end_to_end() {
    on_both(look).await;
}
