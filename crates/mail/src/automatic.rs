//! Whether a machine wrote a letter, so that no machine answers it (`security.md` §8, RFC 3834).

use solits_kernel::Text;

use crate::{
    belonging::{Keys, Tie},
    letter::{Envelope, Letter},
    report::ReportKind,
};

/// Why no automatic reply goes to a letter. Any one is enough.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Automatic {
    /// It was handed in without an address to return to.
    EmptyEnvelope,
    /// It says itself that a machine sent it (`Auto-Submitted`).
    SaysSo,
    /// It is mass mail or an automatic reply by its precedence.
    Precedence,
    /// It came through a mailing list (`List-*`).
    MailingList,
    /// Its sender asks that no machine answer.
    AsksForNone,
    /// It is a report about another letter.
    Report(ReportKind),
    /// Nobody can be answered.
    NoSender,
    /// It comes from an address of our own.
    FromUs,
    /// Its address belongs to a machine (`noreply`, `mailer-daemon` and kin).
    MachineAddress,
    /// It carries our loop mark.
    LoopMark,
    /// It answers a letter that our own machine wrote, and looks like an absence note.
    AnswersOurMachine,
}

/// The field by which another of our programs knows that a machine wrote; set on everything sent without a person.
pub const LOOP_FIELD: &str = "x-solits-loop";

/// The reasons for which no acknowledgement and no other machine's letter is sent in reply; none, when one may be.
///
/// How often an address was answered before is not known here; that limit is kept by whoever sends.
pub fn automatic(letter: &Letter, own: &Own, keys: &Keys) -> Vec<Automatic> {
    let report = letter.report.as_ref().map(|report| Automatic::Report(report.kind));
    let rules = [
        (letter.envelope == Envelope::Empty, Automatic::EmptyEnvelope),
        (says_so(letter), Automatic::SaysSo),
        (precedence(letter), Automatic::Precedence),
        (letter.fields.iter().any(|(name, _)| name.starts_with("list-")), Automatic::MailingList),
        (asks_for_none(letter), Automatic::AsksForNone),
        (letter.answer_to().is_none(), Automatic::NoSender),
        (from_us(letter, own), Automatic::FromUs),
        (machine_address(letter), Automatic::MachineAddress),
        (letter.field(LOOP_FIELD).is_some(), Automatic::LoopMark),
        (answers_our_machine(letter, keys), Automatic::AnswersOurMachine),
    ];
    let reasons = rules.into_iter().filter(|(holds, _)| *holds).map(|(_, reason)| reason);
    let mut all: Vec<Automatic> = reasons.chain(report).collect();
    all.sort();
    all
}

/// What the institution itself writes from.
#[derive(Clone, Debug, Default)]
pub struct Own {
    /// Addresses of its mailboxes, as [`crate::Address::key`] gives them.
    pub addresses: Vec<String>,
    /// Hosts of which every address is its own.
    pub domains: Vec<String>,
    /// Its names, as people read them; long enough not to be part of another's.
    pub names: Vec<String>,
}

impl Own {
    /// Whether an address is the institution's own, as far as it shows. It proves nothing about who wrote.
    pub fn holds(&self, address: &crate::Address) -> bool {
        self.addresses.contains(&address.key())
            || self.domains.iter().any(|domain| domain == address.domain())
    }
}

impl Automatic {
    /// The short name by which it is stored; never changes.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::EmptyEnvelope => "empty-envelope",
            Self::SaysSo => "says-so",
            Self::Precedence => "precedence",
            Self::MailingList => "mailing-list",
            Self::AsksForNone => "asks-for-none",
            Self::Report(ReportKind::Delivery) => "delivery-report",
            Self::Report(ReportKind::Reading) => "reading-report",
            Self::Report(ReportKind::Unwanted) => "unwanted-report",
            Self::NoSender => "no-sender",
            Self::FromUs => "from-us",
            Self::MachineAddress => "machine-address",
            Self::LoopMark => "loop-mark",
            Self::AnswersOurMachine => "answers-our-machine",
        }
    }

    /// The reason in words.
    pub fn words(&self) -> Text {
        let (lv, en) = match self {
            Self::EmptyEnvelope => {
                ("Vēstulei nav atpakaļadreses.", "The letter has no address to return to.")
            }
            Self::SaysSo => {
                ("Vēstulē norādīts, ka to nosūtījusi iekārta.", "The letter says that a machine sent it.")
            }
            Self::Precedence => (
                "Vēstule ir masveida sūtījums vai automātiska atbilde.",
                "The letter is mass mail or an automatic reply.",
            ),
            Self::MailingList => {
                ("Vēstule nākusi caur adresātu sarakstu.", "The letter came through a mailing list.")
            }
            Self::AsksForNone => {
                ("Sūtītājs lūdz neatbildēt automātiski.", "The sender asks for no automatic reply.")
            }
            Self::Report(ReportKind::Delivery) => {
                ("Tas ir ziņojums par piegādi.", "It is a report about delivery.")
            }
            Self::Report(ReportKind::Reading) => {
                ("Tas ir ziņojums par izlasīšanu.", "It is a report about reading.")
            }
            Self::Report(ReportKind::Unwanted) => {
                ("Tas ir ziņojums par nevēlamu vēstuli.", "It is a report about an unwanted letter.")
            }
            Self::NoSender => ("Nav adreses, uz kuru atbildēt.", "There is no address to answer to."),
            Self::FromUs => {
                ("Vēstule ir no iestādes adreses.", "The letter comes from an address of the institution.")
            }
            Self::MachineAddress => {
                ("Sūtītāja adrese pieder iekārtai.", "The sender's address belongs to a machine.")
            }
            Self::LoopMark => (
                "Vēstulē ir automātiskas sarakstes zīme.",
                "The letter carries the mark of automatic correspondence.",
            ),
            Self::AnswersOurMachine => {
                ("Iekārta atbild uz mūsu automātisko vēstuli.", "A machine answers our automatic letter.")
            }
        };
        Text::new(lv, en)
    }
}

