//! From the raw bytes to a letter.

use std::ops::Range;

use mail_parser::DateTime;
use sha2::{Digest as _, Sha256};
use solits_kernel::Timestamp;

use crate::{
    address::{self, Address},
    attachment::Attachment,
    attention::{Attention, Notes},
    automatic::LOOP_FIELD,
    body::{self, Body},
    field::Fields,
    letter::{Envelope, Letter, MessageId},
    limits,
    lines::{self, Ends},
    report,
    structure::{self, Leaf, Tree},
    words,
};

/// Reads a letter. Never fails: what cannot be understood is noted in [`Letter::attention`] and stays in the raw letter.
pub fn read(raw: &[u8]) -> Letter {
    let whole = Whole { size: raw.len(), digest: Sha256::digest(raw).into(), ends: Ends::of(raw) };
    let (letter, _) = read_kept(raw, &whole);
    letter
}

/// What is known of all bytes of a letter, also where not all of them are there.
pub(crate) struct Whole {
    pub(crate) size: usize,
    pub(crate) digest: [u8; 32],
    pub(crate) ends: Ends,
}

/// Reads what was kept of a letter; and where in it the text stands that is shown.
pub(crate) fn read_kept(raw: &[u8], whole: &Whole) -> (Letter, Vec<Range<usize>>) {
    let mut notes = Notes::default();
    whole.ends.suspect(&mut notes);
    let bytes = lines::with_feeds(raw, raw);
    let (fields, from) = Fields::read(&bytes, &mut notes);
    let (tree, body) = if whole.size > limits::LETTER_BYTES {
        notes.note(Attention::TooLarge);
        (Tree::empty(), Body::empty())
    } else {
        let tree = structure::read(&bytes, &fields, from..bytes.len(), &mut notes);
        let body = body::read(&bytes, &tree, &mut notes);
        (tree, body)
    };
    let attachments = attachments(&bytes, &tree, &body, &mut notes);
    note_kinds(&tree, &mut notes);
    if body.text.trim().is_empty() && attachments.is_empty() {
        notes.note(Attention::NothingInside);
    }
    let people = People::read(&fields, &mut notes);
    let shown = body.shown.iter().filter_map(|index| Some(tree.leaves.get(*index)?.range.clone())).collect();
    let letter = Letter {
        digest: whole.digest,
        size: whole.size,
        subject: fields
            .one("subject", &mut notes)
            .map(<[u8]>::to_vec)
            .map_or_else(String::new, |subject| words::line(&subject, &mut notes)),
        date: date(&fields, &mut notes),
        message_id: fields.one("message-id", &mut notes).and_then(|id| ids(id).into_iter().next()),
        in_reply_to: fields.one("in-reply-to", &mut notes).map(ids).unwrap_or_default(),
        references: fields.one("references", &mut notes).map(ids).unwrap_or_default(),
        report: report::read(&bytes, &fields, &tree),
        text: body.text,
        html: body.html,
        attachments,
        from: people.from,
        sender: people.sender,
        reply_to: people.reply_to,
        to: people.to,
        cc: people.cc,
        envelope: people.envelope,
        fields: kept(&fields, &mut notes),
        attention: notes.all(),
    };
    (letter, shown)
}

/// Everything that is not the text shown.
fn attachments(raw: &[u8], tree: &Tree, body: &Body, notes: &mut Notes) -> Vec<Attachment> {
    let mut all: Vec<Attachment> = Vec::new();
    let mut places: Vec<Option<usize>> = vec![None; tree.leaves.len()];
    for (index, leaf) in tree.leaves.iter().enumerate() {
        if body.shown.contains(&index) {
            continue;
        }
        let mut attachment = Attachment::look(raw, leaf, all.len() + 1, notes);
        attachment.within = leaf.within.and_then(|within| places.get(within).copied().flatten());
        attachment.place_by(body.html.as_ref());
        // Blank text parts of lists and disclaimers say nothing.
        if attachment.size == 0 && leaf.kind.main() == "text" {
            continue;
        }
        if let Some(place) = places.get_mut(index) {
            *place = Some(all.len());
        }
        all.push(attachment);
    }
    all
}

/// Notes parts that need another program or another letter.
fn note_kinds(tree: &Tree, notes: &mut Notes) {
    for leaf in &tree.leaves {
        if let Some(attention) = of_kind(leaf) {
            notes.note(attention);
        }
    }
    tree.each_holder(|kind| match (kind.sub(), kind.get("protocol")) {
        ("signed", _) => notes.note(Attention::SignedMail),
        ("encrypted", _) => notes.note(Attention::EncryptedPgp),
        _ => {}
    });
}

fn of_kind(leaf: &Leaf) -> Option<Attention> {
    match leaf.kind.value.as_str() {
        "application/pkcs7-mime" | "application/x-pkcs7-mime" => {
            let signed =
                leaf.kind.get("smime-type").is_some_and(|kind| kind.eq_ignore_ascii_case("signed-data"));
            Some(if signed { Attention::SignedMail } else { Attention::EncryptedSmime })
        }
        "message/partial" => Some(Attention::Piece),
        "message/external-body" => Some(Attention::ExternalBody),
        _ => None,
    }
}

