//! The parts of a case for other programs: `/api/v1/cases/{case}/…`.
//!
//! A change names the version of the case it was decided on, or with `If-Match` its tag; without either it is made to
//! whatever stands there. A repeated `Idempotency-Key` changes nothing more and answers with the case as it stands.

/// Begins a change, or answers at once where the same key made it before.
macro_rules! begun {
    ($cx:expr, $headers:expr, $id:expr, $action:literal, $version:expr) => {
        match begin(&$cx, &$headers, $id, $action, $version).await? {
            Begun::Before(case) => return Ok(changed(&case)),
            Begun::Now(call) => call,
        }
    };
}

mod bodies;
mod change;
mod course;
mod news;
mod put_right;
mod read;
mod told;

use axum::{
    http::{HeaderMap, Method},
    response::Response,
};
use solits_db::Tx;
use solits_journal::{Actor, By};
use solits_kernel::{CaseId, EmployeeId};
use solits_web::{ApiCx, ApiDoc, IfMatch, Routes, Schema, Tag, Tagged, WebError, recall, remember, schema};
use uuid::Uuid;

use crate::{
    actions::CaseError,
    api::{CaseBody, changed, doc},
    model::{Case, Refusal},
    pages::ASSIGN,
    store,
    work::passing,
};
use bodies::{
    ExtendBody, HandOutBody, HandOverBody, LinkBody, MergeBody, NewPartyBody, NewPromiseBody, NewSourceBody,
    OrderBody, OrderDelayBody, PauseBody, PaymentBody, PromiseEndBody, ReferBody, RefuseBody, SplitBody,
    TermsBody, VersionBody,
};

/// The routes of other programs.
pub(crate) fn routes() -> Routes {
    let (reads, writes) = ("cases.read", "cases.write");
    let changes = |summary, body: Schema| ApiDoc {
        tagged: Tagged::Guarded,
        ..doc(summary, Some(body), Some(schema::<CaseBody>))
    };
    let lists = |summary, answer: Schema| doc(summary, None, Some(answer));
    Routes::new()
        .api(
            Method::GET,
            "/api/v1/cases/{case}/parties",
            reads,
            lists("Who takes part in a case", schema::<Vec<bodies::PartyBody>>),
            read::parties,
        )
        .api(
            Method::POST,
            "/api/v1/cases/{case}/parties",
            writes,
            changes("Add somebody to a case", schema::<NewPartyBody>),
            change::party,
        )
        .api(
            Method::POST,
            "/api/v1/cases/{case}/parties/{person}/checked",
            writes,
            changes("Note that somebody's contacts are right", schema::<VersionBody>),
            change::party_checked,
        )
        .api(
            Method::POST,
            "/api/v1/cases/{case}/parties/{person}/ended",
            writes,
            changes("End somebody's part in a case", schema::<VersionBody>),
            change::party_ended,
        )
        .api(
            Method::GET,
            "/api/v1/cases/{case}/order",
            reads,
            lists("The order of a case", schema::<OrderBody>),
            read::order,
        )
        .api(
            Method::POST,
            "/api/v1/cases/{case}/order",
            writes,
            changes("Agree on the order of a case", schema::<TermsBody>),
            change::order,
        )
        .api(
            Method::POST,
            "/api/v1/cases/{case}/order/payment",
            writes,
            changes("Confirm the payment of an order", schema::<PaymentBody>),
            change::payment,
        )
        .api(
            Method::POST,
            "/api/v1/cases/{case}/order/hand-out",
            writes,
            changes("Hand out the documents of an order", schema::<HandOutBody>),
            change::hand_out,
        )
        .api(
            Method::POST,
            "/api/v1/cases/{case}/order/delay",
            writes,
            changes("Warn the head of the unit that an order may be late", schema::<OrderDelayBody>),
            change::order_delay,
        )
        .api(
            Method::GET,
            "/api/v1/cases/{case}/sources",
            reads,
            lists("On what the answer rests", schema::<Vec<bodies::SourceBody>>),
            read::sources,
        )
        .api(
            Method::POST,
            "/api/v1/cases/{case}/sources",
            writes,
            changes("Note a fact, a source or a circumstance", schema::<NewSourceBody>),
            change::source,
        )
        .api(
            Method::GET,
            "/api/v1/cases/{case}/promises",
            reads,
            lists("What was promised to the client", schema::<Vec<bodies::PromiseBody>>),
            read::promises,
        )
        .api(
            Method::POST,
            "/api/v1/cases/{case}/promises",
            writes,
            changes("Promise the client something", schema::<NewPromiseBody>),
            change::promise,
        )
        .api(
            Method::POST,
            "/api/v1/cases/{case}/promises/{promise}",
            writes,
            changes("Check a promise off, or take it back", schema::<PromiseEndBody>),
            change::promise_end,
        )
        .merge(going_on(changes, lists))
        .merge(course::routes())
        .merge(told::routes())
        .merge(news::routes())
        .merge(put_right::routes())
}

