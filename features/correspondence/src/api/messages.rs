//! What was said in a case.

use axum::{
    extract::{Path, Query},
    response::{IntoResponse as _, Response},
};
use serde::Deserialize;
use solits_access::{Look, look};
use solits_db::Tx;
use solits_kernel::{CaseId, EmployeeId};
use solits_web::{ApiCx, Json, Tag, WebError, saved};

use super::bodies::{FileBody, MessageBody, MessagesBody, ReturnedBody, WrittenBody};
use crate::{
    actions::enclose::content_of,
    model::MessageId,
    store::{self, FileLine, MessageRow, OutLine, Paper, Returned},
    unsent::Fate,
};

/// Messages in one answer.
const MOST: i64 = 100;

/// From which place on messages are listed.
#[derive(Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    from: Option<i64>,
}

/// What belongs to the messages of a case.
struct Around {
    case: CaseId,
    files: Vec<FileLine>,
    leaving: Vec<OutLine>,
    papers: Vec<Paper>,
    returned: Vec<Returned>,
}

impl Around {
    async fn of(tx: &mut Tx, case: CaseId) -> Result<Self, WebError> {
        Ok(Self {
            case,
            files: store::list_files(tx, case).await?,
            leaving: store::list_leaving_of(tx, case).await?,
            papers: store::list_papers(tx, case).await?,
            returned: store::list_returned_of(tx, case).await?,
        })
    }

    fn body(&self, message: MessageRow) -> MessageBody {
        let leaving = self.leaving.iter().find(|line| line.id == message.id);
        let paper = self.papers.iter().find(|paper| paper.id == message.id);
        let returned = self.returned.iter().find(|one| one.id == message.id);
        let own = |file: &&FileLine| file.message_id == message.id;
        let waits = leaving.filter(|line| line.state == "waiting");
        let fate = leaving.map(|line| Fate::read(&line.said));
        MessageBody {
            id: message.id.uuid(),
            case: self.case.uuid(),
            kind: leaving.map(|line| line.kind.clone()).or_else(|| paper.map(|paper| paper.kind.clone())),
            state: state(&message, leaving, paper),
            leaves_at: waits.map(|line| line.not_before.to_string()),
            why: fate.and_then(|fate| fate.code()),
            said: fate.map(|fate| fate.said().to_owned()).unwrap_or_default(),
            returned: returned.map(|one| ReturnedBody {
                at: one.at.to_string(),
                reason: one.reason.clone(),
                said: one.said.clone(),
                settled_how: one.settled_how.clone(),
                settled_at: one.settled_at.map(|at| at.to_string()),
            }),
            files: self.files.iter().filter(own).map(file_body).collect(),
            direction: message.direction,
            way: message.way,
            automatic: message.is_automatic != 0,
            at: message.at.to_string(),
            author_name: message.author_name,
            author_address: message.author_address,
            employee: message.employee_id.map(EmployeeId::uuid),
            recipient: message.recipient,
            subject: message.subject,
            text: message.text,
            attention: message
                .attention
                .split(',')
                .filter(|code| !code.is_empty())
                .map(str::to_owned)
                .collect(),
            has_original: message.letter_id.is_some(),
        }
    }
}

fn file_body(file: &FileLine) -> FileBody {
    FileBody {
        place: file.place,
        name: file.name.clone(),
        media: file.media.clone(),
        size: file.size,
        scan: file.scan.clone(),
    }
}

fn state(message: &MessageRow, leaving: Option<&OutLine>, paper: Option<&Paper>) -> Option<String> {
    let state = match (leaving, paper) {
        (Some(line), _) if line.state == "waiting" && line.tries > 0 => "tried",
        (Some(line), _) => &line.state,
        (None, Some(paper)) if paper.posted_at.is_some() => "posted",
        (None, Some(_)) => "to_post",
        (None, None) if message.direction == "out" => "given",
        (None, None) => return None,
    };
    Some(state.to_owned())
}

