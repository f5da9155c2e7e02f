//! What waits for somebody, questions and reports alike. Whoever a case is hidden from finds nothing of it.

use std::collections::BTreeSet;

use solits_db::{DbError, PackedJson, Tx, row, sql};
use solits_kernel::{EmployeeId, Timestamp};
use uuid::Uuid;

row! {
    /// A question or a report that waits for somebody.
    #[derive(Clone, Debug)]
    pub(crate) struct DueRow {
        pub(crate) id: Uuid, pub(crate) kind: String, pub(crate) reference: String, pub(crate) subject: String,
        pub(crate) addressee_id: EmployeeId, pub(crate) from_id: EmployeeId, pub(crate) since: Timestamp,
        pub(crate) due_at: Option<Timestamp>, pub(crate) why: Option<PackedJson>,
    }
}

/// Ids as a list both engines can open: thirty-two digits each.
fn id_list(ids: &BTreeSet<EmployeeId>) -> String {
    let digits: Vec<String> = ids.iter().map(|id| format!("\"{}\"", id.uuid().simple())).collect();
    format!("[{}]", digits.join(","))
}

/// The questions to these people that are not answered, the nearest limit first.
pub(crate) async fn list_questions(
    tx: &mut Tx,
    of: &BTreeSet<EmployeeId>,
    most: i64,
) -> Result<Vec<DueRow>, DbError> {
    // SQLite has no statistics to choose an index by: its text names those that hold only what has not ended. It keeps short
    // ids in twelve bytes.
    sql!(
        sqlite ["SELECT r.id, r.kind, '' AS reference, r.topic AS subject, r.addressee_id, r.asked_by AS from_id, r.asked_at AS since, r.due_at,
                (SELECT o.why FROM obligations o INDEXED BY obligations_live
                  WHERE o.institution_id = $1 AND o.subject_id = r.id AND o.due_at = r.due_at
                    AND (o.state = 'open' OR o.met_late_at IS NULL AND o.state = 'breached')
                  ORDER BY o.id LIMIT 1) AS why
           FROM internal_requests r INDEXED BY internal_requests_due
          WHERE r.institution_id = $1 AND r.state IN ('open', 'partly')
            AND r.addressee_id IN (SELECT unhex(CASE WHEN substr(value, 13) = '80008000000000000000' THEN substr(value, 1, 12) ELSE value END) FROM json_each($2))
            AND ", solits_db::not_hidden!("r.case_id", 3), "
          ORDER BY r.due_at NULLS LAST, r.id LIMIT $4"],
        pg ["SELECT r.id, r.kind, '' AS reference, r.topic AS subject, r.addressee_id, r.asked_by AS from_id, r.asked_at AS since, r.due_at,
                (SELECT o.why FROM obligations o
                  WHERE o.institution_id = $1 AND o.subject_id = r.id AND o.due_at = r.due_at
                    AND (o.state = 'open' OR o.met_late_at IS NULL AND o.state = 'breached')
                  ORDER BY o.id LIMIT 1) AS why
           FROM internal_requests r
          WHERE r.institution_id = $1 AND r.state IN ('open', 'partly')
            AND r.addressee_id IN (SELECT CAST(json_array_elements_text(CAST($2 AS JSON)) AS UUID))
            AND ", solits_db::not_hidden!("r.case_id", 3), "
          ORDER BY r.due_at NULLS LAST, r.id LIMIT $4"]
    )
    .bind(id_list(of))
    .bind(tx.viewer().id())
    .bind(most)
    .all(tx)
    .await
}

/// The reports these people answer for and have not dealt with, the oldest first; with a limit where the standard sets one.
pub(crate) async fn list_reports(
    tx: &mut Tx,
    of: &BTreeSet<EmployeeId>,
    most: i64,
) -> Result<Vec<DueRow>, DbError> {
    sql!(
        sqlite ["SELECT n.id, 'nonconformity' AS kind, n.reference, n.found AS subject, n.addressee_id, n.reported_by AS from_id,
                coalesce(n.routed_at, n.found_at) AS since,
                (SELECT min(o.due_at) FROM obligations o INDEXED BY obligations_live
                  WHERE o.institution_id = $1 AND o.subject_id = n.id
                    AND (o.state = 'open' OR o.met_late_at IS NULL AND o.state = 'breached')) AS due_at,
                NULL AS why
           FROM nonconformities n INDEXED BY nonconformities_due
          WHERE n.institution_id = $1 AND n.state IN ('reported', 'received')
            AND n.addressee_id IN (SELECT unhex(CASE WHEN substr(value, 13) = '80008000000000000000' THEN substr(value, 1, 12) ELSE value END) FROM json_each($2))
            AND ", solits_db::not_hidden!("n.case_id", 3), "
          ORDER BY n.found_at, n.id LIMIT $4"],
        pg ["SELECT n.id, 'nonconformity' AS kind, n.reference, n.found AS subject, n.addressee_id, n.reported_by AS from_id,
                coalesce(n.routed_at, n.found_at) AS since,
                (SELECT min(o.due_at) FROM obligations o
                  WHERE o.institution_id = $1 AND o.subject_id = n.id
                    AND (o.state = 'open' OR o.met_late_at IS NULL AND o.state = 'breached')) AS due_at,
                CAST(NULL AS TEXT) AS why
           FROM nonconformities n
          WHERE n.institution_id = $1 AND n.state IN ('reported', 'received')
            AND n.addressee_id IN (SELECT CAST(json_array_elements_text(CAST($2 AS JSON)) AS UUID))
            AND ", solits_db::not_hidden!("n.case_id", 3), "
          ORDER BY n.found_at, n.id LIMIT $4"]
    )
    .bind(id_list(of))
    .bind(tx.viewer().id())
    .bind(most)
    .all(tx)
    .await
}
