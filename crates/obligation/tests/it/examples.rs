//! One promise, some events, one result.

use jiff::civil::{date, time};
use solits_kernel::{Lang, Timestamp};
use solits_obligation::{State, Versions};
use solits_standard::{event::EventKind::*, model::Fact};

use crate::{at, by, event, norm, play, properties::play_all, standard, versions, with};

fn wait(minutes: i64) -> String {
    norm(
        "wait",
        &format!(
            "starts = \"ticket.taken\"\nwithin = {{ minutes = {minutes} }}\nmet_by = [\"ticket.called\"]\n\
             waived_by = [{{ by = \"ticket.left\", reason = {{ lv = \"klients aizgāja\", en = \"the client left\" }} }}]"
        ),
    )
}

#[test]
fn a_client_called_on_the_last_instant_was_called_in_time() {
    let owed = play(
        &versions(&wait(15)),
        &[event(1, at(10, 0), TicketTaken), by(5, event(2, at(10, 15), TicketCalled))],
    );
    assert_eq!(owed[0].state, State::Met { n: 2, at: at(10, 15) });
    assert_eq!(owed[0].employee.map(|id| id.uuid().as_u128()), Some(5));
}

#[test]
fn a_client_called_after_the_limit_was_promised_too_much_even_if_nobody_had_noticed() {
    let late = at(10, 15).plus_millis(1);
    let owed = play(&versions(&wait(15)), &[event(1, at(10, 0), TicketTaken), event(2, late, TicketCalled)]);
    assert_eq!(owed[0].state, State::Breached { n: 2, at: at(10, 15), met_late: Some(late) });
}

#[test]
fn a_client_who_left_in_time_is_owed_nothing() {
    let owed =
        play(&versions(&wait(15)), &[event(1, at(10, 0), TicketTaken), event(2, at(10, 9), TicketLeft)]);
    assert_eq!(owed[0].state, State::Waived { n: 2, at: at(10, 9), reason: "klients aizgāja".to_owned() });
}

#[test]
fn leaving_after_the_limit_does_not_excuse_the_wait() {
    let owed =
        play(&versions(&wait(15)), &[event(1, at(10, 0), TicketTaken), event(2, at(10, 40), TicketLeft)]);
    assert_eq!(owed[0].state, State::Breached { n: 2, at: at(10, 15), met_late: None });
}

/// VZD P2/s1.6: the premises are open two minutes before the time.
#[test]
fn doors_are_to_be_open_two_minutes_before_the_time() {
    let doors = norm(
        "doors",
        "starts = \"branch.day_started\"\nwithin = { before_event = { minutes = 2 } }\nmet_by = [\"branch.doors_opened\"]",
    );
    for (opened, kept) in [(at(8, 58), true), (at(8, 59), false)] {
        let begins = with(event(1, at(8, 30), BranchDayStarted), "planned_at", Fact::Int(at(9, 0).millis()));
        let owed = play(&versions(&doors), &[begins, event(2, opened, BranchDoorsOpened)]);
        assert_eq!(matches!(owed[0].state, State::Met { .. }), kept, "opened at {opened}");
    }
}

/// Handbook beh-9, VZD P2/s6.2, Ādaži 8.1: by the third ring, which is before the fourth begins; a ring every 5 s.
#[test]
fn a_call_is_answered_by_the_third_ring() {
    let rings =
        norm("rings", "starts = \"call.ringing\"\nwithin = { rings = 3 }\nmet_by = [\"call.answered\"]");
    for (seconds, kept) in [(14, true), (16, false)] {
        let owed = play(
            &versions(&rings),
            &[event(1, at(10, 0), CallRinging), event(2, at(10, 0).plus_seconds(seconds), CallAnswered)],
        );
        assert_eq!(matches!(owed[0].state, State::Met { .. }), kept, "after {seconds} s");
    }
}

/// Handbook beh-10: receipt confirmed in one working day, answered in two; both run at once.
#[test]
fn a_letter_of_friday_before_a_holiday_is_due_after_it() {
    let mail = norm(
        "ack",
        "starts = \"message.received\"\nwithin = { working_days = 1 }\nmet_by = [\"message.acknowledged\"]",
    ) + &norm(
        "answer",
        "starts = \"message.received\"\nwithin = { working_days = 2 }\nmet_by = [\"message.answered\"]",
    );
    // Tuesday 17 November 2026; Wednesday 18 is the day of the proclamation of the Republic.
    let received = Timestamp::in_riga(date(2026, 11, 17), time(15, 0, 0, 0));
    let owed = play(&versions(&mail), &[event(1, received, MessageReceived)]);
    let due: Vec<String> =
        owed.iter().map(|one| one.due_at.to_riga().strftime("%d.%m. %H.%M").to_string()).collect();
    assert_eq!(due, ["19.11. 17.00", "20.11. 17.00"]);
    let why = owed[0].why.as_ref().unwrap().sentence(Lang::Lv);
    assert!(why.contains("18. novembr"), "the holiday is not named: {why}");
    assert_eq!(owed[0].calendar_version, 7);
}

