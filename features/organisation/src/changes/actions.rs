//! Planning, announcing and withdrawing changes, each with its entry in the journal.

use solits_db::Tx;
use solits_journal::{Actor, Entry, record};
use solits_kernel::{BranchId, Timestamp};
use solits_standard::event::EventKind;
use solits_web::App;

use super::{
    model::{ChangeId, NewChange, Source},
    store,
};
use crate::actions::SetupError;

/// Plans a change: from here the time for a notice of it runs. `None` where the same change is planned already.
pub async fn plan(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    change: &NewChange,
) -> Result<Option<ChangeId>, SetupError> {
    let id: ChangeId = app.random.id(actor.at);
    if !store::insert(tx, id, change, actor.at).await? {
        return Ok(None);
    }
    let entry = Entry::new(EventKind::NoticePlanned, id, Some(change.branch))
        .with("kind", change.kind.as_str())
        .with("source", change.source.name())
        .with("planned_at", change.begins_at);
    record(tx, &app.heart, actor, entry).await?;
    Ok(Some(id))
}

/// Says that a notice of a change can be seen from now on; a second notice changes nothing.
pub async fn announced(tx: &mut Tx, app: &App, actor: &Actor, id: ChangeId) -> Result<(), SetupError> {
    if let Some(branch) = store::set_posted(tx, id, actor.at).await? {
        record(tx, &app.heart, actor, Entry::new(EventKind::NoticePosted, id, Some(branch))).await?;
    }
    Ok(())
}

/// Takes a change back, or ends it before its time.
pub async fn withdraw(tx: &mut Tx, app: &App, actor: &Actor, id: ChangeId) -> Result<(), SetupError> {
    if let Some(branch) = store::set_withdrawn(tx, id, actor.at).await? {
        record(tx, &app.heart, actor, Entry::new(EventKind::NoticeWithdrawn, id, Some(branch))).await?;
    }
    Ok(())
}

/// Plans a change of hours. One of another kind that was planned for the same moment gives way to it.
pub(crate) async fn plan_hours(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    change: &NewChange,
) -> Result<(), SetupError> {
    let said = (change.source, change.hours_of.as_str());
    for live in store::list_live(tx, change.branch, said, actor.at).await? {
        if live.begins_at == change.begins_at && live.kind != change.kind {
            withdraw(tx, app, actor, live.id).await?;
        }
    }
    plan(tx, app, actor, change).await?;
    Ok(())
}

/// Withdraws the change of hours that begins at a moment, where one is planned.
pub(crate) async fn withdraw_hours(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    branch: BranchId,
    said: (Source, &str),
    begins_at: Timestamp,
) -> Result<(), SetupError> {
    for live in store::list_live(tx, branch, said, actor.at).await? {
        if live.begins_at == begins_at {
            withdraw(tx, app, actor, live.id).await?;
        }
    }
    Ok(())
}
