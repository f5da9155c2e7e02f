//! The closed lists of words that a case is described with.

use serde::{Deserialize, Serialize};

/// What a client comes with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A question (*jautājums*).
    Question,
    /// An order of a service (*pasūtījums*, I-01).
    Order,
    /// A request or a submission (*iesniegums*, I-02).
    Request,
    /// A complaint (*sūdzība*).
    Complaint,
    /// A claim for a remedy (*pretenzija*).
    Claim,
    /// A suggestion (*ierosinājums*).
    Suggestion,
    /// Praise (*pateicība*).
    Praise,
    /// A call back that was promised.
    Callback,
    /// Something between colleagues.
    Internal,
}

impl Kind {
    /// All kinds, in the order in which forms offer them.
    pub const ALL: [Self; 9] = [
        Self::Question,
        Self::Order,
        Self::Request,
        Self::Complaint,
        Self::Claim,
        Self::Suggestion,
        Self::Praise,
        Self::Callback,
        Self::Internal,
    ];

    /// Whether such a case is there only for its owner, the keepers of the registers, and whoever was let see it.
    pub const fn is_confidential(self) -> bool {
        matches!(self, Self::Complaint | Self::Claim)
    }

    /// Whether somebody decides on such a case before it ends: a complaint and a claim are examined (K-09), a suggestion is
    /// weighed (K-05).
    pub const fn is_decided_on(self) -> bool {
        matches!(self, Self::Complaint | Self::Claim | Self::Suggestion)
    }

    /// As stored, and in facts of the journal.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Question => "question",
            Self::Order => "order",
            Self::Request => "request",
            Self::Complaint => "complaint",
            Self::Claim => "claim",
            Self::Suggestion => "suggestion",
            Self::Praise => "praise",
            Self::Callback => "callback",
            Self::Internal => "internal",
        }
    }

    /// The kind of a stored name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// Where a case stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// The institution has the next step.
    Open,
    /// The client has been asked something.
    WaitingClient,
    /// The client has been answered; it may still be closed or taken up again.
    Answered,
    /// Nothing more is owed.
    Closed,
}

impl Status {
    /// All states.
    pub const ALL: [Self; 4] = [Self::Open, Self::WaitingClient, Self::Answered, Self::Closed];

    /// As stored.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::WaitingClient => "waiting_client",
            Self::Answered => "answered",
            Self::Closed => "closed",
        }
    }

    /// The state of a stored name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.name() == name)
    }

    /// Whether an answer is still owed.
    pub const fn is_live(self) -> bool {
        matches!(self, Self::Open | Self::WaitingClient)
    }
}

/// Who reads a note.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// Stays with staff.
    Internal,
    /// Stands on the client's page as well.
    Client,
}

impl Audience {
    /// As stored.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Internal => "internal",
            Self::Client => "client",
        }
    }

    /// The audience of a stored name.
    pub fn parse(name: &str) -> Option<Self> {
        [Self::Internal, Self::Client].into_iter().find(|audience| audience.name() == name)
    }
}

/// Who has the next step after a note.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NextStepBy {
    /// The institution.
    Us,
    /// The client, who has been asked something.
    Client,
}
