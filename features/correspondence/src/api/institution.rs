//! What the institution writes with: its texts with placeholders, and its mailboxes with how they stand. The texts are
//! changed for the employee whom a program names, who has to have the right to set the institution up; mailboxes are set on
//! their page alone, since their passwords lie in files of the server.

use axum::{
    extract::Path,
    http::{HeaderMap, Method},
    response::{IntoResponse as _, Response},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use solits_db::Tx;
use solits_journal::{Actor, By};
use solits_kernel::EmployeeId;
use solits_web::{
    ApiCx, ApiDoc, Draft, IfMatch, Json, Routes, Schema, Tag, Tagged, WebError, recall, remember, rights_of,
    schema,
};
use uuid::Uuid;

use super::{
    bodies::TemplateBody,
    refused,
    routes::{READS, does, shows},
};
use crate::{
    actions::templates,
    model::{Mailbox, Standing, TemplateId},
    store::{self, Template as Kept},
};

/// The right to set the institution up.
const MANAGE: &str = "setup.manage";
const SETUP_READS: &str = "setup.read";
const SETUP_WRITES: &str = "setup.write";

/// A text with placeholders, as it is to be.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct NewTemplateBody {
    /// Id of the employee for whom it is done; a signed-in employee acts for themselves.
    #[serde(default)]
    employee: Option<Uuid>,
    #[schemars(length(max = 100))]
    name: String,
    /// `lv` or `en`.
    lang: String,
    /// `reply`, `delay` or `insult`.
    purpose: String,
    /// The kind of case it is for; absent for every kind.
    #[serde(default)]
    kind: String,
    #[schemars(length(max = 8000))]
    main: String,
    #[serde(default)]
    #[schemars(length(max = 8000))]
    ending: String,
    /// The version it was changed from; a newer one is answered with 409.
    #[serde(default)]
    version: Option<i64>,
}

/// A text that is offered to nobody any more.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct RemoveBody {
    /// Id of the employee for whom it is done; a signed-in employee acts for themselves.
    #[serde(default)]
    employee: Option<Uuid>,
}

/// A mailbox of the institution. What it is signed in with is told to nobody.
#[derive(Serialize, JsonSchema)]
struct MailboxBody {
    id: Uuid,
    name: String,
    address: String,
    /// Id of the branch whose calendar counts the days.
    branch: Uuid,
    /// Id of the employee who answers for what nobody has claimed.
    keeper: Uuid,
    /// The folders that are read.
    folders: Vec<String>,
    is_active: bool,
    /// `new`, `connected` or `failing`.
    state: &'static str,
    /// Since when; absent where nobody has tried yet.
    since: Option<String>,
    /// What the server or the network says where it fails; empty else.
    said: String,
    /// When it was last known to be read.
    checked_at: Option<String>,
}

impl From<Mailbox> for MailboxBody {
    fn from(mailbox: Mailbox) -> Self {
        let (state, since, said) = match mailbox.standing {
            Standing::New => ("new", None, String::new()),
            Standing::Connected { since } => ("connected", Some(since), String::new()),
            Standing::Failing { since, words } => ("failing", Some(since), words),
        };
        Self {
            id: mailbox.id.uuid(),
            name: mailbox.name,
            address: mailbox.address,
            branch: mailbox.branch.uuid(),
            keeper: mailbox.keeper.uuid(),
            folders: mailbox.folders,
            is_active: mailbox.is_active,
            state,
            since: since.map(|at| at.to_string()),
            said,
            checked_at: mailbox.checked_at.map(|at| at.to_string()),
        }
    }
}

pub(super) fn routes() -> Routes {
    let changes = |summary, body: Schema| ApiDoc {
        tagged: Tagged::Guarded,
        ..does(summary, body, schema::<TemplateBody>)
    };
    let listed = shows("The institution's texts with placeholders", schema::<Vec<TemplateBody>>);
    let added = does("Add a text with placeholders", schema::<NewTemplateBody>, schema::<TemplateBody>);
    let edited = changes("Change a text with placeholders", schema::<NewTemplateBody>);
    let removed = changes("Offer a text with placeholders to nobody any more", schema::<RemoveBody>);
    let boxes = shows("The institution's mailboxes, and how they stand", schema::<Vec<MailboxBody>>);
    Routes::new()
        .api(Method::GET, "/api/v1/templates", READS, listed, list)
        .api(Method::POST, "/api/v1/templates", SETUP_WRITES, added, add)
        .api(Method::POST, "/api/v1/templates/{template}", SETUP_WRITES, edited, change)
        .api(Method::POST, "/api/v1/templates/{template}/remove", SETUP_WRITES, removed, remove)
        .api(Method::GET, "/api/v1/mailboxes", SETUP_READS, boxes, mailboxes)
}

fn body(one: Kept) -> TemplateBody {
    TemplateBody {
        id: one.id.uuid(),
        name: one.name,
        lang: one.lang,
        purpose: one.purpose,
        kind: Some(one.kind).filter(|kind| !kind.is_empty()),
        main: one.main,
        ending: one.ending,
        version: one.version,
    }
}

