//! The organisation as it is recorded: each statement with the days on which it holds.

use jiff::civil::Date;
use solits_kernel::{EmployeeId, Text, UnitId};

/// Everything that is known of the organisation, past, present and planned; [`Structure::on`] shows one day of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Structure {
    /// The people who work or have worked here.
    pub people: Vec<Person>,
    /// The units; each may belong to another (B-02).
    pub units: Vec<Unit>,
    /// Who works where, and under whom.
    pub posts: Vec<Post>,
    /// Who heads which unit.
    pub headships: Vec<Headship>,
    /// Who is away when.
    pub absences: Vec<Absence>,
    /// Who stands in for whom whenever that person is away.
    pub substitutions: Vec<Substitution>,
    /// Who holds which role of the standard (B-01), and [`LAST_RESORT`].
    pub holdings: Vec<Holding>,
}

/// The name, among the roles, of the body outside to which a client can turn when nobody inside may decide (K-23). No
/// standard names it: it is the institution's own.
pub const LAST_RESORT: &str = "last_resort";

/// The days on which something holds, both ends included; an absent end is open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct During {
    /// First day.
    pub from: Option<Date>,
    /// Last day.
    pub until: Option<Date>,
}

impl During {
    /// Always.
    pub const ALWAYS: Self = Self { from: None, until: None };

    /// From the first day to the last, both included.
    pub const fn days(from: Date, until: Date) -> Self {
        Self { from: Some(from), until: Some(until) }
    }
    /// Whether the day is one of these.
    pub fn covers(self, date: Date) -> bool {
        self.from.is_none_or(|from| from <= date) && self.until.is_none_or(|until| date <= until)
    }
}

/// A person who works for the institution.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Who.
    pub id: EmployeeId,
    /// Name and surname.
    pub name: String,
    /// The days of employment; on others the person decides nothing.
    pub employed: During,
}

/// A part of the organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// Which.
    pub id: UnitId,
    /// Name.
    pub name: String,
    /// The unit it belongs to; absent directly under the institution.
    pub parent: Option<UnitId>,
}

/// Where somebody works.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Post {
    /// Who.
    pub employee: EmployeeId,
    /// Title of the post.
    pub title: String,
    /// The unit; absent for those directly under the institution.
    pub unit: Option<UnitId>,
    /// The direct manager where it is somebody else than the head of the unit (B-06).
    pub supervisor: Option<EmployeeId>,
    /// When.
    pub during: During,
}

/// That somebody heads a unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Headship {
    /// The unit.
    pub unit: UnitId,
    /// The head.
    pub head: EmployeeId,
    /// When.
    pub during: During,
}

/// Days on which somebody does not work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Absence {
    /// Who is away.
    pub employee: EmployeeId,
    /// When.
    pub during: During,
    /// Who stands in meanwhile (B-27); absent: whoever is named in [`Structure::substitutions`].
    pub substitute: Option<EmployeeId>,
}

/// That one person stands in for another whenever that one is away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Substitution {
    /// For whom.
    pub of: EmployeeId,
    /// Who stands in.
    pub by: EmployeeId,
    /// When this arrangement holds.
    pub during: During,
}

/// That a role of the standard is held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holding {
    /// The role's id in the standard: `service_quality_manager`.
    pub role: String,
    /// By whom.
    pub holder: Holder,
    /// For which unit and those under it; absent for the whole institution.
    pub within: Option<UnitId>,
    /// When.
    pub during: During,
}

/// What can hold a role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Holder {
    /// A person.
    Person(EmployeeId),
    /// A unit, for which its head answers (B-08, B-10, B-14).
    Unit(UnitId),
    /// A body whose members are not recorded here, such as a council (B-23).
    Body(Body),
}

/// A body with the way to reach it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Body {
    /// Name.
    pub name: Text,
    /// Address, phone or e-mail.
    pub contact: String,
}
