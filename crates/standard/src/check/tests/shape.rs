//! Unknown and missing fields, wrong types and words, missing languages and paragraphs.

use super::{error, warning};

#[test]
fn a_misspelt_field() {
    error(
        "title = { lv = \"Parauga",
        "»tilte = { lv = \"Parauga",
        "nav zināms lauks „tilte”",
        "varbūt domāts „title”?",
    );
}
#[test]
fn a_misspelt_field_of_a_promise() {
    error(
        "met_by = [\"ticket.called\"]",
        "»meet_by = [\"ticket.called\"]",
        "nav zināms lauks „meet_by”",
        "„met_by”",
    );
}
#[test]
fn a_field_that_does_not_exist() {
    error("lead_days = 5", "lead_days = 5\n»colour = 1", "nav zināms lauks „colour”", "atļauts: ");
}
#[test]
fn a_misspelt_list() {
    error("[[client_duty]]", "[[»client_duties]]", "nav zināms lauks „client_duties”", "„client_duty”");
}
#[test]
fn a_missing_field_points_at_the_heading() {
    error(
        "[[notice]]\nparagraph = \"21\"\nid = \"before_public_holiday\"",
        "»[[notice]]\nparagraph = \"21\"",
        "trūkst lauka „id”",
        "teksts pēdiņās",
    );
}
#[test]
fn a_missing_table() {
    error(
        "[scope]\nparagraphs = [\"1\"]\nfield = { lv = \"Visa iestāde\", en = \"The whole institution\" }\nbound = [{ lv = \"Visi darbinieki\", en = \"All employees\" }]\n",
        "",
        "trūkst lauka „scope”",
        "",
    );
}
#[test]
fn a_norm_without_a_paragraph() {
    error("id = \"wait\"\nparagraphs = [\"12\"]", "id = \"wait\"", "nav norādīts punkts", "");
}
#[test]
fn an_empty_list_of_paragraphs() {
    error("paragraphs = [\"12\"]", "paragraphs = »[]", "„paragraphs” ir tukšs", "");
}
#[test]
fn an_empty_paragraph() {
    error("paragraph = \"24\"", "paragraph = »\"  \"", "nav norādīts punkts", "");
}
#[test]
fn a_number_in_quotes() {
    error("lead_days = 5", "lead_days = »\"5\"", "lauka „lead_days” vērtība ir teksts", "vesels skaitlis");
}
#[test]
fn a_text_where_a_list_belongs() {
    error(
        "responsible = [\"head\"]",
        "responsible = »\"head\"",
        "lauka „responsible” vērtība ir teksts",
        "saraksts",
    );
}
#[test]
fn a_plain_text_where_both_languages_belong() {
    error(
        "text = { lv = \"Tīmekļvietne\", en = \"Website\" }",
        "text = »\"Tīmekļvietne\"",
        "vērtība ir teksts",
        "abās valodās",
    );
}
#[test]
fn a_number_too_large_for_its_field() {
    error("number = 1\n", "number = »300\n", "negatīvs vai pārāk liels", "");
}
#[test]
fn no_latvian_text() {
    error(
        "text = { lv = \"Tīmekļvietne\", en = \"Website\" }",
        "text = »{ en = \"Website\" }",
        "trūkst latviešu teksta",
        "lv = ",
    );
}
#[test]
fn an_empty_latvian_text() {
    error(
        "text = { lv = \"Tīmekļvietne\", en = \"Website\" }",
        "text = »{ lv = \"\", en = \"Website\" }",
        "trūkst latviešu teksta",
        "",
    );
}
#[test]
fn no_english_text() {
    warning(
        "text = { lv = \"Tīmekļvietne\", en = \"Website\" }",
        "text = »{ lv = \"Tīmekļvietne\" }",
        "trūkst angļu teksta",
        "rāda latviešu",
    );
}
#[test]
fn a_language_nobody_asked_for() {
    error(
        "text = { lv = \"Tīmekļvietne\", en = \"Website\" }",
        "text = { lv = \"Tīmekļvietne\", »eng = \"Website\" }",
        "nav valodas „eng”",
        "„en”",
    );
}
#[test]
fn an_unknown_event() {
    error(
        "starts = \"ticket.taken\"",
        "starts = »\"ticket.take\"",
        "nav zināms notikums „ticket.take”",
        "„ticket.taken” (talons izsniegts)",
    );
}
#[test]
fn an_event_far_from_any() {
    error(
        "starts = \"ticket.taken\"",
        "starts = »\"kaut kas\"",
        "nav zināms notikums",
        "docs/standard-file.md",
    );
}
#[test]
fn an_unknown_event_with_facts() {
    error(
        "starts = \"ticket.taken\"",
        "starts = { event = »\"ticket.tken\", where = { priority = true } }",
        "nav zināms notikums",
        "„ticket.taken”",
    );
}
#[test]
fn an_event_with_a_misspelt_condition() {
    error(
        "starts = \"ticket.taken\"",
        "starts = { event = \"ticket.taken\", »wher = { priority = true } }",
        "nav zināms lauks „wher”",
        "„where”",
    );
}
#[test]
fn an_unknown_word() {
    error(
        "status = \"in_force\"",
        "status = »\"inforce\"",
        "laukam „status” nav vērtības „inforce”",
        "„in_force”",
    );
}
#[test]
fn an_unknown_moment() {
    error(
        "shown_at = [\"client_called\"]",
        "shown_at = [»\"calling\"]",
        "nav vērtības „calling”",
        "atļauts: ",
    );
}
#[test]
fn an_unknown_kind_of_norm() {
    error("kind = \"guide\"", "kind = »\"guidance\"", "nav vērtības „guidance”", "„guide”");
}
#[test]
fn an_unknown_unit_of_time() {
    error("within = { minutes = 15 }", "within = { »minute = 15 }", "nav zināms „minute”", "„minutes”");
}
#[test]
fn two_terms_at_once() {
    error(
        "within = { minutes = 15 }",
        "within = »{ minutes = 15, seconds = 3 }",
        "tikai viens no laukiem „seconds” un „minutes”",
        "",
    );
}
#[test]
fn an_empty_term() {
    error("within = { minutes = 15 }", "within = »{}", "iekavas ir tukšas", "");
}
#[test]
fn a_term_that_is_a_number() {
    error(
        "within = { minutes = 15 }",
        "within = »15",
        "lauka „within” vērtība ir vesels skaitlis",
        "minutes",
    );
}
#[test]
fn a_misspelt_term_without_a_number() {
    error(
        "within = { minutes = 15 }",
        "within = »\"service_dedline\"",
        "nav vērtības „service_dedline”",
        "„service_deadline”",
    );
}
#[test]
fn a_date_that_does_not_exist() {
    error(
        "adopted = 2025-09-15",
        "adopted = »\"2025-09-31\"",
        "lauka „adopted” vērtība ir teksts",
        "2014-07-24",
    );
}
#[test]
fn an_empty_name() {
    error("id = \"greet\"", "id = »\"\"", "lauks „id” ir tukšs", "");
}
