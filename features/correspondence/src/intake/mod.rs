//! Taking in what reaches the institution in writing: one path for e-mail, portal, paper and what is written down.

mod become_message;
mod belonging;
mod duty;
mod joining;
mod letter;
mod meetings;
mod origin;
mod reading;
mod receipts;

use serde::{Deserialize, Serialize};
use solits_cases::{Came, CaseError, Kind, Open, Opened};
use solits_db::Tx;
use solits_journal::{Actor, Entry, record};
use solits_kernel::{BranchId, EmployeeId, Lang, ServiceId, Text, TicketId, Timestamp};
use solits_mail::Address;
use solits_standard::{event::EventKind, model::Fact};
use solits_web::App;
use solits_written::{
    classify::{self, Author, Classification, Signature},
    clock::{Intake, entries, nature_facts},
    nature::{FeedbackKind, Matter, Nature, Way},
    receipt::Receipt,
};

pub(crate) use become_message::open_by_hand;
pub(crate) use belonging::Why;
pub(crate) use joining::{
    join_cases, later_message, leave_as_new, may_belong, nature_of, nature_row, say_nature,
};
pub use letter::{bring, take, take_together, understand_some};
pub(crate) use origin::{Hint, hint_of};
pub(crate) use receipts::{receipt_again, receipt_of};

use crate::{
    CorrespondenceError,
    model::{Direction, LetterId, MessageId},
    store::{self, NewFile, NewMessage},
};

/// Longest subject of a case, in characters.
const MOST_SUBJECT: usize = 200;
/// Longest text that is kept as a message; the original of a letter is kept whole beside it.
const MOST_TEXT: usize = 200_000;
/// Longest name of an author.
const MOST_NAME: usize = 120;

/// What came, by whatever way.
#[derive(Clone, Debug)]
pub struct Contact {
    /// The way.
    pub way: Way,
    /// What is known of the author.
    pub author: Author,
    /// How it is signed.
    pub signature: Signature,
    /// The author's name; empty where it is not known.
    pub name: String,
    /// E-mail address or telephone for the answer; empty for an anonymous author.
    pub address: String,
    /// The subject line; empty for none.
    pub subject: String,
    /// The text, plain.
    pub text: String,
    /// What the author or the employee who wrote it down chose it to be.
    pub chosen: Option<Matter>,
    /// The service it is about.
    pub service: Option<ServiceId>,
    /// The ticket of the visit in which it was written down.
    pub ticket: Option<TicketId>,
    /// Whose calendar counts.
    pub branch: BranchId,
    /// Who answers for it until somebody claims it.
    pub keeper: EmployeeId,
    /// The letter as it came.
    pub letter: Option<LetterId>,
    /// The letter's names, by which conversations are found.
    pub names: Vec<String>,
    /// The names of the conversation it goes on with; none for what begins one.
    pub thread: Vec<String>,
    /// Codes of what a person should know before trusting it.
    pub attention: Vec<String>,
    /// Whether it is a letter that came formatted.
    pub is_formatted: bool,
    /// Cases it may belong to, for a person to decide.
    pub may_belong: Vec<String>,
    /// Files that came with it.
    pub files: Vec<NewFile>,
    /// How many files are kept for the form it was sent by, and become the message's afterwards.
    pub kept_files: usize,
    /// When it was received; terms count from here.
    pub received: Timestamp,
    /// Repeats with the same key give the same case again; empty for none.
    pub key: String,
}

/// What was made of it.
#[derive(Clone, Debug)]
pub struct Taken {
    /// The case, with the client's codes.
    pub opened: Opened,
    /// The message in it.
    pub message: MessageId,
    /// Whether it was made now, and not by the same call before.
    pub is_new: bool,
    /// What it is, with reasons and doubts.
    pub classification: Classification,
    /// What the client is told.
    pub receipt: Receipt,
}

/// A sentence and where it comes from, as it is kept.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct KeptReason {
    pub(crate) lv: String,
    pub(crate) en: String,
}

impl KeptReason {
    fn of(text: &Text) -> Self {
        Self { lv: text.lv.clone(), en: text.get(Lang::En).to_owned() }
    }
}

