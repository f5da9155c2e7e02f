//! The embedded engine: SQLite, run in the task that asks.
//!
//! A statement takes microseconds, so it is run where it is asked for and not handed to a thread of its own: the handing
//! over cost more than the statement. There is one connection that writes and a few that read. Writers stand in line for
//! the one connection; when others already wait, a finished transaction stays in the file's open transaction and the next
//! one continues in it, and the last of the group makes all of them last with one flush to the disk (docs/decisions/0011).
//! Nobody is told that a change lasts before that flush.

use std::{
    fmt,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use rusqlite::{CachedStatement, Connection, ToSql, types::ToSqlOutput, types::Value, types::ValueRef};
use tokio::sync::{OwnedMutexGuard, OwnedSemaphorePermit, Semaphore, oneshot};
use uuid::Uuid;

use crate::{Arg, DbError};

/// So many transactions share a flush at most: the first of them waits for the last.
const LARGEST_GROUP: usize = 16;

/// Connections that read beside the one that writes.
const READERS: usize = 4;

/// So many statements a connection keeps ready.
const READY_STATEMENTS: usize = 512;

/// How long a writer waits in line, and a reader for a free connection.
const PATIENCE: Duration = Duration::from_secs(30);

/// The embedded database of one file.
pub(crate) struct Embedded {
    write: Arc<tokio::sync::Mutex<Open>>,
    /// Writers that stand in line.
    waiting: Arc<AtomicUsize>,
    read: Arc<Mutex<Vec<Connection>>>,
    free: Arc<Semaphore>,
    file: PathBuf,
}

impl fmt::Debug for Embedded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Embedded").field("file", &self.file).finish_non_exhaustive()
    }
}

/// The connection that writes, with those who wait for the flush of its open transaction. `None` once closed.
struct Open {
    connection: Option<Connection>,
    group: Vec<oneshot::Sender<Result<(), String>>>,
}

impl Open {
    /// Makes the open transaction last and tells everybody in it.
    fn flush(&mut self) -> Result<(), DbError> {
        let Some(connection) = &self.connection else { return Err(closed()) };
        let done = connection.execute_batch("COMMIT");
        if done.is_err() {
            // Nothing half-written stays; an error here says only that the engine has undone it by itself.
            let _ = connection.execute_batch("ROLLBACK");
        }
        for member in self.group.drain(..) {
            // Who no longer listens has gone away before the answer.
            let _ = member.send(done.as_ref().copied().map_err(ToString::to_string));
        }
        Ok(done?)
    }
}

/// The engine undoes a whole transaction by itself when the disk is full or fails.
const UNDONE: &str = "the engine has undone the transaction";

impl Open {
    /// Tells everybody in the open transaction that it is lost, where the engine has undone it by itself.
    fn give_up_if_undone(&mut self) -> Result<(), DbError> {
        match &self.connection {
            Some(connection) if connection.is_autocommit() => {
                for member in self.group.drain(..) {
                    // Who no longer listens has gone away before the answer.
                    let _ = member.send(Err(UNDONE.to_owned()));
                }
                Err(DbError::Flush(UNDONE.to_owned()))
            }
            _ => Ok(()),
        }
    }
}

fn closed() -> DbError {
    DbError::Corrupt("the database is closed".to_owned())
}

impl Embedded {
    pub(crate) fn open(file: &Path) -> Result<Self, DbError> {
        let write = connect(file)?;
        let readers = (0..READERS)
            .map(|_| {
                let connection = connect(file)?;
                connection.pragma_update(None, "query_only", "on")?;
                Ok(connection)
            })
            .collect::<Result<Vec<_>, DbError>>()?;
        Ok(Self {
            write: Arc::new(tokio::sync::Mutex::new(Open { connection: Some(write), group: Vec::new() })),
            waiting: Arc::default(),
            read: Arc::new(Mutex::new(readers)),
            free: Arc::new(Semaphore::new(READERS)),
            file: file.to_owned(),
        })
    }

    pub(crate) fn has_writers_waiting(&self) -> bool {
        self.waiting.load(Ordering::SeqCst) > 0
    }

