//! The order the standard prescribes: greeting and reference, main part, ending, signature, invitation, and a last look.

use std::{collections::BTreeSet, sync::LazyLock};

use solits_kernel::{Lang, Text, fold};

use super::{
    Draft, Finding, Part, Place, Reading, Remark, ReplyRules, SignatureField, Weight, greeting, offset,
    remark,
};
use crate::search::stems;

pub(super) fn review(draft: &Draft, rules: &ReplyRules, remarks: &mut Vec<Remark>) {
    if draft.recipients.is_empty() {
        let text = Text::new("Nav adresāta.", "There is no recipient.");
        remarks.push(remark(Weight::Refuses, Finding::NoRecipient, None, text));
    }
    parts(draft, rules, remarks);
    opening(draft, rules, remarks);
    ending(draft, rules, remarks);
    small_you(draft, remarks);
    signature(draft, rules, remarks);
    invitation_and_reading(draft, rules, remarks);
}

fn parts(draft: &Draft, rules: &ReplyRules, remarks: &mut Vec<Remark>) {
    let prescribed = [
        (Part::Opening, &draft.opening, "Trūkst uzrunas un ievada.", "The greeting and opening are missing."),
        (Part::Ending, &draft.ending, "Trūkst nobeiguma.", "The ending is missing."),
    ];
    if draft.main.trim().is_empty() {
        let text = Text::new("Atbilde ir tukša.", "The reply is empty.");
        remarks.push(remark(Weight::Refuses, Finding::PartMissing(Part::Main), None, text));
    }
    let Some(origin) = &rules.structure else { return };
    for (part, text, lv, en) in prescribed {
        if text.trim().is_empty() {
            let finding = Finding::PartMissing(part);
            let remark = remark(Weight::AsksToConfirm, finding, None, Text::new(lv, en));
            remarks.push(Remark { origin: Some(origin.clone()), ..remark });
        }
    }
}

/// How greetings begin, folded.
const GREETINGS: [&str; 16] = [
    "labdien",
    "labrit",
    "labvakar",
    "sveicinat",
    "sveiki",
    "godat",
    "god.",
    "cienijam",
    "cien.",
    "cienit",
    "dear",
    "good morning",
    "good afternoon",
    "good evening",
    "good day",
    "hello",
];

/// Words that refer to what is answered.
const REFERENCES: [&str; 22] = [
    "iesniegums",
    "vēstule",
    "jautājums",
    "pieprasījums",
    "sūdzība",
    "pretenzija",
    "ierosinājums",
    "pateicība",
    "zvans",
    "saruna",
    "saziņa",
    "lieta",
    "atbildot",
    "saņēmām",
    "request",
    "letter",
    "question",
    "complaint",
    "message",
    "suggestion",
    "call",
    "case",
];

/// Words of a next step, of thanks, or of an apology.
const NEXT_STEPS: [&str; 30] = [
    "lūdzu",
    "lūdzam",
    "varat",
    "vērsties",
    "vērsieties",
    "sazināties",
    "sazinieties",
    "nosūtīsim",
    "paziņosim",
    "informēsim",
    "sniegsim",
    "atbildēsim",
    "gaidīsim",
    "gaidām",
    "termiņš",
    "paldies",
    "pateicamies",
    "atvainojamies",
    "atvainojos",
    "turpmāk",
    "please",
    "contact",
    "send",
    "inform",
    "thank",
    "thanks",
    "sorry",
    "apologise",
    "apologize",
    "next",
];

fn opening(draft: &Draft, rules: &ReplyRules, remarks: &mut Vec<Remark>) {
    if draft.opening.trim().is_empty() {
        return;
    }
    let place = |start, end| Some(Place { part: Part::Opening, start, end });
    let first = draft.opening.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let start = offset(first, &draft.opening);
    let line = place(start, start + first.len());
    let named = draft.addressee.as_ref();
    let names_addressee = named.is_some_and(|addressee| {
        greeting::vocatives(&addressee.given, greeting::NamePart::Given)
            .iter()
            .any(|form| first.contains(form.as_str()))
    });
    let greets = GREETINGS.iter().any(|greeting| fold(first).starts_with(greeting));
    if !greets && !names_addressee {
        let text = Text::new("Atbilde sākas bez uzrunas.", "The reply begins without a greeting.");
        remarks.push(cited(remark(Weight::Advises, Finding::NoGreeting, line, text), rules));
    }
    if draft.lang == Lang::Lv {
        remarks.extend(named.and_then(|addressee| wrong_form(first, start, addressee)));
    }
    let subject_refers = draft.subject.contains(|c: char| c.is_ascii_digit());
    if !subject_refers && !holds_any(&draft.opening, &REFERENCE_STEMS) {
        let text = Text::new(
            "Ievadā nav atsauces uz to, uz ko atbildat.",
            "The opening does not say what it answers.",
        );
        remarks.push(cited(
            remark(Weight::Advises, Finding::NoReference, place(0, draft.opening.len()), text),
            rules,
        ));
    }
}

