//! Webhooks.

use solits_db::{DbError, Tx, row, sql};
use solits_kernel::Timestamp;

use crate::webhooks::model::{Kinds, SecretOf, State, Webhook, WebhookId};

row! {
    struct Row {
        id: WebhookId, name: String, address: String, kinds: String, with_feedback: i64, state: String,
        state_at: Timestamp, from_n: i64, key_name: String, secret_number: i64, failures: i64,
        succeeded_at: Option<Timestamp>, made_at: Timestamp, version: i64,
    }
}

impl TryFrom<Row> for Webhook {
    type Error = DbError;

    fn try_from(row: Row) -> Result<Self, DbError> {
        Ok(Self {
            state: State::read(&row.state, row.state_at)
                .ok_or_else(|| DbError::Corrupt(format!("webhook {}", row.id)))?,
            kinds: Kinds::stored(&row.kinds),
            with_feedback: row.with_feedback != 0,
            secret: SecretOf { key: row.key_name, number: row.secret_number },
            id: row.id,
            name: row.name,
            address: row.address,
            from_n: row.from_n,
            failures: row.failures,
            succeeded_at: row.succeeded_at,
            made_at: row.made_at,
            version: row.version,
        })
    }
}

/// All webhooks, by name.
pub(crate) async fn list(tx: &mut Tx) -> Result<Vec<Webhook>, DbError> {
    let rows = sql!(
        "SELECT id, name, address, kinds, with_feedback, state, state_at, from_n, key_name, secret_number, failures,
                succeeded_at, made_at, version
           FROM webhooks WHERE institution_id = $1 ORDER BY name, id"
    )
    .all::<Row>(tx)
    .await?;
    rows.into_iter().map(Webhook::try_from).collect()
}

/// A webhook.
pub(crate) async fn find(tx: &mut Tx, id: WebhookId) -> Result<Option<Webhook>, DbError> {
    let row = sql!(
        "SELECT id, name, address, kinds, with_feedback, state, state_at, from_n, key_name, secret_number, failures,
                succeeded_at, made_at, version
           FROM webhooks WHERE institution_id = $1 AND id = $2"
    )
    .bind(id)
    .optional::<Row>(tx)
    .await?;
    row.map(Webhook::try_from).transpose()
}

/// Stores a new webhook.
pub(crate) async fn insert(tx: &mut Tx, webhook: &Webhook) -> Result<(), DbError> {
    sql!(
        "INSERT INTO webhooks (institution_id, id, name, address, kinds, with_feedback, state, state_at, from_n, key_name,
                secret_number, failures, not_before, made_at, version)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 0, 0, $8, $12)"
    )
    .bind(webhook.id)
    .bind(&webhook.name)
    .bind(&webhook.address)
    .bind(webhook.kinds.text())
    .bind(i64::from(webhook.with_feedback))
    .bind(webhook.state.code())
    .bind(webhook.made_at)
    .bind(webhook.from_n)
    .bind(&webhook.secret.key)
    .bind(webhook.secret.number)
    .bind(webhook.version)
    .run(tx)
    .await?;
    Ok(())
}

/// Stores what an administrator has changed, unless it was changed since version `seen`: `false` then.
pub(crate) async fn update(tx: &mut Tx, webhook: &Webhook, seen: i64) -> Result<bool, DbError> {
    let changed = sql!(
        "UPDATE webhooks SET name = $4, address = $5, kinds = $6, with_feedback = $7, key_name = $8, secret_number = $9,
                version = $10
          WHERE institution_id = $1 AND id = $2 AND version = $3"
    )
    .bind(webhook.id)
    .bind(seen)
    .bind(&webhook.name)
    .bind(&webhook.address)
    .bind(webhook.kinds.text())
    .bind(i64::from(webhook.with_feedback))
    .bind(&webhook.secret.key)
    .bind(webhook.secret.number)
    .bind(webhook.version)
    .run(tx)
    .await?;
    Ok(changed == 1)
}

/// Turns a webhook on or off; `false` where it was so already. What failed before is forgotten.
pub(crate) async fn set_state(
    tx: &mut Tx,
    id: WebhookId,
    state: State,
    at: Timestamp,
) -> Result<bool, DbError> {
    let changed = sql!(
        "UPDATE webhooks SET state = $3, state_at = $4, failures = 0, not_before = 0, version = version + 1
          WHERE institution_id = $1 AND id = $2 AND state <> $3"
    )
    .bind(id)
    .bind(state.code())
    .bind(at)
    .run(tx)
    .await?;
    Ok(changed == 1)
}

/// From which entry on a webhook is told, once it is known which entry made it or turned it on.
pub(crate) async fn set_from(tx: &mut Tx, id: WebhookId, from_n: i64) -> Result<(), DbError> {
    sql!("UPDATE webhooks SET from_n = $3 WHERE institution_id = $1 AND id = $2")
        .bind(id)
        .bind(from_n)
        .run(tx)
        .await?;
    Ok(())
}

/// Notes that it has taken a call.
pub(crate) async fn set_success(tx: &mut Tx, id: WebhookId, at: Timestamp) -> Result<(), DbError> {
    sql!(
        "UPDATE webhooks SET failures = 0, not_before = 0, succeeded_at = $3 WHERE institution_id = $1 AND id = $2"
    )
    .bind(id)
    .bind(at)
    .run(tx)
    .await?;
    Ok(())
}

/// Notes that an attempt failed, and before when it is left alone.
pub(crate) async fn set_failure(
    tx: &mut Tx,
    id: WebhookId,
    failures: i64,
    not_before: Timestamp,
) -> Result<(), DbError> {
    sql!("UPDATE webhooks SET failures = $3, not_before = $4 WHERE institution_id = $1 AND id = $2")
        .bind(id)
        .bind(failures)
        .bind(not_before)
        .run(tx)
        .await?;
    Ok(())
}

/// Removes a webhook with its calls; `false` where there is none.
pub(crate) async fn remove(tx: &mut Tx, id: WebhookId) -> Result<bool, DbError> {
    sql!("DELETE FROM webhook_calls WHERE institution_id = $1 AND webhook_id = $2").bind(id).run(tx).await?;
    let removed = sql!("DELETE FROM webhooks WHERE institution_id = $1 AND id = $2").bind(id).run(tx).await?;
    Ok(removed == 1)
}

/// Lets a webhook that has failed be tried at once.
pub(crate) async fn forgive(tx: &mut Tx, id: WebhookId) -> Result<(), DbError> {
    sql!("UPDATE webhooks SET failures = 0, not_before = 0 WHERE institution_id = $1 AND id = $2")
        .bind(id)
        .run(tx)
        .await?;
    Ok(())
}