    /// Begins a transaction that may write; waits in line for it.
    pub(crate) async fn begin_write(&self) -> Result<Writing, DbError> {
        let mut place = Place { write: self.write.clone(), waiting: self.waiting.clone(), stands: true };
        self.waiting.fetch_add(1, Ordering::SeqCst);
        let mut open = tokio::time::timeout(PATIENCE, self.write.clone().lock_owned())
            .await
            .map_err(|_| DbError::Busy)?;
        place.leave();
        if !open.group.is_empty() {
            // They are told; this transaction begins anew.
            let _ = open.give_up_if_undone();
        }
        let Some(connection) = &open.connection else { return Err(closed()) };
        // The first of a group begins the transaction of the file; the others continue in it, each to be undone alone.
        let first = open.group.is_empty();
        let begun = connection
            .prepare_cached(if first { "BEGIN IMMEDIATE" } else { "SAVEPOINT one" })
            .and_then(|mut begin| begin.execute([]));
        if let Err(refused) = begun {
            drop(open);
            flush_if_last(&self.write, &self.waiting);
            return Err(refused.into());
        }
        Ok(Writing { open: Some(open), first, write: self.write.clone(), waiting: self.waiting.clone() })
    }

    /// Begins a transaction that sees one state of the file and changes nothing.
    pub(crate) async fn begin_read(&self) -> Result<Reading, DbError> {
        let reading = self.reader().await?;
        reading.connection()?.prepare_cached("BEGIN")?.execute([])?;
        Ok(reading)
    }

    /// A connection that reads, outside any transaction.
    pub(crate) async fn reader(&self) -> Result<Reading, DbError> {
        let permit = tokio::time::timeout(PATIENCE, self.free.clone().acquire_owned())
            .await
            .map_err(|_| DbError::Busy)?
            .map_err(|_| closed())?;
        let connection = self.read.lock().unwrap_or_else(PoisonError::into_inner).pop();
        Ok(Reading {
            connection: Some(connection.ok_or_else(closed)?),
            home: self.read.clone(),
            _permit: permit,
        })
    }

    /// Runs a script alone on the connection that writes, outside any transaction.
    pub(crate) async fn alone<T>(
        &self,
        script: impl FnOnce(&mut Connection) -> Result<T, DbError>,
    ) -> Result<T, DbError> {
        let mut open = self.write.lock().await;
        if !open.group.is_empty() {
            open.flush()?;
        }
        script(open.connection.as_mut().ok_or_else(closed)?)
    }

    /// Closes all connections; what is open is finished first.
    pub(crate) async fn close(&self) {
        self.free.close();
        self.read.lock().unwrap_or_else(PoisonError::into_inner).clear();
        let mut open = self.write.lock().await;
        if !open.group.is_empty() {
            // Each of them is told how it ended.
            let _ = open.flush();
        }
        open.connection = None;
    }
}

/// Write-ahead log with a full flush at every commit: what was acknowledged survives a power cut.
fn connect(file: &Path) -> Result<Connection, DbError> {
    let connection = Connection::open(file)?;
    connection.busy_timeout(Duration::from_secs(10))?;
    connection.set_prepared_statement_cache_capacity(READY_STATEMENTS);
    for (pragma, value) in [
        ("journal_mode", "wal"),
        ("synchronous", "full"),
        ("foreign_keys", "on"),
        ("cache_size", "-32000"),
        ("temp_store", "memory"),
        ("secure_delete", "on"),
    ] {
        connection.pragma_update(None, pragma, value)?;
    }
    Ok(connection)
}

/// A place in the line of writers. Whoever leaves it without having been served looks whether the group before it
/// counted on it for the flush.
struct Place {
    write: Arc<tokio::sync::Mutex<Open>>,
    waiting: Arc<AtomicUsize>,
    stands: bool,
}

impl Place {
    fn leave(&mut self) {
        self.stands = false;
        self.waiting.fetch_sub(1, Ordering::SeqCst);
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if self.stands {
            self.leave();
            flush_if_last(&self.write, &self.waiting);
        }
    }
}

