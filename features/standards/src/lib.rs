//! The life of a standard in an institution: uploaded, checked, adopted, in force, repealed.
//!
//! What a standard says is decided in the hall `standard`; this room keeps the versions, lets two different people put
//! one in force, and shows where every effective value comes from.

mod actions;
mod adoption;
mod api;
mod editor;
mod lab;
mod pages;
mod public;
mod store;
mod wording;

pub use actions::{Adoption, StandardsError, adopt, shipped, upload};
pub use adoption::{Approval, Missing, Nevertheless, Objection, list_approvals};
pub use lab::{Trialled, try_promises};
use solits_web::{Guard, Routes, WebError};
pub use store::{Version, find_version, list_versions};

solits_i18n::catalogue!("messages");

/// The routes of this room.
pub fn routes() -> Routes {
    const READ: Guard = Guard::Right("standards.read");
    const DRAFT: Guard = Guard::Right("standards.draft");
    const ADOPT: Guard = Guard::Right("standards.adopt");
    Routes::new()
        .get("/standard", READ, pages::norms)
        .get("/standard/values", READ, pages::values)
        .get("/standard/coverage", READ, pages::coverage)
        .get("/standard/versions", READ, pages::versions)
        .get("/standard/upload", DRAFT, pages::form)
        .post("/standard/upload", DRAFT, pages::upload)
        .get("/standard/{number}", READ, pages::version)
        .post("/standard/{number}/adopt", ADOPT, pages::adopt)
        .post("/standard/{number}/approve", DRAFT, adoption::approve)
        .get("/standard/{number}/told", READ, adoption::log)
        .post("/standard/{number}/seen", Guard::SignedIn, adoption::seen)
        .get("/standard/{number}/lab", READ, lab::show)
        .get("/standard/{number}/lab/fragment", READ, lab::fragment)
        .get("/standard/{number}/lab/entries/{subject}", READ, lab::entries)
        .post("/standard/{number}/lab", DRAFT, lab::start)
        .post("/standard/{number}/lab/cancel", DRAFT, lab::cancel)
        .merge(public::routes())
        .merge(api::routes())
        .merge(editor::routes())
}

impl From<StandardsError> for WebError {
    fn from(error: StandardsError) -> Self {
        match error {
            StandardsError::Mistakes(_) => Self::Refused("standards-mistakes"),
            StandardsError::NotFound => Self::NotFound,
            StandardsError::NotADraft => Self::Conflict("standards-not-a-draft"),
            StandardsError::SamePerson => Self::Refused("standards-same-person"),
            StandardsError::NoPerson => Self::Refused("standards-no-person"),
            StandardsError::StepsMissing => Self::Refused("standards-steps-missing"),
            StandardsError::NoNote => Self::Refused("standards-step-who"),
            StandardsError::Gaps(Objection::NobodyDecides, _) => Self::Refused("standards-gaps-bar"),
            StandardsError::Gaps(_, _) => Self::Refused("standards-gaps"),
            StandardsError::InThePast => Self::Refused("standards-in-the-past"),
            StandardsError::Db(error) => Self::Db(error),
            StandardsError::Journal(error) => Self::Journal(error),
        }
    }
}
