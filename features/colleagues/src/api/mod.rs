//! Questions, non-conformities and contact persons for other programs. A program acts for the employee whom it names.

mod answers;
mod contacts;
mod figures;
mod meetings;
mod nonconformities;
mod requests;

use solits_db::Tx;
use solits_journal::{Actor, By};
use solits_kernel::{CaseId, Viewer};
use solits_organisation::Employee;
use solits_web::{ApiCx, ApiDoc, KEEP_FEEDBACK, Right, Routes, Schema, rights_of};
use uuid::Uuid;

use crate::{actions::ColleagueError, model::Refusal};

/// The routes of other programs.
pub(crate) fn routes() -> Routes {
    requests::routes()
        .merge(meetings::routes())
        .merge(answers::routes())
        .merge(nonconformities::routes())
        .merge(contacts::routes())
        .merge(figures::routes())
}

fn doc(summary: &'static str, request: Option<Schema>, response: Option<Schema>) -> ApiDoc {
    ApiDoc { summary, request, response, ..ApiDoc::default() }
}

/// The employee for whom a call is made, whoever is signed in, else the one whom the program names, with what they may do. From here on the transaction shows what is there for them, as their own pages do; what is
/// there for the program itself is looked at before.
async fn acting(tx: &mut Tx, cx: &ApiCx, named: Option<Uuid>) -> Result<(Actor, Vec<Right>), ColleagueError> {
    let (actor, one) = employee(tx, cx, named).await?;
    let rights = rights_of(&one.roles);
    let viewer = Viewer::Employee { id: one.id, keeps_feedback: rights.contains(&KEEP_FEEDBACK) };
    let scope = tx.scope().cloned().ok_or(ColleagueError::NotFound)?;
    tx.enter(scope.seen_by(viewer));
    Ok((actor, rights))
}

/// The employee for whom something is asked or reported, out of a case or out of none. The case is there for the program and
/// for them.
async fn out_of(
    tx: &mut Tx,
    cx: &ApiCx,
    named: Option<Uuid>,
    case: Option<CaseId>,
) -> Result<Actor, ColleagueError> {
    if let Some(case) = case {
        solits_cases::find(tx, case).await?.ok_or(ColleagueError::NotFound)?;
    }
    Ok(acting(tx, cx, named).await?.0)
}

async fn employee(tx: &mut Tx, cx: &ApiCx, named: Option<Uuid>) -> Result<(Actor, Employee), ColleagueError> {
    let found = solits_organisation::acting_employee(tx, cx, named).await?.ok_or(Refusal::NoSuchEmployee)?;
    Ok((Actor { by: By::Employee(found.id), at: cx.at }, found))
}
