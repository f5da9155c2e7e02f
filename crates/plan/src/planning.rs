//! The plan of a year put together.

use std::collections::{BTreeMap, HashMap, HashSet};

use jiff::civil::Date;
use solits_kernel::EmployeeId;

use crate::{
    Duty, Gap, GapReason, Matrix, Organisation, balance, daily,
    days::{Days, YearDays},
    duty::key,
    matrix::Bundle,
    tasks::{Context, Task},
    weeks,
};

/// A year to be planned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Year {
    /// Which.
    pub year: i16,
    /// The first day on which the duties are owed: the year's first, or the day the standard enters into force.
    pub begins: Date,
}

/// What was planned before, when a year is planned again.
#[derive(Clone, Copy, Debug)]
pub struct Former<'a> {
    /// The duties of the earlier plan.
    pub duties: &'a [Duty],
    /// The day of the change: what was planned for an earlier day stays as it is.
    pub from: Date,
}

/// The duties of a year, and what could not be planned.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// By day, person and method.
    pub duties: Vec<Duty>,
    /// In the order of the matrix.
    pub gaps: Vec<Gap>,
}

/// Plans the duties of a year.
///
/// Every row with a frequency gives, for every subject it concerns and every period of the year, exactly one duty or
/// one gap. With `former`, duties before the day of the change stay untouched and later ones keep their week as long as
/// somebody can do them in it.
pub fn plan(matrix: &Matrix, organisation: &Organisation, year: Year, former: Option<Former<'_>>) -> Plan {
    let days = YearDays::new(year.year);
    let context = Context::new(matrix, organisation, days, year.begins);
    let bundles = matrix.bundles();
    let from = former.map_or(year.begins, |former| former.from.max(year.begins));
    let earlier = former.map_or(&[][..], |former| former.duties);
    let kept: Vec<Duty> = earlier.iter().filter(|duty| duty.planned_on < from).cloned().collect();

    let mut plan = everyday(&context, &bundles, from, &kept);
    let once = at_some_time(&context, &bundles, from, &kept, earlier);
    plan.duties.extend(once.duties);
    plan.gaps.extend(once.gaps);
    plan.duties.extend(kept);
    plan.duties.sort_by(|one, other| one.order().cmp(&other.order()));
    plan.gaps.sort_by(|one, other| {
        (&one.rows, one.window, &one.role, one.subject).cmp(&(
            &other.rows,
            other.window,
            &other.role,
            other.subject,
        ))
    });
    plan
}

fn everyday(context: &Context<'_>, bundles: &[Bundle], from: Date, kept: &[Duty]) -> Plan {
    let mut plan = Plan::default();
    for bundle in bundles.iter().filter(|bundle| daily::is_everyday(bundle)) {
        let mut looked_at: BTreeMap<EmployeeId, Date> = BTreeMap::new();
        for duty in kept.iter().filter(|duty| duty.method == bundle.method && duty.role == bundle.role) {
            if let Some(employee) = duty.focus {
                let last = looked_at.entry(employee).or_insert(duty.planned_on);
                *last = duty.planned_on.max(*last);
            }
        }
        let (duties, gaps) = daily::plan(context, bundle, from, &looked_at);
        plan.duties.extend(duties);
        plan.gaps.extend(gaps);
    }
    plan
}

fn at_some_time(
    context: &Context<'_>,
    bundles: &[Bundle],
    from: Date,
    kept: &[Duty],
    earlier: &[Duty],
) -> Plan {
    let done: HashSet<String> = kept.iter().filter(|duty| !duty.is_daily()).map(Duty::key).collect();
    let year = context.days.date(0).year();
    let key_of = |task: &Task<'_>| {
        let bundle = task.bundle;
        key(bundle.method, &bundle.role, bundle.frequency.per, year, task.period, task.part, &task.subject)
    };
    let tasks: Vec<Task<'_>> = bundles
        .iter()
        .filter(|bundle| !daily::is_everyday(bundle))
        .flat_map(|bundle| context.tasks(bundle, from))
        .filter(|task| !done.contains(&key_of(task)))
        .collect();
    let planned: HashMap<String, Date> =
        earlier.iter().filter(|duty| !duty.is_daily()).map(|duty| (duty.key(), duty.planned_on)).collect();
    let wished: Vec<Option<usize>> =
        tasks.iter().map(|task| Some(context.days.place(*planned.get(&key_of(task))?))).collect();
    let wished_weeks: Vec<Option<usize>> =
        wished.iter().map(|day| day.map(|day| context.days.week(day))).collect();
    let weeks = context.days.weeks();
    let placed = weeks::place(&tasks, &wished_weeks, &weeks);

    let mut plan = Plan { duties: Vec::new(), gaps: tasks.iter().filter_map(gap).collect() };
    let mut loads = Loads::of(context, kept);
    for (week, days) in weeks.iter().enumerate() {
        let mine = |(wished, placed): (_, &Option<usize>)| (*placed == Some(week)).then_some(wished);
        let in_week: Vec<Wished<'_>> =
            tasks.iter().zip(wished.iter().copied()).zip(&placed).filter_map(mine).collect();
        plan.duties.extend(loads.give(context, &in_week, week, days));
    }
    plan
}

