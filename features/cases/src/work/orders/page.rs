//! The page of an order, and the slip that is signed when its documents are handed out.
#![expect(
    clippy::cmp_owned,
    reason = "the shared list of choices compares values of any type by their written form"
)]

use askama::Template;
use axum::{
    extract::{Path, Query},
    http::StatusCode,
    response::Response,
};
use solits_kernel::CaseId;
use solits_web::{EmployeeCx, Form, Page, PageResult, Routes, WebError, html, see_other};

use super::{
    actions::{self, HandOut, MOST_LINE},
    model::{Confirmation, Format, Order, Payment, Place, Proof, ReceivedAs, Terms, price_of, price_text},
    store,
};
use crate::{
    actions::{CaseError, MOST_CONTACT},
    model::Case,
    pages::{Draft, WORK},
    timeline::Names as _,
    work::{
        part::{Asked, Head, Part, Seen, Settled, settle, version, with},
        parties::{model::Role, store as people},
    },
};

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/cases/{case}/order", WORK, show)
        .post("/cases/{case}/order", WORK, agree)
        .post("/cases/{case}/order/payment", WORK, pay)
        .post("/cases/{case}/order/hand-out", WORK, hand_out)
        .post("/cases/{case}/order/delay", WORK, delay)
        .get("/cases/{case}/order/slip", WORK, slip)
}

#[expect(clippy::struct_excessive_bools, reason = "each is one answer the page needs")]
#[derive(Template)]
#[template(path = "cases/order.html")]
struct View {
    page: Page,
    head: Head,
    draft: Draft,
    is_live: bool,
    service: String,
    card_price: String,
    price_words: String,
    faults: Vec<String>,
    has_order: bool,
    awaits_payment: bool,
    paid: String,
    handed: String,
    may_hand_out: bool,
    delay: String,
    payments: Vec<(String, String)>,
    formats: Vec<(String, String)>,
    places: Vec<(String, String)>,
    confirmations: Vec<(String, String)>,
    receivers: Vec<(String, String)>,
    proofs: Vec<(String, String)>,
}

async fn show(cx: EmployeeCx, Path(id): Path<CaseId>, Query(asked): Query<Asked>) -> PageResult {
    page(&cx, id, asked.draft(), Seen::Present).await
}

async fn page(cx: &EmployeeCx, id: CaseId, draft: Draft, seen: Seen) -> Result<Response, WebError> {
    let mut tx = cx.read().await?;
    let Part { page, head, whole, directory } =
        Part::read(cx, &mut tx, id, ("cases-order", "cases-order-lead"), seen, &draft).await?;
    let order = store::find(&mut tx, id).await?;
    let representative = people::list(&mut tx, id)
        .await?
        .into_iter()
        .find(|person| person.ended_at.is_none() && person.details.role == Role::Representative);
    drop(tx);
    Part::looked(cx, id).await?;
    let words = cx.words;
    let card = whole.service.as_ref().map(|service| service.price_cents.unwrap_or_default());
    let draft = if draft.is_typed() {
        draft
    } else {
        let suggested = representative.map_or_else(
            || (whole.case.client_name.clone(), ReceivedAs::Client, String::new()),
            |person| (person.details.name, ReceivedAs::Representative, person.details.basis_document),
        );
        Draft { notice: draft.notice, ..filled(order.as_ref(), card, &whole.case, suggested) }
    };
    html(&View {
        is_live: whole.case.status.is_live(),
        service: whole.service_name(words.0),
        card_price: card.map(|cents| euros(cents, words)).unwrap_or_default(),
        price_words: whole
            .service
            .as_ref()
            .map(|service| service.card.price_words.get(words.0).to_owned())
            .unwrap_or_default(),
        faults: order.as_ref().map_or_else(Vec::new, |order| {
            order.faults(card).into_iter().map(|fault| fault.words(words)).collect()
        }),
        awaits_payment: order.as_ref().is_some_and(Order::is_unpaid),
        paid: order.as_ref().map(|order| paid_words(order, cx)).unwrap_or_default(),
        handed: order.as_ref().map(|order| handed_words(order, cx)).unwrap_or_default(),
        may_hand_out: order.as_ref().is_some_and(|order| order.hold().is_none()),
        delay: order
            .as_ref()
            .and_then(|order| order.delay.as_ref())
            .map(|delay| {
                let to = directory.employee(delay.to);
                let when = words.moment(delay.at);
                words.ta("cases-delay-warned", &[("name", to.into()), ("moment", when.into())])
            })
            .unwrap_or_default(),
        has_order: order.is_some(),
        payments: Payment::options(words),
        formats: Format::options(words),
        places: Place::options(words),
        confirmations: Confirmation::options(words),
        receivers: ReceivedAs::options(words),
        proofs: Proof::options(words),
        page,
        head,
        draft,
    })
}

