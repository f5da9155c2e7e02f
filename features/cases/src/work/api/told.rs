//! What happened to a case, what is promised in it and what its client says of it, for other programs.

use axum::{
    extract::{Path, Query},
    http::Method,
    response::{IntoResponse as _, Response},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use solits_i18n::Words;
use solits_journal::{Loaded, list_entries_of};
use solits_kernel::{CaseId, Timestamp};
use solits_obligation::{Obligation, State};
use solits_standard::model::Limit;
use solits_web::{ApiCx, ApiDoc, Json, Routes, WebError, schema};
use uuid::Uuid;

use super::read::open;
use crate::{
    api::doc,
    client::find_survey,
    facts,
    pages::{Beside, Directory, Whole, timeline},
    store,
    timeline::{Told, Who, happenings, judged},
};

/// The scope of all of them.
const READS: &str = "cases.read";
/// Entries of a timeline in one answer.
const PER_PAGE: usize = 100;

/// What happened to a case, oldest first.
#[derive(Serialize, JsonSchema)]
struct TimelineBody {
    entries: Vec<EntryBody>,
    /// Give this as `from` for the next ones; absent at the end.
    next: Option<usize>,
}

/// Something that happened, in the language of `Accept-Language`.
#[derive(Serialize, JsonSchema)]
struct EntryBody {
    /// RFC 3339.
    at: String,
    /// The name of the event as in the standard file, or `message` for what was written, `contact` for a visit or an answer
    /// as a contact, `call`, and `obligation.opened`, `obligation.met`, `obligation.waived`.
    kind: &'static str,
    /// `contacts`, `messages`, `notes`, `promises` or `steps`.
    part: &'static str,
    /// `employee`, `client`, `program` or `other_program`.
    by: &'static str,
    /// Id of the employee who did it.
    employee: Option<Uuid>,
    /// Who did it, for people.
    name: String,
    what: String,
    /// To whom, until when; empty for nothing.
    detail: String,
    /// The text that belongs to it; of a long message its beginning.
    text: String,
    /// Who reads the text, for people; empty without one.
    readers: String,
    /// The version of the case that it made.
    version: Option<i64>,
}

impl From<&Told> for EntryBody {
    fn from(told: &Told) -> Self {
        let (by, employee) = match told.by {
            Who::Employee(id) => ("employee", Some(id.uuid())),
            Who::Client => ("client", None),
            Who::OtherProgram => ("other_program", None),
            Who::Program => ("program", None),
        };
        Self {
            at: told.datetime.clone(),
            kind: told.kind,
            part: told.part.name(),
            by,
            employee,
            name: told.who.clone(),
            what: told.what.clone(),
            detail: told.detail.clone(),
            text: told.lines.join("\n"),
            readers: if told.lines.is_empty() { String::new() } else { told.audience.clone() },
            version: told.version,
        }
    }
}

/// Where a page of the timeline begins.
#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    from: usize,
}

/// Something promised for a case.
#[derive(Serialize, JsonSchema)]
struct ObligationBody {
    id: Uuid,
    /// Name of the norm in the standard.
    norm: String,
    /// Its sentence.
    text: String,
    /// Document and paragraph.
    source: String,
    /// `law` or `own`.
    limit: &'static str,
    /// Whether the client is told of it.
    is_public: bool,
    /// `open`, `met`, `breached` or `waived`.
    state: &'static str,
    /// Whether its clock stands still.
    is_paused: bool,
    opened_at: String,
    due_at: String,
    /// When it was met or waived, or found late.
    ended_at: Option<String>,
    /// When it was met after its limit.
    met_late_at: Option<String>,
    /// Why it is due then; empty where no days were counted.
    why: String,
}

/// What the client of a case says of it.
#[derive(Serialize, JsonSchema)]
struct SaidBody {
    /// Of each answer, whether it was one; oldest first.
    judged: Vec<JudgedBody>,
    /// The three answers at the end; absent where none were given.
    survey: Option<SurveyBody>,
}

/// What the client says of an answer.
#[derive(Serialize, JsonSchema)]
struct JudgedBody {
    at: String,
    /// Whether it was an answer.
    is_answer: bool,
    /// In the client's words; empty for none.
    words: String,
}

