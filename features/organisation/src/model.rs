//! Branches, lines, services and employees as other rooms see them.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use solits_calendar::Calendar;
use solits_kernel::{BranchId, EmployeeId, InstitutionId, LineId, ServiceId, Text, UnitId};

/// The institution's own particulars, used on every page, notice and letter.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct InstitutionProfile {
    /// The body it is under, or a part of; may be empty.
    pub parent_body: Text,
    /// Registration number.
    pub registration: String,
    /// Postal address.
    pub address: String,
    /// Telephone.
    pub phone: String,
    /// Fax.
    pub fax: String,
    /// E-mail.
    pub email: String,
    /// Website.
    pub website: String,
    /// Other ways to reach it, in a line: accounts elsewhere, the e-address.
    pub other_contacts: String,
}

/// The institution.
#[derive(Clone, Debug)]
pub struct Institution {
    /// Number.
    pub id: InstitutionId,
    /// Code in public addresses.
    pub code: String,
    /// Name.
    pub name: Text,
    /// Particulars.
    pub profile: InstitutionProfile,
    /// Whether it is a demonstration.
    pub demo: bool,
}

/// A place where clients are served.
#[derive(Clone, Debug)]
pub struct Branch {
    /// Id.
    pub id: BranchId,
    /// Code in public addresses.
    pub code: String,
    /// Name.
    pub name: Text,
    /// Address.
    pub address: String,
    /// Telephone.
    pub phone: String,
    /// E-mail.
    pub email: String,
    /// Opening hours and working days.
    pub calendar: Arc<Calendar>,
    /// Whether a queue device is installed (E-01).
    pub queue_device: bool,
}

/// A line, with the same name in every branch (E-02).
#[derive(Clone, Debug)]
pub struct Line {
    /// Id.
    pub id: LineId,
    /// Letter of its tickets.
    pub letter: String,
    /// Name.
    pub name: Text,
}

/// What the card of a service says (area C).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ServiceCard {
    /// What it is.
    pub description: Text,
    /// Who may receive it.
    pub who: Text,
    /// Documents to bring.
    pub documents: Vec<Text>,
    /// Legal basis.
    pub legal_basis: Vec<String>,
    /// Channels through which it can be asked for.
    pub channels: Vec<String>,
    /// What the client receives.
    pub result: Text,
    /// Steps.
    pub steps: Vec<Text>,
    /// How the price is made up.
    pub price_words: Text,
    /// Ways of payment.
    pub payment: Vec<String>,
    /// Formats and places of delivery.
    pub delivery: Vec<String>,
    /// Address of the e-service.
    pub link: String,
    /// Questions that lead to the right service (C-14).
    pub questions: Vec<Text>,
    /// Problems that may arise (C-17).
    pub warnings: Vec<Text>,
    /// Contact person in words.
    pub contact: String,
}

/// When a service has to be done (C-04).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deadline {
    /// `working_days`, `calendar_days`, `months` or `opening_hours`.
    pub unit: String,
    /// How many.
    pub count: i64,
}

/// Whether the client's identity is checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IdentityCheck {
    /// Not needed.
    No,
    /// Asked where it matters.
    Ask,
    /// Always.
    Must,
}

impl IdentityCheck {
    /// As stored.
    pub const fn name(self) -> &'static str {
        match self {
            Self::No => "no",
            Self::Ask => "ask",
            Self::Must => "must",
        }
    }
    /// The rule of a stored name.
    pub fn parse(name: &str) -> Option<Self> {
        [Self::No, Self::Ask, Self::Must].into_iter().find(|rule| rule.name() == name)
    }
}

/// An entry of the service catalogue.
#[derive(Clone, Debug)]
pub struct Service {
    /// Id.
    pub id: ServiceId,
    /// Code.
    pub code: String,
    /// The line it is served in.
    pub line: Option<LineId>,
    /// Name.
    pub name: Text,
    /// Card.
    pub card: ServiceCard,
    /// Deadline; none: as fast as possible.
    pub deadline: Option<Deadline>,
    /// Price; none: free of charge.
    pub price_cents: Option<i64>,
    /// Identity rule.
    pub identity_check: IdentityCheck,
    /// Usual length at the desk.
    pub usual_minutes: i64,
    /// Who answers for it.
    pub owner: Option<EmployeeId>,
}

/// A person who works for the institution.
#[derive(Clone, Debug)]
pub struct Employee {
    /// Id.
    pub id: EmployeeId,
    /// Name.
    pub name: String,
    /// Post.
    pub post: String,
    /// E-mail, by which the person signs in.
    pub email: String,
    /// Telephone.
    pub phone: String,
    /// Unit.
    pub unit: Option<UnitId>,
    /// Branch.
    pub branch: Option<BranchId>,
    /// Direct supervisor.
    pub supervisor: Option<EmployeeId>,
    /// Involvement levels.
    pub levels: Vec<u8>,
    /// Roles.
    pub roles: Vec<String>,
    /// Whether the person still works here.
    pub active: bool,
}
