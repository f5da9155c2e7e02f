//! What holds of every plan, whatever the people, absences and places.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{
    ToSpan,
    civil::{Date, date},
};
use proptest::prelude::*;
use solits_plan::{
    Absence, DIRECT_MANAGER, Duty, EMPLOYEE, Gap, GapReason, Matrix, Organisation, Person, Plan, QueueDevice,
    Subject, Year, plan,
};
use solits_standard::model::{Frequency, Method, Period};

use crate::{
    model::{answered, could_do, days, is_outside, missed, present, weekly, working},
    sample::{YEAR, again, branch, calendar, employee, person, place, planned, unit, vzd},
    superfluous::objection,
};

const ROLES: [&str; 3] = ["service_development_head", "service_quality_manager", "hr_division"];

fn a_day() -> impl Strategy<Value = Date> {
    (0i64..365).prop_map(|day| date(2026, 1, 1).saturating_add(day.days()))
}

fn absences(people: u8) -> impl Strategy<Value = Vec<Absence>> {
    let absence = (a_day(), 0i64..60, prop::option::of(0..people)).prop_map(|(from, length, substitute)| {
        Absence { from, until: from.saturating_add(length.days()), substitute: substitute.map(employee) }
    });
    prop::collection::vec(absence, 0..3)
}

fn somebody(people: u8, places: u8) -> impl Strategy<Value = Person> {
    (
        (prop::option::of(0..4u8), prop::option::of(0..=places), prop::option::of(0..people)),
        prop::sample::subsequence(vec![1, 2, 3, 4], 0..=4),
        prop::option::weighted(0.3, a_day()),
        prop::option::weighted(0.2, a_day()),
        absences(people),
    )
        .prop_map(|((in_unit, at, under), levels, from, until, absences)| Person {
            unit: in_unit.map(unit),
            branch: at.map(branch),
            supervisor: under.map(employee),
            levels,
            from: from.unwrap_or(date(2019, 3, 1)),
            until,
            absences,
            ..person(0)
        })
}

/// Any institution: people may be away, come and go, have no manager or place, hold a role twice or never.
fn organisations() -> impl Strategy<Value = Organisation> {
    (2..12u8, 1..4u8).prop_flat_map(|(people, places)| {
        let holders = prop::collection::vec(prop::collection::btree_set(0..people, 0..4), ROLES.len());
        (prop::collection::vec(somebody(people, places), usize::from(people)), holders, Just(places))
            .prop_map(|(mut people, holders, places)| {
                for (number, person) in (0..).zip(&mut people) {
                    person.id = employee(number);
                    person.supervisor = person.supervisor.filter(|manager| *manager != person.id);
                }
                let mut places: Vec<_> = (0..places).map(place).collect();
                places[0].queue = QueueDevice::Absent;
                let holders = ROLES
                    .iter()
                    .zip(holders)
                    .map(|(role, holders)| ((*role).to_owned(), holders.into_iter().map(employee).collect()));
                Organisation {
                    calendar: calendar(),
                    people,
                    places,
                    holders: holders.collect::<BTreeMap<_, _>>(),
                }
            })
    })
}

fn frequencies() -> impl Strategy<Value = Frequency> {
    let per = prop::sample::select(vec![Period::Week, Period::Month, Period::Quarter, Period::Year]);
    (1..4u32, per).prop_map(|(times, per)| Frequency { times, per })
}

