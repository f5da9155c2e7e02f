//! Correspondence as it is stored.

mod aside;
mod drafts;
mod letters;
mod mailboxes;
mod meetings;
mod messages;
mod natures;
mod outbox;
mod paper;
mod portal;
mod questions;
mod returned;
mod searched;
mod templates;
mod terms;
mod threads;

pub(crate) use aside::*;
pub(crate) use drafts::*;
pub(crate) use letters::*;
pub use letters::{Body, Raw};
pub(crate) use mailboxes::*;
pub(crate) use meetings::*;
pub use messages::NewFile;
pub(crate) use messages::*;
pub(crate) use natures::*;
pub(crate) use outbox::*;
pub(crate) use paper::*;
pub(crate) use portal::*;
pub(crate) use questions::*;
pub(crate) use returned::*;
pub use returned::{Unsettled, list_unsettled};
pub(crate) use searched::*;
pub(crate) use templates::*;
pub(crate) use terms::*;
pub(crate) use threads::*;
