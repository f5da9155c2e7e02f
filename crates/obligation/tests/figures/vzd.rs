//! The promises of the State Land Service.
//!
//! The rules say "at once" without a figure (17.5.3, 28, 29, P2/s2.4); the file takes half an hour as what that still
//! allows.

use solits_kernel::Timestamp;
use solits_standard::{event::EventKind::*, model::Fact};

use crate::builders::{Document::*, Example, Happening, at, examples, happens, monday, promise};

fn notice(
    norm: &'static str,
    paragraph: &'static str,
    starts: (Happening, Timestamp),
    due: Timestamp,
    called_off: &'static str,
) -> Example {
    promise(Vzd, norm, paragraph)
        .starts(starts.0, starts.1)
        .due(due)
        .met_by(NoticePosted)
        .waived_by(happens(NoticeWithdrawn), called_off)
}

fn planned(kind: &str, moment: Timestamp) -> (Happening, Timestamp) {
    (happens(NoticePlanned).word("kind", kind).planned(moment), at(19, 10, 10, 0))
}

examples! {
    /// One month by the service card, from 16 November: Wednesday, 16 December until midnight. Of the 734 hours,
    /// four fifths have passed after 587 hours and 12 minutes; both reports go to the head of unit (28.1).
    vzd_8_5_and_28_1_a_service_is_carried_out_by_its_deadline =>
        promise(Vzd, "service-on-time", "8.5")
            .starts(
                happens(CaseOpened).word("deadline_unit", "months").with("deadline_count", Fact::Int(1)),
                monday(10, 0),
            )
            .due(at(17, 12, 0, 0))
            .met_by(CaseAnswered)
            .told(at(10, 12, 21, 12), "unit_head")
            .told(at(17, 12, 0, 0), "unit_head");
    /// Five days before 18 November: the 13th until midnight.
    vzd_17_5_1_hours_before_a_holiday_are_announced_five_days_ahead =>
        notice(
            "notice-holiday",
            "17.5.1",
            planned("before_public_holiday", at(18, 11, 9, 0)),
            at(14, 11, 0, 0),
            "izmaiņas atceltas",
        );
    /// Fifteen calendar days before 14 December is a Sunday, and it is not moved, as moving would shorten the notice
    /// (trap 16 of area V).
    vzd_17_5_2_repairs_are_announced_15_days_ahead =>
        notice(
            "notice-repair",
            "17.5.2",
            planned("planned_repair", at(14, 12, 9, 0)),
            at(30, 11, 0, 0),
            "izmaiņas atceltas",
        );
    vzd_17_5_2_a_relocation_is_announced_15_days_ahead =>
        notice(
            "notice-relocation",
            "17.5.2",
            planned("relocation", at(1, 12, 9, 0)),
            at(17, 11, 0, 0),
            "izmaiņas atceltas",
        );
    vzd_17_5_3_a_technical_disturbance_is_announced_at_once =>
        notice(
            "notice-disturbance",
            "17.5.3",
            (happens(NoticePlanned).word("kind", "technical_disturbance"), monday(10, 0)),
            monday(10, 30),
            "traucējums beidzās agrāk",
        );
    /// 20.4, and the same ten minutes in P2/s6.6; not where the client waits on the line for the answer (21.2, trap 14
    /// of area V).
    vzd_20_4_another_channel_is_offered_within_ten_minutes =>
        promise(Vzd, "long-call", "20.4")
            .starts(happens(CallAnswered).word("direction", "incoming"), monday(10, 0))
            .due(monday(10, 10))
            .met_by(CallEnded)
            .met_by(CallOtherChannelOffered)
            .waived_by(happens(CallHeld), "klients uzgaidīja, kamēr kontaktpersonai jautāja");
    /// No figure: the moment that the client was told.
    vzd_21_1_the_client_is_called_back_by_the_moment_told =>
        promise(Vzd, "call-back", "21.1")
            .starts(happens(CallBackPromised).planned(monday(15, 0)), monday(10, 0))
            .due(monday(15, 0))
            .met_by(CallBackMade);
    vzd_28_a_nonconformity_is_reported_at_once =>
        promise(Vzd, "nonconformity-reported", "28")
            .starts(happens(NonconformityFound), monday(10, 0))
            .due(monday(10, 30))
            .met_by(NonconformityReported);
    vzd_29_feedback_is_passed_on_at_once =>
        promise(Vzd, "feedback-forwarded", "29")
            .starts(happens(FeedbackReceived), monday(10, 0))
            .due(monday(10, 30))
            .met_by(FeedbackForwarded);
    vzd_annex_2_s1_6_doors_are_open_two_minutes_before_the_time =>
        promise(Vzd, "doors-on-time", "P2/s1.6")
            .starts(happens(BranchDayStarted).planned(monday(9, 0)), monday(8, 30))
            .due(monday(8, 58))
            .met_by(BranchDoorsOpened);
    /// Three rings, one every five seconds, unless the employee was serving a client in person (G-03).
    vzd_annex_2_s6_2_a_call_is_answered_by_the_third_ring =>
        promise(Vzd, "third-ring", "P2/s6.2")
            .starts(happens(CallRinging), monday(10, 0))
            .due(monday(10, 0).plus_seconds(15))
            .met_by(CallAnswered)
            .waived_by(
                happens(CallMissed).with("serving_in_person", Fact::Bool(true)),
                "darbinieks apkalpoja klientu klātienē",
            )
            .waived_by(happens(CallAbandoned), "zvanītājs nolika klausuli");
    vzd_annex_2_s2_4_those_responsible_hear_of_an_outage_at_once =>
        promise(Vzd, "outage-people-told", "P2/s2.4")
            .starts(happens(IncidentDeclared), monday(10, 0))
            .due(monday(10, 30))
            .met_by(IncidentPeopleTold)
            .met_by(IncidentEnded);
    /// The four hours themselves stand in `incident.public_notice_hours`; the event says that they are exceeded.
    vzd_annex_2_s2_4_the_public_hears_of_an_outage_of_more_than_four_hours =>
        promise(Vzd, "outage-public-told", "P2/s2.4")
            .starts(happens(IncidentForecastLong), monday(10, 0))
            .due(monday(10, 30))
            .met_by(IncidentPublished)
            .met_by(IncidentEnded);
    vzd_annex_2_s2_4_the_end_of_an_outage_is_reported_at_once =>
        promise(Vzd, "outage-end-told", "P2/s2.4")
            .starts(happens(IncidentEnded), monday(10, 0))
            .due(monday(10, 30))
            .met_by(IncidentEndTold);
}
