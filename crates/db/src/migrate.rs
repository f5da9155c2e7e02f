//! One numbered sequence of migrations for both engines.

use std::borrow::Cow;

use sqlx::{
    AssertSqlSafe, Connection as _, SqlSafeStr as _,
    migrate::{Migration, MigrationType, Migrator},
};

use crate::{Db, DbError, Engine, tx::Pools};

/// A migration: number, name, and its text for SQLite and for PostgreSQL. Once released it is never edited.
#[derive(Debug)]
pub struct Step {
    number: i64,
    name: &'static str,
    sqlite: &'static str,
    pg: &'static str,
}

macro_rules! step {
    ($number:literal, $name:literal) => {
        Step {
            number: $number,
            name: $name,
            sqlite: include_str!(concat!("../../../migrations/", $name, ".sql")),
            pg: include_str!(concat!("../../../migrations/", $name, ".sql")),
        }
    };
    ($number:literal, $name:literal, two texts) => {
        Step {
            number: $number,
            name: $name,
            sqlite: include_str!(concat!("../../../migrations/", $name, ".sqlite.sql")),
            pg: include_str!(concat!("../../../migrations/", $name, ".pg.sql")),
        }
    };
}

/// All migrations in order.
pub const MIGRATIONS: &[Step] = &[
    step!(1, "0001_institution"),
    step!(2, "0002_journal"),
    // The engines guard a table in different languages.
    step!(3, "0003_journal_guard", two texts),
    step!(4, "0004_queue"),
    step!(5, "0005_cases"),
    step!(6, "0006_cases"),
    step!(7, "0007_channel_hours"),
    step!(8, "0008_counter"),
    step!(9, "0009_program_secrets"),
    step!(10, "0010_tokens"),
    // Only PostgreSQL has policies of rows.
    step!(11, "0011_row_security", two texts),
    // Only the embedded engine has to be told what its tables will look like.
    step!(12, "0012_statistics", two texts),
    // What SQLite is told of its tables changes with them.
    step!(14, "0014_durations", two texts),
    step!(15, "0015_access"),
];

/// Brings the tables up to date.
pub async fn migrate(db: &Db) -> Result<(), DbError> {
    let engine = db.engine();
    let migrations = MIGRATIONS
        .iter()
        .map(|step| {
            let text = match engine {
                Engine::Sqlite => {
                    step.sqlite.replace("{{bytes}}", "BLOB").replace("{{clustered}}", "WITHOUT ROWID")
                }
                Engine::Postgres => step.pg.replace("{{bytes}}", "BYTEA").replace("{{clustered}}", ""),
            };
            Migration::new(
                step.number,
                Cow::Borrowed(step.name),
                MigrationType::Simple,
                AssertSqlSafe(text).into_sql_str(),
                false,
            )
        })
        .collect();
    let migrator = Migrator::with_migrations(migrations);
    match &db.pools {
        Pools::Sqlite { write, .. } => migrator.run(write).await?,
        Pools::Pg(pool) => {
            // A step may rewrite rows of every institution. The connection that is allowed to never goes back to the pool.
            let mut connection = pool.acquire().await?.detach();
            sqlx::query("SET solits.institution = 'all'").execute(&mut connection).await?;
            migrator.run(&mut connection).await?;
            // Tables of later steps get their wall here, so that none is forgotten.
            sqlx::query("SELECT wall_institutions()").execute(&mut connection).await?;
            connection.close().await?;
        }
    }
    Ok(())
}
