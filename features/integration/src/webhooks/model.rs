//! What a webhook is, which events it is told of, and what a call says.

use std::collections::BTreeSet;

use serde::Serialize;
use solits_kernel::{Id, Timestamp};
use solits_standard::event::EventKind;
use uuid::Uuid;

/// Marks ids of webhooks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum WebhookMark {}
/// The id of a webhook.
pub type WebhookId = Id<WebhookMark>;

/// An address that is called when something happens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Webhook {
    pub(crate) id: WebhookId,
    /// For people.
    pub(crate) name: String,
    /// As it was typed.
    pub(crate) address: String,
    pub(crate) kinds: Kinds,
    /// Whether it is told of complaints and claims too.
    pub(crate) with_feedback: bool,
    pub(crate) state: State,
    /// Entries after this one are told.
    pub(crate) from_n: i64,
    pub(crate) secret: SecretOf,
    /// Attempts that failed since the last one that did not.
    pub(crate) failures: i64,
    /// When it last took a call.
    pub(crate) succeeded_at: Option<Timestamp>,
    pub(crate) made_at: Timestamp,
    /// Rises with every change.
    pub(crate) version: i64,
}

/// Whether a webhook is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    On,
    /// Somebody has turned it off.
    Off {
        since: Timestamp,
    },
    /// It took nothing for three days.
    GivenUp {
        since: Timestamp,
    },
}

impl State {
    /// As stored.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::On => "on",
            Self::Off { .. } => "off",
            Self::GivenUp { .. } => "given_up",
        }
    }

    pub(crate) fn read(code: &str, since: Timestamp) -> Option<Self> {
        match code {
            "on" => Some(Self::On),
            "off" => Some(Self::Off { since }),
            "given_up" => Some(Self::GivenUp { since }),
            _ => None,
        }
    }
}

/// From what the secret of a webhook is made, beside the key itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SecretOf {
    /// Which key.
    pub(crate) key: String,
    /// How many secrets the webhook has had.
    pub(crate) number: i64,
}

/// The groups of events in the order a form shows them. What employees do for themselves (checklists, signing in) is told
/// to nobody.
pub(crate) const GROUPS: [&str; 13] = [
    "case",
    "message",
    "feedback",
    "internal",
    "obligation",
    "ticket",
    "counter",
    "branch",
    "help",
    "call",
    "notice",
    "standard",
    "institution",
];

/// The name of a call that an administrator sends to try a webhook out.
pub(crate) const TRIAL: &str = "webhook.test";

/// Longest list of chosen events that is read.
const MOST_KINDS: usize = 200;

/// The group an event belongs to.
pub(crate) fn group_of(name: &str) -> &str {
    name.split('.').next().unwrap_or_default()
}

/// The events of a group that another program may be told of.
pub(crate) fn kinds_of(group: &str) -> impl Iterator<Item = EventKind> {
    EventKind::ALL
        .iter()
        .copied()
        .filter(move |kind| kind.is_recorded() && GROUPS.contains(&group) && group_of(kind.name()) == group)
}

/// The events somebody has chosen, by name or as a whole group (`case.*`), which takes in what later versions add.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Kinds(BTreeSet<String>);

impl Kinds {
    /// The names as somebody gave them; `None` where one is not known, or there is none or too many.
    pub(crate) fn read<'a>(names: impl IntoIterator<Item = &'a str>) -> Option<Self> {
        let names: BTreeSet<String> = names.into_iter().map(str::to_owned).collect();
        let all_known = names.iter().all(|name| is_known(name));
        (all_known && !names.is_empty() && names.len() <= MOST_KINDS).then_some(Self(names))
    }

    /// As stored, one a line. An event that a later version no longer knows stays in the list and is never met.
    pub(crate) fn stored(text: &str) -> Self {
        Self(text.lines().map(str::to_owned).collect())
    }

    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }

    pub(crate) fn text(&self) -> String {
        self.names().collect::<Vec<_>>().join("\n")
    }

    /// Whether an event was chosen.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.0.contains(name) || self.0.contains(&format!("{}.*", group_of(name)))
    }
}

fn is_known(name: &str) -> bool {
    let group = group_of(name);
    GROUPS.contains(&group)
        && (name.strip_suffix(".*") == Some(group) || kinds_of(group).any(|kind| kind.name() == name))
}

/// What a call says: ids, and nothing of a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Said<'a> {
    /// The same in every attempt: a receiver drops what it has had.
    pub(crate) id: String,
    /// The number of the entry, as in the stream of events.
    pub(crate) number: i64,
    pub(crate) kind: &'a str,
    /// RFC 3339.
    pub(crate) at: String,
    /// The institution's code.
    pub(crate) institution: &'a str,
    /// Id of what it happened to.
    pub(crate) subject: Uuid,
    pub(crate) branch: Option<Uuid>,
    /// Id of the case it is about.
    pub(crate) case: Option<Uuid>,
}

impl Said<'_> {
    /// The body as it goes out.
    pub(crate) fn body(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// The name of an event for ever, of all institutions of a database.
pub(crate) fn event_id(institution: &str, number: i64) -> String {
    format!("{institution}-{number}")
}

/// How long a webhook that has failed so many times in a row is left alone, in seconds: a dead receiver is asked once a
/// minute at most, however many calls wait for it.
pub(crate) const fn pause_seconds(failures: i64) -> i64 {
    match failures {
        ..=0 => 0,
        1..=5 => 1 << failures,
        _ => 60,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_whole_group_takes_in_each_of_its_events_and_no_other() {
        let kinds = Kinds::read(["case.*", "ticket.called"]).unwrap();
        assert!(kinds.has("case.opened") && kinds.has("case.anything_later") && kinds.has("ticket.called"));
        assert!(!kinds.has("ticket.taken") && !kinds.has("feedback.received"));
        assert_eq!(Kinds::stored(&kinds.text()), kinds);
    }

    #[test]
    fn what_nobody_may_be_told_or_nobody_knows_is_not_taken() {
        for wrong in ["employee.checklist_done", "employee.*", "case.sold", "case", "*", "", "call.ringing"] {
            assert_eq!(Kinds::read([wrong]), None, "{wrong}");
        }
        assert_eq!(Kinds::read([]), None);
    }

    #[test]
    fn every_recorded_event_but_those_of_employees_and_evaluation_stands_in_a_group() {
        let outside: BTreeSet<&str> = EventKind::ALL
            .iter()
            .filter(|kind| kind.is_recorded())
            .map(|kind| group_of(kind.name()))
            .filter(|group| !GROUPS.contains(group))
            .collect();
        assert_eq!(outside.into_iter().collect::<Vec<_>>(), ["employee"]);
    }

    #[test]
    fn a_call_says_ids_and_nothing_else() {
        let said = Said {
            id: event_id("testa", 7),
            number: 7,
            kind: "case.opened",
            at: Timestamp::from_millis(1_795_000_000_000).to_string(),
            institution: "testa",
            subject: Uuid::from_u128(1),
            branch: None,
            case: Some(Uuid::from_u128(1)),
        };
        assert_eq!(
            said.body(),
            r#"{"id":"testa-7","number":7,"kind":"case.opened","at":"2026-11-18T11:06:40.000Z","institution":"testa","subject":"00000000-0000-0000-0000-000000000001","branch":null,"case":"00000000-0000-0000-0000-000000000001"}"#
        );
    }

    #[test]
    fn a_dead_receiver_is_asked_once_a_minute_at_most() {
        assert_eq!([0, 1, 2, 5, 6, 90].map(pause_seconds), [0, 2, 4, 32, 60, 60]);
    }
}
