//! The client's way: whether the first contact was enough (I-30), how often clients and matters were passed on (I-15), and
//! what a matter asked of the client (I-27). Every figure opens the visits and cases it is made of.

mod list;
mod model;
mod page;
mod program;
mod store;

use solits_web::{Guard, Routes};

/// The routes of these figures.
pub(crate) fn routes() -> Routes {
    const READ: Guard = Guard::Right("measures.read");
    Routes::new()
        .get("/matters", READ, page::show)
        .get("/matters/list", READ, list::show)
        .merge(program::routes())
}
