//! Formatted text for a document that stands in a frame of its own (security §7): the pictures that came with the letter in
//! place of their names, and behind each link where it leads. Whoever opens the document loads nothing from anywhere.

use std::{collections::HashMap, fmt::Write as _};

use base64::{Engine as _, engine::general_purpose::STANDARD};

use super::{
    text::{leads_elsewhere, unescaped},
    token::{Token, Tokens},
};
use crate::{
    letter::Letter,
    limits::{PICTURE_BYTES, PICTURES_BYTES},
    picture::{Pixels, pixels},
    sniff::FileType,
};

/// Formatted text as it may stand in a document of its own, made by [`shown`] alone.
///
/// Its pictures are `data:` addresses of kinds that hold points and nothing else. It has no script, style, class of the
/// sender, form, or address that a browser would fetch by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    markup: String,
}

impl Shown {
    /// The markup, for the body of a document.
    pub fn markup(&self) -> &str {
        &self.markup
    }
}

/// The formatted text of a letter for a frame; `None` where it has none, or too much.
///
/// `raw` are the bytes that were read, and `picture` is the word that stands for a picture which is not shown and has no
/// words of its own.
pub fn shown(letter: &Letter, raw: &[u8], picture: &str) -> Option<Shown> {
    let html = letter.html.as_ref()?;
    let mut writer = Writer {
        out: String::with_capacity(html.markup().len() * 2),
        link: None,
        pictures: Pictures::of(letter, raw),
        picture,
    };
    for token in Tokens::new(html.markup(), ATTRIBUTES) {
        match token {
            Token::Text(text) => writer.text(text),
            Token::Open { name, attributes } => writer.open(&name, &attributes),
            Token::Close(name) => writer.close(&name),
        }
    }
    Some(Shown { markup: writer.out })
}

/// Attributes of a tag of cleaned markup.
const ATTRIBUTES: usize = 8;

struct Writer<'a> {
    out: String,
    /// Where the present link leads, as it is written, and its words so far.
    link: Option<(String, String)>,
    pictures: Pictures<'a>,
    picture: &'a str,
}

impl Writer<'_> {
    /// Text stands with its entities; what has none yet gets them, so that no text becomes a tag.
    fn text(&mut self, text: &str) {
        self.out.push_str(&guarded(text));
        if let Some((_, words)) = &mut self.link {
            words.push_str(text);
        }
    }

    fn open(&mut self, name: &str, attributes: &[(String, &str)]) {
        let attribute = |wanted: &str| {
            attributes.iter().find(|(name, _)| name == wanted).map(|(_, value)| guarded(value))
        };
        match name {
            "img" => self.img(attribute("src").as_deref(), attribute("alt").as_deref().unwrap_or_default()),
            "a" => match attribute("href").filter(|target| is_address(target)) {
                Some(target) => {
                    self.out.push_str("<a href=\"");
                    self.out.push_str(&target);
                    self.out.push_str("\" target=\"_blank\" rel=\"noopener noreferrer nofollow\">");
                    self.link = Some((target, String::new()));
                }
                None => self.out.push_str("<a>"),
            },
            _ => {
                self.out.push('<');
                self.out.push_str(name);
                for wanted in ["colspan", "rowspan", "start"] {
                    if let Some(number) = attribute(wanted).and_then(|value| value.parse::<u16>().ok()) {
                        let _ = write!(self.out, " {wanted}=\"{number}\"");
                    }
                }
                self.out.push('>');
            }
        }
    }

    fn close(&mut self, name: &str) {
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push('>');
        if name != "a" {
            return;
        }
        let Some((target, words)) = self.link.take() else { return };
        if leads_elsewhere(&unescaped(&target), &unescaped(&words)) {
            self.out.push_str(" <bdi class=\"target\" dir=\"ltr\">&lt;");
            self.out.push_str(&target);
            self.out.push_str("&gt;</bdi>");
        }
    }

    /// A picture of the letter, or the words that stand for one which is not shown. One from elsewhere, whose address is
    /// gone, leaves nothing behind unless it has words: most of them are there to tell that a letter was read.
    fn img(&mut self, src: Option<&str>, alt: &str) {
        let name = src.and_then(|src| src.get(4..)).map(|name| of_percents(&unescaped(name)));
        if let Some(data) = name.as_deref().and_then(|name| self.pictures.take(name)) {
            let _ = write!(self.out, "<img src=\"{data}\" alt=\"{alt}\">");
            return;
        }
        let words = if alt.trim().is_empty() && name.is_some() { self.picture } else { alt.trim() };
        if !words.is_empty() {
            let _ = write!(self.out, "[{}]", guarded(words));
        }
    }
}

