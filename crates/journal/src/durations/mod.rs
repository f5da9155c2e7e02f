//! How long visits took, rolled up from the journal behind the seals.
//!
//! Nothing is counted while a client or a clerk waits: the durations of a visit follow from the entries of its ticket
//! alone ([`Visit::of`]), and a job adds them to the roll-ups by day and by month. What a later entry corrects or takes
//! back is a difference of two such readings, so that the sum never depends on when the job came by.

mod cells;
mod check;
mod roll;
mod store;
mod visit;

#[cfg(test)]
mod tests;

pub use cells::{Cells, Parts};
pub(crate) use check::{Balance, Suspects};
pub use roll::{RollUp, roll_up};
pub use store::{durations_of_days, durations_of_months, set_rolled_up_to};
pub(crate) use store::{last_of, rolled_up_to};
pub use visit::Visit;
