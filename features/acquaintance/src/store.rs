//! Duties of acquaintance in the database.

use jiff::civil::Date;
use solits_db::{DbError, Tx, row, sql};
use solits_kernel::{EmployeeId, Timestamp, UnitId};

use crate::model::{Because, Done, Duty, Key, Paper, Place, Reason, State};

row! {
    struct DutyRow {
        employee_id: EmployeeId, standard_number: i64, round: i64, reason: String, post: String, unit_id: Option<UnitId>,
        opened_at: Timestamp, due_on: i64, seed: i64, explainer_id: Option<EmployeeId>,
        explained_at: Option<Timestamp>, explained_by: Option<EmployeeId>, reminded_at: Option<Timestamp>,
        reminded_by: Option<EmployeeId>, escalated_at: Option<Timestamp>, escalated_to: Option<EmployeeId>,
        status: String, closed_because: Option<String>, ended_at: Option<Timestamp>, remarks: String,
        paper_on: Option<i64>, paper_by: Option<EmployeeId>, paper_kept: Option<String>,
    }
}

impl TryFrom<DutyRow> for Duty {
    type Error = DbError;

    fn try_from(row: DutyRow) -> Result<Self, DbError> {
        let what = format!("acquaintance of {} with version {}", row.employee_id, row.standard_number);
        let because = row.closed_because.as_deref().and_then(Because::of);
        let state = match (row.status.as_str(), row.ended_at, because) {
            ("open", None, None) => Some(State::Open),
            ("signed", Some(at), None) => Some(State::Signed(at)),
            ("closed", Some(at), Some(because)) => Some(State::Closed(at, because)),
            _ => None,
        };
        let Some((state, reason)) = state.zip(Reason::of(&row.reason)) else {
            return Err(DbError::Corrupt(what));
        };
        let done = |at: Option<Timestamp>, who| at.map(|at| Done { at, who });
        Ok(Self {
            key: Key { employee: row.employee_id, standard: row.standard_number, round: row.round },
            reason,
            place: Place { post: row.post, unit: row.unit_id },
            opened_at: row.opened_at,
            due_on: row.due_on,
            seed: row.seed,
            explainer: row.explainer_id,
            explained: done(row.explained_at, row.explained_by),
            reminded: done(row.reminded_at, row.reminded_by),
            escalated: done(row.escalated_at, row.escalated_to),
            state,
            paper: row.paper_on.zip(row.paper_by).map(|(on, by)| Paper {
                on,
                by,
                kept: row.paper_kept.unwrap_or_default(),
            }),
            remarks: row.remarks,
        })
    }
}

fn duties(rows: Vec<DutyRow>) -> Result<Vec<Duty>, DbError> {
    rows.into_iter().map(Duty::try_from).collect()
}

/// The duties that are open, and all about a version.
pub(crate) async fn list_about(tx: &mut Tx, standard: i64) -> Result<Vec<Duty>, DbError> {
    let rows = sql!(
        "SELECT employee_id, standard_number, round, reason, post, unit_id, opened_at, due_on, seed, explainer_id,
                explained_at, explained_by, reminded_at, reminded_by, escalated_at, escalated_to, status,
                closed_because, ended_at, remarks, paper_on, paper_by, paper_kept
           FROM acquaintances WHERE institution_id = $1 AND (status = 'open' OR standard_number = $2)
          ORDER BY employee_id, standard_number, round"
    )
    .bind(standard)
    .all(tx)
    .await?;
    duties(rows)
}

/// The duties of an employee, the latest first.
pub(crate) async fn list_of(tx: &mut Tx, employee: EmployeeId) -> Result<Vec<Duty>, DbError> {
    let rows = sql!(
        "SELECT employee_id, standard_number, round, reason, post, unit_id, opened_at, due_on, seed, explainer_id,
                explained_at, explained_by, reminded_at, reminded_by, escalated_at, escalated_to, status,
                closed_because, ended_at, remarks, paper_on, paper_by, paper_kept
           FROM acquaintances WHERE institution_id = $1 AND employee_id = $2
          ORDER BY opened_at DESC, standard_number DESC, round DESC"
    )
    .bind(employee)
    .all(tx)
    .await?;
    duties(rows)
}

