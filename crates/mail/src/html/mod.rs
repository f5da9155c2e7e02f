//! Formatted text: cleaned by a list of what is allowed, and as plain text.

mod reduce;
mod shown;
mod text;
mod token;

use std::{
    borrow::Cow,
    collections::{HashMap, HashSet},
    io::{self, Write},
    sync::OnceLock,
};

use ammonia::{Builder, UrlRelative};

use crate::{
    attention::{Attention, Notes},
    limits,
};
pub use shown::{Shown, shown};
pub(crate) use text::text;

/// Formatted text that may be shown in a sandboxed frame.
///
/// It holds no script, style, class, id, form or picture from elsewhere; pictures are of the letter itself, by `cid:`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Html {
    markup: String,
    links: usize,
}

impl Html {
    /// The cleaned markup.
    pub fn markup(&self) -> &str {
        &self.markup
    }

    /// How many links it holds.
    pub const fn links(&self) -> usize {
        self.links
    }

    /// Joins the formatted texts of several parts.
    pub(crate) fn joined(all: &[Self]) -> Self {
        Self {
            markup: all.iter().map(|html| html.markup.as_str()).collect::<Vec<_>>().join("\n<hr>\n"),
            links: all.iter().map(|html| html.links).sum(),
        }
    }

    /// Plain text as formatted text.
    pub(crate) fn of_plain(text: &str) -> Self {
        Self { markup: format!("<pre>{}</pre>", ammonia::clean_text(text)), links: 0 }
    }
}

/// Cleans formatted text; `None` when there is more than is looked at, and the plain text has to do.
pub(crate) fn clean(html: &str, notes: &mut Notes) -> Option<Html> {
    if html.len() > limits::HTML_BYTES {
        notes.note(Attention::HtmlTooMuch);
        return None;
    }
    let reduced = reduce::reduce(html, notes)?;
    let mut out = Bounded(Vec::new());
    if allowed().clean(&reduced.markup).write_to(&mut out).is_err() {
        notes.note(Attention::HtmlTooMuch);
        return None;
    }
    let markup = String::from_utf8_lossy(&out.0).trim().to_owned();
    Some(Html { markup, links: reduced.links })
}

/// What is allowed (`security.md` §7).
fn allowed() -> &'static Builder<'static> {
    static ALLOWED: OnceLock<Builder<'static>> = OnceLock::new();
    ALLOWED.get_or_init(|| {
        let set = |all: &[&'static str]| all.iter().copied().collect::<HashSet<_>>();
        let mut builder = Builder::empty();
        builder
            .tags(set(reduce::KEPT))
            .tag_attributes(HashMap::from([
                ("a", set(&["href"])),
                ("img", set(&["src", "alt"])),
                ("td", set(&["colspan", "rowspan"])),
                ("th", set(&["colspan", "rowspan"])),
                ("ol", set(&["start"])),
            ]))
            .set_tag_attribute_value("a", "target", "_blank")
            .clean_content_tags(set(&["script", "style"]))
            .url_schemes(set(&["http", "https", "mailto", "tel", "cid"]))
            .url_relative(UrlRelative::Deny)
            .link_rel(Some("noopener noreferrer nofollow"))
            .attribute_filter(only_own_pictures);
        builder
    })
}

/// A picture may come from the letter alone, a link may lead anywhere but into the letter.
fn only_own_pictures<'u>(element: &str, attribute: &str, value: &'u str) -> Option<Cow<'u, str>> {
    let of_letter = value.trim_start().get(..4).is_some_and(|scheme| scheme.eq_ignore_ascii_case("cid:"));
    match (element, attribute) {
        ("img", "src") => of_letter.then(|| without_controls(value)),
        ("a", "href") => (!of_letter).then(|| without_controls(value)),
        _ => Some(Cow::Borrowed(value)),
    }
}

/// Browsers leave tabs and line breaks out of an address before they look at it; so do we, and everybody sees the same.
fn without_controls(value: &str) -> Cow<'_, str> {
    let is_left_out = |c: char| c.is_control();
    let value = value.trim();
    if value.contains(is_left_out) {
        Cow::Owned(value.replace(is_left_out, ""))
    } else {
        Cow::Borrowed(value)
    }
}