/// `GET /api/v1/templates`: the institution's; those of an employee are their own.
async fn list(cx: ApiCx) -> Result<Response, WebError> {
    let mut tx = cx.read().await?;
    let all = store::list_templates(&mut tx, nobody()).await?;
    let bodies: Vec<TemplateBody> = all.into_iter().map(body).collect();
    Ok(Json(bodies).into_response())
}

/// For whom only the institution's texts are there.
fn nobody() -> EmployeeId {
    EmployeeId::new(Uuid::nil())
}

/// The employee for whom the institution's texts are changed.
async fn manager(tx: &mut Tx, cx: &ApiCx, named: Option<Uuid>) -> Result<EmployeeId, WebError> {
    let found = solits_organisation::acting_employee(tx, cx, named).await?;
    let may = |roles: &[String]| rights_of(roles).contains(&MANAGE);
    let found = found.filter(|one| may(&one.roles));
    Ok(found.ok_or(WebError::Refused("correspondence-no-such-manager"))?.id)
}

/// A text of a call as it is kept, or what is wrong with its fields.
fn typed(cx: &ApiCx, sent: NewTemplateBody, of: (TemplateId, i64)) -> Result<Kept, WebError> {
    let mut draft = Draft::filled(&[
        ("name", sent.name),
        ("lang", sent.lang),
        ("purpose", sent.purpose),
        ("kind", sent.kind),
        ("main", sent.main),
        ("ending", sent.ending),
    ]);
    templates::typed(&mut draft, None, of, cx.words).ok_or_else(|| refused(&draft, &[]))
}

/// A text as it stands.
async fn stands(cx: &ApiCx, id: TemplateId) -> Result<Response, WebError> {
    let mut tx = cx.read().await?;
    let one = store::find_template(&mut tx, id, nobody()).await?.ok_or(WebError::NotFound)?;
    Ok(tagged(one))
}

fn tagged(one: Kept) -> Response {
    let tag = Tag::of_version(one.version);
    let mut response = Json(body(one)).into_response();
    tag.put(&mut response);
    response
}

/// `POST /api/v1/templates`
async fn add(cx: ApiCx, headers: HeaderMap, Json(sent): Json<NewTemplateBody>) -> Result<Response, WebError> {
    let key = cx.key(&headers);
    let mut tx = cx.write().await?;
    if let Some(before) = recall(&mut tx, "template.add", &key).await? {
        drop(tx);
        return stands(&cx, before.parse().map_err(|_| WebError::NotFound)?).await;
    }
    let by = manager(&mut tx, &cx, sent.employee).await?;
    let id: TemplateId = cx.app.random.id(cx.at);
    let template = typed(&cx, sent, (id, 1))?;
    templates::add(&mut tx, &cx.app, &actor(&cx, by), &template, by).await?;
    remember(&mut tx, "template.add", &key, &id.to_string(), cx.at).await?;
    tx.commit().await?;
    stands(&cx, id).await
}

/// `POST /api/v1/templates/{template}`
async fn change(
    cx: ApiCx,
    Path(id): Path<TemplateId>,
    headers: HeaderMap,
    Json(sent): Json<NewTemplateBody>,
) -> Result<Response, WebError> {
    let (key, demanded) = (cx.key(&headers), IfMatch::of(&headers)?);
    let mut tx = cx.write().await?;
    let there = store::find_template(&mut tx, id, nobody()).await?.ok_or(WebError::NotFound)?;
    if recall(&mut tx, "template.change", &key).await?.is_some() {
        return Ok(tagged(there));
    }
    demanded.check(&Tag::of_version(there.version))?;
    let by = manager(&mut tx, &cx, sent.employee).await?;
    let version = sent.version.unwrap_or(there.version);
    let template = typed(&cx, sent, (id, version))?;
    templates::change(&mut tx, &cx.app, &actor(&cx, by), &template, by).await?;
    remember(&mut tx, "template.change", &key, &id.to_string(), cx.at).await?;
    tx.commit().await?;
    stands(&cx, id).await
}

/// `POST /api/v1/templates/{template}/remove`: answers with the text as it was.
async fn remove(
    cx: ApiCx,
    Path(id): Path<TemplateId>,
    headers: HeaderMap,
    Json(sent): Json<RemoveBody>,
) -> Result<Response, WebError> {
    let demanded = IfMatch::of(&headers)?;
    let mut tx = cx.write().await?;
    let there = store::find_template(&mut tx, id, nobody()).await?.ok_or(WebError::NotFound)?;
    demanded.check(&Tag::of_version(there.version))?;
    let by = manager(&mut tx, &cx, sent.employee).await?;
    templates::remove(&mut tx, &cx.app, &actor(&cx, by), id, by).await?;
    tx.commit().await?;
    Ok(tagged(there))
}

const fn actor(cx: &ApiCx, by: EmployeeId) -> Actor {
    Actor { by: By::Employee(by), at: cx.at }
}

/// `GET /api/v1/mailboxes`
async fn mailboxes(cx: ApiCx) -> Result<Response, WebError> {
    let mut tx = cx.read().await?;
    let all = store::list_mailboxes(&mut tx).await?;
    let bodies: Vec<MailboxBody> = all.into_iter().map(MailboxBody::from).collect();
    Ok(Json(bodies).into_response())
}
