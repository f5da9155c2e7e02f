//! What a standard demands of a reply.

use solits_kernel::Text;
use solits_standard::{
    Origin, Standard,
    model::{Moment, NormKind, ParameterItem, Spoken},
};

use crate::search::stems;

/// What a standard demands of a reply.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReplyRules {
    /// Where it prescribes the order of parts (adazi 9.1 to 9.3).
    pub structure: Option<Origin>,
    /// The fields of the signature block, with the words it asks for them in.
    pub signature: Vec<(SignatureField, Text)>,
    /// Where it asks for them.
    pub signature_origin: Option<Origin>,
    /// Phrases to avoid.
    pub avoided: Vec<AvoidedPhrase>,
    /// Phrases it recommends, by what they are said for.
    pub recommended: Vec<RecommendedPhrases>,
    /// What it asks of an openly insulting letter, where it speaks of one (vzd 30.3).
    pub insulting: Option<(Text, Origin)>,
    /// What it asks of a letter in a foreign language, where it speaks of one (vzd 24).
    pub foreign: Option<(Text, Origin)>,
    /// Where it asks for an invitation to give an opinion.
    pub invitation: Option<Origin>,
    /// Where it asks to read again before sending.
    pub rereading: Option<Origin>,
    /// Where it forbids to assess what the client has sent (vzd 19.4).
    pub no_assessment: Option<Origin>,
    /// What it says to whoever writes: what is not disclosed, how far information is given (H-20).
    pub guides: Vec<(Text, Origin)>,
    /// Addresses and telephone numbers of the institution, which are nobody's personal data.
    pub own_contacts: Vec<String>,
}

/// A field of the signature block.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum SignatureField {
    GivenName,
    Surname,
    Institution,
    Post,
    Phone,
    Email,
    Website,
    /// Other contacts, where there are any: a standard that lists them does not oblige anybody to have them.
    OtherContacts,
}

/// A phrase to avoid, as the standard writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AvoidedPhrase {
    /// The words; English ones may be missing.
    pub words: Text,
    /// What to say instead, where the standard knows.
    pub instead: Vec<Text>,
    /// Why.
    pub purpose: Text,
    /// Where it stands.
    pub origin: Origin,
}

/// Phrases a standard recommends for one purpose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecommendedPhrases {
    /// What they are said for.
    pub purpose: Text,
    /// The words, ready to be written; English ones may be missing.
    pub words: Vec<Text>,
    /// Where they stand.
    pub origin: Origin,
}

impl ReplyRules {
    /// The demands of a standard. `own_contacts` are the institution's addresses and telephone numbers.
    pub fn of(standard: &Standard, own_contacts: Vec<String>) -> Self {
        let signature = standard.list("mail.signature");
        let asks = |name: &str| standard.bool(name).filter(|answer| answer.value).map(|answer| answer.origin);
        Self {
            structure: standard.list("mail.structure").map(|list| list.origin),
            signature_origin: signature.as_ref().map(|list| list.origin.clone()),
            signature: signature.map_or_else(Vec::new, |list| {
                list.value.iter().map(words_of).flat_map(|words| fields_of(&words)).collect()
            }),
            avoided: avoided(standard),
            recommended: recommended(standard),
            insulting: words_for(standard, "mail.abuse"),
            foreign: words_for(standard, "mail.foreign_language"),
            invitation: asks("mail.closing_invitation"),
            rereading: asks("mail.proofread"),
            no_assessment: asks("case.no_assessment"),
            guides: guides(standard),
            own_contacts,
        }
    }
}

impl SignatureField {
    /// What it is.
    pub fn words(self) -> Text {
        match self {
            Self::GivenName => Text::new("vārds", "given name"),
            Self::Surname => Text::new("uzvārds", "surname"),
            Self::Institution => Text::new("iestāde", "institution"),
            Self::Post => Text::new("amats", "post"),
            Self::Phone => Text::new("tālrunis", "telephone number"),
            Self::Email => Text::new("e-pasta adrese", "e-mail address"),
            Self::Website => Text::new("tīmekļvietnes adrese", "address of the website"),
            Self::OtherContacts => Text::new("cita kontaktinformācija", "other contacts"),
        }
    }
}

fn words_of(item: &ParameterItem) -> Text {
    match item {
        ParameterItem::Int(number) => Text::new(number.to_string(), String::new()),
        ParameterItem::Word(word) => Text::new(word, String::new()),
        ParameterItem::Text(text) => Text::new(&text.lv, &text.en),
    }
}

