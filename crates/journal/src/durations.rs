//! Durations of visits, added to histograms in the same transaction as the change that ended them.

use solits_db::{DbError, Tx, sql};
use solits_kernel::{BranchId, EmployeeId, LineId, Timestamp};
use solits_obligation::Histogram;
use uuid::Uuid;

/// The durations of one finished visit, in milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Durations {
    /// In the line.
    pub wait_ms: i64,
    /// From the call to the desk.
    pub walk_ms: i64,
    /// At the desk.
    pub serve_ms: i64,
    /// From taking the ticket to the end, as the client felt it.
    pub stay_ms: i64,
}

/// Adds (`times` = 1) or takes back (−1) the durations of a visit that ended at `at`.
pub async fn add_durations(
    tx: &mut Tx,
    at: Timestamp,
    branch: BranchId,
    line: LineId,
    employee: Option<EmployeeId>,
    durations: Durations,
    times: i64,
) -> Result<(), DbError> {
    let Durations { wait_ms, walk_ms, serve_ms, stay_ms } = durations;
    let employee = employee.map_or(Uuid::nil(), EmployeeId::uuid);
    // The four kinds in one statement: this is part of every client served.
    sql!(
        "INSERT INTO durations (institution_id, day, kind, branch_id, line_id, employee_id, bucket, count, total_ms)
         VALUES ($1, $2, 'wait', $3, $4, $5, $7, $6, $8), ($1, $2, 'walk', $3, $4, $5, $9, $6, $10),
                ($1, $2, 'serve', $3, $4, $11, $12, $6, $13), ($1, $2, 'stay', $3, $4, $5, $14, $6, $15)
         ON CONFLICT (institution_id, day, kind, branch_id, line_id, employee_id, bucket) DO UPDATE
            SET count = durations.count + excluded.count, total_ms = durations.total_ms + excluded.total_ms"
    )
    .bind(crate::store::day_number(at))
    .bind(branch)
    .bind(line)
    .bind(Uuid::nil())
    .bind(times)
    .bind(Histogram::bucket_of(wait_ms))
    .bind(wait_ms * times)
    .bind(Histogram::bucket_of(walk_ms))
    .bind(walk_ms * times)
    .bind(employee)
    .bind(Histogram::bucket_of(serve_ms))
    .bind(serve_ms * times)
    .bind(Histogram::bucket_of(stay_ms))
    .bind(stay_ms * times)
    .run(tx)
    .await?;
    Ok(())
}
