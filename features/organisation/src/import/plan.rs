//! What an import would do, before it does anything: a step for every row, and everything that is wrong with the file.

use solits_kernel::{TextError, clean, fold};

use super::{
    file::Row,
    table::{Column, Table},
};

/// What is wrong with a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// Nothing stands there.
    Missing,
    /// More than so many characters.
    TooLong(usize),
    /// A control character.
    NotText,
    /// No e-mail address.
    Address,
    /// The row that says the same.
    Twice(usize),
    /// There is none such; what there is.
    Unknown(Vec<String>),
    /// There are several of that name.
    Several,
    /// No employee has this address, here or in the file.
    Nobody,
    /// It is there, but out of use.
    Closed,
    /// No whole number within these.
    Number { least: i64, most: i64 },
    /// No amount in euros.
    Price,
    /// Whoever is above this employee is also below.
    Circle,
    /// Nobody could set the institution up any more.
    LastAdministrator,
}

/// A fault with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Problem {
    /// As a spreadsheet numbers it.
    pub(crate) row: usize,
    pub(crate) column: Column,
    pub(crate) typed: String,
    pub(crate) fault: Fault,
}

/// What happens to a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum What<I> {
    Add,
    Change(I),
    Keep,
}

/// What a change means to a reader.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Difference {
    pub(crate) column: Column,
    /// Empty for what was not there.
    pub(crate) was: String,
    pub(crate) becomes: String,
}

/// What a row of the file comes to.
#[derive(Clone, Debug)]
pub(crate) struct Step<I, T> {
    pub(crate) row: usize,
    /// What a reader knows it by.
    pub(crate) label: String,
    pub(crate) what: What<I>,
    /// How it is afterwards.
    pub(crate) result: T,
    pub(crate) differences: Vec<Difference>,
}

/// What an import would do.
#[derive(Clone, Debug)]
pub(crate) struct Plan<I, T> {
    pub(crate) steps: Vec<Step<I, T>>,
    /// With any of these nothing is imported.
    pub(crate) problems: Vec<Problem>,
}

/// How many rows come to what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) added: usize,
    pub(crate) changed: usize,
    pub(crate) kept: usize,
}

impl<I, T> Plan<I, T> {
    pub(crate) fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for step in &self.steps {
            match step.what {
                What::Add => counts.added += 1,
                What::Change(_) => counts.changed += 1,
                What::Keep => counts.kept += 1,
            }
        }
        counts
    }
}

impl<I: std::fmt::Debug, T: std::fmt::Debug> Plan<I, T> {
    /// The same text for the same doing, whatever language it was shown in.
    pub(crate) fn fingerprint(&self) -> String {
        use std::fmt::Write as _;
        let mut text = String::new();
        for step in &self.steps {
            let _ = write!(text, "{} {:?} {:?};", step.row, step.what, step.result);
        }
        let hash = solits_web::hash_secret(&text);
        hash.iter().fold(String::new(), |mut hex, byte| {
            let _ = write!(hex, "{byte:02x}");
            hex
        })
    }
}

/// A thing of the institution with the names a file may call it by.
#[derive(Clone, Debug)]
pub(crate) struct Named<I> {
    id: I,
    /// What it is called where it is shown.
    pub(crate) label: String,
    names: Vec<String>,
}

impl<I: Copy + PartialEq> Named<I> {
    pub(crate) fn new<'a>(id: I, label: &str, names: impl IntoIterator<Item = &'a str>) -> Self {
        let names = names.into_iter().map(fold).filter(|name| !name.is_empty()).collect();
        Self { id, label: label.to_owned(), names }
    }

    /// The one of that name, in any case and with or without diacritics.
    pub(crate) fn find(all: &[Self], typed: &str) -> Result<I, Fault> {
        let wanted = fold(typed);
        let mut found = all.iter().filter(|one| one.names.contains(&wanted)).map(|one| one.id);
        match (found.next(), found.next()) {
            (Some(one), None) => Ok(one),
            (Some(_), Some(_)) => Err(Fault::Several),
            (None, _) => Err(Fault::Unknown(meant(&wanted, all))),
        }
    }

    /// What it is called; empty for none.
    pub(crate) fn label(all: &[Self], id: Option<I>) -> String {
        let found = all.iter().find(|one| Some(one.id) == id);
        found.map(|one| one.label.clone()).unwrap_or_default()
    }
}

/// So many names are told when none is like the one that was written.
const MOST_TOLD: usize = 8;
/// Longer names are not compared letter by letter.
const MOST_COMPARED: usize = 80;

/// The name that was probably meant, or some of those there are.
fn meant<I>(wanted: &str, all: &[Named<I>]) -> Vec<String> {
    let allowed = 1 + wanted.chars().count() / 6;
    let nearest = all
        .iter()
        .flat_map(|one| one.names.iter().map(move |name| (distance(wanted, name), one)))
        .filter(|(distance, _)| *distance <= allowed)
        .min_by_key(|(distance, _)| *distance);
    nearest.map_or_else(
        || all.iter().take(MOST_TOLD).map(|one| one.label.clone()).collect(),
        |(_, one)| vec![one.label.clone()],
    )
}

