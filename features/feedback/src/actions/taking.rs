//! Taking feedback in and putting it in its register.

use std::collections::BTreeSet;

use solits_cases::Case;
use solits_db::Tx;
use solits_journal::{Actor, channel_name, record};
use solits_kernel::{CaseId, EmployeeId};
use solits_standard::event::EventKind;
use solits_structure::{Gap, Outcome};
use solits_web::App;
use solits_written::feedback::{Author, Feedback};

use super::{
    FeedbackError, Found, apply_sight, entry, hand_over, keep, names_somebody, person, step_of, write_to,
};
use crate::{
    context::Context,
    model::{AskedBy, Concern, Record, What, register_of},
    store,
};

/// Feedback opened longer ago than this is not handed on by the program any more: somebody has it in work.
const FRESH_MS: i64 = 24 * 3_600_000;

/// What is said of feedback when it is registered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Details {
    /// Whom or what it concerns.
    pub concern: Concern,
    /// The norm or principle said to be breached, by its id (K-13); empty for none.
    pub norm: String,
    /// Whether anybody can be answered.
    pub author: Author,
}

/// What came of registering.
#[derive(Clone, Debug, PartialEq)]
pub struct Registered {
    /// What is missing where the ladder names nobody (K-23).
    pub gap: Option<Gap>,
}

/// Takes the feedback of a case in and passes it on to whoever the standard names (K-04), as any case of such a kind is,
/// however it was opened. Whoever took it down sees it until it is registered.
pub async fn take_in(tx: &mut Tx, app: &App, actor: &Actor, id: CaseId) -> Result<Record, FeedbackError> {
    let case = solits_cases::find(tx, id).await?.ok_or(FeedbackError::NotFound)?;
    let kind = register_of(case.kind).ok_or(FeedbackError::NotFound)?;
    let taken = Record::untaken(&case, kind);
    let is_fresh = case.status.is_live() && actor.at.since(case.opened_at) < FRESH_MS;
    if store::insert(tx, &taken).await? && is_fresh {
        let received = entry(EventKind::FeedbackReceived, &case).with("channel", channel_name(case.channel));
        record(tx, &app.heart, actor, received).await?;
        pass_to_receiver(tx, app, actor, &case).await?;
    }
    Ok(store::find(tx, id).await?.unwrap_or(taken))
}

async fn pass_to_receiver(tx: &mut Tx, app: &App, actor: &Actor, case: &Case) -> Result<(), FeedbackError> {
    let context = Context::load(tx, app, actor.at).await?;
    let receiver = context.receiver(&context.day(), |_| false);
    let Some(receiver) = receiver else { return Ok(()) };
    if receiver != case.owner {
        if actor.employee() == Some(case.owner) {
            // Whoever has it in hand this moment goes on seeing it until it is registered.
            let (mut seen, mut hidden) = (BTreeSet::from([case.owner]), BTreeSet::new());
            for (employee, may) in solits_cases::sight(tx, case.id).await? {
                let _ = if may { seen.insert(employee) } else { hidden.insert(employee) };
            }
            solits_cases::set_sight(tx, app, actor, case, &seen, &hidden).await?;
        }
        solits_cases::assign(tx, app, actor, case.id, case.version, receiver).await?;
    }
    let told = entry(EventKind::FeedbackForwarded, case).with("owner", receiver);
    record(tx, &app.heart, actor, told).await?;
    write_to(tx, app, actor, case, receiver).await?;
    solits_cases::refresh_due(tx, case.id).await?;
    Ok(())
}

/// Whether somebody may say whom feedback concerns: a keeper of the registers, whoever holds its case, and whoever took it
/// down. That the case is seen at all was asked before.
pub(crate) fn may_register(case: &Case, by: EmployeeId, keeps: bool) -> bool {
    keeps || case.owner == by || case.opened_by == Some(by)
}

/// Says whom or what feedback concerns: from then on it is hidden from them and everybody under them, and lies with
/// whoever the ladder names. It can be said anew until somebody has ruled on it.
pub(crate) async fn register(
    tx: &mut Tx,
    app: &App,
    actor: &Actor,
    mut found: Found,
    details: Details,
) -> Result<Registered, FeedbackError> {
    let by = person(actor)?;
    if !may_register(&found.case, by, tx.viewer().sees_confidential()) {
        return Err(FeedbackError::NotFound);
    }
    if found.record.is_ruled() || found.record.way.is_joined() {
        return Err(solits_written::feedback::Refused::WrongStage.into());
    }
    let context = Context::load(tx, app, actor.at).await?;
    let day = context.day();
    let seen = found.record.version;
    let concern = placed(details.concern, &context);
    let mut way =
        Feedback::received(found.record.way.kind, concern.about(), details.author, found.record.way.received);
    way.concerned.extend(way.about.person(&day));
    let decision = context.decision(&way, &day);
    let gap = match &decision.outcome {
        Outcome::Nobody(gap) => Some(gap.clone()),
        Outcome::Decides(_) | Outcome::LastResort(_) => None,
    };
    let record_of = &mut found.record;
    record_of.way = if names_somebody(&decision) { way.register(&decision, &day, actor.at)? } else { way };
    let told = entry(EventKind::FeedbackRegistered, &found.case)
        .with("what", concern.what.code())
        .with("norm", details.norm.as_str())
        .with("decided", gap.is_none());
    record_of.concern = Some(concern);
    record_of.norm = details.norm;
    record_of.registered = Some((actor.at, by));
    let step = step_of(record_of, &decision, AskedBy::Register, String::new());
    record_of.steps = step.into_iter().collect();
    store::forget_steps(tx, found.case.id).await?;
    for (place, step) in record_of.steps.iter().enumerate() {
        store::insert_step(tx, found.case.id, place, step).await?;
    }
    keep(tx, app, actor, record_of, seen, told).await?;
    hand_over(tx, app, actor, &context, &found).await?;
    apply_sight(tx, app, actor, &context, &found.case, &found.record).await?;
    Ok(Registered { gap })
}

/// The unit that is meant where an employee or a service was named.
fn placed(mut concern: Concern, context: &Context) -> Concern {
    let day = context.day();
    match concern.what {
        What::Employee => concern.unit = concern.employee.and_then(|id| day.unit_of(id)),
        What::Unit | What::Decision | What::Service => {}
        What::Other => concern.unit = None,
    }
    concern
}
