//! The contacts of a case: visits, and each answer in writing or by telephone as a contact of its own (H-27), with the
//! service, the outcome and, through the case, the topic.

pub(crate) mod model;
pub(crate) mod store;
pub(crate) mod told;

use solits_db::Tx;
use solits_journal::list_entries_of;
use solits_kernel::{CaseId, EmployeeId, Timestamp};
use solits_standard::model::ChannelKind;

use self::{
    model::{Outcome, id_of, outcome},
    store::NewContact,
};
use crate::{actions::CaseError, timeline::happenings};

/// An answer that has reached the client or left for them.
#[derive(Clone, Copy, Debug)]
pub struct Consultation {
    /// The case it was given in.
    pub case: CaseId,
    /// By which way.
    pub channel: ChannelKind,
    /// Who gave it; `None` for another program.
    pub employee: Option<EmployeeId>,
    /// When it was written.
    pub began: Timestamp,
    /// When it left, or was told.
    pub ended: Timestamp,
}

/// Keeps an answer as a contact. The same answer to several addresses is one, and one told at the counter is a visit, which
/// has its contact from the line.
pub async fn consulted(tx: &mut Tx, given: Consultation) -> Result<(), CaseError> {
    if given.channel == ChannelKind::Visit {
        return Ok(());
    }
    let case = crate::find(tx, given.case).await?.ok_or(CaseError::NotFound)?;
    let entries = list_entries_of(tx, given.case.uuid()).await?;
    let outcome: Outcome = outcome(&happenings(&entries));
    let contact = NewContact {
        id: id_of(given.case, given.employee, given.channel, given.began),
        case: given.case,
        channel: given.channel,
        branch: case.branch,
        employee: given.employee,
        service: case.service,
        began: given.began,
        ended: given.ended,
        outcome: outcome.name(),
    };
    Ok(store::insert(tx, contact).await?)
}
