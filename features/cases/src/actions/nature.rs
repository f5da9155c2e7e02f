//! What somebody finds a case to be: something else by law and standard, or a part of another case.

use std::collections::BTreeMap;

use solits_db::{DbError, Tx};
use solits_journal::{Actor, StoredEntry, list_entries_of};
use solits_kernel::{CaseId, Timestamp};
use solits_standard::{event::EventKind, model::Fact};
use solits_web::App;

use super::{CaseError, change, entry, not_erased, open::Came, seen, write_note};
use crate::{
    model::{Audience, Case, Kind, Refusal, Status},
    work::ruling,
};

/// The facts that say what something is by law and by standard.
const NATURE: [&str; 4] = ["law", "form", "matter", "signed"];

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

/// Ends a case whose contents have become part of another: what was owed here is owed there, and so is a decision that is
/// awaited.
pub async fn join(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    id: CaseId,
    version: i64,
    into: &Case,
) -> Result<Case, CaseError> {
    let before = seen(tx, id, version).await?;
    not_erased(into)?;
    if before.status == Status::Closed {
        return Err(Refusal::Closed.into());
    }
    ruling::demand_for_joining(tx, &before, into).await?;
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
    if entries.iter().any(|entry| is_of(entry, &[EventKind::CaseReferred])) {
        return Ok(BTreeMap::new());
    }
    Ok(nature_said(&entries).unwrap_or_default())
}

pub(super) fn is_of(entry: &StoredEntry, kinds: &[EventKind]) -> bool {
    kinds.iter().any(|kind| entry.kind == kind.name())
}

pub(super) fn facts_of(entry: &StoredEntry) -> BTreeMap<String, Fact> {
    serde_json::from_str(&entry.facts).unwrap_or_default()
}

/// From when the clocks count that an entry started: from receipt, where that was before.
fn counts_from(entry: &StoredEntry) -> Timestamp {
    match facts_of(entry).get("received_at") {
        Some(Fact::Int(received)) => Timestamp::from_millis(*received),
        _ => entry.at,
    }
}

/// What a case was last said to be by law and by standard, and when it was received.
pub(super) fn nature_said(entries: &[StoredEntry]) -> Option<BTreeMap<String, Fact>> {
    let said =
        entries.iter().rfind(|entry| is_of(entry, &[EventKind::CaseOpened, EventKind::CaseClassified]))?;
    let mut facts = facts_of(said);
    facts.retain(|name, _| NATURE.contains(&name.as_str()));
    // Without a word of its own it was received when it was opened.
    facts.insert("received_at".to_owned(), Fact::Int(counts_from(said).millis()));
    Some(facts)
}

/// How a part of a case came: with the case itself, or with a later message in it (H-19).
#[derive(Clone, Debug)]
pub(crate) struct CameWith {
    /// What is known of the part when it gets a case of its own.
    pub(crate) part: Came,
    /// The facts of the message it came with, where the standard counts from messages.
    pub(crate) message: Option<BTreeMap<String, Fact>>,
}

/// What a part is beside the whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PartOf {
    /// Of the same client, or of the same colleague.
    Same,
    /// A client's matter in what a colleague asked. What the whole is by law is said of the colleague's letter, and what was
    /// confirmed was confirmed to the colleague.
    ColleaguesRequest,
}

impl PartOf {
    /// What a part of one kind is in a case of another.
    pub(crate) fn of(part: Kind, whole: Kind) -> Self {
        let is_clients = whole == Kind::Internal && part != Kind::Internal;
        if is_clients { Self::ColleaguesRequest } else { Self::Same }
    }
}

