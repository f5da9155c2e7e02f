//! Who is told that a promise is late or soon will be: the person who holds the role that day, whoever stands in, or the
//! next above; and each person's own list of what they were told.

mod model;
mod page;
mod store;

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
};

use solits_db::Tx;
use solits_journal::{JournalError, Late, Messenger};
use solits_kernel::day_number;
use solits_organisation::{Employee, find_structure, list_employees};
use solits_standard::model::Fact;
use solits_structure::{Structure, told};
use solits_web::{Guard, Routes};

use model::{about, facts};
pub use page::{UnseenReport, UnseenReports, unseen_reports};
pub(crate) use page::{said_of, unseen_words};

/// The routes of reports.
pub(crate) fn routes() -> Routes {
    Routes::new().get("/reports", Guard::SignedIn, page::show).post(
        "/reports/seen",
        Guard::SignedIn,
        page::seen,
    )
}

/// The organisation as it was when the first report of a round was made.
struct Known {
    structure: Structure,
    employees: Vec<Employee>,
}

/// Tells people by name, for one round of the timer and one institution: the organisation is read once.
#[derive(Default)]
pub struct Reports {
    known: Mutex<Option<Arc<Known>>>,
}

impl Reports {
    async fn known(&self, tx: &mut Tx) -> Result<Arc<Known>, JournalError> {
        if let Some(known) = self.known.lock().unwrap_or_else(PoisonError::into_inner).clone() {
            return Ok(known);
        }
        let structure = find_structure(tx).await?;
        let known = Arc::new(Known { structure, employees: list_employees(tx).await? });
        *self.known.lock().unwrap_or_else(PoisonError::into_inner) = Some(known.clone());
        Ok(known)
    }
}

impl Messenger for Reports {
    async fn tell(&self, tx: &mut Tx, late: &Late<'_>) -> Result<BTreeMap<String, Fact>, JournalError> {
        let known = self.known(tx).await?;
        let day = known.structure.on(late.at.day());
        let found = told(late.standard, late.role, about(late.obligation, &known.employees), &day);
        if let Ok(found) = &found {
            for person in found.to.who.people() {
                let report = store::Report {
                    day: day_number(late.obligation.opened_at.day()),
                    obligation: late.obligation.id,
                    step: i64::from(late.step),
                    employee: *person,
                    role: &found.role.id,
                    instead_of: model::instead_of(&found.to.how),
                    at: late.at,
                };
                store::insert(tx, &report).await?;
                tx.signal(format!("employee:{person}"));
            }
        }
        Ok(facts(late.role, found.ok().as_ref()))
    }
}
