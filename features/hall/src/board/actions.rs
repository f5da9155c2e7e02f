//! Writing, ordering and ending notices of the display, each with its entry in the journal. A notice that can be seen
//! announces the planned changes of its kind that begin on the day it is about.

use solits_db::Tx;
use solits_journal::{Actor, By, Entry, Heart, record};
use solits_kernel::{BranchId, InstitutionId, Scope, Timestamp, day_of_number};
use solits_organisation::{
    ChangeSource, NewChange, change_announced, list_branches, list_changes_to_come, plan_change,
};
use solits_standard::event::EventKind;
use solits_web::{App, WebError};

use super::{
    model::{NoticeId, Written, is_announced, moved_up},
    store::{self, DueRow},
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

/// Adds a notice after all others. One that can be seen at once is recorded as such; for one to come that is done by
/// [`post_notices`].
pub(crate) async fn write(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    branch: BranchId,
    notice: &Written,
) -> Result<NoticeId, WebError> {
    let id: NoticeId = app.random.id(actor.at);
    store::insert(tx, id, notice).await?;
    changed(tx, app, actor, (id, notice.branch), "notice.written").await?;
    plan_what_is_new(tx, app, actor, branch, notice).await?;
    if notice.shown_from <= actor.at {
        let due = DueRow {
            id,
            branch_id: notice.branch,
            kind: notice.kind.clone(),
            about_on: notice.about_on.map(solits_kernel::day_number),
        };
        post(tx, app, actor, &due).await?;
    }
    Ok(id)
}

/// A notice of a kind of the standard about something nobody has planned, such as a disturbance, is where that becomes
/// known.
async fn plan_what_is_new(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    branch: BranchId,
    notice: &Written,
) -> Result<(), WebError> {
    let (Some(kind), Some(about_on)) = (&notice.kind, notice.about_on) else { return Ok(()) };
    let planned = list_changes_to_come(tx, branch, actor.at).await?;
    if planned.iter().any(|change| is_announced(change, Some(kind), about_on)) {
        return Ok(());
    }
    let midnight = Timestamp::in_riga(about_on, jiff::civil::Time::midnight());
    let begins_at = if about_on == actor.at.day() { actor.at } else { midnight };
    let change = NewChange {
        branch,
        source: ChangeSource::Notice,
        hours_of: String::new(),
        kind: kind.clone(),
        reason: notice.text.clone(),
        begins_at,
        ends_at: notice.shown_until.max(begins_at.plus_minutes(24 * 60)),
    };
    plan_change(tx, app, actor, &change).await?;
    Ok(())
}

/// Records that a notice can be seen, and announces what it is about.
async fn post(tx: &mut Tx, app: &App, actor: &Actor, notice: &DueRow) -> Result<(), WebError> {
    if !store::set_posted(tx, notice.id, actor.at).await? {
        return Ok(());
    }
    let entry = Entry::new(EventKind::NoticePosted, notice.id, notice.branch_id);
    record(tx, &app.heart, actor, entry.with("kind", notice.kind.clone())).await?;
    let Some(about_on) = notice.about_on.map(day_of_number) else { return Ok(()) };
    let branches = match notice.branch_id {
        Some(branch) => vec![branch],
        None => list_branches(tx).await?.into_iter().map(|branch| branch.id).collect(),
    };
    for branch in branches {
        for change in list_changes_to_come(tx, branch, actor.at).await? {
            if is_announced(&change, notice.kind.as_deref(), about_on) {
                change_announced(tx, app, actor, change.id).await?;
            }
        }
    }
    Ok(())
}

/// Records the notices that can be seen since the last time. Called every few seconds; several nodes do it once.
pub async fn post_notices(app: &App, institution: InstitutionId) -> Result<(), WebError> {
    let now = app.clock.now();
    let due = store::list_to_post(&mut app.db.read(Scope::of_job(institution)).await?, now).await?;
    for notice in due {
        let mut tx = app.db.write(Scope::of_job(institution)).await?;
        post(&mut tx, app, &Actor { by: By::Program, at: now }, &notice).await?;
        tx.commit().await?;
    }
    Ok(())
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
        record(tx, &app.heart, actor, Entry::new(EventKind::NoticeWithdrawn, id, notice)).await?;
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
