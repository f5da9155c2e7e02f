//! Formatted text as plain text. It reads what [`super::clean`] has written, which knows five entities and closes its tags;
//! of what is too much to clean it gives what it can.

use super::{
    reduce::UNSHOWN,
    token::{Token, Tokens},
};
use crate::attention::{Attention, Notes};

/// The text of cleaned markup. A link shows where it leads, because the plain text has nothing to press.
pub(crate) fn text(markup: &str, notes: &mut Notes) -> String {
    let mut writer = Writer::default();
    let mut unshown = false;
    for token in Tokens::new(markup, 8) {
        let was_unshown = std::mem::take(&mut unshown);
        match token {
            Token::Text(_) if was_unshown => {}
            Token::Open { name, .. } if UNSHOWN.contains(&name.as_str()) => unshown = true,
            Token::Text(text) => writer.text(&unescaped(text)),
            Token::Open { name, attributes } => writer.open(&name, &attributes),
            Token::Close(name) => writer.close(&name, notes),
        }
    }
    let lines: Vec<&str> = writer.out.lines().map(str::trim_end).collect();
    lines.join("\n").trim().to_owned()
}

#[derive(Default)]
struct Writer {
    out: String,
    /// Depth of quotations, each of which puts `>` before its lines.
    quotes: usize,
    preformatted: usize,
    /// Where the present link leads, and where its text begins.
    link: Option<(String, usize)>,
}

impl Writer {
    fn text(&mut self, text: &str) {
        if self.preformatted > 0 {
            for (at, line) in text.split('\n').enumerate() {
                if at > 0 {
                    self.line();
                }
                self.push(line.trim_end_matches('\r'));
            }
            return;
        }
        let blank = |c: char| c.is_whitespace() && c != '\u{a0}';
        if text.starts_with(blank) {
            self.space();
        }
        for (at, word) in text.split(blank).filter(|word| !word.is_empty()).enumerate() {
            if at > 0 {
                self.space();
            }
            self.push(&word.replace('\u{a0}', " "));
        }
        if text.ends_with(blank) {
            self.space();
        }
    }

    fn push(&mut self, text: &str) {
        if self.quotes > 0 && (self.out.is_empty() || self.out.ends_with('\n')) && !text.is_empty() {
            self.out.push_str(&">".repeat(self.quotes.min(20)));
            self.out.push(' ');
        }
        self.out.push_str(text);
    }

    fn space(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with([' ', '\n']) {
            self.out.push(' ');
        }
    }

    fn line(&mut self) {
        self.out.push('\n');
    }

    /// Begins a line unless one has just begun.
    fn fresh(&mut self) {
        let kept = self.out.trim_end_matches(' ').len();
        self.out.truncate(kept);
        if !self.out.is_empty() && !self.out.ends_with('\n') {
            self.line();
        }
    }

    /// An empty line between paragraphs.
    fn apart(&mut self) {
        self.fresh();
        if !self.out.is_empty() && !self.out.ends_with("\n\n") {
            self.line();
        }
    }

    fn open(&mut self, name: &str, attributes: &[(String, &str)]) {
        let attribute = |wanted: &str| {
            attributes
                .iter()
                .find(|(name, _)| name == wanted)
                .map(|(_, value)| unescaped(value))
                .unwrap_or_default()
        };
        match name {
            "br" => self.line(),
            "hr" => {
                self.fresh();
                self.push("---");
                self.line();
            }
            "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "table" | "ul" | "ol" => self.apart(),
            "div" | "tr" | "dt" | "dd" | "caption" => self.fresh(),
            "li" => {
                self.fresh();
                self.push("- ");
            }
            "td" | "th" => self.space(),
            "pre" => {
                self.fresh();
                self.preformatted += 1;
            }
            "blockquote" => {
                self.fresh();
                self.quotes += 1;
            }
            "img" => {
                let alt = attribute("alt");
                if !alt.trim().is_empty() {
                    self.push(&format!("[{}]", alt.trim()));
                }
            }
            "a" => self.link = Some((attribute("href"), self.out.len())),
            _ => {}
        }
    }

    fn close(&mut self, name: &str, notes: &mut Notes) {
        match name {
            "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "table" | "ul" | "ol" => self.apart(),
            "div" | "tr" | "li" | "dt" | "dd" => self.fresh(),
            "pre" => {
                self.preformatted = self.preformatted.saturating_sub(1);
                self.fresh();
            }
            "blockquote" => {
                self.fresh();
                self.quotes = self.quotes.saturating_sub(1);
            }
            "a" => self.end_link(notes),
            _ => {}
        }
    }

    fn end_link(&mut self, notes: &mut Notes) {
        let Some((target, start)) = self.link.take() else { return };
        let shown = self.out.get(start..).unwrap_or_default().trim().to_owned();
        if !leads_elsewhere(&target, &shown) {
            return;
        }
        if let (Some(shown), Some(led)) = (host_shown(&shown), host(&target))
            && shown != led
            && !led.ends_with(&format!(".{shown}"))
        {
            notes.note(Attention::LinkElsewhere);
        }
        self.space();
        self.push(&format!("<{target}>"));
    }
}

/// Whether a link leads to something else than its words say, so that its target has to be shown.
pub(super) fn leads_elsewhere(target: &str, shown: &str) -> bool {
    let bare = |text: &str| {
        let text = text.trim().trim_start_matches("https://").trim_start_matches("http://");
        text.trim_start_matches("mailto:").trim_start_matches("tel:").trim_end_matches('/').to_lowercase()
    };
    !target.is_empty() && bare(target) != bare(shown)
}

/// The host of an address of the web, without `www.`.
fn host(target: &str) -> Option<String> {
    let lower = target.trim().to_lowercase();
    let rest = lower.strip_prefix("https://").or_else(|| lower.strip_prefix("http://"))?;
    let authority = rest.split(['/', '?', '#', '\\']).next()?;
    let host = authority.rsplit('@').next()?.split(':').next()?;
    (!host.is_empty()).then(|| host.trim_start_matches("www.").to_owned())
}

/// The host that the words of a link show, if they look like an address of the web.
fn host_shown(shown: &str) -> Option<String> {
    if shown.contains(char::is_whitespace) {
        return None;
    }
    if let Some(host) = host(shown) {
        return Some(host);
    }
    shown.to_lowercase().starts_with("www.").then(|| host(&format!("https://{shown}"))).flatten()
}

/// Text with the entities of cleaned markup resolved.
pub(super) fn unescaped(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&nbsp;", "\u{a0}")
        .replace("&amp;", "&")
}
