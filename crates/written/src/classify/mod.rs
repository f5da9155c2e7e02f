//! What a contact is, by the law and by the standard, with the reasons in words and what a person has yet to confirm.
//!
//! The form follows from how the contact came and how it is signed. What it is about is what the author chose, or else
//! what the words suggest; words never decide alone, so whatever rests on them is put to an employee.

mod cue;

use solits_kernel::Text;

use crate::nature::{FeedbackKind, Form, Matter, Nature, Way};
use cue::{Found, Tongue};

/// A contact as it came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Contact<'a> {
    /// How it came.
    pub way: Way,
    /// Who wrote it.
    pub author: Author,
    /// How it is signed.
    pub signature: Signature,
    /// The subject line; may be empty.
    pub subject: &'a str,
    /// The text, as plain text.
    pub text: &'a str,
    /// What the author chose on a form, or the employee who wrote it down.
    pub chosen: Option<Matter>,
}

/// What is known of the author.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Author {
    /// Nothing.
    Anonymous,
    /// The name the author gives.
    Named,
    /// The state or a means of electronic identification has said who it is.
    Identified,
    /// A colleague, signed in.
    Employee,
}

/// How a contact is signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signature {
    /// Not at all; a name under the text is no signature.
    None,
    /// By hand, on paper.
    Handwritten,
    /// Electronically (`.edoc`, `.asice`, signed PDF).
    Electronic(Validity),
}

/// Whether an electronic signature holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Validity {
    Valid,
    Invalid,
    CannotTell,
}

/// What a contact is, why, and what is still open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Classification {
    /// What it is, as long as nobody says otherwise.
    pub nature: Nature,
    /// Why, form first.
    pub reasons: Vec<Reason>,
    /// What an employee has yet to confirm; empty where nothing rests on a guess.
    pub to_confirm: Vec<Doubt>,
}

/// A reason in one sentence, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// The sentence.
    pub text: Text,
    /// The law or the paragraph of the catalogue's sources; empty where it follows from the contact itself.
    pub source: &'static str,
}

/// Something an employee confirms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// What about.
    pub about: DoubtAbout,
    /// The question in one sentence.
    pub text: Text,
    /// What the contact is if the answer is no.
    pub otherwise: Option<Nature>,
}

/// What is in doubt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DoubtAbout {
    /// Whether the electronic signature holds.
    Signature,
    /// Whether it falls under the Law on Submissions.
    Submission,
    /// Who the author is.
    Author,
    /// What it is about.
    Matter,
    /// Whether it speaks of a non-conformity that is to be reported (L-01).
    NonConformity,
    /// In which language it is to be handled (H-18).
    Language,
}

/// The words of a message that speak of a non-conformity, as they stand; `None` where none does. The message is what it is
/// all the same: a non-conformity in it is reported beside it.
pub fn nonconformity(subject: &str, text: &str) -> Option<String> {
    cue::nonconformity(&cue::read(subject, text))
}

/// What a contact is.
///
/// Where it could be a submission and that is not settled, it counts as one: the law's term then runs from the day of
/// receipt, and nothing is lost if an employee finds otherwise.
pub fn classify(contact: &Contact<'_>) -> Classification {
    let mut reasons = Vec::new();
    let mut to_confirm = Vec::new();
    let message = cue::read(contact.subject, contact.text);
    let found = cue::find(&message);
    let matter = matter(contact, found.as_ref(), &mut reasons, &mut to_confirm);
    let form = form(contact, matter, &mut reasons, &mut to_confirm);
    // The form is the first thing a reader asks for; it is worked out last because an order is not a submission.
    reasons.rotate_right(1);
    to_confirm.extend(cue::nonconformity(&message).map(|words| nonconformity_doubt(&words)));
    if let Some(doubt) = language(contact) {
        to_confirm.push(doubt);
    }
    for doubt in &mut to_confirm {
        // Doubts about the matter keep the form that was found after them.
        if let (DoubtAbout::Matter, Some(nature)) = (doubt.about, doubt.otherwise.as_mut()) {
            nature.form = form;
        }
    }
    Classification { nature: Nature { form, matter }, reasons, to_confirm }
}

