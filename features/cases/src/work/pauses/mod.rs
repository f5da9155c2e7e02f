//! Work that stands still, and terms that are made longer. A pause stops the institution's own promises of an answer, never
//! a term of a law; a term of a law is extended as far as the law itself allows, a promise only where the standard says so.

pub(crate) mod actions;
pub(crate) mod model;
pub(crate) mod page;
pub(crate) mod store;
