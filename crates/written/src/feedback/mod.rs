//! The way of a complaint, a claim, a suggestion or praise: from receipt through the register, the examination and the
//! answer to the next rung of the ladder, and who may see it on that way (area K).
//!
//! Who decides is the ladder's answer (`solits_structure::decide`); here it is kept, checked and remembered. Neither the
//! person concerned nor anyone under them sees a complaint or acts on it, whatever rights they have.

mod examination;
mod reception;
mod sight;

use std::collections::BTreeSet;

use solits_kernel::{EmployeeId, Timestamp};
use solits_structure::{About, Complaint, Day, Decision, Outcome, Who};
use thiserror::Error;

use crate::nature::FeedbackKind;

pub use examination::{
    Check, Effect, Examination, Finding, Incomplete, Measure, OtherSide, Ruling, SuggestionRuling, Verdict,
};
pub use reception::{MOST_TIMES, Reception};
pub use sight::{Duty, HiddenBecause, SeenBecause, Sight, Viewer, barred, only_visible, visible};

/// Feedback on its way.
#[derive(Clone, Debug, PartialEq)]
pub struct Feedback {
    /// Which register it stands in.
    pub kind: FeedbackKind,
    /// Whom it is about.
    pub about: About,
    /// Those it concerns by name. Of a unit, whoever led it when it was registered: a complaint does not move to a
    /// successor.
    pub concerned: BTreeSet<EmployeeId>,
    /// Whether anybody can be answered (K-24).
    pub author: Author,
    /// When it was received.
    pub received: Timestamp,
    /// Where it stands.
    pub stage: Stage,
    /// Who has had to decide on it, the first rung first.
    pub rungs: Vec<Rung>,
}

/// Whether the author can be answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Author {
    /// By the channel they chose.
    Reachable,
    /// Nobody knows who it was.
    Anonymous,
}

/// Where feedback stands.
#[derive(Clone, Debug, PartialEq)]
pub enum Stage {
    /// Taken in, not yet in a register.
    Received,
    /// In its register, with somebody who decides.
    Registered {
        /// When it came to this decider.
        at: Timestamp,
    },
    /// Ruled on.
    Examined {
        /// When.
        at: Timestamp,
        /// By whom it was written down.
        by: EmployeeId,
        /// The ruling.
        ruling: Ruling,
    },
    /// The author knows.
    Answered {
        /// When.
        at: Timestamp,
        /// By whom.
        by: EmployeeId,
        /// The ruling that was answered with.
        ruling: Ruling,
    },
    /// Nothing more comes of it.
    Closed {
        /// When.
        at: Timestamp,
        /// Why.
        because: ClosedBecause,
        /// The ruling, where there was one.
        ruling: Option<Ruling>,
    },
}

/// Why feedback was closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClosedBecause {
    /// The author was answered and asks for no more.
    Settled,
    /// The author took it back.
    Withdrawn,
    /// There is nobody to answer.
    NobodyToAnswer,
    /// It lies with a body outside, and the author knows which.
    Outside,
    /// Its case has become part of another, and what awaits its decision awaits it there.
    Joined,
}

/// A rung of the ladder that feedback has come to.
#[derive(Clone, Debug, PartialEq)]
pub struct Rung {
    /// How many rungs above the first.
    pub number: usize,
    /// Who decides.
    pub decider: Decider,
    /// Since when.
    pub since: Timestamp,
}

/// Who decides on a rung.
#[derive(Clone, Debug, PartialEq)]
pub enum Decider {
    /// These people; any of them writes it down.
    People(Vec<EmployeeId>),
    /// A body inside whose members are not recorded, such as a council; an employee writes down what it decided.
    Body(String),
    /// A body outside.
    Outside(String),
}

impl Decider {
    /// The people in it.
    pub fn people(&self) -> &[EmployeeId] {
        match self {
            Self::People(people) => people,
            Self::Body(_) | Self::Outside(_) => &[],
        }
    }
}

/// Why a step is not taken.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Refused {
    /// It does not fit where the feedback stands.
    #[error("this step does not come next")]
    WrongStage,
    /// It concerns the person who would act, or a superior of theirs.
    #[error("who is concerned, or stands under them, has no part in it")]
    Barred,
    /// Somebody else decides.
    #[error("another person decides on this rung")]
    NotTheDecider,
    /// The ladder names nobody, not even outside.
    #[error("the ladder names nobody who could decide")]
    NobodyDecides,
    /// There is no rung above.
    #[error("the ladder ends here")]
    NoHigherRung,
    /// Praise has no ladder, nor has a suggestion.
    #[error("only a complaint or a claim goes up the ladder")]
    NotExamined,
    /// The ruling lacks something.
    #[error("the ruling is not complete")]
    Incomplete(Incomplete),
    /// The author has not been answered.
    #[error("the author has not been answered")]
    NotAnswered,
}

