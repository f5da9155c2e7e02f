//! What machines report about letters of ours: that one was not delivered, was read, or was called unwanted.

use crate::{
    address::{self, Address},
    attention::Notes,
    field::Fields,
    letter::MessageId,
    structure::{Leaf, Node, Tree},
    unreached::Unreached,
};

/// Recipients kept of a report.
const MOST: usize = 50;

/// A machine's report about a letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// What it is about.
    pub kind: ReportKind,
    /// What became of the letter for each addressee.
    pub recipients: Vec<Fate>,
    /// The letter it speaks of.
    pub about: Option<MessageId>,
}

/// What a report is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ReportKind {
    /// Delivery (RFC 3464), or its failure in a server's own words.
    Delivery,
    /// Reading (RFC 8098).
    Reading,
    /// A complaint that the letter was unwanted (RFC 5965).
    Unwanted,
}

/// What became of a letter for one addressee.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fate {
    /// The address we wrote to; the one it ended at where ours is not told.
    pub address: Address,
    /// `failed`, `delayed`, `delivered`, `relayed`, `expanded`; empty where it is not told.
    pub action: String,
    /// The status of RFC 3463, as `5.1.1`; empty where it is not told.
    pub status: String,
    /// What the other server said, in one line.
    pub said: String,
}

impl Fate {
    /// Whether the letter will not arrive: the owner of the case is told. A relay that has tried long enough says so with the
    /// status of what it met last, as `4.4.7`: what it did counts before why.
    pub fn is_final(&self) -> bool {
        match self.action.as_str() {
            "failed" => true,
            "" => self.status.starts_with('5'),
            _ => false,
        }
    }

    /// Why it did not arrive.
    pub fn reason(&self) -> Unreached {
        Unreached::of(&self.status, &self.said)
    }
}

/// The report a letter carries, if it carries one.
pub(crate) fn read(raw: &[u8], fields: &Fields<'_>, tree: &Tree) -> Option<Report> {
    let kind = kind(tree);
    let own = |leaf: &&Leaf| leaf.within.is_none();
    let mut recipients = Vec::new();
    let mut about = None;
    for leaf in tree.leaves.iter().filter(own) {
        let (bytes, _) = leaf.encoding.decode(raw.get(leaf.range.clone()).unwrap_or_default());
        match leaf.kind.value.as_str() {
            "message/delivery-status" | "message/global-delivery-status" => recipients.extend(fates(&bytes)),
            "message/disposition-notification" | "message/feedback-report" => {
                let (fields, _) = Fields::read(&bytes, &mut Notes::default());
                about = about.or_else(|| id(&fields, "original-message-id"));
            }
            "text/rfc822-headers" | "message/rfc822" | "message/global" | "message/global-headers" => {
                let (fields, _) = Fields::read(&bytes, &mut Notes::default());
                about = about.or_else(|| id(&fields, "message-id"));
            }
            _ => {}
        }
    }
    if recipients.is_empty() {
        recipients = failed_in_own_words(fields);
    }
    recipients.truncate(MOST);
    let kind = kind.or_else(|| (!recipients.is_empty()).then_some(ReportKind::Delivery))?;
    Some(Report { kind, recipients, about })
}

fn kind(tree: &Tree) -> Option<ReportKind> {
    let Node::Many { kind, .. } = &tree.root else { return None };
    if kind.sub() != "report" {
        return None;
    }
    match kind.get("report-type").map(str::to_ascii_lowercase).as_deref() {
        Some("disposition-notification") => Some(ReportKind::Reading),
        Some("feedback-report") => Some(ReportKind::Unwanted),
        _ => Some(ReportKind::Delivery),
    }
}

/// The groups of fields after the first, one for each addressee (RFC 3464 §2.1).
fn fates(mut bytes: &[u8]) -> Vec<Fate> {
    let mut all = Vec::new();
    while !bytes.is_empty() && all.len() < MOST {
        let (fields, length) = Fields::read(bytes, &mut Notes::default());
        all.extend(fate(&fields));
        if length == 0 {
            break;
        }
        bytes = bytes.get(length..).unwrap_or_default();
    }
    all
}

fn fate(fields: &Fields<'_>) -> Option<Fate> {
    // The type before the address is `rfc822` or `utf-8`.
    let typed =
        |name: &str| fields.text(name).map(|value| value.rsplit(';').next().unwrap_or_default().to_owned());
    let address = typed("original-recipient").or_else(|| typed("final-recipient"))?;
    let address = address::list(address.as_bytes(), &mut Notes::default()).into_iter().next()?;
    let status = fields.text("status").unwrap_or_default();
    Some(Fate {
        address,
        // Some add a remark in brackets.
        action: fields
            .text("action")
            .unwrap_or_default()
            .split([' ', '(', ';'])
            .next()
            .unwrap_or_default()
            .to_ascii_lowercase(),
        status: status.split_whitespace().next().unwrap_or_default().to_owned(),
        said: fields.text("diagnostic-code").unwrap_or_default(),
    })
}

/// Some servers name the failed addresses in a field of their own and write the rest for people.
fn failed_in_own_words(fields: &Fields<'_>) -> Vec<Fate> {
    let all = fields.all("x-failed-recipients").flat_map(|value| address::list(value, &mut Notes::default()));
    all.map(|address| Fate { address, action: "failed".into(), status: String::new(), said: String::new() })
        .collect()
}

/// The names of letters whose fields are copied into the text of another, as servers do that report for people alone: a
/// failure in prose says nowhere else which letter it is about.
pub fn copied_names(text: &str) -> Vec<MessageId> {
    const FIELD: &str = "message-id:";
    let name = |line: &str| {
        let line = line.trim_start_matches([' ', '\t', '>', '|']);
        let head = line.get(..FIELD.len())?;
        head.eq_ignore_ascii_case(FIELD).then(|| MessageId::parse(line.get(FIELD.len()..)?)).flatten()
    };
    text.lines().filter_map(name).take(MOST).collect()
}

fn id(fields: &Fields<'_>, name: &str) -> Option<MessageId> {
    MessageId::parse(&fields.text(name)?)
}
