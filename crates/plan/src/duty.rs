//! A duty of the year.

use jiff::civil::Date;
use solits_kernel::{BranchId, EmployeeId, day_number};
use solits_standard::model::{Method, Period};

use crate::{Window, words};

/// One check that one person is to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Duty {
    /// The rows of the matrix that it covers, by number, in their order.
    pub rows: Vec<u16>,
    /// How.
    pub method: Method,
    /// The role by which the person does it.
    pub role: String,
    /// How often the rows ask for it.
    pub per: Period,
    /// Which of the periods of the year, from one; for every working day the day of the year.
    pub period: u16,
    /// Which of several in that period, from one.
    pub part: u32,
    /// About whom or what.
    pub subject: Subject,
    /// Within which working days.
    pub window: Window,
    /// The day for which it is planned.
    pub planned_on: Date,
    /// Who does it.
    pub doer: EmployeeId,
    /// Whom of a team to look at first that day: everybody's turn comes, although nobody can watch all every day.
    pub focus: Option<EmployeeId>,
}

/// About whom or what a duty is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// One employee.
    Employee(EmployeeId),
    /// A place and the people who serve there.
    Branch(BranchId),
    /// The people of a direct manager, or that manager's own part of the work.
    Team(EmployeeId),
    /// The whole institution.
    Institution,
}

impl Subject {
    /// A short name that stays the same, for keys: `employee:…`.
    pub fn code(&self) -> String {
        match self {
            Self::Employee(id) => format!("employee:{id}"),
            Self::Branch(id) => format!("branch:{id}"),
            Self::Team(id) => format!("team:{id}"),
            Self::Institution => "institution".to_owned(),
        }
    }

    /// The subject of a [`code`](Self::code); `None` for any other text.
    pub fn parse(code: &str) -> Option<Self> {
        if code == "institution" {
            return Some(Self::Institution);
        }
        let (kind, id) = code.split_once(':')?;
        match kind {
            "employee" => id.parse().ok().map(Self::Employee),
            "branch" => id.parse().ok().map(Self::Branch),
            "team" => id.parse().ok().map(Self::Team),
            _ => None,
        }
    }
}

impl Duty {
    /// What makes the duty this one and no other: however often the year is planned again, no two duties share it.
    pub fn key(&self) -> String {
        key(self.method, &self.role, self.per, self.planned_on.year(), self.period, self.part, &self.subject)
    }

    /// Whether the duty belongs to a single day.
    pub const fn is_daily(&self) -> bool {
        matches!(self.per, Period::WorkingDay)
    }

    /// The order in which duties are listed: by day, person, method, role and subject.
    pub(crate) fn order(&self) -> (i64, EmployeeId, &'static str, &str, Subject, u16, u32) {
        (
            day_number(self.planned_on),
            self.doer,
            words::method_code(self.method),
            &self.role,
            self.subject,
            self.period,
            self.part,
        )
    }
}

pub(crate) fn key(
    method: Method,
    role: &str,
    per: Period,
    year: i16,
    period: u16,
    part: u32,
    subject: &Subject,
) -> String {
    let (method, per) = (words::method_code(method), words::period_code(per));
    format!("{year}/{per}-{period}-{part}/{method}/{role}/{}", subject.code())
}
