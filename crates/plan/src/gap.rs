//! What the matrix asks for and nobody can do.

use solits_kernel::Text;
use solits_standard::model::{Method, Period};

use crate::{Subject, Window};

/// A check that the matrix asks for and that could not be given to anybody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// The rows of the matrix, by number.
    pub rows: Vec<u16>,
    /// How it would be done.
    pub method: Method,
    /// The role that would do it; empty where the row names none.
    pub role: String,
    /// How often.
    pub per: Period,
    /// About whom or what.
    pub subject: Subject,
    /// Which of several in the period, from one.
    pub part: u32,
    /// The working days within which it would be done.
    pub window: Window,
    /// Why nobody does it.
    pub reason: GapReason,
}

/// Why nobody can do a check.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum GapReason {
    /// The row names no role.
    NoRole,
    /// Nobody holds the role.
    NoHolder,
    /// Whoever holds the role is the person looked at, or works in the same unit or place.
    NobodyIndependent,
    /// Those who could do it are away on every day on which it could be done.
    NobodyPresent,
    /// The employee to be looked at is away all the time: nothing is owed.
    SubjectAway,
    /// The time passed before it was planned.
    Passed,
}

impl GapReason {
    /// Every reason.
    pub const ALL: [Self; 6] = [
        Self::NoRole,
        Self::NoHolder,
        Self::NobodyIndependent,
        Self::NobodyPresent,
        Self::SubjectAway,
        Self::Passed,
    ];

    /// A short name that stays the same.
    pub const fn code(self) -> &'static str {
        match self {
            Self::NoRole => "no_role",
            Self::NoHolder => "no_holder",
            Self::NobodyIndependent => "nobody_independent",
            Self::NobodyPresent => "nobody_present",
            Self::SubjectAway => "subject_away",
            Self::Passed => "passed",
        }
    }

    /// The reason in words, with what mends it where something does.
    pub fn words(self) -> Text {
        let (lv, en) = match self {
            Self::NoRole => {
                ("Standarts nenosauc, kurš to dara.", "The standard does not name who does this.")
            }
            Self::NoHolder => {
                ("Šo pienākumu neviens neveic; ieceliet kādu.", "Nobody holds this role; appoint somebody.")
            }
            Self::NobodyIndependent => (
                "Ikviens, kas to varētu darīt, strādā turpat vai vērtētu pats sevi; ieceliet vēl kādu no citas \
                 struktūrvienības.",
                "Whoever could do this works in the same place or would judge himself or herself; appoint somebody \
                 from another unit.",
            ),
            Self::NobodyPresent => (
                "Tie, kas to varētu darīt, visu šo laiku ir prom; norādiet aizvietotāju.",
                "Those who could do this are away all this time; name a substitute.",
            ),
            Self::SubjectAway => ("Darbinieks visu šo laiku ir prom.", "The employee is away all this time."),
            Self::Passed => ("Laiks pagāja, pirms to ieplānoja.", "The time passed before this was planned."),
        };
        Text::new(lv, en)
    }
}
