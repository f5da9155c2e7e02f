//! Laws beside the standard: two limits on one thing; what a matter is found to be later; more time; what joins another.

use std::collections::BTreeMap;

use proptest::prelude::*;
use solits_calendar::Term;
use solits_kernel::Timestamp;
use solits_obligation::{
    Event, Obligation, State, Versions, apply,
    law::{Bound, Laws},
};
use solits_standard::{event::EventKind, model::Fact};

use crate::{at, calendar, event, norm, versions};

const ANSWER: &str = "starts = \"case.opened\"\nwithin = { working_days = 3 }\nmet_by = [\"case.answered\"]";
const OF_LETTERS: &str = "starts = { event = \"message.received\", where = { form = \"e_letter\" } }\n\
    within = { working_days = 2 }\nmet_by = [\"message.answered\"]";

/// The standard's promises, bound by laws as well.
fn bound(norms: &str) -> Versions {
    let mut versions = versions(norms);
    versions.bind(Bound::known());
    versions
}

#[expect(clippy::needless_pass_by_value, reason = "an event is written and given away in one line")]
fn facts(event: Event, facts: &[(&str, Fact)]) -> Event {
    let facts: BTreeMap<_, _> = facts.iter().map(|(name, fact)| ((*name).to_owned(), fact.clone())).collect();
    let Event { n, at, kind, subject, branch, employee, .. } = event;
    Event { n, at, kind, subject, branch, employee, facts }
}

fn word(word: &str) -> Fact {
    Fact::Word(word.to_owned())
}

fn submission(n: i64, at: Timestamp) -> Event {
    facts(
        event(n, at, EventKind::CaseOpened),
        &[("form", word("submission")), ("matter", word("request")), ("law", word("submission"))],
    )
}

/// What is so far owed, moved by an event.
fn follow(versions: &Versions, owed: &mut Vec<Obligation>, event: &Event) {
    for change in apply(versions, &calendar(), owed, event) {
        if let Some(before) = change.before {
            owed.retain(|one| one.id != before.id);
        }
        owed.extend(change.after);
    }
}

fn found<'a>(owed: &'a [Obligation], norm: &str) -> &'a Obligation {
    owed.iter().find(|one| one.norm == norm).unwrap_or_else(|| panic!("no {norm} in {owed:#?}"))
}

/// Lesson 11: both are owed; a breach of each counts by itself.
#[test]
fn a_submission_has_the_term_of_the_law_beside_the_promise_of_the_standard() {
    let versions = bound(&norm("answer", ANSWER));
    let mut owed = Vec::new();
    follow(&versions, &mut owed, &submission(1, at(10, 0)));
    let (own, law) = (found(&owed, "answer"), found(&owed, "law.submission-2026"));
    assert!(own.due_at < law.due_at && law.standard < 0 && law.why.is_some());
    // Monday the 16th; Wednesday the 18th is a public holiday.
    assert_eq!(law.due_at.day(), jiff::civil::date(2026, 12, 1));

    let answered = event(2, at(15, 0), EventKind::CaseAnswered);
    follow(&versions, &mut owed, &answered);
    assert!(owed.iter().all(|one| matches!(one.state, State::Met { n: 2, .. })), "{owed:#?}");
}

#[test]
fn what_no_law_names_has_only_what_the_standard_promises() {
    let versions = bound(&norm("answer", ANSWER));
    let mut owed = Vec::new();
    follow(&versions, &mut owed, &event(1, at(10, 0), EventKind::CaseOpened));
    assert_eq!(owed.len(), 1);
}

#[test]
fn the_law_written_down_in_the_standard_runs_once() {
    let repeated = "starts = \"case.opened\"\nwithin = { working_days = 10 }\nmet_by = [\"case.answered\"]\nlimit = \"law\"";
    let mut owed = Vec::new();
    follow(&bound(&norm("law", repeated)), &mut owed, &submission(1, at(10, 0)));
    assert_eq!(owed.len(), 1);
    assert_eq!(owed[0].norm, "law");
}

