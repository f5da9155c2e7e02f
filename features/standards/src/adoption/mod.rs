//! What adoption is made of beside its day: the steps of the approval chain, the acts that are repealed, and who is told.

mod model;
mod pages;
mod store;

pub(crate) use model::{Step, steps};
pub(crate) use pages::{Delivered, RepealedLine, StepLine, approve, delivered, repealed, seen, step_lines};
pub(crate) use store::{deliver, list_approvals};
