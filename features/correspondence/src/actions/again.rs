//! A letter of ours once more, to the same address or another; and another moment for one that leaves later.

use solits_db::Tx;
use solits_journal::{Entry, record};
use solits_kernel::{CaseId, Timestamp};
use solits_mail::Address;
use solits_standard::event::EventKind;
use solits_web::{Draft, WebError};
use solits_written::reply::{Relation, personal_data};

use super::{
    addressees::become_party,
    around::{Around, around},
};
use crate::{
    hand::Hand,
    model::{MessageId, OutKind, Settled},
    outgoing::{self, Letter},
    store::{self, NewFile, OurLetter},
};

/// A letter of ours that is to go once more.
pub(crate) struct Again {
    pub(crate) around: Around,
    message: MessageId,
    letter: OurLetter,
    files: Vec<NewFile>,
}

impl Again {
    /// What it is made from.
    pub(crate) async fn of(
        tx: &mut Tx,
        hand: &Hand,
        case: CaseId,
        message: MessageId,
    ) -> Result<Self, WebError> {
        let around = around(tx, hand, case).await?;
        let letter = store::find_our_letter(tx, case, message).await?.ok_or(WebError::NotFound)?;
        if store::has_blocked_file(tx, message).await? {
            return Err(WebError::Gone("correspondence-file-blocked"));
        }
        let files = store::read_files(tx, case, message).await?;
        Ok(Self { around, message, letter, files })
    }

    /// To whom it goes, or the reason beside the field: one the case does not know has to be confirmed.
    pub(crate) fn judge(&self, hand: &Hand, draft: &mut Draft) -> Option<Address> {
        let words = hand.words;
        let other = draft.get("other").trim().to_owned();
        let to = if other.is_empty() { draft.get("to").to_owned() } else { other };
        let Some(to) = Address::parse(&to) else {
            draft.refuse("other", words.t("correspondence-address-wrong"));
            return None;
        };
        if self.around.recipient(&to).relation == Relation::Unexpected && draft.get("confirm") != "1" {
            let found = personal_data(&self.letter.text).into_iter().next();
            let warning = match found {
                Some(datum) => words
                    .ta("correspondence-again-personal", &[("what", datum.kind.words().get(words.0).into())]),
                None => words.t("correspondence-again-unexpected"),
            };
            draft.refuse("confirm", warning);
            return None;
        }
        Some(to)
    }

    /// Sends it; one that had come back is seen to.
    pub(crate) async fn send(self, tx: &mut Tx, hand: &Hand, to: &Address) -> Result<MessageId, WebError> {
        let Self { around, message, letter, files } = self;
        let Some(mailbox) = &around.mailbox else {
            return Err(WebError::Refused("correspondence-reply-no-mailbox"));
        };
        let case = around.case.id;
        let answers = around.answers.as_deref().and_then(solits_mail::MessageId::parse);
        let new = Letter {
            case,
            kind: OutKind::parse(&letter.kind).unwrap_or(OutKind::Reply),
            to,
            subject: letter.subject,
            text: letter.text,
            answers: answers.as_ref(),
            not_before: hand.at,
            files,
            planned_at: letter.planned_at,
            scheduled_at: None,
        };
        become_party(tx, case, &around.addressees, to);
        let sent =
            outgoing::write(tx, &hand.app, &hand.actor(), mailbox, &around.case.reference, new).await?;
        if !store::set_sent_again(tx, message, sent).await? {
            return Err(WebError::Conflict("correspondence-has-left"));
        }
        store::settle_returned(tx, message, Settled::SentAgain, Some(hand.me.employee), hand.at).await?;
        let entry = Entry::new(EventKind::CaseNoted, case, Some(around.case.branch))
            .with("what", "letter_sent_again")
            .with("message", sent);
        record(tx, &hand.app.heart, &hand.actor(), entry).await?;
        Ok(sent)
    }
}

/// Another moment for a letter that leaves later, chosen by its author.
pub(crate) async fn move_to(
    tx: &mut Tx,
    hand: &Hand,
    (case, message): (CaseId, MessageId),
    then: Option<Timestamp>,
) -> Result<(), WebError> {
    solits_cases::find(tx, case).await?.ok_or(WebError::NotFound)?;
    let written = store::find_written(tx, case, message).await?.ok_or(WebError::NotFound)?;
    if written.employee_id != Some(hand.me.employee) {
        return Err(WebError::NotFound);
    }
    let Some(then) = then.filter(|then| *then > hand.at) else {
        return Err(WebError::Refused("correspondence-reply-later-past"));
    };
    if !store::reschedule(tx, message, then, hand.at).await? {
        return Err(WebError::Conflict("correspondence-has-left"));
    }
    let entry =
        Entry::new(EventKind::CaseNoted, case, None).with("what", "letter_moved").with("message", message);
    record(tx, &hand.app.heart, &hand.actor(), entry).await?;
    tx.signal("outbox");
    Ok(())
}
