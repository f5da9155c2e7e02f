//! What was typed on the page for writing, checked field by field.

use solits_cases::{TypedHearing, hearing_of};
use solits_db::Tx;
use solits_i18n::Words;
use solits_kernel::{BranchId, EmployeeId, Timestamp};
use solits_mail::Address;
use solits_web::{PublicCx, WebError};
use solits_written::classify::{Author, Signature};

use super::{Draft, Offered, chosen_service, fields, kept};
use crate::{intake::Contact, outgoing::mailbox_for, portal::confirming::Channel, store};

/// Longest text, name and contact.
const MOST_TEXT: usize = 8_000;
const MOST_SHORT: usize = 120;
const MOST_POSTAL: usize = 300;

/// What was typed, with nothing wrong in it.
#[derive(Clone, Debug)]
pub(super) struct Typed {
    pub(super) contact: Contact,
    /// What was answered in the form of the service.
    pub(super) answers: Vec<store::Answer>,
    /// How the client wants to hear of it.
    pub(super) channel: Channel,
    /// Where letters of paper go.
    pub(super) postal: String,
    /// The number to call; empty for the contact, and where nobody is called.
    pub(super) number: String,
}

/// What was typed; `None` where something is wrong with it.
pub(super) async fn typed(
    tx: &mut Tx,
    draft: &mut Draft,
    offered: Offered,
    key: &str,
    cx: &PublicCx,
    about: Option<&solits_cases::Case>,
) -> Result<Option<Typed>, WebError> {
    let words = cx.words;
    let service = chosen_service(tx, draft, offered, cx).await?;
    let files = kept(tx, key).await?;
    let answers = match &service {
        Some((_, form)) => fields::read(draft, form, &files, words),
        None => Vec::new(),
    };
    let text = if answers.is_empty() {
        draft.text("text", MOST_TEXT, words)
    } else {
        draft.optional_text("text", MOST_TEXT, words)
    };
    let name = draft.optional_text("name", MOST_SHORT, words);
    let address = draft.optional_text("contact", MOST_SHORT, words);
    if !address.is_empty() && !is_contact(&address) {
        draft.refuse("contact", words.t("correspondence-contact-wrong"));
    }
    let postal = draft.optional_text("postal", MOST_POSTAL, words);
    let number = draft.optional_text("tell_to", MOST_SHORT, words);
    let channel = channel(draft, &name, &address, &postal, &number, words);
    let number = if channel == Channel::Phone && number != address { number } else { String::new() };
    let branch = branch(tx, draft, words).await?;
    let Some(branch) = branch.filter(|_| draft.errors.is_empty()) else { return Ok(None) };
    let owner = service.as_ref().and_then(|(service, _)| service.owner);
    let Some(keeper) = keeper(tx, branch, owner).await? else {
        draft.refuse("text", words.t("correspondence-nobody-reads"));
        return Ok(None);
    };
    let is_anonymous = [&name, &address, &postal, &number].iter().all(|one| one.is_empty());
    let text = about_case(&fields::text(&answers, &text), about);
    let contact = Contact {
        way: offered.way,
        author: if is_anonymous { Author::Anonymous } else { Author::Named },
        signature: Signature::None,
        name,
        address,
        subject: String::new(),
        text,
        chosen: Some(offered.matter),
        service: service.map(|(service, _)| service.id),
        ticket: None,
        branch,
        keeper,
        letter: None,
        names: Vec::new(),
        thread: Vec::new(),
        attention: Vec::new(),
        is_formatted: false,
        may_belong: about.map(|case| case.reference.clone()).into_iter().collect(),
        files: Vec::new(),
        kept_files: 0,
        received: cx.at,
        key: key.to_owned(),
    };
    Ok(Some(Typed { contact, answers, channel, postal, number }))
}