fn matter(
    contact: &Contact<'_>,
    found: Option<&Found>,
    reasons: &mut Vec<Reason>,
    to_confirm: &mut Vec<Doubt>,
) -> Matter {
    if contact.way == Way::Colleague && contact.chosen.is_none() {
        reasons.push(reason("Raksta kolēģis.", "A colleague wrote it.", "adazi 4.2"));
        return Matter::InternalRequest;
    }
    if let Some(chosen) = contact.chosen {
        let words = chosen.words();
        reasons.push(reason(
            format!("Iesniegšanas vietā izvēlēts: {}.", words.lv),
            format!("Chosen where it was handed in: {}.", words.en),
            "",
        ));
        if let Some(found) = found.filter(|found| is_worth_asking(chosen, found.matter)) {
            to_confirm.push(matter_doubt(found, found.matter));
        }
        return chosen;
    }
    let Some(found) = found else {
        reasons.push(reason(
            "Nekas tekstā neliecina par sūdzību, ierosinājumu vai īpašu pieprasījumu.",
            "Nothing in the text points to a complaint, a suggestion or a special request.",
            "",
        ));
        return Matter::Request;
    };
    let words = found.matter.words();
    reasons.push(reason(
        format!("Tekstā ir “{}”, tātad tā varētu būt {}.", found.words, words.lv),
        format!("The text says “{}”, so it may be {}.", found.words, words.en),
        "",
    ));
    to_confirm.push(matter_doubt(found, Matter::Request));
    found.matter
}

/// Words of thanks under a request are courtesy; words of complaint under one are not.
fn is_worth_asking(chosen: Matter, found: Matter) -> bool {
    chosen != found && found != Matter::Feedback(FeedbackKind::Praise) && chosen != Matter::InternalRequest
}

fn matter_doubt(found: &Found, otherwise: Matter) -> Doubt {
    let words = found.matter.words();
    Doubt {
        about: DoubtAbout::Matter,
        text: Text::new(
            format!("Vai tā ir {}? Tekstā ir “{}”.", words.lv, found.words),
            format!("Is it {}? The text says “{}”.", words.en, found.words),
        ),
        otherwise: Some(Nature { form: Form::ELetter, matter: otherwise }),
    }
}

fn form(
    contact: &Contact<'_>,
    matter: Matter,
    reasons: &mut Vec<Reason>,
    to_confirm: &mut Vec<Doubt>,
) -> Form {
    let (form, why) = match (contact.way, contact.signature) {
        (Way::Colleague, _) => {
            (Form::Internal, reason("Raksta kolēģis.", "A colleague wrote it.", "adazi 4.2"))
        }
        (_, Signature::Electronic(Validity::Invalid)) => {
            let form = unsigned(contact.way);
            to_confirm.push(Doubt {
                about: DoubtAbout::Signature,
                text: Text::new(
                    "Elektroniskais paraksts nav derīgs. Vai autoram lūgt parakstīt no jauna?",
                    "The electronic signature is not valid. Is the author to be asked to sign again?",
                ),
                otherwise: Some(Nature { form: signed(matter), matter }),
            });
            (
                form,
                reason(
                    "Elektroniskais paraksts nav derīgs, tāpēc vēstule ir neparakstīta.",
                    "The electronic signature is not valid, so it counts as not signed.",
                    "vzd 2.3",
                ),
            )
        }
        (_, Signature::Electronic(validity)) => {
            if validity == Validity::CannotTell {
                to_confirm.push(Doubt {
                    about: DoubtAbout::Signature,
                    text: Text::new(
                        "Vai elektroniskais paraksts ir derīgs? To nevarēja pārbaudīt.",
                        "Is the electronic signature valid? It could not be checked.",
                    ),
                    otherwise: Some(Nature { form: unsigned(contact.way), matter }),
                });
            }
            (
                signed(matter),
                reason(
                    "Dokuments ir parakstīts elektroniski.",
                    "The document is signed electronically.",
                    "Iesniegumu likums; vzd 2.3",
                ),
            )
        }
        (_, Signature::Handwritten) => {
            if contact.way == Way::Fax {
                to_confirm.push(Doubt {
                    about: DoubtAbout::Signature,
                    text: Text::new(
                        "Faksā redzama paraksta kopija. Vai vajadzīgs oriģināls?",
                        "The fax shows a copy of the signature. Is the original needed?",
                    ),
                    otherwise: Some(Nature { form: Form::Letter, matter }),
                });
            }
            (
                signed(matter),
                reason(
                    "Dokuments ir parakstīts ar roku.",
                    "The document is signed by hand.",
                    "Iesniegumu likums",
                ),
            )
        }
        (Way::EAddress, Signature::None) => (
            signed(matter),
            reason(
                "Sūtīts no oficiālās e-adreses, kuras lietotājs ir zināms valstij.",
                "Sent from an official e-address, whose user the state knows.",
                "Iesniegumu likums",
            ),
        ),
        (Way::StatePortal, Signature::None) if contact.author == Author::Named => {
            to_confirm.push(submission_doubt(signed(matter), matter));
            (
                Form::PortalMessage,
                reason(
                    "Ziņu pārsūtījis portāls; vai tas autoru apliecinājis, no ziņas neizriet.",
                    "A portal has passed it on; whether it has identified the author, the message does not prove.",
                    "vzd 2.3",
                ),
            )
        }
        (Way::StatePortal, Signature::None)
            if cue::is_about_service(contact.subject, contact.text)
                || matter == Matter::Feedback(FeedbackKind::Praise) =>
        {
            to_confirm.push(submission_doubt(Form::Submission, matter));
            (
                Form::PortalMessage,
                reason(
                    "Portāla ziņa par pakalpojuma izpildi vai darba laiku nav iesniegums likuma izpratnē.",
                    "A portal message about the execution of a service or about hours is not a submission in the sense of the law.",
                    "vzd 2.3",
                ),
            )
        }
        (Way::StatePortal | Way::OwnPortal | Way::Website, Signature::None)
            if contact.way == Way::StatePortal || contact.author == Author::Identified =>
        {
            let form = signed(matter);
            if form == Form::Submission {
                to_confirm.push(submission_doubt(Form::PortalMessage, matter));
            }
            (
                form,
                reason(
                    "Autoru ir apliecinājis portāls.",
                    "The portal has identified the author.",
                    "Iesniegumu likums",
                ),
            )
        }
        (way, Signature::None) => (unsigned(way), unsigned_because(way)),
    };
    reasons.push(why);
    if form == Form::Submission && contact.author == Author::Anonymous {
        to_confirm.push(Doubt {
            about: DoubtAbout::Author,
            text: Text::new(
                "Autora vārda nav. Vai to var uzzināt un kam atbildēt?",
                "The author's name is missing. Can it be found out, and whom to answer?",
            ),
            otherwise: Some(Nature { form: unsigned(contact.way), matter }),
        });
    }
    form
}

