//! The days of the whole institution (/setup/calendar): years whose calendar is confirmed, transferred working days,
//! holidays of one year and closing days of the festival, the same in every branch and channel.

mod actions;
mod form;
mod page;

use solits_web::{Guard, Routes};

pub(crate) use actions::days_of_others;

/// The pages of the institution's days.
pub(crate) fn routes() -> Routes {
    const MANAGE: Guard = Guard::Right("setup.manage");
    Routes::new()
        .get("/setup/calendar", MANAGE, page::show)
        .post("/setup/calendar/years", MANAGE, page::confirm)
        .post("/setup/calendar/counting", MANAGE, page::count)
        .creates("/setup/calendar/transfers", MANAGE, page::add_transfer)
        .creates("/setup/calendar/holidays", MANAGE, page::add_holiday)
        .creates("/setup/calendar/festivals", MANAGE, page::add_festival)
        .post("/setup/calendar/remove", MANAGE, page::remove)
}
