//! The checker as a whole: a good file, all findings at once, how a finding looks, and that nothing makes it fall over.

use std::sync::Arc;

use proptest::prelude::*;
use solits_kernel::Lang;

use super::{GOOD, Severity, check, checked, nothing_below};
use crate::model::StandardFile;

#[test]
fn nothing_is_found_in_a_good_file() {
    let checked = checked(GOOD);
    assert_eq!(checked.findings, []);
    assert_eq!(checked.standard.unwrap().id, "paraugs");
}

#[test]
fn a_finding_shows_place_line_mark_and_what_was_meant() {
    let source = "format = 1\nid = \"x\"\nextands = \"handbook\"\n";
    let checked = checked(source);
    let finding = checked.findings.iter().find(|finding| finding.line == 3).unwrap();
    assert_eq!(
        finding.to_string(),
        "standards/paraugs.toml:3:1: kļūda: nav zināms lauks „extands”\n  \
         3 | extands = \"handbook\"\n    | ^^^^^^^\n    = varbūt domāts „extends”?"
    );
    assert_eq!(
        finding.in_language(Lang::En).to_string(),
        "standards/paraugs.toml:3:1: error: the field `extands` is not known\n  \
         3 | extands = \"handbook\"\n    | ^^^^^^^\n    = did you mean `extends`?"
    );
}

#[test]
fn all_errors_are_found_at_once_in_the_order_of_the_file() {
    let source = GOOD
        .replace("target_percent = 90", "target_percent = 900\ntarget = 3")
        .replace("starts = \"ticket.taken\"", "starts = \"ticket.taken\" # unchanged")
        .replace("lead_days = 5", "lead_days = \"5\"")
        .replace("to = \"head\"\n", "to = \"nobody\"\n")
        .replace("version = \"1\"", "version = 1");
    let checked = checked(&source);
    let lines: Vec<_> = checked
        .findings
        .iter()
        .filter(|finding| finding.severity == Severity::Error)
        .map(|finding| finding.source_line.as_str())
        .collect();
    assert_eq!(
        lines,
        ["version = 1", "target_percent = 900", "target = 3", "to = \"nobody\"", "lead_days = \"5\""]
    );
    assert!(checked.findings.is_sorted_by_key(|finding| (finding.line, finding.column)));
}

#[test]
fn a_finding_says_which_paragraph_it_is_about() {
    let checked = checked(&GOOD.replace("target_percent = 90", "target_percent = 900"));
    let error = checked.findings.iter().find(|finding| finding.severity == Severity::Error).unwrap();
    assert_eq!(error.paragraph.as_deref(), Some("12"));
}

#[test]
fn what_a_baseline_holds_need_not_be_repeated() {
    let baseline = Arc::new(toml::from_str::<StandardFile>(GOOD).unwrap());
    let own = r#"
format = 1
id = "filiale"
extends = "paraugs"
[identity]
title = { lv = "Filiāles standarts", en = "Branch standard" }
kind = "internal_rules"
level = "institution"
version = "1"
status = "draft"
issuer = { lv = "Filiāle", en = "Branch" }
[scope]
paragraphs = ["1"]
field = { lv = "Filiāle", en = "Branch" }
bound = []
[[norm]]
id = "wait"
paragraphs = ["2"]
text = { lv = "Klientu aicina 10 minūšu laikā.", en = "A client is called within 10 minutes." }
kind = "promise"
owner = "head"
promise = { starts = "ticket.taken", within = { minutes = 10 }, met_by = ["ticket.called"], channel = "visit" }
"#;
    let checked = check(own, "filiale.toml", &|id| (id == "paraugs").then(|| baseline.clone()));
    assert_eq!(checked.findings, []);
}

#[test]
fn two_documents_cannot_build_on_each_other() {
    let other = Arc::new(
        toml::from_str::<StandardFile>(
            &GOOD.replace("id = \"paraugs\"", "id = \"cits\"\nextends = \"paraugs\""),
        )
        .unwrap(),
    );
    let source = GOOD.replace("id = \"paraugs\"", "id = \"paraugs\"\nextends = \"cits\"");
    let checked = check(&source, "paraugs.toml", &|id| (id == "cits").then(|| other.clone()));
    assert!(checked.findings.iter().any(|finding| finding.what.en.contains("builds on itself")));
}

#[test]
fn an_empty_file_is_told_what_it_lacks() {
    let checked = checked("");
    let missing = ["format", "id", "identity", "scope"];
    for name in missing {
        assert!(
            checked
                .findings
                .iter()
                .any(|finding| finding.what.en == format!("the field `{name}` is missing")),
            "{name}"
        );
    }
    assert!(checked.standard.is_none());
}

proptest! {
    #[test]
    fn nothing_that_is_written_makes_the_checker_fall_over(source in "(\\PC|\n){0,200}") {
        let _ = checked(&source);
    }

    #[test]
    fn a_good_file_with_a_piece_cut_out_or_put_in_is_judged_without_falling_over(
        from in 0..GOOD.len(),
        length in 0_usize..80,
        put_in in "([a-z]|[ \"=\\[\\]{}.,\n»ā0-9-]){0,12}",
    ) {
        let from = GOOD.floor_char_boundary(from);
        let to = GOOD.floor_char_boundary((from + length).min(GOOD.len()));
        let source = format!("{}{put_in}{}", &GOOD[..from], &GOOD[to.max(from)..]);
        let checked = checked(&source);
        for finding in &checked.findings {
            prop_assert!(finding.line >= 1 && finding.line <= source.lines().count().max(1) + 1);
            let _ = (finding.to_string(), finding.in_language(Lang::En).to_string());
        }
        // Whatever has no errors can be read as a standard.
        if !checked.has_errors() {
            prop_assert!(crate::Standard::compile(&source, None).is_ok());
            prop_assert!(checked.standard.is_some());
        }
        let _ = check(&source, "x", &nothing_below);
    }
}
