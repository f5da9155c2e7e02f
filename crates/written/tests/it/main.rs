//! The heart of written contacts, judged from outside.
#![expect(clippy::unwrap_used, reason = "what is missing fails the test, in its helpers too")]

mod classifying;
mod clocks;
mod feedback;
mod fixture;
mod latvian_year;
mod organisations;
mod receipts;
mod reply;
mod search;
mod wishes;
