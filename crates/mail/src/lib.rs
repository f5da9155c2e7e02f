//! What a letter says: reading e-mail without a network, a clock or a database.

pub mod limits;

mod address;
mod attachment;
mod attention;
mod automatic;
mod belonging;
mod body;
mod charset;
mod classify;
mod field;
mod filename;
mod html;
mod language;
mod letter;
mod lines;
mod parameter;
pub mod quoting;
mod read;
mod report;
mod sniff;
mod structure;
mod transfer;
mod words;

pub use address::Address;
pub use attachment::{Attachment, Place};
pub use attention::Attention;
pub use automatic::{Automatic, LOOP_FIELD, Own, automatic};
pub use belonging::{
    Author, Belonging, Hint, Keys, Known, Marked, Placement, Reopening, WhyAsked, belongs, place,
};
pub use classify::{Classified, Legal, Reason, classify};
pub use html::Html;
pub use language::{Guess, Language, guess};
pub use letter::{Envelope, Letter, MessageId};
pub use read::read;
pub use report::{Fate, Report, ReportKind};
pub use sniff::FileType;
