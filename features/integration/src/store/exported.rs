//! What exports read, a page at a time: each page goes on where the last one ended, so that a file of millions of lines
//! holds no more in memory than one of a few.

use solits_db::{DbError, Tx, row, sql};
use solits_kernel::{BranchId, CaseId, EmployeeId, ServiceId, Timestamp};
use uuid::Uuid;

/// Lines read at once.
pub(crate) const AT_ONCE: i64 = 1_000;

row! {
    /// A case as it is exported: nothing of the client.
    #[derive(Clone, Debug)]
    pub(crate) struct CaseRow {
        pub(crate) id: CaseId, pub(crate) reference: String, pub(crate) kind: String, pub(crate) subject: String,
        pub(crate) service_id: Option<ServiceId>, pub(crate) branch_id: BranchId, pub(crate) owner_id: EmployeeId,
        pub(crate) channel: String, pub(crate) status: String, pub(crate) opened_at: Timestamp,
        pub(crate) due_at: Option<Timestamp>, pub(crate) answered_at: Option<Timestamp>,
        pub(crate) closed_at: Option<Timestamp>,
    }
}

/// Cases received from one instant until before another, after an id, in the order of their ids, which is that of time.
pub(crate) async fn list_cases(
    tx: &mut Tx,
    from: Timestamp,
    until: Timestamp,
    after: Uuid,
) -> Result<Vec<CaseRow>, DbError> {
    sql!(
        ["SELECT c.id, c.reference, c.kind, c.subject, c.service_id, c.branch_id, c.owner_id, c.channel, c.status, c.opened_at,
                c.due_at, c.answered_at, c.closed_at
           FROM cases c
          WHERE c.institution_id = $1 AND c.id > $2 AND c.opened_at >= $3 AND c.opened_at < $4
            AND ", solits_db::case_sight!(5, 6), " = 1
          ORDER BY c.id LIMIT $7"]
    )
    .bind(after)
    .bind(from)
    .bind(until)
    .bind_viewer(tx.viewer())
    .bind(AT_ONCE)
    .all(tx)
    .await
}

/// How many cases there are for whoever looks, received from one instant until before another.
pub(crate) async fn count_cases(tx: &mut Tx, from: Timestamp, until: Timestamp) -> Result<i64, DbError> {
    let count = sql!([
        "SELECT count(*) AS value FROM cases c
          WHERE c.institution_id = $1 AND c.opened_at >= $2 AND c.opened_at < $3
            AND ",
        solits_db::case_sight!(4, 5),
        " = 1"
    ])
    .bind(from)
    .bind(until)
    .bind_viewer(tx.viewer())
    .scalar::<i64>(tx)
    .await?;
    Ok(count.unwrap_or_default())
}

row! {
    /// A promise and what became of it.
    #[derive(Clone, Debug)]
    pub(crate) struct ObligationRow {
        pub(crate) day: i64, pub(crate) id: Uuid, pub(crate) standard: i64, pub(crate) norm: String,
        pub(crate) branch_id: Option<BranchId>, pub(crate) channel: String, pub(crate) state: String,
        pub(crate) opened_at: Timestamp, pub(crate) due_at: Timestamp, pub(crate) closed_at: Option<Timestamp>,
        pub(crate) met_late_at: Option<Timestamp>,
    }
}

/// Obligations opened after a place and up to a day, in the order of day and id. Those of what is hidden from whoever looks
/// are left out.
pub(crate) async fn list_obligations(
    tx: &mut Tx,
    (day, after): (i64, Uuid),
    until: i64,
) -> Result<Vec<ObligationRow>, DbError> {
    sql!(
        ["SELECT o.day, o.id, o.standard, o.norm, o.branch_id, o.channel, o.state, o.opened_at, o.due_at, o.closed_at, o.met_late_at
           FROM obligations o
          WHERE o.institution_id = $1 AND o.day >= $2 AND o.day <= $4 AND (o.day > $2 OR o.id > $3)
            AND ", solits_db::subject_sight!("o.subject_id", 5, 6), "
          ORDER BY o.day, o.id LIMIT $7"]
    )
    .bind(day)
    .bind(after)
    .bind(until)
    .bind_viewer(tx.viewer())
    .bind(AT_ONCE)
    .all(tx)
    .await
}

/// How many obligations there are for whoever looks, opened on the days from one to another.
pub(crate) async fn count_obligations(tx: &mut Tx, from: i64, until: i64) -> Result<i64, DbError> {
    let count = sql!([
        "SELECT count(*) AS value FROM obligations o
          WHERE o.institution_id = $1 AND o.day >= $2 AND o.day <= $3
            AND ",
        solits_db::subject_sight!("o.subject_id", 4, 5)
    ])
    .bind(from)
    .bind(until)
    .bind_viewer(tx.viewer())
    .scalar::<i64>(tx)
    .await?;
    Ok(count.unwrap_or_default())
}
