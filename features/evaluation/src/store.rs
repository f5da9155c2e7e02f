//! Plans, duties, gaps and self-checks in the database.

use solits_db::{Arg, Bulk, DbError, Tx, row, sql};
use solits_kernel::{EmployeeId, Timestamp, day_number, day_of_number};
use solits_plan::{Duty, Gap, GapReason, Subject, Window, words};

use crate::model::{Kept, Signed, rows_of, rows_text};

row! {
    /// The plan of a year.
    #[derive(Clone, Debug)]
    pub(crate) struct PlanRow {
        pub(crate) year: i64, pub(crate) begins_on: i64, pub(crate) standard_number: i64,
        pub(crate) fingerprint: String, pub(crate) planned_at: Timestamp,
    }
}

/// The plan of a year.
pub(crate) async fn find_plan(tx: &mut Tx, year: i16) -> Result<Option<PlanRow>, DbError> {
    sql!(
        "SELECT year, begins_on, standard_number, fingerprint, planned_at
           FROM evaluation_plans WHERE institution_id = $1 AND year = $2"
    )
    .bind(i64::from(year))
    .optional(tx)
    .await
}

/// Puts a plan in place of the one of the same year.
pub(crate) async fn replace_plan(
    tx: &mut Tx,
    plan: &PlanRow,
    duties: &[Kept],
    gaps: &[Gap],
) -> Result<(), DbError> {
    sql!("DELETE FROM evaluation_duties WHERE institution_id = $1 AND year = $2")
        .bind(plan.year)
        .run(tx)
        .await?;
    sql!("DELETE FROM evaluation_gaps WHERE institution_id = $1 AND year = $2")
        .bind(plan.year)
        .run(tx)
        .await?;
    sql!(
        "INSERT INTO evaluation_plans (institution_id, year, begins_on, standard_number, fingerprint, planned_at)
         VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (institution_id, year) DO UPDATE
            SET standard_number = excluded.standard_number, fingerprint = excluded.fingerprint,
                planned_at = excluded.planned_at"
    )
    .bind(plan.year)
    .bind(plan.begins_on)
    .bind(plan.standard_number)
    .bind(&plan.fingerprint)
    .bind(plan.planned_at)
    .run(tx)
    .await?;
    insert_duties(tx, plan.year, duties).await?;
    insert_gaps(tx, plan.year, gaps).await
}

async fn insert_duties(tx: &mut Tx, year: i64, duties: &[Kept]) -> Result<(), DbError> {
    let mut bulk = Bulk::new(
        "evaluation_duties",
        &[
            "institution_id",
            "year",
            "key",
            "standard_number",
            "matrix_rows",
            "method",
            "role",
            "per",
            "period",
            "part",
            "subject",
            "opens_on",
            "closes_on",
            "first_on",
            "last_on",
            "days",
            "doer_id",
            "manager_id",
        ],
    );
    for kept in duties {
        let duty = &kept.duty;
        let days = (!kept.days.is_empty()).then(|| serde_json::to_string(&kept.days).unwrap_or_default());
        bulk.push([
            Arg::Int(Some(year)),
            Arg::Text(Some(kept.key())),
            Arg::Int(Some(kept.standard)),
            Arg::Text(Some(rows_text(&duty.rows))),
            Arg::Text(Some(words::method_code(duty.method).to_owned())),
            Arg::Text(Some(duty.role.clone())),
            Arg::Text(Some(words::period_code(duty.per).to_owned())),
            Arg::Int(Some(duty.period.into())),
            Arg::Int(Some(duty.part.into())),
            Arg::Text(Some(duty.subject.code())),
            Arg::Int(Some(day_number(duty.window.opens))),
            Arg::Int(Some(day_number(duty.window.closes))),
            Arg::Int(Some(kept.first_on())),
            Arg::Int(Some(kept.last_on())),
            Arg::Text(days),
            Arg::Uuid(Some(duty.doer.uuid())),
            Arg::Uuid(kept.manager.map(solits_kernel::Id::uuid)),
        ]);
        if bulk.is_full() {
            bulk.flush(tx).await?;
        }
    }
    bulk.flush(tx).await
}

async fn insert_gaps(tx: &mut Tx, year: i64, gaps: &[Gap]) -> Result<(), DbError> {
    let mut bulk = Bulk::new(
        "evaluation_gaps",
        &[
            "institution_id",
            "year",
            "number",
            "matrix_rows",
            "method",
            "role",
            "subject",
            "opens_on",
            "closes_on",
            "reason",
        ],
    );
    for (number, gap) in (1..).zip(gaps) {
        bulk.push([
            Arg::Int(Some(year)),
            Arg::Int(Some(number)),
            Arg::Text(Some(rows_text(&gap.rows))),
            Arg::Text(Some(words::method_code(gap.method).to_owned())),
            Arg::Text(Some(gap.role.clone())),
            Arg::Text(Some(gap.subject.code())),
            Arg::Int(Some(day_number(gap.window.opens))),
            Arg::Int(Some(day_number(gap.window.closes))),
            Arg::Text(Some(gap.reason.code().to_owned())),
        ]);
        if bulk.is_full() {
            bulk.flush(tx).await?;
        }
    }
    bulk.flush(tx).await
}