/// The open duty of an employee.
pub(crate) async fn find_open(tx: &mut Tx, employee: EmployeeId) -> Result<Option<Duty>, DbError> {
    sql!(
        "SELECT employee_id, standard_number, round, reason, post, unit_id, opened_at, due_on, seed, explainer_id,
                explained_at, explained_by, reminded_at, reminded_by, escalated_at, escalated_to, status,
                closed_because, ended_at, remarks, paper_on, paper_by, paper_kept
           FROM acquaintances WHERE institution_id = $1 AND employee_id = $2 AND status = 'open'"
    )
    .bind(employee)
    .optional::<DutyRow>(tx)
    .await?
    .map(Duty::try_from)
    .transpose()
}

row! {
    /// Since when a version stands.
    struct StandingRow { adopted_at: Option<Timestamp>, in_force_from: Option<Timestamp> }
}

/// The day on which a version was adopted, or entered into force where that was earlier, as of the one that was in force
/// when the institution was set up.
pub(crate) async fn adopted_on(tx: &mut Tx, standard: i64) -> Result<Option<Date>, DbError> {
    let row =
        sql!("SELECT adopted_at, in_force_from FROM standards WHERE institution_id = $1 AND number = $2")
            .bind(standard)
            .optional::<StandingRow>(tx)
            .await?;
    Ok(row.and_then(|row| row.adopted_at.into_iter().chain(row.in_force_from).min()).map(Timestamp::day))
}

/// Whether duties were opened for a version before.
pub(crate) async fn is_known(tx: &mut Tx, standard: i64) -> Result<bool, DbError> {
    let known = sql!(
        "SELECT count(*) AS value FROM acquaintance_versions WHERE institution_id = $1 AND standard_number = $2"
    )
    .bind(standard)
    .scalar::<i64>(tx)
    .await?;
    Ok(known.unwrap_or_default() > 0)
}

/// Remembers that duties were opened for a version.
pub(crate) async fn insert_version(tx: &mut Tx, standard: i64, at: Timestamp) -> Result<(), DbError> {
    sql!(
        "INSERT INTO acquaintance_versions (institution_id, standard_number, opened_at) VALUES ($1, $2, $3)
         ON CONFLICT (institution_id, standard_number) DO NOTHING"
    )
    .bind(standard)
    .bind(at)
    .run(tx)
    .await?;
    Ok(())
}

/// Opens a duty.
pub(crate) async fn insert(tx: &mut Tx, duty: &Duty) -> Result<(), DbError> {
    sql!(
        "INSERT INTO acquaintances (institution_id, employee_id, standard_number, round, reason, post, unit_id,
                opened_at, due_on, seed, explainer_id, status, remarks)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'open', '')"
    )
    .bind(duty.key.employee)
    .bind(duty.key.standard)
    .bind(duty.key.round)
    .bind(duty.reason.code())
    .bind(&duty.place.post)
    .bind(duty.place.unit)
    .bind(duty.opened_at)
    .bind(duty.due_on)
    .bind(duty.seed)
    .bind(duty.explainer)
    .run(tx)
    .await?;
    Ok(())
}

/// Ends an open duty without a signature.
pub(crate) async fn close(tx: &mut Tx, key: Key, because: Because, at: Timestamp) -> Result<bool, DbError> {
    let changed = sql!(
        "UPDATE acquaintances SET status = 'closed', closed_because = $5, ended_at = $6
          WHERE institution_id = $1 AND employee_id = $2 AND standard_number = $3 AND round = $4 AND status = 'open'"
    )
    .bind(key.employee)
    .bind(key.standard)
    .bind(key.round)
    .bind(because.code())
    .bind(at)
    .run(tx)
    .await?;
    Ok(changed == 1)
}

