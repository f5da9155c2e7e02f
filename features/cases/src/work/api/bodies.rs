//! What other programs send and get about the parts of a case.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    actions::{AnsweredBy, Unanswered},
    model::Kind,
    work::{
        news::sent::HearingBody,
        orders::model::{Confirmation, Format, Payment, Place, Proof, ReceivedAs, Terms},
        parties::model::{Basis, Details, Reached, Role, Verified},
        passing::model::Interest,
        pauses::model::WaitsFor,
        relations::store::Kind as LinkKind,
        sources::store::Kind as SourceKind,
    },
};

/// Declares bodies that are read; each may name the version of the case it was decided on.
macro_rules! sent {
    ($($(#[$meta:meta])* struct $name:ident { $($(#[$about:meta])* $field:ident: $type:ty,)* })*) => {$(
        $(#[$meta])*
        #[derive(Deserialize, JsonSchema)]
        #[serde(deny_unknown_fields)]
        pub(super) struct $name {
            $($(#[$about])* pub(super) $field: $type,)*
            /// The version of the case this was decided on; a newer one is answered with 409.
            #[serde(default)]
            pub(super) version: Option<i64>,
        }
    )*};
}

sent! {
    /// Nothing but the version.
    struct VersionBody {}
    /// Another owner.
    struct AssignBody {
        /// Id of the employee who sees to it from now on.
        owner: Uuid,
    }
    /// The service that a case is about.
    struct ServiceBody {
        /// Id of a service offered now; null where the case is about none.
        #[serde(deserialize_with = "Option::deserialize")]
        #[schemars(required)]
        service: Option<Uuid>,
    }
    /// An answer.
    struct AnswerBody {
        /// The client reads it.
        #[schemars(length(max = 8000))]
        text: String,
        /// How it reached the client; by default it is read on the page of the case.
        #[serde(default)]
        way: Option<AnsweredBy>,
    }
    /// The end of a case.
    struct CloseBody {
        /// Needed where the case was not answered. The client reads it.
        #[serde(default)]
        #[schemars(length(max = 8000))]
        reason: String,
        /// Why no answer is needed; without it, and with `other`, what was promised of an answer is owed on.
        #[serde(default)]
        why: Option<Unanswered>,
    }
    /// A case that is taken up again.
    struct ReopenBody {
        /// It stays with staff.
        #[schemars(length(max = 8000))]
        reason: String,
    }
    /// A delay that the client is told of.
    struct DelayBody {
        /// The last day of the answer, a working day: it is owed from then on.
        date: String,
        /// The client reads it.
        #[schemars(length(max = 8000))]
        text: String,
    }
    /// An order that may be late.
    struct OrderDelayBody {
        /// The head of the unit reads it.
        #[schemars(length(max = 300))]
        reason: String,
    }
    /// An interest that stands against deciding a case.
    struct ConflictBody {
        /// Id of the employee whose interest it is; a program names one, a signed-in employee declares their own.
        #[serde(default)]
        employee: Option<Uuid>,
        interest: Interest,
        /// What it is about; it stays with those who decide.
        #[schemars(length(max = 8000))]
        text: String,
    }
    /// Somebody to be added.
    struct NewPartyBody {
        person: Details,
    }
    /// How the client wants to hear of a case.
    struct NewsBody {
        news: HearingBody,
    }
    /// What is agreed on an order.
    struct TermsBody {
        order: Terms,
    }
    /// A payment to be confirmed.
    struct PaymentBody {
        how: Confirmation,
        /// Number of the receipt; for `finance_by_phone` who confirmed it and what was out.
        #[serde(default)]
        #[schemars(length(max = 300))]
        words: String,
    }
    /// To whom documents are handed out.
    struct HandOutBody {
        #[schemars(length(max = 120))]
        to: String,
        received_as: ReceivedAs,
        /// The document on which a representative acts.
        #[serde(default)]
        #[schemars(length(max = 300))]
        basis: String,
        proof: Proof,
    }
    /// A piece of the grounds.
    struct NewSourceBody {
        kind: SourceKind,
        #[schemars(length(max = 2000))]
        text: String,
        /// Where it can be checked.
        #[serde(default)]
        #[schemars(length(max = 300))]
        place: String,
    }
    /// Something promised to the client.
    struct NewPromiseBody {
        #[schemars(length(max = 500))]
        text: String,
        /// A working day, `2026-11-20`.
        date: String,
        /// A time of it, `15:00`; without it the end of the working day.
        #[serde(default)]
        time: String,
    }
    /// How a promise ends.
    struct PromiseEndBody {
        /// Whether it was done.
        kept: bool,
        /// Why it is taken back; needed where it was not done. The client reads it.
        #[serde(default)]
        #[schemars(length(max = 500))]
        reason: String,
    }
    /// A pause.
    struct PauseBody {
        waits_for: WaitsFor,
        /// The client reads it.
        #[schemars(length(max = 8000))]
        reason: String,
        /// Until which working day an answer is expected.
        #[serde(default)]
        until: Option<String>,
    }
    /// A longer term.
    struct ExtendBody {
        /// Id of the obligation, as `extensions` lists it.
        obligation: Uuid,
        /// The new last day, a working day.
        date: String,
        /// The client reads it.
        #[schemars(length(max = 8000))]
        reason: String,
    }
    /// A link.
    struct LinkBody {
        /// Id or number of the other case.
        case: String,
        kind: LinkKind,
    }
    /// A case that becomes part of another.
    struct MergeBody {
        /// Id or number of the case that stays.
        into: String,
        #[schemars(length(max = 8000))]
        reason: String,
        /// Whether a person made sure that both are of one client; needed where their contacts differ.
        #[serde(default)]
        is_same_client: bool,
        /// Id of the employee who decides it; a program names one, since a program cannot make sure of whose two cases are.
        #[serde(default)]
        employee: Option<Uuid>,
    }
    /// A part that becomes a case.
    struct SplitBody {
        kind: Kind,
        #[schemars(length(max = 200))]
        subject: String,
        /// The client reads it.
        #[serde(default)]
        #[schemars(length(max = 8000))]
        details: String,
        #[serde(default)]
        service: Option<Uuid>,
        /// By default the owner of the case.
        #[serde(default)]
        owner: Option<Uuid>,
        /// When this part reached the institution, as `2026-11-16T08:00:00Z`; by default with the case itself. Terms count
        /// from it.
        #[serde(default)]
        received_at: Option<String>,
    }
    /// Another unit.
    struct HandOverBody {
        unit: Uuid,
        #[schemars(length(max = 8000))]
        reason: String,
    }
    /// The competent body.
    struct ReferBody {
        #[schemars(length(max = 200))]
        body: String,
        #[schemars(length(max = 500))]
        contacts: String,
        /// What is not ours to decide, and why.
        #[schemars(length(max = 500))]
        matter: String,
        /// What the client reads; without it the program's words, in the language of the client.
        #[serde(default)]
        #[schemars(length(max = 8000))]
        text: String,
        /// Whether the whole case is forwarded, and ends here. Nothing goes to the body: that has been done elsewhere, or
        /// `POST /cases/{case}/forward` does both.
        #[serde(default)]
        is_whole: bool,
    }
    /// A refusal.
    struct RefuseBody {
        #[schemars(length(max = 4000))]
        reasons: String,
        /// What the client can do next.
        #[schemars(length(max = 4000))]
        next: String,
    }
}

/// Somebody who takes part in a case.
#[derive(Serialize, JsonSchema)]
pub(super) struct PartyBody {
    pub(super) id: Uuid,
    pub(super) role: Role,
    pub(super) name: String,
    pub(super) phone: String,
    pub(super) email: String,
    pub(super) address: String,
    pub(super) best: Option<Reached>,
    pub(super) basis: Option<Basis>,
    pub(super) basis_document: String,
    pub(super) verified: Option<Verified>,
    /// When the contacts were last found right.
    pub(super) checked_at: Option<String>,
    pub(super) ended_at: Option<String>,
}

/// An order.
#[derive(Serialize, JsonSchema)]
pub(super) struct OrderBody {
    pub(super) purpose: String,
    pub(super) price_cents: i64,
    pub(super) price_why: String,
    pub(super) payment: Option<Payment>,
    pub(super) format: Option<Format>,
    pub(super) place: Option<Place>,
    pub(super) place_words: String,
    pub(super) paid_at: Option<String>,
    pub(super) paid_how: Option<Confirmation>,
    pub(super) handed_at: Option<String>,
    pub(super) handed_to: Option<String>,
}

/// A piece of the grounds.
#[derive(Serialize, JsonSchema)]
pub(super) struct SourceBody {
    pub(super) id: Uuid,
    pub(super) kind: SourceKind,
    pub(super) text: String,
    pub(super) place: String,
    pub(super) at: String,
    pub(super) withdrawn_at: Option<String>,
}

/// Something promised to the client.
#[derive(Serialize, JsonSchema)]
pub(super) struct PromiseBody {
    pub(super) id: Uuid,
    pub(super) text: String,
    pub(super) due_at: String,
    /// `open`, `kept` or `released`.
    pub(super) state: &'static str,
    pub(super) is_late: bool,
}

/// A term that may be made longer.
#[derive(Serialize, JsonSchema)]
pub(super) struct TermBody {
    pub(super) obligation: Uuid,
    pub(super) norm: String,
    pub(super) due_at: String,
    /// The latest end it may get.
    pub(super) most: String,
}

/// A linked case.
#[derive(Serialize, JsonSchema)]
pub(super) struct LinkedBody {
    pub(super) id: Uuid,
    pub(super) reference: String,
    pub(super) kind: LinkKind,
}

/// A case opened for a part of another. The codes are given only here, and again for the same `Idempotency-Key`.
#[derive(Serialize, JsonSchema)]
pub(super) struct SplitOffBody {
    pub(super) id: Uuid,
    pub(super) reference: String,
    pub(super) code: String,
    pub(super) short_code: String,
}
