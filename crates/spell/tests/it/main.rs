//! The dictionaries that are shipped, as they are shipped.

use solits_kernel::Lang;
use solits_spell::{OwnWords, speller};

#[track_caller]
fn check(lang: Lang, text: &str, wrong: &[&str]) {
    let speller = speller(lang).expect("the dictionary is there");
    let found = speller.mistakes(text, &OwnWords::default());
    let words: Vec<&str> = found.iter().map(|mistake| mistake.word.as_str()).collect();
    assert_eq!(words, wrong, "{text}");
    for mistake in &found {
        assert_eq!(&text[mistake.start..mistake.end], mistake.word);
    }
}

#[test]
fn ordinary_latvian_letters_are_right() {
    check(Lang::Lv, "Labdien, Jāni!\nAtbildam uz Jūsu 16.11.2026. vēstuli (lieta 2026-000001).", &[]);
    for answered in [
        "uz Jūsu 10. novembra e-pasta vēstuli",
        "uz Jūsu 10. novembra vēstuli e-adresē",
        "uz Jūsu 10. novembra ziņu portālā",
        "uz Jūsu 10. novembra jautājumu mūsu tīmekļvietnē",
        "uz Jūsu 10. novembra faksu",
        "pēc mūsu sarunas centrā 10. novembrī",
        "pēc mūsu telefona sarunas 10. novembrī",
    ] {
        check(Lang::Lv, &format!("Atbildam {answered} (lieta 2026-000001).\nPaldies par sarunu!"), &[]);
    }
    check(
        Lang::Lv,
        "Dzīvesvietu var deklarēt klientu apkalpošanas centrā darba dienās no plkst. 9.00 līdz 17.00 vai portālā latvija.lv.",
        &[],
    );
    check(
        Lang::Lv,
        "Lūdzam iesniegt iesniegumu un pievienot nepieciešamos dokumentus. Paldies, ka rakstījāt!",
        &[],
    );
}

#[test]
fn a_letter_left_out_or_without_its_mark_is_found_and_the_right_word_offered() {
    check(Lang::Lv, "Ludzam iesniegt iesneigumu.", &["Ludzam", "iesneigumu"]);
    let speller = speller(Lang::Lv).expect("the dictionary is there");
    let found = speller.mistakes("Ludzam uzgaidīt.", &OwnWords::default());
    assert_eq!(found[0].suggestions.first().map(String::as_str), Some("Lūdzam"));
    let found = speller.mistakes("Sanēmām Jūsu vēstuli.", &OwnWords::default());
    assert!(found[0].suggestions.contains(&"Saņēmām".to_owned()), "{:?}", found[0].suggestions);
}

#[test]
fn english_is_british_and_knows_its_apostrophes() {
    check(Lang::En, "Dear Anna,\nWe don't charge for this. You’ll receive the licence by post.", &[]);
    check(Lang::En, "We have recieved your aplication.", &["recieved", "aplication"]);
}

#[test]
fn the_institutions_own_words_are_right() {
    let speller = speller(Lang::Lv).expect("the dictionary is there");
    let own = OwnWords::new(["pašapkalpošanās", "ezermalnieks"]);
    assert_eq!(speller.mistakes("aicinām ezermalniekus", &own), []);
}
