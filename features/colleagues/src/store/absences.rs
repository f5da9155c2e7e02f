//! Absences that somebody asks for, and what is prepared before one.

use solits_db::{DbError, Tx, row, sql};
use solits_kernel::{EmployeeId, Timestamp, day_number, day_of_number};

use crate::model::absence::{Proposal, ProposalId, ProposalState};

row! {
    struct ProposalRow {
        id: ProposalId, employee_id: EmployeeId, from_on: i64, until_on: i64, substitute_id: Option<EmployeeId>,
        proposed_at: Timestamp, state: String, reason: String,
    }
}

impl TryFrom<ProposalRow> for Proposal {
    type Error = DbError;

    fn try_from(row: ProposalRow) -> Result<Self, DbError> {
        Ok(Self {
            state: ProposalState::parse(&row.state)
                .ok_or_else(|| DbError::Corrupt(format!("absence asked for {}", row.id)))?,
            id: row.id,
            employee: row.employee_id,
            from: day_of_number(row.from_on),
            until: day_of_number(row.until_on),
            substitute: row.substitute_id,
            proposed_at: row.proposed_at,
            reason: row.reason,
        })
    }
}

fn proposals(rows: Vec<ProposalRow>) -> Result<Vec<Proposal>, DbError> {
    rows.into_iter().map(Proposal::try_from).collect()
}

/// What somebody asked for that is not over on a day.
pub(crate) async fn list_of(tx: &mut Tx, of: EmployeeId, today: i64) -> Result<Vec<Proposal>, DbError> {
    let rows = sql!(
        "SELECT id, employee_id, from_on, until_on, substitute_id, proposed_at, state, reason FROM absence_proposals
          WHERE institution_id = $1 AND employee_id = $2 AND until_on >= $3 ORDER BY from_on, id"
    )
    .bind(of)
    .bind(today)
    .all(tx)
    .await?;
    proposals(rows)
}

/// What waits for a decision, the earliest absence first.
pub(crate) async fn list_open(tx: &mut Tx) -> Result<Vec<Proposal>, DbError> {
    let rows = sql!(
        "SELECT id, employee_id, from_on, until_on, substitute_id, proposed_at, state, reason FROM absence_proposals
          WHERE institution_id = $1 AND state = 'proposed' ORDER BY from_on, id"
    )
    .all(tx)
    .await?;
    proposals(rows)
}

/// An absence asked for.
pub(crate) async fn find(tx: &mut Tx, id: ProposalId) -> Result<Option<Proposal>, DbError> {
    sql!(
        "SELECT id, employee_id, from_on, until_on, substitute_id, proposed_at, state, reason FROM absence_proposals
          WHERE institution_id = $1 AND id = $2"
    )
    .bind(id)
    .optional::<ProposalRow>(tx)
    .await?
    .map(Proposal::try_from)
    .transpose()
}

/// Stores an absence asked for.
pub(crate) async fn insert(tx: &mut Tx, one: &Proposal) -> Result<(), DbError> {
    sql!(
        "INSERT INTO absence_proposals (institution_id, id, employee_id, from_on, until_on, substitute_id, proposed_at, state,
                reason)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, '')"
    )
    .bind(one.id)
    .bind(one.employee)
    .bind(day_number(one.from))
    .bind(day_number(one.until))
    .bind(one.substitute)
    .bind(one.proposed_at)
    .bind(one.state.name())
    .run(tx)
    .await?;
    Ok(())
}

/// Decides what waits for a decision; `false` when it was decided before.
pub(crate) async fn decide(
    tx: &mut Tx,
    id: ProposalId,
    state: ProposalState,
    by: EmployeeId,
    at: Timestamp,
    reason: &str,
) -> Result<bool, DbError> {
    let changed = sql!(
        "UPDATE absence_proposals SET state = $3, decided_by = $4, decided_at = $5, reason = $6
          WHERE institution_id = $1 AND id = $2 AND state = 'proposed'"
    )
    .bind(id)
    .bind(state.name())
    .bind(by)
    .bind(at)
    .bind(reason)
    .run(tx)
    .await?;
    Ok(changed == 1)
}

row! {
    /// What is prepared before an absence.
    #[derive(Clone, Debug)]
    pub(crate) struct Prepared { pub(crate) from_on: i64, pub(crate) forward_to: String, pub(crate) text_set_at: Option<Timestamp> }
}

/// What somebody has prepared.
pub(crate) async fn list_prepared(tx: &mut Tx, of: EmployeeId) -> Result<Vec<Prepared>, DbError> {
    sql!(
        "SELECT from_on, forward_to, text_set_at FROM absence_preparations
          WHERE institution_id = $1 AND employee_id = $2 ORDER BY from_on"
    )
    .bind(of)
    .all(tx)
    .await
}

/// Keeps what somebody has prepared before the absence that begins on a day.
pub(crate) async fn put_prepared(tx: &mut Tx, of: EmployeeId, prepared: &Prepared) -> Result<(), DbError> {
    sql!(
        "INSERT INTO absence_preparations (institution_id, employee_id, from_on, forward_to, text_set_at)
         VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (institution_id, employee_id, from_on)
         DO UPDATE SET forward_to = excluded.forward_to, text_set_at = excluded.text_set_at"
    )
    .bind(of)
    .bind(prepared.from_on)
    .bind(&prepared.forward_to)
    .bind(prepared.text_set_at)
    .run(tx)
    .await?;
    Ok(())
}