/// Opens a case for what came: classified, with its message and files, its parties, and the promises that start with it.
/// Whatever follows in the transaction finds it.
pub async fn receive(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    contact: &Contact,
) -> Result<Taken, CorrespondenceError> {
    let taken = receive_waiting(tx, app, actor, contact).await?;
    tx.settle_added().await?;
    Ok(taken)
}

/// Opens a case as [`receive`] does, with rows that wait until the transaction settles.
async fn receive_waiting(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    contact: &Contact,
) -> Result<Taken, CorrespondenceError> {
    let classification = classify::classify(&classify::Contact {
        way: contact.way,
        author: contact.author,
        signature: contact.signature,
        subject: &contact.subject,
        text: &contact.text,
        chosen: contact.chosen,
    });
    let owner = duty::acting(tx, contact.keeper, contact.branch, actor.at).await?;
    let mut came = came_of(contact, classification.nature);
    if owner != contact.keeper {
        came.facts.insert("instead_of".to_owned(), Fact::Word(contact.keeper.to_string()));
    }
    let open = Open { owner, ..case_of(contact, classification.nature) };
    let opened = solits_cases::open_as(tx, app, actor, open, &came).await?;
    // A call with a key may be the same one again: what it made stands.
    let before =
        if contact.key.is_empty() { None } else { store::find_first_message(tx, opened.case).await? };
    let (message, is_new) = match before {
        Some(message) => (message, false),
        None => (keep(tx, app, actor, contact, &classification, &opened).await?, true),
    };
    let is_feedback = is_new && solits_feedback::register_of(kind_of(classification.nature.matter)).is_some();
    if is_feedback {
        tx.settle_added().await?;
    }
    if is_feedback && solits_cases::find(tx, opened.case).await?.is_some() {
        // A complaint, a claim, a suggestion or praise goes at once to whom the standard names (vzd 29). Where whoever hands
        // it in does not see it, as a program without that scope, the program does that within a second.
        solits_feedback::take_in(tx, app, actor, opened.case).await.map_err(CaseError::from)?;
    }
    // Feedback has gone to somebody else by now, and what came before may have.
    let holder = if is_new && !is_feedback {
        Some(owner)
    } else {
        solits_cases::find(tx, opened.case).await?.map(|case| case.owner)
    };
    let receipt = receipt_of(tx, app, contact, classification.nature, &opened, holder).await?;
    Ok(Taken { opened, message, is_new, classification, receipt })
}

/// How it came, as its promises and laws may ask.
fn came_of(contact: &Contact, nature: Nature) -> Came {
    let mut facts = nature_facts(nature, contact.way);
    facts.extend(files_fact(contact.files.len() + contact.kept_files));
    Came { received: Some(contact.received), facts }
}

/// How many files the client handed in, for the entry of what came (I-27); nothing for none.
pub(crate) fn files_fact(files: usize) -> Option<(String, Fact)> {
    let files = i64::try_from(files).ok().filter(|files| *files > 0)?;
    Some(("files".to_owned(), Fact::Int(files)))
}

fn case_of(contact: &Contact, nature: Nature) -> Open {
    let reachable = contact.author != Author::Anonymous;
    Open {
        kind: case_kind(contact.way, nature.matter),
        subject: subject_of(contact),
        service: contact.service,
        branch: contact.branch,
        owner: contact.keeper,
        ticket: contact.ticket,
        client_name: if reachable { shortened(&tidy(&contact.name), MOST_NAME) } else { String::new() },
        client_contact: if reachable { shortened(&contact.address, MOST_NAME) } else { String::new() },
        channel: contact.way.channel(),
        key: contact.key.clone(),
    }
}

/// The line by which a case is known: the subject, or else how the text begins.
fn subject_of(contact: &Contact) -> String {
    let from = |text: &str| {
        let line = text.lines().map(tidy).find(|line| !line.is_empty())?;
        Some(shortened(&line, MOST_SUBJECT))
    };
    from(&contact.subject).or_else(|| from(&contact.text)).unwrap_or_else(|| "Bez temata".to_owned())
}

