//! The rows of `/letters`, in words.

use solits_i18n::Words;
use solits_kernel::Text;
use solits_organisation::Employee;

use crate::{
    model::{Mailbox, SeenTo, Standing},
    pages::{
        draft::Draft,
        unsent::{self, Told},
    },
    store::{LetterLine, OutLine},
    terms::model::Term,
};

/// A letter that came and belongs to no case.
pub(super) struct InRow {
    pub(super) id: String,
    /// Where in the page it stands.
    pub(super) anchor: String,
    /// Its own page.
    pub(super) href: String,
    pub(super) original: String,
    pub(super) open: String,
    /// Where its case is opened by hand; empty where its bytes are here.
    pub(super) by_hand: String,
    pub(super) is_picked: bool,
    pub(super) author: String,
    pub(super) subject: String,
    pub(super) received: String,
    pub(super) state: String,
    pub(super) badge: &'static str,
    pub(super) because: Vec<String>,
    /// In which mailbox it is, in which folder and under which number.
    pub(super) place: String,
    /// The day on which it is forgotten; empty while it is kept.
    pub(super) goes: String,
    /// Who has seen to it, when and why; empty while nobody has.
    pub(super) seen_to: String,
    /// What they said in their own words.
    pub(super) note: String,
}

/// A letter of ours that has not left.
pub(super) struct OutRow {
    pub(super) case: String,
    pub(super) reference: String,
    pub(super) recipient: String,
    pub(super) kind: String,
    pub(super) state: String,
    pub(super) badge: &'static str,
    pub(super) next: String,
    pub(super) told: Told,
}

/// When a mailbox was last known to be read (H-03).
pub(crate) struct CheckView {
    pub(crate) address: String,
    pub(crate) badge: &'static str,
    pub(crate) words: String,
}

pub(crate) fn check(mailbox: &Mailbox, words: Words) -> CheckView {
    let is_failing = matches!(mailbox.standing, Standing::Failing { .. });
    CheckView {
        address: mailbox.address.clone(),
        badge: if is_failing { "late" } else { "plain" },
        words: match mailbox.checked_at {
            Some(at) => words.ta("correspondence-checked", &[("when", words.moment(at).into())]),
            None => words.t("correspondence-checked-never"),
        },
    }
}

/// What rows are made with.
pub(super) struct Showing<'a> {
    pub(super) words: Words,
    /// How long letters are kept.
    pub(super) term: Term,
    pub(super) mailboxes: &'a [Mailbox],
    pub(super) people: &'a [Employee],
    pub(super) draft: &'a Draft,
}

impl Showing<'_> {
    /// A letter in words.
    pub(super) fn row(&self, line: LetterLine) -> InRow {
        let words = self.words;
        let needs = line.state == "needs_attention";
        let id = line.id.to_string();
        InRow {
            anchor: format!("letter-{id}"),
            href: format!("/letters/{id}"),
            original: format!("/letters/{id}/original"),
            open: format!("/letters/{id}/open"),
            by_hand: if line.is_left() { format!("/letters/new?letter={id}") } else { String::new() },
            is_picked: self.draft.ticked("pick", &id),
            received: words.moment(line.received_at),
            state: words.t(if needs { "correspondence-needs-attention" } else { "correspondence-set-aside" }),
            badge: if needs { "soon" } else { "plain" },
            because: line
                .because
                .split(',')
                .filter(|code| !code.is_empty())
                .map(|code| why(code, words))
                .collect(),
            place: self.place(&line),
            goes: self.goes(&line),
            seen_to: self.seen_to(&line),
            note: line.seen_to_note.unwrap_or_default(),
            author: if line.author.is_empty() {
                words.t("correspondence-author-unknown")
            } else {
                line.author
            },
            subject: if line.subject.is_empty() {
                words.t("correspondence-no-subject")
            } else {
                line.subject
            },
            id,
        }
    }

    /// Where it lies on the mail server, for whoever looks for it there.
    fn place(&self, line: &LetterLine) -> String {
        let mailbox = self.mailboxes.iter().find(|one| one.id == line.mailbox_id);
        let mailbox = mailbox.map(|one| one.address.as_str()).unwrap_or_default();
        // A number of a server is a name, and has no separators.
        let uid = line.uid.to_string();
        self.words.ta(
            "correspondence-lies-in",
            &[
                ("mailbox", mailbox.into()),
                ("folder", line.folder.as_str().into()),
                ("uid", uid.as_str().into()),
            ],
        )
    }

    fn goes(&self, line: &LetterLine) -> String {
        let Some(day) = self.term.goes_on(line.taken_at) else { return String::new() };
        let day = self.words.day(day);
        self.words.ta("correspondence-goes-on", &[("day", day.as_str().into())])
    }

    fn seen_to(&self, line: &LetterLine) -> String {
        let why = line.seen_to_why.as_deref().and_then(SeenTo::parse);
        let Some((at, why)) = line.seen_to_at.zip(why) else { return String::new() };
        let by = self.people.iter().find(|one| Some(one.id) == line.seen_to_by);
        let by = by.map(|one| one.name.as_str()).unwrap_or_default();
        let why = self.words.t(&format!("correspondence-seen-why-{}", why.code()));
        let when = self.words.moment(at);
        self.words.ta(
            "correspondence-seen-to-said",
            &[("why", why.as_str().into()), ("name", by.into()), ("when", when.as_str().into())],
        )
    }
}

/// Why a letter is here, in words.
fn why(code: &str, words: Words) -> String {
    let own = match code {
        "too-large" => Some("correspondence-why-too-large"),
        "not-given" => Some("correspondence-why-not-given"),
        "not-understood" => Some("correspondence-why-not-understood"),
        _ => None,
    };
    match own {
        Some(key) => words.t(key),
        None => machine(code).map_or_else(|| code.to_owned(), |text| text.get(words.0).to_owned()),
    }
}

/// The words of a reason for which a machine is thought to have written.
fn machine(code: &str) -> Option<Text> {
    use solits_mail::{Automatic, ReportKind};
    [
        Automatic::EmptyEnvelope,
        Automatic::SaysSo,
        Automatic::Precedence,
        Automatic::MailingList,
        Automatic::AsksForNone,
        Automatic::Report(ReportKind::Delivery),
        Automatic::Report(ReportKind::Reading),
        Automatic::Report(ReportKind::Unwanted),
        Automatic::NoSender,
        Automatic::FromUs,
        Automatic::MachineAddress,
        Automatic::LoopMark,
        Automatic::AnswersOurMachine,
    ]
    .into_iter()
    .find(|one| one.code() == code)
    .map(|one| one.words())
}

pub(super) fn out_row(line: OutLine, words: Words) -> OutRow {
    let given_up = line.state == "given_up";
    OutRow {
        case: format!("/cases/{}/letters", line.case_id),
        reference: line.reference,
        recipient: line.recipient,
        kind: words.t(match line.kind.as_str() {
            "receipt" => "correspondence-kind-receipt",
            "reply" => "correspondence-kind-reply",
            _ => "correspondence-kind-notice",
        }),
        state: words.t(if given_up { "correspondence-given-up" } else { "correspondence-waiting" }),
        badge: if given_up { "late" } else { "plain" },
        next: if given_up { String::new() } else { words.moment(line.not_before) },
        told: unsent::told(&line.state, &line.said, words),
    }
}
