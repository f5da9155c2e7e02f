//! Non-conformities and what was done with them. A case that is hidden from somebody is not named to them; the report itself
//! is shown only to those who have part in it or keep the register.

use solits_db::{DbError, Tx, row, sql};
use solits_journal::{KnownTo, hang_on};
use solits_kernel::{CaseId, EmployeeId, Timestamp, UnitId};
use uuid::Uuid;

use crate::model::nonconformity::{Certainty, Counted, Nonconformity, NonconformityId, Stage, StepTaken};

/// Rows of a list; more would not be read.
pub(crate) const MOST: i64 = 200;
/// Reports that are counted at once: more in a year no institution has.
const MOST_COUNTED: i64 = 20_000;

row! {
    struct Row {
        id: NonconformityId, reference: String, kind: String, standard: i64, potential: i64, found: String, place: String,
        case_id: Option<CaseId>, unit_id: Option<UnitId>, reported_by: EmployeeId, found_at: Timestamp,
        routed_at: Option<Timestamp>, addressee_id: Option<EmployeeId>, role: String, body: String,
        received_at: Option<Timestamp>, remedy: String, remedied_at: Option<Timestamp>, closed_at: Option<Timestamp>,
        closing: String, copied_to: Option<EmployeeId>, state: String, version: i64,
    }
}

impl TryFrom<Row> for Nonconformity {
    type Error = DbError;

    fn try_from(row: Row) -> Result<Self, DbError> {
        Ok(Self {
            stage: Stage::parse(&row.state)
                .ok_or_else(|| DbError::Corrupt(format!("non-conformity {}", row.id)))?,
            id: row.id,
            reference: row.reference,
            kind: row.kind,
            standard: row.standard,
            certainty: if row.potential == 1 { Certainty::Possible } else { Certainty::Found },
            found: row.found,
            place: row.place,
            case: row.case_id,
            unit: row.unit_id,
            reported_by: row.reported_by,
            found_at: row.found_at,
            routed_at: row.routed_at,
            addressee: row.addressee_id,
            role: row.role,
            body: row.body,
            received_at: row.received_at,
            remedy: row.remedy,
            remedied_at: row.remedied_at,
            closed_at: row.closed_at,
            closing: row.closing,
            copied_to: row.copied_to,
            version: row.version,
        })
    }
}

fn nonconformities(rows: Vec<Row>) -> Result<Vec<Nonconformity>, DbError> {
    rows.into_iter().map(Nonconformity::try_from).collect()
}

/// The report of that id; none for whoever the case is hidden from in which it was found.
pub(crate) async fn find(tx: &mut Tx, id: NonconformityId) -> Result<Option<Nonconformity>, DbError> {
    sql!(
        ["SELECT n.id, n.reference, n.kind, n.standard, n.potential, n.found, n.place, n.case_id, n.unit_id, n.reported_by,
                n.found_at, n.routed_at, n.addressee_id, n.role, n.body, n.received_at, n.remedy, n.remedied_at, n.closed_at,
                n.closing, n.copied_to, n.state, n.version
           FROM nonconformities n
          WHERE n.institution_id = $1 AND n.id = $2
            AND ", solits_db::not_hidden!("n.case_id", 3)]
    )
    .bind(id)
    .bind(tx.viewer().id())
    .optional::<Row>(tx)
    .await?
    .map(Nonconformity::try_from)
    .transpose()
}

/// What a list of the register is limited to.
#[derive(Clone, Debug, Default)]
pub(crate) struct Limits {
    pub(crate) addressee: Option<EmployeeId>,
    pub(crate) reporter: Option<EmployeeId>,
    /// The manager who is told.
    pub(crate) copied_to: Option<EmployeeId>,
    pub(crate) kind: Option<String>,
    pub(crate) stage: Option<Stage>,
    pub(crate) unit: Option<UnitId>,
    pub(crate) from: Option<Timestamp>,
    pub(crate) until: Option<Timestamp>,
}

/// The reports within these limits, the newest first.
pub(crate) async fn list(tx: &mut Tx, limits: &Limits) -> Result<Vec<Nonconformity>, DbError> {
    let rows = sql!(
        ["SELECT n.id, n.reference, n.kind, n.standard, n.potential, n.found, n.place, n.case_id, n.unit_id, n.reported_by,
                n.found_at, n.routed_at, n.addressee_id, n.role, n.body, n.received_at, n.remedy, n.remedied_at, n.closed_at,
                n.closing, n.copied_to, n.state, n.version
           FROM nonconformities n
          WHERE n.institution_id = $1
            AND (CAST($2 AS UUID) IS NULL OR n.addressee_id = $2) AND (CAST($3 AS UUID) IS NULL OR n.reported_by = $3)
            AND (CAST($4 AS TEXT) IS NULL OR n.kind = $4) AND (CAST($5 AS TEXT) IS NULL OR n.state = $5)
            AND (CAST($6 AS UUID) IS NULL OR n.unit_id = $6)
            AND (CAST($7 AS BIGINT) IS NULL OR n.found_at >= $7) AND (CAST($8 AS BIGINT) IS NULL OR n.found_at < $8)
            AND ", solits_db::not_hidden!("n.case_id", 9), "
            AND (CAST($11 AS UUID) IS NULL OR n.copied_to = $11)
          ORDER BY n.found_at DESC, n.id DESC LIMIT $10"]
    )
    .bind(limits.addressee)
    .bind(limits.reporter)
    .bind(limits.kind.as_deref())
    .bind(limits.stage.map(Stage::name))
    .bind(limits.unit)
    .bind(limits.from)
    .bind(limits.until)
    .bind(tx.viewer().id())
    .bind(MOST)
    .bind(limits.copied_to)
    .all(tx)
    .await?;
    nonconformities(rows)
}

row! {
    struct CountedRow {
        id: NonconformityId, kind: String, unit_id: Option<UnitId>, place: String, found_at: Timestamp,
        remedied_at: Option<Timestamp>, closed_at: Option<Timestamp>, state: String,
    }
}

/// What is counted of the reports between two instants, the earliest first.
pub(crate) async fn list_counted(
    tx: &mut Tx,
    from: Timestamp,
    until: Timestamp,
) -> Result<Vec<Counted>, DbError> {
    let rows = sql!([
        "SELECT n.id, n.kind, n.unit_id, n.place, n.found_at, n.remedied_at, n.closed_at, n.state
           FROM nonconformities n
          WHERE n.institution_id = $1 AND n.found_at >= $2 AND n.found_at < $3
            AND ",
        solits_db::not_hidden!("n.case_id", 4),
        "
          ORDER BY n.found_at, n.id LIMIT $5"
    ])
    .bind(from)
    .bind(until)
    .bind(tx.viewer().id())
    .bind(MOST_COUNTED)
    .all::<CountedRow>(tx)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Counted {
                stage: Stage::parse(&row.state)
                    .ok_or_else(|| DbError::Corrupt(format!("non-conformity {}", row.id)))?,
                ended_at: row.remedied_at.or(row.closed_at),
                id: row.id,
                kind: row.kind,
                unit: row.unit_id,
                place: row.place,
                found_at: row.found_at,
            })
        })
        .collect()
}