/// Pauses, terms and other cases.
fn going_on(
    changes: impl Fn(&'static str, Schema) -> ApiDoc,
    lists: impl Fn(&'static str, Schema) -> ApiDoc,
) -> Routes {
    let (reads, writes) = ("cases.read", "cases.write");
    Routes::new()
        .api(
            Method::POST,
            "/api/v1/cases/{case}/pauses",
            writes,
            changes("Let the work on a case stand still", schema::<PauseBody>),
            change::pause,
        )
        .api(
            Method::POST,
            "/api/v1/cases/{case}/pauses/end",
            writes,
            changes("Let the work on a case go on", schema::<VersionBody>),
            change::resume,
        )
        .api(
            Method::GET,
            "/api/v1/cases/{case}/extensions",
            reads,
            lists("Terms that may be made longer", schema::<Vec<bodies::TermBody>>),
            read::extensions,
        )
        .api(
            Method::POST,
            "/api/v1/cases/{case}/extensions",
            writes,
            changes("Make a term longer", schema::<ExtendBody>),
            change::extend,
        )
        .api(
            Method::GET,
            "/api/v1/cases/{case}/links",
            reads,
            lists("Cases linked with a case", schema::<Vec<bodies::LinkedBody>>),
            read::links,
        )
        .api(
            Method::POST,
            "/api/v1/cases/{case}/links",
            writes,
            changes("Link a case with another", schema::<LinkBody>),
            change::link,
        )
        .api(
            Method::POST,
            "/api/v1/cases/{case}/links/{other}/remove",
            writes,
            changes("Take the link between two cases away", schema::<VersionBody>),
            change::unlink,
        )
        .api(
            Method::POST,
            "/api/v1/cases/{case}/merge",
            writes,
            changes("Make a case part of another; answers with the one that stays", schema::<MergeBody>),
            change::merge,
        )
        .api(
            Method::POST,
            "/api/v1/cases/{case}/split",
            writes,
            doc(
                "Open a case for a part of a case",
                Some(schema::<SplitBody>),
                Some(schema::<bodies::SplitOffBody>),
            ),
            change::split,
        )
        .api(
            Method::POST,
            "/api/v1/cases/{case}/hand-over",
            writes,
            changes("Hand a case over to another unit", schema::<HandOverBody>),
            change::hand_over,
        )
        .api(
            Method::POST,
            "/api/v1/cases/{case}/referrals",
            writes,
            changes("Name the competent body to the client", schema::<ReferBody>),
            change::refer,
        )
        .api(
            Method::POST,
            "/api/v1/cases/{case}/refusal",
            writes,
            changes("Refuse with reasons and what to do next", schema::<RefuseBody>),
            change::refuse,
        )
}

/// A change that is about to be made.
struct Call {
    tx: Tx,
    /// The version it is made to.
    version: i64,
}

/// What is known before a change.
enum Begun {
    /// The same key made it before: the case as it stands.
    Before(Case),
    /// It is made now.
    Now(Call),
}

/// Begins a change of a case: once for each key, in the state the caller has seen.
async fn begin(
    cx: &ApiCx,
    headers: &HeaderMap,
    id: CaseId,
    action: &'static str,
    version: Option<i64>,
) -> Result<Begun, WebError> {
    let (key, demanded) = (cx.key(headers), IfMatch::of(headers)?);
    let mut tx = cx.write().await?;
    let now = store::find(&mut tx, id).await?.ok_or(WebError::NotFound)?;
    if recall(&mut tx, action, &key).await?.is_some() {
        return Ok(Begun::Before(now));
    }
    demanded.check(&Tag::of_version(now.version))?;
    // The same call twice at once: sent again, the second finds what the first has done.
    remember(&mut tx, action, &key, &id.to_string(), cx.at).await.map_err(|error| {
        match error.conflict() {
            Some(_) => WebError::Conflict("cases-stale"),
            None => error.into(),
        }
    })?;
    Ok(Begun::Now(Call { tx, version: version.unwrap_or(now.version) }))
}

/// Keeps a change.
async fn end(call: Call, done: Result<Case, CaseError>) -> Result<Response, WebError> {
    let case = done?;
    call.tx.commit().await?;
    Ok(changed(&case))
}

/// The employee for whom a call is made: whoever is signed in, else the one whom the program names. Nobody decides about
/// a case that is hidden from them.
async fn person(tx: &mut Tx, cx: &ApiCx, cases: &[CaseId], named: Option<Uuid>) -> Result<Actor, CaseError> {
    let employee = match (cx.by, named) {
        (By::Employee(id), _) => id,
        (_, Some(id)) => EmployeeId::new(id),
        _ => return Err(Refusal::NoSuchEmployee.into()),
    };
    let found = solits_organisation::find_employee(tx, employee).await?;
    found.filter(|one| one.active).ok_or(Refusal::NoSuchEmployee)?;
    for case in cases {
        if passing::store::is_hidden_from(tx, *case, employee).await? {
            return Err(Refusal::HasConflict.into());
        }
    }
    Ok(Actor { by: By::Employee(employee), at: cx.at })
}

/// As on the pages: one's own case, one whose owner has left, or the right to pass on those of others. A token has it with
/// its scope.
async fn check_may_pass_on(tx: &mut Tx, cx: &ApiCx, id: CaseId) -> Result<(), WebError> {
    let Some(me) = cx.me.as_ref().filter(|me| !me.may(ASSIGN)) else { return Ok(()) };
    let owner = store::find(tx, id).await?.ok_or(WebError::NotFound)?.owner;
    let found = solits_organisation::find_employee(tx, owner).await?;
    if owner == me.employee || !found.is_some_and(|one| one.active) {
        return Ok(());
    }
    Err(WebError::Forbidden(ASSIGN))
}
