//! The parts of a letter, in every reading they allow.
//!
//! Parts are ranges of the raw letter: nothing is copied, and depth and number are bounded before anything is opened.

use std::ops::Range;

use crate::{
    attention::{Attention, Notes},
    field::Fields,
    limits,
    parameter::{Typed, differing},
    transfer::Encoding,
};

/// A part that holds no further parts, or a letter within the letter.
#[derive(Clone, Debug)]
pub(crate) struct Leaf {
    pub(crate) kind: Typed,
    pub(crate) disposition: Typed,
    pub(crate) encoding: Encoding,
    pub(crate) content_id: Option<String>,
    pub(crate) range: Range<usize>,
    /// The letter within the letter in which it lies.
    pub(crate) within: Option<usize>,
    pub(crate) standing: Standing,
}

/// How a part was come by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// By the reading that is shown.
    First,
    /// By another reading of an ambiguous structure.
    Another,
    /// It stands before the first or after the last part.
    Outside,
}

/// How parts lie in each other; leaves by their index.
#[derive(Clone, Debug)]
pub(crate) enum Node {
    Leaf(usize),
    Many { kind: Typed, children: Vec<Node> },
}

/// The parts of a letter.
#[derive(Clone, Debug)]
pub(crate) struct Tree {
    pub(crate) root: Node,
    pub(crate) leaves: Vec<Leaf>,
}

/// Takes a letter apart whose own fields end where `body` begins.
pub(crate) fn read(raw: &[u8], fields: &Fields<'_>, body: Range<usize>, notes: &mut Notes) -> Tree {
    let mut walk = Walk { raw, leaves: Vec::new(), parts: 0, readings: limits::READINGS, notes };
    let here = Here { depth: 0, within: None, standing: Standing::First, digest: false };
    let root = walk.part(fields, body, here);
    Tree { root, leaves: walk.leaves }
}

#[derive(Clone, Copy)]
struct Here {
    depth: usize,
    within: Option<usize>,
    standing: Standing,
    /// In a digest a part is a letter unless it says otherwise (RFC 2046 §5.1.5).
    digest: bool,
}

impl Here {
    const fn deeper(self, digest: bool) -> Self {
        Self { depth: self.depth + 1, digest, ..self }
    }
}

struct Walk<'a, 'n> {
    raw: &'a [u8],
    leaves: Vec<Leaf>,
    parts: usize,
    readings: usize,
    notes: &'n mut Notes,
}

impl<'a> Walk<'a, '_> {
    /// The part with these fields, in its first reading; the leaves of the others are kept beside it.
    fn part(&mut self, fields: &Fields<'_>, body: Range<usize>, here: Here) -> Node {
        let mut kinds: Vec<Typed> = Vec::new();
        for value in fields.all("content-type") {
            let kind = Typed::read(value, self.notes);
            if !kinds.contains(&kind) && kinds.len() < limits::READINGS {
                kinds.push(kind);
            }
        }
        if kinds.len() > 1 {
            self.notes.note(Attention::Ambiguous);
        }
        let mut kinds = kinds.into_iter();
        let kind = kinds.next().filter(|kind| kind.value.contains('/')).unwrap_or_else(|| default_kind(here));
        let node = self.as_kind(fields, kind, body.clone(), here);
        for kind in kinds {
            if self.readings > 0 {
                self.readings -= 1;
                let here = Here { standing: Standing::Another, ..here };
                self.as_kind(fields, kind, body.clone(), here);
            }
        }
        node
    }

    fn as_kind(&mut self, fields: &Fields<'_>, kind: Typed, body: Range<usize>, here: Here) -> Node {
        self.parts += 1;
        let holds_parts = kind.main() == "multipart";
        let encoding = encoding(fields, self.notes);
        let holds_letter =
            matches!(kind.value.as_str(), "message/rfc822" | "message/global") && encoding == Encoding::Plain;
        if here.depth >= limits::DEPTH && (holds_parts || holds_letter) {
            self.notes.note(Attention::TooDeep);
        } else if holds_parts {
            return self.many(fields, &kind, body, here);
        }
        let index = self.leaf(fields, kind, encoding, body.clone(), here);
        if holds_letter && here.depth < limits::DEPTH && self.parts < limits::PARTS {
            let (inner, from) = Fields::read(self.bytes(&body), &mut Notes::default());
            let here = Here { within: Some(index), ..here.deeper(false) };
            self.part(&inner, body.start + from..body.end, here);
        }
        Node::Leaf(index)
    }

    /// A part of parts. Where several boundaries are named, each makes a reading of its own.
    fn many(&mut self, fields: &Fields<'_>, kind: &Typed, body: Range<usize>, here: Here) -> Node {
        let boundaries = differing(kind, "boundary", self.notes);
        let mut node = None;
        for (at, boundary) in boundaries.iter().filter(|boundary| !boundary.is_empty()).enumerate() {
            let sections = sections(self.bytes(&body), boundary.trim_end().as_bytes());
            if sections.parts.is_empty() {
                continue;
            }
            if at > 0 && node.is_some() {
                if self.readings == 0 {
                    break;
                }
                self.readings -= 1;
                self.sections(kind, sections, body.clone(), Here { standing: Standing::Another, ..here });
            } else {
                node = Some(self.sections(kind, sections, body.clone(), here));
            }
        }
        node.unwrap_or_else(|| {
            self.notes.note(Attention::NoBoundary);
            let encoding = encoding(fields, self.notes);
            Node::Leaf(self.leaf(fields, default_kind(here), encoding, body, here))
        })
    }

    fn sections(&mut self, kind: &Typed, sections: Sections, body: Range<usize>, here: Here) -> Node {
        if !sections.strict {
            self.notes.note(Attention::Ambiguous);
        }
        if !sections.closed {
            self.notes.note(Attention::NeverEnds);
        }
        let mut children = Vec::new();
        for outside in [sections.before, sections.after] {
            self.outside(body.start + outside.start..body.start + outside.end, here);
        }
        for part in sections.parts {
            let range = body.start + part.start..body.start + part.end;
            if self.parts >= limits::PARTS {
                self.notes.note(Attention::TooManyParts);
                let rest = Typed::bare("application/octet-stream");
                let range = range.start..body.end;
                children.push(Node::Leaf(self.leaf(&Fields::default(), rest, Encoding::Plain, range, here)));
                break;
            }
            let (fields, from) = Fields::read(self.bytes(&range), &mut Notes::default());
            let here = here.deeper(kind.sub() == "digest");
            children.push(self.part(&fields, range.start + from..range.end, here));
        }
        Node::Many { kind: kind.clone(), children }
    }

    /// Text before the first and after the last part, unless it is the usual sentence for old programs.
    fn outside(&mut self, range: Range<usize>, here: Here) {
        let text = self.bytes(&range).trim_ascii();
        let usual = text.starts_with(b"This is a") || text.starts_with(b"If you are reading this");
        if text.is_empty() || usual && text.len() < 400 {
            return;
        }
        self.notes.note(Attention::OutsideParts);
        let kind = Typed::bare("text/plain");
        let here = Here { standing: Standing::Outside, ..here };
        self.leaf(&Fields::default(), kind, Encoding::Plain, range, here);
    }

    fn leaf(
        &mut self,
        fields: &Fields<'_>,
        kind: Typed,
        encoding: Encoding,
        range: Range<usize>,
        here: Here,
    ) -> usize {
        let disposition =
            fields.one("content-disposition", self.notes).map(<[u8]>::to_vec).unwrap_or_default();
        let leaf = Leaf {
            kind,
            disposition: Typed::read(&disposition, self.notes),
            encoding,
            content_id: fields.text("content-id").map(|id| id.trim_matches(['<', '>']).to_owned()),
            range,
            within: here.within,
            standing: here.standing,
        };
        // Another reading often meets the same part again.
        let same = |other: &Leaf| {
            other.range == leaf.range && other.kind == leaf.kind && other.encoding == leaf.encoding
        };
        if let Some(at) = self.leaves.iter().position(same) {
            return at;
        }
        self.leaves.push(leaf);
        self.leaves.len() - 1
    }

    fn bytes(&self, range: &Range<usize>) -> &'a [u8] {
        self.raw.get(range.clone()).unwrap_or_default()
    }
}

