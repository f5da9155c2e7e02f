//! What somebody finds a case to be: something else by law and standard, or a part of another case.

use std::collections::BTreeMap;

use solits_db::{DbError, Tx};
use solits_journal::{Actor, list_entries_of};
use solits_kernel::CaseId;
use solits_standard::{event::EventKind, model::Fact};
use solits_web::App;

use super::{CaseError, change, entry, open::Came, seen, write_note};
use crate::model::{Audience, Case, Kind, Refusal, Status};

/// Says what a case is. What is promised and demanded for it follows from the entry: what no longer applies is waived, what
/// now applies counts from receipt. What it was taken for before stays in the journal.
pub async fn classify(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    id: CaseId,
    version: i64,
    kind: Kind,
    how: &Came,
) -> Result<Case, CaseError> {
    let before = seen(tx, id, version).await?;
    if !before.status.is_live() {
        return Err(Refusal::NotOpen.into());
    }
    let mut case = before.clone();
    case.kind = kind;
    case.version += 1;
    let mut entry = entry(EventKind::CaseClassified, &case)
        .with("kind", kind.name())
        .with("was_kind", before.kind.name());
    entry.facts.extend(how.facts_at(actor.at));
    change(tx, app, actor, case, &before, entry).await
}

/// Ends a case whose contents have become part of another: what was owed here is owed there.
pub async fn join(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    id: CaseId,
    version: i64,
    into: &Case,
) -> Result<Case, CaseError> {
    let before = seen(tx, id, version).await?;
    if before.status == Status::Closed {
        return Err(Refusal::Closed.into());
    }
    let mut case = before.clone();
    case.status = Status::Closed;
    case.closed_at = Some(actor.at);
    case.next_step.clear();
    case.version += 1;
    let told = format!("Pievienota lietai {}; atbilde būs tur.", into.reference);
    let written = write_note(tx, app, actor, id, Audience::Client, told).await?;
    let entry = entry(EventKind::CaseJoined, &case).with("into", into.id).with("note", written.to_string());
    change(tx, app, actor, case, &before, entry).await
}

/// What the law asks of the entry by which a part of a case is found to belong elsewhere: under which law the case stands,
/// and when it was received. Nothing where that was said before: one term for passing on runs, however many bodies are named.
pub(crate) async fn referral_facts(tx: &mut Tx, id: CaseId) -> Result<BTreeMap<String, Fact>, DbError> {
    let entries = list_entries_of(tx, id.uuid()).await?;
    let is = |entry: &&solits_journal::StoredEntry, kinds: &[EventKind]| {
        kinds.iter().any(|kind| entry.kind == kind.name())
    };
    if entries.iter().any(|entry| is(&entry, &[EventKind::CaseReferred])) {
        return Ok(BTreeMap::new());
    }
    let said = entries.iter().rfind(|entry| is(entry, &[EventKind::CaseOpened, EventKind::CaseClassified]));
    let Some(said) = said else { return Ok(BTreeMap::new()) };
    let mut facts: BTreeMap<String, Fact> = serde_json::from_str(&said.facts).unwrap_or_default();
    facts.retain(|name, _| matches!(name.as_str(), "law" | "form" | "matter" | "signed" | "received_at"));
    // Without a word of its own it was received when it was opened.
    facts.entry("received_at".to_owned()).or_insert(Fact::Int(said.at.millis()));
    Ok(facts)
}
