//! A creating call carries a key: a double click, a retry or a lost answer yields the first result again.

use axum::http::HeaderMap;
use solits_db::{DbError, Tx, sql};
use solits_journal::By;
use solits_kernel::Timestamp;
use uuid::Uuid;

use crate::hash_secret;

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

/// The key that came with a call of another program, as it is kept; empty for none. It belongs to whoever calls, so that
/// another program's equal key is another key, and is of one length however long it came.
pub(crate) fn key_of_caller(by: By, headers: &HeaderMap) -> String {
    match headers.get("idempotency-key").and_then(|value| value.to_str().ok()) {
        None | Some("") => String::new(),
        Some(key) => {
            let mut bytes = [0; 16];
            bytes.copy_from_slice(&hash_secret(&format!("{by:?} {key}"))[..16]);
            Uuid::from_bytes(bytes).to_string()
        }
    }
}
