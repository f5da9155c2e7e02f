//! A reply before it leaves.

use std::collections::BTreeMap;

use proptest::prelude::*;
use solits_kernel::Lang;
use solits_written::reply::{
    Addressee, Carrier, Certainty, DatumKind, Draft, Finding, NamePart, Part, PersonalCode, Placeholder,
    Reading, Recipient, Relation, ReplyRules, SignatureField, Title, Weight, fill, formal_address, genitive,
    greeting, may_leave, personal_data, review, vocatives,
};

use crate::fixture::shipped;

fn rules(standard: &str) -> ReplyRules {
    ReplyRules::of(&shipped(standard), vec!["pasts@novads.example".to_owned(), "67012345".to_owned()])
}

fn signature() -> BTreeMap<SignatureField, String> {
    use SignatureField::{Email, GivenName, Institution, OtherContacts, Phone, Post, Surname, Website};
    [
        (GivenName, "Anna"),
        (Surname, "Ozola"),
        (Institution, "Novada pašvaldība"),
        (Post, "klientu apkalpošanas speciāliste"),
        (Phone, "67012345"),
        (Email, "anna.ozola@novads.example"),
        (Website, "www.novads.example"),
        (OtherContacts, "—"),
    ]
    .map(|(field, value)| (field, value.to_owned()))
    .into()
}

fn client(address: &str) -> Recipient {
    Recipient { address: address.to_owned(), relation: Relation::Client }
}

/// A reply to which nothing is to be said.
fn good() -> Draft {
    Draft {
        lang: Lang::Lv,
        recipients: vec![client("juris@posts.example")],
        carrier: Carrier::OpenEmail,
        addressee: Some(Addressee { given: "Juris".to_owned(), surname: "Bērziņš".to_owned() }),
        subject: "Lieta 2026-000123".to_owned(),
        opening: "Labdien, Juri!\nAtbildot uz Jūsu 17. novembra iesniegumu, paskaidrojam.".to_owned(),
        main: "Ceļa segumu Skolas ielā atjaunos maijā: https://novads.example/celi.".to_owned(),
        ending: "Par darbu sākumu paziņosim līdz 1. aprīlim. Paldies, ka rakstījāt!".to_owned(),
        signature: signature(),
        attachments: Vec::new(),
        invitation: Some("https://novads.example/viedoklis".to_owned()),
        reading: Reading::Confirmed,
    }
}

fn findings(draft: &Draft, standard: &str) -> Vec<Finding> {
    review(draft, &rules(standard)).into_iter().map(|remark| remark.finding).collect()
}

#[test]
fn a_reply_in_the_prescribed_order_with_a_whole_signature_may_leave() {
    for standard in ["handbook", "adazi-2023"] {
        assert_eq!(findings(&good(), standard), [], "{standard}");
        assert!(may_leave(&review(&good(), &rules(standard)), &[]));
    }
}

#[test]
fn every_field_the_standard_demands_of_the_signature_is_needed_handbook_beh_10_adazi_9_4() {
    use SignatureField::{Email, GivenName, Institution, Phone, Post, Surname, Website};
    for (standard, demanded) in [
        ("handbook", vec![GivenName, Surname, Institution, Post, Phone, Email]),
        ("adazi-2023", vec![GivenName, Surname, Institution, Post, Phone, Email, Website]),
    ] {
        for field in demanded {
            let mut draft = good();
            draft.signature.insert(field, "  ".to_owned());
            let remarks = review(&draft, &rules(standard));
            assert_eq!(remarks.len(), 1, "{standard} {field:?}");
            assert_eq!(
                (remarks[0].weight, &remarks[0].finding),
                (Weight::Refuses, &Finding::SignatureField(field))
            );
            assert!(remarks[0].origin.is_some(), "the paragraph is cited");
            assert!(!may_leave(&remarks, &[Finding::SignatureField(field)]), "no confirmation helps");
        }
    }
    let mut draft = good();
    draft.signature.remove(&Website);
    assert_eq!(findings(&draft, "handbook"), [], "the handbook does not ask for a website");
}

