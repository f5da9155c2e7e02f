//! The life of a standard in an institution: uploaded, checked, adopted, in force, repealed.
//!
//! What a standard says is decided in the hall `standard`; this room keeps the versions, lets two different people put
//! one in force, and shows where every effective value comes from.

mod actions;
mod pages;
mod store;

pub use actions::{Adoption, StandardsError, adopt, shipped, upload};
pub use pages::routes;
pub use store::{Version, find_version, list_versions};

solits_i18n::catalogue!("messages");
