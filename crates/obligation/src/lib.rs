//! The heart: what a promise means for an event.
//!
//! `(standards, calendar, obligations so far, journal event) → changes`, without a database, a clock or a network.
//! Replaying a journal gives the same obligations, byte for byte: ids are derived from what opened them, every instant
//! comes from an event, and nothing is drawn at random.
//!
//! An obligation keeps the version of the standard it was born under. A later version neither judges it anew nor
//! loses it.
//!
//! Laws bind beside the standard ([`law`]): two limits on one thing, of which the nearer leads and each is judged by itself.
//!
//! Entries that change a matter itself, with the facts they are read by:
//!
//! | entry | facts | what it does |
//! |---|---|---|
//! | `case.classified` | those of the entry that took it in, with `form`, `matter`, `signed`, `law`, `received_at`, and `electronic` | what no longer applies is waived, what now applies is opened, counted from receipt |
//! | `case.classified` with `what` = `service` | those, with `service`, `deadline_unit`, `deadline_count` | what ran by the card of the former service is waived, what the card of this one sets is opened, counted from receipt |
//! | `case.joined` | – | everything still owed here is owed in the other case |
//! | `case.extended` | `obligation`, `until` | that term ends at `until` |
//! | `case.paused` | `obligation` | that clock stands: nothing is reported or broken by time |
//! | `case.resumed` | `obligation`, `until` | it runs on and ends at `until` |

mod apply;
mod changed;
mod field;
mod histogram;
pub mod law;
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
