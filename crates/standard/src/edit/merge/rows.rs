//! The rows of a list in three files, and which is which.

use std::collections::BTreeSet;

use super::align::align;
use crate::edit::data::Data;

/// More moves of single entries than this are no longer worked into another order.
const MOST_SWAPS: usize = 200;

/// What the three files say at one place; `None` where a file says nothing.
#[derive(Clone, Copy)]
pub(super) struct Three<'d> {
    pub(super) base: Option<&'d Data>,
    pub(super) mine: Option<&'d Data>,
    pub(super) theirs: Option<&'d Data>,
}

impl<'d> Three<'d> {
    pub(super) fn get(self, key: &str) -> Self {
        let get = |data: Option<&'d Data>| data.and_then(|data| data.get(key));
        Self { base: get(self.base), mine: get(self.mine), theirs: get(self.theirs) }
    }
    /// Whether there is nothing of mine to work in.
    pub(super) fn is_settled(self) -> bool {
        self.mine == self.theirs || self.mine == self.base
    }
}

/// The moves that bring entries into an order; `None` where they are too many.
pub(super) fn sorting(now: &mut [usize], wanted: &[usize]) -> Option<Vec<usize>> {
    let mut swaps = Vec::new();
    for (place, row) in wanted.iter().enumerate() {
        let at = now.iter().position(|other| other == row)?;
        for left in (place..at).rev() {
            now.swap(left, left + 1);
            swaps.push(left);
        }
        if swaps.len() > MOST_SWAPS {
            return None;
        }
    }
    Some(swaps)
}

/// Whose order a list has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    Theirs,
    Mine,
    Clashing,
}

/// The rows of three lists and which is which.
pub(super) struct Rows<'d> {
    base: &'d [Data],
    pub(super) mine: &'d [Data],
    pub(super) theirs: &'d [Data],
    base_in_mine: Vec<Option<usize>>,
    base_in_theirs: Vec<Option<usize>>,
    /// For each row of mine its place in theirs, by way of the base or as the same addition of both.
    pub(super) mine_in_theirs: Vec<Option<usize>>,
}

type Side<'d> = (usize, &'d Data);

impl<'d> Rows<'d> {
    /// The rows of three lists; `None` where they are too many and too different to be told apart.
    pub(super) fn of(three: Three<'d>, name: Option<&str>) -> Option<Self> {
        let rows = |data: Option<&'d Data>| data.map_or(&[][..], Data::rows);
        let (base, mine, theirs) = (rows(three.base), rows(three.mine), rows(three.theirs));
        let (base_in_mine, base_in_theirs) = (align(base, mine, name)?, align(base, theirs, name)?);
        let mut mine_in_theirs = vec![None; mine.len()];
        for (ours, other) in base_in_mine.iter().zip(&base_in_theirs) {
            if let Some(ours) = ours {
                mine_in_theirs[*ours] = *other;
            }
        }
        let known: BTreeSet<usize> = base_in_mine.iter().flatten().copied().collect();
        let mut taken: BTreeSet<usize> = base_in_theirs.iter().flatten().copied().collect();
        for place in (0..mine.len()).filter(|place| !known.contains(place)) {
            let ours = name.and_then(|name| mine[place].get(name));
            let same = |other: &usize| {
                let named =
                    ours.is_some_and(|ours| name.and_then(|name| theirs[*other].get(name)) == Some(ours));
                named || mine[place] == theirs[*other]
            };
            mine_in_theirs[place] = (0..theirs.len()).filter(|other| !taken.contains(other)).find(same);
            taken.extend(mine_in_theirs[place]);
        }
        Some(Self { base, mine, theirs, base_in_mine, base_in_theirs, mine_in_theirs })
    }

