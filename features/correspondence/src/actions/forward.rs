//! A case is passed on to the competent body (I-14): what the client wrote goes there with a covering letter, and the case
//! ends here with it.

use solits_calendar::words::{Form as DayForm, YearShown, date_in};
use solits_cases::{Body, Elsewhere};
use solits_db::Tx;
use solits_kernel::{Lang, Timestamp};
use solits_mail::Address;
use solits_web::{Draft, WebError};

use super::{
    around::{Around, plain},
    compose::MOST_WINDOW,
    enclose::{MOST_BYTES, MOST_FILES, content_of, kept, too_many},
    leave::{Carried, write_paper_of},
};
use crate::{
    hand::Hand,
    model::{MessageId, OutKind},
    outgoing::{self, Letter},
    store::{self, FileLine, MessageRow, NewFile},
};

const MOST_BODY: usize = 200;
const MOST_WORDS: usize = 500;
const MOST_MORE: usize = 4_000;
/// So many bodies are offered that were written to before.
const MOST_KNOWN: i64 = 30;

/// How the body gets it.
enum Way {
    Email(Address),
    /// On paper, with the lines of the envelope's window.
    Paper(String),
    /// It went there without this program: by the e-address, from another system, by hand.
    Elsewhere,
}

/// The ways there are, as forms and calls name them.
pub(crate) const WAYS: [&str; 3] = ["email", "paper", "elsewhere"];

/// Whether the body is told who the client is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Client {
    Named,
    Unnamed,
}

/// A case that is to be passed on.
pub(crate) struct Forward {
    body: String,
    contacts: String,
    matter: String,
    way: Way,
    client: Client,
    /// What the employee says to the body beside what the client wrote; all there is where nothing was written.
    more: String,
}

/// The files of what the client wrote, which go along.
pub(crate) struct Enclosed {
    pub(crate) files: Vec<FileLine>,
}

impl Enclosed {
    /// Those of a case.
    pub(crate) async fn of(tx: &mut Tx, around: &Around) -> Result<Self, WebError> {
        let mut files = store::list_files(tx, around.case.id).await?;
        files.retain(|file| theirs(around).any(|one| one.id == file.message_id));
        Ok(Self { files })
    }

    /// Whether one letter holds them.
    fn fits(&self) -> bool {
        self.files.len() <= MOST_FILES && self.files.iter().map(|file| file.size).sum::<i64>() <= MOST_BYTES
    }

    /// With their bytes, for a letter; nothing where none is written.
    pub(crate) async fn read(
        &self,
        tx: &mut Tx,
        around: &Around,
        forward: &Forward,
    ) -> Result<Vec<NewFile>, WebError> {
        let mut read = Vec::new();
        if matches!(forward.way, Way::Elsewhere) {
            return Ok(read);
        }
        for file in &self.files {
            let found = store::find_file(tx, around.case.id, file.message_id, file.place)
                .await?
                .ok_or(WebError::NotFound)?;
            let (name, media) = (found.name.clone(), found.media.clone());
            read.push(kept(name, media, content_of(found, file.place).await?));
        }
        Ok(read)
    }
}

/// What the client wrote, oldest first; machines' letters do not count.
pub(crate) fn theirs(around: &Around) -> impl Iterator<Item = &MessageRow> {
    around.messages.iter().filter(|one| one.direction == "in" && one.is_automatic == 0)
}

/// Bodies that were written to before, as somebody who may see their cases is offered them.
pub(crate) async fn known(tx: &mut Tx) -> Result<Vec<Body>, WebError> {
    Ok(solits_cases::list_known_bodies(tx, MOST_KNOWN).await?)
}

/// By what a form names a known body. Another list has another body in its place, whose name is another.
pub(crate) fn name_of(place: usize, body: &Body) -> String {
    format!("{place} {}", body.name)
}

