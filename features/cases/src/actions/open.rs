//! Opening a case.

use std::collections::BTreeMap;

use solits_db::Tx;
use solits_journal::{Actor, channel_name, record};
use solits_kernel::{BranchId, CaseId, EmployeeId, ServiceId, TicketId, Timestamp, clean};
use solits_organisation::Service;
use solits_standard::{
    event::EventKind,
    model::{ChannelKind, Fact},
};
use solits_web::{App, hash_secret, recall, remember};

use super::{CaseError, MOST_CONTACT, MOST_SUBJECT, entry, tell};
use crate::{
    codes::{Codes, contact_key, stored_key},
    model::{Case, Kind, Refusal, Status, reference},
    store::{self, CodeHashes},
};

/// A case to be opened.
#[derive(Clone, Debug)]
pub struct Open {
    /// What the client came with.
    pub kind: Kind,
    /// What it is about, in a line of at most 200 characters.
    pub subject: String,
    /// The service asked for; its card gives the deadline (C-04).
    pub service: Option<ServiceId>,
    /// Where; its calendar counts the days.
    pub branch: BranchId,
    /// Who sees to it.
    pub owner: EmployeeId,
    /// The ticket of the visit it came from.
    pub ticket: Option<TicketId>,
    /// The client's name; empty where the client stays anonymous.
    pub client_name: String,
    /// Telephone or e-mail; empty where the client stays anonymous.
    pub client_contact: String,
    /// How it came in.
    pub channel: ChannelKind,
    /// Repeats with the same key give the same case and the same codes; empty for none.
    pub key: String,
}

/// What is known of how a case came, beyond what it is: promises and laws may ask for it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Came {
    /// When it reached the institution, where that was before it is written down here; terms count from it (H-07, I-02).
    pub received: Option<Timestamp>,
    /// What it is by law and by standard, as facts of the entry: `form`, `matter`, `signed`, `law` …
    pub facts: BTreeMap<String, Fact>,
}

impl Came {
    /// The facts for an entry made at an instant. When it was received is one where it differs.
    pub fn facts_at(&self, at: Timestamp) -> BTreeMap<String, Fact> {
        let mut facts = self.facts.clone();
        if let Some(received) = self.received.filter(|received| *received < at) {
            facts.insert("received_at".to_owned(), Fact::Int(received.millis()));
        }
        facts
    }
}

/// A case opened now or, for a repeated key, before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    /// Id.
    pub case: CaseId,
    /// The number for people: `2026-000123`.
    pub reference: String,
    /// The secret of the client's link; kept nowhere.
    pub code: String,
    /// The short code for typing; kept nowhere.
    pub short_code: String,
}

/// Opens a case: it gets the next number of its year, codes for the client, and the promises that the standard and the
/// service card make for it.
pub async fn open(tx: &mut Tx, app: &App, actor: &Actor, open: Open) -> Result<Opened, CaseError> {
    let opened = open_as(tx, app, actor, open, &Came::default()).await?;
    tx.settle().await?;
    Ok(opened)
}

/// Opens a case of which it is known how it came: its promises may be those of a submission, of a letter, of a form. It is
/// there, with its nearest limit, when the transaction settles, as more begins with it.
pub async fn open_as(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    open: Open,
    how: &Came,
) -> Result<Opened, CaseError> {
    let key = stored_key(&open.key);
    if let Some(before) = recall(tx, "case.open", &key).await? {
        return opened_before(tx, &before, &open.key).await;
    }
    let service = check(tx, &open).await?;
    let id: CaseId = app.random.id(actor.at);
    let codes = Codes::draw(&app.random);
    remember(tx, "case.open", &key, &format!("{id} {}", codes.seal(&open.key)), actor.at).await?;
    let year = i64::from(actor.at.day().year());
    let case = Case {
        id,
        reference: reference(year, store::next_number(tx, year).await?),
        kind: open.kind,
        subject: clean(&open.subject, MOST_SUBJECT)?,
        service: open.service,
        branch: open.branch,
        owner: open.owner,
        opened_by: actor.employee(),
        ticket: open.ticket,
        client_name: clean_or_empty(&open.client_name)?,
        client_contact: clean_or_empty(&open.client_contact)?,
        channel: open.channel,
        status: Status::Open,
        next_step: String::new(),
        opened_at: actor.at,
        due_at: None,
        answered_at: None,
        closed_at: None,
        answer: None,
        version: 1,
        erased_at: None,
    };
    store::insert_at_commit(tx, &case, hashes(&codes), &contact_key(&case.client_contact));
    if let (true, Some(writer)) = (case.kind.is_confidential(), case.opened_by) {
        // Whoever took it down hands over the receipt and may be asked about it, until it is registered.
        tx.settle().await?;
        store::insert_sight(tx, id, writer, true, actor.at).await?;
    }
    let deadline = service.and_then(|service| service.deadline);
    let mut entry = entry(EventKind::CaseOpened, &case)
        .with("kind", case.kind.name())
        .with("channel", channel_name(case.channel))
        .with("service", case.service)
        .with("owner", case.owner)
        .with("deadline_unit", deadline.as_ref().map(|deadline| deadline.unit.as_str()))
        .with("deadline_count", deadline.as_ref().map(|deadline| deadline.count))
        .with("version", case.version);
    for (name, fact) in how.facts_at(actor.at) {
        entry.facts.entry(name).or_insert(fact);
    }
    solits_journal::begins(tx, id);
    record(tx, &app.heart, actor, entry).await?;
    store::update_due_at_commit(tx, id);
    tell(tx, &case);
    Ok(Opened { case: id, reference: case.reference, code: codes.link, short_code: codes.short })
}

/// Both ends of each relation lie in this institution; the service is returned for its deadline.
async fn check(tx: &mut Tx, open: &Open) -> Result<Option<Service>, CaseError> {
    solits_organisation::find_branch(tx, open.branch).await?.ok_or(Refusal::NoSuchPlace)?;
    let owner = solits_organisation::find_employee(tx, open.owner).await?;
    owner.filter(|owner| owner.active).ok_or(Refusal::NoSuchEmployee)?;
    let Some(service) = open.service else { return Ok(None) };
    Ok(Some(solits_organisation::find_service(tx, service).await?.ok_or(Refusal::NoSuchPlace)?))
}

async fn opened_before(tx: &mut Tx, before: &str, key: &str) -> Result<Opened, CaseError> {
    let (id, sealed) = before.split_once(' ').ok_or(CaseError::NotFound)?;
    let id: CaseId = id.parse().map_err(|_| CaseError::NotFound)?;
    let reference = store::find_reference(tx, id).await?.ok_or(CaseError::NotFound)?;
    let codes = Codes::unseal(sealed, key).ok_or(CaseError::NotFound)?;
    Ok(Opened { case: id, reference, code: codes.link, short_code: codes.short })
}

fn clean_or_empty(text: &str) -> Result<String, CaseError> {
    if text.trim().is_empty() { Ok(String::new()) } else { Ok(clean(text, MOST_CONTACT)?) }
}

pub(super) fn hashes(codes: &Codes) -> CodeHashes {
    CodeHashes { link: hash_secret(&codes.link), short: hash_secret(&codes.short) }
}
