//! What the job that keeps in step who sees what reads and writes.

use solits_db::{DbError, Tx, row, sql};
use solits_kernel::{CaseId, EmployeeId};

row! {
    struct CaseRow { case_id: CaseId }
}

/// All feedback that somebody has said the concern of, after a case, in the order of the cases.
pub(crate) async fn list_all(tx: &mut Tx, after: CaseId, most: i64) -> Result<Vec<CaseId>, DbError> {
    let rows = sql!(
        "SELECT case_id FROM feedback WHERE institution_id = $1 AND concern <> '' AND case_id > $2 ORDER BY case_id LIMIT $3"
    )
    .bind(after)
    .bind(most)
    .all::<CaseRow>(tx)
    .await?;
    Ok(rows.into_iter().map(|row| row.case_id).collect())
}

/// The digest of the organisation by which it was last worked out who sees what.
pub(crate) async fn digest(tx: &mut Tx) -> Result<Option<String>, DbError> {
    sql!("SELECT digest AS value FROM feedback_seen_as WHERE institution_id = $1").scalar(tx).await
}

/// Keeps that digest.
pub(crate) async fn keep_digest(tx: &mut Tx, digest: &str) -> Result<(), DbError> {
    sql!(
        "INSERT INTO feedback_seen_as (institution_id, digest) VALUES ($1, $2)
         ON CONFLICT (institution_id) DO UPDATE SET digest = $2"
    )
    .bind(digest)
    .run(tx)
    .await?;
    Ok(())
}

row! {
    /// Feedback that was ruled on and whose case was answered since.
    pub(crate) struct ToldRow { pub(crate) case_id: CaseId, pub(crate) owner_id: EmployeeId }
}

/// Feedback whose author was told by an answer in its case; what became part of another is told there.
pub(crate) async fn list_told_by_case(tx: &mut Tx, most: i64) -> Result<Vec<ToldRow>, DbError> {
    sql!(
        ["SELECT f.case_id, c.owner_id FROM feedback f JOIN cases c ON c.institution_id = $1 AND c.id = f.case_id
          WHERE f.institution_id = $1 AND f.stage = 'examined' AND c.answered_at >= f.stage_at
            AND NOT EXISTS (SELECT 1 FROM case_joins j WHERE j.institution_id = $1 AND j.case_id = f.case_id)
            AND ", solits_db::case_sight!(2, 3), " = 1
          ORDER BY f.case_id LIMIT $4"]
    )
    .bind_viewer(tx.viewer())
    .bind(most)
    .all(tx)
    .await
}