impl Feedback {
    /// Feedback just taken in.
    pub const fn received(kind: FeedbackKind, about: About, author: Author, at: Timestamp) -> Self {
        Self {
            kind,
            about,
            concerned: BTreeSet::new(),
            author,
            received: at,
            stage: Stage::Received,
            rungs: Vec::new(),
        }
    }

    /// Puts it in its register, with whom the ladder names on that day.
    pub fn register(mut self, decision: &Decision, day: &Day<'_>, at: Timestamp) -> Result<Self, Refused> {
        if self.stage != Stage::Received {
            return Err(Refused::WrongStage);
        }
        self.concerned.extend(self.about.person(day));
        self.come_to(decision, day, at)
    }

    /// Who decides now; nobody before it is registered.
    pub fn decider(&self) -> Option<&Decider> {
        self.rungs.last().map(|rung| &rung.decider)
    }

    /// The complaint as the ladder is asked about it: a new one, or one to be decided above those who decided before.
    ///
    /// A complaint about a unit stays one about whoever led it then, as long as that person works here.
    pub fn asked(&self, day: &Day<'_>) -> Complaint {
        let decided_by = self.rungs.iter().flat_map(|rung| rung.decider.people()).copied().collect();
        let from_rung = self.rungs.last().map_or(0, |rung| rung.number.saturating_add(1));
        let person = self.concerned.iter().copied().find(|person| day.works(*person));
        Complaint { about: person.map_or(self.about, About::Person), from_rung, decided_by }
    }

    /// Rules on it, as the one who decides, or in writing for a body that does.
    pub fn examine(
        mut self,
        ruling: Ruling,
        by: EmployeeId,
        day: &Day<'_>,
        at: Timestamp,
    ) -> Result<Self, Refused> {
        let Stage::Registered { .. } = self.stage else { return Err(Refused::WrongStage) };
        if sight::is_barred(&self, by, day) {
            return Err(Refused::Barred);
        }
        match self.decider() {
            Some(Decider::People(people)) if !people.contains(&by) => return Err(Refused::NotTheDecider),
            Some(Decider::Outside(_)) | None => return Err(Refused::WrongStage),
            Some(Decider::People(_) | Decider::Body(_)) => {}
        }
        ruling.check(self.kind).map_err(Refused::Incomplete)?;
        self.stage = Stage::Examined { at, by, ruling };
        Ok(self)
    }

    /// The author is told the ruling.
    pub fn answer(mut self, by: EmployeeId, day: &Day<'_>, at: Timestamp) -> Result<Self, Refused> {
        let Stage::Examined { ruling, .. } = self.stage else { return Err(Refused::WrongStage) };
        self.stage = Stage::Received;
        if sight::is_barred(&self, by, day) {
            return Err(Refused::Barred);
        }
        self.stage = Stage::Answered { at, by, ruling };
        Ok(self)
    }

    /// The author, or whoever decided, asks for the next rung (K-14). A closed one comes back for it as well.
    pub fn pass_on(mut self, decision: &Decision, day: &Day<'_>, at: Timestamp) -> Result<Self, Refused> {
        if !self.kind.is_examined() {
            return Err(Refused::NotExamined);
        }
        let is_ruled = matches!(
            self.stage,
            Stage::Examined { .. }
                | Stage::Answered { .. }
                | Stage::Closed { because: ClosedBecause::Settled | ClosedBecause::NobodyToAnswer, .. }
        );
        if !is_ruled {
            return Err(Refused::WrongStage);
        }
        let last = self.rungs.last().map_or(0, |rung| rung.number);
        if decision.rung <= last {
            return Err(Refused::NoHigherRung);
        }
        self.stage = Stage::Received;
        self.come_to(decision, day, at)
    }

