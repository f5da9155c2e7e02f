//! Whether a duty is there for a reason: judged duty by duty from the matrix and the people, without the planner.

use std::collections::BTreeSet;

use jiff::civil::{Date, date};
use solits_kernel::EmployeeId;
use solits_plan::{
    DIRECT_MANAGER, Duty, EMPLOYEE, Matrix, Organisation, Person, QueueDevice, Row, Subject, Window, Year,
};
use solits_standard::model::{Method, Period};

use crate::{
    model::{present, working},
    sample::{YEAR, branch, employee, institution, place, planned, vzd},
};

/// Why a duty should not be in the plan of the year; `None` when each of its rows asks for it.
pub(crate) fn objection(
    matrix: &Matrix,
    organisation: &Organisation,
    year: Year,
    duty: &Duty,
) -> Option<String> {
    let judge = Judge { organisation, year, duty };
    let numbers: BTreeSet<u16> = duty.rows.iter().copied().collect();
    if numbers.is_empty() || numbers.len() != duty.rows.len() {
        return Some("it comes from no row, or from one row twice".to_owned());
    }
    if let Some(wrong) = judge.period().or_else(|| judge.doer()).or_else(|| judge.focus(matrix)) {
        return Some(wrong.to_owned());
    }
    numbers.into_iter().find_map(|number| {
        let Some(row) = matrix.rows.iter().find(|row| row.number == number) else {
            return Some(format!("there is no row {number}"));
        };
        let wrong = judge.asked(row).or_else(|| judge.concerned(row))?;
        Some(format!("row {number}: {wrong}"))
    })
}

struct Judge<'a> {
    organisation: &'a Organisation,
    year: Year,
    duty: &'a Duty,
}

