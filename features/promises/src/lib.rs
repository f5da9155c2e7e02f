//! Promised and kept: each promise of the standard in force beside what became of it, down to the evidence.
//!
//! Every figure comes from the roll-ups of the journal; each opens its obligations, and each of those its entries. The
//! public sees the same without people, and no count below five.

mod api;
mod cells;
mod figure;
mod hidden;
mod listing;
mod matters;
mod model;
mod pages;
mod part;
mod reports;
mod store;
mod units;

pub use reports::{Reports, UnseenReport, UnseenReports, unseen_reports};

use solits_web::{Guard, PublicCx, Routes};

solits_i18n::catalogue!("messages");

/// The routes of this room. Each call makes a memory of its own, for the one program that serves them.
pub fn routes() -> Routes {
    const READ: Guard = Guard::Right("measures.read");
    let memory = pages::Memory::default();
    Routes::new()
        .get("/promises", READ, pages::list)
        .get("/promises/{norm}", READ, pages::show)
        .get("/promises/{norm}/obligations", READ, pages::cases)
        .get("/obligations", READ, pages::all_cases)
        .get("/obligations/{id}", READ, pages::evidence)
        .get("/i/{institution}/promises", Guard::Public, move |cx: PublicCx| {
            pages::public(cx, memory.clone())
        })
        .merge(matters::routes())
        .merge(reports::routes())
        .merge(api::routes())
}
