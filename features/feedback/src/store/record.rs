//! The record of a piece of feedback.

use std::collections::BTreeSet;

use solits_db::{DbError, Tx, row, sql};
use solits_kernel::{CaseId, EmployeeId, ServiceId, Text, Timestamp, UnitId};
use solits_written::feedback::{Author, ClosedBecause, Feedback, Rung, Stage};

use super::steps::list_steps;
use crate::model::{CLOSED, Concern, Published, Record, What, register_of, stage_code};

row! {
    struct RecordRow {
        kind: String, opened_at: Timestamp, concern: String, employee_id: Option<EmployeeId>, unit_id: Option<UnitId>,
        service_id: Option<ServiceId>, decision: String, norm: String, anonymous: i64, stage: String, stage_at: Timestamp,
        stage_by: Option<EmployeeId>, closed_because: String, registered_at: Option<Timestamp>,
        registered_by: Option<EmployeeId>, reception_offered_at: Option<Timestamp>, published_at: Option<Timestamp>,
        published_lv: String, published_en: String, version: i64,
        joined_at: Option<Timestamp>, joined_to: Option<String>,
    }
}

row! {
    struct ConcernedRow { employee_id: EmployeeId }
}

/// The feedback of a case, if whoever looks may see that case and it has been taken in.
pub(crate) async fn find(tx: &mut Tx, case: CaseId) -> Result<Option<Record>, DbError> {
    let Some(row) = sql!(
        ["SELECT c.kind, c.opened_at, f.concern, f.employee_id, f.unit_id, f.service_id, f.decision, f.norm, f.anonymous,
                f.stage, f.stage_at, f.stage_by, f.closed_because, f.registered_at, f.registered_by, f.reception_offered_at,
                f.published_at, f.published_lv, f.published_en, f.version, j.at AS joined_at,
                (SELECT c.reference FROM cases c WHERE c.institution_id = $1 AND c.id = j.into_id
                    AND ", solits_db::case_sight!(3, 4), " = 1) AS joined_to
           FROM feedback f JOIN cases c ON c.institution_id = $1 AND c.id = f.case_id
           LEFT JOIN case_joins j ON j.institution_id = $1 AND j.case_id = f.case_id
          WHERE f.institution_id = $1 AND f.case_id = $2
            AND ", solits_db::case_sight!(3, 4), " = 1"]
    )
    .bind(case)
    .bind_viewer(tx.viewer())
    .optional::<RecordRow>(tx)
    .await?
    else {
        return Ok(None);
    };
    let concerned = sql!(
        "SELECT employee_id FROM feedback_concerned WHERE institution_id = $1 AND case_id = $2 ORDER BY employee_id"
    )
    .bind(case)
    .all::<ConcernedRow>(tx)
    .await?;
    let concerned = concerned.into_iter().map(|row| row.employee_id).collect();
    record(tx, case, row, concerned).await.map(Some)
}

async fn record(
    tx: &mut Tx,
    case: CaseId,
    row: RecordRow,
    concerned: BTreeSet<EmployeeId>,
) -> Result<Record, DbError> {
    let corrupt = || DbError::Corrupt(format!("feedback of case {case}"));
    let kind = solits_cases::Kind::parse(&row.kind).and_then(register_of).ok_or_else(corrupt)?;
    let concern = match row.concern.as_str() {
        "" => None,
        code => Some(Concern {
            what: What::parse(code).ok_or_else(corrupt)?,
            employee: row.employee_id,
            unit: row.unit_id,
            service: row.service_id,
            decision: row.decision.clone(),
        }),
    };
    let steps = list_steps(tx, case, kind).await?;
    let ruling = steps.last().and_then(|step| step.ruled.as_ref()).map(|ruled| ruled.ruling.clone());
    let (at, by) = (row.stage_at, row.stage_by);
    // What was closed for a reason of its own before stays closed for it; a joined one is stored without any.
    let joined_at = row.joined_at.filter(|_| row.closed_because.is_empty());
    let stage = match row.stage.as_str() {
        "received" => Stage::Received,
        "registered" => Stage::Registered { at },
        "closed" if joined_at.is_some() => Stage::Closed { at, because: ClosedBecause::Joined, ruling },
        "examined" => {
            Stage::Examined { at, by: by.ok_or_else(corrupt)?, ruling: ruling.ok_or_else(corrupt)? }
        }
        "answered" => {
            Stage::Answered { at, by: by.ok_or_else(corrupt)?, ruling: ruling.ok_or_else(corrupt)? }
        }
        _ => {
            let because = CLOSED.iter().find(|(_, code)| *code == row.closed_because);
            Stage::Closed { at, because: because.ok_or_else(corrupt)?.0, ruling }
        }
    };
    let rungs = steps
        .iter()
        .map(|step| Rung { number: step.number, decider: step.decider.clone(), since: step.since })
        .collect();
    let way = Feedback {
        kind,
        about: concern.as_ref().map_or(solits_structure::About::Institution, Concern::about),
        concerned,
        author: if row.anonymous == 1 { Author::Anonymous } else { Author::Reachable },
        received: row.opened_at,
        stage,
        rungs,
    };
    let way = match joined_at {
        Some(at) => way.join(at),
        None => way,
    };
    let published = row.published_at.map(|at| Published {
        at,
        text: Text { lv: row.published_lv.clone(), en: row.published_en.clone() },
    });
    Ok(Record {
        case,
        concern,
        norm: row.norm,
        registered: row.registered_at.zip(row.registered_by),
        way,
        steps,
        reception_offered: row.reception_offered_at,
        published,
        joined_to: row.joined_to,
        version: row.version,
    })
}

/// What the row says of the stage: when it came to it, who brought it there, and why it was closed.
fn stage_of(stage: &Stage, received: Timestamp) -> (Timestamp, Option<EmployeeId>, &'static str) {
    match stage {
        Stage::Received => (received, None, ""),
        Stage::Registered { at } => (*at, None, ""),
        Stage::Examined { at, by, .. } | Stage::Answered { at, by, .. } => (*at, Some(*by), ""),
        Stage::Closed { at, because, .. } => {
            let code = CLOSED.iter().find(|(one, _)| one == because).map_or("", |(_, code)| code);
            (*at, None, code)
        }
    }
}

/// Takes a piece of feedback in; `false` where it was taken in before.
pub(crate) async fn insert(tx: &mut Tx, record: &Record) -> Result<bool, DbError> {
    let (at, by, because) = stage_of(&record.way.stage, record.way.received);
    let inserted = sql!(
        "INSERT INTO feedback (institution_id, case_id, concern, decision, norm, anonymous, stage, stage_at, stage_by,
                closed_because, published_lv, published_en, version)
         VALUES ($1, $2, '', '', '', $3, $4, $5, $6, $7, '', '', 1)
         ON CONFLICT (institution_id, case_id) DO NOTHING"
    )
    .bind(record.case)
    .bind(i64::from(record.way.author == Author::Anonymous))
    .bind(stage_code(&record.way.stage))
    .bind(at)
    .bind(by)
    .bind(because)
    .run(tx)
    .await?;
    Ok(inserted == 1)
}