/// `GET /api/v1/cases/{case}/messages`
pub(super) async fn list(
    cx: ApiCx,
    Path(id): Path<CaseId>,
    Query(asked): Query<Asked>,
) -> Result<Response, WebError> {
    let from = asked.from.unwrap_or(0).max(0);
    let mut tx = cx.read().await?;
    solits_cases::find(&mut tx, id).await?.ok_or(WebError::NotFound)?;
    let messages = store::list_some_messages(&mut tx, id, from, MOST).await?;
    let around = Around::of(&mut tx, id).await?;
    drop(tx);
    look(cx.write().await?, &cx.app, &cx.actor(), Look::Case(id)).await?;
    let is_full = i64::try_from(messages.len()).is_ok_and(|count| count == MOST);
    let messages = messages.into_iter().map(|message| around.body(message)).collect();
    Ok(Json(MessagesBody { messages, next: is_full.then_some(from + MOST) }).into_response())
}

/// `GET /api/v1/cases/{case}/messages/{message}`
pub(super) async fn show(
    cx: ApiCx,
    Path((id, message)): Path<(CaseId, MessageId)>,
) -> Result<Response, WebError> {
    let mut tx = cx.read().await?;
    solits_cases::find(&mut tx, id).await?.ok_or(WebError::NotFound)?;
    let found = store::find_message(&mut tx, id, message).await?.ok_or(WebError::NotFound)?;
    let around = Around::of(&mut tx, id).await?;
    drop(tx);
    look(cx.write().await?, &cx.app, &cx.actor(), Look::Case(id)).await?;
    Ok(Json(around.body(found)).into_response())
}

/// `GET /api/v1/cases/{case}/messages/{message}/original`
pub(super) async fn original(
    cx: ApiCx,
    Path((id, message)): Path<(CaseId, MessageId)>,
) -> Result<Response, WebError> {
    let mut tx = cx.read().await?;
    solits_cases::find(&mut tx, id).await?.ok_or(WebError::NotFound)?;
    let raw = store::find_raw_of(&mut tx, id, message).await?.ok_or(WebError::NotFound)?;
    drop(tx);
    look(cx.write().await?, &cx.app, &cx.actor(), Look::Case(id)).await?;
    saved(&format!("{message}.eml"), "message/rfc822", raw.open()?)
}

/// `GET /api/v1/cases/{case}/messages/{message}/files/{place}`: always to be saved, whatever its sender says it is.
pub(super) async fn file(
    cx: ApiCx,
    Path((id, message, place)): Path<(CaseId, MessageId, String)>,
) -> Result<Response, WebError> {
    // What is no number is no place of a file, as in any other address of something that is not there.
    let place: i64 = place.parse().map_err(|_| WebError::NotFound)?;
    let mut tx = cx.read().await?;
    solits_cases::find(&mut tx, id).await?.ok_or(WebError::NotFound)?;
    let found = store::find_file(&mut tx, id, message, place).await?.ok_or(WebError::NotFound)?;
    drop(tx);
    look(cx.write().await?, &cx.app, &cx.actor(), Look::Case(id)).await?;
    let name = found.name.clone();
    saved(&name, "application/octet-stream", content_of(found, place).await?)
}

/// The answer to a change: the case as it stands, and the messages whose ids the change gave, separated by blanks.
pub(super) async fn written(cx: &ApiCx, id: CaseId, made: &str) -> Result<Response, WebError> {
    let mut tx = cx.read().await?;
    let case = solits_cases::find(&mut tx, id).await?.ok_or(WebError::NotFound)?;
    let around = Around::of(&mut tx, id).await?;
    let mut messages = Vec::new();
    for message in made.split_whitespace().filter_map(|id| id.parse::<MessageId>().ok()) {
        messages.extend(store::find_message(&mut tx, id, message).await?.map(|found| around.body(found)));
    }
    let body = WrittenBody {
        case: id.uuid(),
        status: case.status,
        version: case.version,
        due_at: case.due_at.map(|at| at.to_string()),
        messages,
    };
    let mut response = Json(body).into_response();
    Tag::of_version(case.version).put(&mut response);
    Ok(response)
}

/// Ids as a result keeps them.
pub(super) fn ids(messages: &[MessageId]) -> String {
    messages.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}
