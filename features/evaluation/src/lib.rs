//! Looking at the work by the standard's evaluation matrix: the year's plan of duties, each person's part of today, and
//! the self-check of each working day (requirement area O).
//!
//! What the matrix asks for is planned by the hall `plan`; this room keeps the plan, makes it anew when the standard, the
//! people or the calendar change, and takes the self-checks. Other evaluations are planned here and recorded elsewhere.

mod actions;
mod model;
mod pages;
mod people;
mod planning;
mod store;

pub use actions::{SelfCheckError, sign};
pub use planning::{PlanError, Replanning, keep_plan};
use solits_web::{Guard, Routes, WebError};
pub use store::{count_old_self_checks, forget_self_checks};

solits_i18n::catalogue!("messages");

/// The routes of this room.
pub fn routes() -> Routes {
    Routes::new()
        .get("/plan", Guard::SignedIn, pages::calendar::show)
        .get("/plan/today", Guard::SignedIn, pages::today::show)
        .get("/plan/today/fragment", Guard::SignedIn, pages::today::fragment)
        .post("/plan/today", Guard::SignedIn, pages::today::sign)
        .post("/plan/again", Guard::Right("standards.draft"), pages::calendar::again)
}

impl From<PlanError> for WebError {
    fn from(error: PlanError) -> Self {
        match error {
            PlanError::Db(error) => Self::Db(error),
            PlanError::Journal(error) => Self::Journal(error),
            PlanError::Interrupted => Self::Busy { retry_after_seconds: 5 },
        }
    }
}

impl From<SelfCheckError> for WebError {
    fn from(error: SelfCheckError) -> Self {
        match error {
            SelfCheckError::NothingToday => Self::Conflict("evaluation-nothing-today"),
            SelfCheckError::AlreadySigned => Self::Conflict("evaluation-already-signed"),
            SelfCheckError::NoteNeeded => Self::Refused("evaluation-note-needed"),
            SelfCheckError::Db(error) => Self::Db(error),
            SelfCheckError::Journal(error) => Self::Journal(error),
        }
    }
}
