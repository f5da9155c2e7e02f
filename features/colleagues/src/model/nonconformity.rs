//! A non-conformity: a requirement of legal acts that is not fulfilled, or may not be (vzd 2.15), its states, and what is
//! counted of many (L-09).

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use solits_kernel::{CaseId, EmployeeId, Id, Timestamp, UnitId};
use uuid::Uuid;

use super::Refusal;

/// A non-conformity.
#[derive(Debug)]
pub enum NonconformityRecord {}
/// The id of a non-conformity.
pub type NonconformityId = Id<NonconformityRecord>;

/// The type of what the standard in force does not name.
pub const OTHER: &str = "other";

/// Where a non-conformity stands.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Nobody could be found who answers for the type.
    Unrouted,
    /// It went to whoever answers for the type.
    Reported,
    /// Whoever answers has said that it came.
    Received,
    /// It is removed.
    Remedied,
    /// It was looked at after that, and nothing more is to be done.
    Closed,
}

impl Stage {
    /// All stages in their order.
    pub(crate) const ALL: [Self; 5] =
        [Self::Unrouted, Self::Reported, Self::Received, Self::Remedied, Self::Closed];

    /// As stored.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Unrouted => "unrouted",
            Self::Reported => "reported",
            Self::Received => "received",
            Self::Remedied => "remedied",
            Self::Closed => "closed",
        }
    }
    pub(crate) fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.name() == name)
    }
    /// The kind of badge.
    pub(crate) const fn badge(self) -> &'static str {
        match self {
            Self::Unrouted => "late",
            Self::Reported => "soon",
            Self::Received => "brand",
            Self::Remedied => "good",
            Self::Closed => "plain",
        }
    }
}

/// Whether something is found or only feared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Certainty {
    Found,
    Possible,
}

/// A non-conformity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Nonconformity {
    pub(crate) id: NonconformityId,
    pub(crate) reference: String,
    pub(crate) kind: String,
    pub(crate) standard: i64,
    pub(crate) certainty: Certainty,
    pub(crate) found: String,
    pub(crate) place: String,
    pub(crate) case: Option<CaseId>,
    pub(crate) unit: Option<UnitId>,
    pub(crate) reported_by: EmployeeId,
    pub(crate) found_at: Timestamp,
    pub(crate) routed_at: Option<Timestamp>,
    pub(crate) addressee: Option<EmployeeId>,
    pub(crate) role: String,
    pub(crate) body: String,
    pub(crate) received_at: Option<Timestamp>,
    pub(crate) remedy: String,
    pub(crate) remedied_at: Option<Timestamp>,
    pub(crate) closed_at: Option<Timestamp>,
    pub(crate) closing: String,
    /// The manager who is told of it (J-04).
    pub(crate) copied_to: Option<EmployeeId>,
    pub(crate) stage: Stage,
    pub(crate) version: i64,
}

impl Nonconformity {
    /// Has come to whoever answers for it.
    pub(crate) fn receive(mut self, at: Timestamp) -> Result<Self, Refusal> {
        if self.stage != Stage::Reported {
            return Err(Refusal::Ended);
        }
        self.stage = Stage::Received;
        self.received_at = Some(at);
        self.version += 1;
        Ok(self)
    }

    /// Becomes somebody else's.
    pub(crate) fn pass_on(mut self, to: EmployeeId) -> Result<Self, Refusal> {
        if !matches!(self.stage, Stage::Reported | Stage::Received) {
            return Err(Refusal::Ended);
        }
        if self.addressee == Some(to) {
            return Err(Refusal::Oneself);
        }
        self.addressee = Some(to);
        self.stage = Stage::Reported;
        self.received_at = None;
        self.version += 1;
        Ok(self)
    }

    /// Is removed, and how. Whoever removes it has received it.
    pub(crate) fn remedy(mut self, remedy: String, at: Timestamp) -> Result<Self, Refusal> {
        if !matches!(self.stage, Stage::Reported | Stage::Received) {
            return Err(Refusal::Ended);
        }
        self.stage = Stage::Remedied;
        self.received_at = self.received_at.or(Some(at));
        self.remedy = remedy;
        self.remedied_at = Some(at);
        self.version += 1;
        Ok(self)
    }