/// What a signed or identified contact is: an order of a service is a document of that service, the rest is a submission.
const fn signed(matter: Matter) -> Form {
    match matter {
        Matter::Order => Form::SignedDocument,
        _ => Form::Submission,
    }
}

const fn unsigned(way: Way) -> Form {
    match way {
        Way::Email | Way::EAddress => Form::ELetter,
        Way::StatePortal | Way::OwnPortal | Way::Website => Form::PortalMessage,
        Way::Letter | Way::Fax => Form::Letter,
        Way::Counter | Way::Phone | Way::TrustLine => Form::WrittenDown,
        Way::Colleague => Form::Internal,
    }
}

fn unsigned_because(way: Way) -> Reason {
    match unsigned(way) {
        Form::ELetter => reason(
            "E-pasta vēstule bez elektroniska paraksta nav iesniegums likuma izpratnē; atbildes kārtību nosaka iestāde.",
            "An e-mail without an electronic signature is not a submission in the sense of the law; the institution sets how it is answered.",
            "Iesniegumu likums 2(4); vzd 2.3",
        ),
        Form::PortalMessage => reason(
            "Ziņa no veidlapas, kurā autors nav apliecināts.",
            "A message from a form in which nobody has identified the author.",
            "vzd 2.3",
        ),
        Form::Letter => reason("Vēstule nav parakstīta.", "The letter is not signed.", "Iesniegumu likums"),
        _ => reason(
            "Pierakstījis darbinieks, un klients nav parakstījis.",
            "An employee wrote it down, and the client has not signed it.",
            "akniste 5.2.2",
        ),
    }
}

fn submission_doubt(otherwise: Form, matter: Matter) -> Doubt {
    Doubt {
        about: DoubtAbout::Submission,
        text: Text::new(
            "Vai ziņa izskatāma pēc Iesniegumu likuma?",
            "Does the message fall under the Law on Submissions?",
        ),
        otherwise: Some(Nature { form: otherwise, matter }),
    }
}

fn nonconformity_doubt(words: &str) -> Doubt {
    Doubt {
        about: DoubtAbout::NonConformity,
        text: Text::new(
            format!("Vai tajā ir neatbilstība, par ko jāziņo? Tekstā ir “{words}”."),
            format!("Is there a non-conformity in it that is to be reported? The text says “{words}”."),
        ),
        otherwise: None,
    }
}

fn language(contact: &Contact<'_>) -> Option<Doubt> {
    let (lv, en) = match cue::tongue(contact.text) {
        Tongue::Latvian | Tongue::Unknown => return None,
        Tongue::English => ("angļu", "English"),
        Tongue::Cyrillic => ("kirilicā rakstītā svešvalodā", "a foreign language in Cyrillic letters"),
    };
    Some(Doubt {
        about: DoubtAbout::Language,
        text: Text::new(
            format!(
                "Vēstule ir {lv}{}. Kā to izskata pēc iestādes kārtības?",
                if lv == "angļu" { " valodā" } else { "" }
            ),
            format!("The message is in {en}. How is it handled by the institution's procedure?"),
        ),
        otherwise: None,
    })
}

fn reason(lv: impl Into<String>, en: impl Into<String>, source: &'static str) -> Reason {
    Reason { text: Text::new(lv, en), source }
}