/// H-07: what is written down on Monday was received when it was received; the old law binds what came under it.
#[test]
fn clocks_count_from_receipt_and_the_law_is_that_of_the_day_of_receipt() {
    let versions = bound(&norm("answer", ANSWER));
    let friday = Timestamp::parse("2026-02-27T10:00:00.000Z").unwrap();
    let mut owed = Vec::new();
    let mut late = submission(1, Timestamp::parse("2026-03-03T10:00:00.000Z").unwrap());
    late.facts.insert("received_at".to_owned(), Fact::Int(friday.millis()));
    follow(&versions, &mut owed, &late);
    let own = found(&owed, "answer");
    assert_eq!(own.due_at.day(), jiff::civil::date(2026, 3, 4), "three working days after Friday");
    assert_eq!(own.why.as_ref().unwrap().start, friday);
    assert_eq!(own.opened_at, late.at, "it stands where it was opened");
    // A month, rolled: 27 March 2026 is a Friday. The term ends with that day, at midnight.
    assert_eq!(
        found(&owed, "law.submission-2008").due_at.plus_millis(-1).day(),
        jiff::civil::date(2026, 3, 27)
    );

    // Somebody's clock that stands before the event is a mistake, and gives nobody more time.
    let mut ahead = submission(1, friday);
    ahead.facts.insert("received_at".to_owned(), Fact::Int(friday.plus_minutes(60).millis()));
    let mut owed = Vec::new();
    follow(&versions, &mut owed, &ahead);
    assert_eq!(found(&owed, "answer").why.as_ref().unwrap().start, friday);
}

/// H-19: a part that is taken out of a case was received with it; its receipt was confirmed with it, and is not owed twice.
#[test]
fn what_was_confirmed_before_owes_its_answer_from_receipt_and_no_second_confirmation() {
    let receipt = "starts = \"case.opened\"\nwithin = { working_days = 1 }\nmet_by = [\"case.acknowledged\", \"case.answered\"]";
    let versions = bound(&format!("{}{}", norm("answer", ANSWER), norm("receipt", receipt)));
    let monday = at(10, 0);
    let part = |was_acknowledged: bool| {
        let mut part = submission(1, monday.plus_minutes(9 * 24 * 60));
        part.facts.insert("received_at".to_owned(), Fact::Int(monday.millis()));
        part.facts.insert("was_acknowledged".to_owned(), Fact::Bool(was_acknowledged));
        part
    };
    let mut owed = Vec::new();
    follow(&versions, &mut owed, &part(true));
    assert!(owed.iter().all(|one| one.norm != "receipt"), "{owed:#?}");
    assert_eq!(found(&owed, "law.submission-2026").due_at.day(), jiff::civil::date(2026, 12, 1));
    let mut owed = Vec::new();
    follow(&versions, &mut owed, &part(false));
    assert!(found(&owed, "receipt").due_at < part(false).at, "nobody has confirmed it: it is late");
}

#[test]
fn a_matter_found_to_be_a_submission_gets_its_clocks_from_receipt_and_loses_those_of_a_letter() {
    let versions = bound(&(norm("answer", ANSWER) + &norm("letters", OF_LETTERS)));
    let mut owed = Vec::new();
    let letter = [("form", word("e_letter")), ("matter", word("request"))];
    follow(&versions, &mut owed, &facts(event(1, at(9, 0), EventKind::CaseOpened), &letter));
    follow(&versions, &mut owed, &facts(event(2, at(9, 0), EventKind::MessageReceived), &letter));
    assert_eq!(owed.len(), 2);

    let found_out = [
        ("form", word("submission")),
        ("matter", word("request")),
        ("law", word("submission")),
        ("electronic", Fact::Bool(true)),
        ("received_at", Fact::Int(at(9, 0).millis())),
    ];
    let tuesday = at(9, 0).plus_minutes(24 * 60);
    follow(&versions, &mut owed, &facts(event(3, tuesday, EventKind::CaseClassified), &found_out));
    assert!(matches!(found(&owed, "letters").state, State::Waived { n: 3, .. }));
    assert_eq!(found(&owed, "answer").state, State::Open, "what asks nothing of the nature goes on");
    assert_eq!(found(&owed, "answer").opened_n, 1);
    let law = found(&owed, "law.submission-2026");
    assert_eq!(law.why.as_ref().unwrap().start, at(9, 0));

    // Said once more, nothing changes; said otherwise, it goes back, and the letter's clock runs anew.
    let before = owed.clone();
    follow(&versions, &mut owed, &facts(event(4, tuesday, EventKind::CaseClassified), &found_out));
    assert_eq!(owed, before);
    let back = [letter[0].clone(), letter[1].clone(), ("electronic", Fact::Bool(true)), found_out[4].clone()];
    follow(&versions, &mut owed, &facts(event(5, tuesday, EventKind::CaseClassified), &back));
    assert!(matches!(found(&owed, "law.submission-2026").state, State::Waived { n: 5, .. }));
    let open: Vec<_> = owed.iter().filter(|one| one.norm == "letters" && one.state == State::Open).collect();
    assert_eq!(open.len(), 1);
    assert_eq!(open[0].opened_n, 5);
}

