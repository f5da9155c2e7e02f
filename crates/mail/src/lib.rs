//! What a letter says: reading e-mail without a network, a clock or a database.

pub mod limits;

mod address;
mod attention;
mod charset;
mod field;
mod filename;
mod html;
mod parameter;
mod sniff;
mod structure;
mod transfer;
mod words;

pub use address::Address;
pub use attention::Attention;
pub use html::Html;
pub use sniff::FileType;
