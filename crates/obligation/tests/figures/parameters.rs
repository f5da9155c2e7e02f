//! Parameters with figures: the value in force, and the document and paragraph it comes from.

use std::collections::BTreeSet;

use solits_standard::{Effective, Origin, model::ParameterValue};

use crate::builders::Document::{self, Adazi, Akniste, Ezermala, Handbook, Vzd};

/// Standard in force, parameter, figure, document and paragraph it comes from.
type Figure = (Document, &'static str, i64, Document, &'static str);

const FIGURES: &[Figure] = &[
    (Handbook, "mail.ack_working_days", 1, Handbook, "beh-10"),
    (Handbook, "mail.answer_working_days", 2, Handbook, "beh-10"),
    (Handbook, "phone.rings", 3, Handbook, "beh-9"),
    (Handbook, "doors.minutes_before_start", 0, Handbook, "beh-12"),
    (Ezermala, "mail.ack_working_days", 1, Handbook, "beh-10"),
    (Ezermala, "mail.answer_working_days", 2, Handbook, "beh-10"),
    (Ezermala, "phone.rings", 3, Handbook, "beh-9"),
    (Ezermala, "doors.minutes_before_start", 2, Ezermala, "11"),
    (Ezermala, "queue.no_show_seconds", 60, Ezermala, "15"),
    (Ezermala, "queue.late_places_behind", 3, Ezermala, "15"),
    (Ezermala, "queue.undo_seconds", 8, Ezermala, "15"),
    (Ezermala, "queue.priority_in_a_row", 2, Ezermala, "16"),
    (Ezermala, "queue.ageing_minutes", 20, Ezermala, "16"),
    (Ezermala, "queue.warn_before_closing_minutes", 15, Ezermala, "18"),
    (Ezermala, "staff.break_minutes", 15, Ezermala, "24"),
    (Vzd, "mail.ack_working_days", 1, Handbook, "beh-10"),
    (Vzd, "mail.answer_working_days", 2, Handbook, "beh-10"),
    (Vzd, "notice.holiday_days", 5, Vzd, "17.5.1"),
    (Vzd, "notice.repair_days", 15, Vzd, "17.5.2"),
    (Vzd, "notice.relocation_days", 15, Vzd, "17.5.2"),
    (Vzd, "doors.minutes_before_start", 2, Vzd, "P2/s1.6"),
    (Vzd, "queue.no_show_seconds", 60, Vzd, "P2/s2.2"),
    (Vzd, "incident.public_notice_hours", 4, Vzd, "P2/s2.4"),
    (Vzd, "phone.rings", 3, Vzd, "P2/s6.2"),
    (Vzd, "phone.long_call_minutes", 10, Vzd, "20.4"),
    (Adazi, "mail.ack_working_days", 1, Handbook, "beh-10"),
    (Adazi, "mail.answer_working_days", 2, Handbook, "beh-10"),
    (Adazi, "doors.minutes_before_start", 0, Handbook, "beh-12"),
    (Adazi, "phone.rings", 3, Adazi, "8.1"),
    (Adazi, "staff.break_minutes", 15, Adazi, "7.6"),
    (Adazi, "internal.answer_working_days", 1, Adazi, "10.1"),
    (Akniste, "mail.ack_working_days", 1, Handbook, "beh-10"),
    (Akniste, "mail.answer_working_days", 2, Handbook, "beh-10"),
    (Akniste, "doors.minutes_before_start", 0, Handbook, "beh-12"),
    (Akniste, "phone.rings", 3, Handbook, "beh-9"),
];

#[test]
fn every_figure_is_that_of_its_paragraph_and_cites_it() {
    for (document, name, figure, from, paragraph) in FIGURES {
        let origin = Origin { document: from.id().to_owned(), paragraph: (*paragraph).to_owned() };
        let expected = Some(Effective { value: *figure, origin });
        assert_eq!(document.standard().int(name), expected, "{name} under {}", document.id());
    }
}

