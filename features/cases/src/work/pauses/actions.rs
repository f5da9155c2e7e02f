//! Letting the work on a case stand still and go on, and making a term longer.

use jiff::civil::Date;
use solits_db::Tx;
use solits_journal::{Actor, Entry, Loaded, list_entries_of, record};
use solits_kernel::{CaseId, ObligationId, Timestamp, clean};
use solits_obligation::{Obligation, State};
use solits_standard::{CompiledPromise, event::EventKind, model::Limit};
use solits_web::App;

use super::{
    model::{WaitsFor, due_after_pause, is_standing, most, stops},
    store::{self, Pause},
};
use crate::{
    actions::{CaseError, MOST_TEXT, change, end_of, entry, seen, write_note},
    facts::list_obligations,
    model::{Audience, Case, NextStepBy, Refusal},
    store as cases,
    timeline::{happenings, received_at},
};

/// Lets the work stand still; the client reads why. The institution's own promises of an answer stop with it.
pub(crate) async fn pause(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    (id, version): (CaseId, i64),
    waits_for: WaitsFor,
    (reason, until): (&str, Option<Date>),
) -> Result<Case, CaseError> {
    let before = seen(tx, id, version).await?;
    if !before.status.is_live() {
        return Err(Refusal::NotOpen.into());
    }
    if store::find_open(tx, id).await?.is_some() {
        return Err(Refusal::Paused.into());
    }
    let reason = clean(reason, MOST_TEXT)?;
    let loaded = app.heart.loaded(tx).await?;
    let calendar = loaded.calendar(Some(before.branch)).ok_or(Refusal::NoSuchPlace)?;
    let until = match until {
        None => None,
        Some(date) => Some(end_of(&calendar, date).filter(|end| *end > actor.at).ok_or(Refusal::BadDate)?),
    };
    let note = write_note(tx, app, actor, id, Audience::Client, reason).await?;
    let pause = Pause { id: app.random.uuid(actor.at), waits_for, since: actor.at, until, ended_at: None };
    store::insert(tx, id, &pause).await?;
    let stopping: Vec<ObligationId> = list_obligations(tx, id)
        .await?
        .into_iter()
        // What is late is late: a pause does not mend it.
        .filter(|one| one.state == State::Open && one.due_at >= actor.at)
        .filter(|one| promise_of(&loaded, one).is_some_and(stops))
        .map(|one| one.id)
        .collect();
    let by = if waits_for == WaitsFor::Client { NextStepBy::Client } else { NextStepBy::Us };
    let case = before.clone().note(by, None);
    let told = entry(EventKind::CasePaused, &case)
        .with("waits_for", waits_for.name())
        .with("note", note.to_string())
        .with("expected", until);
    let clocks = stopping.into_iter().map(|one| {
        entry(EventKind::CasePaused, &before).with("waits_for", waits_for.name()).with("obligation", one)
    });
    change_clocks(tx, app, actor, (case, &before), told, clocks.collect()).await
}

fn promise_of<'a>(loaded: &'a Loaded, obligation: &Obligation) -> Option<&'a CompiledPromise> {
    loaded.versions.get(obligation.standard)?.promise(&obligation.norm)
}

/// Changes a case with one entry that people read, and one for each clock that moves with it.
async fn change_clocks(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    (case, before): (Case, &Case),
    told: Entry,
    clocks: Vec<Entry>,
) -> Result<Case, CaseError> {
    let mut case = change(tx, app, actor, case, before, told).await?;
    for entry in clocks {
        record(tx, &app.heart, actor, entry.with("clock", true)).await?;
    }
    case.due_at = cases::update_due(tx, case.id).await?;
    Ok(case)
}

/// Lets the work go on: each clock that stopped has as many working days left as it had.
pub(crate) async fn resume(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    id: CaseId,
    version: i64,
) -> Result<Case, CaseError> {
    let before = seen(tx, id, version).await?;
    match go_on(tx, app, actor, &before).await? {
        Some(case) => Ok(case),
        None => Err(Refusal::NotPaused.into()),
    }
}

