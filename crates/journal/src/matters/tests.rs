//! By example for every paragraph the counts come from, and over random histories: counting in pieces equals counting at once.

use std::collections::BTreeMap;

use proptest::{collection::vec, prelude::*};
use solits_kernel::{BranchId, EmployeeId, Timestamp};
use uuid::Uuid;

use super::{Added, Counts, Place, added, asked_of_client, roll::Change};
use crate::store::StoredEntry;

fn begin() -> Timestamp {
    Timestamp::parse("2026-11-16T08:00:00.000Z").unwrap()
}

/// A history: minutes since the beginning, kind and facts of each entry, all done by one clerk at one branch.
fn history(entries: &[(i64, &str, &str)]) -> Vec<StoredEntry> {
    (1..)
        .zip(entries)
        .map(|(n, (minutes, kind, facts))| StoredEntry {
            n,
            at: begin().plus_minutes(*minutes),
            kind: (*kind).to_owned(),
            subject_id: Uuid::from_u128(9),
            actor: "e".to_owned(),
            actor_id: Some(Uuid::from_u128(3)),
            branch_id: Some(BranchId::new(Uuid::from_u128(1))),
            facts: (*facts).to_owned(),
        })
        .collect()
}

/// Everything counted of a history, wherever and whenever.
fn counted(entries: &[(i64, &str, &str)]) -> Counts {
    sum(&added(&history(entries)))
}

fn sum(added: &Added) -> Counts {
    added.values().fold(Counts::default(), |mut sum, counts| {
        sum.add(*counts);
        sum
    })
}

