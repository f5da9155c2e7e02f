//! The institution's particulars in the database.

use solits_db::{DbError, Tx, sql};
use solits_kernel::{Text, Timestamp};

/// Stores name and particulars; `false` where there is no such institution.
pub(crate) async fn update(tx: &mut Tx, name: &Text, profile: &str) -> Result<bool, DbError> {
    let changed =
        sql!("UPDATE institutions SET name_lv = $2, name_en = $3, profile = $4, revision = revision + 1 WHERE id = $1")
            .bind(&name.lv)
            .bind(&name.en)
            .bind(profile)
            .run(tx)
            .await?;
    Ok(changed == 1)
}

/// The institution's mark, a PNG; `None` where there is none.
pub(crate) async fn find_mark(tx: &mut Tx) -> Result<Option<Vec<u8>>, DbError> {
    sql!("SELECT content AS value FROM institution_marks WHERE institution_id = $1").scalar(tx).await
}

/// Keeps a mark instead of the one there was.
pub(crate) async fn keep_mark(tx: &mut Tx, content: &[u8], at: Timestamp) -> Result<(), DbError> {
    sql!(
        "INSERT INTO institution_marks (institution_id, content, changed_at) VALUES ($1, $2, $3)
         ON CONFLICT (institution_id) DO UPDATE SET content = excluded.content, changed_at = excluded.changed_at"
    )
    .bind(content)
    .bind(at)
    .run(tx)
    .await?;
    Ok(())
}

/// Removes the mark; `false` where there was none.
pub(crate) async fn remove_mark(tx: &mut Tx) -> Result<bool, DbError> {
    Ok(sql!("DELETE FROM institution_marks WHERE institution_id = $1").run(tx).await? > 0)
}
