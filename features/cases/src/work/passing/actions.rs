//! Passing a case on, and refusing one.

use solits_db::Tx;
use solits_i18n::Words;
use solits_journal::{Actor, Entry};
use solits_kernel::{CaseId, EmployeeId, UnitId, clean};
use solits_organisation::find_structure;
use solits_standard::event::EventKind;
use solits_web::App;

use super::{
    model::{Interest, head_of, instead_of},
    store::{self, Declared, Referral},
};
use crate::{
    actions::{AnsweredBy, CaseError, MOST_TEXT, change, entry, messages_answered, seen, write_note},
    model::{Audience, Case, Refusal, Status},
    work::{calls, made, made::store::State, news::client_lang, pauses},
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
#[derive(Clone, Copy, Debug)]
pub struct Elsewhere<'a> {
    /// The competent institution or specialist.
    pub body: &'a str,
    /// How it is reached: place, telephone, reception time.
    pub contacts: &'a str,
    /// Why it is not ours to decide, or which part is not.
    pub matter: &'a str,
    /// What the client reads; empty for the program's words in the client's language.
    pub text: &'a str,
    /// Where a letter goes to the body, by e-mail or by post; empty where none is written.
    pub address: &'a str,
}

/// How much of a case is for another body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Extent {
    Part,
    Whole,
}

/// Names the competent body with its contacts to the client (I-14) for a part of the case, which goes on here (H-19).
pub(crate) async fn refer(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    (id, version): (CaseId, i64),
    elsewhere: Elsewhere<'_>,
) -> Result<Case, CaseError> {
    let before = live(tx, id, version).await?;
    let told = entry(EventKind::CaseReferred, &before);
    let mut told = name_body(tx, app, actor, id, (elsewhere, Extent::Part), told).await?;
    told.facts.extend(crate::actions::referral_facts(tx, id).await?);
    change(tx, app, actor, before.clone().touched(), &before, told).await
}

/// Passes the whole case on to the competent body: the client reads whom to address from now on, and the case ends here.
/// What the client wrote is answered by that; whoever calls sees to it that the body gets what was written.
pub async fn forward(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    (id, version): (CaseId, i64),
    elsewhere: Elsewhere<'_>,
) -> Result<Case, CaseError> {
    let mut before = live(tx, id, version).await?;
    nothing_promised(tx, id).await?;
    // Clocks that stand still run to their end before they are met.
    if let Some(running) = pauses::actions::go_on(tx, app, actor, &before).await? {
        before = running;
    }
    let told = entry(EventKind::CaseForwarded, &before);
    let told = name_body(tx, app, actor, id, (elsewhere, Extent::Whole), told).await?;
    let case = change(tx, app, actor, before.clone().touched(), &before, told).await?;
    let case = messages_answered(tx, app, actor, case, AnsweredBy::Page).await?;
    let closed = case.clone().close(Some("forwarded"), actor.at)?;
    let told = entry(EventKind::CaseClosed, &closed).with("forwarded", true).with("answered", false);
    change(tx, app, actor, closed, &case, told).await
}

/// A case in the version that whoever acts has seen, as long as it goes on.
async fn live(tx: &mut Tx, id: CaseId, version: i64) -> Result<Case, CaseError> {
    let case = seen(tx, id, version).await?;
    if case.status.is_live() { Ok(case) } else { Err(Refusal::NotOpen.into()) }
}

/// Writes down which body it is and tells the client, in the language of the client; the entry says which note that is.
async fn name_body(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    id: CaseId,
    (elsewhere, extent): (Elsewhere<'_>, Extent),
    told: Entry,
) -> Result<Entry, CaseError> {
    let reason = clean(elsewhere.matter, MOST_CONTACTS).map_err(|_| Refusal::ReasonMissing)?;
    let referral = Referral {
        id: app.random.uuid(actor.at),
        body: clean(elsewhere.body, MOST_BODY)?,
        contacts: clean(elsewhere.contacts, MOST_CONTACTS)?,
        part: if extent == Extent::Whole { String::new() } else { reason.clone() },
        reason,
        at: actor.at,
        address: elsewhere.address.to_owned(),
    };
    let text = if elsewhere.text.trim().is_empty() {
        words_for_client(tx, id, &referral, extent).await?
    } else {
        clean(elsewhere.text, MOST_TEXT)?
    };
    store::insert_referral(tx, id, &referral, actor.employee()).await?;
    let note = write_note(tx, app, actor, id, Audience::Client, text).await?;
    Ok(told.with("referral", referral.id.to_string()).with("note", note.to_string()))
}

async fn words_for_client(
    tx: &mut Tx,
    id: CaseId,
    referral: &Referral,
    extent: Extent,
) -> Result<String, CaseError> {
    let words = Words::new(client_lang(tx, id).await?);
    let key = match extent {
        Extent::Part => "cases-referred-part",
        Extent::Whole => "cases-referred-whole",
    };
    Ok(words.ta(
        key,
        &[
            ("body", referral.body.as_str().into()),
            ("contacts", referral.contacts.as_str().into()),
            ("matter", referral.reason.as_str().into()),
        ],
    ))
}

/// Refuses what was asked: the client reads the reasons and what to do next (I-16). A refusal is an answer, also to what
/// the client wrote.
pub(crate) async fn refuse(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    (id, version): (CaseId, i64),
    reasons: &str,
    next: &str,
) -> Result<Case, CaseError> {
    let before = live(tx, id, version).await?;
    let reasons = clean(reasons, MOST_TEXT / 2).map_err(|_| Refusal::ReasonMissing)?;
    let next = clean(next, MOST_TEXT / 2).map_err(|_| Refusal::ReasonMissing)?;
    let told = entry(EventKind::CaseRefused, &before).with("kind", before.kind.name());
    let case = change(tx, app, actor, before.clone().touched(), &before, told).await?;
    let text = format!("{reasons}\n\n{next}");
    crate::actions::answered(tx, app, actor, (id, case.version), &text, AnsweredBy::Page).await
}

/// Nothing that was promised to the client is left behind in a case that ends (I-07), nor a call without its result (G-11).
pub(crate) async fn nothing_promised(tx: &mut Tx, id: CaseId) -> Result<(), CaseError> {
    calls::actions::none_open(tx, id).await?;
    let open = made::store::list(tx, id).await?.iter().any(|made| made.state == State::Open);
    if open { Err(Refusal::PromisesOpen.into()) } else { Ok(()) }
}
