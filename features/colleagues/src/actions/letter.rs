//! Writing to people who work here. A letter is written in the transaction of what it tells and handed over afterwards
//! (`solits_correspondence`); it holds no more than whoever reads it may know, and nothing of a confidential case.

use std::collections::BTreeSet;

use solits_db::{DbError, Tx};
use solits_i18n::Words;
use solits_journal::Actor;
use solits_kernel::{CaseId, EmployeeId, Lang, Timestamp, Viewer};
use solits_structure::Day;
use solits_web::App;

use super::{ColleagueError, answer::last_moment};
use crate::{
    model::{
        letter::{Because, Ended, News, StaffLetter, StaffLetterId, one_line},
        nonconformity::Nonconformity,
        request::Request,
    },
    store::letters::{self, NewLetter},
};

/// Writes to somebody who works here. Nothing is written to whoever acts, nor to somebody without an address.
///
/// # Errors
/// Where the database fails.
pub async fn write_to_employee(tx: &mut Tx, app: &App, actor: &Actor, news: News) -> Result<(), DbError> {
    if actor.employee() == Some(news.to) {
        return Ok(());
    }
    let employee = solits_organisation::find_employee(tx, news.to).await?;
    let Some(employee) = employee.filter(|one| one.active && !one.email.trim().is_empty()) else {
        return Ok(());
    };
    let words = Words::new(Lang::Lv);
    let link = format!("{}{}", app.config.public_url, news.path);
    let mut text = vec![words.t("colleagues-letter-greeting"), String::new()];
    text.extend(news.lines);
    text.push(String::new());
    text.push(words.ta("colleagues-letter-link", &[("link", link.into())]));
    text.push(words.t("colleagues-letter-end"));
    let letter = NewLetter {
        id: app.random.id(actor.at),
        about: news.about,
        to: news.to,
        because: news.because,
        recipient: employee.email.trim().to_owned(),
        subject: one_line(&news.subject),
        text: text.join("\n"),
        at: actor.at,
    };
    letters::insert(tx, &letter).await
}

/// Whether a letter to somebody who works here is due.
///
/// # Errors
/// Where the database fails.
pub async fn is_letter_due(tx: &mut Tx, now: Timestamp) -> Result<bool, DbError> {
    letters::is_due(tx, now).await
}

/// Takes the letter that has been due longest in hand until an instant; no other node gets it meanwhile.
///
/// # Errors
/// Where the database fails.
pub async fn hold_letter(
    tx: &mut Tx,
    now: Timestamp,
    until: Timestamp,
) -> Result<Option<StaffLetter>, DbError> {
    letters::hold_next(tx, now, until).await
}

/// Notes what became of a letter, with what the server said.
///
/// # Errors
/// Where the database fails.
pub async fn end_letter(
    tx: &mut Tx,
    id: StaffLetterId,
    ended: Ended,
    said: &str,
    at: Timestamp,
) -> Result<(), DbError> {
    letters::end(tx, id, ended, said, at).await
}

/// Puts a letter off until it is tried again.
///
/// # Errors
/// Where the database fails.
pub async fn put_off_letter(
    tx: &mut Tx,
    id: StaffLetterId,
    not_before: Timestamp,
    said: &str,
) -> Result<(), DbError> {
    letters::put_off(tx, id, not_before, said).await
}

/// Whether somebody who has no part in it may not even know of the case.
pub(super) async fn is_confidential(tx: &mut Tx, case: Option<CaseId>) -> Result<bool, ColleagueError> {
    let Some(case) = case else { return Ok(false) };
    let own = tx.scope().cloned().ok_or(ColleagueError::NotFound)?;
    tx.enter(own.clone().seen_by(Viewer::Program));
    let found = solits_cases::find(tx, case).await;
    tx.enter(own);
    Ok(found?.is_some_and(|case| case.kind.is_confidential()))
}

/// Writes that a question was asked: to whoever answers it today, and to the manager who is told (J-04).
pub(super) async fn of_question(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    request: &Request,
    due: Option<Timestamp>,
    day: &Day<'_>,
) -> Result<(), ColleagueError> {
    let words = Words::new(Lang::Lv);
    let is_confidential = is_confidential(tx, request.case).await?;
    let name = |id: EmployeeId| day.name(id).to_owned();
    let mut what = Vec::new();
    if is_confidential {
        what.push(words.t("colleagues-letter-confidential"));
    } else {
        what.extend([request.topic.clone(), String::new(), request.question.clone()]);
    }
    if let Some(due) = due {
        let until = words.day(last_moment(due).day());
        what.extend([String::new(), words.ta("colleagues-letter-due", &[("day", until.into())])]);
    }
    let subject = if is_confidential {
        words.t("colleagues-letter-asked-plain")
    } else {
        words.ta("colleagues-letter-asked", &[("topic", request.topic.as_str().into())])
    };
    let asks = words.ta("colleagues-letter-asks", &[("name", name(request.asked_by).into())]);
    let copy = words.ta(
        "colleagues-letter-asks-yours",
        &[("name", name(request.asked_by).into()), ("addressee", name(request.addressee).into())],
    );
    let answers = day.acting_for(request.addressee).unwrap_or(request.addressee);
    let mut told = vec![(answers, Because::Asked, asks)];
    told.extend(request.copied_to.map(|manager| (manager, Because::CopyOfQuestion, copy)));
    for (to, because, first) in told {
        let lines = std::iter::once(first).chain([String::new()]).chain(what.clone()).collect();
        let path = format!("/requests/{}", request.id);
        let news = News { to, because, about: request.id.uuid(), subject: subject.clone(), lines, path };
        write_to_employee(tx, app, actor, news).await?;
    }
    Ok(())
}

/// Writes that a non-conformity was reported: to whoever answers for it today (L-02), and to the manager who is told.
pub(super) async fn of_report(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    one: &Nonconformity,
    day: &Day<'_>,
) -> Result<(), ColleagueError> {
    let Some(addressee) = one.addressee else { return Ok(()) };
    let words = Words::new(Lang::Lv);
    let what = if is_confidential(tx, one.case).await? {
        words.t("colleagues-letter-confidential")
    } else {
        one.found.clone()
    };
    let subject = words.ta("colleagues-letter-reported", &[("reference", one.reference.as_str().into())]);
    let by = day.name(one.reported_by).to_owned();
    let first = words.ta("colleagues-letter-reports", &[("name", by.as_str().into())]);
    let copy = words.ta(
        "colleagues-letter-reports-yours",
        &[("name", by.as_str().into()), ("addressee", day.name(addressee).into())],
    );
    let answers = day.acting_for(addressee).unwrap_or(addressee);
    let mut told = vec![(answers, Because::Reported, first)];
    told.extend(one.copied_to.map(|manager| (manager, Because::CopyOfReport, copy)));
    for (to, because, first) in told {
        let lines = vec![first, String::new(), what.clone()];
        let path = format!("/nonconformities/{}", one.id);
        let news = News { to, because, about: one.id.uuid(), subject: subject.clone(), lines, path };
        write_to_employee(tx, app, actor, news).await?;
    }
    Ok(())
}

/// The manager, unless the case concerns them.
pub(super) fn unless_hidden(
    manager: Option<EmployeeId>,
    hidden_from: &BTreeSet<EmployeeId>,
) -> Option<EmployeeId> {
    manager.filter(|manager| !hidden_from.contains(manager))
}
