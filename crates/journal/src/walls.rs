//! Whether the database's own walls between institutions hold for the user the program works as.

use solits_db::{DbError, Tx, global_sql};

/// What the policies of rows are worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Walls {
    /// They hold, or the engine has none and the scope of each statement is the wall.
    Hold,
    /// PostgreSQL lets this user past every policy: it is a superuser, or has `BYPASSRLS`.
    LetPast,
}

/// Asks the database whether its user is let past the policies that keep the rows of institutions apart.
pub async fn walls(tx: &mut Tx) -> Result<Walls, DbError> {
    // Only PostgreSQL has users.
    let let_past = global_sql!(
        sqlite "SELECT 0 AS value",
        pg "SELECT count(*) AS value FROM pg_roles WHERE rolname = current_user AND (rolsuper OR rolbypassrls)"
    )
    .scalar::<i64>(tx)
    .await?;
    Ok(if let_past.unwrap_or_default() > 0 { Walls::LetPast } else { Walls::Hold })
}
