//! What became of matters and what they cost the client, rolled up from the journal behind the seals: whether the first
//! contact was enough (I-30), how often clients and matters were passed on (I-15), what a matter asked of the client (I-27).
//!
//! As with durations, everything follows from the entries of one ticket or one case alone ([`added`]), and a job adds the
//! difference of two such readings to the sums by day. Visits stand one by one in `contacts`; the cases behind a sum are
//! kept beside it, a row for each.

mod check;
mod course;
mod roll;
mod store;

#[cfg(test)]
mod tests;

pub(crate) use check::compare;
pub use course::{Added, Counts, Place, added, asked_of_client};
pub use roll::roll_up;
pub use store::{CaseRow, SumRow, list_cases, list_days, set_rolled_up_to, sum};
