//! What is done with feedback. Every step is journalled in the same transaction under the case it belongs to.

pub mod front;
pub(crate) mod given;
mod reception;
mod ruling;
mod sight;
mod taking;
pub(crate) mod taking_down;

use solits_cases::{Case, CaseError};
use solits_db::{DbError, Tx};
use solits_i18n::Words;
use solits_journal::{Actor, Entry, JournalError, record};
use solits_kernel::{CaseId, EmployeeId, Lang};
use solits_standard::event::EventKind;
use solits_structure::{Decision, Outcome, Who};
use solits_web::{App, WebError};
use solits_written::feedback::{Decider, Refused};
use thiserror::Error;

pub(crate) use reception::{choose_reception, offer_reception};
pub(crate) use ruling::{ask_on, check_measure, close, examine, pass_on, publish, told, would_be_passed_on};
pub(crate) use sight::apply as apply_sight;
pub use taking::{Details, Registered, take_in};
pub(crate) use taking::{may_register, register};

use crate::{
    context::Context,
    model::{AskedBy, Record, Step, register_of},
    store,
};

/// Longest text of a finding, a measure or a reason.
pub(crate) const MOST_TEXT: usize = 4_000;

/// Why something about feedback could not be done.
#[derive(Debug, Error)]
pub enum FeedbackError {
    /// No such feedback, or none that whoever asks may see.
    #[error("not found")]
    NotFound,
    /// Somebody changed it since it was read.
    #[error("somebody else was faster")]
    Stale,
    /// The step does not fit where it stands.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// Something in its case could not be done.
    #[error(transparent)]
    Case(#[from] CaseError),
    /// The database failed.
    #[error("the database failed")]
    Db(#[from] DbError),
    /// The journal could not be written.
    #[error("the journal failed")]
    Journal(#[from] JournalError),
}

impl From<FeedbackError> for WebError {
    fn from(error: FeedbackError) -> Self {
        match error {
            FeedbackError::NotFound => Self::NotFound,
            FeedbackError::Stale => Self::Conflict("feedback-stale"),
            FeedbackError::Refused(refused) => Self::Conflict(refusal_key(&refused)),
            FeedbackError::Case(error) => error.into(),
            FeedbackError::Db(error) => Self::Db(error),
            FeedbackError::Journal(error) => Self::Journal(error),
        }
    }
}

impl From<FeedbackError> for CaseError {
    fn from(error: FeedbackError) -> Self {
        match error {
            FeedbackError::Case(error) => error,
            FeedbackError::Db(error) => Self::Db(error),
            FeedbackError::Journal(error) => Self::Journal(error),
            FeedbackError::NotFound | FeedbackError::Stale | FeedbackError::Refused(_) => Self::NotFound,
        }
    }
}

/// The message that says why a step is not taken.
pub(crate) const fn refusal_key(refused: &Refused) -> &'static str {
    use solits_written::feedback::Incomplete;
    match refused {
        Refused::Barred => "feedback-refused-barred",
        Refused::NotTheDecider => "feedback-refused-not-decider",
        Refused::NobodyDecides => "feedback-refused-nobody",
        Refused::NoHigherRung => "feedback-refused-top",
        Refused::NotAnswered => "feedback-refused-not-answered",
        Refused::Incomplete(Incomplete::OwnCheck) => "feedback-refused-own-check",
        Refused::Incomplete(_) => "feedback-refused-incomplete",
        Refused::WrongStage | Refused::NotExamined => "feedback-refused-stage",
    }
}

/// Feedback with its case, as an action finds it.
pub(crate) struct Found {
    pub(crate) case: Case,
    pub(crate) record: Record,
}

impl Found {
    /// What whoever acts may see of that id; feedback that nobody has taken in yet is taken in here.
    pub(crate) async fn load(
        tx: &mut Tx,
        app: &App,
        actor: &Actor,
        id: CaseId,
    ) -> Result<Self, FeedbackError> {
        let record = match store::find(tx, id).await? {
            Some(record) => record,
            None => take_in(tx, app, actor, id).await?,
        };
        // Taking it in may have given the case another owner.
        let case = solits_cases::find(tx, id).await?.ok_or(FeedbackError::NotFound)?;
        Ok(Self { case, record })
    }

    /// Whether it is closed only with a reason, which its author reads: nobody has answered in the case.
    pub(crate) const fn demands_words(&self) -> bool {
        self.case.status.is_live()
    }

    /// The same, in the version that whoever acts has seen.
    pub(crate) async fn seen(
        tx: &mut Tx,
        app: &App,
        actor: &Actor,
        id: CaseId,
        version: i64,
    ) -> Result<Self, FeedbackError> {
        let found = Self::load(tx, app, actor, id).await?;
        if found.record.version == version { Ok(found) } else { Err(FeedbackError::Stale) }
    }
}

/// Whoever acts handles the feedback: a keeper, its owner, or somebody who decides or has decided. It is there for nobody
/// else.
pub(crate) fn demand_handler(tx: &Tx, by: EmployeeId, found: &Found) -> Result<(), FeedbackError> {
    let keeps = tx.viewer().sees_confidential();
    let handles = keeps || found.case.owner == by || found.record.deciders().contains(&by);
    if handles { Ok(()) } else { Err(FeedbackError::NotFound) }
}

/// An employee acts.
pub(crate) fn person(actor: &Actor) -> Result<EmployeeId, FeedbackError> {
    actor.employee().ok_or(FeedbackError::NotFound)
}

/// An entry about feedback, under its case. It names nobody whom the feedback concerns.
pub(crate) fn entry(kind: EventKind, case: &Case) -> Entry {
    Entry::new(kind, case.id, Some(case.branch)).with("kind", case.kind.name())
}

/// Stores a changed record and says what happened.
pub(crate) async fn keep(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    record_of: &Record,
    seen: i64,
    told: Entry,
) -> Result<(), FeedbackError> {
    if !store::update(tx, record_of, seen).await? {
        return Err(FeedbackError::Stale);
    }
    record(tx, &app.heart, actor, told).await?;
    solits_cases::refresh_due(tx, record_of.case).await?;
    tx.signal(format!("case:{}", record_of.case));
    Ok(())
}

/// The rung a decision leads to, as it is kept.
pub(crate) fn step_of(
    record: &Record,
    decision: &Decision,
    asked_by: AskedBy,
    request: String,
) -> Option<Step> {
    let rung = record.way.rungs.last()?;
    Some(Step {
        number: rung.number,
        since: rung.since,
        decider: rung.decider.clone(),
        why: decision.why.clone(),
        asked_by,
        request,
        ruled: None,
    })
}

/// Whether a decision names somebody.
pub(crate) const fn names_somebody(decision: &Decision) -> bool {
    match &decision.outcome {
        Outcome::Decides(resolved) => !matches!(&resolved.who, Who::Together(people) if people.is_empty()),
        Outcome::LastResort(_) => true,
        Outcome::Nobody(_) => false,
    }
}

/// The case goes to whoever decides now, or, for a body, to whoever receives feedback and is not concerned.
pub(crate) async fn hand_over(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    context: &Context,
    found: &Found,
) -> Result<(), FeedbackError> {
    let day = context.day();
    let barred = solits_written::feedback::barred(&found.record.way, &day);
    let decider = found.record.way.decider().map(Decider::people).and_then(|people| people.first().copied());
    let owner = decider.or_else(|| {
        // Whoever holds it keeps it, unless it concerns them.
        let stays = !barred.contains(&found.case.owner) && found.record.way.decider().is_none();
        let receiver = context.receiver(&day, |person| barred.contains(&person));
        if stays { receiver.or(Some(found.case.owner)) } else { receiver }
    });
    // Read anew: an earlier step of this transaction may have changed the case.
    let case = solits_cases::find(tx, found.case.id).await?.ok_or(FeedbackError::NotFound)?;
    if let Some(owner) =
        owner.filter(|owner| *owner != case.owner && case.status != solits_cases::Status::Closed)
    {
        solits_cases::assign(tx, app, actor, case.id, case.version, owner).await?;
        let told = entry(EventKind::FeedbackForwarded, &case).with("owner", owner);
        record(tx, &app.heart, actor, told).await?;
        write_to(tx, app, actor, &case, owner).await?;
    }
    Ok(())
}

/// Writes to whoever has feedback from now on that it came to them. The letter names its kind and number and nothing else.
pub(crate) async fn write_to(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    case: &Case,
    to: EmployeeId,
) -> Result<(), FeedbackError> {
    let Some(kind) = register_of(case.kind) else { return Ok(()) };
    let words = Words::new(Lang::Lv);
    let kind = words.t(&format!("feedback-kind-{}", kind.code()));
    let named = [("kind", kind.as_str().into()), ("reference", case.reference.as_str().into())];
    let news = solits_colleagues::News {
        to,
        because: solits_colleagues::Because::Feedback,
        about: case.id.uuid(),
        subject: words.ta("feedback-letter-subject", &named),
        lines: vec![words.ta("feedback-letter-text", &named)],
        path: format!("/feedback/{}", case.id),
    };
    Ok(solits_colleagues::write_to_employee(tx, app, actor, news).await?)
}
