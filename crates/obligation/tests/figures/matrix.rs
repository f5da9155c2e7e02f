//! The evaluation matrix of the State Land Service (annex 1): how often each criterion is looked at, how, and by whom.

use solits_standard::model::{
    Frequency,
    Method::{self, *},
    Period::{self, *},
};

use crate::builders::Document;

/// How often, in the six ways the annex has (O-03).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Often {
    EveryWorkingDay,
    EveryWorkingDayIfPossible,
    AtLeastOnceA(Period),
    OnceA(Period),
    AsNeeded,
    OwnProcedure,
}

impl Often {
    const fn frequency(self) -> Option<Frequency> {
        match self {
            Self::EveryWorkingDay | Self::EveryWorkingDayIfPossible => {
                Some(Frequency { times: 1, per: WorkingDay })
            }
            Self::AtLeastOnceA(per) | Self::OnceA(per) => Some(Frequency { times: 1, per }),
            Self::AsNeeded | Self::OwnProcedure => None,
        }
    }
    /// What the number alone would not tell; nothing where the row is "at least" that often.
    const fn words(self) -> Option<&'static str> {
        match self {
            Self::EveryWorkingDay | Self::AtLeastOnceA(_) => None,
            Self::EveryWorkingDayIfPossible => Some("every working day, where possible"),
            Self::OnceA(Month) => Some("once a month"),
            Self::OnceA(Quarter) => Some("once a quarter"),
            Self::OnceA(Year) => Some("once a year"),
            Self::OnceA(Week) => Some("once a week"),
            Self::OnceA(WorkingDay) => Some("once a working day"),
            Self::AsNeeded => Some("as needed"),
            Self::OwnProcedure => Some("as the institution's procedure sets"),
        }
    }
}

use Often::{AsNeeded, AtLeastOnceA, EveryWorkingDay, EveryWorkingDayIfPossible, OnceA, OwnProcedure};

/// Criterion, method, involvement levels, how often, responsible roles.
type Row = (&'static str, Method, &'static [u8], Often, &'static [&'static str]);

/// The 51 rows of annex 1, cells with two frequencies split (O-04).
const ROWS: &[Row] = &[
    ("1", SelfCheck, &[1, 2, 3, 4], EveryWorkingDay, &["employee"]),
    ("1", Observation, &[1, 3], EveryWorkingDayIfPossible, &["direct_manager"]),
    ("1", InspectionVisit, &[1], AtLeastOnceA(Year), &["service_development_head"]),
    ("1", MysteryClient, &[1, 2], AsNeeded, &["service_development_head"]),
    ("2", SelfCheck, &[1, 2, 3, 4], EveryWorkingDay, &["employee"]),
    ("2", Observation, &[1, 2], EveryWorkingDayIfPossible, &["direct_manager"]),
    ("2", Observation, &[1, 2], AtLeastOnceA(Quarter), &["service_quality_manager"]),
    ("2", Interview, &[1, 2], AtLeastOnceA(Month), &["direct_manager"]),
    ("2", RecordingReview, &[2], OwnProcedure, &[]),
    ("2", MysteryClient, &[1, 2], AsNeeded, &["service_development_head"]),
    ("2", Survey, &[1, 2], AsNeeded, &["service_development_head"]),
    ("2", Test, &[1, 2], AtLeastOnceA(Quarter), &["service_development_head"]),
    ("3", SelfCheck, &[1, 2, 3, 4], EveryWorkingDay, &["employee"]),
    ("3", Observation, &[1, 2, 3, 4], EveryWorkingDayIfPossible, &["direct_manager"]),
    ("3", MysteryClient, &[1, 2], AsNeeded, &["service_development_head"]),
    ("3", Survey, &[1, 2], AsNeeded, &["service_development_head"]),
    ("4", SelfCheck, &[1], EveryWorkingDay, &["employee"]),
    ("4", Observation, &[1], EveryWorkingDayIfPossible, &["direct_manager"]),
    ("4", InspectionVisit, &[1], AtLeastOnceA(Year), &["service_development_head"]),
    ("4", MysteryClient, &[1], AsNeeded, &["service_development_head"]),
    ("5", SelfCheck, &[1], EveryWorkingDay, &["employee"]),
    ("5", Observation, &[1], EveryWorkingDayIfPossible, &["direct_manager"]),
    ("5", Observation, &[1], AtLeastOnceA(Quarter), &["service_quality_manager"]),
    ("5", InspectionVisit, &[1], AtLeastOnceA(Year), &["service_development_head"]),
    ("5", MysteryClient, &[1], AsNeeded, &["service_development_head"]),
    ("5", Survey, &[1], AsNeeded, &["service_development_head"]),
    ("6", SelfCheck, &[1], EveryWorkingDay, &["employee"]),
    ("6", Observation, &[1], EveryWorkingDayIfPossible, &["direct_manager"]),
    ("6", Observation, &[1], AtLeastOnceA(Quarter), &["service_quality_manager"]),
    ("6", InspectionVisit, &[1], AtLeastOnceA(Year), &["service_development_head"]),
    ("6", MysteryClient, &[1], AsNeeded, &["service_development_head"]),
    ("6", Survey, &[1], AsNeeded, &["service_development_head"]),
    ("7", Survey, &[1, 2, 3, 4], AtLeastOnceA(Year), &["service_development_head"]),
    ("7", Survey, &[1, 2, 3, 4], AtLeastOnceA(Year), &["hr_division"]),
    ("8", Report, &[1, 2], OnceA(Month), &["direct_manager"]),
    ("8", Report, &[1, 2], OnceA(Quarter), &["service_quality_manager"]),
    ("9", SelfCheck, &[1], EveryWorkingDay, &["employee"]),
    ("9", OrderDataReview, &[1], AtLeastOnceA(Month), &["service_quality_manager"]),
    ("9", OrderDataReview, &[1], OnceA(Quarter), &["service_development_head"]),
    ("10", SelfCheck, &[1], EveryWorkingDay, &["employee", "direct_manager"]),
    ("10", Report, &[1], OwnProcedure, &["service_quality_manager"]),
    ("11", SelfCheck, &[1, 2, 3], EveryWorkingDay, &["employee"]),
    ("11", Observation, &[1, 2, 3], EveryWorkingDayIfPossible, &["direct_manager"]),
    ("11", MysteryClient, &[1, 2, 3], AsNeeded, &["service_development_head"]),
    ("11", Survey, &[1, 2, 3], AsNeeded, &["service_development_head"]),
    ("12", SelfCheck, &[1], EveryWorkingDay, &["employee"]),
    ("12", Observation, &[1], EveryWorkingDayIfPossible, &["direct_manager"]),
    ("12", QueueReview, &[1], AtLeastOnceA(Quarter), &["service_quality_manager"]),
    ("12", InspectionVisit, &[1], AtLeastOnceA(Year), &["service_development_head"]),
    ("12", MysteryClient, &[1], AsNeeded, &["service_development_head"]),
    ("12", Survey, &[1], AsNeeded, &["service_development_head"]),
];

