//! Versions that everybody may see, and counts of promises by month and by day.

use solits_db::{DbError, Tx, row, sql};
use solits_kernel::Timestamp;

use super::kept::Kept;

row! {
    /// A version that was adopted, without its text.
    #[derive(Clone, Debug)]
    pub(super) struct AdoptedRow {
        pub(super) number: i64,
        pub(super) version: String,
        pub(super) in_force_from: Timestamp,
    }
}

/// The versions that were adopted, in the order in which they enter into force; no draft among them.
pub(super) async fn list_adopted(tx: &mut Tx) -> Result<Vec<AdoptedRow>, DbError> {
    sql!(
        "SELECT number, version, in_force_from FROM standards
          WHERE institution_id = $1 AND status <> 'draft' AND in_force_from IS NOT NULL
          ORDER BY in_force_from, number"
    )
    .all(tx)
    .await
}

row! {
    /// Counts of one promise in one month or on one day.
    pub(super) struct CountRow { pub(super) period: i64, pub(super) norm: String, pub(super) met: i64, pub(super) breached: i64 }
}

impl CountRow {
    pub(super) const fn kept(&self) -> Kept {
        Kept { met: self.met, breached: self.breached }
    }
}

/// Counts of every promise by month, both months included.
pub(super) async fn list_months(tx: &mut Tx, first: i64, last: i64) -> Result<Vec<CountRow>, DbError> {
    sql!(
        "SELECT month AS period, norm, CAST(sum(met) AS BIGINT) AS met, CAST(sum(breached) AS BIGINT) AS breached
           FROM measure_months
          WHERE institution_id = $1 AND month >= $2 AND month <= $3
          GROUP BY month, norm ORDER BY month, norm"
    )
    .bind(first)
    .bind(last)
    .all(tx)
    .await
}

/// Counts of every promise by day, from one day until before another.
pub(super) async fn list_days(tx: &mut Tx, first: i64, before: i64) -> Result<Vec<CountRow>, DbError> {
    sql!(
        "SELECT day AS period, norm, CAST(sum(met) AS BIGINT) AS met, CAST(sum(breached) AS BIGINT) AS breached
           FROM measures
          WHERE institution_id = $1 AND day >= $2 AND day < $3
          GROUP BY day, norm ORDER BY day, norm"
    )
    .bind(first)
    .bind(before)
    .all(tx)
    .await
}
