//! An answer that was given outside the program is registered like every other (H-21).

use jiff::civil::{Date, Time};
use solits_cases::{Case, Consultation};
use solits_db::Tx;
use solits_journal::{Entry, record};
use solits_kernel::Timestamp;
use solits_standard::event::EventKind;
use solits_web::{Draft, WebError};
use solits_written::nature::Way;

use crate::{
    hand::Hand,
    model::{Direction, MessageId},
    store::{self, NewMessage},
};

/// By which ways an answer is given without this program.
pub(crate) const WAYS: [Way; 5] = [Way::Letter, Way::EAddress, Way::Counter, Way::Phone, Way::Fax];

const MOST_TEXT: usize = 8_000;
const MOST_SHORT: usize = 120;

/// An answer that was given.
pub(crate) struct Given {
    way: Way,
    to: String,
    text: String,
    at: Timestamp,
}

impl Given {
    /// What was typed; `None` where something is wrong with it.
    pub(crate) fn typed(hand: &Hand, draft: &mut Draft, opened_at: Timestamp) -> Option<Self> {
        let words = hand.words;
        let way = draft.chosen("way", |code| Way::parse(code).filter(|way| WAYS.contains(way)), words);
        let at = given_at(hand, draft, opened_at);
        let to = draft.optional_text("to", MOST_SHORT, words);
        let text = draft.text("text", MOST_TEXT, words);
        let (Some(way), Some(at), true) = (way, at, draft.errors.is_empty()) else { return None };
        Some(Self { way, to, text, at })
    }
}

/// When it was given: not to come, and not before the case was.
fn given_at(hand: &Hand, draft: &mut Draft, opened_at: Timestamp) -> Option<Timestamp> {
    let words = hand.words;
    let day: Option<Date> = draft.get("given_on").trim().parse().ok();
    let typed = draft.get("given_at").trim().replace('.', ":");
    let time: Option<Time> = typed.parse().ok();
    let Some((day, time)) = day.zip(time) else {
        draft.refuse("given_on", words.t("correspondence-given-when-wrong"));
        return None;
    };
    let at = Timestamp::in_riga(day, time);
    // The form tells minutes, and a clock on the wall may be some ahead of ours.
    let at = if at > hand.at && at < hand.at.plus_minutes(15) { hand.at } else { at };
    if at > hand.at {
        draft.refuse("given_on", words.t("correspondence-given-to-come"));
        return None;
    }
    if at < opened_at.plus_minutes(-1) {
        draft.refuse("given_on", words.t("correspondence-given-before"));
        return None;
    }
    Some(at.max(opened_at))
}

/// Registers it; the message it stands in.
pub(crate) async fn register(
    tx: &mut Tx,
    hand: &Hand,
    case: &Case,
    version: i64,
    given: &Given,
) -> Result<MessageId, WebError> {
    solits_cases::answer(tx, &hand.app, &hand.actor(), case.id, version, &given.text).await?;
    let message: MessageId = hand.app.random.id(hand.at);
    let new = NewMessage {
        id: message,
        case: case.id,
        direction: Direction::Out,
        way: given.way,
        at: given.at,
        letter: None,
        employee: Some(hand.me.employee),
        author_name: &hand.me.name,
        author_address: "",
        recipient: &given.to,
        subject: "",
        text: &given.text,
        is_automatic: false,
        attention: "",
        is_formatted: false,
    };
    store::insert_message(tx, &new);
    tx.settle().await?;
    let entry = Entry::new(EventKind::MessageAnswered, case.id, Some(case.branch))
        .with("message", message)
        .with("way", given.way.code())
        .with("given_at", given.at);
    record(tx, &hand.app.heart, &hand.actor(), entry).await?;
    solits_cases::refresh_due(tx, case.id).await?;
    let consultation = Consultation {
        case: case.id,
        channel: given.way.channel(),
        employee: Some(hand.me.employee),
        began: given.at,
        ended: given.at,
    };
    solits_cases::consulted(tx, consultation).await?;
    tx.signal(format!("case:{}", case.id));
    Ok(message)
}
