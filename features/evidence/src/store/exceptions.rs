//! The register of exceptions.

use solits_db::{DbError, Tx, row, sql};
use solits_kernel::{BranchId, EmployeeId, ServiceId, Timestamp};

use crate::model::{
    exception::{Exception, ExceptionId, Place, Revoked},
    period::Period,
};

row! {
    struct Row {
        id: ExceptionId, norm: String, branch_id: Option<BranchId>, service_id: Option<ServiceId>, reason: String,
        from_on: i64, until_on: i64, allowed_at: Timestamp, allowed_by: EmployeeId, revoked_at: Option<Timestamp>,
        revoked_by: Option<EmployeeId>, revoked_because: String,
    }
}

impl From<Row> for Exception {
    fn from(row: Row) -> Self {
        let revoked = row.revoked_at.zip(row.revoked_by);
        Self {
            id: row.id,
            norm: row.norm,
            place: Place { branch: row.branch_id, service: row.service_id },
            reason: row.reason,
            days: Period { from: row.from_on, until: row.until_on },
            allowed_at: row.allowed_at,
            allowed_by: row.allowed_by,
            revoked: revoked.map(|(at, by)| Revoked { at, by, because: row.revoked_because }),
        }
    }
}

fn exceptions(rows: Vec<Row>) -> Vec<Exception> {
    rows.into_iter().map(Exception::from).collect()
}

/// Every exception, the one that ends last first.
pub(crate) async fn list_exceptions(tx: &mut Tx) -> Result<Vec<Exception>, DbError> {
    let rows = sql!(
        "SELECT id, norm, branch_id, service_id, reason, from_on, until_on, allowed_at, allowed_by, revoked_at,
                revoked_by, revoked_because
           FROM norm_exceptions WHERE institution_id = $1 ORDER BY until_on DESC, id"
    )
    .all(tx)
    .await?;
    Ok(exceptions(rows))
}

/// The exceptions from a norm, the one that ends last first.
pub(crate) async fn list_exceptions_of(tx: &mut Tx, norm: &str) -> Result<Vec<Exception>, DbError> {
    let rows = sql!(
        "SELECT id, norm, branch_id, service_id, reason, from_on, until_on, allowed_at, allowed_by, revoked_at,
                revoked_by, revoked_because
           FROM norm_exceptions WHERE institution_id = $1 AND norm = $2 ORDER BY until_on DESC, id"
    )
    .bind(norm)
    .all(tx)
    .await?;
    Ok(exceptions(rows))
}

/// An exception.
pub(crate) async fn find_exception(tx: &mut Tx, id: ExceptionId) -> Result<Option<Exception>, DbError> {
    let row: Option<Row> = sql!(
        "SELECT id, norm, branch_id, service_id, reason, from_on, until_on, allowed_at, allowed_by, revoked_at,
                revoked_by, revoked_because
           FROM norm_exceptions WHERE institution_id = $1 AND id = $2"
    )
    .bind(id)
    .optional(tx)
    .await?;
    Ok(row.map(Exception::from))
}

/// Enters an exception.
pub(crate) async fn insert_exception(tx: &mut Tx, exception: &Exception) -> Result<(), DbError> {
    sql!(
        "INSERT INTO norm_exceptions (institution_id, id, norm, branch_id, service_id, reason, from_on, until_on,
                allowed_at, allowed_by, revoked_because)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, '')"
    )
    .bind(exception.id)
    .bind(&exception.norm)
    .bind(exception.place.branch)
    .bind(exception.place.service)
    .bind(&exception.reason)
    .bind(exception.days.from)
    .bind(exception.days.until)
    .bind(exception.allowed_at)
    .bind(exception.allowed_by)
    .run(tx)
    .await?;
    Ok(())
}

/// Ends an exception before its time. `false` when it was ended already or its last day has passed.
pub(crate) async fn revoke(
    tx: &mut Tx,
    id: ExceptionId,
    revoked: &Revoked,
    today: i64,
) -> Result<bool, DbError> {
    let changed = sql!(
        "UPDATE norm_exceptions SET revoked_at = $3, revoked_by = $4, revoked_because = $5
          WHERE institution_id = $1 AND id = $2 AND revoked_at IS NULL AND until_on >= $6"
    )
    .bind(id)
    .bind(revoked.at)
    .bind(revoked.by)
    .bind(&revoked.because)
    .bind(today)
    .run(tx)
    .await?;
    Ok(changed == 1)
}
