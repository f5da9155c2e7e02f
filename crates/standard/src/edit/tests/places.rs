//! The checker's findings beside the inputs they are about.

use super::*;

fn found(text: &str) -> Vec<(String, Option<Place>)> {
    let checked = crate::check(text, "draft.toml", &|_| None);
    let places = places(text, &checked.findings);
    checked.findings.into_iter().map(|finding| finding.what.en).zip(places).collect()
}

#[track_caller]
fn stands(text: &str, words: &str, item: &str, input: Option<&str>) {
    let found = found(text);
    let (_, place) =
        found.iter().find(|(what, _)| what.contains(words)).unwrap_or_else(|| panic!("{found:#?}"));
    let place = place.as_ref().unwrap();
    assert_eq!((place.item.to_string().as_str(), place.input.as_deref()), (item, input));
}

#[test]
fn each_finding_belongs_to_the_input_it_is_about() {
    let text = shipped("ezermala");
    let norm = items(text).unwrap().into_iter().find(|item| item.value("kind") == "promise").unwrap();
    let address = norm.address.to_string();
    let starts = format!("starts = \"{}\"", norm.value("promise.starts"));
    let broken = text.replacen(&starts, "starts = \"ticket.flown\"", 1);
    stands(&broken, "`ticket.flown` is not known", &address, Some("promise.starts"));
    let broken = text.replacen("kind = \"municipal_standard\"", "kind = \"poem\"", 1);
    stands(&broken, "no value `poem`", "identity", Some("kind"));
    let broken = text.replacen("[[principle]]\n", "[[principle]]\nextra = 1\n", 1);
    stands(&broken, "`extra` is not known", "principle/@1", None);
    let broken = text.replacen(
        "\"queue.no_show_seconds\" = { value = 60",
        "\"queue.no_show_seconds\" = { value = 1",
        1,
    );
    assert_ne!(broken, text);
    let found = found(&broken);
    assert!(
        found
            .iter()
            .flat_map(|(_, place)| place)
            .any(|place| place.item.to_string() == "parameters/queue.no_show_seconds"
                && place.input.as_deref() == Some("value")),
        "{found:#?}"
    );
}

#[test]
fn a_missing_language_is_shown_beside_its_text() {
    let text = shipped("ezermala");
    let broken = text.replacen("[[principle]]", "[[principle]]\nname = { en = \"Only\" }\n[[principle]]", 1);
    stands(&broken, "Latvian text is missing", "principle/@1", Some("name"));
}

#[test]
fn every_finding_of_a_readable_file_has_a_place() {
    for (name, text) in SHIPPED {
        let wrong = text.replace("lv = \"", "lb = \"");
        for (what, place) in found(&wrong) {
            assert!(place.is_some(), "{name}: {what}");
        }
    }
}

#[test]
fn a_text_that_is_not_toml_has_no_places() {
    let text = "id = \n";
    let checked = crate::check(text, "draft.toml", &|_| None);
    assert!(places(text, &checked.findings).iter().all(Option::is_none));
}
