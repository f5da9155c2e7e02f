//! Roll-ups and obligations as they are read.

use solits_db::{DbError, Tx, row, sql};
use solits_journal::ObligationRow;
use solits_kernel::ObligationId;
use uuid::Uuid;

row! {
    /// A month of a promise at a branch.
    pub(crate) struct MonthRow {
        pub(crate) month: i64, pub(crate) norm: String, pub(crate) branch_id: Uuid, pub(crate) met: i64,
        pub(crate) breached: i64, pub(crate) waived: i64,
    }
}

/// Sums of every promise by month and branch, from a month on.
pub(crate) async fn list_months(tx: &mut Tx, from: i64) -> Result<Vec<MonthRow>, DbError> {
    sql!(
        "SELECT month, norm, branch_id, CAST(sum(met) AS BIGINT) AS met, CAST(sum(breached) AS BIGINT) AS breached,
                CAST(sum(waived) AS BIGINT) AS waived
           FROM measure_months WHERE institution_id = $1 AND month >= $2
          GROUP BY month, norm, branch_id ORDER BY month, norm, branch_id"
    )
    .bind(from)
    .all(tx)
    .await
}

row! {
    /// A day of a promise.
    pub(crate) struct DayRow { pub(crate) day: i64, pub(crate) branch_id: Uuid, pub(crate) met: i64, pub(crate) breached: i64, pub(crate) waived: i64 }
}

/// Sums of one promise by day and branch over some days.
pub(crate) async fn list_days(tx: &mut Tx, norm: &str, from: i64, to: i64) -> Result<Vec<DayRow>, DbError> {
    sql!(
        "SELECT day, branch_id, CAST(sum(met) AS BIGINT) AS met, CAST(sum(breached) AS BIGINT) AS breached,
                CAST(sum(waived) AS BIGINT) AS waived
           FROM measures WHERE institution_id = $1 AND day >= $2 AND day <= $3 AND norm = $4
          GROUP BY day, branch_id ORDER BY day DESC, branch_id"
    )
    .bind(from)
    .bind(to)
    .bind(norm)
    .all(tx)
    .await
}

/// Obligations of a promise or of all, the latest day first, at most so many; of one state or all.
pub(crate) async fn list_obligations(
    tx: &mut Tx,
    norm: Option<&str>,
    state: Option<&str>,

    from: i64,
    to: i64,
    most: i64,
) -> Result<Vec<ObligationRow>, DbError> {
    sql!(
        "SELECT day, id, standard, norm, subject_id, branch_id, employee_id, channel, state, opened_n, opened_at, due_at,
                calendar_version, closed_n, closed_at, met_late_at, reason, escalated, look_at, why
           FROM obligations
          WHERE institution_id = $1 AND day >= $2 AND day <= $3 AND (CAST($4 AS TEXT) IS NULL OR norm = $4)
            AND (CAST($5 AS TEXT) IS NULL OR state = $5)
          ORDER BY day DESC, id LIMIT $6"
    )
    .bind(from)
    .bind(to)
    .bind(norm)
    .bind(state)
    .bind(most)
    .all(tx)
    .await
}

/// One obligation, found by its day and id.
pub(crate) async fn find_obligation(
    tx: &mut Tx,
    day: i64,
    id: ObligationId,
) -> Result<Option<ObligationRow>, DbError> {
    sql!(
        "SELECT day, id, standard, norm, subject_id, branch_id, employee_id, channel, state, opened_n, opened_at, due_at,
                calendar_version, closed_n, closed_at, met_late_at, reason, escalated, look_at, why
           FROM obligations WHERE institution_id = $1 AND day = $2 AND id = $3"
    )
    .bind(day)
    .bind(id)
    .optional(tx)
    .await
}
