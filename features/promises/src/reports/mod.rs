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
use solits_journal::{JournalError, KnownTo, Late, Messenger, find_case_of};
use solits_kernel::{EmployeeId, day_number};
use solits_organisation::{Employee, find_structure, list_employees};
use solits_standard::model::Fact;
use solits_structure::{Structure, told};
use solits_web::{Guard, KEEP_FEEDBACK, Routes, rights_of};
use uuid::Uuid;

use model::{Found, Keeper, Sight, about, facts};
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
    keepers: Vec<Keeper>,
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
        let employees = list_employees(tx).await?;
        let keepers = employees.iter().filter(|one| one.active).filter_map(keeper).collect();
        let known = Arc::new(Known { structure, employees, keepers });
        *self.known.lock().unwrap_or_else(PoisonError::into_inner) = Some(known.clone());
        Ok(known)
    }
}

impl Messenger for Reports {
    async fn tell(&self, tx: &mut Tx, late: &Late<'_>) -> Result<BTreeMap<String, Fact>, JournalError> {
        let known = self.known(tx).await?;
        let day = known.structure.on(late.at.day());
        let sight = sight(tx, late.obligation.subject).await?;
        let is_hidden_from = |one: EmployeeId| sight.is_hidden_from(one, &known.keepers);
        let about = about(late.obligation, &known.employees);
        let found = told(late.standard, late.role, about, &day, is_hidden_from).map(Found::from);
        let found = found.ok().or_else(|| sight.keeper(&known.keepers, &day));
        if let Some(found) = &found {
            for person in &found.people {
                let report = store::Report {
                    day: day_number(late.obligation.opened_at.day()),
                    obligation: late.obligation.id,
                    step: i64::from(late.step),
                    employee: *person,
                    role: &found.role,
                    instead_of: found.instead_of,
                    at: late.at,
                };
                store::insert(tx, &report).await?;
                if let Some(case) = sight.shown_when_told {
                    // A report of a case that stays hidden from whoever is told would be none.
                    solits_cases::show_to_who_is_told(tx, case, *person, late.at).await?;
                }
                tx.signal(format!("employee:{person}"));
            }
        }
        Ok(facts(late.role, found.as_ref()))
    }
}

/// Whether somebody keeps the registers of feedback, and by which role.
fn keeper(employee: &Employee) -> Option<Keeper> {
    let keeps = |role: &&String| rights_of(std::slice::from_ref(*role)).contains(&KEEP_FEEDBACK);
    let role = employee.roles.iter().find(keeps)?;
    Some(Keeper { employee: employee.id, role: role.clone() })
}

/// Who may know of what an obligation belongs to.
async fn sight(tx: &mut Tx, subject: Uuid) -> Result<Sight, JournalError> {
    let Some(of) = find_case_of(tx, subject).await? else { return Ok(Sight::default()) };
    let Some(case) = solits_cases::find(tx, of.case).await? else { return Ok(Sight::default()) };
    let confidential = case.kind.is_confidential().then_some(case.id);
    Ok(Sight {
        said: solits_cases::sight(tx, case.id).await?.into_iter().collect(),
        confidential,
        // Of a question out of a complaint they are told without the complaint, as whoever is asked is.
        shown_when_told: confidential.filter(|_| of.known_to == KnownTo::WhoSeesTheCase),
        owner: Some(case.owner),
        is_concern_known: store::is_concern_known(tx, case.id).await?,
    })
}
