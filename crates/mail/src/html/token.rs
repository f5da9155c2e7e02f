//! Markup in pieces, in one pass: whatever the pieces are, reading them costs no more than their length.

/// A piece of markup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Token<'a> {
    /// Text as it stands, with its entities.
    Text(&'a str),
    /// The beginning of an element; its name is in lower case.
    Open { name: String, attributes: Vec<(String, &'a str)> },
    /// The end of an element.
    Close(String),
}

/// Elements whose content is no markup; it ends only with their own end.
const RAW: &[&str] =
    &["script", "style", "title", "textarea", "xmp", "iframe", "noembed", "noframes", "template"];

/// Reads markup piece by piece; comments and declarations are left out.
pub(crate) struct Tokens<'a> {
    rest: &'a str,
    /// The element whose raw content comes next.
    raw: Option<String>,
    most_attributes: usize,
}

impl<'a> Tokens<'a> {
    pub(crate) const fn new(html: &'a str, most_attributes: usize) -> Self {
        Self { rest: html, raw: None, most_attributes }
    }

    fn take(&mut self, length: usize) -> &'a str {
        let at = self.rest.floor_char_boundary(length.min(self.rest.len()));
        let (taken, rest) = self.rest.split_at(at);
        self.rest = rest;
        taken
    }

    /// The raw content of an element up to its end.
    fn raw(&mut self, name: &str) -> Token<'a> {
        let bytes = self.rest.as_bytes();
        let ends = |at: &usize| {
            let tail = bytes.get(*at..).unwrap_or_default();
            tail.starts_with(b"</")
                && tail.get(2..2 + name.len()).is_some_and(|own| own.eq_ignore_ascii_case(name.as_bytes()))
        };
        let end = (0..bytes.len()).find(ends).unwrap_or(bytes.len());
        Token::Text(self.take(end))
    }

    /// A tag; `None` where `<` begins none.
    fn tag(&mut self) -> Option<Token<'a>> {
        let after = self.rest.strip_prefix('<')?;
        let (closes, inner) = after.strip_prefix('/').map_or((false, after), |inner| (true, inner));
        if !inner.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return None;
        }
        let length =
            inner.find(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>')).unwrap_or(inner.len());
        let name = inner.get(..length).unwrap_or_default().to_ascii_lowercase();
        self.take(self.rest.len() - inner.len() + length);
        let attributes = self.attributes();
        if closes {
            return Some(Token::Close(name));
        }
        self.raw = RAW.contains(&name.as_str()).then(|| name.clone());
        Some(Token::Open { name, attributes })
    }

    /// The attributes up to the end of the tag. Of more than are wanted the rest is read over.
    fn attributes(&mut self) -> Vec<(String, &'a str)> {
        let mut all = Vec::new();
        loop {
            let blank =
                self.rest.find(|c: char| !c.is_ascii_whitespace() && c != '/').unwrap_or(self.rest.len());
            self.take(blank);
            if self.rest.is_empty() || self.rest.starts_with('>') {
                self.take(1);
                return all;
            }
            // A `=` in front belongs to the name.
            let ends = |(at, c): &(usize, char)| {
                c.is_ascii_whitespace() || matches!(c, '/' | '>') || *c == '=' && *at > 0
            };
            let length = self.rest.char_indices().find(ends).map_or(self.rest.len(), |(at, _)| at);
            let name = self.take(length);
            let value = self.value();
            if all.len() < self.most_attributes {
                all.push((name.to_ascii_lowercase(), value));
            }
        }
    }

    fn value(&mut self) -> &'a str {
        let trimmed = self.rest.trim_ascii_start();
        let Some(after) = trimmed.strip_prefix('=') else { return "" };
        let after = after.trim_ascii_start();
        self.take(self.rest.len() - after.len());
        if let Some(quote @ ('"' | '\'')) = after.chars().next() {
            self.take(1);
            let end = self.rest.find(quote).unwrap_or(self.rest.len());
            let value = self.take(end);
            self.take(1);
            return value;
        }
        let end = after.find(|c: char| c.is_ascii_whitespace() || c == '>').unwrap_or(after.len());
        self.take(end)
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        if let Some(name) = self.raw.take() {
            return Some(self.raw(&name));
        }
        loop {
            let at = self.rest.find('<').unwrap_or(self.rest.len());
            if at > 0 {
                return Some(Token::Text(self.take(at)));
            }
            if self.rest.is_empty() {
                return None;
            }
            if let Some(comment) = self.rest.strip_prefix("<!--") {
                // `<!-->` is a comment too, as browsers read it.
                let end =
                    if comment.starts_with('>') { Some(0) } else { comment.find("-->").map(|end| end + 2) };
                self.take(end.map_or(self.rest.len(), |end| end + 5));
            } else if self.rest.starts_with("<!") || self.rest.starts_with("<?") {
                let end = self.rest.find('>').unwrap_or(self.rest.len());
                self.take(end + 1);
            } else if let Some(tag) = self.tag() {
                return Some(tag);
            } else {
                return Some(Token::Text(self.take(1)));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(html: &str) -> Vec<Token<'_>> {
        Tokens::new(html, 8).collect()
    }

    #[test]
    fn tags_text_and_comments_are_told_apart() {
        let open = |name: &str, attributes: &[(&str, &'static str)]| Token::Open {
            name: name.to_owned(),
            attributes: attributes.iter().map(|(n, v)| ((*n).to_owned(), *v)).collect(),
        };
        assert_eq!(
            read("a <!-- x > --><A HREF='x>y' q=1 r>t</a >"),
            [
                Token::Text("a "),
                open("a", &[("href", "x>y"), ("q", "1"), ("r", "")]),
                Token::Text("t"),
                Token::Close("a".into()),
            ]
        );
        assert_eq!(
            read("3 < 4 <!--> b<!-- open"),
            [Token::Text("3 "), Token::Text("<"), Token::Text(" 4 "), Token::Text(" b")]
        );
    }

    #[test]
    fn the_content_of_a_script_is_no_markup() {
        let tokens = read("<script>if (a<b) '<p>'</SCRIPT>x");
        assert_eq!(tokens[1], Token::Text("if (a<b) '<p>'"));
        assert_eq!(tokens.last(), Some(&Token::Text("x")));
    }
}
