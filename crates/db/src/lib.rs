//! The one place that knows there are two database engines.
//!
//! A statement is written once, with `$1`, `$2` … and through [`sql!`], which registers it so that a test can prepare
//! every statement on both engines. `$1` of a [`sql!`] statement is always the institution of the transaction's
//! [`Scope`](solits_kernel::Scope): a statement cannot forget whose data it reads. [`global_sql!`] is for the few
//! statements of halls that stand before any institution (who does this session belong to, which institutions are
//! there); rooms do not use it, and `xtask tidy` holds them to that.

mod arg;
mod bulk;
mod embedded;
mod kept;
mod lane;
mod live;
mod memory;
mod messenger;
mod migrate;
mod packed;
mod registry;
mod row;
mod schema;
mod sight;
mod statement;
mod tx;

pub use arg::{Arg, IntoArg};
pub use bulk::Bulk;
pub use embedded::EmbeddedRow;
pub use inventory;
pub use live::{Ear, Live, Signal};
pub use migrate::{MIGRATIONS, migrate};
pub use packed::PackedJson;
pub use registry::statements;
pub use row::{Column, DbRow, FromRow};
pub use schema::{ColumnShape, Fill, ForeignKey, IndexShape, Rows, Schema, Table, Unsaid};
pub use statement::{Sql, Statement};
pub use tx::{Db, DbError, Engine, Tx};
