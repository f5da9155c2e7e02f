//! Inviting colleagues to a meeting.

use solits_db::Tx;
use solits_journal::Actor;
use solits_kernel::Timestamp;
use solits_web::App;

use super::{
    ColleagueError,
    ask::{Ask, Whom, ask},
};
use crate::model::request::{RequestId, RequestKind};

/// So many people are invited at once; more is a matter for a calendar.
pub(crate) const MOST_PEOPLE: usize = 50;

/// A meeting.
#[derive(Clone, Debug)]
pub(crate) struct Meeting {
    pub(crate) topic: String,
    /// What it is about.
    pub(crate) question: String,
    pub(crate) meets_at: Timestamp,
    /// Where; may be empty.
    pub(crate) place: String,
}

/// Invites people to a meeting. Each gets an invitation of their own, and confirms or declines it with a reason (J-03).
pub(crate) async fn invite(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    meeting: &Meeting,
    people: &[Whom],
) -> Result<Vec<RequestId>, ColleagueError> {
    let mut invited = Vec::new();
    for to in people {
        let asked = Ask {
            kind: RequestKind::Meeting,
            case: None,
            to: *to,
            topic: meeting.topic.clone(),
            question: meeting.question.clone(),
            checked: String::new(),
            meets_at: Some(meeting.meets_at),
            place: meeting.place.clone(),
            key: String::new(),
        };
        invited.push(ask(tx, app, actor, asked, &[]).await?);
    }
    Ok(invited)
}
