//! What can be done with questions, non-conformities and absences. Every change is journalled in the same transaction.

pub(crate) mod absence;
pub(crate) mod answer;
pub(crate) mod ask;
pub(crate) mod invite;
pub(crate) mod letter;
pub(crate) mod remedy;
pub(crate) mod report;

use std::collections::BTreeSet;

use jiff::civil::Date;
use solits_calendar::Calendar;
use solits_cases::{Audience, CaseError, NewNote, NextStepBy, Status};
use solits_db::{DbError, Tx};
use solits_journal::{Actor, JournalError};
use solits_kernel::{CaseId, EmployeeId, TextError, Timestamp, Viewer};
use solits_web::{App, WebError};
use thiserror::Error;

use crate::model::Refusal;

/// Longest topic or place, in characters.
pub(crate) const MOST_LINE: usize = 200;
/// Longest question, answer or report.
pub const MOST_TEXT: usize = 4_000;

/// Why something could not be done.
#[derive(Debug, Error)]
pub enum ColleagueError {
    /// Not there, or not for whoever asks.
    #[error("not found")]
    NotFound,
    /// Somebody was faster.
    #[error("somebody else was faster")]
    Stale,
    /// It does not fit.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The case could not be told of it.
    #[error("the case could not be changed")]
    Case(#[source] CaseError),
    /// The database failed.
    #[error("the database failed")]
    Db(#[from] DbError),
    /// The journal could not be written.
    #[error("the journal failed")]
    Journal(#[from] JournalError),
}

impl From<TextError> for ColleagueError {
    fn from(_: TextError) -> Self {
        Self::Refused(Refusal::BadText)
    }
}

impl From<ColleagueError> for WebError {
    fn from(error: ColleagueError) -> Self {
        match error {
            ColleagueError::NotFound => Self::NotFound,
            ColleagueError::Stale => Self::Conflict("colleagues-stale"),
            ColleagueError::Refused(refusal @ (Refusal::Ended | Refusal::NotEnded)) => {
                Self::Conflict(refusal.key())
            }
            ColleagueError::Refused(refusal) => Self::Refused(refusal.key()),
            ColleagueError::Case(error) => error.into(),
            ColleagueError::Db(error) => Self::Db(error),
            ColleagueError::Journal(error) => Self::Journal(error),
        }
    }
}

/// The employee who acts; only people ask, answer and report.
pub(crate) fn person(actor: &Actor) -> Result<EmployeeId, ColleagueError> {
    actor.employee().ok_or(ColleagueError::Refused(Refusal::NoSuchEmployee))
}

/// The end of a working day for clients; `None` for a day without work.
pub(crate) fn end_of(calendar: &Calendar, date: Date) -> Option<Timestamp> {
    if !calendar.is_working_day(date) {
        return None;
    }
    let midnight = || Some(Timestamp::in_riga(date.tomorrow().ok()?, jiff::civil::Time::MIN));
    calendar.closing_at(date).or_else(midnight)
}

/// Writes into the case what was asked and answered, for staff alone. Who has the next step stays as it is.
///
/// Whoever answers may have no sight of the case: the note is the program's to write, and nothing of the case is told back.
async fn write_in_case(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    id: CaseId,
    text: String,
) -> Result<(), ColleagueError> {
    let own = tx.scope().cloned().ok_or(ColleagueError::NotFound)?;
    tx.enter(own.clone().seen_by(Viewer::Program));
    let written = note(tx, app, actor, id, text).await;
    tx.enter(own);
    written
}

async fn note(tx: &mut Tx, app: &App, actor: &Actor, id: CaseId, text: String) -> Result<(), ColleagueError> {
    let case = solits_cases::find(tx, id).await?.ok_or(ColleagueError::NotFound)?;
    let next_step_by = match case.status {
        Status::WaitingClient => NextStepBy::Client,
        _ => NextStepBy::Us,
    };
    let note = NewNote { text, audience: Audience::Internal, next_step_by, next_step: None };
    solits_cases::note(tx, app, actor, id, case.version, note).await.map_err(|error| match error {
        CaseError::Stale(_) => ColleagueError::Stale,
        other => ColleagueError::Case(other),
    })?;
    Ok(())
}

/// Those from whom a case is hidden, whatever rights they hold: it concerns them.
async fn hidden_from(tx: &mut Tx, case: CaseId) -> Result<BTreeSet<EmployeeId>, ColleagueError> {
    let sight = solits_cases::sight(tx, case).await?;
    Ok(sight.into_iter().filter(|(_, may)| !may).map(|(employee, _)| employee).collect())
}

/// Tells the lists of people that something of theirs changed.
fn tell(tx: &mut Tx, people: impl IntoIterator<Item = EmployeeId>) {
    for person in people {
        tx.signal(format!("employee:{person}"));
    }
}