/// Flushes a group that nobody else will flush. If the connection is held, whoever holds it does so at its end.
fn flush_if_last(write: &Arc<tokio::sync::Mutex<Open>>, waiting: &AtomicUsize) {
    if waiting.load(Ordering::SeqCst) > 0 {
        return;
    }
    let Ok(mut open) = write.try_lock() else { return };
    if !open.group.is_empty() {
        // Each of them is told how it ended.
        let _ = open.flush();
    }
}

/// A transaction that may write; undone unless committed.
pub(crate) struct Writing {
    open: Option<OwnedMutexGuard<Open>>,
    first: bool,
    write: Arc<tokio::sync::Mutex<Open>>,
    waiting: Arc<AtomicUsize>,
}

impl Writing {
    pub(crate) async fn commit(mut self) -> Result<(), DbError> {
        let Some(mut open) = self.open.take() else { return Err(closed()) };
        open.give_up_if_undone()?;
        if !self.first
            && let Some(connection) = &open.connection
        {
            // Inside a transaction a savepoint that was set can be released; if not, it is undone with all it holds.
            let released =
                connection.prepare_cached("RELEASE one").and_then(|mut release| release.execute([]));
            if let Err(refused) = released {
                let _ = connection.execute_batch("ROLLBACK");
                let _ = open.give_up_if_undone();
                return Err(refused.into());
            }
        }
        if self.waiting.load(Ordering::SeqCst) == 0 || open.group.len() + 1 >= LARGEST_GROUP {
            return open.flush();
        }
        let (told, flushed) = oneshot::channel();
        open.group.push(told);
        drop(open);
        // Those who stood in line may all have gone away between the look and the handing over.
        flush_if_last(&self.write, &self.waiting);
        match flushed.await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(why)) => Err(DbError::Flush(why)),
            Err(_) => Err(closed()),
        }
    }
}

impl Drop for Writing {
    fn drop(&mut self) {
        let Some(mut open) = self.open.take() else { return };
        if let Some(connection) = &open.connection {
            // An error says that the engine has undone it by itself already.
            let _ = connection.execute_batch(if self.first {
                "ROLLBACK"
            } else {
                "ROLLBACK TO one; RELEASE one"
            });
        }
        if !open.group.is_empty() && self.waiting.load(Ordering::SeqCst) == 0 {
            // Each of them is told how it ended.
            let _ = open.flush();
        }
        drop(open);
        flush_if_last(&self.write, &self.waiting);
    }
}

/// A connection that reads; goes back to the others afterwards.
pub(crate) struct Reading {
    connection: Option<Connection>,
    home: Arc<Mutex<Vec<Connection>>>,
    _permit: OwnedSemaphorePermit,
}

impl Reading {
    pub(crate) fn connection(&self) -> Result<&Connection, DbError> {
        self.connection.as_ref().ok_or_else(closed)
    }
}

impl Drop for Reading {
    fn drop(&mut self) {
        let Some(connection) = self.connection.take() else { return };
        if !connection.is_autocommit() {
            // A connection that cannot even end its transaction is not used again.
            if connection.prepare_cached("ROLLBACK").and_then(|mut end| end.execute([])).is_err() {
                return;
            }
        }
        self.home.lock().unwrap_or_else(PoisonError::into_inner).push(connection);
    }
}

/// A transaction of either kind.
pub(crate) enum Session {
    Writing(Writing),
    Reading(Reading),
}

impl Session {
    pub(crate) fn connection(&self) -> Result<&Connection, DbError> {
        match self {
            Self::Writing(writing) => {
                let connection = writing.open.as_ref().and_then(|open| open.connection.as_ref());
                let connection = connection.ok_or_else(closed)?;
                // Whatever follows would otherwise last by itself, statement by statement.
                if connection.is_autocommit() {
                    return Err(DbError::Flush(UNDONE.to_owned()));
                }
                Ok(connection)
            }
            Self::Reading(reading) => reading.connection(),
        }
    }

    pub(crate) async fn commit(self) -> Result<(), DbError> {
        match self {
            Self::Writing(writing) => writing.commit().await,
            Self::Reading(_) => Ok(()),
        }
    }
}

