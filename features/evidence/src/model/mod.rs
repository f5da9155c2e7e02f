//! Owners, exceptions, goals and evidence as plain values and rules.

pub(crate) mod answers;
pub(crate) mod content;
pub(crate) mod exception;
pub(crate) mod given;
pub(crate) mod norms;
pub(crate) mod period;
pub(crate) mod room;
pub(crate) mod suggestion;
