//! Questions to colleagues and what was said to them. Whoever a case is hidden from finds no question of it.

use solits_db::{DbError, Tx, row, sql};
use solits_journal::{KnownTo, ObligationRow, hang_on};
use solits_kernel::{BranchId, CaseId, EmployeeId, ServiceId, Timestamp, UnitId};
use solits_obligation::Obligation;
use uuid::Uuid;

use crate::model::request::{Reply, Request, RequestId, RequestKind, Said, Standing};

/// Rows of a list; more would not be read.
pub(crate) const MOST: i64 = 100;

row! {
    struct RequestRow {
        id: RequestId, kind: String, case_id: Option<CaseId>, topic: String, question: String, checked: String,
        shown: String, addressee_id: EmployeeId, unit_id: Option<UnitId>, service_id: Option<ServiceId>,
        copied_to: Option<EmployeeId>, branch_id: Option<BranchId>, meets_at: Option<Timestamp>, place: String,
        asked_by: EmployeeId, asked_at: Timestamp, due_at: Option<Timestamp>, until_at: Option<Timestamp>, state: String,
        ended_at: Option<Timestamp>, version: i64,
    }
}

impl TryFrom<RequestRow> for Request {
    type Error = DbError;

    fn try_from(row: RequestRow) -> Result<Self, DbError> {
        let corrupt = || DbError::Corrupt(format!("question to a colleague {}", row.id));
        let standing = match (row.state.as_str(), row.until_at, row.ended_at) {
            ("open", _, _) => Standing::Open,
            ("partly", Some(until), _) => Standing::Partly { until },
            ("answered", _, Some(at)) => Standing::Answered { at },
            ("withdrawn", _, Some(at)) => Standing::Withdrawn { at },
            _ => return Err(corrupt()),
        };
        Ok(Self {
            kind: RequestKind::parse(&row.kind).ok_or_else(corrupt)?,
            shown: serde_json::from_str(&row.shown).map_err(|_| corrupt())?,
            id: row.id,
            case: row.case_id,
            topic: row.topic,
            question: row.question,
            checked: row.checked,
            addressee: row.addressee_id,
            unit: row.unit_id,
            service: row.service_id,
            copied_to: row.copied_to,
            branch: row.branch_id,
            meets_at: row.meets_at,
            place: row.place,
            asked_by: row.asked_by,
            asked_at: row.asked_at,
            due_at: row.due_at,
            standing,
            version: row.version,
        })
    }
}

fn requests(rows: Vec<RequestRow>) -> Result<Vec<Request>, DbError> {
    rows.into_iter().map(Request::try_from).collect()
}

/// The question of that id; none for whoever its case is hidden from.
pub(crate) async fn find(tx: &mut Tx, id: RequestId) -> Result<Option<Request>, DbError> {
    sql!(
        ["SELECT r.id, r.kind, r.case_id, r.topic, r.question, r.checked, r.shown, r.addressee_id, r.unit_id, r.service_id,
                r.copied_to, r.branch_id, r.meets_at, r.place, r.asked_by, r.asked_at, r.due_at, r.until_at, r.state,
                r.ended_at, r.version
           FROM internal_requests r
          WHERE r.institution_id = $1 AND r.id = $2
            AND ", solits_db::not_hidden!("r.case_id", 3)]
    )
    .bind(id)
    .bind(tx.viewer().id())
    .optional::<RequestRow>(tx)
    .await?
    .map(Request::try_from)
    .transpose()
}

/// Whose questions are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Of {
    /// Those somebody answers.
    To(EmployeeId),
    /// Those somebody asked.
    By(EmployeeId),
    /// Those somebody is told of as a manager (J-04).
    Told(EmployeeId),
}

