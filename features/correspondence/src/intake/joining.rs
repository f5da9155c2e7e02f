//! What a person says about what came: what it is, that it belongs to another case, that it belongs to none.

use std::collections::BTreeMap;

use solits_cases::{Came, Case};
use solits_db::{DbError, Tx};
use solits_journal::{Actor, Entry, record};
use solits_kernel::{CaseId, Timestamp};
use solits_standard::{
    event::EventKind,
    model::{ChannelKind, Fact},
};
use solits_web::App;
use solits_written::{
    clock::{message_kind, nature_facts},
    nature::{Form, Matter, Nature, Way},
};

use super::{Why, kind_of};
use crate::{
    CorrespondenceError,
    model::MessageId,
    store::{self, NatureRow},
};

/// What is kept of how a case came.
pub(crate) fn nature_of(row: &NatureRow) -> Option<(Nature, Way)> {
    let nature = Nature { form: Form::parse(&row.form)?, matter: Matter::parse(&row.matter)? };
    Some((nature, Way::parse(&row.way)?))
}

/// What is kept of how a case came. Of one that was opened by a written way without being taken in as a letter only the way is
/// known: what it is has yet to be said.
pub(crate) async fn nature_row(tx: &mut Tx, case: &Case) -> Result<Option<NatureRow>, DbError> {
    let kept = store::find_nature(tx, case.id).await?;
    Ok(kept.or_else(|| written_way(case.channel).map(unsaid)))
}

const fn written_way(channel: ChannelKind) -> Option<Way> {
    match channel {
        ChannelKind::Email => Some(Way::Email),
        ChannelKind::EAddress => Some(Way::EAddress),
        ChannelKind::Letter => Some(Way::Letter),
        ChannelKind::Fax => Some(Way::Fax),
        _ => None,
    }
}

fn unsaid(way: Way) -> NatureRow {
    let none = || "[]".to_owned();
    NatureRow {
        way: way.code().to_owned(),
        form: String::new(),
        matter: String::new(),
        reasons: none(),
        doubts: none(),
        may_belong: none(),
        confirmed_at: None,
        confirmed_by: None,
    }
}

/// Says what a case is: confirms what the program proposed, or corrects it. Its clocks follow, counted from receipt.
pub(crate) async fn say_nature(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    case: CaseId,
    version: i64,
    nature: Nature,
) -> Result<Case, CorrespondenceError> {
    let known = solits_cases::find(tx, case).await?.ok_or(CorrespondenceError::NotFound)?;
    let row = nature_row(tx, &known).await?.ok_or(CorrespondenceError::NotFound)?;
    let way = Way::parse(&row.way).ok_or(CorrespondenceError::NotFound)?;
    let before = if row.form.is_empty() {
        None
    } else {
        let (before, _) = nature_of(&row).ok_or(CorrespondenceError::NotFound)?;
        Some(before)
    };
    let mut facts = nature_facts(nature, way);
    facts.insert("electronic".to_owned(), Fact::Bool(way.is_electronic()));
    if let Some(before) = before {
        facts.insert("was_form".to_owned(), Fact::Word(before.form.code().to_owned()));
        facts.insert("was_matter".to_owned(), Fact::Word(before.matter.code().to_owned()));
    }
    facts.extend(deadline_of(tx, &known).await?);
    let arrival = Came { received: Some(received(tx, &known).await?), facts };
    let is_same = before.is_some_and(|before| before.matter == nature.matter);
    let kind = if is_same { known.kind } else { kind_of(nature.matter) };
    // Who keeps the registers may open what was taken for a complaint to everybody; nobody else may.
    if known.kind.is_confidential() && !kind.is_confidential() && !tx.viewer().sees_confidential() {
        return Err(CorrespondenceError::Confidential);
    }
    let said = solits_cases::classify(tx, app, actor, case, version, kind, &arrival).await?;
    if before.is_none() {
        store::insert_nature(tx, case, way, nature, "[]", "[]", "[]");
        // What is confirmed has to be there.
        tx.settle_added().await?;
    }
    store::confirm_nature(tx, case, nature, actor.employee(), actor.at).await?;
    let is_feedback = kind != known.kind && solits_feedback::register_of(kind).is_some();
    // It stands in its register at once, and goes to whoever decides. Where whoever says so does not see it any more, the
    // program does that within a second.
    if is_feedback && solits_cases::find(tx, case).await?.is_some() {
        solits_feedback::take_in(tx, app, actor, case).await.map_err(solits_cases::CaseError::from)?;
    }
    Ok(said)
}

/// When the matter reached the institution: with its first message.
async fn received(tx: &mut Tx, case: &Case) -> Result<Timestamp, CorrespondenceError> {
    let first = store::list_incoming(tx, case.id).await?;
    Ok(first.first().map_or(case.opened_at, |message| message.at.min(case.opened_at)))
}

async fn deadline_of(tx: &mut Tx, case: &Case) -> Result<BTreeMap<String, Fact>, CorrespondenceError> {
    let service = match case.service {
        Some(id) => solits_organisation::find_service(tx, id).await?,
        None => None,
    };
    let Some(deadline) = service.and_then(|service| service.deadline) else { return Ok(BTreeMap::new()) };
    Ok(BTreeMap::from([
        ("deadline_unit".to_owned(), Fact::Word(deadline.unit)),
        ("deadline_count".to_owned(), Fact::Int(deadline.count)),
    ]))
}

