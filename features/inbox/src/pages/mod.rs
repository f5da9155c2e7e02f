//! The pages of the list.

pub(crate) mod ahead;
pub(crate) mod bulk;
pub(crate) mod done;
pub(crate) mod list;
pub(crate) mod live;
mod row;
pub(crate) mod views;
