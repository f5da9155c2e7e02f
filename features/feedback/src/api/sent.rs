//! What other programs send about feedback.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Deserialize;
use solits_kernel::{EmployeeId, ServiceId, Timestamp, UnitId, clean};
use solits_web::WebError;
use solits_written::{
    feedback::{ClosedBecause, Effect, Finding},
    nature::FeedbackKind,
};
use uuid::Uuid;

use crate::{
    actions::given::{MOST_DECISION, Named, Wrong},
    model::{CauseKind, What},
};

/// Declares bodies of steps; each names the employee for whom it is taken, and may name the version it was decided on.
macro_rules! steps {
    ($($(#[$meta:meta])* struct $name:ident { $($(#[$about:meta])* $field:ident: $type:ty,)* })*) => {$(
        $(#[$meta])*
        #[derive(Deserialize, JsonSchema)]
        #[serde(deny_unknown_fields)]
        pub(super) struct $name {
            $($(#[$about])* pub(super) $field: $type,)*
            /// Id of the employee for whom this is done; a signed-in employee does it themselves.
            #[serde(default)]
            pub(super) by: Option<Uuid>,
            /// The version this was decided on; a newer one is answered with 409.
            #[serde(default)]
            pub(super) version: Option<i64>,
        }
    )*};
}

/// A register.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum KindBody {
    Complaint,
    Claim,
    Suggestion,
    Praise,
}

impl From<KindBody> for FeedbackKind {
    fn from(kind: KindBody) -> Self {
        match kind {
            KindBody::Complaint => Self::Complaint,
            KindBody::Claim => Self::Claim,
            KindBody::Suggestion => Self::Suggestion,
            KindBody::Praise => Self::Praise,
        }
    }
}

/// How somebody said it.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum WayBody {
    Visit,
    Phone,
    /// Nobody is asked who they are.
    TrustLine,
    /// Refused here: a letter is taken in with `POST /api/v1/letters`, where its kind and its terms are found.
    Letter,
}

impl WayBody {
    /// As forms name it.
    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::Visit => "visit",
            Self::Phone => "phone",
            Self::TrustLine => "trust_line",
            Self::Letter => "letter",
        }
    }
}

/// Whom or what feedback concerns.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ConcernBody {
    what: What,
    /// Id of the employee, for `employee`.
    #[serde(default)]
    employee: Option<Uuid>,
    /// Id of the unit, for `unit`; where it is known also for `service` and `decision`.
    #[serde(default)]
    unit: Option<Uuid>,
    /// Id of the service, for `service`.
    #[serde(default)]
    service: Option<Uuid>,
    /// Number and date of the decision, for `decision`.
    #[serde(default)]
    #[schemars(length(max = 200))]
    decision: String,
}

impl ConcernBody {
    pub(super) fn named(&self) -> Result<Named, WebError> {
        let decision =
            if self.what == What::Decision { text(&self.decision, MOST_DECISION)? } else { String::new() };
        Ok(Named {
            what: self.what,
            employee: self.employee.map(EmployeeId::new),
            unit: self.unit.map(UnitId::new),
            service: self.service.map(ServiceId::new),
            decision,
        })
    }
}

/// Feedback to be taken down.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewBody {
    /// Id of the employee for whom it is taken down; a signed-in employee takes it down themselves.
    #[serde(default)]
    pub(super) by: Option<Uuid>,
    pub(super) kind: KindBody,
    pub(super) channel: WayBody,
    /// Id of the branch; its calendar counts the days.
    pub(super) branch: Uuid,
    /// Id of the service it is about.
    #[serde(default)]
    pub(super) service: Option<Uuid>,
    /// What it is about, in a line.
    #[schemars(length(max = 200))]
    pub(super) subject: String,
    /// What was said; its author reads it on the page of the case.
    #[serde(default)]
    #[schemars(length(max = 8000))]
    pub(super) text: String,
    /// Empty where the author stays unknown; not kept from the trust line.
    #[serde(default)]
    #[schemars(length(max = 120))]
    pub(super) client_name: String,
    /// Telephone or e-mail.
    #[serde(default)]
    #[schemars(length(max = 120))]
    pub(super) client_contact: String,
    /// Whom or what it concerns, where that is known: it is registered at once.
    #[serde(default)]
    pub(super) concerns: Option<ConcernBody>,
    /// Id of the norm said to be breached, or `principle:` with its paragraph.
    #[serde(default)]
    pub(super) norm: String,
}

/// What was found.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum FindingBody {
    Justified,
    PartlyJustified,
    Unjustified,
}

impl From<FindingBody> for Finding {
    fn from(finding: FindingBody) -> Self {
        match finding {
            FindingBody::Justified => Self::Justified,
            FindingBody::PartlyJustified => Self::PartlyJustified,
            FindingBody::Unjustified => Self::Unjustified,
        }
    }
}

/// What is decided on a suggestion.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum VerdictBody {
    /// With the measure that carries it out.
    TakenUp,
    /// It is looked at again on the day `again`.
    Later,
    NotTakenUp,
}

