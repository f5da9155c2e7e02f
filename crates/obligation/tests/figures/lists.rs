//! Figures that stand in lists: notices, steps of an outage, indicators, goals, involvement levels.

use solits_standard::model::OutageStep;

use crate::builders::Document::{self, Adazi, Akniste, Ezermala, Handbook, Vzd};

/// Notices of a document: kind, days ahead, paragraph.
fn notices(document: Document) -> Vec<(String, i64, String)> {
    let standard = document.standard();
    let notices = standard.lists().notices.iter();
    notices.map(|one| (one.value.id.clone(), one.value.lead_days, one.origin.paragraph.clone())).collect()
}

fn notice(kind: &str, days: i64, paragraph: &str) -> (String, i64, String) {
    (kind.to_owned(), days, paragraph.to_owned())
}

#[test]
fn vzd_17_5_notices_are_5_15_and_15_days_ahead_and_of_a_disturbance_at_once() {
    let expected = [
        notice("before_public_holiday", 5, "17.5.1"),
        notice("planned_repair", 15, "17.5.2"),
        notice("relocation", 15, "17.5.2"),
        notice("technical_disturbance", 0, "17.5.3"),
    ];
    assert_eq!(notices(Vzd), expected);
}

#[test]
fn ezermala_34_notices_are_5_and_15_days_ahead() {
    let expected = [notice("before_public_holiday", 5, "34"), notice("planned_repair", 15, "34")];
    assert_eq!(notices(Ezermala), expected);
    for silent in [Handbook, Adazi, Akniste] {
        assert_eq!(notices(silent), []);
    }
}

/// Trap 16 of area V: "days" alone are calendar days.
#[test]
fn days_of_notices_are_calendar_days() {
    for document in Document::ALL {
        assert!(document.standard().lists().notices.iter().all(|notice| !notice.value.working_days));
    }
}

#[test]
fn vzd_annex_2_s2_4_an_outage_has_seven_steps_and_the_public_is_told_above_four_hours() {
    let standard = Vzd.standard();
    let steps: Vec<&OutageStep> = standard.lists().outage_steps.iter().map(|step| &step.value).collect();
    let who: Vec<_> = steps.iter().map(|step| (step.step, step.who.as_deref())).collect();
    let head = Some("bureau_head");
    let expected = [
        (1, head),
        (2, head),
        (3, Some("web_editor")),
        (4, head),
        (5, None),
        (6, Some("service_specialist")),
        (7, head),
    ];
    assert_eq!(who, expected);
    let conditions: Vec<_> = steps.iter().filter_map(|step| step.if_longer_than_hours).collect();
    assert_eq!((conditions, steps[2].if_longer_than_hours), (vec![4], Some(4)));
    let responsible = ["direct_manager", "communication_project_manager", "services_division_head"];
    let told_by_the_editor = ["bureau_head", "communication_project_manager", "services_division_head"];
    assert_eq!(
        (&steps[1].tell[..], &steps[6].tell[..]),
        (&responsible.map(str::to_owned)[..], &responsible.map(str::to_owned)[..])
    );
    assert_eq!(steps[2].tell, told_by_the_editor);
    assert_eq!(steps[5].tell, ["finance_department"]);
    assert!(standard.lists().outage_steps.iter().all(|step| step.origin.paragraph == "P2/s2.4"));
}

/// Indicators of a document: id, comparator, target, paragraph.
fn indicators(document: Document) -> Vec<(String, String, Option<String>, String)> {
    let standard = document.standard();
    let indicators = standard.lists().indicators.iter();
    indicators
        .map(|one| {
            let target = one.value.target.map(|target| target.to_string());
            (one.value.id.clone(), one.value.comparator.clone(), target, one.origin.paragraph.clone())
        })
        .collect()
}

fn indicator(
    id: &str,
    is: &str,
    target: Option<&str>,
    paragraph: &str,
) -> (String, String, Option<String>, String) {
    (id.to_owned(), is.to_owned(), target.map(str::to_owned), paragraph.to_owned())
}

