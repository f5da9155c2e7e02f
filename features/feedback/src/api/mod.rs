//! `/api/v1/feedback`: the four registers of feedback for other programs.
//!
//! A program acts for the employee whom it names, and only in what is there for both: what its token does not show is not
//! there, and neither is what is hidden from the employee. A step names the version it was decided on, or with `If-Match` its
//! tag; without either it is taken as things stand. A repeated `Idempotency-Key` changes nothing more.

mod change;
mod client;
mod figures;
mod new;
mod read;
mod rungs;
mod sent;
mod shown;

use axum::{
    http::{HeaderMap, Method},
    response::{IntoResponse as _, Response},
};
use solits_cases::Case;
use solits_db::Tx;
use solits_journal::{Actor, By};
use solits_kernel::{CaseId, EmployeeId, Viewer};
use solits_web::{
    ApiCx, ApiDoc, IfMatch, Json, KEEP_FEEDBACK, Right, Routes, Schema, Tag, Tagged, WebError, recall,
    remember, rights_of, schema,
};
use solits_written::nature::FeedbackKind;
use uuid::Uuid;

use crate::{
    actions::{FeedbackError, Found, given::Wrong},
    model::{Record, register_of},
    store,
};
use sent::{
    CheckBody, CloseBody, ExamineBody, NewBody, NextBody, PublishBody, ReceptionBody, RegisterBody, ToldBody,
};
use shown::{FiguresBody, ListBody, OpenedBody, StateBody, WholeBody};

/// The right to work on cases, which whoever a step is taken for has to have.
const WORK: Right = "cases.work";
const READS: Right = "feedback.read";
const WRITES: Right = "feedback.write";

/// The routes of other programs.
pub(crate) fn routes() -> Routes {
    let listed = ApiDoc {
        query: &[
            ("kind", "complaint, claim, suggestion or praise; complaint unless said"),
            ("status", "to_register, nobody_decides, examined, to_tell, told or closed"),
            ("unit", "Id of the unit it concerns"),
            ("from", "Received on this day or later; the last year unless said"),
            ("to", "Received on this day or earlier"),
            ("before", "What stands below this case, the last one of the answer before"),
        ],
        ..doc("A register of feedback, the latest first", None, Some(schema::<ListBody>))
    };
    let one =
        ApiDoc { tagged: Tagged::Shown, ..doc("Feedback with its steps", None, Some(schema::<WholeBody>)) };
    let counted = ApiDoc {
        query: &[("months", "Of the last 3, 12 or 24 months; 12 unless said")],
        ..doc("What the feedback of a time comes to", None, Some(schema::<FiguresBody>))
    };
    let taken = doc("Take feedback down", Some(schema::<NewBody>), Some(schema::<OpenedBody>));
    Routes::new()
        .api(Method::GET, "/api/v1/feedback", READS, listed, read::list)
        .api(Method::POST, "/api/v1/feedback", WRITES, taken, new::create)
        .api(Method::GET, "/api/v1/feedback/figures", READS, counted, figures::show)
        .api(Method::GET, "/api/v1/feedback/{case}", READS, one, read::show)
        .merge(steps())
        .merge(client::routes())
}

/// What is done with one piece of feedback.
fn steps() -> Routes {
    let step = |summary, body: Schema| ApiDoc {
        tagged: Tagged::Guarded,
        ..doc(summary, Some(body), Some(schema::<StateBody>))
    };
    let register = step("Say whom or what feedback concerns", schema::<RegisterBody>);
    let examine = step("Rule on feedback, as whoever decides", schema::<ExamineBody>);
    let check = step("Say whether a measure was done and helped", schema::<CheckBody>);
    let told = step("The author knows the ruling", schema::<ToldBody>);
    let next = step("Pass feedback on to the next rung", schema::<NextBody>);
    let reception = step("Offer the author a reception", schema::<ReceptionBody>);
    let publish = step("Publish what was changed, or take it back", schema::<PublishBody>);
    let close = step("Close feedback", schema::<CloseBody>);
    Routes::new()
        .api(Method::POST, "/api/v1/feedback/{case}/register", WRITES, register, change::register)
        .api(Method::POST, "/api/v1/feedback/{case}/examine", WRITES, examine, change::examine)
        .api(Method::POST, "/api/v1/feedback/{case}/measures/{number}", WRITES, check, change::check)
        .api(Method::POST, "/api/v1/feedback/{case}/told", WRITES, told, change::told)
        .api(Method::POST, "/api/v1/feedback/{case}/next", WRITES, next, change::next)
        .api(Method::POST, "/api/v1/feedback/{case}/reception", WRITES, reception, change::reception)
        .api(Method::POST, "/api/v1/feedback/{case}/publish", WRITES, publish, change::publish)
        .api(Method::POST, "/api/v1/feedback/{case}/close", WRITES, close, change::close)
}

