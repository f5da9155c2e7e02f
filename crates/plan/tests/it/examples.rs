//! What the matrix of VZD annex 1 gives two small places, by example.

use jiff::civil::date;
use solits_kernel::Lang;
use solits_plan::{Duty, GapReason, Subject, words};
use solits_standard::model::{Method, Period};

use crate::sample::{again, away, branch, employee, institution, person, planned, specialist, unit, vzd};

fn wanted(duties: &[Duty], method: Method, per: Period, subject: Subject) -> impl Iterator<Item = &Duty> {
    duties.iter().filter(move |duty| duty.method == method && duty.per == per && duty.subject == subject)
}

#[test]
fn the_matrix_has_fifty_one_rows_of_which_sixteen_have_no_number() {
    let matrix = vzd();
    assert_eq!(matrix.rows.len(), 51, "VZD annex 1");
    let words: Vec<String> = matrix.unscheduled().map(|row| words::frequency(row).lv).collect();
    assert_eq!(words.len(), 16);
    assert!(words.contains(&"pēc vajadzības".to_owned()), "{words:?}");
}

#[test]
fn a_specialist_of_levels_one_and_two_checks_ten_criteria_every_working_day_but_signs_once() {
    // Rows 1, 5, 13, 17, 21, 27, 37, 40, 42 and 46 of annex 1 are self-checks of level 1 or 2.
    let plan = planned(&institution());
    let mine: Vec<&Duty> =
        wanted(&plan.duties, Method::SelfCheck, Period::WorkingDay, Subject::Employee(employee(11)))
            .collect();
    assert_eq!(mine[0].rows, [1, 5, 13, 17, 21, 27, 37, 40, 42, 46]);
    assert_eq!(mine[0].doer, employee(11));
    assert_eq!(mine[0].planned_on, date(2026, 1, 5), "1 and 2 January 2026 are free days");
    assert!(mine.iter().all(|duty| duty.planned_on != date(2026, 5, 4)), "a holiday");
}

#[test]
fn a_manager_of_level_four_checks_only_what_concerns_that_level() {
    let plan = planned(&institution());
    let mine =
        wanted(&plan.duties, Method::SelfCheck, Period::WorkingDay, Subject::Employee(employee(10))).next();
    assert_eq!(mine.unwrap().rows, [1, 5, 13], "criteria 1, 2 and 3 (P1/c1, P1/c2, P1/c3)");
}

#[test]
fn whoever_is_away_owes_no_self_check() {
    let mut house = institution();
    house.people[2].absences.push(away(date(2026, 7, 6), date(2026, 7, 10), None));
    let plan = planned(&house);
    let in_july = |id| {
        wanted(&plan.duties, Method::SelfCheck, Period::WorkingDay, Subject::Employee(employee(id)))
            .filter(|duty| duty.planned_on.month() == 7)
            .count()
    };
    assert_eq!((in_july(11), in_july(12)), (18, 23));
}

#[test]
fn the_direct_manager_observes_the_team_every_working_day_and_looks_first_at_each_in_turn() {
    // Observation "every working day, where possible" (P1/c1 to c6, c11, c12).
    let plan = planned(&institution());
    let team = Subject::Team(employee(10));
    let days: Vec<&Duty> = wanted(&plan.duties, Method::Observation, Period::WorkingDay, team).collect();
    assert_eq!(days[0].rows, [2, 6, 14, 18, 22, 28, 43, 47]);
    assert!(days.iter().all(|duty| duty.doer == employee(10)));
    let first: Vec<_> = days.iter().take(4).map(|duty| duty.focus.unwrap()).collect();
    assert_eq!(first, [11, 12, 13, 11].map(employee));
}

#[test]
fn the_substitute_observes_while_the_manager_is_away_and_never_looks_first_at_herself() {
    let mut house = institution();
    house.people[0].absences.push(away(date(2026, 3, 2), date(2026, 3, 6), Some(12)));
    let plan = planned(&house);
    let week: Vec<&Duty> =
        wanted(&plan.duties, Method::Observation, Period::WorkingDay, Subject::Team(employee(10)))
            .filter(|duty| (date(2026, 3, 2)..=date(2026, 3, 6)).contains(&duty.planned_on))
            .collect();
    assert_eq!(week.len(), 5);
    assert!(week.iter().all(|duty| duty.doer == employee(12) && duty.focus != Some(employee(12))));
}