fn gap(task: &Task<'_>) -> Option<Gap> {
    let reason: GapReason = *task.doers.as_ref().err()?;
    Some(Gap {
        rows: task.rows.clone(),
        method: task.bundle.method,
        role: task.bundle.role.clone(),
        per: task.bundle.frequency.per,
        subject: task.subject,
        part: task.part,
        window: task.window,
        reason,
    })
}

/// A task, and the day for which an earlier plan has it.
type Wished<'a> = (&'a Task<'a>, Option<usize>);

fn weekday(context: &Context<'_>, day: usize) -> i8 {
    context.days.date(day).weekday().to_monday_zero_offset()
}

/// After so many weeks a check no longer decides whose turn is next.
const REMEMBERED_WEEKS: usize = 16;

/// How many checks, other than those of every day, each person has.
#[derive(Default)]
struct Loads {
    /// How often each person's checks fell on each day of the week, Monday being zero.
    weekdays: HashMap<(usize, i8), u32>,
    weeks: BTreeMap<usize, BTreeMap<usize, u32>>,
    days: HashMap<(usize, usize), u32>,
}

impl Loads {
    fn of(context: &Context<'_>, kept: &[Duty]) -> Self {
        let mut loads = Self::default();
        for duty in kept.iter().filter(|duty| !duty.is_daily()) {
            if let Some(doer) = context.index(duty.doer) {
                loads.add(context, doer, context.days.place(duty.planned_on));
            }
        }
        loads
    }

    fn add(&mut self, context: &Context<'_>, doer: usize, day: usize) {
        let week = self.weeks.entry(context.days.week(day)).or_default();
        *week.entry(doer).or_default() += 1;
        *self.days.entry((doer, day)).or_default() += 1;
        *self.weekdays.entry((doer, weekday(context, day))).or_default() += 1;
    }

    /// What somebody has had in the weeks before, each week counting three quarters of the one after it: of two who
    /// have as little this week the next check goes to whom it came longer ago, and who has just come need not catch up
    /// with the year of the others.
    fn lately(&self, doer: usize, week: usize) -> u64 {
        let ago = |weeks: usize| week.checked_sub(weeks).and_then(|week| self.weeks.get(&week)?.get(&doer));
        let (lately, _) = (1..=REMEMBERED_WEEKS).fold((0, 1_000_000), |(sum, worth), weeks| {
            (sum + ago(weeks).map_or(0, |load| u64::from(*load) * worth), worth * 3 / 4)
        });
        lately
    }

    /// Gives the tasks of a week to people and days.
    fn give(&mut self, context: &Context<'_>, tasks: &[Wished<'_>], week: usize, days: &Days) -> Vec<Duty> {
        let able_in_week = |(task, _): &Wished<'_>| -> Vec<usize> {
            let doers = task.doers.as_deref().unwrap_or_default();
            doers.iter().filter(|(_, free)| free.meets(days)).map(|(doer, _)| *doer).collect()
        };
        let able: Vec<Vec<usize>> = tasks.iter().map(able_in_week).collect();
        let before = self.weeks.get(&week).cloned().unwrap_or_default();
        let lately = able.iter().flatten().map(|doer| (*doer, self.lately(*doer, week))).collect();
        let doers = balance::assign(&able, &before, &lately);
        let give = |(wished, doer): (&Wished<'_>, usize)| self.duty(context, *wished, doer, days);
        tasks.iter().zip(doers).filter_map(give).collect()
    }

    /// The duty on the day for which it was planned before, where that still can be; else where the person has least to
    /// do, in turn over the days of the week.
    fn duty(
        &mut self,
        context: &Context<'_>,
        (task, wished): Wished<'_>,
        doer: usize,
        week: &Days,
    ) -> Option<Duty> {
        let free = task.doers.as_deref().ok()?.iter().find(|(able, _)| *able == doer)?.1.and(week);
        let count = |day: usize| {
            let on_such = self.weekdays.get(&(doer, weekday(context, day))).copied().unwrap_or(0);
            (self.days.get(&(doer, day)).copied().unwrap_or(0), on_such)
        };
        let wished = wished.filter(|day| free.contains(*day));
        let day = wished.or_else(|| free.iter().min_by_key(|day| (count(*day), *day)))?;
        self.add(context, doer, day);
        Some(Duty {
            rows: task.rows.clone(),
            method: task.bundle.method,
            role: task.bundle.role.clone(),
            per: task.bundle.frequency.per,
            period: task.period,
            part: task.part,
            subject: task.subject,
            window: task.window,
            planned_on: context.days.date(day),
            doer: context.person(doer).id,
            focus: None,
        })
    }
}
