//! The organisation as the decisions of `structure` read it, from what is stored.

use std::collections::HashMap;

use solits_db::{DbError, Tx};
use solits_kernel::{EmployeeId, Text, UnitId, day_of_number};
use solits_structure::{
    Absence, Body, During, Headship, Holder, Holding, Person, Post, Structure, Substitution, Unit,
};

use super::store::{self, HeadRow, HoldingRow, PostRow};
use crate::{absences, facts, units};

/// Everything that is known of the organisation, past, present and planned.
///
/// Roles that are ticked on the page of an employee are held always; those that are named for days, on those days.
pub async fn find_structure(tx: &mut Tx) -> Result<Structure, DbError> {
    let mut structure = Structure::default();
    people(tx, &mut structure).await?;
    heads(tx, &mut structure).await?;
    for row in absences::store::list(tx).await? {
        structure.absences.push(Absence {
            employee: row.employee_id,
            during: During::days(day_of_number(row.from_on), day_of_number(row.until_on)),
            substitute: row.substitute_id,
        });
    }
    for row in absences::store::list_substitutes(tx).await? {
        structure.substitutions.push(Substitution {
            of: row.employee_id,
            by: row.substitute_id,
            during: During::ALWAYS,
        });
    }
    for row in store::list_holdings(tx).await? {
        let (during, within) = (days(row.from_on, row.until_on), row.within_id);
        let Some(holder) = holder(&row) else { continue };
        structure.holdings.push(Holding { role: row.role, holder, within, during });
    }
    Ok(structure)
}

async fn people(tx: &mut Tx, structure: &mut Structure) -> Result<(), DbError> {
    let mut changes: HashMap<EmployeeId, Vec<PostRow>> = HashMap::new();
    for change in store::list_posts(tx).await? {
        changes.entry(change.employee_id).or_default().push(change);
    }
    for employee in facts::list_employees(tx).await? {
        let id = employee.id;
        for role in employee.roles {
            let (holder, within, during) = (Holder::Person(id), None, During::ALWAYS);
            structure.holdings.push(Holding { role, holder, within, during });
        }
        let now = PostRow {
            employee_id: id,
            from_on: 0,
            title: employee.post,
            unit_id: employee.unit,
            supervisor_id: employee.supervisor,
            employed: employee.active,
        };
        let changes = changes.remove(&id).unwrap_or_else(|| vec![now]);
        for (change, during) in lasting(changes, |change| change.from_on) {
            if change.employed {
                structure.people.push(Person { id, name: employee.name.clone(), employed: during });
            }
            structure.posts.push(Post {
                employee: id,
                title: change.title,
                unit: change.unit_id,
                supervisor: change.supervisor_id,
                during,
            });
        }
    }
    Ok(())
}

async fn heads(tx: &mut Tx, structure: &mut Structure) -> Result<(), DbError> {
    let mut changes: HashMap<UnitId, Vec<HeadRow>> = HashMap::new();
    for change in store::list_heads(tx).await? {
        changes.entry(change.unit_id).or_default().push(change);
    }
    for row in units::store::list(tx).await? {
        let now = HeadRow { unit_id: row.id, from_on: 0, head_id: row.head_id };
        let changes = changes.remove(&row.id).unwrap_or_else(|| vec![now]);
        for (change, during) in lasting(changes, |change| change.from_on) {
            let head = change.head_id.map(|head| Headship { unit: row.id, head, during });
            structure.headships.extend(head);
        }
        structure.units.push(Unit { id: row.id, name: row.name, parent: row.parent_id });
    }
    Ok(())
}

/// Each change with the days it holds: to the day before the next.
fn lasting<T>(changes: Vec<T>, from: impl Fn(&T) -> i64) -> Vec<(T, During)> {
    let ends: Vec<Option<i64>> =
        changes.iter().skip(1).map(|next| Some(from(next).saturating_sub(1))).chain([None]).collect();
    let with_end = changes.into_iter().zip(ends);
    with_end
        .map(|(change, until)| {
            let during = days(from(&change), until);
            (change, during)
        })
        .collect()
}

/// From a day to a day; day 0 is the beginning.
fn days(from: i64, until: Option<i64>) -> During {
    During { from: (from > 0).then(|| day_of_number(from)), until: until.map(day_of_number) }
}

/// Who holds it; nothing for a row that names nobody, which the database refuses.
pub(crate) fn holder(row: &HoldingRow) -> Option<Holder> {
    let body = || {
        let name = Text::new(row.body_lv.clone()?, row.body_en.clone().unwrap_or_default());
        Some(Holder::Body(Body { name, contact: row.contact.clone().unwrap_or_default() }))
    };
    row.employee_id.map(Holder::Person).or(row.unit_id.map(Holder::Unit)).or_else(body)
}
