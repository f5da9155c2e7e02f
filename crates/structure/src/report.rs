//! To whom a late promise is reported: the person who holds the role that day, or whoever stands in; where nobody does, the
//! next above.

use solits_standard::Standard;

use crate::{
    day::Day,
    gap::{Gap, RoleName},
    ladder::Ladder,
    resolve::{About, Resolved, resolve},
};

/// Who is told of something on a day.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// Who.
    pub to: Resolved,
    /// By which role: the one that was named, or one above it.
    pub role: RoleName,
    /// Why nobody was found at the role that was named and at those between; empty where somebody holds it.
    pub passed: Vec<Gap>,
}

/// Who is told in place of a role in a matter on a day.
///
/// The way up is that of the complaint ladder: the role that decides about this one, else the role it stands under, else the
/// next rung. [`Gap`]s of every role on it where nobody is found up to the top.
pub fn told(standard: &Standard, role: &str, about: About, day: &Day<'_>) -> Result<Told, Vec<Gap>> {
    let mut passed = Vec::new();
    for id in Ladder::of(standard).way_up(role) {
        let Some(role) = standard.lists().roles.iter().find(|role| role.value.id == id) else {
            passed.push(Gap::UnknownRole { id });
            continue;
        };
        match resolve(&role.value, about, day) {
            Ok(to) => return Ok(Told { to, role: RoleName::of(&role.value), passed }),
            Err(gap) => passed.push(gap),
        }
    }
    Err(passed)
}
