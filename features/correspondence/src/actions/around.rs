//! What a reply is written with: the case, who reads it, what the standard demands, and who signs.

use std::{collections::BTreeMap, sync::Arc};

use solits_calendar::Calendar;
use solits_cases::{
    Case, DueCase, EarlierCase, Hearing, Status, find_hearing, list_correspondents, list_ended_of_client,
    list_of_client,
};
use solits_db::Tx;
use solits_i18n::Words;
use solits_kernel::{CaseId, Lang, Text};
use solits_mail::{Address, Language, guess};
use solits_organisation::{Branch, Employee, Institution};
use solits_spell::OwnWords;
use solits_standard::{Origin, Standard};
use solits_web::WebError;
use solits_written::reply::{
    Addressee, Carrier, Draft as Reply, Reading, Recipient, Relation, ReplyRules, SignatureField, greeting,
};

use super::{
    addressees::{self, Known, Whose},
    asked::Asked,
    parts::Parts,
};
use crate::{
    hand::Hand,
    model::{Mailbox, Party},
    outgoing,
    store::{self, MessageRow, Template},
};

/// So many other cases of the client are named, of those that are open and of those that ended.
const MOST_OTHERS: i64 = 6;

pub(crate) struct Around {
    pub(crate) case: Case,
    /// Whether its decision is awaited, so that no letter answers it.
    pub(crate) awaits_ruling: bool,
    pub(crate) parties: Vec<Party>,
    /// To whom a letter can go: the parties, and whose address the case holds.
    pub(crate) addressees: Vec<addressees::Addressee>,
    pub(crate) mailbox: Option<Mailbox>,
    pub(crate) rules: ReplyRules,
    /// What the standard itself says, to name where a rule stands.
    standard: Option<Arc<Standard>>,
    pub(crate) signature: BTreeMap<SignatureField, String>,
    /// The name of the client's last letter.
    pub(crate) answers: Option<String>,
    /// What a letter answers.
    pub(crate) asked: Asked,
    pub(crate) lang: Lang,
    /// The client wrote in a language that is neither Latvian nor English.
    pub(crate) is_foreign: bool,
    /// Where the client is invited to give an opinion; empty where the standard does not ask for it.
    pub(crate) invitation: String,
    pub(crate) institution: Institution,
    pub(crate) branch: Option<Branch>,
    pub(crate) me: Employee,
    pub(crate) service: String,
    pub(crate) templates: Vec<Template>,
    pub(crate) own_words: OwnWords,
    pub(crate) calendar: Option<Arc<Calendar>>,
    /// Where letters of paper about the case go; empty where nobody has said.
    postal: String,
    /// How the client hears of the case; `None` where nobody has asked.
    pub(crate) hearing: Option<Hearing>,
    /// What was said in the case, oldest first.
    pub(crate) messages: Vec<MessageRow>,
    /// What else was asked by the client and has its answer, the newest first (H-23).
    pub(crate) ended: Vec<EarlierCase>,
    /// What else of the client is open.
    pub(crate) open: Vec<DueCase>,
    /// Addresses of colleagues, to tell them from strangers.
    colleagues: Vec<String>,
}

