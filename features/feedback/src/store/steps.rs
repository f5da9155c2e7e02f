//! The rungs feedback has come to, who decides on each, what was found there, and the measures.

use std::collections::BTreeMap;

use solits_db::{DbError, Tx, row, sql};
use solits_kernel::{CaseId, EmployeeId, Text, Timestamp, day_number, day_of_number};
use solits_written::{
    feedback::{
        Check, Decider, Effect, Examination, Finding, Measure, OtherSide, Ruling, SuggestionRuling, Verdict,
    },
    nature::FeedbackKind,
};

use crate::model::{AskedBy, CauseKind, Ruled, Step};

row! {
    struct StepRow {
        place: i64, number: i64, since: Timestamp, decider: String, body: String, why_lv: String, why_en: String,
        asked_by: String, ruled_at: Option<Timestamp>, ruled_by: Option<EmployeeId>, finding: Option<String>,
        facts: String, other_side: String, was_heard: i64, breached: String, cause_kind: String, cause: String,
        verdict: Option<String>, reasons: String, again_on: Option<i64>, request: String,
    }
}

row! {
    struct DeciderRow { place: i64, employee_id: EmployeeId }
}

row! {
    struct MeasureRow {
        place: i64, what: String, owner_id: EmployeeId, due_on: i64, checked_at: Option<Timestamp>,
        checked_by: Option<EmployeeId>, effect: Option<String>,
    }
}

/// Every effect with its stored word.
const EFFECTS: [(Effect, &str); 3] = [
    (Effect::Done, "done"),
    (Effect::DoneWithoutEffect, "done_without_effect"),
    (Effect::NotDone, "not_done"),
];

/// The stored word of an effect.
pub(crate) fn effect_code(effect: Effect) -> &'static str {
    EFFECTS.iter().find(|(one, _)| *one == effect).map_or("", |(_, code)| code)
}

impl From<MeasureRow> for Measure {
    fn from(row: MeasureRow) -> Self {
        let effect =
            EFFECTS.iter().find(|(_, code)| row.effect.as_deref() == Some(code)).map(|(one, _)| *one);
        let check = row.checked_at.zip(row.checked_by).zip(effect);
        Self {
            what: row.what,
            owner: row.owner_id,
            due: day_of_number(row.due_on),
            check: check.map(|((at, by), effect)| Check { at, by, effect }),
        }
    }
}

/// The rungs of a case, the first first.
pub(crate) async fn list_steps(tx: &mut Tx, case: CaseId, kind: FeedbackKind) -> Result<Vec<Step>, DbError> {
    let rows = sql!(
        "SELECT place, number, since, decider, body, why_lv, why_en, asked_by, ruled_at, ruled_by, finding, facts, other_side,
                was_heard, breached, cause_kind, cause, verdict, reasons, again_on, request
           FROM feedback_rungs WHERE institution_id = $1 AND case_id = $2 ORDER BY place"
    )
    .bind(case)
    .all::<StepRow>(tx)
    .await?;
    let mut deciders: BTreeMap<i64, Vec<EmployeeId>> = BTreeMap::new();
    for row in sql!(
        "SELECT place, employee_id FROM feedback_deciders WHERE institution_id = $1 AND case_id = $2 ORDER BY place, employee_id"
    )
    .bind(case)
    .all::<DeciderRow>(tx)
    .await?
    {
        deciders.entry(row.place).or_default().push(row.employee_id);
    }
    let mut measures: BTreeMap<i64, Vec<Measure>> = BTreeMap::new();
    for row in sql!(
        "SELECT place, what, owner_id, due_on, checked_at, checked_by, effect FROM feedback_measures
          WHERE institution_id = $1 AND case_id = $2 ORDER BY place, number"
    )
    .bind(case)
    .all::<MeasureRow>(tx)
    .await?
    {
        measures.entry(row.place).or_default().push(row.into());
    }
    rows.into_iter()
        .map(|row| {
            let people = deciders.remove(&row.place).unwrap_or_default();
            let measures = measures.remove(&row.place).unwrap_or_default();
            step(row, people, measures, kind)
                .ok_or_else(|| DbError::Corrupt(format!("a rung of case {case}")))
        })
        .collect()
}