#[test]
fn vzd_annex_1_has_twelve_criteria_in_51_rows_each_as_often_as_the_annex_says() {
    let standard = Document::Vzd.standard();
    let found = &standard.lists().evaluations;
    assert_eq!(found.len(), 51);
    for (number, (found, (criterion, method, levels, often, responsible))) in
        (1..).zip(found.iter().zip(ROWS))
    {
        let row = &found.value;
        assert_eq!((row.criterion.as_str(), row.method), (*criterion, *method), "row {number}");
        assert_eq!(row.levels, *levels, "row {number}");
        assert_eq!(row.frequency, often.frequency(), "row {number}");
        assert_eq!(
            row.frequency_words.as_ref().map(|words| words.en.as_str()),
            often.words(),
            "row {number}"
        );
        assert_eq!(row.responsible, *responsible, "row {number}");
        assert_eq!(found.origin.document, "vzd-2014", "row {number}");
        assert_eq!(found.origin.paragraph, format!("P1/c{criterion}"), "row {number}");
    }
}

/// Of the documents the State Land Service alone has a matrix (O-23).
#[test]
fn of_the_documents_nobody_but_the_state_land_service_has_a_matrix() {
    for document in [Document::Handbook, Document::Adazi, Document::Akniste] {
        assert_eq!(document.standard().lists().evaluations, []);
    }
}

/// The demonstration has a small matrix of its own, for every employee: three rows of self-check, and one each of
/// observation, talk, knowledge and visit.
#[test]
fn ezermala_39_has_seven_rows_for_every_employee() {
    let standard = Document::Ezermala.standard();
    let rows = &standard.lists().evaluations;
    let methods: Vec<Method> = rows.iter().map(|row| row.value.method).collect();
    let checks = [Method::SelfCheck; 3];
    let others = [Method::Observation, Method::Interview, Method::Test, Method::InspectionVisit];
    assert_eq!(methods, [&checks[..], &others[..]].concat());
    assert!(rows.iter().all(|row| row.value.levels.is_empty() && row.origin.paragraph == "39"));
}
