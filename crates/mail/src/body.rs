//! Which parts are the text of a letter, and what they say.

use std::collections::HashSet;

use crate::{
    attachment::given_name,
    attention::{Attention, Notes},
    charset,
    html::{self, Html},
    structure::{Leaf, Node, Standing, Tree},
    transfer::{Encoding, Soundness},
};

/// The text of a letter in both forms.
pub(crate) struct Body {
    pub(crate) text: String,
    pub(crate) html: Option<Html>,
    /// The parts that it shows; all others are attachments.
    pub(crate) shown: Vec<usize>,
}

/// A stretch of text, in the forms in which it came.
struct Stretch {
    plain: Option<String>,
    html: Option<Formatted>,
    shown: Vec<usize>,
}

struct Formatted {
    /// Absent where there is too much of it to clean.
    html: Option<Html>,
    text: String,
}

pub(crate) fn read(raw: &[u8], tree: &Tree, notes: &mut Notes) -> Body {
    let stretches = Reader { raw, leaves: &tree.leaves, notes }.stretches(&tree.root);
    for stretch in &stretches {
        if let (Some(plain), Some(html)) = (&stretch.plain, &stretch.html)
            && differ(plain, &html.text)
        {
            notes.note(Attention::PlainDiffers);
        }
    }
    let texts: Vec<&str> = stretches.iter().map(Stretch::text).collect();
    let formatted =
        stretches.iter().any(|stretch| stretch.html.as_ref().is_some_and(|html| html.html.is_some()));
    let htmls: Vec<Html> = stretches.iter().map(Stretch::as_html).collect();
    Body {
        text: texts.join("\n\n").trim_matches('\n').to_owned(),
        html: formatted.then(|| Html::joined(&htmls)),
        shown: stretches.into_iter().flat_map(|stretch| stretch.shown).collect(),
    }
}

impl Stretch {
    fn text(&self) -> &str {
        let html = self.html.as_ref().map(|html| html.text.as_str());
        match (&self.plain, html) {
            (Some(plain), Some(html)) if plain.trim().is_empty() => html,
            (Some(plain), _) => plain,
            (None, html) => html.unwrap_or_default(),
        }
    }

    fn as_html(&self) -> Html {
        self.html.as_ref().and_then(|html| html.html.clone()).unwrap_or_else(|| Html::of_plain(self.text()))
    }
}

struct Reader<'a> {
    raw: &'a [u8],
    leaves: &'a [Leaf],
    notes: &'a mut Notes,
}

impl Reader<'_> {
    fn stretches(&mut self, node: &Node) -> Vec<Stretch> {
        match node {
            Node::Leaf(index) => self.leaf(*index).into_iter().collect(),
            Node::Many { kind, children } if kind.sub() == "alternative" => self.alternatives(children),
            Node::Many { children, .. } => children.iter().flat_map(|child| self.stretches(child)).collect(),
        }
    }

    /// The same text in several forms: the first plain one and the last formatted one, as senders order them.
    fn alternatives(&mut self, children: &[Node]) -> Vec<Stretch> {
        let mut forms: Vec<Vec<Stretch>> =
            children.iter().map(|child| self.stretches(child)).filter(|form| !form.is_empty()).collect();
        let formatted = |form: &Vec<Stretch>| form.iter().any(|stretch| stretch.html.is_some());
        let html = forms.iter().rposition(formatted);
        let plain = forms.iter().position(|form| !formatted(form));
        match (plain, html) {
            (Some(plain), Some(html)) => {
                let html = std::mem::take(&mut forms[html]);
                let plain = std::mem::take(&mut forms[plain]);
                vec![joined(&plain, &html)]
            }
            (Some(only), None) | (None, Some(only)) => forms.swap_remove(only),
            (None, None) => Vec::new(),
        }
    }

    fn leaf(&mut self, index: usize) -> Option<Stretch> {
        let leaf = self.leaves.get(index)?;
        // A letter of one part is its text, even where a program gave that part a name.
        let attached = leaf.disposition.value == "attachment";
        let named = self.leaves.len() > 1 && given_name(leaf, &mut Notes::default()).is_some();
        let beside = attached || named;
        if beside || leaf.standing != Standing::First {
            return None;
        }
        let shown = vec![index];
        match leaf.kind.value.as_str() {
            "text/plain" => {
                let text = self.text(leaf, leaf.kind.get("charset").map(str::to_owned).as_deref());
                self.note_armour(&text);
                let text =
                    if leaf.kind.get("format").is_some_and(|format| format.eq_ignore_ascii_case("flowed")) {
                        flowed(
                            &text,
                            leaf.kind.get("delsp").is_some_and(|value| value.eq_ignore_ascii_case("yes")),
                        )
                    } else {
                        text
                    };
                Some(Stretch { plain: Some(text), html: None, shown })
            }
            "text/html" => {
                let charset =
                    leaf.kind.get("charset").map(str::to_owned).or_else(|| self.charset_within(leaf));
                let source = self.text(leaf, charset.as_deref());
                Some(self.formatted(&source, shown))
            }
            _ => None,
        }
    }

    fn formatted(&mut self, source: &str, shown: Vec<usize>) -> Stretch {
        let html = html::clean(source, self.notes);
        let text = match &html {
            Some(html) => html::text(html.markup(), self.notes),
            None => html::text(source, &mut Notes::default()),
        };
        Stretch { plain: None, html: Some(Formatted { html, text }), shown }
    }

    /// The letters of a part, with lines ending as they do here.
    fn text(&mut self, leaf: &Leaf, charset: Option<&str>) -> String {
        let (bytes, soundness) = leaf.encoding.decode(self.raw.get(leaf.range.clone()).unwrap_or_default());
        if soundness == Soundness::Damaged {
            self.notes.note(match leaf.encoding {
                Encoding::Base64 => Attention::BadBase64,
                _ => Attention::BadQuotedPrintable,
            });
        }
        let text = charset::decode(&bytes, charset, self.notes);
        text.replace("\r\n", "\n")
            .replace('\r', "\n")
            .chars()
            .filter(|c| !c.is_control() || matches!(c, '\n' | '\t'))
            .collect()
    }

    /// The character set a page names itself.
    fn charset_within(&self, leaf: &Leaf) -> Option<String> {
        let bytes = self.raw.get(leaf.range.clone())?;
        let head = leaf.encoding.decode(bytes.get(..bytes.len().min(2048))?).0;
        let head = String::from_utf8_lossy(&head).to_ascii_lowercase();
        let after = head.split_once("charset=")?.1.trim_start_matches(['"', '\'', ' ']);
        let name: String =
            after.chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':')).collect();
        Some(name).filter(|name| !name.is_empty())
    }

    fn note_armour(&mut self, text: &str) {
        if text.contains("-----BEGIN PGP MESSAGE-----") {
            self.notes.note(Attention::EncryptedPgp);
        }
        if text.contains("-----BEGIN PGP SIGNED MESSAGE-----") {
            self.notes.note(Attention::SignedMail);
        }
    }
}

