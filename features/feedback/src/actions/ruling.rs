//! Ruling on feedback, telling its author, the next rung, measures, the end, and what is published.

use solits_cases::{Audience, NewNote, NextStepBy, Unanswered};
use solits_db::Tx;
use solits_journal::{Actor, By, record};
use solits_kernel::{EmployeeId, Text, Timestamp};
use solits_standard::event::EventKind;
use solits_web::App;
use solits_written::feedback::{Check, ClosedBecause, Decider, Feedback, Refused, Ruling, Verdict};

use super::{FeedbackError, Found, apply_sight, entry, hand_over, keep, person, step_of};
use crate::{
    context::Context,
    model::{AskedBy, CauseKind, Published, Ruled},
    store,
};

/// Rules on feedback, as whoever decides, or in writing for a body that does.
pub(crate) async fn examine(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    mut found: Found,
    ruling: Ruling,
    cause: Option<CauseKind>,
) -> Result<(), FeedbackError> {
    let by = person(actor)?;
    let context = Context::load(tx, app, actor.at).await?;
    let seen = found.record.version;
    found.record.way = found.record.way.clone().examine(ruling.clone(), by, &context.day(), actor.at)?;
    let place = found.record.steps.len().saturating_sub(1);
    let ruled = Ruled { at: actor.at, by, ruling, cause };
    store::keep_ruling(tx, found.case.id, place, &ruled).await?;
    let told = match &ruled.ruling {
        Ruling::Examination(examined) => entry(EventKind::FeedbackExamined, &found.case)
            .with("outcome", examined.finding.code())
            .with("norm", examined.norm.as_str()),
        Ruling::Suggestion(decided) => entry(EventKind::FeedbackDecided, &found.case).with(
            "outcome",
            match decided.verdict {
                Verdict::TakenUp(_) => "taken_up",
                Verdict::Later(_) => "later",
                Verdict::NotTakenUp => "not_taken_up",
            },
        ),
        Ruling::Thanks => entry(EventKind::FeedbackDecided, &found.case).with("outcome", "thanks"),
    };
    keep(tx, app, actor, &found.record, seen, told).await?;
    for measure in ruled.ruling.measures() {
        let told = entry(EventKind::FeedbackMeasureSet, &found.case)
            .with("until", solits_kernel::day_number(measure.due))
            .with("owner", measure.owner);
        record(tx, &app.heart, actor, told).await?;
    }
    Ok(())
}

/// The author knows: by a letter in the case, or in another way, which answers what they wrote as a letter does.
pub(crate) async fn told(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    mut found: Found,
    by: EmployeeId,
) -> Result<(), FeedbackError> {
    let context = Context::load(tx, app, actor.at).await?;
    let seen = found.record.version;
    found.record.way = found.record.way.clone().answer(by, &context.day(), actor.at)?;
    let told = entry(EventKind::FeedbackAnswered, &found.case);
    keep(tx, app, actor, &found.record, seen, told).await?;
    Ok(solits_cases::told_elsewhere(tx, app, actor, &found.case).await?)
}

/// It goes to the next rung of the ladder, asked for by the author or by whoever decided (K-14).
pub(crate) async fn pass_on(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    mut found: Found,
    asked_by: AskedBy,
    request: String,
) -> Result<(), FeedbackError> {
    let context = Context::load(tx, app, actor.at).await?;
    let day = context.day();
    let seen = found.record.version;
    let decision = context.decision(&found.record.way, &day);
    found.record.way = found.record.way.clone().pass_on(&decision, &day, actor.at)?;
    let step = step_of(&found.record, &decision, asked_by, request).ok_or(Refused::NobodyDecides)?;
    store::insert_step(tx, found.case.id, found.record.steps.len(), &step).await?;
    let told = entry(EventKind::FeedbackPassedOn, &found.case)
        .with("what", asked_by.code())
        .with("number", i64::try_from(step.number).unwrap_or(i64::MAX));
    found.record.steps.push(step);
    keep(tx, app, actor, &found.record, seen, told).await?;
    if !found.case.status.is_live() {
        solits_cases::take_up_again(tx, app, actor, found.case.id).await?;
    }
    // The author asks; that it goes to whoever decides now is the program's doing.
    let handing = if actor.employee().is_some() { *actor } else { Actor { by: By::Program, at: actor.at } };
    hand_over(tx, app, &handing, &context, &found).await?;
    apply_sight(tx, app, &handing, &context, &found.case, &found.record).await
}