/// A price in words.
pub(crate) fn euros(cents: i64, words: solits_i18n::Words) -> String {
    if cents == 0 {
        words.t("cases-price-free")
    } else {
        words.ta("cases-price-euros", &[("price", price_text(cents).into())])
    }
}

fn paid_words(order: &Order, cx: &EmployeeCx) -> String {
    let Some(paid) = &order.paid else { return String::new() };
    let words = cx.words;
    let text = words.ta(
        "cases-paid-on",
        &[("how", paid.how.words(words).into()), ("moment", words.moment(paid.at).into())],
    );
    if paid.words.is_empty() { text } else { format!("{text} · {}", paid.words) }
}

fn handed_words(order: &Order, cx: &EmployeeCx) -> String {
    let Some(handed) = &order.handed else { return String::new() };
    let words = cx.words;
    let text = words.ta(
        "cases-handed-to",
        &[
            ("name", handed.to.as_str().into()),
            ("as", handed.received_as.words(words).into()),
            ("moment", words.moment(handed.at).into()),
            ("proof", handed.proof.words(words).into()),
        ],
    );
    if handed.basis.is_empty() { text } else { format!("{text} · {}", handed.basis) }
}

fn filled(
    order: Option<&Order>,
    card: Option<i64>,
    case: &Case,
    (to, received_as, basis): (String, ReceivedAs, String),
) -> Draft {
    let terms = order.map(|order| &order.terms);
    let word = |read: fn(&Terms) -> &str| terms.map(read).unwrap_or_default().to_owned();
    let price = order.map(Order::price_cents).or(card).unwrap_or_default();
    let mut pairs = vec![
        ("purpose", word(|terms| &terms.purpose)),
        ("price", price_text(price)),
        ("price_why", word(|terms| &terms.price_why)),
        ("payment", word(|terms| terms.payment.map_or("", Payment::name))),
        ("format", word(|terms| terms.format.map_or("", Format::name))),
        ("place", word(|terms| terms.place.map_or("", Place::name))),
        ("place_words", word(|terms| &terms.place_words)),
        ("to", to),
        ("received_as", received_as.name().to_owned()),
        ("basis", basis),
    ];
    if order.is_none() && case.client_contact.contains('@') {
        // Where it would be sent to electronically, should that be chosen.
        pairs.retain(|(name, _)| *name != "place_words");
        pairs.push(("place_words", case.client_contact.clone()));
    }
    // The shared form of a page nobody has typed into yet does not count as typed.
    Draft::filled(&pairs)
}

async fn agree(cx: EmployeeCx, Path(id): Path<CaseId>, Form(fields): Form) -> PageResult {
    let mut draft = Draft::of(fields);
    let words = cx.words;
    let price = price_of(draft.get("price"));
    if price.is_none() {
        draft.refuse("price", words.t("cases-bad-price"));
    }
    let terms = Terms {
        purpose: draft.text("purpose", MOST_LINE, words),
        price_cents: price,
        price_why: draft.optional_text("price_why", MOST_LINE, words),
        payment: Payment::parse(draft.get("payment")),
        format: Format::parse(draft.get("format")),
        place: Place::parse(draft.get("place")),
        place_words: draft.optional_text("place_words", MOST_LINE, words),
    };
    if !draft.errors.is_empty() {
        return again(&cx, id, draft, Seen::Present, StatusCode::UNPROCESSABLE_ENTITY).await;
    }
    let mut tx = cx.write().await?;
    let done = actions::agree(&mut tx, &cx.app, &cx.actor(), id, version(&draft), terms).await;
    finish(&cx, tx, id, draft, done, "price_why").await
}

async fn pay(cx: EmployeeCx, Path(id): Path<CaseId>, Form(fields): Form) -> PageResult {
    let mut draft = Draft::of(fields);
    let how = Confirmation::parse(draft.get("paid_how"));
    let text = draft.optional_text("paid_words", MOST_LINE, cx.words);
    if how == Some(Confirmation::FinanceByPhone) && text.is_empty() && draft.errors.is_empty() {
        draft.refuse("paid_words", cx.words.t("cases-phone-confirmation-words"));
    }
    let Some(how) = how else {
        draft.refuse("paid_how", cx.words.t("common-field-choose"));
        return again(&cx, id, draft, Seen::Present, StatusCode::UNPROCESSABLE_ENTITY).await;
    };
    if !draft.errors.is_empty() {
        return again(&cx, id, draft, Seen::Present, StatusCode::UNPROCESSABLE_ENTITY).await;
    }
    let mut tx = cx.write().await?;
    let of = (id, version(&draft));
    let done = actions::confirm_payment(&mut tx, &cx.app, &cx.actor(), of, how, &text).await;
    finish(&cx, tx, id, draft, done, "paid_how").await
}