/// A person confirms that what opened a case of its own belongs to another: everything said in it moves there, and the
/// emptied case ends. Both were seen by whoever confirms. Its codes lead to the other case where its author was a party
/// there before; anybody else keeps a page that says where the matter went, and nothing of the other.
pub(crate) async fn join_cases(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    from: CaseId,
    version: i64,
    into: CaseId,
) -> Result<Case, CorrespondenceError> {
    let here = solits_cases::find(tx, from).await?.ok_or(CorrespondenceError::NotFound)?;
    let there = solits_cases::find(tx, into).await?.ok_or(CorrespondenceError::NotFound)?;
    let by = actor.employee().ok_or(CorrespondenceError::NotFound)?;
    // Neither into itself nor round about, nor into what is itself a part of another.
    if from == into
        || store::find_join(tx, into).await?.is_some()
        || store::find_join(tx, from).await?.is_some()
    {
        return Err(CorrespondenceError::Stale);
    }
    // What is confidential stays among those who see it: it does not become a part of a case that all may read.
    if here.kind.is_confidential() && !there.kind.is_confidential() {
        return Err(CorrespondenceError::Confidential);
    }
    let keys = |parties: &[crate::model::Party]| -> Vec<String> {
        parties.iter().map(|party| party.address.key()).collect()
    };
    let own = keys(&store::list_parties(tx, from).await?);
    let theirs = keys(&store::list_parties(tx, into).await?);
    let of_one_client = !own.is_empty() && own.iter().all(|key| theirs.contains(key));
    let moving = store::list_incoming(tx, from).await?;
    let joined = solits_cases::join(tx, app, actor, from, version, &there).await?;
    store::move_messages(tx, from, into).await?;
    store::insert_join(tx, from, into, of_one_client, by, actor.at).await?;
    store::forget_may_belong(tx, from).await?;
    solits_cases::client_wrote(tx, app, actor, into).await?;
    for message in moving {
        let Some(way) = Way::parse(&message.way).filter(|way| way.is_electronic()) else { continue };
        message_came(tx, app, actor, &there, message.id, way, message.at).await?;
    }
    solits_cases::refresh_due(tx, into).await?;
    tx.signal(format!("case:{into}"));
    Ok(joined)
}

/// Records in the case that a message came there, when it was received.
async fn message_came(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    case: &Case,
    message: MessageId,
    way: Way,
    at: Timestamp,
) -> Result<(), CorrespondenceError> {
    let nature = match store::find_nature(tx, case.id).await?.as_ref().and_then(nature_of) {
        Some((nature, _)) => nature,
        None => Nature { form: Form::ELetter, matter: Matter::Request },
    };
    let arrival = Came { received: Some(at), facts: nature_facts(nature, way) };
    let mut entry =
        Entry::new(message_kind(nature.form), case.id, Some(case.branch)).with("message", message);
    entry.facts.extend(arrival.facts_at(actor.at));
    record(tx, &app.heart, actor, entry).await?;
    Ok(())
}

/// How a later message of a case is recorded: as a client's, with what it is found to be by itself; in a case that somebody
/// has found to be a colleague's request as what a colleague asks, so that it starts none of the clocks of clients.
pub(crate) async fn later_message(
    tx: &mut Tx,
    case: CaseId,
    way: Way,
    arrival: Came,
) -> Result<(EventKind, Came), CorrespondenceError> {
    let said = store::find_nature(tx, case).await?.as_ref().and_then(nature_of);
    Ok(match said {
        Some((nature, _)) if nature.form == Form::Internal => {
            (message_kind(nature.form), Came { facts: nature_facts(nature, way), ..arrival })
        }
        _ => (EventKind::MessageReceived, arrival),
    })
}

/// A person says that it is a matter of its own: nobody is asked again.
pub(crate) async fn leave_as_new(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    case: CaseId,
) -> Result<(), CorrespondenceError> {
    let known = solits_cases::find(tx, case).await?.ok_or(CorrespondenceError::NotFound)?;
    if store::forget_may_belong(tx, case).await? {
        let entry = Entry::new(EventKind::CaseNoted, case, Some(known.branch)).with("what", "left_as_new");
        record(tx, &app.heart, actor, entry).await?;
        tx.signal(format!("case:{case}"));
    }
    Ok(())
}

/// The cases that were kept as those it may belong to, as JSON, that whoever looks may see, without this one; with why.
pub(crate) async fn may_belong(
    tx: &mut Tx,
    id: CaseId,
    kept: &str,
) -> Result<Vec<(Case, Why)>, CorrespondenceError> {
    let kept: Vec<String> = serde_json::from_str(kept).unwrap_or_default();
    let mut found: Vec<(Case, Why)> = Vec::new();
    for one in &kept {
        let (why, number) = Why::read(one);
        let Some(known) = store::find_case_of_number(tx, number).await? else { continue };
        let case = solits_cases::find(tx, known.case).await?.filter(|case| case.id != id);
        found.extend(
            case.filter(|case| found.iter().all(|(one, _)| one.id != case.id)).map(|case| (case, why)),
        );
    }
    Ok(found)
}
