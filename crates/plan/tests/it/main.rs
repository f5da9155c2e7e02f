//! The plan of a year, by example and by property.

#![expect(clippy::unwrap_used, reason = "what is missing fails the test, in its helpers too")]

mod examples;
mod model;
mod properties;
mod sample;
mod superfluous;