/// The questions of somebody, the newest first.
pub(crate) async fn list(tx: &mut Tx, of: Of) -> Result<Vec<Request>, DbError> {
    let (to, by, told) = match of {
        Of::To(id) => (Some(id), None, None),
        Of::By(id) => (None, Some(id), None),
        Of::Told(id) => (None, None, Some(id)),
    };
    // Nothing equals a value that is absent, so that two of the three parts find nothing, each by an index of its own.
    let rows = sql!(
        ["SELECT r.id, r.kind, r.case_id, r.topic, r.question, r.checked, r.shown, r.addressee_id, r.unit_id, r.service_id,
                r.copied_to, r.branch_id, r.meets_at, r.place, r.asked_by, r.asked_at, r.due_at, r.until_at, r.state,
                r.ended_at, r.version
           FROM internal_requests r
          WHERE r.institution_id = $1
            AND r.id IN (SELECT a.id FROM internal_requests a WHERE a.institution_id = $1 AND a.addressee_id = $2
                   UNION ALL SELECT b.id FROM internal_requests b WHERE b.institution_id = $1 AND b.asked_by = $3
                   UNION ALL SELECT d.id FROM internal_requests d WHERE d.institution_id = $1 AND d.copied_to = $4)
            AND ", solits_db::not_hidden!("r.case_id", 5), "
          ORDER BY r.asked_at DESC, r.id DESC LIMIT $6"]
    )
    .bind(to)
    .bind(by)
    .bind(told)
    .bind(tx.viewer().id())
    .bind(MOST)
    .all(tx)
    .await?;
    requests(rows)
}

/// Questions for other programs, of one kind and state or of all, the newest first, those asked before `before`.
pub(crate) async fn list_all(
    tx: &mut Tx,
    (kind, state): (Option<RequestKind>, Option<&str>),
    addressee: Option<EmployeeId>,
    before: Uuid,
) -> Result<Vec<Request>, DbError> {
    let rows = sql!(
        ["SELECT r.id, r.kind, r.case_id, r.topic, r.question, r.checked, r.shown, r.addressee_id, r.unit_id, r.service_id,
                r.copied_to, r.branch_id, r.meets_at, r.place, r.asked_by, r.asked_at, r.due_at, r.until_at, r.state,
                r.ended_at, r.version
           FROM internal_requests r
          WHERE r.institution_id = $1 AND (CAST($2 AS TEXT) IS NULL OR r.state = $2)
            AND (CAST($3 AS UUID) IS NULL OR r.addressee_id = $3) AND r.id < $4
            AND (CAST($6 AS TEXT) IS NULL OR r.kind = $6)
            AND ", solits_db::not_hidden!("r.case_id", 7), "
          ORDER BY r.id DESC LIMIT $5"]
    )
    .bind(state)
    .bind(addressee)
    .bind(before)
    .bind(MOST)
    .bind(kind.map(RequestKind::name))
    .bind(tx.viewer().id())
    .all(tx)
    .await?;
    requests(rows)
}

/// Stores a new question; of one in a case nobody knows from whom the case is hidden.
pub(crate) async fn insert(tx: &mut Tx, request: &Request) -> Result<(), DbError> {
    let shown = serde_json::to_string(&request.shown).unwrap_or_else(|_| "[]".to_owned());
    sql!(
        "INSERT INTO internal_requests (institution_id, id, kind, case_id, topic, question, checked, shown, addressee_id, unit_id,
                service_id, copied_to, branch_id, meets_at, place, asked_by, asked_at, state, version)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)"
    )
    .bind(request.id)
    .bind(request.kind.name())
    .bind(request.case)
    .bind(&request.topic)
    .bind(&request.question)
    .bind(&request.checked)
    .bind(shown)
    .bind(request.addressee)
    .bind(request.unit)
    .bind(request.service)
    .bind(request.copied_to)
    .bind(request.branch)
    .bind(request.meets_at)
    .bind(&request.place)
    .bind(request.asked_by)
    .bind(request.asked_at)
    .bind(request.standing.name())
    .bind(request.version)
    .run(tx)
    .await?;
    match request.case {
        Some(case) => hang_on(tx, request.id.uuid(), case, KnownTo::Colleagues).await,
        None => Ok(()),
    }
}

/// Stores a changed question, unless it was changed since version `seen`: `false` then.
pub(crate) async fn update(tx: &mut Tx, request: &Request, seen: i64) -> Result<bool, DbError> {
    let changed = sql!(
        "UPDATE internal_requests
            SET addressee_id = $4, copied_to = $5, state = $6, until_at = $7, ended_at = $8, version = $9
          WHERE institution_id = $1 AND id = $2 AND version = $3 AND state IN ('open', 'partly')"
    )
    .bind(request.id)
    .bind(seen)
    .bind(request.addressee)
    .bind(request.copied_to)
    .bind(request.standing.name())
    .bind(request.standing.until())
    .bind(request.standing.ended_at())
    .bind(request.version)
    .run(tx)
    .await?;
    Ok(changed == 1)
}

