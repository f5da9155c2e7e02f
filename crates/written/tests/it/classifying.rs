//! What a contact is, by examples from the paragraphs and over every combination of way, author and signature.

use proptest::prelude::*;
use solits_written::{
    classify::{Author, Contact, DoubtAbout, Signature, Validity, classify},
    clock::PauseReason,
    feedback::Finding,
    nature::{FeedbackKind, Form, Matter, Way},
};

const AUTHORS: [Author; 4] = [Author::Anonymous, Author::Named, Author::Identified, Author::Employee];
const SIGNATURES: [Signature; 5] = [
    Signature::None,
    Signature::Handwritten,
    Signature::Electronic(Validity::Valid),
    Signature::Electronic(Validity::Invalid),
    Signature::Electronic(Validity::CannotTell),
];

const PLAIN: Contact<'_> = Contact {
    way: Way::Email,
    author: Author::Named,
    signature: Signature::None,
    subject: "Jautājums",
    text: "Labdien! Kur varu saņemt izziņu par dzīvesvietu? Paldies! Anna",
    chosen: None,
};

#[track_caller]
fn check(contact: &Contact<'_>, form: Form, matter: Matter, doubts: &[DoubtAbout]) {
    let found = classify(contact);
    assert_eq!((found.nature.form, found.nature.matter), (form, matter), "{:#?}", found.reasons);
    assert_eq!(found.to_confirm.iter().map(|doubt| doubt.about).collect::<Vec<_>>(), doubts);
}

#[test]
fn an_e_mail_without_a_signature_is_an_e_letter_vzd_2_3() {
    check(&PLAIN, Form::ELetter, Matter::Request, &[]);
    let reasons = classify(&PLAIN).reasons;
    assert!(reasons[0].source.contains("vzd 2.3"), "the form comes first: {reasons:?}");
}

#[test]
fn an_e_mail_signed_electronically_is_a_submission() {
    let contact = Contact { signature: Signature::Electronic(Validity::Valid), ..PLAIN };
    check(&contact, Form::Submission, Matter::Request, &[]);
}

#[test]
fn a_signed_order_of_a_service_is_a_document_and_not_a_submission() {
    let contact =
        Contact { signature: Signature::Electronic(Validity::Valid), chosen: Some(Matter::Order), ..PLAIN };
    check(&contact, Form::SignedDocument, Matter::Order, &[]);
}

#[test]
fn a_signature_that_cannot_be_checked_counts_until_somebody_has_looked() {
    let contact = Contact { signature: Signature::Electronic(Validity::CannotTell), ..PLAIN };
    check(&contact, Form::Submission, Matter::Request, &[DoubtAbout::Signature]);
    let invalid = Contact { signature: Signature::Electronic(Validity::Invalid), ..PLAIN };
    check(&invalid, Form::ELetter, Matter::Request, &[DoubtAbout::Signature]);
}

#[test]
fn a_message_of_the_state_portal_about_hours_or_an_order_is_a_portal_message_h_02() {
    let contact = Contact {
        way: Way::StatePortal,
        author: Author::Identified,
        subject: "Darba laiki",
        text: "Vai 18. novembrī strādājat?",
        ..PLAIN
    };
    check(&contact, Form::PortalMessage, Matter::Request, &[DoubtAbout::Submission]);
    let other = Contact { subject: "Par ceļu", text: "Lūdzu salabot Skolas ielas segumu.", ..contact };
    check(&other, Form::Submission, Matter::Request, &[DoubtAbout::Submission]);
}

#[test]
fn a_message_that_a_portal_passes_on_without_saying_who_its_author_is_is_a_portal_message() {
    let contact = Contact { way: Way::StatePortal, text: "Lūdzu salabot Skolas ielas segumu.", ..PLAIN };
    check(&contact, Form::PortalMessage, Matter::Request, &[DoubtAbout::Submission]);
    let identified = Contact { author: Author::Identified, ..contact };
    check(&identified, Form::Submission, Matter::Request, &[DoubtAbout::Submission]);
}

/// L-01: a client who speaks of a non-conformity asks for something all the same.
#[test]
fn a_non_conformity_is_asked_about_and_leaves_what_the_message_is_alone() {
    for (text, matter) in [
        ("Izziņā ir neatbilstība: adrese nav mana.", Matter::Request),
        ("Iesniedzu sūdzību par neatbilstībām izziņā.", Matter::Feedback(FeedbackKind::Complaint)),
        ("There is a non-conformity in the certificate, please correct it.", Matter::Request),
    ] {
        let found = classify(&Contact { subject: "", text, ..PLAIN });
        assert_eq!(found.nature.matter, matter, "{text}");
        assert!(found.to_confirm.iter().any(|doubt| doubt.about == DoubtAbout::NonConformity), "{text}");
    }
    let quoted = Contact { subject: "", text: "Paldies!\n> Jūsu izziņā ir neatbilstība.", ..PLAIN };
    assert!(classify(&quoted).to_confirm.iter().all(|doubt| doubt.about != DoubtAbout::NonConformity));
}

#[test]
fn the_institutions_own_form_is_a_submission_only_for_whom_it_has_identified() {
    let contact = Contact { way: Way::OwnPortal, ..PLAIN };
    check(&contact, Form::PortalMessage, Matter::Request, &[]);
    let identified = Contact { author: Author::Identified, ..contact };
    check(&identified, Form::Submission, Matter::Request, &[DoubtAbout::Submission]);
}

#[test]
fn a_letter_signed_by_hand_is_a_submission_and_one_without_a_name_asks_who_wrote_it() {
    let contact = Contact { way: Way::Letter, signature: Signature::Handwritten, ..PLAIN };
    check(&contact, Form::Submission, Matter::Request, &[]);
    let anonymous = Contact { author: Author::Anonymous, ..contact };
    check(&anonymous, Form::Submission, Matter::Request, &[DoubtAbout::Author]);
}

