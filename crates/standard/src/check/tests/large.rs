//! Files that nobody would write by hand: they are judged soon, and what is said about them can be read.
#![expect(clippy::format_collect, reason = "how a large text is made matters to nobody")]

use std::time::Instant;

use super::{Checked, GOOD, Severity, checked};

/// The most findings of a file: 2,000 of each severity and one about the rest.
const MOST: usize = 3 * 2_000 + 1;

/// Checks a file and expects that it ends, with findings that fit on a page.
#[track_caller]
fn judged(source: &str) -> Checked {
    let begun = Instant::now();
    let checked = checked(source);
    assert!(begun.elapsed().as_secs() < 60, "{:?}", begun.elapsed());
    assert!(checked.has_errors() && checked.findings.len() <= MOST, "{}", checked.findings.len());
    for finding in &checked.findings {
        assert!(finding.source_line.chars().count() <= 200 && finding.mark().chars().count() <= 200);
        assert!(finding.to_string().chars().count() < 3_000, "{finding}");
    }
    checked
}

#[test]
fn a_line_with_thousands_of_unknown_keys_is_judged_piece_by_piece() {
    let keys: String = (0..20_000).map(|number| format!("k{number} = 1, ")).collect();
    assert!(keys.len() > 200_000);
    let checked = judged(&format!(
        "{GOOD}\n[[record]]\nparagraph = \"1\"\ntext = {{ {keys} lv = \"a\", en = \"b\" }}\n"
    ));
    let inside = checked.findings.iter().filter(|finding| finding.column > 1_000);
    let mut seen = 0;
    for finding in inside {
        let at = finding.mark().find('^').unwrap();
        let marked: String = finding.source_line.chars().skip(at).take(finding.length).collect();
        assert_eq!(finding.what.en, format!("a text has no language `{marked}`"));
        assert!(finding.source_line.starts_with('…') && finding.source_line.ends_with('…'));
        seen += 1;
    }
    assert!(seen > 300, "{seen}");
}

#[test]
fn of_thousands_of_unknown_fields_some_are_shown_and_the_rest_counted() {
    let fields: String = (0..20_000).map(|number| format!("k{number} = 1\n")).collect();
    let checked = judged(&format!("{fields}{GOOD}"));
    assert_eq!(checked.findings.len(), 2_001);
    let last = checked.findings.last().unwrap();
    assert_eq!(
        (last.severity, last.what.en.as_str()),
        (Severity::Error, "not all is shown: 18000 more were found")
    );
    assert_eq!(last.what.lv, "te redzams ne viss: atrasts vēl 18000");
}

#[test]
fn a_hundred_thousand_lines_of_anything_are_judged_soon() {
    for line in ["garbage ] here\n", "= = =\n", "a b c\n", "[x\n", "\"\n"] {
        let checked = judged(&line.repeat(100_000));
        assert!(checked.findings.len() > 1, "{line}");
    }
}

#[test]
fn names_and_paragraphs_of_any_length_are_shown_in_part() {
    let long = "x".repeat(200_000);
    judged(&format!("{long} = 1\n{GOOD}"));
    judged(&GOOD.replace("starts = \"ticket.taken\"", &format!("starts = \"{long}\"")));
    let keys: String = (0..3_000).map(|number| format!("k{number} = 1, ")).collect();
    judged(&format!(
        "{GOOD}\n[[record]]\nparagraph = \"{long}\"\ntext = {{ {keys} lv = \"a\", en = \"b\" }}\n"
    ));
}

#[test]
fn many_warnings_do_not_hide_an_error() {
    let record = |number| format!("[[record]]\nparagraph = \"1\"\ntext = {{ lv = \"Teksts {number}.\" }}\n");
    let records: String = (0..2_500).map(record).collect();
    let checked = judged(&format!("{GOOD}\n{records}[[record]]\nparagraph = 1\n"));
    let warnings = checked.findings.iter().filter(|finding| finding.severity == Severity::Warning);
    assert!(warnings.count() >= 2_000);
    let lines = 1 + GOOD.lines().count() + 2_500 * 3 + 2;
    assert!(
        checked
            .findings
            .iter()
            .any(|finding| finding.severity == Severity::Error && finding.line >= lines - 1)
    );
}

#[test]
fn a_line_of_usual_length_is_shown_whole() {
    let checked = checked("extands = \"handbook\"\n");
    let finding = checked.findings.iter().find(|finding| finding.what.en.contains("extands")).unwrap();
    assert_eq!((finding.source_line.as_str(), finding.shown_from), ("extands = \"handbook\"", 1));
    assert_eq!(finding.mark(), "^^^^^^^");
}
