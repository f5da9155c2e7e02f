//! Who decides: the organisation as it stands on a day, and the people whom a standard's roles, its complaint ladder and
//! its routes for non-conformities name on that day (areas B, K.1 and L of the catalogue).
//!
//! A standard names roles, never people (B-01). Here a role becomes the person who holds it, whoever stands in for that
//! person, or a [`Gap`] that says what is missing and how to mend it. Everything is a pure function of the standard, the
//! organisation and the day; storing the organisation is left to the room `organisation`, running a complaint to its own.

mod day;
mod gap;
mod ladder;
mod model;
mod reason;
mod report;
mod resolve;
mod route;

pub use day::Day;
pub use gap::{Gap, RoleName, gaps};
pub use ladder::{Complaint, Decision, Ladder, Outcome, Refusal, RungTried, decide};
pub use model::{
    Absence, Body, During, Headship, Holder, Holding, LAST_RESORT, Person, Post, Structure, Substitution,
    Unit,
};
pub use report::{PassedBy, Told, told};
pub use resolve::{About, EMPLOYEE, How, Resolved, UNIT_HEAD, Who, resolve};
pub use route::{Routed, route};