impl Forward {
    /// What was typed; `None` where something is wrong with it. What was left empty is taken from the known body that was
    /// chosen.
    pub(crate) fn typed(
        hand: &Hand,
        around: &Around,
        enclosed: &Enclosed,
        known: &[Body],
        draft: &mut Draft,
    ) -> Option<Self> {
        let chosen = draft.get("known").to_owned();
        let mut offered = known.iter().enumerate();
        let chosen = offered.find(|(place, one)| name_of(*place, one) == chosen).map(|(_, one)| one);
        let body = typed_or(hand, draft, ("body", MOST_BODY), chosen.map(|one| one.name.as_str()));
        let contacts =
            typed_or(hand, draft, ("contacts", MOST_WORDS), chosen.map(|one| one.contacts.as_str()));
        let matter = draft.text("matter", MOST_WORDS, hand.words);
        let way = way(hand, around, draft, chosen.map(|one| one.address.as_str()), known);
        if matches!(way, Some(Way::Email(_) | Way::Paper(_))) && !enclosed.fits() {
            draft.refuse("way", too_many(hand.words));
        }
        if matches!(way, Some(Way::Email(_) | Way::Paper(_)))
            && let Some(file) = enclosed.files.iter().find(|file| file.is_blocked())
        {
            draft.refuse(
                "way",
                hand.words.ta("correspondence-file-blocked-stays", &[("name", file.name.as_str().into())]),
            );
        }
        let is_spoken = theirs(around).next().is_none() && !matches!(way, Some(Way::Elsewhere));
        let more = if is_spoken {
            // Whoever asked at the counter wrote nothing that could go along.
            draft.text("more", MOST_MORE, hand.words)
        } else {
            draft.optional_text("more", MOST_MORE, hand.words)
        };
        let client = if draft.get("named") == "1" { Client::Named } else { Client::Unnamed };
        let way = way.filter(|_| draft.errors.is_empty());
        way.map(|way| Self { body, contacts, matter, way, client, more })
    }
}

/// What was typed into a field, or what is known where nothing was.
fn typed_or(hand: &Hand, draft: &mut Draft, (field, most): (&str, usize), known: Option<&str>) -> String {
    match known {
        Some(known) if draft.get(field).trim().is_empty() => known.to_owned(),
        _ => draft.text(field, most, hand.words),
    }
}

fn way(hand: &Hand, around: &Around, draft: &mut Draft, known: Option<&str>, all: &[Body]) -> Option<Way> {
    let words = hand.words;
    match draft.get("way") {
        "email" => {
            let Some(mailbox) = &around.mailbox else {
                draft.refuse("way", words.t("correspondence-reply-no-mailbox"));
                return None;
            };
            let typed = draft.get("email").trim();
            let typed = if typed.is_empty() { known.unwrap_or_default() } else { typed };
            // A letter to ourselves would come back as a letter of the client's.
            let is_ours =
                |to: &Address| Address::parse(&mailbox.address).is_some_and(|ours| ours.same_mailbox(to));
            let to = Address::parse(typed).filter(|to| !is_ours(to));
            let is_known = |to: &Address| {
                all.iter().filter_map(|one| Address::parse(&one.address)).any(|one| one.same_mailbox(to))
            };
            match &to {
                None => draft.refuse("email", words.t("correspondence-address-wrong")),
                // What a client wrote leaves for good: an address nobody has written to is looked at twice.
                Some(to) if !is_known(to) && draft.get("sure") != "1" => {
                    draft.refuse("sure", words.t("correspondence-forward-unsure"));
                }
                Some(_) => {}
            }
            to.map(Way::Email)
        }
        "paper" => {
            let known = known.filter(|one| Address::parse(one).is_none());
            Some(Way::Paper(typed_or(hand, draft, ("postal", MOST_WINDOW), known)))
        }
        "elsewhere" => Some(Way::Elsewhere),
        _ => {
            draft.refuse("way", words.t("common-field-not-understood"));
            None
        }
    }
}

/// How it was passed on.
pub(crate) enum Passed {
    /// The letter waits in the outbox.
    Email(MessageId),
    /// It waits to be printed and given to the post.
    Paper(MessageId),
    /// Nothing goes from here.
    Elsewhere,
}

