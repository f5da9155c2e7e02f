//! What ties a visit to the person who came: for a month it helps to answer them, then only the numbers stay (security §11).

mod store;

pub use store::{count_tied_visits, untie_visits};
