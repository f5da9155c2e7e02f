//! The heart: what a promise means for an event.
//!
//! `(standards, calendar, obligations so far, journal event) → changes`, without a database, a clock or a network.
//! Replaying a journal gives the same obligations, byte for byte: ids are derived from what opened them, every instant
//! comes from an event, and nothing is drawn at random.
//!
//! An obligation keeps the version of the standard it was born under. A later version neither judges it anew nor
//! loses it.

mod apply;
mod field;
mod histogram;
mod measure;
mod obligation;
mod timer;
mod trial;

pub use apply::{Calendars, Event, Versions, apply};
pub use field::Field;
pub use histogram::{Histogram, read_number, write_number};
pub use measure::{Delta, FEWEST_PUBLISHED, deltas, kept_percent, publishable};
pub use obligation::{Change, Obligation, State};
pub use timer::{Step, next_step};
pub use trial::{Broken, Counts, Outcome, Span, Trial, Tried};
