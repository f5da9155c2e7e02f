//! Writing to the journal.

use std::collections::BTreeMap;

use solits_db::{DbError, DbRow, Engine, FromRow, PackedJson, Tx, sql};
use solits_kernel::{BranchId, DeviceId, EmployeeId, ObligationId, Timestamp, TokenId};
use solits_obligation::{Change, Event, Obligation, apply};
use solits_standard::{event::EventKind, model::Fact};
use thiserror::Error;
use uuid::Uuid;

use crate::{
    born,
    heart::{Heart, Loaded, round_the_clock},
    kinds::stored_kind,
    store,
};

/// Who acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// An employee.
    Employee(EmployeeId),
    /// A kiosk or display.
    Device(DeviceId),
    /// Another program.
    Token(TokenId),
    /// A client, who needs no account.
    Client,
    /// The program itself: the timer, a job.
    Program,
}

/// Who acts and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Actor {
    /// Who.
    pub by: By,
    /// When.
    pub at: Timestamp,
}

impl Actor {
    /// The employee who acts, if one does.
    pub const fn employee(&self) -> Option<EmployeeId> {
        match self.by {
            By::Employee(id) => Some(id),
            _ => None,
        }
    }

    pub(crate) fn parts(&self) -> (&'static str, Option<Uuid>) {
        match self.by {
            By::Employee(id) => ("e", Some(id.uuid())),
            By::Device(id) => ("d", Some(id.uuid())),
            By::Token(id) => ("t", Some(id.uuid())),
            By::Client => ("c", None),
            By::Program => ("p", None),
        }
    }
}

/// What is to be recorded.
#[derive(Clone, Debug)]
pub struct Entry {
    /// What happened.
    pub kind: EventKind,
    /// To what: the id of the ticket, case, branch day …
    pub subject: Uuid,
    /// Where.
    pub branch: Option<BranchId>,
    /// What else: ids, numbers, words of closed lists. Never names, numbers or words of a person.
    pub facts: BTreeMap<String, Fact>,
}

impl Entry {
    /// An entry without further facts.
    pub fn new(kind: EventKind, subject: impl Into<Uuid>, branch: Option<BranchId>) -> Self {
        Self { kind, subject: subject.into(), branch, facts: BTreeMap::new() }
    }

    /// Adds a fact.
    #[must_use]
    pub fn with(mut self, name: &str, fact: impl IntoFact) -> Self {
        if let Some(fact) = fact.into_fact() {
            self.facts.insert(name.to_owned(), fact);
        }
        self
    }
}

/// What a fact can be made of; an absent value adds no fact.
pub trait IntoFact {
    /// The fact.
    fn into_fact(self) -> Option<Fact>;
}
impl IntoFact for bool {
    fn into_fact(self) -> Option<Fact> {
        Some(Fact::Bool(self))
    }
}
impl IntoFact for i64 {
    fn into_fact(self) -> Option<Fact> {
        Some(Fact::Int(self))
    }
}
impl IntoFact for &str {
    fn into_fact(self) -> Option<Fact> {
        Some(Fact::Word(self.to_owned()))
    }
}
impl IntoFact for String {
    fn into_fact(self) -> Option<Fact> {
        Some(Fact::Word(self))
    }
}
impl IntoFact for Timestamp {
    fn into_fact(self) -> Option<Fact> {
        Some(Fact::Int(self.millis()))
    }
}
impl<T> IntoFact for solits_kernel::Id<T> {
    fn into_fact(self) -> Option<Fact> {
        Some(Fact::Word(self.to_string()))
    }
}
impl<T: IntoFact> IntoFact for Option<T> {
    fn into_fact(self) -> Option<Fact> {
        self.and_then(T::into_fact)
    }
}

