//! The promises of the national handbook, in its own right and where a standard takes them over.

use solits_standard::event::EventKind::*;

use crate::builders::{Document::*, Example, at, examples, happens, monday, promise};

pub fn third_ring() -> Example {
    promise(Handbook, "third-ring", "beh-9")
        .starts(happens(CallRinging), monday(10, 0))
        .due(monday(10, 0).plus_seconds(15))
        .met_by(CallAnswered)
}

pub fn mail_acknowledged() -> Example {
    promise(Handbook, "mail-acknowledged", "beh-10")
        .starts(happens(MessageReceived), at(17, 11, 15, 0))
        .due(at(19, 11, 17, 0))
        .met_by(MessageAcknowledged)
        .met_by(MessageAnswered)
}

pub fn mail_answered() -> Example {
    promise(Handbook, "mail-answered", "beh-10")
        .starts(happens(MessageReceived), at(17, 11, 15, 0))
        .due(at(20, 11, 17, 0))
        .met_by(MessageAnswered)
        .met_by(MessageDelayTold)
}

pub fn doors_on_time() -> Example {
    promise(Handbook, "doors-on-time", "beh-12")
        .starts(happens(BranchDayStarted).planned(monday(9, 0)), monday(8, 30))
        .due(monday(9, 0))
        .met_by(BranchDoorsOpened)
}

examples! {
    /// Three rings, one every five seconds (G-02): answered before the fourth begins.
    handbook_beh_9_a_call_is_answered_by_the_third_ring => third_ring();
    /// One working day (H-04): of a letter of Tuesday afternoon, with a holiday on Wednesday, it is Thursday.
    handbook_beh_10_receipt_of_a_letter_is_confirmed_in_one_working_day => mail_acknowledged();
    /// Two working days (H-05), or word of the day when the answer comes (H-06).
    handbook_beh_10_a_letter_is_answered_in_two_working_days => mail_answered();
    /// Zero minutes: exactly at the start of work (trap 10 of area V).
    handbook_beh_12_doors_open_exactly_at_the_start =>
        doors_on_time();
    /// The municipality says nothing of calls, so the handbook's third ring holds there.
    handbook_beh_9_the_third_ring_holds_in_a_municipality_that_is_silent =>
        third_ring().taken_over_by(Ezermala);
    handbook_beh_10_receipt_is_confirmed_in_a_municipality_that_is_silent =>
        mail_acknowledged().taken_over_by(Ezermala);
    handbook_beh_10_letters_are_answered_in_a_municipality_that_is_silent =>
        mail_answered().taken_over_by(Ezermala);
    /// The State Land Service has no times for letters either (trap 17 of area V).
    handbook_beh_10_receipt_is_confirmed_at_the_state_land_service => mail_acknowledged().taken_over_by(Vzd);
    handbook_beh_10_letters_are_answered_at_the_state_land_service => mail_answered().taken_over_by(Vzd);
}