row! {
    struct DutyRow {
        standard_number: i64, matrix_rows: String, method: String, role: String, per: String, period: i64, part: i64,
        subject: String, opens_on: i64, closes_on: i64, first_on: i64, days: Option<String>, doer_id: EmployeeId,
        manager_id: Option<EmployeeId>,
    }
}

impl TryFrom<DutyRow> for Kept {
    type Error = DbError;

    fn try_from(row: DutyRow) -> Result<Self, DbError> {
        let corrupt = || DbError::Corrupt(format!("a duty of {} for {}", row.doer_id, row.subject));
        let days = row.days.as_deref().map(serde_json::from_str).transpose().map_err(|_| corrupt())?;
        Ok(Self {
            duty: Duty {
                rows: rows_of(&row.matrix_rows),
                method: words::method_of(&row.method).ok_or_else(corrupt)?,
                per: words::period_of(&row.per).ok_or_else(corrupt)?,
                period: u16::try_from(row.period).map_err(|_| corrupt())?,
                part: u32::try_from(row.part).map_err(|_| corrupt())?,
                subject: Subject::parse(&row.subject).ok_or_else(corrupt)?,
                window: Window { opens: day_of_number(row.opens_on), closes: day_of_number(row.closes_on) },
                planned_on: day_of_number(row.first_on),
                doer: row.doer_id,
                focus: None,
                role: row.role,
            },
            days: days.unwrap_or_default(),
            standard: row.standard_number,
            manager: row.manager_id,
        })
    }
}

fn duties(rows: Vec<DutyRow>) -> Result<Vec<Kept>, DbError> {
    rows.into_iter().map(Kept::try_from).collect()
}

/// Every duty of a year.
pub(crate) async fn list_year(tx: &mut Tx, year: i16) -> Result<Vec<Kept>, DbError> {
    let rows = sql!(
        "SELECT standard_number, matrix_rows, method, role, per, period, part, subject, opens_on, closes_on, first_on,
                days, doer_id, manager_id
           FROM evaluation_duties WHERE institution_id = $1 AND year = $2 ORDER BY first_on, key"
    )
    .bind(i64::from(year))
    .all(tx)
    .await?;
    duties(rows)
}

/// The duties of everybody that are planned for days from the first to the last, without those of every working day.
pub(crate) async fn list_once_between(tx: &mut Tx, first: i64, last: i64) -> Result<Vec<Kept>, DbError> {
    let rows = sql!(
        "SELECT standard_number, matrix_rows, method, role, per, period, part, subject, opens_on, closes_on, first_on,
                days, doer_id, manager_id
           FROM evaluation_duties
          WHERE institution_id = $1 AND last_on >= $2 AND last_on <= $3 AND days IS NULL
          ORDER BY first_on, key"
    )
    .bind(first)
    .bind(last)
    .all(tx)
    .await?;
    duties(rows)
}

/// The duties of one person planned for days from the first to the last.
pub(crate) async fn list_of(
    tx: &mut Tx,
    doer: EmployeeId,
    first: i64,
    last: i64,
) -> Result<Vec<Kept>, DbError> {
    let rows = sql!(
        "SELECT standard_number, matrix_rows, method, role, per, period, part, subject, opens_on, closes_on, first_on,
                days, doer_id, manager_id
           FROM evaluation_duties
          WHERE institution_id = $1 AND doer_id = $2 AND last_on >= $3 AND first_on <= $4
          ORDER BY first_on, key"
    )
    .bind(doer)
    .bind(first)
    .bind(last)
    .all(tx)
    .await?;
    duties(rows)
}

/// The self-checks which the people of a manager owe on days from the first to the last.
pub(crate) async fn list_team_checks(
    tx: &mut Tx,
    manager: EmployeeId,
    first: i64,
    last: i64,
) -> Result<Vec<Kept>, DbError> {
    let rows = sql!(
        "SELECT standard_number, matrix_rows, method, role, per, period, part, subject, opens_on, closes_on, first_on,
                days, doer_id, manager_id
           FROM evaluation_duties
          WHERE institution_id = $1 AND manager_id = $2 AND last_on >= $3 AND first_on <= $4
            AND method = 'self_check' AND per = 'day'
          ORDER BY first_on, key"
    )
    .bind(manager)
    .bind(first)
    .bind(last)
    .all(tx)
    .await?;
    duties(rows)
}

row! {
    /// A gap of a year, as often as it is the same but for its days.
    #[derive(Clone, Debug)]
    pub(crate) struct GapRow {
        pub(crate) method: String, pub(crate) role: String, pub(crate) subject: String, pub(crate) reason: String,
        pub(crate) opens_on: i64, pub(crate) closes_on: i64, pub(crate) times: i64,
    }
}

