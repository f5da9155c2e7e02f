//! The records of correspondence.

use solits_kernel::{BranchId, CaseId, EmployeeId, Id, Timestamp};
use solits_mail::Address;

/// A mailbox of the institution.
#[derive(Debug)]
pub enum MailboxKind {}
/// The id of a mailbox.
pub type MailboxId = Id<MailboxKind>;
/// A letter as it came.
#[derive(Debug)]
pub enum LetterKind {}
/// The id of a letter as it came.
pub type LetterId = Id<LetterKind>;
/// What was said in a case by either side.
#[derive(Debug)]
pub enum MessageKind {}
/// The id of a message.
pub type MessageId = Id<MessageKind>;

/// A text with placeholders.
#[derive(Debug)]
pub enum TemplateKind {}
/// The id of a text with placeholders.
pub type TemplateId = Id<TemplateKind>;

/// How a server is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Security {
    /// TLS from the first byte.
    Tls,
    /// TLS asked for after the greeting.
    StartTls,
    /// In the open; to this machine only.
    Plain,
}

impl Security {
    /// All, the safest first.
    pub const ALL: [Self; 3] = [Self::Tls, Self::StartTls, Self::Plain];

    /// As stored and in forms.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Tls => "tls",
            Self::StartTls => "start_tls",
            Self::Plain => "plain",
        }
    }

    /// The one of a code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }
}

/// A server: host, port, and how it is reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Server {
    /// Name or address.
    pub host: String,
    /// Port.
    pub port: u16,
    /// How.
    pub security: Security,
}

/// How the connection to a mailbox stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nobody has tried yet.
    New,
    /// It is read.
    Connected {
        /// Since when.
        since: Timestamp,
    },
    /// It cannot be read.
    Failing {
        /// Since when.
        since: Timestamp,
        /// The word of the kind of trouble, and after a colon what the server or the system said.
        words: String,
    },
}

/// What is kept of a mailbox whose password lies in no file.
pub(crate) const NO_PASSWORD: &str = "no-password";

/// What is kept of a mailbox whose file says how tokens are got in a way that cannot be understood; after a colon, what
/// is wrong with it.
pub(crate) const WRONG_GRANT: &str = "wrong-grant";

/// A mailbox of the institution: letters come to it and leave from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mailbox {
    /// Id.
    pub id: MailboxId,
    /// The name for people.
    pub name: String,
    /// The address.
    pub address: String,
    /// Whose calendar counts the days of what comes.
    pub branch: BranchId,
    /// Who answers for what nobody has claimed.
    pub keeper: EmployeeId,
    /// Where letters are fetched (IMAP).
    pub incoming: Server,
    /// The folders that are read.
    pub folders: Vec<String>,
    /// Where letters are handed in (SMTP).
    pub outgoing: Server,
    /// The name to sign in with; the password stands in a file of the server.
    pub login: String,
    /// The addresses and hosts from which portals pass on what was written there, as `solits_mail::is_portal` reads them.
    pub portals: Vec<String>,
    /// The name under which its own server writes down what it found out about a sender (RFC 8601); empty where it does not.
    pub own_server: String,
    /// Whether it is in use.
    pub is_active: bool,
    /// How its connection stands.
    pub standing: Standing,
    /// When it was last known to be read (H-03); `None` before that.
    pub checked_at: Option<Timestamp>,
    /// Counts its changes.
    pub version: i64,
}

/// What became of a letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LetterState {
    /// Stored, not yet understood.
    Waiting,
    /// It is a message of a case.
    Placed,
    /// The same letter had come before.
    Again,
    /// A machine's letter that belongs to no case.
    SetAside,
    /// It could not be taken or understood; a person looks.
    NeedsAttention,
}

impl LetterState {
    /// All.
    pub const ALL: [Self; 5] =
        [Self::Waiting, Self::Placed, Self::Again, Self::SetAside, Self::NeedsAttention];

    /// As stored.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Placed => "placed",
            Self::Again => "again",
            Self::SetAside => "set_aside",
            Self::NeedsAttention => "needs_attention",
        }
    }

    /// The one of a code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }
}

/// Which side speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// To the institution.
    In,
    /// From the institution.
    Out,
}

impl Direction {
    /// As stored.
    pub const fn code(self) -> &'static str {
        match self {
            Self::In => "in",
            Self::Out => "out",
        }
    }
}

/// What leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutKind {
    /// The automatic confirmation of what came.
    Receipt,
    /// An employee's reply.
    Reply,
    /// A notice about a case.
    Notice,
    /// What a client wrote, passed on to the competent body.
    Forward,
}

impl OutKind {
    /// As stored.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Receipt => "receipt",
            Self::Reply => "reply",
            Self::Notice => "notice",
            Self::Forward => "forward",
        }
    }

    /// The one of a code.
    pub fn parse(code: &str) -> Option<Self> {
        [Self::Receipt, Self::Reply, Self::Notice, Self::Forward].into_iter().find(|one| one.code() == code)
    }
}

/// What was done about a letter of ours that did not arrive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Settled {
    /// It was sent once more, to the same address or another.
    SentAgain,
    /// It goes by post.
    Paper,
    /// The client was reached in another way.
    Reached,
    /// No other way is known.
    NoWay,
    /// The client wrote from the address that letters had come back from.
    Wrote,
}

impl Settled {
    /// All.
    pub const ALL: [Self; 5] = [Self::SentAgain, Self::Paper, Self::Reached, Self::NoWay, Self::Wrote];

    /// As stored.
    pub const fn code(self) -> &'static str {
        match self {
            Self::SentAgain => "sent_again",
            Self::Paper => "paper",
            Self::Reached => "reached",
            Self::NoWay => "no_way",
            Self::Wrote => "wrote",
        }
    }

    /// The one of a code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }
}

/// Why a letter that belongs to no case needs none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SeenTo {
    /// Nobody asked for it.
    Spam,
    /// What it says came in another way too.
    Duplicate,
    /// It was dealt with without a case.
    Elsewhere,
    /// Its sender was told to send it again, smaller or in another way.
    ToldAgain,
    /// A machine's word of which nothing follows.
    Nothing,
    /// Something else, in somebody's own words.
    Other,
}

impl SeenTo {
    /// All.
    pub const ALL: [Self; 6] =
        [Self::Spam, Self::Duplicate, Self::Elsewhere, Self::ToldAgain, Self::Nothing, Self::Other];

    /// As stored.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Spam => "spam",
            Self::Duplicate => "duplicate",
            Self::Elsewhere => "elsewhere",
            Self::ToldAgain => "told_again",
            Self::Nothing => "nothing",
            Self::Other => "other",
        }
    }

    /// The one of a code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }
}

/// Somebody between whom and the institution a case is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Party {
    /// The address.
    pub address: Address,
    /// Whether the last letter to it came back.
    pub is_unreachable: bool,
}

/// The case a letter speaks of, as the cases have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Belongs {
    /// The case.
    pub case: CaseId,
    /// Its number.
    pub reference: String,
}
