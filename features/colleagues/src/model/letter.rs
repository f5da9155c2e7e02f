//! Letters to people who work here: that they are asked, that something came to them, that they are told of it as a manager.

use solits_kernel::{EmployeeId, Id, Timestamp};
use uuid::Uuid;

/// A letter to somebody who works here.
#[derive(Debug)]
pub enum StaffLetterRecord {}
/// The id of a letter to somebody who works here; for life, whichever way it takes.
pub type StaffLetterId = Id<StaffLetterRecord>;

/// Why somebody is written to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Because {
    /// A colleague asks them (J-08).
    Asked,
    /// A colleague of their unit is asked by another unit (J-04).
    CopyOfQuestion,
    /// A non-conformity was reported to them (L-02).
    Reported,
    /// A non-conformity was reported to somebody of their unit by another (J-04).
    CopyOfReport,
    /// A complaint, a claim, a suggestion or praise came to them (K-04, K-08).
    Feedback,
    /// Another program takes no calls any more, and they set it up.
    Webhook,
}

impl Because {
    const ALL: [Self; 6] = [
        Self::Asked,
        Self::CopyOfQuestion,
        Self::Reported,
        Self::CopyOfReport,
        Self::Feedback,
        Self::Webhook,
    ];

    /// As stored.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::CopyOfQuestion => "copy_of_question",
            Self::Reported => "reported",
            Self::CopyOfReport => "copy_of_report",
            Self::Feedback => "feedback",
            Self::Webhook => "webhook",
        }
    }
    pub(crate) fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }
}

/// What somebody who works here is written about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct News {
    /// To whom.
    pub to: EmployeeId,
    /// Why.
    pub because: Because,
    /// The question, the report, the case or the webhook.
    pub about: Uuid,
    /// One line.
    pub subject: String,
    /// The lines between the greeting and the link. Nothing confidential: a letter leaves the house.
    pub lines: Vec<String>,
    /// The page it leads to, as a path of this program.
    pub path: String,
}

/// A letter that a node has taken in hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StaffLetter {
    /// Its id.
    pub id: StaffLetterId,
    /// The address.
    pub recipient: String,
    /// One line.
    pub subject: String,
    /// The text.
    pub text: String,
    /// When it was written.
    pub written_at: Timestamp,
    /// How often it was tried, this time included.
    pub tries: i64,
}

/// What became of a letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// The server accepted it.
    Sent,
    /// It is tried no more.
    GivenUp,
}

impl Ended {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::GivenUp => "given_up",
        }
    }
}

/// Where a letter stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    Waiting,
    Ended { how: Ended, at: Timestamp },
}

/// A letter in the facts of what it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Line {
    pub(crate) to: EmployeeId,
    pub(crate) because: Because,
    pub(crate) standing: Standing,
}

/// A text as the one line of a subject.
pub(crate) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_stored_word_is_read_back() {
        for one in Because::ALL {
            assert_eq!(Because::parse(one.name()), Some(one));
        }
        assert_eq!(Because::parse("chat"), None);
    }

    /// A line break in a subject would begin another field of the letter.
    #[test]
    fn a_subject_is_one_line_whatever_was_typed() {
        assert_eq!(one_line("Liepu\r\niela\t 5"), "Liepu iela 5");
    }
}
