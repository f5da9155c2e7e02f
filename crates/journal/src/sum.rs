//! Sums that stand for many things, so that two sides can be compared without holding either of them.

use std::{
    collections::hash_map::RandomState,
    hash::{BuildHasher as _, Hash},
};

/// The sum of the marks of some things, in whatever order they came. Other things have another sum, but for a chance that
/// nobody will live to see.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Sum([u64; 2]);

impl Sum {
    /// Adds a thing by its mark, so many times.
    pub(crate) fn add(&mut self, mark: Self, times: u64) {
        for (mine, mark) in self.0.iter_mut().zip(mark.0) {
            *mine = mine.wrapping_add(mark.wrapping_mul(times));
        }
    }

    /// Takes a thing out again.
    pub(crate) fn remove(&mut self, mark: Self) {
        for (mine, mark) in self.0.iter_mut().zip(mark.0) {
            *mine = mine.wrapping_sub(mark);
        }
    }

    /// Whether as much was taken out as was added.
    pub(crate) fn is_even(self) -> bool {
        self == Self::default()
    }
}

/// Draws the marks that stand for things. Every comparison draws its own, so that nobody can make rows to fit.
#[derive(Clone, Debug, Default)]
pub(crate) struct Marks([RandomState; 2]);

impl Marks {
    /// The mark of a thing.
    pub(crate) fn of(&self, thing: &impl Hash) -> Sum {
        Sum(self.0.each_ref().map(|state| state.hash_one(thing)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_things_come_to_the_same_in_any_order_and_others_do_not() {
        let marks = Marks::default();
        let sum = |things: &[&str]| {
            let mut sum = Sum::default();
            for thing in things {
                sum.add(marks.of(thing), 1);
            }
            sum
        };
        assert_eq!(sum(&["a", "b", "b"]), sum(&["b", "a", "b"]));
        assert_ne!(sum(&["a", "b"]), sum(&["a", "b", "b"]));
        assert_ne!(sum(&["a", "a"]), sum(&["b", "b"]));
        let mut several = Sum::default();
        several.add(marks.of(&"a"), 3);
        assert_eq!(several, sum(&["a", "a", "a"]));
        for _ in 0..3 {
            several.remove(marks.of(&"a"));
        }
        assert!(several.is_even());
    }
}
