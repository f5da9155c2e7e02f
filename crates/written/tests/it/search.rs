//! Words in any ending, with and without diacritics, and numbers in any spelling.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use solits_kernel::fold;
use solits_written::search::{SearchTerm, TermKind, index_terms, meets, meets_typed, search_terms};

/// Words of the trade with all their forms, as a grammar declines them.
fn words() -> BTreeMap<String, Vec<String>> {
    include_str!("data/word_forms.tsv")
        .lines()
        .skip(1)
        .map(|line| {
            let (lemma, forms) = line.split_once('\t').unwrap();
            (lemma.to_owned(), forms.split(' ').map(str::to_owned).collect())
        })
        .collect()
}

fn keys(terms: Vec<SearchTerm>) -> BTreeSet<String> {
    terms.into_iter().flat_map(|term| term.forms).collect()
}

#[test]
fn every_form_of_a_word_finds_every_other_form_of_it_typed_with_diacritics_or_without() {
    let mut missed = Vec::new();
    let mut forms_tried = 0;
    for (lemma, forms) in words() {
        forms_tried += forms.len();
        let found_by: Vec<BTreeSet<String>> = forms.iter().map(|form| keys(index_terms(form))).collect();
        for asked in &forms {
            for query in [asked.clone(), fold(asked), asked.to_uppercase()] {
                let looked_for = keys(search_terms(&query));
                let unfound = forms.iter().zip(&found_by).filter(|(_, keys)| keys.is_disjoint(&looked_for));
                missed.extend(unfound.map(|(stands, _)| format!("{lemma}: {query} does not find {stands}")));
            }
        }
    }
    assert!(forms_tried > 600, "{forms_tried} forms");
    assert!(missed.is_empty(), "{} missed: {:#?}", missed.len(), &missed[..missed.len().min(40)]);
}

#[test]
fn a_form_of_one_word_finds_no_form_of_another_when_both_are_written_in_full() {
    let forms: Vec<(String, String, BTreeSet<String>)> = words()
        .into_iter()
        .flat_map(|(lemma, forms)| forms.into_iter().map(move |form| (lemma.clone(), form)))
        .map(|(lemma, form)| (lemma, form.clone(), keys(index_terms(&form))))
        .collect();
    let mut false_friends = Vec::new();
    for (lemma, asked, keys) in &forms {
        let others = forms.iter().filter(|(other, stands, _)| other != lemma && stands != asked);
        let found = others.filter(|(.., theirs)| !theirs.is_disjoint(keys));
        false_friends
            .extend(found.map(|(other, stands, _)| format!("{lemma}: {asked} finds {stands} of {other}")));
    }
    // The genitive plural "gāžu" could come from "gāde" as well as from "gāze", and without its long vowel that is a year.
    false_friends.retain(|pair| !(pair.contains("gāžu") && pair.contains("gad")));
    assert!(
        false_friends.is_empty(),
        "{}: {:#?}",
        false_friends.len(),
        &false_friends[..false_friends.len().min(40)]
    );
}

#[test]
fn words_that_only_look_alike_are_kept_apart() {
    for (asked, stands) in [
        ("lieta", "lietotājs"),
        ("likums", "lēmums"),
        ("tiesa", "tiesība"),
        ("kase", "katls"),
        ("gāze", "gads"),
        ("māja", "mājīgums"),
        ("maksa", "maks"),
        ("iesniegums", "iesniedzējs"),
        ("pilsēta", "pils"),
        ("skola", "skolotājs"),
        ("kods", "koks"),
        ("rinda", "rindkopa"),
        ("zvans", "zvaigzne"),
        ("klients", "klints"),
        ("cena", "cents"),
        ("bērns", "Bērziņš"),
    ] {
        assert!(!meets(asked, stands) && !meets(stands, asked), "{asked} and {stands}");
    }
}

