//! The promises of the demonstration municipality.

use solits_kernel::Timestamp;
use solits_standard::{event::EventKind::*, model::Fact};

use crate::builders::{Document::*, Example, at, examples, happens, monday, promise};

/// A place in the line is no longer owed a call for one of these reasons.
fn in_line(norm: &'static str, paragraph: &'static str, due: Timestamp) -> Example {
    promise(Ezermala, norm, paragraph)
        .due(due)
        .met_by(TicketCalled)
        .waived_by(happens(TicketLeft), "klients pats atstāja rindu")
        .waived_by(happens(TicketIssuedByMistake), "talons izsniegts kļūdas dēļ")
        .waived_by(happens(TicketClosedAtEnd), "talons palicis atvērts dienas beigās")
        .target(90.0)
}

examples! {
    /// A quarter of an hour, for nine clients of ten; the head of unit is told when it has passed.
    ezermala_13_a_client_is_called_within_15_minutes =>
        in_line("wait", "13", monday(10, 15))
            .starts(happens(TicketTaken), monday(10, 0))
            .told(monday(10, 15), "unit_head");
    ezermala_14_a_client_with_priority_is_called_within_5_minutes =>
        in_line("wait-priority", "14", monday(10, 5))
            .starts(happens(TicketTaken).with("priority", Fact::Bool(true)), monday(10, 0));
    ezermala_11_doors_are_open_two_minutes_before_the_time =>
        promise(Ezermala, "doors-on-time", "11")
            .starts(happens(BranchDayStarted).planned(monday(9, 0)), monday(8, 30))
            .due(monday(8, 58))
            .met_by(BranchDoorsOpened)
            .target(98.0);
    /// Of Tuesday, with a holiday on Wednesday, it is Thursday.
    ezermala_25_receipt_of_a_case_is_confirmed_in_one_working_day =>
        promise(Ezermala, "case-acknowledged", "25")
            .starts(happens(CaseOpened), at(17, 11, 15, 0))
            .due(at(19, 11, 17, 0))
            .met_by(CaseAcknowledged)
            .met_by(CaseAnswered)
            .target(95.0);
    /// Ten working days after Monday, 16 November without the 18th are up on Tuesday, 1 December. Of the 367 hours
    /// between, four fifths have passed after 293 hours and 36 minutes.
    ezermala_26_an_application_is_answered_in_ten_working_days_by_law =>
        promise(Ezermala, "case-answered-law", "26")
            .starts(happens(CaseOpened), monday(10, 0))
            .due(at(1, 12, 17, 0))
            .met_by(CaseAnswered)
            .told(at(28, 11, 15, 36), "unit_head")
            .told(at(1, 12, 17, 0), "executive_director")
            .by_law();
    /// Of Tuesday, with a holiday on Wednesday, it is Thursday.
    ezermala_40_a_colleague_is_answered_in_one_working_day =>
        promise(Ezermala, "colleague-answered", "40")
            .starts(happens(InternalAsked), at(17, 11, 15, 0))
            .due(at(19, 11, 17, 0))
            .met_by(InternalAnswered)
            .met_by(InternalDelayTold)
            .waived_by(happens(InternalWithdrawn), "jautājums atsaukts")
            .target(95.0);
    /// H-24: a question of Monday is answered and published on Tuesday, an hour shorter before the holiday.
    ezermala_27_a_question_of_the_website_is_published_on_the_next_working_day =>
        promise(Ezermala, "question-published", "27")
            .starts(happens(MessageReceived).word("channel", "website"), monday(10, 0))
            .due(at(17, 11, 16, 0))
            .met_by(QuestionPublished)
            .met_by(MessageAnswered)
            .target(95.0);
    ezermala_27_what_a_client_is_promised_is_done_on_the_day_named =>
        promise(Ezermala, "case-promised", "27")
            .starts(happens(CasePromised).planned(at(24, 11, 17, 0)), at(17, 11, 15, 0))
            .due(at(24, 11, 17, 0))
            .met_when(happens(CasePromiseKept).with("kept", Fact::Bool(true)))
            .told(at(24, 11, 17, 0), "unit_head")
            .waived_by(happens(CasePromiseKept).with("kept", Fact::Bool(false)), "solījums atsaukts, klientam paskaidrots");
    ezermala_40_the_full_answer_to_a_colleague_comes_on_the_day_named =>
        promise(Ezermala, "colleague-told-day", "40")
            .starts(happens(InternalDelayTold).planned(at(24, 11, 17, 0)), at(17, 11, 15, 0))
            .due(at(24, 11, 17, 0))
            .met_by(InternalAnswered)
            .waived_by(happens(InternalWithdrawn), "jautājums atsaukts")
            .target(95.0);
    ezermala_41_a_non_conformity_is_reported_at_once =>
        promise(Ezermala, "nonconformity-reported", "41")
            .starts(happens(NonconformityFound), monday(10, 0))
            .due(monday(10, 30))
            .met_by(NonconformityReported);
    /// A service card that says five working days: Tuesday the 24th, with the 18th and a weekend between.
    ezermala_27_a_service_is_done_by_the_deadline_of_its_card =>
        promise(Ezermala, "case-answered", "27")
            .starts(
                happens(CaseOpened).word("deadline_unit", "working_days").with("deadline_count", Fact::Int(5)),
                monday(10, 0),
            )
            .due(at(24, 11, 17, 0))
            .met_by(CaseAnswered)
            .target(95.0);
    /// Five days before Christmas Eve at the door: the 19th until midnight.
    ezermala_34_hours_before_a_holiday_are_announced_five_days_ahead =>
        promise(Ezermala, "notice-holiday", "34")
            .starts(
                happens(NoticePlanned).word("kind", "before_public_holiday").planned(at(24, 12, 9, 0)),
                monday(10, 0),
            )
            .due(at(20, 12, 0, 0))
            .met_by(NoticePosted)
            .waived_by(happens(NoticeWithdrawn), "izmaiņas atceltas");
    ezermala_34_repairs_are_announced_15_days_ahead =>
        promise(Ezermala, "notice-repair", "34")
            .starts(
                happens(NoticePlanned).word("kind", "planned_repair").planned(at(14, 12, 9, 0)),
                monday(10, 0),
            )
            .due(at(30, 11, 0, 0))
            .met_by(NoticePosted)
            .waived_by(happens(NoticeWithdrawn), "izmaiņas atceltas");
}