/// A line without what no name or subject may hold (security §6).
fn tidy(line: &str) -> String {
    let shown: String = line.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let clean = solits_kernel::clean(&shown, usize::MAX).unwrap_or_default();
    clean.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// At most so many characters, the cut shown.
pub(crate) fn shortened(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.trim().to_owned();
    }
    let kept: String = text.chars().take(most.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
}

/// The kind of case of what came: the question form of the website takes questions (H-24).
fn case_kind(way: Way, matter: Matter) -> Kind {
    match kind_of(matter) {
        Kind::Request if way == Way::Website => Kind::Question,
        kind => kind,
    }
}

/// The kind of case of a matter.
pub(crate) const fn kind_of(matter: Matter) -> Kind {
    match matter {
        Matter::Request | Matter::InformationRequest | Matter::DataSubjectRequest => Kind::Request,
        Matter::Order => Kind::Order,
        Matter::Feedback(FeedbackKind::Complaint) => Kind::Complaint,
        Matter::Feedback(FeedbackKind::Claim) => Kind::Claim,
        Matter::Feedback(FeedbackKind::Suggestion) => Kind::Suggestion,
        Matter::Feedback(FeedbackKind::Praise) => Kind::Praise,
        Matter::NonConformity | Matter::InternalRequest => Kind::Internal,
    }
}

async fn keep(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    contact: &Contact,
    classification: &Classification,
    opened: &Opened,
) -> Result<MessageId, CorrespondenceError> {
    let id: MessageId = app.random.id(actor.at);
    let message = NewMessage {
        id,
        case: opened.case,
        direction: Direction::In,
        way: contact.way,
        at: contact.received,
        letter: contact.letter,
        employee: actor.employee(),
        author_name: &shortened(&tidy(&contact.name), MOST_NAME),
        author_address: &contact.address,
        recipient: "",
        subject: &shortened(&contact.subject, MOST_SUBJECT),
        text: &shortened(&contact.text, MOST_TEXT),
        is_automatic: false,
        attention: &contact.attention.join(","),
        is_formatted: contact.is_formatted,
    };
    store::insert_message(tx, &message);
    for name in &contact.names {
        store::insert_name(tx, name, id);
    }
    store::insert_thread(tx, id, &contact.thread);
    for (place, file) in (0..).zip(&contact.files) {
        store::insert_file(tx, id, place, file);
    }
    if let Some(address) = Address::parse(&contact.address) {
        store::insert_party(tx, opened.case, &address);
    }
    let texts = |all: Vec<KeptReason>| serde_json::to_string(&all).unwrap_or_else(|_| "[]".to_owned());
    let reasons = classification.reasons.iter().map(|reason| KeptReason::of(&reason.text)).collect();
    let doubts = classification.to_confirm.iter().map(|doubt| KeptReason::of(&doubt.text)).collect();
    let may_belong = serde_json::to_string(&contact.may_belong).unwrap_or_else(|_| "[]".to_owned());
    store::insert_nature(
        tx,
        opened.case,
        contact.way,
        classification.nature,
        &texts(reasons),
        &texts(doubts),
        &may_belong,
    );
    came(tx, app, actor, contact, classification.nature, opened, id).await?;
    Ok(id)
}

/// Records that a message came. Its promises are the case's: a reply, a receipt or a told delay ends them for the whole
/// conversation (decision 0015).
async fn came(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    contact: &Contact,
    nature: Nature,
    opened: &Opened,
    message: MessageId,
) -> Result<(), CorrespondenceError> {
    let intake = Intake { nature, way: contact.way, received: contact.received, service_deadline: None };
    for (kind, facts) in entries(&intake) {
        if kind != EventKind::MessageReceived {
            continue;
        }
        let came = Came { received: Some(contact.received), facts };
        let mut entry = Entry::new(kind, opened.case, Some(contact.branch)).with("message", message);
        entry.facts.extend(came.facts_at(actor.at));
        record(tx, &app.heart, actor, entry).await?;
    }
    // Its number is its registration (I-02). Where nothing is promised about that, the entry of the opening says it too.
    if app.heart.loaded(tx).await?.touches(EventKind::MessageRegistered) {
        let entry = Entry::new(EventKind::MessageRegistered, opened.case, Some(contact.branch));
        record(tx, &app.heart, actor, entry.with("message", message)).await?;
    }
    solits_cases::refresh_due_at_commit(tx, opened.case);
    tx.signal(format!("case:{}", opened.case));
    Ok(())
}
