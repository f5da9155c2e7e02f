//! What outlives a contact: a case with a number, an owner, promises with dates, notes, an answer, and a page of its own
//! for the client.
//!
//! When something is due is never decided here: the journal's obligations say it, with their reason. This room keeps
//! what was asked and answered, shows it to staff and to the client, and records what happens.
//!
//! # Confidential cases
//!
//! A complaint or a claim ([`Kind::is_confidential`]) is there only for the program itself and the client with its code,
//! its owner, the keepers of the registers, and whoever [`set_sight`] lets see it. From whom it is hidden (`case_sight`
//! with `may = 0`: whom it concerns, everybody under them, who stands in for them) any case is absent, whatever its kind
//! and whatever rights they hold: in lists, counts, searches and streams alike.
//!
//! Pages ask [`find`] first, which answers `None` for whoever may not see the case. A statement that finds, lists, counts
//! or searches cases holds this piece, with `c` the case and the two last numbers its own; `cargo run -p xtask -- tidy`
//! refuses one that does not:
//!
//! ```sql
//! AND coalesce((SELECT s.may FROM case_sight s WHERE s.institution_id = $1 AND s.case_id = c.id AND s.employee_id = $8),
//!              CASE WHEN c.kind IN ('complaint', 'claim') AND c.owner_id <> $8 THEN CAST($9 AS BIGINT) ELSE 1 END) = 1
//! ```
//!
//! and binds to them
//!
//! ```text
//! .bind(tx.viewer().id())
//! .bind(i64::from(tx.viewer().sees_confidential()))
//! ```
//!
//! A statement that lists something else of cases (obligations, letters) holds the same with `<> 1` inside
//! `NOT EXISTS (SELECT 1 FROM cases c WHERE …)`, or joins the case.

mod actions;
mod api;
mod citing;
mod client;
mod codes;
mod facts;
mod kinds;
mod model;
mod pages;
mod promised;
mod store;
mod timeline;
mod work;

pub use actions::{
    Came, CaseError, NewNote, Open, Opened, acknowledge, acknowledge_by_program, answer, assign, classify,
    client_wrote, close, join, note, open, open_as, refresh_due, renew_codes, reopen, set_sight,
    show_to_who_is_told, sight, take_up_again, tell_delay,
};
pub use client::{Survey, case_of_client, find_survey, list_surveys};
pub use codes::Codes;
pub use facts::{
    CaseOfVisit, DueCase, EarlierCase, find, latest_of_ticket, list_due, list_ended_of_client,
    list_obligations, list_of_client,
};
pub use model::{Audience, Case, Kind, NextStepBy, Primary, Receipt, Refusal, Status, Urgency, reference};
pub use store::Note;

solits_i18n::catalogue!("messages");

/// The routes of this room.
pub fn routes() -> solits_web::Routes {
    pages::routes().merge(client::routes()).merge(api::routes()).merge(work::routes())
}
