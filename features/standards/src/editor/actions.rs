//! What can be done with a draft: begin it, save it, return to an earlier state, send it on as a version.

use solits_db::{DbError, Tx};
use solits_journal::{Actor, By, Entry, JournalError, record};
use solits_standard::{Checked, event::EventKind};
use solits_web::{App, WebError};
use thiserror::Error;
use uuid::Uuid;

use super::{
    model::Origin,
    ready::{Known, Next, Outcome},
    store::{self, Draft, Saved},
};
use crate::actions::{StandardsError, keep};

/// Why a draft was not changed.
#[derive(Debug, Error)]
pub(super) enum EditorError {
    /// No such draft, or no such state.
    #[error("no such draft")]
    NotFound,
    /// It was put away.
    #[error("the draft was put away")]
    PutAway,
    /// A program does not do this.
    #[error("this is done by people")]
    NoPerson,
    /// Others saved since the state that was seen.
    #[error("the draft has changed since it was seen")]
    Changed,
    /// The database failed.
    #[error("the database failed")]
    Db(#[from] DbError),
    /// The journal failed.
    #[error("the journal failed")]
    Journal(#[from] JournalError),
}

impl From<EditorError> for WebError {
    fn from(error: EditorError) -> Self {
        match error {
            EditorError::NotFound => Self::NotFound,
            EditorError::PutAway => Self::Conflict("standards-edit-is-put-away"),
            EditorError::NoPerson => Self::Refused("standards-no-person"),
            EditorError::Changed => Self::Conflict("standards-edit-list-changed"),
            EditorError::Db(error) => Self::Db(error),
            EditorError::Journal(error) => Self::Journal(error),
        }
    }
}

/// What became of a text that was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Taken {
    /// It is the state of this number.
    Saved(i64),
    /// It was joined with what others changed meanwhile, as the state of this number.
    Joined(i64),
    /// It says what the draft said already.
    Same(i64),
    /// Somebody changed the same meanwhile: its author has to choose.
    Clash,
    /// It is longer than a state may be.
    TooLarge,
}

impl Taken {
    /// The state that says it now; `None` where nothing was taken.
    pub(super) const fn state(&self) -> Option<i64> {
        match self {
            Self::Saved(state) | Self::Joined(state) | Self::Same(state) => Some(*state),
            Self::Clash | Self::TooLarge => None,
        }
    }
}

/// What is to be done with a draft, as long as it is in the state in which that was decided.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ready<'a> {
    /// The latest state when it was decided.
    pub(super) state: i64,
    pub(super) outcome: &'a Outcome,
    /// One of the words of the table of states.
    pub(super) what: &'a str,
    /// Which entry was changed; empty for the whole text.
    pub(super) place: &'a str,
}

/// On what pages that show a draft listen.
pub(super) fn topic(draft: i64) -> String {
    format!("draft:{draft}")
}

/// The subject of entries about a draft.
fn subject(draft: i64) -> uuid::Uuid {
    uuid::Uuid::from_u64_pair(0x5354_414e_4452_4654, u64::try_from(draft).unwrap_or_default())
}

/// Who writes: an employee, or another program by its token.
fn author(actor: &Actor) -> Result<Uuid, EditorError> {
    match actor.by {
        By::Employee(id) => Ok(id.uuid()),
        By::Token(id) => Ok(id.uuid()),
        By::Device(_) | By::Client | By::Program => Err(EditorError::NoPerson),
    }
}

async fn note(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    draft: i64,
    what: &str,
    state: i64,
) -> Result<(), EditorError> {
    let entry = Entry::new(EventKind::SetupChanged, subject(draft), None)
        .with("what", what)
        .with("draft", draft)
        .with("state", state);
    record(tx, &app.heart, actor, entry).await?;
    tx.signal(topic(draft));
    Ok(())
}

/// Begins a draft with its first state. Returns its number.
pub(super) async fn begin(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    origin: &Origin,
    next: &Next,
) -> Result<i64, EditorError> {
    let by = author(actor)?;
    let title = next.title.clone().unwrap_or_else(|| origin.which());
    let text = &next.text;
    let first = Saved { what: "begun", place: "", text, title: &title, at: actor.at, by };
    let draft = store::insert(tx, origin.name(), &origin.which(), first).await?;
    note(tx, app, actor, draft, "draft.begun", 1).await?;
    Ok(draft)
}

