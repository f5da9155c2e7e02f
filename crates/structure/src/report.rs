//! To whom a late promise is reported: the person who holds the role that day, or whoever stands in; where nobody does, the
//! next above. Nobody is told of what is hidden from them: a complaint about the head of a unit that runs late is reported to
//! whoever stands above the head.

use solits_kernel::EmployeeId;
use solits_standard::Standard;

use crate::{
    day::Day,
    gap::{Gap, RoleName},
    ladder::Ladder,
    resolve::{About, Resolved, fill},
};

/// Who is told of something on a day.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// Who.
    pub to: Resolved,
    /// By which role: the one that was named, or one above it.
    pub role: RoleName,
    /// Why nobody was told at the role that was named and at those between; empty where somebody was.
    pub passed: Vec<PassedBy>,
}

/// Why a role on the way up was passed by.
#[derive(Clone, Debug, PartialEq)]
pub enum PassedBy {
    /// Nobody holds it that day.
    Gap(Gap),
    /// Whoever holds it, or stands in, must not know of the matter: it concerns them (K-08).
    Hidden(RoleName),
}

/// Who is told in place of a role in a matter on a day; nobody of whom `is_hidden_from` says that they must not know of it.
///
/// The way up is that of the complaint ladder: the role that decides about this one, else the role it stands under, else the
/// next rung. What was passed by at every role on it where nobody is found up to the top.
pub fn told(
    standard: &Standard,
    role: &str,
    about: About,
    day: &Day<'_>,
    is_hidden_from: impl Fn(EmployeeId) -> bool,
) -> Result<Told, Vec<PassedBy>> {
    let mut passed = Vec::new();
    for id in Ladder::of(standard).way_up(role) {
        let Some(role) = standard.lists().roles.iter().find(|role| role.value.id == id) else {
            passed.push(PassedBy::Gap(Gap::UnknownRole { id }));
            continue;
        };
        match fill(&role.value, about, day, |person| is_hidden_from(person).then_some(())) {
            Ok(to) => return Ok(Told { to, role: RoleName::of(&role.value), passed }),
            Err(unfilled) if unfilled.refused.is_empty() => passed.push(PassedBy::Gap(unfilled.gap)),
            Err(_) => passed.push(PassedBy::Hidden(RoleName::of(&role.value))),
        }
    }
    Err(passed)
}
