//! Declarations of interest and referrals, as they are stored.

use solits_db::{DbError, Tx, row, sql};
use solits_kernel::{CaseId, EmployeeId, Timestamp};
use uuid::Uuid;

use super::model::Interest;

/// A declaration of an interest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Declared {
    pub(crate) id: Uuid,
    pub(crate) employee: EmployeeId,
    pub(crate) kind: Interest,
    pub(crate) text: String,
    pub(crate) at: Timestamp,
    /// Who took the case over; `None` where the declarer did not hold it.
    pub(crate) passed_to: Option<EmployeeId>,
}

row! {
    struct DeclaredRow {
        id: Uuid, employee_id: EmployeeId, kind: String, text: String, at: Timestamp, passed_to: Option<EmployeeId>,
    }
}

/// The declarations in a case, oldest first.
pub(crate) async fn list_declared(tx: &mut Tx, case: CaseId) -> Result<Vec<Declared>, DbError> {
    let rows = sql!(
        "SELECT id, employee_id, kind, text, at, passed_to FROM case_conflicts
          WHERE institution_id = $1 AND case_id = $2 ORDER BY at, id"
    )
    .bind(case)
    .all::<DeclaredRow>(tx)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Declared {
                kind: Interest::parse(&row.kind)
                    .ok_or_else(|| DbError::Corrupt(format!("declaration {}", row.id)))?,
                id: row.id,
                employee: row.employee_id,
                text: row.text,
                at: row.at,
                passed_to: row.passed_to,
            })
        })
        .collect()
}

/// Stores a declaration.
pub(crate) async fn insert_declared(tx: &mut Tx, case: CaseId, declared: &Declared) -> Result<(), DbError> {
    sql!(
        "INSERT INTO case_conflicts (institution_id, id, case_id, employee_id, kind, text, at, passed_to)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
    )
    .bind(declared.id)
    .bind(case)
    .bind(declared.employee)
    .bind(declared.kind.name())
    .bind(&declared.text)
    .bind(declared.at)
    .bind(declared.passed_to)
    .run(tx)
    .await?;
    Ok(())
}

/// Hides a case from somebody, whatever was said of them before.
pub(crate) async fn hide(
    tx: &mut Tx,
    case: CaseId,
    employee: EmployeeId,
    at: Timestamp,
) -> Result<(), DbError> {
    sql!(
        "INSERT INTO case_sight (institution_id, case_id, employee_id, may, since) VALUES ($1, $2, $3, 0, $4)
         ON CONFLICT (institution_id, case_id, employee_id) DO UPDATE SET may = 0, since = $4"
    )
    .bind(case)
    .bind(employee)
    .bind(at)
    .run(tx)
    .await?;
    Ok(())
}

/// Whether a case is hidden from somebody, whoever looks.
///
/// # Errors
/// Where the database fails.
pub async fn is_hidden_from(tx: &mut Tx, case: CaseId, employee: EmployeeId) -> Result<bool, DbError> {
    let may: Option<i64> = sql!(
        "SELECT may AS value FROM case_sight WHERE institution_id = $1 AND case_id = $2 AND employee_id = $3"
    )
    .bind(case)
    .bind(employee)
    .scalar(tx)
    .await?;
    Ok(may == Some(0))
}

row! {
    /// Whom the client was sent to.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub(crate) struct Referral {
        pub(crate) id: Uuid, pub(crate) at: Timestamp, pub(crate) part: String, pub(crate) reason: String,
        pub(crate) body: String, pub(crate) contacts: String,
        /// Where a letter went to the body; empty where none was written.
        pub(crate) address: String,
    }
}

/// Whom the client of a case was sent to, oldest first.
pub(crate) async fn list_referrals(tx: &mut Tx, case: CaseId) -> Result<Vec<Referral>, DbError> {
    sql!(
        "SELECT id, at, part, reason, body, contacts, address FROM case_referrals
          WHERE institution_id = $1 AND case_id = $2 ORDER BY at, id"
    )
    .bind(case)
    .all(tx)
    .await
}

row! {
    /// A body that was written to.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub(crate) struct WrittenTo {
        pub(crate) body: String, pub(crate) address: String, pub(crate) contacts: String,
    }
}

/// Bodies that were written to out of cases that whoever looks may see, the latest first.
pub(crate) async fn list_written_to(tx: &mut Tx, most: i64) -> Result<Vec<WrittenTo>, DbError> {
    sql!([
        "SELECT referral.body, referral.address, referral.contacts
           FROM case_referrals referral JOIN cases c ON c.institution_id = $1 AND c.id = referral.case_id
          WHERE referral.institution_id = $1 AND referral.address <> '' AND ",
        solits_db::case_sight!(3, 4),
        " = 1
          GROUP BY referral.body, referral.address, referral.contacts ORDER BY max(referral.at) DESC, referral.body LIMIT $2"
    ])
    .bind(most)
    .bind_viewer(tx.viewer())
    .all(tx)
    .await
}

/// Stores one.
pub(crate) async fn insert_referral(
    tx: &mut Tx,
    case: CaseId,
    referral: &Referral,
    by: Option<EmployeeId>,
) -> Result<(), DbError> {
    sql!(
        "INSERT INTO case_referrals (institution_id, id, case_id, at, employee_id, part, reason, body, contacts, address)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"
    )
    .bind(referral.id)
    .bind(case)
    .bind(referral.at)
    .bind(by)
    .bind(&referral.part)
    .bind(&referral.reason)
    .bind(&referral.body)
    .bind(&referral.contacts)
    .bind(&referral.address)
    .run(tx)
    .await?;
    Ok(())
}