/// RFC 3834 §5: anything but `no`. Older programs write fields of their own.
fn says_so(letter: &Letter) -> bool {
    const OLD: [&str; 8] = [
        "x-autoreply",
        "x-autoreply-from",
        "x-autorespond",
        "x-autoresponder",
        "x-auto-reply-from",
        "x-autogenerated",
        "x-mail-autoreply",
        "x-fc-machinegenerated",
    ];
    let first = |value: &str| value.split([';', ' ', '(']).next().unwrap_or_default().to_ascii_lowercase();
    let submitted =
        letter.field("auto-submitted").map(first).is_some_and(|value| !value.is_empty() && value != "no");
    let class = letter.field("x-post-messageclass").unwrap_or_default().to_ascii_lowercase();
    submitted
        || class.contains("autoresponder")
        || letter.field("delivered-to").is_some_and(|value| first(value) == "autoresponder")
        || OLD.iter().any(|name| letter.field(name).is_some_and(|value| first(value) != "no"))
}

fn precedence(letter: &Letter) -> bool {
    ["precedence", "x-precedence"].iter().filter_map(|name| letter.field(name)).any(|value| {
        matches!(
            value.trim().to_ascii_lowercase().as_str(),
            "bulk" | "list" | "junk" | "auto_reply" | "auto-reply"
        )
    })
}

fn asks_for_none(letter: &Letter) -> bool {
    letter
        .field("x-auto-response-suppress")
        .is_some_and(|value| !matches!(value.trim().to_ascii_lowercase().as_str(), "" | "none"))
}

fn from_us(letter: &Letter, own: &Own) -> bool {
    let envelope = match &letter.envelope {
        Envelope::From(address) => Some(address),
        Envelope::Unknown | Envelope::Empty => None,
    };
    letter
        .from
        .iter()
        .chain(&letter.sender)
        .chain(letter.reply_to.first())
        .chain(envelope)
        .any(|a| own.holds(a))
}

/// Addresses behind which nobody reads (RFC 2142, and what is usual).
fn machine_address(letter: &Letter) -> bool {
    const WHOLE: &[&str] = &[
        "mailer-daemon",
        "postmaster",
        "noreply",
        "no-reply",
        "donotreply",
        "do-not-reply",
        "do_not_reply",
        "no_reply",
        "nereply",
        "neatbildet",
        "neatbildiet",
        "bounce",
        "bounces",
        "daemon",
        "mdaemon",
        "root",
        "nobody",
        "majordomo",
        "listserv",
        "autoreply",
        "auto-reply",
        "mailerdaemon",
        "system",
        "notifications",
    ];
    const BEGINNING: &[&str] =
        &["noreply", "no-reply", "donotreply", "do-not-reply", "bounce", "bounces", "mailer-daemon"];
    let is_machine = |address: &crate::Address| {
        let local = address.local().to_lowercase();
        let begins = |name: &&&str| {
            local.strip_prefix(**name).is_some_and(|rest| rest.starts_with(['+', '-', '.', '_', '=']))
        };
        WHOLE.contains(&local.as_str())
            || BEGINNING.iter().find(begins).is_some()
            || local.starts_with("owner-")
    };
    let envelope = match &letter.envelope {
        Envelope::From(address) => is_machine(address),
        Envelope::Unknown | Envelope::Empty => false,
    };
    envelope || letter.answer_to().is_some_and(is_machine) || letter.author().is_some_and(is_machine)
}

/// An absence note that bears no mark of its own: it answers a letter which nobody here wrote, within its subject's usual
/// words.
fn answers_our_machine(letter: &Letter, keys: &Keys) -> bool {
    const NOTES: &[&str] = &[
        "automatic reply",
        "auto reply",
        "auto-reply",
        "autoreply",
        "out of office",
        "automātiska atbilde",
        "automātiskā atbilde",
        "prombūtne",
        "esmu prombūtnē",
        "ārpus biroja",
        "esmu atvaļinājumā",
        "автоматический ответ",
        "автоответ",
    ];
    let answers = letter
        .in_reply_to
        .iter()
        .chain(&letter.references)
        .any(|id| matches!(keys.own_letter(id), Some(Tie { by_machine: true, .. })));
    let subject = letter.subject.to_lowercase();
    answers && NOTES.iter().any(|note| subject.starts_with(note))
}
