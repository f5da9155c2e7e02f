//! Law and promise on one contact, extensions and waits.

use proptest::prelude::*;
use solits_calendar::Term;
use solits_kernel::Lang;
use solits_standard::model::Limit;
use solits_written::{
    clock::{
        Clock, Demand, ExtensionRefusal, Intake, Pause, PauseReason, Paused, Stop, clocks, extend, leading,
        nearest, paused, stops,
    },
    law::Laws,
    nature::{FeedbackKind, Form, Matter, Nature, Way},
};

use crate::fixture::{COMPLAINT, E_LETTER, SUBMISSION, at, day, intake, nine_to_five, shipped};

fn of(intake: &Intake, standard: &str) -> Vec<Clock> {
    clocks(intake, &nine_to_five(), &shipped(standard), &Laws::known())
}

#[track_caller]
fn check(intake: &Intake, standard: &str, expected: &[(Demand, Limit, &str)]) {
    let found: Vec<(Demand, Limit, String)> = of(intake, standard)
        .into_iter()
        .map(|clock| {
            (clock.demand, clock.limit, clock.due.at.to_riga().strftime("%Y-%m-%d %H:%M").to_string())
        })
        .collect();
    let expected: Vec<(Demand, Limit, String)> =
        expected.iter().map(|(demand, limit, due)| (*demand, *limit, (*due).to_owned())).collect();
    assert_eq!(found, expected);
}

#[test]
fn an_e_letter_is_acknowledged_in_one_working_day_and_answered_in_two_handbook_beh_10() {
    // Monday, 23 November 2026: no holiday is near.
    check(
        &intake(E_LETTER, Way::Email, "2026-11-23 11:00"),
        "handbook",
        &[
            (Demand::Acknowledge, Limit::Promise, "2026-11-24 17:00"),
            (Demand::Answer, Limit::Promise, "2026-11-25 17:00"),
        ],
    );
}

#[test]
fn a_submission_has_the_laws_term_beside_the_promise_and_the_nearer_leads() {
    let intake = intake(SUBMISSION, Way::Email, "2026-11-17 11:00");
    check(
        &intake,
        "handbook",
        &[
            (Demand::Acknowledge, Limit::Promise, "2026-11-19 17:00"),
            (Demand::Answer, Limit::Promise, "2026-11-20 17:00"),
            (Demand::Forward, Limit::Law, "2026-11-25 17:00"),
            (Demand::Answer, Limit::Law, "2026-12-02 17:00"),
        ],
    );
    let all = of(&intake, "handbook");
    let lead = leading(&all, Demand::Answer).unwrap();
    assert_eq!((lead.limit, lead.basis.paragraph.as_str()), (Limit::Promise, "beh-10"));
    assert_eq!(nearest(&all).unwrap().demand, Demand::Acknowledge);
}

#[test]
fn the_law_of_the_day_of_receipt_holds_on_both_sides_of_1_march_2026() {
    let lawful = |received: &str| -> Vec<(Demand, String)> {
        of(&intake(SUBMISSION, Way::Letter, received), "adazi-2023")
            .into_iter()
            .filter(|clock| clock.limit == Limit::Law)
            .map(|clock| (clock.demand, clock.due.last_day().to_string()))
            .collect()
    };
    assert_eq!(
        lawful("2026-02-28 23:59"),
        [(Demand::Forward, "2026-03-10".to_owned()), (Demand::Answer, "2026-03-30".to_owned())],
        "a month from Saturday, 28 February, ends on Saturday and moves; seven working days to forward",
    );
    assert_eq!(
        lawful("2026-03-01 00:00"),
        [(Demand::Forward, "2026-03-06".to_owned()), (Demand::Answer, "2026-03-13".to_owned())],
    );
}

#[test]
fn a_term_of_the_law_that_the_standard_repeats_is_one_clock_with_the_laws_extension() {
    let all = of(&intake(SUBMISSION, Way::Letter, "2026-11-23 11:00"), "ezermala");
    let answers: Vec<&Clock> = all.iter().filter(|clock| clock.demand == Demand::Answer).collect();
    let [answer] = answers[..] else { panic!("{answers:?}") };
    assert_eq!(answer.basis.norm.as_deref(), Some("case-answered-law"));
    assert_eq!(answer.extension.as_ref().unwrap().due.at, at("2026-12-23 24:00"));
}