/// The fields an item of the standard's list asks for: "vārds un uzvārds" asks for two.
fn fields_of(words: &Text) -> Vec<(SignatureField, Text)> {
    use SignatureField::{Email, GivenName, Institution, OtherContacts, Phone, Post, Surname, Website};
    const NAMES: [(&str, SignatureField); 13] = [
        ("vārds", GivenName),
        ("uzvārds", Surname),
        ("iestāde", Institution),
        ("pārvalde", Institution),
        ("amats", Post),
        ("tālrunis", Phone),
        ("telefons", Phone),
        ("pasts", Email),
        ("tīmekļvietne", Website),
        ("mājaslapa", Website),
        ("vietne", Website),
        ("konts", OtherContacts),
        ("kontaktinformācija", OtherContacts),
    ];
    let asked: Vec<String> = words
        .lv
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .flat_map(stems)
        .collect();
    let mut fields: Vec<SignatureField> = NAMES
        .iter()
        .filter(|(name, _)| stems(name).iter().any(|stem| asked.contains(stem)))
        .map(|(_, field)| *field)
        .collect();
    fields.sort();
    fields.dedup();
    if fields.is_empty() {
        fields.push(OtherContacts);
    }
    fields.into_iter().map(|field| (field, words.clone())).collect()
}

/// A parameter that is a text, with where it stands.
fn words_for(standard: &Standard, name: &str) -> Option<(Text, Origin)> {
    let found = standard.text(name)?;
    Some((Text::new(&found.value.lv, &found.value.en), found.origin))
}

/// Whether the moments of a phrase's situation are all ones of the spoken word.
fn is_spoken_only(standard: &Standard, number: Option<&String>, spoken: &[Moment]) -> bool {
    let lists = standard.lists();
    let situation = lists.situations.iter().find(|one| Some(&one.value.number) == number);
    situation.is_some_and(|situation| {
        let shown = &situation.value.shown_at;
        !shown.is_empty() && shown.iter().all(|at| spoken.contains(at))
    })
}

/// The guides for writing; those of all times stand at the desk already.
fn guides(standard: &Standard) -> Vec<(Text, Origin)> {
    let is_of_writing =
        |kind: &NormKind| matches!(kind, NormKind::Guide { shown_at } if shown_at.contains(&Moment::Mail));
    standard
        .guides_at(Moment::Mail)
        .filter(|norm| is_of_writing(&norm.value.kind))
        .map(|norm| (Text::new(&norm.value.text.lv, &norm.value.text.en), norm.origin.clone()))
        .collect()
}

/// Phrases that can be written as they stand: none with a gap in it, none for the telephone or a counter.
fn recommended(standard: &Standard) -> Vec<RecommendedPhrases> {
    const SPOKEN: [Moment; 4] = [Moment::Phone, Moment::FieldVisit, Moment::Serving, Moment::Idle];
    let can_be_written = |text: &Text| !text.lv.contains(['{', '<', '…']) && !text.lv.trim().is_empty();
    standard
        .lists()
        .phrases
        .iter()
        .filter(|phrase| !is_spoken_only(standard, phrase.value.situation.as_ref(), &SPOKEN))
        .map(|phrase| RecommendedPhrases {
            purpose: Text::new(&phrase.value.purpose.lv, &phrase.value.purpose.en),
            words: phrase.value.recommended.iter().map(spoken).filter(can_be_written).collect(),
            origin: Origin {
                paragraph: phrase.value.paragraph.clone(),
                document: phrase.origin.document.clone(),
            },
        })
        .filter(|phrases| !phrases.words.is_empty())
        .collect()
}

fn avoided(standard: &Standard) -> Vec<AvoidedPhrase> {
    // What is said only on the telephone or at a site is not written.
    const SPOKEN: [Moment; 2] = [Moment::Phone, Moment::FieldVisit];
    let lists = standard.lists();
    lists
        .phrases
        .iter()
        .filter(|phrase| !is_spoken_only(standard, phrase.value.situation.as_ref(), &SPOKEN))
        .flat_map(|phrase| {
            let instead: Vec<Text> = phrase.value.recommended.iter().map(spoken).collect();
            let origin = Origin {
                paragraph: phrase.value.paragraph.clone(),
                document: phrase.origin.document.clone(),
            };
            let purpose = Text::new(&phrase.value.purpose.lv, &phrase.value.purpose.en);
            phrase.value.avoid.iter().map(move |words| AvoidedPhrase {
                words: spoken(words),
                instead: instead.clone(),
                purpose: purpose.clone(),
                origin: origin.clone(),
            })
        })
        .collect()
}

fn spoken(words: &Spoken) -> Text {
    match words {
        Spoken::Latvian(words) => Text::new(words, String::new()),
        Spoken::Explained(text) => Text::new(&text.lv, &text.en),
    }
}
