//! What is done to one case or to several at once, and what became of each.

use std::str::FromStr;

use solits_cases::Unanswered;
use solits_kernel::{CaseId, EmployeeId};

/// For so long what was done can be taken back.
pub(crate) const UNDO_SECONDS: i64 = 20;
/// Cases that are changed at once; more than a page never comes.
pub(crate) const MOST_PICKED: usize = 50;

/// What is done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Act {
    /// Whoever acts becomes the owner.
    Claim,
    /// What was taken is given back to whom it was taken from.
    Release,
    /// A colleague becomes the owner.
    Assign(EmployeeId),
    /// The present version is no news any more.
    Seen,
    /// The case ends; the reason is for the client, and beside it stands why what they wrote needs no answer.
    Close(String, Unanswered),
    /// What happens next, in words.
    Step(String),
}

impl Act {
    /// As stored.
    pub(crate) const fn name(&self) -> &'static str {
        match self {
            Self::Claim => "claim",
            Self::Release => "release",
            Self::Assign(_) => "assign",
            Self::Seen => "seen",
            Self::Close(..) => "close",
            Self::Step(_) => "step",
        }
    }

    /// The reason, or the next step; empty for none.
    pub(crate) fn said(&self) -> &str {
        match self {
            Self::Close(text, _) | Self::Step(text) => text,
            Self::Claim | Self::Release | Self::Assign(_) | Self::Seen => "",
        }
    }

    /// Why what the client wrote needs no answer, as stored; empty where nothing is closed.
    pub(crate) const fn why(&self) -> &'static str {
        match self {
            Self::Close(_, why) => why.code(),
            Self::Claim | Self::Release | Self::Assign(_) | Self::Seen | Self::Step(_) => "",
        }
    }
}

/// What became of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// It is done.
    Done,
    /// It will be done when it can no longer be taken back.
    Held,
    /// It was so already.
    Same,
    /// Somebody else has become the owner since.
    Faster,
    /// Somebody has changed the case since.
    Changed,
    /// Whoever acted may not.
    NotAllowed,
    /// A complaint goes by the ladder of the standard.
    Ladder,
    /// Nobody has decided yet on a complaint, a claim or a suggestion.
    Undecided,
    /// It has been answered or closed.
    Ended,
    /// It was not taken by whoever gives it back.
    NotTaken,
    /// A call back ends with the result of the call.
    Callback,
    /// Whoever shall have it does not work here any more.
    Left,
    /// The case refuses it as it stands.
    Refused,
    /// It was taken back.
    Back,
    /// It stays, because the case was changed since.
    Kept,
}

impl Outcome {
    const ALL: [Self; 15] = [
        Self::Done,
        Self::Held,
        Self::Same,
        Self::Faster,
        Self::Changed,
        Self::NotAllowed,
        Self::Ladder,
        Self::Undecided,
        Self::Ended,
        Self::NotTaken,
        Self::Callback,
        Self::Left,
        Self::Refused,
        Self::Back,
        Self::Kept,
    ];

    /// As stored.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Held => "held",
            Self::Same => "same",
            Self::Faster => "faster",
            Self::Changed => "changed",
            Self::NotAllowed => "not_allowed",
            Self::Ladder => "ladder",
            Self::Undecided => "undecided",
            Self::Ended => "ended",
            Self::NotTaken => "not_taken",
            Self::Callback => "callback",
            Self::Left => "left",
            Self::Refused => "refused",
            Self::Back => "back",
            Self::Kept => "kept",
        }
    }

    /// The outcome of a stored name.
    pub(crate) fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|outcome| outcome.name() == name)
    }

    /// Whether it went as whoever acted wanted.
    pub(crate) const fn is_good(self) -> bool {
        matches!(self, Self::Done | Self::Held | Self::Same | Self::Back)
    }
}

/// A chosen row, as it stood before the eyes of whoever chose it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Pick {
    pub(crate) case: CaseId,
    pub(crate) version: i64,
    pub(crate) owner: EmployeeId,
}

impl Pick {
    /// As a form carries it.
    pub(crate) fn value(&self) -> String {
        format!("{}.{}.{}", self.case, self.version, self.owner)
    }
}

impl FromStr for Pick {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let mut parts = text.split('.');
        let mut next = || parts.next().ok_or(());
        Ok(Self {
            case: next()?.parse().map_err(|_| ())?,
            version: next()?.parse().map_err(|_| ())?,
            owner: next()?.parse().map_err(|_| ())?,
        })
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_chosen_row_comes_back_as_it_was() {
        let pick = Pick {
            case: CaseId::new(Uuid::from_u128(1)),
            version: 12,
            owner: EmployeeId::new(Uuid::from_u128(2)),
        };
        assert_eq!(pick.value().parse(), Ok(pick));
        assert!("x.1.y".parse::<Pick>().is_err() && "".parse::<Pick>().is_err());
    }

    #[test]
    fn every_outcome_is_read_back() {
        assert!(Outcome::ALL.iter().all(|one| Outcome::parse(one.name()) == Some(*one)));
    }
}
