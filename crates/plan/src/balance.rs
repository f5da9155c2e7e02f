//! Who does the tasks of one week, so that nobody has two more than somebody who could take one over.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// Gives each task to one of those who can do it.
///
/// `able` holds for each task who can do it, never nobody. `before` is what people already have in the week, `lately`
/// what they have had in the weeks before: of two who have as little this week, the one who has had less goes first.
/// Afterwards no chain of handing tasks on could make the loads of two people more even.
pub(crate) fn assign(
    able: &[Vec<usize>],
    before: &BTreeMap<usize, u32>,
    lately: &BTreeMap<usize, u64>,
) -> Vec<usize> {
    let mut week = Week { able, load: before.clone(), given: Vec::with_capacity(able.len()) };
    for doers in able {
        let least = doers
            .iter()
            .min_by_key(|doer| (week.load_of(**doer), lately.get(doer).copied().unwrap_or(0), **doer));
        let doer = least.copied().unwrap_or(0);
        *week.load.entry(doer).or_default() += 1;
        week.given.push(doer);
    }
    while week.even_out() {}
    week.given
}

struct Week<'a> {
    able: &'a [Vec<usize>],
    load: BTreeMap<usize, u32>,
    given: Vec<usize>,
}

impl Week<'_> {
    fn load_of(&self, person: usize) -> u32 {
        self.load.get(&person).copied().unwrap_or(0)
    }

    /// Moves one task from somebody to another with at least two less, over others if need be; whether it did.
    fn even_out(&mut self) -> bool {
        let mut givers: Vec<usize> = self
            .given
            .iter()
            .zip(self.able)
            .filter(|(_, able)| able.len() > 1)
            .map(|(doer, _)| *doer)
            .collect::<BTreeSet<usize>>()
            .into_iter()
            .collect();
        givers.sort_by_key(|person| std::cmp::Reverse(self.load_of(*person)));
        let Some(chain) = givers.into_iter().find_map(|giver| self.chain_from(giver)) else { return false };
        for (task, to) in chain {
            let from = self.given[task];
            if let Some(load) = self.load.get_mut(&from) {
                *load -= 1;
            }
            *self.load.entry(to).or_default() += 1;
            self.given[task] = to;
        }
        true
    }

    /// The shortest chain of tasks handed on that ends at somebody with at least two less than `giver`.
    fn chain_from(&self, giver: usize) -> Option<Vec<(usize, usize)>> {
        let wanted = self.load_of(giver).checked_sub(2)?;
        let mut reached: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
        let mut queue = VecDeque::from([giver]);
        while let Some(person) = queue.pop_front() {
            for (task, _) in self.given.iter().enumerate().filter(|(_, doer)| **doer == person) {
                for &next in &self.able[task] {
                    if next == giver || reached.contains_key(&next) {
                        continue;
                    }
                    reached.insert(next, (task, person));
                    if self.load_of(next) <= wanted {
                        return Some(chain_to(next, giver, &reached));
                    }
                    queue.push_back(next);
                }
            }
        }
        None
    }
}

fn chain_to(end: usize, giver: usize, reached: &BTreeMap<usize, (usize, usize)>) -> Vec<(usize, usize)> {
    let mut chain = Vec::new();
    let mut person = end;
    while person != giver {
        let (task, from) = reached[&person];
        chain.push((task, person));
        person = from;
    }
    chain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn loads(able: &[Vec<usize>]) -> Vec<u32> {
        let given = assign(able, &BTreeMap::new(), &BTreeMap::new());
        let most = given.iter().max().map_or(0, |person| person + 1);
        (0..most)
            .map(|person| u32::try_from(given.iter().filter(|doer| **doer == person).count()).unwrap())
            .collect()
    }

    #[test]
    fn five_tasks_that_two_people_can_do_are_three_and_two() {
        assert_eq!(loads(&vec![vec![0, 1]; 5]), [3, 2]);
    }

    #[test]
    fn a_task_goes_over_a_third_person_to_the_one_with_nothing() {
        // Taken one by one they would be two, one and none: 0 can only hand to 1, who hands another on to 2.
        assert_eq!(loads(&[vec![1, 2], vec![0, 1], vec![0]]), [1, 1, 1]);
    }

    #[test]
    fn who_has_done_less_lately_goes_first() {
        let lately = BTreeMap::from([(0, 4), (1, 3)]);
        assert_eq!(assign(&[vec![0, 1]], &BTreeMap::new(), &lately), [1]);
    }
}