/// How a part of a case came: received when the case was, or at `received`, which lies between then and now; of the same
/// nature as the whole. What was confirmed to the client since then was confirmed for the part as well. A client's matter
/// in what a colleague asked came with that letter, and its clocks are those of clients.
pub(crate) fn came_with(
    entries: &[StoredEntry],
    opened_at: Timestamp,
    received: Option<Timestamp>,
    now: Timestamp,
    part_of: PartOf,
) -> Result<CameWith, Refusal> {
    const CONFIRMED: [EventKind; 4] = [
        EventKind::CaseAcknowledged,
        EventKind::MessageAcknowledged,
        EventKind::CaseAnswered,
        EventKind::MessageAnswered,
    ];
    let mut facts = nature_said(entries).unwrap_or_default();
    let first = match facts.remove("received_at") {
        Some(Fact::Int(first)) => Timestamp::from_millis(first).min(opened_at),
        _ => opened_at,
    };
    let received = received.unwrap_or(first);
    if received < first || received > now {
        return Err(Refusal::BadDate);
    }
    let is_same = part_of == PartOf::Same;
    let confirmed = is_same && entries.iter().any(|entry| is_of(entry, &CONFIRMED) && entry.at >= received);
    if !is_same {
        facts.retain(|name, _| !NATURE.contains(&name.as_str()));
    }
    if confirmed {
        facts.insert("was_acknowledged".to_owned(), Fact::Bool(true));
    }
    let letters: &[EventKind] = if is_same {
        &[EventKind::MessageReceived]
    } else {
        &[EventKind::MessageReceived, EventKind::InternalAsked]
    };
    let came = |entry: &&StoredEntry| is_of(entry, letters) && counts_from(entry) <= received;
    let message = entries.iter().rfind(came).map(|entry| {
        let mut message = facts_of(entry);
        if !is_same {
            message.retain(|name, _| !NATURE.contains(&name.as_str()));
        }
        // It stays in the case it came to.
        message.remove("message");
        message.insert("received_at".to_owned(), Fact::Int(received.millis()));
        message.insert("was_acknowledged".to_owned(), Fact::Bool(confirmed));
        message
    });
    Ok(CameWith { part: Came { received: Some(received), facts }, message })
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn entry(minute: i64, kind: EventKind, facts: &str) -> StoredEntry {
        StoredEntry {
            n: minute,
            at: at(minute),
            kind: kind.name().to_owned(),
            subject_id: Uuid::from_u128(1),
            actor: "p".to_owned(),
            actor_id: None,
            branch_id: None,
            facts: facts.to_owned(),
        }
    }

    fn at(minute: i64) -> Timestamp {
        Timestamp::from_millis(minute * 60_000)
    }

    fn written() -> Vec<StoredEntry> {
        vec![
            entry(10, EventKind::CaseOpened, r#"{"received_at":300000,"law":"submission","kind":"request"}"#),
            entry(
                10,
                EventKind::MessageReceived,
                r#"{"received_at":300000,"message":"x","channel":"email"}"#,
            ),
            entry(20, EventKind::CaseAcknowledged, "{}"),
            entry(90, EventKind::MessageReceived, r#"{"message":"y","channel":"email"}"#),
        ]
    }

    #[test]
    fn a_part_was_received_and_confirmed_with_the_case() {
        let came = came_with(&written(), at(10), None, at(100), PartOf::Same).unwrap();
        assert_eq!(came.part.received, Some(at(5)));
        assert_eq!(came.part.facts.get("law"), Some(&Fact::Word("submission".to_owned())));
        assert_eq!(came.part.facts.get("was_acknowledged"), Some(&Fact::Bool(true)));
        assert!(!came.part.facts.contains_key("kind"), "the part is what it is said to be");
        let message = came.message.unwrap();
        assert_eq!(message.get("received_at"), Some(&Fact::Int(at(5).millis())));
        assert!(!message.contains_key("message"));
    }

    #[test]
    fn a_part_of_a_later_message_was_received_with_that_one() {
        let came = came_with(&written(), at(10), Some(at(90)), at(100), PartOf::Same).unwrap();
        assert_eq!(came.part.received, Some(at(90)));
        assert!(!came.part.facts.contains_key("was_acknowledged"), "nobody has confirmed the later one");
        for never in [at(4), at(101)] {
            let refused = came_with(&written(), at(10), Some(never), at(100), PartOf::Same).unwrap_err();
            assert_eq!(refused, Refusal::BadDate);
        }
    }

    /// What a colleague asked starts the clocks of colleagues; the client's matter in it came with it and starts its own.
    #[test]
    fn a_clients_matter_in_a_colleagues_request_came_with_the_colleagues_letter_and_was_confirmed_to_nobody()
    {
        let entries = [
            entry(
                10,
                EventKind::CaseOpened,
                r#"{"received_at":300000,"form":"internal","matter":"internal_request","kind":"internal"}"#,
            ),
            entry(10, EventKind::InternalAsked, r#"{"received_at":300000,"message":"x","form":"internal"}"#),
            entry(20, EventKind::CaseAcknowledged, "{}"),
        ];
        let part_of = PartOf::of(Kind::Order, Kind::Internal);
        let came = came_with(&entries, at(10), None, at(100), part_of).unwrap();
        assert_eq!(came.part, Came { received: Some(at(5)), facts: BTreeMap::new() });
        let message = came.message.unwrap();
        assert_eq!(message.get("received_at"), Some(&Fact::Int(at(5).millis())));
        assert_eq!(message.get("was_acknowledged"), Some(&Fact::Bool(false)));
        assert!(!message.contains_key("form"));
        let part_of = PartOf::of(Kind::Internal, Kind::Internal);
        assert!(came_with(&entries, at(10), None, at(100), part_of).unwrap().message.is_none());
    }
}
