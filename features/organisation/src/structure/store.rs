//! The structure in the database: who holds which role, and since when somebody has a post or heads a unit.

use solits_db::{DbError, Tx, row, sql};
use solits_kernel::{EmployeeId, Id, UnitId};

/// A row that says who holds a role.
pub(crate) enum HoldingRecord {}
pub(crate) type HoldingId = Id<HoldingRecord>;

row! {
    /// Who holds a role, from a day to a day.
    #[derive(Clone, Debug)]
    pub(crate) struct HoldingRow {
        pub(crate) id: HoldingId, pub(crate) role: String, pub(crate) employee_id: Option<EmployeeId>,
        pub(crate) unit_id: Option<UnitId>, pub(crate) body_lv: Option<String>, pub(crate) body_en: Option<String>,
        pub(crate) contact: Option<String>, pub(crate) within_id: Option<UnitId>, pub(crate) from_on: i64,
        pub(crate) until_on: Option<i64>,
    }
}

row! {
    /// A version of the standard that is kept, draft or not.
    pub(crate) struct KeptStandard { pub(crate) source: String, pub(crate) baseline: Option<String> }
}

/// Every version of the standard that is kept, the latest first.
pub(crate) async fn list_standards(tx: &mut Tx) -> Result<Vec<KeptStandard>, DbError> {
    sql!("SELECT source, baseline FROM standards WHERE institution_id = $1 ORDER BY number DESC")
        .all(tx)
        .await
}

/// Every holding, past and planned ones too, the earliest first.
pub(crate) async fn list_holdings(tx: &mut Tx) -> Result<Vec<HoldingRow>, DbError> {
    sql!(
        "SELECT id, role, employee_id, unit_id, body_lv, body_en, contact, within_id, from_on, until_on
           FROM role_holders WHERE institution_id = $1 ORDER BY from_on, id"
    )
    .all(tx)
    .await
}

/// Adds a holding.
pub(crate) async fn insert_holding(tx: &mut Tx, row: &HoldingRow) -> Result<(), DbError> {
    sql!(
        "INSERT INTO role_holders
            (institution_id, id, role, employee_id, unit_id, body_lv, body_en, contact, within_id, from_on, until_on)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"
    )
    .bind(row.id)
    .bind(&row.role)
    .bind(row.employee_id)
    .bind(row.unit_id)
    .bind(row.body_lv.as_deref())
    .bind(row.body_en.as_deref())
    .bind(row.contact.as_deref())
    .bind(row.within_id)
    .bind(row.from_on)
    .bind(row.until_on)
    .run(tx)
    .await?;
    Ok(())
}

/// Ends a holding with the day; one that has not begun by then is taken back.
pub(crate) async fn end_holding(tx: &mut Tx, id: HoldingId, last_day: i64) -> Result<(), DbError> {
    sql!("DELETE FROM role_holders WHERE institution_id = $1 AND id = $2 AND from_on > $3")
        .bind(id)
        .bind(last_day)
        .run(tx)
        .await?;
    sql!("UPDATE role_holders SET until_on = $3 WHERE institution_id = $1 AND id = $2")
        .bind(id)
        .bind(last_day)
        .run(tx)
        .await?;
    Ok(())
}

row! {
    /// How a post was from a day on.
    pub(crate) struct PostRow {
        pub(crate) employee_id: EmployeeId, pub(crate) from_on: i64, pub(crate) title: String,
        pub(crate) unit_id: Option<UnitId>, pub(crate) supervisor_id: Option<EmployeeId>, pub(crate) employed: bool,
    }
}

/// The changes of posts, each employee's in their order.
pub(crate) async fn list_posts(tx: &mut Tx) -> Result<Vec<PostRow>, DbError> {
    sql!(
        "SELECT employee_id, from_on, title, unit_id, supervisor_id, employed
           FROM posts WHERE institution_id = $1 ORDER BY employee_id, from_on"
    )
    .all(tx)
    .await
}

