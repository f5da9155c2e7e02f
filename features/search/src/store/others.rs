//! What the index knows beside cases, as it is stored, and what it has to read once more.

use solits_db::{DbError, Tx, row, sql};
use uuid::Uuid;

use super::{IndexedRow, json};
use crate::words::Other;

row! {
    /// Something beside cases that the index knows.
    pub(crate) struct OtherRow { pub(crate) number: i64, pub(crate) subject_id: Uuid }
}

/// What has some numbers, in no order; nothing is said of who may see it.
pub(crate) async fn list_others(tx: &mut Tx, numbers: &[i64]) -> Result<Vec<OtherRow>, DbError> {
    sql!(
        sqlite "SELECT number, subject_id FROM search_others
          WHERE institution_id = $1 AND number IN (SELECT value FROM json_each($2))",
        pg "SELECT number, subject_id FROM search_others
          WHERE institution_id = $1 AND number = ANY (ARRAY(SELECT CAST(json_array_elements_text(CAST($2 AS JSON)) AS BIGINT)))"
    )
    .bind(json(numbers))
    .all(tx)
    .await
}

/// Something beside cases as the index knows it.
pub(crate) async fn find_indexed_other(
    tx: &mut Tx,
    other: Other,
    id: Uuid,
) -> Result<Option<IndexedRow>, DbError> {
    sql!(
        "SELECT number, words FROM search_others WHERE institution_id = $1 AND kind = $2 AND subject_id = $3"
    )
    .bind(other.name())
    .bind(id)
    .optional(tx)
    .await
}

/// Says by which words it is found; none takes it out of the index.
pub(crate) async fn save_indexed_other(
    tx: &mut Tx,
    (other, id): (Other, Uuid),
    number: i64,
    words: Option<String>,
) -> Result<(), DbError> {
    let Some(words) = words else {
        sql!("DELETE FROM search_others WHERE institution_id = $1 AND number = $2")
            .bind(number)
            .run(tx)
            .await?;
        return Ok(());
    };
    sql!(
        "INSERT INTO search_others (institution_id, number, kind, subject_id, words) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (institution_id, number) DO UPDATE SET words = excluded.words"
    )
    .bind(number)
    .bind(other.name())
    .bind(id)
    .bind(words)
    .run(tx)
    .await?;
    Ok(())
}

row! {
    /// What is to be read once more: a case, or something beside cases.
    pub(crate) struct AgainRow { pub(crate) kind: String, pub(crate) subject_id: Uuid }
}

/// The next that is to be read once more: reports, then questions, then cases, the latest of each first.
pub(crate) async fn list_again(tx: &mut Tx, most: i64) -> Result<Vec<AgainRow>, DbError> {
    sql!(
        "SELECT kind, subject_id FROM search_again WHERE institution_id = $1
          ORDER BY kind DESC, subject_id DESC LIMIT $2"
    )
    .bind(most)
    .all(tx)
    .await
}

/// Notes that it was read.
pub(crate) async fn delete_again(tx: &mut Tx, row: &AgainRow) -> Result<(), DbError> {
    sql!("DELETE FROM search_again WHERE institution_id = $1 AND kind = $2 AND subject_id = $3")
        .bind(&row.kind)
        .bind(row.subject_id)
        .run(tx)
        .await?;
    Ok(())
}
