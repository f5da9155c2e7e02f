//! Feedback as its own page shows it.

use solits_i18n::Words;
use solits_kernel::EmployeeId;
use solits_written::feedback::{Decider, Effect, OtherSide, Ruling, Verdict};

use super::form;
use crate::{
    context::Context,
    model::{Record, Step},
};

/// Label and text of something that was found.
pub(super) type Fact = (String, String);

/// A measure as the page shows it.
pub(super) struct MeasureView {
    pub(super) number: usize,
    pub(super) what: String,
    pub(super) owner: String,
    pub(super) due: String,
    pub(super) state: String,
    pub(super) badge: &'static str,
    pub(super) can_check: bool,
}

/// A rung as the page shows it.
pub(super) struct StepView {
    pub(super) heading: String,
    pub(super) who: String,
    pub(super) since: String,
    pub(super) why: String,
    pub(super) asked: String,
    /// The words with which it was asked for; empty for none.
    pub(super) request: String,
    pub(super) facts: Vec<Fact>,
    pub(super) measures: Vec<MeasureView>,
}

/// How a case came, in words.
pub(super) fn channel_words(channel: &str, words: Words) -> String {
    words.t(match channel {
        "visit" => "feedback-channel-visit",
        "phone" => "feedback-channel-phone",
        "trust_line" => "feedback-channel-trust-line",
        "email" => "feedback-channel-email",
        "letter" => "feedback-channel-letter",
        "portal" | "website" => "feedback-channel-portal",
        "e_address" => "feedback-channel-e-address",
        _ => "feedback-channel-other",
    })
}

/// Who decides, in words.
pub(super) fn decider_words(decider: &Decider, context: &Context) -> String {
    match decider {
        Decider::People(people) => {
            people.iter().map(|id| context.name(Some(*id))).collect::<Vec<_>>().join(", ")
        }
        Decider::Body(name) | Decider::Outside(name) => name.clone(),
    }
}

/// The rungs, the last first: the page begins with where it stands.
pub(super) fn steps(words: Words, context: &Context, record: &Record, me: EmployeeId) -> Vec<StepView> {
    let last = record.steps.len().saturating_sub(1);
    let view = |(place, step): (usize, &Step)| StepView {
        heading: words.ta("feedback-rung", &[("number", (place + 1).into())]),
        who: decider_words(&step.decider, context),
        since: words.moment(step.since),
        why: step.why.get(words.0).to_owned(),
        asked: words.t(match step.asked_by {
            crate::model::AskedBy::Register => "feedback-asked-register",
            crate::model::AskedBy::Client => "feedback-asked-client",
            crate::model::AskedBy::Handler => "feedback-asked-handler",
        }),
        request: step.request.clone(),
        facts: facts(words, context, step),
        measures: measures(words, context, step, place == last, me),
    };
    record.steps.iter().enumerate().map(view).rev().collect()
}

fn facts(words: Words, context: &Context, step: &Step) -> Vec<Fact> {
    let Some(ruled) = &step.ruled else { return Vec::new() };
    let mut facts: Vec<Fact> = Vec::new();
    let mut add = |key: &str, text: String| {
        if !text.is_empty() {
            facts.push((words.t(key), text));
        }
    };
    match &ruled.ruling {
        Ruling::Examination(found) => {
            add("feedback-finding", words.t(&format!("feedback-finding-{}", found.finding.code())));
            add("feedback-facts", found.facts.clone());
            match &found.other_side {
                OtherSide::Heard(text) => add("feedback-other-side", text.clone()),
                OtherSide::NotHeard(text) => add("feedback-other-side-not-heard", text.clone()),
            }
            if !found.norm.is_empty() {
                add("feedback-breached", form::norm_words(context, words, &found.norm));
            }
            let kind = ruled.cause.map(|kind| words.t(&format!("feedback-cause-{}", kind.code())));
            let cause = [kind.unwrap_or_default(), found.cause.clone()];
            add(
                "feedback-cause",
                cause.iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join(": "),
            );
        }
        Ruling::Suggestion(decided) => {
            let verdict = match &decided.verdict {
                Verdict::TakenUp(_) => words.t("feedback-verdict-taken_up"),
                Verdict::Later(day) => {
                    words.ta("feedback-verdict-later-on", &[("day", words.day(*day).into())])
                }
                Verdict::NotTakenUp => words.t("feedback-verdict-not_taken_up"),
            };
            add("feedback-decision", verdict);
            add("feedback-reasons", decided.reasons.clone());
        }
        Ruling::Thanks => add("feedback-decision", words.t("feedback-verdict-thanks")),
    }
    let by = [("name", context.name(Some(ruled.by)).into()), ("moment", words.moment(ruled.at).into())];
    add("feedback-ruled", words.ta("feedback-by-at", &by));
    facts
}

fn measures(words: Words, context: &Context, step: &Step, is_last: bool, me: EmployeeId) -> Vec<MeasureView> {
    let all = step.ruled.as_ref().map(|ruled| ruled.ruling.measures()).unwrap_or_default();
    let view = |(number, measure): (usize, &solits_written::feedback::Measure)| {
        let effect = measure.check.map(|check| check.effect);
        let (key, badge) = match effect {
            None if measure.due < context.today => ("feedback-measure-late", "late"),
            None => ("feedback-measure-open", "soon"),
            Some(Effect::Done) => ("feedback-effect-done", "good"),
            Some(Effect::DoneWithoutEffect) => ("feedback-effect-done_without_effect", "late"),
            Some(Effect::NotDone) => ("feedback-effect-not_done", "late"),
        };
        MeasureView {
            number,
            what: measure.what.clone(),
            owner: context.name(Some(measure.owner)).to_owned(),
            due: words.day(measure.due),
            state: words.t(key),
            badge,
            can_check: is_last && measure.owner != me && effect != Some(Effect::Done),
        }
    };
    all.iter().enumerate().map(view).collect()
}
