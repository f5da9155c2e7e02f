//! The institution's particulars in the database.

use solits_db::{DbError, Tx, sql};
use solits_kernel::Text;

/// Stores name and particulars; `false` where there is no such institution.
pub(crate) async fn update(tx: &mut Tx, name: &Text, profile: &str) -> Result<bool, DbError> {
    let changed =
        sql!("UPDATE institutions SET name_lv = $2, name_en = $3, profile = $4, revision = revision + 1 WHERE id = $1")
            .bind(&name.lv)
            .bind(&name.en)
            .bind(profile)
            .run(tx)
            .await?;
    Ok(changed == 1)
}
