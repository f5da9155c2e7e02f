//! Invitations to meetings that came by letter, and the reply to one: somebody comes, or does not and why (Ādaži 10.2).
//!
//! What was replied is read from the calendars that left, as what was asked is from those that came. What whoever invites
//! said of the meeting in a letter to no case or to another one was noted when that letter was taken in.

use solits_db::Tx;
use solits_i18n::Words;
use solits_journal::{Entry, record};
use solits_kernel::{CaseId, EmployeeId, Lang, Text, Timestamp};
use solits_mail::{
    Address, MessageId as LetterName,
    invitation::{self, Answer, Attendance, Meeting, Method, When},
};
use solits_post::MailAddress;
use solits_standard::event::EventKind;
use solits_web::{Draft, WebError};
use solits_written::reply::{Relation, greeting};

use super::{
    around::{Around, plain},
    enclose::{content_of, kept},
    leave::UNDO_SECONDS,
};
use crate::{
    hand::Hand,
    model::{Direction, LetterId, Mailbox, MessageId, OutKind},
    outgoing::{self, Letter},
    store::{self, FileLine, MessageRow, OutLine},
};

/// So many calendars of a case are looked at in each direction, the newest.
const MOST_LOOKED_AT: usize = 10;
const MOST_REASON: usize = 600;
/// The name of the calendar that goes with a reply.
const FILE_NAME: &str = "invite.ics";

/// What was said in a case, with its files and how ours fare.
#[derive(Clone, Copy)]
pub(crate) struct Said<'a> {
    pub(crate) messages: &'a [MessageRow],
    pub(crate) files: &'a [FileLine],
    pub(crate) leaving: &'a [OutLine],
}

/// An invitation in a case, as its last letter has it.
pub(crate) struct Invited {
    /// The message of that letter.
    pub(crate) message: MessageId,
    letter: Option<LetterId>,
    at: Timestamp,
    /// The address the letter came from.
    author: String,
    pub(crate) meeting: Meeting,
    /// What became of it by a letter that is not in the conversation.
    pub(crate) later: Option<Later>,
}

/// What a later letter of whoever invites did with their invitation.
pub(crate) struct Later {
    /// The case the letter came to; `None` for one that came to none.
    pub(crate) case: Option<CaseId>,
    is_called_off: bool,
    at: Timestamp,
}

impl Later {
    /// What it did, for people.
    pub(crate) fn words(&self, words: Words) -> String {
        let at = [("at", words.moment(self.at).into())];
        if self.is_called_off {
            words.ta("correspondence-meeting-called-off-elsewhere", &at)
        } else {
            words.ta("correspondence-meeting-newer", &at)
        }
    }
}

impl Invited {
    /// Whether the letter came from whoever invites.
    fn is_from_organizer(&self) -> bool {
        Address::parse(&self.author).is_some_and(|author| author.key() == self.meeting.organizer.key())
    }

    /// Whether a letter that speaks of the same meeting, from that address, may say what has become of it: one of whoever
    /// invites, or of who passed the invitation on. To anybody else who writes in the case it is not theirs to say.
    fn is_spoken_of_by(&self, author: &str) -> bool {
        let key = |address: &str| Address::parse(address).map(|address| address.key());
        key(author).is_some_and(|author| {
            author == self.meeting.organizer.key() || key(&self.author).is_some_and(|own| own == author)
        })
    }

    /// Whether a reply can reach whoever invites.
    pub(crate) fn is_reachable(&self) -> bool {
        MailAddress::parse(&plain(&self.meeting.organizer)).is_ok()
    }

    /// The reply to it, where there is one.
    pub(crate) fn given<'a>(&self, given: &'a [Given]) -> Option<&'a Given> {
        given.iter().rfind(|one| {
            one.meeting.is_of(&self.meeting)
                && one.meeting.sequence >= self.meeting.sequence
                && one.at >= self.at
        })
    }
}

/// A reply that was given.
pub(crate) struct Given {
    pub(crate) attendance: Attendance,
    pub(crate) by: Option<EmployeeId>,
    pub(crate) at: Timestamp,
    meeting: Meeting,
}

