//! Who works here today, who is away, and who stands in for whom.

use std::collections::{BTreeSet, HashMap};

use solits_db::Tx;
use solits_i18n::Words;
use solits_kernel::{EmployeeId, Timestamp};
use solits_organisation::{Employee, find_structure, list_employees};
use solits_web::WebError;

use crate::model::Reach;

/// The people of today.
#[derive(Debug)]
pub(crate) struct People {
    pub(crate) employees: Vec<Employee>,
    names: HashMap<EmployeeId, String>,
    pub(crate) reach: Reach,
    words: Words,
}

impl People {
    /// Reads them, as they are for `me` on the day of `now`.
    pub(crate) async fn read(
        tx: &mut Tx,
        me: EmployeeId,
        now: Timestamp,
        words: Words,
    ) -> Result<Self, WebError> {
        let employees = list_employees(tx).await?;
        let structure = find_structure(tx).await?;
        let day = structure.on(now.day());
        let active = || employees.iter().filter(|one| one.active);
        let present: BTreeSet<EmployeeId> =
            active().map(|one| one.id).filter(|id| !day.is_away(*id)).collect();
        let stood_in =
            active().map(|one| one.id).filter(|id| day.is_away(*id) && day.acting_for(*id) == Some(me));
        let own: BTreeSet<EmployeeId> = stood_in.chain([me]).collect();
        let unit = employees.iter().find(|one| one.id == me).and_then(|one| one.unit);
        let in_unit = employees.iter().filter(|one| unit.is_some() && one.unit == unit).map(|one| one.id);
        let names = employees.iter().map(|one| (one.id, one.name.clone())).collect();
        let absent = employees.iter().map(|one| one.id).filter(|id| !present.contains(id)).collect();
        let reach = Reach { unit: in_unit.chain(own.iter().copied()).collect(), own, present, absent };
        Ok(Self { employees, names, reach, words })
    }

    /// The name of somebody.
    pub(crate) fn name(&self, id: EmployeeId) -> String {
        self.names.get(&id).cloned().unwrap_or_else(|| self.words.t("inbox-who-left"))
    }

    /// Those who work here, as options of a form.
    pub(crate) fn options(&self) -> Vec<(String, String)> {
        let active = self.employees.iter().filter(|one| one.active);
        active.map(|one| (one.id.to_string(), one.name.clone())).collect()
    }

    /// Whether somebody works here.
    pub(crate) fn works(&self, id: EmployeeId) -> bool {
        self.employees.iter().any(|one| one.id == id && one.active)
    }

    /// The unit of somebody, and who is in it.
    pub(crate) fn unit_of(&self, id: EmployeeId) -> Option<solits_kernel::UnitId> {
        self.employees.iter().find(|one| one.id == id).and_then(|one| one.unit)
    }
}