    /// Somebody has looked whether the measure at that place of the ruling was done and helped (K-10). It can be looked at
    /// again, also after the feedback was closed.
    pub fn check_measure(mut self, place: usize, check: Check, day: &Day<'_>) -> Result<Self, Refused> {
        if sight::is_barred(&self, check.by, day) {
            return Err(Refused::Barred);
        }
        let ruling = match &mut self.stage {
            Stage::Examined { ruling, .. } | Stage::Answered { ruling, .. } => Some(ruling),
            Stage::Closed { ruling, .. } => ruling.as_mut(),
            Stage::Received | Stage::Registered { .. } => None,
        };
        let measure =
            ruling.and_then(|ruling| ruling.measures_mut().get_mut(place)).ok_or(Refused::WrongStage)?;
        *measure = measure.clone().checked(check).map_err(Refused::Incomplete)?;
        Ok(self)
    }

    /// Closes it.
    pub fn close(mut self, because: ClosedBecause, at: Timestamp) -> Result<Self, Refused> {
        let is_anonymous = self.author == Author::Anonymous;
        let lies_outside = matches!(self.decider(), Some(Decider::Outside(_)));
        let ruling = match (self.stage, because) {
            (Stage::Answered { ruling, .. }, _)
            | (Stage::Examined { ruling, .. }, ClosedBecause::Withdrawn) => Some(ruling),
            (Stage::Examined { ruling, .. }, ClosedBecause::NobodyToAnswer) if is_anonymous => Some(ruling),
            (Stage::Examined { .. }, _) => return Err(Refused::NotAnswered),
            (Stage::Received | Stage::Registered { .. }, ClosedBecause::Withdrawn) => None,
            (Stage::Registered { .. }, ClosedBecause::Outside) if lies_outside => None,
            _ => return Err(Refused::WrongStage),
        };
        self.stage = Stage::Closed { at, because, ruling };
        Ok(self)
    }

    /// The whole of it was passed on to the body that is competent for it, and the author knows which: what was not ruled on
    /// here is not ruled on here any more.
    pub fn pass_outside(mut self, at: Timestamp) -> Result<Self, Refused> {
        let ruling = match self.stage {
            Stage::Closed { .. } => return Err(Refused::WrongStage),
            Stage::Examined { ruling, .. } | Stage::Answered { ruling, .. } => Some(ruling),
            Stage::Received | Stage::Registered { .. } => None,
        };
        self.stage = Stage::Closed { at, because: ClosedBecause::Outside, ruling };
        Ok(self)
    }

    /// Its case has become part of another: nothing more comes of it here.
    #[must_use]
    pub fn join(mut self, at: Timestamp) -> Self {
        let ruling = self.ruling().cloned();
        self.stage = Stage::Closed { at, because: ClosedBecause::Joined, ruling };
        self
    }

    /// Whether its case has become part of another.
    pub const fn is_joined(&self) -> bool {
        matches!(self.stage, Stage::Closed { because: ClosedBecause::Joined, .. })
    }

    /// The ruling in force, where there is one.
    pub const fn ruling(&self) -> Option<&Ruling> {
        match &self.stage {
            Stage::Examined { ruling, .. } | Stage::Answered { ruling, .. } => Some(ruling),
            Stage::Closed { ruling, .. } => ruling.as_ref(),
            Stage::Received | Stage::Registered { .. } => None,
        }
    }

    /// Whether it counts as a justified complaint of those it concerns (K-11).
    pub fn is_justified_complaint(&self) -> bool {
        self.kind == FeedbackKind::Complaint && self.ruling().is_some_and(Ruling::finds_fault)
    }

    /// Whether the author is offered an appointment with an official: answered, and still open to the next rung (K-16).
    pub const fn offers_reception(&self) -> bool {
        self.kind.is_examined() && matches!(self.stage, Stage::Answered { .. })
    }

    fn come_to(mut self, decision: &Decision, day: &Day<'_>, at: Timestamp) -> Result<Self, Refused> {
        let decider = match &decision.outcome {
            Outcome::Decides(resolved) => match &resolved.who {
                Who::Body(body) => Decider::Body(body.name.lv.clone()),
                who => Decider::People(who.people().to_vec()),
            },
            Outcome::LastResort(body) => Decider::Outside(body.name.lv.clone()),
            Outcome::Nobody(_) => return Err(Refused::NobodyDecides),
        };
        // The ladder keeps this itself; a decision worked out for another matter would be caught here.
        if decider.people().iter().any(|person| sight::is_barred(&self, *person, day)) {
            return Err(Refused::Barred);
        }
        self.rungs.push(Rung { number: decision.rung, decider, since: at });
        self.stage = Stage::Registered { at };
        Ok(self)
    }
}
