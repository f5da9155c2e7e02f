//! Notices of the display in the database.

use solits_db::{DbError, Tx, row, sql};
use solits_kernel::{BranchId, Timestamp, day_number};

use super::model::{NoticeId, Written};

row! {
    /// A notice with its place in the order.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub(crate) struct NoticeRow {
        pub(crate) id: NoticeId, pub(crate) branch_id: Option<BranchId>, pub(crate) text_lv: String,
        pub(crate) text_en: String, pub(crate) shown_from: Timestamp, pub(crate) shown_until: Timestamp,
        pub(crate) position: i64, pub(crate) kind: Option<String>, pub(crate) about_on: Option<i64>,
    }
}

/// The notices of a branch that are shown or still will be, in their order; those of every branch included.
pub(crate) async fn list(tx: &mut Tx, branch: BranchId, now: Timestamp) -> Result<Vec<NoticeRow>, DbError> {
    sql!(
        "SELECT id, branch_id, text_lv, text_en, shown_from, shown_until, position, kind, about_on FROM display_notices
          WHERE institution_id = $1 AND (branch_id IS NULL OR branch_id = $2) AND shown_until > $3
          ORDER BY position, shown_from, id"
    )
    .bind(branch)
    .bind(now)
    .all(tx)
    .await
}

/// Adds a notice after all others.
pub(crate) async fn insert(tx: &mut Tx, id: NoticeId, notice: &Written) -> Result<(), DbError> {
    let last =
        sql!("SELECT coalesce(max(position), 0) AS value FROM display_notices WHERE institution_id = $1")
            .scalar::<i64>(tx)
            .await?;
    sql!(
        "INSERT INTO display_notices (institution_id, id, branch_id, text_lv, text_en, shown_from, shown_until, position,
                kind, about_on)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"
    )
    .bind(id)
    .bind(notice.branch)
    .bind(&notice.text.lv)
    .bind(&notice.text.en)
    .bind(notice.shown_from)
    .bind(notice.shown_until)
    .bind(last.unwrap_or_default() + 1)
    .bind(notice.kind.as_deref())
    .bind(notice.about_on.map(day_number))
    .run(tx)
    .await?;
    Ok(())
}

/// Ends a notice; `false` where it is over already, or there is none.
pub(crate) async fn end(tx: &mut Tx, id: NoticeId, now: Timestamp) -> Result<bool, DbError> {
    let changed =
        sql!("UPDATE display_notices SET shown_until = $3 WHERE institution_id = $1 AND id = $2 AND shown_until > $3")
            .bind(id)
            .bind(now)
            .run(tx)
            .await?;
    Ok(changed == 1)
}

/// Sets the place of a notice in the order.
pub(crate) async fn set_position(tx: &mut Tx, id: NoticeId, position: i64) -> Result<(), DbError> {
    sql!("UPDATE display_notices SET position = $3 WHERE institution_id = $1 AND id = $2")
        .bind(id)
        .bind(position)
        .run(tx)
        .await?;
    Ok(())
}

row! {
    /// A notice that can be seen and is not recorded as such.
    #[derive(Clone, Debug)]
    pub(crate) struct DueRow {
        pub(crate) id: NoticeId, pub(crate) branch_id: Option<BranchId>, pub(crate) kind: Option<String>,
        pub(crate) about_on: Option<i64>,
    }
}

/// The notices that can be seen by now and are not recorded as such.
pub(crate) async fn list_to_post(tx: &mut Tx, now: Timestamp) -> Result<Vec<DueRow>, DbError> {
    sql!(
        "SELECT id, branch_id, kind, about_on FROM display_notices
          WHERE institution_id = $1 AND posted_at IS NULL AND shown_from <= $2 AND shown_until > $2
          ORDER BY shown_from, id"
    )
    .bind(now)
    .all(tx)
    .await
}

/// Notes that a notice can be seen; `false` where that was noted before.
pub(crate) async fn set_posted(tx: &mut Tx, id: NoticeId, now: Timestamp) -> Result<bool, DbError> {
    let changed = sql!(
        "UPDATE display_notices SET posted_at = $3
          WHERE institution_id = $1 AND id = $2 AND posted_at IS NULL"
    )
    .bind(id)
    .bind(now)
    .run(tx)
    .await?;
    Ok(changed == 1)
}