/// A buffer that refuses to grow far beyond what is read.
struct Bounded(Vec<u8>);

impl Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.0.len() + bytes.len() > 2 * limits::HTML_BYTES {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.0.extend_from_slice(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(html: &str, markup: &str, plain: &str, expected: &[Attention]) {
        let mut notes = Notes::default();
        let cleaned = clean(html, &mut notes).unwrap();
        assert_eq!(cleaned.markup, markup, "{html}");
        assert_eq!(text(&cleaned.markup, &mut notes), plain, "{html}");
        assert_eq!(notes.all(), expected, "{html}");
    }

    #[test]
    fn formatting_stays_and_what_acts_goes() {
        check("<p class=x style='color:red'>A <b>b</b></p>", "<p>A <b>b</b></p>", "A b", &[]);
        check("<p onclick=alert(1)>A</p>", "<p>A</p>", "A", &[Attention::ActiveContent]);
        check("a<script>alert(1)</script>b", "a b", "a b", &[Attention::ActiveContent]);
        check("<form action=//x><input name=q>A</form>", "A", "A", &[Attention::ActiveContent]);
        check(
            "<a href=\"java\nscript:alert(1)\">A</a>",
            "<a target=\"_blank\" rel=\"noopener noreferrer nofollow\">A</a>",
            "A",
            &[Attention::ActiveContent],
        );
    }

    #[test]
    fn pictures_of_the_letter_stay_and_pictures_from_elsewhere_go() {
        check("<img src=cid:a@b alt=Logo>", "<img src=\"cid:a@b\" alt=\"Logo\">", "[Logo]", &[]);
        check("<img src=' \tcid:a@b'>A", "<img src=\"cid:a@b\">A", "A", &[]);
        check("<img src=https://x.example/p.gif>A", "<img>A", "A", &[Attention::RemotePictures]);
    }

    #[test]
    fn a_link_that_shows_another_host_is_flagged_and_its_target_shown() {
        let link = |href: &str, text: &str| {
            format!("<a href=\"{href}\" target=\"_blank\" rel=\"noopener noreferrer nofollow\">{text}</a>")
        };
        check(
            "<a href='https://evil.invalid/x'>https://banka.example</a>",
            &link("https://evil.invalid/x", "https://banka.example"),
            "https://banka.example <https://evil.invalid/x>",
            &[Attention::LinkElsewhere],
        );
        check(
            "<a href='https://ads.example/'>ads.example</a>",
            &link("https://ads.example/", "ads.example"),
            "ads.example",
            &[],
        );
    }

    #[test]
    fn a_link_with_tabs_in_it_leads_where_browsers_go() {
        check(
            "<a href=\"h\tttp://x.\nexample\">A</a>",
            "<a href=\"http://x.example\" target=\"_blank\" rel=\"noopener noreferrer nofollow\">A</a>",
            "A <http://x.example>",
            &[],
        );
    }

    #[test]
    fn a_quotation_is_marked_line_by_line() {
        check(
            "<div>Labdien</div><blockquote>Pirmā<br>otrā</blockquote>",
            "<div>Labdien</div><blockquote>Pirmā<br>otrā</blockquote>",
            "Labdien\n> Pirmā\n> otrā",
            &[],
        );
    }

    #[test]
    fn depth_formatting_and_attributes_are_bounded_before_a_tree_is_built() {
        let mut notes = Notes::default();
        let deep = "<div>".repeat(100_000);
        assert!(clean(&deep, &mut notes).unwrap().markup.len() < 10_000);
        let repeated = format!("{}{}", "<b>".repeat(5_000), "<p>a".repeat(5_000));
        assert!(clean(&repeated, &mut notes).unwrap().markup.len() < 2 * limits::HTML_BYTES);
        let attributes =
            format!("<p {}>", (0..100_000).map(|n| format!("a{n}")).collect::<Vec<_>>().join(" "));
        assert_eq!(clean(&attributes, &mut notes).unwrap().markup, "<p></p>");
    }
}
