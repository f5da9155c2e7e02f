//! What was said or came on paper, written down: it takes the same path as an e-mail, and its terms count from when it was
//! received. So does a letter that stayed on the mail server, whose text somebody reads there.

use jiff::civil::{Date, Time};
use solits_cases::CallOfCase;
use solits_db::{DbError, Tx};
use solits_i18n::Words;
use solits_journal::Actor;
use solits_kernel::{BranchId, ServiceId, TicketId, Timestamp};
use solits_mail::Address;
use solits_web::{App, Draft, WebError};
use solits_written::{
    classify::{Author, Signature, Validity},
    nature::{Matter, Way},
};
use uuid::Uuid;

use crate::{
    CorrespondenceError,
    hand::Hand,
    intake::{self, Contact, Taken},
    model::{LetterId, LetterState, MessageId},
    store::{self, Fate, LetterLine},
};

/// What a person writes down or hands on.
pub(crate) const WAYS: [Way; 8] = [
    Way::Letter,
    Way::EAddress,
    // One that came past the mailboxes, to somebody's own address.
    Way::Email,
    Way::Counter,
    Way::Phone,
    Way::TrustLine,
    Way::Fax,
    Way::StatePortal,
];

/// Longest text; as much as is kept of a letter.
const MOST_TEXT: usize = 60_000;
const MOST_SUBJECT: usize = 200;
const MOST_SHORT: usize = 120;
/// Names of documents in a container that are kept.
const MOST_DOCUMENTS: usize = 50;
/// How far back a letter may have been received: nobody writes down what is older than a year.
const MOST_DAYS_BACK: i64 = 366;

/// How something is signed, as the form asks.
pub(crate) const SIGNED: [(&str, Signature); 3] = [
    ("none", Signature::None),
    ("hand", Signature::Handwritten),
    ("electronic", Signature::Electronic(Validity::CannotTell)),
];

/// The call in which it was said, as the form names it; `None` where it names none.
pub(crate) async fn call_of(tx: &mut Tx, draft: &Draft) -> Result<Option<CallOfCase>, WebError> {
    match draft.get("call") {
        "" => Ok(None),
        id => {
            let id = id.parse::<Uuid>().map_err(|_| WebError::NotFound)?;
            Ok(Some(solits_cases::find_call(tx, id).await?.ok_or(WebError::NotFound)?))
        }
    }
}

/// Takes in what was written down. What was said in a call goes with the case of that call, unless it was said on the trust
/// line, where nothing leads to a name (K-24).
pub(crate) async fn take(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    contact: &Contact,
    call: Option<&CallOfCase>,
) -> Result<Taken, CorrespondenceError> {
    let taken = open(tx, app, actor, contact).await?;
    if taken.is_new {
        list_containers(tx, contact, taken.message).await?;
    }
    if let Some(call) = call.filter(|_| taken.is_new && contact.way != Way::TrustLine) {
        solits_cases::link_with_call(tx, app, actor, taken.opened.case, call).await?;
    }
    Ok(taken)
}

/// Notes which documents the signed containers of a program hold; those of a form were listed when they were sent. Nothing is
/// unpacked, and no signature is verified.
async fn list_containers(tx: &mut Tx, contact: &Contact, message: MessageId) -> Result<(), DbError> {
    for (place, file) in (0..).zip(&contact.files) {
        let Some(Ok(container)) = file.content.as_deref().map(solits_mail::documents) else { continue };
        let names = container.documents.into_iter().take(MOST_DOCUMENTS).map(|one| one.name);
        store::set_holds(tx, message, place, &names.collect::<Vec<_>>().join("\n")).await?;
    }
    Ok(())
}

