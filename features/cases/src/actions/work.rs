//! Working on a case: notes, owner, receipt, delay, answer, end. Each names the version it was decided on.

use jiff::civil::Date;
use solits_calendar::Calendar;
use solits_db::Tx;
use solits_journal::{Actor, record};
use solits_kernel::{CaseId, EmployeeId, Timestamp, clean};
use solits_standard::event::EventKind;
use solits_web::App;

use super::{
    AnsweredBy, CaseError, MOST_STEP, MOST_TEXT, change, entry,
    open::hashes,
    seen,
    unanswered::{Unanswered, needs_no_answer},
    write_note,
    written::refresh_due,
};
use crate::{
    codes::Codes,
    model::{Audience, Case, NextStepBy, Refusal},
    store,
    work::{
        passing::{self, actions::nothing_promised},
        pauses, relations, ruling,
    },
};

/// A note to be added.
#[derive(Clone, Debug)]
pub struct NewNote {
    /// The text, at most 8000 characters.
    pub text: String,
    /// Who reads it.
    pub audience: Audience,
    /// Who has the next step.
    pub next_step_by: NextStepBy,
    /// The next step in words for the client; `None` leaves it, empty returns to the usual words.
    pub next_step: Option<String>,
}

/// Adds a note, for staff or for the client.
pub async fn note(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    id: CaseId,
    version: i64,
    note: NewNote,
) -> Result<Case, CaseError> {
    let before = seen(tx, id, version).await?;
    let text = clean(&note.text, MOST_TEXT)?;
    let next_step = match note.next_step.as_deref().map(str::trim) {
        None => None,
        Some("") => Some(String::new()),
        Some(step) => Some(clean(step, MOST_STEP)?),
    };
    let written = write_note(tx, app, actor, id, note.audience, text).await?;
    let case = before.clone().note(note.next_step_by, next_step);
    let entry = entry(EventKind::CaseNoted, &case)
        .with("note", written.to_string())
        .with("audience", note.audience.name())
        .with("status", case.status.name());
    change(tx, app, actor, case, &before, entry).await
}

/// Passes the case to another owner.
pub async fn assign(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    id: CaseId,
    version: i64,
    owner: EmployeeId,
) -> Result<Case, CaseError> {
    let before = seen(tx, id, version).await?;
    let employee = solits_organisation::find_employee(tx, owner).await?;
    employee.filter(|employee| employee.active).ok_or(Refusal::NoSuchEmployee)?;
    if passing::store::is_hidden_from(tx, id, owner).await? {
        return Err(Refusal::HasConflict.into());
    }
    let case = before.clone().assign(owner)?;
    let entry = entry(EventKind::CaseAssigned, &case).with("owner", owner).with("from", before.owner);
    change(tx, app, actor, case, &before, entry).await
}

/// Confirms to the client that the case was received.
pub async fn acknowledge(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    id: CaseId,
    version: i64,
) -> Result<Case, CaseError> {
    let before = seen(tx, id, version).await?;
    let case = before.clone().acknowledge()?;
    let entry = entry(EventKind::CaseAcknowledged, &case);
    change(tx, app, actor, case, &before, entry).await
}

/// Tells the client of a delay and until when the answer will come (I-06). The text stands on the client's page, where it
/// is told at once: the day that was named is owed from then on (I-07).
pub async fn tell_delay(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    id: CaseId,
    version: i64,
    new_date: Date,
    text: &str,
) -> Result<Case, CaseError> {
    let (case, until) = note_delay(tx, app, actor, (id, version), new_date, text, None).await?;
    let told = entry(EventKind::MessageDelayTold, &case).with("planned_at", until);
    record(tx, &app.heart, actor, told).await?;
    refresh_due(tx, id).await?;
    Ok(store::find(tx, id).await?.unwrap_or(case))
}

