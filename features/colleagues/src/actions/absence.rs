//! Asking for an absence, and deciding on it.

use solits_db::Tx;
use solits_journal::{Actor, Entry, record};
use solits_kernel::{clean, day_number};
use solits_standard::event::EventKind;
use solits_web::App;

use super::{ColleagueError, MOST_LINE, person, tell};
use crate::{
    model::{
        Refusal,
        absence::{Proposal, ProposalId, ProposalState},
    },
    store::absences::{self, Prepared},
};

/// What is decided on an absence asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Decision {
    Agree,
    /// Needs a reason.
    Decline(String),
    /// By whoever asked for it.
    Withdraw,
}

/// Asks for an absence.
pub(crate) async fn propose(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    mut proposal: Proposal,
) -> Result<ProposalId, ColleagueError> {
    proposal.employee = person(actor)?;
    if proposal.until < proposal.from || proposal.until < actor.at.day() {
        return Err(Refusal::BadDate.into());
    }
    let structure = solits_organisation::find_structure(tx).await?;
    let day = structure.on(actor.at.day());
    if proposal.substitute.is_some_and(|substitute| !day.works(substitute)) {
        return Err(Refusal::NoSuchEmployee.into());
    }
    if proposal.substitute == Some(proposal.employee) {
        return Err(Refusal::Oneself.into());
    }
    absences::insert(tx, &proposal).await?;
    record(tx, &app.heart, actor, told("absence.proposed", &proposal)).await?;
    tell(tx, [Some(proposal.employee), day.superior(proposal.employee)].into_iter().flatten());
    Ok(proposal.id)
}

/// Decides on an absence asked for: the direct manager, or whoever stands in for them, agrees or declines; whoever asked
/// withdraws. What is agreed stands among the absences from then on.
pub(crate) async fn decide(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    id: ProposalId,
    decision: Decision,
) -> Result<(), ColleagueError> {
    let me = person(actor)?;
    let proposal = absences::find(tx, id).await?.ok_or(ColleagueError::NotFound)?;
    let structure = solits_organisation::find_structure(tx).await?;
    let day = structure.on(actor.at.day());
    let manager = day.superior(proposal.employee);
    let decides = manager.is_some_and(|manager| manager == me || day.acting_for(manager) == Some(me));
    let may = match decision {
        Decision::Agree | Decision::Decline(_) => decides && proposal.employee != me,
        Decision::Withdraw => proposal.employee == me,
    };
    if !may {
        return Err(ColleagueError::NotFound);
    }
    let (state, reason, what) = match &decision {
        Decision::Agree => (ProposalState::Agreed, String::new(), "absence.agreed"),
        Decision::Decline(reason) if reason.trim().is_empty() => return Err(Refusal::ReasonMissing.into()),
        Decision::Decline(reason) => (ProposalState::Declined, clean(reason, MOST_LINE)?, "absence.declined"),
        Decision::Withdraw => (ProposalState::Withdrawn, String::new(), "absence.withdrawn"),
    };
    if !absences::decide(tx, id, state, me, actor.at, &reason).await? {
        return Err(ColleagueError::Stale);
    }
    if decision == Decision::Agree {
        let absence = solits_organisation::NewAbsence {
            employee: proposal.employee,
            from: proposal.from,
            until: proposal.until,
            substitute: proposal.substitute,
        };
        solits_organisation::add_absence(tx, app, actor, absence).await.map_err(|error| match error {
            solits_organisation::SetupError::Db(error) => ColleagueError::Db(error),
            _ => ColleagueError::Refused(Refusal::NoSuchEmployee),
        })?;
    }
    record(tx, &app.heart, actor, told(what, &proposal)).await?;
    tell(tx, [Some(proposal.employee), Some(me), manager].into_iter().flatten());
    Ok(())
}

fn told(what: &str, proposal: &Proposal) -> Entry {
    Entry::new(EventKind::SetupChanged, proposal.employee, None)
        .with("what", what)
        .with("from", day_number(proposal.from))
        .with("until", day_number(proposal.until))
        .with("substitute", proposal.substitute)
}

/// Keeps what somebody has prepared before an absence.
pub(crate) async fn prepare(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    prepared: &Prepared,
) -> Result<(), ColleagueError> {
    let me = person(actor)?;
    absences::put_prepared(tx, me, prepared).await?;
    let entry = Entry::new(EventKind::SetupChanged, me, None)
        .with("what", "absence.prepared")
        .with("from", prepared.from_on)
        .with("forwarded", !prepared.forward_to.is_empty())
        .with("reply_set", prepared.text_set_at.is_some());
    record(tx, &app.heart, actor, entry).await?;
    Ok(())
}