/// Stores a changed record with those it concerns, unless it was changed since version `seen`: `false` then.
pub(crate) async fn update(tx: &mut Tx, record: &Record, seen: i64) -> Result<bool, DbError> {
    let (at, by, because) = stage_of(&record.way.stage, record.way.received);
    let (concern, published) = (record.concern.as_ref(), record.published.as_ref());
    let changed = sql!(
        "UPDATE feedback SET concern = $4, employee_id = $5, unit_id = $6, service_id = $7, decision = $8, norm = $9,
                anonymous = $10, stage = $11, stage_at = $12, stage_by = $13, closed_because = $14, rung = $15,
                registered_at = $16, registered_by = $17, reception_offered_at = $18, published_at = $19, published_by = $20,
                published_lv = $21, published_en = $22, version = $23
          WHERE institution_id = $1 AND case_id = $2 AND version = $3"
    )
    .bind(record.case)
    .bind(seen)
    .bind(concern.map_or("", |concern| concern.what.code()))
    .bind(concern.and_then(|concern| concern.employee))
    .bind(concern.and_then(|concern| concern.unit))
    .bind(concern.and_then(|concern| concern.service))
    .bind(concern.map_or("", |concern| concern.decision.as_str()))
    .bind(&record.norm)
    .bind(i64::from(record.way.author == Author::Anonymous))
    .bind(stage_code(&record.way.stage))
    .bind(at)
    .bind(by)
    .bind(because)
    .bind(record.steps.len().checked_sub(1).and_then(|place| i64::try_from(place).ok()))
    .bind(record.registered.map(|(at, _)| at))
    .bind(record.registered.map(|(_, by)| by))
    .bind(record.reception_offered)
    .bind(published.map(|published| published.at))
    .bind(published.and(Some(tx.viewer().id())))
    .bind(published.map_or("", |published| published.text.lv.as_str()))
    .bind(published.map_or("", |published| published.text.en.as_str()))
    .bind(seen + 1)
    .run(tx)
    .await?;
    if changed == 0 {
        return Ok(false);
    }
    sql!("DELETE FROM feedback_concerned WHERE institution_id = $1 AND case_id = $2")
        .bind(record.case)
        .run(tx)
        .await?;
    for employee in &record.way.concerned {
        sql!("INSERT INTO feedback_concerned (institution_id, case_id, employee_id) VALUES ($1, $2, $3)")
            .bind(record.case)
            .bind(*employee)
            .run(tx)
            .await?;
    }
    Ok(true)
}

row! {
    struct UntakenRow { id: CaseId }
}

/// Cases of feedback that nobody has taken in yet, the oldest first.
pub(crate) async fn list_untaken(tx: &mut Tx, most: i64) -> Result<Vec<CaseId>, DbError> {
    let rows = sql!([
        "SELECT c.id FROM cases c
          WHERE c.institution_id = $1 AND c.kind IN ('complaint', 'claim', 'suggestion', 'praise')
            AND NOT EXISTS (SELECT 1 FROM feedback f WHERE f.institution_id = $1 AND f.case_id = c.id)
            AND ",
        solits_db::case_sight!(2, 3),
        " = 1
          ORDER BY c.opened_at, c.id LIMIT $4"
    ])
    .bind_viewer(tx.viewer())
    .bind(most)
    .all::<UntakenRow>(tx)
    .await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

row! {
    /// What was changed because of somebody, as the public reads it.
    pub(crate) struct PublishedRow {
        pub(crate) at: Timestamp, pub(crate) kind: String, pub(crate) lv: String, pub(crate) en: String,
    }
}

/// What was published, the latest first. It names no case and nobody, so that it is the same for everybody.
pub(crate) async fn published(tx: &mut Tx, most: i64) -> Result<Vec<PublishedRow>, DbError> {
    sql!(
        "SELECT f.published_at AS at, c.kind, f.published_lv AS lv, f.published_en AS en
           FROM feedback f JOIN cases c ON c.institution_id = $1 AND c.id = f.case_id
          WHERE f.institution_id = $1 AND f.published_at IS NOT NULL
          ORDER BY f.published_at DESC, f.case_id LIMIT $2"
    )
    .bind(most)
    .all(tx)
    .await
}
