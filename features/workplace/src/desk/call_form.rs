//! The form that calls a certain client out of turn.

use solits_i18n::Words;
use solits_kernel::{TextError, TicketId};
use solits_queue::{OutOfTurn, Wanted};
use solits_web::Fields;

use super::ending::Typed;

/// The most characters of the note beside a reason.
const MOST: usize = 200;

/// The form as it is shown: empty, or with what was typed and what is missing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct CallForm {
    /// Whose; empty where nothing was sent.
    pub(crate) ticket: String,
    /// Why, as a word of the list.
    pub(crate) reason: Typed,
    /// What no word of the list says.
    pub(crate) note: Typed,
}

impl CallForm {
    /// Reads whom to call and why; what is missing comes back as the form.
    pub(super) fn read(words: Words, ticket: TicketId, fields: &Fields) -> Result<Wanted, Self> {
        let said = OutOfTurn::parse(fields.get("reason"));
        let note = fields.text("note", MOST);
        let note_wrong = match &note {
            Err(TextError::Empty) if said == Some(OutOfTurn::Other) => words.t("workplace-call-note-missing"),
            Ok(_) | Err(TextError::Empty) => String::new(),
            Err(TextError::TooLong(most)) => words.ta("workplace-too-long", &[("most", (*most).into())]),
            Err(TextError::Control) => words.t("workplace-strange-letters"),
        };
        match (said, note_wrong.is_empty()) {
            (Some(reason), true) => Ok(Wanted { ticket, reason, note: note.unwrap_or_default() }),
            (said, _) => Err(Self {
                ticket: ticket.to_string(),
                reason: Typed {
                    value: fields.get("reason").to_owned(),
                    error: if said.is_none() {
                        words.t("workplace-call-reason-missing")
                    } else {
                        String::new()
                    },
                },
                note: Typed { value: fields.get("note").to_owned(), error: note_wrong },
            }),
        }
    }

    /// Whether the form about this ticket is the one that was sent.
    pub(crate) fn is_about(&self, ticket: &TicketId) -> bool {
        !self.ticket.is_empty() && self.ticket == ticket.to_string()
    }
}

/// The reasons to choose from: the word and what it is called.
pub(crate) fn reason_options(words: Words) -> Vec<(&'static str, String)> {
    OutOfTurn::ALL.into_iter().map(|reason| (reason.name(), words.t(reason_key(reason)))).collect()
}

/// The message that names a reason.
pub(crate) const fn reason_key(reason: OutOfTurn) -> &'static str {
    match reason {
        OutOfTurn::Health => "workplace-call-health",
        OutOfTurn::SmallChildren => "workplace-call-children",
        OutOfTurn::SentAway => "workplace-call-sent-away",
        OutOfTurn::Agreed => "workplace-call-agreed",
        OutOfTurn::Emergency => "workplace-call-emergency",
        OutOfTurn::Other => "workplace-call-other",
    }
}
