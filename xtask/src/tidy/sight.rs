//! The rule that a statement heeds who may know of a case (K-08).

use super::{
    File, Problem,
    source::is_test_file,
    sql::{PLACES, starts_with_any, statements},
};

/// Cases, and tables whose rows tell that there is one.
const OF_CASES: &[&str] =
    &["cases", "obligations", "contacts", "internal_requests", "nonconformities", "access_entries"];

/// Statements that read these without asking who looks, by a piece of their text, and why they may.
const READ_FOR_NOBODY: &[(&str, &str)] = &[
    ("code_hash = $2", "the client opens the case with its code"),
    ("FROM case_views v JOIN cases c", "the client has opened the case with its code"),
    ("SELECT reference AS value FROM cases", "whoever sends a form again holds the key of what it made"),
    ("f.published_lv AS lv", "what was published names no case and nobody"),
    (
        "SELECT id, reference FROM cases WHERE institution_id = $1 AND id = $2",
        "a letter joins its case by its marks",
    ),
    (
        "SELECT id, reference FROM cases WHERE institution_id = $1 AND reference = $2",
        "a letter joins its case by its marks",
    ),
    (
        "SELECT c.owner_id AS owner, o.supervisor_id AS supervisor",
        "why somebody looks, for the record of looks",
    ),
    ("subject_id = $2 AND (state = 'open'", "what is owed for a subject that whoever asks has found"),
    ("subject_id = $2 AND why IS NOT NULL", "what is owed for a subject that whoever asks has found"),
    ("SET due_at =", "a limit is written down and nothing shown"),
    ("SELECT opened_n, id FROM obligations", "places of a list, whose rows are read with the question"),
    ("case_id = $2 ORDER BY started_at DESC", "contacts of a case that whoever asks has found"),
    ("v.channel = 'visit'", "a visit tells nothing of what was written down at it"),
    ("FROM desk_notes WHERE", "the notes of one visit"),
    ("c.ticket_id IS NOT NULL AND t.ended_at < $2", "what ties old visits to people is counted and untied"),
    ("k.ticket_id IS NOT NULL AND k.ended_at < $2", "what ties old visits to people is counted and untied"),
    ("FROM desk_notes d JOIN tickets t", "what ties old visits to people is counted and untied"),
    (
        "FROM internal_requests q WHERE q.institution_id = $1 AND q.case_id = $2",
        "what is erased with its case",
    ),
    ("FROM nonconformities q WHERE q.institution_id = $1 AND q.case_id = $2", "what is erased with its case"),
    ("o.ticket_id = $2 AND o.erased_at IS NULL", "whether another case keeps what a desk wrote down"),
    ("FROM internal_replies p WHERE", "texts for the questions that another statement has found"),
    ("FROM nonconformity_steps p WHERE", "texts for the reports that another statement has found"),
    ("what = 'case.opened'", "whether an employee has opened a case before they act in it"),
    ("what IN ('case.search', 'case.list')", "a search is one of no case"),
    ("access_entries WHERE institution_id = $1 AND at < $2", "what is too old is counted and removed"),
];

/// A statement that finds, lists, counts or searches cases, or what tells of them, asks who looks: a complaint is absent for
/// whom it concerns and for whoever has no part in it. The parts that ask are `solits_db::case_sight!`, `subject_sight!` and
/// `not_hidden!`.
pub(crate) fn asks_who_looks(file: &File) -> Vec<Problem> {
    if !file.is("rs") || is_test_file(&file.path) || starts_with_any(&file.path, PLACES) {
        return Vec::new();
    }
    statements(&file.text)
        .into_iter()
        .filter_map(|(line, text)| forgotten(&text).map(|table| (line, table)))
        .map(|(line, table)| {
            let what = format!(
                "{table} are read without solits_db::case_sight!, subject_sight! or not_hidden!: a complaint would be seen \
                 by whom it concerns"
            );
            Problem::new(file, line, what)
        })
        .collect()
}

/// The table that a statement reads without asking who looks.
fn forgotten(text: &str) -> Option<&'static str> {
    let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let asks = flat.contains("FROM case_sight s");
    if asks || READ_FOR_NOBODY.iter().any(|(piece, _)| flat.contains(piece)) {
        return None;
    }
    OF_CASES.iter().copied().find(|table| reads(&flat, table))
}

/// Whether a statement reads a table; removing its rows is no reading.
fn reads(flat: &str, table: &str) -> bool {
    ["FROM", "JOIN"].iter().any(|word| {
        let read = format!("{word} {table}");
        flat.match_indices(read.as_str()).any(|(at, _)| {
            let is_longer =
                flat[at + read.len()..].starts_with(|next: char| next.is_ascii_alphanumeric() || next == '_');
            !is_longer && !flat[..at].ends_with("DELETE ")
        })
    })
}

#[cfg(test)]
mod tests {
    use super::{
        super::{samples::lines, sql::names_the_institution},
        *,
    };

    #[test]
    fn cases_read_without_asking_who_looks_are_found() {
        let table = forgotten("SELECT count(*) AS value FROM cases WHERE institution_id = $1");
        assert_eq!(table, Some("cases"));
        assert!(forgotten("SELECT o.id FROM outbox o\n  JOIN cases c ON c.institution_id = $1").is_some());
        assert_eq!(forgotten("SELECT id FROM cases_of_old WHERE institution_id = $1"), None);
        let asked = "sql!([\"SELECT c.id FROM cases c WHERE c.institution_id = $1 AND \", solits_db::case_sight!(2, 3), \" = 1\"])";
        assert!(lines(asks_who_looks, "features/cases/src/store.rs", asked).is_empty());
        assert!(lines(names_the_institution, "features/cases/src/store.rs", asked).is_empty());
        let forgotten_there =
            "sql!([\"SELECT c.id FROM cases c WHERE c.institution_id = $1 AND \", own!(2, 3), \" = 1\"])";
        assert_eq!(lines(asks_who_looks, "features/cases/src/store.rs", forgotten_there), [1]);
        assert_eq!(forgotten("UPDATE cases SET status = $3 WHERE institution_id = $1 AND id = $2"), None);
    }

    #[test]
    fn what_tells_of_a_case_is_not_read_without_asking_either() {
        for table in ["obligations", "contacts", "internal_requests", "nonconformities", "access_entries"] {
            let text = format!("SELECT x.id FROM {table} x WHERE x.institution_id = $1");
            assert_eq!(forgotten(&text), Some(table));
        }
        assert_eq!(forgotten("DELETE FROM contacts WHERE institution_id = $1 AND id = $2"), None);
        let place = "features/promises/src/store.rs";
        for part in [
            "solits_db::subject_sight!(\"o.subject_id\", 2, 3)",
            "solits_db::not_hidden!(\"o.subject_id\", 2)",
        ] {
            let asked = format!(
                "sql!([\"SELECT o.id FROM obligations o WHERE o.institution_id = $1 AND \", {part}])"
            );
            assert!(lines(asks_who_looks, place, &asked).is_empty(), "{part}");
            assert!(lines(names_the_institution, place, &asked).is_empty(), "{part}");
        }
    }
}