#[test]
fn a_manager_away_without_a_substitute_is_a_gap_with_its_days() {
    let mut house = institution();
    house.people[0].absences.push(away(date(2026, 3, 2), date(2026, 3, 8), None));
    let plan = planned(&house);
    let gap = plan.gaps.iter().find(|gap| gap.method == Method::Observation).unwrap();
    assert_eq!((gap.subject, gap.reason), (Subject::Team(employee(10)), GapReason::NobodyPresent));
    assert_eq!((gap.window.opens, gap.window.closes), (date(2026, 3, 2), date(2026, 3, 6)));
    assert!(gap.reason.words().get(Lang::En).contains("substitute"));
}

#[test]
fn every_place_is_visited_once_a_year_with_the_form_of_five_criteria() {
    // Inspection visits: criteria 1, 4, 5, 6 and 12, once a year at least, by the head of service development (O-08).
    let plan = planned(&institution());
    for number in [1, 2] {
        let about = Subject::Branch(branch(number));
        let visits: Vec<&Duty> = wanted(&plan.duties, Method::InspectionVisit, Period::Year, about).collect();
        let [visit] = visits[..] else { panic!("{visits:?}") };
        assert_eq!(visit.rows, [3, 19, 24, 30, 49]);
        assert_eq!(visit.doer, employee(90));
        assert_eq!(
            (visit.window.opens, visit.window.closes),
            (date(2026, 1, 5), date(2026, 12, 30)),
            "31 December is a holiday"
        );
    }
}

#[test]
fn interviews_are_monthly_and_tests_quarterly_for_each_employee_of_levels_one_and_two() {
    let plan = planned(&institution());
    let about = Subject::Employee(employee(21));
    assert_eq!(wanted(&plan.duties, Method::Interview, Period::Month, about).count(), 12, "P1/c2");
    assert_eq!(wanted(&plan.duties, Method::Test, Period::Quarter, about).count(), 4, "P1/c2");
    let manager = Subject::Employee(employee(20));
    assert_eq!(wanted(&plan.duties, Method::Interview, Period::Month, manager).count(), 0, "level 4");
}

#[test]
fn reports_surveys_and_reviews_are_those_of_whoever_answers_for_them() {
    let plan = planned(&institution());
    let count = |method, per, subject| wanted(&plan.duties, method, per, subject).count();
    let teams = count(Method::Report, Period::Month, Subject::Team(employee(10)));
    assert_eq!(teams, 12, "P1/c8: complaints, monthly by the direct manager");
    assert_eq!(count(Method::Report, Period::Quarter, Subject::Institution), 4, "P1/c8");
    assert_eq!(
        count(Method::Survey, Period::Year, Subject::Institution),
        2,
        "P1/c7: clients outside and inside"
    );
    assert_eq!(count(Method::OrderDataReview, Period::Month, Subject::Institution), 12, "P1/c9");
    assert_eq!(count(Method::QueueReview, Period::Quarter, Subject::Branch(branch(2))), 4, "P1/c12");
}

#[test]
fn an_observer_from_the_same_unit_is_not_taken() {
    let mut house = institution();
    house.people[9].unit = Some(unit(1));
    let plan = planned(&house);
    let quarterly = |number| {
        wanted(&plan.duties, Method::Observation, Period::Quarter, Subject::Branch(branch(number))).count()
    };
    assert_eq!((quarterly(1), quarterly(2)), (0, 4));
    let gaps = plan.gaps.iter().filter(|gap| gap.reason == GapReason::NobodyIndependent).count();
    assert_eq!(gaps, 4, "one for each quarter of the first place");
}

#[test]
fn a_second_quality_manager_takes_half_from_the_day_of_joining_and_nothing_earlier_moves() {
    let mut house = institution();
    let before = planned(&house);
    house.people.push(solits_plan::Person { unit: Some(unit(93)), from: date(2026, 6, 1), ..person(93) });
    house.holders.get_mut("service_quality_manager").unwrap().push(employee(93));
    let after = again(&house, &before, date(2026, 6, 1));
    let early = |plan: &solits_plan::Plan| -> Vec<Duty> {
        plan.duties.iter().filter(|duty| duty.planned_on < date(2026, 6, 1)).cloned().collect()
    };
    assert_eq!(early(&before), early(&after));
    let late = |id| {
        let mine = |duty: &&Duty| duty.doer == employee(id) && duty.planned_on >= date(2026, 6, 1);
        after.duties.iter().filter(mine).filter(|duty| !duty.is_daily()).count()
    };
    let (old, new) = (late(91), late(93));
    assert!(old.abs_diff(new) <= 4, "{old} and {new}");
}

