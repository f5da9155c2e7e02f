//! The access record: who looked at whose data, and when (security §9); and who saved a file of evidence. What a client
//! sees of their own case by its code is not recorded, and what somebody searched for is not kept: only how many were found.
//!
//! Each look has the purpose the program can know (`purpose`); looks to ask about are found by rule (`unusual`); entries
//! that are too old are removed, and that is journalled (`terms`).

mod find;
mod page;
mod purpose;
mod store;
mod terms;
mod unusual;

use solits_db::{DbError, Tx};
use solits_journal::{Actor, By};
use solits_kernel::{CaseId, EmployeeId, Timestamp, TokenId};
use solits_web::{App, Guard, Routes, WebError};
use uuid::Uuid;

use purpose::Ties;
pub use terms::keep_terms;

/// What was looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// A case with the client's name and contact.
    Case(CaseId),
    /// The slip of a case.
    Receipt(CaseId),
    /// A search among cases, with the number of those found.
    Search(usize),
    /// A list of cases given to another program, with their number.
    List(usize),
    /// A table taken as a file, with the number of its lines.
    Export(usize),
    /// A file that was given as evidence, which may show clients; with the piece of evidence.
    Evidence(Uuid),
    /// This record itself, with the number of entries shown.
    Record(usize),
    /// Everything that is stored of one person, taken for that person, with the number of its rows.
    Person(usize),
    /// A case of which something was taken so.
    PersonCase(CaseId),
}

impl Look {
    /// The name it has in the table.
    const fn name(self) -> &'static str {
        match self {
            Self::Case(_) => "case.opened",
            Self::Receipt(_) => "case.receipt",
            Self::Search(_) => "case.search",
            Self::List(_) => "case.list",
            Self::Export(_) => "table.export",
            Self::Evidence(_) => "evidence.file",
            Self::Record(_) => "record.viewed",
            Self::Person(_) => "person.export",
            Self::PersonCase(_) => "person.case",
        }
    }
    /// Whether an entry of that name is a search, which shows clients whom nobody named.
    fn is_search(name: &str) -> bool {
        [Self::Search(0), Self::List(0)].iter().any(|look| look.name() == name)
    }
    const fn case(self) -> Option<CaseId> {
        match self {
            Self::Case(id) | Self::Receipt(id) | Self::PersonCase(id) => Some(id),
            Self::Search(_)
            | Self::List(_)
            | Self::Export(_)
            | Self::Evidence(_)
            | Self::Record(_)
            | Self::Person(_) => None,
        }
    }
    const fn evidence(self) -> Option<Uuid> {
        match self {
            Self::Evidence(id) => Some(id),
            Self::Case(_)
            | Self::Receipt(_)
            | Self::Search(_)
            | Self::List(_)
            | Self::Export(_)
            | Self::Record(_)
            | Self::Person(_)
            | Self::PersonCase(_) => None,
        }
    }
    fn hits(self) -> Option<i64> {
        match self {
            Self::Case(_) | Self::Receipt(_) | Self::Evidence(_) | Self::PersonCase(_) => None,
            Self::Search(hits)
            | Self::List(hits)
            | Self::Export(hits)
            | Self::Record(hits)
            | Self::Person(hits) => i64::try_from(hits).ok(),
        }
    }
}

/// Who looks: an employee, or another program by its token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reader {
    Employee(EmployeeId),
    Token(TokenId),
}

impl Reader {
    /// Nobody for the client, who sees only their own, and for what the program does by itself.
    const fn of(by: By) -> Option<Self> {
        match by {
            By::Employee(id) => Some(Self::Employee(id)),
            By::Token(id) => Some(Self::Token(id)),
            By::Device(_) | By::Client | By::Program => None,
        }
    }
}

/// Records a look in a transaction that also does something else.
pub async fn record_look(tx: &mut Tx, app: &App, actor: &Actor, look: Look) -> Result<(), DbError> {
    let Some(reader) = Reader::of(actor.by) else { return Ok(()) };
    let ties = match reader {
        Reader::Employee(employee) => store::find_ties(tx, employee, look.case()).await?,
        Reader::Token(_) => Ties::default(),
    };
    let purpose = purpose::purpose(reader, look, ties);
    store::insert(tx, app.random.uuid(actor.at), actor.at, reader, look, purpose).await
}

/// Records a look that changes nothing else, and commits it: call it before anything is answered, so that nothing is shown
/// that is not recorded.
pub async fn look(mut tx: Tx, app: &App, actor: &Actor, look: Look) -> Result<(), WebError> {
    record_look(&mut tx, app, actor, look).await?;
    tx.commit().await?;
    Ok(())
}

/// Whether an employee has opened the case since that moment, so that an open page may go on refreshing itself.
pub async fn has_opened(
    tx: &mut Tx,
    employee: EmployeeId,
    case: CaseId,
    since: Timestamp,
) -> Result<bool, DbError> {
    store::has_opened(tx, employee, case, since).await
}

/// Reads the record.
const READ: Guard = Guard::Right("record.read");
/// Says how long entries are kept, and removes the older ones.
const KEEP: Guard = Guard::Right("record.keep");

/// The routes of the record.
pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/setup/access-record", READ, page::show)
        .get("/setup/access-record/terms", KEEP, terms::show)
        .post("/setup/access-record/terms", KEEP, terms::change)
        .post("/setup/access-record/terms/confirm", KEEP, terms::confirm)
        .post("/setup/access-record/remove", KEEP, terms::remove)
}