impl GapRow {
    /// Why nobody does it; nothing for a reason this version does not know.
    pub(crate) fn why(&self) -> Option<GapReason> {
        GapReason::ALL.into_iter().find(|reason| reason.code() == self.reason)
    }
}

/// What of a year nobody can do, those alike together.
pub(crate) async fn list_gaps(tx: &mut Tx, year: i16) -> Result<Vec<GapRow>, DbError> {
    sql!(
        "SELECT method, role, subject, reason, min(opens_on) AS opens_on, max(closes_on) AS closes_on, count(*) AS times
           FROM evaluation_gaps
          WHERE institution_id = $1 AND year = $2 AND reason NOT IN ('subject_away', 'passed')
          GROUP BY method, role, subject, reason ORDER BY reason, method, role, subject"
    )
    .bind(i64::from(year))
    .all(tx)
    .await
}

row! {
    struct SignedRow {
        employee_id: EmployeeId, day: i64, signed_at: Timestamp, standard_number: i64, asked: String, holds: String, note: String,
    }
}

impl From<SignedRow> for Signed {
    fn from(row: SignedRow) -> Self {
        Self {
            employee: row.employee_id,
            day: row.day,
            at: row.signed_at,
            standard: row.standard_number,
            asked: rows_of(&row.asked),
            holds: rows_of(&row.holds),
            note: row.note,
        }
    }
}

/// Keeps a self-check; whether it was the first of the employee and day.
pub(crate) async fn insert_signed(tx: &mut Tx, signed: &Signed) -> Result<bool, DbError> {
    let inserted = sql!(
        "INSERT INTO self_checks (institution_id, employee_id, day, signed_at, standard_number, asked, holds, note)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
         ON CONFLICT (institution_id, employee_id, day) DO NOTHING"
    )
    .bind(signed.employee)
    .bind(signed.day)
    .bind(signed.at)
    .bind(signed.standard)
    .bind(rows_text(&signed.asked))
    .bind(rows_text(&signed.holds))
    .bind(&signed.note)
    .run(tx)
    .await?;
    Ok(inserted == 1)
}

/// Removes some of the self-checks of days before, and says how many.
///
/// # Errors
/// Where the database fails.
pub async fn forget_self_checks(tx: &mut Tx, before: Timestamp, most: i64) -> Result<i64, DbError> {
    let gone = sql!(
        "DELETE FROM self_checks WHERE institution_id = $1 AND (employee_id, day) IN (
             SELECT s.employee_id, s.day FROM self_checks s
              WHERE s.institution_id = $1 AND s.day < $2 ORDER BY s.day LIMIT $3)"
    )
    .bind(day_number(before.day()))
    .bind(most)
    .run(tx)
    .await?;
    Ok(i64::try_from(gone).unwrap_or(i64::MAX))
}

/// How many self-checks there are of days before.
///
/// # Errors
/// Where the database fails.
pub async fn count_old_self_checks(tx: &mut Tx, before: Timestamp) -> Result<i64, DbError> {
    let found = sql!("SELECT count(*) AS value FROM self_checks WHERE institution_id = $1 AND day < $2")
        .bind(day_number(before.day()))
        .scalar(tx)
        .await?;
    Ok(found.unwrap_or_default())
}

/// The self-check of an employee on a day.
pub(crate) async fn find_signed(
    tx: &mut Tx,
    employee: EmployeeId,
    day: i64,
) -> Result<Option<Signed>, DbError> {
    let row = sql!(
        "SELECT employee_id, day, signed_at, standard_number, asked, holds, note
           FROM self_checks WHERE institution_id = $1 AND employee_id = $2 AND day = $3"
    )
    .bind(employee)
    .bind(day)
    .optional::<SignedRow>(tx)
    .await?;
    Ok(row.map(Signed::from))
}

/// The self-checks that the people of a manager signed for days from the first to the last.
pub(crate) async fn list_team_signed(
    tx: &mut Tx,
    manager: EmployeeId,
    first: i64,
    last: i64,
) -> Result<Vec<Signed>, DbError> {
    let rows = sql!(
        "SELECT s.employee_id, s.day, s.signed_at, s.standard_number, s.asked, s.holds, s.note
           FROM self_checks s
          WHERE s.institution_id = $1 AND s.day >= $3 AND s.day <= $4
            AND s.employee_id IN (SELECT d.doer_id FROM evaluation_duties d
                                   WHERE d.institution_id = $1 AND d.manager_id = $2
                                     AND d.last_on >= $3 AND d.first_on <= $4)
          ORDER BY s.day, s.employee_id"
    )
    .bind(manager)
    .bind(first)
    .bind(last)
    .all::<SignedRow>(tx)
    .await?;
    Ok(rows.into_iter().map(Signed::from).collect())
}
