//! Feedback as it is stored.

mod record;
mod seen;
mod steps;

pub(crate) use record::{PublishedRow, find, insert, list_untaken, published, update};
pub(crate) use seen::{digest, keep_digest, list_all, list_told_by_case};
pub(crate) use steps::{OwnMeasure, forget_steps, insert_step, keep_check, keep_ruling, own_measures};
