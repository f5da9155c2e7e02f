//! The receipt in plain language, and the same before sending: what would be done by when.

use askama::Template;
use solits_db::Tx;
use solits_kernel::{BranchId, CaseId, Text};
use solits_organisation::Service;
use solits_web::{Page, PublicCx, WebError, qr_svg};
use solits_written::{
    classify::{self, Author, Signature},
    receipt::{Receipt, Step},
};

use super::{Offered, asked::Typed};
use crate::{
    intake::{self, Contact, Taken},
    outgoing,
    portal::confirming::Channel,
};

/// Something we will do.
pub(super) struct StepView {
    pub(super) what: String,
    pub(super) by: String,
    pub(super) why: String,
    pub(super) at_most: String,
}

#[derive(Template)]
#[template(path = "correspondence/portal_receipt.html")]
pub(super) struct ReceiptView {
    page: Page,
    reference: String,
    received: String,
    asked: String,
    own_words: Vec<String>,
    files: Vec<String>,
    steps: Vec<StepView>,
    /// Who holds it, in a sentence.
    holder: String,
    if_late: Vec<String>,
    link: String,
    qr: String,
    short_code: String,
    has_contact: bool,
    /// The address that has to confirm itself; empty for none.
    letter_to: String,
    /// How the client hears of it, where not by e-mail.
    told_by: String,
}

/// The receipt of what was taken in.
pub(super) fn view(
    cx: &PublicCx,
    taken: &Taken,
    typed: &Typed,
    files: Vec<String>,
    mailed: bool,
) -> ReceiptView {
    let words = cx.words;
    let Receipt { reference, received, asked, steps, holder, if_late, page } = &taken.receipt;
    let said = |text: &Text| text.get(words.0).to_owned();
    let link = page.clone().unwrap_or_default();
    let contact = &typed.contact;
    ReceiptView {
        reference: reference.clone(),
        received: said(received),
        asked: said(&asked.what),
        own_words: contact.text.lines().map(str::to_owned).collect(),
        files,
        steps: steps.iter().map(|step| step_view(step, cx)).collect(),
        holder: holder.as_ref().map(said).unwrap_or_default(),
        if_late: if_late.iter().map(said).collect(),
        qr: qr_svg(&link, &words.t("correspondence-qr-label")),
        link,
        short_code: taken.opened.short_code.clone(),
        has_contact: !contact.address.is_empty(),
        letter_to: if mailed { contact.address.clone() } else { String::new() },
        told_by: match typed.channel {
            Channel::Sms => words.t("correspondence-told-sms"),
            Channel::Letter => words.t("correspondence-told-letter"),
            Channel::Phone => words.t("correspondence-told-phone"),
            Channel::EAddress => words.t("correspondence-told-e-address"),
            Channel::Email | Channel::None => String::new(),
        },
        page: cx.page(words.t("correspondence-received-title")),
    }
}

fn step_view(step: &Step, cx: &PublicCx) -> StepView {
    let said = |text: &Text| text.get(cx.words.0).to_owned();
    StepView {
        what: said(&step.what),
        by: step.by.as_ref().map(|by| outgoing::capital(&said(&by.words))).unwrap_or_default(),
        why: step.by.as_ref().map(|by| said(&by.why)).unwrap_or_default(),
        at_most: step.at_most.as_ref().map(|by| said(&by.words)).unwrap_or_default(),
    }
}

/// What would be done by when, if it were sent now: counted the same way as for the receipt.
pub(super) async fn if_sent_now(
    tx: &mut Tx,
    cx: &PublicCx,
    offered: Offered,
    service: Option<&Service>,
    branch: BranchId,
) -> Result<Vec<StepView>, WebError> {
    let nobody = solits_kernel::EmployeeId::new(uuid::Uuid::nil());
    let contact = Contact {
        way: offered.way,
        author: Author::Named,
        signature: Signature::None,
        name: String::new(),
        address: String::new(),
        subject: String::new(),
        text: String::new(),
        chosen: Some(offered.matter),
        service: service.map(|service| service.id),
        ticket: None,
        branch,
        keeper: nobody,
        letter: None,
        names: Vec::new(),
        thread: Vec::new(),
        attention: Vec::new(),
        is_formatted: false,
        may_belong: Vec::new(),
        files: Vec::new(),
        kept_files: 0,
        received: cx.at,
        key: String::new(),
    };
    let classification = classify::classify(&classify::Contact {
        way: contact.way,
        author: contact.author,
        signature: contact.signature,
        subject: "",
        text: "",
        chosen: contact.chosen,
    });
    let opened = solits_cases::Opened {
        case: CaseId::new(uuid::Uuid::nil()),
        reference: String::new(),
        code: String::new(),
        short_code: String::new(),
    };
    let receipt = intake::receipt_of(tx, &cx.app, &contact, classification.nature, &opened, None).await?;
    Ok(receipt.steps.iter().map(|step| step_view(step, cx)).filter(|step| !step.by.is_empty()).collect())
}
