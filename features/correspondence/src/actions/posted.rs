//! A letter on paper was given to the post.

use solits_cases::Consultation;
use solits_db::Tx;
use solits_journal::{Entry, record};
use solits_kernel::CaseId;
use solits_standard::{event::EventKind, model::ChannelKind};
use solits_web::WebError;

use crate::{
    hand::Hand,
    model::{MessageId, OutKind},
    store,
};

/// Notes who gave a letter to the post, and that the client has their answer, or was told of the delay (H-21); or that the
/// competent body gets what was passed on. A letter before a decision that is awaited is no answer.
pub(crate) async fn posted(
    tx: &mut Tx,
    hand: &Hand,
    case: CaseId,
    message: MessageId,
) -> Result<(), WebError> {
    let found = solits_cases::find(tx, case).await?.ok_or(WebError::NotFound)?;
    let paper = store::find_paper(tx, case, message).await?.ok_or(WebError::NotFound)?;
    if !store::post_paper(tx, message, hand.me.employee, hand.at).await? {
        return Err(WebError::Conflict("correspondence-print-posted-before"));
    }
    let entry = Entry::new(EventKind::MessagePosted, case, Some(found.branch)).with("message", message);
    record(tx, &hand.app.heart, &hand.actor(), entry).await?;
    let kind = match paper.planned_at {
        _ if paper.kind == OutKind::Forward.code() => Some(EventKind::MessageForwarded),
        Some(_) => Some(EventKind::MessageDelayTold),
        // Before a decision that is awaited nothing is answered by it; it is a contact all the same.
        None if solits_cases::awaits_ruling(tx, &found).await? => None,
        None => Some(EventKind::MessageAnswered),
    };
    if let Some(kind) = kind {
        let entry = Entry::new(kind, case, Some(found.branch)).with("message", message);
        let entry = match paper.planned_at {
            Some(planned) => entry.with("planned_at", planned),
            None => entry,
        };
        record(tx, &hand.app.heart, &hand.actor(), entry).await?;
        solits_cases::refresh_due(tx, case).await?;
    }
    if matches!(kind, None | Some(EventKind::MessageAnswered))
        && let Some(written) = store::find_written(tx, case, message).await?
    {
        let consultation = Consultation {
            case,
            channel: ChannelKind::Letter,
            employee: written.employee_id,
            began: written.at,
            ended: hand.at,
        };
        solits_cases::consulted(tx, consultation).await?;
    }
    tx.signal(format!("case:{case}"));
    Ok(())
}
