//! The editor of a standard: a person without prior knowledge writes it part by part, is told in words what is
//! wrong while writing, sees it as staff and clients will, and loses nothing that was typed.
//!
//! A draft is a text with numbered saved states. Whoever saves says which state they saw; what others changed since stays,
//! and where two changed the same, the person chooses. What a text means and how it is changed is decided in the hall
//! `standard`; here it is kept, shown and joined.

mod actions;
mod api;
mod entry;
mod examples;
mod inputs;
mod kept;
mod model;
mod pages;
mod place;
mod presence;
mod ready;
mod sent;
mod store;

use solits_web::{Guard, Routes};

/// So often something is decided anew because somebody else saved in that very moment; then its author is told to come
/// back.
const TRIES: usize = 8;

/// The routes of the editor.
pub(crate) fn routes() -> Routes {
    const DRAFT: Guard = Guard::Right("standards.draft");
    api::routes()
        .get("/standard/drafts", DRAFT, pages::list::show)
        .post("/standard/drafts", DRAFT, pages::list::begin)
        .takes_its_time()
        .get("/standard/drafts/{draft}", DRAFT, pages::overview::show)
        .get("/standard/drafts/{draft}/part/{part}", DRAFT, pages::part::show)
        .get("/standard/drafts/{draft}/item", DRAFT, pages::item::show)
        .post("/standard/drafts/{draft}/item", DRAFT, pages::sending::save)
        .post("/standard/drafts/{draft}/entry", DRAFT, pages::sending::change)
        .get("/standard/drafts/{draft}/fragment", DRAFT, pages::aside::fragment)
        .get("/standard/drafts/{draft}/live", DRAFT, pages::aside::live)
        .post("/standard/drafts/{draft}/here", DRAFT, pages::aside::here)
        .get("/standard/drafts/{draft}/clash", DRAFT, pages::clash::show)
        .post("/standard/drafts/{draft}/clash", DRAFT, pages::clash::choose)
        .get("/standard/drafts/{draft}/preview", DRAFT, pages::preview::show)
        .get("/standard/drafts/{draft}/text", DRAFT, pages::text::show)
        .post("/standard/drafts/{draft}/text", DRAFT, pages::text::save)
        .takes_its_time()
        .post("/standard/drafts/{draft}/text/check", DRAFT, pages::text::check)
        .get("/standard/drafts/{draft}/file.toml", DRAFT, pages::text::file)
        .get("/standard/drafts/{draft}/history", DRAFT, pages::history::list)
        .get("/standard/drafts/{draft}/history/{state}", DRAFT, pages::history::show)
        .post("/standard/drafts/{draft}/history/{state}", DRAFT, pages::history::bring_back)
        .post("/standard/drafts/{draft}/send", DRAFT, pages::overview::send)
        .post("/standard/drafts/{draft}/put-away", DRAFT, pages::overview::put_away)
}
