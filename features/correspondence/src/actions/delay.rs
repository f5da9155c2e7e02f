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
use solits_written::reply::{Placeholder, fill};

use super::{
    around::Around,
    compose::MOST_WINDOW,
    leave::{Carried, UNDO_SECONDS, write_paper},
    words::{Purpose, text_for, values},
};
use crate::{
    hand::Hand,
    model::{MessageId, OutKind},
    outgoing::{self, Letter},
};

const MOST_TEXT: usize = 8_000;
const MOST_REASON: usize = 600;

fn delay_words() -> Text {
    Text::new(
        "{uzruna}\nSaņēmām Jūsu vēstuli {saņemts} (lieta {lieta}).\nDiemžēl nevaram atbildēt laikā: {iemesls}.\nAtbildi sniegsim līdz {termiņš}.\nAtvainojamies par kavēšanos!",
        "{greeting}\nWe received your letter on {received} (case {case}).\nUnfortunately we cannot answer in time: {reason}.\nYou will have the answer by {due}.\nWe apologise for the delay.",
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

/// E-mail where it reaches the client, else paper where there is an address, else the page behind the code.
pub(crate) fn usual_way(around: &Around) -> &'static str {
    if reached(around).is_some() {
        "email"
    } else if around.has_postal() {
        "paper"
    } else {
        "page"
    }
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
}

/// A delay before it is told.
pub(crate) struct Delay {
    day: Date,
    text: String,
    way: Way,
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
            values.insert(Placeholder::Due, day_words(day, around.lang));
        }
        let text = filled(draft, &values, words);
        let way = way_of(draft, around, words);
        let (Some(day), true, Some(way)) = (day, draft.errors.is_empty(), way) else { return None };
        Some(Self { day, text, way })
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
    let Delay { day, text, way } = delay;
    let (app, actor, of) = (&hand.app, hand.actor(), (around.case.id, version));
    let subject = Text::new("Par atbildi uz Jūsu vēstuli", "About the answer to your letter");
    let subject = subject.get(around.lang).to_owned();
    let letter = around.whole_text(&[&text]);
    if matches!(way, Way::Page) {
        // Whoever asked without an address reads it on the page behind the code: there it stands from now on.
        solits_cases::tell_delay(tx, app, &actor, around.case.id, version, day, &text).await?;
        return Ok(Told::Page);
    }
    let planned = solits_cases::tell_delay_by_letter(tx, app, &actor, of, day, &text).await?;
    write(tx, hand, around, OutKind::Notice, (subject, letter), way, Some(planned)).await
}

/// The reason for which an insulting letter is not considered, before it is told.
pub(crate) struct Insult {
    ground: String,
    text: String,
    way: Way,
}

impl Insult {
    /// What was typed; `None` where something is wrong with it.
    pub(crate) fn typed(hand: &Hand, around: &Around, draft: &mut Draft) -> Option<Self> {
        let words = hand.words;
        // What was insulting stays with the case, so that somebody else can judge whether it was.
        let ground = draft.text("reason", MOST_REASON, words);
        let text = filled(draft, &values(around, hand), words);
        let way = way_of(draft, around, words);
        way.filter(|_| draft.errors.is_empty()).map(|way| Self { ground, text, way })
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
    let Insult { ground, text, way } = insult;
    let id = around.case.id;
    let letter = around.whole_text(&[&text]);
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
        Way::Page => Ok(Told::Page),
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

/// How the client is told.
enum Way {
    Email,
    Paper(String),
    Page,
}

fn way_of(draft: &mut Draft, around: &Around, words: Words) -> Option<Way> {
    match draft.get("way") {
        "email" if reached(around).is_some() => Some(Way::Email),
        "page" => Some(Way::Page),
        "paper" => {
            let window = draft.text("postal", MOST_WINDOW, words);
            Some(Way::Paper(window)).filter(|_| draft.error("postal").is_empty())
        }
        _ => {
            draft.refuse("way", words.t("common-field-not-understood"));
            None
        }
    }
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
