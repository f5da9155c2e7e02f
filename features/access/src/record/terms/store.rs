//! How long entries are kept, in the database.

use solits_db::{DbError, Tx, row, sql};
use solits_kernel::{EmployeeId, Timestamp};
use uuid::Uuid;

use super::DEFAULT_MONTHS;

row! {
    /// The term in force and the shorter one that waits for a second person.
    pub(crate) struct TermsRow {
        pub(crate) months: i64, pub(crate) asked_months: Option<i64>, pub(crate) asked_by: Option<EmployeeId>,
        pub(crate) asker: Option<String>,
    }
}

/// The term; a request from before `since` is forgotten.
pub(crate) async fn find(tx: &mut Tx, since: Timestamp) -> Result<TermsRow, DbError> {
    let row = sql!(
        "SELECT t.months, CASE WHEN t.asked_at > $2 THEN t.asked_months END AS asked_months,
                CASE WHEN t.asked_at > $2 THEN t.asked_by END AS asked_by, e.name AS asker
           FROM access_terms t
           LEFT JOIN employees e ON e.institution_id = t.institution_id AND e.id = t.asked_by
          WHERE t.institution_id = $1"
    )
    .bind(since)
    .optional::<TermsRow>(tx)
    .await?;
    Ok(row.unwrap_or(TermsRow { months: DEFAULT_MONTHS, asked_months: None, asked_by: None, asker: None }))
}

/// Keeps entries as long as that or longer; a request for a shorter term is void. `false` when the term in force is longer.
pub(crate) async fn lengthen(tx: &mut Tx, months: i64) -> Result<bool, DbError> {
    let changed = sql!(
        "INSERT INTO access_terms (institution_id, months) VALUES ($1, $2)
         ON CONFLICT (institution_id) DO UPDATE
            SET months = excluded.months, asked_months = NULL, asked_by = NULL, asked_at = NULL
          WHERE access_terms.months <= excluded.months"
    )
    .bind(months)
    .run(tx)
    .await?;
    Ok(changed == 1)
}

/// Asks for a shorter term, which holds once another person confirms it.
pub(crate) async fn ask(tx: &mut Tx, months: i64, by: EmployeeId, at: Timestamp) -> Result<(), DbError> {
    sql!(
        "INSERT INTO access_terms (institution_id, months, asked_months, asked_by, asked_at) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (institution_id) DO UPDATE
            SET asked_months = excluded.asked_months, asked_by = excluded.asked_by, asked_at = excluded.asked_at"
    )
    .bind(DEFAULT_MONTHS)
    .bind(months)
    .bind(by)
    .bind(at)
    .run(tx)
    .await?;
    Ok(())
}

/// Confirms what another person asked for. `false` when nothing of the kind waits, or the same person asked for it.
pub(crate) async fn confirm(
    tx: &mut Tx,
    months: i64,
    by: EmployeeId,
    since: Timestamp,
) -> Result<bool, DbError> {
    let changed = sql!(
        "UPDATE access_terms SET months = asked_months, asked_months = NULL, asked_by = NULL, asked_at = NULL
          WHERE institution_id = $1 AND asked_months = $2 AND asked_by <> $3 AND asked_at > $4"
    )
    .bind(months)
    .bind(by)
    .bind(since)
    .run(tx)
    .await?;
    Ok(changed == 1)
}

/// How many entries are older.
pub(crate) async fn count_older(tx: &mut Tx, older_than: Timestamp) -> Result<i64, DbError> {
    let found = sql!("SELECT COUNT(*) AS value FROM access_entries WHERE institution_id = $1 AND at < $2")
        .bind(older_than)
        .scalar(tx)
        .await?;
    Ok(found.unwrap_or_default())
}

/// Removes some of the entries that are older, and says how many. The tables let go of nothing that is younger than a
/// removal says.
pub(crate) async fn remove_older(
    tx: &mut Tx,
    id: Uuid,
    at: Timestamp,
    older_than: Timestamp,
    most: i64,
) -> Result<u64, DbError> {
    sql!("INSERT INTO access_removals (institution_id, id, at, older_than) VALUES ($1, $2, $3, $4)")
        .bind(id)
        .bind(at)
        .bind(older_than)
        .run(tx)
        .await?;
    sql!(
        "DELETE FROM access_entries WHERE institution_id = $1 AND id IN (
             SELECT id FROM access_entries WHERE institution_id = $1 AND at < $2 ORDER BY at, id LIMIT $3)"
    )
    .bind(older_than)
    .bind(most)
    .run(tx)
    .await
}
