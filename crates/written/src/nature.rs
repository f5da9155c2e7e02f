//! What a written contact is, in the sense of the law and of the standard.

use serde::{Deserialize, Serialize};
use solits_kernel::Text;
use solits_standard::model::ChannelKind;

/// What a contact is: its form before the law, and what it is about.
///
/// The two are apart because a complaint may come as a plain e-mail, on which only the standard sets a term, or as a
/// submission, on which the law sets one as well.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Nature {
    /// The form.
    pub form: Form,
    /// What it is about.
    pub matter: Matter,
}

/// The form of a written contact (H-01).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// An e-mail that is not signed electronically (*elektroniskā vēstule*, vzd 2.3).
    ELetter,
    /// A signed document that is not a submission: an application for a service, a contract.
    SignedDocument,
    /// A submission under the Law on Submissions (*iesniegums*).
    Submission,
    /// A message of a portal that is not a submission; handled as an e-letter (H-02).
    PortalMessage,
    /// A letter on paper without a signature.
    Letter,
    /// Written down by an employee for somebody who came or called, and not signed (I-17, K-24).
    WrittenDown,
    /// From a colleague (J-01).
    Internal,
}

/// What a contact is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Matter {
    /// A question, a request, an application: everything that is none of the others.
    Request,
    /// An order of a service from the catalogue (I-01).
    Order,
    /// A request for information under the Freedom of Information Law.
    InformationRequest,
    /// A request about the author's own personal data.
    DataSubjectRequest,
    /// Feedback of one of its kinds (K-01).
    Feedback(FeedbackKind),
    /// A requirement of legal acts that is not fulfilled (L-01).
    NonConformity,
    /// A colleague's request (J-01).
    InternalRequest,
}

/// A kind of feedback; each has a register of its own (K-01, K-22).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FeedbackKind {
    /// *Sūdzība*: somebody is dissatisfied with how they were served.
    Complaint,
    /// *Pretenzija*: somebody demands that a wrong be put right or paid for.
    Claim,
    /// *Ierosinājums*: somebody proposes an improvement.
    Suggestion,
    /// *Pateicība*: somebody is content and says so.
    Praise,
}

impl FeedbackKind {
    /// Every kind, in the order of the registers.
    pub const ALL: [Self; 4] = [Self::Complaint, Self::Claim, Self::Suggestion, Self::Praise];

    /// The word in the journal, in addresses and in the API.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Complaint => "complaint",
            Self::Claim => "claim",
            Self::Suggestion => "suggestion",
            Self::Praise => "praise",
        }
    }

    /// The kind of a code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// What it is.
    pub fn words(self) -> Text {
        match self {
            Self::Complaint => Text::new("sūdzība", "a complaint"),
            Self::Claim => Text::new("pretenzija", "a claim"),
            Self::Suggestion => Text::new("ierosinājums", "a suggestion"),
            Self::Praise => Text::new("pateicība", "praise"),
        }
    }

    /// Whether somebody decides who is right: a complaint and a claim are examined (K-09).
    pub const fn is_examined(self) -> bool {
        matches!(self, Self::Complaint | Self::Claim)
    }
}

impl Form {
    /// Every form.
    pub const ALL: [Self; 7] = [
        Self::ELetter,
        Self::SignedDocument,
        Self::Submission,
        Self::PortalMessage,
        Self::Letter,
        Self::WrittenDown,
        Self::Internal,
    ];

    /// The word in the journal, in addresses and in the API.
    pub const fn code(self) -> &'static str {
        match self {
            Self::ELetter => "e_letter",
            Self::SignedDocument => "signed_document",
            Self::Submission => "submission",
            Self::PortalMessage => "portal_message",
            Self::Letter => "letter",
            Self::WrittenDown => "written_down",
            Self::Internal => "internal",
        }
    }

    /// The form of a code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|form| form.code() == code)
    }

    /// What it is.
    pub fn words(self) -> Text {
        match self {
            Self::ELetter => Text::new("elektroniskā vēstule", "an e-letter"),
            Self::SignedDocument => Text::new("parakstīts dokuments", "a signed document"),
            Self::Submission => Text::new("iesniegums", "a submission"),
            Self::PortalMessage => Text::new("portāla ziņa", "a portal message"),
            Self::Letter => Text::new("neparakstīta vēstule", "an unsigned letter"),
            Self::WrittenDown => Text::new("darbinieka pieraksts", "written down by an employee"),
            Self::Internal => Text::new("kolēģa pieprasījums", "a colleague's request"),
        }
    }
}