/// A text that is about a case of the client's own says so first. Only the complaint names the case: whoever works on the
/// case learns nothing from it.
fn about_case(text: &str, about: Option<&solits_cases::Case>) -> String {
    match about {
        Some(case) => format!("Par lietu {}.\n\n{text}", case.reference),
        None => text.to_owned(),
    }
}

/// The channel that was chosen, or the one that follows from what was given.
fn channel(
    draft: &mut Draft,
    name: &str,
    address: &str,
    postal: &str,
    number: &str,
    words: Words,
) -> Channel {
    let is_mail = Address::parse(address).is_some();
    let is_phone = !is_mail && is_contact(address);
    let Some(chosen) = Channel::parse(draft.get("tell")) else {
        return if is_mail { Channel::Email } else { Channel::None };
    };
    match chosen {
        Channel::Email if !is_mail => draft.refuse("contact", words.t("correspondence-tell-needs-email")),
        Channel::Sms if !is_phone => draft.refuse("contact", words.t("correspondence-tell-needs-phone")),
        Channel::Letter if postal.is_empty() => {
            draft.refuse("postal", words.t("correspondence-tell-needs-postal"));
        }
        Channel::Phone if !is_called(if number.is_empty() { address } else { number }) => {
            draft.refuse("tell_to", words.t("correspondence-tell-needs-number"));
        }
        // The directory of e-addresses is asked by whose it is, and not by a code that the client would have to write here.
        Channel::EAddress if name.is_empty() => {
            draft.refuse("name", words.t("correspondence-tell-needs-name"));
        }
        Channel::Email
        | Channel::Sms
        | Channel::Letter
        | Channel::Phone
        | Channel::EAddress
        | Channel::None => {}
    }
    chosen
}

async fn branch(tx: &mut Tx, draft: &mut Draft, words: Words) -> Result<Option<BranchId>, WebError> {
    let branches = solits_organisation::list_branches(tx).await?;
    let chosen: Option<BranchId> = draft.get("branch").parse().ok();
    let branch = match (chosen, &branches[..]) {
        (Some(id), all) => all.iter().find(|branch| branch.id == id),
        (None, [only]) => Some(only),
        (None, _) => None,
    };
    if branch.is_none() {
        draft.refuse("branch", words.t("correspondence-branch-needed"));
    }
    Ok(branch.map(|branch| branch.id))
}

/// Who answers for what is written to a branch: the service's owner, whoever keeps the mailbox, or else a supervisor there,
/// or anybody who works on cases.
async fn keeper(
    tx: &mut Tx,
    branch: BranchId,
    owner: Option<EmployeeId>,
) -> Result<Option<EmployeeId>, WebError> {
    let mailboxes = store::list_mailboxes(tx).await?;
    if let Some(named) = owner.or_else(|| mailbox_for(&mailboxes, branch).map(|one| one.keeper)) {
        return Ok(Some(named));
    }
    let employees = solits_organisation::list_employees(tx).await?;
    let may = |one: &&solits_organisation::Employee, right: &str| {
        one.active && solits_web::rights_of(&one.roles).contains(&right)
    };
    let there = employees.iter().filter(|one| one.branch == Some(branch));
    let supervisor = there.clone().find(|one| may(one, "cases.assign"));
    let anybody = there.clone().find(|one| may(one, "cases.work"));
    let elsewhere = employees.iter().find(|one| may(one, "cases.assign"));
    Ok(supervisor.or(anybody).or(elsewhere).map(|one| one.id))
}

/// An e-mail address, or something with at least six digits.
fn is_contact(text: &str) -> bool {
    Address::parse(text).is_some() || text.chars().filter(char::is_ascii_digit).count() >= 6
}

/// Whether it is a number that can be called, as the forms of employees ask for one.
fn is_called(number: &str) -> bool {
    let typed = TypedHearing { by: Channel::Phone.code(), to: number, lang: "", contact: "" };
    hearing_of(&typed, Timestamp::default()).is_ok()
}
