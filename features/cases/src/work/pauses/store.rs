//! Pauses, as they are stored.

use solits_db::{DbError, Tx, row, sql};
use solits_kernel::{CaseId, Timestamp};
use uuid::Uuid;

use super::model::WaitsFor;

row! {
    struct PauseRow {
        id: Uuid, waits_for: String, since: Timestamp, until: Option<Timestamp>, ended_at: Option<Timestamp>,
    }
}

/// A pause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pause {
    /// Id.
    pub id: Uuid,
    /// For what work stands still.
    pub waits_for: WaitsFor,
    /// Since when.
    pub since: Timestamp,
    /// Until when an answer is expected.
    pub until: Option<Timestamp>,
    /// When work went on.
    pub ended_at: Option<Timestamp>,
}

/// The pauses of a case, oldest first.
pub(crate) async fn list(tx: &mut Tx, case: CaseId) -> Result<Vec<Pause>, DbError> {
    let rows = sql!(
        "SELECT id, waits_for, since, until, ended_at FROM case_pauses
          WHERE institution_id = $1 AND case_id = $2 ORDER BY since, id"
    )
    .bind(case)
    .all::<PauseRow>(tx)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Pause {
                waits_for: WaitsFor::parse(&row.waits_for)
                    .ok_or_else(|| DbError::Corrupt(format!("case pause {}", row.id)))?,
                id: row.id,
                since: row.since,
                until: row.until,
                ended_at: row.ended_at,
            })
        })
        .collect()
}

/// The pause that lasts.
pub(crate) async fn find_open(tx: &mut Tx, case: CaseId) -> Result<Option<Pause>, DbError> {
    Ok(list(tx, case).await?.into_iter().find(|pause| pause.ended_at.is_none()))
}

/// Stores a new one.
pub(crate) async fn insert(tx: &mut Tx, case: CaseId, pause: &Pause) -> Result<(), DbError> {
    sql!(
        "INSERT INTO case_pauses (institution_id, id, case_id, waits_for, since, until)
         VALUES ($1, $2, $3, $4, $5, $6)"
    )
    .bind(pause.id)
    .bind(case)
    .bind(pause.waits_for.name())
    .bind(pause.since)
    .bind(pause.until)
    .run(tx)
    .await?;
    Ok(())
}

/// Ends whatever pause a case has.
pub(crate) async fn update_ended(tx: &mut Tx, case: CaseId, at: Timestamp) -> Result<(), DbError> {
    sql!(
        "UPDATE case_pauses SET ended_at = $3 WHERE institution_id = $1 AND case_id = $2 AND ended_at IS NULL"
    )
    .bind(case)
    .bind(at)
    .run(tx)
    .await?;
    Ok(())
}
