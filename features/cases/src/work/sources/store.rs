//! Sources of cases, as they are stored.

use solits_db::{DbError, Tx, row, sql};
use solits_kernel::{CaseId, EmployeeId, Timestamp};
use uuid::Uuid;

use crate::work::named;

named! {
    /// What a piece of the grounds is.
    pub enum Kind {
        /// A fact that was established.
        Fact "fact" "cases-source-fact";
        /// A register, a document or a legal act that was checked.
        Source "source" "cases-source-source";
        /// A circumstance that was weighed.
        Circumstance "circumstance" "cases-source-circumstance";
    }
}

row! {
    struct SourceRow {
        id: Uuid, kind: String, text: String, place: String, at: Timestamp, employee_id: Option<EmployeeId>,
        withdrawn_at: Option<Timestamp>,
    }
}

/// A piece of the grounds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Id.
    pub id: Uuid,
    /// What it is.
    pub kind: Kind,
    /// What it says.
    pub text: String,
    /// Where it can be checked.
    pub place: String,
    /// When it was noted.
    pub at: Timestamp,
    /// By whom.
    pub employee: Option<EmployeeId>,
    /// When it was found not to hold.
    pub withdrawn_at: Option<Timestamp>,
}

/// The grounds of a case, oldest first.
pub(crate) async fn list(tx: &mut Tx, case: CaseId) -> Result<Vec<Source>, DbError> {
    let rows = sql!(
        "SELECT id, kind, text, place, at, employee_id, withdrawn_at FROM case_sources
          WHERE institution_id = $1 AND case_id = $2 ORDER BY at, id"
    )
    .bind(case)
    .all::<SourceRow>(tx)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Source {
                kind: Kind::parse(&row.kind)
                    .ok_or_else(|| DbError::Corrupt(format!("case source {}", row.id)))?,
                id: row.id,
                text: row.text,
                place: row.place,
                at: row.at,
                employee: row.employee_id,
                withdrawn_at: row.withdrawn_at,
            })
        })
        .collect()
}

/// Stores a new one.
pub(crate) async fn insert(tx: &mut Tx, case: CaseId, source: &Source) -> Result<(), DbError> {
    sql!(
        "INSERT INTO case_sources (institution_id, id, case_id, kind, text, place, at, employee_id)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
    )
    .bind(source.id)
    .bind(case)
    .bind(source.kind.name())
    .bind(&source.text)
    .bind(&source.place)
    .bind(source.at)
    .bind(source.employee)
    .run(tx)
    .await?;
    Ok(())
}

/// Marks one as not holding; `false` where it is not there or was withdrawn before.
pub(crate) async fn update_withdrawn(
    tx: &mut Tx,
    case: CaseId,
    source: Uuid,
    at: Timestamp,
) -> Result<bool, DbError> {
    let changed = sql!(
        "UPDATE case_sources SET withdrawn_at = $4
          WHERE institution_id = $1 AND case_id = $2 AND id = $3 AND withdrawn_at IS NULL"
    )
    .bind(case)
    .bind(source)
    .bind(at)
    .run(tx)
    .await?;
    Ok(changed == 1)
}

/// The grounds of one case become those of another.
pub(crate) async fn update_case(tx: &mut Tx, from: CaseId, into: CaseId) -> Result<(), DbError> {
    sql!("UPDATE case_sources SET case_id = $3 WHERE institution_id = $1 AND case_id = $2")
        .bind(from)
        .bind(into)
        .run(tx)
        .await?;
    Ok(())
}
