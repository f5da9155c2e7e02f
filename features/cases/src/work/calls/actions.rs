//! What becomes of the calls of a case when the case ends or becomes part of another.

use solits_db::Tx;
use solits_journal::{Actor, Entry, record};
use solits_kernel::CaseId;
use solits_standard::event::EventKind;
use solits_web::App;

use super::store::{self, Call, CallOfCase};
use crate::{
    actions::CaseError,
    model::{Case, Refusal},
    work::relations::{self, store::Kind},
};

/// A case does not end while the client waits for a call: a call ends only with its result (G-11).
pub(crate) async fn none_open(tx: &mut Tx, case: CaseId) -> Result<(), CaseError> {
    let is_open = store::list(tx, case).await?.iter().any(|call| call.ended_at.is_none());
    if is_open { Err(Refusal::CallOpen.into()) } else { Ok(()) }
}

/// Links the case of what was written down in a call with the case of that call. One that whoever wrote it down does not
/// see any more, as a complaint that has been passed on, stands for itself.
pub async fn link_with_call(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    case: CaseId,
    call: &CallOfCase,
) -> Result<(), CaseError> {
    tx.settle().await?;
    let Some(opened) = crate::find(tx, case).await? else { return Ok(()) };
    relations::actions::link(tx, app, actor, (case, opened.version), call.case_id, Kind::Related).await?;
    Ok(())
}

/// What was promised in a case goes on in the one it became part of, at the time that was told.
pub(crate) async fn move_to(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    from: CaseId,
    into: &Case,
) -> Result<(), CaseError> {
    let calls = store::list(tx, from).await?;
    store::update_case(tx, from, into.id).await?;
    for call in calls.into_iter().filter(|call| call.ended_at.is_none()) {
        let Some(promised) = call.promised_at else { continue };
        let told = Entry::new(promised_by(&call), into.id, Some(into.branch))
            .with("planned_at", promised)
            .with("channel", call.answer_by.as_str())
            .with("employee", call.employee_id)
            .with("callback", call.id.to_string());
        record(tx, &app.heart, actor, told).await?;
    }
    Ok(())
}

/// A promise to call is one of its own kind; any other answer at a time is a promise like all others.
fn promised_by(call: &Call) -> EventKind {
    if call.answer_by == "phone" { EventKind::CallBackPromised } else { EventKind::CasePromised }
}