/// The three answers.
#[derive(Serialize, JsonSchema)]
struct SurveyBody {
    at: String,
    /// How easy it was: 0 not at all, 10 as easy as can be.
    ease: i64,
    /// Whether the treatment was fair: `yes`, `partly` or `no`.
    fair: String,
    /// In the client's words; empty for none.
    words: String,
}

pub(super) fn routes() -> Routes {
    let told = ApiDoc {
        query: &[("from", "How many entries are passed over")],
        ..doc("What happened to a case, oldest first", None, Some(schema::<TimelineBody>))
    };
    let owed = doc("What is promised for a case, and why then", None, Some(schema::<Vec<ObligationBody>>));
    let said = doc("What the client of a case says of it", None, Some(schema::<SaidBody>));
    Routes::new()
        .api(Method::GET, "/api/v1/cases/{case}/timeline", READS, told, tell)
        .api(Method::GET, "/api/v1/cases/{case}/obligations", READS, owed, obligations)
        .api(Method::GET, "/api/v1/cases/{case}/survey", READS, said, survey)
}

async fn tell(cx: ApiCx, Path(id): Path<CaseId>, Query(asked): Query<Asked>) -> Result<Response, WebError> {
    let (mut tx, case) = open(&cx, id).await?;
    let whole = Whole::of(&mut tx, &cx.app, case).await?;
    let directory = Directory::read(&mut tx, whole.loaded.clone(), cx.at, cx.words).await?;
    let beside = Beside::read(&mut tx, id).await?;
    let all = timeline(&whole, &beside, cx.words, &directory);
    let until = asked.from.saturating_add(PER_PAGE);
    let entries = all.iter().skip(asked.from).take(PER_PAGE).map(EntryBody::from).collect();
    Ok(Json(TimelineBody { entries, next: (until < all.len()).then_some(until) }).into_response())
}

async fn obligations(cx: ApiCx, Path(id): Path<CaseId>) -> Result<Response, WebError> {
    let (mut tx, _) = open(&cx, id).await?;
    let loaded = cx.app.heart.loaded(&mut tx).await?;
    let mut all = facts::list_obligations(&mut tx, id).await?;
    all.sort_by_key(|one| (!one.is_live(), one.due_at, one.opened_n, one.id));
    let bodies: Vec<ObligationBody> =
        all.iter().filter_map(|one| obligation(one, &loaded, cx.words)).collect();
    Ok(Json(bodies).into_response())
}

fn obligation(one: &Obligation, loaded: &Loaded, words: Words) -> Option<ObligationBody> {
    let standard = loaded.versions.get(one.standard)?;
    let promise = standard.promise(&one.norm)?;
    let (state, met_late_at) = match &one.state {
        State::Open => ("open", None),
        State::Met { .. } => ("met", None),
        State::Breached { met_late, .. } => ("breached", *met_late),
        State::Waived { .. } => ("waived", None),
    };
    let text = |at: Timestamp| at.to_string();
    Some(ObligationBody {
        id: one.id.uuid(),
        norm: one.norm.clone(),
        text: promise.text.get(words.0).to_owned(),
        source: standard.cite(&promise.origin, words.0),
        limit: match promise.limit {
            Limit::Law => "law",
            Limit::Promise => "own",
        },
        is_public: promise.public,
        state,
        is_paused: one.state == State::Open && one.look_at.is_none(),
        opened_at: text(one.opened_at),
        due_at: text(one.due_at),
        ended_at: one.closed_at().map(text),
        met_late_at: met_late_at.map(text),
        why: one.why.as_ref().map(|why| why.sentence_for(one.due_at, words.0)).unwrap_or_default(),
    })
}

async fn survey(cx: ApiCx, Path(id): Path<CaseId>) -> Result<Response, WebError> {
    let (mut tx, _) = open(&cx, id).await?;
    let happenings = happenings(&list_entries_of(&mut tx, id.uuid()).await?);
    let notes = store::list_notes(&mut tx, id).await?;
    let judged = judged(&happenings, &notes)
        .map(|(at, is_answer, words)| JudgedBody { at: at.to_string(), is_answer, words: words.to_owned() })
        .collect();
    let survey = find_survey(&mut tx, id).await?.map(|said| SurveyBody {
        at: said.at.to_string(),
        ease: said.ease,
        fair: said.fair,
        words: said.words,
    });
    Ok(Json(SaidBody { judged, survey }).into_response())
}
