//! Employees and services from a file: what a file would change is shown first, with everything that is wrong in it, and
//! exactly that is then done, all of it or nothing.

mod actions;
mod book;
mod employees;
mod file;
mod page;
mod plan;
mod sample;
mod services;
mod table;
mod together;
mod upload;

use solits_web::{Guard, Routes};

/// The pages of importing.
pub(crate) fn routes() -> Routes {
    const MANAGE: Guard = Guard::Right("setup.manage");
    Routes::new()
        .get("/setup/import", MANAGE, page::show)
        .post("/setup/import", MANAGE, page::check)
        .takes_its_time()
        .post("/setup/import/apply", MANAGE, page::apply)
        .takes_its_time()
        .get("/setup/import/employees.csv", MANAGE, sample::employees)
        .get("/setup/import/services.csv", MANAGE, sample::services)
        .get("/setup/import/employees.xlsx", MANAGE, sample::employees_book)
        .get("/setup/import/services.xlsx", MANAGE, sample::services_book)
}
