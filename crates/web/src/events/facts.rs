//! What the stream of events reads.

use solits_db::{DbError, Tx, row, sql};
use solits_journal::StoredEntry;
use solits_kernel::{BranchId, TokenId};

row! {
    struct ScopesRow { scopes: String }
}

/// The scopes of a token, with blanks between them; `None` for one that is no longer good.
pub(super) async fn find_scopes(tx: &mut Tx, token: TokenId) -> Result<Option<String>, DbError> {
    let row = sql!("SELECT scopes FROM tokens WHERE institution_id = $1 AND id = $2 AND revoked_at IS NULL")
        .bind(token)
        .optional::<ScopesRow>(tx)
        .await?;
    Ok(row.map(|row| row.scopes))
}

/// Whether the institution has this branch.
pub(super) async fn branch_exists(tx: &mut Tx, branch: BranchId) -> Result<bool, DbError> {
    let count = sql!("SELECT count(*) AS value FROM branches WHERE institution_id = $1 AND id = $2")
        .bind(branch)
        .scalar::<i64>(tx)
        .await?;
    Ok(count.unwrap_or_default() > 0)
}

/// The number of the last sealed entry; 0 before the first seal.
pub(super) async fn last_sealed(tx: &mut Tx) -> Result<i64, DbError> {
    let last = sql!(
        "SELECT last_n AS value FROM journal_seals WHERE institution_id = $1 ORDER BY number DESC LIMIT 1"
    )
    .scalar::<i64>(tx)
    .await?;
    Ok(last.unwrap_or_default())
}

/// Up to `most` sealed entries after number `after`, in order. One statement sees the seal and what it covers together.
pub(super) async fn list_sealed_after(
    tx: &mut Tx,
    after: i64,
    most: i64,
) -> Result<Vec<StoredEntry>, DbError> {
    sql!(
        "SELECT n, at, kind, subject_id, actor, actor_id, branch_id, facts FROM journal
          WHERE institution_id = $1 AND n > $2
            AND n <= (SELECT last_n FROM journal_seals WHERE institution_id = $1 ORDER BY number DESC LIMIT 1)
          ORDER BY n LIMIT $3"
    )
    .bind(after)
    .bind(most)
    .all(tx)
    .await
}