/// H-19: forwarding is owed from the moment it is found to belong elsewhere, and counts from receipt.
#[test]
fn forwarding_is_owed_only_for_what_belongs_to_somebody_else() {
    let versions = bound("");
    let mut owed = Vec::new();
    follow(&versions, &mut owed, &submission(1, at(10, 0)));
    assert_eq!(owed.len(), 1);
    let referred = [("law", word("submission")), ("received_at", Fact::Int(at(10, 0).millis()))];
    follow(&versions, &mut owed, &facts(event(2, at(12, 0), EventKind::CaseReferred), &referred));
    let forward = found(&owed, "law.submission-2026-forward");
    assert_eq!(
        forward.due_at.day(),
        jiff::civil::date(2026, 11, 24),
        "five working days, one holiday between"
    );
    follow(&versions, &mut owed, &event(3, at(13, 0), EventKind::CaseForwarded));
    assert!(matches!(found(&owed, "law.submission-2026-forward").state, State::Met { .. }));
    assert!(matches!(found(&owed, "law.submission-2026").state, State::Waived { .. }));
}

#[test]
fn what_joins_another_case_is_owed_there_and_stays_late_where_it_was_late() {
    let versions = bound(&norm("answer", ANSWER));
    for (days, is_late) in [(1, false), (7, true)] {
        let mut owed = Vec::new();
        follow(&versions, &mut owed, &submission(1, at(10, 0)));
        let joined = at(10, 0).plus_minutes(days * 24 * 60);
        follow(&versions, &mut owed, &event(2, joined, EventKind::CaseJoined));
        let own = found(&owed, "answer");
        assert_eq!(matches!(own.state, State::Breached { met_late: None, .. }), is_late);
        assert!(owed.iter().all(|one| one.look_at.is_none()), "nobody is told any more");
    }
}

#[test]
fn an_extended_term_ends_later_and_a_standing_clock_is_not_broken_by_time() {
    let versions = bound(&norm("answer", ANSWER));
    let mut owed = Vec::new();
    follow(&versions, &mut owed, &submission(1, at(10, 0)));
    let law = found(&owed, "law.submission-2026").clone();
    let until = law.due_at.plus_minutes(5 * 24 * 60);
    let named = ("obligation", word(&law.id.to_string()));
    let extended = [named.clone(), ("until", Fact::Int(until.millis()))];
    follow(&versions, &mut owed, &facts(event(2, at(11, 0), EventKind::CaseExtended), &extended));
    let after = found(&owed, "law.submission-2026").clone();
    assert_eq!((after.due_at, after.look_at), (until, Some(until.plus_millis(1))));
    assert_eq!(found(&owed, "answer").due_at, owed[0].due_at, "the own promise stays as it was");

    let own = found(&owed, "answer").clone();
    let waits = [("obligation", word(&own.id.to_string()))];
    follow(&versions, &mut owed, &facts(event(3, at(12, 0), EventKind::CasePaused), &waits));
    assert_eq!(found(&owed, "answer").look_at, None);
    let on = [waits[0].clone(), ("until", Fact::Int(own.due_at.plus_minutes(60).millis()))];
    follow(&versions, &mut owed, &facts(event(4, at(14, 0), EventKind::CaseResumed), &on));
    assert_eq!(found(&owed, "answer").due_at, own.due_at.plus_minutes(60));
    assert!(found(&owed, "answer").look_at.is_some());
}