fn step(row: StepRow, people: Vec<EmployeeId>, measures: Vec<Measure>, kind: FeedbackKind) -> Option<Step> {
    let decider = match row.decider.as_str() {
        "people" => Decider::People(people),
        "body" => Decider::Body(row.body.clone()),
        _ => Decider::Outside(row.body.clone()),
    };
    let ruled = match row.ruled_at.zip(row.ruled_by) {
        None => None,
        Some((at, by)) => {
            let cause = CauseKind::parse(&row.cause_kind);
            Some(Ruled { at, by, ruling: ruling(&row, measures, kind)?, cause })
        }
    };
    Some(Step {
        number: usize::try_from(row.number).ok()?,
        since: row.since,
        decider,
        why: Text { lv: row.why_lv, en: row.why_en },
        asked_by: AskedBy::parse(&row.asked_by)?,
        request: row.request,
        ruled,
    })
}

fn ruling(row: &StepRow, measures: Vec<Measure>, kind: FeedbackKind) -> Option<Ruling> {
    match kind {
        FeedbackKind::Complaint | FeedbackKind::Claim => Some(Ruling::Examination(Examination {
            facts: row.facts.clone(),
            other_side: if row.was_heard == 1 {
                OtherSide::Heard(row.other_side.clone())
            } else {
                OtherSide::NotHeard(row.other_side.clone())
            },
            finding: Finding::parse(row.finding.as_deref()?)?,
            norm: row.breached.clone(),
            cause: row.cause.clone(),
            measures,
        })),
        FeedbackKind::Suggestion => {
            let verdict = match row.verdict.as_deref()? {
                "taken_up" => Verdict::TakenUp(measures.into_iter().next()?),
                "later" => Verdict::Later(day_of_number(row.again_on?)),
                _ => Verdict::NotTakenUp,
            };
            Some(Ruling::Suggestion(SuggestionRuling { verdict, reasons: row.reasons.clone() }))
        }
        FeedbackKind::Praise => Some(Ruling::Thanks),
    }
}

fn place_number(place: usize) -> i64 {
    i64::try_from(place).unwrap_or(i64::MAX)
}

/// Stores a rung at its place, with those who decide on it.
pub(crate) async fn insert_step(tx: &mut Tx, case: CaseId, place: usize, step: &Step) -> Result<(), DbError> {
    let (decider, body) = match &step.decider {
        Decider::People(_) => ("people", ""),
        Decider::Body(name) => ("body", name.as_str()),
        Decider::Outside(name) => ("outside", name.as_str()),
    };
    sql!(
        "INSERT INTO feedback_rungs (institution_id, case_id, place, number, since, decider, body, why_lv, why_en, asked_by,
                facts, other_side, was_heard, breached, cause_kind, cause, reasons, request)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, '', '', 0, '', '', '', '', $11)"
    )
    .bind(case)
    .bind(place_number(place))
    .bind(place_number(step.number))
    .bind(step.since)
    .bind(decider)
    .bind(body)
    .bind(&step.why.lv)
    .bind(&step.why.en)
    .bind(step.asked_by.code())
    .bind(&step.request)
    .run(tx)
    .await?;
    for person in step.decider.people() {
        sql!(
            "INSERT INTO feedback_deciders (institution_id, case_id, place, employee_id) VALUES ($1, $2, $3, $4)
             ON CONFLICT (institution_id, case_id, place, employee_id) DO NOTHING"
        )
        .bind(case)
        .bind(place_number(place))
        .bind(*person)
        .run(tx)
        .await?;
    }
    Ok(())
}

/// Forgets the rungs of feedback on which nobody has ruled, when it is said anew whom it concerns.
pub(crate) async fn forget_steps(tx: &mut Tx, case: CaseId) -> Result<(), DbError> {
    sql!("DELETE FROM feedback_deciders WHERE institution_id = $1 AND case_id = $2")
        .bind(case)
        .run(tx)
        .await?;
    sql!("DELETE FROM feedback_rungs WHERE institution_id = $1 AND case_id = $2").bind(case).run(tx).await?;
    Ok(())
}

