//! `GET /api/v1/inbox`: what is open, the nearest limit first.

use axum::{
    extract::Query,
    http::Method,
    response::{IntoResponse as _, Response},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use solits_access::{Look, look};
use solits_cases::{Kind, Status};
use solits_kernel::{BranchId, EmployeeId, ServiceId, Timestamp};
use solits_web::{ApiCx, ApiDoc, Json, Routes, WebError, schema};
use uuid::Uuid;

use super::{READS, doc, employee};
use crate::{
    listing::page_of,
    model::{After, Asked, CHANNELS, MOST_SEARCHED, Until, View},
    people::People,
    presence,
    store::{self, AtCase, Line},
};

/// Open cases, the nearest limit first, those without one last.
#[derive(Serialize, JsonSchema)]
struct ListBody {
    cases: Vec<LineBody>,
    /// Give this as `after` for the next ones; absent at the end.
    next: Option<String>,
}

/// An open case.
#[derive(Serialize, JsonSchema)]
struct LineBody {
    id: Uuid,
    reference: String,
    kind: Kind,
    subject: String,
    status: Status,
    owner: Uuid,
    owner_name: String,
    /// Whether its owner is away today or has left, so that whoever can takes it.
    is_unassigned: bool,
    client_name: String,
    client_contact: String,
    opened_at: String,
    /// The nearest limit still owed; absent for "as fast as possible".
    due_at: Option<String>,
    is_late: bool,
    /// Why it is due then; empty where no days were counted.
    why: String,
    /// The last message, in either direction.
    last_message_at: Option<String>,
    /// From whom its owner has taken it.
    taken_from: Option<Uuid>,
    /// Who has it before their eyes at the moment.
    present: Vec<PresentBody>,
    /// Rises with every change.
    version: i64,
}

/// Somebody at a case.
#[derive(Serialize, JsonSchema)]
struct PresentBody {
    employee: Uuid,
    name: String,
    /// `reads` or `writes`.
    doing: String,
}

/// What is listed.
#[derive(Deserialize)]
struct Wanted {
    #[serde(default)]
    view: View,
    employee: Option<Uuid>,
    #[serde(default)]
    q: String,
    kind: Option<Kind>,
    service: Option<Uuid>,
    #[serde(default)]
    channel: String,
    branch: Option<Uuid>,
    after: Option<String>,
}

pub(super) fn routes() -> Routes {
    let listed = ApiDoc {
        query: &[
            ("view", "mine, unit, unassigned, late or all; mine by default"),
            ("employee", "Id of the employee whose list it is; needed for mine and unit"),
            ("q", "Words in any Latvian ending, names, telephones, numbers"),
            ("kind", "question, order, request, complaint, claim, suggestion, praise, callback or internal"),
            ("service", "Id of the service"),
            ("channel", "visit, phone, email, letter, portal, e_address or internal"),
            ("branch", "Id of the branch"),
            ("after", "The row after which it goes on"),
        ],
        ..doc("Open cases, the nearest limit first", None, Some(schema::<ListBody>))
    };
    Routes::new().api(Method::GET, "/api/v1/inbox", READS, listed, list)
}

async fn list(cx: ApiCx, Query(wanted): Query<Wanted>) -> Result<Response, WebError> {
    let after = match wanted.after.as_deref() {
        None => After::START,
        Some(text) => After::parse(text).ok_or(WebError::BadRequest)?,
    };
    let (named, asked) = (wanted.employee, asked(wanted)?);
    let mut tx = cx.read().await?;
    let people = match asked.view {
        View::Mine | View::Unit => employee(&mut tx, &cx, named).await?.1,
        // The others are the same whoever asks.
        _ => People::read(&mut tx, EmployeeId::new(Uuid::nil()), cx.at, cx.words).await?,
    };
    let counts = store::count_by_view(&mut tx, &people.reach, cx.at).await?;
    let (lines, until) = page_of(&mut tx, &people, &counts, (&asked, after), cx.at).await?;
    let present = presence::list(&mut tx, cx.at).await?;
    drop(tx);
    if !lines.is_empty() {
        look(cx.write().await?, &cx.app, &cx.actor(), Look::List(lines.len())).await?;
    }
    let next = match until {
        Until::End => None,
        Until::Row(row) => Some(row.name()),
    };
    let cases = lines.into_iter().map(|line| body(&cx, &people, &present, line)).collect();
    Ok(Json(ListBody { cases, next }).into_response())
}

/// What a call asks for. Unlike an address that somebody has changed by hand, one that is not understood is refused.
fn asked(wanted: Wanted) -> Result<Asked, WebError> {
    let is_known = wanted.channel.is_empty() || CHANNELS.contains(&wanted.channel.as_str());
    // What colleagues ask of each other has its own calls.
    if !is_known || wanted.view == View::Colleagues {
        return Err(WebError::BadRequest);
    }
    let words: Vec<&str> = wanted.q.split_whitespace().collect();
    Ok(Asked {
        view: wanted.view,
        kind: wanted.kind,
        service: wanted.service.map(ServiceId::new),
        channel: wanted.channel,
        branch: wanted.branch.map(BranchId::new),
        text: words.join(" ").chars().take(MOST_SEARCHED).collect(),
    })
}

fn body(cx: &ApiCx, people: &People, present: &[AtCase], line: Line) -> LineBody {
    let text = |at: Timestamp| at.to_string();
    let present = present.iter().filter(|one| one.case_id == line.id).map(|one| PresentBody {
        employee: one.employee_id.uuid(),
        name: people.name(one.employee_id),
        doing: one.doing.clone(),
    });
    LineBody {
        present: present.collect(),
        id: line.id.uuid(),
        kind: line.kind,
        status: line.status,
        owner: line.owner.uuid(),
        owner_name: people.name(line.owner),
        is_unassigned: people.reach.has(View::Unassigned, line.owner),
        opened_at: text(line.opened_at),
        due_at: line.due_at.map(text),
        is_late: line.due_at.is_some_and(|due| due < cx.at),
        why: line.why.map(|why| why.sentence(cx.words.0)).unwrap_or_default(),
        last_message_at: line.last_at.map(text),
        taken_from: line.claimed_from.map(EmployeeId::uuid),
        version: line.version,
        reference: line.reference,
        subject: line.subject,
        client_name: line.client_name,
        client_contact: line.client_contact,
    }
}
