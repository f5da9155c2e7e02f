//! Rows as they come back, and the macro that turns them into structs.

use solits_kernel::{Id, InstitutionId, Timestamp};
use sqlx::{Row as _, postgres::PgRow, sqlite::SqliteRow};
use uuid::Uuid;

use crate::DbError;

/// A row of either engine.
pub enum DbRow {
    /// From SQLite.
    Sqlite(SqliteRow),
    /// From PostgreSQL.
    Pg(PgRow),
}

impl DbRow {
    /// The value of a column by name.
    pub fn get<T: Column>(&self, name: &str) -> Result<T, DbError> {
        Ok(match self {
            Self::Sqlite(row) => T::sqlite(row, name)?,
            Self::Pg(row) => T::pg(row, name)?,
        })
    }
}

/// What can be read from a column.
pub trait Column: Sized {
    /// Reads it from SQLite.
    fn sqlite(row: &SqliteRow, name: &str) -> Result<Self, sqlx::Error>;
    /// Reads it from PostgreSQL.
    fn pg(row: &PgRow, name: &str) -> Result<Self, sqlx::Error>;
}

macro_rules! plain {
    ($($type:ty),*) => {$(
        impl Column for $type {
            fn sqlite(row: &SqliteRow, name: &str) -> Result<Self, sqlx::Error> { row.try_get_unchecked(name) }
            fn pg(row: &PgRow, name: &str) -> Result<Self, sqlx::Error> { row.try_get(name) }
        }
        impl Column for Option<$type> {
            fn sqlite(row: &SqliteRow, name: &str) -> Result<Self, sqlx::Error> { row.try_get_unchecked(name) }
            fn pg(row: &PgRow, name: &str) -> Result<Self, sqlx::Error> { row.try_get(name) }
        }
    )*};
}
plain!(i64, f64, bool, String, Uuid, Vec<u8>);

macro_rules! wrapped {
    ($([$($generic:tt)*] $type:ty, $inner:ty, $wrap:expr;)*) => {$(
        impl $($generic)* Column for $type {
            fn sqlite(row: &SqliteRow, name: &str) -> Result<Self, sqlx::Error> { <$inner>::sqlite(row, name).map($wrap) }
            fn pg(row: &PgRow, name: &str) -> Result<Self, sqlx::Error> { <$inner>::pg(row, name).map($wrap) }
        }
        impl $($generic)* Column for Option<$type> {
            fn sqlite(row: &SqliteRow, name: &str) -> Result<Self, sqlx::Error> {
                Ok(Option::<$inner>::sqlite(row, name)?.map($wrap))
            }
            fn pg(row: &PgRow, name: &str) -> Result<Self, sqlx::Error> {
                Ok(Option::<$inner>::pg(row, name)?.map($wrap))
            }
        }
    )*};
}
wrapped! {
    [] Timestamp, i64, Timestamp::from_millis;
    [] InstitutionId, i64, InstitutionId;
    [<T>] Id<T>, Uuid, Id::new;
}

/// A record read from a row by column names; written by [`row!`](crate::row).
pub trait FromRow: Sized {
    /// Reads the record.
    fn from_row(row: &DbRow) -> Result<Self, DbError>;
}

/// Declares a record whose fields are columns of the same names.
#[macro_export]
macro_rules! row {
    ($(#[$meta:meta])* $vis:vis struct $name:ident { $($(#[$fmeta:meta])* $fvis:vis $field:ident : $type:ty),* $(,)? }) => {
        $(#[$meta])*
        $vis struct $name { $($(#[$fmeta])* $fvis $field: $type),* }
        impl $crate::FromRow for $name {
            fn from_row(row: &$crate::DbRow) -> Result<Self, $crate::DbError> {
                Ok($name { $($field: row.get(stringify!($field))?),* })
            }
        }
    };
}