/// The invitations of a case, each once, in the order in which they first came.
pub(crate) async fn list_invited(
    tx: &mut Tx,
    case: CaseId,
    said: Said<'_>,
) -> Result<Vec<Invited>, WebError> {
    let mut all: Vec<Invited> = Vec::new();
    for (message, file) in calendars(said, Direction::In) {
        // Most programs put the same calendar into a letter twice.
        if all.iter().any(|one| one.message == message.id) {
            continue;
        }
        let Some(meeting) = read(tx, case, file).await? else { continue };
        if meeting.method == Method::Reply {
            continue;
        }
        let one = Invited {
            message: message.id,
            letter: message.letter_id,
            at: message.at,
            author: message.author_address.clone(),
            meeting,
            later: None,
        };
        match all.iter_mut().find(|known| known.meeting.is_of(&one.meeting)) {
            // What somebody else said of a meeting holds until whoever invites speaks, in whichever order it came.
            Some(known) if one.is_from_organizer() && !known.is_from_organizer() => *known = one,
            Some(known)
                if known.meeting.sequence > one.meeting.sequence || !known.is_spoken_of_by(&one.author) => {}
            Some(known) => *known = one,
            None => all.push(one),
        }
    }
    for one in &mut all {
        one.later = later(tx, one).await?;
    }
    Ok(all)
}

/// What became of an invitation by a letter that is not in the conversation, so far.
async fn later(tx: &mut Tx, invited: &Invited) -> Result<Option<Later>, WebError> {
    let Some(letter) = invited.letter else { return Ok(None) };
    let found = store::find_later(tx, &invited.meeting, letter, invited.at).await?;
    Ok(found.map(|found| Later {
        case: found.case_id,
        is_called_off: found.method == "cancel",
        at: found.at,
    }))
}

/// The replies that were given in a case, oldest first; one that was taken back was not.
pub(crate) async fn list_given(tx: &mut Tx, case: CaseId, said: Said<'_>) -> Result<Vec<Given>, WebError> {
    let mut all = Vec::new();
    for (message, file) in calendars(said, Direction::Out) {
        if said.leaving.iter().any(|line| line.id == message.id && line.state == "taken_back") {
            continue;
        }
        let Some(meeting) = read(tx, case, file).await? else { continue };
        let attendance = meeting.attendees.first().and_then(|one| one.attendance);
        if let (Method::Reply, Some(attendance)) = (meeting.method, attendance) {
            all.push(Given { attendance, by: message.employee_id, at: message.at, meeting });
        }
    }
    Ok(all)
}

/// The invitation that came with a message.
pub(crate) async fn find_invited(
    tx: &mut Tx,
    case: CaseId,
    message: MessageId,
) -> Result<Option<Invited>, WebError> {
    let messages = store::list_messages(tx, case).await?;
    let files = store::list_files(tx, case).await?;
    let said = Said { messages: &messages, files: &files, leaving: &[] };
    Ok(list_invited(tx, case, said).await?.into_iter().find(|one| one.message == message))
}

/// Why an invitation cannot be replied to any more, in words: whoever invites has written anew, or somebody has replied.
pub(crate) async fn overtaken(
    tx: &mut Tx,
    case: CaseId,
    invited: &Invited,
    words: Words,
) -> Result<Option<String>, WebError> {
    if let Some(later) = later(tx, invited).await? {
        return Ok(Some(later.words(words)));
    }
    let is_given = is_given(tx, case, invited).await?;
    Ok(is_given.then(|| words.t("correspondence-meeting-given")))
}

/// Whether somebody has replied to an invitation by now.
async fn is_given(tx: &mut Tx, case: CaseId, invited: &Invited) -> Result<bool, WebError> {
    let messages = store::list_messages(tx, case).await?;
    let files = store::list_files(tx, case).await?;
    let leaving = store::list_leaving_of(tx, case).await?;
    let said = Said { messages: &messages, files: &files, leaving: &leaving };
    Ok(invited.given(&list_given(tx, case, said).await?).is_some())
}

