//! Institutions to plan for.

use std::{
    collections::BTreeMap,
    sync::{Arc, LazyLock},
};

use jiff::civil::{Date, date};
use solits_calendar::{Calendar, Timetable, WeeklyHours};
use solits_kernel::{BranchId, EmployeeId, UnitId};
use solits_plan::{Absence, Former, Matrix, Organisation, Person, Place, Plan, QueueDevice, Year, plan};
use solits_standard::Standard;
use uuid::Uuid;

/// The year that the examples plan.
pub(crate) const YEAR: Year = Year { year: 2026, begins: date(2026, 1, 1) };

/// The evaluation matrix of the State Land Service, as shipped; read once, for the properties ask for it in every case.
pub(crate) fn vzd() -> Matrix {
    static MATRIX: LazyLock<Matrix> = LazyLock::new(read);
    MATRIX.clone()
}

fn read() -> Matrix {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../standards");
    let read = |name: &str| std::fs::read_to_string(format!("{folder}/{name}.toml")).unwrap();
    Matrix::of(&Standard::compile(&read("vzd-2014"), Some(&read("handbook"))).unwrap())
}

pub(crate) fn employee(number: u8) -> EmployeeId {
    EmployeeId::new(Uuid::from_u128(0x1000 + u128::from(number)))
}
pub(crate) fn branch(number: u8) -> BranchId {
    BranchId::new(Uuid::from_u128(0x2000 + u128::from(number)))
}
pub(crate) fn unit(number: u8) -> UnitId {
    UnitId::new(Uuid::from_u128(0x3000 + u128::from(number)))
}

pub(crate) fn calendar() -> Arc<Calendar> {
    Arc::new(Calendar::new(Timetable::new(1, WeeklyHours::default())))
}

pub(crate) fn place(number: u8) -> Place {
    Place { id: branch(number), calendar: calendar(), queue: QueueDevice::Installed }
}

/// Somebody of all levels who was always there and belongs nowhere.
pub(crate) fn person(number: u8) -> Person {
    Person {
        id: employee(number),
        unit: None,
        branch: None,
        supervisor: None,
        levels: vec![],
        from: date(2020, 1, 1),
        until: None,
        absences: vec![],
    }
}

/// A specialist of levels 1 and 2 at a place, in the place's unit, under a manager.
pub(crate) fn specialist(number: u8, at: u8, under: u8) -> Person {
    Person {
        unit: Some(unit(at)),
        branch: Some(branch(at)),
        supervisor: Some(employee(under)),
        levels: vec![1, 2],
        ..person(number)
    }
}

pub(crate) fn away(from: Date, until: Date, substitute: Option<u8>) -> Absence {
    Absence { from, until, substitute: substitute.map(employee) }
}

/// Two places with a manager and three specialists each; one quality manager, one head of service development and one
/// of personnel, each in a unit of the head office.
pub(crate) fn institution() -> Organisation {
    let manager = |number, at| Person {
        unit: Some(unit(at)),
        branch: Some(branch(at)),
        supervisor: Some(employee(90)),
        levels: vec![4],
        ..person(number)
    };
    let office = |number| Person { unit: Some(unit(number)), ..person(number) };
    let mut people = vec![manager(10, 1), manager(20, 2)];
    people.extend((11..=13).map(|number| specialist(number, 1, 10)));
    people.extend((21..=23).map(|number| specialist(number, 2, 20)));
    people.extend([office(90), office(91), office(92)]);
    let holder = |role: &str, number| (role.to_owned(), vec![employee(number)]);
    Organisation {
        calendar: calendar(),
        people,
        places: vec![place(1), place(2)],
        holders: BTreeMap::from([
            holder("service_development_head", 90),
            holder("service_quality_manager", 91),
            holder("hr_division", 92),
        ]),
    }
}

pub(crate) fn planned(organisation: &Organisation) -> Plan {
    plan(&vzd(), organisation, YEAR, None)
}

/// The year planned again on a day, for the organisation as it then is.
pub(crate) fn again(organisation: &Organisation, before: &Plan, from: Date) -> Plan {
    plan(&vzd(), organisation, YEAR, Some(Former { duties: &before.duties, from }))
}
