//! What comes and goes in writing: mailboxes, letters as they came, messages of cases, and the outbox.
//!
//! Everything that reaches the institution in writing takes one path ([`receive`]): it is classified, becomes a case or
//! joins one, and its promises begin. Letters are stored before anybody tries to understand them ([`take`]), and none is
//! dropped. What leaves is written with the change that caused it and handed over afterwards ([`send_next`]).

mod actions;
mod api;
mod bounces;
mod fetching;
mod hand;
mod inside;
mod intake;
mod keys;
mod model;
mod outgoing;
mod pages;
mod portal;
mod scanning;
mod sending;
mod store;
mod terms;
mod unsent;
mod waiting;

use solits_cases::CaseError;
use solits_db::DbError;
use solits_journal::JournalError;
use solits_web::{Routes, WebError};
use thiserror::Error;

pub use fetching::{Keeper, run};
pub use inside::send_inside;
pub use intake::{Contact, Taken, bring, receive, take, take_together, understand_some};
pub use model::{LetterId, LetterState, Mailbox, MailboxId, MessageId, Security, Server, Standing};
pub use outgoing::{Notice, Noticed, WhyNot, notice};
pub use portal::status::tell_next;
pub use scanning::{Shown, run_scanner, scan_next};
pub use sending::{Post, send_next};
pub use store::{Body, NewFile, Raw, Unsettled, list_unsettled};
pub use terms::{Forgotten, keep_letters};
pub use waiting::{
    UnsearchedLetter, WaitingLetter, keeps_mailbox, list_unsearched_letters, list_waiting_letters,
    note_searched_letters, read_waiting_letters,
};

solits_i18n::catalogue!("messages");

/// The routes of this room.
pub fn routes() -> Routes {
    pages::routes().merge(api::routes())
}

/// Why something in writing could not be done.
#[derive(Debug, Error)]
pub enum CorrespondenceError {
    /// Nothing of that id here.
    #[error("not found")]
    NotFound,
    /// Somebody changed it since it was read.
    #[error("somebody else was faster")]
    Stale,
    /// What is confidential does not become a part of what all may read.
    #[error("a confidential case does not join one that is not")]
    Confidential,
    /// A letter could not be read.
    #[error("a letter could not be read: {0}")]
    Unreadable(String),
    /// A letter could not be written.
    #[error("a letter could not be written: {0}")]
    Unwritable(String),
    /// The case could not be changed.
    #[error(transparent)]
    Case(#[from] CaseError),
    /// The database failed.
    #[error("the database failed")]
    Db(#[from] DbError),
    /// The journal could not be written.
    #[error("the journal failed")]
    Journal(#[from] JournalError),
}

impl From<CorrespondenceError> for WebError {
    fn from(error: CorrespondenceError) -> Self {
        match error {
            CorrespondenceError::NotFound => Self::NotFound,
            CorrespondenceError::Stale => Self::Conflict("correspondence-stale"),
            CorrespondenceError::Confidential => Self::Conflict("correspondence-confidential"),
            CorrespondenceError::Unreadable(words) | CorrespondenceError::Unwritable(words) => {
                Self::Unforeseen(words)
            }
            CorrespondenceError::Case(error) => error.into(),
            CorrespondenceError::Db(error) => Self::Db(error),
            CorrespondenceError::Journal(error) => Self::Journal(error),
        }
    }
}