/// The newest calendars of one side, oldest first, each with its message.
fn calendars(said: Said<'_>, direction: Direction) -> Vec<(&MessageRow, &FileLine)> {
    let mut all = Vec::new();
    for message in said.messages.iter().filter(|message| message.direction == direction.code()) {
        let own = said.files.iter().filter(|file| file.message_id == message.id && is_calendar(file));
        all.extend(own.map(|file| (message, file)));
    }
    all.split_off(all.len().saturating_sub(MOST_LOOKED_AT))
}

fn is_calendar(file: &FileLine) -> bool {
    let is_named_so = file.name.rsplit_once('.').is_some_and(|(_, end)| end.eq_ignore_ascii_case("ics"));
    let is_small = usize::try_from(file.size).is_ok_and(|size| size <= invitation::MOST_BYTES);
    is_small && (is_named_so || file.media.starts_with("text/calendar"))
}

async fn read(tx: &mut Tx, case: CaseId, file: &FileLine) -> Result<Option<Meeting>, WebError> {
    let Some(found) = store::find_file(tx, case, file.message_id, file.place).await? else { return Ok(None) };
    match content_of(found, file.place).await {
        Ok(bytes) => Ok(invitation::meeting(&bytes)),
        // What is not kept any more says nothing, and nobody listens to what is blocked.
        Err(WebError::NotFound | WebError::Gone(_)) => Ok(None),
        Err(error) => Err(error),
    }
}

/// A field of the form of an invitation; a page may show several.
pub(crate) fn field(name: &str, message: MessageId) -> String {
    format!("{name}-{message}")
}

/// A reply to an invitation before it leaves.
pub(crate) struct Reply {
    attendance: Attendance,
    /// The reason, or what is said beside a yes; empty for nothing.
    reason: String,
}

impl Reply {
    /// What was pressed and typed; `None` where something is wrong with it.
    pub(crate) fn typed(
        hand: &Hand,
        around: &Around,
        invited: &Invited,
        attendance: Attendance,
        draft: &mut Draft,
    ) -> Option<Self> {
        let words = hand.words;
        let (reason_field, confirm) = (field("reason", invited.message), field("confirm", invited.message));
        let reason = draft.optional_text(&reason_field, MOST_REASON, words);
        if let Some(later) = &invited.later {
            draft.refuse(&reason_field, later.words(words));
        } else if invited.meeting.is_cancelled() {
            draft.refuse(&reason_field, words.t("correspondence-meeting-called-off"));
        } else if !invited.is_reachable() {
            draft.refuse(&reason_field, words.t("correspondence-meeting-unreachable"));
        } else if attendance == Attendance::Declined && draft.get(&reason_field).trim().is_empty() {
            draft.refuse(&reason_field, words.t("correspondence-meeting-why-not"));
        }
        let relation = around.recipient(&invited.meeting.organizer).relation;
        if relation == Relation::Unexpected && draft.get(&confirm) != "1" {
            draft.refuse(&confirm, words.t("correspondence-again-unexpected"));
        }
        draft.errors.is_empty().then_some(Self { attendance, reason })
    }
}

/// Sends it to whoever invites, and to nobody else; the case is answered by it, unless its decision is awaited.
pub(crate) async fn reply(
    tx: &mut Tx,
    hand: &Hand,
    around: &Around,
    version: i64,
    invited: &Invited,
    reply: &Reply,
) -> Result<MessageId, WebError> {
    let id = around.case.id;
    let mailbox = mailbox_of(tx, around, invited).await?;
    let text = letter_text(around, &invited.meeting, reply);
    let leaves_at = Some(hand.at.plus_seconds(UNDO_SECONDS));
    solits_cases::reply_leaving(tx, &hand.app, &hand.actor(), (id, version), &text, leaves_at).await?;
    let answer = Answer {
        meeting: &invited.meeting,
        attendance: reply.attendance,
        attendee: &mailbox.address,
        comment: &reply.reason,
        at: hand.at,
    };
    let answers = around.answers.as_deref().and_then(LetterName::parse);
    let letter = Letter {
        case: id,
        kind: OutKind::Reply,
        to: &invited.meeting.organizer,
        subject: around.beginning().subject,
        text,
        answers: answers.as_ref(),
        not_before: hand.at.plus_seconds(UNDO_SECONDS),
        files: vec![kept(FILE_NAME.to_owned(), Answer::MEDIA.to_owned(), answer.write().into_bytes())],
        planned_at: None,
        scheduled_at: None,
    };
    let reference = &around.case.reference;
    let message = outgoing::write(tx, &hand.app, &hand.actor(), &mailbox, reference, letter).await?;
    let what = match reply.attendance {
        Attendance::Accepted => "meeting_accepted",
        Attendance::Declined => "meeting_declined",
    };
    let entry = Entry::new(EventKind::CaseNoted, id, Some(around.case.branch))
        .with("what", what)
        .with("message", message);
    record(tx, &hand.app.heart, &hand.actor(), entry).await?;
    Ok(message)
}

