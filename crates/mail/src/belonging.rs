//! Which case a letter belongs to (`security.md` §7).
//!
//! Names of letters and numbers of cases are no secret: they stand in every forwarded copy. What ties a letter to a case is
//! therefore a mark that only the institution can make, and even that joins only someone who is already a party.

use std::fmt;

use hmac::{Hmac, Mac as _};
use sha2::Sha256;
use solits_kernel::CaseId;
use subtle::ConstantTimeEq as _;
use uuid::Uuid;

use crate::{
    address::Address,
    automatic::Automatic,
    letter::{Letter, MessageId},
};

/// The keys by which our marks are made and known again.
#[derive(Clone)]
pub struct Keys {
    /// The host of our own message-ids.
    domain: String,
    /// The present key first; the older ones still know what was sent with them.
    keys: Vec<Key>,
}

/// A secret and its number, which stands in every mark.
#[derive(Clone)]
struct Key {
    number: u8,
    secret: [u8; 32],
}

impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let numbers: Vec<u8> = self.keys.iter().map(|key| key.number).collect();
        f.debug_struct("Keys")
            .field("domain", &self.domain)
            .field("numbers", &numbers)
            .finish_non_exhaustive()
    }
}

/// Who wrote a letter of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Author {
    /// A person.
    Person,
    /// A machine: an acknowledgement or another notice.
    Machine,
}

/// A letter of ours that a mark names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tie {
    /// The case.
    pub case: CaseId,
    /// Our letter.
    pub letter: Uuid,
    /// Whether our machine wrote it.
    pub by_machine: bool,
}

/// What in a letter speaks of a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Belonging {
    /// It carries marks that only we could have made: it answers letters of one case, or quotes the subject of one. Where it
    /// does both, [`place`] sees to it that both are the same.
    Marked(Vec<Marked>),
    /// Marks of several cases stand in it: a person decides.
    Contradicts(Vec<Marked>),
    /// It names a case or letters without a mark of ours: only a hint for a person.
    Hints(Vec<Hint>),
    /// Nothing in it speaks of a case.
    New,
}

/// The case a mark names: by its id where a letter is answered, by its number where the subject is quoted.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Marked {
    /// The case of this id.
    Case(CaseId),
    /// The case of this number, as `2026-000123`.
    Reference(String),
}

/// Something that only looks like belonging.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hint {
    /// The number of a case stands in the subject, without a mark or with a false one.
    Number(String),
    /// It answers these letters, which are not ours. A conversation from before may go on here.
    Conversation(Vec<MessageId>),
    /// It answers what looks like a letter of ours, but the mark is false.
    FalseMark(MessageId),
}

/// What to do with a letter, once the case it speaks of was looked up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Placement {
    /// It joins the case.
    Joins {
        /// The case.
        case: CaseId,
        /// Whether a closed case opens again.
        reopening: Reopening,
    },
    /// It is taken as new, and a person is asked whether it belongs to one of these.
    MayBelong {
        /// Cases that marks name.
        marked: Vec<Marked>,
        /// What else speaks of one.
        hints: Vec<Hint>,
        /// Why a person is asked.
        because: WhyAsked,
    },
    /// It is taken as new.
    New,
}

/// Whether a letter opens a closed case again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reopening {
    /// A person wrote: the case goes on.
    GoesOn,
    /// A machine wrote: the letter is kept with the case, which stays as it is.
    StaysAsItIs,
}

/// The case that a mark names, as the cases have it.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
    /// Its id.
    pub case: CaseId,
    /// Its number, as `2026-000123`.
    pub reference: &'a str,
    /// Those between whom and the institution it is.
    pub parties: &'a [Address],
}

/// Why a person is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhyAsked {
    /// The mark is ours, but the sender is no party of the case.
    NotAParty,
    /// The mark is ours, but the case is not there any more.
    NoSuchCase,
    /// Marks of several cases.
    Contradiction,
    /// Only hints.
    HintsOnly,
}