/// Table P.1: the measured limits of the State Land Service.
#[test]
fn vzd_indicators_have_the_limits_of_their_paragraphs() {
    let expected = [
        indicator("phone_rings", "<=", Some("3"), "P2/s6.2"),
        indicator("phone_long", "<=", Some("10"), "20.4"),
        indicator("queue_wait_called", "=", Some("1"), "P2/s2.2"),
        indicator("doors_open", ">=", Some("2"), "P2/s1.6"),
        indicator("notice_holiday", ">=", Some("5"), "17.5.1"),
        indicator("notice_repair_move", ">=", Some("15"), "17.5.2"),
        indicator("outage_public", ">", Some("4"), "P2/s2.4"),
        indicator("client_satisfaction", "average", None, "P1/c7"),
        indicator("justified_complaints", "count", None, "P1/c8"),
        indicator("execution_deadline", "average", None, "P1/c10"),
    ];
    assert_eq!(indicators(Vzd), [&expected[..], &of_letters()].concat());
}

/// Table P.1: the handbook's figures for letters, which nobody else sets for clients (trap 17 of area V).
fn of_letters() -> [(String, String, Option<String>, String); 2] {
    [indicator("mail_ack", "<=", Some("1"), "beh-10"), indicator("mail_answer", "<=", Some("2"), "beh-10")]
}

/// Table P.1: three rings, one working day, two working days; they hold wherever an institution sets no others.
#[test]
fn handbook_indicators_have_the_limits_of_their_paragraphs() {
    let rings = [indicator("phone_rings", "<=", Some("3"), "beh-9")];
    let all = [&rings[..], &of_letters()].concat();
    for document in [Handbook, Akniste] {
        assert_eq!(indicators(document), all);
    }
}

/// Table P.1: three rings, one working day, fifteen minutes.
#[test]
fn adazi_indicators_have_the_limits_of_their_paragraphs() {
    let expected = [
        indicator("phone_rings", "<=", Some("3"), "8.1"),
        indicator("internal_answer", "<=", Some("1"), "10.1"),
        indicator("break_after_difficult_client", "<=", Some("15"), "7.6"),
    ];
    assert_eq!(indicators(Adazi), [&expected[..], &of_letters()].concat());
}

#[test]
fn ezermala_36_and_37_nine_clients_of_ten_are_called_in_time_and_residents_give_4_3() {
    let expected =
        [indicator("wait-share", ">=", Some("90"), "36"), indicator("phone_rings", "<=", Some("3"), "beh-9")];
    assert_eq!(indicators(Ezermala), [&expected[..], &of_letters()].concat());
    let standard = Ezermala.standard();
    let goals = &standard.lists().goals;
    assert_eq!(goals.len(), 1);
    assert_eq!(goals[0].value.satisfaction.map(|mark| mark.to_string()).as_deref(), Some("4.3"));
    assert_eq!(goals[0].origin.paragraph, "37");
}

#[test]
fn vzd_5_there_are_four_involvement_levels() {
    let standard = Vzd.standard();
    let levels = standard.lists().levels.iter();
    let levels: Vec<_> = levels.map(|one| (one.value.number, one.origin.paragraph.clone())).collect();
    let level = |number: u8, paragraph: &str| (number, paragraph.to_owned());
    assert_eq!(levels, [level(1, "5.1"), level(2, "5.2"), level(3, "5.3"), level(4, "5.4")]);
}

/// Who decides on a complaint is never the one it is about, up to the council.
#[test]
fn ezermala_33_the_complaint_ladder_has_four_rungs() {
    let standard = Ezermala.standard();
    let rungs: Vec<_> = standard
        .lists()
        .ladder
        .iter()
        .map(|rung| (rung.value.about[0].clone(), rung.value.decided_by.clone()))
        .collect();
    let rung = |about: &str, by: &str| (about.to_owned(), by.to_owned());
    let expected = [
        rung("service_specialist", "unit_head"),
        rung("unit_head", "executive_director"),
        rung("executive_director", "council_chair"),
        rung("council_chair", "council"),
    ];
    assert_eq!(rungs, expected);
}
