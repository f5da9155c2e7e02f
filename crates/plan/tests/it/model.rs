//! What a plan must hold, said a second time and in another way than the planner says it.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{ToSpan, civil::Date};
use solits_kernel::EmployeeId;
use solits_plan::{
    DIRECT_MANAGER, Duty, EMPLOYEE, Matrix, Organisation, Person, Plan, QueueDevice, Row, Subject, Window,
    Year,
};
use solits_standard::model::{Method, Period};

/// A row asked by one role about one subject, in one stretch of the year.
pub(crate) type Asked = (u16, String, Subject, u16, u32);

pub(crate) fn working(organisation: &Organisation, person: &Person, day: Date) -> bool {
    let place = organisation.places.iter().find(|place| Some(place.id) == person.branch);
    place.map_or(&organisation.calendar, |place| &place.calendar).is_working_day(day)
}

pub(crate) fn present(organisation: &Organisation, person: &Person, day: Date) -> bool {
    person.is_employed_on(day) && person.absence_on(day).is_none() && working(organisation, person, day)
}

pub(crate) fn days(year: Year) -> impl Iterator<Item = Date> {
    let last = Date::new(year.year, 12, 31).unwrap();
    std::iter::successors(Some(year.begins), |day| day.tomorrow().ok()).take_while(move |day| *day <= last)
}

fn period(per: Period, day: Date) -> u16 {
    u16::try_from(match per {
        Period::WorkingDay => i32::from(day.day_of_year()),
        Period::Week => i32::from(monday(day).day_of_year()),
        Period::Month => i32::from(day.month()),
        Period::Quarter => i32::from((day.month() - 1) / 3),
        Period::Year => 0,
    })
    .unwrap()
}

pub(crate) fn monday(day: Date) -> Date {
    day.saturating_sub(i64::from(day.weekday().to_monday_zero_offset()).days())
}

/// Everything that duties and gaps of other than every day answer, each as often as they do.
pub(crate) fn answered(plan: &Plan) -> BTreeMap<Asked, u32> {
    let duties = plan
        .duties
        .iter()
        .filter(|duty| !duty.is_daily())
        .map(|duty| (&duty.rows, &duty.role, duty.subject, duty.per, duty.window, duty.part));
    let gaps = plan
        .gaps
        .iter()
        .filter(|gap| gap.per != Period::WorkingDay)
        .map(|gap| (&gap.rows, &gap.role, gap.subject, gap.per, gap.window, gap.part));
    let mut counts = BTreeMap::new();
    for (rows, role, subject, per, window, part) in duties.chain(gaps) {
        for row in rows {
            let asked = (*row, role.clone(), subject, period(per, window.opens), part);
            *counts.entry(asked).or_default() += 1;
        }
    }
    counts
}

/// People whom a row concerns on a day, and who are not covered by any duty or gap of that day or period.
pub(crate) fn missed(matrix: &Matrix, organisation: &Organisation, year: Year, plan: &Plan) -> Vec<String> {
    let covered = covered(plan);
    let mut missed = Vec::new();
    for row in &matrix.rows {
        let Some(frequency) = row.asks.frequency else { continue };
        for role in &row.asks.responsible {
            for person in organisation.people.iter().filter(|person| person.has_level_of(&row.asks.levels)) {
                if !is_asked_about(row, organisation, person) {
                    continue;
                }
                for day in days(year).filter(|day| present(organisation, person, *day)) {
                    let number = period(frequency.per, day);
                    let subjects = [
                        Some(Subject::Employee(person.id)),
                        person.branch.map(Subject::Branch),
                        person.supervisor.map(Subject::Team),
                        Some(Subject::Institution),
                    ];
                    let is_covered =
                        |subject: &Subject| covered.contains(&(row.number, role.clone(), *subject, number));
                    // Who stands in for the manager is the only one of the team whom nobody looks at that day.
                    if !subjects.iter().flatten().any(is_covered) && !stands_in(organisation, person, day) {
                        missed.push(format!("row {} by {role} about {} on {day}", row.number, person.id));
                    }
                }
            }
        }
    }
    missed
}

