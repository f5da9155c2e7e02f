//! Passing a case on, and refusing one.

use solits_db::Tx;
use solits_journal::Actor;
use solits_kernel::{CaseId, EmployeeId, UnitId, clean};
use solits_organisation::find_structure;
use solits_standard::event::EventKind;
use solits_web::App;

use super::{
    model::{Interest, head_of, instead_of},
    store::{self, Declared, Referral},
};
use crate::{
    actions::{CaseError, MOST_TEXT, change, entry, seen, write_note},
    model::{Audience, Case, Refusal, Status},
    work::{calls, made, made::store::State},
};

/// Longest name of a body.
pub(crate) const MOST_BODY: usize = 200;
/// Longest contacts, and longest description of a part.
pub(crate) const MOST_CONTACTS: usize = 500;

/// Declares that an interest stands against deciding a case (I-22). Whoever declares it does not see the case any more; if
/// it was theirs, the head of the unit or the direct manager has it from now on.
pub(crate) async fn declare(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    (id, version): (CaseId, i64),
    kind: Interest,
    text: &str,
) -> Result<Case, CaseError> {
    let before = seen(tx, id, version).await?;
    // Only a person has interests, and only their own are declared.
    let employee = actor.employee().ok_or(Refusal::NoSuchEmployee)?;
    let text = clean(text, MOST_TEXT)?;
    let passed_to = if before.owner == employee {
        let declared: Vec<EmployeeId> =
            store::list_declared(tx, id).await?.into_iter().map(|one| one.employee).collect();
        let structure = find_structure(tx).await?;
        let next = instead_of(&structure.on(actor.at.day()), employee, &declared);
        let next = next.ok_or(Refusal::NobodyDecides)?;
        if store::is_hidden_from(tx, id, next).await? {
            return Err(Refusal::NobodyDecides.into());
        }
        Some(next)
    } else {
        None
    };
    let declared = Declared { id: app.random.uuid(actor.at), employee, kind, text, at: actor.at, passed_to };
    store::insert_declared(tx, id, &declared).await?;
    let told = entry(EventKind::CaseConflictDeclared, &before)
        .with("declaration", declared.id.to_string())
        .with("kind", kind.name());
    let mut case = change(tx, app, actor, before.clone().touched(), &before, told).await?;
    if let Some(next) = passed_to {
        let told = entry(EventKind::CaseAssigned, &case).with("owner", next).with("from", employee);
        let assigned = Case { owner: next, ..case.clone().touched() };
        case = change(tx, app, actor, assigned, &case, told).await?;
    }
    // The last thing: nothing after it would find the case any more.
    store::hide(tx, id, employee, actor.at).await?;
    tx.signal("sessions");
    Ok(case)
}

/// Hands a case over to another unit: its head decides, or whoever stands in for the head today.
pub(crate) async fn hand_over(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    (id, version): (CaseId, i64),
    unit: UnitId,
    reason: &str,
) -> Result<Case, CaseError> {
    let before = seen(tx, id, version).await?;
    if before.status == Status::Closed {
        return Err(Refusal::Closed.into());
    }
    let reason = clean(reason, MOST_TEXT).map_err(|_| Refusal::ReasonMissing)?;
    let declared: Vec<EmployeeId> =
        store::list_declared(tx, id).await?.into_iter().map(|one| one.employee).collect();
    let structure = find_structure(tx).await?;
    let day = structure.on(actor.at.day());
    if day.units().all(|one| one.id != unit) {
        return Err(Refusal::NoSuchPlace.into());
    }
    let owner = head_of(&day, unit, &declared).ok_or(Refusal::NobodyDecides)?;
    if store::is_hidden_from(tx, id, owner).await? {
        return Err(Refusal::HasConflict.into());
    }
    let note = write_note(tx, app, actor, id, Audience::Internal, reason).await?;
    let case = Case { owner, ..before.clone().touched() };
    let told = entry(EventKind::CaseHandedOver, &case)
        .with("unit", unit)
        .with("owner", owner)
        .with("from", before.owner)
        .with("note", note.to_string());
    change(tx, app, actor, case, &before, told).await
}

