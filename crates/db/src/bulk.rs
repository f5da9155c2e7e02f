//! Many rows in one statement, for imports and simulated histories.

use sqlx::{AssertSqlSafe, Postgres};

use crate::{Arg, DbError, Tx, embedded, statement::pg, tx::Inner};

/// Rows to be inserted into one table.
///
/// Table and column names are constants of the code, never input; values are bound.
#[derive(Debug)]
pub struct Bulk {
    table: &'static str,
    columns: &'static [&'static str],
    args: Vec<Arg>,
}

/// Both engines take more values than this in one statement; longer lists gain nothing.
const MOST_VALUES: usize = 12_000;

impl Bulk {
    /// An empty list for `table`. The first of `columns` is `institution_id`, filled in from the transaction.
    pub const fn new(table: &'static str, columns: &'static [&'static str]) -> Self {
        Self { table, columns, args: Vec::new() }
    }

    /// Adds a row: the values of all columns but the institution.
    pub fn push<const N: usize>(&mut self, row: [Arg; N]) {
        debug_assert_eq!(N + 1, self.columns.len(), "a row of {} has another width", self.table);
        self.args.extend(row);
    }

    /// Whether enough rows are waiting to be worth a statement.
    pub const fn is_full(&self) -> bool {
        self.args.len() + 64 > MOST_VALUES
    }

    /// Inserts the waiting rows.
    pub async fn flush(&mut self, tx: &mut Tx) -> Result<(), DbError> {
        use std::fmt::Write as _;
        if self.args.is_empty() {
            return Ok(());
        }
        let institution = tx.institution().ok_or(DbError::NoScope("bulk insert"))?.0;
        let width = self.columns.len() - 1;
        let rows = self.args.len() / width;
        let mut text = format!("INSERT INTO {} ({}) VALUES ", self.table, self.columns.join(", "));
        for row in 0..rows {
            let _ = write!(text, "{}({institution}", if row == 0 { "" } else { ", " });
            for column in 0..width {
                // The embedded engine looks a numbered name up among all others, so that a long list takes the square
                // of its length to read; values in their order need no name.
                let _ = match &tx.inner {
                    Inner::Sqlite(_) => write!(text, ", ?"),
                    Inner::Pg(_) | Inner::Halls(_) => write!(text, ", ${}", row * width + column + 1),
                };
            }
            text.push(')');
        }
        tx.kept.forget(&text);
        let args = std::mem::take(&mut self.args);
        if let Inner::Sqlite(session) = &mut tx.inner {
            embedded::run(session.connection()?, &text, &args)?;
        } else {
            let asked = sqlx::query_with::<Postgres, _>(AssertSqlSafe(text), pg(args)?);
            asked.execute(tx.inner.pg()?).await?;
        }
        Ok(())
    }
}
