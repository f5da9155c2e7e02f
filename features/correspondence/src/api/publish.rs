//! Questions that everybody may read: published and taken back for the employee whom a program names.

use axum::{
    extract::Path,
    http::{HeaderMap, Method},
    response::{IntoResponse as _, Response},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use solits_kernel::CaseId;
use solits_web::{ApiCx, ApiDoc, Draft, Json, Routes, Schema, Tag, Tagged, WebError, schema};
use uuid::Uuid;

use super::{
    Begun, begin, refused,
    routes::{READS, WRITES, does, shows},
    sent::DoneBody,
};
use crate::{actions::published, hand::Hand, store};

/// A question to be published.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct NewQuestionBody {
    /// Id of the employee for whom it is done; a signed-in employee acts for themselves.
    #[serde(default)]
    employee: Option<Uuid>,
    /// In words that name nobody.
    #[schemars(length(max = 1000))]
    question: String,
    #[schemars(length(max = 8000))]
    answer: String,
    /// Whether a person has read that nobody is named in it.
    checked: bool,
}

/// A question that everybody may read, or might once.
#[derive(Serialize, JsonSchema)]
struct QuestionBody {
    case: Uuid,
    /// `lv` or `en`.
    lang: String,
    question: String,
    answer: String,
    published_at: String,
    /// When it was taken off the public page.
    withdrawn_at: Option<String>,
}

pub(super) fn routes() -> Routes {
    let changes = |summary, body: Schema| ApiDoc {
        tagged: Tagged::Guarded,
        ..does(summary, body, schema::<QuestionBody>)
    };
    let shown = shows("What was published of a case", schema::<QuestionBody>);
    let published = changes("Publish a question and its answer", schema::<NewQuestionBody>);
    let withdrawn = changes("Take a question off the public page", schema::<DoneBody>);
    Routes::new()
        .api(Method::GET, "/api/v1/cases/{case}/publish", READS, shown, show)
        .api(Method::POST, "/api/v1/cases/{case}/publish", WRITES, published, publish)
        .api(Method::POST, "/api/v1/cases/{case}/publish/withdraw", WRITES, withdrawn, withdraw)
}

/// `GET /api/v1/cases/{case}/publish`
async fn show(cx: ApiCx, Path(id): Path<CaseId>) -> Result<Response, WebError> {
    let mut tx = cx.read().await?;
    let case = published::question(&mut tx, id).await?;
    let one = store::find_published(&mut tx, id).await?.ok_or(WebError::NotFound)?;
    let body = QuestionBody {
        case: id.uuid(),
        lang: one.lang,
        question: one.question,
        answer: one.answer,
        published_at: one.published_at.to_string(),
        withdrawn_at: one.withdrawn_at.map(|at| at.to_string()),
    };
    let mut response = Json(body).into_response();
    Tag::of_version(case.version).put(&mut response);
    Ok(response)
}

/// `POST /api/v1/cases/{case}/publish`
async fn publish(
    cx: ApiCx,
    Path(id): Path<CaseId>,
    headers: HeaderMap,
    Json(body): Json<NewQuestionBody>,
) -> Result<Response, WebError> {
    let Begun::Now(call) = begin(&cx, &headers, id, "question.publish", None).await? else {
        return show(cx, Path(id)).await;
    };
    let hand = Hand::named(&cx, body.employee, Some(id)).await?;
    let mut tx = cx.write().await?;
    let case = published::question(&mut tx, id).await?;
    let checked = if body.checked { "1" } else { "" };
    let mut draft = Draft::filled(&[
        ("question", body.question),
        ("answer", body.answer),
        ("checked", checked.to_owned()),
    ]);
    let texts = published::typed(&mut draft, &case, cx.words).ok_or_else(|| refused(&draft, &[]))?;
    published::publish(&mut tx, &cx.app, &hand.actor(), hand.me.employee, &case, &texts).await?;
    call.keep(&cx, tx, id.to_string()).await?;
    show(cx, Path(id)).await
}

/// `POST /api/v1/cases/{case}/publish/withdraw`
async fn withdraw(
    cx: ApiCx,
    Path(id): Path<CaseId>,
    headers: HeaderMap,
    Json(body): Json<DoneBody>,
) -> Result<Response, WebError> {
    let Begun::Now(call) = begin(&cx, &headers, id, "question.withdraw", None).await? else {
        return show(cx, Path(id)).await;
    };
    let hand = Hand::named(&cx, body.employee, Some(id)).await?;
    let mut tx = cx.write().await?;
    let case = published::question(&mut tx, id).await?;
    published::withdraw(&mut tx, &cx.app, &hand.actor(), &case).await?;
    call.keep(&cx, tx, id.to_string()).await?;
    show(cx, Path(id)).await
}