fn default_kind(here: Here) -> Typed {
    let value = if here.digest { "message/rfc822" } else { "text/plain" };
    Typed::bare(value)
}

/// The transfer encoding; of several that differ the first, and a note.
fn encoding(fields: &Fields<'_>, notes: &mut Notes) -> Encoding {
    let mut names = fields
        .all("content-transfer-encoding")
        .map(|name| String::from_utf8_lossy(name).to_ascii_lowercase());
    let Some(first) = names.next() else { return Encoding::Plain };
    let encoding = Encoding::of(&first);
    if names.any(|other| Encoding::of(&other) != encoding) {
        notes.note(Attention::Ambiguous);
    }
    if encoding == Encoding::Unknown {
        notes.note(Attention::UnknownEncoding(first.chars().take(40).collect()));
    }
    encoding
}

/// Where a body is cut, relative to its beginning.
struct Sections {
    before: Range<usize>,
    parts: Vec<Range<usize>>,
    after: Range<usize>,
    /// Whether the closing line was found.
    closed: bool,
    /// Whether the boundary stood alone on its lines, as it must.
    strict: bool,
}

fn sections(body: &[u8], boundary: &[u8]) -> Sections {
    let strict = cut(body, boundary, Match::Alone);
    if !strict.parts.is_empty() {
        return strict;
    }
    // Some readers take any line that begins like the boundary.
    Sections { strict: false, ..cut(body, boundary, Match::Beginning) }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Match {
    Alone,
    Beginning,
}

fn cut(body: &[u8], boundary: &[u8], how: Match) -> Sections {
    let mut sections = Sections {
        before: 0..0,
        parts: Vec::new(),
        after: body.len()..body.len(),
        closed: false,
        strict: true,
    };
    let mut at = 0;
    let mut open = None;
    while let Some(rest) = body.get(at..).filter(|rest| !rest.is_empty()) {
        let length = rest.iter().position(|byte| *byte == b'\n').map_or(rest.len(), |end| end + 1);
        if let Some(closes) = delimiter(&rest[..length], boundary, how) {
            let end = without_break(body, at);
            match open {
                Some(start) => sections.parts.push(start..end.max(start)),
                None => sections.before = 0..end,
            }
            open = Some(at + length);
            if closes {
                sections.closed = true;
                sections.after = at + length..body.len();
                return sections;
            }
        }
        at += length;
    }
    if let Some(start) = open {
        sections.parts.push(start..body.len());
    }
    sections
}

/// Whether a line is the boundary, and if so whether it is the last one.
fn delimiter(line: &[u8], boundary: &[u8], how: Match) -> Option<bool> {
    let rest = line.strip_prefix(b"--")?.strip_prefix(boundary)?.trim_ascii_end();
    match rest {
        b"" => Some(false),
        b"--" => Some(true),
        _ if how == Match::Beginning => Some(rest.starts_with(b"--")),
        _ => None,
    }
}

/// The line break before a boundary belongs to the boundary.
fn without_break(body: &[u8], at: usize) -> usize {
    let before = body.get(..at).unwrap_or_default();
    let before = before.strip_suffix(b"\n").unwrap_or(before);
    before.strip_suffix(b"\r").unwrap_or(before).len()
}
