//! What is said of feedback in a step, and whether it may be said: the fields of a page and the bodies of other programs
//! are read each in its own way and checked here alike.

use jiff::civil::Date;
use solits_calendar::Calendar;
use solits_db::{DbError, Tx};
use solits_kernel::{EmployeeId, ServiceId, Timestamp, UnitId, fold};
use solits_organisation::Service;
use solits_web::WebError;
use solits_written::feedback::{Examination, Finding, Measure, OtherSide, Reception, Ruling};

use super::Found;
use crate::{
    context::Context,
    model::{CauseKind, Concern, What},
    store::Offered,
};

/// Longest number and date of a decision.
pub(crate) const MOST_DECISION: usize = 200;

/// Longest text on where a reception is.
pub(crate) const MOST_PLACE: usize = 200;

/// What does not hold what it should.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wrong {
    /// Nobody of that id works here.
    Employee,
    /// No unit of that id.
    Unit,
    /// No service of that id.
    Service,
    /// The standard in force has no such norm and no such principle.
    Norm,
    /// The day is over.
    Past,
    /// A reception on a day without work.
    NotWorked,
    /// None, too many or equal times, or one that is over.
    Times,
    /// A text is missing, too long or unreadable.
    Text,
    /// A complaint that is justified needs the kind of its cause.
    Cause,
    /// What is to be published names somebody.
    Named,
    /// It came by letter, and letters are taken in with the others.
    Written,
}

impl Wrong {
    /// The message that says it to another program.
    pub(crate) const fn key(self) -> &'static str {
        match self {
            Self::Employee => "feedback-no-such-employee",
            Self::Unit => "feedback-no-such-unit",
            Self::Service => "feedback-no-such-service",
            Self::Norm => "feedback-no-such-norm",
            Self::Past => "feedback-day-past",
            Self::NotWorked => "feedback-reception-not-worked",
            Self::Times => "feedback-reception-times-wrong",
            Self::Text => "feedback-bad-text",
            Self::Cause => "feedback-cause-missing",
            Self::Named => "feedback-names-somebody",
            Self::Written => "feedback-written-elsewhere",
        }
    }
}

impl From<Wrong> for WebError {
    fn from(wrong: Wrong) -> Self {
        Self::Refused(wrong.key())
    }
}

/// What feedback is said to concern, by the ids that were given.
#[derive(Clone, Debug)]
pub(crate) struct Named {
    pub(crate) what: What,
    pub(crate) employee: Option<EmployeeId>,
    pub(crate) unit: Option<UnitId>,
    pub(crate) service: Option<ServiceId>,
    /// Number and date of the decision.
    pub(crate) decision: String,
}

impl Named {
    /// What it concerns, if everything named is there. Of a service the unit of its owner is meant where none is named.
    pub(crate) fn concern(self, context: &Context, services: &[Service]) -> Result<Concern, Wrong> {
        let is_known = |id: UnitId| context.structure.units.iter().any(|unit| unit.id == id);
        if self.unit.is_some_and(|id| !is_known(id)) {
            return Err(Wrong::Unit);
        }
        let mut concern = Concern { what: self.what, unit: self.unit, ..Concern::other() };
        match self.what {
            What::Employee => {
                let named = context.employees.iter().find(|one| Some(one.id) == self.employee);
                concern.employee = Some(named.ok_or(Wrong::Employee)?.id);
            }
            What::Unit if self.unit.is_none() => return Err(Wrong::Unit),
            What::Service => {
                let named = services.iter().find(|one| Some(one.id) == self.service);
                let service = named.ok_or(Wrong::Service)?;
                concern.service = Some(service.id);
                concern.unit = self.unit.or_else(|| context.day().unit_of(service.owner?));
            }
            What::Decision => concern.decision = self.decision,
            What::Unit | What::Other => {}
        }
        Ok(concern)
    }
}

/// The norm said to be breached; empty for none.
pub(crate) fn norm(context: &Context, id: &str) -> Result<String, Wrong> {
    if id.is_empty() || context.knows_norm(id) { Ok(id.to_owned()) } else { Err(Wrong::Norm) }
}

/// Whoever sees to a measure: somebody who works here.
pub(crate) fn owner(context: &Context, id: Option<EmployeeId>) -> Result<EmployeeId, Wrong> {
    let named = context.employees.iter().find(|one| Some(one.id) == id && one.active);
    named.map(|one| one.id).ok_or(Wrong::Employee)
}

/// A day that is not over.
pub(crate) fn to_come(context: &Context, day: Date) -> Result<Date, Wrong> {
    if day >= context.today { Ok(day) } else { Err(Wrong::Past) }
}

/// What was found in a complaint or a claim, as it was written down.
#[derive(Clone, Debug)]
pub(crate) struct Examined {
    pub(crate) finding: Finding,
    pub(crate) facts: String,
    pub(crate) other_side: OtherSide,
    pub(crate) breached: String,
    pub(crate) cause_kind: Option<CauseKind>,
    pub(crate) cause: String,
    pub(crate) measures: Vec<Measure>,
}

impl Examined {
    /// The ruling with the kind of its cause. What was breached, why, and what removes the cause belongs to a finding of
    /// fault alone.
    pub(crate) fn ruling(self) -> Result<(Ruling, Option<CauseKind>), Wrong> {
        let is_fault = self.finding.is_fault();
        if is_fault && self.cause_kind.is_none() {
            return Err(Wrong::Cause);
        }
        let examination = Examination {
            facts: self.facts,
            other_side: self.other_side,
            finding: self.finding,
            norm: if is_fault { self.breached } else { String::new() },
            cause: if is_fault { self.cause } else { String::new() },
            measures: if is_fault { self.measures } else { Vec::new() },
        };
        Ok((Ruling::Examination(examination), self.cause_kind.filter(|_| is_fault)))
    }
}

/// A day on which the author may be received.
pub(crate) fn worked(calendar: Option<&Calendar>, day: Date) -> Result<Date, Wrong> {
    if calendar.is_some_and(|calendar| !calendar.is_working_day(day)) {
        return Err(Wrong::NotWorked);
    }
    Ok(day)
}

/// Times that may be offered to the author.
pub(crate) fn offered(times: Vec<Timestamp>, place: String, now: Timestamp) -> Result<Offered, Wrong> {
    let reception = Reception::offer(times, now).ok_or(Wrong::Times)?;
    Ok(Offered { reception, place })
}

/// Those of some texts that name the author or anybody who works here.
pub(crate) async fn naming<'a>(
    tx: &mut Tx,
    found: &Found,
    texts: &[&'a str],
) -> Result<Vec<&'a str>, DbError> {
    let people = solits_organisation::list_employees(tx).await?;
    let author = found.case.client_name.clone();
    let names: Vec<String> = people.into_iter().map(|one| one.name).chain([author]).collect();
    let names_somebody = |text: &str| {
        let text = fold(text);
        names.iter().filter(|name| name.trim().contains(' ')).any(|name| text.contains(&fold(name)))
    };
    Ok(texts.iter().copied().filter(|text| names_somebody(text)).collect())
}