#[test]
fn names_are_found_in_the_case_they_stand_in() {
    for (asked, stands) in [
        ("Bērziņš", "Iesniegumu saņēmām no Jura Bērziņa."),
        ("berzins", "Bērziņam nosūtīta atbilde"),
        ("Lācis", "Lāča kungs"),
        ("briedis", "Brieža kungs"),
        ("zalitis", "Zālīša kungs"),
        ("Ilze Liepa", "Ilzes Liepas lūgums"),
        ("Andris", "Andra pilnvara"),
        ("Ševčenko", "Sevcenko"),
        ("Kalniņa", "kalninai"),
        ("Shevchenko", "Ševčenko"),
    ] {
        assert!(meets(asked, stands), "{asked} in {stands}");
    }
    assert!(!meets("Ilze Kalna", "Ilzes Liepas lūgums"), "every word of the query has to be there");
}

#[test]
fn a_telephone_number_is_found_in_any_spelling_and_by_its_first_digits() {
    let document = "Zvanīt pēc 17.00: +371 29 123 456, prasīt Annu.";
    for query in
        ["29123456", "2912-3456", "0037129123456", "(+371) 29123456", "371 29 12 34 56", "anna 29123456"]
    {
        assert!(meets(query, document), "{query}");
    }
    assert!(!meets("29123457", document));
    for typed in ["2912", "29 12", "29 123 4", "+371 291", "anna 29-12"] {
        assert!(meets_typed(typed, document), "{typed}");
    }
    assert!(!meets_typed("29 13", document));
    assert!(!meets("2912", document), "an unfinished number is found only while it is typed");
}

#[test]
fn a_case_is_found_with_its_year_or_without_and_never_in_place_of_another_years() {
    let document = "Lieta 2026-000123";
    for query in ["2026-000123", "2026-123", "123", "000123", "lietas 2026-123"] {
        assert!(meets(query, document), "{query}");
    }
    for query in ["2025-000123", "2026-000124", "2026-1234"] {
        assert!(!meets(query, document), "{query}");
    }
}

#[test]
fn a_ticket_is_found_however_its_letter_and_number_are_joined() {
    for query in ["A012", "a12", "A-12", "a-012", "12"] {
        assert!(meets(query, "Talons A012"), "{query}");
    }
    assert!(!meets("B012", "Talons A012"));
}

#[test]
fn days_and_house_numbers_are_not_telephone_numbers() {
    let kinds =
        |text: &str| -> Vec<TermKind> { search_terms(text).into_iter().map(|term| term.kind).collect() };
    assert_eq!(kinds("2026-11-21"), [TermKind::Number]);
    assert_eq!(kinds("21.11.2026."), [TermKind::Number; 3]);
    assert_eq!(
        kinds("Skolas iela 21-5, LV-2152"),
        [TermKind::Word, TermKind::Word, TermKind::Number, TermKind::Number]
    );
    assert_eq!(kinds("2026-000123 29123456"), [TermKind::Number, TermKind::Phone]);
    assert_eq!(kinds("12a"), [TermKind::Word]);
}

#[test]
fn a_personal_code_is_told_apart_because_looking_for_one_is_recorded() {
    for spelling in ["010190-00129", "010190 - 00129"] {
        let [term] = &search_terms(spelling)[..] else { panic!("one term of {spelling}") };
        assert_eq!((term.kind, term.forms[0].as_str()), (TermKind::PersonalCode, "01019000129"));
    }
    assert!(meets("010190-00129", "p. k. 010190-00129"));
}

#[test]
fn results_come_while_the_word_is_being_typed() {
    for typed in ["i", "iesn", "iesnieg", "iesniegu", "iesniegums", "iesniegumam ", "lūdzu iesn"] {
        assert!(meets_typed(typed, "Lūdzu izskatīt iesniegumu"), "{typed}");
    }
    assert!(!meets_typed("iesn ", "Lūdzu izskatīt iesniegumu"), "a blank ends the word");
}

#[test]
fn a_text_of_nothing_but_separators_and_digits_costs_no_more_than_another() {
    for text in ["1 ".repeat(50_000), "(+".repeat(50_000), "2-".repeat(50_000), "a-".repeat(50_000)] {
        assert!(index_terms(&text).len() <= 100_000);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_finds_itself_and_every_term_has_a_form(text in "\\PC{0,60}") {
        prop_assert!(meets(&text, &text), "{text:?}");
        for term in search_terms(&text).iter().chain(&index_terms(&text)) {
            prop_assert!(!term.forms.is_empty() && term.forms.iter().all(|form| !form.is_empty()), "{term:?}");
        }
    }
}
