//! Facts and checked sources on which an answer rests, and circumstances that were weighed (I-20).

pub(crate) mod actions;
pub(crate) mod page;
pub(crate) mod store;
