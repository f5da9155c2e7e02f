//! Absences and substitutes in the database.

use solits_db::{DbError, Tx, row, sql};
use solits_kernel::{EmployeeId, Id};

/// A row that says that somebody is away.
pub(crate) enum AbsenceRecord {}
pub(crate) type AbsenceId = Id<AbsenceRecord>;

row! {
    /// Days on which somebody is away.
    #[derive(Clone, Copy, Debug)]
    pub(crate) struct AbsenceRow {
        pub(crate) id: AbsenceId, pub(crate) employee_id: EmployeeId, pub(crate) from_on: i64, pub(crate) until_on: i64,
        pub(crate) substitute_id: Option<EmployeeId>,
    }
}

/// Every absence, past ones too, the earliest first.
pub(crate) async fn list(tx: &mut Tx) -> Result<Vec<AbsenceRow>, DbError> {
    sql!(
        "SELECT id, employee_id, from_on, until_on, substitute_id
           FROM absences WHERE institution_id = $1 ORDER BY from_on, id"
    )
    .all(tx)
    .await
}

/// Adds an absence.
pub(crate) async fn insert(tx: &mut Tx, row: &AbsenceRow) -> Result<(), DbError> {
    sql!(
        "INSERT INTO absences (institution_id, id, employee_id, from_on, until_on, substitute_id)
         VALUES ($1, $2, $3, $4, $5, $6)"
    )
    .bind(row.id)
    .bind(row.employee_id)
    .bind(row.from_on)
    .bind(row.until_on)
    .bind(row.substitute_id)
    .run(tx)
    .await?;
    Ok(())
}

/// Ends an absence with the day; one that has not begun by then is taken back.
pub(crate) async fn end(tx: &mut Tx, id: AbsenceId, last_day: i64) -> Result<(), DbError> {
    sql!("DELETE FROM absences WHERE institution_id = $1 AND id = $2 AND from_on > $3")
        .bind(id)
        .bind(last_day)
        .run(tx)
        .await?;
    sql!("UPDATE absences SET until_on = $3 WHERE institution_id = $1 AND id = $2 AND until_on > $3")
        .bind(id)
        .bind(last_day)
        .run(tx)
        .await?;
    Ok(())
}

row! {
    /// Who stands in for whom.
    #[derive(Clone, Copy, Debug)]
    pub(crate) struct SubstituteRow { pub(crate) employee_id: EmployeeId, pub(crate) substitute_id: EmployeeId }
}

/// The standing arrangements.
pub(crate) async fn list_substitutes(tx: &mut Tx) -> Result<Vec<SubstituteRow>, DbError> {
    sql!("SELECT employee_id, substitute_id FROM substitutes WHERE institution_id = $1 ORDER BY employee_id")
        .all(tx)
        .await
}

/// Names who stands in for somebody, in place of whoever did.
pub(crate) async fn put_substitute(tx: &mut Tx, row: SubstituteRow) -> Result<(), DbError> {
    sql!(
        "INSERT INTO substitutes (institution_id, employee_id, substitute_id) VALUES ($1, $2, $3)
         ON CONFLICT (institution_id, employee_id) DO UPDATE SET substitute_id = excluded.substitute_id"
    )
    .bind(row.employee_id)
    .bind(row.substitute_id)
    .run(tx)
    .await?;
    Ok(())
}

/// Takes a standing arrangement back.
pub(crate) async fn delete_substitute(tx: &mut Tx, id: EmployeeId) -> Result<(), DbError> {
    sql!("DELETE FROM substitutes WHERE institution_id = $1 AND employee_id = $2").bind(id).run(tx).await?;
    Ok(())
}
