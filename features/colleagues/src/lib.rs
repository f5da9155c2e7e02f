//! What employees ask of each other: opinions of contact persons, and non-conformities on their way to whoever removes them
//! (areas J and L of the catalogue).
//!
//! Whoever is asked sees the question and what the asker chose to show of the case, and no more of it than they may anyway;
//! whoever a case concerns is never asked about it, told of it or sent a report out of it, by whatever detour.
//! What somebody is asked or told of is written to their address as well ([`write_to_employee`]), with nothing of a
//! confidential case.
//! When an answer is due is never decided here: the journal's obligations say it, with their reason.

mod actions;
mod api;
mod contacts;
mod due;
mod facts;
mod kinds;
mod model;
mod pages;
mod store;

pub use actions::{
    ColleagueError, MOST_TEXT,
    answer::{Attendance, answer, attend, partly, pass_on, withdraw},
    ask::{Ask, Whom, ask},
    letter::{end_letter, hold_letter, is_letter_due, put_off_letter, write_to_employee},
    remedy::{Capacity, Deed, act},
    report::{Report, report, send_again},
};
pub use contacts::{Colleague, list_colleagues};
pub use due::{Due, DueKind, list_due};
pub use facts::{Whose, Written, list_questions, list_reports};
pub use kinds::{Choices, kind_name, list_choices};
pub use model::{
    Refusal,
    letter::{Because, Ended, News, StaffLetter, StaffLetterId},
    nonconformity::{NonconformityId, OTHER},
    request::{RequestId, RequestKind},
};

solits_i18n::catalogue!("messages");

/// The routes of this room.
pub fn routes() -> solits_web::Routes {
    pages::routes().merge(api::routes())
}
