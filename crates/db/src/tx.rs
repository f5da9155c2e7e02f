//! The database and its transactions.

use std::{
    any::Any,
    path::Path,
    pin::Pin,
    str::FromStr as _,
    sync::Arc,
    task::{Context, Poll},
    time::Duration,
};

use solits_kernel::{InstitutionId, Scope, Viewer};
use sqlx::{
    AssertSqlSafe, Connection as _, PgConnection, PgPool, Postgres, Transaction,
    pool::PoolConnection,
    postgres::{PgConnectOptions, PgListener, PgPoolOptions},
};
use thiserror::Error;
use tokio::runtime::Handle;

use crate::{
    Live, Signal, Statement,
    embedded::{Embedded, Session},
    kept::Kept,
    lane::{Lane, Lanes},
    memory::Memory,
    messenger::{CHANNEL, Messenger, notify, payloads},
};

/// So many statements a connection to PostgreSQL keeps ready: the program has several hundred.
const READY_STATEMENTS: usize = 1_024;

/// So many additions of rows go to PostgreSQL in one statement at most.
const MOST_TOGETHER: usize = 32;
/// And so many changes of the same kind.
const MOST_ALIKE: usize = 16;

/// Why the database could not do what was asked.
#[derive(Debug, Error)]
pub enum DbError {
    /// PostgreSQL refused or failed.
    #[error("the database refused the statement")]
    Sql(#[from] sqlx::Error),
    /// SQLite refused or failed.
    #[error("the database refused the statement")]
    Sqlite(#[from] rusqlite::Error),
    /// The file could not be flushed together with the changes of others; nothing of this transaction lasts.
    #[error("the changes could not be written to the disk: {0}")]
    Flush(String),
    /// Others held the database for longer than anybody should wait.
    #[error("the database is busy for too long")]
    Busy,
    /// A statement names a value that was not bound: a mistake in the code.
    #[error("the value {0} of a statement is not bound")]
    Unbound(usize),
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
        match self {
            Self::Sql(sqlx::Error::Database(error)) => error
                .is_unique_violation()
                .then(|| error.constraint().map_or_else(|| error.message().to_owned(), str::to_owned)),
            Self::Sqlite(rusqlite::Error::SqliteFailure(error, message)) => {
                use rusqlite::ffi;
                matches!(
                    error.extended_code,
                    ffi::SQLITE_CONSTRAINT_UNIQUE | ffi::SQLITE_CONSTRAINT_PRIMARYKEY
                )
                .then(|| message.clone().unwrap_or_default())
            }
            _ => None,
        }
    }

    /// Whether the same transaction may succeed when tried again: a deadlock, a serialisation failure, a busy file.
    pub fn may_retry(&self) -> bool {
        match self {
            Self::Sql(sqlx::Error::Database(error)) => {
                matches!(error.code().as_deref(), Some("40001" | "40P01"))
            }
            Self::Sqlite(error) => matches!(
                error.sqlite_error_code(),
                Some(rusqlite::ErrorCode::DatabaseBusy | rusqlite::ErrorCode::DatabaseLocked)
            ),
            _ => false,
        }
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
    Sqlite(Arc<Embedded>),
    Pg(PgPool),
}

/// A database of either engine; cheap to clone.
#[derive(Clone, Debug)]
pub struct Db {
    pub(crate) pools: Pools,
    /// For reading that stands before any institution: who a session, a device or a token belongs to is asked at every
    /// request, and needs no transaction.
    halls: Option<PgPool>,
    live: Live,
    lanes: Lanes,
    messenger: Option<Messenger>,
}

type Commit = Pin<Box<dyn Future<Output = Result<(), DbError>> + Send>>;

/// A commit that goes on by itself when nobody waits for it any more.
struct Finishing(Option<Commit>);

impl Future for Finishing {
    type Output = Result<(), DbError>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let Some(commit) = &mut self.0 else { return Poll::Pending };
        let answer = commit.as_mut().poll(cx);
        if answer.is_ready() {
            self.0 = None;
        }
        answer
    }
}

impl Drop for Finishing {
    fn drop(&mut self) {
        let (Some(commit), Ok(runtime)) = (self.0.take(), Handle::try_current()) else { return };
        runtime.spawn(async move {
            if let Err(error) = commit.await {
                tracing::warn!(%error, "a change whose author has gone could not be kept");
            }
        });
    }
}

impl Db {
    /// Opens `postgres://…` or `sqlite:PATH` (made if absent).
    pub async fn open(address: &str) -> Result<Self, DbError> {
        if address.starts_with("postgres://") || address.starts_with("postgresql://") {
            // Statements are few and run without end: each is planned once for a connection, in the way that a test has
            // looked at, instead of anew for every value. Compiling a plan never pays for what answers in milliseconds.
            // On its first day a database has no figures and takes every table for a handful of rows, so that reading it
            // from end to end looks cheap; by noon it is not.
            let options = PgConnectOptions::from_str(address)?
                .options([
                    ("plan_cache_mode", "force_generic_plan"),
                    ("enable_seqscan", "off"),
                    ("jit", "off"),
                ])
                .statement_cache_capacity(READY_STATEMENTS);
            let halls = options
                .clone()
                .options([("solits.institution", "all"), ("default_transaction_read_only", "on")]);
            let halls = pool_of(MOST_IN_HALLS).connect_lazy_with(halls);
            let pool = pool_of(MOST_CONNECTIONS).connect_with(options).await?;
            let live = Live::new();
            let messenger = Some(Messenger::start(pool.clone(), live.node()));
            let pools = Pools::Pg(pool);
            return Ok(Self { pools, halls: Some(halls), live, lanes: Lanes::default(), messenger });
        }
        let path = address.strip_prefix("sqlite:").ok_or_else(|| DbError::Address(address.to_owned()))?;
        Self::open_file(Path::new(path.strip_prefix("//").unwrap_or(path))).await
    }

