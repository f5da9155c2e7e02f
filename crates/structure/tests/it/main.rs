//! Who decides, judged from outside.

#![expect(clippy::unwrap_used, reason = "what is missing fails the test, in its helpers too")]

mod documents;
mod fixture;
mod gaps;
mod ladder;
mod properties;
mod reports;
mod resolving;