/// The pictures of a letter by the names its text has for them.
struct Pictures<'a> {
    letter: &'a Letter,
    raw: &'a [u8],
    by_name: HashMap<&'a str, usize>,
    /// What was looked at once: a text may show a picture as often as it likes.
    judged: HashMap<usize, Option<String>>,
    /// Bytes that may still be written.
    room: usize,
}

impl<'a> Pictures<'a> {
    fn of(letter: &'a Letter, raw: &'a [u8]) -> Self {
        let mut by_name = HashMap::new();
        for (at, file) in letter.attachments.iter().enumerate() {
            if let Some(name) = file.content_id.as_deref().filter(|name| !name.is_empty()) {
                by_name.entry(name).or_insert(at);
            }
        }
        Self { letter, raw, by_name, judged: HashMap::new(), room: PICTURES_BYTES }
    }

    /// The picture of that name as an address that holds it.
    fn take(&mut self, name: &str) -> Option<&str> {
        let at = *self.by_name.get(name)?;
        let data = self.judged.entry(at).or_insert_with(|| data_of(self.letter, self.raw, at)).as_deref()?;
        self.room = self.room.checked_sub(data.len())?;
        Some(data)
    }
}

/// A file of the letter as a `data:` address, if it is a picture of points by its own bytes and not too large in any way.
fn data_of(letter: &Letter, raw: &[u8], at: usize) -> Option<String> {
    let file = letter.attachments.get(at).filter(|file| file.size <= PICTURE_BYTES)?;
    // A drawing (SVG) is a document with scripts; it is not among them.
    let media = match file.found {
        FileType::Png => "image/png",
        FileType::Jpeg => "image/jpeg",
        FileType::Gif => "image/gif",
        FileType::Webp => "image/webp",
        _ => return None,
    };
    let bytes = file.content(raw);
    pixels(&bytes).filter(|pixels: &Pixels| !pixels.is_too_many())?;
    Some(format!("data:{media};base64,{}", STANDARD.encode(bytes)))
}

/// Whether a target is one of those that links may have (security §4).
fn is_address(target: &str) -> bool {
    let lower = target.trim_start().to_ascii_lowercase();
    ["http:", "https:", "mailto:", "tel:"].iter().any(|scheme| lower.starts_with(scheme))
}

/// Text that already has its entities, without what could still end an attribute or begin a tag.
fn guarded(text: &str) -> String {
    text.replace('"', "&quot;").replace('<', "&lt;").replace('>', "&gt;")
}

