//! A creating call carries a key: a double click, a retry or a lost answer yields the first result again.

use solits_db::{DbError, Tx, sql};
use solits_kernel::Timestamp;

/// The result that `key` gave for `action` before.
pub async fn recall(tx: &mut Tx, action: &str, key: &str) -> Result<Option<String>, DbError> {
    if key.is_empty() {
        return Ok(None);
    }
    sql!("SELECT result AS value FROM idempotency WHERE institution_id = $1 AND key = $2 AND action = $3")
        .bind(key)
        .bind(action)
        .scalar(tx)
        .await
}

/// Keeps the result of `key`. A second call with the same key at the same moment fails on the primary key and finds
/// the result when it is tried again.
pub async fn remember(
    tx: &mut Tx,
    action: &str,
    key: &str,
    result: &str,
    at: Timestamp,
) -> Result<(), DbError> {
    if key.is_empty() {
        return Ok(());
    }
    sql!("INSERT INTO idempotency (institution_id, key, action, result, at) VALUES ($1, $2, $3, $4, $5)")
        .bind(key.chars().take(100).collect::<String>())
        .bind(action)
        .bind(result)
        .bind(at)
        .run(tx)
        .await?;
    Ok(())
}