/// Ends the pause of a case, if it has one: by hand, because the client wrote, or because it is answered.
pub(crate) async fn go_on(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    before: &Case,
) -> Result<Option<Case>, CaseError> {
    let id = before.id;
    let Some(pause) = store::find_open(tx, id).await? else { return Ok(None) };
    store::update_ended(tx, id, actor.at).await?;
    let loaded = app.heart.loaded(tx).await?;
    let calendar = loaded.calendar(Some(before.branch)).ok_or(Refusal::NoSuchPlace)?;
    let clocks = list_obligations(tx, id).await?.into_iter().filter(is_standing).filter_map(|one| {
        let until = due_after_pause(&calendar, one.due_at, pause.since, actor.at)?;
        Some(entry(EventKind::CaseResumed, before).with("obligation", one.id).with("until", until))
    });
    let clocks = clocks.collect();
    let case = before.clone().note(NextStepBy::Us, None);
    let told = entry(EventKind::CaseResumed, before).with("pause", pause.id.to_string());
    Ok(Some(change_clocks(tx, app, actor, (case, before), told, clocks).await?))
}

/// A term that may be made longer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Extendable {
    /// The obligation.
    pub(crate) id: ObligationId,
    /// Its norm, and the version of the standard or the act that has it.
    pub(crate) norm: String,
    pub(crate) standard: i64,
    /// When it is due now.
    pub(crate) due_at: Timestamp,
    /// The latest end it may get.
    pub(crate) most: Timestamp,
}

/// The terms of a case that may be made longer.
pub(crate) async fn extendable(tx: &mut Tx, app: &App, case: &Case) -> Result<Vec<Extendable>, CaseError> {
    let loaded = app.heart.loaded(tx).await?;
    let calendar = loaded.calendar(Some(case.branch)).ok_or(Refusal::NoSuchPlace)?;
    let entries = list_entries_of(tx, case.id.uuid()).await?;
    let received = received_at(&happenings(&entries)).unwrap_or(case.opened_at);
    let all = list_obligations(tx, case.id).await?;
    let live: Vec<&Obligation> = all.iter().filter(|one| one.state == State::Open).collect();
    let law = live
        .iter()
        .filter(|one| promise_of(&loaded, one).is_some_and(|promise| promise.limit == Limit::Law))
        .map(|one| one.due_at)
        .min();
    let longer = |one: &Obligation| {
        let beside = law.filter(|law| *law > one.due_at);
        let most = most(&calendar, promise_of(&loaded, one)?, one, beside, received)?;
        (most > one.due_at).then(|| Extendable {
            id: one.id,
            norm: one.norm.clone(),
            standard: one.standard,
            due_at: one.due_at,
            most,
        })
    };
    Ok(live.into_iter().filter_map(longer).collect())
}

/// Makes a term longer, within its maximum; the client reads the new date and why.
pub(crate) async fn extend(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    (id, version): (CaseId, i64),
    obligation: ObligationId,
    (date, reason): (Date, &str),
) -> Result<Case, CaseError> {
    let before = seen(tx, id, version).await?;
    if !before.status.is_live() {
        return Err(Refusal::NotOpen.into());
    }
    let all = extendable(tx, app, &before).await?;
    let term = all.iter().find(|one| one.id == obligation).ok_or(Refusal::NotExtendable)?;
    let loaded = app.heart.loaded(tx).await?;
    let calendar = loaded.calendar(Some(before.branch)).ok_or(Refusal::NoSuchPlace)?;
    let until = end_of(&calendar, date).filter(|end| *end > term.due_at).ok_or(Refusal::BadDate)?;
    // The last day may be used to its end.
    if until.plus_millis(-1).day() > term.most.plus_millis(-1).day() {
        return Err(Refusal::BeyondMost.into());
    }
    let reason = clean(reason, MOST_TEXT).map_err(|_| Refusal::ReasonMissing)?;
    let note = write_note(tx, app, actor, id, Audience::Client, reason).await?;
    let case = before.clone().touched();
    let entry = entry(EventKind::CaseExtended, &case)
        .with("norm", term.norm.as_str())
        .with("obligation", term.id)
        .with("note", note.to_string())
        .with("was_due_at", term.due_at)
        .with("planned_at", until)
        .with("at_most", term.most)
        .with("until", until);
    change(tx, app, actor, case, &before, entry).await
}
