//! Writing down who takes part in a case.

use solits_db::Tx;
use solits_journal::Actor;
use solits_kernel::{CaseId, clean};
use solits_standard::event::EventKind;
use solits_web::App;
use uuid::Uuid;

use super::{
    model::{Details, Person},
    store,
};
use crate::{
    actions::{CaseError, MOST_CONTACT, change, entry, seen},
    model::Case,
};

/// Longest address or description of a document.
pub(crate) const MOST_LINE: usize = 300;

/// Adds somebody to a case.
pub(crate) async fn add(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    id: CaseId,
    version: i64,
    details: Details,
) -> Result<(Case, Uuid), CaseError> {
    let before = seen(tx, id, version).await?;
    let details = cleaned(details)?;
    let person = Person {
        id: app.random.uuid(actor.at),
        verified: details.verified.map(|_| (actor.at, actor.employee())),
        details,
        checked_at: None,
        ended_at: None,
    };
    store::insert(tx, id, &person).await?;
    let case = before.clone().touched();
    let entry = entry(EventKind::CasePartyChanged, &case)
        .with("what", "added")
        .with("person", person.id.to_string())
        .with("role", person.details.role.name());
    Ok((change(tx, app, actor, case, &before, entry).await?, person.id))
}

/// Corrects what is written down of somebody.
pub(crate) async fn correct(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    (id, version): (CaseId, i64),
    person: Uuid,
    details: Details,
) -> Result<Case, CaseError> {
    let before = seen(tx, id, version).await?;
    let known = find(tx, id, person).await?;
    let details = cleaned(details)?;
    let fields = details.changed(&known.details);
    let verified = if details.verified == known.details.verified {
        known.verified
    } else {
        details.verified.map(|_| (actor.at, actor.employee()))
    };
    let is_other_contact = details.phone != known.details.phone
        || details.email != known.details.email
        || details.address != known.details.address;
    store::update(tx, &Person { details, verified, ..known }).await?;
    if is_other_contact {
        // Contacts just given are right as far as anybody knows.
        store::update_checked(tx, person, actor.at, actor.employee()).await?;
    }
    let case = before.clone().touched();
    let entry = entry(EventKind::CasePartyChanged, &case)
        .with("what", "corrected")
        .with("person", person.to_string())
        .with("fields", fields);
    change(tx, app, actor, case, &before, entry).await
}

/// What happens to somebody's part in a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// The contacts were asked for and are right (I-24).
    Checked,
    /// The part has ended.
    Ended,
}

/// Records that the contacts are right, or that the part has ended.
pub(crate) async fn step(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    (id, version): (CaseId, i64),
    person: Uuid,
    step: Step,
) -> Result<Case, CaseError> {
    let before = seen(tx, id, version).await?;
    find(tx, id, person).await?;
    let what = match step {
        Step::Checked => {
            store::update_checked(tx, person, actor.at, actor.employee()).await?;
            "checked"
        }
        Step::Ended => {
            store::update_ended(tx, person, actor.at).await?;
            "ended"
        }
    };
    let case = before.clone().touched();
    let entry =
        entry(EventKind::CasePartyChanged, &case).with("what", what).with("person", person.to_string());
    change(tx, app, actor, case, &before, entry).await
}

async fn find(tx: &mut Tx, case: CaseId, person: Uuid) -> Result<Person, CaseError> {
    let people = store::list(tx, case).await?;
    people.into_iter().find(|one| one.id == person && one.ended_at.is_none()).ok_or(CaseError::NotFound)
}

#[expect(clippy::needless_pass_by_value, reason = "what was typed is given up for what was cleaned")]
fn cleaned(details: Details) -> Result<Details, CaseError> {
    let or_empty = |text: &str, most: usize| {
        if text.trim().is_empty() { Ok(String::new()) } else { clean(text, most) }
    };
    let details = Details {
        name: clean(&details.name, MOST_CONTACT)?,
        phone: or_empty(&details.phone, MOST_CONTACT)?,
        email: or_empty(&details.email, MOST_CONTACT)?,
        address: or_empty(&details.address, MOST_LINE)?,
        basis_document: or_empty(&details.basis_document, MOST_LINE)?,
        ..details
    };
    match details.refusal() {
        Some(refusal) => Err(CaseError::Refused(refusal)),
        None => Ok(details),
    }
}
