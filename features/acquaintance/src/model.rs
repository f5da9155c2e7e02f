//! Duties to become acquainted with the standard, and what the standard, the people and the day make of them.

use std::collections::BTreeMap;

use solits_kernel::{BranchId, EmployeeId, Timestamp, UnitId};

/// No document gives a term; so many working days after the duty was opened it is late.
pub(crate) const WORKING_DAYS: i64 = 10;

/// Why a duty was opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reason {
    /// The version entered into force.
    Version,
    /// The employee joined, or came back.
    Joined,
    /// The employee has another post.
    Post,
}

impl Reason {
    /// As it is stored.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Version => "version",
            Self::Joined => "joined",
            Self::Post => "post",
        }
    }
    /// Of a stored word; nothing for one that is not known.
    pub(crate) fn of(code: &str) -> Option<Self> {
        [Self::Version, Self::Joined, Self::Post].into_iter().find(|one| one.code() == code)
    }
}

/// Why a duty ended without a signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Because {
    /// The employee no longer works here.
    Left,
    /// A later version took the place of the one to be signed.
    Replaced,
    /// The standard does not bind the employee any more.
    Unbound,
}

impl Because {
    /// As it is stored.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Left => "left",
            Self::Replaced => "replaced",
            Self::Unbound => "unbound",
        }
    }
    /// Of a stored word; nothing for one that is not known.
    pub(crate) fn of(code: &str) -> Option<Self> {
        [Self::Left, Self::Replaced, Self::Unbound].into_iter().find(|one| one.code() == code)
    }
}

/// Where a duty stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    /// To be signed.
    Open,
    /// Signed.
    Signed(Timestamp),
    /// Ended without a signature.
    Closed(Timestamp, Because),
}

/// Something that somebody did for a duty: explained, reminded, passed it upwards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Done {
    pub(crate) at: Timestamp,
    /// By whom; of what was passed upwards, to whom.
    pub(crate) who: Option<EmployeeId>,
}

/// A signature on paper, as an official recorded it for somebody who cannot sign in the program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Paper {
    /// The day beside the signature.
    pub(crate) on: i64,
    /// Who recorded it.
    pub(crate) by: EmployeeId,
    /// Where the sheet is kept.
    pub(crate) kept: String,
}

/// The post for which the standard is explained.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) post: String,
    pub(crate) unit: Option<UnitId>,
}

/// Which duty: whose, about which version, and the how-manieth of that version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Key {
    pub(crate) employee: EmployeeId,
    pub(crate) standard: i64,
    pub(crate) round: i64,
}

/// The duty of an employee to become acquainted with a version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Duty {
    pub(crate) key: Key,
    pub(crate) reason: Reason,
    pub(crate) place: Place,
    pub(crate) opened_at: Timestamp,
    pub(crate) due_on: i64,
    pub(crate) seed: i64,
    /// The official who makes the employee acquainted.
    pub(crate) explainer: Option<EmployeeId>,
    pub(crate) explained: Option<Done>,
    pub(crate) reminded: Option<Done>,
    pub(crate) escalated: Option<Done>,
    pub(crate) state: State,
    /// Set where it was signed on paper.
    pub(crate) paper: Option<Paper>,
    pub(crate) remarks: String,
}

impl Duty {
    /// Whether it is still to be signed and its last day has passed.
    pub(crate) fn is_late(&self, today: i64) -> bool {
        self.state == State::Open && self.due_on < today
    }
    /// Whether somebody answers for this duty: the official, or the one to whom it was passed.
    pub(crate) fn is_answered_for_by(&self, official: EmployeeId) -> bool {
        self.explainer == Some(official) || self.escalated.is_some_and(|done| done.who == Some(official))
    }
}

/// An employee as duties depend on them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Bound {
    pub(crate) id: EmployeeId,
    pub(crate) branch: Option<BranchId>,
    pub(crate) place: Place,
    /// The official whom the standard names for this employee.
    pub(crate) explainer: Option<EmployeeId>,
    /// To whom a late duty goes.
    pub(crate) above: Option<EmployeeId>,
}

/// Who works here on a day, by what the standard says of them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Staff {
    pub(crate) bound: BTreeMap<EmployeeId, Bound>,
    /// Those whom the standard does not bind.
    pub(crate) unbound: Vec<EmployeeId>,
}