/// Gathers it; nothing for whoever may not see the case.
pub(crate) async fn around(tx: &mut Tx, hand: &Hand, id: CaseId) -> Result<Around, WebError> {
    let case = solits_cases::find(tx, id).await?.ok_or(WebError::NotFound)?;
    let awaits_ruling = solits_cases::awaits_ruling(tx, &case).await?;
    let mailboxes = store::list_mailboxes(tx).await?;
    let mailbox = outgoing::mailbox_for(&mailboxes, case.branch).cloned();
    let loaded = hand.app.heart.loaded(tx).await?;
    let branch = solits_organisation::find_branch(tx, case.branch).await?;
    let employees = solits_organisation::list_employees(tx).await?;
    let me = employees.iter().find(|one| one.id == hand.me.employee).cloned().ok_or(WebError::NotFound)?;
    let institution = solits_organisation::find_institution(tx).await?.ok_or(WebError::NotFound)?;
    let mut own: Vec<String> = mailboxes.iter().map(|one| one.address.clone()).collect();
    own.extend([institution.profile.email.clone(), institution.profile.phone.clone()]);
    own.extend(branch.iter().flat_map(|branch| [branch.phone.clone(), branch.email.clone()]));
    own.retain(|contact| !contact.is_empty());
    let standard = loaded.standard(hand.at).map(|(_, standard)| standard);
    let rules = standard.as_ref().map(|standard| ReplyRules::of(standard, own)).unwrap_or_default();
    let messages = store::list_messages(tx, id).await?;
    let hearing = find_hearing(tx, id).await?;
    let last = messages.iter().rev().find(|one| one.direction == "in" && one.is_automatic == 0);
    let written = last.map(|one| one.text.as_str()).unwrap_or_default();
    // Whoever came or called has written nothing to tell the language by, and may have said which they want.
    let lang = match &hearing {
        Some(hearing) if last.is_none() => hearing.lang,
        _ => outgoing::language_of(written),
    };
    let is_foreign = matches!(
        guess(written).language,
        Some(language) if !matches!(language, Language::Latvian | Language::English)
    );
    let invitation = match &rules.invitation {
        Some(_) => format!("{}/i/{}/write", hand.app.config.public_url, hand.me.institution_code),
        None => String::new(),
    };
    let service = match case.service {
        Some(service) => solits_organisation::find_service(tx, service)
            .await?
            .map(|service| service.name.get(lang).to_owned())
            .unwrap_or_default(),
        None => String::new(),
    };
    let words = store::list_words(tx).await?;
    let signature = signature(&me, &institution, branch.as_ref(), mailbox.as_ref(), lang, hand);
    let mut open = list_of_client(tx, &case.client_contact, hand.at, MOST_OTHERS).await?;
    open.retain(|other| other.id != id);
    let ended = list_ended_of_client(tx, &case.client_contact, id, MOST_OTHERS).await?;
    let parties = store::list_parties(tx, id).await?;
    let people = list_correspondents(tx, id).await?;
    let (contact, told) = (case.client_contact.as_str(), hearing.as_ref());
    let known = Known { contact, hearing: told, parties: &parties, people: &people };
    Ok(Around {
        addressees: addressees::addressees(&known),
        asked: Asked::of(&case, &messages, hand.at),
        parties,
        answers: store::find_last_name(tx, id).await?,
        postal: hearing.as_ref().map(|hearing| hearing.postal.clone()).unwrap_or_default(),
        hearing,
        templates: store::list_templates(tx, hand.me.employee).await?,
        own_words: OwnWords::new(words.iter().map(String::as_str)),
        calendar: loaded.calendar(Some(case.branch)),
        colleagues: employees
            .into_iter()
            .filter(|one| one.active)
            .map(|one| one.email.to_lowercase())
            .collect(),
        messages,
        ended,
        open,
        case,
        awaits_ruling,
        mailbox,
        rules,
        standard,
        signature,
        lang,
        is_foreign,
        invitation,
        institution,
        branch,
        me,
        service,
    })
}

fn signature(
    me: &Employee,
    institution: &Institution,
    branch: Option<&Branch>,
    mailbox: Option<&Mailbox>,
    lang: Lang,
    hand: &Hand,
) -> BTreeMap<SignatureField, String> {
    let (given, surname) = me.name.rsplit_once(' ').unwrap_or((me.name.as_str(), ""));
    let first = |texts: [&str; 3]| {
        texts.into_iter().find(|text| !text.trim().is_empty()).unwrap_or_default().to_owned()
    };
    let branch_phone = branch.map(|branch| branch.phone.as_str()).unwrap_or_default();
    BTreeMap::from([
        (SignatureField::GivenName, given.to_owned()),
        (SignatureField::Surname, surname.to_owned()),
        (SignatureField::Institution, institution.name.get(lang).to_owned()),
        (SignatureField::Post, me.post.clone()),
        (SignatureField::Phone, first([&me.phone, branch_phone, &institution.profile.phone])),
        (SignatureField::Email, mailbox.map_or_else(|| me.email.clone(), |mailbox| mailbox.address.clone())),
        (SignatureField::Website, first([&institution.profile.website, &hand.app.config.public_url, ""])),
        (SignatureField::OtherContacts, institution.profile.other_contacts.clone()),
    ])
}

impl Around {
    /// Where a rule of the standard stands, as people know its document.
    pub(crate) fn cite(&self, origin: &Origin, lang: Lang) -> String {
        self.standard.as_ref().map(|standard| standard.cite(origin, lang)).unwrap_or_default()
    }
    /// How a reply begins: greeting and what it answers; the ending thanks and leaves the next step to its author.
    pub(crate) fn beginning(&self) -> Parts {
        let subject = if self.case.subject.starts_with("Re:") {
            self.case.subject.clone()
        } else {
            format!("Re: {}", self.case.subject)
        };
        let refers = self.asked.reference(&self.case.reference, self.lang);
        Parts {
            subject,
            opening: format!("{}\n{refers}", self.greeting()),
            main: String::new(),
            ending: self.asked.thanks().get(self.lang).to_owned(),
        }
    }

    /// The greeting of the client in the letter's language; without a name where it is not plainly a person's.
    pub(crate) fn greeting(&self) -> String {
        let name = &self.case.client_name;
        let given = name.split_whitespace().next().filter(|_| is_of_person(name));
        greeting(None, given, self.lang)
    }

