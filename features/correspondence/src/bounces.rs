//! Letters of ours that came back.

use solits_db::Tx;
use solits_journal::{Actor, Entry, record};
use solits_kernel::CaseId;
use solits_mail::Report;
use solits_standard::event::EventKind;
use solits_web::App;

use crate::{CorrespondenceError, store};

/// Marks the addresses that a report says no letter reaches. The report itself joins the case of the letter it is about,
/// where its owner sees it.
pub(crate) async fn note(tx: &mut Tx, report: &Report) -> Result<(), CorrespondenceError> {
    for fate in report.recipients.iter().filter(|fate| fate.is_final()) {
        store::set_reachable(tx, &fate.address.key(), false).await?;
    }
    Ok(())
}

/// Records that a letter of a case did not reach its reader, and tells the case's owner.
pub(crate) async fn tell(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    case: CaseId,
    how: &'static str,
) -> Result<(), CorrespondenceError> {
    let Some(found) = solits_cases::find(tx, case).await? else { return Ok(()) };
    let entry = Entry::new(EventKind::MessageCameBack, case, Some(found.branch)).with("how", how);
    record(tx, &app.heart, actor, entry).await?;
    tx.signal(format!("employee:{}", found.owner));
    tx.signal(format!("case:{case}"));
    Ok(())
}
