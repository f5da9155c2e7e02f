//! Promises made to clients, as they are stored.

use solits_db::{DbError, Tx, row, sql};
use solits_journal::{KnownTo, hang_on, hang_promises_on};
use solits_kernel::{CaseId, EmployeeId, Timestamp};
use uuid::Uuid;

/// Where a promise to a client stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Still to be done.
    Open,
    /// Done.
    Kept,
    /// Taken back, and the client was told why.
    Released,
}

impl State {
    /// As stored, and in the API.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Kept => "kept",
            Self::Released => "released",
        }
    }
    /// Of a stored name.
    fn parse(name: &str) -> Option<Self> {
        [Self::Open, Self::Kept, Self::Released].into_iter().find(|state| state.name() == name)
    }
}

row! {
    struct MadeRow {
        id: Uuid, case_id: CaseId, text: String, due_at: Timestamp, at: Timestamp, employee_id: Option<EmployeeId>,
        state: String, ended_at: Option<Timestamp>,
    }
}

/// A promise made to a client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// Id, and its subject in the journal.
    pub id: Uuid,
    /// Its case.
    pub case: CaseId,
    /// What was promised.
    pub text: String,
    /// Until when.
    pub due_at: Timestamp,
    /// When it was promised.
    pub at: Timestamp,
    /// By whom.
    pub employee: Option<EmployeeId>,
    /// Where it stands.
    pub state: State,
    /// Since when it is done or taken back.
    pub ended_at: Option<Timestamp>,
}

impl Made {
    /// Whether it should have been done by now, or was done late.
    pub fn is_late(&self, now: Timestamp) -> bool {
        match self.state {
            State::Open => now > self.due_at,
            State::Kept => self.ended_at.is_some_and(|ended| ended > self.due_at),
            State::Released => false,
        }
    }
}

impl TryFrom<MadeRow> for Made {
    type Error = DbError;

    fn try_from(row: MadeRow) -> Result<Self, DbError> {
        Ok(Self {
            state: State::parse(&row.state)
                .ok_or_else(|| DbError::Corrupt(format!("promise to a client {}", row.id)))?,
            id: row.id,
            case: row.case_id,
            text: row.text,
            due_at: row.due_at,
            at: row.at,
            employee: row.employee_id,
            ended_at: row.ended_at,
        })
    }
}

/// What was promised in a case, the nearest first.
pub(crate) async fn list(tx: &mut Tx, case: CaseId) -> Result<Vec<Made>, DbError> {
    sql!(
        "SELECT id, case_id, text, due_at, at, employee_id, state, ended_at FROM case_promises
          WHERE institution_id = $1 AND case_id = $2 ORDER BY due_at, id"
    )
    .bind(case)
    .all::<MadeRow>(tx)
    .await?
    .into_iter()
    .map(Made::try_from)
    .collect()
}

/// The case in which something was promised.
pub(crate) async fn find_case(tx: &mut Tx, promise: Uuid) -> Result<Option<CaseId>, DbError> {
    sql!("SELECT case_id AS value FROM case_promises WHERE institution_id = $1 AND id = $2")
        .bind(promise)
        .scalar(tx)
        .await
}

/// Stores a new one; who knows of it is who sees its case.
pub(crate) async fn insert(tx: &mut Tx, made: &Made) -> Result<(), DbError> {
    sql!(
        "INSERT INTO case_promises (institution_id, id, case_id, text, due_at, at, employee_id, state)
         VALUES ($1, $2, $3, $4, $5, $6, $7, 'open')"
    )
    .bind(made.id)
    .bind(made.case)
    .bind(&made.text)
    .bind(made.due_at)
    .bind(made.at)
    .bind(made.employee)
    .run(tx)
    .await?;
    hang_on(tx, made.id, made.case, KnownTo::WhoSeesTheCase).await
}

/// Ends one that is open; `false` where it is not.
pub(crate) async fn update_state(
    tx: &mut Tx,
    case: CaseId,
    promise: Uuid,
    state: State,
    at: Timestamp,
) -> Result<bool, DbError> {
    let changed = sql!(
        "UPDATE case_promises SET state = $4, ended_at = $5
          WHERE institution_id = $1 AND case_id = $2 AND id = $3 AND state = 'open'"
    )
    .bind(case)
    .bind(promise)
    .bind(state.name())
    .bind(at)
    .run(tx)
    .await?;
    Ok(changed == 1)
}

/// What was promised in one case is promised in another.
pub(crate) async fn update_case(tx: &mut Tx, from: CaseId, into: CaseId) -> Result<(), DbError> {
    sql!("UPDATE case_promises SET case_id = $3 WHERE institution_id = $1 AND case_id = $2")
        .bind(from)
        .bind(into)
        .run(tx)
        .await?;
    hang_promises_on(tx, from, into).await
}