#[test]
fn the_parts_are_asked_for_in_their_order_adazi_9_1_to_9_3() {
    let draft = Draft { opening: String::new(), main: " ".to_owned(), ending: String::new(), ..good() };
    assert_eq!(
        findings(&draft, "adazi-2023"),
        [
            Finding::PartMissing(Part::Main),
            Finding::PartMissing(Part::Opening),
            Finding::PartMissing(Part::Ending),
        ]
    );
    let bare = Draft {
        subject: "Atbilde".to_owned(),
        opening: "Segums bojāts.".to_owned(),
        ending: "Viss.".to_owned(),
        ..good()
    };
    assert_eq!(
        findings(&bare, "adazi-2023"),
        [Finding::NoGreeting, Finding::NoReference, Finding::NoNextStep]
    );
}

#[test]
fn a_name_in_the_greeting_stands_in_the_vocative() {
    let draft = Draft { opening: good().opening.replace("Juri!", "Juris!"), ..good() };
    let remarks = review(&draft, &rules("handbook"));
    assert_eq!(remarks[0].finding, Finding::GreetingForm(vec!["Juri".to_owned()]));
    let place = remarks[0].place.unwrap();
    assert_eq!(&draft.opening[place.start..place.end], "Juris");
}

#[test]
fn you_takes_a_capital_in_a_letter_to_one_person_and_not_in_one_to_several() {
    let small = Draft { main: "Aicinām jūs uz tikšanos.".to_owned(), ..good() };
    assert_eq!(findings(&small, "handbook"), [Finding::SmallYou]);
    let several = Draft { recipients: vec![client("a@posts.example"), client("b@posts.example")], ..small };
    assert_eq!(findings(&several, "handbook"), []);
}

#[test]
fn phrases_to_avoid_are_marked_where_they_stand_with_what_to_say_instead_vzd_p2() {
    let draft = Draft { main: "Tādi ir noteikumi. Jums jādara citādi, liekas.".to_owned(), ..good() };
    let remarks = review(&draft, &rules("vzd-2014"));
    let marked: Vec<&str> = remarks
        .iter()
        .filter(|remark| matches!(remark.finding, Finding::PhraseToAvoid(_)))
        .map(|remark| remark.place.unwrap())
        .map(|place| &draft.main[place.start..place.end])
        .collect();
    assert_eq!(marked, ["Tādi ir noteikumi", "Jums jādara", "liekas"]);
    let lecture = remarks.iter().find(|remark| remark.place.is_some_and(|place| place.start > 10)).unwrap();
    assert_eq!(lecture.origin.as_ref().unwrap().paragraph, "P2/s4.1");
    assert!(
        matches!(&lecture.finding, Finding::PhraseToAvoid(instead) if instead[0].starts_with("Jums vajadzētu"))
    );
    assert!(remarks.iter().all(|remark| remark.weight == Weight::Advises));
}

#[test]
fn the_invitation_and_the_second_reading_are_asked_for_where_the_standard_asks() {
    let draft = Draft { invitation: None, reading: Reading::Outstanding, ..good() };
    assert_eq!(findings(&draft, "handbook"), [Finding::NoInvitation], "beh-10 asks for an invitation");
    assert_eq!(
        findings(&draft, "adazi-2023"),
        [Finding::NotReread, Finding::NoInvitation],
        "adazi 9.5 asks to read again, and Ādaži builds on the handbook"
    );
}

#[test]
fn a_mentioned_attachment_that_is_not_there_asks_to_be_confirmed() {
    let mention = |main: &str| Draft { main: main.to_owned(), ..good() };
    for main in ["Plānu skatiet pielikumā.", "Pievienojam plānu.", "Nosūtām (pielikums: plāns)."] {
        assert_eq!(findings(&mention(main), "handbook"), [Finding::AttachmentMissing], "{main}");
    }
    for main in ["> Pielikumā plāns.\nPaldies, saņēmām.", "Jūsu pielikumu saņēmām.", "Der arī bez pielikuma."]
    {
        assert_eq!(findings(&mention(main), "handbook"), [], "{main}");
    }
    let attached = Draft { attachments: vec!["plans.pdf".to_owned()], ..mention("Pievienojam plānu.") };
    assert_eq!(findings(&attached, "handbook"), []);
}

