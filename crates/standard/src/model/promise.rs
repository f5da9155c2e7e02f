//! Promises: the event that starts a clock, within what, and what ends it.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Text, is_false};
use crate::event::EventKind;

/// A promise: on which event it starts, within what, what meets it, what waives it, and the share to be kept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Promise {
    /// The event that starts the clock.
    pub starts: Trigger,
    /// Within what.
    pub within: Within,
    /// Events that meet it.
    pub met_by: Vec<Trigger>,
    /// Events after which it is no longer owed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub waived_by: Vec<Waiver>,
    /// Share to be kept, in percent; 100 where the document states none.
    #[serde(default = "hundred")]
    pub target_percent: f64,
    /// Whether the limit comes from law or from the institution's own promise; both may run on one thing.
    #[serde(default)]
    pub limit: Limit,
    /// Whether it is owed or aimed at; an aim is measured like a promise, but nobody is promised anything (trap 31 of
    /// area V).
    #[serde(default, skip_serializing_if = "Force::is_owed")]
    pub force: Force,
    /// To whom it is reported, and when.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub escalate: Vec<Escalation>,
    /// Whether the public sees it.
    #[serde(default, skip_serializing_if = "is_false")]
    pub public: bool,
    /// Channel it belongs to.
    pub channel: ChannelKind,
}

fn hundred() -> f64 {
    100.0
}

/// Where a limit comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Limit {
    /// The institution's own promise.
    #[default]
    Promise,
    /// A law.
    Law,
}

/// How binding a promise is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Force {
    /// Owed: one that is not kept is broken.
    #[default]
    Owed,
    /// Aimed at ("tries to"): measured, and never shown to the public as a promise.
    Aim,
}

impl Force {
    /// Whether it is owed.
    pub const fn is_owed(&self) -> bool {
        matches!(self, Self::Owed)
    }
}

/// An event, perhaps only with certain facts: `"ticket.taken"` or `{ event = "ticket.taken", where = { priority = true } }`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged, deny_unknown_fields)]
pub enum Trigger {
    /// Any such event.
    Event(EventKind),
    /// Such an event with these facts.
    Where {
        /// The event.
        event: EventKind,
        /// Facts that must hold.
        #[serde(rename = "where")]
        facts: BTreeMap<String, Fact>,
    },
}

/// What ends a promise without it being kept or broken, and why.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Waiver {
    /// The event.
    pub by: Trigger,
    /// The reason in words.
    pub reason: Text,
}

/// A fact of an event.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
#[expect(missing_docs, reason = "the types say it")]
pub enum Fact {
    Bool(bool),
    Int(i64),
    Word(String),
}

/// Within what: exactly one of these.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Within {
    /// Seconds on the wall clock.
    Seconds(i64),
    /// Rings of the telephone; answered before the next one starts.
    Rings(i64),
    /// Minutes on the wall clock.
    Minutes(i64),
    /// Minutes while the branch is open.
    OpeningMinutes(i64),
    /// Hours while the branch is open.
    OpeningHours(i64),
    /// Working days; the day of the event does not count.
    WorkingDays(i64),
    /// Calendar days, moved to the next working day where `roll` says so.
    CalendarDays {
        /// How many.
        days: i64,
        /// Whether a last day that is not a working day moves to the next one.
        #[serde(default)]
        roll: bool,
    },
    /// Months, moved to the next working day.
    Months(i64),
    /// Before a moment that the starting event names (`planned_at`).
    BeforeEvent(Lead),
    /// Once in every period.
    Every(Period),
    /// At once: due the moment it starts, late after so many minutes.
    AtOnce {
        /// What "at once" still allows, in minutes.
        minutes: i64,
    },
    /// By the deadline of the service card (C-04).
    ServiceDeadline,
}

/// How long before a planned moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Lead {
    Minutes(i64),
    CalendarDays(i64),
    WorkingDays(i64),
}

/// A recurring period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Period {
    WorkingDay,
    Week,
    Month,
    Quarter,
    Year,
}

/// To whom an unmet promise is reported.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Escalation {
    /// The role.
    pub to: String,
    /// Share of the time that has passed, in percent: 80 warns before the limit, 100 reports the breach, 200 reports it
    /// again after as much time again.
    pub at_percent: u32,
}

/// A channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum ChannelKind {
    Visit,
    Phone,
    Email,
    Letter,
    Portal,
    EAddress,
    Website,
    Fax,
    Sms,
    SiteVisit,
    TrustLine,
    Internal,
    All,
}
