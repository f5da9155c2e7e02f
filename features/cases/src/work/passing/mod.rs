//! A case leaves its owner: because an interest stands against deciding it (I-22), because another unit or another
//! institution is to decide (I-14, H-19), or because it is refused with reasons and what to do next (I-16).

pub(crate) mod actions;
pub(crate) mod model;
pub(crate) mod page;
pub(crate) mod store;
