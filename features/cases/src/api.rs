//! Cases for other programs: `/api/v1/cases`.

use axum::{
    extract::{Path, Query},
    http::{HeaderMap, Method},
    response::{IntoResponse as _, Response},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use solits_access::{Look, look};
use solits_db::Tx;
use solits_journal::{By, channel_name};
use solits_kernel::{BranchId, CaseId, EmployeeId, ServiceId, TicketId};
use solits_standard::model::ChannelKind;
use solits_web::{
    ApiCx, ApiDoc, IfMatch, Json, Routes, Schema, Tag, Tagged, WebError, json_text, recall, remember, schema,
    show_text,
};
use uuid::Uuid;

use crate::{
    actions::{self, CaseError, NewNote, Open, Opened},
    model::{Audience, Case, Kind, NextStepBy, Status},
    store,
    work::news::{Hearing, find_hearing, keep_hearing, sent::HearingBody},
};

/// Cases in one answer.
const MOST: i64 = 100;

/// A case to be opened.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct OpenBody {
    kind: Kind,
    /// What it is about, in a line.
    #[schemars(length(max = 200))]
    subject: String,
    /// Id of the service; its card gives the deadline.
    #[serde(default)]
    service: Option<Uuid>,
    /// Id of the branch; its calendar counts the days.
    branch: Uuid,
    /// Id of the employee who sees to it; by default the service's owner, else the employee who calls.
    #[serde(default)]
    owner: Option<Uuid>,
    /// Id of the ticket of the visit.
    #[serde(default)]
    ticket: Option<Uuid>,
    /// Empty where the client stays anonymous.
    #[serde(default)]
    #[schemars(length(max = 120))]
    client_name: String,
    /// Telephone or e-mail; without one the short code opens nothing.
    #[serde(default)]
    #[schemars(length(max = 120))]
    client_contact: String,
    /// How it came in. What came in writing has its kind by law and its terms from receipt only where it is taken in with
    /// `POST /api/v1/letters`; opened here it is a case without them.
    channel: ChannelKind,
    /// How the client wants to hear where it stands; without it nobody has asked.
    #[serde(default)]
    news: Option<HearingBody>,
}

/// A case just opened. The codes are given only here, and again for the same `Idempotency-Key`.
#[derive(Serialize, JsonSchema)]
pub(crate) struct OpenedBody {
    id: Uuid,
    /// The number for people.
    reference: String,
    /// The secret of the client's link.
    code: String,
    /// The code for typing, together with the contact.
    short_code: String,
    /// The client's link.
    link: String,
}

/// A case.
#[derive(Serialize, JsonSchema)]
pub(crate) struct CaseBody {
    id: Uuid,
    reference: String,
    kind: Kind,
    subject: String,
    status: Status,
    service: Option<Uuid>,
    branch: Uuid,
    owner: Uuid,
    ticket: Option<Uuid>,
    /// `visit`, `phone`, `email` …
    channel: String,
    /// In words; empty for what usually comes next.
    next_step: String,
    /// RFC 3339.
    opened_at: String,
    /// The nearest limit still owed; absent for "as fast as possible".
    due_at: Option<String>,
    answered_at: Option<String>,
    closed_at: Option<String>,
    /// When its contents were erased, as its term was over; then it holds no words and no contacts, and nothing is written
    /// in it any more.
    erased_at: Option<String>,
    /// Rises with every change.
    version: i64,
}

impl From<&Case> for CaseBody {
    fn from(case: &Case) -> Self {
        Self {
            id: case.id.uuid(),
            reference: case.reference.clone(),
            kind: case.kind,
            subject: case.subject.clone(),
            status: case.status,
            service: case.service.map(ServiceId::uuid),
            branch: case.branch.uuid(),
            owner: case.owner.uuid(),
            ticket: case.ticket.map(TicketId::uuid),
            channel: channel_name(case.channel),
            next_step: case.next_step.clone(),
            opened_at: case.opened_at.to_string(),
            due_at: case.due_at.map(|at| at.to_string()),
            answered_at: case.answered_at.map(|at| at.to_string()),
            closed_at: case.closed_at.map(|at| at.to_string()),
            erased_at: case.erased_at.map(|at| at.to_string()),
            version: case.version,
        }
    }
}

/// Cases, the newest first.
#[derive(Serialize, JsonSchema)]
struct ListBody {
    cases: Vec<CaseBody>,
    /// Give this as `before` for the next ones; absent at the end.
    next: Option<Uuid>,
}