    /// Opens the SQLite database in `file`, made if absent.
    ///
    /// Write-ahead log with a full flush at every commit: what was acknowledged survives a power cut.
    #[expect(clippy::unused_async, reason = "opening is asynchronous on the other engine")]
    pub async fn open_file(file: &Path) -> Result<Self, DbError> {
        let pools = Pools::Sqlite(Arc::new(Embedded::open(file)?));
        Ok(Self { pools, halls: None, live: Live::new(), lanes: Lanes::default(), messenger: None })
    }

    /// Which engine it runs on.
    pub const fn engine(&self) -> Engine {
        match self.pools {
            Pools::Sqlite(_) => Engine::Sqlite,
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
            (Pools::Sqlite(embedded), Access::Write) => {
                Inner::Sqlite(Session::Writing(embedded.begin_write().await?))
            }
            (Pools::Sqlite(embedded), Access::Read) => {
                Inner::Sqlite(Session::Reading(embedded.begin_read().await?))
            }
            (Pools::Pg(pool), _) => {
                match self.halls.as_ref().filter(|_| scope.is_none() && access == Access::Read) {
                    Some(halls) => Inner::Halls(halls.acquire().await?),
                    None => Inner::Pg(pool.begin_with(AssertSqlSafe(beginning(scope.as_ref()))).await?),
                }
            }
        };
        Ok(Tx {
            inner,
            scope,
            signals: Vec::new(),
            insisted: Vec::new(),
            later: Vec::new(),
            kept: Kept::default(),
            memory: Memory::default(),
            settled: 0,
            lane: None,
            db: self.clone(),
        })
    }

    /// Whether somebody waits for the one connection that writes to the embedded database; never on PostgreSQL.
    pub fn has_writers_waiting(&self) -> bool {
        match &self.pools {
            Pools::Sqlite(embedded) => embedded.has_writers_waiting(),
            Pools::Pg(_) => false,
        }
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
        // Whatever other nodes said before this instant was not heard here.
        self.live.missed();
        loop {
            let Some(notification) = listener.try_recv().await? else {
                // The connection was lost and is there again; what was said meanwhile went past this node.
                tracing::warn!("signals of other nodes were missed; everything kept in memory is read again");
                self.live.missed();
                continue;
            };
            // This node's own listeners were told at the commit.
            let Some((node, payload)) = notification.payload().split_once(' ') else { continue };
            if node != self.live.node() {
                payload.lines().filter_map(Signal::decode).for_each(|signal| self.live.publish(signal));
            }
        }
    }

