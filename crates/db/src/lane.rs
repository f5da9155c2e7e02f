//! Lanes: which rows of a sum a transaction adds to, so that those who run side by side never wait for each other.

use std::sync::{Arc, Mutex, PoisonError};

/// The lanes of one node. The lowest free one is given out, so that there are only as many as ever ran at once.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lanes(Arc<Mutex<u64>>);

/// Whoever comes when all lanes are taken shares this one, and waits for whoever has it.
const LAST: u32 = 63;

impl Lanes {
    /// The lowest free lane, given back when it is dropped.
    pub(crate) fn take(&self) -> Lane {
        let mut taken = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let number = taken.trailing_ones().min(LAST);
        *taken |= 1 << number;
        Lane { lanes: self.clone(), number }
    }
}

/// A lane in use.
#[derive(Debug)]
pub(crate) struct Lane {
    lanes: Lanes,
    number: u32,
}

impl Lane {
    /// Its number, from 0.
    pub(crate) fn number(&self) -> i64 {
        self.number.into()
    }
}

impl Drop for Lane {
    fn drop(&mut self) {
        *self.lanes.0.lock().unwrap_or_else(PoisonError::into_inner) &= !(1 << self.number);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lowest_free_lane_is_given_out_and_taken_back() {
        let lanes = Lanes::default();
        let (first, second) = (lanes.take(), lanes.take());
        assert_eq!((first.number(), second.number()), (0, 1));
        drop(first);
        assert_eq!(lanes.take().number(), 0);
        assert_eq!(lanes.take().number(), 0);
        drop(second);
    }

    #[test]
    fn when_all_lanes_are_taken_the_last_is_shared() {
        let lanes = Lanes::default();
        let all: Vec<Lane> = (0..70).map(|_| lanes.take()).collect();
        let numbers: Vec<i64> = all.iter().map(Lane::number).collect();
        assert_eq!(numbers[..64], (0..64).collect::<Vec<i64>>());
        assert_eq!(numbers[64..], [63; 6]);
    }
}
