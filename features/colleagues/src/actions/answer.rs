//! Answering a colleague: at once, partly with the date of the rest, or by passing it on; and withdrawing a question.

use jiff::civil::Date;
use solits_db::Tx;
use solits_i18n::Words;
use solits_journal::{Actor, Entry, record};
use solits_kernel::{EmployeeId, Lang, Timestamp, clean};
use solits_standard::event::EventKind;
use solits_web::App;

use super::{
    ColleagueError, MOST_TEXT,
    ask::{Setting, Whom, addressee, readers, told_manager},
    end_of, hidden_from,
    letter::{self, unless_hidden},
    person, tell, write_in_case,
};
use crate::{
    model::{
        Refusal,
        request::{PartIn, Reply, Request, RequestId, RequestKind, Said, Standing},
    },
    store::requests,
};

/// What is said to an invitation (J-03).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attendance {
    /// Comes.
    Attends,
    /// Does not come, which needs a reason.
    Declines,
}

/// A question as whoever acts has it before them, with the organisation of today.
struct Held {
    request: Request,
    setting: Setting,
}

async fn held(
    tx: &mut Tx,
    actor: &Actor,
    id: RequestId,
    version: i64,
    part: PartIn,
) -> Result<Held, ColleagueError> {
    let me = person(actor)?;
    let request = requests::find(tx, id).await?.ok_or(ColleagueError::NotFound)?;
    let setting = Setting::read(tx).await?;
    let mine = request.part_of(me, &setting.structure.on(actor.at.day()));
    if mine != Some(part) {
        return Err(ColleagueError::NotFound);
    }
    if request.version == version { Ok(Held { request, setting }) } else { Err(ColleagueError::Stale) }
}

/// Answers a question.
pub async fn answer(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    id: RequestId,
    version: i64,
    text: &str,
) -> Result<(), ColleagueError> {
    let held = held(tx, actor, id, version, PartIn::Answers).await?;
    let text = clean(text, MOST_TEXT)?;
    let after = held.request.clone().answer(actor.at)?;
    let entry = Entry::new(EventKind::InternalAnswered, id, after.branch);
    let said = Spoken { said: Said::Answered, text, to: None, until: None };
    finish(tx, app, actor, &held, after, entry, said).await
}

/// Answers an invitation to a meeting; whoever does not come says why (J-03).
pub async fn attend(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    id: RequestId,
    version: i64,
    attendance: Attendance,
    reason: &str,
) -> Result<(), ColleagueError> {
    let held = held(tx, actor, id, version, PartIn::Answers).await?;
    if held.request.kind != RequestKind::Meeting {
        return Err(ColleagueError::NotFound);
    }
    let (said, text) = match (attendance, reason.trim()) {
        (Attendance::Declines, "") => return Err(Refusal::ReasonMissing.into()),
        (Attendance::Declines, reason) => (Said::Declines, clean(reason, MOST_TEXT)?),
        (Attendance::Attends, "") => (Said::Attends, String::new()),
        (Attendance::Attends, words) => (Said::Attends, clean(words, MOST_TEXT)?),
    };
    let after = held.request.clone().answer(actor.at)?;
    let entry = Entry::new(EventKind::InternalAnswered, id, after.branch).with("said", said.name());
    finish(tx, app, actor, &held, after, entry, Spoken { said, text, to: None, until: None }).await
}

/// Explains why the full answer comes later and on which day (J-02). That day is promised from here on.
pub async fn partly(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    id: RequestId,
    version: i64,
    text: &str,
    on: Date,
) -> Result<(), ColleagueError> {
    let held = held(tx, actor, id, version, PartIn::Answers).await?;
    let text = clean(text, MOST_TEXT)?;
    let loaded = app.heart.loaded(tx).await?;
    let calendar = loaded.calendar(held.request.branch).ok_or(Refusal::BadDate)?;
    let until = end_of(&calendar, on).filter(|until| *until > actor.at).ok_or(Refusal::BadDate)?;
    let after = held.request.clone().partly(until)?;
    let entry = Entry::new(EventKind::InternalDelayTold, id, after.branch)
        .with("was_due_at", after.due_at)
        .with("planned_at", until);
    let said = Spoken { said: Said::Partly, text, to: None, until: Some(until) };
    finish(tx, app, actor, &held, after, entry, said).await
}