    /// Closes all connections.
    pub async fn close(&self) {
        if let Some(messenger) = &self.messenger {
            messenger.finish().await;
        }
        match &self.pools {
            Pools::Sqlite(embedded) => embedded.close().await,
            Pools::Pg(pool) => pool.close().await,
        }
        if let Some(halls) = &self.halls {
            halls.close().await;
        }
    }
}

/// So many connections to PostgreSQL a node has at most, and so many more for reading of the halls.
const MOST_CONNECTIONS: u32 = 16;
const MOST_IN_HALLS: u32 = 4;
/// A connection that was used so lately is taken to be there still: asking would be a round trip of every transaction.
const SURELY_THERE: Duration = Duration::from_secs(1);

fn pool_of(most: u32) -> PgPoolOptions {
    PgPoolOptions::new()
        .max_connections(most)
        .acquire_timeout(Duration::from_secs(10))
        .test_before_acquire(false)
        .before_acquire(|connection, known| {
            Box::pin(async move {
                if known.idle_for >= SURELY_THERE {
                    connection.ping().await?;
                }
                Ok(true)
            })
        })
}

/// Begins a PostgreSQL transaction and tells the policies of rows whose rows it may touch, in one round trip.
/// Work of the halls says explicitly that it stands before any institution.
fn beginning(scope: Option<&Scope>) -> String {
    scope.map_or_else(
        || "BEGIN; SET LOCAL solits.institution = 'all'".to_owned(),
        |scope| format!("BEGIN; SET LOCAL solits.institution = '{}'", scope.institution().0),
    )
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Access {
    Read,
    Write,
}

pub(crate) enum Inner {
    Sqlite(Session),
    Pg(Transaction<'static, Postgres>),
    /// Reading of the halls, each statement by itself: what PostgreSQL lets a statement see is the same within a
    /// transaction as without one.
    Halls(PoolConnection<Postgres>),
}

impl Inner {
    /// The connection to PostgreSQL; there is none on the embedded engine.
    pub(crate) fn pg(&mut self) -> Result<&mut PgConnection, DbError> {
        match self {
            Self::Sqlite(_) => Err(DbError::Address("no connection to PostgreSQL".to_owned())),
            Self::Pg(tx) => Ok(&mut *tx),
            Self::Halls(connection) => Ok(&mut *connection),
        }
    }
}

/// A transaction within the scope of one institution; undone unless committed.
pub struct Tx {
    pub(crate) inner: Inner,
    scope: Option<Scope>,
    signals: Vec<Signal>,
    insisted: Vec<Signal>,
    pub(crate) later: Vec<Statement>,
    pub(crate) kept: Kept,
    memory: Memory,
    settled: u64,
    lane: Option<Lane>,
    db: Db,
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

    /// Who looks: the program itself where the work is nobody's.
    pub fn viewer(&self) -> Viewer {
        self.scope.as_ref().map_or(Viewer::Program, Scope::viewer)
    }

    /// Binds a transaction of the halls to an institution it has just made or found. The policies of rows of PostgreSQL
    /// stay as wide as the transaction was begun; from here on the scope of each statement is the wall.
    pub fn enter(&mut self, scope: Scope) {
        self.scope = Some(scope);
        self.memory = Memory::default();
    }

    /// Which engine it runs on.
    pub const fn engine(&self) -> Engine {
        match self.inner {
            Inner::Sqlite(_) => Engine::Sqlite,
            Inner::Pg(_) | Inner::Halls(_) => Engine::Postgres,
        }
    }

    /// Waits until no other transaction holds the advisory lock `key`, and holds it until this one ends. SQLite has one
    /// writer and needs none.
    pub async fn lock(&mut self, key: i64) -> Result<(), DbError> {
        self.kept.clear();
        if let Inner::Pg(tx) = &mut self.inner {
            sqlx::query("SELECT pg_advisory_xact_lock($1)").bind(key).execute(&mut **tx).await?;
        }
        Ok(())
    }

    /// Tells listeners that `topic` changed, once the change is committed. Repeating a topic costs nothing.
    ///
    /// Other nodes hear of it right after the commit. A node that dies within that instant tells nobody: for what others
    /// keep in memory without end, see [`Tx::insist`].
    pub fn signal(&mut self, topic: impl Into<String>) {
        let (Some(institution), topic) = (self.institution(), topic.into()) else { return };
        let signal = Signal { institution, topic };
        if !self.signals.contains(&signal) {
            self.signals.push(signal);
        }
    }

    /// Like [`Tx::signal`], but the commit itself carries the signal to the other nodes: whoever dies in that instant has
    /// told all or changed nothing. PostgreSQL commits such transactions one after the other, so it is for rare changes.
    pub fn insist(&mut self, topic: impl Into<String>) {
        let (Some(institution), topic) = (self.institution(), topic.into()) else { return };
        let signal = Signal { institution, topic };
        if !self.insisted.contains(&signal) {
            self.insisted.push(signal);
        }
    }

    /// The lane of sums this transaction adds to: no other of this node that runs at the same time has it.
    pub fn lane(&mut self) -> i64 {
        let lanes = &self.db.lanes;
        self.lane.get_or_insert_with(|| lanes.take()).number()
    }

    /// What a room remembers of this transaction while it lasts, by its type; empty at first. It is only good for what nobody
    /// else can change meanwhile: a row this transaction holds, or has made itself.
    pub fn memory<T: Any + Default + Send>(&mut self) -> &mut T {
        self.memory.of()
    }

    /// How often what waits for the commit has been run: as long as this stays the same, whatever was left to wait since then
    /// waits still.
    pub const fn settled(&self) -> u64 {
        self.settled
    }

    /// Puts a statement into the place of one that waits for the commit; `false` where that waits no more.
    pub fn replace_waiting(&mut self, waiting: &Statement, by: Statement) -> bool {
        let place = self.later.iter_mut().find(|one| *one == waiting);
        place.map(|place| *place = by).is_some()
    }

    /// Runs now what waits for the commit ([`Statement::at_commit`]); for whoever has to read it in the same transaction.
    pub async fn settle(&mut self) -> Result<(), DbError> {
        self.settle_added().await?;
        let mut changed = std::mem::take(&mut self.later);
        changed.sort_by_cached_key(Statement::turn);
        let mut changed = changed.into_iter().peekable();
        while let Some(first) = changed.next() {
            let mut alike = vec![first];
            while let Some(next) = changed.next_if(|next| alike.iter().all(|one| next.goes_with(one))) {
                alike.push(next);
            }
            while !alike.is_empty() {
                // In powers of two, so that there are few texts and the server keeps each ready.
                let together = 1 << alike.len().min(MOST_ALIKE).ilog2();
                Statement::run_together(alike.drain(..together).collect(), self).await?;
            }
        }
        Ok(())
    }

    /// Runs now the additions of rows that wait for the commit; changes of rows go on waiting.
    pub async fn settle_added(&mut self) -> Result<(), DbError> {
        self.settled += 1;
        let later = std::mem::take(&mut self.later);
        let (added, changed): (Vec<_>, Vec<_>) = later.into_iter().partition(Statement::only_adds);
        self.later = changed;
        let mut added = added.into_iter().peekable();
        while added.peek().is_some() {
            let together = added.by_ref().take(MOST_TOGETHER).collect();
            Statement::run_together(together, self).await?;
        }
        Ok(())
    }

    /// Makes the changes last, then sends the signals. What has begun is finished also where whoever asked for it has gone
    /// meanwhile (a page that was closed, a request cut short): others would not hear of a change that lasts.
    pub async fn commit(self) -> Result<(), DbError> {
        Finishing(Some(Box::pin(self.make_last()))).await
    }

    async fn make_last(mut self) -> Result<(), DbError> {
        if let Inner::Pg(tx) = &mut self.inner {
            for payload in payloads(self.db.live.node(), &self.insisted) {
                notify(&mut **tx, &payload).await?;
            }
        }
        self.settle().await?;
        match self.inner {
            Inner::Sqlite(session) => session.commit().await?,
            Inner::Pg(tx) => tx.commit().await?,
            Inner::Halls(_) => {}
        }
        if let Some(messenger) = &self.db.messenger {
            messenger.send(self.signals.clone());
        }
        // Here at once, also before the ear for other nodes is open: what this node remembers is never older than what it
        // wrote itself.
        for signal in self.insisted.into_iter().chain(self.signals) {
            self.db.live.publish(signal);
        }
        Ok(())
    }
}

impl Db {
    /// Whether the engine finds its own tables and keys whole. PostgreSQL checks keys at every write and has nothing to
    /// add here.
    pub async fn is_sound(&self) -> Result<bool, DbError> {
        let Pools::Sqlite(embedded) = &self.pools else { return Ok(true) };
        let reading = embedded.reader().await?;
        let connection = reading.connection()?;
        let integrity: String = connection.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
        let orphans = connection.prepare("PRAGMA foreign_key_check")?.exists([])?;
        Ok(integrity == "ok" && !orphans)
    }

    /// Writes a copy of the embedded database as of this instant; refused on PostgreSQL.
    pub async fn copy_to(&self, file: &Path) -> Result<(), DbError> {
        let Pools::Sqlite(embedded) = &self.pools else {
            return Err(DbError::Address("PostgreSQL is copied with its own tools".to_owned()));
        };
        let reading = embedded.reader().await?;
        let connection = reading.connection()?;
        connection.pragma_update(None, "query_only", "off")?;
        let copied = connection.execute("VACUUM INTO ?1", [file.display().to_string()]);
        connection.pragma_update(None, "query_only", "on")?;
        copied?;
        Ok(())
    }

    /// Every table with its columns, as the engine has them: name, column, type.
    pub async fn columns(&self) -> Result<Vec<(String, String, String)>, DbError> {
        Ok(match &self.pools {
            Pools::Sqlite(embedded) => {
                let reading = embedded.reader().await?;
                let mut columns = reading.connection()?.prepare(
                    "SELECT m.name, c.name, c.type FROM sqlite_master m JOIN pragma_table_info(m.name) c
                      WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' AND m.name NOT LIKE '_sqlx%' ORDER BY m.name, c.cid",
                )?;
                let found = columns.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
                found.collect::<Result<_, _>>()?
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