/// How many letters have to be put in, left out or replaced to make one text of another.
fn distance(from: &str, to: &str) -> usize {
    let to: Vec<char> = to.chars().collect();
    let length = from.chars().count();
    if length > MOST_COMPARED || to.len() > MOST_COMPARED {
        return usize::MAX;
    }
    let mut costs: Vec<usize> = (0..=to.len()).collect();
    for (row, letter) in from.chars().enumerate() {
        let mut corner = row;
        costs[0] = row + 1;
        for (column, other) in to.iter().enumerate() {
            let replaced = corner + usize::from(letter != *other);
            corner = costs[column + 1];
            costs[column + 1] = replaced.min(corner + 1).min(costs[column] + 1);
        }
    }
    costs[to.len()]
}

/// A row while it is read: every fault is noted, and reading goes on.
pub(crate) struct Reading<'a> {
    table: &'a Table,
    pub(crate) row: &'a Row,
    pub(crate) problems: Vec<Problem>,
}

impl<'a> Reading<'a> {
    pub(crate) const fn new(table: &'a Table, row: &'a Row) -> Self {
        Self { table, row, problems: Vec::new() }
    }

    /// What stands under a column; `None` for an empty cell, which changes nothing.
    pub(crate) fn given(&self, column: Column) -> Option<&'a str> {
        Some(self.table.cell(self.row, column)).filter(|cell| !cell.is_empty())
    }

    pub(crate) fn refuse(&mut self, column: Column, fault: Fault) {
        let typed = self.table.cell(self.row, column).chars().take(100).collect();
        self.problems.push(Problem { row: self.row.number, column, typed, fault });
    }

    /// A text of at most so many characters on one line.
    pub(crate) fn text(&mut self, column: Column, most: usize) -> Option<String> {
        let one_line = self.given(column)?.split_whitespace().collect::<Vec<_>>().join(" ");
        self.cleaned(column, &one_line, most)
    }

    /// A text that may have several lines.
    pub(crate) fn lines(&mut self, column: Column, most: usize) -> Option<String> {
        self.cleaned(column, self.given(column)?, most)
    }

    fn cleaned(&mut self, column: Column, text: &str, most: usize) -> Option<String> {
        match clean(text, most) {
            Ok(text) => return Some(text),
            Err(TextError::Empty) => {}
            Err(TextError::TooLong(most)) => self.refuse(column, Fault::TooLong(most)),
            Err(TextError::Control) => self.refuse(column, Fault::NotText),
        }
        None
    }

    /// A whole number within limits.
    pub(crate) fn whole(&mut self, column: Column, least: i64, most: i64) -> Option<i64> {
        let number = self.given(column)?.parse().ok().filter(|number| (least..=most).contains(number));
        if number.is_none() {
            self.refuse(column, Fault::Number { least, most });
        }
        number
    }

    /// A thing of the institution by one of its names.
    pub(crate) fn named<I: Copy + PartialEq>(&mut self, column: Column, all: &[Named<I>]) -> Option<I> {
        match Named::find(all, self.given(column)?) {
            Ok(id) => Some(id),
            Err(fault) => {
                self.refuse(column, fault);
                None
            }
        }
    }
}

/// Notes what changes where two written values differ.
pub(crate) fn differ(differences: &mut Vec<Difference>, column: Column, was: String, becomes: String) {
    if was != becomes {
        differences.push(Difference { column, was, becomes });
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_name_is_found_in_any_spelling_and_a_mistyped_one_is_guessed() {
        let all = [
            Named::new(1, "Ezermala", ["ezermala", "Ezermala"]),
            Named::new(2, "Ķekava", ["kekava"]),
            Named::new(3, "Arhīvs", ["Arhīvs"]),
            Named::new(4, "Arhīvs", ["Arhīvs"]),
        ];
        assert_eq!(Named::find(&all, "  KEKAVA "), Ok(2));
        assert_eq!(Named::find(&all, "Ezermalla"), Err(Fault::Unknown(vec!["Ezermala".to_owned()])));
        assert_eq!(Named::find(&all, "arhivs"), Err(Fault::Several));
        let Err(Fault::Unknown(told)) = Named::find(&all, "Pavisam cits") else { panic!("found") };
        assert_eq!(told.len(), 4);
    }

    proptest! {
        #[test]
        fn texts_are_as_far_from_each_other_as_back(one in ".{0,12}", other in ".{0,12}") {
            prop_assert_eq!(distance(&one, &other), distance(&other, &one));
            prop_assert_eq!(distance(&one, &other) == 0, one == other);
        }
    }
}