    fn base_of_mine(&self, mine: usize) -> Option<&'d Data> {
        let place = self.base_in_mine.iter().position(|place| *place == Some(mine))?;
        self.base.get(place)
    }

    /// Rows that both have, with the base where it had them too.
    pub(super) fn pairs(&self) -> impl Iterator<Item = (Side<'d>, Side<'d>, Option<&'d Data>)> {
        self.mine_in_theirs.iter().enumerate().filter_map(|(mine, theirs)| {
            let theirs = (*theirs)?;
            Some(((mine, &self.mine[mine]), (theirs, &self.theirs[theirs]), self.base_of_mine(mine)))
        })
    }

    /// Rows that one took out and the other changed.
    pub(super) fn removed_and_changed(
        &self,
    ) -> impl Iterator<Item = (Option<Side<'d>>, Option<Side<'d>>, &'d Data)> {
        self.base.iter().enumerate().filter_map(|(place, base)| {
            match (self.base_in_mine[place], self.base_in_theirs[place]) {
                (Some(mine), None) if self.mine[mine] != *base => {
                    Some((Some((mine, &self.mine[mine])), None, base))
                }
                (None, Some(theirs)) if self.theirs[theirs] != *base => {
                    Some((None, Some((theirs, &self.theirs[theirs])), base))
                }
                _ => None,
            }
        })
    }

    /// Places in theirs of rows that mine took out and theirs left alone.
    pub(super) fn gone(&self) -> Vec<usize> {
        let mut gone: Vec<usize> = self
            .base
            .iter()
            .enumerate()
            .filter(|(place, _)| self.base_in_mine[*place].is_none())
            .filter_map(|(place, base)| {
                self.base_in_theirs[place].filter(|theirs| self.theirs[*theirs] == *base)
            })
            .collect();
        gone.sort_unstable();
        gone
    }

    /// Places in mine of rows that only mine has and the base had not.
    pub(super) fn added(&self) -> Vec<usize> {
        (0..self.mine.len())
            .filter(|mine| self.mine_in_theirs[*mine].is_none() && !self.base_in_mine.contains(&Some(*mine)))
            .collect()
    }

    /// Whether both put something else in the place of the same row: kept row by row, both would stay.
    pub(super) fn is_replaced_by_both(&self) -> bool {
        let gone = self.base_in_mine.iter().zip(&self.base_in_theirs);
        let mut gone = gone.filter(|(mine, theirs)| mine.is_none() && theirs.is_none());
        let news = |known: &[Option<usize>], rows: &[Data]| rows.len() > known.iter().flatten().count();
        gone.next().is_some()
            && (news(&self.base_in_mine, self.mine) || news(&self.base_in_theirs, self.theirs))
    }

    pub(super) fn order(&self) -> Order {
        let of = |places: &[Option<usize>]| {
            let both = (0..self.base.len())
                .filter(|place| self.base_in_mine[*place].is_some() && self.base_in_theirs[*place].is_some());
            let mut order: Vec<usize> = both.collect();
            order.sort_by_key(|place| places[*place]);
            order
        };
        let (mine, theirs) = (of(&self.base_in_mine), of(&self.base_in_theirs));
        match (mine.is_sorted(), theirs.is_sorted()) {
            _ if mine == theirs => Order::Theirs,
            (true, _) => Order::Theirs,
            (false, true) => Order::Mine,
            (false, false) => Order::Clashing,
        }
    }

    /// The order of mine, with each row that only theirs has behind the one it follows there.
    pub(super) fn wanted(&self, now: &[usize], new: impl Fn(usize) -> usize) -> Vec<usize> {
        let mut wanted: Vec<usize> = (0..self.mine.len())
            .map(|mine| self.mine_in_theirs[mine].unwrap_or_else(|| new(mine)))
            .filter(|row| now.contains(row))
            .collect();
        for (place, row) in now.iter().enumerate() {
            if !wanted.contains(row) {
                let before =
                    now[..place].iter().rev().find_map(|row| wanted.iter().position(|other| other == row));
                wanted.insert(before.map_or(0, |before| before + 1), *row);
            }
        }
        wanted
    }
}