/// Stores what was found on a rung, and the measures.
pub(crate) async fn keep_ruling(
    tx: &mut Tx,
    case: CaseId,
    place: usize,
    ruled: &Ruled,
) -> Result<(), DbError> {
    let examined = match &ruled.ruling {
        Ruling::Examination(examined) => Some(examined),
        Ruling::Suggestion(_) | Ruling::Thanks => None,
    };
    let (verdict, again, reasons) = match &ruled.ruling {
        Ruling::Examination(_) => (None, None, ""),
        Ruling::Thanks => (Some("thanks"), None, ""),
        Ruling::Suggestion(SuggestionRuling { verdict, reasons }) => match verdict {
            Verdict::TakenUp(_) => (Some("taken_up"), None, reasons.as_str()),
            Verdict::Later(day) => (Some("later"), Some(day_number(*day)), reasons.as_str()),
            Verdict::NotTakenUp => (Some("not_taken_up"), None, reasons.as_str()),
        },
    };
    let (side, was_heard) = match examined.map(|examined| &examined.other_side) {
        Some(OtherSide::Heard(text)) => (text.as_str(), true),
        Some(OtherSide::NotHeard(text)) => (text.as_str(), false),
        None => ("", false),
    };
    sql!(
        "UPDATE feedback_rungs SET ruled_at = $4, ruled_by = $5, finding = $6, facts = $7, other_side = $8, was_heard = $9,
                breached = $10, cause_kind = $11, cause = $12, verdict = $13, reasons = $14, again_on = $15
          WHERE institution_id = $1 AND case_id = $2 AND place = $3"
    )
    .bind(case)
    .bind(place_number(place))
    .bind(ruled.at)
    .bind(ruled.by)
    .bind(examined.map(|examined| examined.finding.code()))
    .bind(examined.map_or("", |examined| examined.facts.as_str()))
    .bind(side)
    .bind(i64::from(was_heard))
    .bind(examined.map_or("", |examined| examined.norm.as_str()))
    .bind(ruled.cause.map_or("", CauseKind::code))
    .bind(examined.map_or("", |examined| examined.cause.as_str()))
    .bind(verdict)
    .bind(reasons)
    .bind(again)
    .run(tx)
    .await?;
    for (number, measure) in ruled.ruling.measures().iter().enumerate() {
        sql!(
            "INSERT INTO feedback_measures (institution_id, case_id, place, number, what, owner_id, due_on)
             VALUES ($1, $2, $3, $4, $5, $6, $7)"
        )
        .bind(case)
        .bind(place_number(place))
        .bind(place_number(number))
        .bind(&measure.what)
        .bind(measure.owner)
        .bind(day_number(measure.due))
        .run(tx)
        .await?;
    }
    Ok(())
}

/// Stores that somebody looked whether a measure helped.
pub(crate) async fn keep_check(
    tx: &mut Tx,
    case: CaseId,
    place: usize,
    number: usize,
    check: Check,
) -> Result<(), DbError> {
    let effect = effect_code(check.effect);
    sql!(
        "UPDATE feedback_measures SET checked_at = $5, checked_by = $6, effect = $7
          WHERE institution_id = $1 AND case_id = $2 AND place = $3 AND number = $4"
    )
    .bind(case)
    .bind(place_number(place))
    .bind(place_number(number))
    .bind(check.at)
    .bind(check.by)
    .bind(effect)
    .run(tx)
    .await?;
    Ok(())
}

row! {
    /// A measure that somebody sees to.
    pub(crate) struct OwnMeasure { pub(crate) what: String, pub(crate) due_on: i64, pub(crate) effect: Option<String> }
}

/// The measures somebody sees to that nobody has found done, the nearest first. What they belong to is not told: whoever
/// removes a cause need not know who complained.
pub(crate) async fn own_measures(tx: &mut Tx, employee: EmployeeId) -> Result<Vec<OwnMeasure>, DbError> {
    sql!(
        "SELECT what, due_on, effect FROM feedback_measures
          WHERE institution_id = $1 AND owner_id = $2 AND (effect IS NULL OR effect <> 'done')
          ORDER BY due_on, case_id, place, number LIMIT 100"
    )
    .bind(employee)
    .all(tx)
    .await
}
