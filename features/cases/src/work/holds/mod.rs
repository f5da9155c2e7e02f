//! Holding a case: while somebody may still have to see it, in a dispute or an inspection, its contents are not erased
//! (security §11). Whoever says how long things are kept names its number and is shown nothing else of it.

pub(crate) mod shown;
mod store;

use solits_db::Tx;
use solits_journal::{Actor, Entry, record};
use solits_kernel::{CaseId, clean};
use solits_standard::event::EventKind;
use solits_web::App;

use crate::{
    actions::{CaseError, MOST_TEXT},
    model::Refusal,
};

pub(crate) use store::find_open;
pub use store::{HeldCase, list_held};

/// Holds the case of a number, and says why. One that is held already is held for the first reason.
///
/// # Errors
/// Where there is no case of that number, its contents were erased, it is held, or the reason is missing.
pub async fn hold(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    number: &str,
    reason: &str,
) -> Result<CaseId, CaseError> {
    let reason = clean(reason, MOST_TEXT)?;
    let by = actor.employee().ok_or(Refusal::NoSuchEmployee)?;
    let id = store::find_of_number(tx, number.trim()).await?.ok_or(Refusal::NoSuchCase)?;
    // Whoever erases it at the same time has it, or finds it changed.
    let touched = store::touch(tx, id).await?.ok_or(Refusal::Erased)?;
    if !store::insert(tx, app.random.uuid(actor.at), id, &reason, (by, actor.at)).await? {
        return Err(Refusal::Held.into());
    }
    let entry = Entry::new(EventKind::CaseHeld, id, Some(touched.branch_id)).with("version", touched.version);
    record(tx, &app.heart, actor, entry).await?;
    tx.signal(format!("case:{id}"));
    Ok(id)
}

/// Lets a case go, and says why: from then on it is erased when its term is over.
///
/// # Errors
/// Where the case is not held, or the reason is missing.
pub async fn let_go(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    id: CaseId,
    reason: &str,
) -> Result<(), CaseError> {
    let reason = clean(reason, MOST_TEXT)?;
    let by = actor.employee().ok_or(Refusal::NoSuchEmployee)?;
    let touched = store::touch(tx, id).await?.ok_or(CaseError::NotFound)?;
    if !store::lift(tx, id, &reason, (by, actor.at)).await? {
        return Err(Refusal::NotHeld.into());
    }
    let entry =
        Entry::new(EventKind::CaseLetGo, id, Some(touched.branch_id)).with("version", touched.version);
    record(tx, &app.heart, actor, entry).await?;
    tx.signal(format!("case:{id}"));
    Ok(())
}