/// Another official, or another post, for an open duty. What was explained for another post is explained again.
pub(crate) async fn move_to(
    tx: &mut Tx,
    key: Key,
    place: &Place,
    explainer: Option<EmployeeId>,
) -> Result<bool, DbError> {
    let changed = sql!(
        "UPDATE acquaintances
            SET explained_at = CASE WHEN post = $5 THEN explained_at ELSE NULL END,
                explained_by = CASE WHEN post = $5 THEN explained_by ELSE NULL END,
                post = $5, unit_id = $6, explainer_id = $7
          WHERE institution_id = $1 AND employee_id = $2 AND standard_number = $3 AND round = $4 AND status = 'open'"
    )
    .bind(key.employee)
    .bind(key.standard)
    .bind(key.round)
    .bind(&place.post)
    .bind(place.unit)
    .bind(explainer)
    .run(tx)
    .await?;
    Ok(changed == 1)
}

/// Passes a late duty upwards, once.
pub(crate) async fn escalate(tx: &mut Tx, key: Key, to: EmployeeId, at: Timestamp) -> Result<bool, DbError> {
    let changed = sql!(
        "UPDATE acquaintances SET escalated_to = $5, escalated_at = $6
          WHERE institution_id = $1 AND employee_id = $2 AND standard_number = $3 AND round = $4 AND status = 'open'
            AND escalated_at IS NULL"
    )
    .bind(key.employee)
    .bind(key.standard)
    .bind(key.round)
    .bind(to)
    .bind(at)
    .run(tx)
    .await?;
    Ok(changed == 1)
}

/// Keeps the signature; `false` when the duty is no longer open.
pub(crate) async fn sign(tx: &mut Tx, key: Key, remarks: &str, at: Timestamp) -> Result<bool, DbError> {
    let changed = sql!(
        "UPDATE acquaintances SET status = 'signed', remarks = $5, ended_at = $6
          WHERE institution_id = $1 AND employee_id = $2 AND standard_number = $3 AND round = $4 AND status = 'open'"
    )
    .bind(key.employee)
    .bind(key.standard)
    .bind(key.round)
    .bind(remarks)
    .bind(at)
    .run(tx)
    .await?;
    Ok(changed == 1)
}

/// Keeps a signature on paper; `false` when the duty is no longer open.
pub(crate) async fn sign_on_paper(
    tx: &mut Tx,
    key: Key,
    paper: &Paper,
    at: Timestamp,
) -> Result<bool, DbError> {
    let changed = sql!(
        "UPDATE acquaintances SET status = 'signed', ended_at = $5, paper_on = $6, paper_by = $7, paper_kept = $8
          WHERE institution_id = $1 AND employee_id = $2 AND standard_number = $3 AND round = $4 AND status = 'open'"
    )
    .bind(key.employee)
    .bind(key.standard)
    .bind(key.round)
    .bind(at)
    .bind(paper.on)
    .bind(paper.by)
    .bind(&paper.kept)
    .run(tx)
    .await?;
    Ok(changed == 1)
}

/// Keeps that an official explained the standard; `false` when it was said before or the duty is no longer open.
pub(crate) async fn explain(tx: &mut Tx, key: Key, by: EmployeeId, at: Timestamp) -> Result<bool, DbError> {
    let changed = sql!(
        "UPDATE acquaintances SET explained_by = $5, explained_at = $6
          WHERE institution_id = $1 AND employee_id = $2 AND standard_number = $3 AND round = $4 AND status = 'open'
            AND explained_at IS NULL"
    )
    .bind(key.employee)
    .bind(key.standard)
    .bind(key.round)
    .bind(by)
    .bind(at)
    .run(tx)
    .await?;
    Ok(changed == 1)
}

/// Keeps a reminder; `false` when there was one since `not_since`, or the duty is no longer open.
pub(crate) async fn remind(
    tx: &mut Tx,
    key: Key,
    by: EmployeeId,
    at: Timestamp,
    not_since: Timestamp,
) -> Result<bool, DbError> {
    let changed = sql!(
        "UPDATE acquaintances SET reminded_by = $5, reminded_at = $6
          WHERE institution_id = $1 AND employee_id = $2 AND standard_number = $3 AND round = $4 AND status = 'open'
            AND (reminded_at IS NULL OR reminded_at < $7)"
    )
    .bind(key.employee)
    .bind(key.standard)
    .bind(key.round)
    .bind(by)
    .bind(at)
    .bind(not_since)
    .run(tx)
    .await?;
    Ok(changed == 1)
}