/// Tells the client of a delay by a letter: it is told, and the day owed, once the letter leaves. Returns the end of that
/// day. One that can still be taken back says when it leaves: until then the client reads nothing of it.
pub async fn tell_delay_by_letter(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    of: (CaseId, i64),
    new_date: Date,
    text: &str,
    leaves_at: Option<Timestamp>,
) -> Result<Timestamp, CaseError> {
    Ok(note_delay(tx, app, actor, of, new_date, text, leaves_at).await?.1)
}

async fn note_delay(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    (id, version): (CaseId, i64),
    new_date: Date,
    text: &str,
    leaves_at: Option<Timestamp>,
) -> Result<(Case, Timestamp), CaseError> {
    let before = seen(tx, id, version).await?;
    let case = before.clone().tell_delay()?;
    let loaded = app.heart.loaded(tx).await?;
    let calendar = loaded.calendar(Some(case.branch)).ok_or(Refusal::NoSuchPlace)?;
    let until = end_of(&calendar, new_date).filter(|until| *until > actor.at).ok_or(Refusal::BadDate)?;
    let text = clean(text, MOST_TEXT)?;
    let written = write_note(tx, app, actor, id, Audience::Client, text).await?;
    let entry = entry(EventKind::CaseDelayTold, &case)
        .with("note", written.to_string())
        .with("was_due_at", case.due_at)
        .with("leaves_at", leaves_at)
        .with("planned_at", until);
    Ok((change(tx, app, actor, case, &before, entry).await?, until))
}

/// The end of a working day for clients; `None` for a day without work.
pub(crate) fn end_of(calendar: &Calendar, date: Date) -> Option<Timestamp> {
    if !calendar.is_working_day(date) {
        return None;
    }
    let midnight = || Some(Timestamp::in_riga(date.tomorrow().ok()?, jiff::civil::Time::MIN));
    calendar.closing_at(date).or_else(midnight)
}

/// Answers the client.
pub async fn answer(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    id: CaseId,
    version: i64,
    text: &str,
) -> Result<Case, CaseError> {
    answer_by(tx, app, actor, (id, version), text, (None, None)).await
}

/// Writes to the client by a letter that leaves now: it answers the case. Before a decision that is awaited it answers
/// nothing, and the case goes on.
pub async fn reply(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    id: CaseId,
    version: i64,
    text: &str,
) -> Result<Case, CaseError> {
    reply_leaving(tx, app, actor, (id, version), text, None).await
}

/// The same by a letter that can still be taken back: it says when it leaves, and until then the client reads nothing of it.
pub async fn reply_leaving(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    (id, version): (CaseId, i64),
    text: &str,
    leaves_at: Option<Timestamp>,
) -> Result<Case, CaseError> {
    let before = seen(tx, id, version).await?;
    if !before.status.is_live() || !ruling::awaits_ruling(tx, &before).await? {
        return answer_by(tx, app, actor, (id, version), text, (None, leaves_at)).await;
    }
    let case = before.clone().touched();
    let entry = entry(EventKind::CaseNoted, &case).with("what", "written_before_ruling");
    change(tx, app, actor, case, &before, entry).await
}

/// Answers the client, by a way that somebody has named, or by a letter that leaves then.
pub(super) async fn answer_by(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    (id, version): (CaseId, i64),
    text: &str,
    (by, leaves_at): (Option<AnsweredBy>, Option<Timestamp>),
) -> Result<Case, CaseError> {
    let mut before = seen(tx, id, version).await?;
    ruling::demand(tx, &before).await?;
    let text = clean(text, MOST_TEXT)?;
    // Whoever is answered is not waited for: the clocks run to their end before they are met.
    if let Some(running) = pauses::actions::go_on(tx, app, actor, &before).await? {
        before = running;
    }
    let case = before.clone().answer(text.clone(), actor.at)?;
    let written = write_note(tx, app, actor, id, Audience::Client, text).await?;
    let entry = entry(EventKind::CaseAnswered, &case)
        .with("note", written.to_string())
        .with("leaves_at", leaves_at)
        .with("way", by.map(AnsweredBy::name));
    change(tx, app, actor, case, &before, entry).await
}

