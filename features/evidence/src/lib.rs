//! What an assessor asks for: who answers for each norm, what was allowed to differ from it and until when, what was
//! reached of the goals, what shows by hand that a statement is lived, and all of it as one binder to print; and what
//! employees propose about the standard itself.
//!
//! Nothing here changes what is owed or counted: the figures come from the journal's roll-ups, and everything in this room
//! stands beside them.

mod actions;
mod model;
mod pages;
mod store;
mod suggesting;
mod upload;

pub use actions::{EvidenceError, entrust};
use solits_web::{Guard, Routes, WebError};

solits_i18n::catalogue!("messages");

/// The routes of this room.
pub fn routes() -> Routes {
    const READ: Guard = Guard::Right(pages::READ);
    const KEEP: Guard = Guard::Right(pages::KEEP);
    const ALLOW: Guard = Guard::Right(pages::ALLOW);
    const SET_UP: Guard = Guard::Right(pages::SET_UP);
    Routes::new()
        .get("/evidence", READ, pages::owners::show)
        .post("/evidence/owners", Guard::Right(pages::NAME_OWNERS), pages::owners::name)
        .get("/evidence/norms/{norm}", READ, pages::norm::show)
        .post("/evidence/norms/{norm}", KEEP, pages::norm::give)
        .takes_its_time()
        .post("/evidence/items/{id}/withdraw", KEEP, pages::norm::withdraw)
        .get("/evidence/files/{id}", READ, pages::file::download)
        .get("/evidence/room", SET_UP, pages::room::show)
        .post("/evidence/room", SET_UP, pages::room::change)
        .get("/evidence/exceptions", READ, pages::exceptions::show)
        .post("/evidence/exceptions", ALLOW, pages::exceptions::allow)
        .post("/evidence/exceptions/{id}/revoke", ALLOW, pages::exceptions::revoke)
        .get("/evidence/goals", READ, pages::goals::show)
        .post("/evidence/goals", KEEP, pages::goals::enter)
        .get("/evidence/binder", READ, pages::binder::show)
        .get("/suggestions", Guard::SignedIn, pages::suggestions::show)
        .post("/suggestions", Guard::SignedIn, pages::suggestions::propose)
        .post("/suggestions/{id}/answer", Guard::SignedIn, pages::suggestions::answer)
        .post("/suggestions/{id}/taken-up", Guard::SignedIn, pages::suggestions::take_up)
}

impl From<EvidenceError> for WebError {
    fn from(error: EvidenceError) -> Self {
        match error {
            EvidenceError::NotFound => Self::NotFound,
            EvidenceError::AlreadyEnded => Self::Conflict("evidence-already-ended"),
            EvidenceError::AlreadyAnswered => Self::Conflict("evidence-suggestion-done"),
            EvidenceError::OwnerChanged => Self::Conflict("evidence-owner-changed"),
            EvidenceError::NoPerson => Self::BadRequest,
            EvidenceError::Db(error) => Self::Db(error),
            EvidenceError::Journal(error) => Self::Journal(error),
        }
    }
}