/// Says what in a letter speaks of a case.
pub fn belongs(letter: &Letter, keys: &Keys) -> Belonging {
    let mut answered: Vec<Marked> = Vec::new();
    let mut hints = Vec::new();
    let mut strangers = Vec::new();
    for id in letter.in_reply_to.iter().chain(letter.references.iter().rev()) {
        if let Some(tie) = keys.own_letter(id) {
            let case = Marked::Case(tie.case);
            if !answered.contains(&case) {
                answered.push(case);
            }
        } else if keys.looks_own(id) {
            hints.push(Hint::FalseMark(id.clone()));
        } else if !strangers.contains(id) {
            strangers.push(id.clone());
        }
    }
    let numbers = tags(&letter.subject);
    let quoted: Vec<Marked> = numbers
        .iter()
        .filter(|tag| keys.knows_subject(tag))
        .map(|tag| Marked::Reference(tag.reference.to_owned()))
        .collect();
    let unmarked = numbers.iter().filter(|tag| !keys.knows_subject(tag));
    hints.extend(unmarked.map(|tag| Hint::Number(tag.reference.to_owned())));
    if !strangers.is_empty() {
        hints.push(Hint::Conversation(strangers));
    }
    let several = answered.len() > 1 || quoted.len() > 1;
    let marked: Vec<Marked> = answered.into_iter().chain(quoted).collect();
    match (marked.is_empty(), hints.is_empty()) {
        (false, _) if several => Belonging::Contradicts(marked),
        (false, _) => Belonging::Marked(marked),
        (true, false) => Belonging::Hints(hints),
        (true, true) => Belonging::New,
    }
}

/// Places a letter, given the case that its marks name (`None` where there is no such case any more) and the reasons for
/// which a machine is thought to have written it.
///
/// Those who only got a copy are no parties (`security.md` §7); their answer is new and waits for a person.
pub fn place(
    letter: &Letter,
    belonging: Belonging,
    known: Option<&Known<'_>>,
    machine: &[Automatic],
) -> Placement {
    let ask = |marked, hints, because| Placement::MayBelong { marked, hints, because };
    match belonging {
        Belonging::New => Placement::New,
        Belonging::Hints(hints) => ask(Vec::new(), hints, WhyAsked::HintsOnly),
        Belonging::Contradicts(marked) => ask(marked, Vec::new(), WhyAsked::Contradiction),
        Belonging::Marked(marked) => match known {
            None => ask(marked, Vec::new(), WhyAsked::NoSuchCase),
            Some(known) if !marked.iter().all(|mark| mark.names(known)) => {
                ask(marked, Vec::new(), WhyAsked::Contradiction)
            }
            Some(known) if !is_party(letter, known) => ask(marked, Vec::new(), WhyAsked::NotAParty),
            Some(known) => Placement::Joins {
                case: known.case,
                reopening: if machine.is_empty() { Reopening::GoesOn } else { Reopening::StaysAsItIs },
            },
        },
    }
}

impl Marked {
    fn names(&self, known: &Known<'_>) -> bool {
        match self {
            Self::Case(case) => *case == known.case,
            Self::Reference(reference) => reference == known.reference,
        }
    }
}

fn is_party(letter: &Letter, known: &Known<'_>) -> bool {
    letter.author().is_some_and(|author| known.parties.iter().any(|party| party.same_mailbox(author)))
}

/// Bytes of a mark in a message-id.
const LONG: usize = 16;
/// Bytes of a mark in a subject, which people read aloud and type; eight letters.
const SHORT: usize = 5;

impl Keys {
    /// Keys with the present one, numbered so that later ones can stand beside it.
    pub fn new(domain: impl Into<String>, number: u8, secret: [u8; 32]) -> Self {
        Self { domain: domain.into().to_ascii_lowercase(), keys: vec![Key { number, secret }] }
    }

    /// Keeps an older key, by which letters sent earlier are still known.
    #[must_use]
    pub fn and_older(mut self, number: u8, secret: [u8; 32]) -> Self {
        self.keys.push(Key { number, secret });
        self
    }

    /// The name of a letter of ours. The same letter always gets the same one, so that a retry repeats it.
    pub fn message_id(&self, case: CaseId, letter: Uuid, author: Author) -> Option<MessageId> {
        let key = self.keys.first()?;
        let kind = match author {
            Author::Person => 'p',
            Author::Machine => 'm',
        };
        let named = format!("{kind}{}.{}.{}", key.number, case.uuid().simple(), letter.simple());
        let mark = key.mark("letter", &named, LONG);
        MessageId::parse(&format!("{named}.{mark}@{}", self.domain))
    }

    /// What stands in the subject of our letters of a case, as `[2026-000123 1-abcdefgh]`.
    pub fn subject_tag(&self, reference: &str) -> Option<String> {
        let key = self.keys.first()?;
        Some(format!("[{reference} {}-{}]", key.number, key.mark("subject", reference, SHORT)))
    }