impl Matter {
    /// Every matter.
    pub const ALL: [Self; 10] = [
        Self::Request,
        Self::Order,
        Self::InformationRequest,
        Self::DataSubjectRequest,
        Self::Feedback(FeedbackKind::Complaint),
        Self::Feedback(FeedbackKind::Claim),
        Self::Feedback(FeedbackKind::Suggestion),
        Self::Feedback(FeedbackKind::Praise),
        Self::NonConformity,
        Self::InternalRequest,
    ];

    /// The word in the journal, in addresses and in the API.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::Order => "order",
            Self::InformationRequest => "information_request",
            Self::DataSubjectRequest => "data_subject_request",
            Self::Feedback(kind) => kind.code(),
            Self::NonConformity => "nonconformity",
            Self::InternalRequest => "internal_request",
        }
    }

    /// The matter of a code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|matter| matter.code() == code)
    }

    /// What it is.
    pub fn words(self) -> Text {
        match self {
            Self::Request => Text::new("jautājums vai lūgums", "a question or request"),
            Self::Order => Text::new("pakalpojuma pasūtījums", "an order of a service"),
            Self::InformationRequest => Text::new("informācijas pieprasījums", "a request for information"),
            Self::DataSubjectRequest => {
                Text::new("pieprasījums par saviem datiem", "a request about one's own data")
            }
            Self::Feedback(kind) => kind.words(),
            Self::NonConformity => Text::new("neatbilstība", "a non-conformity"),
            Self::InternalRequest => Text::new("kolēģa jautājums", "a colleague's question"),
        }
    }
}

/// By which way a contact came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// An e-mail to one of the institution's addresses.
    Email,
    /// The official e-address: the state has identified the sender.
    EAddress,
    /// The single portal of the state (latvija.lv): the state has identified the sender.
    StatePortal,
    /// The institution's own form on this program's pages.
    OwnPortal,
    /// The question form of the institution's website (H-24).
    Website,
    /// Post, or handed in on paper.
    Letter,
    /// Fax.
    Fax,
    /// At the counter or at a reception, written down together with the client (I-17, I-18).
    Counter,
    /// By telephone, written down.
    Phone,
    /// The trust line: nobody asks who calls (K-24).
    TrustLine,
    /// From a colleague.
    Colleague,
}

impl Way {
    /// Every way.
    pub const ALL: [Self; 11] = [
        Self::Email,
        Self::EAddress,
        Self::StatePortal,
        Self::OwnPortal,
        Self::Website,
        Self::Letter,
        Self::Fax,
        Self::Counter,
        Self::Phone,
        Self::TrustLine,
        Self::Colleague,
    ];

    /// The word in the journal, in addresses and in the API.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::EAddress => "e_address",
            Self::StatePortal => "state_portal",
            Self::OwnPortal => "own_portal",
            Self::Website => "website",
            Self::Letter => "letter",
            Self::Fax => "fax",
            Self::Counter => "counter",
            Self::Phone => "phone",
            Self::TrustLine => "trust_line",
            Self::Colleague => "colleague",
        }
    }

    /// What a code stands for.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }

    /// The channel of the standard it belongs to.
    pub const fn channel(self) -> ChannelKind {
        match self {
            Self::Email => ChannelKind::Email,
            Self::EAddress => ChannelKind::EAddress,
            Self::StatePortal | Self::OwnPortal => ChannelKind::Portal,
            Self::Website => ChannelKind::Website,
            Self::Letter => ChannelKind::Letter,
            Self::Fax => ChannelKind::Fax,
            Self::Counter => ChannelKind::Visit,
            Self::Phone => ChannelKind::Phone,
            Self::TrustLine => ChannelKind::TrustLine,
            Self::Colleague => ChannelKind::Internal,
        }
    }

    /// Whether it comes as a message to an electronic mailbox or form.
    pub const fn is_electronic(self) -> bool {
        matches!(self, Self::Email | Self::EAddress | Self::StatePortal | Self::OwnPortal | Self::Website)
    }
}
