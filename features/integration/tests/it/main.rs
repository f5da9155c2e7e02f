//! The room on both engines: calls to other programs, files, calendars.
#![expect(clippy::unwrap_used, reason = "a test whose setting cannot be made fails")]

mod calendar;
mod calls;
mod exports;
mod files;
mod matters;
mod person;
mod programs;
mod promised;
mod reached;
mod receiver;
mod world;
