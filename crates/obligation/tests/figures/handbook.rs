//! The promises of the national handbook, in its own right and where a standard takes them over.

use solits_standard::{
    event::EventKind::*,
    model::{ActKind, Fact, Spoken, StandardLevel, Status},
};

use crate::{
    builders::{Document::*, Example, at, examples, happens, monday, promise},
    values::{Subs, assert_paragraphs, items, word, words, yes},
};

impl Example {
    /// What the program takes for no question is owed no answer, for a reason of a closed list and no other.
    fn needs_no_answer(self) -> Self {
        let why = |code: &str| happens(MessageNeedsNoAnswer).with("why", Fact::Word(code.to_owned()));
        self.waived_by(why("thanks"), "klients tikai pateicās")
            .waived_by(why("advertising"), "tā ir reklāma")
            .waived_by(why("duplicate"), "to pašu kārto citā lietā")
            .waived_by(why("withdrawn"), "klients lūgumu atsauca")
    }
}

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
        .needs_no_answer()
}

pub fn mail_answered() -> Example {
    promise(Handbook, "mail-answered", "beh-10")
        .starts(happens(MessageReceived), at(17, 11, 15, 0))
        .due(at(20, 11, 17, 0))
        .met_by(MessageAnswered)
        .met_by(MessageDelayTold)
        .needs_no_answer()
}

/// H-06, I-07: the day a client was told is a promise of its own.
pub fn mail_told_day() -> Example {
    promise(Handbook, "mail-told-day", "beh-10")
        .starts(happens(MessageDelayTold).planned(at(24, 11, 17, 0)), at(17, 11, 15, 0))
        .due(at(24, 11, 17, 0))
        .met_by(MessageAnswered)
        .needs_no_answer()
}

/// I-07: what is promised is done.
pub fn case_promised() -> Example {
    promise(Handbook, "case-promised", "svc-5")
        .starts(happens(CasePromised).planned(at(24, 11, 17, 0)), at(17, 11, 15, 0))
        .due(at(24, 11, 17, 0))
        .met_when(happens(CasePromiseKept).with("kept", Fact::Bool(true)))
        .waived_by(
            happens(CasePromiseKept).with("kept", Fact::Bool(false)),
            "solījums atsaukts, klientam paskaidrots",
        )
}

pub fn doors_on_time() -> Example {
    promise(Handbook, "doors-on-time", "beh-12")
        .starts(happens(BranchDayStarted).planned(monday(9, 0)), monday(8, 30))
        .due(monday(9, 0))
        .met_by(BranchDoorsOpened)
}

examples! {
    handbook_svc_5_what_a_client_is_promised_is_done_on_the_day_named => case_promised();
    handbook_svc_5_what_a_client_is_promised_is_done_at_the_state_land_service => case_promised().taken_over_by(Vzd);
    /// Three rings, one every five seconds (G-02): answered before the fourth begins.
    handbook_beh_9_a_call_is_answered_by_the_third_ring => third_ring();
    /// One working day (H-04): of a letter of Tuesday afternoon, with a holiday on Wednesday, it is Thursday.
    handbook_beh_10_receipt_of_a_letter_is_confirmed_in_one_working_day => mail_acknowledged();
    /// Two working days (H-05), or word of the day when the answer comes (H-06).
    handbook_beh_10_a_letter_is_answered_in_two_working_days => mail_answered();
    handbook_beh_10_a_letter_is_answered_on_the_day_that_was_told => mail_told_day();
    handbook_beh_10_letters_in_ezermala_are_answered_on_the_day_that_was_told =>
        mail_told_day().taken_over_by(Ezermala);
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
    handbook_beh_10_letters_are_answered_at_the_state_land_service_on_the_day_told => mail_told_day().taken_over_by(Vzd);
    handbook_beh_10_letters_are_answered_at_the_state_land_service => mail_answered().taken_over_by(Vzd);
}

#[test]
fn handbook_pre_a_living_national_handbook_without_a_number_or_a_day() {
    let identity = Handbook.standard().file().identity.clone();
    assert_eq!(
        (identity.kind, identity.level, identity.status),
        (ActKind::Handbook, StandardLevel::National, Status::Living)
    );
    assert_eq!((identity.number, identity.adopted, identity.in_force), (None, None, None));
    assert!(yes(Handbook, "std.feedback_on_itself", "end"));
}

