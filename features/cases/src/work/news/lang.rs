//! In which language a client reads what is told them of a case.

use solits_db::{DbError, Tx};
use solits_kernel::{CaseId, Lang};
use solits_mail::{Language, guess};

use super::store::find_hearing;
use crate::work::messages::store::first_words;

/// The language the client has chosen to hear in; else the one in which they wrote, Latvian where that is not plain.
///
/// # Errors
/// Where the database fails.
pub async fn client_lang(tx: &mut Tx, case: CaseId) -> Result<Lang, DbError> {
    if let Some(hearing) = find_hearing(tx, case).await? {
        return Ok(hearing.lang);
    }
    Ok(match guess(&first_words(tx, case).await?).language {
        Some(Language::English) => Lang::En,
        _ => Lang::Lv,
    })
}
