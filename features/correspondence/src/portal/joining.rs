//! What a client adds on the page of the own case: a message and files that join it.

use solits_cases::{Came, Case};
use solits_db::Tx;
use solits_i18n::Words;
use solits_journal::{Actor, Entry, record};
use solits_web::{App, recall, remember};
use solits_written::{
    classify::{self, Author, Signature},
    clock::nature_facts,
    nature::Way,
};

use crate::{
    CorrespondenceError,
    intake::{files_fact, later_message},
    model::{Direction, MessageId},
    portal::attachments::bytes,
    store::{self, NewMessage},
};

/// What became of a client's message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Joined {
    /// It has joined the case: its id.
    Message(String),
    /// Its files are more than the case may still be given; nothing has changed.
    NoRoom,
}

impl Joined {
    /// What is said where there is no room: how much there is, and how else the rest reaches us.
    pub(crate) fn no_room(app: &App, words: Words) -> String {
        let most = i64::from(app.config.limits.case_files);
        words.ta("correspondence-client-no-room", &[("most", most.into())])
    }
}

/// A message of a client in an own case, with the files kept for its form. Sent again, it changes nothing.
pub(crate) async fn join(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    case: &Case,
    text: &str,
    form: &[u8],
) -> Result<Joined, CorrespondenceError> {
    let key = form.iter().take(20).fold(String::new(), |mut text, byte| {
        use std::fmt::Write as _;
        let _ = write!(text, "{byte:02x}");
        text
    });
    if let Some(before) = recall(tx, "case.message", &key).await? {
        store::drop_all_kept(tx, form).await?;
        return Ok(Joined::Message(before));
    }
    if !has_room(tx, app, case, form).await? {
        return Ok(Joined::NoRoom);
    }
    let id: MessageId = app.random.id(actor.at);
    let message = NewMessage {
        id,
        case: case.id,
        direction: Direction::In,
        way: Way::OwnPortal,
        at: actor.at,
        letter: None,
        employee: None,
        author_name: &case.client_name,
        author_address: &case.client_contact,
        recipient: "",
        subject: "",
        text,
        is_automatic: false,
        attention: "",
        is_formatted: false,
    };
    store::insert_message(tx, &message);
    tx.settle().await?;
    let files = store::move_kept(tx, form, id, 0).await?;
    remember(tx, "case.message", &key, &id.to_string(), actor.at).await?;
    solits_cases::client_wrote(tx, app, actor, case.id).await?;
    let (kind, arrival) = later_message(tx, case.id, Way::OwnPortal, came(text, actor)).await?;
    let mut entry = Entry::new(kind, case.id, Some(case.branch)).with("message", id);
    entry.facts.extend(arrival.facts_at(actor.at));
    entry.facts.extend(files_fact(usize::try_from(files).unwrap_or_default()));
    record(tx, &app.heart, actor, entry).await?;
    solits_cases::refresh_due(tx, case.id).await?;
    tx.signal(format!("case:{}", case.id));
    Ok(Joined::Message(id.to_string()))
}

/// Whether the files kept for a form still fit beside what the client has added to the case before (security §6). A
/// message without files always does.
async fn has_room(tx: &mut Tx, app: &App, case: &Case, form: &[u8]) -> Result<bool, CorrespondenceError> {
    let kept: i64 = store::list_kept(tx, form).await?.iter().map(|file| file.size).sum();
    if kept == 0 {
        return Ok(true);
    }
    let before = store::sum_of_client(tx, case.id).await?;
    Ok(before.saturating_add(kept) <= bytes(app.config.limits.case_files))
}

/// What a message in a case that is there already is: it starts clocks of its own.
fn came(text: &str, actor: &Actor) -> Came {
    let contact = classify::Contact {
        way: Way::OwnPortal,
        author: Author::Named,
        signature: Signature::None,
        subject: "",
        text,
        chosen: None,
    };
    let nature = classify::classify(&contact).nature;
    Came { received: Some(actor.at), facts: nature_facts(nature, Way::OwnPortal) }
}
