//! Reporting a non-conformity: saved and sent to whoever answers for its type in one step (L-02).

use std::collections::BTreeSet;

use solits_db::Tx;
use solits_journal::{Actor, Entry, record};
use solits_kernel::{CaseId, EmployeeId, UnitId, clean};
use solits_standard::event::EventKind;
use solits_structure::Structure;
use solits_web::{App, recall, remember};

use super::{
    ColleagueError, MOST_LINE, MOST_TEXT,
    ask::told_manager,
    hidden_from,
    letter::{self, is_confidential, unless_hidden},
    person, tell,
};
use crate::{
    model::{
        nonconformity::{Certainty, Nonconformity, NonconformityId, Stage, StepTaken, reference},
        way::{Way, way},
    },
    store::nonconformities,
};

/// A non-conformity to be reported.
#[derive(Clone, Debug)]
pub struct Report {
    /// The type, as the standard names it; `other` for what it does not name.
    pub kind: String,
    /// What was found, at most 4000 characters.
    pub found: String,
    /// Whether it is only feared.
    pub is_possible: bool,
    /// The page from which it is reported, as a path of this program; empty for none.
    pub place: String,
    /// The case in which it was found. Whoever reports must see it.
    pub case: Option<CaseId>,
    /// The unit that carries out the order, or in whose territory the object lies.
    pub unit: Option<UnitId>,
    /// Repeats with the same key give the same report; empty for none.
    pub key: String,
}

/// Reports a non-conformity. It goes at once to whoever answers for its type; where nobody does, it is kept with what is
/// missing, and the promise to report it stays open until somebody is found.
pub async fn report(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    report: Report,
) -> Result<NonconformityId, ColleagueError> {
    let by = person(actor)?;
    if let Some(before) = recall(tx, "nonconformity.report", &report.key).await? {
        return before.parse().map_err(|_| ColleagueError::NotFound);
    }
    if let Some(case) = report.case {
        solits_cases::find(tx, case).await?.ok_or(ColleagueError::NotFound)?;
    }
    let loaded = app.heart.loaded(tx).await?;
    let standard = loaded.standard(actor.at);
    let year = i64::from(actor.at.day().year());
    let mut one = Nonconformity {
        id: app.random.id(actor.at),
        reference: String::new(),
        kind: report.kind,
        standard: standard.as_ref().map_or(0, |(number, _)| *number),
        certainty: if report.is_possible { Certainty::Possible } else { Certainty::Found },
        found: clean(&report.found, MOST_TEXT)?,
        place: place(&report.place),
        case: report.case,
        unit: report.unit,
        reported_by: by,
        found_at: actor.at,
        routed_at: None,
        addressee: None,
        role: String::new(),
        body: String::new(),
        received_at: None,
        remedy: String::new(),
        remedied_at: None,
        closed_at: None,
        closing: String::new(),
        copied_to: None,
        stage: Stage::Unrouted,
        version: 1,
    };
    let way = find_way(tx, app, actor, &one).await?;
    send(&mut one, &way, actor);
    one.copied_to = manager_of(tx, app, actor, &one).await?;
    one.reference = reference(year, nonconformities::next_number(tx, year).await?);
    remember(tx, "nonconformity.report", &report.key, &one.id.to_string(), actor.at).await?;
    nonconformities::insert(tx, &one).await?;
    let branch = solits_organisation::find_employee(tx, by).await?.and_then(|employee| employee.branch);
    let entry = Entry::new(EventKind::NonconformityFound, one.id, branch)
        .with("kind", one.kind.as_str())
        .with("possible", one.certainty == Certainty::Possible)
        .with("case", one.case)
        .with("unit", one.unit);
    record(tx, &app.heart, actor, entry).await?;
    step(tx, app, actor, &one, "found", one.found.clone(), None).await?;
    tell_sent(tx, app, actor, &one, &way).await?;
    Ok(one.id)
}

/// Sends a report on its way again after what was missing has been mended.
pub async fn send_again(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    id: NonconformityId,
    version: i64,
) -> Result<(), ColleagueError> {
    person(actor)?;
    let before = nonconformities::find(tx, id).await?.ok_or(ColleagueError::NotFound)?;
    if before.version != version || before.stage != Stage::Unrouted {
        return Err(ColleagueError::Stale);
    }
    let way = find_way(tx, app, actor, &before).await?;
    let mut after = before.clone();
    send(&mut after, &way, actor);
    after.copied_to = manager_of(tx, app, actor, &after).await?;
    after.version += 1;
    if !nonconformities::update(tx, &after, before.version).await? {
        return Err(ColleagueError::Stale);
    }
    tell_sent(tx, app, actor, &after, &way).await
}

