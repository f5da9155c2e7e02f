//! What stays of whoever has left: after the term of their account only the initials (security §11), so that what they did
//! can still be told apart in the history.

mod model;
mod store;

pub use store::{count_left_accounts, forget_accounts};