#[test]
fn a_letter_on_paper_does_not_start_the_clocks_of_e_mail() {
    let letter = Nature { form: Form::Letter, matter: Matter::Request };
    check(&intake(letter, Way::Letter, "2026-11-23 11:00"), "handbook", &[]);
}

#[test]
fn a_colleague_is_answered_in_one_working_day_adazi_10_1() {
    let nature = Nature { form: Form::Internal, matter: Matter::InternalRequest };
    check(
        &intake(nature, Way::Colleague, "2026-11-17 16:59"),
        "adazi-2023",
        // 18 November is a holiday.
        &[(Demand::Answer, Limit::Promise, "2026-11-19 17:00")],
    );
}

#[test]
fn a_complaint_that_came_as_a_submission_has_the_laws_term_and_is_passed_on_at_once_vzd_29() {
    let demands: Vec<(Demand, Limit)> = of(&intake(COMPLAINT, Way::Letter, "2026-11-23 11:00"), "vzd-2014")
        .into_iter()
        .map(|clock| (clock.demand, clock.limit))
        .collect();
    assert_eq!(
        demands,
        [(Demand::PassOn, Limit::Promise), (Demand::Forward, Limit::Law), (Demand::Answer, Limit::Law),]
    );
}

#[test]
fn a_complaint_in_a_plain_letter_has_no_term_of_the_law() {
    let nature = Nature { form: Form::ELetter, matter: Matter::Feedback(FeedbackKind::Complaint) };
    assert!(
        of(&intake(nature, Way::Email, "2026-11-23 11:00"), "vzd-2014")
            .iter()
            .all(|clock| clock.limit == Limit::Promise)
    );
}

#[test]
fn a_non_conformity_is_reported_at_once_vzd_28() {
    let nature = Nature { form: Form::WrittenDown, matter: Matter::NonConformity };
    let all = of(&intake(nature, Way::Counter, "2026-11-23 11:00"), "vzd-2014");
    assert_eq!(all.iter().map(|clock| clock.demand).collect::<Vec<_>>(), [Demand::Report]);
    assert!(all[0].due.at < at("2026-11-23 17:00"));
    assert!(all[0].why(Lang::Lv).ends_with('.'), "a clock of minutes says why as well");
}

#[test]
fn an_order_is_done_by_the_deadline_of_its_service() {
    let nature = Nature { form: Form::SignedDocument, matter: Matter::Order };
    let order = Intake {
        service_deadline: Some(Term::WorkingDays(3)),
        ..intake(nature, Way::Counter, "2026-12-23 12:00")
    };
    let all = of(&order, "ezermala");
    let service = all.iter().find(|clock| clock.basis.norm.as_deref() == Some("case-answered")).unwrap();
    // Christmas is on the 24th to the 26th, New Year's Eve on Thursday.
    assert_eq!(service.due.at, at("2026-12-30 16:00"));
    assert_eq!(service.basis.paragraph, "27");
}

#[test]
fn requests_for_information_and_for_ones_own_data_have_laws_of_their_own_in_any_form() {
    for form in [Form::Submission, Form::ELetter] {
        let ask = |matter| {
            let all = of(&intake(Nature { form, matter }, Way::Letter, "2026-11-23 11:00"), "adazi-2023");
            leading(&all, Demand::Answer).unwrap().clone()
        };
        let information = ask(Matter::InformationRequest);
        assert_eq!(information.due.at, at("2026-12-08 24:00"));
        assert!(!information.basis.is_confirmed, "the text of the law has yet to confirm it");
        let data = ask(Matter::DataSubjectRequest);
        assert_eq!(data.due.at, at("2026-12-23 24:00"));
        assert_eq!(data.extension.unwrap().due.at, at("2027-02-23 24:00"), "a month and two more");
    }
}