/// The plain and the formatted form of one text.
fn joined(plain: &[Stretch], html: &[Stretch]) -> Stretch {
    let text = |all: &[Stretch]| all.iter().map(Stretch::text).collect::<Vec<_>>().join("\n\n");
    let cleaned = html.iter().all(|stretch| stretch.html.as_ref().is_none_or(|html| html.html.is_some()));
    let htmls: Vec<Html> = html.iter().map(Stretch::as_html).collect();
    Stretch {
        plain: Some(text(plain)),
        html: Some(Formatted { html: cleaned.then(|| Html::joined(&htmls)), text: text(html) }),
        shown: plain.iter().chain(html).flat_map(|stretch| stretch.shown.iter().copied()).collect(),
    }
}

/// Joins the lines that RFC 3676 allowed to be broken.
fn flowed(text: &str, joins_words: bool) -> String {
    let mut lines: Vec<FlowedLine> = Vec::new();
    for line in text.split('\n') {
        let quotes = line.len() - line.trim_start_matches('>').len();
        let content = line.get(quotes..).unwrap_or_default();
        let content = content.strip_prefix(' ').unwrap_or(content);
        let goes_on = content.ends_with(' ') && content != "-- ";
        let content = if goes_on && joins_words { content.trim_end_matches(' ') } else { content };
        match lines.last_mut() {
            Some(last) if last.goes_on && last.quotes == quotes && content != "-- " => {
                last.text.push_str(content);
                last.goes_on = goes_on;
            }
            _ => lines.push(FlowedLine { quotes, text: content.to_owned(), goes_on }),
        }
    }
    let lines: Vec<String> = lines.into_iter().map(FlowedLine::written).collect();
    lines.join("\n")
}

struct FlowedLine {
    quotes: usize,
    text: String,
    goes_on: bool,
}

impl FlowedLine {
    fn written(self) -> String {
        let gap = if self.quotes > 0 { " " } else { "" };
        format!("{}{gap}{}", ">".repeat(self.quotes), self.text)
    }
}

/// Whether fewer than half of the words of one form stand in the other.
fn differ(plain: &str, html: &str) -> bool {
    let words = |text: &str| -> HashSet<String> {
        text.split(|c: char| !c.is_alphanumeric())
            .filter(|word| word.chars().count() > 2)
            .map(str::to_lowercase)
            .collect()
    };
    let (plain, html) = (words(&without_targets(plain)), words(&without_targets(html)));
    if plain.is_empty() || html.is_empty() {
        return false;
    }
    let both = plain.intersection(&html).count();
    both * 2 < plain.len() || both * 2 < html.len()
}

/// Text without the addresses of its links, which only one of the forms may show.
fn without_targets(text: &str) -> String {
    text.split(char::is_whitespace)
        .filter(|word| !word.contains("://") && !word.starts_with("<mailto:") && !word.starts_with("<tel:"))
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flowed_lines_are_joined_and_fixed_ones_are_not() {
        // RFC 3676 §4.
        assert_eq!(flowed("Pirmais \notrais\ntrešais", false), "Pirmais otrais\ntrešais");
        assert_eq!(flowed("> Citāts \n> turpinās\nJauns", false), "> Citāts turpinās\nJauns");
        assert_eq!(flowed("A\n\nB\n-- \nAnna", false), "A\n\nB\n-- \nAnna");
        assert_eq!(flowed("saliktsa \nvārds", true), "saliktsavārds");
    }

    #[test]
    fn a_different_formatted_text_is_noticed() {
        assert!(differ("Lūdzu apmaksāt rēķinu", "Jūs esat laimējis balvu kazino"));
        assert!(!differ("Lūdzu apmaksāt rēķinu", "Lūdzu apmaksāt rēķinu <https://ads.example>"));
    }
}
