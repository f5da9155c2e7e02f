//! Recording a step of the approval chain.

use solits_db::Tx;
use solits_journal::{Actor, Entry, record};
use solits_standard::event::EventKind;
use solits_web::App;

use super::{
    model::{Step, steps},
    store,
};
use crate::actions::{StandardsError, compiled, find_draft, subject};

/// A post of a draft's chain has done its part: who and how is told in `note`. `false` when that was recorded
/// before; [`StandardsError::NotFound`] for a place that awaits nothing, such as the last signature, which is adoption.
pub(crate) async fn record_step(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    number: i64,
    place: usize,
    note: &str,
) -> Result<bool, StandardsError> {
    let version = find_draft(tx, number).await?;
    let standard = compiled(&version)?;
    if note.trim().is_empty() {
        return Err(StandardsError::NoNote);
    }
    let all = steps(&standard.file().identity.approval_chain, &[]);
    if all.get(place) != Some(&Step::Awaited) {
        return Err(StandardsError::NotFound);
    }
    let place = i64::try_from(place).unwrap_or_default();
    if !store::insert_approval(tx, number, place, note.trim(), actor.at, actor.employee()).await? {
        return Ok(false);
    }
    let entry = Entry::new(EventKind::SetupChanged, subject(number), None)
        .with("what", "standard.step_recorded")
        .with("number", number)
        .with("place", place);
    record(tx, &app.heart, actor, entry).await?;
    Ok(true)
}
