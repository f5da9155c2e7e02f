//! What was promised to the client with a date (I-07): each promise is a subject of its own in the journal, so that the
//! standard's clock runs for each, and it is checked off or taken back with a reason.

pub(crate) mod actions;
pub(crate) mod page;
pub(crate) mod store;
