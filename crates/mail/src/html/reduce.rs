//! Formatted text brought down to what a reader needs, before a tree is built of it.
//!
//! What is written here again is bounded: elements that lie open, formatting that is repeated, attributes of a tag. A tree
//! builder can therefore not be driven to more than a small multiple of the length.

use super::token::{Token, Tokens};
use crate::{
    attention::{Attention, Notes},
    limits,
};

/// Elements that are kept.
pub(super) const KEPT: &[&str] = &[
    "a",
    "b",
    "blockquote",
    "br",
    "caption",
    "code",
    "dd",
    "div",
    "dl",
    "dt",
    "em",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "img",
    "li",
    "ol",
    "p",
    "pre",
    "s",
    "small",
    "strong",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "u",
    "ul",
];
/// Elements that are kept and stand alone.
const ALONE: &[&str] = &["br", "hr", "img"];
/// Elements that a tree builder opens again in the next paragraph.
const FORMATTING: &[&str] = &["a", "b", "code", "em", "i", "s", "small", "strong", "u"];
/// Elements that do something or load something.
const ACTIVE: &[&str] = &[
    "applet", "audio", "base", "button", "embed", "form", "frame", "frameset", "iframe", "input", "link",
    "math", "object", "script", "select", "svg", "textarea", "video",
];
/// Elements whose content is not shown.
pub(super) const UNSHOWN: &[&str] =
    &["script", "style", "title", "iframe", "noembed", "noframes", "template", "xmp"];

/// Formatted text with few elements and fewer attributes.
pub(super) struct Reduced {
    pub(super) markup: String,
    pub(super) links: usize,
}

/// Writes again what is kept; `None` when there is more than is looked at.
pub(super) fn reduce(html: &str, notes: &mut Notes) -> Option<Reduced> {
    let mut reducer =
        Reducer { out: String::with_capacity(html.len() / 2), open: Vec::new(), tags: 0, links: 0 };
    let mut unshown = false;
    for token in Tokens::new(html, limits::ATTRIBUTES) {
        match token {
            // Raw content comes as one text right after its element.
            Token::Text(_) if unshown => unshown = false,
            Token::Text(text) => reducer.text(text),
            Token::Open { name, attributes } => {
                unshown = UNSHOWN.contains(&name.as_str());
                reducer.open(name, &attributes, notes);
            }
            Token::Close(name) => {
                unshown = false;
                reducer.close(&name);
            }
        }
        if reducer.tags > limits::TAGS {
            notes.note(Attention::HtmlTooMuch);
            return None;
        }
    }
    if reducer.links > limits::LINKS {
        notes.note(Attention::TooManyLinks);
        return None;
    }
    Some(Reduced { markup: reducer.out, links: reducer.links })
}

struct Reducer {
    out: String,
    open: Vec<String>,
    tags: usize,
    links: usize,
}

impl Reducer {
    fn text(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                '<' => self.out.push_str("&lt;"),
                '>' => self.out.push_str("&gt;"),
                '\0' => {}
                _ => self.out.push(c),
            }
        }
    }

    fn open(&mut self, name: String, attributes: &[(String, &str)], notes: &mut Notes) {
        if is_active(&name, attributes) {
            notes.note(Attention::ActiveContent);
        }
        if is_remote_picture(&name, attributes) {
            notes.note(Attention::RemotePictures);
        }
        if !KEPT.contains(&name.as_str()) || !self.has_room_for(&name) {
            // Words of two cells must not run together where their elements are left out.
            if !self.out.ends_with(' ') {
                self.out.push(' ');
            }
            return;
        }
        self.tags += 1;
        self.links += usize::from(name == "a");
        self.out.push('<');
        self.out.push_str(&name);
        for (attribute, value) in attributes.iter().filter(|(attribute, _)| is_kept(&name, attribute)) {
            self.out.push(' ');
            self.out.push_str(attribute);
            self.out.push_str("=\"");
            self.out.push_str(&value.replace('"', "&quot;").replace('<', "&lt;"));
            self.out.push('"');
        }
        self.out.push('>');
        if !ALONE.contains(&name.as_str()) {
            self.open.push(name);
        }
    }

    fn has_room_for(&self, name: &str) -> bool {
        let formatting = |name: &str| FORMATTING.contains(&name);
        ALONE.contains(&name)
            || self.open.len() < limits::OPEN_ELEMENTS
                && !(formatting(name)
                    && self.open.iter().filter(|open| formatting(open)).count() >= limits::OPEN_FORMATTING)
    }

    /// Ends an element and those left open inside it; an end without a beginning is left out.
    fn close(&mut self, name: &str) {
        if let Some(at) = self.open.iter().rposition(|open| open == name) {
            for open in self.open.drain(at..).rev() {
                self.tags += 1;
                self.out.push_str("</");
                self.out.push_str(&open);
                self.out.push('>');
            }
        }
    }
}

/// The attributes that are kept of an element.
fn is_kept(name: &str, attribute: &str) -> bool {
    match name {
        "a" => attribute == "href",
        "img" => matches!(attribute, "src" | "alt"),
        "td" | "th" => matches!(attribute, "colspan" | "rowspan"),
        "ol" => attribute == "start",
        _ => false,
    }
}

fn is_active(name: &str, attributes: &[(String, &str)]) -> bool {
    let refreshes = |(attribute, value): &(String, &str)| {
        name == "meta" && attribute == "http-equiv" && value.trim().eq_ignore_ascii_case("refresh")
    };
    let runs = |(attribute, value): &(String, &str)| {
        attribute.starts_with("on") && attribute.len() > 3
            || matches!(attribute.as_str(), "href" | "src" | "action" | "formaction") && is_script(value)
    };
    let link_is_style = name == "link"
        && attributes
            .iter()
            .any(|(attribute, value)| attribute == "rel" && value.eq_ignore_ascii_case("stylesheet"));
    ACTIVE.contains(&name) && !link_is_style || attributes.iter().any(|a| refreshes(a) || runs(a))
}

/// Whether an address runs something, written plainly or with blanks and entities between its letters.
fn is_script(value: &str) -> bool {
    let plain: String = value.chars().filter(|c| c.is_alphanumeric() || *c == ':').take(40).collect();
    let plain = plain.to_ascii_lowercase();
    ["javascript:", "vbscript:", "data:text", "data:application", "data:imagesvg"]
        .iter()
        .any(|scheme| plain.starts_with(scheme))
}

fn is_remote_picture(name: &str, attributes: &[(String, &str)]) -> bool {
    let remote = |value: &str| {
        let value = value.trim().to_ascii_lowercase();
        value.starts_with("http:") || value.starts_with("https:") || value.starts_with("//")
    };
    let by_style = |value: &str| value.to_ascii_lowercase().contains("url(");
    attributes.iter().any(|(attribute, value)| match attribute.as_str() {
        "src" | "srcset" => name == "img" && remote(value),
        "background" | "poster" => remote(value),
        "style" => by_style(value),
        _ => false,
    })
}
