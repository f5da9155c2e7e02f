//! Letters that belong to no case yet, and what came on paper or was said, written down.

use axum::{
    extract::{Path, Query},
    http::HeaderMap,
    response::{IntoResponse as _, Response},
};
use serde::Deserialize;
use solits_access::{Look, look};
use solits_cases::CallOfCase;
use solits_db::Tx;
use solits_kernel::{CaseId, EmployeeId};
use solits_web::{ApiCx, Draft, Json, JsonWithFiles, WebError, saved};
use uuid::Uuid;

use super::{
    bodies::{LetterBody, LettersBody, OpenedBody, SeenToBody, TakenBody},
    day_and_time, files_of, instant, refused,
    sent::{DoneBody, SeenToNowBody, WrittenDownBody},
};
use crate::{
    CorrespondenceError,
    actions::{
        see_to::{self, Said},
        written_down,
    },
    hand::Hand,
    intake::{self, Contact, Taken},
    model::LetterId,
    store::{self, LetterLine, Part, Place},
};

/// Letters in one answer.
const MOST: i64 = 100;

/// Which letters are listed, and where a page of them begins.
#[derive(Deserialize)]
pub(super) struct Asked {
    state: Option<String>,
    before: Option<Uuid>,
}

/// `GET /api/v1/letters`
///
/// A page begins behind a letter, which stays where it was in the order even when it has its case meanwhile.
pub(super) async fn list(cx: ApiCx, Query(asked): Query<Asked>) -> Result<Response, WebError> {
    let part = match asked.state.as_deref() {
        None => Part::Open,
        Some("needs_attention") => Part::Attention,
        Some("set_aside") => Part::Aside,
        Some("seen_to") => Part::SeenTo,
        Some(_) => return Err(WebError::BadRequest),
    };
    let mut tx = cx.read().await?;
    let place = match asked.before.map(LetterId::new) {
        None => Place::LATEST,
        Some(id) => {
            let taken_at = store::find_taken_at(&mut tx, id).await?.ok_or(WebError::NotFound)?;
            Place { taken_at, id }
        }
    };
    let aside = store::list_aside_before(&mut tx, part, place, MOST).await?;
    drop(tx);
    look(cx.write().await?, &cx.app, &cx.actor(), Look::List(aside.len())).await?;
    let is_full = i64::try_from(aside.len()).is_ok_and(|count| count == MOST);
    let next = aside.last().filter(|_| is_full).map(|line| line.id.uuid());
    Ok(Json(LettersBody { letters: aside.into_iter().map(letter).collect(), next }).into_response())
}

/// A letter as other programs get it.
fn letter(line: LetterLine) -> LetterBody {
    let seen_to = line.seen_to_at.map(|at| SeenToBody {
        at: at.to_string(),
        by: line.seen_to_by.map(EmployeeId::uuid),
        why: line.seen_to_why.clone().unwrap_or_default(),
        note: line.seen_to_note.clone().unwrap_or_default(),
    });
    LetterBody {
        id: line.id.uuid(),
        mailbox: line.mailbox_id.uuid(),
        uid: line.uid,
        size: line.size,
        received_at: line.received_at.to_string(),
        can_open: line.can_open(),
        because: line.because.split(',').filter(|code| !code.is_empty()).map(str::to_owned).collect(),
        folder: line.folder,
        state: line.state,
        author: line.author,
        subject: line.subject,
        seen_to,
    }
}

/// `GET /api/v1/letters/{letter}`
pub(super) async fn show(cx: ApiCx, Path(id): Path<LetterId>) -> Result<Response, WebError> {
    let mut tx = cx.read().await?;
    let line = aside(&mut tx, id).await?;
    drop(tx);
    look(cx.write().await?, &cx.app, &cx.actor(), Look::Search(1)).await?;
    Ok(Json(letter(line)).into_response())
}

/// A letter that belongs to no case.
async fn aside(tx: &mut Tx, id: LetterId) -> Result<LetterLine, WebError> {
    store::find_letter(tx, id).await?.filter(LetterLine::is_aside).ok_or(WebError::NotFound)
}

/// `POST /api/v1/letters/{letter}/seen-to`
///
/// One that somebody has seen to already is answered as it stands: a repeated call changes nothing.
pub(super) async fn seen_to(
    cx: ApiCx,
    Path(id): Path<LetterId>,
    Json(body): Json<SeenToNowBody>,
) -> Result<Response, WebError> {
    let mut tx = cx.read().await?;
    aside(&mut tx, id).await?;
    drop(tx);
    let hand = Hand::named(&cx, body.employee, None).await?;
    let mut draft = Draft::filled(&[("why", body.why), ("note", body.note)]);
    let said = Said::typed(&mut draft, cx.words).ok_or_else(|| refused(&draft, &[]))?;
    let mut tx = cx.write().await?;
    see_to::see_to(&mut tx, &hand, &[id], &said).await?;
    let line = aside(&mut tx, id).await?;
    tx.commit().await?;
    Ok(Json(letter(line)).into_response())
}

/// `POST /api/v1/letters/{letter}/take-up`
pub(super) async fn take_up(
    cx: ApiCx,
    Path(id): Path<LetterId>,
    Json(body): Json<DoneBody>,
) -> Result<Response, WebError> {
    let mut tx = cx.read().await?;
    aside(&mut tx, id).await?;
    drop(tx);
    let hand = Hand::named(&cx, body.employee, None).await?;
    let mut tx = cx.write().await?;
    see_to::take_up(&mut tx, &hand, &[id]).await?;
    let line = aside(&mut tx, id).await?;
    tx.commit().await?;
    Ok(Json(letter(line)).into_response())
}