#[test]
fn every_clock_says_why_its_date_in_both_languages() {
    for clock in of(&intake(SUBMISSION, Way::Email, "2026-06-19 10:00"), "handbook") {
        for lang in Lang::ALL {
            let why = clock.why(lang);
            assert!(why.ends_with('.') && why.len() > 20, "{why}");
        }
    }
}

fn of_law(received: &str) -> Clock {
    let all = of(&intake(SUBMISSION, Way::Letter, received), "adazi-2023");
    all.into_iter().find(|clock| clock.demand == Demand::Answer).unwrap()
}

#[test]
fn a_term_of_the_law_is_extended_with_a_reason_and_no_further_than_a_month_from_receipt() {
    let (calendar, clock) = (nine_to_five(), of_law("2026-11-17 11:00"));
    let now = at("2026-11-30 10:00");
    let ask = |until: &str, reason: &str, now| extend(&clock, day(until), reason, now, &calendar);
    let extension = ask("2026-12-17", "Gaidām ziņas no pašvaldības.", now).unwrap();
    assert_eq!((extension.until, extension.from), (at("2026-12-17 24:00"), at("2026-12-02 17:00")));
    assert_eq!(ask("2026-12-18", "x", now), Err(ExtensionRefusal::BeyondLongest(day("2026-12-17"))));
    assert_eq!(ask("2026-12-12", "x", now), Err(ExtensionRefusal::NotWorkingDay), "a Saturday");
    assert_eq!(ask("2026-12-01", "x", now), Err(ExtensionRefusal::NotLater));
    assert_eq!(ask("2026-12-10", "  ", now), Err(ExtensionRefusal::NoReason));
    assert_eq!(ask("2026-12-10", "x", at("2026-12-02 17:01")), Err(ExtensionRefusal::Ended));
}

#[test]
fn a_promise_is_not_extended_but_a_new_date_told() {
    let all = of(&intake(E_LETTER, Way::Email, "2026-11-23 11:00"), "handbook");
    let refused = extend(&all[1], day("2026-11-30"), "x", at("2026-11-24 10:00"), &nine_to_five());
    assert_eq!(refused, Err(ExtensionRefusal::NotAllowed));
}

fn wait(reason: PauseReason, from: &str, until: &str) -> Pause {
    Pause { reason, from: at(from), until: (!until.is_empty()).then(|| at(until)) }
}

fn promise() -> Clock {
    let all = of(&intake(E_LETTER, Way::Email, "2026-11-23 11:00"), "handbook");
    all.into_iter().find(|clock| clock.demand == Demand::Answer).unwrap()
}

#[test]
fn waiting_for_the_client_stops_the_promise_of_an_answer_by_whole_working_days() {
    let (calendar, clock) = (nine_to_five(), promise());
    assert_eq!(clock.due.at, at("2026-11-25 17:00"));
    let moved = |pauses: &[Pause]| match paused(&clock, pauses, &calendar) {
        Paused::Moved { at, why } => {
            assert!(why.lv.ends_with('.') && why.en.contains("waiting"), "{why:?}");
            at
        }
        other => panic!("{other:?}"),
    };
    let one = wait(PauseReason::Client, "2026-11-24 10:00", "2026-11-26 09:00");
    assert_eq!(moved(&[one]), at("2026-11-27 17:00"), "the clock stood at the end of the 24th and the 25th");
    let over_the_weekend = wait(PauseReason::Payment, "2026-11-27 09:30", "2026-11-30 10:00");
    assert_eq!(
        moved(&[one, over_the_weekend]),
        at("2026-11-30 17:00"),
        "Saturday and Sunday would not have counted"
    );
    let within_a_day = wait(PauseReason::Client, "2026-11-24 10:00", "2026-11-24 15:00");
    assert_eq!(paused(&clock, &[within_a_day], &calendar), Paused::Untouched);
}

