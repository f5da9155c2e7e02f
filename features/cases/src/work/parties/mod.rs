//! Who takes part in a case besides the client who opened it: an applicant, a representative with the basis of the
//! representation (I-13), a third party; how their identity was established (I-12) and whether their contacts still hold
//! (I-24).

pub(crate) mod actions;
pub(crate) mod model;
pub(crate) mod page;
pub(crate) mod store;
