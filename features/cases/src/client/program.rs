//! A client who comes through another program, as a portal of the institution: with the code of their case, as on its
//! page. The program passes on what the client says; what is said is the client's own.

use axum::{
    http::{HeaderMap, Method},
    response::Response,
};
use schemars::JsonSchema;
use serde::Deserialize;
use solits_db::Tx;
use solits_journal::{Actor, By};
use solits_kernel::{CaseId, clean};
use solits_web::{
    ApiCx, ApiDoc, IfMatch, Json, Routes, Schema, Tag, Tagged, WebError, WrongField, hash_secret, recall,
    remember, schema,
};

use super::{
    judge::{MOST_WORDS, Said, Verdict, due, judged, surveyed},
    try_short,
};
use crate::{
    actions::CaseError,
    api::{CaseBody, changed, doc},
    codes::typed,
    model::Case,
    store as cases,
};

/// By what a client's case is found: the secret of the link, or the code for typing together with the contact.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ClientCode {
    /// The secret of the client's link.
    #[serde(default)]
    #[schemars(length(max = 64))]
    code: String,
    /// The code for typing.
    #[serde(default)]
    #[schemars(length(max = 64))]
    short_code: String,
    /// The telephone or e-mail that was given; needed with the code for typing.
    #[serde(default)]
    #[schemars(length(max = 200))]
    contact: String,
}

/// What the client says of the answer.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct JudgeBody {
    client: ClientCode,
    /// Whether it was an answer; one that was none brings the case back to its owner.
    is_answer: bool,
    /// In the client's words; needed where it was none.
    #[serde(default)]
    #[schemars(length(max = 2000))]
    words: String,
}

/// The three answers at the end.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ThreeBody {
    client: ClientCode,
    /// How easy it was: 0 not at all, 10 as easy as can be.
    #[schemars(range(min = 0, max = 10))]
    ease: i64,
    /// Whether the treatment was fair.
    fair: Fair,
    /// In the client's words.
    #[serde(default)]
    #[schemars(length(max = 2000))]
    words: String,
}

/// Whether the treatment was fair.
#[derive(Clone, Copy, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
enum Fair {
    Yes,
    Partly,
    No,
}

impl Fair {
    const fn name(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::Partly => "partly",
            Self::No => "no",
        }
    }
}

pub(super) fn routes() -> Routes {
    let changes = |summary, body: Schema| ApiDoc {
        tagged: Tagged::Guarded,
        ..doc(summary, Some(body), Some(schema::<CaseBody>))
    };
    let said = changes("A client says whether the answer was one", schema::<JudgeBody>);
    let three = changes("A client answers the three questions at the end", schema::<ThreeBody>);
    Routes::new().api(Method::POST, "/api/v1/client/judgement", "cases.write", said, judge).api(
        Method::POST,
        "/api/v1/client/survey",
        "cases.write",
        three,
        survey,
    )
}

/// The case that a client's code opens, as the page of the case finds it: mistakes with the code for typing are counted, and
/// the case is closed to it for the day after some. Whether the program may see the case is asked where it is read.
///
/// # Errors
/// Where no case has the code, or the database fails.
pub async fn case_of_code(cx: &ApiCx, client: &ClientCode) -> Result<CaseId, WebError> {
    let (link, short) = (typed(&client.code), typed(&client.short_code));
    let found = match (link.as_str(), short.as_str()) {
        ("", "") => return Err(WebError::BadRequest),
        ("", short) => try_short(cx.write().await?, cx.at, short, &client.contact).await?,
        (link, _) => {
            let mut tx = cx.read().await?;
            cases::find_by_link(&mut tx, hash_secret(link)).await?.map(|case| case.id)
        }
    };
    found.ok_or(WebError::NotFound)
}

/// Begins to keep a client's word; without a transaction where the same key kept it before.
async fn begin(
    cx: &ApiCx,
    headers: &HeaderMap,
    action: &'static str,
    client: &ClientCode,
) -> Result<(Option<Tx>, Case), WebError> {
    let (key, demanded) = (cx.key(headers), IfMatch::of(headers)?);
    let id = case_of_code(cx, client).await?;
    let mut tx = cx.write().await?;
    let case = crate::find(&mut tx, id).await?.ok_or(WebError::NotFound)?;
    if recall(&mut tx, action, &key).await?.is_some() {
        return Ok((None, case));
    }
    demanded.check(&Tag::of_version(case.version))?;
    // The same call twice at once: sent again, the second finds what the first has done.
    remember(&mut tx, action, &key, &id.to_string(), cx.at).await.map_err(|error| {
        match error.conflict() {
            Some(_) => WebError::Conflict("cases-stale"),
            None => error.into(),
        }
    })?;
    Ok((Some(tx), case))
}

async fn end(mut tx: Tx, id: CaseId) -> Result<Response, WebError> {
    let case = crate::find(&mut tx, id).await?.ok_or(WebError::NotFound)?;
    tx.commit().await?;
    Ok(changed(&case))
}

/// A field that is not in order.
fn wrong(field: &str, text: String) -> WebError {
    WebError::Fields(vec![WrongField { field: field.to_owned(), text, confirm: None }])
}

/// A client's words; empty for none.
fn words(text: &str) -> Result<String, CaseError> {
    if text.trim().is_empty() { Ok(String::new()) } else { Ok(clean(text, MOST_WORDS)?) }
}

async fn judge(cx: ApiCx, headers: HeaderMap, Json(body): Json<JudgeBody>) -> Result<Response, WebError> {
    let said = words(&body.words)?;
    if !body.is_answer && said.is_empty() {
        return Err(wrong("words", cx.words.t("cases-judge-say-why")));
    }
    let (tx, case) = begin(&cx, &headers, "client.judged", &body.client).await?;
    let Some(mut tx) = tx else { return Ok(changed(&case)) };
    if !due(&mut tx, &case).await?.judge {
        return Err(WebError::Conflict("cases-client-not-asked"));
    }
    let verdict = if body.is_answer { Verdict::Answered } else { Verdict::NotAnswered };
    judged(&mut tx, &cx.app, &client(&cx), case.id, verdict, &said).await?;
    end(tx, case.id).await
}

async fn survey(cx: ApiCx, headers: HeaderMap, Json(body): Json<ThreeBody>) -> Result<Response, WebError> {
    if !(0..=10).contains(&body.ease) {
        return Err(wrong("ease", cx.words.t("cases-survey-choose")));
    }
    let said = Said { ease: body.ease, fair: body.fair.name().to_owned(), words: words(&body.words)? };
    let (tx, case) = begin(&cx, &headers, "client.survey", &body.client).await?;
    let Some(mut tx) = tx else { return Ok(changed(&case)) };
    if !due(&mut tx, &case).await?.survey {
        return Err(WebError::Conflict("cases-client-not-asked"));
    }
    surveyed(&mut tx, &cx.app, &client(&cx), &case, said).await?;
    end(tx, case.id).await
}

/// Whose word it is: the code proves the client, whichever way it came.
const fn client(cx: &ApiCx) -> Actor {
    Actor { by: By::Client, at: cx.at }
}