    /// The letter of ours that a name names, if the mark is true.
    pub(crate) fn own_letter(&self, id: &MessageId) -> Option<Tie> {
        // Some gateways change the case of letters; ours are all small.
        let text = id.as_str().to_ascii_lowercase();
        let local = text.strip_suffix(&self.domain)?.strip_suffix('@')?;
        let (named, mark) = local.rsplit_once('.')?;
        let mut parts = named.split('.');
        let (kind, case, letter) = (parts.next()?, parts.next()?, parts.next()?);
        let by_machine = kind.starts_with('m');
        let number: u8 = kind.get(1..)?.parse().ok()?;
        let key = self.keys.iter().find(|key| key.number == number)?;
        let is_ours = parts.next().is_none() && key.made("letter", named, LONG, mark);
        let tie = || {
            Some(Tie {
                case: CaseId::new(Uuid::try_parse(case).ok()?),
                letter: Uuid::try_parse(letter).ok()?,
                by_machine,
            })
        };
        is_ours.then(tie).flatten()
    }

    /// Whether only we can have made this name of a letter.
    pub fn made(&self, id: &MessageId) -> bool {
        self.own_letter(id).is_some()
    }

    /// Whether a name pretends to be of ours.
    fn looks_own(&self, id: &MessageId) -> bool {
        id.as_str().to_ascii_lowercase().ends_with(&format!("@{}", self.domain))
    }

    fn knows_subject(&self, tag: &Tag<'_>) -> bool {
        let Some((number, mark)) = tag.mark.and_then(|mark| mark.split_once('-')) else { return false };
        let key =
            number.parse().ok().and_then(|number: u8| self.keys.iter().find(|key| key.number == number));
        key.is_some_and(|key| key.made("subject", tag.reference, SHORT, &mark.to_ascii_lowercase()))
    }
}

impl Key {
    /// The mark of a text, in small letters and digits.
    fn mark(&self, purpose: &str, text: &str, bytes: usize) -> String {
        let Ok(mut hmac) = Hmac::<Sha256>::new_from_slice(&self.secret) else { return String::new() };
        hmac.update(purpose.as_bytes());
        hmac.update(&[0]);
        hmac.update(text.as_bytes());
        let code = hmac.finalize().into_bytes();
        letters(code.get(..bytes).unwrap_or_default())
    }

    fn made(&self, purpose: &str, text: &str, bytes: usize, mark: &str) -> bool {
        let own = self.mark(purpose, text, bytes);
        !own.is_empty() && own.as_bytes().ct_eq(mark.as_bytes()).into()
    }
}

/// Bytes in letters and digits of which none looks like another (Crockford's base32 in small letters).
fn letters(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
    let mut out = String::new();
    let (mut held, mut bits) = (0u32, 0u32);
    for byte in bytes {
        held = held << 8 | u32::from(*byte);
        bits += 8;
        while bits >= 5 {
            bits -= 5;
            out.push(char::from(LETTERS[(held >> bits & 31) as usize]));
        }
        held &= (1 << bits) - 1;
    }
    if bits > 0 {
        out.push(char::from(LETTERS[(held << (5 - bits) & 31) as usize]));
    }
    out
}

/// A case number in a subject, with the mark beside it if there is one.
struct Tag<'a> {
    reference: &'a str,
    mark: Option<&'a str>,
}

/// The numbers of cases in a subject: four digits of the year, a dash, six digits.
fn tags(subject: &str) -> Vec<Tag<'_>> {
    let mut all = Vec::new();
    let mut words = subject
        .split(|c: char| c.is_whitespace() || matches!(c, '[' | ']' | '(' | ')' | '#' | ':' | ',' | '.'))
        .filter(|word| !word.is_empty())
        .peekable();
    while let Some(word) = words.next() {
        if is_reference(word) {
            let mark = words.peek().copied().filter(|next| is_mark(next));
            all.push(Tag { reference: word, mark });
        }
    }
    all.dedup_by(|a, b| a.reference == b.reference && a.mark == b.mark);
    all
}

fn is_reference(word: &str) -> bool {
    word.split_once('-').is_some_and(|(year, number)| {
        year.len() == 4
            && number.len() == 6
            && year.bytes().chain(number.bytes()).all(|byte| byte.is_ascii_digit())
    })
}

fn is_mark(word: &str) -> bool {
    word.split_once('-').is_some_and(|(number, mark)| {
        number.parse::<u8>().is_ok()
            && mark.len() == 8
            && mark.bytes().all(|byte| byte.is_ascii_alphanumeric())
    })
}
