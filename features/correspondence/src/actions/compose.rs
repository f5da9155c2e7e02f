//! A reply looked over before it leaves: to whom it goes, what keeps it here, and when it leaves.

use jiff::civil::{Date, Time};
use solits_i18n::Words;
use solits_kernel::Timestamp;
use solits_mail::Address;
use solits_web::{Draft, WebError};
use solits_written::reply::{Finding, Reading, Remark, may_leave, review};

use super::{
    around::{Around, Leaving, plain},
    leave::UNDO_SECONDS,
    parts::Parts,
    spelling::{Misspelt, misspelt},
};
use crate::hand::Hand;

/// Longest subject and longest part of a reply.
pub(crate) const MOST_SUBJECT: usize = 200;
pub(crate) const MOST_PART: usize = 8_000;
/// Longest address on an envelope.
pub(crate) const MOST_WINDOW: usize = 400;
/// The mark by which the spelling is confirmed.
pub(crate) const SPELLING: &str = "Spelling";

/// How a reply is to leave, if it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sends {
    /// Not yet.
    NotYet,
    /// By e-mail.
    Email,
    /// On paper.
    Paper,
}

/// What the standard and the dictionary say of a reply.
pub(crate) struct Looked {
    pub(crate) remarks: Vec<Remark>,
    /// `None` without a dictionary.
    pub(crate) misspelt: Option<Vec<Misspelt>>,
}

/// Looks a reply over as it stands.
pub(crate) async fn look_over(
    around: &Around,
    draft: &Draft,
    parts: &Parts,
    leaving: &Leaving,
    files: &[String],
) -> Result<Looked, WebError> {
    let reading = if draft.get("reread") == "1" { Reading::Confirmed } else { Reading::Outstanding };
    Ok(Looked {
        remarks: review(&around.reply_of(parts, leaving, files, reading), &around.rules),
        misspelt: misspelt(parts, around.lang, &around.own_words).await?,
    })
}

/// To whom it goes. Who alone is known is meant without being chosen; of several, none.
pub(crate) fn where_to(sends: Sends, around: &Around, draft: &mut Draft, words: Words) -> Leaving {
    if sends == Sends::Paper {
        let window = draft.optional_text("postal", MOST_WINDOW, words);
        if window.is_empty() && draft.error("postal").is_empty() {
            draft.refuse("postal", words.t("correspondence-reply-postal-needed"));
        }
        return Leaving::Paper(window);
    }
    let chosen: Vec<String> =
        draft.all("to").flat_map(|value| value.lines().map(str::to_owned).collect::<Vec<_>>()).collect();
    let known = around.addressees.iter().map(|one| &one.address);
    let mut to: Vec<Address> = known.filter(|address| chosen.contains(&plain(address))).cloned().collect();
    let others: Vec<String> =
        draft.all("other").map(|other| other.trim().to_owned()).filter(|other| !other.is_empty()).collect();
    for other in &others {
        match Address::parse(other) {
            Some(address) if !to.iter().any(|one| one.same_mailbox(&address)) => to.push(address),
            Some(_) => {}
            None => draft.refuse("other", words.t("correspondence-address-wrong")),
        }
    }
    if to.is_empty() && others.is_empty() && around.addressees.len() == 1 {
        to.extend(around.addressees.first().map(|one| one.address.clone()));
    }
    if sends == Sends::Email && around.mailbox.is_none() {
        draft.refuse("to", words.t("correspondence-reply-no-mailbox"));
    }
    if sends == Sends::Email && to.is_empty() && draft.error("other").is_empty() {
        let field = if around.addressees.len() > 1 { "to" } else { "other" };
        draft.refuse(field, words.t("correspondence-reply-choose"));
    }
    Leaving::Email(to)
}

/// Says beside the fields what keeps a reply here; when it leaves where nothing does.
pub(crate) fn judge(
    hand: &Hand,
    around: &Around,
    draft: &mut Draft,
    parts: &Parts,
    looked: &Looked,
) -> Option<Timestamp> {
    let words = hand.words;
    weigh(around, draft, looked, words);
    if parts.subject.trim().is_empty() {
        draft.refuse("subject", words.t("common-field-empty"));
    }
    if !around.why_not(words).is_empty() {
        draft.refuse("looked", around.why_not(words));
    }
    moment(hand, draft)
}

/// Says what of the remarks and the spelling keeps a letter here, of whichever kind it is.
pub(crate) fn weigh(around: &Around, draft: &mut Draft, looked: &Looked, words: Words) {
    let remarks = &looked.remarks;
    let ticked: Vec<String> = draft.all("confirm").map(str::to_owned).collect();
    let confirmed: Vec<Finding> = remarks
        .iter()
        .filter(|remark| ticked.contains(&code_of(&remark.finding)))
        .map(|remark| remark.finding.clone())
        .collect();
    if remarks.iter().any(|remark| remark.finding == Finding::NotReread) {
        draft.refuse("reread", words.t("correspondence-reply-reread-first"));
    }
    let misspells = looked.misspelt.as_ref().is_some_and(|found| !found.is_empty());
    if misspells && around.rules.rereading.is_some() && !ticked.iter().any(|code| code == SPELLING) {
        draft.refuse("looked", words.t("correspondence-reply-spelling-first"));
    }
    if !may_leave(remarks, &confirmed) && draft.error("reread").is_empty() {
        draft.refuse("looked", words.t("correspondence-reply-mend-first"));
    }
}

/// When it leaves: after the seconds in which it can be taken back, or at the chosen moment.
fn moment(hand: &Hand, draft: &mut Draft) -> Option<Timestamp> {
    let soon = hand.at.plus_seconds(UNDO_SECONDS);
    let (day, time) = (draft.get("leave_on").trim().to_owned(), draft.get("leave_at").trim().to_owned());
    if day.is_empty() && time.is_empty() {
        return Some(soon);
    }
    let parsed = day.parse::<Date>().ok().zip(time.parse::<Time>().ok());
    let Some((day, time)) = parsed else {
        draft.refuse("leave_on", hand.words.t("correspondence-reply-later-wrong"));
        return None;
    };
    let then = Timestamp::in_riga(day, time);
    if !is_to_come(hand, then) {
        draft.refuse("leave_on", hand.words.t("correspondence-reply-later-past"));
        return None;
    }
    Some(if then > soon { then } else { soon })
}

/// Whether a letter may wait until an instant: one to come, and not so far away that it must be a slip.
pub(crate) fn is_to_come(hand: &Hand, then: Timestamp) -> bool {
    then > hand.at && then <= hand.at.plus_minutes(366 * 24 * 60)
}

/// The name by which a remark is confirmed.
pub(crate) fn code_of(finding: &Finding) -> String {
    format!("{finding:?}").chars().filter(char::is_ascii_alphanumeric).collect()
}