/// What is done so that it does not happen again, or to carry a suggestion out.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewMeasureBody {
    #[schemars(length(max = 4000))]
    pub(super) what: String,
    /// Id of the employee who sees to it.
    pub(super) owner: Uuid,
    /// By which day, `2026-12-01`.
    pub(super) due: String,
}

/// What came of a measure.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum EffectBody {
    Done,
    DoneWithoutEffect,
    NotDone,
}

impl From<EffectBody> for Effect {
    fn from(effect: EffectBody) -> Self {
        match effect {
            EffectBody::Done => Self::Done,
            EffectBody::DoneWithoutEffect => Self::DoneWithoutEffect,
            EffectBody::NotDone => Self::NotDone,
        }
    }
}

/// Who asks for the next rung.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum AskerBody {
    /// The author.
    Client,
    /// Whoever decided.
    Handler,
}

/// Why nothing more comes of it.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum BecauseBody {
    Settled,
    Withdrawn,
    NobodyToAnswer,
    Outside,
}

impl From<BecauseBody> for ClosedBecause {
    fn from(because: BecauseBody) -> Self {
        match because {
            BecauseBody::Settled => Self::Settled,
            BecauseBody::Withdrawn => Self::Withdrawn,
            BecauseBody::NobodyToAnswer => Self::NobodyToAnswer,
            BecauseBody::Outside => Self::Outside,
        }
    }
}

steps! {
    /// Whom or what it concerns.
    struct RegisterBody {
        concerns: ConcernBody,
        /// Id of the norm said to be breached, or `principle:` with its paragraph.
        #[serde(default)]
        norm: String,
        /// Whether nobody can be answered.
        #[serde(default)]
        anonymous: bool,
    }
    /// The ruling: on a complaint or a claim from `finding` to `measures`, on a suggestion `verdict` and `reasons`; praise
    /// takes none.
    struct ExamineBody {
        #[serde(default)]
        finding: Option<FindingBody>,
        #[serde(default)]
        #[schemars(length(max = 4000))]
        facts: String,
        /// Whether the other side was heard.
        #[serde(default)]
        heard: bool,
        /// What the other side says, or why it was not heard.
        #[serde(default)]
        #[schemars(length(max = 4000))]
        other_side: String,
        /// Id of the norm that was breached; only of what is justified, as everything below but `verdict`.
        #[serde(default)]
        breached: String,
        #[serde(default)]
        cause_kind: Option<CauseKind>,
        #[serde(default)]
        #[schemars(length(max = 4000))]
        cause: String,
        /// What removes the cause; for a suggestion that is taken up one.
        #[serde(default)]
        measures: Vec<NewMeasureBody>,
        #[serde(default)]
        verdict: Option<VerdictBody>,
        #[serde(default)]
        #[schemars(length(max = 4000))]
        reasons: String,
        /// On which day a suggestion is looked at again, for `later`.
        #[serde(default)]
        again: String,
    }
    /// What came of a measure.
    struct CheckBody {
        effect: EffectBody,
    }
    /// The author was told in another way than by an answer in the case, which counts by itself.
    struct ToldBody {}
    /// The next rung.
    struct NextBody {
        asked_by: AskerBody,
        /// The words with which it was asked for.
        #[serde(default)]
        #[schemars(length(max = 4000))]
        request: String,
    }
    /// A reception.
    struct ReceptionBody {
        /// What the author reads.
        #[schemars(length(max = 4000))]
        text: String,
        /// Where and with whom; the author reads it beside the times.
        #[schemars(length(max = 200))]
        place: String,
        /// One to four times on working days to come, as `2026-11-26T12:00:00Z`.
        times: Vec<String>,
    }
    /// What was changed, in words that name nobody.
    struct PublishBody {
        /// In Latvian; empty to take back what was published.
        #[serde(default)]
        #[schemars(length(max = 4000))]
        lv: String,
        /// In English.
        #[serde(default)]
        #[schemars(length(max = 4000))]
        en: String,
    }
    /// The end.
    struct CloseBody {
        because: BecauseBody,
        /// What the author reads; needed where nobody has answered in the case.
        #[serde(default)]
        #[schemars(length(max = 4000))]
        text: String,
    }
}

/// A cleaned text.
pub(super) fn text(sent: &str, most: usize) -> Result<String, WebError> {
    clean(sent, most).map_err(|_| Wrong::Text.into())
}

/// The same for one that may be absent.
pub(super) fn text_or_empty(sent: &str, most: usize) -> Result<String, WebError> {
    if sent.trim().is_empty() { Ok(String::new()) } else { text(sent, most) }
}

/// A day, `2026-12-01`.
pub(super) fn day(sent: &str) -> Result<Date, WebError> {
    sent.trim().parse().map_err(|_| WebError::BadRequest)
}

/// An instant.
pub(super) fn moment(sent: &str) -> Result<Timestamp, WebError> {
    Timestamp::parse(sent.trim()).ok_or(WebError::BadRequest)
}
