//! What is promised for a case and by when, in words: the nearer limit first, law and own promise side by side.

use solits_i18n::Words;
use solits_journal::Loaded;
use solits_kernel::{Lang, Timestamp, day_number};
use solits_obligation::{Obligation, State};
use solits_standard::{event::EventKind, model::Limit};

use crate::{
    model::{Receipt, Urgency},
    timeline::{Part, Told, Who},
};

/// Who reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reader {
    /// An employee: every promise and duty.
    Staff,
    /// The client: what the standard makes public.
    Client,
}

/// A promise in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Promised {
    /// The sentence of the standard.
    pub(crate) sentence: String,
    /// Document and paragraph.
    pub(crate) source: String,
    /// Whether a law or the institution sets the limit.
    pub(crate) limit: String,
    /// `good`, `soon`, `late` or `plain`.
    pub(crate) badge: &'static str,
    /// Where it stands: "līdz rītdienai 17.00", "izpildīts 21. novembrī 10.42".
    pub(crate) standing: String,
    /// The date; empty once it has ended.
    pub(crate) date: String,
    /// Why this date; empty where no days were counted.
    pub(crate) why: String,
    pub(crate) is_owed: bool,
}

/// The moment at which a limit's day is still the day people mean: an end at 24.00 belongs to the day it ends.
pub(crate) fn last_moment(due: Timestamp) -> Timestamp {
    due.plus_millis(-1)
}

/// The promises in the order they matter: still owed by their limit, then ended ones.
pub(crate) fn promised(
    mut obligations: Vec<Obligation>,
    loaded: &Loaded,
    words: Words,
    now: Timestamp,
    reader: Reader,
) -> Vec<Promised> {
    obligations.sort_by_key(|obligation| {
        (!obligation.is_live(), obligation.due_at, obligation.opened_n, obligation.id)
    });
    obligations.iter().filter_map(|obligation| one(obligation, loaded, words, now, reader)).collect()
}

fn one(
    obligation: &Obligation,
    loaded: &Loaded,
    words: Words,
    now: Timestamp,
    reader: Reader,
) -> Option<Promised> {
    let standard = loaded.versions.get(obligation.standard)?;
    let promise = standard.promise(&obligation.norm)?;
    if reader == Reader::Client && !promise.public {
        return None;
    }
    let (badge, standing) = standing(obligation, words, now);
    Some(Promised {
        sentence: promise.text.get(words.0).to_owned(),
        source: standard.cite(&promise.origin, words.0),
        limit: match promise.limit {
            Limit::Law => words.t("cases-limit-law"),
            Limit::Promise => words.t("cases-limit-own"),
        },
        badge,
        standing,
        date: if obligation.is_live() {
            words.date(last_moment(obligation.due_at).day())
        } else {
            String::new()
        },
        why: why(obligation, words.0),
        is_owed: obligation.is_live(),
    })
}

fn standing(obligation: &Obligation, words: Words, now: Timestamp) -> (&'static str, String) {
    let at = |key: &str, at: Timestamp| words.ta(key, &[("moment", words.moment(at).into())]);
    match &obligation.state {
        // Time brings nothing about for a clock that stands still.
        State::Open if obligation.look_at.is_none() => ("plain", words.t("cases-standing-still")),
        State::Open | State::Breached { met_late: None, .. } => {
            (Urgency::of(obligation.due_at, now).badge(), words.due(obligation.due_at, now))
        }
        State::Met { at: met, .. } => ("good", at("cases-kept", *met)),
        State::Breached { met_late: Some(met), .. } => ("late", at("cases-kept-late", *met)),
        State::Waived { reason, .. } => {
            ("plain", words.ta("cases-waived", &[("reason", reason.as_str().into())]))
        }
    }
}

fn why(obligation: &Obligation, lang: Lang) -> String {
    let why = obligation.why.as_ref();
    why.map(|why| why.sentence_for(obligation.due_at, lang)).unwrap_or_default()
}

/// Where the evidence of an obligation stands, which is kept by the day of its opening.
pub(crate) fn evidence(obligation: &Obligation) -> String {
    format!("/obligations/{}?day={}", obligation.id, day_number(obligation.opened_at.day()))
}

