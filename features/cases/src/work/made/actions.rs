//! Promising something to a client, and doing it.

use jiff::civil::{Date, Time};
use solits_db::Tx;
use solits_journal::{Actor, Entry};
use solits_kernel::{CaseId, Timestamp, clean};
use solits_standard::event::EventKind;
use solits_web::App;
use uuid::Uuid;

use super::store::{self, Made, State};
use crate::{
    actions::{CaseError, change, end_of, seen, write_note},
    model::{Audience, Case, Refusal},
};

/// Longest promise.
pub(crate) const MOST_PROMISE: usize = 500;

/// Promises something to the client by the end of a working day, or by a time of it. The client reads it on the own page.
pub async fn promise(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    (id, version): (CaseId, i64),
    text: &str,
    (date, time): (Date, Option<Time>),
) -> Result<(Case, Uuid), CaseError> {
    let before = seen(tx, id, version).await?;
    if !before.status.is_live() {
        return Err(Refusal::NotOpen.into());
    }
    let text = clean(text, MOST_PROMISE)?;
    let loaded = app.heart.loaded(tx).await?;
    let calendar = loaded.calendar(Some(before.branch)).ok_or(Refusal::NoSuchPlace)?;
    let end = end_of(&calendar, date).ok_or(Refusal::BadDate)?;
    let due_at = time.map_or(end, |time| Timestamp::in_riga(date, time));
    if due_at <= actor.at {
        return Err(Refusal::BadDate.into());
    }
    let made = Made {
        id: app.random.uuid(actor.at),
        case: id,
        text: text.clone(),
        due_at,
        at: actor.at,
        employee: actor.employee(),
        state: State::Open,
        ended_at: None,
    };
    store::insert(tx, &made).await?;
    let note = write_note(tx, app, actor, id, Audience::Client, text).await?;
    let case = before.clone().touched();
    let entry = Entry::new(EventKind::CasePromised, made.id, Some(case.branch))
        .with("case", id)
        .with("note", note.to_string())
        .with("planned_at", due_at);
    Ok((change(tx, app, actor, case, &before, entry).await?, made.id))
}

/// How a promise ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End<'a> {
    /// It is done.
    Kept,
    /// It is taken back; the client reads why.
    Released(&'a str),
}

/// Checks a promise off, or takes it back with a reason.
pub(crate) async fn end(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    (id, version): (CaseId, i64),
    promise: Uuid,
    end: End<'_>,
) -> Result<Case, CaseError> {
    let before = seen(tx, id, version).await?;
    let (state, note) = match end {
        End::Kept => (State::Kept, None),
        End::Released(reason) => {
            let reason = clean(reason, MOST_PROMISE).map_err(|_| Refusal::ReasonMissing)?;
            (State::Released, Some(write_note(tx, app, actor, id, Audience::Client, reason).await?))
        }
    };
    if !store::update_state(tx, id, promise, state, actor.at).await? {
        return Err(CaseError::NotFound);
    }
    let case = before.clone().touched();
    let entry = Entry::new(EventKind::CasePromiseKept, promise, Some(case.branch))
        .with("case", id)
        .with("kept", state == State::Kept)
        .with("note", note.map(|note| note.to_string()));
    change(tx, app, actor, case, &before, entry).await
}
