//! `/cases/{case}/reply`: a reply in the order the standard prescribes, looked over before it leaves.
//!
//! What is typed is kept as it is sent: a refused reply, a look at what the standard says of it, and a draft left for
//! tomorrow are all the author's own. A letter stays for some seconds, in which it can be taken back.
#![expect(
    clippy::cmp_owned,
    reason = "the macro for a choice compares written values of any type; here both are texts already"
)]

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::Path;
use solits_access::{Look, look};
use solits_cases::{Case, Status};
use solits_db::Tx;
use solits_i18n::Words;
use solits_kernel::{CaseId, Lang, Text};
use solits_mail::{Address, MessageId as LetterName};
use solits_web::{EmployeeCx, Form, Page, PageResult, WebError, html, see_other};
use solits_written::reply::{
    Addressee, Carrier, Draft as Reply, Finding, Reading, Recipient, Relation, Remark, ReplyRules,
    SignatureField, Weight, greeting, may_leave, review,
};

use super::draft::{Draft, unprocessable};
use crate::{
    model::{Mailbox, MessageId, OutKind, Party},
    outgoing::{self, Letter},
    store::{self, KeptReply},
};

/// Longest subject and longest part of a reply.
const MOST_SUBJECT: usize = 200;
const MOST_PART: usize = 8_000;
/// A letter waits so long before it leaves, and can be taken back until then.
const UNDO_SECONDS: i64 = 20;

struct RemarkView {
    badge: &'static str,
    text: String,
    source: String,
    /// The value that confirms it; empty where nothing has to be confirmed.
    confirm: String,
    is_confirmed: bool,
}

#[derive(Template)]
#[template(path = "correspondence/reply.html")]
struct View {
    page: Page,
    case: CaseId,
    reference: String,
    version: i64,
    recipients: Vec<(String, String)>,
    why_not: String,
    remarks: Vec<RemarkView>,
    signature: Vec<String>,
    asks_rereading: bool,
    kept_at: String,
    draft: Draft,
}

/// What a reply is written with.
struct Around {
    case: Case,
    parties: Vec<Party>,
    mailbox: Option<Mailbox>,
    rules: ReplyRules,
    signature: BTreeMap<SignatureField, String>,
    answers: Option<String>,
    lang: Lang,
    /// Where the client is invited to give an opinion; empty where the standard does not ask for it.
    invitation: String,
}

async fn around(tx: &mut Tx, cx: &EmployeeCx, id: CaseId) -> Result<Around, WebError> {
    let case = solits_cases::find(tx, id).await?.ok_or(WebError::NotFound)?;
    let parties = store::list_parties(tx, id).await?;
    let mailboxes = store::list_mailboxes(tx).await?;
    let there = mailboxes.iter().find(|one| one.is_active && one.branch == case.branch);
    let mailbox = there.or_else(|| mailboxes.iter().find(|one| one.is_active)).cloned();
    let loaded = cx.app.heart.loaded(tx).await?;
    let branch = solits_organisation::find_branch(tx, case.branch).await?;
    let me = solits_organisation::find_employee(tx, cx.me.employee).await?.ok_or(WebError::NotFound)?;
    let institution = solits_organisation::find_institution(tx).await?.ok_or(WebError::NotFound)?;
    let own: Vec<String> = mailboxes.iter().map(|one| one.address.clone()).collect();
    let rules = loaded
        .standard(cx.at)
        .map(|(_, standard)| ReplyRules::of(&standard, own.clone()))
        .unwrap_or_default();
    let messages = store::list_messages(tx, id).await?;
    let asked = messages.iter().rev().find(|one| one.direction == "in").map(|one| one.text.clone());
    let lang = outgoing::language_of(&asked.unwrap_or_default());
    let invitation = match &rules.invitation {
        Some(_) => format!("{}/i/{}/write", cx.app.config.public_url, cx.me.institution_code),
        None => String::new(),
    };
    let (given, surname) = me.name.rsplit_once(' ').unwrap_or((me.name.as_str(), ""));
    let phone = if me.phone.is_empty() {
        branch.as_ref().map(|branch| branch.phone.clone()).unwrap_or_default()
    } else {
        me.phone.clone()
    };
    let signature = BTreeMap::from([
        (SignatureField::GivenName, given.to_owned()),
        (SignatureField::Surname, surname.to_owned()),
        (SignatureField::Institution, institution.name.get(lang).to_owned()),
        (SignatureField::Post, me.post.clone()),
        (SignatureField::Phone, phone),
        (
            SignatureField::Email,
            mailbox.as_ref().map_or_else(|| me.email.clone(), |mailbox| mailbox.address.clone()),
        ),
        (SignatureField::Website, cx.app.config.public_url.clone()),
    ]);
    Ok(Around {
        answers: store::find_last_name(tx, id).await?,
        case,
        parties,
        mailbox,
        rules,
        signature,
        lang,
        invitation,
    })
}

