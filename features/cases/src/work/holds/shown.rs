//! What the page of a case says of its being held.

use solits_db::{DbError, Tx};
use solits_i18n::Words;
use solits_kernel::CaseId;

use super::find_open;
use crate::{pages::Directory, timeline::Names as _};

/// Since when the case is held, by whom and why, in words; empty where nobody holds it.
pub(crate) async fn held(
    tx: &mut Tx,
    case: CaseId,
    words: Words,
    directory: &Directory,
) -> Result<String, DbError> {
    let told = find_open(tx, case).await?.map(|hold| {
        let (moment, name) = (words.moment(hold.held_at), directory.employee(hold.held_by));
        let given = [("moment", moment.into()), ("name", name.into()), ("reason", hold.reason.into())];
        words.ta("cases-held-since", &given)
    });
    Ok(told.unwrap_or_default())
}
