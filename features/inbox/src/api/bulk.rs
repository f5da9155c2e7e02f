//! `/api/v1/inbox/claim`, `…/bulk` and `…/undo`: taking cases, doing something to several at once, and taking that back.
//!
//! Whoever decides names the owner the case had then. Where it has another by now, somebody was faster, and the answer says
//! who has it.

use axum::{
    http::{HeaderMap, Method},
    response::{IntoResponse as _, Response},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use solits_cases::{CaseError, Unanswered, find, is_hidden_from};
use solits_db::Tx;
use solits_journal::{Actor, By};
use solits_kernel::{CaseId, EmployeeId, clean};
use solits_web::{ApiCx, Json, Routes, Schema, WebError, schema};
use uuid::Uuid;

use super::{WRITES, doc, employee};
use crate::{
    act::{Act, MOST_PICKED, Outcome, Pick, UNDO_SECONDS},
    ground::Ground,
    pages::{
        bulk::{MOST_REASON, MOST_STEP},
        done::why,
    },
    people::People,
    store,
};

/// A case, as it stood when something was decided about it.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct PickBody {
    case: Uuid,
    /// Id of its owner then.
    owner: Uuid,
    /// Its version then; without it something is done to whatever stands there.
    #[serde(default)]
    version: Option<i64>,
}

/// Cases to be taken.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ClaimBody {
    /// Id of the employee who takes them; a signed-in employee takes them themselves.
    #[serde(default)]
    employee: Option<Uuid>,
    #[schemars(length(min = 1, max = 50))]
    cases: Vec<PickBody>,
}

/// What is done to cases.
#[derive(Clone, Copy, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum Word {
    /// The employee becomes the owner.
    Claim,
    /// What was taken is given back to whom it was taken from.
    Release,
    /// A colleague becomes the owner.
    Assign,
    /// The present version is no news any more.
    Seen,
    /// Nothing more is owed. It is done 20 seconds later, when it can no longer be taken back.
    Close,
    /// What happens next, in words.
    Step,
}

/// Something to be done to several cases.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct BulkBody {
    /// Id of the employee who does it; a signed-in employee does it themselves.
    #[serde(default)]
    employee: Option<Uuid>,
    act: Word,
    /// For `assign`: id of the colleague.
    #[serde(default)]
    colleague: Option<Uuid>,
    /// For `close`: why. The client reads it.
    #[serde(default)]
    #[schemars(length(max = 8000))]
    reason: String,
    /// For `close`: why what the client wrote needs no answer, by which the standard may waive what it promised of it; `other`
    /// where it is left out, and then the answer is still owed.
    #[serde(default)]
    why: Option<Unanswered>,
    /// For `step`: what happens next.
    #[serde(default)]
    #[schemars(length(max = 300))]
    step: String,
    #[schemars(length(min = 1, max = 50))]
    cases: Vec<PickBody>,
}

/// Something to be taken back.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct UndoBody {
    /// Id of the employee who did it; a signed-in employee takes back what they did themselves.
    #[serde(default)]
    employee: Option<Uuid>,
    /// As the answer named it.
    batch: Uuid,
}

/// What became of it. Cases that are not there for the caller are not named.
#[derive(Serialize, JsonSchema)]
struct BatchBody {
    /// By this it is taken back.
    batch: Uuid,
    employee: Uuid,
    /// Until when it can be taken back; absent once it was.
    undo_until: Option<String>,
    cases: Vec<ItemBody>,
}

/// What became of one case.
#[derive(Serialize, JsonSchema)]
struct ItemBody {
    case: Uuid,
    reference: String,
    /// `done`, `held` (closed when it can no longer be taken back), `same` (it was so already), `back`; else why not:
    /// `faster`, `changed`, `not_allowed`, `ladder`, `undecided` (it awaits its decision, `/api/v1/feedback`), `ended`,
    /// `not_taken`, `callback`, `left`, `refused`, `kept`.
    outcome: &'static str,
    /// Whether it went as wanted.
    is_done: bool,
    /// Who has it now.
    owner: Uuid,
    owner_name: String,
    /// Why it stayed as it was, for people; empty where it went as wanted.
    why: String,
}

pub(super) fn routes() -> Routes {
    let answer: Option<Schema> = Some(schema::<BatchBody>);
    let claimed = doc("Take cases for an employee", Some(schema::<ClaimBody>), answer);
    let done = doc("Do something to several cases", Some(schema::<BulkBody>), answer);
    let undone = doc("Take back what was just done", Some(schema::<UndoBody>), answer);
    Routes::new()
        .api(Method::POST, "/api/v1/inbox/claim", WRITES, claimed, claim)
        .api(Method::POST, "/api/v1/inbox/bulk", WRITES, done, run)
        .api(Method::POST, "/api/v1/inbox/undo", WRITES, undone, undo)
}

