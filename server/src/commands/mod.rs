//! The commands beside running the program.

pub(crate) mod admin;
pub(crate) mod backup;
pub(crate) mod check;
pub(crate) mod compact;
pub(crate) mod journal;
pub(crate) mod replay;
pub(crate) mod standard;
pub(crate) mod tables;
