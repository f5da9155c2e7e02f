//! What a letter says: reading e-mail without a network, a clock or a database.

pub mod limits;

mod address;
mod attachment;
mod attention;
mod body;
mod charset;
mod field;
mod filename;
mod html;
mod letter;
mod parameter;
mod read;
mod report;
mod sniff;
mod structure;
mod transfer;
mod words;

pub use address::Address;
pub use attachment::{Attachment, Place};
pub use attention::Attention;
pub use html::Html;
pub use letter::{Envelope, Letter, MessageId};
pub use read::read;
pub use report::{Fate, Report, ReportKind};
pub use sniff::FileType;
