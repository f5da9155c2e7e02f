//! Statements: one text for both engines, bound by number, run in a transaction.

use std::{fmt::Write as _, sync::Arc};

use sqlx::{Arguments as _, AssertSqlSafe, Postgres, postgres::PgArguments};

use crate::{Arg, Column, DbError, DbRow, FromRow, IntoArg, Tx, embedded, tx::Inner};

/// The text of a statement for both engines; made by [`sql!`](crate::sql) or [`global_sql!`](crate::global_sql).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
        Statement { sql: self, args: Vec::new(), is_steady: false, apart: None }
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
/// room needs ([`case_sight!`](crate::case_sight), [`not_hidden!`](crate::not_hidden),
/// [`subject_sight!`](crate::subject_sight)).
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
#[derive(Debug, PartialEq)]
pub struct Statement {
    sql: Sql,
    args: Vec<Arg>,
    is_steady: bool,
    /// With which others it can go to PostgreSQL in one round trip.
    apart: Option<&'static str>,
}

impl Statement {
    /// Binds the next value.
    #[must_use]
    pub fn bind(mut self, value: impl IntoArg) -> Self {
        self.args.push(value.into_arg());
        self
    }

    /// Reads what hardly ever changes: the same question in the same transaction is answered from what was read, until the
    /// transaction itself changes a table the statement speaks of. What others change meanwhile is seen by the next one.
    #[must_use]
    pub const fn steady(mut self) -> Self {
        self.is_steady = true;
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
        tx.kept.forget(sql.pg);
        if let Inner::Sqlite(session) = &mut tx.inner {
            return embedded::run(session.connection()?, sql.sqlite, &args);
        }
        let asked = sqlx::query_with::<Postgres, _>(sql.pg, pg(args)?);
        Ok(asked.execute(tx.inner.pg()?).await?.rows_affected())
    }

    /// Runs it when the transaction commits, after everything else in it. Nothing in the same transaction may read what it
    /// changes before [`Tx::settle`], and nobody hears how many rows it changed.
    ///
    /// Two reasons to wait: rows that many transactions at once change are held only for an instant; and whatever only adds
    /// rows goes to PostgreSQL in one round trip. The same change said twice is made once.
    pub fn at_commit(self, tx: &mut Tx) {
        if !tx.later.contains(&self) {
            tx.later.push(self);
        }
    }

    /// Says that it changes one row that this statement with other values does not change, to values that do not depend on
    /// those: many of them that wait for the commit go to PostgreSQL in one round trip.
    #[must_use]
    pub const fn apart(mut self) -> Self {
        self.apart = Some(self.sql.at);
        self
    }

    /// Like [`Statement::apart`], also beside other statements of that name, which change rows of other tables.
    #[must_use]
    pub const fn apart_among(mut self, name: &'static str) -> Self {
        self.apart = Some(name);
        self
    }

    /// Like [`Statement::at_commit`], for a sum: where the same statement waits already with the same values but for those
    /// at `places` (counted from 0, without the institution), these are added to it.
    pub fn adding_at_commit(self, tx: &mut Tx, places: &[usize]) {
        match tx.later.iter_mut().find(|waiting| waiting.differs_only_at(&self, places)) {
            Some(waiting) => waiting.add(&self, places),
            None => tx.later.push(self),
        }
    }

    fn differs_only_at(&self, other: &Self, places: &[usize]) -> bool {
        let is_like = |(place, (mine, theirs)): (usize, (&Arg, &Arg))| {
            if places.contains(&place) {
                matches!((mine, theirs), (Arg::Int(Some(_)), Arg::Int(Some(_))))
            } else {
                mine == theirs
            }
        };
        self.sql == other.sql
            && self.args.len() == other.args.len()
            && self.args.iter().zip(&other.args).enumerate().all(is_like)
    }

    fn add(&mut self, other: &Self, places: &[usize]) {
        for &place in places {
            if let (Some(Arg::Int(Some(mine))), Some(Arg::Int(Some(theirs)))) =
                (self.args.get_mut(place), other.args.get(place))
            {
                *mine += theirs;
            }
        }
    }