/// Whether duties were opened for the version before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Version {
    /// Never: everybody's duty is the version's.
    New,
    /// They were: whoever has none has joined since.
    Known,
}

/// A change that is due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// A duty opens.
    Open(Key, Reason),
    /// A duty ends without a signature.
    Close(Key, Because),
    /// The official or the post of an open duty is another now.
    Move(Key),
    /// A late duty goes to the one above the official.
    Escalate(Key, EmployeeId),
}

/// What changes about the duties on a day: `duties` are all that are open and all of the version in force.
///
/// Applied, a second look finds nothing more to do.
pub(crate) fn steps(
    staff: &Staff,
    duties: &[Duty],
    standard: i64,
    version: Version,
    today: i64,
) -> Vec<Step> {
    let mut steps = Vec::new();
    let mut latest: BTreeMap<EmployeeId, &Duty> = BTreeMap::new();
    for duty in duties {
        if duty.state == State::Open {
            steps.extend(kept(staff, duty, standard, today));
        }
        let later = |known: &&Duty| known.key.round < duty.key.round;
        let employee = duty.key.employee;
        if duty.key.standard == standard && latest.get(&employee).is_none_or(later) {
            latest.insert(employee, duty);
        }
    }
    for person in staff.bound.values() {
        let known = latest.get(&person.id).copied();
        if let Some(reason) = opens(person, known, version) {
            let round = known.map_or(1, |duty| duty.key.round + 1);
            steps.push(Step::Open(Key { employee: person.id, standard, round }, reason));
        }
    }
    steps
}

/// What changes about an open duty.
fn kept(staff: &Staff, duty: &Duty, standard: i64, today: i64) -> Option<Step> {
    let key = duty.key;
    let Some(person) = staff.bound.get(&key.employee) else {
        let here = staff.unbound.contains(&key.employee);
        return Some(Step::Close(key, if here { Because::Unbound } else { Because::Left }));
    };
    if key.standard != standard {
        return Some(Step::Close(key, Because::Replaced));
    }
    if person.explainer != duty.explainer || person.place != duty.place {
        return Some(Step::Move(key));
    }
    let above = person.above.filter(|_| duty.is_late(today) && duty.escalated.is_none())?;
    Some(Step::Escalate(key, above))
}