fn stands_in(organisation: &Organisation, person: &Person, day: Date) -> bool {
    let manager = organisation.people.iter().find(|other| Some(other.id) == person.supervisor);
    manager
        .and_then(|manager| manager.absence_on(day))
        .is_some_and(|absence| absence.substitute == Some(person.id))
}

/// Visits go to places, and queue data is asked only of those with a queue device.
fn is_asked_about(row: &Row, organisation: &Organisation, person: &Person) -> bool {
    let queue = |place: &&solits_plan::Place| {
        Some(place.id) == person.branch && place.queue == QueueDevice::Installed
    };
    let at_a_place = |place: &solits_plan::Place| Some(place.id) == person.branch;
    match row.asks.method {
        Method::QueueReview => organisation.places.iter().any(|place| queue(&place)),
        Method::InspectionVisit | Method::MysteryClient => organisation.places.iter().any(at_a_place),
        _ => true,
    }
}

fn covered(plan: &Plan) -> BTreeSet<(u16, String, Subject, u16)> {
    let mut covered = BTreeSet::new();
    let mut cover = |rows: &[u16], role: &str, subject, per, window: Window| {
        let days = std::iter::successors(Some(window.opens), |day| day.tomorrow().ok())
            .take_while(|day| *day <= window.closes);
        for number in days.map(|day| period(per, day)).collect::<BTreeSet<_>>() {
            covered.extend(rows.iter().map(|row| (*row, role.to_owned(), subject, number)));
        }
    };
    for duty in &plan.duties {
        cover(&duty.rows, &duty.role, duty.subject, duty.per, duty.window);
    }
    for gap in &plan.gaps {
        cover(&gap.rows, &gap.role, gap.subject, gap.per, gap.window);
    }
    covered
}

/// How many duties other than those of every day each person has in each week.
pub(crate) fn weekly(plan: &Plan) -> BTreeMap<Date, BTreeMap<EmployeeId, u32>> {
    let mut weeks: BTreeMap<Date, BTreeMap<EmployeeId, u32>> = BTreeMap::new();
    for duty in plan.duties.iter().filter(|duty| !duty.is_daily()) {
        *weeks.entry(monday(duty.planned_on)).or_default().entry(duty.doer).or_default() += 1;
    }
    weeks
}

/// Whether somebody stands outside what a duty looks at.
pub(crate) fn is_outside(organisation: &Organisation, duty: &Duty, doer: EmployeeId) -> bool {
    let find = |id| organisation.people.iter().find(|person| person.id == id).unwrap();
    let doer = find(doer);
    let looked_at = |person: &&Person| match duty.subject {
        Subject::Employee(id) => person.id == id,
        Subject::Branch(branch) => person.branch == Some(branch),
        Subject::Team(_) | Subject::Institution => false,
    };
    organisation.people.iter().filter(looked_at).all(|person| {
        person.id != doer.id
            && (person.unit.is_none() || person.unit != doer.unit)
            && (person.branch.is_none() || person.branch != doer.branch)
    })
}

/// Whether a holder of a duty's role could do it in the week for which it is planned.
pub(crate) fn could_do(organisation: &Organisation, duty: &Duty, other: EmployeeId) -> bool {
    let find = |id| organisation.people.iter().find(|person| person.id == id).unwrap();
    let holds = organisation.holders.get(&duty.role).is_some_and(|holders| holders.contains(&other));
    let observes =
        matches!(duty.method, Method::Observation | Method::InspectionVisit | Method::MysteryClient);
    let allowed = duty.role != EMPLOYEE
        && duty.role != DIRECT_MANAGER
        && duty.subject != Subject::Employee(other)
        && (!observes || is_outside(organisation, duty, other));
    let monday = monday(duty.planned_on);
    let there = |day: &Date| {
        let subject = match duty.subject {
            Subject::Employee(id) => present(organisation, find(id), *day),
            Subject::Branch(id) => {
                organisation.places.iter().any(|place| place.id == id && place.calendar.is_working_day(*day))
            }
            Subject::Team(_) | Subject::Institution => organisation.calendar.is_working_day(*day),
        };
        subject && duty.window.contains(*day) && present(organisation, find(other), *day)
    };
    let mut week = (0..7).map(|day| monday.saturating_add(day.days()));
    holds && allowed && week.any(|day| day.year() == duty.planned_on.year() && there(&day))
}
