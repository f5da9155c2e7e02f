//! What is promised about a question or a report and by when, in words.

use solits_i18n::Words;
use solits_journal::Loaded;
use solits_kernel::Timestamp;
use solits_obligation::{Obligation, State};

use crate::actions::answer::last_moment;

/// A limit within a day is near.
const SOON_MS: i64 = 24 * 3_600_000;

/// A promise in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Promised {
    /// The sentence of the standard.
    pub(super) sentence: String,
    /// Document and paragraph.
    pub(super) source: String,
    pub(super) badge: &'static str,
    /// Where it stands: "līdz rītdienai 17.00", "izpildīts 21. novembrī 10.42".
    pub(super) standing: String,
    /// The date; empty once it has ended.
    pub(super) date: String,
    /// Why this date; empty where no days were counted.
    pub(super) why: String,
}

/// The badge of a limit.
pub(super) fn urgency(due: Timestamp, now: Timestamp) -> &'static str {
    match due.since(now) {
        left if left < 0 => "late",
        left if left <= SOON_MS => "soon",
        _ => "plain",
    }
}

/// The promises in the order they were made.
pub(super) fn promised(
    obligations: &[Obligation],
    loaded: &Loaded,
    words: Words,
    now: Timestamp,
) -> Vec<Promised> {
    obligations.iter().filter_map(|one| of(one, loaded, words, now)).collect()
}

fn of(one: &Obligation, loaded: &Loaded, words: Words, now: Timestamp) -> Option<Promised> {
    let standard = loaded.versions.get(one.standard)?;
    let promise = standard.promise(&one.norm)?;
    let at = |key: &str, at: Timestamp| words.ta(key, &[("moment", words.moment(at).into())]);
    let (badge, standing) = match &one.state {
        State::Open | State::Breached { met_late: None, .. } => {
            (urgency(one.due_at, now), words.due(one.due_at, now))
        }
        State::Met { at: met, .. } => ("good", at("colleagues-kept", *met)),
        State::Breached { met_late: Some(met), .. } => ("late", at("colleagues-kept-late", *met)),
        State::Waived { reason, .. } => {
            ("plain", words.ta("colleagues-waived", &[("reason", reason.as_str().into())]))
        }
    };
    Some(Promised {
        sentence: promise.text.get(words.0).to_owned(),
        source: format!("{}, {}", standard.file().identity.title.get(words.0), promise.origin.paragraph),
        badge,
        standing,
        date: if one.is_live() { words.date(last_moment(one.due_at).day()) } else { String::new() },
        why: one.why.as_ref().map(|why| why.sentence(words.0)).unwrap_or_default(),
    })
}
