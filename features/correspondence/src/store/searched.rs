//! Letters without a case as the search reads them, and which of them it has still to read.

use solits_db::{DbError, Tx, row, sql};
use solits_kernel::Timestamp;

use crate::model::LetterId;

/// Ids as a list both engines can open: thirty-two digits each.
fn id_list(ids: &[LetterId]) -> String {
    let digits: Vec<String> = ids.iter().map(|id| format!("\"{}\"", id.uuid().simple())).collect();
    format!("[{}]", digits.join(","))
}

row! {
    /// Who wrote a letter that waits without a case, when and about what.
    pub(crate) struct HeadingRow {
        pub(crate) id: LetterId, pub(crate) received_at: Timestamp, pub(crate) author: String, pub(crate) subject: String,
    }
}

/// Those of some letters that still wait without a case, in no order.
pub(crate) async fn list_headings(tx: &mut Tx, ids: &[LetterId]) -> Result<Vec<HeadingRow>, DbError> {
    // SQLite keeps short ids in few bytes; PostgreSQL opens a list in its own way.
    sql!(
        sqlite "SELECT id, received_at, author, subject FROM letters
          WHERE institution_id = $1 AND state IN ('set_aside', 'needs_attention') AND forgotten_at IS NULL
            AND id IN (SELECT unhex(CASE WHEN substr(value, 13) = '80008000000000000000' THEN substr(value, 1, 12) ELSE value END)
                         FROM json_each($2))",
        pg "SELECT id, received_at, author, subject FROM letters
          WHERE institution_id = $1 AND state IN ('set_aside', 'needs_attention') AND forgotten_at IS NULL
            AND id = ANY (ARRAY(SELECT CAST(json_array_elements_text(CAST($2 AS JSON)) AS UUID)))"
    )
    .bind(id_list(ids))
    .all(tx)
    .await
}

row! {
    /// A letter that is not long, as it came.
    pub(crate) struct ShortLetter { pub(crate) id: LetterId, pub(crate) raw: Vec<u8> }
}

/// Those of some letters that wait without a case and have no more than so many bytes, as they came.
pub(crate) async fn list_short(
    tx: &mut Tx,
    ids: &[LetterId],
    most_bytes: i64,
) -> Result<Vec<ShortLetter>, DbError> {
    sql!(
        sqlite "SELECT id, raw FROM letters
          WHERE institution_id = $1 AND state IN ('set_aside', 'needs_attention') AND forgotten_at IS NULL
            AND raw IS NOT NULL AND size <= $3
            AND id IN (SELECT unhex(CASE WHEN substr(value, 13) = '80008000000000000000' THEN substr(value, 1, 12) ELSE value END)
                         FROM json_each($2))",
        pg "SELECT id, raw FROM letters
          WHERE institution_id = $1 AND state IN ('set_aside', 'needs_attention') AND forgotten_at IS NULL
            AND raw IS NOT NULL AND size <= $3
            AND id = ANY (ARRAY(SELECT CAST(json_array_elements_text(CAST($2 AS JSON)) AS UUID)))"
    )
    .bind(id_list(ids))
    .bind(most_bytes)
    .all(tx)
    .await
}

row! {
    /// A letter that the search has still to read, and how often it has changed since it did.
    pub(crate) struct UnsearchedRow { pub(crate) id: LetterId, pub(crate) unsearched: i64 }
}

/// Letters that the search has still to read, the latest first.
pub(crate) async fn list_unsearched(tx: &mut Tx, most: i64) -> Result<Vec<UnsearchedRow>, DbError> {
    // Without statistics SQLite might walk all letters there are.
    sql!(
        sqlite "SELECT id, unsearched FROM letters INDEXED BY letters_unsearched
          WHERE institution_id = $1 AND unsearched > 0 ORDER BY id DESC LIMIT $2",
        pg "SELECT id, unsearched FROM letters
          WHERE institution_id = $1 AND unsearched > 0 ORDER BY id DESC LIMIT $2"
    )
    .bind(most)
    .all(tx)
    .await
}

/// Notes that the search has read a letter; one that has changed meanwhile is read again.
pub(crate) async fn set_searched(tx: &mut Tx, id: LetterId, unsearched: i64) -> Result<(), DbError> {
    sql!("UPDATE letters SET unsearched = 0 WHERE institution_id = $1 AND id = $2 AND unsearched = $3")
        .bind(id)
        .bind(unsearched)
        .run(tx)
        .await?;
    Ok(())
}
