//! What a letter says: reading e-mail without a network, a clock or a database.
//!
//! [`read`] takes the raw bytes and never fails: what was understood is in the [`Letter`], what was not is said in
//! [`Letter::attention`], and the raw bytes are kept by whoever calls. From the letter follows
//!
//! - [`automatic`]: whether a machine wrote it, so that no machine answers (`security.md` §8);
//! - [`belongs`] and [`place`]: whose case it speaks of, and whether it may join it (§7);
//! - [`shown`]: its formatted text for a frame of its own, with the letter's own pictures and nothing from elsewhere;
//! - [`quoting::split`]: what in it is new, quoted or a signature, without losing a letter;
//! - [`classify`]: whether it is an e-letter, carries a signed document or came through a portal, with reasons (H-01, H-02);
//! - [`guess`]: the language it is written in;
//! - [`authentication`] and [`poses_as_us`]: what our own server found out about its origin, and what it pretends.
//!
//! A letter too large to be held is taken in piece by piece with an [`Abridger`].
//!
//! [`invitation::meeting`] reads what an invitation to a meeting says, and [`invitation::Answer`] answers it.
//!
//! [`documents`] lists what a signed container holds. [`stamp`] gives the fields by which our own letters are known again and left unanswered by machines.
//!
//! All are proposals about somebody's claims. Nothing a letter names is fetched, and nothing it says makes anyone staff.

pub mod limits;

mod abridged;
mod address;
mod attachment;
mod attention;
mod automatic;
mod belonging;
mod body;
mod charset;
mod classify;
mod container;
pub mod content;
mod field;
mod filename;
mod html;
pub mod invitation;
mod language;
mod letter;
mod lines;
mod origin;
mod outgoing;
mod parameter;
mod picture;
pub mod quoting;
mod read;
mod report;
mod sniff;
mod structure;
mod transfer;
mod unreached;
mod words;

pub use abridged::{Abridged, Abridger, Missing};
pub use address::Address;
pub use attachment::{Attachment, Place};
pub use attention::Attention;
pub use automatic::{Automatic, LOOP_FIELD, Own, automatic};
pub use belonging::{
    Author, Belonging, Hint, Keys, Known, Marked, Placement, Reopening, WhyAsked, belongs, place,
};
pub use classify::{Classified, Legal, Reason, classify, is_portal};
pub use container::{Container, Document, Refusal, documents};
pub use html::{Html, Shown, shown};
pub use language::{Guess, Language, guess};
pub use letter::{Envelope, Letter, MessageId};
pub use origin::{Authentication, Verdict, authentication, poses_as_us};
pub use outgoing::{Stamp, stamp};
pub use picture::{MOST_PIXELS, Pixels, pixels};
pub use read::read;
pub use report::{Fate, Report, ReportKind, copied_names};
pub use sniff::FileType;
pub use unreached::Unreached;
