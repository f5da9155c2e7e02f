//! Rows as they come back, and the macro that turns them into structs.

use rusqlite::types::Value;
use solits_kernel::{Id, InstitutionId, Timestamp};
use sqlx::{Row as _, postgres::PgRow};
use uuid::Uuid;

use crate::{
    DbError,
    embedded::{EmbeddedRow, id_of},
};

/// A row of either engine.
pub enum DbRow {
    /// From SQLite.
    Sqlite(EmbeddedRow),
    /// From PostgreSQL.
    Pg(PgRow),
}

impl DbRow {
    /// The value of a column by name.
    pub fn get<T: Column>(&self, name: &str) -> Result<T, DbError> {
        Ok(match self {
            Self::Sqlite(row) => {
                T::sqlite(row.value(name)?).ok_or_else(|| DbError::Corrupt(format!("the column {name}")))?
            }
            Self::Pg(row) => T::pg(row, name)?,
        })
    }
}

/// What can be read from a column.
pub trait Column: Sized {
    /// Reads it from a value of SQLite; nothing if it does not fit.
    fn sqlite(value: &Value) -> Option<Self>;
    /// Reads it from PostgreSQL.
    fn pg(row: &PgRow, name: &str) -> Result<Self, sqlx::Error>;
}

macro_rules! plain {
    ($($type:ty, $($pattern:pat => $read:expr),+;)*) => {$(
        impl Column for $type {
            fn sqlite(value: &Value) -> Option<Self> {
                match value {
                    $($pattern => $read,)+
                    _ => None,
                }
            }
            fn pg(row: &PgRow, name: &str) -> Result<Self, sqlx::Error> { row.try_get(name) }
        }
        impl Column for Option<$type> {
            fn sqlite(value: &Value) -> Option<Self> {
                if *value == Value::Null { Some(None) } else { <$type>::sqlite(value).map(Some) }
            }
            fn pg(row: &PgRow, name: &str) -> Result<Self, sqlx::Error> { row.try_get(name) }
        }
    )*};
}
plain! {
    i64, Value::Integer(v) => Some(*v);
    // A sum of whole numbers is whole on this engine.
    f64, Value::Real(v) => Some(*v), Value::Integer(v) => i32::try_from(*v).ok().map(f64::from);
    bool, Value::Integer(v) => Some(*v != 0);
    String, Value::Text(v) => Some(v.clone());
    Uuid, Value::Blob(v) => id_of(v);
    Vec<u8>, Value::Blob(v) => Some(v.clone());
}

macro_rules! wrapped {
    ($([$($generic:tt)*] $type:ty, $inner:ty, $wrap:expr;)*) => {$(
        impl $($generic)* Column for $type {
            fn sqlite(value: &Value) -> Option<Self> { <$inner>::sqlite(value).map($wrap) }
            fn pg(row: &PgRow, name: &str) -> Result<Self, sqlx::Error> { <$inner>::pg(row, name).map($wrap) }
        }
        impl $($generic)* Column for Option<$type> {
            fn sqlite(value: &Value) -> Option<Self> {
                Some(Option::<$inner>::sqlite(value)?.map($wrap))
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
