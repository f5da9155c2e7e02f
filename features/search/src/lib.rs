//! One search over everything a person may see: cases, what was written in them, names, numbers and telephones; tickets of
//! today; what other rooms have for them ([`rooms`]); and for those who set up, what is set up and where.
//!
//! Cases are found by an index of our own in the database (`docs/decisions/0017`): a set of case numbers for each word. It
//! follows the journal a second later ([`follow`]), and whatever it finds is looked up again in the cases themselves, so
//! that a complaint is never shown, nor counted, to whom it concerns. Questions between colleagues, reports and letters
//! without a case are found in the same way. Everything else is few and is read as it stands.

mod api;
mod beside;
mod elsewhere;
mod find;
mod follow;
mod hits;
mod lines;
mod page;
mod people;
mod postings;
mod question;
mod rooms;
mod store;
mod words;

pub use find::{Found, find};
pub use follow::{Followed, follow, follow_all, index_all};
pub use hits::Hit;
pub use lines::{Answering, answering};
pub use question::{Question, Typing};

use solits_web::{Guard, Routes};

solits_i18n::catalogue!("messages");

/// The routes of this room.
pub fn routes() -> Routes {
    Routes::new()
        .get("/search", Guard::SignedIn, page::show)
        .get("/search/fragment", Guard::SignedIn, page::fragment)
        .merge(api::routes())
}
