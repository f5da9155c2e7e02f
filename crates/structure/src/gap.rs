//! What is missing, in words, before a standard that names it enters into force (K-23).

use std::collections::BTreeSet;

use jiff::civil::Date;
use solits_kernel::{EmployeeId, Text};
use solits_standard::{Standard, model::Role};

use crate::{
    day::Day,
    ladder::{Complaint, Ladder, Outcome, decide},
    model::Structure,
    resolve::{About, DIRECT_MANAGER, EMPLOYEE, UNIT_HEAD, resolve, roles_of},
};

/// A role as it is named in sentences.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RoleName {
    /// Its id in the standard.
    pub id: String,
    /// Its title in Latvian and in English.
    pub title: (String, String),
    /// Where the standard names it.
    pub paragraph: String,
}

impl RoleName {
    /// The name of a role.
    pub fn of(role: &Role) -> Self {
        let title = Text::from(&role.title);
        Self { id: role.id.clone(), title: (title.lv, title.en), paragraph: role.paragraph.clone() }
    }
}

/// Why a role names nobody on a day.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gap {
    /// Nobody holds the role.
    NoHolder {
        /// The role.
        role: Box<RoleName>,
    },
    /// Whoever holds the role is away and nobody stands in.
    Away {
        /// The role.
        role: Box<RoleName>,
        /// Name of the one who is away.
        person: String,
    },
    /// Neither the unit nor one above it has a head.
    UnitWithoutHead {
        /// The role that the head would hold.
        role: Box<RoleName>,
        /// Name of the unit.
        unit: String,
    },
    /// Somebody belongs to no unit, so that no head answers for them.
    WithoutUnit {
        /// The role that the head would hold.
        role: Box<RoleName>,
        /// Name of the person.
        person: String,
    },
    /// Somebody has no direct manager.
    NobodyAbove {
        /// The role of the direct manager.
        role: Box<RoleName>,
        /// Name of the person.
        person: String,
    },
    /// Who holds the role depends on whom the matter is about, and that is not said.
    DependsOnMatter {
        /// The role.
        role: Box<RoleName>,
    },
    /// The standard uses a role that it does not explain.
    UnknownRole {
        /// The role's id.
        id: String,
    },
    /// The standard has no complaint ladder.
    NoLadder,
    /// A complaint about somebody has nobody to decide it, and no body outside is named.
    NobodyDecides {
        /// Name of the person; absent for a complaint about the service in general.
        about: Option<String>,
    },
    /// The standard names no addressee for such a non-conformity.
    NoRoute {
        /// Its kind.
        kind: String,
    },
}

impl Gap {
    /// The role that is not filled, where it is about one.
    pub fn role(&self) -> Option<&RoleName> {
        match self {
            Self::NoHolder { role }
            | Self::Away { role, .. }
            | Self::UnitWithoutHead { role, .. }
            | Self::WithoutUnit { role, .. }
            | Self::NobodyAbove { role, .. }
            | Self::DependsOnMatter { role } => Some(role),
            Self::UnknownRole { .. } | Self::NoLadder | Self::NobodyDecides { .. } | Self::NoRoute { .. } => {
                None
            }
        }
    }

    /// What is missing, in one sentence.
    pub fn sentence(&self) -> Text {
        match self {
            Self::NoHolder { role } => Text::new(
                format!("Lomu „{}” šajā dienā nepilda neviens.", role.title.0),
                format!("Nobody holds the role “{}” on this day.", role.title.1),
            ),
            Self::Away { role, person } => Text::new(
                format!("{person} ({}) šajā dienā nav darbā, un aizvietotāja nav.", role.title.0),
                format!("{person} ({}) is away on this day, and nobody stands in.", role.title.1),
            ),
            Self::UnitWithoutHead { unit, .. } => Text::new(
                format!("Struktūrvienībai „{unit}” nav vadītāja."),
                format!("The unit “{unit}” has no head."),
            ),
            Self::WithoutUnit { person, .. } => Text::new(
                format!("Darbiniekam nav struktūrvienības: {person}."),
                format!("{person} belongs to no unit."),
            ),
            Self::NobodyAbove { person, .. } => Text::new(
                format!("Darbiniekam nav tiešā vadītāja: {person}."),
                format!("{person} has no direct manager."),
            ),
            Self::DependsOnMatter { role } => Text::new(
                format!(
                    "Kas pilda lomu „{}”, ir atkarīgs no tā, par kuru cilvēku vai struktūrvienību ir runa.",
                    role.title.0
                ),
                format!(
                    "Who holds the role “{}” depends on the person or the unit it is about.",
                    role.title.1
                ),
            ),
            Self::UnknownRole { id } => Text::new(
                format!("Standarts lomu „{id}” neizskaidro."),
                format!("The standard does not explain the role “{id}”."),
            ),
            Self::NoLadder => Text::new(
                "Standartā nav sūdzību kāpņu, un neviens nav noteikts, kas lemj par sūdzību.",
                "The standard has no complaint ladder: nobody is named to decide on a complaint.",
            ),
            Self::NobodyDecides { about: Some(person) } => Text::new(
                format!("Sūdzībai par šo darbinieku nav lēmēja: {person}."),
                format!("Nobody can decide on a complaint about {person}."),
            ),
            Self::NobodyDecides { about: None } => Text::new(
                "Sūdzībai par apkalpošanu kopumā nav lēmēja.",
                "Nobody can decide on a complaint about the service in general.",
            ),
            Self::NoRoute { kind } => Text::new(
                format!("Standarts nenosaka, kam ziņo par šādu neatbilstību: „{kind}”."),
                format!("The standard names nobody to whom such a non-conformity is reported: “{kind}”."),
            ),
        }
    }