/// Draws the next number of a year.
pub(crate) async fn next_number(tx: &mut Tx, year: i64) -> Result<i64, DbError> {
    sql!(
        "INSERT INTO nonconformity_numbers (institution_id, year, last) VALUES ($1, $2, 1)
         ON CONFLICT (institution_id, year) DO UPDATE SET last = nonconformity_numbers.last + 1
         RETURNING last AS value"
    )
    .bind(year)
    .scalar::<i64>(tx)
    .await?
    .ok_or_else(|| DbError::Corrupt("no number for a non-conformity".to_owned()))
}

/// Stores a new report; of one out of a case nobody knows from whom the case is hidden.
pub(crate) async fn insert(tx: &mut Tx, one: &Nonconformity) -> Result<(), DbError> {
    sql!(
        "INSERT INTO nonconformities (institution_id, id, reference, kind, standard, potential, found, place, case_id, unit_id,
                reported_by, found_at, routed_at, addressee_id, role, body, remedy, closing, copied_to, state, version)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, '', '', $17, $18, $19)"
    )
    .bind(one.id)
    .bind(&one.reference)
    .bind(&one.kind)
    .bind(one.standard)
    .bind(i64::from(one.certainty == Certainty::Possible))
    .bind(&one.found)
    .bind(&one.place)
    .bind(one.case)
    .bind(one.unit)
    .bind(one.reported_by)
    .bind(one.found_at)
    .bind(one.routed_at)
    .bind(one.addressee)
    .bind(&one.role)
    .bind(&one.body)
    .bind(one.copied_to)
    .bind(one.stage.name())
    .bind(one.version)
    .run(tx)
    .await?;
    match one.case {
        Some(case) => hang_on(tx, one.id.uuid(), case, KnownTo::Colleagues).await,
        None => Ok(()),
    }
}

/// Stores a changed report, unless it was changed since version `seen`: `false` then.
pub(crate) async fn update(tx: &mut Tx, one: &Nonconformity, seen: i64) -> Result<bool, DbError> {
    let changed = sql!(
        "UPDATE nonconformities
            SET routed_at = $4, addressee_id = $5, role = $6, body = $7, received_at = $8, remedy = $9, remedied_at = $10,
                closed_at = $11, closing = $12, copied_to = $13, state = $14, version = $15
          WHERE institution_id = $1 AND id = $2 AND version = $3"
    )
    .bind(one.id)
    .bind(seen)
    .bind(one.routed_at)
    .bind(one.addressee)
    .bind(&one.role)
    .bind(&one.body)
    .bind(one.received_at)
    .bind(&one.remedy)
    .bind(one.remedied_at)
    .bind(one.closed_at)
    .bind(&one.closing)
    .bind(one.copied_to)
    .bind(one.stage.name())
    .bind(one.version)
    .run(tx)
    .await?;
    Ok(changed == 1)
}

row! {
    struct StepRow {
        id: Uuid, at: Timestamp, employee_id: EmployeeId, what: String, text: String, to_id: Option<EmployeeId>,
    }
}

/// What was done with a report, the first first.
pub(crate) async fn list_steps(tx: &mut Tx, of: NonconformityId) -> Result<Vec<StepTaken>, DbError> {
    let rows = sql!(
        "SELECT id, at, employee_id, what, text, to_id FROM nonconformity_steps
          WHERE institution_id = $1 AND nonconformity_id = $2 ORDER BY at, id"
    )
    .bind(of)
    .all::<StepRow>(tx)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| StepTaken {
            id: row.id,
            at: row.at,
            by: row.employee_id,
            what: row.what,
            text: row.text,
            to: row.to_id,
        })
        .collect())
}

/// Stores something done.
pub(crate) async fn insert_step(tx: &mut Tx, of: NonconformityId, step: &StepTaken) -> Result<(), DbError> {
    sql!(
        "INSERT INTO nonconformity_steps (institution_id, id, nonconformity_id, at, employee_id, what, text, to_id)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
    )
    .bind(step.id)
    .bind(of)
    .bind(step.at)
    .bind(step.by)
    .bind(&step.what)
    .bind(&step.text)
    .bind(step.to)
    .run(tx)
    .await?;
    Ok(())
}
