//! What was typed in a draft that it has not taken: its author's alone.

use solits_db::{DbError, Tx, row, sql};
use solits_kernel::{EmployeeId, Timestamp};

row! {
    /// What somebody typed that the draft has not taken.
    #[derive(Clone, Debug, PartialEq, Eq)]
    #[expect(clippy::struct_field_names, reason = "fields are called as their columns")]
    pub(in crate::editor) struct Typed {
        pub(in crate::editor) place: String,
        pub(in crate::editor) state: i64,
        pub(in crate::editor) typed_at: Timestamp,
        pub(in crate::editor) fields: String,
    }
}

/// Keeps what somebody typed, in place of what they typed there before.
pub(in crate::editor) async fn keep_typed(
    tx: &mut Tx,
    draft: i64,
    me: EmployeeId,
    typed: &Typed,
) -> Result<(), DbError> {
    sql!(
        "INSERT INTO standard_draft_typed (institution_id, draft, employee_id, place, state, typed_at, fields)
         VALUES ($1, $2, $3, $4, $5, $6, $7)
             ON CONFLICT (institution_id, draft, employee_id, place)
             DO UPDATE SET state = excluded.state, typed_at = excluded.typed_at, fields = excluded.fields"
    )
    .bind(draft)
    .bind(me)
    .bind(typed.place.as_str())
    .bind(typed.state)
    .bind(typed.typed_at)
    .bind(typed.fields.as_str())
    .run(tx)
    .await?;
    Ok(())
}

/// What I typed in a draft that it has not taken, latest first.
pub(in crate::editor) async fn list_typed(
    tx: &mut Tx,
    draft: i64,
    me: EmployeeId,
) -> Result<Vec<Typed>, DbError> {
    sql!(
        "SELECT place, state, typed_at, fields FROM standard_draft_typed
          WHERE institution_id = $1 AND draft = $2 AND employee_id = $3 ORDER BY typed_at DESC, place"
    )
    .bind(draft)
    .bind(me)
    .all(tx)
    .await
}

/// What I typed at a place of a draft that it has not taken.
pub(in crate::editor) async fn find_typed(
    tx: &mut Tx,
    draft: i64,
    me: EmployeeId,
    place: &str,
) -> Result<Option<Typed>, DbError> {
    sql!(
        "SELECT place, state, typed_at, fields FROM standard_draft_typed
          WHERE institution_id = $1 AND draft = $2 AND employee_id = $3 AND place = $4"
    )
    .bind(draft)
    .bind(me)
    .bind(place)
    .optional(tx)
    .await
}

/// Forgets what I typed at a place: it was taken, or its author let it go.
pub(in crate::editor) async fn delete_typed(
    tx: &mut Tx,
    draft: i64,
    me: EmployeeId,
    place: &str,
) -> Result<(), DbError> {
    sql!(
        "DELETE FROM standard_draft_typed
          WHERE institution_id = $1 AND draft = $2 AND employee_id = $3 AND place = $4"
    )
    .bind(draft)
    .bind(me)
    .bind(place)
    .run(tx)
    .await?;
    Ok(())
}
