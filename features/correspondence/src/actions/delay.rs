//! The answer is not possible in time, and the client is told when it comes (H-06, I-07); and an insulting letter gets the
//! reason for which it is not considered (H-17).

use std::collections::BTreeMap;

use jiff::civil::Date;
use solits_cases::{Audience, NewNote, NextStepBy};
use solits_db::Tx;
use solits_i18n::Words;
use solits_journal::{Entry, record};
use solits_kernel::{Lang, Text, Timestamp};
use solits_mail::MessageId as LetterName;
use solits_standard::event::EventKind;
use solits_web::{Draft, WebError};
use solits_written::{
    nature,
    reply::{Placeholder, fill},
};

use super::{
    around::Around,
    leave::{Carried, UNDO_SECONDS, write_paper},
    ways::{Reads, Spoken, Way, Written, way_of},
    words::{Purpose, due_words, text_for, values},
};
use crate::{
    hand::Hand,
    model::{Direction, MessageId, OutKind},
    outgoing::{self, Letter},
    store::{self, NewMessage},
};

const MOST_TEXT: usize = 8_000;
const MOST_REASON: usize = 600;

fn delay_words() -> Text {
    Text::new(
        "{uzruna}\nJūsu jautājumu saņēmām {saņemts} (lieta {lieta}).\nDiemžēl nevaram atbildēt laikā: {iemesls}.\nAtbildi sniegsim līdz {termiņš}.\nAtvainojamies par kavēšanos!",
        "{greeting}\nWe received your request on {received} (case {case}).\nUnfortunately we cannot answer in time: {reason}.\nYou will have the answer by {due}.\nWe apologise for the delay.",
    )
}

fn insult_words() -> Text {
    Text::new(
        "Labdien!\nSaņēmām Jūsu vēstuli {saņemts} (lieta {lieta}).\nTajā ir apvainojoši izteikumi, tāpēc tajā uzdoto jautājumu neizskatām un konsultāciju nesniedzam.\nJa rakstīsiet vēlreiz bez apvainojumiem, uz jautājumu atbildēsim.",
        "Good day,\nWe received your letter on {received} (case {case}).\nIt contains insults, so we do not consider the question in it and give no consultation.\nIf you write again without insults, we will answer.",
    )
}

/// The text for a purpose as far as it is known. The day and the reason stay open: they are filled when they are known, as
/// the letter is written.
pub(crate) fn proposed(hand: &Hand, around: &Around, purpose: Purpose) -> String {
    let own = if purpose == Purpose::Delay { delay_words() } else { insult_words() };
    let text = text_for(&around.templates, purpose, around.lang, &own);
    let mut values = values(around, hand);
    values.remove(&Placeholder::Due);
    fill(&text, &values).text
}

/// The client's address that letters reach.
pub(crate) fn reached(around: &Around) -> Option<&solits_mail::Address> {
    around.mailbox.as_ref()?;
    around.parties.iter().find(|party| !party.is_unreachable).map(|party| &party.address)
}

/// How the client was told.
pub(crate) enum Told {
    Email(MessageId),
    Paper(MessageId),
    /// On the page behind the code.
    Page,
    /// By telephone, before it was written down here.
    Phone(MessageId),
}

/// A delay before it is told.
pub(crate) struct Delay {
    day: Date,
    pub(crate) written: Written,
}

impl Delay {
    /// What was typed; `None` where something is wrong with it.
    pub(crate) fn typed(hand: &Hand, around: &Around, draft: &mut Draft) -> Option<Self> {
        let words = hand.words;
        let reason = draft.text("reason", MOST_REASON, words);
        let day: Option<Date> = draft.get("new_date").trim().parse().ok();
        let is_working =
            |day: &Date| around.calendar.as_ref().is_none_or(|calendar| calendar.is_working_day(*day));
        let day = day.filter(|day| *day >= hand.at.day() && is_working(day));
        if day.is_none() {
            draft.refuse("new_date", words.t("correspondence-delay-day-wrong"));
        }
        let mut values = values(around, hand);
        values.insert(Placeholder::Reason, reason.trim_end_matches('.').to_owned());
        if let Some(day) = day {
            values.insert(Placeholder::Due, due_words(day, around.lang));
        }
        let text = filled(draft, &values, words);
        let way = way_of(hand, draft, around, Purpose::Delay);
        let (Some(day), true, Some(way)) = (day, draft.errors.is_empty(), way) else { return None };
        Some(Self { day, written: Written { text, way, misspelt: 0 } })
    }

