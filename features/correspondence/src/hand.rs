//! The employee for whom something is done in writing: whoever is signed in, or whom another program names.

use solits_i18n::Words;
use solits_journal::{Actor, By};
use solits_kernel::{CaseId, EmployeeId, Timestamp, Viewer};
use solits_web::{ApiCx, App, EmployeeCx, WebError, rights_of};
use uuid::Uuid;

/// The right without which nobody answers a client, on a page or through a program.
const WORK: &str = "cases.work";

/// Who that is.
#[derive(Clone, Debug)]
pub(crate) struct Me {
    pub(crate) employee: EmployeeId,
    pub(crate) name: String,
    /// The institution's code in public addresses.
    pub(crate) institution_code: String,
}

/// The employee who acts, and what they act with.
#[derive(Clone, Debug)]
pub(crate) struct Hand {
    pub(crate) app: App,
    /// Texts in the language of whoever is told what is wrong.
    pub(crate) words: Words,
    pub(crate) at: Timestamp,
    pub(crate) me: Me,
}

impl Hand {
    /// Whoever is signed in.
    pub(crate) fn of(cx: &EmployeeCx) -> Self {
        Self {
            app: cx.app.clone(),
            words: cx.words,
            at: cx.at,
            me: Me {
                employee: cx.me.employee,
                name: cx.me.name.clone(),
                institution_code: cx.me.institution_code.clone(),
            },
        }
    }

    /// The employee whom a program names: somebody who may work on cases. A case that this employee may not see is not
    /// there for the call either, whatever the token sees.
    pub(crate) async fn named(
        cx: &ApiCx,
        named: Option<Uuid>,
        case: Option<CaseId>,
    ) -> Result<Self, WebError> {
        let mut tx = cx.read().await?;
        let found = solits_organisation::acting_employee(&mut tx, cx, named).await?;
        let may_work = |roles: &[String]| rights_of(roles).contains(&WORK);
        let found = found
            .filter(|one| may_work(&one.roles))
            .ok_or(WebError::Refused("correspondence-no-such-employee"))?;
        let institution = solits_organisation::find_institution(&mut tx).await?.ok_or(WebError::NotFound)?;
        drop(tx);
        let keeps_feedback = cx.scope().viewer().sees_confidential();
        let own = cx.scope().seen_by(Viewer::Employee { id: found.id, keeps_feedback });
        if let Some(case) = case {
            let mut tx = cx.app.db.read(own).await?;
            solits_cases::find(&mut tx, case).await?.ok_or(WebError::NotFound)?;
        }
        Ok(Self {
            app: cx.app.clone(),
            words: cx.words,
            at: cx.at,
            me: Me { employee: found.id, name: found.name, institution_code: institution.code },
        })
    }

    /// Who acts and when, for the journal.
    pub(crate) const fn actor(&self) -> Actor {
        Actor { by: By::Employee(self.me.employee), at: self.at }
    }
}
