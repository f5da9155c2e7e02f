//! Addresses: read without decoding what must not be decoded, compared in one form, and looked at for false names.

use std::fmt;

use unicode_normalization::UnicodeNormalization as _;

use crate::{
    attention::{Attention, Notes},
    limits, words,
};

/// A mailbox with the name that goes with it. The name is a claim of whoever wrote it and proves nothing.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Address {
    name: String,
    local: String,
    domain: String,
}

impl Address {
    /// Reads one address, bare or with a name; `None` where there is none or several.
    pub fn parse(text: &str) -> Option<Self> {
        let mut notes = Notes::default();
        let mut all = list(text.as_bytes(), &mut notes);
        (all.len() == 1 && notes.all().is_empty()).then(|| all.pop()).flatten()
    }

    /// The name for people, in one line; empty where none is given.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The part before the `@`, as written.
    pub fn local(&self) -> &str {
        &self.local
    }

    /// The host in its ASCII form, in lower case (`xn--…` for other letters).
    pub fn domain(&self) -> &str {
        &self.domain
    }

    /// The host in its own letters.
    pub fn shown_domain(&self) -> String {
        idna::domain_to_unicode(&self.domain).0
    }

    /// The form in which addresses are compared.
    ///
    /// Upper and lower case are one, as all servers in use treat them; dots and `+` tags are not taken out, because on
    /// most servers they make another mailbox.
    pub fn key(&self) -> String {
        let local: String = self.local.nfc().flat_map(char::to_lowercase).collect();
        format!("{local}@{}", self.domain)
    }

    /// Whether both name the same mailbox.
    pub fn same_mailbox(&self, other: &Self) -> bool {
        self.key() == other.key()
    }

    /// Notes what in this author's name or host would mislead a reader.
    pub(crate) fn suspect(&self, notes: &mut Notes) {
        if names_another(self) {
            notes.note(Attention::NameIsAnotherAddress);
        }
        let shown = self.shown_domain();
        if mixes_alphabets(&self.name) || shown.split('.').any(|label| mixes_alphabets(label) || poses(label))
        {
            notes.note(Attention::MixedAlphabets);
        }
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}@{}", self.local, self.domain)
    }
}

/// The addresses of a field, at most [`limits::ADDRESSES`].
pub(crate) fn list(value: &[u8], notes: &mut Notes) -> Vec<Address> {
    let text = crate::charset::guess(value, notes);
    let mut all = Vec::new();
    for piece in pieces(&text, notes) {
        if piece.trim().is_empty() {
            continue;
        }
        if all.len() == limits::ADDRESSES {
            notes.note(Attention::TooManyAddresses);
            break;
        }
        match mailbox(piece, notes) {
            Some(address) => all.push(address),
            None => notes.note(Attention::BadAddress),
        }
    }
    all
}

/// Where the reader of a list stands.
#[derive(Clone, Copy, Default)]
struct Place {
    quoted: bool,
    comments: usize,
    angle: bool,
    escaped: bool,
}

impl Place {
    /// Steps over one character. Returns whether it is of the list itself, not of a quotation or a comment.
    fn step(&mut self, c: char) -> bool {
        if self.escaped {
            self.escaped = false;
            return false;
        }
        match c {
            '\\' if self.quoted || self.comments > 0 => self.escaped = true,
            '"' if self.comments == 0 => self.quoted = !self.quoted,
            '(' if !self.quoted => self.comments += 1,
            ')' if !self.quoted && self.comments > 0 => self.comments -= 1,
            _ if self.quoted || self.comments > 0 => {}
            '<' => self.angle = true,
            '>' => self.angle = false,
            _ => return true,
        }
        false
    }
}

/// The text of each mailbox; names of groups are left out.
fn pieces<'a>(text: &'a str, notes: &mut Notes) -> Vec<&'a str> {
    let mut all = Vec::new();
    let (mut place, mut start) = (Place::default(), 0);
    for (at, c) in text.char_indices() {
        if !place.step(c) || place.angle {
            continue;
        }
        if matches!(c, ',' | ';') {
            all.push(text.get(start..at).unwrap_or_default());
            start = at + 1;
        } else if c == ':' && !text.get(start..at).unwrap_or_default().contains('@') {
            start = at + 1;
        }
    }
    if place.quoted || place.comments > 0 || place.angle {
        notes.note(Attention::BadAddress);
    }
    all.push(text.get(start..).unwrap_or_default());
    all
}

