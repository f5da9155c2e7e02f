//! Correspondence as it is stored.

mod letters;
mod mailboxes;
mod messages;
mod outbox;

pub use letters::Raw;
pub(crate) use letters::*;
pub(crate) use mailboxes::*;
pub use messages::NewFile;
pub(crate) use messages::*;
pub(crate) use outbox::*;