/// The matrix with every row but those of every working day asked so often.
fn asked_so_often(frequency: Frequency) -> Matrix {
    let mut matrix = vzd();
    matrix.rows.iter_mut().for_each(|row| {
        let daily = row.asks.frequency.filter(|known| known.per == Period::WorkingDay);
        row.asks.frequency = daily.or(Some(frequency));
    });
    matrix
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_row_is_missed_and_none_is_doubled(organisation in organisations()) {
        let plan = planned(&organisation);
        let doubled: Vec<_> = answered(&plan).into_iter().filter(|(_, times)| *times != 1).collect();
        prop_assert!(doubled.is_empty(), "{doubled:?}");
        let mut keys: Vec<String> = plan.duties.iter().map(Duty::key).collect();
        keys.sort();
        keys.dedup();
        prop_assert_eq!(keys.len(), plan.duties.len());
        let missed = missed(&vzd(), &organisation, YEAR, &plan);
        prop_assert!(missed.is_empty(), "{:?}", &missed[..missed.len().min(3)]);
    }

    #[test]
    fn a_row_asked_several_times_a_period_is_planned_so_often(
        organisation in organisations(),
        frequency in frequencies(),
    ) {
        let plan = plan(&asked_so_often(frequency), &organisation, YEAR, None);
        prop_assert!(answered(&plan).into_values().all(|times| times == 1));
        for part in plan.duties.iter().filter(|duty| !duty.is_daily()).map(|duty| duty.part) {
            prop_assert!((1..=frequency.times).contains(&part));
        }
    }

    #[test]
    fn every_duty_comes_from_rows_that_concern_its_subject_in_its_period(
        organisation in organisations(),
        frequency in prop::option::of(frequencies()),
        begins in prop::option::of(a_day()),
    ) {
        let year = Year { begins: begins.unwrap_or(YEAR.begins), ..YEAR };
        let matrix = frequency.map_or_else(vzd, asked_so_often);
        for duty in &plan(&matrix, &organisation, year, None).duties {
            prop_assert_eq!(objection(&matrix, &organisation, year, duty), None, "{:?}", duty);
        }
    }

    #[test]
    fn when_a_person_leaves_nothing_is_planned_any_more_for_what_only_that_person_was_asked_about(
        organisation in organisations(),
        who in 0..12usize,
        from in a_day(),
    ) {
        let before = planned(&organisation);
        let mut left = organisation;
        let who = who % left.people.len();
        left.people[who].until = from.yesterday().ok();
        let (after, matrix) = (again(&left, &before, from), vzd());
        for duty in after.duties.iter().filter(|duty| duty.planned_on >= from) {
            prop_assert_eq!(objection(&matrix, &left, YEAR, duty), None, "{:?}", duty);
            prop_assert_ne!(duty.doer, left.people[who].id);
        }
    }

    #[test]
    fn windows_begin_and_end_on_working_days_and_each_duty_is_planned_within(organisation in organisations()) {
        let plan = planned(&organisation);
        let calendar = &organisation.calendar;
        for duty in &plan.duties {
            for day in [duty.window.opens, duty.window.closes, duty.planned_on] {
                prop_assert!(calendar.is_working_day(day), "{duty:?}");
            }
            prop_assert!(duty.window.contains(duty.planned_on), "{duty:?}");
            prop_assert!(days(YEAR).any(|day| day == duty.planned_on));
        }
        for gap in &plan.gaps {
            prop_assert!(calendar.is_working_day(gap.window.opens) && calendar.is_working_day(gap.window.closes));
        }
    }

    #[test]
    fn nobody_has_a_duty_on_a_day_away_and_nobody_is_looked_at_on_one(organisation in organisations()) {
        for duty in &planned(&organisation).duties {
            let doer = organisation.people.iter().find(|person| person.id == duty.doer).unwrap();
            prop_assert!(present(&organisation, doer, duty.planned_on), "{duty:?}");
            if let Subject::Employee(id) = duty.subject {
                let subject = organisation.people.iter().find(|person| person.id == id).unwrap();
                prop_assert!(present(&organisation, subject, duty.planned_on), "{duty:?}");
                prop_assert!(working(&organisation, subject, duty.planned_on));
            }
        }
    }

    #[test]
    fn observers_are_outside_and_nobody_but_in_a_self_check_looks_at_himself(organisation in organisations()) {
        for duty in &planned(&organisation).duties {
            if duty.role == EMPLOYEE {
                prop_assert_eq!(duty.method, Method::SelfCheck);
                prop_assert_eq!(duty.subject, Subject::Employee(duty.doer));
            } else {
                prop_assert_ne!(duty.subject, Subject::Employee(duty.doer));
                prop_assert_ne!(duty.focus, Some(duty.doer));
            }
            let observes = matches!(duty.method, Method::Observation | Method::InspectionVisit);
            if observes && duty.role != DIRECT_MANAGER {
                prop_assert!(is_outside(&organisation, duty, duty.doer), "{duty:?}");
            }
        }
    }

    #[test]
    fn of_two_people_in_a_week_none_has_two_more_that_the_other_could_do(organisation in organisations()) {
        let plan = planned(&organisation);
        for (monday, loads) in weekly(&plan) {
            for person in &organisation.people {
                let least = loads.get(&person.id).copied().unwrap_or(0);
                let in_week = |duty: &&Duty| !duty.is_daily() && crate::model::monday(duty.planned_on) == monday;
                for duty in plan.duties.iter().filter(in_week).filter(|duty| loads[&duty.doer] >= least + 2) {
                    prop_assert!(!could_do(&organisation, duty, person.id), "{duty:?} and {}", person.id);
                }
            }
        }
    }

    #[test]
    fn the_same_people_give_the_same_plan_in_whatever_order_they_are_named(organisation in organisations()) {
        let plan = planned(&organisation);
        prop_assert_eq!(&plan, &planned(&organisation));
        let mut other = organisation.clone();
        other.places.reverse();
        other.people.reverse();
        other.holders.values_mut().for_each(|holders| holders.reverse());
        prop_assert_eq!(plan, planned(&other));
    }

    #[test]
    fn when_a_person_joins_no_earlier_duty_moves_and_none_goes_without_a_reason(
        organisation in organisations(),
        newcomer in somebody(12, 4),
        from in a_day(),
        roles in prop::sample::subsequence(ROLES.to_vec(), 0..=3),
    ) {
        let before = planned(&organisation);
        let mut joined = organisation.clone();
        joined.people.push(Person { id: employee(99), from, until: None, ..newcomer });
        for role in roles {
            joined.holders.entry(role.to_owned()).or_default().push(employee(99));
        }
        let after = again(&joined, &before, from);
        let early = |plan: &Plan| -> Vec<Duty> {
            plan.duties.iter().filter(|duty| duty.planned_on < from).cloned().collect()
        };
        prop_assert_eq!(early(&before), early(&after));
        prop_assert!(answered(&after).into_values().all(|times| times == 1));
        let matrix = vzd();
        for duty in &after.duties {
            prop_assert_eq!(objection(&matrix, &joined, YEAR, duty), None, "{:?}", duty);
        }
        // A duty goes only where the newcomer brings those looked at into the unit or place of whoever was to do it,
        // and the plan then says at the same place that it has nobody for it.
        let still: BTreeSet<String> = after.duties.iter().map(Duty::key).collect();
        for duty in before.duties.iter().filter(|duty| !duty.is_daily() && !still.contains(&duty.key())) {
            prop_assert!(!is_outside(&joined, duty, duty.doer), "lost without a reason: {:?}", duty);
            prop_assert!(after.gaps.iter().any(|gap| is_in_place_of(gap, duty)), "lost in silence: {:?}", duty);
        }
    }

    #[test]
    fn people_who_can_all_do_the_same_differ_in_no_week_by_more_than_one(
        observers in 2..6u8,
        specialists in 1..25u8,
        places in 1..4u8,
    ) {
        let organisation = observed(observers, specialists, places);
        let plan = planned(&organisation);
        for loads in weekly(&plan).into_values() {
            let of = |number: u8| loads.get(&employee(number)).copied().unwrap_or(0);
            let most = (100..100 + observers).map(of).max().unwrap();
            let least = (100..100 + observers).map(of).min().unwrap();
            prop_assert!(most - least <= 1, "{loads:?}");
        }
    }
}

