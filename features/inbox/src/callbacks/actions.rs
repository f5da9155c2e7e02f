//! Promising to call back, and what became of the call.

use solits_cases::{
    Audience, CaseError, Kind, NewNote, NextStepBy, Open, Status, answer, awaits_ruling, close, find, note,
    open, refresh_due,
};
use solits_db::Tx;
use solits_i18n::Words;
use solits_journal::{Actor, Entry, record};
use solits_kernel::{BranchId, CaseId, EmployeeId, Timestamp};
use solits_standard::{event::EventKind, model::ChannelKind};
use solits_web::{App, WebError};

use super::{
    model::{AnswerBy, CallResult},
    store::{self, CallbackId, CallbackRow},
};

/// Longest line of what a case is about.
const MOST_SUBJECT: usize = 200;

/// A call to be written down.
#[derive(Clone, Debug)]
pub(crate) struct NewCallback {
    /// The case it belongs to; a case of its own is opened for one without.
    pub(crate) case: Option<CaseId>,
    pub(crate) phone: String,
    pub(crate) email: String,
    pub(crate) client_name: String,
    pub(crate) question: String,
    pub(crate) line: String,
    pub(crate) answer_by: AnswerBy,
    pub(crate) is_missed: bool,
    /// The time told to the client; absent for a missed call, which is called back as soon as possible.
    pub(crate) promised_at: Option<Timestamp>,
    pub(crate) employee: EmployeeId,
    pub(crate) branch: BranchId,
}

/// Writes a call down: its case, its note for the client, and the promise with its time.
pub(crate) async fn add(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    words: Words,
    new: &NewCallback,
) -> Result<CallbackId, WebError> {
    let case = match new.case {
        Some(id) => find(tx, id).await?.ok_or(WebError::NotFound)?.id,
        None => open_case(tx, app, actor, words, new).await?,
    };
    let branch = find(tx, case).await?.ok_or(WebError::NotFound)?.branch;
    let id: CallbackId = app.random.id(actor.at);
    let row = CallbackRow {
        id,
        case_id: case,
        employee_id: new.employee,
        phone: new.phone.clone(),
        question: new.question.clone(),
        line: new.line.clone(),
        answer_by: new.answer_by.name().to_owned(),
        is_missed: i64::from(new.is_missed),
        made_at: actor.at,
        promised_at: new.promised_at,
        tries: 0,
        tried_at: None,
        ended_at: None,
        result: None,
    };
    store::insert(tx, &row).await?;
    if let Some(promised) = new.promised_at {
        let (kind, channel) = match new.answer_by {
            AnswerBy::Phone => (EventKind::CallBackPromised, "phone"),
            AnswerBy::Visit => (EventKind::CasePromised, "visit"),
            AnswerBy::Email => (EventKind::CasePromised, "email"),
        };
        let entry = Entry::new(kind, case, Some(branch))
            .with("planned_at", promised)
            .with("channel", channel)
            .with("employee", new.employee)
            .with("callback", id.to_string());
        record(tx, &app.heart, actor, entry).await?;
        refresh_due(tx, case).await?;
    }
    tx.signal(format!("case:{case}"));
    tx.signal(format!("employee:{}", new.employee));
    Ok(id)
}

async fn open_case(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    words: Words,
    new: &NewCallback,
) -> Result<CaseId, WebError> {
    let subject = if new.question.is_empty() {
        words.t("inbox-callback-subject-missed")
    } else {
        words.ta("inbox-callback-subject", &[("question", new.question.as_str().into())])
    };
    let contact = if new.answer_by == AnswerBy::Email { &new.email } else { &new.phone };
    let wanted = Open {
        kind: if new.answer_by == AnswerBy::Phone { Kind::Callback } else { Kind::Question },
        subject: subject
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
            .chars()
            .take(MOST_SUBJECT)
            .collect(),
        service: None,
        branch: new.branch,
        owner: new.employee,
        ticket: None,
        client_name: new.client_name.clone(),
        client_contact: contact.clone(),
        channel: ChannelKind::Phone,
        key: String::new(),
    };
    let opened = open(tx, app, actor, wanted).await?;
    if let Some(promised) = new.promised_at {
        let moment = words.moment(promised);
        let text = words.ta(
            "inbox-callback-written",
            &[("question", new.question.as_str().into()), ("moment", moment.as_str().into())],
        );
        let told =
            NewNote { text, audience: Audience::Client, next_step_by: NextStepBy::Us, next_step: None };
        note(tx, app, actor, opened.case, 1, told).await?;
    }
    Ok(opened.case)
}

