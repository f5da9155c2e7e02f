//! Calls to the client that belong to a case, as its page and its end need them (G-11). The calls themselves are made at
//! `/callbacks`.

pub(crate) mod actions;
pub(crate) mod store;
pub(crate) mod told;

pub use actions::link_with_call;
pub use store::{
    CallOfCase, count_call_numbers, count_call_words, find_call, forget_call_numbers, forget_call_words,
};
