//! Signing the self-check of a day.

use solits_db::{DbError, Tx};
use solits_journal::{Actor, Entry, JournalError, record};
use solits_kernel::{BranchId, EmployeeId, day_number};
use solits_standard::event::EventKind;
use solits_web::App;
use thiserror::Error;

use crate::{
    model::{Signed, self_check},
    store,
};

/// Why a self-check was not taken.
#[derive(Debug, Error)]
pub enum SelfCheckError {
    /// The day asks for none: a day off, an absence, or a standard without one.
    #[error("no self-check is asked for today")]
    NothingToday,
    /// It has been signed already.
    #[error("the self-check of today is signed")]
    AlreadySigned,
    /// Something does not hold, and nothing is said about it.
    #[error("what does not hold needs a word about it")]
    NoteNeeded,
    /// The database failed.
    #[error("the database failed")]
    Db(#[from] DbError),
    /// The journal failed.
    #[error("the journal failed")]
    Journal(#[from] JournalError),
}

/// Signs the self-check of today for an employee: the rows that hold, and a word about those that do not.
///
/// It is signed once and stays as it was signed. The journal tells that it was done and how much of it holds, never the
/// words.
pub async fn sign(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    (employee, branch): (EmployeeId, Option<BranchId>),
    holds: &[u16],
    note: String,
) -> Result<(), SelfCheckError> {
    let day = day_number(actor.at.day());
    let duties = store::list_of(tx, employee, day, day).await?;
    let check = self_check(&duties, employee, day).ok_or(SelfCheckError::NothingToday)?;
    let holds: Vec<u16> = check.rows.iter().copied().filter(|row| holds.contains(row)).collect();
    let signed =
        Signed { employee, day, at: actor.at, standard: check.standard, asked: check.rows, holds, note };
    let amiss = signed.amiss().len();
    if amiss > 0 && signed.note.is_empty() {
        return Err(SelfCheckError::NoteNeeded);
    }
    if !store::insert_signed(tx, &signed).await? {
        return Err(SelfCheckError::AlreadySigned);
    }
    let count = |number: usize| i64::try_from(number).unwrap_or_default();
    let entry = Entry::new(EventKind::SelfCheckDone, employee, branch)
        .with("day", day)
        .with("asked", count(signed.asked.len()))
        .with("amiss", count(amiss));
    record(tx, &app.heart, actor, entry).await?;
    Ok(())
}
