//! Editing a standard file item by item: the pure heart of the editor for people who do not know the format.
//!
//! [`form()`] describes the whole format in words, [`items()`] reads what stands in a file, [`apply()`] changes one thing
//! and leaves every other byte as it was, [`merge()`] brings together what two people wrote, [`examples()`] shows how
//! others wrote the same, and [`places()`] says to which field a finding of the checker belongs. A file under work has
//! mistakes most of the time; all of these ask only that it is TOML.

mod address;
mod apply;
mod change;
mod data;
mod examples;
mod form;
mod items;
mod merge;
mod node;
mod places;
mod plan;
mod read;
mod sections;
mod splice;
mod write;

pub use address::{Address, Name};
pub use apply::{MOST_ROWS, apply, has_input};
pub use change::{Applied, Change, EditError, Mistake, Way};
pub use examples::{Example, examples};
pub use form::{
    Choice, Component, Field, Kind, Length, List, Naming, Need, component_of, fields, form, list, periods,
    term_units,
};
pub use items::{Item, NotToml, items};
pub use merge::{About, Clash, Merged, merge};
pub use places::{Place, places};

/// The order in which the parts of a file stand.
const ORDER: [&str; 24] = [
    "format",
    "id",
    "extends",
    "identity",
    "scope",
    "parameters",
    "term",
    "principle",
    "level",
    "role",
    "norm",
    "situation",
    "phrase",
    "evaluation",
    "rung",
    "route",
    "notice",
    "outage_step",
    "channel",
    "goal",
    "indicator",
    "client_duty",
    "qualification",
    "record",
];

#[cfg(test)]
mod tests;
