//! The pages of the list.

pub(crate) mod bulk;
mod done;
pub(crate) mod list;
pub(crate) mod live;
mod row;
pub(crate) mod views;