    /// How the client comes to know it.
    pub(crate) const fn reads(&self) -> Reads {
        match self.written.way {
            Way::Email | Way::Paper(_) => Reads::Letter,
            Way::Page => Reads::Page,
            Way::Phone(_) => Reads::Heard,
        }
    }
}

/// Tells the client; the new day is an obligation from then on.
pub(crate) async fn tell(
    tx: &mut Tx,
    hand: &Hand,
    around: &Around,
    version: i64,
    delay: Delay,
) -> Result<Told, WebError> {
    let Delay { day, written: Written { text, way, misspelt } } = delay;
    let (app, actor, of) = (&hand.app, hand.actor(), (around.case.id, version));
    let subject = Text::new("Par atbildi uz Jūsu jautājumu", "About the answer to your request");
    let subject = subject.get(around.lang).to_owned();
    let letter = around.whole_text(&[&text]);
    if !matches!(way, Way::Phone(_)) {
        note_looked(tx, hand, around, misspelt).await?;
    }
    match way {
        Way::Page => {
            // The client hears of it as they chose: there it stands from now on.
            solits_cases::tell_delay(tx, app, &actor, around.case.id, version, day, &text).await?;
            Ok(Told::Page)
        }
        Way::Phone(spoken) => {
            let planned = solits_cases::tell_delay_by_letter(tx, app, &actor, of, day, &text, None).await?;
            Ok(Told::Phone(write_spoken(tx, hand, around, &spoken, planned).await?))
        }
        Way::Email | Way::Paper(_) => {
            let leaves_at = matches!(way, Way::Email).then(|| hand.at.plus_seconds(UNDO_SECONDS));
            let planned =
                solits_cases::tell_delay_by_letter(tx, app, &actor, of, day, &text, leaves_at).await?;
            write(tx, hand, around, OutKind::Notice, (subject, letter), way, Some(planned)).await
        }
    }
}

/// That a text was read again and its spelling looked at is on record (H-16).
async fn note_looked(tx: &mut Tx, hand: &Hand, around: &Around, misspelt: usize) -> Result<(), WebError> {
    let entry = Entry::new(EventKind::CaseNoted, around.case.id, Some(around.case.branch))
        .with("what", "reply_looked_over")
        .with("misspelt", i64::try_from(misspelt).unwrap_or(i64::MAX));
    record(tx, &hand.app.heart, &hand.actor(), entry).await?;
    Ok(())
}

/// Writes down what was said by telephone; the client has been told, so the new day is owed at once.
async fn write_spoken(
    tx: &mut Tx,
    hand: &Hand,
    around: &Around,
    spoken: &Spoken,
    planned: Timestamp,
) -> Result<MessageId, WebError> {
    let message: MessageId = hand.app.random.id(hand.at);
    let id = around.case.id;
    let text = format!("{}\n{}", day_words(spoken.day, around.lang), spoken.words);
    let new = NewMessage {
        id: message,
        case: id,
        direction: Direction::Out,
        way: nature::Way::Phone,
        at: hand.at,
        letter: None,
        employee: Some(hand.me.employee),
        author_name: &hand.me.name,
        author_address: "",
        recipient: &around.case.client_name,
        subject: "",
        text: &text,
        is_automatic: false,
        attention: "",
        is_formatted: false,
    };
    store::insert_message(tx, &new);
    tx.settle().await?;
    let entry = Entry::new(EventKind::MessageDelayTold, id, Some(around.case.branch))
        .with("message", message)
        .with("way", nature::Way::Phone.code())
        .with("told_on", spoken.day.to_string())
        .with("planned_at", planned);
    record(tx, &hand.app.heart, &hand.actor(), entry).await?;
    solits_cases::refresh_due(tx, id).await?;
    tx.signal(format!("case:{id}"));
    Ok(message)
}

/// The reason for which an insulting letter is not considered, before it is told.
pub(crate) struct Insult {
    ground: String,
    pub(crate) written: Written,
}