/// The given name or surname in the nominative where Latvian has a form of address of its own.
fn wrong_form(line: &str, start: usize, addressee: &super::Addressee) -> Option<Remark> {
    let names =
        [(&addressee.given, greeting::NamePart::Given), (&addressee.surname, greeting::NamePart::Surname)];
    names.into_iter().find_map(|(name, part)| {
        let forms = greeting::vocatives(name, part);
        let is_nominative = |word: &&str| word.trim_matches(|c: char| !c.is_alphanumeric()) == name.as_str();
        let word = line
            .split_whitespace()
            .find(is_nominative)
            .filter(|_| !name.is_empty() && !forms.contains(name))?;
        let at = start + offset(word, line);
        let place = Place { part: Part::Opening, start: at, end: at + name.len() };
        let text = Text::new(
            format!("Uzrunā vārds ir vokatīvā: {}.", forms.join(", ")),
            format!("In a greeting the name stands in the vocative: {}.", forms.join(", ")),
        );
        Some(remark(Weight::Advises, Finding::GreetingForm(forms), Some(place), text))
    })
}

fn ending(draft: &Draft, rules: &ReplyRules, remarks: &mut Vec<Remark>) {
    let text = &draft.ending;
    if rules.structure.is_some() && !text.trim().is_empty() && !holds_any(text, &NEXT_STEP_STEMS) {
        let place = Some(Place { part: Part::Ending, start: 0, end: text.len() });
        let text = Text::new(
            "Nobeigumā nav ne turpmākā soļa, ne pateicības vai atvainošanās.",
            "The ending names no next step, no thanks and no apology.",
        );
        remarks.push(cited(remark(Weight::Advises, Finding::NoNextStep, place, text), rules));
    }
}

/// Forms of *Jūs* take a capital in a letter to one person.
fn small_you(draft: &Draft, remarks: &mut Vec<Remark>) {
    const FORMS: [&str; 7] = ["jūs", "jūsu", "jums", "jūsos", "jūsējais", "jūsējā", "jūsējie"];
    if draft.lang != Lang::Lv || draft.recipients.len() != 1 {
        return;
    }
    for (part, text) in draft.texts() {
        let small = super::own_lines(text).find_map(|(start, line)| {
            let word = line.split(|c: char| !c.is_alphanumeric()).find(|word| FORMS.contains(word))?;
            let at = start + offset(word, line);
            Some((at, at + word.len()))
        });
        if let Some((start, end)) = small {
            let text = Text::new(
                "Vēstulē vienam cilvēkam “Jūs” raksta ar lielo burtu.",
                "In a letter to one person “Jūs” takes a capital.",
            );
            remarks.push(remark(Weight::Advises, Finding::SmallYou, Some(Place { part, start, end }), text));
        }
    }
}

fn signature(draft: &Draft, rules: &ReplyRules, remarks: &mut Vec<Remark>) {
    for (field, _) in &rules.signature {
        if draft.signature.get(field).is_some_and(|value| !value.trim().is_empty()) {
            continue;
        }
        let words = field.words();
        let weight = match field {
            SignatureField::OtherContacts => Weight::Advises,
            _ => Weight::Refuses,
        };
        let text = Text::new(
            format!("Parakstā trūkst lauka: {}.", words.lv),
            format!("A field of the signature is missing: {}.", words.en),
        );
        let place = Some(Place { part: Part::Signature, start: 0, end: 0 });
        let remark = remark(weight, Finding::SignatureField(*field), place, text);
        remarks.push(Remark { origin: rules.signature_origin.clone(), ..remark });
    }
}

fn invitation_and_reading(draft: &Draft, rules: &ReplyRules, remarks: &mut Vec<Remark>) {
    let is_there = draft.invitation.as_ref().is_some_and(|link| !link.trim().is_empty());
    if let Some(origin) = rules.invitation.as_ref().filter(|_| !is_there) {
        let text = Text::new(
            "Trūkst aicinājuma izteikt viedokli ar saiti.",
            "The invitation to give an opinion, with its link, is missing.",
        );
        let remark = remark(Weight::AsksToConfirm, Finding::NoInvitation, None, text);
        remarks.push(Remark { origin: Some(origin.clone()), ..remark });
    }
    if let Some(origin) = rules.rereading.as_ref().filter(|_| draft.reading == Reading::Outstanding) {
        let text = Text::new(
            "Pirms sūtīšanas atbilde jāpārlasa.",
            "The reply has to be read again before it is sent.",
        );
        let remark = remark(Weight::Refuses, Finding::NotReread, None, text);
        remarks.push(Remark { origin: Some(origin.clone()), ..remark });
    }
}

fn cited(remark: Remark, rules: &ReplyRules) -> Remark {
    Remark { origin: rules.structure.clone(), ..remark }
}

static REFERENCE_STEMS: LazyLock<BTreeSet<String>> = LazyLock::new(|| stems_of(&REFERENCES));
static NEXT_STEP_STEMS: LazyLock<BTreeSet<String>> = LazyLock::new(|| stems_of(&NEXT_STEPS));

fn stems_of(words: &[&str]) -> BTreeSet<String> {
    words.iter().flat_map(|word| stems(word)).collect()
}

fn holds_any(text: &str, wanted: &BTreeSet<String>) -> bool {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .any(|word| stems(word).iter().any(|stem| wanted.contains(stem)))
}