/// Whether a gap says of a duty that nobody who may do it is left, or there.
fn is_in_place_of(gap: &Gap, duty: &Duty) -> bool {
    let same = gap.method == duty.method && gap.role == duty.role && gap.subject == duty.subject;
    let then = gap.per == duty.per && gap.part == duty.part && gap.window.contains(duty.planned_on);
    same && then && matches!(gap.reason, GapReason::NobodyIndependent | GapReason::NobodyPresent)
}

/// Observers at the head office who hold every role, and specialists at places.
fn observed(observers: u8, specialists: u8, places: u8) -> Organisation {
    let observer = |number: u8| Person { unit: Some(unit(9)), ..person(100 + number) };
    let mut people: Vec<Person> = (0..observers).map(observer).collect();
    people.extend((0..specialists).map(|number| Person {
        branch: Some(branch(number % places)),
        levels: vec![1, 2],
        ..person(number)
    }));
    let everybody: Vec<_> = (0..observers).map(|number| employee(100 + number)).collect();
    let holders = ROLES.iter().map(|role| ((*role).to_owned(), everybody.clone()));
    Organisation {
        calendar: calendar(),
        people,
        places: (0..places).map(place).collect(),
        holders: holders.collect(),
    }
}

#[test]
fn each_of_two_thousand_people_is_looked_at_and_nobody_is_left_without_a_reason() {
    let mut people: Vec<Person> = (0..2000u32)
        .map(|number| Person {
            id: solits_kernel::EmployeeId::new(uuid::Uuid::from_u128(u128::from(number) + 10_000)),
            branch: Some(branch(u8::try_from(number % 30).unwrap())),
            supervisor: Some(employee(u8::try_from(number % 100).unwrap())),
            levels: vec![1, 2],
            ..person(0)
        })
        .collect();
    people.extend((0..100).map(person));
    people.extend((100..110).map(|number| Person { unit: Some(unit(9)), ..person(number) }));
    let observers: Vec<_> = (100..110).map(employee).collect();
    let holders = ROLES.iter().map(|role| ((*role).to_owned(), observers.clone())).collect();
    let organisation =
        Organisation { calendar: calendar(), people, places: (0..30).map(place).collect(), holders };
    let plan = plan(&vzd(), &organisation, YEAR, None);
    assert!(plan.duties.len() > 500_000, "{}", plan.duties.len());
    // A team is looked at by turns: whoever is not a duty's own subject is somebody's focus.
    let looked_at: std::collections::BTreeSet<_> = plan
        .duties
        .iter()
        .flat_map(|duty| {
            let own = match duty.subject {
                Subject::Employee(employee) => Some(employee),
                _ => None,
            };
            [own, duty.focus, Some(duty.doer)]
        })
        .flatten()
        .collect();
    let forgotten = organisation.people.iter().filter(|person| !looked_at.contains(&person.id)).count();
    assert_eq!(forgotten, 0, "of {}", organisation.people.len());
}
