//! Who is where in a draft, and what programs are called that write in one.

use solits_db::{DbError, Tx, row, sql};
use solits_kernel::{EmployeeId, Timestamp};
use uuid::Uuid;

row! {
    /// Somebody at an entry.
    #[derive(Clone, Debug)]
    pub(in crate::editor) struct Seat {
        pub(in crate::editor) employee_id: EmployeeId,
        pub(in crate::editor) place: String,
        pub(in crate::editor) seen_at: Timestamp,
    }
}

/// Notes where somebody is.
pub(in crate::editor) async fn sit(
    tx: &mut Tx,
    draft: i64,
    me: EmployeeId,
    place: &str,
    at: Timestamp,
) -> Result<(), DbError> {
    sql!(
        "INSERT INTO standard_draft_seats (institution_id, draft, employee_id, place, seen_at)
         VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (institution_id, draft, employee_id)
             DO UPDATE SET place = excluded.place, seen_at = excluded.seen_at"
    )
    .bind(draft)
    .bind(me)
    .bind(place)
    .bind(at)
    .run(tx)
    .await?;
    Ok(())
}

/// Who but me is somewhere in the draft and was seen since.
pub(in crate::editor) async fn list_seats(
    tx: &mut Tx,
    draft: i64,
    me: EmployeeId,
    since: Timestamp,
) -> Result<Vec<Seat>, DbError> {
    sql!(
        "SELECT employee_id, place, seen_at FROM standard_draft_seats
          WHERE institution_id = $1 AND draft = $2 AND employee_id <> $3 AND seen_at >= $4
          ORDER BY seen_at DESC, employee_id"
    )
    .bind(draft)
    .bind(me)
    .bind(since)
    .all(tx)
    .await
}

/// Where I am.
pub(in crate::editor) async fn find_seat(
    tx: &mut Tx,
    draft: i64,
    me: EmployeeId,
) -> Result<Option<Seat>, DbError> {
    sql!(
        "SELECT employee_id, place, seen_at FROM standard_draft_seats
          WHERE institution_id = $1 AND draft = $2 AND employee_id = $3"
    )
    .bind(draft)
    .bind(me)
    .optional(tx)
    .await
}

row! {
    /// Another program that may write here.
    #[derive(Clone, Debug)]
    pub(in crate::editor) struct Program {
        pub(in crate::editor) id: Uuid,
        pub(in crate::editor) name: String,
    }
}

/// Programs that have ever had a token.
pub(in crate::editor) async fn list_programs(tx: &mut Tx) -> Result<Vec<Program>, DbError> {
    sql!("SELECT id, name FROM tokens WHERE institution_id = $1").all(tx).await
}