    /// How to mend it, in one sentence.
    pub fn mend(&self) -> Text {
        let (lv, en) = match self {
            Self::NoHolder { .. } => (
                "Norādiet, kurš cilvēks, struktūrvienība vai institūcija pilda šo lomu.",
                "Name the person, the unit or the body that holds this role.",
            ),
            Self::Away { .. } => {
                ("Norādiet, kas aizvieto prombūtnes laikā.", "Name who stands in during the absence.")
            }
            Self::UnitWithoutHead { .. } => {
                ("Norādiet struktūrvienības vadītāju.", "Name the head of the unit.")
            }
            Self::WithoutUnit { .. } => {
                ("Darbinieka lapā norādiet struktūrvienību.", "Name the unit on the page of the employee.")
            }
            Self::NobodyAbove { .. } => (
                "Darbinieka lapā norādiet tiešo vadītāju vai struktūrvienību, kurai ir vadītājs.",
                "Name the direct manager on the page of the employee, or a unit that has a head.",
            ),
            Self::DependsOnMatter { .. } => {
                ("Norādiet cilvēku vai struktūrvienību.", "Name the person or the unit.")
            }
            Self::UnknownRole { .. } => {
                ("Pierakstiet lomu standartā: [[role]].", "Add the role to the standard: [[role]].")
            }
            Self::NoLadder => {
                ("Pierakstiet standartā sūdzību kāpnes: [[rung]].", "Add a ladder to the standard: [[rung]].")
            }
            Self::NobodyDecides { .. } => (
                "Pierakstiet standartā augstāku sūdzību kāpņu pakāpi vai norādiet institūciju, pie kuras vērsties, ja iestādē lemt nevar neviens.",
                "Add a higher rung to the standard, or name the body to turn to when nobody inside may decide.",
            ),
            Self::NoRoute { .. } => (
                "Pierakstiet standartā, kam par to ziņo: [[route]].",
                "Add to the standard to whom it is reported: [[route]].",
            ),
        };
        Text::new(lv, en)
    }
}

/// Everything that a standard names as a role and that names nobody on the day, and everybody about whom a complaint would
/// find no decider (K-23). In a fixed order, nothing twice.
pub fn gaps(standard: &Standard, structure: &Structure, date: Date) -> Vec<Gap> {
    let day = structure.on(date);
    let ladder = Ladder::of(standard);
    let mut found = BTreeSet::new();
    for role in &standard.lists().roles {
        found.extend(gaps_of_role(&role.value, &ladder, &day));
    }
    found.extend(gaps_of_ladder(&ladder, &day));
    found.into_iter().collect()
}

/// The gaps of one role.
pub(crate) fn gaps_of_role(role: &Role, ladder: &Ladder, day: &Day<'_>) -> Vec<Gap> {
    let gap = |about: About| resolve(role, about, day).err();
    match role.id.as_str() {
        UNIT_HEAD if day.units().next().is_some() => {
            day.units().filter_map(|unit| gap(About::Unit(unit.id))).collect()
        }
        DIRECT_MANAGER => day
            .people()
            .filter(|person| day.superior(person.id).is_some() || !is_top(person.id, ladder, day))
            .filter_map(|person| gap(About::Person(person.id)))
            .collect(),
        EMPLOYEE if day.people().next().is_some() => Vec::new(),
        UNIT_HEAD | EMPLOYEE => gap(About::Institution)
            .map(|_| Gap::NoHolder { role: Box::new(RoleName::of(role)) })
            .into_iter()
            .collect(),
        _ => gap(About::Institution).into_iter().collect(),
    }
}

/// Whether nobody need stand above the person: whoever leads others, or decides on a rung. What becomes of a complaint
/// about them is the ladder's question.
fn is_top(id: EmployeeId, ladder: &Ladder, day: &Day<'_>) -> bool {
    !day.headed(id).is_empty() || !day.reports(id).is_empty() || ladder.is_decided_by(&roles_of(id, day))
}

fn gaps_of_ladder(ladder: &Ladder, day: &Day<'_>) -> Vec<Gap> {
    if ladder.is_empty() {
        return vec![Gap::NoLadder];
    }
    let everybody = day.people().map(|person| About::Person(person.id));
    everybody
        .chain([About::Institution])
        .filter_map(|about| match decide(ladder, &Complaint::new(about), day).outcome {
            Outcome::Nobody(gap) => Some(gap),
            Outcome::Decides(_) | Outcome::LastResort(_) => None,
        })
        .collect()
}