/// Passes the case on: the client reads where it went, the body gets the letter, and the case ends here, with its line in the
/// register of feedback where it has one.
pub(crate) async fn forward(
    tx: &mut Tx,
    hand: &Hand,
    around: &Around,
    version: i64,
    (forward, files): (&Forward, Vec<NewFile>),
) -> Result<Passed, WebError> {
    let address = match &forward.way {
        Way::Email(to) => plain(to),
        Way::Paper(window) => window.clone(),
        Way::Elsewhere => String::new(),
    };
    let elsewhere = Elsewhere {
        body: &forward.body,
        contacts: &forward.contacts,
        matter: &forward.matter,
        text: "",
        address: &address,
    };
    solits_cases::forward(tx, &hand.app, &hand.actor(), (around.case.id, version), elsewhere).await?;
    // It is not decided on here any more.
    solits_feedback::pass_outside(tx, &hand.app, &hand.actor(), around.case.id).await?;
    let (subject, text) = (subject(around), text(around, forward));
    match &forward.way {
        Way::Elsewhere => Ok(Passed::Elsewhere),
        Way::Paper(window) => {
            let carried = Carried { subject: &subject, text: &text, window, planned_at: None, files };
            Ok(Passed::Paper(write_paper_of(tx, hand, around, OutKind::Forward, carried).await?))
        }
        Way::Email(to) => {
            let mailbox =
                around.mailbox.as_ref().ok_or(WebError::Refused("correspondence-reply-no-mailbox"))?;
            let letter = Letter {
                case: around.case.id,
                kind: OutKind::Forward,
                to,
                subject,
                text,
                answers: None,
                // It ends the case, which nobody could take back with the letter.
                not_before: hand.at,
                files,
                planned_at: None,
                scheduled_at: None,
            };
            let reference = &around.case.reference;
            let message = outgoing::write(tx, &hand.app, &hand.actor(), mailbox, reference, letter).await?;
            Ok(Passed::Email(message))
        }
    }
}

fn subject(around: &Around) -> String {
    let case = &around.case;
    if case.subject.is_empty() {
        "Pārsūtām iesniegumu".to_owned()
    } else {
        format!("Pārsūtām iesniegumu: {}", case.subject)
    }
}

/// The covering letter with what the client wrote under it. Institutions write to each other in the language of the state.
fn text(around: &Around, forward: &Forward) -> String {
    let case = &around.case;
    let received = day_words(received_at(around));
    let mut cover = vec![
        "Labdien!".to_owned(),
        String::new(),
        "Pārsūtām iesniegumu, kura izskatīšana ir Jūsu kompetencē.".to_owned(),
        format!("Pārsūtīšanas iemesls: {}", forward.matter),
        format!("Mūsu iestādē iesniegums saņemts {received}, lietas numurs {}.", case.reference),
    ];
    let who: Vec<&str> = [case.client_name.as_str(), case.client_contact.as_str()]
        .into_iter()
        .filter(|one| forward.client == Client::Named && !one.trim().is_empty())
        .collect();
    if !who.is_empty() {
        cover.push(format!("Iesniedzējs: {}.", who.join(", ")));
    }
    if !case.client_contact.is_empty() {
        cover.push("Iesniedzēju par pārsūtīšanu informējam.".to_owned());
    }
    let mut parts = vec![cover.join("\n")];
    if !forward.more.is_empty() {
        parts.push(forward.more.clone());
    }
    parts.push(signed(around));
    parts.extend(theirs(around).map(|one| written(one, forward.client)));
    parts.join("\n\n")
}

/// When the first of it reached us: the terms of the body that gets it may count from then.
fn received_at(around: &Around) -> Timestamp {
    let opened = around.case.opened_at;
    theirs(around).next().map_or(opened, |first| first.at.min(opened))
}

/// "2026. gada 16. novembrī"
fn day_words(at: Timestamp) -> String {
    date_in(at.day(), DayForm::When, YearShown::Shown, Lang::Lv)
}

/// The signature, with the name of the institution in the language of the letter.
fn signed(around: &Around) -> String {
    let mut lines = around.signature_lines();
    let shown = around.institution.name.get(around.lang);
    if let Some(line) = lines.iter_mut().find(|line| line.as_str() == shown) {
        around.institution.name.get(Lang::Lv).clone_into(line);
    }
    lines.join("\n")
}

/// What the client wrote, with when and who.
fn written(message: &MessageRow, client: Client) -> String {
    let day = day_words(message.at);
    let mut head = vec![format!("--- Klienta vēstule, {day} ---")];
    let who = [message.author_name.as_str(), message.author_address.as_str()];
    let who: Vec<&str> = who.into_iter().filter(|one| !one.is_empty()).collect();
    if client == Client::Named && !who.is_empty() {
        head.push(format!("No: {}", who.join(", ")));
    }
    if !message.subject.is_empty() {
        head.push(format!("Temats: {}", message.subject));
    }
    format!("{}\n\n{}", head.join("\n"), message.text.trim())
}
