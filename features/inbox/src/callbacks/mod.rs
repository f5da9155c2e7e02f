//! Calls that were missed or promised back (G-11, G-12, G-14, G-16, G-20): who calls, whom, about what and by when; a task
//! that ends only with the result of the call.

pub(crate) mod actions;
pub(crate) mod form;
pub(crate) mod model;
mod pages;
pub(crate) mod store;

use solits_web::Routes;

use crate::WORK;

/// The routes of call-backs.
pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/callbacks", WORK, pages::list)
        .get("/callbacks/new", WORK, pages::form)
        .creates("/callbacks", WORK, pages::add)
        .get("/callbacks/{id}", WORK, pages::show)
        .post("/callbacks/{id}/result", WORK, pages::finish)
}
