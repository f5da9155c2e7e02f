//! Signing, explaining and reminding.

use jiff::civil::Date;
use solits_db::{DbError, Tx};
use solits_journal::{Actor, By, Entry, JournalError, record};
use solits_kernel::{EmployeeId, Timestamp, day_number};
use solits_organisation::{Employee, find_employee};
use solits_standard::{Standard, event::EventKind};
use solits_web::App;
use thiserror::Error;

use crate::{
    model::{Duty, Paper},
    questions::{self, Question},
    store,
    sweep::{asks_for_explanation, entry},
};

/// Why a step of an acquaintance was not taken.
#[derive(Debug, Error)]
pub enum AcquaintanceError {
    /// The employee has no open duty, or its version is gone.
    #[error("there is nothing to sign")]
    NothingToSign,
    /// The standard asks that its meaning for the post be explained first.
    #[error("the standard has not been explained yet")]
    NotExplained,
    /// Questions that were answered wrongly or not at all, by their places.
    #[error("the check has wrong answers")]
    Wrong(Vec<usize>),
    /// Whoever acts does not answer for this employee's acquaintance.
    #[error("somebody else answers for it")]
    NotYours,
    /// It was explained before, or there was a reminder today.
    #[error("it has been done already")]
    AlreadyDone,
    /// The day of a signature on paper lies before this day, on which the version was adopted.
    #[error("the version was adopted on {0} only")]
    BeforeAdoption(Date),
    /// The database failed.
    #[error("the database failed")]
    Db(#[from] DbError),
    /// The journal failed.
    #[error("the journal failed")]
    Journal(#[from] JournalError),
}

/// Whether something stands between an employee and the signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Readiness {
    /// It may be signed.
    Ready,
    /// The official has to explain the standard first.
    ExplainFirst,
}

impl Readiness {
    /// Where nobody holds the role that explains, nobody is waited for.
    pub(crate) fn of(duty: &Duty, standard: &Standard) -> Self {
        let waits = asks_for_explanation(standard) && duty.explainer.is_some() && duty.explained.is_none();
        if waits { Self::ExplainFirst } else { Self::Ready }
    }
}

/// The questions that stand before the signature of a duty.
pub(crate) fn questions_of(duty: &Duty, standard: &Standard, employee: &Employee) -> Vec<Question> {
    questions::draw(standard, &employee.levels, duty.seed)
}

/// Signs the version in force for the employee who acts, with the answers to the check.
pub(crate) async fn sign(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    answers: &[Option<usize>],
    remarks: &str,
) -> Result<(), AcquaintanceError> {
    let me = actor.employee().ok_or(AcquaintanceError::NotYours)?;
    let duty = store::find_open(tx, me).await?.ok_or(AcquaintanceError::NothingToSign)?;
    let employee = find_employee(tx, me).await?.ok_or(AcquaintanceError::NothingToSign)?;
    let loaded = app.heart.loaded(tx).await?;
    let standard = loaded.versions.get(duty.key.standard).ok_or(AcquaintanceError::NothingToSign)?;
    if Readiness::of(&duty, standard) == Readiness::ExplainFirst {
        return Err(AcquaintanceError::NotExplained);
    }
    let wrong = questions::wrong(&questions_of(&duty, standard, &employee), answers);
    if !wrong.is_empty() {
        return Err(AcquaintanceError::Wrong(wrong));
    }
    if !store::sign(tx, duty.key, remarks, actor.at).await? {
        return Err(AcquaintanceError::NothingToSign);
    }
    let read = Entry::new(EventKind::StandardRead, me, employee.branch)
        .with("number", duty.key.standard)
        .with("round", duty.key.round)
        .with("reason", duty.reason.code());
    record(tx, &app.heart, actor, read).await?;
    Ok(())
}

/// Signs for the employee who acts, explained by the official where the standard asks for that and with every question
/// answered rightly: for a past that is made up, as the demonstration's is.
pub async fn sign_in_a_made_up_past(tx: &mut Tx, app: &App, actor: &Actor) -> Result<(), AcquaintanceError> {
    let me = actor.employee().ok_or(AcquaintanceError::NotYours)?;
    let duty = store::find_open(tx, me).await?.ok_or(AcquaintanceError::NothingToSign)?;
    let employee = find_employee(tx, me).await?.ok_or(AcquaintanceError::NothingToSign)?;
    let loaded = app.heart.loaded(tx).await?;
    let standard = loaded.versions.get(duty.key.standard).ok_or(AcquaintanceError::NothingToSign)?;
    if let (Readiness::ExplainFirst, Some(official)) = (Readiness::of(&duty, standard), duty.explainer) {
        store::explain(tx, duty.key, official, actor.at).await?;
        tell(tx, app, &Actor { by: By::Employee(official), at: actor.at }, &duty, "acquaintance.explained")
            .await?;
    }
    let questions = questions_of(&duty, standard, &employee);
    let right: Vec<Option<usize>> = questions.iter().map(|question| Some(question.right)).collect();
    sign(tx, app, actor, &right, "").await
}

/// Records that an employee signed the printed sheet, for somebody who cannot sign in the program: on which day, and where
/// the sheet is kept; nobody signs a version before the day on which it was adopted. The check of questions stands in the program only and is not asked for.
pub(crate) async fn sign_on_paper(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    employee: EmployeeId,
    signed_on: Date,
    kept: &str,
) -> Result<(), AcquaintanceError> {
    let (me, duty) = answered_for(tx, actor, employee).await?;
    let loaded = app.heart.loaded(tx).await?;
    let standard = loaded.versions.get(duty.key.standard).ok_or(AcquaintanceError::NothingToSign)?;
    if Readiness::of(&duty, standard) == Readiness::ExplainFirst {
        return Err(AcquaintanceError::NotExplained);
    }
    if let Some(earliest) = store::adopted_on(tx, duty.key.standard).await?.filter(|day| signed_on < *day) {
        return Err(AcquaintanceError::BeforeAdoption(earliest));
    }
    let paper = Paper { on: day_number(signed_on), by: me, kept: kept.to_owned() };
    if !store::sign_on_paper(tx, duty.key, &paper, actor.at).await? {
        return Err(AcquaintanceError::NothingToSign);
    }
    let branch = find_employee(tx, employee).await?.and_then(|employee| employee.branch);
    let read = Entry::new(EventKind::StandardRead, employee, branch)
        .with("number", duty.key.standard)
        .with("round", duty.key.round)
        .with("reason", duty.reason.code())
        .with("signed_on", paper.on)
        .with("on_paper", true);
    record(tx, &app.heart, actor, read).await?;
    Ok(())
}

/// Keeps that the official explained the standard and its meaning for the post.
pub(crate) async fn explain(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    employee: EmployeeId,
) -> Result<(), AcquaintanceError> {
    let (me, duty) = answered_for(tx, actor, employee).await?;
    if !store::explain(tx, duty.key, me, actor.at).await? {
        return Err(AcquaintanceError::AlreadyDone);
    }
    tell(tx, app, actor, &duty, "acquaintance.explained").await
}

/// Reminds an employee, once a day at most.
pub(crate) async fn remind(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    employee: EmployeeId,
) -> Result<(), AcquaintanceError> {
    let (me, duty) = answered_for(tx, actor, employee).await?;
    let midnight = Timestamp::in_riga(actor.at.day(), jiff::civil::Time::midnight());
    if !store::remind(tx, duty.key, me, actor.at, midnight).await? {
        return Err(AcquaintanceError::AlreadyDone);
    }
    tell(tx, app, actor, &duty, "acquaintance.reminded").await
}

/// The open duty of an employee for whom the one who acts answers.
async fn answered_for(
    tx: &mut Tx,
    actor: &Actor,
    employee: EmployeeId,
) -> Result<(EmployeeId, Duty), AcquaintanceError> {
    let me = actor.employee().ok_or(AcquaintanceError::NotYours)?;
    let duty = store::find_open(tx, employee).await?.filter(|duty| duty.is_answered_for_by(me));
    Ok((me, duty.ok_or(AcquaintanceError::NotYours)?))
}

async fn tell(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    duty: &Duty,
    what: &str,
) -> Result<(), AcquaintanceError> {
    let branch = find_employee(tx, duty.key.employee).await?.and_then(|employee| employee.branch);
    record(tx, &app.heart, actor, entry(duty.key, what, branch)).await?;
    Ok(())
}