/// The mailbox that was invited, from which the reply leaves: the organiser's calendar knows it by its address.
async fn mailbox_of(tx: &mut Tx, around: &Around, invited: &Invited) -> Result<Mailbox, WebError> {
    let came_to = match invited.letter {
        Some(letter) => store::find_mailbox_of(tx, letter).await?,
        None => None,
    };
    let own = match came_to {
        Some(mailbox) => store::find_mailbox(tx, mailbox).await?,
        None => None,
    };
    own.filter(|mailbox| mailbox.is_active)
        .or_else(|| around.mailbox.clone())
        .ok_or(WebError::Refused("correspondence-reply-no-mailbox"))
}

/// The letter that people read.
fn letter_text(around: &Around, meeting: &Meeting, reply: &Reply) -> String {
    let lang = around.lang;
    let word = |lv: &str, en: &str| Text::new(lv, en).get(lang).to_owned();
    let mut said = vec![match reply.attendance {
        Attendance::Accepted => word(
            "Paldies par uzaicinājumu! Apstiprinām, ka sanāksmē piedalīsimies.",
            "Thank you for the invitation! We confirm that we will attend the meeting.",
        ),
        Attendance::Declined => word(
            "Paldies par uzaicinājumu! Diemžēl sanāksmē nepiedalīsimies.",
            "Thank you for the invitation! Unfortunately we will not attend the meeting.",
        ),
    }];
    if !reply.reason.is_empty() {
        said.push(match reply.attendance {
            Attendance::Accepted => reply.reason.clone(),
            Attendance::Declined => format!("{}: {}", word("Iemesls", "The reason"), reply.reason),
        });
    }
    let mut about = Vec::new();
    if !meeting.summary.is_empty() {
        about.push(format!("{}: {}", word("Sanāksme", "The meeting"), meeting.summary));
    }
    if let Some(when) = &meeting.when {
        about.push(format!(
            "{}: {}",
            word("Laiks (Rīgā)", "Time (in Riga)"),
            when_words(when, Words::new(lang))
        ));
    }
    if !meeting.location.is_empty() {
        about.push(format!("{}: {}", word("Vieta", "Place"), meeting.location));
    }
    around.whole_text(&[&greeted(&meeting.organizer, lang), &said.join("\n"), &about.join("\n")])
}

/// The greeting of whoever invites; a name that is none of a person is left out.
fn greeted(organizer: &Address, lang: Lang) -> String {
    let name = organizer.name();
    let is_of_person = name.split_whitespace().count() == 2 && !name.contains(['@', ',', '(', '.']);
    greeting(None, name.split_whitespace().next().filter(|_| is_of_person), lang)
}

/// When a meeting is, by the clock of Riga.
pub(crate) fn when_words(when: &When, words: Words) -> String {
    match when {
        When::Days { first, last } if first == last => words.day(first),
        When::Days { first, last } => format!("{} – {}", words.day(first), words.day(last)),
        When::Moments { begins, ends, .. } => {
            let start = format!("{}, {}", words.day(begins.day()), words.time(begins));
            match ends {
                Some(ends) if ends.day() == begins.day() => format!("{start}–{}", words.time(ends)),
                Some(ends) => format!("{start} – {}, {}", words.day(ends.day()), words.time(ends)),
                None => start,
            }
        }
    }
}
