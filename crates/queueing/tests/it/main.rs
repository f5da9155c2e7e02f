//! The queue discipline, judged from outside.

#![expect(clippy::unwrap_used, reason = "what is missing fails the test, in its helpers too")]

mod announce;
mod closing;
mod fixture;
mod order;
mod replay;
mod simulation;
mod starvation;
