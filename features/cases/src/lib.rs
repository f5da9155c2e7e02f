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
//! Pages ask [`find`] first, which answers `None` for whoever may not see the case, and for everybody once its contents were
//! erased ([`find_kept`]). A statement that finds, lists, counts
//! or searches cases holds the part [`solits_db::case_sight!`], with `c` the case and two numbers of its own;
//! `cargo run -p xtask -- tidy` refuses one that does not:
//!
//! ```text
//! sql!(["SELECT c.id FROM cases c WHERE c.institution_id = $1 AND c.ticket_id = $2 AND ", solits_db::case_sight!(3, 4), " = 1"])
//!     .bind(ticket)
//!     .bind_viewer(tx.viewer())
//! ```
//!
//! A statement that lists something else of cases (letters) joins the case. One that lists obligations, or anything else of
//! subjects of the journal, holds [`solits_db::subject_sight!`]: a promise to the client, a question to a colleague and a
//! non-conformity are subjects of their own that hang on a case ([`solits_journal::hang_on`]). What colleagues ask each other
//! out of a case, and the record of looks, are kept only from those from whom the case is hidden: [`solits_db::not_hidden!`].

mod actions;
mod api;
mod client;
mod codes;
mod facts;
mod kinds;
mod model;
mod pages;
mod parts;
mod promised;
mod store;
mod timeline;
mod work;

pub use actions::{
    Came, CaseError, NewNote, Open, Opened, Unanswered, acknowledge, acknowledge_by_program, answer, assign,
    classify, client_wrote, close, close_unanswered, join, letter_taken_back, note, open, open_as,
    refresh_due, refresh_due_at_commit, renew_codes, reopen, reply, reply_leaving, set_service, set_sight,
    show_to_who_is_told, sight, take_up_again, tell_delay, tell_delay_by_letter, told_elsewhere,
};
pub use client::{
    ClientCode, Survey, case_of_client, case_of_code, count_survey_words, find_survey, forget_survey_words,
    list_surveys,
};
pub use codes::Codes;
pub use facts::{
    CaseOfVisit, DueCase, EarlierCase, find, find_kept, find_note_for_client, latest_of_ticket, list_due,
    list_ended_of_client, list_obligations, list_of_client,
};
pub use model::{Audience, Case, Kind, NextStepBy, Primary, Receipt, Refusal, Status, Urgency, reference};
pub use store::Note;
pub use work::calls::{
    CallOfCase, count_call_numbers, count_call_words, find_call, forget_call_numbers, forget_call_words,
    link_with_call,
};
pub use work::contacts::{Consultation, consulted};
pub use work::holds::{HeldCase, hold, let_go, list_held};
pub use work::news::{
    Hearing, HearingWrong, NewNews, News, NewsBy, TypedHearing, Untold, client_lang, find_hearing, find_news,
    hearing_of, keep_hearing, list_untold, news_langs, put_news,
};
pub use work::parties::{Correspondent, Role as PersonRole, list_correspondents};
pub use work::passing::{Body, Elsewhere, find_body, forward, list_known_bodies};
pub use work::visits::{count_tied_visits, untie_visits};
pub use work::{awaits_ruling, is_hidden_from, promise};

solits_i18n::catalogue!("messages");

/// The routes of this room.
pub fn routes() -> solits_web::Routes {
    pages::routes().merge(client::routes()).merge(api::routes()).merge(work::routes())
}
