//! In which week each task is done: where those who could do it have least to do, far from the last of its kind.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, HashMap},
};

use crate::{Subject, days::Days, tasks::Task};

/// One task, shared among those who could do it; so many parts that the shares stay whole for pools of up to ten.
const WHOLE: u64 = 2520;
/// Checks of one subject that lie so many weeks apart are far enough.
const FAR: usize = 4;

/// The week of each task, in the order of the tasks; nothing for one that nobody can do.
///
/// `wished` is the week in which an earlier plan has it: the task stays there when it still can be done then.
pub(crate) fn place(tasks: &[Task<'_>], wished: &[Option<usize>], weeks: &[Days]) -> Vec<Option<usize>> {
    let mut placed = vec![None; tasks.len()];
    let mut burden = Burden::default();
    // Those that stay come first, so that the others are spread around them.
    for (index, week) in wished.iter().enumerate() {
        let Some(week) = week.filter(|week| !present(&tasks[index], &weeks[*week]).is_empty()) else {
            continue;
        };
        burden.add(&tasks[index], week, &weeks[week]);
        placed[index] = Some(week);
    }
    for index in order(tasks) {
        if placed[index].is_none() {
            placed[index] = burden.best_week(&tasks[index], weeks);
            if let Some(week) = placed[index] {
                burden.add(&tasks[index], week, &weeks[week]);
            }
        }
    }
    placed
}

/// Who was there from the beginning before who came later; short windows, which leave less choice, before long ones.
fn order(tasks: &[Task<'_>]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..tasks.len()).collect();
    let length = |task: &Task<'_>| {
        solits_kernel::day_number(task.window.closes) - solits_kernel::day_number(task.window.opens)
    };
    order.sort_by_key(|index| {
        let task = &tasks[*index];
        (task.arrival, length(task), task.window, *index)
    });
    order
}

fn present(task: &Task<'_>, week: &Days) -> Vec<usize> {
    let doers = task.doers.as_deref().unwrap_or_default();
    doers.iter().filter(|(_, days)| days.meets(week)).map(|(doer, _)| *doer).collect()
}

/// What lies on each person in each week so far.
#[derive(Default)]
struct Burden {
    shares: HashMap<(usize, usize), u64>,
    pools: HashMap<Vec<usize>, BTreeMap<usize, u32>>,
    kinds: HashMap<(usize, Subject), Vec<usize>>,
}

impl Burden {
    fn best_week(&self, task: &Task<'_>, weeks: &[Days]) -> Option<usize> {
        let possible: Vec<(usize, Vec<usize>)> = (0..weeks.len())
            .filter(|week| task.days.meets(&weeks[*week]))
            .map(|week| (week, present(task, &weeks[week])))
            .filter(|(_, doers)| !doers.is_empty())
            .collect();
        let middle = possible.get(possible.len() / 2)?.0;
        let best = possible.iter().min_by_key(|(week, doers)| {
            let load: u64 =
                doers.iter().map(|doer| self.shares.get(&(*doer, *week)).copied().unwrap_or(0)).sum();
            (
                load / doers.len() as u64,
                Reverse(self.weeks_to_the_same(task, *week)),
                Reverse(self.weeks_to_others(task, *week)),
                week.abs_diff(middle),
                *week,
            )
        });
        best.map(|(week, _)| *week)
    }

    fn add(&mut self, task: &Task<'_>, week: usize, days: &Days) {
        let doers = present(task, days);
        for doer in &doers {
            *self.shares.entry((*doer, week)).or_default() += WHOLE / doers.len() as u64;
        }
        *self.pools.entry(pool(task)).or_default().entry(week).or_default() += 1;
        self.kinds.entry((task.bundle.number, task.subject)).or_default().push(week);
    }

    /// Weeks between this one and the nearest in which the same is done about the same subject.
    fn weeks_to_the_same(&self, task: &Task<'_>, week: usize) -> usize {
        let same = self.kinds.get(&(task.bundle.number, task.subject));
        let nearest = same.and_then(|weeks| weeks.iter().map(|other| week.abs_diff(*other)).min());
        nearest.unwrap_or(FAR).min(FAR)
    }

    /// Weeks between this one and the nearest in which the same people have something to do.
    fn weeks_to_others(&self, task: &Task<'_>, week: usize) -> usize {
        let Some(weeks) = self.pools.get(&pool(task)) else { return usize::MAX };
        let before = weeks.range(..=week).next_back().map(|(other, _)| week - other);
        let after = weeks.range(week..).next().map(|(other, _)| other - week);
        before.into_iter().chain(after).min().unwrap_or(usize::MAX)
    }
}

fn pool(task: &Task<'_>) -> Vec<usize> {
    task.doers.as_deref().unwrap_or_default().iter().map(|(doer, _)| *doer).collect()
}
