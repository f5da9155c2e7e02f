//! The specialist's one screen, the supervisor's floor, and the day of a branch.
//!
//! What happens to tickets and counters is done by the room `queue`; this room shows it to those who work, in the order
//! their eye should go.

mod back_office;
mod colleague;
mod day;
mod desk;
mod floor;
mod help;
mod model;
mod played;
mod printing;
mod sentences;
mod store;
mod timeline;
mod today;
mod view;
mod visit;

use solits_web::{Guard, Routes};

pub use day::run_day;

solits_i18n::catalogue!("messages");

/// The routes of this room.
pub fn routes() -> Routes {
    const SERVE: Guard = Guard::Right("queue.serve");
    const SUPERVISE: Guard = Guard::Right("queue.supervise");
    Routes::new()
        .get("/workplace", SERVE, desk::show)
        .get("/workplace/fragment", SERVE, desk::fragment)
        .post("/workplace/sit", SERVE, desk::sit)
        .post("/workplace/doors", SERVE, desk::doors)
        .post("/workplace/next", SERVE, desk::next)
        .post("/workplace/finish", SERVE, desk::finish)
        .post("/workplace/call", SERVE, desk::call)
        .post("/workplace/back", SERVE, desk::back)
        .post("/workplace/start", SERVE, desk::start)
        .post("/workplace/recall", SERVE, desk::recall)
        .post("/workplace/no-show", SERVE, desk::no_show)
        .post("/workplace/park", SERVE, desk::park)
        .post("/workplace/transfer", SERVE, desk::transfer)
        .post("/workplace/mistake", SERVE, desk::mistake)
        .post("/workplace/undo", SERVE, desk::undo)
        .post("/workplace/service", SERVE, visit::service)
        .post("/workplace/note", SERVE, desk::note)
        .post("/workplace/identity", SERVE, desk::identity)
        .post("/workplace/party", SERVE, desk::party)
        .post("/workplace/pause", SERVE, desk::pause)
        .post("/workplace/resume", SERVE, desk::resume)
        .post("/workplace/close", SERVE, desk::close)
        .post("/workplace/help", SERVE, help::from_desk)
        .post("/workplace/colleague", SERVE, colleague::from_desk)
        .post("/floor/colleague", SUPERVISE, colleague::from_floor)
        .post("/floor/help", SUPERVISE, help::from_floor)
        .post("/floor/printing", SUPERVISE, printing::set)
        .get("/floor", SUPERVISE, floor::show)
        .get("/floor/fragment", SUPERVISE, floor::fragment)
        .get("/floor/day", SUPERVISE, played::show)
        .post("/floor/end", SUPERVISE, floor::end_stuck)
        .post("/floor/correct", SUPERVISE, floor::correct)
}
