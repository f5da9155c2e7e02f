//! Who is where in a draft, and what programs are called that write in one.

mod store;

pub(super) use store::{find_seat, list_programs, list_seats, sit};
