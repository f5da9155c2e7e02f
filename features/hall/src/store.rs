//! What the screens of the hall read beside the line itself: the last calls, the notices, and a device's own identity.

use solits_db::{DbError, Tx, row, sql};
use solits_kernel::{BranchId, DeviceId, Timestamp, day_number};

row! {
    /// A call as the display shows it.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub(crate) struct Call {
        /// Letter of the line.
        pub(crate) letter: String,
        /// Number in the line.
        pub(crate) number: i64,
        /// Number of the counter.
        pub(crate) counter: i64,
        /// When called the last time.
        pub(crate) at: Timestamp,
    }
}

/// The last calls of the day, the latest first: a call repeated counts from its repetition.
pub(crate) async fn list_last_calls(
    tx: &mut Tx,
    branch: BranchId,
    now: Timestamp,
    most: i64,
) -> Result<Vec<Call>, DbError> {
    sql!(
        "SELECT t.letter, t.number, c.number AS counter, coalesce(t.recalled_at, t.called_at) AS at
           FROM tickets t JOIN counters c ON c.institution_id = t.institution_id AND c.id = t.counter_id
          WHERE t.institution_id = $1 AND t.branch_id = $2 AND t.day = $3 AND t.called_at IS NOT NULL
            AND t.status IN ('called', 'serving', 'finished')
          ORDER BY coalesce(t.recalled_at, t.called_at) DESC, t.id DESC
          LIMIT $4"
    )
    .bind(branch)
    .bind(day_number(now.day()))
    .bind(most)
    .all(tx)
    .await
}

row! {
    /// A notice as it was written.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub(crate) struct NoticeRow {
        /// In Latvian.
        pub(crate) text_lv: String,
        /// In English.
        pub(crate) text_en: String,
    }
}

/// The notices to be shown in a branch now, those of the whole institution included.
pub(crate) async fn list_notices(
    tx: &mut Tx,
    branch: BranchId,
    now: Timestamp,
) -> Result<Vec<NoticeRow>, DbError> {
    sql!(
        "SELECT text_lv, text_en FROM display_notices
          WHERE institution_id = $1 AND (branch_id IS NULL OR branch_id = $2) AND shown_from <= $3 AND shown_until > $3
          ORDER BY position, shown_from, id"
    )
    .bind(branch)
    .bind(now)
    .all(tx)
    .await
}

/// Whether a device is still paired: nobody has revoked it.
pub(crate) async fn is_paired(tx: &mut Tx, device: DeviceId) -> Result<bool, DbError> {
    let found = sql!(
        "SELECT count(*) AS value FROM devices WHERE institution_id = $1 AND id = $2 AND revoked_at IS NULL"
    )
    .bind(device)
    .scalar::<i64>(tx)
    .await?;
    Ok(found == Some(1))
}

/// Whether a kiosk has a printer and prints tickets by itself.
pub(crate) async fn prints(tx: &mut Tx, device: DeviceId) -> Result<bool, DbError> {
    let found =
        sql!("SELECT count(*) AS value FROM devices WHERE institution_id = $1 AND id = $2 AND prints = TRUE")
            .bind(device)
            .scalar::<i64>(tx)
            .await?;
    Ok(found == Some(1))
}

/// Notes that a device was seen.
pub(crate) async fn note_seen(tx: &mut Tx, device: DeviceId, now: Timestamp) -> Result<(), DbError> {
    sql!("UPDATE devices SET seen_at = $3 WHERE institution_id = $1 AND id = $2")
        .bind(device)
        .bind(now)
        .run(tx)
        .await?;
    Ok(())
}

/// Gives a device a new token if its present one is from before `oldest`. The token it asked with stays good until the
/// next rotation, so that a lost answer locks no device out. `false` where the token is young enough.
pub(crate) async fn rotate_token(
    tx: &mut Tx,
    device: DeviceId,
    presented: Vec<u8>,
    fresh: Vec<u8>,
    now: Timestamp,
    oldest: Timestamp,
) -> Result<bool, DbError> {
    let changed = sql!(
        "UPDATE devices SET token_hash = $4, previous_token_hash = $3, token_at = $5
          WHERE institution_id = $1 AND id = $2 AND revoked_at IS NULL AND (token_at IS NULL OR token_at < $6)
            AND (token_hash = $3 OR previous_token_hash = $3)"
    )
    .bind(device)
    .bind(presented)
    .bind(fresh)
    .bind(now)
    .bind(oldest)
    .run(tx)
    .await?;
    Ok(changed == 1)
}
