//! Which entry of one list is which entry of another.

use crate::edit::data::Data;

/// More pairs than these are not compared to find out which are alike.
const MOST_PAIRS: usize = 1_000_000;

/// For each entry of `old` its place in `new`: by name, else by being the same, else by being alike. `None` where too
/// many are left to be compared with each other.
pub(super) fn align(old: &[Data], new: &[Data], name: Option<&str>) -> Option<Vec<Option<usize>>> {
    let mut found = Pairs { of_old: vec![None; old.len()], of_new: vec![None; new.len()] };
    if let Some(name) = name {
        let names = |rows: &'_ [Data]| rows.iter().map(|row| row.get(name).cloned()).collect::<Vec<_>>();
        let (old, new) = (names(old), names(new));
        found.pair(&old, &new, |one, two| one.is_some() && one == two);
    }
    found.pair(old, new, |one, two| one == two);
    let free = |places: &[Option<usize>]| -> Vec<usize> {
        places.iter().enumerate().filter(|(_, place)| place.is_none()).map(|(place, _)| place).collect()
    };
    let (free_old, free_new) = (free(&found.of_old), free(&found.of_new));
    if free_old.len() * free_new.len() > MOST_PAIRS {
        return None;
    }
    let mut alike: Vec<(usize, usize, usize, usize)> = Vec::new();
    for place in free_old {
        let gap = found.gap(place);
        for other in free_new.iter().copied() {
            let (same, all) = likeness(&old[place], &new[other]);
            if same > 0 && (gap.contains(&other) || same * 2 >= all) {
                alike.push((usize::MAX - same, place.abs_diff(other), place, other));
            }
        }
    }
    alike.sort_unstable();
    for (_, _, place, other) in alike {
        if found.of_old[place].is_none() && found.of_new[other].is_none() {
            found.join(place, other);
        }
    }
    Some(found.of_old)
}

struct Pairs {
    of_old: Vec<Option<usize>>,
    of_new: Vec<Option<usize>>,
}

impl Pairs {
    fn join(&mut self, old: usize, new: usize) {
        self.of_old[old] = Some(new);
        self.of_new[new] = Some(old);
    }

    fn pair<T>(&mut self, old: &[T], new: &[T], same: impl Fn(&T, &T) -> bool) {
        let mut from = 0;
        for (place, one) in old.iter().enumerate() {
            if self.of_old[place].is_some() {
                continue;
            }
            let free = |other: &usize| self.of_new[*other].is_none() && same(one, &new[*other]);
            // Entries that say the same are paired in their order.
            if let Some(other) = (from..new.len()).chain(0..from).find(free) {
                self.join(place, other);
                from = other + 1;
            }
        }
    }

    /// The places in `new` between the partners of an entry's neighbours.
    fn gap(&self, place: usize) -> std::ops::Range<usize> {
        let left = self.of_old[..place].iter().rev().flatten().next().map_or(0, |other| other + 1);
        let right = self.of_old[place..].iter().flatten().next().copied().unwrap_or(self.of_new.len());
        left..right
    }
}

/// How many values two entries share, and how many the longer one has.
fn likeness(one: &Data, two: &Data) -> (usize, usize) {
    match (one, two) {
        (Data::Table(entries), Data::Table(_)) => {
            let same = entries.iter().filter_map(|(key, value)| Some(likeness(value, two.get(key)?).0)).sum();
            (same, size(one).max(size(two)))
        }
        (Data::List(rows), Data::List(others)) => {
            let same = rows.iter().zip(others).map(|(one, two)| likeness(one, two).0).sum();
            (same, size(one).max(size(two)))
        }
        _ => (usize::from(one == two), size(one).max(size(two))),
    }
}

fn size(data: &Data) -> usize {
    match data {
        Data::Table(entries) => entries.iter().map(|(_, value)| size(value)).sum(),
        Data::List(rows) => rows.iter().map(size).sum(),
        _ => 1,
    }
}
