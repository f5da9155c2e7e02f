//! Two cases become one.

use solits_db::Tx;
use solits_journal::Actor;
use solits_kernel::{CaseId, clean};
use solits_standard::event::EventKind;
use solits_web::App;

use super::store;
use crate::{
    actions::{CaseError, MOST_TEXT, change, entry, join, seen, write_note},
    model::{Audience, Case, Refusal, Status},
    work::{calls, made, orders, parties, sources},
};

/// How two cases are joined.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Merge<'a> {
    /// The case that stays.
    pub(crate) into: CaseId,
    /// Why, for staff; the client reads where it goes on.
    pub(crate) reason: &'a str,
    /// Whether somebody made sure that both are of one client, where the contacts do not say it themselves.
    pub(crate) is_same_client: bool,
}

/// Makes a case part of another. What was promised in it goes on there, its people, sources, messages and order too; its
/// codes lead to the one that stays. The clocks of the case itself end as the standard says of a case that is closed.
pub(crate) async fn merge(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    (id, version): (CaseId, i64),
    merge: Merge<'_>,
) -> Result<Case, CaseError> {
    let before = seen(tx, id, version).await?;
    let into = crate::find(tx, merge.into).await?.ok_or(Refusal::NoSuchCase)?;
    // A program cannot make sure of whose the two cases are.
    let by = actor.employee().ok_or(Refusal::NoSuchEmployee)?;
    check(tx, &before, &into, merge.is_same_client).await?;
    let reason = clean(merge.reason, MOST_TEXT)?;
    store::insert_merge(tx, (id, into.id), true, actor.at, by).await?;
    made::store::update_case(tx, id, into.id).await?;
    parties::store::update_case(tx, id, into.id).await?;
    sources::store::update_case(tx, id, into.id).await?;
    if orders::store::find(tx, into.id).await?.is_none() {
        orders::store::update_case(tx, id, into.id).await?;
    }
    store::move_correspondence(tx, id, into.id).await?;
    join(tx, app, actor, id, version, &into).await?;
    calls::actions::move_to(tx, app, actor, id, &into).await?;
    let note = write_note(tx, app, actor, into.id, Audience::Internal, reason).await?;
    let told = entry(EventKind::CaseMerged, &into).with("from", id).with("note", note.to_string());
    change(tx, app, actor, into.clone().touched(), &into, told).await
}

async fn check(tx: &mut Tx, case: &Case, into: &Case, is_same_client: bool) -> Result<(), CaseError> {
    if case.id == into.id {
        return Err(Refusal::SameCase.into());
    }
    if store::find_merged(tx, case.id).await?.is_some() || store::find_merged(tx, into.id).await?.is_some() {
        return Err(Refusal::Merged.into());
    }
    if case.status == Status::Closed || into.status == Status::Closed {
        return Err(Refusal::Closed.into());
    }
    // Whoever may see the one would see the other through it.
    if case.kind.is_confidential() != into.kind.is_confidential() {
        return Err(Refusal::OtherSecrecy.into());
    }
    if !is_same_client && !store::is_same_client(tx, case.id, into.id).await? {
        return Err(Refusal::OtherClient.into());
    }
    let orders = (orders::store::find(tx, case.id).await?, orders::store::find(tx, into.id).await?);
    match orders {
        (Some(own), Some(_)) if own.handed.is_none() => Err(Refusal::TwoOrders.into()),
        _ => Ok(()),
    }
}
