//! Who takes a case over, and how often one was passed on.

use solits_kernel::{EmployeeId, UnitId};
use solits_standard::event::EventKind;
use solits_structure::Day;

use crate::{timeline::Happening, work::named};

named! {
    /// What stands against deciding a case oneself (I-22).
    pub enum Interest {
        /// A conflict of interest in the sense of the law.
        Conflict "conflict" "cases-interest-conflict";
        /// A personal interest.
        Personal "personal" "cases-interest-personal";
        /// Somebody else tries to influence the decision.
        Influence "influence" "cases-interest-influence";
    }
}

/// Who decides in a unit on a day: its head or whoever stands in, else the next unit above. Nobody in `not` is asked.
pub(crate) fn head_of(day: &Day<'_>, unit: UnitId, not: &[EmployeeId]) -> Option<EmployeeId> {
    day.upwards(unit)
        .into_iter()
        .filter_map(|one| day.head(one))
        .filter(|head| !not.contains(head))
        .find_map(|head| day.acting_for(head).filter(|one| !not.contains(one)))
}

/// The head of an employee's unit, or whoever stands in for them: who is to know of something in the unit's work.
pub(crate) fn acting_head(day: &Day<'_>, employee: EmployeeId) -> Option<EmployeeId> {
    let of_unit = day.unit_of(employee).and_then(|unit| head_of(day, unit, &[]));
    of_unit.or_else(|| day.superior(employee).and_then(|one| day.acting_for(one)))
}

/// Who takes over a case from somebody who may not decide it: the head of the unit, or the direct manager, or whoever
/// stands in, of those who declared nothing themselves.
pub(crate) fn instead_of(day: &Day<'_>, employee: EmployeeId, declared: &[EmployeeId]) -> Option<EmployeeId> {
    let mut not = declared.to_vec();
    not.push(employee);
    let free = |one: &EmployeeId| !not.contains(one);
    let by_unit = day.unit_of(employee).and_then(|unit| head_of(day, unit, &not));
    by_unit.or_else(|| day.superior(employee).filter(free).and_then(|one| day.acting_for(one)).filter(free))
}

/// How often the case, or a part of it, was passed on (I-15). Whoever takes a case up themselves passes it on to nobody.
pub(crate) fn times_passed_on(happenings: &[Happening]) -> usize {
    let is_passing = |happening: &&Happening| match happening.kind {
        EventKind::CaseAssigned => !happening.is_taken_up(),
        EventKind::CaseHandedOver | EventKind::CaseForwarded | EventKind::CaseReferred => true,
        _ => false,
    };
    happenings.iter().filter(is_passing).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use solits_structure::{Absence, During, Headship, Person, Post, Structure, Unit};
    use uuid::Uuid;

    fn employee(n: u128) -> EmployeeId {
        EmployeeId::new(Uuid::from_u128(n))
    }

    /// Unit 1 with head 1 above unit 2 with head 2, in which 3 and 4 work.
    fn organisation() -> Structure {
        let unit = |n: u128| UnitId::new(Uuid::from_u128(n));
        Structure {
            people: (1..=4)
                .map(|n| Person { id: employee(n), name: n.to_string(), employed: During::ALWAYS })
                .collect(),
            units: vec![
                Unit { id: unit(1), name: "Pārvalde".to_owned(), parent: None },
                Unit { id: unit(2), name: "Nodaļa".to_owned(), parent: Some(unit(1)) },
            ],
            posts: (3..=4)
                .map(|n| Post {
                    employee: employee(n),
                    title: String::new(),
                    unit: Some(unit(2)),
                    supervisor: None,
                    during: During::ALWAYS,
                })
                .collect(),
            headships: (1..=2)
                .map(|n| Headship { unit: unit(n), head: employee(n), during: During::ALWAYS })
                .collect(),
            ..Structure::default()
        }
    }

    #[test]
    fn the_head_of_the_unit_decides_and_the_substitute_when_the_head_is_away() {
        let mut structure = organisation();
        let today = date(2026, 11, 16);
        assert_eq!(acting_head(&structure.on(today), employee(3)), Some(employee(2)));
        structure.absences.push(Absence {
            employee: employee(2),
            substitute: Some(employee(4)),
            during: During::ALWAYS,
        });
        assert_eq!(acting_head(&structure.on(today), employee(3)), Some(employee(4)));
    }

    /// I-22: whoever declared an interest gets the case back from nobody, not even as a substitute.
    #[test]
    fn whoever_declared_an_interest_is_passed_by() {
        let mut structure = organisation();
        let today = date(2026, 11, 16);
        assert_eq!(instead_of(&structure.on(today), employee(2), &[]), Some(employee(1)));
        assert_eq!(instead_of(&structure.on(today), employee(3), &[employee(2)]), Some(employee(1)));
        structure.absences.push(Absence {
            employee: employee(2),
            substitute: Some(employee(3)),
            during: During::ALWAYS,
        });
        assert_eq!(instead_of(&structure.on(today), employee(3), &[]), Some(employee(1)));
    }
}