#[test]
fn while_it_waits_for_the_client_a_promise_has_no_end() {
    let open = wait(PauseReason::Client, "2026-11-24 10:00", "");
    assert_eq!(
        paused(&promise(), &[open], &nine_to_five()),
        Paused::Stands { since: at("2026-11-24 10:00") }
    );
    let too_late = wait(PauseReason::Client, "2026-11-25 17:01", "");
    assert_eq!(paused(&promise(), &[too_late], &nine_to_five()), Paused::Untouched, "it was broken before");
}

#[test]
fn nothing_stops_a_term_of_the_law_and_our_own_work_stops_no_promise() {
    let law = of_law("2026-11-17 11:00");
    for reason in PauseReason::ALL {
        let Stop::RunsOn(why) = stops(&law, reason) else { panic!("{reason:?} stops the law") };
        assert!(!why.lv.is_empty() && !why.en.is_empty());
    }
    for reason in [PauseReason::Colleague, PauseReason::Absence, PauseReason::OtherInstitution] {
        assert!(matches!(stops(&promise(), reason), Stop::RunsOn(_)), "{reason:?}");
        let pause = wait(reason, "2026-11-24 10:00", "2026-12-24 10:00");
        assert_eq!(paused(&promise(), &[pause], &nine_to_five()), Paused::Untouched);
    }
}

fn service(term: Term) -> Clock {
    let nature = Nature { form: Form::SignedDocument, matter: Matter::Order };
    let order = Intake { service_deadline: Some(term), ..intake(nature, Way::Counter, "2026-11-23 11:00") };
    of(&order, "adazi-2023").into_iter().find(|clock| clock.demand == Demand::Answer).unwrap()
}

#[test]
fn each_kind_of_term_stands_in_its_own_unit() {
    let wait = [wait(PauseReason::Client, "2026-11-24 10:00", "2026-11-26 12:00")];
    for (term, due, moved) in [
        // At the end of the 24th and the 25th the clock stood.
        (Term::WorkingDays(3), "2026-11-26 17:00", "2026-11-30 17:00"),
        (Term::CalendarDays { days: 7, roll: true }, "2026-11-30 24:00", "2026-12-02 24:00"),
        // Wednesday, 23 December, and two days later is Christmas; the next working day is Monday.
        (Term::Months(1), "2026-12-23 24:00", "2026-12-28 24:00"),
        // From ten to five, from nine to five, from nine to twelve: eighteen hours.
        (Term::OpeningHours(8), "2026-11-24 11:00", "2026-11-26 13:00"),
    ] {
        let clock = service(term);
        assert_eq!(clock.due.at, at(due), "{term:?}");
        let Paused::Moved { at: end, .. } = paused(&clock, &wait, &nine_to_five()) else {
            panic!("{term:?} did not move")
        };
        assert_eq!(end, at(moved), "{term:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 500, ..ProptestConfig::default() })]

    #[test]
    fn a_wait_never_brings_an_end_nearer_and_a_longer_one_never_less_time(
        term in prop_oneof![
            (1_i64..15).prop_map(Term::WorkingDays),
            (1_i64..30).prop_map(|days| Term::CalendarDays { days, roll: true }),
            (1_i64..4).prop_map(Term::Months),
            (1_i64..40).prop_map(Term::OpeningHours),
        ],
        from in 0_i64..20_000,
        length in 0_i64..40_000,
        more in 0_i64..20_000,
    ) {
        let (clock, calendar) = (service(term), nine_to_five());
        let start = clock.due.why.start;
        let end = |minutes: i64| {
            let from = start.plus_minutes(from);
            let pause = Pause { reason: PauseReason::Client, from, until: Some(from.plus_minutes(minutes)) };
            match paused(&clock, &[pause], &calendar) {
                Paused::Moved { at, .. } => at,
                Paused::Untouched => clock.due.at,
                Paused::Stands { .. } => panic!("the wait is over"),
            }
        };
        prop_assert!(end(length) >= clock.due.at);
        prop_assert!(end(length + more) >= end(length));
        if start.plus_minutes(from) > clock.due.at {
            prop_assert_eq!(end(length), clock.due.at, "what begins after the end stops nothing");
        }
    }
}
