//! Webhooks, calls, exports and calendars as they are stored and read.

pub(crate) mod calendars;
pub(crate) mod calls;
pub(crate) mod client;
pub(crate) mod exported;
pub(crate) mod person;
pub(crate) mod webhooks;