/// A case with its notes.
#[derive(Serialize, JsonSchema)]
struct WholeBody {
    #[serde(flatten)]
    case: CaseBody,
    client_name: String,
    client_contact: String,
    answer: Option<String>,
    /// Oldest first.
    notes: Vec<NoteBody>,
}

/// A note.
#[derive(Serialize, JsonSchema)]
struct NoteBody {
    id: Uuid,
    at: String,
    /// Id of the employee who wrote it; absent for another program.
    employee: Option<Uuid>,
    audience: Audience,
    text: String,
}

/// A note to be added.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct NewNoteBody {
    #[schemars(length(max = 8000))]
    text: String,
    /// `internal` stays with staff, `client` is on the client's page.
    audience: Audience,
    /// The version of the case the note was written for; a newer one is answered with 409. Without it the note is added
    /// to whatever stands there.
    #[serde(default)]
    version: Option<i64>,
}

/// What is listed.
#[derive(Deserialize)]
struct Asked {
    status: Option<Status>,
    owner: Option<Uuid>,
    before: Option<Uuid>,
}

pub(crate) fn doc(summary: &'static str, request: Option<Schema>, response: Option<Schema>) -> ApiDoc {
    ApiDoc { summary, request, response, ..ApiDoc::default() }
}

/// The routes of other programs.
pub(crate) fn routes() -> Routes {
    let listed = ApiDoc {
        query: &[
            ("status", "open, waiting_client, answered or closed"),
            ("owner", "Id of the employee who sees to it"),
            ("before", "Cases opened before this one"),
        ],
        ..doc("Cases, the newest first", None, Some(schema::<ListBody>))
    };
    let opened = doc("Open a case", Some(schema::<OpenBody>), Some(schema::<OpenedBody>));
    let one =
        ApiDoc { tagged: Tagged::Shown, ..doc("A case with its notes", None, Some(schema::<WholeBody>)) };
    let noted = ApiDoc {
        tagged: Tagged::Guarded,
        ..doc("Add a note", Some(schema::<NewNoteBody>), Some(schema::<CaseBody>))
    };
    Routes::new()
        .api(Method::POST, "/api/v1/cases", "cases.write", opened, open)
        .api(Method::GET, "/api/v1/cases", "cases.read", listed, list)
        .api(Method::GET, "/api/v1/cases/{case}", "cases.read", one, show)
        .api(Method::POST, "/api/v1/cases/{case}/notes", "cases.write", noted, note)
}

async fn open(cx: ApiCx, headers: HeaderMap, Json(body): Json<OpenBody>) -> Result<Response, WebError> {
    let key = cx.key(&headers);
    let hearing = match &body.news {
        Some(news) => Some(news.read(&body.client_contact, cx.at, cx.words)?),
        None => None,
    };
    let made = match try_open(&cx, &body, hearing.as_ref(), &key).await {
        // The same call twice at once: the first one has made the case, and the second finds it.
        Err(CaseError::Db(error)) if error.conflict().is_some() => {
            try_open(&cx, &body, hearing.as_ref(), &key).await?
        }
        other => other?,
    };
    opened(&cx, made).await
}

/// A case with the codes just drawn for it.
pub(crate) async fn opened(cx: &ApiCx, opened: Opened) -> Result<Response, WebError> {
    let mut tx = cx.read().await?;
    let institution = solits_organisation::find_institution(&mut tx).await?.ok_or(WebError::NotFound)?;
    let Opened { case, reference, code, short_code } = opened;
    let link = format!("{}/i/{}/case/{code}", cx.app.config.public_url, institution.code);
    Ok(Json(OpenedBody { id: case.uuid(), reference, code, short_code, link }).into_response())
}

async fn try_open(
    cx: &ApiCx,
    body: &OpenBody,
    hearing: Option<&Hearing>,
    key: &str,
) -> Result<Opened, CaseError> {
    let mut tx = cx.write_db().await?;
    let owner = owner_of(&mut tx, cx, body).await?;
    let open = Open {
        kind: body.kind,
        subject: body.subject.clone(),
        service: body.service.map(ServiceId::new),
        branch: BranchId::new(body.branch),
        owner,
        ticket: body.ticket.map(TicketId::new),
        client_name: body.client_name.clone(),
        client_contact: body.client_contact.clone(),
        channel: body.channel,
        key: key.to_owned(),
    };
    let opened = actions::open(&mut tx, &cx.app, &cx.actor(), open).await?;
    // What the client has said since of a case opened before stands.
    if let Some(hearing) = hearing
        && find_hearing(&mut tx, opened.case).await?.is_none()
    {
        keep_hearing(&mut tx, opened.case, hearing, None).await?;
    }
    tx.commit().await?;
    Ok(opened)
}

