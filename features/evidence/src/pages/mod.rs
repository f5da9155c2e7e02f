//! The pages of owners, exceptions, goals, evidence and the binder.

pub(crate) mod binder;
pub(crate) mod exceptions;
pub(crate) mod file;
pub(crate) mod goals;
pub(crate) mod norm;
pub(crate) mod owners;
mod parts;
pub(crate) mod room;
mod said;
pub(crate) mod suggestions;

pub(crate) use parts::Notified;

/// Whoever drafts standards says who answers for a norm.
pub(crate) const NAME_OWNERS: &str = "standards.draft";
/// Whoever adopts standards allows what differs from them.
pub(crate) const ALLOW: &str = "standards.adopt";
/// Whoever keeps evidence.
pub(crate) const KEEP: &str = "evidence.keep";
/// Whoever says how much room files may take.
pub(crate) const SET_UP: &str = "setup.manage";
/// Whoever may look.
pub(crate) const READ: &str = "evidence.read";
