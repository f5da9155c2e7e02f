//! Before somebody is away: who stands in, where calls go, and the automatic reply (H-08, G-35).

use jiff::civil::Date;
use solits_kernel::{EmployeeId, Id, Timestamp};
use solits_structure::{Absence, Day, Structure};

/// An absence that somebody asks for.
#[derive(Debug)]
pub(crate) enum ProposalRecord {}
/// The id of an absence asked for.
pub(crate) type ProposalId = Id<ProposalRecord>;

/// An absence that somebody asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Proposal {
    pub(crate) id: ProposalId,
    pub(crate) employee: EmployeeId,
    pub(crate) from: Date,
    pub(crate) until: Date,
    pub(crate) substitute: Option<EmployeeId>,
    pub(crate) proposed_at: Timestamp,
    pub(crate) state: ProposalState,
    /// Why it was declined; empty otherwise.
    pub(crate) reason: String,
}

/// Where an absence asked for stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ProposalState {
    Proposed,
    Agreed,
    Declined,
    Withdrawn,
}

impl ProposalState {
    /// As stored.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Proposed => "proposed",
            Self::Agreed => "agreed",
            Self::Declined => "declined",
            Self::Withdrawn => "withdrawn",
        }
    }
    pub(crate) fn parse(name: &str) -> Option<Self> {
        [Self::Proposed, Self::Agreed, Self::Declined, Self::Withdrawn]
            .into_iter()
            .find(|state| state.name() == name)
    }
}

/// An absence of somebody with whoever stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Away {
    pub(crate) from: Date,
    pub(crate) until: Date,
    pub(crate) substitute: StandsIn,
}

/// Whether somebody stands in for the whole of an absence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum StandsIn {
    Nobody,
    /// The person is away on the day too.
    AwayToo(EmployeeId, Date),
    Person(EmployeeId),
}

/// The absences of somebody that are not over, the earliest first.
pub(crate) fn to_come(structure: &Structure, of: EmployeeId, today: Date) -> Vec<Away> {
    let mut all: Vec<Away> = structure
        .absences
        .iter()
        .filter(|absence| absence.employee == of)
        .filter_map(|absence| {
            let (from, until) = (absence.during.from?, absence.during.until?);
            (until >= today).then(|| Away {
                from,
                until,
                substitute: stands_in(structure, absence, from, until),
            })
        })
        .collect();
    all.sort_by_key(|away| (away.from, away.until));
    all
}

fn stands_in(structure: &Structure, absence: &Absence, from: Date, until: Date) -> StandsIn {
    let named = absence.substitute.or_else(|| {
        let standing = structure.substitutions.iter().filter(|one| one.of == absence.employee);
        standing.filter(|one| one.during.covers(from)).map(|one| one.by).next_back()
    });
    let Some(named) = named else { return StandsIn::Nobody };
    let days = std::iter::successors(Some(from), |day| day.tomorrow().ok().filter(|day| *day <= until));
    // A year at most: a longer absence has a new holder, not a substitute.
    match days.take(366).find(|day| is_away(&structure.on(*day), named)) {
        Some(day) => StandsIn::AwayToo(named, day),
        None => StandsIn::Person(named),
    }
}

fn is_away(day: &Day<'_>, person: EmployeeId) -> bool {
    day.is_away(person) || !day.works(person)
}

/// Those for whom somebody stands in on a day.
pub(crate) fn stood_in_for(day: &Day<'_>, me: EmployeeId) -> Vec<EmployeeId> {
    day.people().map(|person| person.id).filter(|id| *id != me && day.acting_for(*id) == Some(me)).collect()
}

/// A thing to prepare before an absence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ToPrepare {
    pub(crate) what: Preparation,
    pub(crate) is_done: bool,
}

/// What is prepared before an absence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Preparation {
    /// Somebody stands in for all of it (B-27).
    Substitute,
    /// Calls go somewhere (G-35).
    Forwarding,
    /// The automatic reply is set (H-08).
    Text,
}

/// What is to be prepared, and what of it is done.
pub(crate) fn preparations(away: &Away, forward_to: &str, text_set: bool) -> [ToPrepare; 3] {
    let has_substitute = matches!(away.substitute, StandsIn::Person(_));
    [
        ToPrepare { what: Preparation::Substitute, is_done: has_substitute },
        ToPrepare { what: Preparation::Forwarding, is_done: !forward_to.is_empty() },
        ToPrepare { what: Preparation::Text, is_done: text_set },
    ]
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use solits_structure::{During, Person, Substitution};
    use uuid::Uuid;

    use super::*;

    fn person(number: u128) -> EmployeeId {
        EmployeeId::new(Uuid::from_u128(number))
    }

    fn absence(of: u128, from: i8, until: i8, substitute: Option<u128>) -> Absence {
        Absence {
            employee: person(of),
            during: During::days(date(2026, 12, from), date(2026, 12, until)),
            substitute: substitute.map(person),
        }
    }

    fn structure(absences: Vec<Absence>) -> Structure {
        let people = (1..=3)
            .map(|number| Person { id: person(number), name: number.to_string(), employed: During::ALWAYS })
            .collect();
        Structure { people, absences, ..Structure::default() }
    }

    #[test]
    fn absences_that_are_over_are_not_prepared_for() {
        let structure = structure(vec![absence(1, 1, 3, None), absence(1, 20, 24, Some(2))]);
        let all = to_come(&structure, person(1), date(2026, 12, 4));
        assert_eq!(all.len(), 1);
        assert_eq!(all[0].substitute, StandsIn::Person(person(2)));
    }

    #[test]
    fn a_substitute_who_is_away_on_one_of_the_days_is_none() {
        let structure = structure(vec![absence(1, 7, 11, Some(2)), absence(2, 10, 10, None)]);
        let all = to_come(&structure, person(1), date(2026, 12, 1));
        assert_eq!(all[0].substitute, StandsIn::AwayToo(person(2), date(2026, 12, 10)));
        assert!(!preparations(&all[0], "26123456", true)[0].is_done);
    }

    #[test]
    fn whoever_stands_in_whenever_somebody_is_away_stands_in_where_nobody_is_named() {
        let mut structure = structure(vec![absence(1, 7, 11, None)]);
        let standing = Substitution { of: person(1), by: person(3), during: During::ALWAYS };
        structure.substitutions.push(standing);
        assert_eq!(
            to_come(&structure, person(1), date(2026, 12, 1))[0].substitute,
            StandsIn::Person(person(3))
        );
        assert_eq!(stood_in_for(&structure.on(date(2026, 12, 8)), person(3)), [person(1)]);
        assert!(stood_in_for(&structure.on(date(2026, 12, 12)), person(3)).is_empty());
    }

    #[test]
    fn an_absence_is_prepared_when_somebody_stands_in_calls_go_on_and_the_reply_is_set() {
        let structure = structure(vec![absence(1, 7, 11, Some(2))]);
        let away = to_come(&structure, person(1), date(2026, 12, 1))[0];
        assert!(preparations(&away, "26123456", true).iter().all(|one| one.is_done));
        assert_eq!(preparations(&away, "", false).map(|one| one.is_done), [true, false, false]);
    }
}