/// Why a new duty opens for somebody, given the last one about the version; nothing when none does.
fn opens(person: &Bound, known: Option<&Duty>, version: Version) -> Option<Reason> {
    let Some(known) = known else {
        return Some(match version {
            Version::New => Reason::Version,
            Version::Known => Reason::Joined,
        });
    };
    match known.state {
        State::Open => None,
        State::Signed(_) => (known.place != person.place).then_some(Reason::Post),
        State::Closed(_, Because::Replaced) => Some(Reason::Version),
        State::Closed(_, Because::Left | Because::Unbound) => Some(Reason::Joined),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use solits_kernel::short_id;

    const TODAY: i64 = 20_000;

    fn employee(number: u8) -> EmployeeId {
        EmployeeId::new(short_id([0, 0, 0, 0, 0, number]))
    }

    fn place(post: &str) -> Place {
        Place { post: post.to_owned(), unit: None }
    }

    fn bound(number: u8) -> Bound {
        let (explainer, above) = (Some(employee(9)), Some(employee(10)));
        Bound { id: employee(number), branch: None, place: place("speciālists"), explainer, above }
    }

    fn staff(people: &[Bound]) -> Staff {
        let bound = people.iter().map(|person| (person.id, person.clone())).collect();
        Staff { bound, unbound: Vec::new() }
    }

    fn duty(number: u8, standard: i64, state: State) -> Duty {
        Duty {
            key: Key { employee: employee(number), standard, round: 1 },
            reason: Reason::Version,
            place: place("speciālists"),
            opened_at: Timestamp::from_millis(0),
            due_on: TODAY + 1,
            seed: 0,
            explainer: Some(employee(9)),
            explained: None,
            reminded: None,
            escalated: None,
            state,
            paper: None,
            remarks: String::new(),
        }
    }

    const fn signed() -> State {
        State::Signed(Timestamp::from_millis(1))
    }

    fn opened(number: u8, standard: i64, round: i64, reason: Reason) -> Step {
        Step::Open(Key { employee: employee(number), standard, round }, reason)
    }

    #[test]
    fn a_version_that_enters_into_force_is_everybodys_duty() {
        // a task for every bound employee.
        let found = steps(&staff(&[bound(1), bound(2)]), &[], 1, Version::New, TODAY);
        assert_eq!(found, [opened(1, 1, 1, Reason::Version), opened(2, 1, 1, Reason::Version)]);
    }

    #[test]
    fn what_is_owed_already_is_not_opened_again() {
        let duties = [duty(1, 1, State::Open), duty(2, 1, signed())];
        assert_eq!(steps(&staff(&[bound(1), bound(2)]), &duties, 1, Version::Known, TODAY), []);
    }

    #[test]
    fn who_joins_later_signs_the_version_in_force() {
        // a new employee reopens the list.
        let found = steps(&staff(&[bound(1)]), &[], 1, Version::Known, TODAY);
        assert_eq!(found, [opened(1, 1, 1, Reason::Joined)]);
    }

    #[test]
    fn another_post_after_the_signature_is_explained_anew() {
        // VZD 4: its application to the person's post.
        let moved = Bound { place: place("vecākais speciālists"), ..bound(1) };
        let found = steps(&staff(&[moved]), &[duty(1, 1, signed())], 1, Version::Known, TODAY);
        assert_eq!(found, [opened(1, 1, 2, Reason::Post)]);
    }

    #[test]
    fn another_post_before_the_signature_moves_the_open_duty() {
        let moved = Bound { place: place("vecākais speciālists"), ..bound(1) };
        let open = duty(1, 1, State::Open);
        let found = steps(&staff(&[moved]), std::slice::from_ref(&open), 1, Version::Known, TODAY);
        assert_eq!(found, [Step::Move(open.key)]);
    }

    #[test]
    fn a_later_version_closes_what_was_not_signed_and_opens_its_own() {
        let before = duty(1, 1, State::Open);
        let found = steps(&staff(&[bound(1)]), std::slice::from_ref(&before), 2, Version::New, TODAY);
        assert_eq!(found, [Step::Close(before.key, Because::Replaced), opened(1, 2, 1, Reason::Version)]);
    }

    #[test]
    fn who_left_owes_nothing_and_owes_again_after_coming_back() {
        let open = duty(1, 1, State::Open);
        let found = steps(&staff(&[]), std::slice::from_ref(&open), 1, Version::Known, TODAY);
        assert_eq!(found, [Step::Close(open.key, Because::Left)]);
        let closed = duty(1, 1, State::Closed(Timestamp::from_millis(2), Because::Left));
        let found = steps(&staff(&[bound(1)]), &[closed], 1, Version::Known, TODAY);
        assert_eq!(found, [opened(1, 1, 2, Reason::Joined)]);
    }

    #[test]
    fn whom_the_standard_binds_no_more_owes_nothing() {
        let open = duty(1, 1, State::Open);
        let staff = Staff { bound: BTreeMap::new(), unbound: vec![employee(1)] };
        let found = steps(&staff, std::slice::from_ref(&open), 1, Version::Known, TODAY);
        assert_eq!(found, [Step::Close(open.key, Because::Unbound)]);
    }

    #[test]
    fn a_late_duty_goes_upwards_once() {
        let late = Duty { due_on: TODAY - 1, ..duty(1, 1, State::Open) };
        let staff = staff(&[bound(1)]);
        let found = steps(&staff, std::slice::from_ref(&late), 1, Version::Known, TODAY);
        assert_eq!(found, [Step::Escalate(late.key, employee(10))]);
        let done = Done { at: Timestamp::from_millis(3), who: Some(employee(10)) };
        let escalated = Duty { escalated: Some(done), ..late };
        assert_eq!(steps(&staff, &[escalated], 1, Version::Known, TODAY), []);
    }

    #[test]
    fn the_last_day_itself_is_not_late() {
        let due_today = Duty { due_on: TODAY, ..duty(1, 1, State::Open) };
        assert_eq!(steps(&staff(&[bound(1)]), &[due_today], 1, Version::Known, TODAY), []);
    }
}
