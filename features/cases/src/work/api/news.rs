//! How the client of a case hears of it, and what a person has to tell them, for other programs.

use axum::{
    extract::Path,
    http::{HeaderMap, Method},
    response::{IntoResponse as _, Response},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use solits_kernel::{CaseId, EmployeeId};
use solits_web::{ApiCx, ApiDoc, Json, Routes, Schema, Tagged, WebError, schema};
use uuid::Uuid;

use super::{Begun, begin, bodies::NewsBody, end, person, read::open};
use crate::{
    api::{CaseBody, changed, doc},
    store as cases,
    work::news::{
        actions::{self, Told},
        model::NewsBy,
        store::{self, News},
    },
};

/// How the client of a case hears of it, and what they are told by a person.
#[derive(Serialize, JsonSchema)]
struct HeardBody {
    /// Absent where nobody has asked.
    hearing: Option<WayBody>,
    /// Oldest first; what nobody told a client who wants no news is left out.
    news: Vec<OneBody>,
}

/// A way of hearing.
#[derive(Serialize, JsonSchema)]
struct WayBody {
    by: NewsBy,
    /// Address or number; empty where the client hears nothing, and for the e-address.
    to: String,
    /// `lv` or `en`.
    lang: &'static str,
    /// Since when an e-mail address is known to be the client's.
    confirmed_at: Option<String>,
}

/// Something that a client is to be told, or was.
#[derive(Serialize, JsonSchema)]
struct OneBody {
    id: Uuid,
    /// When it happened.
    at: String,
    /// The name of the event as in the standard file.
    kind: String,
    /// The words to tell it with.
    text: String,
    told_at: Option<String>,
    /// Id of the employee who told it; absent for a program.
    told_by: Option<Uuid>,
    told_how: Option<NewsBy>,
}

impl From<News> for OneBody {
    fn from(one: News) -> Self {
        Self {
            id: one.id,
            at: one.at.to_string(),
            kind: one.kind,
            text: one.text,
            told_at: one.told_at.map(|at| at.to_string()),
            told_by: one.told_by.map(EmployeeId::uuid),
            told_how: one.told_how.as_deref().and_then(NewsBy::parse),
        }
    }
}

/// A way in which a person tells something.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum ByHand {
    Sms,
    Phone,
    Letter,
    EAddress,
}

impl From<ByHand> for NewsBy {
    fn from(way: ByHand) -> Self {
        match way {
            ByHand::Sms => Self::Sms,
            ByHand::Phone => Self::Phone,
            ByHand::Letter => Self::Letter,
            ByHand::EAddress => Self::EAddress,
        }
    }
}

/// That the client was told.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct NewsToldBody {
    how: ByHand,
    /// Id of the employee who told it; without one the program did, as one that sends text messages.
    #[serde(default)]
    employee: Option<Uuid>,
}

pub(super) fn routes() -> Routes {
    let changes = |summary, body: Schema| ApiDoc {
        tagged: Tagged::Guarded,
        ..doc(summary, Some(body), Some(schema::<CaseBody>))
    };
    let shown = doc("How the client of a case hears of it", None, Some(schema::<HeardBody>));
    let wanted = changes("Say how the client wants to hear", schema::<NewsBody>);
    let noted = changes("Note that the client was told", schema::<NewsToldBody>);
    Routes::new()
        .api(Method::GET, "/api/v1/cases/{case}/news", "cases.read", shown, show)
        .api(Method::POST, "/api/v1/cases/{case}/news", "cases.write", wanted, want)
        .api(Method::POST, "/api/v1/cases/{case}/news/{news}/told", "cases.write", noted, tell)
}

async fn show(cx: ApiCx, Path(id): Path<CaseId>) -> Result<Response, WebError> {
    let (mut tx, case) = open(&cx, id).await?;
    let hearing = store::find_hearing(&mut tx, id).await?;
    let news = store::list_news(&mut tx, id).await?;
    let wants_none = hearing.as_ref().is_none_or(|hearing| hearing.by == NewsBy::None);
    let hearing = hearing.map(|hearing| WayBody {
        by: hearing.by,
        to: hearing.reach(&case.client_contact).to_owned(),
        lang: hearing.lang.code(),
        confirmed_at: hearing.confirmed_at.map(|at| at.to_string()),
    });
    let news = news.into_iter().filter(|one| one.told_at.is_some() || !wants_none).map(OneBody::from);
    Ok(Json(HeardBody { hearing, news: news.collect() }).into_response())
}

async fn want(
    cx: ApiCx,
    Path(id): Path<CaseId>,
    headers: HeaderMap,
    Json(body): Json<NewsBody>,
) -> Result<Response, WebError> {
    let mut call = begun!(cx, headers, id, "case.news", body.version);
    let case = cases::find(&mut call.tx, id).await?.ok_or(WebError::NotFound)?;
    let hearing = body.news.read(&case.client_contact, cx.at, cx.words)?;
    let of = (id, call.version);
    let done = actions::set_hearing(&mut call.tx, &cx.app, &cx.actor(), of, hearing).await;
    end(call, done).await
}

async fn tell(
    cx: ApiCx,
    Path((id, news)): Path<(CaseId, Uuid)>,
    headers: HeaderMap,
    Json(body): Json<NewsToldBody>,
) -> Result<Response, WebError> {
    let mut call = begun!(cx, headers, id, "case.news_told", None);
    let actor = match body.employee {
        Some(_) => person(&mut call.tx, &cx, &[id], body.employee).await?,
        None => cx.actor(),
    };
    match actions::told(&mut call.tx, &cx.app, &actor, (id, news), body.how.into()).await? {
        Told::Now => {}
        Told::Before => return Err(WebError::Conflict("cases-news-told-before")),
    }
    let case = cases::find(&mut call.tx, id).await?.ok_or(WebError::NotFound)?;
    end(call, Ok(case)).await
}
