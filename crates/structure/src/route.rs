//! Where a non-conformity goes: by its type to the role that the standard names, and when (area L).

use solits_standard::{CompiledPromise, Effective, Standard, event::EventKind, model::Route};

use crate::{
    day::Day,
    gap::Gap,
    resolve::{About, Resolved, resolve},
};

/// To whom a non-conformity is reported.
#[derive(Clone, Debug, PartialEq)]
pub struct Routed<'a> {
    /// Who receives it.
    pub to: Resolved,
    /// The route in the standard.
    pub route: &'a Effective<Route>,
    /// The promise by which it is to be reported, where the standard sets one.
    pub within: Option<&'a CompiledPromise>,
}

/// Who receives a non-conformity of this kind that lies with `about`: the unit that carries out the order (vzd 28.1), or in
/// whose territory the object is (vzd 28.3).
pub fn route<'a>(standard: &'a Standard, kind: &str, about: About, day: &Day<'_>) -> Result<Routed<'a>, Gap> {
    let lists = standard.lists();
    let route = lists
        .routes
        .iter()
        .find(|route| route.value.about == kind)
        .ok_or_else(|| Gap::NoRoute { kind: kind.to_owned() })?;
    let role = lists
        .roles
        .iter()
        .find(|role| role.value.id == route.value.to)
        .ok_or_else(|| Gap::UnknownRole { id: route.value.to.clone() })?;
    let to = resolve(&role.value, about, day)?;
    let within = standard.promises_starting_on(EventKind::NonconformityFound).next();
    Ok(Routed { to, route, within })
}