#[test]
fn a_placeholder_that_is_left_refuses() {
    let draft = Draft { main: "Atbildēsim līdz {termiņš}.".to_owned(), ..good() };
    let remarks = review(&draft, &rules("handbook"));
    assert_eq!(remarks[0].finding, Finding::PlaceholderLeft(Placeholder::Due));
    assert!(!may_leave(&remarks, &[remarks[0].finding.clone()]));
    let unknown = Draft { main: "Sveiki, {vards}!".to_owned(), ..good() };
    assert_eq!(findings(&unknown, "handbook"), [Finding::PlaceholderUnknown("vards".to_owned())]);
}

#[test]
fn a_template_is_filled_once_so_that_a_clients_words_name_no_placeholder() {
    let values = BTreeMap::from([
        (Placeholder::Greeting, "Labdien, Juri!".to_owned()),
        (Placeholder::Subject, "{termiņš}".to_owned()),
    ]);
    let filled = fill("{uzruna} Par “{Temats}” atbildēsim līdz {due}. {cits}", &values);
    assert_eq!(filled.text, "Labdien, Juri! Par “{termiņš}” atbildēsim līdz {due}. {cits}");
    assert_eq!((filled.left, filled.unknown), (vec![Placeholder::Due], vec!["cits".to_owned()]));
}

#[test]
fn personal_data_to_several_or_unexpected_recipients_ask_to_be_confirmed() {
    let told = |main: &str, recipients: Vec<Recipient>| Draft { main: main.to_owned(), recipients, ..good() };
    let one = || vec![client("juris@posts.example")];
    let stranger = || {
        vec![
            client("juris@posts.example"),
            Recipient { address: "x@cits.example".to_owned(), relation: Relation::Unexpected },
        ]
    };
    let two = || {
        vec![
            client("juris@posts.example"),
            Recipient { address: "p@posts.example".to_owned(), relation: Relation::Party },
        ]
    };
    let phone = "Zvaniet 29 123 456.";
    assert_eq!(findings(&told(phone, one()), "handbook"), []);
    assert_eq!(findings(&told(phone, two()), "handbook"), [Finding::PersonalDataToSeveral(DatumKind::Phone)]);
    assert_eq!(
        findings(&told(phone, stranger()), "handbook"),
        [Finding::PersonalDataToUnexpected(DatumKind::Phone), Finding::UnexpectedRecipient]
    );
    let code = "Jūsu personas kods ir 010190-00129.";
    assert_eq!(
        findings(&told(code, one()), "handbook"),
        [Finding::PersonalDataUnprotected(DatumKind::PersonalCode)],
        "open e-mail is read on the way"
    );
    let protected = Draft { carrier: Carrier::Protected, ..told(code, one()) };
    assert_eq!(findings(&protected, "handbook"), []);
    let ours = told("Rakstiet uz pasts@novads.example vai zvaniet +371 67012345.", two());
    assert_eq!(findings(&ours, "handbook"), [], "the institution's contacts are nobody's personal data");
    let theirs = told("Rakstām uz juris@posts.example, kā lūdzāt.", one());
    assert_eq!(findings(&theirs, "handbook"), []);
}

#[test]
fn what_asks_to_be_confirmed_leaves_once_that_very_remark_is_confirmed() {
    let draft = Draft {
        main: "Pielikumā plāns; zvaniet 29 123 456.".to_owned(),
        recipients: vec![client("a@x.example"), client("b@x.example")],
        ..good()
    };
    let remarks = review(&draft, &rules("handbook"));
    let asked: Vec<Finding> = remarks.iter().map(|remark| remark.finding.clone()).collect();
    assert_eq!(asked.len(), 2);
    assert!(!may_leave(&remarks, &asked[..1]));
    assert!(may_leave(&remarks, &asked));
}

#[test]
fn personal_codes_follow_the_reference_table() {
    for line in include_str!("data/personal_codes.tsv").lines().skip(1) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [input, digits, kind, verdict] = cells[..] else { panic!("{line}") };
        let read = PersonalCode::parse(input);
        match (kind, verdict) {
            ("old", "valid") => {
                let read = read.unwrap();
                assert_eq!((read.digits.as_str(), read.certainty), (digits, Certainty::Checked), "{input}");
                assert!(read.masked().starts_with("******-*") && !read.masked().contains(&digits[..7]));
            }
            ("new", "valid") => assert_eq!(read.unwrap().certainty, Certainty::Unchecked, "{input}"),
            _ => assert!(
                read.is_none_or(|read| read.certainty == Certainty::CheckDigitWrong),
                "{input} is not a code, or one to look at again"
            ),
        }
    }
}