/// What the timeline tells of an obligation beside the journal, which says when one is broken: that it began, until when and
/// why, and that it was met or fell away. What is promised to the client by word stands there as it was promised.
pub(crate) fn told(obligation: &Obligation, loaded: &Loaded, words: Words) -> Vec<Told> {
    let Some(promise) =
        loaded.versions.get(obligation.standard).and_then(|standard| standard.promise(&obligation.norm))
    else {
        return Vec::new();
    };
    let line = |at: Timestamp, kind: &'static str, what: String, more: String| {
        let sentence = promise.text.get(words.0);
        Told {
            when: words.moment(at),
            datetime: at.to_string(),
            kind,
            part: Part::Promise,
            by: Who::Program,
            who: String::new(),
            what,
            detail: if more.is_empty() { sentence.to_owned() } else { format!("{sentence} {more}") },
            href: evidence(obligation),
            lines: Vec::new(),
            audience: String::new(),
            is_ours: true,
            version: None,
        }
    };
    let limit = match promise.limit {
        Limit::Law => words.t("cases-limit-law"),
        Limit::Promise => words.t("cases-limit-own"),
    };
    // As it began: what moved it since stands in entries of its own.
    let (until, why) = match &obligation.why {
        Some(why) => (words.day(last_moment(why.at).day()), why.sentence(words.0)),
        None => (words.moment(obligation.due_at), String::new()),
    };
    let until = words.ta("cases-told-until", &[("date", until.into())]);
    let until = if why.is_empty() { until } else { format!("{until} {why}") };
    let began = line(obligation.opened_at, "obligation.opened", limit, until);
    let ended = match &obligation.state {
        State::Open | State::Breached { met_late: None, .. } => None,
        State::Met { at, .. } => Some(line(*at, "obligation.met", words.t("cases-told-kept"), String::new())),
        State::Breached { met_late: Some(at), .. } => {
            Some(line(*at, "obligation.met", words.t("cases-told-kept-late"), String::new()))
        }
        State::Waived { at, reason, .. } => {
            // The reason is kept in Latvian, and told in the reader's language where the standard has it.
            let waiver = promise.waived_by.iter().find(|waiver| waiver.reason.lv == *reason);
            let reason = waiver.map_or(reason.as_str(), |waiver| waiver.reason.get(words.0));
            let what = words.ta("cases-told-waived", &[("reason", reason.into())]);
            Some(line(*at, "obligation.waived", what, String::new()))
        }
    };
    std::iter::once(began).chain(ended).collect()
}

/// Whether a confirmation of receipt is owed, which the program can see only from the standard.
pub(crate) fn receipt(obligations: &[Obligation], loaded: &Loaded) -> Receipt {
    let owed = obligations.iter().filter(|obligation| obligation.is_live()).any(|obligation| {
        loaded
            .versions
            .get(obligation.standard)
            .and_then(|standard| standard.promise(&obligation.norm))
            .is_some_and(|promise| {
                promise.met_by.iter().any(|trigger| trigger.event() == EventKind::CaseAcknowledged)
            })
    });
    if owed { Receipt::Owed } else { Receipt::NotOwed }
}

/// Titles of the roles that are told once a public promise of this case is broken.
pub(crate) fn told_when_late(obligations: &[Obligation], loaded: &Loaded, lang: Lang) -> Vec<String> {
    let mut titles = Vec::new();
    for obligation in obligations.iter().filter(|obligation| obligation.is_live()) {
        let Some(standard) = loaded.versions.get(obligation.standard) else { continue };
        let Some(promise) = standard.promise(&obligation.norm).filter(|promise| promise.public) else {
            continue;
        };
        for escalation in promise.escalate.iter().filter(|escalation| escalation.at_percent >= 100) {
            let title = role_title(standard, &escalation.to, lang);
            if !titles.contains(&title) {
                titles.push(title);
            }
        }
    }
    titles
}

/// A role in the words of the standard.
pub(crate) fn role_title(standard: &solits_standard::Standard, role: &str, lang: Lang) -> String {
    let roles = &standard.lists().roles;
    roles
        .iter()
        .find(|known| known.value.id == role)
        .map_or_else(|| role.to_owned(), |known| known.value.title.get(lang).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{date, time};
    use solits_kernel::{ObligationId, riga};
    use solits_standard::model::ChannelKind;
    use uuid::Uuid;

    fn an_obligation(state: State) -> Obligation {
        Obligation {
            id: ObligationId::new(Uuid::from_u128(1)),
            standard: 1,
            norm: "answer".to_owned(),
            subject: Uuid::from_u128(2),
            branch: None,
            employee: None,
            channel: ChannelKind::All,
            opened_n: 1,
            opened_at: Timestamp::from_millis(0),
            due_at: Timestamp::in_riga(date(2026, 11, 24), time(17, 0, 0, 0)),
            calendar_version: 1,
            why: None,
            state,
            escalated: 0,
            look_at: Some(Timestamp::in_riga(date(2026, 11, 24), time(17, 0, 0, 0)).plus_millis(1)),
        }
    }

    #[test]
    fn a_limit_at_midnight_belongs_to_the_day_it_ends() {
        let due = Timestamp::in_riga(date(2026, 11, 25), time(0, 0, 0, 0));
        assert_eq!(last_moment(due).to_riga().date(), date(2026, 11, 24));
        assert_eq!(due.to_riga().time_zone(), &riga());
    }

    #[test]
    fn a_promise_kept_late_is_not_shown_as_kept() {
        let now = Timestamp::in_riga(date(2026, 11, 25), time(9, 0, 0, 0));
        let words = Words::new(Lang::Lv);
        assert_eq!(standing(&an_obligation(State::Open), words, now).0, "late");
        assert_eq!(standing(&an_obligation(State::Met { n: 2, at: now }), words, now).0, "good");
        let late = State::Breached { n: 2, at: now, met_late: Some(now) };
        assert_eq!(standing(&an_obligation(late), words, now).0, "late");
        let stopped = Obligation { look_at: None, ..an_obligation(State::Open) };
        assert_eq!(standing(&stopped, words, now).0, "plain", "a paused clock is not late");
        let early = now.plus_minutes(-3 * 24 * 60);
        assert_eq!(standing(&an_obligation(State::Open), words, early).0, "plain");
    }
}
