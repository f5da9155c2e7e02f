//! What is done with an order: agreed, paid, expected late, handed out.

use jiff::civil::Date;
use solits_db::Tx;
use solits_i18n::Words;
use solits_journal::Actor;
use solits_kernel::{CaseId, Lang, clean};
use solits_organisation::find_structure;
use solits_standard::event::EventKind;
use solits_web::App;

use super::{
    model::{Confirmation, Delay, Handed, Order, Paid, Place, Proof, ReceivedAs, Terms},
    store,
};
use crate::{
    actions::{AnsweredBy, CaseError, MOST_CONTACT, change, entry, seen, write_note},
    model::{Audience, Case, Refusal},
    work::{passing::model::acting_head, ruling},
};

/// Longest line of an order.
pub(crate) const MOST_LINE: usize = 300;

/// Agrees on an order, or on a change of it. The price is the card's unless another is given with its reason.
pub(crate) async fn agree(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    id: CaseId,
    version: i64,
    terms: Terms,
) -> Result<Case, CaseError> {
    let before = seen(tx, id, version).await?;
    if !before.status.is_live() {
        return Err(Refusal::NotOpen.into());
    }
    let known = store::find(tx, id).await?;
    let card = card_price(tx, &before).await?;
    let terms = cleaned(terms, card)?;
    let order = match known {
        None => Order { case: id, terms, paid: None, handed: None, delay: None },
        Some(order) if order.handed.is_some() => return Err(Refusal::HandedOut.into()),
        // What was paid for is what was agreed then.
        Some(order)
            if order.paid.is_some()
                && (order.terms.price_cents != terms.price_cents || order.terms.payment != terms.payment) =>
        {
            return Err(Refusal::OrderEnded.into());
        }
        Some(order) => Order { terms, ..order },
    };
    store::put(tx, &order).await?;
    let case = before.clone().touched();
    let entry = entry(EventKind::CaseOrderChanged, &case)
        .with("what", "agreed")
        .with("price_cents", order.price_cents())
        .with("is_card_price", card == order.terms.price_cents)
        .with("payment", order.terms.payment.map(super::model::Payment::name))
        .with("format", order.terms.format.map(super::model::Format::name))
        .with("place", order.terms.place.map(super::model::Place::name));
    change(tx, app, actor, case, &before, entry).await
}

/// The price on the card of the service; 0 for a service free of charge, `None` without a service.
pub(crate) async fn card_price(tx: &mut Tx, case: &Case) -> Result<Option<i64>, CaseError> {
    let Some(service) = case.service else { return Ok(None) };
    let service = solits_organisation::find_service(tx, service).await?;
    Ok(service.map(|service| service.price_cents.unwrap_or_default()))
}

#[expect(clippy::needless_pass_by_value, reason = "what was typed is given up for what was cleaned")]
fn cleaned(terms: Terms, card: Option<i64>) -> Result<Terms, CaseError> {
    let price = terms.price_cents.or(card).unwrap_or_default();
    if !(0..=1_000_000_000).contains(&price) {
        return Err(Refusal::BadText.into());
    }
    let price_why = or_empty(&terms.price_why)?;
    if card.is_some_and(|card| card != price) && price_why.is_empty() {
        return Err(Refusal::PriceUnexplained.into());
    }
    Ok(Terms {
        purpose: clean(&terms.purpose, MOST_LINE)?,
        price_cents: Some(price),
        price_why,
        place_words: or_empty(&terms.place_words)?,
        ..terms
    })
}

fn or_empty(text: &str) -> Result<String, CaseError> {
    if text.trim().is_empty() { Ok(String::new()) } else { Ok(clean(text, MOST_LINE)?) }
}