    /// The order in which changes of rows run at the commit: the same in all transactions, so that two never wait for each
    /// other.
    pub(crate) fn turn(&self) -> String {
        format!("{} {:?}", self.sql.at, self.args)
    }

    /// Whether it can run in one round trip with another.
    pub(crate) fn goes_with(&self, other: &Self) -> bool {
        self.apart.is_some() && self.apart == other.apart
    }

    /// Whether it adds a row and does nothing else.
    pub(crate) fn only_adds(&self) -> bool {
        let text = self.sql.pg;
        text.starts_with("INSERT INTO ")
            && !["SELECT", "RETURNING", "DO UPDATE"].iter().any(|word| text.contains(word))
    }

    /// Runs statements of which none reads or changes what another has changed, on PostgreSQL in one round trip. Keys from
    /// one table to another are looked at after all of them.
    pub async fn run_together(all: Vec<Self>, tx: &mut Tx) -> Result<(), DbError> {
        if all.len() < 2 || matches!(tx.inner, Inner::Sqlite(_)) {
            for one in all {
                one.run(tx).await?;
            }
            return Ok(());
        }
        let (mut text, mut together) = (String::new(), Vec::new());
        let last = all.len() - 1;
        for (number, one) in all.into_iter().enumerate() {
            let (sql, args) = one.args(tx)?;
            // Writing to a text cannot fail.
            let _ = match number {
                0 => write!(text, "WITH s0 AS ("),
                _ if number < last => write!(text, "), s{number} AS ("),
                _ => write!(text, ") "),
            };
            tx.kept.forget(sql.pg);
            renumbered(sql.pg, together.len(), &mut text);
            together.extend(args);
        }
        if let Inner::Pg(inner) = &mut tx.inner {
            sqlx::query_with::<Postgres, _>(AssertSqlSafe(text), pg(together)?).execute(&mut **inner).await?;
        }
        Ok(())
    }

    async fn rows(self, tx: &mut Tx) -> Result<Arc<[DbRow]>, DbError> {
        let is_steady = self.is_steady;
        let (sql, args) = self.args(tx)?;
        if let Some(rows) = is_steady.then(|| tx.kept.find(&sql, &args)).flatten() {
            return Ok(rows);
        }
        tx.kept.forget(sql.pg);
        let asked = is_steady.then(|| args.clone());
        let rows: Arc<[DbRow]> = if let Inner::Sqlite(session) = &mut tx.inner {
            let rows = embedded::rows(session.connection()?, sql.sqlite, &args)?;
            rows.into_iter().map(DbRow::Sqlite).collect()
        } else {
            let asked = sqlx::query_with::<Postgres, _>(sql.pg, pg(args)?);
            let rows = asked.fetch_all(tx.inner.pg()?).await?;
            rows.into_iter().map(DbRow::Pg).collect()
        };
        if let Some(args) = asked {
            tx.kept.keep(&sql, args, &rows);
        }
        Ok(rows)
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

/// Writes a statement with each `$n` as `$(n + by)`.
fn renumbered(text: &str, by: usize, into: &mut String) {
    let mut pieces = text.split('$');
    into.push_str(pieces.next().unwrap_or_default());
    for piece in pieces {
        let digits = piece.find(|c: char| !c.is_ascii_digit()).unwrap_or(piece.len());
        let (number, rest) = piece.split_at(digits);
        into.push('$');
        match number.parse::<usize>() {
            Ok(number) => into.push_str(&(number + by).to_string()),
            Err(_) => into.push_str(number),
        }
        into.push_str(rest);
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

#[cfg(test)]
mod tests {
    use super::renumbered;

    #[test]
    fn values_of_a_later_statement_are_counted_after_those_of_the_earlier() {
        let mut text = String::new();
        renumbered("INSERT INTO t (a, b) VALUES ($1, $12)", 3, &mut text);
        assert_eq!(text, "INSERT INTO t (a, b) VALUES ($4, $15)");
    }
}
