//! The line of a case in its register, as far as its case asks for it.

use solits_db::{DbError, Tx, sql};
use solits_kernel::CaseId;

/// The stage that the line of a case in its register has come to; `None` where nobody has taken it in yet.
pub(super) async fn find_stage(tx: &mut Tx, case: CaseId) -> Result<Option<String>, DbError> {
    sql!("SELECT stage AS value FROM feedback WHERE institution_id = $1 AND case_id = $2")
        .bind(case)
        .scalar(tx)
        .await
}