/// Sets the nearest limit: that of the promises still owed, else the day on which the full answer was said to come.
pub(crate) async fn update_due(tx: &mut Tx, id: RequestId) -> Result<Option<Timestamp>, DbError> {
    // SQLite has no statistics to choose an index by: its text names the one that finds a handful of rows.
    let due = sql!(
        sqlite "UPDATE internal_requests
            SET due_at = CASE WHEN state IN ('open', 'partly') THEN coalesce(
                  (SELECT min(o.due_at) FROM obligations o INDEXED BY obligations_live
                    WHERE o.institution_id = $1 AND o.subject_id = $2
                      AND (o.state = 'open' OR o.met_late_at IS NULL AND o.state = 'breached')), until_at) END
          WHERE institution_id = $1 AND id = $2
         RETURNING due_at AS value",
        pg "UPDATE internal_requests
            SET due_at = CASE WHEN state IN ('open', 'partly') THEN coalesce(
                  (SELECT min(o.due_at) FROM obligations o
                    WHERE o.institution_id = $1 AND o.subject_id = $2
                      AND (o.state = 'open' OR o.met_late_at IS NULL AND o.state = 'breached')), until_at) END
          WHERE institution_id = $1 AND id = $2
         RETURNING due_at AS value"
    )
    .bind(id)
    .scalar::<Option<Timestamp>>(tx)
    .await?;
    Ok(due.flatten())
}

/// Everything promised about a question or a report, the first first.
pub(crate) async fn list_obligations(tx: &mut Tx, subject: Uuid) -> Result<Vec<Obligation>, DbError> {
    // SQLite has no statistics to choose an index by: its text names those that find a handful of rows.
    let live = sql!(
        sqlite "SELECT day, id, standard, norm, subject_id, branch_id, employee_id, channel, state, opened_n, opened_at, due_at,
                calendar_version, closed_n, closed_at, met_late_at, reason, escalated, look_at, why
           FROM obligations INDEXED BY obligations_live
          WHERE institution_id = $1 AND subject_id = $2 AND (state = 'open' OR met_late_at IS NULL AND state = 'breached')",
        pg "SELECT day, id, standard, norm, subject_id, branch_id, employee_id, channel, state, opened_n, opened_at, due_at,
                calendar_version, closed_n, closed_at, met_late_at, reason, escalated, look_at, why
           FROM obligations
          WHERE institution_id = $1 AND subject_id = $2 AND (state = 'open' OR met_late_at IS NULL AND state = 'breached')"
    );
    let counted = sql!(
        sqlite "SELECT day, id, standard, norm, subject_id, branch_id, employee_id, channel, state, opened_n, opened_at, due_at,
                calendar_version, closed_n, closed_at, met_late_at, reason, escalated, look_at, why
           FROM obligations INDEXED BY obligations_counted WHERE institution_id = $1 AND subject_id = $2 AND why IS NOT NULL",
        pg "SELECT day, id, standard, norm, subject_id, branch_id, employee_id, channel, state, opened_n, opened_at, due_at,
                calendar_version, closed_n, closed_at, met_late_at, reason, escalated, look_at, why
           FROM obligations WHERE institution_id = $1 AND subject_id = $2 AND why IS NOT NULL"
    );
    let mut found: Vec<ObligationRow> = Vec::new();
    for statement in [live, counted] {
        for row in statement.bind(subject).all::<ObligationRow>(tx).await? {
            if found.iter().all(|known| known.id != row.id) {
                found.push(row);
            }
        }
    }
    let mut all: Vec<Obligation> = found.into_iter().map(Obligation::try_from).collect::<Result<_, _>>()?;
    all.sort_by_key(|one| (one.opened_n, one.id));
    Ok(all)
}

row! {
    struct ReplyRow {
        id: Uuid, at: Timestamp, employee_id: EmployeeId, kind: String, text: String, to_id: Option<EmployeeId>,
        until_at: Option<Timestamp>,
    }
}

/// What was said to a question, the first first.
pub(crate) async fn list_replies(tx: &mut Tx, request: RequestId) -> Result<Vec<Reply>, DbError> {
    let rows = sql!(
        "SELECT id, at, employee_id, kind, text, to_id, until_at FROM internal_replies
          WHERE institution_id = $1 AND request_id = $2 ORDER BY at, id"
    )
    .bind(request)
    .all::<ReplyRow>(tx)
    .await?;
    rows.into_iter()
        .map(|row| {
            let said = Said::parse(&row.kind)
                .ok_or_else(|| DbError::Corrupt(format!("reply to a colleague {}", row.id)))?;
            Ok(Reply {
                id: row.id,
                at: row.at,
                by: row.employee_id,
                said,
                text: row.text,
                to: row.to_id,
                until: row.until_at,
            })
        })
        .collect()
}

/// Stores something said.
pub(crate) async fn insert_reply(tx: &mut Tx, request: RequestId, reply: &Reply) -> Result<(), DbError> {
    sql!(
        "INSERT INTO internal_replies (institution_id, id, request_id, at, employee_id, kind, text, to_id, until_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
    )
    .bind(reply.id)
    .bind(request)
    .bind(reply.at)
    .bind(reply.by)
    .bind(reply.said.name())
    .bind(&reply.text)
    .bind(reply.to)
    .bind(reply.until)
    .run(tx)
    .await?;
    Ok(())
}