/// Where the client is sent.
#[derive(Clone, Debug)]
pub(crate) struct Elsewhere<'a> {
    /// The competent institution or specialist.
    pub(crate) body: &'a str,
    /// How it is reached: place, telephone, reception time.
    pub(crate) contacts: &'a str,
    /// Why it is not ours to decide, or which part is not.
    pub(crate) matter: &'a str,
    /// What the client reads.
    pub(crate) text: &'a str,
    /// Whether the whole case goes there, and so ends here.
    pub(crate) is_whole: bool,
}

/// Names the competent body with its contacts to the client (I-14): for a part of the case, which goes on here (H-19), or
/// for the whole of it, which is forwarded and ends here.
pub(crate) async fn refer(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    (id, version): (CaseId, i64),
    elsewhere: Elsewhere<'_>,
) -> Result<Case, CaseError> {
    let before = seen(tx, id, version).await?;
    if !before.status.is_live() {
        return Err(Refusal::NotOpen.into());
    }
    let reason = clean(elsewhere.matter, MOST_CONTACTS).map_err(|_| Refusal::ReasonMissing)?;
    let referral = Referral {
        id: app.random.uuid(actor.at),
        body: clean(elsewhere.body, MOST_BODY)?,
        contacts: clean(elsewhere.contacts, MOST_CONTACTS)?,
        part: if elsewhere.is_whole { String::new() } else { reason.clone() },
        reason,
        at: actor.at,
    };
    let text = clean(elsewhere.text, MOST_TEXT)?;
    if elsewhere.is_whole {
        nothing_promised(tx, id).await?;
    }
    store::insert_referral(tx, id, &referral, actor.employee()).await?;
    let note = write_note(tx, app, actor, id, Audience::Client, text).await?;
    let kind = if elsewhere.is_whole { EventKind::CaseForwarded } else { EventKind::CaseReferred };
    let mut told =
        entry(kind, &before).with("referral", referral.id.to_string()).with("note", note.to_string());
    if !elsewhere.is_whole {
        told.facts.extend(crate::actions::referral_facts(tx, id).await?);
    }
    let case = change(tx, app, actor, before.clone().touched(), &before, told).await?;
    if !elsewhere.is_whole {
        return Ok(case);
    }
    let closed = case.clone().close(Some("forwarded"), actor.at)?;
    let told = entry(EventKind::CaseClosed, &closed).with("forwarded", true).with("answered", false);
    change(tx, app, actor, closed, &case, told).await
}

/// Refuses what was asked: the client reads the reasons and what to do next (I-16). A refusal is an answer.
pub(crate) async fn refuse(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    (id, version): (CaseId, i64),
    reasons: &str,
    next: &str,
) -> Result<Case, CaseError> {
    let before = seen(tx, id, version).await?;
    if !before.status.is_live() {
        return Err(Refusal::NotOpen.into());
    }
    let reasons = clean(reasons, MOST_TEXT / 2).map_err(|_| Refusal::ReasonMissing)?;
    let next = clean(next, MOST_TEXT / 2).map_err(|_| Refusal::ReasonMissing)?;
    let told = entry(EventKind::CaseRefused, &before).with("kind", before.kind.name());
    let case = change(tx, app, actor, before.clone().touched(), &before, told).await?;
    crate::actions::answer(tx, app, actor, id, case.version, &format!("{reasons}\n\n{next}")).await
}

/// Nothing that was promised to the client is left behind in a case that ends (I-07), nor a call without its result (G-11).
pub(crate) async fn nothing_promised(tx: &mut Tx, id: CaseId) -> Result<(), CaseError> {
    calls::actions::none_open(tx, id).await?;
    let open = made::store::list(tx, id).await?.iter().any(|made| made.state == State::Open);
    if open { Err(Refusal::PromisesOpen.into()) } else { Ok(()) }
}