/// How a call went, beside its result.
#[derive(Clone, Debug, Default)]
pub(crate) struct Went {
    /// What the client was told.
    pub(crate) said: String,
    /// It was made sure that the right person was on the line, before the case was spoken of (G-28).
    pub(crate) is_right_person: bool,
    /// Nobody answered, and it was left how to reach us (G-32).
    pub(crate) has_left_contact: bool,
}

/// Writes the result of a call down. The task ends with it, unless nobody answered; `false` where it has ended before.
pub(crate) async fn finish(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    words: Words,
    call: &CallbackRow,
    result: CallResult,
    went: &Went,
) -> Result<bool, WebError> {
    let stands = if result.ends() {
        store::end(tx, call.id, actor.at, result.name()).await?
    } else {
        store::put_try(tx, call.id, actor.at).await?
    };
    if !stands {
        return Ok(false);
    }
    let case = find(tx, call.case_id).await?.ok_or(WebError::NotFound)?;
    if call.promised_at.is_some() && result.ends() {
        let kind = match call.answer_by.as_str() {
            "phone" if result.keeps_promise() => Some(EventKind::CallBackMade),
            "phone" => None,
            _ if result.answers() => Some(EventKind::CasePromiseKept),
            _ => None,
        };
        if let Some(kind) = kind {
            let entry = Entry::new(kind, case.id, Some(case.branch))
                .with("channel", call.answer_by.as_str())
                .with("result", result.name())
                .with("kept", true)
                .with("right_person", went.is_right_person)
                .with("callback", call.id.to_string());
            record(tx, &app.heart, actor, entry).await?;
        }
    }
    write_down(tx, app, actor, words, call, result, went).await?;
    refresh_due(tx, case.id).await?;
    tx.signal(format!("employee:{}", call.employee_id));
    Ok(true)
}

/// The result in the case: an answer where the case is about the call alone, a note in any other.
async fn write_down(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    words: Words,
    call: &CallbackRow,
    result: CallResult,
    went: &Went,
) -> Result<(), CaseError> {
    let said = went.said.as_str();
    let case = find(tx, call.case_id).await?.ok_or(CaseError::NotFound)?;
    let is_last = result.ends() && !store::has_open(tx, case.id).await?;
    let (id, version) = (case.id, case.version);
    // A case about the call alone was opened with it; in any other its owner says whether it is answered.
    let is_own = case.kind == Kind::Callback || call.answer_by != "phone" && case.opened_at == call.made_at;
    let may_answer = is_own && !awaits_ruling(tx, &case).await?;
    if case.status.is_live() && is_last && result.answers() && may_answer {
        let answered = answer(tx, app, actor, id, version, said).await?;
        if case.kind == Kind::Callback {
            close(tx, app, actor, id, answered.version, "").await?;
        }
        return Ok(());
    }
    let text = match result {
        CallResult::NoAnswer if went.has_left_contact => words.t("inbox-callback-note-left-contact"),
        CallResult::NoAnswer => words.t("inbox-callback-note-no-answer"),
        CallResult::WrongNumber => words.t("inbox-callback-note-wrong-number"),
        _ => words.t(result.label()),
    };
    if case.status.is_live() && is_last && result == CallResult::WrongNumber && case.kind == Kind::Callback {
        close(tx, app, actor, id, version, &text).await?;
        return Ok(());
    }
    let text = if said.is_empty() { text } else { format!("{text} {said}") };
    let noted = NewNote { text, audience: Audience::Internal, next_step_by: NextStepBy::Us, next_step: None };
    let noted = note(tx, app, actor, id, version, noted).await?;
    // Answered on its own page before the call: now nothing is left to be done.
    if is_last && noted.kind == Kind::Callback && noted.status == Status::Answered {
        close(tx, app, actor, id, noted.version, "").await?;
    }
    Ok(())
}