#[test]
fn the_trust_line_asks_nobody_who_calls_k_24() {
    let contact = Contact {
        way: Way::TrustLine,
        author: Author::Anonymous,
        subject: "",
        text: "Zvanītājs vēlas sūdzēties par rindu.",
        ..PLAIN
    };
    check(&contact, Form::WrittenDown, Matter::Feedback(FeedbackKind::Complaint), &[DoubtAbout::Matter]);
}

#[test]
fn words_suggest_what_a_message_is_and_a_person_confirms() {
    use FeedbackKind::{Claim, Complaint, Praise, Suggestion};
    for (text, matter) in [
        ("Iesniedzu sūdzību par darbinieces attieksmi.", Matter::Feedback(Complaint)),
        ("Sudzos par apkalposanu", Matter::Feedback(Complaint)),
        ("Pievienoju pretenziju un prasu atlīdzināt zaudējumus.", Matter::Feedback(Claim)),
        ("Ierosinu uzlikt soliņu pie ieejas.", Matter::Feedback(Suggestion)),
        ("Man ir priekšlikums par darba laiku.", Matter::Feedback(Suggestion)),
        ("Vēlos pateikties Ilzei par palīdzību!", Matter::Feedback(Praise)),
        ("Saskaņā ar Informācijas atklātības likumu lūdzu izsniegt līgumus.", Matter::InformationRequest),
        ("Lūdzu izsniegt manu personas datu sarakstu.", Matter::DataSubjectRequest),
        ("I would like to make a complaint about the service, please help me.", Matter::Feedback(Complaint)),
    ] {
        let found = classify(&Contact { subject: "", text, ..PLAIN });
        assert_eq!(found.nature.matter, matter, "{text}");
        let doubt = found.to_confirm.iter().find(|doubt| doubt.about == DoubtAbout::Matter).expect(text);
        assert_eq!(doubt.otherwise.unwrap().matter, Matter::Request);
    }
}

#[test]
fn thanks_at_the_end_of_a_question_and_words_of_a_quoted_letter_mean_nothing() {
    for text in ["Kad strādājat? Paldies!", "Jau saņēmu atbildi.\n> Jūsu sūdzība ir reģistrēta.\nAnna"]
    {
        check(&Contact { subject: "", text, ..PLAIN }, Form::ELetter, Matter::Request, &[]);
    }
}

#[test]
fn what_the_author_chose_holds_and_a_complaint_under_a_question_is_asked_about() {
    let contact = Contact {
        chosen: Some(Matter::Request),
        text: "Lūdzu atbildiet. Iepriekš iesniedzu sūdzību.",
        ..PLAIN
    };
    check(&contact, Form::ELetter, Matter::Request, &[DoubtAbout::Matter]);
    let praise = Contact { chosen: Some(Matter::Request), text: "Liels paldies par ātro atbildi!", ..PLAIN };
    check(&praise, Form::ELetter, Matter::Request, &[]);
}

#[test]
fn a_foreign_language_is_noticed_because_its_handling_is_the_institutions_vzd_24() {
    for text in
        ["Здравствуйте! Где получить справку?", "Hello, I need to change the address of my house, please."]
    {
        check(
            &Contact { subject: "", text, ..PLAIN },
            Form::ELetter,
            Matter::Request,
            &[DoubtAbout::Language],
        );
    }
}

#[test]
fn codes_are_read_back() {
    for form in Form::ALL {
        assert_eq!(Form::parse(form.code()), Some(form));
    }
    for matter in Matter::ALL {
        assert_eq!(Matter::parse(matter.code()), Some(matter));
    }
    for way in Way::ALL {
        assert_eq!(Way::parse(way.code()), Some(way));
    }
    for finding in Finding::ALL {
        assert_eq!(Finding::parse(finding.code()), Some(finding));
    }
    for reason in PauseReason::ALL {
        assert_eq!(PauseReason::parse(reason.code()), Some(reason));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 2_000, ..ProptestConfig::default() })]

    #[test]
    fn whatever_comes_is_something_for_reasons_that_can_be_read(
        way in proptest::sample::select(&Way::ALL[..]),
        author in proptest::sample::select(&AUTHORS[..]),
        signature in proptest::sample::select(&SIGNATURES[..]),
        chosen in proptest::option::of(proptest::sample::select(&Matter::ALL[..])),
        subject in "\\PC{0,40}",
        text in "\\PC{0,200}",
    ) {
        let found = classify(&Contact { way, author, signature, subject: &subject, text: &text, chosen });
        prop_assert!(!found.reasons.is_empty());
        for sentence in found.reasons.iter().map(|reason| &reason.text).chain(found.to_confirm.iter().map(|doubt| &doubt.text)) {
            prop_assert!(sentence.lv.len() > 5 && sentence.en.ends_with(['.', '?']), "{sentence:?}");
        }
        if let Some(chosen) = chosen {
            prop_assert_eq!(found.nature.matter, chosen, "what was chosen is never changed by words");
        }
        let is_signed = matches!(signature, Signature::Handwritten | Signature::Electronic(Validity::Valid));
        if is_signed && way != Way::Colleague {
            prop_assert!(matches!(found.nature.form, Form::Submission | Form::SignedDocument));
        }
        if way == Way::Email && signature == Signature::None {
            prop_assert_eq!(found.nature.form, Form::ELetter);
        }
        for doubt in &found.to_confirm {
            prop_assert!(doubt.otherwise != Some(found.nature), "a doubt leads somewhere else: {doubt:?}");
        }
    }
}
