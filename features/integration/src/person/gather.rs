//! Everything that is stored of one person, as far as whoever takes it may see it, less what belongs to others.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Value, json};
use solits_db::{DbError, Tx};
use solits_kernel::CaseId;
use solits_web::WebError;
use uuid::Uuid;

use super::model::{Contact, Whose, is_reference};
use crate::{
    store::{client, person},
    webhooks::hex,
};

/// What was typed to find somebody.
#[derive(Clone, Debug)]
pub(crate) enum Sought {
    /// An e-mail address or a telephone number.
    Contact(Contact),
    /// The number of a case: its client.
    Reference(String),
}

impl Sought {
    /// Reads it; `None` for what is neither an address, nor a number.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        if is_reference(text) {
            return Some(Self::Reference(text.to_owned()));
        }
        Contact::read(text).map(Self::Contact)
    }
}

/// What is given.
#[derive(Debug, Default)]
pub(crate) struct Gathered {
    /// Rows by the names of their tables.
    pub(crate) tables: BTreeMap<&'static str, Vec<Value>>,
    /// How many rows somebody has to read before they are given, because others take part in their cases.
    pub(crate) withheld: BTreeMap<&'static str, usize>,
    /// The cases that something is given of.
    pub(crate) cases: Vec<CaseId>,
}

impl Gathered {
    /// How many rows are given.
    pub(crate) fn rows(&self) -> usize {
        self.tables.values().map(Vec::len).sum()
    }

    fn add(&mut self, table: &'static str, row: Value) {
        self.tables.entry(table).or_default().push(row);
    }

    /// Adds rows of a case.
    fn add_all<T: Serialize>(&mut self, table: &'static str, of: &str, rows: Vec<T>) -> Result<(), WebError> {
        for row in rows {
            let row = value(&row, of)?;
            self.add(table, row);
        }
        Ok(())
    }

    fn withhold(&mut self, table: &'static str, rows: usize) {
        if rows > 0 {
            *self.withheld.entry(table).or_default() += rows;
        }
    }
}

/// A row as it is given, with the number of the case or the id of the message it belongs to.
fn value<T: Serialize>(row: &T, of: &str) -> Result<Value, WebError> {
    let mut value = serde_json::to_value(row).map_err(|error| WebError::Unforeseen(error.to_string()))?;
    if let Some(fields) = value.as_object_mut()
        && !of.is_empty()
    {
        fields.insert("of".to_owned(), Value::from(of));
    }
    Ok(value)
}

/// Everything of a person; empty where nobody is found.
pub(crate) async fn gather(tx: &mut Tx, sought: &Sought) -> Result<Gathered, WebError> {
    let mut all = Gathered::default();
    let mut found: BTreeMap<Uuid, bool> = BTreeMap::new();
    let contact = match sought {
        Sought::Contact(contact) => Some(contact.clone()),
        Sought::Reference(reference) => {
            let Some(case) = person::find_case(tx, reference).await? else { return Ok(all) };
            found.insert(case.id.uuid(), true);
            Contact::read(&case.client_contact)
        }
    };
    if let Some(contact) = &contact {
        find_by_contact(tx, contact, &mut found).await?;
        let letters = person::list_letters(tx).await?;
        let own = letters.into_iter().filter(|letter| contact.is(&letter.author));
        for letter in own {
            let address = format!("/letters/{}/original", letter.id);
            let mut row = value(&letter, "")?;
            if let Some(fields) = row.as_object_mut() {
                fields.insert("original".to_owned(), Value::from(address));
            }
            all.add("letters", row);
        }
    }
    for (id, is_client) in found {
        gather_case(tx, CaseId::new(id), contact.as_ref(), is_client, &mut all).await?;
    }
    Ok(all)
}

