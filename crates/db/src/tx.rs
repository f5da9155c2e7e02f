//! The database and its transactions.

use std::{path::Path, str::FromStr as _, time::Duration};

use solits_kernel::{InstitutionId, Scope};
use sqlx::{
    AssertSqlSafe, PgPool, Postgres, Sqlite, SqlitePool, Transaction,
    postgres::{PgListener, PgPoolOptions},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};
use thiserror::Error;

use crate::{Live, Signal};

/// Why the database could not do what was asked.
#[derive(Debug, Error)]
pub enum DbError {
    /// The engine refused or failed.
    #[error("the database refused the statement")]
    Sql(#[from] sqlx::Error),
    /// A value could not be bound.
    #[error("a value could not be bound")]
    Bind(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// A statement of an institution was run in a transaction without one: a mistake in the code at that place.
    #[error("the statement at {0} needs the scope of an institution")]
    NoScope(&'static str),
    /// A stored value does not fit its type.
    #[error("a stored value is not what it should be: {0}")]
    Corrupt(String),
    /// The migrations could not be run.
    #[error("the tables could not be brought up to date")]
    Migrate(#[from] sqlx::migrate::MigrateError),
    /// The address of the database cannot be read.
    #[error("the address of the database is not understood: {0}")]
    Address(String),
}

impl DbError {
    /// The name of the constraint or unique key that refused the row, as far as the engine tells it.
    pub fn conflict(&self) -> Option<String> {
        let Self::Sql(sqlx::Error::Database(error)) = self else { return None };
        error
            .is_unique_violation()
            .then(|| error.constraint().map_or_else(|| error.message().to_owned(), str::to_owned))
    }

    /// Whether the same transaction may succeed when tried again: a deadlock, a serialisation failure, a busy file.
    pub fn may_retry(&self) -> bool {
        let Self::Sql(sqlx::Error::Database(error)) = self else { return false };
        matches!(error.code().as_deref(), Some("40001" | "40P01" | "5" | "6" | "517"))
    }
}

/// Which engine a database runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Engine {
    Sqlite,
    Postgres,
}

#[derive(Clone, Debug)]
pub(crate) enum Pools {
    /// One connection writes, so that transactions never meet a busy file; a few read beside it.
    Sqlite {
        write: SqlitePool,
        read: SqlitePool,
    },
    Pg(PgPool),
}

/// A database of either engine; cheap to clone.
#[derive(Clone, Debug)]
pub struct Db {
    pub(crate) pools: Pools,
    live: Live,
}

impl Db {
    /// Opens `postgres://…` or `sqlite:PATH` (made if absent).
    pub async fn open(address: &str) -> Result<Self, DbError> {
        if address.starts_with("postgres://") || address.starts_with("postgresql://") {
            let pool = PgPoolOptions::new()
                .max_connections(16)
                .acquire_timeout(Duration::from_secs(10))
                .connect(address)
                .await?;
            return Ok(Self { pools: Pools::Pg(pool), live: Live::new() });
        }
        let path = address.strip_prefix("sqlite:").ok_or_else(|| DbError::Address(address.to_owned()))?;
        Self::open_file(Path::new(path.strip_prefix("//").unwrap_or(path))).await
    }

    /// Opens the SQLite database in `file`, made if absent.
    ///
    /// Write-ahead log with a full flush at every commit: what was acknowledged survives a power cut.
    pub async fn open_file(file: &Path) -> Result<Self, DbError> {
        let options = SqliteConnectOptions::from_str("sqlite:")?
            .filename(file)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .statement_cache_capacity(512)
            .busy_timeout(Duration::from_secs(10))
            .pragma("cache_size", "-32000")
            .pragma("temp_store", "memory")
            .pragma("secure_delete", "on");
        let write = SqlitePoolOptions::new()
            .max_connections(1)
            .acquire_timeout(Duration::from_secs(30))
            .connect_with(options.clone())
            .await?;
        let read = SqlitePoolOptions::new()
            .max_connections(4)
            .acquire_timeout(Duration::from_secs(30))
            .connect_with(options.pragma("query_only", "on"))
            .await?;
        Ok(Self { pools: Pools::Sqlite { write, read }, live: Live::new() })
    }

    /// Which engine it runs on.
    pub const fn engine(&self) -> Engine {
        match self.pools {
            Pools::Sqlite { .. } => Engine::Sqlite,
            Pools::Pg(_) => Engine::Postgres,
        }
    }

    /// Opens a transaction that may change data of one institution.
    pub async fn write(&self, scope: Scope) -> Result<Tx, DbError> {
        self.begin(Some(scope), Access::Write).await
    }

    /// Opens a transaction that only reads data of one institution.
    pub async fn read(&self, scope: Scope) -> Result<Tx, DbError> {
        self.begin(Some(scope), Access::Read).await
    }

    /// Opens a transaction of no institution that may change data; for halls.
    pub async fn write_global(&self) -> Result<Tx, DbError> {
        self.begin(None, Access::Write).await
    }

    /// Opens a transaction of no institution that only reads; for halls.
    pub async fn read_global(&self) -> Result<Tx, DbError> {
        self.begin(None, Access::Read).await
    }

    async fn begin(&self, scope: Option<Scope>, access: Access) -> Result<Tx, DbError> {
        let inner = match (&self.pools, access) {
            (Pools::Sqlite { write, .. }, Access::Write) => {
                Inner::Sqlite(write.begin_with("BEGIN IMMEDIATE").await?)
            }
            (Pools::Sqlite { read, .. }, Access::Read) => Inner::Sqlite(read.begin().await?),
            (Pools::Pg(pool), _) => {
                Inner::Pg(pool.begin_with(AssertSqlSafe(beginning(scope.as_ref()))).await?)
            }
        };
        Ok(Tx { inner, scope, signals: Vec::new(), live: self.live.clone() })
    }

    /// The hub of signals of this node.
    pub const fn live(&self) -> &Live {
        &self.live
    }

    /// Hears the signals of the other nodes on PostgreSQL and passes them to this node's listeners; returns at once on
    /// SQLite, where there is one node. Comes back only when the connection is lost.
    pub async fn listen(&self) -> Result<(), DbError> {
        let Pools::Pg(pool) = &self.pools else { return Ok(()) };
        let mut listener = PgListener::connect_with(pool).await?;
        listener.listen(CHANNEL).await?;
        loop {
            let notification = listener.recv().await?;
            // This node's own listeners were told at the commit.
            let Some((node, payload)) = notification.payload().split_once(' ') else { continue };
            if let Some(signal) = Signal::decode(payload).filter(|_| node != self.live.node()) {
                self.live.publish(signal);
            }
        }
    }

    /// Closes all connections.
    pub async fn close(&self) {
        match &self.pools {
            Pools::Sqlite { write, read } => {
                read.close().await;
                write.close().await;
            }
            Pools::Pg(pool) => pool.close().await,
        }
    }
}

/// Begins a PostgreSQL transaction and tells the policies of rows whose rows it may touch, in one round trip.
/// Work of the halls says explicitly that it stands before any institution.
fn beginning(scope: Option<&Scope>) -> String {
    scope.map_or_else(
        || "BEGIN; SET LOCAL solits.institution = 'all'".to_owned(),
        |scope| format!("BEGIN; SET LOCAL solits.institution = '{}'", scope.institution().0),
    )
}

const CHANNEL: &str = "solits";

#[derive(Clone, Copy)]
enum Access {
    Read,
    Write,
}

pub(crate) enum Inner {
    Sqlite(Transaction<'static, Sqlite>),
    Pg(Transaction<'static, Postgres>),
}

/// A transaction within the scope of one institution; undone unless committed.
pub struct Tx {
    pub(crate) inner: Inner,
    scope: Option<Scope>,
    signals: Vec<Signal>,
    live: Live,
}

impl std::fmt::Debug for Tx {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Tx").field("scope", &self.scope).finish_non_exhaustive()
    }
}

impl Tx {
    /// The institution this transaction is bound to; `None` for work of the halls.
    pub fn institution(&self) -> Option<InstitutionId> {
        self.scope.as_ref().map(Scope::institution)
    }

    /// The scope this transaction was opened with.
    pub const fn scope(&self) -> Option<&Scope> {
        self.scope.as_ref()
    }

    /// Binds a transaction of the halls to an institution it has just made or found. The policies of rows of PostgreSQL
    /// stay as wide as the transaction was begun; from here on the scope of each statement is the wall.
    pub fn enter(&mut self, scope: Scope) {
        self.scope = Some(scope);
    }

    /// Which engine it runs on.
    pub const fn engine(&self) -> Engine {
        match self.inner {
            Inner::Sqlite(_) => Engine::Sqlite,
            Inner::Pg(_) => Engine::Postgres,
        }
    }

    /// Waits until no other transaction holds the advisory lock `key`, and holds it until this one ends. SQLite has one
    /// writer and needs none.
    pub async fn lock(&mut self, key: i64) -> Result<(), DbError> {
        if let Inner::Pg(tx) = &mut self.inner {
            sqlx::query("SELECT pg_advisory_xact_lock($1)").bind(key).execute(&mut **tx).await?;
        }
        Ok(())
    }

    /// Tells listeners that `topic` changed, once the change is committed. Repeating a topic costs nothing.
    pub fn signal(&mut self, topic: impl Into<String>) {
        let (Some(institution), topic) = (self.institution(), topic.into()) else { return };
        let signal = Signal { institution, topic };
        if !self.signals.contains(&signal) {
            self.signals.push(signal);
        }
    }

    /// Makes the changes last, then sends the signals.
    pub async fn commit(mut self) -> Result<(), DbError> {
        if let Inner::Pg(tx) = &mut self.inner {
            for signal in &self.signals {
                sqlx::query("SELECT pg_notify($1, $2)")
                    .bind(CHANNEL)
                    .bind(format!("{} {}", self.live.node(), signal.encode()))
                    .execute(&mut **tx)
                    .await?;
            }
        }
        match self.inner {
            Inner::Sqlite(tx) => tx.commit().await?,
            Inner::Pg(tx) => tx.commit().await?,
        }
        // Here at once, also before the ear for other nodes is open: what this node remembers is never older than what it
        // wrote itself.
        for signal in self.signals {
            self.live.publish(signal);
        }
        Ok(())
    }
}

impl Db {
    /// Whether the engine finds its own tables and keys whole. PostgreSQL checks keys at every write and has nothing to
    /// add here.
    pub async fn is_sound(&self) -> Result<bool, DbError> {
        let Pools::Sqlite { read, .. } = &self.pools else { return Ok(true) };
        let integrity: (String,) = sqlx::query_as("PRAGMA integrity_check(1)").fetch_one(read).await?;
        let orphans = sqlx::query("PRAGMA foreign_key_check").fetch_all(read).await?;
        Ok(integrity.0 == "ok" && orphans.is_empty())
    }

    /// Writes a copy of the embedded database as of this instant; refused on PostgreSQL.
    pub async fn copy_to(&self, file: &Path) -> Result<(), DbError> {
        let Pools::Sqlite { read, .. } = &self.pools else {
            return Err(DbError::Address("PostgreSQL is copied with its own tools".to_owned()));
        };
        let mut connection = read.acquire().await?;
        sqlx::query("PRAGMA query_only = off").execute(&mut *connection).await?;
        let copied =
            sqlx::query("VACUUM INTO $1").bind(file.display().to_string()).execute(&mut *connection).await;
        sqlx::query("PRAGMA query_only = on").execute(&mut *connection).await?;
        copied?;
        Ok(())
    }

    /// Every table with its columns, as the engine has them: name, column, type.
    pub async fn columns(&self) -> Result<Vec<(String, String, String)>, DbError> {
        Ok(match &self.pools {
            Pools::Sqlite { read, .. } => {
                sqlx::query_as(
                    "SELECT m.name, c.name, c.type FROM sqlite_master m JOIN pragma_table_info(m.name) c
                      WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' AND m.name NOT LIKE '_sqlx%' ORDER BY m.name, c.cid",
                )
                .fetch_all(read)
                .await?
            }
            Pools::Pg(pool) => {
                sqlx::query_as(
                    "SELECT CAST(table_name AS TEXT), CAST(column_name AS TEXT), CAST(data_type AS TEXT)
                       FROM information_schema.columns
                      WHERE table_schema = 'public' AND table_name NOT LIKE '\\_sqlx%' ORDER BY table_name, ordinal_position",
                )
                .fetch_all(pool)
                .await?
            }
        })
    }
}
