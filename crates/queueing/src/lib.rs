//! The discipline of a line of waiting clients: who is next and why, what wait may honestly be announced, whether all
//! can be served before closing, and the replay of a hall's whole day through the same rules.
//!
//! Everything here is a pure function of what it is given. Claiming a ticket, storing it and telling the screens is
//! left to the rooms; judging a promise is left to `obligation`, and the replay only counts.

pub mod announce;
pub mod closing;
pub mod draw;
pub mod order;
pub mod replay;
pub mod times;

mod measure;