#[test]
fn personal_data_are_found_where_they_stand_and_other_numbers_are_left_alone() {
    let found = |text: &str| -> Vec<(DatumKind, String)> {
        personal_data(text)
            .into_iter()
            .map(|datum| (datum.kind, text[datum.start..datum.end].to_owned()))
            .collect()
    };
    let datum = |kind, text: &str| (kind, text.to_owned());
    assert_eq!(
        found("Kods 010190-00129, konts LV80 BANK 0000 4351 9500 1, e-pasts Anna.O@posts.example."),
        [
            datum(DatumKind::PersonalCode, "010190-00129"),
            datum(DatumKind::Account, "LV80 BANK 0000 4351 9500 1"),
            datum(DatumKind::Email, "Anna.O@posts.example"),
        ]
    );
    assert_eq!(
        found("Jauns kods 321234-56789; tālr. (+371) 29 123 456 vai 67-012-345"),
        [
            datum(DatumKind::PersonalCode, "321234-56789"),
            datum(DatumKind::Phone, "(+371) 29 123 456"),
            datum(DatumKind::Phone, "67-012-345"),
        ]
    );
    assert_eq!(
        found("Kodi 010190 00129, 01019000129."),
        [datum(DatumKind::PersonalCode, "010190 00129"), datum(DatumKind::PersonalCode, "01019000129"),]
    );
    for other in [
        "Tabula 1 0 1 0 1 9 0 0 0 1 2 9",
        "Lieta 2026-000123, 2026-11-21, 21.11.2026.",
        "Reģ. Nr. 40003627089, LV-1050",
        "LV81 BANK 0000 4351 9500 1 ir ar kļūdu",
        "Kadastra apzīmējums 80440050123001",
        "Summa 1 234,50 EUR; 112; Nr. A012",
    ] {
        assert_eq!(found(other), [], "{other}");
    }
}

#[test]
fn a_text_of_nothing_but_digits_or_points_is_looked_through_as_fast_as_another() {
    for text in ["1 ".repeat(50_000), "a.".repeat(50_000), "(+".repeat(50_000), "LV1 ".repeat(25_000)] {
        assert!(personal_data(&text).is_empty(), "{}…", &text[..8]);
    }
}

#[test]
fn names_take_the_forms_of_the_reference_table() {
    for line in include_str!("data/address_forms.tsv").lines().skip(1) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [name, part, vocative, genitive_form, formal] = cells[..] else { panic!("{line}") };
        let words: Vec<(&str, NamePart)> = match part {
            "given" => vec![(name, NamePart::Given)],
            "surname" => vec![(name, NamePart::Surname)],
            _ => name.split(' ').zip([NamePart::Given, NamePart::Surname]).collect(),
        };
        if words.len() == 1 {
            let expected: Vec<&str> = vocative.split('|').collect();
            assert_eq!(vocatives(name, words[0].1), expected, "{name}");
        } else {
            let joined: Vec<String> =
                words.iter().map(|(word, part)| vocatives(word, *part).swap_remove(0)).collect();
            assert_eq!(joined.join(" "), vocative, "{name}");
        }
        if !genitive_form.is_empty() {
            let joined: Vec<String> = words.iter().map(|(word, part)| genitive(word, *part)).collect();
            assert_eq!(joined.join(" "), genitive_form, "{name}");
        }
        let surname = words.iter().find(|(_, part)| *part == NamePart::Surname);
        for formal in formal.split('|') {
            match (surname, formal.rsplit_once(' ')) {
                (Some((surname, _)), Some((_, "kungs"))) => {
                    assert_eq!(formal_address(surname, Title::Kungs), formal);
                }
                (Some((surname, _)), Some((_, "kundze"))) => {
                    assert_eq!(formal_address(surname, Title::Kundze), formal);
                }
                _ => assert!(formal.ends_with('!'), "{formal}"),
            }
        }
    }
}

