//! What can be done with a case. Every change is journalled in the same transaction, and the nearest limit is read back
//! from the promises it moved.

mod answered;
mod nature;
mod open;
mod service;
mod sight;
mod unanswered;
mod work;
mod written;

use solits_db::{DbError, Tx};
use solits_journal::{Actor, Entry, JournalError, record};
use solits_kernel::{CaseId, TextError};
use solits_standard::event::EventKind;
use solits_web::{App, WebError};
use thiserror::Error;
use uuid::Uuid;

pub use answered::told_elsewhere;
pub(crate) use answered::{AnsweredBy, answered, messages_answered};
pub(crate) use nature::{CameWith, PartOf, came_with, referral_facts};
pub use nature::{classify, join};
pub use open::{Came, Open, Opened, open, open_as};
pub use service::set_service;
pub use sight::{set_sight, show_to_who_is_told, sight};
pub use unanswered::Unanswered;
pub(crate) use work::end_of;
pub use work::{
    NewNote, acknowledge, answer, assign, close, close_unanswered, note, renew_codes, reopen, reply,
    reply_leaving, tell_delay, tell_delay_by_letter,
};
pub use written::{
    acknowledge_by_program, client_wrote, letter_taken_back, refresh_due, refresh_due_at_commit,
    take_up_again,
};

use crate::{
    model::{Audience, Case, Refusal},
    store::{self, Note},
};

/// Longest subject, in characters.
pub(crate) const MOST_SUBJECT: usize = 200;
/// Longest note or answer.
pub(crate) const MOST_TEXT: usize = 8_000;
/// Longest name or contact.
pub(crate) const MOST_CONTACT: usize = 120;
/// Longest next step.
pub(crate) const MOST_STEP: usize = 300;

/// Why something about a case could not be done.
#[derive(Debug, Error)]
pub enum CaseError {
    /// No such case here.
    #[error("not found")]
    NotFound,
    /// Somebody changed the case since it was read; this is how it stands now.
    #[error("somebody else was faster")]
    Stale(Box<Case>),
    /// It does not fit the case as it stands.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The database failed.
    #[error("the database failed")]
    Db(#[from] DbError),
    /// The journal could not be written.
    #[error("the journal failed")]
    Journal(#[from] JournalError),
}

impl From<TextError> for CaseError {
    fn from(_: TextError) -> Self {
        Self::Refused(Refusal::BadText)
    }
}

impl Refusal {
    /// The message key that says it to whoever tried.
    pub const fn key(self) -> &'static str {
        match self {
            Self::NotOpen => "cases-not-open",
            Self::NotEnded => "cases-not-ended",
            Self::Closed => "cases-is-closed",
            Self::ReasonMissing => "cases-reason-missing",
            Self::BadDate => "cases-bad-date",
            Self::NoSuchEmployee => "cases-no-such-employee",
            Self::NoSuchPlace => "cases-no-such-place",
            Self::BadText => "cases-bad-text",
            Self::Merged => "cases-is-merged",
            Self::PromisesOpen => "cases-promises-open",
            Self::CallOpen => "cases-call-open",
            Self::NoOrder => "cases-no-order",
            Self::PaymentMissing => "cases-payment-missing",
            Self::HandedOut => "cases-handed-out",
            Self::OrderEnded => "cases-order-ended",
            Self::PriceUnexplained => "cases-price-unexplained",
            Self::Paused => "cases-is-paused",
            Self::NotPaused => "cases-not-paused",
            Self::StandsStill => "cases-stands-still",
            Self::NotExtendable => "cases-not-extendable",
            Self::BeyondMost => "cases-beyond-most",
            Self::SameCase => "cases-same-case",
            Self::NoSuchCase => "cases-no-such-case",
            Self::OtherClient => "cases-other-client",
            Self::OtherSecrecy => "cases-other-secrecy",
            Self::TwoOrders => "cases-two-orders",
            Self::NobodyDecides => "cases-nobody-decides",
            Self::HasConflict => "cases-has-conflict",
            Self::Undecided => "cases-undecided",
            Self::NotRepresented => "cases-not-represented",
            Self::Held => "cases-is-held",
            Self::NotHeld => "cases-not-held",
            Self::Erased => "cases-is-erased",
        }
    }

    /// Whether it is the state of the case that stands in the way, so that no other words would help; pages and other
    /// programs are answered 409 alike.
    pub(crate) const fn is_of_state(self) -> bool {
        matches!(
            self,
            Self::NotOpen | Self::NotEnded | Self::Closed | Self::Merged | Self::Undecided | Self::Erased
        )
    }
}

impl From<CaseError> for WebError {
    fn from(error: CaseError) -> Self {
        match error {
            CaseError::NotFound => Self::NotFound,
            CaseError::Stale(_) => Self::Conflict("cases-stale"),
            CaseError::Refused(refusal) if refusal.is_of_state() => Self::Conflict(refusal.key()),
            CaseError::Refused(refusal) => Self::Refused(refusal.key()),
            CaseError::Db(error) => Self::Db(error),
            CaseError::Journal(error) => Self::Journal(error),
        }
    }
}

/// Reads a case in the version that whoever acts has seen.
pub(crate) async fn seen(tx: &mut Tx, id: CaseId, version: i64) -> Result<Case, CaseError> {
    let case = store::find(tx, id).await?.ok_or(CaseError::NotFound)?;
    not_erased(&case)?;
    if case.version == version { Ok(case) } else { Err(CaseError::Stale(Box::new(case))) }
}

/// Refuses to write in a case whose contents were erased: nobody could say any more what it goes on from.
pub(crate) const fn not_erased(case: &Case) -> Result<(), Refusal> {
    if case.erased_at.is_some() { Err(Refusal::Erased) } else { Ok(()) }
}

/// Stores a changed case, records what happened, and reads the nearest limit back.
pub(crate) async fn change(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    mut case: Case,
    before: &Case,
    entry: Entry,
) -> Result<Case, CaseError> {
    not_erased(before)?;
    if !store::update(tx, &case, before.version).await? {
        let now = store::find(tx, case.id).await?.ok_or(CaseError::NotFound)?;
        return Err(CaseError::Stale(Box::new(now)));
    }
    record(tx, &app.heart, actor, entry.with("version", case.version)).await?;
    case.due_at = store::update_due(tx, case.id).await?;
    tell(tx, &case);
    if before.owner != case.owner {
        tx.signal(format!("employee:{}", before.owner));
        sight::look_again(tx, &case);
    }
    Ok(case)
}

pub(crate) fn entry(kind: EventKind, case: &Case) -> Entry {
    Entry::new(kind, case.id, Some(case.branch))
}

/// Tells whoever looks at the case or at its owner's list.
pub(crate) fn tell(tx: &mut Tx, case: &Case) {
    tx.signal(format!("case:{}", case.id));
    tx.signal(format!("employee:{}", case.owner));
}

/// Stores a text and returns its id, by which the journal entry names it.
pub(crate) async fn write_note(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    case: CaseId,
    audience: Audience,
    text: String,
) -> Result<Uuid, CaseError> {
    let id = app.random.uuid(actor.at);
    let note = Note { id, at: actor.at, employee: actor.employee(), audience, text };
    store::insert_note(tx, case, &note).await?;
    Ok(id)
}
