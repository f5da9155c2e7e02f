//! What adoption is made of beside its day: the steps of the approval chain, the acts that are repealed, what the
//! organisation lacks on that day, and who is told.

mod actions;
mod gaps;
mod model;
mod pages;
mod store;
mod told;

pub(crate) use actions::record_step;
pub(crate) use gaps::MissingView;
pub use gaps::{Missing, Nevertheless, Objection};
pub(crate) use model::{Step, steps, steps_of};
pub(crate) use pages::{LONGEST_NOTE, RepealedLine, StepLine, approve, repealed, step_lines};
pub(crate) use store::deliver;
pub use store::{Approval, list_approvals};
pub(crate) use told::{Delivered, delivered, log, seen};
