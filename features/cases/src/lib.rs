//! What outlives a contact: a case with a number, an owner, promises with dates, notes, an answer, and a page of its own
//! for the client.
//!
//! When something is due is never decided here: the journal's obligations say it, with their reason. This room keeps
//! what was asked and answered, shows it to staff and to the client, and records what happens.

mod actions;
mod api;
mod client;
mod codes;
mod facts;
mod kinds;
mod model;
mod pages;
mod promised;
mod store;
mod timeline;

pub use actions::{
    CaseError, NewNote, Open, Opened, acknowledge, acknowledge_by_program, answer, assign, client_wrote,
    close, note, open, refresh_due, renew_codes, reopen, take_up_again, tell_delay,
};
pub use codes::Codes;
pub use facts::{CaseOfVisit, DueCase, find, latest_of_ticket, list_due, list_obligations, list_of_client};
pub use model::{Audience, Case, Kind, NextStepBy, Primary, Receipt, Refusal, Status, Urgency, reference};
pub use store::Note;

solits_i18n::catalogue!("messages");

/// The routes of this room.
pub fn routes() -> solits_web::Routes {
    pages::routes().merge(client::routes()).merge(api::routes())
}