/// Passes a question on to whoever knows; the limit stays. Nobody gets it whom the case concerns.
pub async fn pass_on(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    id: RequestId,
    version: i64,
    to: EmployeeId,
    text: &str,
) -> Result<(), ColleagueError> {
    let held = held(tx, actor, id, version, PartIn::Answers).await?;
    let text = if text.trim().is_empty() { String::new() } else { clean(text, MOST_TEXT)? };
    let day = held.setting.structure.on(actor.at.day());
    let hidden_from = match held.request.case {
        Some(case) => hidden_from(tx, case).await?,
        None => std::collections::BTreeSet::new(),
    };
    let to = addressee(Whom::Person(to), held.request.asked_by, &held.setting, &day, &hidden_from)?;
    let mut after = held.request.clone().pass_on(to)?;
    let loaded = app.heart.loaded(tx).await?;
    if held.request.copied_to.is_some() || held.request.case.is_none() {
        let manager = told_manager(to, after.asked_by, None, &loaded, &day, actor.at);
        after.copied_to = unless_hidden(manager, &hidden_from);
    }
    let entry = Entry::new(EventKind::InternalPassedOn, id, after.branch)
        .with("from", held.request.addressee)
        .with("to", to);
    let said = Spoken { said: Said::PassedOn, text, to: Some(to), until: None };
    finish(tx, app, actor, &held, after, entry, said).await
}

/// Withdraws a question that needs no answer any more.
pub async fn withdraw(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    id: RequestId,
    version: i64,
) -> Result<(), ColleagueError> {
    let held = held(tx, actor, id, version, PartIn::Asked).await?;
    let after = held.request.clone().withdraw(actor.at)?;
    let entry = Entry::new(EventKind::InternalWithdrawn, id, after.branch);
    let said = Spoken { said: Said::Withdrawn, text: String::new(), to: None, until: None };
    finish(tx, app, actor, &held, after, entry, said).await
}

/// Something said to a question.
struct Spoken {
    said: Said,
    text: String,
    to: Option<EmployeeId>,
    until: Option<Timestamp>,
}

/// Stores the change and what was said, records it, and tells whoever waits for it; in the case, too.
async fn finish(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    held: &Held,
    after: Request,
    entry: Entry,
    spoken: Spoken,
) -> Result<(), ColleagueError> {
    if !requests::update(tx, &after, held.request.version).await? {
        return Err(ColleagueError::Stale);
    }
    let day = held.setting.structure.on(actor.at.day());
    let Spoken { said, text, to, until } = spoken;
    let words = Words::new(Lang::Lv).read_at(actor.at);
    let note = in_case(words, &held.request, said, &text, to.map(|to| day.name(to)), until);
    let reply =
        Reply { id: app.random.uuid(actor.at), at: actor.at, by: person(actor)?, said, text, to, until };
    requests::insert_reply(tx, after.id, &reply).await?;
    record(tx, &app.heart, actor, entry).await?;
    let due = requests::update_due(tx, after.id).await?;
    if said == Said::PassedOn {
        letter::of_question(tx, app, actor, &after, due, &day).await?;
    }
    if let Some((case, note)) = after.case.zip(note) {
        write_in_case(tx, app, actor, case, note).await?;
    }
    tell(tx, readers(&held.request, &day).into_iter().chain(readers(&after, &day)));
    Ok(())
}

/// What stands in the case of what was said, for staff.
fn in_case(
    words: Words,
    request: &Request,
    said: Said,
    text: &str,
    to: Option<&str>,
    until: Option<Timestamp>,
) -> Option<String> {
    request.case?;
    let topic = request.topic.as_str();
    Some(match said {
        Said::Answered | Said::Attends | Said::Declines => {
            words.ta("colleagues-note-answered", &[("topic", topic.into()), ("text", text.into())])
        }
        Said::Partly => {
            let day = until.map(|until| words.on(last_moment(until).day())).unwrap_or_default();
            let args = [("topic", topic.into()), ("text", text.into()), ("day", day.into())];
            words.ta("colleagues-note-partly", &args)
        }
        Said::PassedOn => words.ta(
            "colleagues-note-passed-on",
            &[("topic", topic.into()), ("name", to.unwrap_or_default().into())],
        ),
        Said::Withdrawn => words.ta("colleagues-note-withdrawn", &[("topic", topic.into())]),
    })
}

/// The moment at which a limit's day is still the day people mean: an end at 24.00 belongs to the day it ends.
pub(crate) fn last_moment(due: Timestamp) -> Timestamp {
    due.plus_millis(-1)
}

/// Where a question stands, for whoever reads it through the API.
pub(crate) const fn state(standing: Standing) -> &'static str {
    standing.name()
}
