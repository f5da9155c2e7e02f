//! What correspondence does to a case: the client goes on with it, the program confirms that something came.

use solits_db::{DbError, Tx};
use solits_journal::{Actor, Entry, list_entries_of};
use solits_kernel::{CaseId, Timestamp};
use solits_standard::event::EventKind;
use solits_web::App;

use super::{CaseError, change, entry};
use crate::{
    model::{Case, NextStepBy, Refusal, Status},
    store,
    work::pauses,
};

/// Reads the nearest limit of a case back from the promises that are still owed for it; for whoever has recorded something
/// about the case.
pub async fn refresh_due(tx: &mut Tx, case: CaseId) -> Result<Option<Timestamp>, DbError> {
    store::update_due(tx, case).await
}

/// Sets the nearest limit of a case anew when the transaction commits, where nothing before that asks for it.
pub fn refresh_due_at_commit(tx: &mut Tx, case: CaseId) {
    store::update_due_at_commit(tx, case);
}

/// The client has written in the case: one that waited for them is the institution's again, and one that had ended is
/// taken up by its owner (L-05).
pub async fn client_wrote(tx: &mut Tx, app: &App, actor: &Actor, id: CaseId) -> Result<(), CaseError> {
    let mut before = store::find(tx, id).await?.ok_or(CaseError::NotFound)?;
    if before.status == Status::WaitingClient
        && let Some(running) = pauses::actions::go_on(tx, app, actor, &before).await?
    {
        before = running;
    }
    let (case, entry) = match before.status {
        Status::Open => return Ok(()),
        Status::WaitingClient => {
            let case = before.clone().note(NextStepBy::Us, Some(String::new()));
            let entry = entry(EventKind::CaseNoted, &case)
                .with("what", "client_wrote")
                .with("status", case.status.name());
            (case, entry)
        }
        Status::Answered | Status::Closed => {
            let case = before.clone().reopen()?;
            let entry = entry(EventKind::CaseReopened, &case)
                .with("what", "client_wrote")
                .with("kind", case.kind.name())
                .with("service", case.service);
            (case, entry)
        }
    };
    change(tx, app, actor, case, &before, entry).await?;
    Ok(())
}

/// A confirmation has left for the client. A case that has ended meanwhile needs none.
pub async fn acknowledge_by_program(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    id: CaseId,
) -> Result<(), CaseError> {
    let before = store::find(tx, id).await?.ok_or(CaseError::NotFound)?;
    let case = match before.clone().acknowledge() {
        Ok(case) => case,
        Err(Refusal::NotOpen) => return Ok(()),
        Err(refusal) => return Err(refusal.into()),
    };
    let entry = entry(EventKind::CaseAcknowledged, &case);
    change(tx, app, actor, case, &before, entry).await?;
    Ok(())
}

/// What the case was answered with is no longer said: it is its owner's again, and nothing counts as answered from here on.
pub async fn take_up_again(tx: &mut Tx, app: &App, actor: &Actor, id: CaseId) -> Result<(), CaseError> {
    let before = store::find(tx, id).await?.ok_or(CaseError::NotFound)?;
    let (case, entry) = taken_up(&before)?;
    change(tx, app, actor, case, &before, entry).await?;
    Ok(())
}

fn taken_up(before: &Case) -> Result<(Case, Entry), CaseError> {
    let case = before.clone().reopen()?;
    let entry = entry(EventKind::CaseReopened, &case)
        .with("what", "reply_taken_back")
        .with("kind", case.kind.name())
        .with("service", case.service);
    Ok((case, entry))
}

/// A letter that was written then was taken back before it left. What it answered is its owner's again and owed as it was
/// before; what it told of a delay was never told. Nothing where it did neither, as one that was to leave later.
pub async fn letter_taken_back(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    id: CaseId,
    written_at: Timestamp,
) -> Result<(), CaseError> {
    let before = store::find(tx, id).await?.ok_or(CaseError::NotFound)?;
    let entries = list_entries_of(tx, id.uuid()).await?;
    let done = |kind: EventKind| {
        let mut then = entries.iter().rev().filter(|one| one.at == written_at);
        then.find(|one| one.kind == kind.name()).map(|one| one.n)
    };
    let (case, entry) = if let (Status::Answered, Some(n)) = (before.status, done(EventKind::CaseAnswered)) {
        let (case, entry) = taken_up(&before)?;
        (case, entry.with("undoes", n))
    } else if let Some(n) = done(EventKind::CaseDelayTold) {
        let case = before.clone().touched();
        let entry = entry(EventKind::CaseNoted, &case).with("what", "delay_taken_back");
        (case, entry.with("undoes", n))
    } else {
        return Ok(());
    };
    change(tx, app, actor, case, &before, entry.with("undoes_at", written_at)).await?;
    Ok(())
}