/// The Law on Submissions gives ten working days, the institution promises five: both are watched apart.
#[test]
fn law_and_promise_run_side_by_side() {
    let both = norm(
        "law",
        "starts = \"case.opened\"\nwithin = { working_days = 10 }\nmet_by = [\"case.answered\"]\nlimit = \"law\"",
    ) + &norm(
        "own",
        "starts = \"case.opened\"\nwithin = { working_days = 5 }\nmet_by = [\"case.answered\"]",
    );
    let answered = Timestamp::in_riga(date(2026, 11, 27), time(12, 0, 0, 0));
    let owed = play(&versions(&both), &[event(1, at(10, 0), CaseOpened), event(2, answered, CaseAnswered)]);
    let state = |norm: &str| owed.iter().find(|one| one.norm == norm).map(|one| one.state.clone()).unwrap();
    assert!(matches!(state("law"), State::Met { .. }));
    assert!(matches!(state("own"), State::Breached { met_late: Some(_), .. }));
}

#[test]
fn a_promise_for_some_is_opened_for_them_alone() {
    let fast = norm(
        "fast",
        "starts = { event = \"ticket.taken\", where = { priority = true } }\nwithin = { minutes = 5 }\nmet_by = [\"ticket.called\"]",
    );
    let ordinary = with(event(1, at(10, 0), TicketTaken), "priority", Fact::Bool(false));
    let priority = with(event(1, at(10, 0), TicketTaken), "priority", Fact::Bool(true));
    assert_eq!(play(&versions(&fast), &[ordinary]).len(), 0);
    assert_eq!(play(&versions(&fast), &[priority]).len(), 1);
}

/// C-04: a service without a deadline is done as fast as possible, and no clock runs.
#[test]
fn the_deadline_of_the_service_card_is_kept_where_there_is_one() {
    let card =
        norm("card", "starts = \"case.opened\"\nwithin = \"service_deadline\"\nmet_by = [\"case.answered\"]");
    let opened = event(1, at(10, 0), CaseOpened);
    assert_eq!(play(&versions(&card), std::slice::from_ref(&opened)).len(), 0);
    let dated = with(
        with(opened, "deadline_unit", Fact::Word("working_days".to_owned())),
        "deadline_count",
        Fact::Int(1),
    );
    // Tuesday, 17 November is the day before a holiday and ends an hour earlier (Labour Law s. 135).
    assert_eq!(play(&versions(&card), &[dated])[0].due_at, at(16, 0).plus_minutes(24 * 60));
}

#[test]
fn what_is_taken_back_is_owed_again_and_what_it_opened_is_gone() {
    let both = wait(15)
        + &norm(
            "walk",
            "starts = \"ticket.called\"\nwithin = { seconds = 60 }\nmet_by = [\"ticket.started\"]",
        );
    let taken = event(1, at(10, 0), TicketTaken);
    let called = event(2, at(10, 5), TicketCalled);
    let undone = with(event(3, at(10, 5).plus_seconds(6), TicketUndone), "undoes", Fact::Int(2));
    assert_eq!(
        play(&versions(&both), &[taken.clone(), called.clone(), undone]),
        play(&versions(&both), &[taken])
    );
}

/// A reply that is taken back before it leaves: what it ended is owed again, also what it had only made good.
#[test]
fn what_a_letter_that_never_left_had_answered_is_owed_again_in_time_and_late() {
    let card =
        norm("answer", "starts = \"case.opened\"\nwithin = { minutes = 30 }\nmet_by = [\"case.answered\"]");
    let opened = event(1, at(10, 0), CaseOpened);
    let late = event(2, at(10, 30), ObligationBreached);
    for (before, answered_at) in [(vec![opened.clone()], at(10, 5)), (vec![opened, late], at(11, 0))] {
        let answered = event(3, answered_at, CaseAnswered);
        let undone = with(event(4, answered_at.plus_seconds(9), CaseReopened), "undoes", Fact::Int(3));
        let undone = with(undone, "undoes_at", Fact::Int(answered_at.millis()));
        let all = [before.clone(), vec![answered, undone]].concat();
        assert_eq!(play_all(&versions(&card), &all).0, play_all(&versions(&card), &before).0);
    }
}

#[test]
fn an_obligation_is_judged_by_the_version_it_was_born_under() {
    let mut versions = Versions::default();
    versions.insert(1, Timestamp::from_millis(0), standard(&wait(15)));
    versions.insert(2, at(10, 5), standard(&wait(5)));
    let owed = play(&versions, &[event(1, at(10, 0), TicketTaken), event(2, at(10, 12), TicketCalled)]);
    assert_eq!((owed.len(), owed[0].standard), (1, 1));
    assert!(matches!(owed[0].state, State::Met { .. }));
    let later = play(&versions, &[event(1, at(10, 5), TicketTaken), event(2, at(10, 12), TicketCalled)]);
    assert_eq!(later[0].standard, 2);
    assert!(matches!(later[0].state, State::Breached { .. }));
}