    /// Is closed: after the remedy, or without one for a reason that is said.
    pub(crate) fn close(mut self, closing: String, at: Timestamp) -> Result<Self, Refusal> {
        match self.stage {
            Stage::Closed => return Err(Refusal::Ended),
            Stage::Unrouted => return Err(Refusal::NotEnded),
            Stage::Reported | Stage::Received if closing.is_empty() => return Err(Refusal::ReasonMissing),
            Stage::Remedied | Stage::Reported | Stage::Received => {}
        }
        self.stage = Stage::Closed;
        self.closing = closing;
        self.closed_at = Some(at);
        self.version += 1;
        Ok(self)
    }

    /// Is not removed after all: it is its addressee's again.
    pub(crate) fn reopen(mut self) -> Result<Self, Refusal> {
        if !matches!(self.stage, Stage::Remedied | Stage::Closed) {
            return Err(Refusal::NotEnded);
        }
        self.stage = Stage::Received;
        self.remedied_at = None;
        self.closed_at = None;
        self.version += 1;
        Ok(self)
    }
}

/// The number for people.
pub(crate) fn reference(year: i64, number: i64) -> String {
    format!("N-{year}-{number:04}")
}

/// What was done with a non-conformity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct StepTaken {
    pub(crate) id: Uuid,
    pub(crate) at: Timestamp,
    pub(crate) by: EmployeeId,
    pub(crate) what: String,
    pub(crate) text: String,
    pub(crate) to: Option<EmployeeId>,
}

/// A non-conformity as it is counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Counted {
    pub(crate) id: NonconformityId,
    pub(crate) kind: String,
    pub(crate) unit: Option<UnitId>,
    pub(crate) place: String,
    pub(crate) found_at: Timestamp,
    pub(crate) ended_at: Option<Timestamp>,
    pub(crate) stage: Stage,
}

/// The figures of a type or of a unit (L-09).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Figures {
    pub(crate) all: usize,
    pub(crate) open: usize,
    /// Days the oldest open one waits already.
    pub(crate) oldest_days: i64,
    /// Days from found to removed, of half of them at most; absent where none is removed.
    pub(crate) median_days: Option<i64>,
    /// How many had been there before: of the same type, in the same unit or at the same page.
    pub(crate) repeated: usize,
    days: Vec<i64>,
}

/// The figures by whatever `key` names.
pub(crate) fn figures_by<K: Ord>(
    all: &[Counted],
    today: Date,
    key: impl Fn(&Counted) -> K,
) -> BTreeMap<K, Figures> {
    let repeated = repeated(all);
    let mut figures: BTreeMap<K, Figures> = BTreeMap::new();
    for (one, again) in all.iter().zip(repeated) {
        let of = figures.entry(key(one)).or_default();
        of.all += 1;
        of.repeated += usize::from(again);
        if let Some(ended) = one.ended_at {
            of.days.push(days_between(one.found_at.day(), ended.day()));
        } else {
            of.open += 1;
            of.oldest_days = of.oldest_days.max(days_between(one.found_at.day(), today));
        }
    }
    for of in figures.values_mut() {
        of.days.sort_unstable();
        of.median_days = of.days.get(of.days.len().saturating_sub(1) / 2).copied();
    }
    figures
}

/// For each, the earliest first, whether the same was reported before: of its type, in its unit or, where none is named, at
/// its page. What is tied to neither is never a repetition.
pub(crate) fn repeated(all: &[Counted]) -> Vec<bool> {
    let same = |one: &Counted, other: &Counted| {
        let at_one_place = match (one.unit, other.unit) {
            (Some(unit), Some(before)) => unit == before,
            (None, None) => !one.place.is_empty() && one.place == other.place,
            _ => false,
        };
        one.kind == other.kind && one.kind != OTHER && at_one_place
    };
    all.iter()
        .enumerate()
        .map(|(at, one)| all.get(..at).is_some_and(|before| before.iter().any(|other| same(one, other))))
        .collect()
}

/// Whole days from one day to another; never fewer than none.
pub(crate) fn days_between(from: Date, to: Date) -> i64 {
    solits_kernel::day_number(to).saturating_sub(solits_kernel::day_number(from)).max(0)
}

#[cfg(test)]
mod tests {
    use jiff::civil::{date, time};

