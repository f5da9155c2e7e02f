//! Replies of programs, and what becomes of our letters.

use axum::{extract::Path, http::HeaderMap, response::Response};
use solits_kernel::{CaseId, Timestamp};
use solits_mail::Address;
use solits_web::{ApiCx, Draft, Json, JsonWithFiles, WebError, WrongField};
use solits_written::reply::{Finding, Remark, Weight};

use super::{
    Begun, Call, begin, files_of, instant,
    messages::{ids, written},
    refused,
    sent::{AgainBody, DoneBody, MoveBody, ReplyBody, SettleBody},
    wrong, wrong_fields,
};
use crate::{
    actions::{
        again::{self, Again},
        around::{Around, Leaving, around, plain},
        compose::{
            Looked, MOST_PART, MOST_SUBJECT, SPELLING, Sends, code_of, is_to_come, judge, look_over, where_to,
        },
        leave::{self, Leave},
        parts::Parts,
        posted,
        settle::{self, Done},
        words::insert_template,
    },
    hand::Hand,
    model::{MessageId, TemplateId},
    store::{self, NewFile},
};

/// Fields as the form of a page names them, and as a call does.
const NAMES: [(&str, &str); 4] =
    [("other", "to"), ("postal", "paper"), ("looked", "reply"), ("leave_on", "leaves_at")];

/// Begins a change, or answers at once where the same key made it before.
macro_rules! begun {
    ($cx:expr, $headers:expr, $id:expr, $action:literal, $version:expr) => {
        match begin(&$cx, &$headers, $id, $action, $version).await? {
            Begun::Before(made) => return written(&$cx, $id, &made).await,
            Begun::Now(call) => call,
        }
    };
}
pub(super) use begun;

/// `POST /api/v1/cases/{case}/replies`
pub(super) async fn reply(
    cx: ApiCx,
    Path(id): Path<CaseId>,
    headers: HeaderMap,
    JsonWithFiles(body): JsonWithFiles<ReplyBody>,
) -> Result<Response, WebError> {
    let call = begun!(cx, headers, id, "message.reply", body.version);
    let done = leave_now(&cx, &call, id, body).await;
    let made = call.result(&cx, done).await?;
    written(&cx, id, &made).await
}

/// A reply as it was sent, with its template.
struct Sent {
    parts: Parts,
    draft: Draft,
    leaves_at: Option<Timestamp>,
    leaving: Leaving,
}

async fn leave_now(cx: &ApiCx, call: &Call, id: CaseId, mut body: ReplyBody) -> Result<String, WebError> {
    let hand = Hand::named(cx, body.employee, Some(id)).await?;
    let mut tx = cx.read().await?;
    let around = around(&mut tx, &hand, id).await?;
    drop(tx);
    let files: Vec<NewFile> = files_of(std::mem::take(&mut body.files), cx.words).await?;
    let names: Vec<String> = files.iter().map(|file| file.name.clone()).collect();
    let Sent { parts, mut draft, leaves_at, leaving } = read(&hand, &around, &body)?;
    let looked = look_over(&around, &draft, &parts, &leaving, &names).await?;
    let soon = judge(&hand, &around, &mut draft, &parts, &looked);
    let Some(soon) = soon.filter(|_| draft.errors.is_empty()) else {
        return Err(named(&hand, &draft, &parts, &looked, &body.confirmed));
    };
    let sends_at = leaves_at.map_or(soon, |then| then.max(soon));
    let leave = Leave {
        around: &around,
        parts: &parts,
        leaving: &leaving,
        version: call.version,
        sends_at,
        misspelt: looked.misspelt.map_or(0, |found| found.len()),
        files,
    };
    let mut tx = cx.write().await?;
    let left = leave::leave(&mut tx, &hand, leave).await?;
    call.keep(cx, tx, ids(&left.messages())).await
}

