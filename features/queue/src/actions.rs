//! What a client does: take a ticket, ask for more time, leave the line.

use solits_db::{DbError, Tx};
use solits_journal::{Actor, Entry, JournalError, begins, draw_ahead, record};
use solits_kernel::{BranchId, LineId, ServiceId, TicketId, Timestamp};
use solits_standard::event::EventKind;
use solits_web::{App, WebError, recall as recall_key, remember};
use thiserror::Error;

use crate::{
    model::{Party, Status, Ticket},
    store,
};

/// Why something about a ticket or a counter could not be done.
#[derive(Debug, Error)]
pub enum QueueError {
    /// No such ticket, counter or line here.
    #[error("not found")]
    NotFound,
    /// The ticket or counter is no longer in the state the action needs: somebody else was faster.
    #[error("somebody else was faster")]
    Changed,
    /// Nobody is at the counter, and the action needs a client there.
    #[error("nobody is at the counter")]
    NobodyHere,
    /// The counter is not open.
    #[error("the counter is not open")]
    NotOpen,
    /// The present client has to be finished first (VZD P2/s4.9).
    #[error("the present client is not finished")]
    NotFinished,
    /// The called client still has time to come (VZD P2/s2.2).
    #[error("the called client still has time")]
    TooEarly,
    /// There is nothing to take back any more.
    #[error("too late to take back")]
    TooLate,
    /// A counter is worked at by somebody else.
    #[error("the counter is taken")]
    Taken,
    /// Nobody works where the client is to be passed on to, so that nobody would ever call them.
    #[error("nobody works there")]
    NobodyThere,
    /// A demanded reason, contact or next step is missing.
    #[error("something demanded is missing")]
    Incomplete,
    /// The service demands a check of the client's identity, and nobody has said whether it was made.
    #[error("nobody has said whether the identity was checked")]
    IdentityUnsaid,
    /// So many people cannot come with one ticket ([`Party`]).
    #[error("nobody, or more than one ticket is for")]
    PartySize,
    /// The standard in force grants no break after a hard conversation.
    #[error("the standard grants no such break")]
    NoSuchBreak,
    /// The database failed.
    #[error("the database failed")]
    Db(#[from] DbError),
    /// The journal could not be written.
    #[error("the journal failed")]
    Journal(#[from] JournalError),
}

impl From<QueueError> for WebError {
    fn from(error: QueueError) -> Self {
        match error {
            QueueError::NotFound => Self::NotFound,
            QueueError::Changed => Self::Conflict("queue-changed"),
            QueueError::NobodyHere => Self::Conflict("queue-nobody-here"),
            QueueError::NotOpen => Self::Conflict("queue-not-open"),
            QueueError::NobodyThere => Self::Conflict("queue-nobody-there"),
            QueueError::NotFinished => Self::Conflict("queue-not-finished"),
            QueueError::TooEarly => Self::Conflict("queue-too-early"),
            QueueError::TooLate => Self::Conflict("queue-too-late"),
            QueueError::Taken => Self::Conflict("queue-taken"),
            QueueError::Incomplete => Self::Refused("queue-incomplete"),
            QueueError::IdentityUnsaid => Self::Refused("queue-identity-unsaid"),
            QueueError::PartySize => Self::Refused("queue-party-size"),
            QueueError::NoSuchBreak => Self::Conflict("queue-no-such-break"),
            QueueError::Db(error) => Self::Db(error),
            QueueError::Journal(error) => Self::Journal(error),
        }
    }
}

/// A ticket to be taken.
#[derive(Clone, Debug)]
pub struct Take {
    /// Where.
    pub branch: BranchId,
    /// For which line.
    pub line: LineId,
    /// Out of turn, without asking why (E-11).
    pub priority: bool,
    /// A colleague.
    pub internal: bool,
    /// How many people come together; as many as a [`Party`] has.
    pub party: i64,
    /// The service, where known.
    pub service: Option<ServiceId>,
    /// The agreed minute of a booked client.
    pub booked_for: Option<Timestamp>,
    /// The upper end of the wait that was announced, in minutes.
    pub announced_high: Option<i64>,
    /// Repeats with the same key give the same ticket; empty for none.
    pub key: String,
}

/// A ticket taken now or, for a repeated key, before.
#[derive(Clone, Debug)]
pub struct Took {
    /// The ticket.
    pub ticket: Ticket,
}

pub(crate) fn branch_topic(branch: BranchId) -> String {
    format!("branch:{branch}")
}
pub(crate) fn ticket_topic(ticket: TicketId) -> String {
    format!("ticket:{ticket}")
}
pub(crate) fn tell(tx: &mut Tx, ticket: &Ticket) {
    tx.signal(branch_topic(ticket.branch));
    tx.signal(ticket_topic(ticket.id));
}

/// Issues a ticket with the next number of its line. [`QueueError::PartySize`] where more come than one ticket is for.
pub async fn take(tx: &mut Tx, app: &App, actor: &Actor, take: Take) -> Result<Took, QueueError> {
    if let Some(before) = recall_key(tx, "ticket.take", &take.key).await? {
        let id: TicketId = before.parse().map_err(|_| QueueError::NotFound)?;
        let ticket = store::find(tx, id).await?.ok_or(QueueError::NotFound)?;
        return Ok(Took { ticket });
    }
    let party = Party::new(take.party).ok_or(QueueError::PartySize)?;
    let lines = store::list_lines(tx, take.branch).await?;
    let line = lines.into_iter().find(|line| line.id == take.line).ok_or(QueueError::NotFound)?;
    let day = solits_kernel::day_number(actor.at.day());
    let id: TicketId = app.random.id(actor.at);
    remember(tx, "ticket.take", &take.key, &id.to_string(), actor.at).await?;
    // Everybody who takes a ticket of this letter waits from the drawing of the number to the commit: little comes between.
    begins(tx, id);
    draw_ahead(tx).await?;
    let number = store::next_number(tx, take.branch, day, &line.letter).await?;
    let ticket = Ticket {
        id,
        branch: take.branch,
        day,
        line: take.line,
        letter: line.letter,
        number,
        status: Status::Waiting,
        priority: take.priority,
        internal: take.internal,
        party: party.people(),
        service: take.service,
        booked_for: take.booked_for,
        taken_at: actor.at,
        waiting_since: actor.at,
        offered_from: actor.at,
        for_counter: None,
        for_employee: None,
        returned_by: None,
        behind: 0,
        called_at: None,
        recalled_at: None,
        started_at: None,
        ended_at: None,
        counter: None,
        employee: None,
        wait_ms: 0,
        walk_ms: 0,
        serve_ms: 0,
        announced_high: take.announced_high,
        outcome: None,
        inaccurate: false,
    };
    store::inserting(&ticket).at_commit(tx);
    let entry = Entry::new(EventKind::TicketTaken, id, Some(take.branch))
        .with("line", take.line)
        .with("service", take.service)
        .with("number", ticket.display())
        .with("priority", take.priority)
        .with("internal", take.internal.then_some(true))
        .with("booked", take.booked_for.is_some().then_some(true))
        .with("planned_at", take.booked_for)
        .with("party", (ticket.party > 1).then_some(ticket.party))
        .with("announced_high", take.announced_high);
    record(tx, &app.heart, actor, entry).await?;
    tx.settle_added().await?;
    tell(tx, &ticket);
    Ok(Took { ticket })
}

/// The client leaves the line.
pub async fn leave(tx: &mut Tx, app: &App, actor: &Actor, id: TicketId) -> Result<Ticket, QueueError> {
    let mut ticket = store::find(tx, id).await?.ok_or(QueueError::NotFound)?;
    let was = ticket.status;
    if was == Status::Left {
        return Ok(ticket);
    }
    if !matches!(was, Status::Waiting | Status::Parked | Status::NoShow) {
        return Err(QueueError::Changed);
    }
    if was == Status::Waiting {
        ticket.wait_ms += actor.at.since(ticket.offered_from.max(ticket.taken_at)).max(0);
    }
    ticket.status = Status::Left;
    ticket.ended_at = Some(actor.at);
    change(tx, &ticket, was).await?;
    record(
        tx,
        &app.heart,
        actor,
        Entry::new(EventKind::TicketLeft, id, Some(ticket.branch)).with("line", ticket.line),
    )
    .await?;
    Ok(ticket)
}

/// A client who needs more time is not called for so long, and keeps the first time in the line.
const MORE_TIME_MINUTES: i64 = 5;

/// The client needs more time: a called one goes back to the line, a waiting one is passed over for some minutes.
pub async fn more_time(tx: &mut Tx, app: &App, actor: &Actor, id: TicketId) -> Result<Ticket, QueueError> {
    let mut ticket = store::find(tx, id).await?.ok_or(QueueError::NotFound)?;
    let was = ticket.status;
    match was {
        Status::Called => {
            if let Some(counter) = ticket.counter {
                let held = store::hold_counter(tx, counter).await?.ok_or(QueueError::NotFound)?;
                if held.ticket_id == Some(id) {
                    store::set_counter_ticket(tx, counter, None, held.favoured_in_a_row, None, None).await?;
                }
            }
            ticket.counter = None;
            ticket.employee = None;
            ticket.called_at = None;
        }
        Status::Waiting | Status::NoShow => {}
        _ => return Err(QueueError::Changed),
    }
    ticket.status = Status::Waiting;
    ticket.offered_from = actor.at.plus_minutes(MORE_TIME_MINUTES);
    change(tx, &ticket, was).await?;
    let entry =
        Entry::new(EventKind::TicketMoreTime, id, Some(ticket.branch)).with("minutes", MORE_TIME_MINUTES);
    record(tx, &app.heart, actor, entry).await?;
    Ok(ticket)
}

/// Stores a ticket and tells its listeners, unless somebody was faster.
pub(crate) async fn change(tx: &mut Tx, ticket: &Ticket, was: Status) -> Result<(), QueueError> {
    if !store::update(tx, ticket, was).await? {
        return Err(QueueError::Changed);
    }
    tell(tx, ticket);
    Ok(())
}
