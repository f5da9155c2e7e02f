//! What an import reads of the institution and what it does there, through the same actions as the forms.

use std::collections::{HashMap, HashSet};

use solits_db::{DbError, Tx};
use solits_journal::Actor;
use solits_kernel::{EmployeeId, Lang};
use solits_web::App;

use super::{
    employees::{self, ADMINISTRATOR, EmployeePlan, Person, Supervisor},
    plan::{Named, What},
    services::{self, Offer, ServicePlan},
};
use crate::{
    actions::{NewEmployee, NewService, SetupError, create_employee, create_service},
    editing::{
        actions::{EmployeeChange, ServiceChange, change_employee, change_service},
        store::{self, NamedRow},
    },
    facts,
};

/// What rows of employees may speak of.
pub(crate) async fn known_to_employees(tx: &mut Tx, lang: Lang) -> Result<employees::Known, DbError> {
    let branches = facts::list_branches(tx).await?;
    let units = store::list_units(tx).await?;
    let services = facts::list_services(tx).await?;
    Ok(employees::Known {
        employees: facts::list_employees(tx).await?,
        branches: branches
            .iter()
            .map(|one| Named::new(one.id, one.name.get(lang), names(&one.code, &one.name.lv, &one.name.en)))
            .collect(),
        units: units.iter().map(|unit| Named::new(unit.id, &unit.name, [unit.name.as_str()])).collect(),
        services: services
            .iter()
            .map(|one| Named::new(one.id, one.name.get(lang), names(&one.code, &one.name.lv, &one.name.en)))
            .collect(),
        skills: store::list_skills(tx).await?,
    })
}

/// What rows of services may speak of.
pub(crate) async fn known_to_services(tx: &mut Tx, lang: Lang) -> Result<services::Known, DbError> {
    let lines = facts::list_lines(tx).await?;
    let all: Vec<NamedRow> = store::list_services(tx).await?;
    Ok(services::Known {
        services: facts::list_services(tx).await?,
        closed: all.into_iter().filter(|one| !one.active).map(|one| one.code).collect(),
        lines: lines
            .iter()
            .map(|one| Named::new(one.id, one.name.get(lang), names(&one.letter, &one.name.lv, &one.name.en)))
            .collect(),
        employees: facts::list_employees(tx).await?,
    })
}

/// The different names of one thing.
fn names<'a>(code: &'a str, latvian: &'a str, english: &'a str) -> HashSet<&'a str> {
    HashSet::from([code, latvian, english])
}

/// Does what a plan of employees says. A plan with problems must not come here.
pub(crate) async fn import_employees(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    plan: &EmployeePlan,
) -> Result<(), SetupError> {
    let mut added: HashMap<&str, EmployeeId> = HashMap::new();
    let mut waiting: Vec<&Person> =
        plan.steps.iter().filter(|step| step.what == What::Add).map(|step| &step.result).collect();
    // A supervisor is there before whoever works under them; without circles each round adds somebody.
    while !waiting.is_empty() {
        let (ready, later): (Vec<&Person>, Vec<&Person>) = waiting
            .into_iter()
            .partition(|person| person.supervisor.is_none() || above(person, &added).is_some());
        if ready.is_empty() {
            return Err(SetupError::NotFound);
        }
        for person in ready {
            let id = create_employee(tx, app, actor, &new_employee(person, &added)).await?;
            for skill in &person.skills {
                store::insert_skill(tx, id, *skill).await?;
            }
            added.insert(&person.email, id);
        }
        waiting = later;
    }
    let mut changed: Vec<(EmployeeId, &Person)> = plan
        .steps
        .iter()
        .filter_map(|step| if let What::Change(id) = step.what { Some((id, &step.result)) } else { None })
        .collect();
    // Whoever becomes an administrator does so before another stops being one, so that there is always one.
    changed.sort_by_key(|(_, person)| !person.roles.iter().any(|role| role == ADMINISTRATOR));
    for (id, person) in changed {
        let new = new_employee(person, &added);
        let change = EmployeeChange {
            name: new.name,
            post: new.post,
            email: new.email,
            phone: new.phone,
            unit: new.unit,
            branch: new.branch,
            supervisor: new.supervisor,
            levels: new.levels,
            roles: new.roles,
            skills: person.skills.clone(),
        };
        change_employee(tx, app, actor, id, &change).await?;
    }
    Ok(())
}

/// The supervisor's id, once there is one.
fn above(person: &Person, added: &HashMap<&str, EmployeeId>) -> Option<EmployeeId> {
    match person.supervisor.as_ref()? {
        Supervisor::Stored(id) => Some(*id),
        Supervisor::Added(email) => added.get(email.as_str()).copied(),
    }
}

fn new_employee(person: &Person, added: &HashMap<&str, EmployeeId>) -> NewEmployee {
    NewEmployee {
        name: person.name.clone(),
        post: person.post.clone(),
        email: person.email.clone(),
        phone: person.phone.clone(),
        unit: person.unit,
        branch: person.branch,
        supervisor: above(person, added),
        levels: person.levels.clone(),
        roles: person.roles.clone(),
    }
}

/// Does what a plan of services says. A plan with problems must not come here.
pub(crate) async fn import_services(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    plan: &ServicePlan,
) -> Result<(), SetupError> {
    for step in &plan.steps {
        match step.what {
            What::Keep => {}
            What::Add => {
                create_service(tx, app, actor, &new_service(&step.result)).await?;
            }
            What::Change(id) => {
                let new = new_service(&step.result);
                let change = ServiceChange {
                    line: new.line,
                    name: new.name,
                    card: new.card,
                    deadline: new.deadline,
                    price_cents: new.price_cents,
                    identity_check: new.identity_check,
                    usual_minutes: new.usual_minutes,
                    owner: new.owner,
                };
                change_service(tx, app, actor, id, &change).await?;
            }
        }
    }
    Ok(())
}

fn new_service(offer: &Offer) -> NewService {
    NewService {
        code: offer.code.clone(),
        line: offer.line,
        name: offer.name.clone(),
        card: offer.card.clone(),
        deadline: offer.deadline.clone(),
        price_cents: offer.price_cents,
        identity_check: offer.identity_check,
        usual_minutes: offer.usual_minutes,
        owner: offer.owner,
    }
}