/// Why an entry could not be written.
#[derive(Debug, Error)]
pub enum JournalError {
    /// The database failed.
    #[error("the journal could not be written")]
    Db(#[from] DbError),
    /// A stored standard or calendar cannot be read: it was checked when it was adopted, so the data were damaged.
    #[error("the standard or calendar of the institution cannot be read: {0}")]
    Unreadable(String),
}

/// Writes facts as they are read and hashed: JSON with sorted keys. The store keeps them [packed](PackedJson).
pub fn facts(facts: &BTreeMap<String, Fact>) -> String {
    serde_json::to_string(facts).unwrap_or_default()
}

/// Records what happened, and moves every obligation and measure that it touches. Returns the entry's number.
pub async fn record(tx: &mut Tx, heart: &Heart, actor: &Actor, entry: Entry) -> Result<i64, JournalError> {
    let loaded = heart.loaded(tx).await?;
    // What is owed for a subject that this transaction makes is known.
    let mut waiting = born::waiting_of(tx, entry.subject);
    if waiting.is_some() && reads_ended(&entry) {
        born::settle(tx).await?;
        waiting = None;
    }
    let is_waiting = waiting.is_some();
    let appended = match waiting {
        Some(live) => Appended { n: born::append(tx, actor, &entry).await?, live: Some(live) },
        None => append(tx, actor, &entry).await?,
    };
    let event = Event {
        n: appended.n,
        at: actor.at,
        kind: entry.kind,
        subject: entry.subject,
        branch: entry.branch,
        employee: actor.employee(),
        facts: entry.facts,
    };
    let changes = follow(tx, heart, &loaded, &event, appended.live).await?;
    if is_waiting {
        born::save(tx, event.subject, &changes).await?;
    } else {
        store::save(tx, &changes).await?;
    }
    for delta in solits_obligation::deltas(&changes) {
        store::add(tx, &delta);
    }
    Ok(event.n)
}

/// Whether such an event looks at obligations that have ended, too, where they are stored.
fn reads_ended(entry: &Entry) -> bool {
    matches!(entry.kind, EventKind::TicketUndone | EventKind::CaseClassified)
        || entry.facts.contains_key("undoes")
}

/// An entry that was written.
struct Appended {
    n: i64,
    /// The obligations of its subject that can still change, where they came in the same answer.
    live: Option<Vec<Obligation>>,
}

/// A row of the answer: the number, and one of the obligations, if there is one.
struct AppendedRow {
    n: i64,
    live: Option<store::ObligationRow>,
}

impl FromRow for AppendedRow {
    fn from_row(row: &DbRow) -> Result<Self, DbError> {
        let is_there = row.get::<Option<ObligationId>>("id")?.is_some();
        Ok(Self {
            n: row.get("n")?,
            live: is_there.then(|| store::ObligationRow::from_row(row)).transpose()?,
        })
    }
}

/// The numbers of entries rise within a subject on both engines: SQLite has one writer; on PostgreSQL the sequence is
/// drawn while the subject's row is locked. The shared lock lets the sealer wait for numbers still on their way.
async fn append(tx: &mut Tx, actor: &Actor, entry: &Entry) -> Result<Appended, DbError> {
    born::forget_numbers(tx);
    let (letter, actor_id) = actor.parts();
    // SQLite has no sequences, and one writer needs none. PostgreSQL gives the obligations of the subject in the same round
    // trip; SQLite can read nothing beside a change, and has no trip to save.
    let rows = sql!(
        sqlite "INSERT INTO journal (institution_id, n, at, kind, subject_id, actor, actor_id, branch_id, facts)
                VALUES ($1, coalesce((SELECT max(n) FROM journal WHERE institution_id = $1), 0) + 1, $2, $3, $4, $5, $6, $7, $8)
                RETURNING n, NULL AS id",
        pg "WITH entry AS (
                INSERT INTO journal (institution_id, n, at, kind, subject_id, actor, actor_id, branch_id, facts)
                SELECT $1, nextval('journal_n'), $2, $3, $4, $5, $6, $7, $8
                  FROM (SELECT pg_advisory_xact_lock_shared(7741)) AS held
                RETURNING n)
            SELECT entry.n, o.day, o.id, o.standard, o.norm, o.subject_id, o.branch_id, o.employee_id, o.channel, o.state,
                   o.opened_n, o.opened_at, o.due_at, o.calendar_version, o.closed_n, o.closed_at, o.met_late_at, o.reason,
                   o.escalated, o.look_at, o.why
              FROM entry
              LEFT JOIN obligations o ON o.institution_id = $1 AND o.subject_id = $4
                   AND (o.state = 'open' OR o.met_late_at IS NULL AND o.state = 'breached')
             ORDER BY o.opened_n, o.id"
    )
    .bind(actor.at)
    .bind(stored_kind(entry.kind.name()))
    .bind(entry.subject)
    .bind(letter)
    .bind(actor_id)
    .bind(entry.branch)
    .bind(PackedJson(facts(&entry.facts)))
    .all::<AppendedRow>(tx)
    .await?;
    let n = rows.first().map(|row| row.n);
    let n = n.ok_or_else(|| DbError::Corrupt("a journal entry without a number".to_owned()))?;
    let live = match tx.engine() {
        Engine::Sqlite => None,
        Engine::Postgres => Some(store::read(rows.into_iter().filter_map(|row| row.live).collect())?),
    };
    Ok(Appended { n, live })
}

/// What an event does to obligations.
async fn follow(
    tx: &mut Tx,
    heart: &Heart,
    loaded: &Loaded,
    event: &Event,
    live: Option<Vec<Obligation>>,
) -> Result<Vec<Change>, JournalError> {
    if !loaded.touches(event.kind) && event.undoes().is_none() {
        return Ok(Vec::new());
    }
    let calendars = match loaded.calendars(event.branch) {
        Some(calendars) => calendars,
        // The branch was made in this very transaction.
        None => heart.load(tx).await?.calendars(event.branch).unwrap_or_else(round_the_clock),
    };
    let so_far = match event.kind {
        EventKind::TicketUndone => store::list_all_of(tx, event.subject, event.at).await?,
        EventKind::CaseClassified => store::list_known_of(tx, event.subject).await?,
        _ if event.undoes().is_some() => {
            // What was counted in days may have been owed for long, what in minutes only since yesterday.
            let mut known = store::list_known_of(tx, event.subject).await?;
            let lately = store::list_all_of(tx, event.subject, event.at).await?;
            known.extend(
                lately
                    .into_iter()
                    .filter(|one| !known.iter().any(|other| other.id == one.id))
                    .collect::<Vec<_>>(),
            );
            known.sort_by_key(|one| (one.opened_n, one.id));
            known
        }
        _ => match live {
            Some(live) => live,
            None => store::list_live_of(tx, event.subject).await?,
        },
    };
    Ok(apply(&loaded.versions, calendars.by_channel(), &so_far, event))
}
