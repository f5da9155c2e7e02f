//! A creating call carries a key: a double click, a retry or a lost answer yields the first result again.

use axum::http::HeaderMap;
use solits_db::{DbError, Tx, sql};
use solits_journal::By;
use solits_kernel::{InstitutionId, Scope, Timestamp};
use uuid::Uuid;

use crate::{App, hash_secret};

/// How long the result of a key is kept. A program that could not reach us over a weekend's maintenance still finds its
/// answer; what is older is asked for by nobody.
const KEPT_HOURS: i64 = 48;

/// So many old results are removed in one transaction, so that nobody waits long for it.
const AT_ONCE: i64 = 500;

/// So many transactions at most before the timer goes on with its other work.
const MOST_PIECES: usize = 100;

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

/// Removes the results of one institution that are older than 48 hours, in small pieces. Returns how many.
pub async fn forget_old_keys(app: &App, institution: InstitutionId) -> Result<u64, DbError> {
    let before = app.clock.now().plus_minutes(-60 * KEPT_HOURS);
    let mut forgotten = 0;
    for _ in 0..MOST_PIECES {
        let mut tx = app.db.write(Scope::of_job(institution)).await?;
        let piece = forget_some(&mut tx, before).await?;
        tx.commit().await?;
        forgotten += piece;
        if piece < AT_ONCE.unsigned_abs() {
            break;
        }
    }
    Ok(forgotten)
}

/// Removes the oldest results from before an instant. Returns how many.
async fn forget_some(tx: &mut Tx, before: Timestamp) -> Result<u64, DbError> {
    // Without the name of the index SQLite reads and sorts everything an institution has; the suffix lets nodes that do
    // this at the same moment take different rows.
    sql!(
        sqlite "DELETE FROM idempotency WHERE institution_id = $1 AND (key, action) IN (
                    SELECT key, action FROM idempotency INDEXED BY idempotency_at
                     WHERE institution_id = $1 AND at < $2 ORDER BY at LIMIT $3)",
        pg "DELETE FROM idempotency WHERE institution_id = $1 AND (key, action) IN (
                SELECT key, action FROM idempotency
                 WHERE institution_id = $1 AND at < $2 ORDER BY at LIMIT $3 FOR UPDATE SKIP LOCKED)"
    )
    .bind(before)
    .bind(AT_ONCE)
    .run(tx)
    .await
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
