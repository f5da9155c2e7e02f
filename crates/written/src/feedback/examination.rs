//! What a ruling on feedback must hold before it counts as one (K-05, K-09, K-10).

use jiff::civil::Date;
use solits_kernel::{EmployeeId, Timestamp};
use thiserror::Error;

use crate::nature::FeedbackKind;

/// A ruling.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ruling {
    /// On a complaint or a claim.
    Examination(Examination),
    /// On a suggestion.
    Suggestion(SuggestionRuling),
    /// Praise is passed to whom it praises and its author thanked.
    Thanks,
}

/// An objective examination (K-09).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Examination {
    /// What happened, and how that is known.
    pub facts: String,
    /// What the person concerned says.
    pub other_side: OtherSide,
    /// The finding.
    pub finding: Finding,
    /// Which principle or norm was not kept (K-13); empty where none was.
    pub norm: String,
    /// Why it happened; needed where the complaint is justified.
    pub cause: String,
    /// What removes the cause; needed where the complaint is justified.
    pub measures: Vec<Measure>,
}

/// The other side of a complaint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OtherSide {
    /// It was heard, and said this.
    Heard(String),
    /// It concerns nobody in particular, or nobody could be heard, for this reason.
    NotHeard(String),
}

/// Whether a complaint is justified.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Finding {
    Justified,
    PartlyJustified,
    Unjustified,
}

/// What removes a cause (K-10).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measure {
    /// What is done.
    pub what: String,
    /// Who sees to it.
    pub owner: EmployeeId,
    /// Until when.
    pub due: Date,
    /// Whether it was done and helped; absent until somebody has looked.
    pub check: Option<Check>,
}

/// That somebody looked whether a measure was done and helped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Check {
    /// When.
    pub at: Timestamp,
    /// By whom; never the owner.
    pub by: EmployeeId,
    /// What was found.
    pub effect: Effect,
}

/// What a check of a measure found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Effect {
    Done,
    DoneWithoutEffect,
    NotDone,
}

/// A decision on a suggestion (K-05).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SuggestionRuling {
    /// What becomes of it.
    pub verdict: Verdict,
    /// Why, in words the author is told.
    pub reasons: String,
}

/// What becomes of a suggestion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is taken up.
    TakenUp(Measure),
    /// It will be looked at again by this day.
    Later(Date),
    /// It is not taken up.
    NotTakenUp,
}

/// What a ruling lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum Incomplete {
    /// A ruling of another kind than the feedback.
    #[error("the ruling is not one on this kind of feedback")]
    WrongKind,
    /// What happened.
    #[error("the facts are missing")]
    Facts,
    /// The other side, or why it was not heard.
    #[error("the other side is missing")]
    OtherSide,
    /// The cause.
    #[error("a justified complaint has a cause")]
    Cause,
    /// What removes it.
    #[error("a justified complaint has a measure that removes its cause")]
    Measure,
    /// The reasons.
    #[error("the reasons are missing")]
    Reasons,
    /// A measure was checked by its owner.
    #[error("a measure is not checked by its owner")]
    OwnCheck,
}

impl Ruling {
    /// Whether it is complete, for that kind of feedback.
    pub fn check(&self, kind: FeedbackKind) -> Result<(), Incomplete> {
        match (self, kind) {
            (Self::Examination(examination), FeedbackKind::Complaint | FeedbackKind::Claim) => {
                examination.check()
            }
            (Self::Suggestion(ruling), FeedbackKind::Suggestion) => ruling.check(),
            (Self::Thanks, FeedbackKind::Praise) => Ok(()),
            _ => Err(Incomplete::WrongKind),
        }
    }

    /// Whether the institution was found at fault.
    pub const fn finds_fault(&self) -> bool {
        match self {
            Self::Examination(examination) => examination.finding.is_fault(),
            Self::Suggestion(_) | Self::Thanks => false,
        }
    }

    /// Its measures, done or not.
    pub fn measures(&self) -> &[Measure] {
        match self {
            Self::Examination(examination) => &examination.measures,
            Self::Suggestion(SuggestionRuling { verdict: Verdict::TakenUp(measure), .. }) => {
                std::slice::from_ref(measure)
            }
            Self::Suggestion(_) | Self::Thanks => &[],
        }
    }

    pub(super) fn measures_mut(&mut self) -> &mut [Measure] {
        match self {
            Self::Examination(examination) => &mut examination.measures,
            Self::Suggestion(SuggestionRuling { verdict: Verdict::TakenUp(measure), .. }) => {
                std::slice::from_mut(measure)
            }
            Self::Suggestion(_) | Self::Thanks => &mut [],
        }
    }

    /// The measures nobody has found done yet; they stay open after the author was answered.
    pub fn open_measures(&self) -> impl Iterator<Item = &Measure> {
        self.measures()
            .iter()
            .filter(|measure| !measure.check.is_some_and(|check| check.effect == Effect::Done))
    }
}

impl Finding {
    /// Every finding.
    pub const ALL: [Self; 3] = [Self::Justified, Self::PartlyJustified, Self::Unjustified];

    /// The word in the journal, in addresses and in the API.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Justified => "justified",
            Self::PartlyJustified => "partly_justified",
            Self::Unjustified => "unjustified",
        }
    }

    /// What a code stands for.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }

    /// Whether the institution was at fault, if only in part.
    pub const fn is_fault(self) -> bool {
        matches!(self, Self::Justified | Self::PartlyJustified)
    }
}

impl Examination {
    fn check(&self) -> Result<(), Incomplete> {
        let (OtherSide::Heard(side) | OtherSide::NotHeard(side)) = &self.other_side;
        if is_blank(&self.facts) {
            return Err(Incomplete::Facts);
        }
        if is_blank(side) {
            return Err(Incomplete::OtherSide);
        }
        if self.finding.is_fault() && is_blank(&self.cause) {
            return Err(Incomplete::Cause);
        }
        if self.finding.is_fault() && self.measures.is_empty() {
            return Err(Incomplete::Measure);
        }
        self.measures.iter().try_for_each(Measure::is_complete)
    }
}

impl SuggestionRuling {
    fn check(&self) -> Result<(), Incomplete> {
        if is_blank(&self.reasons) {
            return Err(Incomplete::Reasons);
        }
        match &self.verdict {
            Verdict::TakenUp(measure) => measure.is_complete(),
            Verdict::Later(_) | Verdict::NotTakenUp => Ok(()),
        }
    }
}

impl Measure {
    fn is_complete(&self) -> Result<(), Incomplete> {
        if is_blank(&self.what) {
            return Err(Incomplete::Measure);
        }
        if self.check.is_some_and(|check| check.by == self.owner) {
            return Err(Incomplete::OwnCheck);
        }
        Ok(())
    }

    /// The same measure, looked at by somebody.
    pub fn checked(mut self, check: Check) -> Result<Self, Incomplete> {
        self.check = Some(check);
        self.is_complete().map(|()| self)
    }
}

fn is_blank(text: &str) -> bool {
    text.trim().is_empty()
}
