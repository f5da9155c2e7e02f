//! What can be done with a draft: begin it, save it, return to an earlier state, send it on as a version.

use solits_db::{DbError, Tx};
use solits_journal::{Actor, Entry, JournalError, record};
use solits_kernel::EmployeeId;
use solits_standard::{edit, event::EventKind};
use solits_web::{App, WebError};
use thiserror::Error;

use super::{
    model::{Origin, checked, title},
    store::{self, Draft, Saved},
};
use crate::actions::{StandardsError, upload};

/// Why a draft was not changed.
#[derive(Debug, Error)]
pub(super) enum EditorError {
    /// No such draft, or no such state.
    #[error("no such draft")]
    NotFound,
    /// It was put away.
    #[error("the draft was put away")]
    PutAway,
    /// A program does not write a standard here.
    #[error("a draft is written by people")]
    NoPerson,
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
}

impl Taken {
    /// The state that says it now; `None` where nothing was taken.
    pub(super) const fn state(&self) -> Option<i64> {
        match self {
            Self::Saved(state) | Self::Joined(state) | Self::Same(state) => Some(*state),
            Self::Clash => None,
        }
    }
}

/// A text that somebody wants to be the next state.
#[derive(Clone, Copy, Debug)]
pub(super) struct Proposed<'a> {
    /// The state its author saw.
    pub(super) seen: i64,
    /// The whole text.
    pub(super) text: &'a str,
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

fn author(actor: &Actor) -> Result<EmployeeId, EditorError> {
    actor.employee().ok_or(EditorError::NoPerson)
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
    text: &str,
) -> Result<i64, EditorError> {
    let by = author(actor)?;
    let title = title(&checked(text)).unwrap_or_else(|| origin.which());
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

/// Takes a text as the next state, joined with what others changed since its author saw the draft. Where both changed
/// the same, nothing is taken.
pub(super) async fn take(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    draft: i64,
    proposed: Proposed<'_>,
) -> Result<Taken, EditorError> {
    let held = held(tx, draft).await?;
    let theirs = text_of(tx, draft, held.state).await?;
    if proposed.text == theirs {
        return Ok(Taken::Same(held.state));
    }
    if proposed.seen == held.state {
        return Ok(Taken::Saved(save(tx, app, actor, &held, proposed).await?));
    }
    let seen = text_of(tx, draft, proposed.seen).await?;
    if proposed.text == seen {
        return Ok(Taken::Same(held.state));
    }
    match edit::merge(&seen, proposed.text, &theirs) {
        Ok(merged) if !merged.clashes.is_empty() => Ok(Taken::Clash),
        Ok(merged) if merged.text == theirs => Ok(Taken::Same(held.state)),
        Ok(merged) => {
            let both = Proposed { text: &merged.text, ..proposed };
            Ok(Taken::Joined(save(tx, app, actor, &held, both).await?))
        }
        // Only what can be read is proposed, and states always can; whoever proposed it chooses.
        Err(_) => Ok(Taken::Clash),
    }
}

/// Makes a text the next state of a draft that is held.
pub(super) async fn save(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    held: &Draft,
    proposed: Proposed<'_>,
) -> Result<i64, EditorError> {
    let by = author(actor)?;
    let title = title(&checked(proposed.text)).unwrap_or_else(|| held.title.clone());
    let saved = Saved {
        what: proposed.what,
        place: proposed.place,
        text: proposed.text,
        title: &title,
        at: actor.at,
        by,
    };
    let state = store::save(tx, held.draft, held.state, saved).await?;
    note(tx, app, actor, held.draft, "draft.saved", state).await?;
    Ok(state)
}

/// Makes an earlier state the latest again; what came between stays in the history. Returns the number of the new state.
pub(super) async fn bring_back(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    draft: i64,
    state: i64,
) -> Result<i64, EditorError> {
    let held = held(tx, draft).await?;
    let text = text_of(tx, draft, state).await?;
    let place = state.to_string();
    let proposed = Proposed { seen: held.state, text: &text, what: "returned", place: &place };
    save(tx, app, actor, &held, proposed).await
}

/// Makes a version of the latest state, on which the way goes on: check, comparison, trial, adoption by another person.
/// Returns its number.
pub(super) async fn send(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    draft: i64,
) -> Result<Result<i64, StandardsError>, EditorError> {
    let held = held(tx, draft).await?;
    let text = text_of(tx, draft, held.state).await?;
    let number = match upload(tx, app, actor, &text, "standarts.toml").await {
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
