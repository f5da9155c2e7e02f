//! Two limits on one thing are watched apart.

use solits_kernel::Timestamp;
use solits_obligation::{Obligation, State, Versions};
use solits_standard::{event::EventKind::*, model::Fact};

use crate::builders::{Document, Happening, after, at, happens, monday};

/// What is owed at the end, by norm, when these things happen one after the other.
fn play(document: Document, happenings: &[(Happening, Timestamp)]) -> Vec<Obligation> {
    let mut versions = Versions::default();
    versions.insert(1, Timestamp::from_millis(0), document.standard());
    let mut owed =
        happenings.iter().zip(1..).fold(Vec::new(), |owed: Vec<Obligation>, ((happening, moment), n)| {
            after(&versions, &owed, &happening.event(n, *moment))
        });
    owed.sort_by(|one, other| one.norm.cmp(&other.norm));
    owed
}

fn dues(owed: &[Obligation]) -> Vec<(&str, Timestamp)> {
    owed.iter().map(|one| (one.norm.as_str(), one.due_at)).collect()
}

fn kept(owed: &[Obligation]) -> Vec<(&str, bool)> {
    owed.iter().map(|one| (one.norm.as_str(), matches!(one.state, State::Met { .. }))).collect()
}

fn card_of_five_working_days() -> Happening {
    happens(CaseOpened).word("deadline_unit", "working_days").with("deadline_count", Fact::Int(5))
}

#[test]
fn ezermala_25_26_27_a_case_is_confirmed_done_by_its_card_and_answered_by_law_each_in_its_own_time() {
    let opened = (card_of_five_working_days(), monday(10, 0));
    let owed = play(Document::Ezermala, std::slice::from_ref(&opened));
    // Tuesday, 17 November is the day before a holiday and an hour shorter (Labour Law, Section 135).
    let expected = [
        ("case-acknowledged", at(17, 11, 16, 0)),
        ("case-answered", at(24, 11, 17, 0)),
        ("case-answered-law", at(1, 12, 17, 0)),
    ];
    assert_eq!(dues(&owed), expected);
    let owed = play(Document::Ezermala, &[opened, (happens(CaseAnswered), at(27, 11, 12, 0))]);
    let expected = [("case-acknowledged", false), ("case-answered", false), ("case-answered-law", true)];
    assert_eq!(kept(&owed), expected);
}

/// A service whose card names no deadline is done as fast as possible (C-04), and the law's limit still runs.
#[test]
fn ezermala_26_27_without_a_deadline_on_the_card_the_law_alone_limits_the_answer() {
    let owed = play(Document::Ezermala, &[(happens(CaseOpened), monday(10, 0))]);
    let norms: Vec<_> = owed.iter().map(|one| one.norm.as_str()).collect();
    assert_eq!(norms, ["case-acknowledged", "case-answered-law"]);
}

#[test]
fn ezermala_13_14_a_client_with_priority_is_owed_both_waits() {
    let taken = (happens(TicketTaken).with("priority", Fact::Bool(true)), monday(10, 0));
    let owed = play(Document::Ezermala, std::slice::from_ref(&taken));
    assert_eq!(dues(&owed), [("wait", monday(10, 15)), ("wait-priority", monday(10, 5))]);
    let owed = play(Document::Ezermala, &[taken, (happens(TicketCalled), monday(10, 9))]);
    assert_eq!(kept(&owed), [("wait", true), ("wait-priority", false)]);
}

/// To confirm and to answer are two steps and not two competing deadlines (trap 26 of area V).
#[test]
fn handbook_beh_10_a_letter_is_confirmed_in_one_working_day_and_answered_in_two() {
    let received = (happens(MessageReceived), at(23, 11, 10, 0));
    let owed = play(Document::Handbook, std::slice::from_ref(&received));
    assert_eq!(dues(&owed), [("mail-acknowledged", at(24, 11, 17, 0)), ("mail-answered", at(25, 11, 17, 0))]);
    let owed = play(Document::Handbook, &[received.clone(), (happens(MessageAnswered), at(24, 11, 17, 0))]);
    assert_eq!(kept(&owed), [("mail-acknowledged", true), ("mail-answered", true)]);
    let owed = play(Document::Handbook, &[received, (happens(MessageAnswered), at(25, 11, 17, 0))]);
    assert_eq!(kept(&owed), [("mail-acknowledged", false), ("mail-answered", true)]);
}

/// Whoever answers a call in time has promised something new: the clock of the conversation starts.
#[test]
fn vzd_annex_2_s6_2_and_20_4_answering_a_call_ends_one_clock_and_starts_another() {
    let rings = (happens(CallRinging), monday(10, 0));
    let answered = (happens(CallAnswered).word("direction", "incoming"), monday(10, 0).plus_seconds(12));
    let owed = play(Document::Vzd, &[rings, answered]);
    assert_eq!(kept(&owed), [("long-call", false), ("third-ring", true)]);
    assert_eq!(owed[0].due_at, monday(10, 10).plus_seconds(12));
}

/// When service is full again, what was still to be announced no longer is, and its end is to be.
#[test]
fn vzd_annex_2_s2_4_the_end_of_an_outage_ends_two_duties_and_begins_a_third() {
    let owed = play(
        Document::Vzd,
        &[
            (happens(IncidentDeclared), monday(10, 0)),
            (happens(IncidentForecastLong), monday(10, 10)),
            (happens(IncidentEnded), monday(10, 20)),
        ],
    );
    assert_eq!(
        kept(&owed),
        [("outage-end-told", false), ("outage-people-told", true), ("outage-public-told", true)]
    );
    assert_eq!(owed[0].due_at, monday(10, 50));
}