    /// The draft as the standard looks at it.
    pub(crate) fn reply_of(
        &self,
        parts: &Parts,
        leaving: &Leaving,
        files: &[String],
        reading: Reading,
    ) -> Reply {
        let name = &self.case.client_name;
        let addressee = name
            .rsplit_once(' ')
            .map(|(given, surname)| Addressee { given: given.to_owned(), surname: surname.to_owned() });
        let (recipients, carrier) = match leaving {
            Leaving::Email(all) => {
                (all.iter().map(|address| self.recipient(address)).collect(), Carrier::OpenEmail)
            }
            Leaving::Paper(addressee) => {
                let window = Recipient { address: addressee.clone(), relation: Relation::Client };
                (Some(window).filter(|one| !one.address.is_empty()).into_iter().collect(), Carrier::Paper)
            }
        };
        Reply {
            lang: self.lang,
            recipients,
            carrier,
            addressee,
            subject: parts.subject.clone(),
            opening: parts.opening.clone(),
            main: parts.main.clone(),
            ending: parts.ending.clone(),
            signature: self.signature.clone(),
            attachments: files.to_vec(),
            invitation: Some(self.invitation.clone()).filter(|link| !link.is_empty()),
            reading,
        }
    }

    /// A recipient and what they have to do with the case.
    pub(crate) fn recipient(&self, address: &Address) -> Recipient {
        let plain = plain(address);
        let known = self.addressees.iter().find(|one| one.address.same_mailbox(address));
        let relation = match known.map(|one| one.whose) {
            Some(Whose::Client) => Relation::Client,
            Some(Whose::Representative | Whose::ThirdPerson | Whose::Party) => Relation::Party,
            None if self.colleagues.contains(&plain.to_lowercase()) => Relation::Colleague,
            None => Relation::Unexpected,
        };
        Recipient { address: plain, relation }
    }

    /// Why no reply can be written here; empty where one can.
    pub(crate) fn why_not(&self, words: Words) -> String {
        if !matches!(self.case.status, Status::Open | Status::WaitingClient) {
            return words.t("correspondence-reply-ended");
        }
        String::new()
    }

    /// What stands in the window of an envelope: the client's name, and the address where one is known.
    pub(crate) fn window(&self) -> String {
        let lines = [self.case.client_name.as_str(), self.postal.as_str()];
        lines.into_iter().filter(|line| !line.trim().is_empty()).collect::<Vec<_>>().join("\n")
    }

    /// Whether an address for paper is known.
    pub(crate) const fn has_postal(&self) -> bool {
        !self.postal.is_empty()
    }

    /// The lines of the signature that are filled.
    pub(crate) fn signature_lines(&self) -> Vec<String> {
        use SignatureField::{Email, GivenName, Institution, OtherContacts, Phone, Post, Surname, Website};
        let get = |field: SignatureField| self.signature.get(&field).cloned().unwrap_or_default();
        let name = format!("{} {}", get(GivenName), get(Surname));
        let lines = [
            name.trim().to_owned(),
            get(Post),
            get(Institution),
            get(Phone),
            get(Email),
            get(Website),
            get(OtherContacts),
        ];
        lines.into_iter().filter(|line| !line.is_empty()).collect()
    }

    /// The invitation to give an opinion, under the signature (H-11).
    pub(crate) fn invitation_lines(&self) -> Option<String> {
        let words =
            Text::new("Pastāstiet, vai atbilde palīdzēja:", "Tell us whether this answer has helped:");
        let link = Some(&self.invitation).filter(|link| !link.is_empty())?;
        Some(format!("{}\n{link}", words.get(self.lang)))
    }

    /// The whole text of a letter: its parts, the signature, the invitation.
    pub(crate) fn whole_text(&self, parts: &[&str]) -> String {
        let mut all: Vec<String> =
            parts.iter().map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect();
        all.push(self.signature_lines().join("\n"));
        all.extend(self.invitation_lines());
        all.join("\n\n")
    }
}

/// Whether a name is plainly a person's: that of a firm is not declined, and nobody is greeted as "SIA".
fn is_of_person(name: &str) -> bool {
    let is_shouted = |word: &str| word.chars().count() > 1 && word.chars().all(char::is_uppercase);
    name.split_whitespace().count() <= 3
        && !name.split_whitespace().any(is_shouted)
        && name.chars().all(|c| c.is_alphabetic() || c.is_whitespace() || matches!(c, '-' | '\'' | '’'))
}

/// By which way a reply goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Leaving {
    /// By e-mail, a letter of its own to each.
    Email(Vec<Address>),
    /// On paper, with the lines of the envelope's window.
    Paper(String),
}

/// An address without its name.
pub(crate) fn plain(address: &Address) -> String {
    format!("{}@{}", address.local(), address.domain())
}