/// The way as it would go on if it were passed on now, and who would decide.
pub(crate) fn would_be_passed_on(
    context: &Context,
    found: &Found,
    at: Timestamp,
) -> Result<Feedback, Refused> {
    let day = context.day();
    let decision = context.decision(&found.record.way, &day);
    found.record.way.clone().pass_on(&decision, &day, at)
}

/// The author asks for the next rung from their own page (K-14). Their words stand in the case as they wrote them, and it
/// is taken up again. Beyond the last rung inside nothing is passed on: the author turns to the body outside themselves.
pub(crate) async fn ask_on(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    found: Found,
    request: String,
) -> Result<(), FeedbackError> {
    if !found.record.may_be_asked_on(found.case.answered_at) {
        return Err(Refused::WrongStage.into());
    }
    let context = Context::load(tx, app, actor.at).await?;
    if let Some(Decider::Outside(_)) = would_be_passed_on(&context, &found, actor.at)?.decider() {
        return Err(Refused::NoHigherRung.into());
    }
    let id = found.case.id;
    solits_cases::client_wrote(tx, app, actor, id).await?;
    let case = solits_cases::find(tx, id).await?.ok_or(FeedbackError::NotFound)?;
    let note = NewNote {
        text: request.clone(),
        audience: Audience::Client,
        next_step_by: NextStepBy::Us,
        next_step: Some(String::new()),
    };
    let case = solits_cases::note(tx, app, actor, id, case.version, note).await?;
    pass_on(tx, app, actor, Found { case, ..found }, AskedBy::Client, request).await
}

/// Somebody has looked whether a measure of the ruling in force was done and helped.
pub(crate) async fn check_measure(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    mut found: Found,
    number: usize,
    check: Check,
) -> Result<(), FeedbackError> {
    let context = Context::load(tx, app, actor.at).await?;
    let seen = found.record.version;
    found.record.way = found.record.way.clone().check_measure(number, check, &context.day())?;
    let place = found.record.steps.len().saturating_sub(1);
    store::keep_check(tx, found.case.id, place, number, check).await?;
    let told = entry(EventKind::FeedbackMeasureChecked, &found.case)
        .with("done", check.effect == solits_written::feedback::Effect::Done);
    keep(tx, app, actor, &found.record, seen, told).await
}

/// Nothing more comes of it.
pub(crate) async fn close(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    mut found: Found,
    because: ClosedBecause,
    words: &str,
) -> Result<(), FeedbackError> {
    let seen = found.record.version;
    found.record.way = found.record.way.clone().close(because, actor.at)?;
    if !store::update(tx, &found.record, seen).await? {
        return Err(FeedbackError::Stale);
    }
    let told = entry(EventKind::FeedbackDecided, &found.case).with("outcome", "closed");
    record(tx, &app.heart, actor, told).await?;
    tx.signal(format!("case:{}", found.case.id));
    if found.case.status != solits_cases::Status::Closed {
        let why = match because {
            ClosedBecause::Withdrawn => Unanswered::Withdrawn,
            ClosedBecause::Settled
            | ClosedBecause::NobodyToAnswer
            | ClosedBecause::Outside
            | ClosedBecause::Joined => Unanswered::Other,
        };
        let of = (found.case.id, found.case.version);
        solits_cases::close_unanswered(tx, app, actor, of, words, why).await?;
    }
    Ok(())
}

/// The whole case was passed on to the body that is competent for it; its line in the register ends with that.
pub(crate) async fn pass_outside(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    mut found: Found,
) -> Result<(), FeedbackError> {
    let seen = found.record.version;
    found.record.way = found.record.way.clone().pass_outside(actor.at)?;
    let told = entry(EventKind::FeedbackDecided, &found.case).with("outcome", "closed");
    keep(tx, app, actor, &found.record, seen, told).await
}

/// Publishes what was changed because of it, in words that name nobody; an empty text takes it back.
pub(crate) async fn publish(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    mut found: Found,
    text: Option<Text>,
) -> Result<(), FeedbackError> {
    if found.record.way.ruling().is_none() {
        return Err(Refused::WrongStage.into());
    }
    let seen = found.record.version;
    let told = entry(EventKind::FeedbackPublished, &found.case).with("published", text.is_some());
    found.record.published = text.map(|text| Published { at: actor.at, text });
    keep(tx, app, actor, &found.record, seen, told).await
}
