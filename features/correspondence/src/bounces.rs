//! Letters of ours that came back.

use solits_db::Tx;
use solits_mail::Report;

use crate::{CorrespondenceError, store};

/// Marks the addresses that a report says no letter reaches. The report itself joins the case of the letter it is about,
/// where its owner sees it.
pub(crate) async fn note(tx: &mut Tx, report: &Report) -> Result<(), CorrespondenceError> {
    for fate in report.recipients.iter().filter(|fate| fate.is_final()) {
        store::set_reachable(tx, &fate.address.key(), false).await?;
    }
    Ok(())
}
