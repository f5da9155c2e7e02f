//! The standard file: what an institution owes its clients, as data.
//!
//! A standard is a TOML file (see `docs/standard-file.md`). This hall reads it, checks it in words an administrator
//! understands, resolves it against the baseline it extends, says in words what a new version changes, and counts how
//! each paragraph is kept alive. It knows no database, clock or network.

mod ability;
pub mod check;
pub mod coverage;
pub mod diff;
pub mod edit;
pub mod effective;
pub mod event;
pub mod model;
pub mod parameter;
pub mod print;
pub mod reference;
pub mod rules;
pub mod schema;
pub mod words;

pub use check::{Checked, Finding, Severity, check};
pub use coverage::{Coverage, KeptBy, coverage};
pub use diff::{Change, diff};
pub use effective::{
    Checklist, CompileError, CompiledPromise, Effective, Entry, Lists, Origin, Part, ServedClient, Standard,
    resolve,
};
pub use print::print;
pub use schema::schema;
