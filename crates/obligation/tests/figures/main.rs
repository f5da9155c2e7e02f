//! Every figure of the standards that come with the program, by example.
//!
//! The expected values are those of the documents, paragraph by paragraph, and are never read from the files: a slip
//! of the pen in a file turns an example red.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod adazi;
mod akniste;
mod area_u;
mod builders;
mod complete;
mod ezermala;
mod guidelines;
mod handbook;
mod lists;
mod matrix;
mod parameters;
mod two_limits;
mod values;
mod vzd;
mod vzd_document;
