//! What the matrix asks for in a year that is not a matter of every day: each row, subject and period once, and who
//! could do it.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use solits_kernel::{BranchId, EmployeeId, UnitId};
use solits_standard::model::Method;

use crate::{
    DIRECT_MANAGER, EMPLOYEE, GapReason, Matrix, Organisation, Person, QueueDevice, Subject, Window,
    days::{Days, YearDays, split},
    matrix::Bundle,
};

/// The people and places of a year with the days that matter of each.
pub(crate) struct Context<'a> {
    pub(crate) matrix: &'a Matrix,
    pub(crate) organisation: &'a Organisation,
    pub(crate) days: YearDays,
    /// From this day on the standard's duties are owed.
    begins: Days,
    working: Days,
    places: BTreeMap<BranchId, Days>,
    /// Everybody in the order of ids, so that it does not matter in which order they were named.
    people: Vec<&'a Person>,
    indices: BTreeMap<EmployeeId, usize>,
    /// Working days of each person while employed.
    pub(crate) owed: Vec<Days>,
    /// Those on which the person is there.
    pub(crate) present: Vec<Days>,
}

/// One check that somebody is to do once within a window.
pub(crate) struct Task<'a> {
    pub(crate) bundle: &'a Bundle,
    pub(crate) rows: Vec<u16>,
    pub(crate) subject: Subject,
    pub(crate) period: u16,
    pub(crate) part: u32,
    pub(crate) window: Window,
    /// Days on which it can be done, as far as the subject goes.
    pub(crate) days: Days,
    /// Who could do it, each with the days on which he or she could.
    pub(crate) doers: Result<Vec<(usize, Days)>, GapReason>,
    /// The day on which the subject came, zero for whoever was there from the beginning: who comes later is planned
    /// after those who were there, whose duties so stay where they are.
    pub(crate) arrival: usize,
}

/// About what a bundle is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum About {
    Employees,
    PlacesAndOthers,
    Places,
    Queues,
    Teams,
    Institution,
}

fn about(bundle: &Bundle) -> About {
    let own = bundle.role == DIRECT_MANAGER;
    match bundle.method {
        Method::SelfCheck if bundle.role == EMPLOYEE => About::Employees,
        Method::Observation if own => About::Employees,
        Method::Observation => About::PlacesAndOthers,
        // A visit goes to every service place, and nowhere else (O-08).
        Method::InspectionVisit | Method::MysteryClient => About::Places,
        Method::Interview | Method::Test | Method::RecordingReview => About::Employees,
        Method::QueueReview => About::Queues,
        _ if own => About::Teams,
        _ => About::Institution,
    }
}

/// Whether whoever does it must stand outside what is looked at.
///
/// The document gives the daily observation to the direct manager, who is inside by nature.
pub(crate) fn must_be_independent(method: Method, role: &str) -> bool {
    let observes = matches!(method, Method::Observation | Method::InspectionVisit | Method::MysteryClient);
    observes && role != DIRECT_MANAGER
}

impl<'a> Context<'a> {
    pub(crate) fn new(
        matrix: &'a Matrix,
        organisation: &'a Organisation,
        days: YearDays,
        begins: Date,
    ) -> Self {
        let begins = days.since(begins);
        let working = days.filter(|day| organisation.calendar.is_working_day(day));
        let place = |place: &crate::Place| (place.id, days.filter(|day| place.calendar.is_working_day(day)));
        let places: BTreeMap<BranchId, Days> = organisation.places.iter().map(place).collect();
        let owed = |person: &Person| {
            let works = person.branch.and_then(|branch| places.get(&branch)).unwrap_or(&working);
            days.filter(|day| person.is_employed_on(day)).and(works).and(&begins)
        };
        let mut people: Vec<&Person> = organisation.people.iter().collect();
        people.sort_by_key(|person| person.id);
        let owed: Vec<Days> = people.iter().map(|person| owed(person)).collect();
        let present = |(person, owed): (&&Person, &Days)| {
            owed.iter().filter(|day| person.absence_on(days.date(*day)).is_none()).collect()
        };
        let present = people.iter().zip(&owed).map(present).collect();
        let indices = people.iter().enumerate().map(|(index, person)| (person.id, index)).collect();
        Self { matrix, organisation, days, begins, working, places, people, indices, owed, present }
    }