row! {
    /// Who headed a unit from a day on.
    pub(crate) struct HeadRow { pub(crate) unit_id: UnitId, pub(crate) from_on: i64, pub(crate) head_id: Option<EmployeeId> }
}

/// The changes of heads, each unit's in their order.
pub(crate) async fn list_heads(tx: &mut Tx) -> Result<Vec<HeadRow>, DbError> {
    sql!(
        "SELECT unit_id, from_on, head_id FROM unit_heads WHERE institution_id = $1 ORDER BY unit_id, from_on"
    )
    .all(tx)
    .await
}

/// Before the first change of a post: how it has been from the beginning.
pub(crate) async fn keep_first_post(tx: &mut Tx, id: EmployeeId) -> Result<(), DbError> {
    sql!(
        "INSERT INTO posts (institution_id, employee_id, from_on, title, unit_id, supervisor_id, employed)
         SELECT e.institution_id, e.id, 0, e.post, e.unit_id, e.supervisor_id, e.active FROM employees e
          WHERE e.institution_id = $1 AND e.id = $2
            AND NOT EXISTS (SELECT 1 FROM posts p WHERE p.institution_id = $1 AND p.employee_id = $2)"
    )
    .bind(id)
    .run(tx)
    .await?;
    Ok(())
}

/// After a change of a post: how it is from the day on.
pub(crate) async fn keep_post(tx: &mut Tx, id: EmployeeId, day: i64) -> Result<(), DbError> {
    sql!(
        "INSERT INTO posts (institution_id, employee_id, from_on, title, unit_id, supervisor_id, employed)
         SELECT e.institution_id, e.id, CAST($3 AS BIGINT), e.post, e.unit_id, e.supervisor_id, e.active FROM employees e
          WHERE e.institution_id = $1 AND e.id = $2
         ON CONFLICT (institution_id, employee_id, from_on) DO UPDATE SET title = excluded.title,
            unit_id = excluded.unit_id, supervisor_id = excluded.supervisor_id, employed = excluded.employed"
    )
    .bind(id)
    .bind(day)
    .run(tx)
    .await?;
    Ok(())
}

/// Before the first change of a unit's head: who it has been from the beginning.
pub(crate) async fn keep_first_head(tx: &mut Tx, id: UnitId) -> Result<(), DbError> {
    sql!(
        "INSERT INTO unit_heads (institution_id, unit_id, from_on, head_id)
         SELECT u.institution_id, u.id, 0, u.head_id FROM units u
          WHERE u.institution_id = $1 AND u.id = $2
            AND NOT EXISTS (SELECT 1 FROM unit_heads h WHERE h.institution_id = $1 AND h.unit_id = $2)"
    )
    .bind(id)
    .run(tx)
    .await?;
    Ok(())
}

/// After a change of a unit's head: who it is from the day on.
pub(crate) async fn keep_head(tx: &mut Tx, id: UnitId, day: i64) -> Result<(), DbError> {
    sql!(
        "INSERT INTO unit_heads (institution_id, unit_id, from_on, head_id)
         SELECT u.institution_id, u.id, CAST($3 AS BIGINT), u.head_id FROM units u
          WHERE u.institution_id = $1 AND u.id = $2
         ON CONFLICT (institution_id, unit_id, from_on) DO UPDATE SET head_id = excluded.head_id"
    )
    .bind(id)
    .bind(day)
    .run(tx)
    .await?;
    Ok(())
}

/// Takes a unit that is removed out of the structure, with the roles it held and those held for it.
pub(crate) async fn forget_unit(tx: &mut Tx, id: UnitId) -> Result<(), DbError> {
    sql!("DELETE FROM unit_heads WHERE institution_id = $1 AND unit_id = $2").bind(id).run(tx).await?;
    sql!("DELETE FROM role_holders WHERE institution_id = $1 AND (unit_id = $2 OR within_id = $2)")
        .bind(id)
        .run(tx)
        .await?;
    Ok(())
}
