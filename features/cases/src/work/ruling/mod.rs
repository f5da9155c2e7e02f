//! The decision on a complaint, a claim or a suggestion, which comes before its case ends (K-05, K-09). It is written down in
//! the register; the case only asks whether it is there.

pub(crate) mod model;
mod store;

use solits_db::{DbError, Tx};

use crate::{
    actions::CaseError,
    model::{Case, Refusal},
};

/// Whether the decision on a case is still awaited: until then it is neither answered nor closed.
pub async fn awaits_ruling(tx: &mut Tx, case: &Case) -> Result<bool, DbError> {
    if !case.kind.is_decided_on() {
        return Ok(false);
    }
    let stage = store::find_stage(tx, case.id).await?;
    Ok(model::is_awaited(case.kind, stage.as_deref()))
}

/// Refuses to end a case whose decision is still awaited.
pub(crate) async fn demand(tx: &mut Tx, case: &Case) -> Result<(), CaseError> {
    if awaits_ruling(tx, case).await? { Err(Refusal::Undecided.into()) } else { Ok(()) }
}

/// The same for a case that becomes part of another: what awaits its decision goes on awaiting it there.
pub(crate) async fn demand_for_joining(tx: &mut Tx, case: &Case, into: &Case) -> Result<(), CaseError> {
    if model::goes_on_in(into.kind, into.status) { Ok(()) } else { demand(tx, case).await }
}
