//! The people and places of an institution in one year, as far as planning has to know them.

use std::{collections::BTreeMap, sync::Arc};

use jiff::civil::Date;
use solits_calendar::Calendar;
use solits_kernel::{BranchId, EmployeeId, UnitId};

/// The people and places of an institution.
#[derive(Clone, Debug)]
pub struct Organisation {
    /// The working days of whoever belongs to no branch, and of duties about the whole institution.
    pub calendar: Arc<Calendar>,
    /// Everybody who is bound by the standard at some time of the year.
    pub people: Vec<Person>,
    /// The places where clients are served.
    pub places: Vec<Place>,
    /// Who holds a role that the matrix names; the employee and the direct manager need no entry.
    pub holders: BTreeMap<String, Vec<EmployeeId>>,
}

/// Somebody who works for the institution.
#[derive(Clone, Debug)]
pub struct Person {
    /// Who.
    pub id: EmployeeId,
    /// The unit.
    pub unit: Option<UnitId>,
    /// The place where the person serves clients.
    pub branch: Option<BranchId>,
    /// The direct manager.
    pub supervisor: Option<EmployeeId>,
    /// Involvement levels.
    pub levels: Vec<u8>,
    /// The first day of work.
    pub from: Date,
    /// The last day of work; absent: goes on.
    pub until: Option<Date>,
    /// Days away.
    pub absences: Vec<Absence>,
}

impl Person {
    /// Whether a row of the matrix concerns this person; a row without levels concerns everybody (O-05).
    pub fn has_level_of(&self, levels: &[u8]) -> bool {
        levels.is_empty() || self.levels.iter().any(|level| levels.contains(level))
    }

    /// Whether the person works for the institution on this day, present or not.
    pub fn is_employed_on(&self, day: Date) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until)
    }

    /// The absence that a day falls into.
    pub fn absence_on(&self, day: Date) -> Option<&Absence> {
        self.absences.iter().find(|absence| (absence.from..=absence.until).contains(&day))
    }
}

/// Days on which somebody is away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Absence {
    /// The first day.
    pub from: Date,
    /// The last day.
    pub until: Date,
    /// Who stands in (B-27).
    pub substitute: Option<EmployeeId>,
}

/// A place where clients are served.
#[derive(Clone, Debug)]
pub struct Place {
    /// Which.
    pub id: BranchId,
    /// Its working days.
    pub calendar: Arc<Calendar>,
    /// Whether its queue leaves data to be looked through.
    pub queue: QueueDevice,
}

/// Whether a place has a queue device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QueueDevice {
    /// It has one.
    Installed,
    /// It has none: a review of queue data is not asked of it.
    Absent,
}
