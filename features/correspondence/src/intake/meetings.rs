//! Meetings that letters speak of.

use solits_db::Tx;
use solits_mail::{
    Attachment, Letter,
    invitation::{self, Meeting, Method},
};

use super::{
    become_message::{CALENDAR, received},
    reading,
};
use crate::{
    CorrespondenceError,
    store::{self, Waiting},
};

/// The meeting to which a letter invites, or which it takes back; answers to invitations are none.
pub(super) async fn meeting_of(
    tx: &mut Tx,
    waiting: &Waiting,
    letter: &Letter,
) -> Result<Option<Meeting>, CorrespondenceError> {
    let is_calendar = |file: &&Attachment| file.claimed == CALENDAR && file.size <= invitation::MOST_BYTES;
    let Some(file) = letter.attachments.iter().find(is_calendar) else { return Ok(None) };
    let meeting = invitation::meeting(&reading::content_of(tx, waiting, file).await?);
    Ok(meeting.filter(|meeting| meeting.method != Method::Reply))
}

/// Notes what a letter does with a meeting, for invitations that wait in other cases. Only a letter that names whoever
/// invites as its one author counts: a stranger's must not end what somebody else has asked for.
pub(super) fn note(tx: &mut Tx, waiting: &Waiting, letter: &Letter, meeting: &Meeting) {
    if let [author] = letter.from.as_slice()
        && author.same_mailbox(&meeting.organizer)
    {
        store::insert_meeting(tx, waiting.id, meeting, received(waiting));
    }
}
