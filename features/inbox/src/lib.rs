//! The list a specialist works from: what is due first, whose it is, who is already writing, and what can be done to several
//! at once.
//!
//! A page of a case or of a reply shows who else is at it by holding an element with `data-presence`; nothing else is
//! needed of it:
//!
//! ```html
//! <div class="presence needs-script" data-presence="/inbox/presence/…" data-doing="reads" data-csrf="…" role="status"></div>
//! ```

mod act;
mod api;
mod callbacks;
mod ground;
mod held;
mod listing;
mod model;
mod pages;
mod people;
mod presence;
mod store;
mod undo;

use solits_web::{Guard, Routes};

pub use held::keep_inbox;

solits_i18n::catalogue!("messages");

/// The right to see and work on cases.
const WORK: Guard = Guard::Right("cases.work");

/// The routes of this room.
pub fn routes() -> Routes {
    Routes::new()
        .get("/inbox", WORK, pages::list::show)
        .get("/inbox/fragment", WORK, pages::list::fragment)
        .get("/inbox/tabs/fragment", WORK, pages::list::tabs_fragment)
        .get("/inbox/live", WORK, pages::live::live)
        .post("/inbox/bulk", WORK, pages::bulk::run)
        .post("/inbox/undo", WORK, pages::bulk::undo)
        .post("/inbox/presence/{case}", WORK, presence::here)
        .get("/inbox/views", WORK, pages::views::list)
        .creates("/inbox/views", WORK, pages::views::add)
        .post("/inbox/views/{id}", WORK, pages::views::change)
        .merge(callbacks::routes())
        .merge(api::routes())
}