struct People {
    from: Vec<Address>,
    sender: Option<Address>,
    reply_to: Vec<Address>,
    to: Vec<Address>,
    cc: Vec<Address>,
    envelope: Envelope,
}

impl People {
    fn read(fields: &Fields<'_>, notes: &mut Notes) -> Self {
        let mut all = |name: &str| -> Vec<Address> {
            let mut all: Vec<Address> =
                fields.all(name).flat_map(|value| address::list(value, notes)).collect();
            if all.len() > limits::ADDRESSES {
                notes.note(Attention::TooManyAddresses);
                all.truncate(limits::ADDRESSES);
            }
            all
        };
        let people = Self {
            from: all("from"),
            sender: all("sender").into_iter().next(),
            reply_to: all("reply-to"),
            to: all("to"),
            cc: all("cc"),
            envelope: envelope(fields),
        };
        people.suspect(fields, notes);
        people
    }

    fn suspect(&self, fields: &Fields<'_>, notes: &mut Notes) {
        if self.from.is_empty() && self.sender.is_none() {
            notes.note(Attention::NoSender);
        }
        if self.from.len() > 1 || fields.all("from").count() > 1 {
            notes.note(Attention::SeveralSenders);
        }
        for name in ["to", "cc", "reply-to", "sender"] {
            fields.one(name, notes);
        }
        for author in &self.from {
            author.suspect(notes);
        }
        if let (Some(author), Some(answer)) = (self.from.first(), self.reply_to.first())
            && !related(author.domain(), answer.domain())
        {
            notes.note(Attention::AnswerElsewhere);
        }
    }
}

/// Whether one host lies within the other.
fn related(one: &str, other: &str) -> bool {
    one == other || one.ends_with(&format!(".{other}")) || other.ends_with(&format!(".{one}"))
}

fn envelope(fields: &Fields<'_>) -> Envelope {
    let Some(value) = fields.all("return-path").next() else { return Envelope::Unknown };
    let inner: Vec<u8> = value.iter().copied().filter(|byte| !matches!(byte, b'<' | b'>' | b' ')).collect();
    if inner.is_empty() {
        return Envelope::Empty;
    }
    address::list(&inner, &mut Notes::default()).into_iter().next().map_or(Envelope::Unknown, Envelope::From)
}

/// When the author says it was written.
fn date(fields: &Fields<'_>, notes: &mut Notes) -> Option<Timestamp> {
    let value = fields.one("date", notes)?;
    let text = String::from_utf8_lossy(value);
    let text = text.get(..text.floor_char_boundary(100))?;
    let date = DateTime::parse_rfc822(text).filter(DateTime::is_valid);
    if date.is_none() {
        notes.note(Attention::BadDate);
    }
    date.map(|date| Timestamp::from_millis(date.to_timestamp().saturating_mul(1000)))
}

/// The names of letters in a field. Some programs leave out the brackets.
fn ids(value: &[u8]) -> Vec<MessageId> {
    let text = String::from_utf8_lossy(value);
    let bracketed: Vec<MessageId> = text
        .split('<')
        .skip(1)
        .filter_map(|part| MessageId::parse(part.split('>').next()?))
        .take(limits::IDS)
        .collect();
    if bracketed.is_empty() {
        text.split_whitespace()
            .filter(|word| word.contains('@'))
            .filter_map(MessageId::parse)
            .take(limits::IDS)
            .collect()
    } else {
        bracketed
    }
}

/// The fields as they are kept beside the letter.
fn kept(fields: &Fields<'_>, notes: &mut Notes) -> Vec<(String, String)> {
    // The mark of automatic correspondence is meant for others and only ever keeps an answer back.
    let own = |name: &str| name.starts_with("x-solits-") && name != LOOP_FIELD;
    if fields.0.iter().any(|field| own(&field.name)) {
        notes.note(Attention::OwnFields);
    }
    let value = |value: &[u8]| words::tidy(&String::from_utf8_lossy(value), &mut Notes::default());
    fields.0.iter().map(|field| (field.name.clone(), value(&field.value))).collect()
}

impl Tree {
    /// The letter whose parts were not looked at.
    const fn empty() -> Self {
        Self { root: structure::Node::Leaf(usize::MAX), leaves: Vec::new() }
    }

    /// Visits the kinds of all parts that hold parts.
    fn each_holder(&self, mut visit: impl FnMut(&crate::parameter::Typed)) {
        let mut nodes = vec![&self.root];
        while let Some(node) = nodes.pop() {
            if let structure::Node::Many { kind, children } = node {
                visit(kind);
                nodes.extend(children);
            }
        }
    }
}

impl Body {
    const fn empty() -> Self {
        Self { text: String::new(), html: None, shown: Vec::new() }
    }
}
