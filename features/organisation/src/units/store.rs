//! Units in the database.

use solits_db::{DbError, Tx, row, sql};
use solits_kernel::{EmployeeId, UnitId, fold};

row! {
    /// A unit with what the list shows of it.
    #[derive(Clone, Debug)]
    pub(crate) struct UnitRow {
        pub(crate) id: UnitId, pub(crate) name: String, pub(crate) parent_id: Option<UnitId>,
        pub(crate) head_id: Option<EmployeeId>, pub(crate) parent: Option<String>, pub(crate) head: Option<String>,
        pub(crate) people: i64,
    }
}

/// The units by name, each with how many people work in it now.
pub(crate) async fn list(tx: &mut Tx) -> Result<Vec<UnitRow>, DbError> {
    let mut units: Vec<UnitRow> = sql!(
        "SELECT u.id, u.name, u.parent_id, u.head_id, p.name AS parent, h.name AS head,
                (SELECT count(*) FROM employees e
                  WHERE e.institution_id = u.institution_id AND e.unit_id = u.id AND e.active = TRUE) AS people
           FROM units u
           LEFT JOIN units p ON p.institution_id = u.institution_id AND p.id = u.parent_id
           LEFT JOIN employees h ON h.institution_id = u.institution_id AND h.id = u.head_id
          WHERE u.institution_id = $1"
    )
    .all(tx)
    .await?;
    // The engines order letters with diacritics differently.
    units.sort_by_cached_key(|unit| (fold(&unit.name), unit.id));
    Ok(units)
}

/// Changes what a unit is called, what it belongs to and who heads it.
pub(crate) async fn update(
    tx: &mut Tx,
    id: UnitId,
    name: &str,
    parent: Option<UnitId>,
    head: Option<EmployeeId>,
) -> Result<(), DbError> {
    sql!("UPDATE units SET name = $3, parent_id = $4, head_id = $5 WHERE institution_id = $1 AND id = $2")
        .bind(id)
        .bind(name)
        .bind(parent)
        .bind(head)
        .run(tx)
        .await?;
    Ok(())
}

/// Removes a unit; those who have left belong to none from then on.
pub(crate) async fn delete(tx: &mut Tx, id: UnitId) -> Result<(), DbError> {
    sql!("UPDATE employees SET unit_id = NULL WHERE institution_id = $1 AND unit_id = $2 AND active = FALSE")
        .bind(id)
        .run(tx)
        .await?;
    sql!("DELETE FROM units WHERE institution_id = $1 AND id = $2").bind(id).run(tx).await?;
    Ok(())
}