/// `GET /cases/{case}/reply`
pub(crate) async fn form(cx: EmployeeCx, Path(id): Path<CaseId>) -> PageResult {
    look(cx.write().await?, &cx.app, &cx.actor(), Look::Case(id)).await?;
    let mut tx = cx.read().await?;
    let around = around(&mut tx, &cx, id).await?;
    let kept = store::find_reply(&mut tx, id, cx.me.employee).await?;
    drop(tx);
    let (draft, kept_at) = match kept {
        Some(kept) => (
            Draft::filled(&[
                ("subject", kept.subject),
                ("opening", kept.opening),
                ("main", kept.main),
                ("ending", kept.ending),
            ]),
            cx.words.moment(kept.saved_at),
        ),
        None => (Draft::filled(&beginning(&around)), String::new()),
    };
    view(&cx, &around, draft, &[], kept_at)
}

/// How a reply begins: greeting and what it answers; the ending thanks and leaves the next step to its author.
fn beginning(around: &Around) -> [(&'static str, String); 4] {
    let said = |lv: &str, en: &str| Text::new(lv, en).get(around.lang).to_owned();
    let given = around.case.client_name.split_whitespace().next();
    let greeting = greeting(None, given, around.lang);
    let on = around.case.opened_at.day();
    let reference = &around.case.reference;
    let refers = match around.lang {
        Lang::Lv => format!(
            "Atbildam uz Jūsu {:02}.{:02}.{} vēstuli (lieta {reference}).",
            on.day(),
            on.month(),
            on.year()
        ),
        Lang::En => format!(
            "This answers your letter of {:02}.{:02}.{} (case {reference}).",
            on.day(),
            on.month(),
            on.year()
        ),
    };
    let subject = if around.case.subject.starts_with("Re:") {
        around.case.subject.clone()
    } else {
        format!("Re: {}", around.case.subject)
    };
    [
        ("subject", subject),
        ("opening", format!("{greeting}\n{refers}")),
        ("main", String::new()),
        ("ending", said("Paldies, ka rakstījāt!", "Thank you for writing!")),
    ]
}

fn reply_of(around: &Around, draft: &Draft, to: Option<&Address>) -> Reply {
    let name = &around.case.client_name;
    let addressee = name
        .rsplit_once(' ')
        .map(|(given, surname)| Addressee { given: given.to_owned(), surname: surname.to_owned() });
    Reply {
        lang: around.lang,
        recipients: to
            .map(|to| Recipient {
                address: format!("{}@{}", to.local(), to.domain()),
                relation: Relation::Client,
            })
            .into_iter()
            .collect(),
        carrier: Carrier::OpenEmail,
        addressee,
        subject: draft.get("subject").to_owned(),
        opening: draft.get("opening").to_owned(),
        main: draft.get("main").to_owned(),
        ending: draft.get("ending").to_owned(),
        signature: around.signature.clone(),
        attachments: Vec::new(),
        invitation: Some(around.invitation.clone()).filter(|link| !link.is_empty()),
        reading: if draft.get("reread") == "1" { Reading::Confirmed } else { Reading::Outstanding },
    }
}

/// The name by which a remark is confirmed.
fn code_of(finding: &Finding) -> String {
    format!("{finding:?}").chars().filter(char::is_ascii_alphanumeric).collect()
}

fn view(cx: &EmployeeCx, around: &Around, draft: Draft, remarks: &[Remark], kept_at: String) -> PageResult {
    let words = cx.words;
    let confirmed: Vec<&str> = draft.all("confirm").collect();
    let remarks = remarks
        .iter()
        // The tick under the form says it already.
        .filter(|remark| remark.finding != Finding::NotReread)
        .map(|remark| {
            let code = code_of(&remark.finding);
            RemarkView {
                badge: match remark.weight {
                    Weight::Refuses => "late",
                    Weight::AsksToConfirm => "soon",
                    Weight::Advises => "plain",
                },
                text: remark.text.get(words.0).to_owned(),
                source: remark
                    .origin
                    .as_ref()
                    .map(|origin| format!("{} {}", origin.document, origin.paragraph))
                    .unwrap_or_default(),
                is_confirmed: confirmed.contains(&code.as_str()),
                confirm: if remark.weight == Weight::AsksToConfirm { code } else { String::new() },
            }
        })
        .collect();
    let recipients = around.parties.iter().map(|party| {
        let address = format!("{}@{}", party.address.local(), party.address.domain());
        (address.clone(), address)
    });
    html(&View {
        case: around.case.id,
        reference: around.case.reference.clone(),
        version: around.case.version,
        recipients: recipients.collect(),
        why_not: why_not(around, words),
        remarks,
        signature: signature_lines(around).into_iter().chain(invitation_lines(around)).collect(),
        asks_rereading: around.rules.rereading.is_some(),
        kept_at,
        draft,
        page: cx.page(
            words.ta("correspondence-reply-to", &[("reference", around.case.reference.as_str().into())]),
        ),
    })
}

/// Why no reply can leave from here; empty where one can.
fn why_not(around: &Around, words: Words) -> String {
    if around.mailbox.is_none() {
        return words.t("correspondence-reply-no-mailbox");
    }
    if around.parties.is_empty() {
        return words.t("correspondence-reply-nobody");
    }
    if !matches!(around.case.status, Status::Open | Status::WaitingClient) {
        return words.t("correspondence-reply-ended");
    }
    String::new()
}

fn signature_lines(around: &Around) -> Vec<String> {
    use SignatureField::{Email, GivenName, Institution, Phone, Post, Surname};
    let get = |field: SignatureField| around.signature.get(&field).cloned().unwrap_or_default();
    let name = format!("{} {}", get(GivenName), get(Surname));
    let lines = [name.trim().to_owned(), get(Post), get(Institution), get(Phone), get(Email)];
    lines.into_iter().filter(|line| !line.is_empty()).collect()
}

/// The invitation to give an opinion, under the signature (H-11).
fn invitation_lines(around: &Around) -> Option<String> {
    let words = Text::new("Pastāstiet, vai atbilde palīdzēja:", "Tell us whether this answer has helped:");
    let link = Some(&around.invitation).filter(|link| !link.is_empty())?;
    Some(format!("{}\n{link}", words.get(around.lang)))
}

/// `POST /cases/{case}/reply`: looked over, kept, or sent, by the button that was pressed.
pub(crate) async fn send(cx: EmployeeCx, Path(id): Path<CaseId>, Form(fields): Form) -> PageResult {
    let version: i64 = fields.parse("version").ok_or(WebError::BadRequest)?;
    let is_sending = fields.has("send");
    let mut draft = Draft::of(fields);
    let mut tx = cx.read().await?;
    let around = around(&mut tx, &cx, id).await?;
    drop(tx);
    let kept = KeptReply {
        lang: if around.lang == Lang::Lv { "lv" } else { "en" }.to_owned(),
        subject: draft.optional_text("subject", MOST_SUBJECT, cx.words),
        opening: draft.optional_text("opening", MOST_PART, cx.words),
        main: draft.optional_text("main", MOST_PART, cx.words),
        ending: draft.optional_text("ending", MOST_PART, cx.words),
        saved_at: cx.at,
    };
    // Kept before anything is judged: whatever is wrong with it, it is not lost.
    if draft.errors.is_empty() {
        let mut tx = cx.write().await?;
        store::keep_reply(&mut tx, id, cx.me.employee, &kept).await?;
        tx.commit().await?;
    }
    let chosen = around
        .parties
        .iter()
        .find(|party| draft.get("to") == format!("{}@{}", party.address.local(), party.address.domain()));
    let to =
        chosen.or(around.parties.first().filter(|_| around.parties.len() == 1)).map(|party| &party.address);
    let remarks = review(&reply_of(&around, &draft, to), &around.rules);
    let confirmed: Vec<Finding> = remarks
        .iter()
        .filter(|remark| draft.all("confirm").any(|code| code == code_of(&remark.finding)))
        .map(|remark| remark.finding.clone())
        .collect();
    if remarks.iter().any(|remark| remark.finding == Finding::NotReread) && is_sending {
        draft.refuse("reread", cx.words.t("correspondence-reply-reread-first"));
    }
    if is_sending && around.parties.len() > 1 && chosen.is_none() {
        draft.refuse("to", cx.words.t("correspondence-reply-choose"));
    }
    let kept_at = cx.words.moment(cx.at);
    if !is_sending && draft.errors.is_empty() {
        return view(&cx, &around, draft, &remarks, kept_at);
    }
    let (Some(mailbox), Some(to)) = (around.mailbox.as_ref(), to) else {
        return Ok(unprocessable(view(&cx, &around, draft, &remarks, kept_at)?));
    };
    let ended = !matches!(around.case.status, Status::Open | Status::WaitingClient);
    if ended || !draft.errors.is_empty() || !may_leave(&remarks, &confirmed) {
        return Ok(unprocessable(view(&cx, &around, draft, &remarks, kept_at)?));
    }
    leave(&cx, &around, mailbox, to, version, &kept).await?;
    Ok(see_other(&format!("/cases/{id}/letters?notice=sent")))
}

/// The case is answered and the letter is in the outbox, in one transaction.
async fn leave(
    cx: &EmployeeCx,
    around: &Around,
    mailbox: &Mailbox,
    to: &Address,
    version: i64,
    kept: &KeptReply,
) -> Result<(), WebError> {
    let id = around.case.id;
    let mut parts = vec![
        kept.opening.clone(),
        kept.main.clone(),
        kept.ending.clone(),
        signature_lines(around).join("\n"),
    ];
    parts.extend(invitation_lines(around));
    let text = parts.join("\n\n");
    let answers = around.answers.as_deref().and_then(LetterName::parse);
    let mut tx = cx.write().await?;
    solits_cases::answer(&mut tx, &cx.app, &cx.actor(), id, version, &text).await?;
    let letter = Letter {
        case: id,
        kind: OutKind::Reply,
        to,
        subject: kept.subject.clone(),
        text,
        answers: answers.as_ref(),
        not_before: cx.at.plus_seconds(UNDO_SECONDS),
        files: Vec::new(),
        planned_at: None,
    };
    outgoing::write(&mut tx, &cx.app, &cx.actor(), mailbox, &around.case.reference, letter)
        .await
        .map_err(WebError::from)?;
    store::forget_reply(&mut tx, id, cx.me.employee).await?;
    Ok(tx.commit().await?)
}

/// `POST /cases/{case}/letters/{message}/take-back`: while it has not left.
pub(crate) async fn take_back(
    cx: EmployeeCx,
    Path((case, message)): Path<(CaseId, MessageId)>,
    Form(_): Form,
) -> PageResult {
    let mut tx = cx.write().await?;
    solits_cases::find(&mut tx, case).await?.ok_or(WebError::NotFound)?;
    let written = store::find_written(&mut tx, case, message).await?.ok_or(WebError::NotFound)?;
    if written.employee_id != Some(cx.me.employee) {
        return Err(WebError::NotFound);
    }
    if !store::take_back(&mut tx, message, cx.at).await? {
        return Err(WebError::Conflict("correspondence-has-left"));
    }
    solits_cases::take_up_again(&mut tx, &cx.app, &cx.actor(), case).await?;
    tx.commit().await?;
    Ok(see_other(&format!("/cases/{case}/letters?notice=taken-back")))
}