impl Judge<'_> {
    /// The window lies in the one period whose number the duty bears, in the year and not before the duties begin.
    fn period(&self) -> Option<&'static str> {
        let Duty { per, period, window: Window { opens, closes }, planned_on, .. } = *self.duty;
        if opens < self.year.begins || closes.year() != self.year.year || opens > closes {
            return Some("it is of another time than the year planned");
        }
        if (number(per, opens), number(per, closes)) != (period, period) {
            return Some("it is of another period");
        }
        (planned_on < opens || closes < planned_on).then_some("it is planned outside its window")
    }

    /// The row asks for this way, so often, of this role.
    fn asked(&self, row: &Row) -> Option<&'static str> {
        let Some(frequency) = row.asks.frequency else {
            return Some("it is done as needed, not in a year's plan");
        };
        if row.asks.method != self.duty.method {
            return Some("it is done in another way");
        }
        if frequency.per != self.duty.per || !(1..=frequency.times).contains(&self.duty.part) {
            return Some("it is not asked so often");
        }
        (!row.asks.responsible.contains(&self.duty.role)).then_some("it is asked of another role")
    }

    /// The row looks at this kind of subject, and concerns somebody there who works within the window.
    fn concerned(&self, row: &Row) -> Option<&'static str> {
        if !self.is_looked_at() {
            return Some("it does not look at this");
        }
        let everyday = self.duty.is_daily();
        let concerns = |person: &&Person| {
            let levels = &row.asks.levels;
            let level = levels.is_empty() || person.levels.iter().any(|level| levels.contains(level));
            level
                && self.belongs(person)
                && (self.duty.role == EMPLOYEE || person.id != self.duty.doer || !everyday)
        };
        let there = |person: &Person| {
            if everyday {
                return present(self.organisation, person, self.duty.planned_on);
            }
            let Window { opens, closes } = self.duty.window;
            std::iter::successors(Some(opens), |day| day.tomorrow().ok())
                .take_while(|day| *day <= closes)
                .any(|day| person.is_employed_on(day) && working(self.organisation, person, day))
        };
        let mut people = self.organisation.people.iter().filter(concerns);
        (!people.any(there)).then_some("it concerns nobody of this subject in this time")
    }

    /// Which subject each way looks at: O-06 to O-17, and the matrix of annex 1 for who answers for a team.
    fn is_looked_at(&self) -> bool {
        let by_manager = self.duty.role == DIRECT_MANAGER;
        let place_of = |person: &Person| {
            self.organisation
                .places
                .iter()
                .find(|place| Some(place.id) == person.branch)
                .map(|place| place.id)
        };
        match (self.duty.method, self.duty.subject) {
            (Method::SelfCheck, Subject::Employee(id)) => id == self.duty.doer,
            // Row 40 gives the direct manager a daily check of the team beside each employee's own.
            (Method::SelfCheck | Method::Observation, Subject::Team(_)) => by_manager && self.duty.is_daily(),
            (Method::Observation, Subject::Employee(id)) => {
                (by_manager && !self.duty.is_daily())
                    || self.find(id).is_some_and(|one| place_of(one).is_none())
            }
            (Method::Observation, Subject::Branch(id)) => {
                !by_manager && self.organisation.places.iter().any(|place| place.id == id)
            }
            (Method::InspectionVisit | Method::MysteryClient, Subject::Branch(id)) => {
                self.organisation.places.iter().any(|place| place.id == id)
            }
            (Method::Interview | Method::Test | Method::RecordingReview, Subject::Employee(_)) => true,
            (Method::QueueReview, Subject::Branch(id)) => {
                let queue = |place: &&solits_plan::Place| place.queue == QueueDevice::Installed;
                self.organisation.places.iter().filter(queue).any(|place| place.id == id)
            }
            (Method::Survey | Method::Report | Method::OrderDataReview, Subject::Team(_)) => by_manager,
            (Method::Survey | Method::Report | Method::OrderDataReview, Subject::Institution) => !by_manager,
            _ => false,
        }
    }

    fn find(&self, id: EmployeeId) -> Option<&Person> {
        self.organisation.people.iter().find(|person| person.id == id)
    }

    /// Whether somebody is among those whom the subject is made of.
    fn belongs(&self, person: &Person) -> bool {
        match self.duty.subject {
            Subject::Employee(id) => person.id == id,
            Subject::Branch(id) => person.branch == Some(id),
            Subject::Team(manager) => person.supervisor == Some(manager),
            Subject::Institution => true,
        }
    }

    /// Whoever does it bears the role that the row names, or stands in that day for somebody who does (B-27).
    fn doer(&self) -> Option<&'static str> {
        let bears = |one: &Person| match self.duty.role.as_str() {
            EMPLOYEE => self.duty.subject == Subject::Employee(one.id),
            DIRECT_MANAGER => {
                let mine = |person: &&Person| person.supervisor == Some(one.id);
                self.organisation.people.iter().filter(mine).any(|person| self.belongs(person))
            }
            role => self.organisation.holders.get(role).is_some_and(|holders| holders.contains(&one.id)),
        };
        let stands_in = |one: &Person| {
            let day = self.duty.planned_on;
            let mut away = one.absences.iter().filter(|absence| absence.from <= day && day <= absence.until);
            away.any(|absence| absence.substitute == Some(self.duty.doer))
        };
        let mut bearers = self.organisation.people.iter().filter(|one| bears(one));
        let fits = bearers.any(|one| one.id == self.duty.doer || stands_in(one));
        (!fits).then_some("whoever does it neither bears the role nor stands in for who does")
    }

    /// Whoever is looked at first is one of those whom a row concerns, and is there.
    fn focus(&self, matrix: &Matrix) -> Option<&'static str> {
        let person = self.find(self.duty.focus?);
        let fits = person.is_some_and(|person| {
            let mut rows = matrix.rows.iter().filter(|row| self.duty.rows.contains(&row.number));
            let concerns = |row: &Row| {
                row.asks.levels.is_empty()
                    || row.asks.levels.iter().any(|level| person.levels.contains(level))
            };
            self.belongs(person)
                && present(self.organisation, person, self.duty.planned_on)
                && rows.any(concerns)
        });
        (!fits).then_some("whoever is looked at first is not one of those looked at")
    }
}

