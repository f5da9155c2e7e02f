//! People: clients, parties and representatives of the cases that whoever looks may see, so that nobody is known only by a
//! case that is hidden.

use std::collections::HashMap;

use solits_db::{DbError, Tx};
use solits_kernel::{CaseId, fold};
use solits_written::search::Piece;

use crate::{find::of_people, question::Question, store};

/// Somebody who was found.
#[derive(Clone, Debug)]
pub(crate) struct Person {
    /// Name, or the contact where none was given.
    pub(crate) name: Vec<Piece>,
    /// Contact; empty where it is the name.
    pub(crate) contact: Vec<Piece>,
    /// How many of the cases found are theirs.
    pub(crate) cases: usize,
    /// The latest of them.
    pub(crate) latest: CaseId,
    /// By what all of them are found.
    pub(crate) query: String,
}

/// Somebody of a case, before those of all cases are laid together.
struct Named {
    name: String,
    contact: String,
    cases: Vec<CaseId>,
}

/// The people whom a question names, those with the latest cases first.
pub(crate) async fn find(tx: &mut Tx, question: &Question, most: usize) -> Result<Vec<Person>, DbError> {
    let rows = of_people(tx, question).await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let numbers: Vec<i64> = rows.iter().map(|row| row.number).collect();
    let mut parties: HashMap<i64, Vec<(String, String)>> = HashMap::new();
    for party in store::list_parties(tx, &numbers).await? {
        let contact = contact(question, &party);
        parties.entry(party.number).or_default().push((party.name, contact));
    }
    let mut people: Vec<Named> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for row in rows {
        let client = (row.client_name, row.client_contact);
        for (name, contact) in parties.remove(&row.number).unwrap_or_default().into_iter().chain([client]) {
            if !question.marker.is_met_by(&format!("{name} {contact}")) {
                continue;
            }
            let key = key(&name, &contact);
            let place = *places.entry(key).or_insert_with(|| {
                people.push(Named { name, contact, cases: Vec::new() });
                people.len() - 1
            });
            if let Some(person) = people.get_mut(place)
                && !person.cases.contains(&row.id)
            {
                person.cases.push(row.id);
            }
        }
    }
    Ok(people.into_iter().take(most).filter_map(|person| shown(question, person)).collect())
}

/// The contacts of a party that were asked for; where none was, the first there is.
fn contact(question: &Question, party: &store::PartyRow) -> String {
    let known: Vec<&str> = [&party.phone, &party.email, &party.address]
        .into_iter()
        .map(String::as_str)
        .filter(|text| !text.is_empty())
        .collect();
    let asked: Vec<&str> = known.iter().copied().filter(|text| question.marker.count(text) > 0).collect();
    if asked.is_empty() { known.first().copied().unwrap_or_default().to_owned() } else { asked.join(" ") }
}

/// One person is one contact; without a contact, one name.
fn key(name: &str, contact: &str) -> String {
    crate::words::contact_word(contact).unwrap_or_else(|| format!("{} {}", fold(name), fold(contact)))
}

fn shown(question: &Question, person: Named) -> Option<Person> {
    let Named { name, contact, cases } = person;
    let query = if contact.is_empty() { name.clone() } else { contact.clone() };
    let (name, contact) = if name.is_empty() { (contact, String::new()) } else { (name, contact) };
    Some(Person {
        name: question.marker.pieces(&name),
        contact: question.marker.pieces(&contact),
        latest: *cases.first()?,
        cases: cases.len(),
        query,
    })
}
