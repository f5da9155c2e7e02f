//! Lists that somebody has named.

use solits_db::{DbError, Tx, row, sql};
use solits_kernel::{EmployeeId, Id, UnitId};

/// A list that somebody has named.
#[derive(Debug)]
pub(crate) enum SavedView {}
pub(crate) type SavedViewId = Id<SavedView>;

row! {
    /// A list that somebody has named.
    #[derive(Clone, Debug)]
    pub(crate) struct ViewRow {
        pub(crate) id: SavedViewId, pub(crate) employee_id: EmployeeId, pub(crate) name: String, pub(crate) query: String,
        pub(crate) place: i64, pub(crate) is_default: i64, pub(crate) unit_id: Option<UnitId>,
    }
}

/// Somebody's own lists in their order, then those that are shared with their unit.
pub(crate) async fn list_views(
    tx: &mut Tx,
    who: EmployeeId,
    unit: Option<UnitId>,
) -> Result<Vec<ViewRow>, DbError> {
    let mut views = sql!(
        "SELECT id, employee_id, name, query, place, is_default, unit_id FROM inbox_views
          WHERE institution_id = $1 AND employee_id = $2 ORDER BY place, id"
    )
    .bind(who)
    .all::<ViewRow>(tx)
    .await?;
    if let Some(unit) = unit {
        let shared = sql!(
            "SELECT id, employee_id, name, query, place, is_default, unit_id FROM inbox_views
              WHERE institution_id = $1 AND unit_id = $2 AND unit_id IS NOT NULL AND employee_id <> $3 ORDER BY place, id"
        );
        views.extend(shared.bind(unit).bind(who).all::<ViewRow>(tx).await?);
    }
    Ok(views)
}

/// Stores a list.
pub(crate) async fn insert_view(tx: &mut Tx, view: &ViewRow) -> Result<(), DbError> {
    sql!(
        "INSERT INTO inbox_views (institution_id, id, employee_id, name, query, place, is_default, unit_id)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
    )
    .bind(view.id)
    .bind(view.employee_id)
    .bind(&view.name)
    .bind(&view.query)
    .bind(view.place)
    .bind(view.is_default)
    .bind(view.unit_id)
    .run(tx)
    .await?;
    Ok(())
}

/// Stores a changed list of its owner.
pub(crate) async fn update_view(tx: &mut Tx, view: &ViewRow) -> Result<bool, DbError> {
    let changed = sql!(
        "UPDATE inbox_views SET name = $4, place = $5, is_default = $6, unit_id = $7
          WHERE institution_id = $1 AND id = $2 AND employee_id = $3"
    )
    .bind(view.id)
    .bind(view.employee_id)
    .bind(&view.name)
    .bind(view.place)
    .bind(view.is_default)
    .bind(view.unit_id)
    .run(tx)
    .await?;
    Ok(changed == 1)
}

/// Removes a list of its owner.
pub(crate) async fn delete_view(tx: &mut Tx, id: SavedViewId, who: EmployeeId) -> Result<bool, DbError> {
    let gone = sql!("DELETE FROM inbox_views WHERE institution_id = $1 AND id = $2 AND employee_id = $3")
        .bind(id)
        .bind(who)
        .run(tx)
        .await?;
    Ok(gone == 1)
}