#[test]
fn a_greeting_takes_the_chosen_form_then_the_proposed_one_then_none() {
    assert_eq!(greeting(Some("Juri Bērziņ"), Some("Juris"), Lang::Lv), "Labdien, Juri Bērziņ!");
    assert_eq!(greeting(Some(" "), Some("Juris"), Lang::Lv), "Labdien, Juri!");
    assert_eq!(greeting(None, None, Lang::Lv), "Labdien!");
    assert_eq!(greeting(None, Some("Juris"), Lang::En), "Dear Juris,");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 1_000, ..ProptestConfig::default() })]

    #[test]
    fn any_text_can_be_reviewed_and_every_place_lies_between_characters(
        opening in "\\PC{0,80}",
        main in "[^\\p{C}]{0,120}",
        ending in "[{}@+0-9a-zāē \n>-]{0,120}",
    ) {
        let draft = Draft { opening, main, ending, ..good() };
        for remark in review(&draft, &rules_of_all()) {
            let Some(place) = remark.place else { continue };
            let text = draft.texts().into_iter().find(|(part, _)| *part == place.part).map_or("", |(_, text)| text);
            if !matches!(place.part, Part::Recipients | Part::Signature) {
                prop_assert!(text.get(place.start..place.end).is_some(), "{remark:?} in {text:?}");
            }
        }
    }

    #[test]
    fn a_personal_code_is_found_wherever_it_stands(before in "[a-zā ]{0,20}", day in 1_u32..=28, month in 1_u32..=12, rest in 0_u32..=9_999) {
        // The century digit 0 makes it a code of the nineteenth century, so nobody's.
        let code = format!("{day:02}{month:02}90-0{rest:04}");
        let text = format!("{before} {code}, un vēl");
        let found = personal_data(&text);
        prop_assert!(found.iter().any(|datum| datum.kind == DatumKind::PersonalCode && text[datum.start..datum.end] == code), "{text}: {found:?}");
    }

    #[test]
    fn a_personal_code_to_two_never_leaves_unasked(before in "\\PC{0,40}", after in "\\PC{0,40}") {
        let recipients = vec![client("a@posts.example"), client("b@posts.example")];
        let draft = Draft { main: format!("{before} 010190-00129 {after}"), recipients, ..good() };
        let remarks = review(&draft, &rules_of_all());
        prop_assert!(!may_leave(&remarks, &[]), "{}", draft.main);
    }
}

fn rules_of_all() -> ReplyRules {
    static RULES: std::sync::LazyLock<ReplyRules> = std::sync::LazyLock::new(|| rules("vzd-2014"));
    RULES.clone()
}

#[test]
fn a_sentence_that_assesses_a_document_of_the_client_is_asked_about_where_the_standard_forbids_it_vzd_19_4() {
    let says = |main: &str, standard: &str| {
        let draft = Draft { main: main.to_owned(), ..good() };
        findings(&draft, standard).contains(&Finding::Assesses)
    };
    for main in [
        "Jūsu iesniegtais līgums ir derīgs.",
        "Paskatījāmies: atsūtītā pilnvara neatbilst likumam.",
        "Jūsu dokumenti ir kārtībā, varat nākt.",
    ] {
        assert!(says(main, "vzd-2014"), "{main}");
        assert!(!says(main, "handbook"), "the handbook says nothing of it: {main}");
    }
    for main in [
        "Izziņu varat saņemt mūsu centrā no 9 līdz 17.",
        "Jūsu līgums reģistrēts ar numuru 17.",
        "Vai Jūsu līgums vēl ir spēkā?",
        "> Jūsu līgums ir derīgs.",
    ] {
        assert!(!says(main, "vzd-2014"), "{main}");
    }
    let draft = Draft { main: "Jūsu iesniegtais līgums ir derīgs.".to_owned(), ..good() };
    let remarks = review(&draft, &rules("vzd-2014"));
    assert!(!may_leave(&remarks, &[]), "its author confirms it, as for a partner");
    let found = remarks.iter().find(|remark| remark.finding == Finding::Assesses).unwrap();
    assert_eq!(
        (found.weight, found.origin.as_ref().unwrap().paragraph.as_str()),
        (Weight::AsksToConfirm, "19.4")
    );
}

#[test]
fn what_is_not_disclosed_stands_beside_the_letter_h_20() {
    let rules = rules("vzd-2014");
    let cited: Vec<&str> = rules.guides.iter().map(|(_, origin)| origin.paragraph.as_str()).collect();
    for paragraph in ["19.2", "19.3", "19.4"] {
        assert!(cited.contains(&paragraph), "{paragraph} of {cited:?}");
    }
}
