//! Who works here today and what they are asked about (N-02): contact persons of units, those who answer for services, those
//! who lead units, and everybody else with a post and a telephone.

use std::collections::BTreeSet;

use solits_db::{DbError, Tx};
use solits_i18n::Words;
use solits_kernel::{EmployeeId, ServiceId, Timestamp, UnitId};
use solits_organisation::{Employee, Service};
use solits_structure::{Day, Holder};

use crate::actions::ask::CONTACT_PERSON;

/// Somebody who works here, with what they know.
#[derive(Clone, Debug)]
pub(crate) struct Contact<'a> {
    pub(crate) employee: &'a Employee,
    pub(crate) unit: Option<UnitId>,
    /// The units they lead.
    pub(crate) leads: Vec<UnitId>,
    /// The units they are named for as contact person; `None` among them for the whole institution.
    pub(crate) named_for: BTreeSet<Option<UnitId>>,
    /// The services they answer for.
    pub(crate) services: Vec<ServiceId>,
}

impl Contact<'_> {
    /// Whether they are asked about nothing.
    fn is_of_nothing(&self) -> bool {
        self.leads.is_empty() && self.named_for.is_empty() && self.services.is_empty()
    }

    /// What they are asked about, each by itself, in the reader's language.
    fn topics(&self, services: &[Service], day: &Day<'_>, words: Words) -> Vec<String> {
        let led = self.leads.iter().map(|unit| day.unit_name(*unit));
        let mut topics: Vec<String> =
            led.map(|unit| words.ta("colleagues-contacts-leads", &[("unit", unit.into())])).collect();
        let named: BTreeSet<Option<&str>> =
            self.named_for.iter().map(|unit| unit.map(|unit| day.unit_name(unit))).collect();
        topics.extend(named.into_iter().map(|unit| match unit {
            Some(unit) => words.ta("colleagues-contacts-of", &[("unit", unit.into())]),
            None => words.t("colleagues-contacts-person"),
        }));
        let own = services.iter().filter(|service| self.services.contains(&service.id));
        topics.extend(own.map(|service| service.name.get(words.0).to_owned()));
        topics
    }
}

/// Everybody who works here on a day.
fn working<'a>(
    employees: &'a [Employee],
    services: &[Service],
    day: &Day<'_>,
) -> impl Iterator<Item = Contact<'a>> {
    let known = employees.iter().filter(|one| one.active && day.works(one.id));
    known.map(|one| Contact {
        employee: one,
        unit: day.unit_of(one.id),
        leads: day.headed(one.id).to_vec(),
        named_for: named_for(one.id, day),
        services: services.iter().filter(|own| own.owner == Some(one.id)).map(|own| own.id).collect(),
    })
}

/// Those who work here and are asked about something.
pub(crate) fn contacts<'a>(
    employees: &'a [Employee],
    services: &[Service],
    day: &Day<'_>,
) -> Vec<Contact<'a>> {
    working(employees, services, day).filter(|one| !one.is_of_nothing()).collect()
}

fn named_for(id: EmployeeId, day: &Day<'_>) -> BTreeSet<Option<UnitId>> {
    let is_meant = |holder: &Holder| matches!(holder, Holder::Person(one) if *one == id);
    let held = day.holdings(CONTACT_PERSON).iter().filter(|holding| is_meant(&holding.holder));
    held.map(|holding| holding.within.or_else(|| day.unit_of(id))).collect()
}

/// Somebody who works here, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Colleague {
    /// Who.
    pub id: EmployeeId,
    /// Name.
    pub name: String,
    /// Post; empty where none is named.
    pub post: String,
    /// The unit of today; empty for none.
    pub unit: String,
    /// What they are asked about, each by itself; nothing for whoever is no contact person.
    pub topics: Vec<String>,
    /// Telephone; empty for none.
    pub phone: String,
    /// Address inside the house.
    pub email: String,
}

/// Everybody who works here on the day of `at`, with what they are asked about in the reader's language.
pub async fn list_colleagues(tx: &mut Tx, words: Words, at: Timestamp) -> Result<Vec<Colleague>, DbError> {
    let employees = solits_organisation::list_employees(tx).await?;
    let services = solits_organisation::list_services(tx).await?;
    let structure = solits_organisation::find_structure(tx).await?;
    Ok(of_day(&employees, &services, &structure.on(at.day()), words))
}

/// Everybody who works here on a day.
pub(crate) fn of_day(
    employees: &[Employee],
    services: &[Service],
    day: &Day<'_>,
    words: Words,
) -> Vec<Colleague> {
    let colleague = |one: Contact<'_>| Colleague {
        id: one.employee.id,
        name: one.employee.name.clone(),
        post: one.employee.post.clone(),
        unit: one.unit.map(|unit| day.unit_name(unit).to_owned()).unwrap_or_default(),
        topics: one.topics(services, day, words),
        phone: one.employee.phone.clone(),
        email: one.employee.email.clone(),
    };
    working(employees, services, day).map(colleague).collect()
}
