//! However many cases were closed long ago: every statement of the list reads what is open by an index.

use solits_db::{Engine, Sql, statements};
use solits_testkit::{on_both, sqlite};

/// Tables that grow with every contact.
const LARGE: &[&str] =
    &["cases", "messages", "obligations", "letters", "callbacks", "inbox_seen", "inbox_batch_cases"];

#[tokio::test]
async fn no_statement_of_the_list_reads_a_large_table_from_end_to_end() {
    on_both(|database| async move {
        let (mut looked_at, mut said) = (0, Vec::new());
        for sql in statements().into_iter().filter(|sql| sql.at.starts_with("features/inbox/src/")) {
            looked_at += 1;
            for step in database.db.plan(sql).await.unwrap() {
                let words: Vec<&str> = step.split(|c: char| !(c.is_alphanumeric() || c == '_')).collect();
                let everything = match database.db.engine() {
                    // By the institution alone is from end to end, unless the index holds only what is open.
                    Engine::Sqlite => {
                        step.starts_with("SCAN c") && !step.contains("CONSTANT")
                            || step.ends_with("(institution_id=?)") && !narrow(&step)
                    }
                    Engine::Postgres => {
                        step.contains("Seq Scan") && words.iter().any(|word| LARGE.contains(word))
                    }
                };
                if everything {
                    said.push(format!("{} on {}: {step}", sql.at, database.engine));
                }
            }
        }
        assert!(looked_at > 20, "only {looked_at} statements");
        assert!(said.is_empty(), "{}", said.join("\n"));
    })
    .await;
}

/// A common word is looked for by walking through what is open, without reading a single case.
#[tokio::test]
async fn a_list_is_walked_by_its_index_alone() {
    let database = sqlite().await;
    let is_walk =
        |sql: &&Sql| sql.at.starts_with("features/inbox/src/") && sql.sqlite.contains("search_cases");
    let walks: Vec<&Sql> = statements().into_iter().filter(is_walk).collect();
    assert_eq!(walks.len(), 1);
    let plan = database.db.plan(walks[0]).await.unwrap();
    assert!(plan.iter().any(|step| step.contains("USING COVERING INDEX cases_inbox ")), "{plan:#?}");
    assert!(!plan.iter().any(|step| step.contains("TEMP B-TREE")), "{plan:#?}");
}

/// Whether a step goes by an index that holds only what is open.
fn narrow(step: &str) -> bool {
    ["cases_inbox", "letters_attention", "callbacks_open", "inbox_batch_cases_held"]
        .iter()
        .any(|index| step.contains(index))
}
