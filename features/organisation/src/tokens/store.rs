//! Tokens of other programs in the database.

use solits_db::{DbError, Tx, row, sql};
use solits_kernel::{Timestamp, TokenId};

row! {
    /// A token without its secret, which nobody can read back.
    #[derive(Clone, Debug)]
    pub(crate) struct TokenRow {
        pub(crate) id: TokenId, pub(crate) name: String, pub(crate) scopes: String, pub(crate) created_at: Timestamp,
        pub(crate) revoked_at: Option<Timestamp>,
    }
}

/// The tokens of the institution: those that are good first, then by age.
pub(crate) async fn list(tx: &mut Tx) -> Result<Vec<TokenRow>, DbError> {
    sql!(
        "SELECT id, name, scopes, created_at, revoked_at FROM tokens
          WHERE institution_id = $1 ORDER BY revoked_at IS NOT NULL, created_at, id"
    )
    .all(tx)
    .await
}

row! {
    struct ActRow { actor_id: Option<TokenId>, at: Timestamp }
}

/// When each token last changed something, as the journal has it; reading leaves no trace.
pub(crate) async fn last_changes(tx: &mut Tx) -> Result<Vec<(TokenId, Timestamp)>, DbError> {
    let rows = sql!(
        "SELECT actor_id, max(at) AS at FROM journal
          WHERE institution_id = $1 AND actor = 't' AND actor_id IS NOT NULL GROUP BY actor_id"
    )
    .all::<ActRow>(tx)
    .await?;
    Ok(rows.into_iter().filter_map(|row| Some((row.actor_id?, row.at))).collect())
}

/// Whether a token was revoked; `None` when there is none such.
pub(crate) async fn find_revoked(tx: &mut Tx, id: TokenId) -> Result<Option<bool>, DbError> {
    sql!("SELECT revoked_at IS NOT NULL AS value FROM tokens WHERE institution_id = $1 AND id = $2")
        .bind(id)
        .scalar(tx)
        .await
}

/// Revokes a token. `false` when it was revoked before.
pub(crate) async fn revoke(tx: &mut Tx, id: TokenId, at: Timestamp) -> Result<bool, DbError> {
    let changed = sql!(
        "UPDATE tokens SET revoked_at = $3 WHERE institution_id = $1 AND id = $2 AND revoked_at IS NULL"
    )
    .bind(id)
    .bind(at)
    .run(tx)
    .await?;
    Ok(changed == 1)
}