/// The number of the period that a day lies in, from one; weeks begin on Monday.
fn number(per: Period, day: Date) -> u16 {
    let mondays = |day: Date| {
        let first = Date::new(day.year(), 1, 1).unwrap();
        let until =
            std::iter::successors(Some(first), |day| day.tomorrow().ok()).take_while(|one| *one <= day);
        let begun = until.filter(|one| one.weekday() == jiff::civil::Weekday::Monday).count();
        begun + usize::from(first.weekday() != jiff::civil::Weekday::Monday)
    };
    match per {
        Period::WorkingDay => u16::try_from(day.day_of_year()).unwrap(),
        Period::Week => u16::try_from(mondays(day)).unwrap(),
        Period::Month => u16::try_from(day.month()).unwrap(),
        Period::Quarter => match day.month() {
            1..=3 => 1,
            4..=6 => 2,
            7..=9 => 3,
            _ => 4,
        },
        Period::Year => 1,
    }
}

/// What is wrong with a duty of the two small places after it was changed.
fn after(changed: impl FnOnce(&mut Duty), method: Method, per: Period) -> String {
    let organisation = institution();
    let wanted = |duty: &&Duty| duty.method == method && duty.per == per;
    let mut duty = planned(&organisation).duties.iter().find(wanted).unwrap().clone();
    assert_eq!(objection(&vzd(), &organisation, YEAR, &duty), None);
    changed(&mut duty);
    objection(&vzd(), &organisation, YEAR, &duty).unwrap_or_default()
}

#[test]
fn a_duty_without_a_reason_is_told_from_one_with() {
    let interview = |changed: fn(&mut Duty)| after(changed, Method::Interview, Period::Month);
    let visit = |changed: fn(&mut Duty)| after(changed, Method::InspectionVisit, Period::Year);
    let daily = |changed: fn(&mut Duty)| after(changed, Method::Observation, Period::WorkingDay);
    let queue = |changed: fn(&mut Duty)| after(changed, Method::QueueReview, Period::Quarter);

    assert_eq!(interview(|_| ()), "");
    // Interviews are held with levels 1 and 2; 10 is a manager of level 4, whose own manager is 90 (P1/c2).
    let manager =
        |duty: &mut Duty| (duty.subject, duty.doer) = (Subject::Employee(employee(10)), employee(90));
    assert!(interview(manager).ends_with("it concerns nobody of this subject in this time"));
    assert!(
        interview(|duty| duty.subject = Subject::Branch(branch(1))).ends_with("it does not look at this")
    );
    assert_eq!(interview(|duty| duty.period += 1), "it is of another period");
    assert!(interview(|duty| duty.part = 2).ends_with("it is not asked so often"));
    assert_eq!(interview(|duty| duty.window.closes = date(2026, 12, 30)), "it is of another period");
    assert!(interview(|duty| duty.doer = employee(91)).starts_with("whoever does it"));
    assert!(interview(|duty| duty.rows.clear()).starts_with("it comes from no row"));
    assert!(interview(|duty| duty.rows.push(1)).ends_with("it is done in another way"));
    assert_eq!(interview(|duty| duty.rows.push(52)), "there is no row 52");
    assert!(visit(|duty| duty.subject = Subject::Branch(branch(7))).ends_with("it does not look at this"));
    assert!(visit(|duty| duty.role = "hr_division".to_owned()).starts_with("whoever does it"));
    assert!(daily(|duty| duty.focus = Some(employee(21))).starts_with("whoever is looked at first"));
    assert!(queue(|duty| duty.subject = Subject::Institution).ends_with("it does not look at this"));
}

#[test]
fn a_place_without_a_queue_device_has_no_queue_data_to_look_through() {
    let mut organisation = institution();
    let plan = planned(&organisation);
    organisation.places[0] = solits_plan::Place { queue: QueueDevice::Absent, ..place(1) };
    let reviews = plan.duties.iter().filter(|duty| duty.method == Method::QueueReview);
    let (wrong, right): (Vec<&Duty>, Vec<&Duty>) =
        reviews.partition(|duty| objection(&vzd(), &organisation, YEAR, duty).is_some());
    assert!(wrong.iter().all(|duty| duty.subject == Subject::Branch(branch(1))));
    assert_eq!((wrong.len(), right.len()), (4, 4), "P1/c12: once a quarter");
}
