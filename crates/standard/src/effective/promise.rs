//! A promise as the heart uses it.

use serde::Serialize;

use super::{Effective, Origin};
use crate::model::{ChannelKind, Escalation, Force, Limit, Norm, NormKind, Text, Trigger, Waiver, Within};

/// A promise in force.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CompiledPromise {
    /// The id of its norm.
    pub norm_id: String,
    /// The document and the paragraph that are cited for it.
    pub origin: Origin,
    /// The demand in one sentence.
    pub text: Text,
    /// A title for lists.
    pub title: Option<Text>,
    /// What starts the clock.
    pub starts: Trigger,
    /// Within what.
    pub within: Within,
    /// What meets it.
    pub met_by: Vec<Trigger>,
    /// After what it is no longer owed.
    pub waived_by: Vec<Waiver>,
    /// Share to be kept, in percent.
    pub target_percent: f64,
    /// Whether the limit is a law's or the institution's own.
    pub limit: Limit,
    /// Whether it is owed or aimed at.
    pub force: Force,
    /// To whom it is reported, and when; earliest first.
    pub escalate: Vec<Escalation>,
    /// Whether the public sees it.
    pub public: bool,
    /// Channel.
    pub channel: ChannelKind,
    /// Role that answers for it.
    pub owner: Option<String>,
}

impl CompiledPromise {
    /// The promise of a norm; `None` for another kind and for an example.
    pub(super) fn of(norm: &Effective<Norm>) -> Option<Self> {
        let Effective { value: norm, origin } = norm;
        let NormKind::Promise { promise } = &norm.kind else { return None };
        if norm.example {
            return None;
        }
        let mut escalate = promise.escalate.clone();
        // Reports are counted as they fall due, in whatever order the file lists them.
        escalate.sort_by_key(|escalation| escalation.at_percent);
        Some(Self {
            norm_id: norm.id.clone(),
            origin: origin.clone(),
            text: norm.text.clone(),
            title: norm.title.clone(),
            starts: promise.starts.clone(),
            within: promise.within.clone(),
            met_by: promise.met_by.clone(),
            waived_by: promise.waived_by.clone(),
            target_percent: promise.target_percent,
            limit: promise.limit,
            force: promise.force,
            escalate,
            public: promise.public,
            channel: promise.channel,
            owner: norm.owner.clone(),
        })
    }

    /// The short title where there is one, else the sentence.
    pub fn heading(&self) -> &Text {
        self.title.as_ref().unwrap_or(&self.text)
    }
}
