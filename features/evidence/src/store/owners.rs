//! Who answers for a norm, where the institution named somebody.

use solits_db::{DbError, Tx, row, sql};
use solits_kernel::{EmployeeId, Timestamp};

use crate::model::given::{Owner, Ownership, OwnershipId};

row! {
    struct Row {
        id: OwnershipId, norm: String, kind: String, name: String, employee_id: Option<EmployeeId>, set_at: Timestamp,
        set_by: EmployeeId, ended_at: Option<Timestamp>,
    }
}

impl TryFrom<Row> for Ownership {
    type Error = DbError;

    fn try_from(row: Row) -> Result<Self, DbError> {
        let owner = match (row.kind.as_str(), row.employee_id) {
            ("role", None) => Owner::Role(row.name),
            ("post", None) => Owner::Post(row.name),
            ("person", Some(id)) => Owner::Person(id),
            _ => return Err(DbError::Corrupt(format!("owner {}", row.id))),
        };
        Ok(Self {
            id: row.id,
            norm: row.norm,
            owner,
            set_at: row.set_at,
            set_by: row.set_by,
            ended_at: row.ended_at,
        })
    }
}

fn ownerships(rows: Vec<Row>) -> Result<Vec<Ownership>, DbError> {
    rows.into_iter().map(Ownership::try_from).collect()
}

/// The owners that are named now.
pub(crate) async fn list_owners(tx: &mut Tx) -> Result<Vec<Ownership>, DbError> {
    let rows = sql!(
        "SELECT id, norm, kind, name, employee_id, set_at, set_by, ended_at FROM norm_owners
          WHERE institution_id = $1 AND ended_at IS NULL ORDER BY norm"
    )
    .all(tx)
    .await?;
    ownerships(rows)
}

/// Every owner that a norm has had, the latest first.
pub(crate) async fn list_owners_of(tx: &mut Tx, norm: &str) -> Result<Vec<Ownership>, DbError> {
    let rows = sql!(
        "SELECT id, norm, kind, name, employee_id, set_at, set_by, ended_at FROM norm_owners
          WHERE institution_id = $1 AND norm = $2 ORDER BY set_at DESC, id DESC"
    )
    .bind(norm)
    .all(tx)
    .await?;
    ownerships(rows)
}

/// Names an owner. The one before has been ended by [`end_owner`].
pub(crate) async fn insert_owner(tx: &mut Tx, ownership: &Ownership) -> Result<(), DbError> {
    let (name, employee) = match &ownership.owner {
        Owner::Role(name) | Owner::Post(name) => (name.as_str(), None),
        Owner::Person(employee) => ("", Some(*employee)),
    };
    sql!(
        "INSERT INTO norm_owners (institution_id, id, norm, kind, name, employee_id, set_at, set_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
    )
    .bind(ownership.id)
    .bind(&ownership.norm)
    .bind(ownership.owner.kind())
    .bind(name)
    .bind(employee)
    .bind(ownership.set_at)
    .bind(ownership.set_by)
    .run(tx)
    .await?;
    Ok(())
}

/// Ends what the institution named for a norm. `false` when it named nobody.
pub(crate) async fn end_owner(
    tx: &mut Tx,
    norm: &str,
    at: Timestamp,
    by: EmployeeId,
) -> Result<bool, DbError> {
    let changed = sql!(
        "UPDATE norm_owners SET ended_at = $3, ended_by = $4
          WHERE institution_id = $1 AND norm = $2 AND ended_at IS NULL"
    )
    .bind(norm)
    .bind(at)
    .bind(by)
    .run(tx)
    .await?;
    Ok(changed == 1)
}
