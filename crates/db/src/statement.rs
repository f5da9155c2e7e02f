//! Statements: one text for both engines, bound by number, run in a transaction.

use sqlx::{Arguments as _, Postgres, postgres::PgArguments};

use crate::{Arg, Column, DbError, DbRow, FromRow, IntoArg, Tx, embedded, tx::Inner};

/// The text of a statement for both engines; made by [`sql!`](crate::sql) or [`global_sql!`](crate::global_sql).
#[derive(Clone, Copy, Debug)]
pub struct Sql {
    /// The text for SQLite.
    pub sqlite: &'static str,
    /// The text for PostgreSQL.
    pub pg: &'static str,
    /// Where it is written.
    pub at: &'static str,
    /// Whether `$1` is the institution of the transaction.
    pub scoped: bool,
}
inventory::collect!(Sql);

impl Sql {
    /// Binds the first value after the institution.
    pub fn bind(self, value: impl IntoArg) -> Statement {
        self.statement().bind(value)
    }
    /// The statement without values of its own.
    pub fn statement(self) -> Statement {
        Statement { sql: self, args: Vec::new() }
    }
    /// Runs it; see [`Statement::run`].
    pub async fn run(self, tx: &mut Tx) -> Result<u64, DbError> {
        self.statement().run(tx).await
    }
    /// Reads all rows; see [`Statement::all`].
    pub async fn all<T: FromRow>(self, tx: &mut Tx) -> Result<Vec<T>, DbError> {
        self.statement().all(tx).await
    }
    /// Reads one row; see [`Statement::optional`].
    pub async fn optional<T: FromRow>(self, tx: &mut Tx) -> Result<Option<T>, DbError> {
        self.statement().optional(tx).await
    }
    /// Reads one value; see [`Statement::scalar`].
    pub async fn scalar<T: Column>(self, tx: &mut Tx) -> Result<Option<T>, DbError> {
        self.statement().scalar(tx).await
    }
}

/// Declares a statement of one institution: its institution is bound as `$1` by itself.
///
/// `sql!("…")` for one text, `sql!(sqlite "…", pg "…")` where the engines must differ (say why above it).
///
/// Long statements that are alike but for a place or two are put together from parts in brackets, which follow each other
/// as they stand: texts, macros of the same file that stand for a text and take nothing, and those of this hall that every
/// room needs ([`case_sight!`](crate::case_sight), [`not_hidden!`](crate::not_hidden)).
/// `sql!(sqlite [columns!(), " INDEXED BY cases_open", open!()], pg [columns!(), open!()])`
#[macro_export]
macro_rules! sql {
    ($text:literal) => { $crate::sql!(@ $text, $text, true) };
    (sqlite $sqlite:literal, pg $pg:literal) => { $crate::sql!(@ $sqlite, $pg, true) };
    ([$($part:tt)+]) => { $crate::sql!(@ concat!($($part)+), concat!($($part)+), true) };
    (sqlite [$($sqlite:tt)+], pg [$($pg:tt)+]) => { $crate::sql!(@ concat!($($sqlite)+), concat!($($pg)+), true) };
    (@ $sqlite:expr, $pg:expr, $scoped:literal) => {{
        const SQL: $crate::Sql =
            $crate::Sql { sqlite: $sqlite, pg: $pg, at: concat!(file!(), ":", line!()), scoped: $scoped };
        $crate::inventory::submit! { SQL }
        SQL
    }};
}

/// Declares a statement that belongs to no institution; only for halls.
#[macro_export]
macro_rules! global_sql {
    ($text:literal) => { $crate::sql!(@ $text, $text, false) };
    (sqlite $sqlite:literal, pg $pg:literal) => { $crate::sql!(@ $sqlite, $pg, false) };
}

/// A statement with its values.
#[derive(Debug)]
pub struct Statement {
    sql: Sql,
    args: Vec<Arg>,
}

impl Statement {
    /// Binds the next value.
    #[must_use]
    pub fn bind(mut self, value: impl IntoArg) -> Self {
        self.args.push(value.into_arg());
        self
    }

    fn args(self, tx: &Tx) -> Result<(Sql, Vec<Arg>), DbError> {
        let mut args = Vec::with_capacity(self.args.len() + 1);
        if self.sql.scoped {
            let institution = tx.institution().ok_or(DbError::NoScope(self.sql.at))?;
            args.push(institution.into_arg());
        }
        args.extend(self.args);
        Ok((self.sql, args))
    }

    /// Runs it and returns how many rows it changed.
    pub async fn run(self, tx: &mut Tx) -> Result<u64, DbError> {
        let (sql, args) = self.args(tx)?;
        Ok(match &mut tx.inner {
            Inner::Sqlite(session) => embedded::run(session.connection()?, sql.sqlite, &args)?,
            Inner::Pg(tx) => {
                sqlx::query_with::<Postgres, _>(sql.pg, pg(args)?).execute(&mut **tx).await?.rows_affected()
            }
        })
    }

    /// Runs it when the transaction commits, after everything else in it: for sums that many transactions at once add to,
    /// so that each holds the row only for an instant. Nothing in the same transaction may read what it changes.
    pub fn at_commit(self, tx: &mut Tx) {
        tx.later.push(self);
    }

    /// The order in which such statements run: the same in all transactions, so that two never wait for each other.
    pub(crate) fn turn(&self) -> String {
        format!("{} {:?}", self.sql.at, self.args)
    }

    async fn rows(self, tx: &mut Tx) -> Result<Vec<DbRow>, DbError> {
        let (sql, args) = self.args(tx)?;
        Ok(match &mut tx.inner {
            Inner::Sqlite(session) => embedded::rows(session.connection()?, sql.sqlite, &args)?
                .into_iter()
                .map(DbRow::Sqlite)
                .collect(),
            Inner::Pg(tx) => sqlx::query_with::<Postgres, _>(sql.pg, pg(args)?)
                .fetch_all(&mut **tx)
                .await?
                .into_iter()
                .map(DbRow::Pg)
                .collect(),
        })
    }

    /// Reads all rows.
    pub async fn all<T: FromRow>(self, tx: &mut Tx) -> Result<Vec<T>, DbError> {
        self.rows(tx).await?.iter().map(T::from_row).collect()
    }

    /// Reads the first row, if there is one.
    pub async fn optional<T: FromRow>(self, tx: &mut Tx) -> Result<Option<T>, DbError> {
        self.rows(tx).await?.first().map(T::from_row).transpose()
    }

    /// Reads the column named `value` of the first row, if there is one.
    pub async fn scalar<T: Column>(self, tx: &mut Tx) -> Result<Option<T>, DbError> {
        self.rows(tx).await?.first().map(|row| row.get("value")).transpose()
    }
}

pub(crate) fn pg(args: Vec<Arg>) -> Result<PgArguments, DbError> {
    let mut bound = PgArguments::default();
    for arg in args {
        match arg {
            Arg::Int(v) => bound.add(v),
            Arg::Float(v) => bound.add(v),
            Arg::Text(v) => bound.add(v),
            Arg::Uuid(v) => bound.add(v),
            Arg::Bool(v) => bound.add(v),
            Arg::Bytes(v) => bound.add(v),
        }
        .map_err(DbError::Bind)?;
    }
    Ok(bound)
}