async fn hand_out(cx: EmployeeCx, Path(id): Path<CaseId>, Form(fields): Form) -> PageResult {
    let mut draft = Draft::of(fields);
    let to = draft.text("to", MOST_CONTACT, cx.words);
    let basis = draft.optional_text("basis", MOST_LINE, cx.words);
    let received_as = ReceivedAs::parse(draft.get("received_as"));
    let proof = Proof::parse(draft.get("proof"));
    for (field, is_missing) in [("received_as", received_as.is_none()), ("proof", proof.is_none())] {
        if is_missing {
            draft.refuse(field, cx.words.t("common-field-choose"));
        }
    }
    if received_as == Some(ReceivedAs::Representative) && basis.is_empty() {
        draft.refuse("basis", cx.words.t("cases-not-represented"));
    }
    let chosen = received_as.zip(proof).filter(|_| draft.errors.is_empty());
    let Some((received_as, proof)) = chosen else {
        return again(&cx, id, draft, Seen::Present, StatusCode::UNPROCESSABLE_ENTITY).await;
    };
    let mut tx = cx.write().await?;
    let of = (id, version(&draft));
    let hand_out = HandOut { to, received_as, basis, proof };
    let done = actions::hand_out(&mut tx, &cx.app, &cx.actor(), of, hand_out).await;
    finish(&cx, tx, id, draft, done, "to").await
}

async fn delay(cx: EmployeeCx, Path(id): Path<CaseId>, Form(fields): Form) -> PageResult {
    let mut draft = Draft::of(fields);
    let reason = draft.text("delay_reason", MOST_LINE, cx.words);
    if !draft.errors.is_empty() {
        return again(&cx, id, draft, Seen::Present, StatusCode::UNPROCESSABLE_ENTITY).await;
    }
    let mut tx = cx.write().await?;
    let of = (id, version(&draft));
    let done = actions::expect_delay(&mut tx, &cx.app, &cx.actor(), of, &reason).await;
    finish(&cx, tx, id, draft, done, "delay_reason").await
}

async fn finish(
    cx: &EmployeeCx,
    tx: solits_db::Tx,
    id: CaseId,
    draft: Draft,
    done: Result<Case, CaseError>,
    field: &'static str,
) -> PageResult {
    match settle(cx, tx, draft, done, field).await? {
        Settled::Done(_) => Ok(see_other(&format!("/cases/{id}/order?notice=kept"))),
        Settled::Again(draft, seen, status) => again(cx, id, draft, seen, status).await,
    }
}

async fn again(cx: &EmployeeCx, id: CaseId, draft: Draft, seen: Seen, status: StatusCode) -> PageResult {
    Ok(with(page(cx, id, draft, seen).await?, status))
}

#[derive(Template)]
#[template(path = "cases/order_slip.html")]
struct SlipView {
    page: Page,
    id: CaseId,
    reference: String,
    institution: String,
    subject: String,
    service: String,
    client: String,
    purpose: String,
    price: String,
    paid: String,
    delivery: String,
    handed: String,
    representative: String,
    today: String,
    clerk: String,
}

/// `GET /cases/{case}/order/slip`: what is printed and signed when documents are handed out.
async fn slip(cx: EmployeeCx, Path(id): Path<CaseId>) -> PageResult {
    let mut tx = cx.read().await?;
    let draft = Draft::default();
    let title = ("cases-order-slip", "cases-order-slip");
    let Part { page, whole, directory, .. } =
        Part::read(&cx, &mut tx, id, title, Seen::Present, &draft).await?;
    let order = store::find(&mut tx, id).await?;
    let institution = solits_organisation::find_institution(&mut tx).await?;
    let representative = people::list(&mut tx, id)
        .await?
        .into_iter()
        .find(|person| person.ended_at.is_none() && person.details.role == Role::Representative);
    drop(tx);
    Part::looked(&cx, id).await?;
    let words = cx.words;
    let terms = order.as_ref().map(|order| &order.terms);
    let delivery = terms.map(|terms| {
        let parts = [
            terms.format.map(|format| format.words(words)).unwrap_or_default(),
            terms.place.map(|place| place.words(words)).unwrap_or_default(),
            terms.place_words.clone(),
        ];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
    });
    html(&SlipView {
        id,
        reference: whole.case.reference.clone(),
        institution: institution.map(|one| one.name.get(words.0).to_owned()).unwrap_or_default(),
        subject: whole.case.subject.clone(),
        service: whole.service_name(words.0),
        client: whole.case.client_name.clone(),
        purpose: terms.map(|terms| terms.purpose.clone()).unwrap_or_default(),
        price: order.as_ref().map(|order| euros(order.price_cents(), words)).unwrap_or_default(),
        paid: order.as_ref().map(|order| paid_words(order, &cx)).unwrap_or_default(),
        delivery: delivery.unwrap_or_default(),
        handed: order.as_ref().map(|order| handed_words(order, &cx)).unwrap_or_default(),
        representative: representative.map(|person| person.details.name).unwrap_or_default(),
        today: words.day(cx.at.day()),
        clerk: directory.employee(cx.me.employee),
        page,
    })
}