/// Where a report goes today.
pub(crate) async fn find_way(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    one: &Nonconformity,
) -> Result<Way, ColleagueError> {
    let structure: Structure = solits_organisation::find_structure(tx).await?;
    let day = structure.on(actor.at.day());
    if one.unit.is_some_and(|unit| day.units().all(|known| known.id != unit)) {
        return Err(ColleagueError::NotFound);
    }
    let hidden_from = match one.case {
        Some(case) => hidden_from(tx, case).await?,
        None => BTreeSet::new(),
    };
    let standard = app.heart.loaded(tx).await?.standard(actor.at).map(|(_, standard)| standard);
    Ok(way(standard.as_deref(), &one.kind, one.unit, one.reported_by, &day, &hidden_from)?)
}

/// The manager who is told where whoever answers for a report works in another unit, if the standard wants it (J-04). Of a
/// report out of a confidential case no manager is told.
pub(super) async fn manager_of(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    one: &Nonconformity,
) -> Result<Option<EmployeeId>, ColleagueError> {
    let Some(addressee) = one.addressee else { return Ok(None) };
    if is_confidential(tx, one.case).await? {
        return Ok(None);
    }
    let hidden_from = match one.case {
        Some(case) => hidden_from(tx, case).await?,
        None => BTreeSet::new(),
    };
    let structure = solits_organisation::find_structure(tx).await?;
    let day = structure.on(actor.at.day());
    let loaded = app.heart.loaded(tx).await?;
    let manager = told_manager(addressee, one.reported_by, None, &loaded, &day, actor.at);
    Ok(unless_hidden(manager, &hidden_from))
}

fn send(one: &mut Nonconformity, way: &Way, actor: &Actor) {
    match way {
        Way::Person { to, role } => {
            one.addressee = Some(*to);
            one.role.clone_from(role);
        }
        Way::Body { name, contact, role } => {
            one.body = format!("{} ({contact})", name.lv);
            one.role.clone_from(role);
        }
        Way::Nowhere { .. } => return,
    }
    one.routed_at = Some(actor.at);
    one.stage = Stage::Reported;
}

/// Records that a report was sent, or that there is nobody to send it to.
async fn tell_sent(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    one: &Nonconformity,
    way: &Way,
) -> Result<(), ColleagueError> {
    if let Way::Nowhere { why, .. } = way {
        return step(tx, app, actor, one, "unrouted", why.lv.clone(), None).await;
    }
    let branch =
        solits_organisation::find_employee(tx, one.reported_by).await?.and_then(|employee| employee.branch);
    let entry = Entry::new(EventKind::NonconformityReported, one.id, branch)
        .with("kind", one.kind.as_str())
        .with("role", one.role.as_str())
        .with("to", one.addressee)
        .with("copied_to", one.copied_to);
    record(tx, &app.heart, actor, entry).await?;
    step(tx, app, actor, one, "routed", one.body.clone(), one.addressee).await?;
    let structure = solits_organisation::find_structure(tx).await?;
    let day = structure.on(actor.at.day());
    letter::of_report(tx, app, actor, one, &day).await?;
    let acting = one.addressee.and_then(|addressee| day.acting_for(addressee));
    tell(tx, [Some(one.reported_by), one.addressee, acting, one.copied_to].into_iter().flatten());
    Ok(())
}

pub(super) async fn step(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    one: &Nonconformity,
    what: &str,
    text: String,
    to: Option<EmployeeId>,
) -> Result<(), ColleagueError> {
    let step = StepTaken {
        id: app.random.uuid(actor.at),
        at: actor.at,
        by: person(actor)?,
        what: what.to_owned(),
        text,
        to,
    };
    nonconformities::insert_step(tx, one.id, &step).await?;
    Ok(())
}

/// A path of this program without what follows it; anything else is dropped.
pub(crate) fn place(typed: &str) -> String {
    let path = typed.split(['?', '#']).next().unwrap_or_default();
    let is_ours = path.starts_with('/')
        && !path.starts_with("//")
        && path.len() <= MOST_LINE
        && path.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '/' | '-' | '_' | '.'));
    if is_ours { path.to_owned() } else { String::new() }
}

#[cfg(test)]
mod tests {
    use super::place;

    /// The address comes from a link that anybody can make.
    #[test]
    fn only_a_path_of_this_program_is_kept_as_the_place() {
        assert_eq!(place("/cases/01?notice=x#guides"), "/cases/01");
        for foreign in ["https://example.com/", "//example.com", "javascript:alert(1)", "/a b", "/<b>", ""] {
            assert_eq!(place(foreign), "", "{foreign}");
        }
    }
}
