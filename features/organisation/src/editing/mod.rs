//! Changing what has been set up: each thing has a page of its own, nothing that has a history is deleted, and every
//! change is written to the journal in the same transaction.

pub(crate) mod actions;
mod branch;
pub(crate) mod channel;
mod counter;
mod device;
pub(crate) mod draft;
mod employee;
pub(crate) mod hours;
mod line;
pub(crate) mod once;
mod schedule;
mod service;
pub(crate) mod store;

use solits_web::{Guard, Routes};

pub use channel::HoursOf;

/// The pages on which an administrator changes what there is.
pub(crate) fn routes() -> Routes {
    const MANAGE: Guard = Guard::Right("setup.manage");
    Routes::new()
        .get("/setup/branches/{id}", MANAGE, branch::show)
        .post("/setup/branches/{id}", MANAGE, branch::save)
        .post("/setup/branches/{id}/active", MANAGE, branch::set_active)
        .get("/setup/branches/{id}/hours", MANAGE, schedule::show)
        .post("/setup/branches/{id}/hours", MANAGE, schedule::save_week)
        .post("/setup/branches/{id}/hours/shared", MANAGE, schedule::share)
        .creates("/setup/branches/{id}/exceptions", MANAGE, schedule::add_exception)
        .post("/setup/branches/{id}/exceptions/remove", MANAGE, schedule::remove_exception)
        .creates("/setup/branches/{id}/closures", MANAGE, schedule::add_closure)
        .post("/setup/branches/{id}/closures/end", MANAGE, schedule::end_closure)
        .get("/setup/lines/{id}", MANAGE, line::show)
        .post("/setup/lines/{id}", MANAGE, line::save)
        .post("/setup/lines/{id}/active", MANAGE, line::set_active)
        .get("/setup/counters/{id}", MANAGE, counter::show)
        .post("/setup/counters/{id}", MANAGE, counter::save)
        .post("/setup/counters/{id}/active", MANAGE, counter::set_active)
        .get("/setup/services/{id}", MANAGE, service::show)
        .post("/setup/services/{id}", MANAGE, service::save)
        .post("/setup/services/{id}/active", MANAGE, service::set_active)
        .get("/setup/employees/{id}", MANAGE, employee::show)
        .post("/setup/employees/{id}", MANAGE, employee::save)
        .post("/setup/employees/{id}/active", MANAGE, employee::set_active)
        .post("/setup/employees/{id}/invite", MANAGE, employee::invite)
        .get("/setup/devices", MANAGE, device::show)
        .post("/setup/devices/{id}", MANAGE, device::save)
        .post("/setup/devices/{id}/revoke", MANAGE, device::revoke)
}
