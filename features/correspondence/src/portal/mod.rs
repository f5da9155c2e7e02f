//! What residents send on the public pages, and how they hear of it afterwards.

pub(crate) mod attachments;
pub(crate) mod confirming;
pub(crate) mod joining;
pub(crate) mod status;
mod words;
