//! The institution as planning has to know it, from what the room of the organisation knows.

use std::{collections::BTreeMap, sync::Arc};

use jiff::civil::Date;
use solits_calendar::{Calendar, Timetable, WeeklyHours};
use solits_db::{DbError, Tx};
use solits_kernel::EmployeeId;
use solits_organisation::{Branch, Employee, find_structure, list_branches, list_employees};
use solits_plan::{Absence, Organisation, Person, Place, QueueDevice};
use solits_structure::{Day, Holder, Structure};

/// The people, places and holders of roles as they are known on a day.
pub(crate) async fn organisation(tx: &mut Tx, on: Date) -> Result<Organisation, DbError> {
    let employees = list_employees(tx).await?;
    let branches = list_branches(tx).await?;
    let structure = find_structure(tx).await?;
    Ok(assemble(&employees, &branches, &structure, on))
}

fn assemble(employees: &[Employee], branches: &[Branch], structure: &Structure, on: Date) -> Organisation {
    let day = structure.on(on);
    Organisation {
        calendar: branches.first().map_or_else(general_calendar, |branch| branch.calendar.clone()),
        people: employees.iter().filter_map(|employee| person(employee, structure, &day)).collect(),
        places: branches.iter().map(place).collect(),
        holders: holders(structure, &day),
    }
}

/// The days everybody works where the institution has no branch yet: the general calendar.
fn general_calendar() -> Arc<Calendar> {
    Arc::new(Calendar::new(Timetable::new(0, WeeklyHours::default())))
}

fn place(branch: &Branch) -> Place {
    let queue = if branch.queue_device { QueueDevice::Installed } else { QueueDevice::Absent };
    Place { id: branch.id, calendar: branch.calendar.clone(), queue }
}

/// Somebody with the days of employment; nothing for one who never worked here.
fn person(employee: &Employee, structure: &Structure, day: &Day<'_>) -> Option<Person> {
    let times = structure.people.iter().filter(|person| person.id == employee.id);
    // Of somebody who left and came back the present time counts; the past is kept as it was planned.
    let stay = times.map(|person| person.employed).max_by_key(|stay| stay.from)?;
    let absences = structure.absences.iter().filter(|absence| absence.employee == employee.id);
    let always = structure.substitutions.iter().find(|substitution| substitution.of == employee.id);
    Some(Person {
        id: employee.id,
        unit: day.unit_of(employee.id),
        branch: employee.branch,
        supervisor: day.superior(employee.id),
        levels: employee.levels.clone(),
        from: stay.from.unwrap_or(Date::MIN),
        until: stay.until,
        absences: absences
            .map(|absence| Absence {
                from: absence.during.from.unwrap_or(Date::MIN),
                until: absence.during.until.unwrap_or(Date::MAX),
                substitute: absence.substitute.or_else(|| always.map(|substitution| substitution.by)),
            })
            .collect(),
    })
}

/// Who holds each role on the day; for a unit its head answers, and a body outside does nothing here.
fn holders(structure: &Structure, day: &Day<'_>) -> BTreeMap<String, Vec<EmployeeId>> {
    let mut holders: BTreeMap<String, Vec<EmployeeId>> = BTreeMap::new();
    for holding in structure.holdings.iter().filter(|holding| holding.during.covers(day.date())) {
        let holder = match &holding.holder {
            Holder::Person(id) => Some(*id),
            Holder::Unit(unit) => day.head(*unit),
            Holder::Body(_) => None,
        };
        let known = holders.entry(holding.role.clone()).or_default();
        known.extend(holder.filter(|id| !known.contains(id)));
    }
    holders
}
