//! What is done every working day: each employee's self-check, and what a direct manager does with the team.

use std::collections::BTreeMap;

use jiff::civil::Date;
use solits_kernel::EmployeeId;
use solits_standard::model::{Method, Period};

use crate::{
    DIRECT_MANAGER, Duty, EMPLOYEE, Gap, GapReason, Subject, Window, days::Days, matrix::Bundle,
    tasks::Context,
};

/// Whether a bundle is planned here: every working day by the employees or by their managers.
pub(crate) fn is_everyday(bundle: &Bundle) -> bool {
    bundle.is_daily() && bundle.frequency.times == 1 && (is_own(bundle) || bundle.role == DIRECT_MANAGER)
}

fn is_own(bundle: &Bundle) -> bool {
    bundle.role == EMPLOYEE && bundle.method == Method::SelfCheck
}

/// The daily duties of a bundle from `from` on; `looked_at` says when each employee's turn was last before.
pub(crate) fn plan(
    context: &Context<'_>,
    bundle: &Bundle,
    from: Date,
    looked_at: &BTreeMap<EmployeeId, Date>,
) -> (Vec<Duty>, Vec<Gap>) {
    if is_own(bundle) {
        (own(context, bundle, from), Vec::new())
    } else {
        let mut duties = Vec::new();
        let mut gaps = without_manager(context, bundle, from);
        for (manager, people) in context.teams() {
            let mut team = Team { context, bundle, manager, people, last: looked_at.clone() };
            team.plan(from, &mut duties, &mut gaps);
        }
        (duties, gaps)
    }
}

fn own(context: &Context<'_>, bundle: &Bundle, from: Date) -> Vec<Duty> {
    let free = context.days.since(from);
    let mut duties = Vec::new();
    for (index, person) in context.people() {
        let rows = context.matrix.rows_for(&bundle.rows, &[person]);
        if rows.is_empty() {
            continue;
        }
        let subject = Subject::Employee(person.id);
        let days = context.present[index].and(&free);
        duties.extend(days.iter().map(|day| duty(context, bundle, rows.clone(), subject, person.id, day)));
    }
    duties
}

fn duty(
    context: &Context<'_>,
    bundle: &Bundle,
    rows: Vec<u16>,
    subject: Subject,
    doer: EmployeeId,
    day: usize,
) -> Duty {
    let planned_on = context.days.date(day);
    Duty {
        rows,
        method: bundle.method,
        role: bundle.role.clone(),
        per: Period::WorkingDay,
        period: context.days.period(Period::WorkingDay, day),
        part: 1,
        subject,
        window: Window { opens: planned_on, closes: planned_on },
        planned_on,
        doer,
        focus: None,
    }
}

/// Employees whom the rows concern and who have no manager to do it.
fn without_manager(context: &Context<'_>, bundle: &Bundle, from: Date) -> Vec<Gap> {
    let people = context.people().filter(|(_, person)| context.manager_of(person).is_none());
    people
        .filter_map(|(index, person)| {
            let rows = context.matrix.rows_for(&bundle.rows, &[person]);
            let days = context.present[index].and(&context.days.since(from));
            (!rows.is_empty()).then_some(())?;
            gap(context, bundle, rows, Subject::Employee(person.id), &days, GapReason::NoHolder)
        })
        .collect()
}

fn gap(
    context: &Context<'_>,
    bundle: &Bundle,
    rows: Vec<u16>,
    subject: Subject,
    days: &Days,
    reason: GapReason,
) -> Option<Gap> {
    let window = context.days.window(days)?;
    let (method, role, per) = (bundle.method, bundle.role.clone(), Period::WorkingDay);
    Some(Gap { rows, method, role, per, subject, part: 1, window, reason })
}

/// The people of one manager, day after day.
struct Team<'a> {
    context: &'a Context<'a>,
    bundle: &'a Bundle,
    manager: EmployeeId,
    people: Vec<usize>,
    /// The day on which each was looked at first the last time.
    last: BTreeMap<EmployeeId, Date>,
}

impl Team<'_> {
    fn plan(&mut self, from: Date, duties: &mut Vec<Duty>, gaps: &mut Vec<Gap>) {
        let Some(manager) = self.context.index(self.manager) else { return };
        let there =
            self.people.iter().fold(Days::default(), |days, person| days.or(&self.context.present[*person]));
        let mut missing = (Days::default(), Vec::new());
        for day in there.and(&self.context.days.since(from)).iter() {
            let people: Vec<usize> = self
                .people
                .iter()
                .copied()
                .filter(|person| self.context.present[*person].contains(day))
                .collect();
            let rows = self.rows(&people);
            if rows.is_empty() {
                continue;
            }
            if let Some((doer, rows, people)) = self.doer(manager, &people, day) {
                self.close(&mut missing, gaps);
                duties.push(self.duty(doer, rows, &people, day));
            } else {
                missing.0.insert(day);
                missing.1.extend(rows);
            }
        }
        self.close(&mut missing, gaps);
    }

    fn rows(&self, people: &[usize]) -> Vec<u16> {
        let people: Vec<_> = people.iter().map(|person| self.context.person(*person)).collect();
        self.context.matrix.rows_for(&self.bundle.rows, &people)
    }

    /// The manager, or who stands in that day, with the rows about the others who are there.
    fn doer(&self, manager: usize, people: &[usize], day: usize) -> Option<(usize, Vec<u16>, Vec<usize>)> {
        let context = self.context;
        let manager = context.present[manager].contains(day).then_some(manager);
        let substitute = || {
            let index = context.index(self.manager)?;
            let standing_in = context.substitutes(index).into_iter();
            standing_in.filter(|(_, days)| days.contains(day)).map(|(substitute, _)| substitute).next()
        };
        let doer = manager.or_else(substitute)?;
        // Nobody looks at himself or herself.
        let others: Vec<usize> = people.iter().copied().filter(|person| *person != doer).collect();
        let rows = self.rows(&others);
        (!rows.is_empty()).then_some((doer, rows, others))
    }

    fn duty(&mut self, doer: usize, rows: Vec<u16>, people: &[usize], day: usize) -> Duty {
        let doer = self.context.person(doer).id;
        let mut duty = duty(self.context, self.bundle, rows, Subject::Team(self.manager), doer, day);
        if self.bundle.method == Method::Observation {
            duty.focus = self.next(people);
            duty.focus.into_iter().for_each(|employee| {
                self.last.insert(employee, duty.planned_on);
            });
        }
        duty
    }

    /// Whose turn was longest ago; who came later stands behind those who were there.
    fn next(&self, people: &[usize]) -> Option<EmployeeId> {
        let concerned = people
            .iter()
            .map(|person| self.context.person(*person))
            .filter(|person| !self.context.matrix.rows_for(&self.bundle.rows, &[*person]).is_empty());
        concerned
            .min_by_key(|person| {
                let last = self.last.get(&person.id).copied().unwrap_or(Date::MIN);
                // The day before the first one: nobody who came on a day goes before those waiting since earlier.
                (last.max(person.from.yesterday().unwrap_or(Date::MIN)), person.id)
            })
            .map(|person| person.id)
    }

    fn close(&self, (days, rows): &mut (Days, Vec<u16>), gaps: &mut Vec<Gap>) {
        rows.sort_unstable();
        rows.dedup();
        let subject = Subject::Team(self.manager);
        gaps.extend(gap(
            self.context,
            self.bundle,
            std::mem::take(rows),
            subject,
            days,
            GapReason::NobodyPresent,
        ));
        *days = Days::default();
    }
}