impl Insult {
    /// What was typed; `None` where something is wrong with it.
    pub(crate) fn typed(hand: &Hand, around: &Around, draft: &mut Draft) -> Option<Self> {
        let words = hand.words;
        // What was insulting stays with the case, so that somebody else can judge whether it was.
        let ground = draft.text("reason", MOST_REASON, words);
        let text = filled(draft, &values(around, hand), words);
        let way = way_of(hand, draft, around, Purpose::Insult);
        let way = way.filter(|_| draft.errors.is_empty())?;
        Some(Self { ground, written: Written { text, way, misspelt: 0 } })
    }
}

/// Tells the client; the case is answered by it.
pub(crate) async fn insult(
    tx: &mut Tx,
    hand: &Hand,
    around: &Around,
    version: i64,
    insult: Insult,
) -> Result<Told, WebError> {
    let Insult { ground, written: Written { text, way, misspelt } } = insult;
    let id = around.case.id;
    let letter = around.whole_text(&[&text]);
    note_looked(tx, hand, around, misspelt).await?;
    let note =
        NewNote { text: ground, audience: Audience::Internal, next_step_by: NextStepBy::Us, next_step: None };
    let case = solits_cases::note(tx, &hand.app, &hand.actor(), id, version, note).await?;
    solits_cases::answer(tx, &hand.app, &hand.actor(), id, case.version, &letter).await?;
    let entry =
        Entry::new(EventKind::CaseNoted, id, Some(case.branch)).with("what", "insulting_not_considered");
    record(tx, &hand.app.heart, &hand.actor(), entry).await?;
    if matches!(way, Way::Page) {
        let entry = Entry::new(EventKind::MessageAnswered, id, Some(case.branch));
        record(tx, &hand.app.heart, &hand.actor(), entry).await?;
        solits_cases::refresh_due(tx, id).await?;
        return Ok(Told::Page);
    }
    let subject = format!("Re: {}", around.case.reference);
    write(tx, hand, around, OutKind::Reply, (subject, letter), way, None).await
}

/// Writes it by the way that was chosen. Files of a reply that somebody is writing do not go along.
async fn write(
    tx: &mut Tx,
    hand: &Hand,
    around: &Around,
    kind: OutKind,
    (subject, text): (String, String),
    way: Way,
    planned_at: Option<Timestamp>,
) -> Result<Told, WebError> {
    match way {
        Way::Paper(window) => {
            let files = Vec::new();
            let carried = Carried { subject: &subject, text: &text, window: &window, planned_at, files };
            Ok(Told::Paper(write_paper(tx, hand, around, carried).await?))
        }
        Way::Email => {
            let message = write_email(tx, hand, around, kind, (subject, text), planned_at).await?;
            Ok(Told::Email(message))
        }
        Way::Page | Way::Phone(_) => Ok(Told::Page),
    }
}

fn day_words(day: Date, lang: Lang) -> String {
    solits_calendar::words::day(day, lang)
}

/// The text with what is known now; one that leaves something open does not leave.
fn filled(draft: &mut Draft, values: &BTreeMap<Placeholder, String>, words: Words) -> String {
    let text = draft.text("text", MOST_TEXT, words);
    let filled = fill(&text, values);
    if let Some(left) = filled.left.first().filter(|_| draft.errors.is_empty()) {
        let what = left.words();
        draft.refuse("text", words.ta("correspondence-template-left", &[("what", what.get(words.0).into())]));
    }
    filled.text
}

async fn write_email(
    tx: &mut Tx,
    hand: &Hand,
    around: &Around,
    kind: OutKind,
    (subject, text): (String, String),
    planned_at: Option<Timestamp>,
) -> Result<MessageId, WebError> {
    let (Some(mailbox), Some(to)) = (around.mailbox.as_ref(), reached(around)) else {
        return Err(WebError::Refused("correspondence-reply-no-mailbox"));
    };
    let answers = around.answers.as_deref().and_then(LetterName::parse);
    let letter = Letter {
        case: around.case.id,
        kind,
        to,
        subject,
        text,
        answers: answers.as_ref(),
        not_before: hand.at.plus_seconds(UNDO_SECONDS),
        files: Vec::new(),
        planned_at,
        scheduled_at: None,
    };
    Ok(outgoing::write(tx, &hand.app, &hand.actor(), mailbox, &around.case.reference, letter).await?)
}
