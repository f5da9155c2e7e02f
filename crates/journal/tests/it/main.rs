//! The journal with its database on both engines: whatever is recorded, a recomputation finds what is stored.
#![expect(clippy::unwrap_used, reason = "a test whose setting cannot be made fails")]

mod begun;
mod versions;
