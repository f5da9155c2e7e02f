//! Mistakes of writing.

use super::{checked, error};

#[test]
fn a_text_without_quotes() {
    error(r#"version = "1""#, "version = »2025-gads", "vajag pēdiņas", "");
}
#[test]
fn a_text_without_its_closing_quote() {
    error(r#"version = "1""#, r#"version = "1»"#, "trūkst beigu pēdiņas", "");
}
#[test]
fn a_field_without_a_value() {
    error(r#"version = "1""#, "version =»", "trūkst vērtības", "");
}
#[test]
fn a_field_written_twice() {
    error(r#"version = "1""#, "version = \"1\"\n»version = \"2\"", "lauks šeit jau ir", "");
}
#[test]
fn a_heading_without_its_closing_bracket() {
    error("[scope]", "[scope»", "beigu iekavas", "");
}
#[test]
fn a_list_without_a_comma() {
    error("levels = [1]", "levels = [»1 1]", "vajag komatu", "");
}
#[test]
fn yes_in_latvian() {
    error("public = true", "public = »ja", "tekstam vajag pēdiņas", "");
}

#[test]
fn several_slips_are_found_at_once_and_each_only_once() {
    let source =
        super::GOOD.replace("version = \"1\"", "version = ").replace("lead_days = 5", "lead_days = pieci");
    let findings = checked(&source).findings;
    let errors: Vec<_> =
        findings.iter().filter(|finding| finding.severity == super::Severity::Error).collect();
    assert_eq!(errors.len(), 2, "{errors:#?}");
}
