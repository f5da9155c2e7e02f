//! A ticket for somebody who stands at the kiosk or holds a phone: the same rules for both.

use solits_db::Tx;
use solits_journal::Actor;
use solits_kernel::{LineId, TicketId};
use solits_organisation::Branch;
use solits_queue::{Party, QueueError, Take};
use solits_web::{App, Fields, WebError, recall};

use crate::doors::{Offer, doors, offer_of};

/// The most letters of a form's key that count.
const KEY_LENGTH: usize = 40;

/// What somebody asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Wish {
    /// Which line.
    pub(crate) line: LineId,
    /// Out of turn, without asking why (E-11).
    pub(crate) priority: bool,
    /// How many people come together.
    pub(crate) party: Party,
    /// The key of the rendered form: the same one gives the same ticket.
    pub(crate) key: String,
}

impl Wish {
    /// The wish that a form states.
    pub(crate) fn of(fields: &Fields) -> Result<Self, Unclear> {
        Ok(Self {
            line: fields.parse("line").ok_or(Unclear::Line)?,
            party: Party::parse(fields.get("party")).ok_or(Unclear::Party)?,
            priority: fields.get("priority") == "1",
            key: fields.get("key").chars().take(KEY_LENGTH).collect(),
        })
    }
}

/// Why a form states no wish.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unclear {
    /// It names no line.
    Line,
    /// Nobody can tell how many come, or they are more than one ticket is for.
    Party,
}

impl From<Unclear> for WebError {
    fn from(unclear: Unclear) -> Self {
        match unclear {
            Unclear::Line => Self::BadRequest,
            Unclear::Party => QueueError::PartySize.into(),
        }
    }
}

/// What came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Issued {
    /// A ticket.
    Ticket(TicketId),
    /// The place is closed.
    Closed,
    /// None today any more: the person is shown other ways (E-14).
    OtherWays,
}

/// Whether this form has been sent before, and which ticket it gave.
pub(crate) async fn given_before(tx: &mut Tx, wish: &Wish) -> Result<Option<TicketId>, WebError> {
    Ok(recall(tx, "ticket.take", &wish.key).await?.and_then(|id| id.parse().ok()))
}

/// Issues a ticket as the standard allows at this hour. The caller commits.
pub(crate) async fn issue(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    branch: &Branch,
    wish: Wish,
) -> Result<Issued, WebError> {
    if let Some(ticket) = given_before(tx, &wish).await? {
        return Ok(Issued::Ticket(ticket));
    }
    let doors = doors(&branch.calendar, actor.at);
    if !doors.is_open() {
        return Ok(Issued::Closed);
    }
    let standard = app.heart.loaded(tx).await?.standard(actor.at).map(|(_, standard)| standard);
    let hall = solits_queue::hall(tx, app, branch.id, actor.at).await?;
    if hall.line(wish.line).is_none() {
        return Err(WebError::NotFound);
    }
    let wait = hall.announce(wish.line, wish.priority).wait;
    if offer_of(&hall, standard.as_deref(), &doors, wish.line, wait) == Offer::OtherWays {
        return Ok(Issued::OtherWays);
    }
    let take = Take {
        branch: branch.id,
        line: wish.line,
        priority: wish.priority,
        internal: false,
        party: wish.party.people(),
        service: None,
        booked_for: None,
        announced_high: wait.upper_minutes(),
        key: wish.key,
    };
    let took = solits_queue::take(tx, app, actor, take).await?;
    Ok(Issued::Ticket(took.ticket.id))
}

/// Whether the same form was being sent twice at this very moment: the other one has won, and a second try finds its ticket.
pub(crate) fn was_sent_twice(error: &WebError) -> bool {
    matches!(error, WebError::Db(error) if error.conflict().is_some())
}

/// Whether a client's action came too late: somebody at a desk was faster, and the page shows what is now.
pub(crate) const fn came_too_late(error: &QueueError) -> bool {
    matches!(error, QueueError::Changed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_without_a_line_asks_for_nothing() {
        let fields = |pairs: &[(&str, &str)]| {
            Fields::from(
                pairs.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect::<Vec<_>>(),
            )
        };
        assert_eq!(Wish::of(&fields(&[("line", "A")])), Err(Unclear::Line));
        let line = "01900000-0000-7000-8000-000000000001";
        let wish = Wish::of(&fields(&[("line", line), ("priority", "1"), ("key", &"K".repeat(60))])).unwrap();
        assert!(wish.priority);
        assert_eq!(wish.party, Party::ALONE);
        assert_eq!(Wish::of(&fields(&[("line", line), ("party", "99")])), Err(Unclear::Party));
        assert_eq!(wish.key.len(), KEY_LENGTH);
    }
}