/// The cases in which a contact is known, and whether as the client's.
async fn find_by_contact(
    tx: &mut Tx,
    contact: &Contact,
    found: &mut BTreeMap<Uuid, bool>,
) -> Result<(), DbError> {
    for case in person::list_of_client(tx, contact).await? {
        found.insert(case.uuid(), true);
    }
    let mut others = person::list_of_party(tx, contact).await?;
    others.extend(person::list_written_to(tx, contact).await?);
    others.extend(person::list_of_participant(tx, contact).await?);
    others.extend(person::list_called(tx, contact).await?);
    for case in others {
        found.entry(case.uuid()).or_insert(false);
    }
    Ok(())
}

/// What is theirs of one case.
async fn gather_case(
    tx: &mut Tx,
    id: CaseId,
    contact: Option<&Contact>,
    is_client: bool,
    all: &mut Gathered,
) -> Result<(), WebError> {
    let Some(mut case) = person::read_case(tx, id).await? else { return Ok(()) };
    let participants = person::list_participants(tx, id).await?;
    let parties = person::list_parties(tx, id).await?;
    let messages = person::list_messages(tx, id).await?;
    let calls = person::list_calls(tx, id).await?;
    let client_name = case.client_name.clone();
    let mut whose = Whose { contact, is_client, is_alone: false, client_name: &client_name };
    whose.is_alone = is_client
        && participants.iter().all(|one| is_own(&whose, one))
        && parties.iter().all(|one| whose.owns(&one.address))
        && messages.iter().all(|one| is_of_the_client(&whose, one))
        && calls.iter().all(|one| one.phone.is_empty() || whose.owns(&one.phone));
    let reference = case.reference.clone();
    all.cases.push(id);
    if is_client {
        if !whose.is_alone && !case.next_step.is_empty() {
            case.next_step = String::new();
            all.withhold("cases", 1);
        }
        all.add("cases", value(&case, "")?);
    } else {
        // The case is somebody else's: what it is about, and its client, are not theirs.
        let row = json!({ "id": case.id, "reference": case.reference, "opened_at": case.opened_at,
            "closed_at": case.closed_at });
        all.add("cases", row);
    }
    let own: Vec<_> = participants.into_iter().filter(|one| is_own(&whose, one)).collect();
    all.add_all("case_people", &reference, own)?;
    let own: Vec<_> = parties.into_iter().filter(|one| whose.owns(&one.address)).collect();
    all.add_all("case_parties", &reference, own)?;
    let own: Vec<_> = calls.into_iter().filter(|one| whose.owns(&one.phone) || whose.is_alone).collect();
    all.add_all("callbacks", &reference, own)?;
    let own: Vec<_> = messages.into_iter().filter(|one| is_theirs(&whose, one)).collect();
    for message in own {
        gather_message(tx, id, &reference, message, all).await?;
    }
    if is_client {
        gather_of_client(tx, id, &reference, whose.is_alone, all).await?;
    }
    Ok(())
}

/// Whether somebody who takes part in a case is they.
fn is_own(whose: &Whose<'_>, one: &person::ParticipantRow) -> bool {
    let has_contact = !one.phone.is_empty() || !one.email.is_empty();
    whose.owns(&one.phone) || whose.owns(&one.email) || (!has_contact && whose.is_named(&one.name))
}

/// Address and name of whoever the institution corresponds with in a message.
fn other_side(message: &person::MessageRow) -> (&str, &str) {
    if message.direction == "in" {
        (message.author_address.as_str(), message.author_name.as_str())
    } else {
        (message.recipient.as_str(), message.recipient.as_str())
    }
}

/// Whether a message is theirs: they wrote it, or it was written to them.
fn is_theirs(whose: &Whose<'_>, message: &person::MessageRow) -> bool {
    let (address, name) = other_side(message);
    whose.corresponds(address, name)
}

/// Whether a message says nothing against the client being the only one in the case.
fn is_of_the_client(whose: &Whose<'_>, message: &person::MessageRow) -> bool {
    let (address, name) = other_side(message);
    let says_nobody = address.trim().is_empty() && name.trim().is_empty();
    says_nobody || whose.corresponds(address, name)
}

