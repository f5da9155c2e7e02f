//! Which service a case is about, said after it was opened: what comes by letter or e-mail names none by itself.

use std::collections::BTreeMap;

use solits_db::Tx;
use solits_journal::{Actor, StoredEntry, channel_name, list_entries_of};
use solits_kernel::{CaseId, ServiceId};
use solits_organisation::Service;
use solits_standard::{event::EventKind, model::Fact};
use solits_web::App;

use super::{
    CaseError, change, entry,
    nature::{facts_of, is_of, nature_said},
    seen,
};
use crate::{
    model::{Case, Refusal},
    work::pauses,
};

/// Says which of the services offered now a case is about, or that it is about none. What the card of the former service
/// set is waived; what the card of this one sets counts from receipt, as if the service had been named when the case was
/// opened. The service that it has already changes nothing.
pub async fn set_service(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    id: CaseId,
    version: i64,
    service: Option<ServiceId>,
) -> Result<Case, CaseError> {
    let before = seen(tx, id, version).await?;
    if !before.status.is_live() {
        return Err(Refusal::NotOpen.into());
    }
    if before.service == service {
        return Ok(before);
    }
    // A clock that begins now would run on while the work stands still.
    if pauses::store::find_open(tx, id).await?.is_some() {
        return Err(Refusal::StandsStill.into());
    }
    let card = match service {
        Some(service) => Some(offered(tx, service).await?),
        None => None,
    };
    let entries = list_entries_of(tx, id.uuid()).await?;
    // What was answered once is not owed from its receipt again.
    let deadline = card.and_then(|card| card.deadline).filter(|_| !was_taken_up_again(&entries));
    let mut case = before.clone();
    case.service = service;
    case.version += 1;
    let mut entry = entry(EventKind::CaseClassified, &case)
        .with("what", "service")
        .with("kind", case.kind.name())
        .with("channel", channel_name(case.channel))
        .with("service", case.service)
        .with("was_service", before.service)
        .with("electronic", came_by_wire(&entries))
        .with("deadline_unit", deadline.as_ref().map(|deadline| deadline.unit.as_str()))
        .with("deadline_count", deadline.as_ref().map(|deadline| deadline.count));
    entry.facts.extend(said(&entries));
    change(tx, app, actor, case, &before, entry).await
}

/// A service of this institution that is offered now.
async fn offered(tx: &mut Tx, id: ServiceId) -> Result<Service, CaseError> {
    let services = solits_organisation::list_services(tx).await?;
    let found = services.into_iter().find(|service| service.id == id);
    found.ok_or_else(|| Refusal::NoSuchPlace.into())
}

/// What the case is by law and standard, and when it was received: that stays as it was said.
fn said(entries: &[StoredEntry]) -> BTreeMap<String, Fact> {
    nature_said(entries).unwrap_or_default()
}

/// Whether it came as an electronic message, whose entry is made together with that of the case.
fn came_by_wire(entries: &[StoredEntry]) -> bool {
    let opened = entries.iter().find(|entry| is_of(entry, &[EventKind::CaseOpened]));
    opened.is_some_and(|opened| {
        entries.iter().any(|entry| is_of(entry, &[EventKind::MessageReceived]) && entry.at == opened.at)
    })
}

/// Whether it had ended and was taken up again. A reply that was taken back had never reached anybody.
fn was_taken_up_again(entries: &[StoredEntry]) -> bool {
    let taken_back = Fact::Word("reply_taken_back".to_owned());
    entries.iter().any(|entry| {
        is_of(entry, &[EventKind::CaseReopened]) && facts_of(entry).get("what") != Some(&taken_back)
    })
}