/// The name and the address of one mailbox.
fn mailbox(piece: &str, notes: &mut Notes) -> Option<Address> {
    let (mut bare, mut comment, mut spec) = (String::new(), String::new(), None::<String>);
    let mut place = Place::default();
    for c in piece.chars() {
        let was = place;
        place.step(c);
        if was.comments > 0 || place.comments > 0 {
            if was.comments > 0 && place.comments > 0 {
                comment.push(c);
            }
        } else if place.angle && !was.angle {
            // Of several addresses in brackets servers use the last one, and people see the first.
            if spec.replace(String::new()).is_some() {
                notes.note(Attention::BadAddress);
            }
        } else if was.angle && !place.angle {
        } else if let (true, Some(spec)) = (place.angle, spec.as_mut()) {
            spec.push(c);
        } else {
            bare.push(c);
        }
    }
    let (name, spec) = match spec {
        Some(spec) => (unquoted(&bare), spec),
        None => (comment, bare),
    };
    let name = words::tidy(&words::decode(&name, notes), notes);
    let (local, domain) = spec_parts(&spec, notes)?;
    Some(Address { name, local, domain })
}

/// The text of a phrase without its quotation marks.
fn unquoted(phrase: &str) -> String {
    let mut out = String::new();
    let mut escaped = false;
    for c in phrase.chars() {
        match c {
            '\\' if !escaped => escaped = true,
            '"' if !escaped => {}
            _ => {
                escaped = false;
                out.push(c);
            }
        }
    }
    out.trim().to_owned()
}

/// Both sides of the `@`. Encoded words are left as they are: decoded, they could move the `@`.
fn spec_parts(spec: &str, notes: &mut Notes) -> Option<(String, String)> {
    let spec = spec.trim();
    // RFC 5322 §4.4: a route before the address is ignored.
    let spec = if spec.starts_with('@') { spec.split_once(':')?.1 } else { spec };
    if spec.contains("=?") {
        notes.note(Attention::EncodedAddress);
    }
    let (local, domain) = spec.rsplit_once('@')?;
    let local = match local.trim().strip_prefix('"').and_then(|local| local.strip_suffix('"')) {
        Some(quoted) => unquoted(quoted),
        None => local.split_whitespace().collect(),
    };
    let sound = !local.is_empty()
        && local.len() <= 255
        && !local.chars().any(|c| c.is_control() || words::is_hidden(c) || matches!(c, '<' | '>'));
    sound.then(|| Some((local, host(domain)?))).flatten()
}

/// The ASCII form of a host, or an address in brackets.
fn host(domain: &str) -> Option<String> {
    let domain: String = domain.split_whitespace().collect();
    if let Some(literal) = domain.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        // RFC 5321 §4.1.3: digits, or a tag, colon and more of these.
        let is_sound = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | ':' | '-');
        return literal.chars().all(is_sound).then(|| domain.to_ascii_lowercase());
    }
    let ascii = idna::domain_to_ascii(domain.trim_end_matches('.')).ok()?;
    let sound = !ascii.is_empty()
        && ascii.len() <= 253
        && ascii.split('.').all(|label| !label.is_empty())
        && ascii.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_'));
    sound.then_some(ascii)
}

/// Whether the name shows an address that is not this one.
fn names_another(address: &Address) -> bool {
    address
        .name
        .split(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '(' | ')' | '"' | '\'' | ',' | ';'))
        .filter(|word| word.contains('@'))
        .filter_map(|word| spec_parts(word.trim_matches(['.', ':']), &mut Notes::default()))
        .any(|(local, domain)| Address { name: String::new(), local, domain }.key() != address.key())
}

#[derive(PartialEq, Eq, Clone, Copy)]
enum Alphabet {
    Latin,
    Cyrillic,
    Greek,
}

fn alphabet(c: char) -> Option<Alphabet> {
    match c {
        'a'..='z' | 'A'..='Z' | '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => Some(Alphabet::Latin),
        '\u{400}'..='\u{52f}' => Some(Alphabet::Cyrillic),
        '\u{370}'..='\u{3ff}' => Some(Alphabet::Greek),
        _ => None,
    }
}

/// Whether a word holds letters of two alphabets.
fn mixes_alphabets(text: &str) -> bool {
    text.split(|c: char| !c.is_alphabetic()).any(|word| {
        let mut alphabets = word.chars().filter_map(alphabet);
        alphabets.next().is_some_and(|first| alphabets.any(|other| other != first))
    })
}