/// A row with the names of its columns.
#[derive(Debug)]
pub struct EmbeddedRow {
    names: Arc<[String]>,
    values: Vec<Value>,
    /// Records read their columns in the order in which the statement names them, as a rule: where to look first.
    next: AtomicUsize,
}

impl EmbeddedRow {
    /// The value of a column by name.
    pub(crate) fn value(&self, name: &str) -> Result<&Value, DbError> {
        let next = self.next.load(Ordering::Relaxed);
        let place = if self.names.get(next).is_some_and(|column| column == name) {
            Some(next)
        } else {
            self.names.iter().position(|column| column == name)
        };
        let value = place.and_then(|place| {
            self.next.store(place + 1, Ordering::Relaxed);
            self.values.get(place)
        });
        value.ok_or_else(|| DbError::Corrupt(format!("there is no column {name}")))
    }
}

/// Runs a statement and returns how many rows it changed.
pub(crate) fn run(connection: &Connection, text: &str, args: &[Arg]) -> Result<u64, DbError> {
    let mut statement = connection.prepare_cached(text)?;
    bind(&mut statement, args)?;
    // A statement may give rows back that nobody asked for.
    if statement.column_count() > 0 {
        let mut rows = statement.raw_query();
        let mut count = 0;
        while rows.next()?.is_some() {
            count += 1;
        }
        return Ok(count);
    }
    Ok(u64::try_from(statement.raw_execute()?).unwrap_or_default())
}

/// Reads all rows.
pub(crate) fn rows(connection: &Connection, text: &str, args: &[Arg]) -> Result<Vec<EmbeddedRow>, DbError> {
    let mut statement = connection.prepare_cached(text)?;
    bind(&mut statement, args)?;
    let names: Arc<[String]> = statement.column_names().into_iter().map(str::to_owned).collect();
    let mut found = Vec::new();
    let mut rows = statement.raw_query();
    while let Some(row) = rows.next()? {
        let values = (0..names.len()).map(|place| row.get(place)).collect::<Result<_, _>>()?;
        found.push(EmbeddedRow { names: names.clone(), values, next: AtomicUsize::new(0) });
    }
    Ok(found)
}

/// Binds values by the number in their name; `?` takes the next.
fn bind(statement: &mut CachedStatement<'_>, args: &[Arg]) -> Result<(), DbError> {
    for place in 1..=statement.parameter_count() {
        let number = match statement.parameter_name(place).and_then(|name| name.get(1..)) {
            Some(number) if !number.is_empty() => number.parse::<usize>().unwrap_or_default(),
            _ => place,
        };
        let arg = number.checked_sub(1).and_then(|at| args.get(at)).ok_or(DbError::Unbound(number))?;
        statement.raw_bind_parameter(place, arg)?;
    }
    Ok(())
}

impl ToSql for Arg {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        let null = ToSqlOutput::Borrowed(ValueRef::Null);
        Ok(match self {
            Self::Int(value) => value.map_or(null, ToSqlOutput::from),
            Self::Float(value) => value.map_or(null, ToSqlOutput::from),
            Self::Bool(value) => value.map_or(null, ToSqlOutput::from),
            Self::Text(value) => value.as_deref().map_or(null, ToSqlOutput::from),
            Self::Bytes(value) => value.as_deref().map_or(null, ToSqlOutput::from),
            Self::Uuid(value) => value.map_or(null, |id| ToSqlOutput::Owned(Value::Blob(stored(id)))),
        })
    }
}

/// An id as it is stored: a short one ([`solits_kernel::short_id`]) without the part that is the same in all of them.
fn stored(id: Uuid) -> Vec<u8> {
    solits_kernel::short_part(id).map_or_else(|| id.as_bytes().to_vec(), |part| part.to_vec())
}

/// An id from what is stored.
pub(crate) fn id_of(bytes: &[u8]) -> Option<Uuid> {
    match bytes.len() {
        6 => bytes.try_into().ok().map(solits_kernel::short_id),
        _ => Uuid::from_slice(bytes).ok(),
    }
}
