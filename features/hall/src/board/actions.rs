//! Writing, ordering and ending notices of the display, each with its entry in the journal.

use solits_db::Tx;
use solits_journal::{Actor, Entry, Heart, record};
use solits_kernel::BranchId;
use solits_standard::event::EventKind;
use solits_web::{App, WebError};

use super::{
    model::{NoticeId, Written, moved_up},
    store,
};

async fn changed(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    notice: (NoticeId, Option<BranchId>),
    what: &str,
) -> Result<(), WebError> {
    let entry = Entry::new(EventKind::SetupChanged, notice.0, notice.1).with("what", what);
    record(tx, &app.heart, actor, entry).await?;
    // Every display of the institution reads its notices again.
    Heart::changed(tx);
    Ok(())
}

/// Adds a notice after all others.
pub(crate) async fn write(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    notice: &Written,
) -> Result<NoticeId, WebError> {
    let id: NoticeId = app.random.id(actor.at);
    store::insert(tx, id, notice).await?;
    changed(tx, app, actor, (id, notice.branch), "notice.written").await?;
    Ok(id)
}

/// Takes a notice of a branch off the display now, or keeps one that is to come from it. One that is over stays as it is.
pub(crate) async fn end(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    branch: BranchId,
    id: NoticeId,
) -> Result<(), WebError> {
    let notice = find(tx, actor, branch, id).await?;
    if store::end(tx, id, actor.at).await? {
        changed(tx, app, actor, (id, notice), "notice.ended").await?;
    }
    Ok(())
}

/// Moves a notice of a branch one place up in the order.
pub(crate) async fn move_up(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    branch: BranchId,
    id: NoticeId,
) -> Result<(), WebError> {
    let notice = find(tx, actor, branch, id).await?;
    let rows = store::list(tx, branch, actor.at).await?;
    let order: Vec<NoticeId> = rows.iter().map(|row| row.id).collect();
    let after = moved_up(&order, id);
    if after == order {
        return Ok(());
    }
    // The places that these notices hold stay theirs: those of other branches keep their own order.
    let mut places: Vec<i64> = rows.iter().map(|row| row.position).collect();
    places.sort_unstable();
    for (moved, place) in after.into_iter().zip(places) {
        store::set_position(tx, moved, place).await?;
    }
    changed(tx, app, actor, (id, notice), "notice.order").await
}

/// Where a notice that is shown or will be is shown.
async fn find(
    tx: &mut Tx,
    actor: &Actor,
    branch: BranchId,
    id: NoticeId,
) -> Result<Option<BranchId>, WebError> {
    let rows = store::list(tx, branch, actor.at).await?;
    rows.into_iter().find(|row| row.id == id).map(|row| row.branch_id).ok_or(WebError::NotFound)
}
