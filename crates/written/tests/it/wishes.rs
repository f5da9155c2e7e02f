//! G-20, vzd 31: a letter that asks for an answer by telephone.

use solits_written::wish::{CallWish, Reach, call_wish};

fn check(text: &str, number: Option<&str>, reach: Reach) {
    let expected = CallWish { number: number.map(str::to_owned), reach };
    assert_eq!(call_wish(text), Some(expected), "{text}");
}

#[test]
fn a_wish_is_noticed_in_the_ways_people_write_it() {
    check("Labdien! Lūdzu piezvaniet man pa tālr. 26123456.", Some("+37126123456"), Reach::Home);
    check("Ludzu atbildet pa talruni 67 038 608", Some("+37167038608"), Reach::Home);
    check(
        "Lūdzu atbildi sniegt nevis rakstiski: atbildi pa tālruni +371 26 123 456.",
        Some("+37126123456"),
        Reach::Home,
    );
    check(
        "Varat atzvanīt? Lūdzu atzvanīt pēc 17:00.\n--\nAnna\nmob. (+371) 26123456",
        Some("+37126123456"),
        Reach::Home,
    );
    check("Could you call me on 0037126123456 tomorrow?", Some("+37126123456"), Reach::Home);
    check("Перезвоните, пожалуйста: 2612-3456", Some("+37126123456"), Reach::Home);
}

#[test]
fn a_number_of_another_country_or_abroad_is_answered_in_writing() {
    check("Lūdzu piezvaniet: +44 20 7946 0958", Some("+442079460958"), Reach::Foreign);
    check("Atzvaniet uz 00358401234567", Some("+358401234567"), Reach::Foreign);
    check("Piezvaniet 26123456, esmu viesabonēšanā.", Some("+37126123456"), Reach::Roaming);
    check("Please call me, I am abroad: 26123456", Some("+37126123456"), Reach::Roaming);
    assert!(call_wish("Lūdzu piezvaniet: +44 20 7946 0958").unwrap().is_answered_in_writing());
    // Of two numbers the one of Latvia is called.
    check("Piezvaniet +44 20 7946 0958 vai 26123456", Some("+37126123456"), Reach::Home);
}

#[test]
fn a_wish_without_a_number_is_a_wish_and_what_only_looks_like_a_number_is_none() {
    check("Lūdzu piezvaniet man!", None, Reach::Home);
    check("Piezvaniet par lietu 2026-000123 līdz 22.11.2026 vai 2026-11-22.", None, Reach::Home);
    check("Piezvaniet, mans personas kods ir 220180-12345, konts LV80BANK0000435195001.", None, Reach::Home);
    check("Piezvaniet, cena bija 26123456,50 un adrese 26123456@pasts.example", None, Reach::Home);
}

#[test]
fn who_tells_of_calls_or_wants_none_has_no_wish() {
    for text in [
        "Es jums zvanīju, bet neviens neatbildēja. Mans numurs 26123456.",
        "Lūdzu nezvaniet, rakstiet. Agrāk prasīju: piezvaniet man. 26123456",
        "Please do not call me, write. 26123456",
        "Vakar runājām pa tālruni 26123456.",
        "The office called me on Monday.",
        "",
    ] {
        let found = call_wish(text);
        // "called me" holds no "call me".
        assert_eq!(found, None, "{text}");
    }
}
