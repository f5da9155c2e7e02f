//! What other programs get of the rungs feedback has come to: who decides, what was found, and the measures.

use schemars::JsonSchema;
use serde::Serialize;
use solits_written::feedback::{Decider, Measure, OtherSide, Ruling, Verdict};
use uuid::Uuid;

use crate::{
    model::{AskedBy, CauseKind, Step},
    store::effect_code,
};

/// A rung of the ladder.
#[derive(Serialize, JsonSchema)]
pub(super) struct RungBody {
    since: String,
    decides: DeciderBody,
    /// Why it is they, in Latvian.
    why: String,
    asked_by: AskedBy,
    /// The words with which it was asked for.
    request: String,
    /// What was found; absent until then.
    ruling: Option<RulingBody>,
}

impl From<&Step> for RungBody {
    fn from(step: &Step) -> Self {
        let ruled = step.ruled.as_ref();
        Self {
            since: step.since.to_string(),
            decides: DeciderBody::from(&step.decider),
            why: step.why.lv.clone(),
            asked_by: step.asked_by,
            request: step.request.clone(),
            ruling: ruled.map(|ruled| RulingBody {
                at: ruled.at.to_string(),
                by: ruled.by.uuid(),
                cause_kind: ruled.cause,
                measures: ruled.ruling.measures().iter().enumerate().map(MeasureBody::of).collect(),
                ..RulingBody::of(&ruled.ruling)
            }),
        }
    }
}

/// What was found on a rung.
#[derive(Default, Serialize, JsonSchema)]
struct RulingBody {
    at: String,
    by: Uuid,
    /// Of a complaint or a claim.
    finding: Option<&'static str>,
    facts: String,
    /// Whether the other side was heard.
    heard: bool,
    other_side: String,
    /// Id of the norm that was breached; empty for none.
    breached: String,
    cause_kind: Option<CauseKind>,
    cause: String,
    /// Of a suggestion or praise.
    verdict: Option<&'static str>,
    reasons: String,
    /// On which day a suggestion is looked at again.
    again: Option<String>,
    measures: Vec<MeasureBody>,
}

impl RulingBody {
    fn of(ruling: &Ruling) -> Self {
        match ruling {
            Ruling::Examination(found) => {
                let (heard, side) = match &found.other_side {
                    OtherSide::Heard(side) => (true, side),
                    OtherSide::NotHeard(side) => (false, side),
                };
                Self {
                    finding: Some(found.finding.code()),
                    facts: found.facts.clone(),
                    heard,
                    other_side: side.clone(),
                    breached: found.norm.clone(),
                    cause: found.cause.clone(),
                    ..Self::default()
                }
            }
            Ruling::Suggestion(decided) => {
                let (verdict, again) = match &decided.verdict {
                    Verdict::TakenUp(_) => ("taken_up", None),
                    Verdict::Later(day) => ("later", Some(day.to_string())),
                    Verdict::NotTakenUp => ("not_taken_up", None),
                };
                Self { verdict: Some(verdict), again, reasons: decided.reasons.clone(), ..Self::default() }
            }
            Ruling::Thanks => Self { verdict: Some("thanks"), ..Self::default() },
        }
    }
}

/// A measure.
#[derive(Serialize, JsonSchema)]
struct MeasureBody {
    /// By which a check names it; only of the last rung that was ruled on.
    number: usize,
    what: String,
    /// Who sees to it.
    owner: Uuid,
    /// By which day.
    due: String,
    checked_at: Option<String>,
    checked_by: Option<Uuid>,
    /// `done`, `done_without_effect` or `not_done`.
    effect: Option<&'static str>,
}

impl MeasureBody {
    fn of((number, measure): (usize, &Measure)) -> Self {
        Self {
            number,
            what: measure.what.clone(),
            owner: measure.owner.uuid(),
            due: measure.due.to_string(),
            checked_at: measure.check.map(|check| check.at.to_string()),
            checked_by: measure.check.map(|check| check.by.uuid()),
            effect: measure.check.map(|check| effect_code(check.effect)),
        }
    }
}

/// Who decides.
#[derive(Serialize, JsonSchema)]
pub(super) struct DeciderBody {
    /// Employees, who decide together; none for a body.
    employees: Vec<Uuid>,
    /// The name of the body; empty for employees.
    body: String,
    /// Whether that body is outside the institution.
    is_outside: bool,
}

impl From<&Decider> for DeciderBody {
    fn from(decider: &Decider) -> Self {
        let body = match decider {
            Decider::People(_) => String::new(),
            Decider::Body(name) | Decider::Outside(name) => name.clone(),
        };
        Self {
            employees: decider.people().iter().map(|id| id.uuid()).collect(),
            body,
            is_outside: matches!(decider, Decider::Outside(_)),
        }
    }
}