async fn owner_of(tx: &mut Tx, cx: &ApiCx, body: &OpenBody) -> Result<EmployeeId, CaseError> {
    if let Some(owner) = body.owner {
        return Ok(EmployeeId::new(owner));
    }
    let service = match body.service {
        Some(id) => solits_organisation::find_service(tx, ServiceId::new(id)).await?,
        None => None,
    };
    let caller = match cx.by {
        By::Employee(id) => Some(id),
        _ => None,
    };
    service
        .and_then(|service| service.owner)
        .or(caller)
        .ok_or(CaseError::Refused(crate::Refusal::NoSuchEmployee))
}

async fn list(cx: ApiCx, Query(asked): Query<Asked>) -> Result<Response, WebError> {
    let mut tx = cx.read().await?;
    let before = asked.before.unwrap_or(Uuid::max());
    let cases = store::list(&mut tx, asked.status, asked.owner.map(EmployeeId::new), before, MOST).await?;
    drop(tx);
    look(cx.write().await?, &cx.app, &cx.actor(), Look::List(cases.len())).await?;
    let is_full = i64::try_from(cases.len()).is_ok_and(|count| count == MOST);
    let next = cases.last().filter(|_| is_full).map(|case| case.id.uuid());
    Ok(Json(ListBody { cases: cases.iter().map(CaseBody::from).collect(), next }).into_response())
}

async fn show(cx: ApiCx, headers: HeaderMap, Path(id): Path<CaseId>) -> Result<Response, WebError> {
    let mut tx = cx.read().await?;
    let case = store::find(&mut tx, id).await?.ok_or(WebError::NotFound)?;
    let notes = store::list_notes(&mut tx, id).await?;
    drop(tx);
    look(cx.write().await?, &cx.app, &cx.actor(), Look::Case(id)).await?;
    let notes = notes.into_iter().map(|note| NoteBody {
        id: note.id,
        at: note.at.to_string(),
        employee: note.employee.map(EmployeeId::uuid),
        audience: note.audience,
        text: note.text,
    });
    let body = WholeBody {
        notes: notes.collect(),
        client_name: case.client_name.clone(),
        client_contact: case.client_contact.clone(),
        answer: case.answer.clone(),
        case: CaseBody::from(&case),
    };
    show_text(&headers, json_text(&body)?, &Tag::of_version(case.version))
}

/// A case that was changed, with its state.
pub(crate) fn changed(case: &Case) -> Response {
    let mut response = Json(CaseBody::from(case)).into_response();
    Tag::of_version(case.version).put(&mut response);
    response
}

async fn note(
    cx: ApiCx,
    Path(id): Path<CaseId>,
    headers: HeaderMap,
    Json(body): Json<NewNoteBody>,
) -> Result<Response, WebError> {
    let (key, demanded) = (cx.key(&headers), IfMatch::of(&headers)?);
    let mut tx = cx.write().await?;
    let now = store::find(&mut tx, id).await?.ok_or(WebError::NotFound)?;
    if recall(&mut tx, "case.note", &key).await?.is_some() {
        return Ok(changed(&now));
    }
    demanded.check(&Tag::of_version(now.version))?;
    remember(&mut tx, "case.note", &key, &id.to_string(), cx.at).await?;
    // A program's note does not say who has the next step: that stays as it is.
    let next_step_by = if now.status == Status::WaitingClient { NextStepBy::Client } else { NextStepBy::Us };
    let note = NewNote { text: body.text, audience: body.audience, next_step_by, next_step: None };
    let version = body.version.unwrap_or(now.version);
    let case = match actions::note(&mut tx, &cx.app, &cx.actor(), id, version, note).await {
        // Somebody came between the look and the change.
        Err(CaseError::Stale(_)) if demanded.is_said() && body.version.is_none() => {
            return Err(WebError::Outdated);
        }
        other => other?,
    };
    tx.commit().await?;
    Ok(changed(&case))
}