const OPENED_IN_WRITING: (i64, &str, &str) = (0, "case.opened", r#"{"kind":"request","channel":"email"}"#);
const OPENED_AT_A_DESK: (i64, &str, &str) = (0, "case.opened", r#"{"kind":"order","channel":"visit"}"#);
const ANSWERED: (i64, &str, &str) = (1_500, "case.answered", "{}");

/// Handbook beh-12 and guidelines 2.2-norm-6: solved at the first contact, in one visit.
#[test]
fn a_visit_that_ends_solved_is_solved_at_the_first_contact_and_one_that_becomes_a_case_is_counted_there() {
    let visit = |outcome: &str| {
        counted(&[
            (0, "ticket.taken", "{}"),
            (9, "ticket.finished", &format!(r#"{{"outcome":"{outcome}"}}"#)),
        ])
    };
    assert_eq!(visit("solved"), Counts { ended: 1, first: 1, visits: 1, ..Counts::default() });
    assert_eq!(visit("refused"), Counts { ended: 1, visits: 1, ..Counts::default() });
    assert_eq!(visit("case_opened"), Counts::default());
    assert_eq!(visit("broken_off"), Counts::default());
}

/// Guidelines 2.2-norm-6.
#[test]
fn a_letter_answered_at_once_is_solved_at_the_first_contact_and_one_that_needed_another_is_not() {
    // The message that opened the case is told of twice.
    let came = (0, "message.received", "{}");
    let again = (700, "message.received", "{}");
    let at_once = counted(&[OPENED_IN_WRITING, came, ANSWERED]);
    assert_eq!(at_once, Counts { ended: 1, first: 1, contacts: 1, ..Counts::default() });
    let twice = counted(&[OPENED_IN_WRITING, came, again, ANSWERED]);
    assert_eq!(twice, Counts { ended: 1, first: 0, contacts: 2, ..Counts::default() });
    let not_solved =
        counted(&[OPENED_IN_WRITING, ANSWERED, (2_000, "case.reopened", r#"{"what":"judged"}"#)]);
    assert_eq!((not_solved.ended, not_solved.first), (1, 0));
    let taken_back =
        counted(&[OPENED_IN_WRITING, ANSWERED, (1_501, "case.reopened", r#"{"what":"reply_taken_back"}"#)]);
    assert_eq!(taken_back, Counts::default(), "a reply that never left is none");
}

#[test]
fn what_was_spoken_about_and_became_a_case_was_not_solved_at_the_first_contact() {
    let counts = counted(&[OPENED_AT_A_DESK, ANSWERED]);
    assert_eq!(counts, Counts { ended: 1, visits: 1, ..Counts::default() });
}

#[test]
fn a_case_closed_refused_or_forwarded_without_an_answer_ends_unsolved() {
    for kind in ["case.closed", "case.refused", "case.forwarded"] {
        let counts = counted(&[OPENED_IN_WRITING, (30, kind, "{}")]);
        assert_eq!((counts.ended, counts.first), (1, 0), "{kind}");
    }
}

/// Guidelines 2.2-princ-1, handbook val-6.
#[test]
fn passing_on_is_counted_where_and_when_it_was_done() {
    // Whoever takes it up themselves passes it on to nobody.
    let taken_up = format!(r#"{{"owner":"{}"}}"#, Uuid::from_u128(3));
    let entries = history(&[
        OPENED_IN_WRITING,
        (5, "case.assigned", &taken_up),
        (10, "case.assigned", "{}"),
        (2_000, "case.handed_over", "{}"),
        (2_010, "case.referred", "{}"),
        (9_000, "case.forwarded", "{}"),
    ]);
    let by_day: Vec<(i64, Counts)> =
        added(&entries).into_iter().map(|(place, counts)| (place.day, counts)).collect();
    let first = by_day[0].0;
    assert_eq!(by_day[0], (first, Counts { people: 1, ..Counts::default() }));
    assert_eq!(by_day[1], (first + 1, Counts { units: 1, bodies: 1, ..Counts::default() }));
    assert_eq!(by_day[2].1, Counts { bodies: 1, ended: 1, contacts: 1, ..Counts::default() });
}

#[test]
fn a_client_passed_to_another_desk_counts_once_they_were_served_and_not_when_it_was_taken_back() {
    let contact = Uuid::from_u128(5).to_string();
    let served = format!(r#"{{"contact":"{contact}"}}"#);
    let passed = (5, "ticket.transferred", served.as_str());
    let solved = (20, "ticket.finished", r#"{"outcome":"solved"}"#);
    let taken = (0, "ticket.taken", "{}");
    let counts = counted(&[taken, passed, solved]);
    assert_eq!(counts, Counts { desks: 1, ended: 1, first: 1, visits: 1, ..Counts::default() });
    assert_eq!(counted(&[taken, (5, "ticket.transferred", "{}"), solved]).desks, 0);
    assert_eq!(counted(&[taken, passed, (6, "ticket.undone", r#"{"undoes":2}"#)]), Counts::default());
}

/// Guidelines 2.2-norm-6, 2.2-princ-1: visits, contacts, documents and fees.
#[test]
fn what_a_case_asked_of_the_client_counts_once_it_has_ended() {
    let entries = [
        (0, "case.opened", r#"{"kind":"order","channel":"visit","files":1}"#),
        (60, "message.received", r#"{"files":2}"#),
        (70, "case.paid", r#"{"cents":1250}"#),
        (1_490, "case.handed_out", r#"{"place":"counter"}"#),
        ANSWERED,
    ];
    let costs = Counts { ended: 1, visits: 2, contacts: 1, documents: 3, cents: 1_250, ..Counts::default() };
    assert_eq!(counted(&entries), costs);
    assert_eq!(counted(&entries[..4]), Counts::default(), "it has not ended yet");
    let so_far = asked_of_client(&history(&entries[..2]));
    assert_eq!((so_far.visits, so_far.contacts, so_far.documents, so_far.cents), (1, 1, 3, 0));
    let by_post = (1_490, "case.handed_out", r#"{"place":"post"}"#);
    assert_eq!(counted(&[OPENED_AT_A_DESK, by_post, ANSWERED]).visits, 1);
}

/// K: hidden from the person concerned everywhere, counts among it.
#[test]
fn complaints_are_never_counted_nor_what_became_one_nor_a_part_of_another_case() {
    let complaint = (0, "case.opened", r#"{"kind":"complaint","channel":"email"}"#);
    assert_eq!(counted(&[complaint, (5, "case.assigned", "{}"), ANSWERED]), Counts::default());
    let became = (2_000, "case.classified", r#"{"kind":"complaint"}"#);
    assert_eq!(
        counted(&[OPENED_IN_WRITING, (5, "case.assigned", "{}"), ANSWERED, became]),
        Counts::default()
    );
    let joined = (40, "case.joined", "{}");
    assert_eq!(counted(&[OPENED_IN_WRITING, joined]), Counts::default());
}

#[test]
fn the_employee_named_by_an_entry_counts_before_whoever_recorded_it() {
    let by = Uuid::from_u128(77);
    let facts = format!(r#"{{"outcome":"solved","employee":"{by}"}}"#);
    let added = added(&history(&[(0, "ticket.finished", &facts)]));
    assert_eq!(added.keys().next().map(|place| place.employee), Some(EmployeeId::new(by)));
}

/// Kinds of entries that matter, with facts that matter to some of them.
fn entry() -> impl Strategy<Value = (i64, &'static str, &'static str)> {
    let kind = prop::sample::select(vec![
        ("case.assigned", "{}"),
        ("case.handed_over", "{}"),
        ("case.referred", "{}"),
        ("case.forwarded", "{}"),
        ("case.answered", "{}"),
        ("case.closed", "{}"),
        ("case.refused", "{}"),
        ("case.reopened", "{}"),
        ("case.reopened", r#"{"what":"reply_taken_back"}"#),
        ("case.classified", r#"{"kind":"complaint"}"#),
        ("case.classified", r#"{"kind":"question"}"#),
        ("case.joined", "{}"),
        ("case.paid", r#"{"cents":300}"#),
        ("case.handed_out", r#"{"place":"counter"}"#),
        ("message.received", r#"{"files":2}"#),
        ("message.answered", "{}"),
    ]);
    (0_i64..10_000, kind).prop_map(|(minutes, (kind, facts))| (minutes, kind, facts))
}

proptest! {
    /// However the job comes by, the sums are those of the whole history, and nothing is counted below nothing.
    #[test]
    fn counting_in_pieces_equals_counting_at_once(mut later in vec(entry(), 0..14), cuts in vec(0_i64..16, 0..5)) {
        later.sort_by_key(|entry| entry.0);
        let mut entries = vec![OPENED_IN_WRITING];
        entries.extend(later);
        let entries = history(&entries);
        let mut sums: BTreeMap<Place, Counts> = BTreeMap::new();
        let mut cuts = cuts;
        cuts.push(16);
        cuts.sort_unstable();
        let mut after = 0;
        for cut in cuts {
            let upto = entries.partition_point(|entry| entry.n <= cut);
            Change::of(&entries[..upto], after).count(&mut sums);
            after = cut;
        }
        sums.retain(|_, counts| !counts.is_nothing());
        let whole = added(&entries);
        prop_assert_eq!(&sums, &whole);
        let total = sum(&whole);
        prop_assert!(total.ended <= 1 && total.first <= total.ended && total.contacts >= total.first);
    }
}