#[test]
fn handbook_val_and_svc_six_values_of_institutions_and_six_of_service() {
    let standard = Handbook.standard();
    let found: Vec<_> = standard.lists().principles.iter().map(|one| one.origin.paragraph.as_str()).collect();
    let expected = [
        "val-1", "val-2", "val-3", "val-4", "val-5", "val-6", "svc-1", "svc-2", "svc-3", "svc-4", "svc-5",
        "svc-6",
    ];
    assert_eq!(found, expected);
    let terms: Vec<_> = standard.lists().terms.iter().map(|one| one.value.term.lv.as_str()).collect();
    assert_eq!(terms, ["mēs", "klients", "iestāde"]);
}

#[test]
fn handbook_beh_8_everyone_is_treated_alike_on_six_grounds() {
    let expected = [
        "sociālā grupa",
        "vecuma grupa",
        "dzimums",
        "tautība",
        "reliģiskā pārliecība",
        "politiskā pārliecība",
    ];
    assert_eq!(items(Handbook, "equal.grounds", "beh-8"), expected);
}

#[test]
fn handbook_beh_8_three_grounds_to_break_off_and_whom_to_call() {
    assert!(yes(Handbook, "aggression.stop_contact", "beh-8"));
    assert_eq!(word(Handbook, "intoxicated.policy", "beh-8"), "may_break_off");
    assert_eq!(items(Handbook, "aggression.call", "beh-8"), ["apsardze", "tiešais vadītājs"]);
    let standard = Handbook.standard();
    let norm = standard.norms().iter().find(|norm| norm.value.id == "stop-contact").unwrap();
    for ground in ["agresīvs", "provocējošs", "apreibis"] {
        assert!(norm.value.text.lv.contains(ground), "{ground}");
    }
}

#[test]
fn handbook_beh_9_and_beh_10_an_absence_is_announced_with_a_substitute() {
    let (calls, letters) = (
        words(Handbook, "phone.absence_forwarding", "beh-9"),
        words(Handbook, "mail.out_of_office", "beh-10"),
    );
    for kind in ["atvaļinājums", "komandējums", "mācības", "u. c."] {
        assert!(calls.contains(kind) && letters.contains(kind), "{kind}");
    }
    assert!(letters.contains("obligāts") && letters.contains("aizvietotāja kontaktinformācija"));
    assert!(yes(Handbook, "phone.cover_in_unit", "beh-9"));
}

#[test]
fn handbook_beh_10_a_letter_is_signed_with_all_contacts_and_invites_an_opinion() {
    let expected = [
        "vārds",
        "uzvārds",
        "iestāde",
        "amats",
        "e-pasts",
        "tālrunis",
        "Twitter konts un cita kontaktinformācija",
    ];
    assert_eq!(items(Handbook, "mail.signature", "beh-10"), expected);
    assert!(
        yes(Handbook, "mail.closing_invitation", "beh-10") && yes(Handbook, "mail.delay_notice", "beh-10")
    );
    assert_eq!(words(Handbook, "mail.check", "beh-10"), "vairākas reizes dienā");
}

/// Trap 1 of area V: the part on the telephone is the template, the surname of beh-1 stands in a guide.
#[test]
fn handbook_beh_9_the_greeting_names_institution_and_name() {
    assert_eq!(words(Handbook, "phone.greeting", "beh-9"), "{Iestāde}, {vārds}! Lūdzu!");
    let standard = Handbook.standard();
    let said: Vec<_> =
        standard.lists().phrases.iter().flat_map(|one| &one.value.recommended).map(Spoken::latvian).collect();
    assert_eq!(said, ["{Iestāde}, {vārds}! Lūdzu!", "Veiksmīgu dienu!", "Lai Jums izdodas!"]);
}

/// Trap 11 of area V.
#[test]
fn handbook_beh_12_the_last_client_is_served_after_hours() {
    assert_eq!(word(Handbook, "closing.last_client_policy", "beh-12"), "serve_after_hours");
}

/// Area W: 31 parts of a document without numbers.
#[test]
fn handbook_every_part_of_the_document_stands_in_the_file() {
    let parts = [
        "pre-1", "pre-2", "pre-3", "pre-4", "val-1", "val-2", "val-3", "val-4", "val-5", "val-6", "svc-1",
        "svc-2", "svc-3", "svc-4", "svc-5", "svc-6", "beh-1", "beh-2", "beh-3", "beh-4", "beh-5", "beh-6",
        "beh-7", "beh-8", "beh-9", "beh-10", "beh-11", "beh-12", "beh-13", "beh-14", "end",
    ];
    assert_paragraphs(Handbook, 0, &Subs(&[]), &parts, 31);
}
