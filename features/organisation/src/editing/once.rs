//! Forms that create something: the page after it is kept, so that a second sending of the same form leads there too.

use solits_db::Tx;
use solits_web::{Once, PageResult, see_other};

/// Keeps and shows the page after something was created.
pub(crate) async fn created(mut tx: Tx, once: &Once, page: &str) -> PageResult {
    once.made(&mut tx, page).await?;
    tx.commit().await?;
    Ok(see_other(page))
}