    use super::*;

    fn at(day: i8) -> Timestamp {
        Timestamp::in_riga(date(2026, 11, day), time(12, 0, 0, 0))
    }

    fn a_report() -> Nonconformity {
        Nonconformity {
            id: NonconformityId::new(Uuid::from_u128(1)),
            reference: reference(2026, 7),
            kind: "order_execution".to_owned(),
            standard: 1,
            certainty: Certainty::Found,
            found: "Pasūtījums kavējas.".to_owned(),
            place: String::new(),
            case: None,
            unit: None,
            reported_by: EmployeeId::new(Uuid::from_u128(2)),
            found_at: at(2),
            routed_at: Some(at(2)),
            addressee: Some(EmployeeId::new(Uuid::from_u128(3))),
            role: "unit_head".to_owned(),
            body: String::new(),
            received_at: None,
            remedy: String::new(),
            remedied_at: None,
            closed_at: None,
            closing: String::new(),
            copied_to: None,
            stage: Stage::Reported,
            version: 1,
        }
    }

    #[test]
    fn a_report_without_a_remedy_is_closed_only_with_a_reason() {
        assert_eq!(a_report().close(String::new(), at(3)), Err(Refusal::ReasonMissing));
        assert_eq!(a_report().close("Nav neatbilstība.".to_owned(), at(3)).unwrap().stage, Stage::Closed);
        let remedied = a_report().remedy("Izpildīts.".to_owned(), at(3)).unwrap();
        assert_eq!(remedied.received_at, Some(at(3)), "who removes it has received it");
        assert_eq!(remedied.close(String::new(), at(4)).unwrap().closed_at, Some(at(4)));
    }

    #[test]
    fn what_nobody_received_yet_cannot_be_closed() {
        let unrouted =
            Nonconformity { stage: Stage::Unrouted, routed_at: None, addressee: None, ..a_report() };
        assert_eq!(unrouted.clone().close("Nav.".to_owned(), at(3)), Err(Refusal::NotEnded));
        assert_eq!(unrouted.receive(at(3)), Err(Refusal::Ended));
    }

    #[test]
    fn a_remedy_that_did_not_help_gives_the_report_back_to_its_addressee() {
        let again = a_report().remedy("Salabots.".to_owned(), at(3)).unwrap().reopen().unwrap();
        assert_eq!((again.stage, again.remedied_at, again.version), (Stage::Received, None, 3));
        assert_eq!(again.reopen(), Err(Refusal::NotEnded));
    }

    fn counted(number: u128, kind: &str, place: &str, from: i8, to: Option<i8>) -> Counted {
        Counted {
            id: NonconformityId::new(Uuid::from_u128(number)),
            kind: kind.to_owned(),
            unit: None,
            place: place.to_owned(),
            found_at: at(from),
            ended_at: to.map(at),
            stage: if to.is_some() { Stage::Closed } else { Stage::Reported },
        }
    }

    /// L-09: number, age and repetition by type.
    #[test]
    fn figures_say_how_many_how_old_and_how_many_again() {
        let all = [
            counted(1, "website", "/standard", 2, Some(4)),
            counted(2, "website", "/standard", 5, Some(15)),
            counted(3, "website", "/promises", 6, None),
            counted(4, "contract", "", 7, None),
        ];
        let figures = figures_by(&all, date(2026, 11, 20), |one| one.kind.clone());
        let website = &figures["website"];
        assert_eq!((website.all, website.open, website.oldest_days), (3, 1, 14));
        assert_eq!((website.repeated, website.median_days), (1, Some(2)));
        assert_eq!((figures["contract"].repeated, figures["contract"].median_days), (0, None));
    }

    #[test]
    fn what_is_tied_to_no_place_is_no_repetition() {
        let all = [counted(1, "contract", "", 2, None), counted(2, "contract", "", 3, None)];
        assert_eq!(repeated(&all), [false, false]);
        let other = [counted(1, OTHER, "/cases", 2, None), counted(2, OTHER, "/cases", 3, None)];
        assert_eq!(repeated(&other), [false, false]);
    }

    #[test]
    fn every_stage_is_read_back() {
        assert!(Stage::ALL.into_iter().all(|stage| Stage::parse(stage.name()) == Some(stage)));
    }
}