/// A name with its `%40` and kin resolved, as `cid:` addresses write them (RFC 2392 §2).
fn of_percents(name: &str) -> String {
    let mut bytes = Vec::with_capacity(name.len());
    let mut rest = name.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let two = after.get(..2).filter(|_| *first == b'%').and_then(|two| std::str::from_utf8(two).ok());
        let byte = two.and_then(|two| u8::from_str_radix(two, 16).ok());
        bytes.push(byte.unwrap_or(*first));
        rest = if byte.is_some() { after.get(2..).unwrap_or_default() } else { after };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read;

    const PNG: &str =
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==";

    fn letter(html: &str, kind: &str, content: &str) -> Vec<u8> {
        format!(
            "From: a@example.org\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\n\
             Content-Type: text/html; charset=utf-8\r\n\r\n{html}\r\n--b\r\nContent-Type: {kind}\r\n\
             Content-ID: <one@example.org>\r\nContent-Transfer-Encoding: base64\r\n\r\n{content}\r\n--b--\r\n"
        )
        .into_bytes()
    }

    fn markup(raw: &[u8]) -> String {
        shown(&read(raw), raw, "attēls").unwrap().markup
    }

    #[test]
    fn a_picture_of_the_letter_is_in_the_document_itself() {
        for name in ["cid:one@example.org", "cid:one%40example.org", "CID:one@example.org"] {
            let raw = letter(&format!("<p>A <img src='{name}' alt='Logo'></p>"), "image/png", PNG);
            let expected = format!("<p>A <img src=\"data:image/png;base64,{PNG}\" alt=\"Logo\"></p>");
            assert_eq!(markup(&raw), expected);
        }
    }

    #[test]
    fn what_is_no_picture_of_points_is_named_instead() {
        let html = "<p><img src='cid:one@example.org'> <img src='cid:two@example.org' alt='Karte'></p>";
        // `<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>`, called a picture of points.
        let svg = STANDARD.encode("<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>");
        for kind in ["image/svg+xml", "image/png"] {
            assert_eq!(markup(&letter(html, kind, &svg)), "<p>[attēls] [Karte]</p>");
        }
    }

    /// Security §6: the points are counted before anybody draws them.
    #[test]
    fn a_picture_of_a_billion_points_is_not_shown() {
        let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".to_vec();
        bytes.extend([50_000_u32.to_be_bytes(), 50_000_u32.to_be_bytes()].concat());
        let raw = letter("<img src='cid:one@example.org'>A", "image/png", &STANDARD.encode(bytes));
        assert_eq!(markup(&raw), "[attēls]A");
    }

    #[test]
    fn a_picture_that_is_shown_very_often_has_an_end() {
        let mut bytes = STANDARD.decode(PNG).unwrap();
        bytes.resize(PICTURE_BYTES, 0);
        let coded = STANDARD.encode(&bytes);
        let often = "<img src='cid:one@example.org'>".repeat(1_000);
        let markup = markup(&letter(&often, "image/png", &coded));
        assert_eq!(markup.matches("data:").count(), PICTURES_BYTES / (coded.len() + 22));
        assert!(markup.len() < PICTURES_BYTES + 1_000 * 20, "{}", markup.len());
    }

    #[test]
    fn a_link_says_where_it_leads_unless_its_words_do() {
        let shown = |html: &str| markup(&letter(html, "image/png", PNG));
        let open = |target: &str| {
            format!("<a href=\"{target}\" target=\"_blank\" rel=\"noopener noreferrer nofollow\">")
        };
        assert_eq!(
            shown("<a href='https://evil.invalid/x?a=1&amp;b=2'>Jūsu banka</a>."),
            format!(
                "{}Jūsu banka</a> <bdi class=\"target\" dir=\"ltr\">&lt;https://evil.invalid/x?a=1&amp;b=2&gt;</bdi>.",
                open("https://evil.invalid/x?a=1&amp;b=2")
            )
        );
        assert_eq!(
            shown("<a href='https://ads.example/'>ads.example</a>"),
            format!("{}ads.example</a>", open("https://ads.example/"))
        );
        assert!(shown("<a href='data:text/html,x'>A</a>").starts_with("<a>A</a>"));
    }

    #[test]
    fn words_stay_words() {
        let raw =
            letter("<p>3 &lt; 4 &amp;amp; &lt;script&gt;</p><ol start='4\" x'><li>A</ol>", "image/png", PNG);
        assert_eq!(markup(&raw), "<p>3 &lt; 4 &amp;amp; &lt;script&gt;</p><ol><li>A</li></ol>");
    }

    #[test]
    fn a_letter_of_plain_text_has_none() {
        let raw = b"From: a@example.org\r\n\r\nLabdien\r\n";
        assert_eq!(shown(&read(raw), raw, "attēls"), None);
    }

    #[test]
    fn a_broken_percent_stays_as_it_is() {
        assert_eq!(of_percents("a%40b%4"), "a@b%4");
        assert_eq!(of_percents("%zz%"), "%zz%");
    }
}
