//! What the last action at a counter changed, kept for some seconds so that a slip of the finger can be taken back.

use serde::{Deserialize, Serialize};
use solits_db::{Statement, Tx};
use solits_journal::{Actor, Entry, record};
use solits_kernel::{ContactId, CounterId, TicketId, Timestamp};
use solits_standard::event::EventKind;
use solits_web::App;

use super::{hold, seconds};
use crate::{
    actions::{QueueError, branch_topic, change},
    model::{Status, Ticket},
    store::{self, CounterRow, DeskNote},
    visit::{self, store::Period},
};

/// What the last action changed, so that it can be taken back.
#[derive(Default, Serialize, Deserialize)]
pub(crate) struct Undo {
    /// Tickets as they were, with the state they are in now and the entry that recorded the step; latest last.
    pub(crate) steps: Vec<(Ticket, Status, i64)>,
    pub(crate) contact: Option<ContactId>,
    pub(crate) note: Option<(String, String, Option<bool>)>,
    /// The services of a visit as they were; only where it has several.
    #[serde(default)]
    pub(crate) services: Option<(TicketId, Vec<Period>)>,
    pub(crate) favoured_in_a_row: i64,
}

pub(crate) async fn save(
    tx: &mut Tx,
    app: &App,
    at: Timestamp,
    held: &CounterRow,
    ticket: Option<TicketId>,
    favoured: i64,
    undo: &Undo,
) -> Result<(), QueueError> {
    saving(tx, app, at, held, ticket, favoured, undo).await?.run(tx).await?;
    Ok(())
}

/// The statement that does so, for several counters at once.
pub(super) async fn saving(
    tx: &mut Tx,
    app: &App,
    at: Timestamp,
    held: &CounterRow,
    ticket: Option<TicketId>,
    favoured: i64,
    undo: &Undo,
) -> Result<Statement, QueueError> {
    let until = at.plus_seconds(seconds(tx, app, at, "queue.undo_seconds", 8).await?);
    let text = serde_json::to_string(undo).map_err(|_| QueueError::Incomplete)?;
    Ok(store::setting_counter_ticket(held.id, ticket, favoured, Some(&text), Some(until)))
}

/// Takes the last action at the counter back, within the seconds the standard gives.
pub async fn undo(tx: &mut Tx, app: &App, actor: &Actor, counter: CounterId) -> Result<(), QueueError> {
    let held = hold(tx, counter).await?;
    let Some((text, _)) = held.undo.as_deref().zip(held.undo_until).filter(|(_, until)| actor.at <= *until)
    else {
        return Err(QueueError::TooLate);
    };
    let undo: Undo = serde_json::from_str(text).map_err(|_| QueueError::TooLate)?;
    let mut back_here = None;
    // The counter is freed first, so that the ticket which comes back finds its place.
    store::set_counter_ticket(tx, counter, None, undo.favoured_in_a_row, None, None).await?;
    for (before, now, n) in undo.steps.iter().rev() {
        change(tx, before, *now).await?;
        let entry = Entry::new(EventKind::TicketUndone, before.id, Some(before.branch))
            .with("undoes", *n)
            .with("counter", counter);
        record(tx, &app.heart, actor, entry).await?;
        if matches!(before.status, Status::Called | Status::Serving) {
            back_here = Some(before.id);
        }
        // A step that took the note away left the client it is about in service.
        if let (Status::Serving, Some((note, ticked, identity_checked))) = (before.status, undo.note.clone())
        {
            store::save_note(tx, before.id, &DeskNote { note, ticked, identity_checked }).await?;
        }
    }
    if let Some((ticket, services)) = &undo.services {
        visit::store::save(tx, *ticket, services).await?;
    }
    if let Some(contact) = undo.contact {
        store::delete_contact(tx, contact).await?;
    }
    store::set_counter_ticket(tx, counter, back_here, undo.favoured_in_a_row, None, None).await?;
    tx.signal(branch_topic(held.branch_id));
    Ok(())
}