/// A message with what hangs on it. Who of the institution wrote it is left out.
async fn gather_message(
    tx: &mut Tx,
    case: CaseId,
    reference: &str,
    mut message: person::MessageRow,
    all: &mut Gathered,
) -> Result<(), WebError> {
    let id = message.id;
    let of = id.to_string();
    let has_original = message.letter_id.take().is_some();
    if message.direction != "in" {
        message.author_name = String::new();
        message.author_address = String::new();
    }
    let mut row = value(&message, reference)?;
    if has_original && let Some(fields) = row.as_object_mut() {
        let original = format!("/cases/{case}/letters/{id}/original");
        fields.insert("original".to_owned(), Value::from(original));
    }
    all.add("messages", row);
    for file in person::list_files(tx, id).await? {
        let address = format!("/cases/{case}/letters/{id}/files/{}", file.place);
        let row = json!({ "of": of, "name": file.name, "media": file.media, "size": file.size,
            "sha256": hex(&file.digest), "address": address });
        all.add("message_files", row);
    }
    all.add_all("message_answers", &of, person::list_fields(tx, id).await?)?;
    all.add_all("paper_letters", &of, person::list_envelopes(tx, id).await?)?;
    all.add_all("returned_letters", &of, person::list_returned(tx, id).await?)?;
    all.add_all("outbox", &of, person::list_sent(tx, id).await?)
}

/// What is stored of a case for its client alone. Words of employees may speak of others: where others take part, they are
/// counted and left out.
async fn gather_of_client(
    tx: &mut Tx,
    case: CaseId,
    of: &str,
    is_alone: bool,
    all: &mut Gathered,
) -> Result<(), WebError> {
    all.add_all("case_contacts", of, client::list_hearing(tx, case).await?)?;
    all.add_all("case_surveys", of, client::list_surveys(tx, case).await?)?;
    all.add_all("case_news", of, client::list_news(tx, case).await?)?;
    all.add_all("case_promises", of, client::list_promises(tx, case).await?)?;
    all.add_all("case_referrals", of, client::list_referrals(tx, case).await?)?;
    all.add_all("feedback", of, client::list_feedback(tx, case).await?)?;
    all.add_all("feedback_rungs", of, client::list_rungs(tx, case).await?)?;
    all.add_all("feedback_receptions", of, client::list_receptions(tx, case).await?)?;
    all.add_all("access_entries", of, client::list_looks(tx, case).await?)?;

    let (notes, internal): (Vec<_>, Vec<_>) = client::list_notes(tx, case)
        .await?
        .into_iter()
        .partition(|note| is_alone || note.audience == "client");
    all.withhold("case_notes", internal.len());
    all.add_all("case_notes", of, notes)?;

    let sources = client::list_sources(tx, case).await?;
    if is_alone {
        all.add_all("case_sources", of, sources)?;
    } else {
        all.withhold("case_sources", sources.len());
    }

    let mut contacts = client::list_contacts(tx, case).await?;
    let mut orders = client::list_orders(tx, case).await?;
    if !is_alone {
        for contact in &mut contacts {
            let words = [contact.note.take(), contact.desk_note.take()];
            all.withhold("contacts", usize::from(words.into_iter().flatten().any(|text| !text.is_empty())));
        }
        for order in &mut orders {
            let words = [
                &mut order.price_why,
                &mut order.paid_words,
                &mut order.place_words,
                &mut order.handed_to,
                &mut order.handed_basis,
                &mut order.handed_proof,
                &mut order.delay_words,
            ];
            let texts = words.map(std::mem::take);
            all.withhold("case_orders", usize::from(texts.iter().any(|text| !text.is_empty())));
        }
    }
    all.add_all("contacts", of, contacts)?;
    all.add_all("case_orders", of, orders)
}