#[test]
fn no_figure_is_in_force_without_a_row_here() {
    let rows: BTreeSet<_> =
        FIGURES.iter().map(|(document, name, ..)| (*document, (*name).to_owned())).collect();
    assert_eq!(rows.len(), FIGURES.len());
    for document in Document::ALL {
        let standard = document.standard();
        let without: Vec<_> = standard
            .parameters()
            .filter(|(_, one)| matches!(one.value.value, ParameterValue::Int(_) | ParameterValue::Number(_)))
            .map(|(name, _)| (document, name.to_owned()))
            .filter(|key| !rows.contains(key))
            .collect();
        assert!(without.is_empty(), "{without:?}");
    }
}

/// Area U says "silent" of these, and what a document does not say obliges nobody.
#[test]
fn where_the_documents_are_silent_no_figure_is_made_up() {
    let silent = [
        (Handbook, "queue.no_show_seconds"),
        (Handbook, "phone.long_call_minutes"),
        (Handbook, "notice.holiday_days"),
        (Handbook, "notice.repair_days"),
        (Handbook, "notice.relocation_days"),
        (Handbook, "incident.public_notice_hours"),
        (Handbook, "staff.break_minutes"),
        (Handbook, "closing.cutoff_minutes"),
        (Vzd, "staff.break_minutes"),
        (Vzd, "closing.cutoff_minutes"),
        (Vzd, "phone.mean_answer_seconds"),
        (Vzd, "case.register_minutes"),
        (Vzd, "internal.answer_working_days"),
        (Adazi, "phone.mean_answer_seconds"),
        (Adazi, "phone.answered_share"),
        (Adazi, "phone.long_call_minutes"),
        (Adazi, "queue.no_show_seconds"),
        (Adazi, "closing.cutoff_minutes"),
        (Adazi, "notice.holiday_days"),
        (Adazi, "incident.public_notice_hours"),
        (Akniste, "staff.break_minutes"),
        (Akniste, "internal.answer_working_days"),
        (Akniste, "queue.no_show_seconds"),
        (Akniste, "closing.cutoff_minutes"),
        (Akniste, "notice.holiday_days"),
        (Akniste, "incident.public_notice_hours"),
    ];
    for (document, name) in silent {
        assert_eq!(document.standard().int(name), None, "{name} under {}", document.id());
    }
}

/// Frequencies that the annex gives in words (area U, knowledge, quality, staff): parameter, paragraph, words.
const FREQUENCIES: &[(&str, &str, &[&str])] = &[
    ("quality.self_check", "P1/c1", &["katru darba dienu"]),
    ("quality.observation_manager", "P1/c1", &["katru darba dienu", "ja iespējams"]),
    ("quality.observation_quality_manager", "P1/c2", &["vismaz reizi ceturksnī", "2., 5. un 6."]),
    ("quality.interview", "P1/c2", &["vismaz reizi mēnesī"]),
    ("quality.test", "P1/c2", &["vismaz reizi ceturksnī"]),
    ("quality.inspection_visit", "P1/c5", &["vismaz reizi gadā"]),
    ("quality.mystery_client", "P1/c1", &["pēc vajadzības"]),
    ("quality.external_survey", "P1/c7", &["vismaz reizi gadā", "pēc vajadzības"]),
    ("quality.order_data_review", "P1/c9", &["vismaz reizi mēnesī", "reizi ceturksnī"]),
    ("quality.queue_review", "P1/c12", &["vismaz reizi ceturksnī"]),
    ("internal.survey", "P1/c7", &["vismaz reizi gadā"]),
    ("complaint.count_justified", "P1/c8", &["reizi mēnesī", "reizi ceturksnī"]),
];

#[test]
fn vzd_annex_1_frequencies_in_words_say_what_the_matrix_says() {
    let standard = Vzd.standard();
    for (name, paragraph, words) in FREQUENCIES {
        let text = standard.text(name).unwrap_or_else(|| panic!("{name} is not in force"));
        assert_eq!((text.origin.document.as_str(), text.origin.paragraph.as_str()), ("vzd-2014", *paragraph));
        for word in *words {
            assert!(text.value.lv.contains(word), "{name}: {} does not say {word}", text.value.lv);
        }
    }
}
