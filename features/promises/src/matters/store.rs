//! The visits behind a figure; what cases add stands with the sums (`solits_journal::matters`).

use solits_db::{DbError, Tx, row, sql};
use solits_kernel::{BranchId, EmployeeId, Timestamp, day_of_number};
use uuid::Uuid;

row! {
    /// A period of service at a desk.
    pub(super) struct VisitRow {
        pub(super) id: Uuid, pub(super) branch_id: Option<BranchId>, pub(super) employee_id: Option<EmployeeId>,
        pub(super) ended_at: Timestamp, pub(super) outcome: String, pub(super) letter: Option<String>,
        pub(super) number: Option<i64>,
    }
}

/// Where the ids of what was made on a day begin: they are in the order of time.
fn first_id(day: i64) -> Uuid {
    let midnight = Timestamp::in_riga(day_of_number(day), jiff::civil::Time::midnight());
    let millis = u64::try_from(midnight.millis()).unwrap_or_default();
    uuid::Builder::from_unix_timestamp_millis(millis, &[0; 10]).into_uuid()
}

/// Visits of a day that ended in one of some ways, the latest first, before an id; of one branch and employee, or all. What
/// was answered in writing or by telephone is a contact too, but its matter is a case, which stands among the cases: a visit
/// tells nothing of what was written down at it.
pub(super) async fn list_visits(
    tx: &mut Tx,
    day: i64,
    before: Option<Uuid>,
    [one, two, three]: [&'static str; 3],
    (branch, employee): (Option<BranchId>, Option<EmployeeId>),
    most: i64,
) -> Result<Vec<VisitRow>, DbError> {
    sql!(
        "SELECT v.id, v.branch_id, v.employee_id, v.ended_at, v.outcome, t.letter, t.number
           FROM contacts v LEFT JOIN tickets t ON t.institution_id = $1 AND t.id = v.ticket_id
          WHERE v.institution_id = $1 AND v.id >= $2 AND v.id < $3 AND v.channel = 'visit'
            AND (v.outcome = $4 OR v.outcome = $5 OR v.outcome = $6)
            AND (v.branch_id = $7 OR $7 IS NULL) AND (v.employee_id = $8 OR $8 IS NULL)
          ORDER BY v.id DESC LIMIT $9"
    )
    .bind(first_id(day))
    .bind(before.unwrap_or_else(|| first_id(day + 1)))
    .bind(one)
    .bind(two)
    .bind(three)
    .bind(branch)
    .bind(employee)
    .bind(most)
    .all(tx)
    .await
}