fn doc(summary: &'static str, request: Option<Schema>, response: Option<Schema>) -> ApiDoc {
    ApiDoc { summary, request, response, ..ApiDoc::default() }
}

/// The employee for whom a call is made: whoever is signed in, else the one whom the program names. From here on the
/// transaction shows what is there for them, as their own pages do.
async fn acting(tx: &mut Tx, cx: &ApiCx, named: Option<Uuid>, demands: Right) -> Result<Actor, WebError> {
    let named = match cx.by {
        By::Employee(id) => Some(id),
        _ => named.map(EmployeeId::new),
    };
    let found = match named {
        Some(id) => solits_organisation::find_employee(tx, id).await?,
        None => None,
    };
    let employee = found.filter(|one| one.active).ok_or(Wrong::Employee)?;
    let rights = rights_of(&employee.roles);
    if !rights.contains(&demands) {
        return Err(WebError::Refused("feedback-no-right"));
    }
    let viewer = Viewer::Employee { id: employee.id, keeps_feedback: rights.contains(&KEEP_FEEDBACK) };
    let scope = tx.scope().cloned().ok_or(WebError::NotFound)?;
    tx.enter(scope.seen_by(viewer));
    Ok(Actor { by: By::Employee(employee.id), at: cx.at })
}

/// Feedback that the caller may see. What nobody has taken in yet is shown as it will be taken in.
async fn find(tx: &mut Tx, id: CaseId) -> Result<(Case, FeedbackKind, Record), WebError> {
    let case = solits_cases::find(tx, id).await?.ok_or(WebError::NotFound)?;
    let kind = register_of(case.kind).ok_or(WebError::NotFound)?;
    let record = match store::find(tx, id).await? {
        Some(record) => record,
        None => Record::untaken(&case, kind),
    };
    Ok((case, kind, record))
}

/// Who takes a step, and on which version.
#[derive(Clone, Copy, Debug)]
struct Step {
    named: Option<Uuid>,
    version: Option<i64>,
    /// The right it takes.
    demands: Right,
}

/// A step that is about to be taken.
struct Call {
    tx: Tx,
    actor: Actor,
    found: Found,
}

/// Begins a step: once for each key, in the state the caller has seen. `None` where the same key took it before.
async fn begin(
    cx: &ApiCx,
    headers: &HeaderMap,
    id: CaseId,
    action: &'static str,
    by: Step,
) -> Result<Option<Call>, WebError> {
    let (key, demanded) = (cx.key(headers), IfMatch::of(headers)?);
    let mut tx = cx.write().await?;
    // What is not there for the program is answered like none, whoever it names.
    find(&mut tx, id).await?;
    if recall(&mut tx, action, &key).await?.is_some() {
        return Ok(None);
    }
    let actor = acting(&mut tx, cx, by.named, by.demands).await?;
    let found = Found::load(&mut tx, &cx.app, &actor, id).await?;
    demanded.check(&Tag::of_version(found.record.version))?;
    if by.version.is_some_and(|version| version != found.record.version) {
        return Err(FeedbackError::Stale.into());
    }
    remember(&mut tx, action, &key, &id.to_string(), cx.at).await?;
    Ok(Some(Call { tx, actor, found }))
}

/// Where feedback stands, with its tag, as the program may see it.
async fn state(cx: &ApiCx, id: CaseId) -> Result<Response, WebError> {
    let mut tx = cx.read().await?;
    let (case, kind, record) = find(&mut tx, id).await?;
    let mut response = Json(StateBody::of(&case, kind, &record)).into_response();
    Tag::of_version(record.version).put(&mut response);
    Ok(response)
}
