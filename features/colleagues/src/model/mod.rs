//! Questions between colleagues, non-conformities and absences as they are, and what may happen to each.

pub(crate) mod absence;
pub(crate) mod letter;
pub(crate) mod nonconformity;
pub(crate) mod request;
pub(crate) mod way;

use solits_kernel::TextError;
use thiserror::Error;

/// Why an action does not fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum Refusal {
    /// It was answered or withdrawn, or closed.
    #[error("it has ended")]
    Ended,
    /// It has not ended.
    #[error("it has not ended")]
    NotEnded,
    /// The person does not work here, or not any more.
    #[error("the person does not work here")]
    NoSuchEmployee,
    /// Whoever would be asked may not know of the case: it is about them.
    #[error("the case concerns the person")]
    Concerned,
    /// Nobody can be asked: the person is away and nobody stands in.
    #[error("nobody is there to answer")]
    Away,
    /// One would ask oneself.
    #[error("one does not ask oneself")]
    Oneself,
    /// A date lies in the past or on a day without work.
    #[error("the date is not one on which work is done")]
    BadDate,
    /// An invitation is declined with a reason (J-03).
    #[error("a reason is missing")]
    ReasonMissing,
    /// No such type in the standard.
    #[error("no such type")]
    NoSuchKind,
    /// The type goes to whoever leads a unit, and no unit is named.
    #[error("a unit is missing")]
    UnitMissing,
    /// A text is missing or too long.
    #[error("a text is missing or too long")]
    BadText,
}

impl From<TextError> for Refusal {
    fn from(_: TextError) -> Self {
        Self::BadText
    }
}

impl Refusal {
    /// The message key that says it to whoever tried.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Ended => "colleagues-ended",
            Self::NotEnded => "colleagues-not-ended",
            Self::NoSuchEmployee => "colleagues-no-such-employee",
            Self::Concerned => "colleagues-concerned",
            Self::Away => "colleagues-nobody-there",
            Self::Oneself => "colleagues-oneself",
            Self::BadDate => "colleagues-bad-date",
            Self::ReasonMissing => "colleagues-reason-missing",
            Self::NoSuchKind => "colleagues-no-such-kind",
            Self::UnitMissing => "colleagues-unit-missing",
            Self::BadText => "colleagues-bad-text",
        }
    }
}