/// Whether a part of a host is made only of Cyrillic letters that look like Latin ones.
fn poses(label: &str) -> bool {
    const ALIKE: &str = "асеорхуіјѕһԁԛԝ";
    let mut letters = label.chars().filter(|c| c.is_alphabetic()).peekable();
    letters.peek().is_some() && letters.all(|c| ALIKE.contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Vec<String>, Vec<Attention>) {
        let mut notes = Notes::default();
        let all = list(text.as_bytes(), &mut notes);
        for address in &all {
            address.suspect(&mut notes);
        }
        (all.iter().map(|a| format!("{}|{a}", a.name)).collect(), notes.all())
    }
    fn check(text: &str, expected: &[&str]) {
        let (all, notes) = read(text);
        assert_eq!(all, expected, "{text}");
        assert!(notes.is_empty(), "{text}: {notes:?}");
    }
    fn check_noted(text: &str, attention: &Attention) {
        let (_, notes) = read(text);
        assert!(notes.contains(attention), "{text}: {notes:?}");
    }

    #[test]
    fn addresses_are_read_as_rfc_5322_writes_them() {
        check("anna@ads.example", &["|anna@ads.example"]);
        check("Anna Bērziņa <Anna@ADS.Example>", &["Anna Bērziņa|Anna@ads.example"]);
        check("\"Bērziņa, Anna\" <a@b.example>, c@d.example", &["Bērziņa, Anna|a@b.example", "|c@d.example"]);
        check("a@b.example (Anna (no Ādažiem))", &["Anna (no Ādažiem)|a@b.example"]);
        check("Darbinieki: a@b.example, c@d.example;", &["|a@b.example", "|c@d.example"]);
        check("undisclosed-recipients:;", &[]);
        check("<@relay.example:a@b.example>", &["|a@b.example"]);
        check("\"john smith\"@b.example", &["|john smith@b.example"]);
        check("=?utf-8?Q?B=C4=93rzi=C5=86a=2C_Anna?= <a@b.example>", &["Bērziņa, Anna|a@b.example"]);
        check("a@b.example; c@d.example", &["|a@b.example", "|c@d.example"]);
    }

    #[test]
    fn an_address_in_brackets_holds_nothing_but_an_address() {
        check("janis@[127.0.0.1]", &["|janis@[127.0.0.1]"]);
        check("janis@[IPv6:2001:db8::1]", &["|janis@[ipv6:2001:db8::1]"]);
        for bad in ["janis@[127.0.0.1\0]", "janis@[a>b]", "janis@[\"]"] {
            assert_eq!(read(bad).0, [""; 0], "{bad:?}");
        }
    }

    #[test]
    fn a_host_in_its_own_letters_and_its_ascii_form_are_one_mailbox() {
        let own = Address::parse("info@ādaži.example").unwrap();
        let ascii = Address::parse("INFO@xn--dai-0oa14d.example").unwrap();
        assert_eq!(own.shown_domain(), "ādaži.example");
        assert!(own.same_mailbox(&ascii));
    }

    #[test]
    fn a_tag_makes_another_mailbox_and_capitals_do_not() {
        let address = |text| Address::parse(text).unwrap();
        assert!(address("Anna.B@x.example").same_mailbox(&address("anna.b@X.EXAMPLE")));
        assert!(!address("anna+b@x.example").same_mailbox(&address("anna@x.example")));
    }

    #[test]
    fn a_name_that_is_another_address_is_flagged() {
        check_noted("\"director@ads.example\" <x@evil.invalid>", &Attention::NameIsAnotherAddress);
        check("\"a@b.example\" <a@b.example>", &["a@b.example|a@b.example"]);
    }

    #[test]
    fn letters_of_two_alphabets_in_one_word_are_flagged_and_two_words_are_not() {
        check_noted("\u{410}nna <a@b.example>", &Attention::MixedAlphabets);
        check("Анна Bērziņa <a@b.example>", &["Анна Bērziņa|a@b.example"]);
        check_noted("a@\u{430}\u{441}\u{435}.example", &Attention::MixedAlphabets);
    }

    #[test]
    fn encoded_words_inside_an_address_are_not_decoded() {
        check_noted("=?utf-8?Q?a=40evil.invalid=3E?=@b.example", &Attention::EncodedAddress);
    }

    #[test]
    fn what_is_no_address_is_flagged_and_the_others_are_kept() {
        let (all, notes) = read("Anna, a@b.example, @, x@, <>, \"open");
        assert_eq!(all, ["|a@b.example"]);
        assert_eq!(notes, [Attention::BadAddress]);
    }
}