async fn claim(cx: ApiCx, headers: HeaderMap, Json(body): Json<ClaimBody>) -> Result<Response, WebError> {
    apply(&cx, &headers, body.employee, &Act::Claim, &body.cases).await
}

async fn run(cx: ApiCx, headers: HeaderMap, Json(body): Json<BulkBody>) -> Result<Response, WebError> {
    let act = match body.act {
        Word::Claim => Act::Claim,
        Word::Release => Act::Release,
        Word::Seen => Act::Seen,
        Word::Close => {
            let reason = clean(&body.reason, MOST_REASON).map_err(CaseError::from)?;
            Act::Close(reason, body.why.unwrap_or(Unanswered::Other))
        }
        Word::Step => Act::Step(clean(&body.step, MOST_STEP).map_err(CaseError::from)?),
        Word::Assign => {
            let colleague = body.colleague.ok_or(WebError::Refused("inbox-colleague-missing"))?;
            Act::Assign(EmployeeId::new(colleague))
        }
    };
    apply(&cx, &headers, body.employee, &act, &body.cases).await
}

async fn apply(
    cx: &ApiCx,
    headers: &HeaderMap,
    named: Option<Uuid>,
    act: &Act,
    cases: &[PickBody],
) -> Result<Response, WebError> {
    if cases.is_empty() || cases.len() > MOST_PICKED {
        return Err(WebError::Refused("inbox-picked-count"));
    }
    let mut tx = cx.read().await?;
    let (me, people) = employee(&mut tx, cx, named).await?;
    let picks = picks(&mut tx, me, cases).await?;
    drop(tx);
    let batch = ground(cx, me, &people).run_once(act, &picks, &cx.key(headers)).await?;
    told(cx, me, &people, batch).await
}

/// The cases, each once, in the order in which they were named. One that is hidden from the employee is not there for them,
/// whatever the program sees.
async fn picks(tx: &mut Tx, me: EmployeeId, cases: &[PickBody]) -> Result<Vec<Pick>, WebError> {
    let mut picks: Vec<Pick> = Vec::new();
    for one in cases {
        let case = CaseId::new(one.case);
        if picks.iter().any(|pick| pick.case == case) || is_hidden_from(tx, case, me).await? {
            continue;
        }
        let version = match one.version {
            Some(version) => version,
            None => find(tx, case).await?.map(|found| found.version).unwrap_or_default(),
        };
        picks.push(Pick { case, version, owner: EmployeeId::new(one.owner) });
    }
    Ok(picks)
}

/// As on the pages; a token may with its scope what it takes the right to pass on any case for.
fn ground<'a>(cx: &'a ApiCx, me: EmployeeId, people: &'a People) -> Ground<'a> {
    Ground {
        app: &cx.app,
        scope: cx.scope(),
        actor: Actor { by: By::Employee(me), at: cx.at },
        me,
        may_assign: cx.me.as_ref().is_none_or(|me| me.may("cases.assign")),
        people,
    }
}

async fn undo(cx: ApiCx, Json(body): Json<UndoBody>) -> Result<Response, WebError> {
    let mut tx = cx.read().await?;
    let (me, people) = employee(&mut tx, &cx, body.employee).await?;
    drop(tx);
    ground(&cx, me, &people).undo(body.batch).await?;
    told(&cx, me, &people, body.batch).await
}

/// What became of each case.
async fn told(cx: &ApiCx, me: EmployeeId, people: &People, id: Uuid) -> Result<Response, WebError> {
    let mut tx = cx.read().await?;
    let batch = store::find_batch(&mut tx, id, me).await?.ok_or(WebError::NotFound)?;
    let items = store::list_items(&mut tx, id).await?;
    let named = store::list_named(&mut tx, id).await?;
    let cases = items.into_iter().filter_map(|item| {
        let (_, reference, owner) = named.iter().find(|(case, _, _)| *case == item.case_id)?;
        let outcome = Outcome::parse(&item.outcome).unwrap_or(Outcome::Refused);
        Some(ItemBody {
            case: item.case_id.uuid(),
            reference: reference.clone(),
            outcome: outcome.name(),
            is_done: outcome.is_good(),
            owner: owner.uuid(),
            owner_name: people.name(*owner),
            why: if outcome.is_good() { String::new() } else { why(outcome, *owner, people, cx.words) },
        })
    });
    let until = batch.at.plus_millis(UNDO_SECONDS * 1_000);
    let body = BatchBody {
        batch: id,
        employee: me.uuid(),
        undo_until: batch.taken_back_at.is_none().then(|| until.to_string()),
        cases: cases.collect(),
    };
    Ok(Json(body).into_response())
}
