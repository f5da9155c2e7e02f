//! Who may see feedback.
//!
//! A complaint is hidden from whom it concerns, from everybody under them, and from whoever stands in for them, even with
//! the right to read the register: in lists, counts, searches and live streams alike, because all of them ask here.

use std::collections::BTreeSet;

use jiff::civil::Date;
use solits_kernel::EmployeeId;
use solits_structure::{About, Day, Structure};

use super::Feedback;
use crate::nature::FeedbackKind;

/// Who looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Viewer {
    /// The employee.
    pub id: EmployeeId,
    /// What the work of the employee has to do with feedback.
    pub duty: Duty,
}

/// What an employee's work has to do with feedback.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Duty {
    /// Nothing in particular; only what was given to the employee is seen.
    None,
    /// The employee keeps the registers, or receives feedback by the standard (vzd 29).
    KeepsRegister,
}

/// Whether feedback is seen, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sight {
    /// It is.
    Sees(SeenBecause),
    /// It is not, nor does it count.
    Hidden(HiddenBecause),
}

impl Sight {
    /// Whether it is seen.
    pub const fn is_seen(self) -> bool {
        matches!(self, Self::Sees(_))
    }
}

/// Why feedback is seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SeenBecause {
    /// The viewer decides on it or has decided.
    Decides,
    /// The viewer keeps the register.
    KeepsRegister,
    /// It praises the viewer (K-22).
    Praised,
}

/// Why feedback is hidden.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HiddenBecause {
    /// The viewer does not work here on the day.
    DoesNotWorkHere,
    /// It concerns the viewer, or somebody above, or somebody the viewer stands in for.
    Barred,
    /// The viewer has nothing to do with it.
    NotInvolved,
}

/// Whether an employee may see feedback, in the organisation as it stands on a day.
pub fn visible(feedback: &Feedback, viewer: Viewer, org: &Structure, day: Date) -> Sight {
    seen_on(feedback, viewer, &org.on(day))
}

/// The feedback an employee may see, of a list: what is not in it does not count either.
pub fn only_visible<'a>(
    all: impl IntoIterator<Item = &'a Feedback>,
    viewer: Viewer,
    org: &Structure,
    day: Date,
) -> Vec<&'a Feedback> {
    let day = org.on(day);
    all.into_iter().filter(|feedback| seen_on(feedback, viewer, &day).is_seen()).collect()
}

/// Everybody who has no part in it, in the organisation of that day.
pub fn barred(feedback: &Feedback, day: &Day<'_>) -> BTreeSet<EmployeeId> {
    day.people().map(|person| person.id).filter(|person| is_barred(feedback, *person, day)).collect()
}

fn seen_on(feedback: &Feedback, viewer: Viewer, day: &Day<'_>) -> Sight {
    if !day.works(viewer.id) {
        return Sight::Hidden(HiddenBecause::DoesNotWorkHere);
    }
    if is_barred(feedback, viewer.id, day) {
        return Sight::Hidden(HiddenBecause::Barred);
    }
    let decides = feedback.rungs.iter().any(|rung| rung.decider.people().contains(&viewer.id));
    let is_praised = feedback.kind == FeedbackKind::Praise && concerned(feedback, day).contains(&viewer.id);
    match viewer.duty {
        _ if decides => Sight::Sees(SeenBecause::Decides),
        _ if is_praised => Sight::Sees(SeenBecause::Praised),
        Duty::KeepsRegister => Sight::Sees(SeenBecause::KeepsRegister),
        Duty::None => Sight::Hidden(HiddenBecause::NotInvolved),
    }
}

/// Whom it concerns: those named when it was registered, and whoever it names on the day.
fn concerned(feedback: &Feedback, day: &Day<'_>) -> BTreeSet<EmployeeId> {
    feedback.concerned.iter().copied().chain(feedback.about.person(day)).collect()
}

/// Whether somebody has no part in it: whom it concerns, everybody under them, who stands in for them and is not their
/// superior; and while they stand in for somebody, whoever works under that person.
pub(super) fn is_barred(feedback: &Feedback, person: EmployeeId, day: &Day<'_>) -> bool {
    if !is_confidential(feedback) {
        return false;
    }
    concerned(feedback, day).into_iter().any(|concerned| {
        if person == concerned || day.below(concerned).contains(&person) {
            return true;
        }
        let stands_in = day.is_away(concerned)
            && day.acting_for(concerned) == Some(person)
            && !day.below(person).contains(&concerned);
        let is_under_a_substitute = || {
            let acted_for =
                |away: &EmployeeId| day.is_away(*away) && day.acting_for(*away) == Some(concerned);
            day.people()
                .map(|person| person.id)
                .filter(acted_for)
                .any(|away| day.below(away).contains(&person))
        };
        stands_in || is_under_a_substitute()
    })
}

/// Praise is for those it praises; a suggestion is, unless it is about a person.
const fn is_confidential(feedback: &Feedback) -> bool {
    match feedback.kind {
        FeedbackKind::Complaint | FeedbackKind::Claim => true,
        FeedbackKind::Suggestion => matches!(feedback.about, About::Person(_)),
        FeedbackKind::Praise => false,
    }
}
