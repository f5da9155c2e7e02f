//! The conversations that letters went on with when they came, as hashed names of letters that are not ours.

use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};
use solits_db::{DbError, Tx, row, sql};
use solits_kernel::CaseId;

use crate::model::{Belongs, MessageId};

/// Names of letters as they are kept and looked for: hashed, as a list in JSON.
fn hashed(names: &[String]) -> String {
    let hash = |name: &str| {
        let digest = Sha256::digest(name.as_bytes());
        digest.iter().take(16).fold(String::new(), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        })
    };
    let all: Vec<String> = names.iter().map(|name| format!("\"{}\"", hash(name))).collect();
    format!("[{}]", all.join(","))
}

/// Notes the conversation that a letter goes on with, in one statement; nothing for a letter that begins one.
pub(crate) fn insert_thread(tx: &mut Tx, message: MessageId, names: &[String]) {
    if names.is_empty() {
        return;
    }
    // The engines open a list each in their own way; the condition keeps SQLite from reading a join into what follows.
    sql!(
        sqlite "INSERT INTO message_threads (institution_id, message_id, name_hash)
                SELECT $1, $2, value FROM json_each($3) WHERE 1 = 1
                ON CONFLICT (institution_id, message_id, name_hash) DO NOTHING",
        pg "INSERT INTO message_threads (institution_id, message_id, name_hash)
            VALUES ($1, $2, json_array_elements_text(CAST($3 AS JSON)))
            ON CONFLICT (institution_id, message_id, name_hash) DO NOTHING"
    )
    .bind(message)
    .bind(hashed(names))
    .at_commit(tx);
}

row! {
    struct ThreadCase { id: CaseId, reference: String }
}

/// The latest cases with a letter that went on with one of these conversations, for the program, which asks a person whether
/// a letter belongs there.
pub(crate) async fn list_cases_of_thread(
    tx: &mut Tx,
    names: &[String],
    most: i64,
) -> Result<Vec<Belongs>, DbError> {
    // The engines open a list each in their own way.
    let rows = sql!(
        sqlite ["SELECT DISTINCT c.id, c.reference FROM message_threads t
           JOIN messages m ON m.institution_id = $1 AND m.id = t.message_id
           JOIN cases c ON c.institution_id = $1 AND c.id = m.case_id
          WHERE t.institution_id = $1 AND t.name_hash IN (SELECT value FROM json_each($2))
            AND ", solits_db::case_sight!(4, 5), " = 1
          ORDER BY c.id DESC LIMIT $3"],
        pg ["SELECT DISTINCT c.id, c.reference FROM message_threads t
           JOIN messages m ON m.institution_id = $1 AND m.id = t.message_id
           JOIN cases c ON c.institution_id = $1 AND c.id = m.case_id
          WHERE t.institution_id = $1 AND t.name_hash IN (SELECT json_array_elements_text(CAST($2 AS JSON)))
            AND ", solits_db::case_sight!(4, 5), " = 1
          ORDER BY c.id DESC LIMIT $3"]
    )
    .bind(hashed(names))
    .bind(most)
    .bind_viewer(tx.viewer())
    .all::<ThreadCase>(tx)
    .await?;
    Ok(rows.into_iter().map(|row| Belongs { case: row.id, reference: row.reference }).collect())
}