    pub(crate) fn person(&self, index: usize) -> &'a Person {
        self.people[index]
    }
    /// Everybody with their numbers.
    pub(crate) fn people(&self) -> impl Iterator<Item = (usize, &'a Person)> {
        self.people.iter().copied().enumerate()
    }
    pub(crate) fn index(&self, id: EmployeeId) -> Option<usize> {
        self.indices.get(&id).copied()
    }
    /// The people of each direct manager.
    pub(crate) fn teams(&self) -> BTreeMap<EmployeeId, Vec<usize>> {
        let mut teams: BTreeMap<EmployeeId, Vec<usize>> = BTreeMap::new();
        for (index, person) in self.people() {
            if let Some(manager) = person.supervisor.filter(|manager| self.indices.contains_key(manager)) {
                teams.entry(manager).or_default().push(index);
            }
        }
        teams
    }

    /// The tasks of a bundle; of the days only those from `from` on are free to be planned.
    pub(crate) fn tasks(&self, bundle: &'a Bundle, from: Date) -> Vec<Task<'a>> {
        let mut subjects = match about(bundle) {
            About::Employees => self.employees(|_| true),
            About::PlacesAndOthers => {
                let mut subjects = self.places_with(|_| true);
                subjects.extend(self.employees(|person| !self.is_at_a_place(person)));
                subjects
            }
            About::Places => self.places_with(|_| true),
            About::Queues => self.places_with(|place| place.queue == QueueDevice::Installed),
            About::Teams => {
                let mut subjects = self.employees(|person| self.manager_of(person).is_none());
                subjects.extend(self.teams().into_iter().map(|(manager, people)| {
                    let owed =
                        people.iter().fold(Days::default(), |days, person| days.or(&self.owed[*person]));
                    (Subject::Team(manager), people, owed)
                }));
                subjects
            }
            About::Institution => {
                let everybody = (0..self.people.len()).collect();
                vec![(Subject::Institution, everybody, self.working.and(&self.begins))]
            }
        };
        subjects.sort_by_key(|(subject, ..)| *subject);
        subjects
            .iter()
            .flat_map(|(subject, people, owed)| self.tasks_about(bundle, *subject, people, owed, from))
            .collect()
    }

    fn tasks_about(
        &self,
        bundle: &'a Bundle,
        subject: Subject,
        people: &[usize],
        owed: &Days,
        from: Date,
    ) -> Vec<Task<'a>> {
        let mut tasks = Vec::new();
        let arrival = self.arrival(subject, owed);
        let doers = self.doers(bundle, subject, people);
        let working = self.working_days(subject);
        for (period, days) in self.days.periods(bundle.frequency.per) {
            for (part, days) in (1..).zip(split(&days.and(&working), bundle.frequency.times)) {
                let days = days.and(owed);
                let Some(window) = self.days.window(&days) else { continue };
                let there = people.iter().filter(|person| self.owed[**person].meets(&days));
                let there: Vec<&Person> = there.map(|person| self.person(*person)).collect();
                let rows = self.matrix.rows_for(&bundle.rows, &there);
                if rows.is_empty() {
                    continue;
                }
                let days = self.days_to_plan(subject, &days);
                tasks.push(Task {
                    bundle,
                    rows,
                    subject,
                    period,
                    part,
                    window,
                    doers: self.able(&doers, &days, window, from),
                    days: days.and(&self.days.since(from)),
                    arrival,
                });
            }
        }
        tasks
    }

    /// Those who can do it on one of these days at least, or why nobody can.
    fn able(
        &self,
        doers: &Result<Vec<(usize, Days)>, GapReason>,
        days: &Days,
        window: Window,
        from: Date,
    ) -> Result<Vec<(usize, Days)>, GapReason> {
        if window.closes < from {
            return Err(GapReason::Passed);
        }
        if days.is_empty() {
            return Err(GapReason::SubjectAway);
        }
        let days = days.and(&self.days.since(from));
        let able: Vec<(usize, Days)> = doers
            .clone()?
            .into_iter()
            .map(|(doer, free)| (doer, free.and(&days)))
            .filter(|(_, free)| !free.is_empty())
            .collect();
        if able.is_empty() { Err(GapReason::NobodyPresent) } else { Ok(able) }
    }

    fn employees(&self, wanted: impl Fn(&Person) -> bool) -> Vec<(Subject, Vec<usize>, Days)> {
        let people = self.people().filter(|(_, person)| wanted(person));
        people.map(|(index, person)| (Subject::Employee(person.id), vec![index], self.owed[index])).collect()
    }

    fn places_with(&self, wanted: impl Fn(&crate::Place) -> bool) -> Vec<(Subject, Vec<usize>, Days)> {
        let people = |place: &crate::Place| {
            let at = |index: &usize| self.person(*index).branch == Some(place.id);
            (0..self.people.len()).filter(at).collect()
        };
        let places = self.organisation.places.iter().filter(|place| wanted(place));
        places
            .map(|place| (Subject::Branch(place.id), people(place), self.places[&place.id].and(&self.begins)))
            .collect()
    }

    fn is_at_a_place(&self, person: &Person) -> bool {
        person.branch.is_some_and(|branch| self.places.contains_key(&branch))
    }

    /// The direct manager of somebody, among the people known.
    pub(crate) fn manager_of(&self, person: &Person) -> Option<usize> {
        person.supervisor.and_then(|manager| self.index(manager))
    }

    fn working_days(&self, subject: Subject) -> Days {
        let branch = match subject {
            Subject::Employee(id) | Subject::Team(id) => {
                self.index(id).and_then(|index| self.person(index).branch)
            }
            Subject::Branch(branch) => Some(branch),
            Subject::Institution => None,
        };
        branch.and_then(|branch| self.places.get(&branch)).copied().unwrap_or(self.working)
    }

    /// The days on which the subject can be looked at: an employee who is away cannot.
    fn days_to_plan(&self, subject: Subject, days: &Days) -> Days {
        match subject {
            Subject::Employee(id) => {
                self.index(id).map(|index| self.present[index].and(days)).unwrap_or_default()
            }
            _ => *days,
        }
    }

    fn arrival(&self, subject: Subject, owed: &Days) -> usize {
        let first = |days: &Days| days.first().unwrap_or(0);
        match subject {
            Subject::Employee(_) | Subject::Team(_)
                if first(owed) > first(&self.begins.and(&self.working_days(subject))) =>
            {
                first(owed)
            }
            _ => 0,
        }
    }

    /// Who may do a task about a subject, each with the days of the year on which he or she is there to do it.
    fn doers(
        &self,
        bundle: &Bundle,
        subject: Subject,
        people: &[usize],
    ) -> Result<Vec<(usize, Days)>, GapReason> {
        if bundle.role.is_empty() {
            return Err(GapReason::NoRole);
        }
        let mut able: BTreeMap<usize, Days> = BTreeMap::new();
        for holder in self.holders(&bundle.role, subject, people) {
            let days = able.entry(holder).or_default();
            *days = days.or(&self.present[holder]);
            for (substitute, stands_in) in self.substitutes(holder) {
                let days = able.entry(substitute).or_default();
                *days = days.or(&stands_in);
            }
        }
        if able.is_empty() {
            return Err(GapReason::NoHolder);
        }
        let may = |doer: usize| self.may_do(bundle, subject, people, doer);
        let able: Vec<(usize, Days)> = able.into_iter().filter(|(doer, _)| may(*doer)).collect();
        if able.is_empty() { Err(GapReason::NobodyIndependent) } else { Ok(able) }
    }

    fn holders(&self, role: &str, subject: Subject, people: &[usize]) -> BTreeSet<usize> {
        let manager = |person: &usize| self.manager_of(self.person(*person));
        match (role, subject) {
            (EMPLOYEE, Subject::Employee(id)) | (DIRECT_MANAGER, Subject::Team(id)) => {
                self.index(id).into_iter().collect()
            }
            (DIRECT_MANAGER, _) => people.iter().filter_map(manager).collect(),
            _ => {
                let holders = self.organisation.holders.get(role).map_or(&[][..], Vec::as_slice);
                holders.iter().filter_map(|id| self.index(*id)).collect()
            }
        }
    }

    /// Who stands in for somebody, each on the days of the absence on which he or she is there.
    pub(crate) fn substitutes(&self, person: usize) -> Vec<(usize, Days)> {
        let absences = &self.person(person).absences;
        let stands_in = |absence: &crate::Absence| {
            let substitute = self.index(absence.substitute?).filter(|substitute| *substitute != person)?;
            let away = self.days.filter(|day| (absence.from..=absence.until).contains(&day));
            Some((substitute, away.and(&self.owed[person]).and(&self.present[substitute])))
        };
        absences.iter().filter_map(stands_in).collect()
    }

    /// Nobody looks at himself or herself but in a self-check, and an observer stands outside the unit and the place.
    fn may_do(&self, bundle: &Bundle, subject: Subject, people: &[usize], doer: usize) -> bool {
        let own = bundle.role == EMPLOYEE;
        if !own && subject == Subject::Employee(self.person(doer).id) {
            return false;
        }
        !must_be_independent(bundle.method, &bundle.role) || self.is_outside(subject, people, doer)
    }

    /// Whether somebody neither works at the place looked at nor shares a unit or a place with those looked at.
    fn is_outside(&self, subject: Subject, people: &[usize], doer: usize) -> bool {
        let doer = self.person(doer);
        let shared = |one: Option<UnitId>, other: Option<UnitId>| one.is_some() && one == other;
        let inside = |person: &usize| {
            let person = self.person(*person);
            person.id == doer.id
                || shared(person.unit, doer.unit)
                || (person.branch.is_some() && person.branch == doer.branch)
        };
        let at_the_place = matches!(subject, Subject::Branch(branch) if doer.branch == Some(branch));
        !at_the_place && !people.iter().any(inside)
    }
}