/// Confirms the payment of an order (I-09). A confirmation by telephone names who gave it and what was out.
pub(crate) async fn confirm_payment(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    (id, version): (CaseId, i64),
    how: Confirmation,
    words: &str,
) -> Result<Case, CaseError> {
    let before = seen(tx, id, version).await?;
    let order = store::find(tx, id).await?.ok_or(Refusal::NoOrder)?;
    if order.paid.is_some() {
        return Err(Refusal::OrderEnded.into());
    }
    let words = match how {
        Confirmation::FinanceByPhone => clean(words, MOST_LINE)?,
        _ => or_empty(words)?,
    };
    let cents = order.price_cents();
    let paid = Paid { how, words, at: actor.at, by: actor.employee() };
    store::put(tx, &Order { paid: Some(paid), ..order }).await?;
    let case = before.clone().touched();
    let entry = entry(EventKind::CasePaid, &case).with("how", how.name()).with("cents", cents);
    change(tx, app, actor, case, &before, entry).await
}

/// To whom documents are handed out, and what shows it (I-11).
#[derive(Clone, Debug)]
pub(crate) struct HandOut {
    pub(crate) to: String,
    pub(crate) received_as: ReceivedAs,
    /// On what a representative acts.
    pub(crate) basis: String,
    pub(crate) proof: Proof,
}

/// Hands the documents out: only when they are paid for (I-09), and to a representative only with the basis of the
/// representation (I-13). The order is done with that, and so is the case where it was not answered yet.
pub(crate) async fn hand_out(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    (id, version): (CaseId, i64),
    hand_out: HandOut,
) -> Result<Case, CaseError> {
    let before = seen(tx, id, version).await?;
    let order = store::find(tx, id).await?.ok_or(Refusal::NoOrder)?;
    if let Some(refusal) = order.hold() {
        return Err(refusal.into());
    }
    let basis = match hand_out.received_as {
        ReceivedAs::Client => String::new(),
        ReceivedAs::Representative => {
            clean(&hand_out.basis, MOST_LINE).map_err(|_| Refusal::NotRepresented)?
        }
    };
    let handed = Handed {
        at: actor.at,
        by: actor.employee(),
        to: clean(&hand_out.to, MOST_CONTACT)?,
        received_as: hand_out.received_as,
        basis,
        proof: hand_out.proof,
    };
    let (received_as, proof, place) = (handed.received_as, handed.proof, order.terms.place);
    store::put(tx, &Order { handed: Some(handed), ..order }).await?;
    let case = before.clone().touched();
    let told = entry(EventKind::CaseHandedOut, &case)
        .with("to", received_as.name())
        .with("proof", proof.name())
        .with("place", place.map(Place::name));
    let handed = change(tx, app, actor, case, &before, told).await?;
    // What was handed out is no decision on a complaint.
    if !handed.status.is_live() || ruling::awaits_ruling(tx, &handed).await? {
        return Ok(handed);
    }
    let words = Words::new(Lang::Lv);
    let text = words.ta("cases-handed-out-on", &[("date", words.day(actor.at.day()).into())]);
    crate::actions::answered(tx, app, actor, (id, handed.version), &text, AnsweredBy::Page).await
}

/// Warns the head of the unit that an order may be late (I-06). Telling the client is an action of its own, with its date.
pub(crate) async fn expect_delay(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    (id, version): (CaseId, i64),
    reason: &str,
) -> Result<Case, CaseError> {
    let before = seen(tx, id, version).await?;
    let order = store::find(tx, id).await?.ok_or(Refusal::NoOrder)?;
    if order.handed.is_some() {
        return Err(Refusal::HandedOut.into());
    }
    let words = clean(reason, MOST_LINE)?;
    let today: Date = actor.at.day();
    let structure = find_structure(tx).await?;
    let to = acting_head(&structure.on(today), before.owner).ok_or(Refusal::NobodyDecides)?;
    let text = words.clone();
    store::put(tx, &Order { delay: Some(Delay { at: actor.at, to, words }), ..order }).await?;
    let note = write_note(tx, app, actor, id, Audience::Internal, text).await?;
    let case = before.clone().touched();
    let entry = entry(EventKind::CaseOrderChanged, &case)
        .with("what", "delay_expected")
        .with("told", to)
        .with("note", note.to_string());
    let case = change(tx, app, actor, case, &before, entry).await?;
    tx.signal(format!("employee:{to}"));
    Ok(case)
}
