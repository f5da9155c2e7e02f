//! Changes that clients are told of ahead: other hours, closures, disturbances (D-14 to D-19).
//!
//! A change is planned when it is entered, or found in the calendar; it is announced when somebody shows a notice of it,
//! and withdrawn when it does not happen. Each is an entry of the journal, from which the standard's promise of an early
//! notice is judged. Notices themselves are the hall's.

mod actions;
mod lead;
mod model;
mod store;
mod sweep;

pub use actions::{announced, plan, withdraw};
pub use lead::NoticeLead;
pub use model::{ChangeId, NewChange, PlannedChange, Source};
pub use store::list_to_come;
pub use sweep::keep_changes;

pub(crate) use actions::{plan_hours, withdraw_hours};
pub(crate) use model::{closure_change, exception_change};
