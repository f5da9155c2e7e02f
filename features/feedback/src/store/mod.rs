//! Feedback as it is stored.

mod reception;
mod record;
mod seen;
mod steps;

pub(crate) use reception::{Offered, choose_time, find_reception, put_reception};
pub(crate) use record::{PublishedRow, find, insert, list_untaken, published, update};
pub(crate) use seen::{digest, keep_digest, list_all, list_told_by_case};
pub(crate) use steps::{
    OwnMeasure, effect_code, forget_steps, insert_step, keep_check, keep_ruling, own_measures,
};
