//! The parts of a timeline that can be read alone.

use solits_standard::event::EventKind;

/// A part of the timeline that can be read alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// Visits, calls and answers as contacts.
    Contact,
    /// What was written between the client and the institution.
    Message,
    /// Notes.
    Note,
    /// What was promised and what became of it.
    Promise,
    /// Decisions and the steps of the work.
    Step,
}

impl Part {
    pub(crate) const ALL: [Self; 5] = [Self::Contact, Self::Message, Self::Note, Self::Promise, Self::Step];

    /// As addresses and the API name it.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Contact => "contacts",
            Self::Message => "messages",
            Self::Note => "notes",
            Self::Promise => "promises",
            Self::Step => "steps",
        }
    }

    /// The part of a name.
    pub(crate) fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|part| part.name() == name)
    }

    /// In words, as a message.
    pub(crate) const fn key(self) -> &'static str {
        match self {
            Self::Contact => "cases-show-contacts",
            Self::Message => "cases-show-messages",
            Self::Note => "cases-show-notes",
            Self::Promise => "cases-show-promises",
            Self::Step => "cases-show-steps",
        }
    }

    /// The part in which an entry of the journal stands.
    pub(crate) fn of(kind: EventKind) -> Self {
        let room = kind.name().split('.').next().unwrap_or_default();
        match (kind, room) {
            (EventKind::CaseNoted, _) => Self::Note,
            (EventKind::CasePromised | EventKind::CasePromiseKept, _) | (_, "obligation") => Self::Promise,
            (_, "call") => Self::Contact,
            (_, "message") => Self::Message,
            _ => Self::Step,
        }
    }
}
