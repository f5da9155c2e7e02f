//! Against real servers, Dovecot for IMAP, aiosmtpd for SMTP and clamd for files; and against one that does what no sound server does.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod clamd;
mod composing;
mod dovecot;
mod fetching;
mod folders;
mod issuer;
mod keeper;
mod proxy;
mod scanning;
mod secured;
mod sending;
mod server;
mod sizes;
mod smtpd;
mod tokens;
mod unsound;
