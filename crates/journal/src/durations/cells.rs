//! Histograms of visits by line and employee, and how a day or a month of them is stored in few bytes.

use std::collections::BTreeMap;

use solits_kernel::{EmployeeId, LineId};
use solits_obligation::{Histogram, read_number, write_number};
use uuid::Uuid;

use super::Visit;

/// How long the parts of some visits took.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parts {
    /// In the line.
    pub wait: Histogram,
    /// From the call to the desk.
    pub walk: Histogram,
    /// At the desk.
    pub serve: Histogram,
    /// The whole visit.
    pub stay: Histogram,
}

impl Parts {
    /// Adds other visits.
    pub fn merge(&mut self, other: &Self) {
        self.wait.merge(&other.wait);
        self.walk.merge(&other.walk);
        self.serve.merge(&other.serve);
        self.stay.merge(&other.stay);
    }

    /// How many visits there are.
    pub fn count(&self) -> u64 {
        self.stay.count()
    }

    fn each(&mut self, visit: &Visit) -> [(&mut Histogram, i64); 4] {
        [
            (&mut self.wait, visit.wait_ms),
            (&mut self.walk, visit.walk_ms),
            (&mut self.serve, visit.serve_ms),
            (&mut self.stay, visit.stay_ms),
        ]
    }

    fn write(&self, out: &mut Vec<u8>) {
        for histogram in [&self.wait, &self.walk, &self.serve, &self.stay] {
            histogram.write(out);
        }
    }

    fn read(bytes: &mut &[u8]) -> Option<Self> {
        Some(Self {
            wait: Histogram::read(bytes)?,
            walk: Histogram::read(bytes)?,
            serve: Histogram::read(bytes)?,
            stay: Histogram::read(bytes)?,
        })
    }
}

/// The visits of a branch in one period, by line and employee. A month keeps no lines: there the line is nobody's id.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cells(BTreeMap<(LineId, EmployeeId), Parts>);

/// Begins every stored value, so that a later form can be told from this one.
const FORM: u8 = 1;

impl Cells {
    /// Adds a visit under its line and employee.
    pub fn add(&mut self, visit: &Visit) {
        self.add_under((visit.line, visit.employee), visit);
    }

    /// Adds a visit under its employee alone, as months are kept.
    pub fn add_without_line(&mut self, visit: &Visit) {
        self.add_under((no_line(), visit.employee), visit);
    }

    /// Takes back a visit that was added under its line and employee.
    pub(crate) fn remove(&mut self, visit: &Visit) {
        self.remove_under((visit.line, visit.employee), visit);
    }

    /// Takes back a visit that was added under its employee alone.
    pub(crate) fn remove_without_line(&mut self, visit: &Visit) {
        self.remove_under((no_line(), visit.employee), visit);
    }

    fn add_under(&mut self, key: (LineId, EmployeeId), visit: &Visit) {
        for (histogram, millis) in self.0.entry(key).or_default().each(visit) {
            histogram.add(millis);
        }
    }

    fn remove_under(&mut self, key: (LineId, EmployeeId), visit: &Visit) {
        let Some(parts) = self.0.get_mut(&key) else { return };
        for (histogram, millis) in parts.each(visit) {
            histogram.remove(millis);
        }
        if *parts == Parts::default() {
            self.0.remove(&key);
        }
    }

    /// Every group with its line, its employee and its parts.
    pub fn iter(&self) -> impl Iterator<Item = (LineId, EmployeeId, &Parts)> {
        self.0.iter().map(|((line, employee), parts)| (*line, *employee, parts))
    }

    /// Whether there is no visit.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The visits of all groups together.
    pub fn total(&self) -> Parts {
        let mut total = Parts::default();
        for parts in self.0.values() {
            total.merge(parts);
        }
        total
    }

    /// The stored form: lines and employees are named once, each group points to its own.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut employees: Vec<EmployeeId> = self.0.keys().map(|key| key.1).collect();
        employees.sort_unstable();
        employees.dedup();
        let mut by_line: BTreeMap<LineId, Vec<(usize, &Parts)>> = BTreeMap::new();
        for ((line, employee), parts) in &self.0 {
            let place = employees.binary_search(employee).unwrap_or_default();
            by_line.entry(*line).or_default().push((place, parts));
        }
        let mut out = vec![FORM];
        write_number(&mut out, employees.len() as u64);
        for employee in &employees {
            out.extend_from_slice(employee.uuid().as_bytes());
        }
        write_number(&mut out, by_line.len() as u64);
        for (line, groups) in by_line {
            out.extend_from_slice(line.uuid().as_bytes());
            write_number(&mut out, groups.len() as u64);
            for (place, parts) in groups {
                write_number(&mut out, place as u64);
                parts.write(&mut out);
            }
        }
        out
    }

    /// Reads the stored form; `None` where the bytes do not hold it.
    pub fn from_bytes(mut bytes: &[u8]) -> Option<Self> {
        let bytes = &mut bytes;
        let (form, rest) = bytes.split_first()?;
        *bytes = rest;
        if *form != FORM {
            return None;
        }
        let mut employees = Vec::new();
        for _ in 0..read_number(bytes)? {
            employees.push(EmployeeId::new(read_id(bytes)?));
        }
        let mut cells = BTreeMap::new();
        for _ in 0..read_number(bytes)? {
            let line = LineId::new(read_id(bytes)?);
            for _ in 0..read_number(bytes)? {
                let place = usize::try_from(read_number(bytes)?).ok()?;
                cells.insert((line, *employees.get(place)?), Parts::read(bytes)?);
            }
        }
        bytes.is_empty().then_some(Self(cells))
    }
}

fn no_line() -> LineId {
    LineId::new(Uuid::nil())
}

fn read_id(bytes: &mut &[u8]) -> Option<Uuid> {
    let (id, rest) = bytes.split_first_chunk::<16>()?;
    *bytes = rest;
    Some(Uuid::from_bytes(*id))
}
