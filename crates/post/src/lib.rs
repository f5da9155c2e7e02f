//! The transport of e-mail, without a database: letters are fetched over IMAP and handed in over SMTP, files are shown to
//! a scanner.
//!
//! - [`imap::watch`] attends to the folders of one account for ever. Each new letter goes as raw bytes to a
//!   [`imap::Sink`], which commits it; only then is the server told (`security.md` §7). It survives servers that are gone
//!   for hours, cut a letter in two or number their letters anew, and holds one letter in memory at most.
//! - [`smtp::send`] hands one letter to one recipient and says what came of it: accepted, refused for good, not yet, or
//!   not known.
//! - A mailbox signs in with a password or with tokens (OAuth 2.0): its [`Proof`].
//! - [`compose`] writes a letter from typed values; no line break can enter a field (§8).
//! - [`scan::Scanner`] asks clamd about a file; what it refuses or does not answer was not scanned.
//! - [`retry::next`] says when a letter that was not accepted is tried again, [`retry::first_tried`] from when that counts.
//!
//! Understanding a letter is the work of `solits-mail`; keeping it, that of the room which calls. Connections go only to
//! the configured server, at an address that [`Reach`] permits, with TLS checked by [`Trust`] (§6).

mod compose;
pub mod imap;
mod mailbox;
mod net;
mod reach;
pub mod retry;
pub mod scan;
mod secret;
pub mod smtp;
mod token;
mod trouble;
mod trust;

pub use compose::{ComposeError, File, Outgoing, compose};
pub use mailbox::{MailAddress, Mailbox, NotAnAddress};
pub use net::{Login, Net, Security, Server, Timeouts};
pub use reach::{NotANetwork, Reach};
pub use secret::Secret;
pub use token::{Grant, Proof, Tokens, WrongGrant};
pub use trouble::{Trouble, TroubleKind};
pub use trust::{NoCertificate, Trust};

/// The largest letter that is fetched, in bytes (`security.md` §7): 25 MiB.
pub const LETTER_BYTES: usize = 25 * 1024 * 1024;