#[test]
fn a_newcomer_gets_duties_from_the_first_day_and_those_of_others_stay_as_they_were() {
    let mut house = institution();
    let before = planned(&house);
    let newcomer = solits_plan::Person { from: date(2026, 9, 7), ..specialist(14, 1, 10) };
    house.people.push(newcomer);
    let after = again(&house, &before, date(2026, 9, 7));
    let others = |plan: &solits_plan::Plan| -> Vec<Duty> {
        let about_others = |duty: &&Duty| duty.subject != Subject::Employee(employee(14));
        plan.duties.iter().filter(about_others).filter(|duty| !duty.is_daily()).cloned().collect()
    };
    assert_eq!(others(&before), others(&after));
    let own: Vec<&Duty> =
        after.duties.iter().filter(|duty| duty.subject == Subject::Employee(employee(14))).collect();
    assert_eq!(own[0].planned_on, date(2026, 9, 7));
    assert!(own.iter().all(|duty| duty.window.opens >= date(2026, 9, 7)));
}

#[test]
fn interviews_of_one_employee_do_not_follow_each_other_within_two_weeks() {
    let plan = planned(&institution());
    let about = Subject::Employee(employee(11));
    let days: Vec<_> =
        wanted(&plan.duties, Method::Interview, Period::Month, about).map(|duty| duty.planned_on).collect();
    let least = days.windows(2).map(|pair| pair[0].until(pair[1]).unwrap().get_days()).min().unwrap();
    assert!(least >= 14, "{days:?}");
}

#[test]
fn a_duty_says_why_it_is_there() {
    let plan = planned(&institution());
    let about = Subject::Branch(branch(1));
    let duty = wanted(&plan.duties, Method::Observation, Period::Quarter, about).next().unwrap();
    let why = words::why(duty, &vzd());
    assert_eq!(
        why.lv,
        "Novērošana, vismaz reizi ceturksnī: 5. janvāris – 31. marts. Veic pakalpojumu kvalitātes vadītājs. \
         Prasa vzd-2014 P1/c2, P1/c5, P1/c6 (matricas 7., 23., 29. rinda)."
    );
    assert_eq!(
        why.en,
        "Observation, at least once a quarter: 5 January – 31 March. Done by the service-quality manager. \
         Asked for by vzd-2014 P1/c2, P1/c5, P1/c6 (matrix rows 7, 23, 29)."
    );
}

#[test]
fn a_standard_that_enters_into_force_in_spring_asks_for_nothing_before() {
    let year = solits_plan::Year { year: 2026, begins: date(2026, 5, 11) };
    let plan = solits_plan::plan(&vzd(), &institution(), year, None);
    assert!(plan.duties.iter().all(|duty| duty.window.opens >= date(2026, 5, 11)));
    let about = Subject::Employee(employee(11));
    assert_eq!(wanted(&plan.duties, Method::Test, Period::Quarter, about).count(), 3);
}

#[test]
fn a_standard_without_a_matrix_gives_no_duties() {
    let plan = solits_plan::plan(&solits_plan::Matrix::default(), &institution(), crate::sample::YEAR, None);
    assert_eq!(plan, solits_plan::Plan::default());
}

#[test]
fn checks_fall_on_all_days_of_the_week_and_not_on_mondays_alone() {
    let plan = planned(&institution());
    let mut days = [0; 7];
    for duty in plan.duties.iter().filter(|duty| !duty.is_daily() && duty.doer == employee(10)) {
        days[usize::try_from(duty.planned_on.weekday().to_monday_zero_offset()).unwrap()] += 1;
    }
    // Saturdays are worked twice a year, in place of days that were moved.
    let week = &days[..5];
    assert!(week.iter().max().unwrap() - week.iter().min().unwrap() <= 3, "{days:?}");
}