/// What was typed; `None` where something is wrong with it.
pub(crate) async fn typed(tx: &mut Tx, hand: &Hand, draft: &mut Draft) -> Result<Option<Contact>, WebError> {
    let words = hand.words;
    let letter = left(tx, draft, words).await?;
    let ways: &[Way] = if draft.get("letter").is_empty() { &WAYS } else { &[Way::Email] };
    let way = draft.chosen("way", |code| Way::parse(code).filter(|way| ways.contains(way)), words);
    let signed = |code: &str| SIGNED.iter().find(|(name, _)| *name == code).map(|(_, signed)| *signed);
    let signature = draft.chosen("signed", signed, words);
    let received = received(hand, draft);
    let name = draft.optional_text("name", MOST_SHORT, words);
    let address = draft.optional_text("contact", MOST_SHORT, words);
    if !address.is_empty() && !is_contact(&address) {
        draft.refuse("contact", words.t("correspondence-contact-wrong"));
    }
    let subject = draft.optional_text("subject", MOST_SUBJECT, words);
    let text = draft.text("text", MOST_TEXT, words);
    let chosen = match draft.get("matter") {
        "" => None,
        _ => draft.chosen("matter", Matter::parse, words),
    };
    let service = match draft.get("service").parse::<ServiceId>() {
        Ok(id) => solits_organisation::find_service(tx, id).await?,
        Err(_) => None,
    };
    if chosen == Some(Matter::Order) && service.is_none() {
        draft.refuse("service", words.t("correspondence-service-needed"));
    }
    let branch = match draft.get("branch").parse::<BranchId>() {
        Ok(id) => solits_organisation::find_branch(tx, id).await?,
        Err(_) => None,
    };
    if branch.is_none() {
        draft.refuse("branch", words.t("correspondence-branch-needed"));
    }
    let (Some(way), Some(signature), Some(received), Some(branch)) = (way, signature, received, branch)
    else {
        return Ok(None);
    };
    if !draft.errors.is_empty() {
        return Ok(None);
    }
    // Nobody asks on the trust line who calls; what was typed all the same is not kept (K-24).
    let (name, address) =
        if way == Way::TrustLine { (String::new(), String::new()) } else { (name, address) };
    Ok(Some(Contact {
        way,
        author: match (way, name.is_empty() && address.is_empty()) {
            (_, true) => Author::Anonymous,
            (Way::EAddress | Way::StatePortal, false) => Author::Identified,
            _ => Author::Named,
        },
        signature,
        name,
        address,
        subject,
        text,
        chosen,
        keeper: service.as_ref().and_then(|service| service.owner).unwrap_or(hand.me.employee),
        service: service.map(|service| service.id),
        ticket: draft.get("ticket").parse::<TicketId>().ok().filter(|_| way != Way::TrustLine),
        branch: branch.id,
        letter,
        names: Vec::new(),
        thread: Vec::new(),
        attention: Vec::new(),
        is_formatted: false,
        may_belong: Vec::new(),
        files: Vec::new(),
        kept_files: 0,
        received,
        // One letter is one case, whoever writes it down and how often.
        key: match letter {
            Some(letter) => key_of(letter),
            None => draft.get("key").to_owned(),
        },
    }))
}

/// The key of the case of a letter, the same whether its text is here or was written down.
pub(crate) fn key_of(letter: LetterId) -> String {
    format!("letter {letter}")
}

/// A letter of which the mail server has kept the text, whether it has its case already or not.
pub(crate) async fn find_left(tx: &mut Tx, id: LetterId) -> Result<Option<LetterLine>, WebError> {
    Ok(store::find_letter(tx, id).await?.filter(LetterLine::is_left))
}

/// The letter that the form names; refused where it is none that stayed on the mail server.
async fn left(tx: &mut Tx, draft: &mut Draft, words: Words) -> Result<Option<LetterId>, WebError> {
    if draft.get("letter").is_empty() {
        return Ok(None);
    }
    let found = match draft.get("letter").parse::<LetterId>() {
        Ok(id) => find_left(tx, id).await?.map(|line| line.id),
        Err(_) => None,
    };
    if found.is_none() {
        draft.refuse("letter", words.t("correspondence-letter-not-left"));
    }
    Ok(found)
}

/// Opens the case of what was written down. A letter that stayed on the mail server has its case from now on.
async fn open(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    contact: &Contact,
) -> Result<Taken, CorrespondenceError> {
    let Some(id) = contact.letter else {
        return intake::receive(tx, app, actor, contact).await;
    };
    // Its message is what was written down: there is nothing here that could be fetched as it came.
    let written = Contact { letter: None, ..contact.clone() };
    let taken = intake::receive(tx, app, actor, &written).await?;
    if taken.is_new {
        let line = store::find_letter(tx, id).await?.ok_or(CorrespondenceError::NotFound)?;
        let fate = Fate {
            state: LetterState::Placed,
            because: &line.because,
            author: &line.author,
            subject: &line.subject,
            case: Some(taken.opened.case),
        };
        if !store::settle_letter(tx, id, &fate).await? {
            return Err(CorrespondenceError::Stale);
        }
        tx.signal("letters");
    }
    Ok(taken)
}

/// An e-mail address, a telephone number, or where a letter can be sent.
fn is_contact(text: &str) -> bool {
    Address::parse(text).is_some()
        || text.chars().filter(char::is_ascii_digit).count() >= 6
        || (text.contains(',') && text.chars().any(|c| c.is_ascii_digit()))
}

/// When it was received: a day and an hour that are not to come, and not so long ago that it must be a slip.
fn received(hand: &Hand, draft: &mut Draft) -> Option<Timestamp> {
    let day: Option<Date> = draft.get("received_on").parse().ok();
    let typed = draft.get("received_at").trim().replace('.', ":");
    let time: Option<Time> = if typed.is_empty() { Some(Time::midnight()) } else { typed.parse().ok() };
    if time.is_none() {
        draft.refuse("received_at", hand.words.t("correspondence-received-time-wrong"));
    }
    let Some(day) = day else {
        draft.refuse("received_on", hand.words.t("correspondence-received-day-wrong"));
        return None;
    };
    let at = Timestamp::in_riga(day, time?);
    let is_now = day == hand.at.to_riga().date();
    // A clock on the wall may be some minutes ahead of ours.
    let at = if is_now && at > hand.at && at < hand.at.plus_minutes(15) { hand.at } else { at };
    if at > hand.at {
        draft.refuse("received_on", hand.words.t("correspondence-received-to-come"));
        return None;
    }
    if hand.at.since(at) > MOST_DAYS_BACK * 24 * 3_600_000 {
        draft.refuse("received_on", hand.words.t("correspondence-received-long-ago"));
        return None;
    }
    Some(at)
}
