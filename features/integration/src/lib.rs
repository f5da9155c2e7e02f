//! What other programs get: signed calls when something happens, tables for spreadsheets, a calendar of due dates.
//!
//! - **Webhooks** ([`follow`], [`run`]). Calls are written by a follower of the sealed journal, together with how far it has
//!   read, so that an entry is called once for each webhook that asked for it, whoever is killed between. They are handed
//!   over with no transaction open, signed, tried again for three days, and named so that a receiver can drop a repeat. A
//!   call holds ids and nothing of a person; what happens to complaints and claims is told only where that was asked for.
//! - **Exports**: cases, the registers of feedback and obligations as a spreadsheet or for other programs, as far as
//!   whoever asks may see them, page by page however many there are.
//! - **Person**: everything that is stored of one client, for that client, without what belongs to others.
//! - **Calendar**: what an employee owes and until when, at a secret address, without anything of a client.
//!
//! Nothing here decides what is due or who may see what: that is read where it stands.

mod calendar;
mod exports;
mod form;
mod person;
mod store;
mod webhooks;

use std::sync::Arc;

use solits_db::DbError;
use solits_journal::JournalError;
use solits_web::{Routes, WebError};
use thiserror::Error;

pub use person::{GIVEN, NOT_GIVEN, Why};
pub use webhooks::{Delivered, Followed, Keys, Net, Outlet, deliver_next, follow, keep_calls, run};

solits_i18n::catalogue!("messages");

/// The routes of this room. Without an outlet webhooks can be looked at, but none can be made.
pub fn routes(outlet: Option<&Arc<Outlet>>) -> Routes {
    webhooks::routes(outlet).merge(exports::routes()).merge(person::routes()).merge(calendar::routes())
}

/// Why something between programs could not be done.
#[derive(Debug, Error)]
pub enum IntegrationError {
    /// Nothing of that id here.
    #[error("not found")]
    NotFound,
    /// Somebody changed it since it was read.
    #[error("somebody else was faster")]
    Stale,
    /// There is no key by which a secret could be made.
    #[error("there is no key for the secrets of webhooks")]
    NoKey,
    /// There are as many webhooks as an institution may have.
    #[error("no more webhooks")]
    TooMany,
    /// The database failed.
    #[error("the database failed")]
    Db(#[from] DbError),
    /// The journal could not be written.
    #[error("the journal failed")]
    Journal(#[from] JournalError),
}

impl From<IntegrationError> for WebError {
    fn from(error: IntegrationError) -> Self {
        match error {
            IntegrationError::NotFound => Self::NotFound,
            IntegrationError::Stale => Self::Conflict("integration-stale"),
            IntegrationError::NoKey => Self::Conflict("integration-no-key"),
            IntegrationError::TooMany => Self::Refused("integration-too-many-webhooks"),
            IntegrationError::Db(error) => Self::Db(error),
            IntegrationError::Journal(error) => Self::Journal(error),
        }
    }
}