/// Reads a reply as a form would hold it.
fn read(hand: &Hand, around: &Around, body: &ReplyBody) -> Result<Sent, WebError> {
    let words = hand.words;
    let text = |text: &str| text.replace("\r\n", "\n");
    let mut parts = Parts {
        subject: text(&body.subject),
        opening: text(&body.opening),
        main: text(&body.main),
        ending: text(&body.ending),
    };
    if let Some(template) = body.template
        && !insert_template(&mut parts, around, hand, TemplateId::new(template))
    {
        return Err(WebError::Fields(vec![wrong("template", words.t("common-field-not-understood"))]));
    }
    let mut pairs: Vec<(String, String)> =
        parts.each().iter().map(|(_, name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
    let mut push = |name: &str, value: &str| pairs.push((name.to_owned(), value.to_owned()));
    for to in &body.to {
        let address = Address::parse(to);
        let is_meant = |one: &&Address| address.as_ref().is_some_and(|address| one.same_mailbox(address));
        match around.addressees.iter().map(|one| &one.address).find(is_meant) {
            Some(known) => push("to", &plain(known)),
            None => push("other", to),
        }
    }
    for code in &body.confirmed {
        push("confirm", code);
    }
    push("reread", if body.reread { "1" } else { "" });
    push("postal", body.paper.as_deref().unwrap_or_default());
    let mut draft = Draft::of(pairs.into());
    draft.optional_text("subject", MOST_SUBJECT, words);
    for part in ["opening", "main", "ending"] {
        draft.optional_text(part, MOST_PART, words);
    }
    let leaves_at = instant("leaves_at", body.leaves_at.as_deref(), words)?;
    if leaves_at.is_some_and(|then| !is_to_come(hand, then)) {
        draft.refuse("leave_on", words.t("correspondence-reply-later-past"));
    }
    let sends = if body.paper.is_some() { Sends::Paper } else { Sends::Email };
    let leaving = where_to(sends, around, &mut draft, words);
    Ok(Sent { parts, draft, leaves_at, leaving })
}

/// What keeps a reply here, each piece by its name: what is to be mended, and what may be confirmed and with which word.
pub(super) fn named(
    hand: &Hand,
    draft: &Draft,
    parts: &Parts,
    looked: &Looked,
    confirmed: &[String],
) -> WebError {
    let mut errors = wrong_fields(draft, &NAMES);
    let language = hand.words.0;
    let stands = |remark: &&Remark| match remark.weight {
        Weight::Refuses => true,
        Weight::AsksToConfirm => !confirmed.contains(&code_of(&remark.finding)),
        Weight::Advises => false,
    };
    let remarks = looked.remarks.iter().filter(|remark| remark.finding != Finding::NotReread);
    errors.extend(remarks.filter(stands).map(|remark| WrongField {
        field: field_of(remark, parts),
        text: remark.text.get(language).to_owned(),
        confirm: (remark.weight == Weight::AsksToConfirm).then(|| code_of(&remark.finding)),
    }));
    if !draft.error("looked").is_empty() && !confirmed.iter().any(|code| code == SPELLING) {
        errors.extend(looked.misspelt.iter().flatten().map(|one| WrongField {
            field: one.field.to_owned(),
            text: one.mistake.word.clone(),
            confirm: Some(SPELLING.to_owned()),
        }));
    }
    WebError::Fields(errors)
}

/// The field of a call that a remark is about.
fn field_of(remark: &Remark, parts: &Parts) -> String {
    use Finding::{
        AttachmentMissing, NoRecipient, PartMissing, PersonalDataToSeveral, PersonalDataToUnexpected,
        SignatureField, UnexpectedRecipient,
    };
    let part = match &remark.finding {
        PartMissing(part) => Some(*part),
        _ => remark.place.map(|place| place.part),
    };
    let field = parts.each().into_iter().find(|(one, _, _)| Some(*one) == part).map(|(_, field, _)| field);
    let field = match &remark.finding {
        SignatureField(_) => "signature",
        AttachmentMissing => "files",
        NoRecipient | UnexpectedRecipient | PersonalDataToSeveral(_) | PersonalDataToUnexpected(_) => "to",
        _ => field.unwrap_or("reply"),
    };
    field.to_owned()
}

/// `POST /api/v1/cases/{case}/messages/{message}/take-back`
pub(super) async fn take_back(
    cx: ApiCx,
    Path((id, message)): Path<(CaseId, MessageId)>,
    headers: HeaderMap,
    Json(body): Json<DoneBody>,
) -> Result<Response, WebError> {
    let call = begun!(cx, headers, id, "message.take_back", None);
    let hand = hand_for(&cx, id, message, body.employee).await?;
    let doing = async {
        let mut tx = cx.write().await?;
        leave::take_back(&mut tx, &hand, id, message).await?;
        call.keep(&cx, tx, ids(&[message])).await
    };
    let made = call.result(&cx, doing.await).await?;
    written(&cx, id, &made).await
}

/// The employee who is named, once the letter is known to be there.
async fn hand_for(
    cx: &ApiCx,
    case: CaseId,
    message: MessageId,
    named: Option<uuid::Uuid>,
) -> Result<Hand, WebError> {
    let mut tx = cx.read().await?;
    store::find_written(&mut tx, case, message).await?.ok_or(WebError::NotFound)?;
    drop(tx);
    Hand::named(cx, named, Some(case)).await
}

/// `POST /api/v1/cases/{case}/messages/{message}/move`
pub(super) async fn move_to(
    cx: ApiCx,
    Path((id, message)): Path<(CaseId, MessageId)>,
    headers: HeaderMap,
    Json(body): Json<MoveBody>,
) -> Result<Response, WebError> {
    let call = begun!(cx, headers, id, "message.move", None);
    let hand = hand_for(&cx, id, message, body.employee).await?;
    let then = instant("leaves_at", Some(&body.leaves_at), cx.words)?;
    let doing = async {
        let mut tx = cx.write().await?;
        again::move_to(&mut tx, &hand, (id, message), then).await?;
        call.keep(&cx, tx, ids(&[message])).await
    };
    let made = call.result(&cx, doing.await).await?;
    written(&cx, id, &made).await
}

/// `POST /api/v1/cases/{case}/messages/{message}/again`
pub(super) async fn again(
    cx: ApiCx,
    Path((id, message)): Path<(CaseId, MessageId)>,
    headers: HeaderMap,
    Json(body): Json<AgainBody>,
) -> Result<Response, WebError> {
    let call = begun!(cx, headers, id, "message.again", None);
    let hand = hand_for(&cx, id, message, body.employee).await?;
    let mut tx = cx.read().await?;
    let again = Again::of(&mut tx, &hand, id, message).await?;
    drop(tx);
    let confirm = if body.confirmed { "1" } else { "" };
    let mut draft = Draft::filled(&[("to", body.to), ("confirm", confirm.to_owned())]);
    let to = again.judge(&hand, &mut draft);
    let to = to.ok_or_else(|| refused(&draft, &[("other", "to"), ("confirm", "confirmed")]))?;
    let doing = async {
        let mut tx = cx.write().await?;
        let sent = again.send(&mut tx, &hand, &to).await?;
        call.keep(&cx, tx, ids(&[sent])).await
    };
    let made = call.result(&cx, doing.await).await?;
    written(&cx, id, &made).await
}

/// `POST /api/v1/cases/{case}/messages/{message}/posted`
pub(super) async fn posted(
    cx: ApiCx,
    Path((id, message)): Path<(CaseId, MessageId)>,
    headers: HeaderMap,
    Json(body): Json<DoneBody>,
) -> Result<Response, WebError> {
    let call = begun!(cx, headers, id, "message.posted", None);
    let hand = hand_for(&cx, id, message, body.employee).await?;
    let doing = async {
        let mut tx = cx.write().await?;
        posted::posted(&mut tx, &hand, id, message).await?;
        call.keep(&cx, tx, ids(&[message])).await
    };
    let made = call.result(&cx, doing.await).await?;
    written(&cx, id, &made).await
}

/// `POST /api/v1/cases/{case}/messages/{message}/returned`
pub(super) async fn returned(
    cx: ApiCx,
    Path((id, message)): Path<(CaseId, MessageId)>,
    headers: HeaderMap,
    Json(body): Json<SettleBody>,
) -> Result<Response, WebError> {
    let call = begun!(cx, headers, id, "message.returned", None);
    let hand = hand_for(&cx, id, message, body.employee).await?;
    let mut tx = cx.read().await?;
    store::find_returned(&mut tx, id, message).await?.ok_or(WebError::NotFound)?;
    let around = around(&mut tx, &hand, id).await?;
    drop(tx);
    let mut draft = Draft::filled(&[("how", body.how), ("postal", body.paper), ("note", body.note)]);
    let said = Done::typed(&mut draft, cx.words).ok_or_else(|| refused(&draft, &NAMES))?;
    let doing = async {
        let mut tx = cx.write().await?;
        let paper = settle::settle(&mut tx, &hand, &around, message, said).await?;
        let all: Vec<MessageId> = [Some(message), paper].into_iter().flatten().collect();
        call.keep(&cx, tx, ids(&all)).await
    };
    let made = call.result(&cx, doing.await).await?;
    written(&cx, id, &made).await
}