/// Closes the case; one that was not answered needs a reason, which stands on the client's page (I-16), and one that
/// somebody decides on the decision.
pub async fn close(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    id: CaseId,
    version: i64,
    reason: &str,
) -> Result<Case, CaseError> {
    close_unanswered(tx, app, actor, (id, version), reason, Unanswered::Other).await
}

/// Closes the case, and says whether what the client wrote needs an answer at all. Where it does, it is owed on.
pub async fn close_unanswered(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    (id, version): (CaseId, i64),
    reason: &str,
    why: Unanswered,
) -> Result<Case, CaseError> {
    let mut before = seen(tx, id, version).await?;
    ruling::demand(tx, &before).await?;
    let reason = if reason.trim().is_empty() { None } else { Some(clean(reason, MOST_TEXT)?) };
    nothing_promised(tx, id).await?;
    if let Some(running) = pauses::actions::go_on(tx, app, actor, &before).await? {
        before = running;
    }
    let case = before.clone().close(reason.as_deref(), actor.at)?;
    needs_no_answer(tx, app, actor, &before, why).await?;
    let written = match reason {
        Some(reason) => Some(write_note(tx, app, actor, id, Audience::Client, reason).await?),
        None => None,
    };
    let entry = entry(EventKind::CaseClosed, &case)
        .with("note", written.map(|note| note.to_string()))
        .with("answered", before.answered_at.is_some());
    change(tx, app, actor, case, &before, entry).await
}

/// Takes the case up again; it stays with its owner. The reason stays with staff.
pub async fn reopen(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    id: CaseId,
    version: i64,
    reason: &str,
) -> Result<Case, CaseError> {
    let before = seen(tx, id, version).await?;
    let reason = clean(reason, MOST_TEXT)?;
    if relations::store::find_merged(tx, id).await?.is_some() {
        return Err(Refusal::Merged.into());
    }
    let case = before.clone().reopen()?;
    let written = write_note(tx, app, actor, id, Audience::Internal, reason).await?;
    let entry = entry(EventKind::CaseReopened, &case)
        .with("note", written.to_string())
        .with("kind", case.kind.name())
        .with("service", case.service);
    change(tx, app, actor, case, &before, entry).await
}

/// Gives the client new codes; the old ones open nothing any more.
pub async fn renew_codes(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    id: CaseId,
    version: i64,
) -> Result<(Case, Codes), CaseError> {
    let before = seen(tx, id, version).await?;
    let codes = Codes::draw(&app.random);
    store::update_codes(tx, id, hashes(&codes)).await?;
    store::delete_views_of(tx, id).await?;
    let mut case = before.clone();
    case.version += 1;
    let entry = entry(EventKind::CaseNoted, &case).with("what", "codes_renewed");
    let case = change(tx, app, actor, case, &before, entry).await?;
    Ok((case, codes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn calendar() -> Calendar {
        serde_json::from_str(
            r#"{"version":1,"hours":{"monday":["09:00-12:00","13:00-17:00"],"tuesday":["09:00-17:00"],
                "wednesday":["09:00-17:00"],"thursday":["09:00-17:00"]}}"#,
        )
        .unwrap()
    }

    /// Office hours end at 17.00 on Monday; on Friday the office works without clients, so the day itself is the end.
    #[test]
    fn a_new_date_means_the_end_of_that_working_day() {
        let calendar = calendar();
        let monday = end_of(&calendar, date(2026, 11, 23)).unwrap();
        assert_eq!(monday.to_string(), "2026-11-23T15:00:00.000Z");
        let friday = end_of(&calendar, date(2026, 11, 27)).unwrap();
        assert_eq!(friday.to_string(), "2026-11-27T22:00:00.000Z");
    }

    #[test]
    fn a_day_without_work_is_not_offered_to_a_client() {
        assert_eq!(end_of(&calendar(), date(2026, 11, 22)), None, "a Sunday");
        assert_eq!(end_of(&calendar(), date(2026, 11, 18)), None, "the Proclamation of the Republic");
    }
}
