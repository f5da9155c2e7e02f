//! The list of every statement of the program, and what an engine thinks of one without running it.

use sqlx::{
    AssertSqlSafe, Executor as _, Row as _, SqlSafeStr as _, Statement as _,
    postgres::{PgPool, PgTypeInfo, types::Oid},
};

use crate::{Db, DbError, Sql, tx::Pools};

/// Every statement declared by [`sql!`](crate::sql) or [`global_sql!`](crate::global_sql) in the linked crates, in the
/// order of their places.
pub fn statements() -> Vec<&'static Sql> {
    let mut all: Vec<&'static Sql> = inventory::iter::<Sql>.into_iter().collect();
    all.sort_by_key(|sql| sql.at);
    all
}

impl Sql {
    /// The file it is written in, as the compiler names it.
    pub fn file(&self) -> &'static str {
        self.at.rsplit_once(':').map_or(self.at, |(file, _)| file)
    }
}

impl Db {
    /// Has the engine read a statement against the tables as they are, without running it: an error names what the
    /// engine does not know.
    pub async fn prepare(&self, sql: &Sql) -> Result<(), DbError> {
        match &self.pools {
            Pools::Sqlite(embedded) => {
                embedded.reader().await?.connection()?.prepare(sql.sqlite)?;
            }
            Pools::Pg(pool) => {
                pool.prepare_with(sql.pg.into_sql_str(), known_types(sql)).await?;
            }
        }
        Ok(())
    }

    /// How the engine would run a statement whatever its values are, line by line. PostgreSQL is asked to read no table
    /// from end to end if it knows any other way, so that small tables show how large ones are read.
    pub async fn plan(&self, sql: &Sql) -> Result<Vec<String>, DbError> {
        match &self.pools {
            Pools::Sqlite(embedded) => {
                let reading = embedded.reader().await?;
                let mut plan =
                    reading.connection()?.prepare(&format!("EXPLAIN QUERY PLAN {}", sql.sqlite))?;
                // Values that nobody bound are NULL, and the plan is the same for all.
                let mut rows = plan.raw_query();
                let mut lines = Vec::new();
                while let Some(row) = rows.next()? {
                    lines.push(row.get("detail")?);
                }
                Ok(lines)
            }
            Pools::Pg(pool) => pg_plan(pool, sql).await,
        }
    }
}

/// The types that are bound by themselves; the engine tells the others from where they stand.
fn known_types(sql: &Sql) -> &'static [PgTypeInfo] {
    // 20 is the number of BIGINT in every PostgreSQL.
    const INSTITUTION: &[PgTypeInfo] = &[PgTypeInfo::with_oid(Oid(20))];
    if sql.scoped { INSTITUTION } else { &[] }
}

async fn pg_plan(pool: &PgPool, sql: &Sql) -> Result<Vec<String>, DbError> {
    let mut tx = pool.begin().await?;
    let values = match tx.prepare_with(sql.pg.into_sql_str(), known_types(sql)).await?.parameters() {
        Some(sqlx::Either::Left(types)) => types.len(),
        Some(sqlx::Either::Right(count)) => count,
        None => 0,
    };
    let declared = if sql.scoped && values > 0 { " (BIGINT)" } else { "" };
    for text in [
        "SET LOCAL enable_seqscan = off".to_owned(),
        "SET LOCAL plan_cache_mode = force_generic_plan".to_owned(),
        format!("PREPARE looked_at{declared} AS {}", sql.pg),
    ] {
        sqlx::raw_sql(AssertSqlSafe(text)).execute(&mut *tx).await?;
    }
    let nulls = if values == 0 { String::new() } else { format!("({})", vec!["NULL"; values].join(", ")) };
    let text = format!("EXPLAIN (COSTS OFF) EXECUTE looked_at{nulls}");
    let rows = sqlx::raw_sql(AssertSqlSafe(text)).fetch_all(&mut *tx).await?;
    sqlx::raw_sql("DEALLOCATE looked_at").execute(&mut *tx).await?;
    tx.rollback().await?;
    rows.iter().map(|row| Ok(row.try_get(0)?)).collect()
}