/// An open draft, held until the transaction ends.
pub(super) async fn held(tx: &mut Tx, draft: i64) -> Result<Draft, EditorError> {
    let is_open = store::hold(tx, draft).await?;
    let found = store::find(tx, draft).await?.ok_or(EditorError::NotFound)?;
    if is_open { Ok(found) } else { Err(EditorError::PutAway) }
}

/// The text of a state that has to be there.
pub(super) async fn text_of(tx: &mut Tx, draft: i64, state: i64) -> Result<String, EditorError> {
    store::find_text(tx, draft, state).await?.ok_or(EditorError::NotFound)
}

/// A draft with the state that somebody saw and the latest one.
#[derive(Clone, Debug)]
pub(super) struct Read {
    pub(super) draft: Draft,
    pub(super) seen: Known,
    pub(super) now: Known,
}

/// Reads a draft as it is now, and as it was in the state that somebody saw.
pub(super) async fn read(tx: &mut Tx, draft: i64, seen: i64) -> Result<Read, EditorError> {
    let draft = store::find(tx, draft).await?.ok_or(EditorError::NotFound)?;
    let now = Known { state: draft.state, text: text_of(tx, draft.draft, draft.state).await? };
    let seen = if seen == now.state {
        now.clone()
    } else {
        Known { state: seen, text: text_of(tx, draft.draft, seen).await? }
    };
    Ok(Read { draft, seen, now })
}

/// Does what was decided. `None` where somebody saved meanwhile: it has to be decided anew, on what the draft says now.
pub(super) async fn take(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    draft: i64,
    ready: Ready<'_>,
) -> Result<Option<Taken>, EditorError> {
    let held = held(tx, draft).await?;
    if held.state != ready.state {
        return Ok(None);
    }
    Ok(Some(match ready.outcome {
        Outcome::Same => Taken::Same(held.state),
        Outcome::Clash => Taken::Clash,
        Outcome::TooLarge => Taken::TooLarge,
        Outcome::Next(next) => {
            let state = save(tx, app, actor, &held, next, (ready.what, ready.place)).await?;
            if next.is_joined { Taken::Joined(state) } else { Taken::Saved(state) }
        }
    }))
}

/// Makes a text the next state of a draft that is held.
async fn save(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    held: &Draft,
    next: &Next,
    (what, place): (&str, &str),
) -> Result<i64, EditorError> {
    let by = author(actor)?;
    let title = next.title.as_deref().unwrap_or(&held.title);
    let saved = Saved { what, place, text: &next.text, title, at: actor.at, by };
    let state = store::save(tx, held.draft, held.state, saved).await?;
    note(tx, app, actor, held.draft, "draft.saved", state).await?;
    Ok(state)
}

/// Makes a version of the state that was seen and checked, on which the way goes on: comparison, trial, adoption by another
/// person. Returns its number; of a state that was sent already, the number it has. A program is refused: what it had sent
/// nobody could adopt, since two people put a version in force.
pub(super) async fn send(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    draft: i64,
    seen: &Known,
    checked: Checked,
) -> Result<Result<i64, StandardsError>, EditorError> {
    actor.employee().ok_or(EditorError::NoPerson)?;
    let held = held(tx, draft).await?;
    if held.state != seen.state {
        return Err(EditorError::Changed);
    }
    if let (Some(number), Some(state)) = (held.sent_number, held.sent_state)
        && state == held.state
    {
        return Ok(Ok(number));
    }
    let number = match keep(tx, app, actor, &seen.text, checked).await {
        Ok(number) => number,
        Err(error) => return Ok(Err(error)),
    };
    store::mark_sent(tx, draft, held.state, number).await?;
    note(tx, app, actor, draft, "draft.sent", held.state).await?;
    Ok(Ok(number))
}

/// Where a draft stands among the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// It is being written.
    Open,
    /// It lies in the drawer, and can be taken out again.
    PutAway,
}

/// Puts a draft away or takes it out again.
pub(super) async fn put(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    draft: i64,
    standing: Standing,
) -> Result<(), EditorError> {
    let found = store::find(tx, draft).await?.ok_or(EditorError::NotFound)?;
    let (status, what) = match standing {
        Standing::Open => ("open", "draft.taken_out"),
        Standing::PutAway => ("put_away", "draft.put_away"),
    };
    if store::mark(tx, draft, status).await? {
        note(tx, app, actor, draft, what, found.state).await?;
    }
    Ok(())
}