#[test]
fn every_term_of_a_law_is_counted_in_days_or_months_and_has_a_norm_of_its_own() {
    let laws = Laws::known();
    let norms: std::collections::BTreeSet<String> =
        laws.terms.iter().map(solits_obligation::law::LawTerm::norm).collect();
    assert_eq!(norms.len(), laws.terms.len());
    let bound = Bound::of(laws.clone()).unwrap();
    assert!(laws.terms.iter().all(|term| bound.term(&term.norm()) == Some(term)));
    let minutes = include_str!("../../law/latvia.toml").replace("{ working_days = 5 }", "{ minutes = 5 }");
    assert!(matches!(laws.terms[0].within, Term::WorkingDays(10)));
    assert!(Bound::of(Laws::read(&minutes).unwrap()).is_err(), "a law does not count minutes");
}

proptest! {
    /// On every day from 2020 to 2030 a submission has exactly one term for its answer, however late it is written down.
    #[test]
    fn every_day_has_its_law(day in 0_i64..4_000, written_down_after in 0_i64..20) {
        let received = Timestamp::parse("2020-01-01T10:00:00.000Z").unwrap().plus_minutes(day * 24 * 60);
        let mut event = submission(1, received.plus_minutes(written_down_after * 24 * 60));
        event.facts.insert("received_at".to_owned(), Fact::Int(received.millis()));
        let mut owed = Vec::new();
        follow(&bound(""), &mut owed, &event);
        prop_assert_eq!(owed.len(), 1);
        let is_new = received.to_riga().date() >= jiff::civil::date(2026, 3, 1);
        prop_assert_eq!(owed[0].norm == "law.submission-2026", is_new);
        prop_assert!(owed[0].due_at > received);
    }
}

/// The Latvian year: holidays, substitute days, transferred days and clock changes, from a table of reference; written down
/// at any hour, at once or days later.
#[test]
fn the_terms_of_the_law_end_on_the_days_of_the_table_of_reference() {
    let versions = bound(&norm(
        "one",
        "starts = \"case.opened\"\nwithin = { working_days = 1 }\nmet_by = [\"case.answered\"]",
    ));
    let mut seen = 0;
    for line in include_str!("../../../calendar/tests/data/deadlines.tsv").lines().skip(1) {
        let cells: Vec<&str> = line.split('\t').collect();
        let day: jiff::civil::Date = cells[0].parse().unwrap();
        let table = |column: usize| cells[column].parse::<jiff::civil::Date>().unwrap();
        let column = |name: &str| {
            include_str!("../../../calendar/tests/data/deadlines.tsv")
                .lines()
                .next()
                .unwrap()
                .split('\t')
                .position(|head| head == name)
                .unwrap()
        };
        let is_new = day >= jiff::civil::date(2026, 3, 1);
        for (hour, minute, days_later) in [(0, 0, 0), (9, 30, 0), (16, 59, 1), (23, 59, 4)] {
            let received = Timestamp::in_riga(day, jiff::civil::time(hour, minute, 0, 0));
            let mut opened = submission(1, received.plus_minutes(days_later * 24 * 60));
            opened.facts.insert("received_at".to_owned(), Fact::Int(received.millis()));
            let mut owed = Vec::new();
            follow(&versions, &mut owed, &opened);
            let mut referred = facts(
                event(2, opened.at.plus_minutes(1), EventKind::CaseReferred),
                &[("law", word("submission")), ("received_at", Fact::Int(received.millis()))],
            );
            referred.facts.insert("referral".to_owned(), word("1"));
            follow(&versions, &mut owed, &referred);
            let last = |norm: &str| found(&owed, norm).due_at.plus_millis(-1).to_riga().date();
            assert_eq!(last("one"), table(column("plus_1_wd")), "a working day from {day}");
            if is_new {
                assert_eq!(last("law.submission-2026"), table(column("plus_10_wd")), "from {day}");
                assert_eq!(last("law.submission-2026-forward"), table(column("plus_5_wd")), "from {day}");
            } else {
                assert_eq!(last("law.submission-2008"), table(column("plus_1_month_rolled")), "from {day}");
            }
            seen += 1;
        }
    }
    assert!(seen >= 28 * 4, "{seen} rows");
}