/// `GET /api/v1/letters/{letter}/original`
pub(super) async fn original(cx: ApiCx, Path(id): Path<LetterId>) -> Result<Response, WebError> {
    let mut tx = cx.read().await?;
    let letter = store::find_original(&mut tx, id).await?.ok_or(WebError::NotFound)?;
    drop(tx);
    // One that belongs to a case is fetched with that case, under its rights and its record of looks.
    let letter = Some(letter).filter(|letter| letter.case_id.is_none()).ok_or(WebError::NotFound)?;
    let raw = letter.open()?;
    look(cx.write().await?, &cx.app, &cx.actor(), Look::Search(1)).await?;
    saved(&format!("{id}.eml"), "message/rfc822", raw)
}

/// `POST /api/v1/letters/{letter}/open`
///
/// A letter that has its case already is answered with it: a repeated call opens nothing more.
pub(super) async fn open(
    cx: ApiCx,
    Path(id): Path<LetterId>,
    Json(body): Json<DoneBody>,
) -> Result<Response, WebError> {
    let mut tx = cx.read().await?;
    store::find_original(&mut tx, id).await?.ok_or(WebError::NotFound)?;
    drop(tx);
    let hand = Hand::named(&cx, body.employee, None).await?;
    let case = intake::open_by_hand(&cx.app, &hand.actor(), cx.institution, id).await?;
    let mut tx = cx.read().await?;
    let seen = solits_cases::find(&mut tx, case).await?;
    let body = OpenedBody {
        case: seen.as_ref().map(|case| case.id.uuid()),
        reference: seen.map(|case| case.reference),
    };
    Ok(Json(body).into_response())
}

/// `POST /api/v1/letters`
pub(super) async fn write_down(
    cx: ApiCx,
    headers: HeaderMap,
    JsonWithFiles(body): JsonWithFiles<WrittenDownBody>,
) -> Result<Response, WebError> {
    let hand = Hand::named(&cx, body.employee, None).await?;
    let (contact, call) = contact(&cx, &hand, body, cx.key(&headers)).await?;
    let taken = match take(&cx, &hand, &contact, call.as_ref()).await {
        // The same call twice at once: the first one has made the case, and the second finds it.
        Err(error) if is_conflict(&error) => take(&cx, &hand, &contact, call.as_ref()).await?,
        other => other?,
    };
    let opened = taken.opened;
    let link = format!("{}/i/{}/case/{}", cx.app.config.public_url, hand.me.institution_code, opened.code);
    let nature = taken.classification.nature;
    let body = TakenBody {
        id: CaseId::uuid(opened.case),
        reference: opened.reference,
        code: opened.code,
        short_code: opened.short_code,
        link,
        message: taken.message.uuid(),
        form: nature.form.code().to_owned(),
        matter: nature.matter.code().to_owned(),
    };
    Ok(Json(body).into_response())
}

async fn take(
    cx: &ApiCx,
    hand: &Hand,
    contact: &Contact,
    call: Option<&CallOfCase>,
) -> Result<Taken, CorrespondenceError> {
    let mut tx = cx.write_db().await?;
    let taken = written_down::take(&mut tx, &cx.app, &hand.actor(), contact, call).await?;
    tx.commit().await?;
    Ok(taken)
}

fn is_conflict(error: &CorrespondenceError) -> bool {
    use solits_cases::CaseError;
    match error {
        CorrespondenceError::Db(error) | CorrespondenceError::Case(CaseError::Db(error)) => {
            error.conflict().is_some()
        }
        _ => false,
    }
}

/// What was said, read as the form of the page would hold it, and the call in which it was said.
async fn contact(
    cx: &ApiCx,
    hand: &Hand,
    body: WrittenDownBody,
    key: String,
) -> Result<(Contact, Option<CallOfCase>), WebError> {
    let files = files_of(body.files, cx.words).await?;
    let received = instant("received_at", body.received_at.as_deref(), cx.words)?.unwrap_or(cx.at);
    let (day, time) = day_and_time(received);
    let mut draft = Draft::filled(&[
        ("way", body.way),
        ("letter", body.letter.as_ref().map(Uuid::to_string).unwrap_or_default()),
        ("signed", body.signed.unwrap_or_else(|| "none".to_owned())),
        ("received_on", day),
        ("received_at", time),
        ("name", body.name),
        ("contact", body.contact),
        ("subject", body.subject),
        ("text", body.text),
        ("matter", body.matter.unwrap_or_default()),
        ("service", body.service.as_ref().map(Uuid::to_string).unwrap_or_default()),
        ("branch", body.branch.to_string()),
        ("ticket", body.ticket.as_ref().map(Uuid::to_string).unwrap_or_default()),
        ("call", body.call.as_ref().map(Uuid::to_string).unwrap_or_default()),
        ("key", key),
    ]);
    let mut tx = cx.read().await?;
    let contact = written_down::typed(&mut tx, hand, &mut draft).await?;
    let call = written_down::call_of(&mut tx, &draft).await?;
    drop(tx);
    if let Some(call) = &call {
        // What this employee may not see is not there for the call either.
        Hand::named(cx, Some(hand.me.employee.uuid()), Some(call.case_id)).await?;
    }
    let contact = contact.ok_or_else(|| refused(&draft, &[("received_on", "received_at")]))?;
    Ok((Contact { files, ..contact }, call))
}
