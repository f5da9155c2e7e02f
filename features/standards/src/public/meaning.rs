//! What a norm is and what comes of it, said to somebody who has never seen one. Plain functions.

use solits_i18n::Words;
use solits_kernel::Lang;
use solits_standard::{
    coverage::missing_event,
    model::{NormKind, Trigger},
    rules, words as said,
};

use crate::wording::kept_words;

/// What sort of norm it is: a promise, an aim, a rule.
pub(super) fn sort(words: Words, kind: &NormKind) -> String {
    words.t(match kind {
        NormKind::Promise { promise } if promise.force.is_owed() => "standards-public-promise",
        NormKind::Promise { .. } => "standards-public-aim",
        NormKind::Rule { .. } => "standards-public-rule",
        NormKind::Guide { .. } => "standards-public-guide",
        NormKind::Publish { .. } => "standards-public-notice",
    })
}

/// The sorts of what stands in a standard, each with what it means.
pub(super) fn sorts(words: Words) -> Vec<(String, String)> {
    [
        ("standards-public-promise", "standards-public-promise-is"),
        ("standards-public-aim", "standards-public-aim-is"),
        ("standards-public-rule", "standards-public-rule-is"),
        ("standards-public-guide", "standards-public-guide-is"),
        ("standards-public-notice", "standards-public-notice-is"),
        ("standards-public-principle", "standards-public-principle-is"),
        ("standards-public-value", "standards-public-value-is"),
    ]
    .map(|(sort, means)| (words.t(sort), words.t(means)))
    .into()
}

/// What comes of a norm; empty where its sort says it all.
pub(super) fn meaning(words: Words, kind: &NormKind) -> String {
    match kind {
        NormKind::Promise { promise } if missing_event(promise).is_none() => {
            let term = said::term(&promise.within);
            let gaps = [
                ("term", term.get(words.0).into()),
                ("starts", event(words, &promise.starts).into()),
                ("met", events(words, &promise.met_by).into()),
            ];
            let clock = words.ta("standards-public-clock", &gaps);
            let waived: Vec<&str> = promise.waived_by.iter().map(|one| one.reason.get(words.0)).collect();
            if waived.is_empty() {
                return clock;
            }
            format!(
                "{clock} {}",
                words.ta("standards-public-waived", &[("reasons", waived.join("; ").into())])
            )
        }
        NormKind::Rule { enforced_by } if enforced_by.as_deref().and_then(rules::find).is_some() => {
            words.ta("standards-public-enforced", &[("rule", kept_words(words, kind).into())])
        }
        NormKind::Promise { .. } | NormKind::Rule { .. } => kept_words(words, kind),
        // What these mean is the same for all of them, and stands in the key to the page.
        NormKind::Guide { .. } | NormKind::Publish { .. } => String::new(),
    }
}

fn event(words: Words, trigger: &Trigger) -> &'static str {
    let (lv, en) = trigger.event().words();
    if words.0 == Lang::En { en } else { lv }
}

/// Events one after another, each once.
fn events(words: Words, triggers: &[Trigger]) -> String {
    let mut names: Vec<&str> = triggers.iter().map(|trigger| event(words, trigger)).collect();
    names.dedup();
    names.join(&words.t("standards-public-or"))
}
