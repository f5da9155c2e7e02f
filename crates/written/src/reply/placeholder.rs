//! Placeholders of templates: a fixed list, filled once, and refused while one is left.

use std::collections::BTreeMap;

use solits_kernel::{Lang, Text};

use super::{Draft, Finding, Place, Remark, Weight, remark};

/// Declares the list: variant, Latvian and English name, what it stands for.
macro_rules! placeholders {
    ($($variant:ident $lv:literal $en:literal $lv_words:literal $en_words:literal;)*) => {
        /// Something a template leaves open; written `{uzruna}` or `{greeting}`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[expect(missing_docs, reason = "each one's words stand beside it and are shown by `words`")]
        pub enum Placeholder { $($variant),* }

        impl Placeholder {
            /// Every placeholder.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// Its name between braces.
            pub const fn name(self, lang: Lang) -> &'static str {
                match (self, lang) { $((Self::$variant, Lang::Lv) => $lv, (Self::$variant, Lang::En) => $en),* }
            }
            /// What it stands for.
            pub fn words(self) -> Text {
                match self { $(Self::$variant => Text::new($lv_words, $en_words)),* }
            }
        }
    };
}

placeholders! {
    Greeting "uzruna" "greeting" "uzruna klientam" "greeting of the client";
    Client "klients" "client" "klienta vārds un uzvārds" "the client's name and surname";
    Case "lieta" "case" "lietas numurs" "number of the case";
    Subject "temats" "subject" "par ko ir lieta" "what the case is about";
    Received "saņemts" "received" "saņemšanas diena" "day of receipt";
    Service "pakalpojums" "service" "pakalpojuma nosaukums" "name of the service";
    Due "termiņš" "due" "līdz kurai dienai būs atbilde" "day by which there is an answer";
    Reason "iemesls" "reason" "iemesls" "reason";
    CompetentBody "kompetentā_iestāde" "competent_body" "kompetentā iestāde un tās kontakti" "competent body and its contacts";
    Employee "darbinieks" "employee" "darbinieka vārds un uzvārds" "the employee's name and surname";
    Institution "iestāde" "institution" "iestādes nosaukums" "name of the institution";
    Phone "tālrunis" "phone" "iestādes tālrunis" "the institution's telephone number";
    Page "lapa" "page" "lapa, kur sekot lietai" "page on which to follow the case";
}

impl Placeholder {
    /// The placeholder of a name in either language; names are matched with any capitals.
    pub fn parse(name: &str) -> Option<Self> {
        let name = name.trim().to_lowercase();
        Self::ALL.iter().copied().find(|one| Lang::ALL.iter().any(|lang| one.name(*lang) == name))
    }
}

/// A template with its placeholders filled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filled {
    /// The text; what could not be filled stands in it as it was.
    pub text: String,
    /// What is left open.
    pub left: Vec<Placeholder>,
    /// What looks like a placeholder and is not one.
    pub unknown: Vec<String>,
}

/// Fills a template. A value is put in as it is and never filled again, so that a client's words cannot name a placeholder.
pub fn fill(template: &str, values: &BTreeMap<Placeholder, String>) -> Filled {
    let mut filled = Filled { text: String::new(), left: Vec::new(), unknown: Vec::new() };
    let mut at = 0;
    for Braced { start, end, name } in braced(template) {
        filled.text.push_str(&template[at..start]);
        at = end;
        let placeholder = Placeholder::parse(name);
        let value = placeholder.and_then(|one| values.get(&one)).filter(|value| !value.trim().is_empty());
        filled.text.push_str(value.map_or(&template[start..end], String::as_str));
        match (placeholder, value) {
            (Some(_), Some(_)) => {}
            (Some(placeholder), None) => filled.left.push(placeholder),
            (None, _) => filled.unknown.push(name.to_owned()),
        }
    }
    filled.text.push_str(&template[at..]);
    filled
}

struct Braced<'a> {
    start: usize,
    end: usize,
    name: &'a str,
}

/// What stands between braces and could be a name: a word or two of letters, on one line.
fn braced(text: &str) -> Vec<Braced<'_>> {
    const LONGEST: usize = 40;
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(open) = text[from..].find('{').map(|at| from + at) {
        from = open + 1;
        let Some(close) = text[from..].find(['}', '{', '\n']).map(|at| from + at) else { continue };
        let name = &text[from..close];
        let is_name = text[close..].starts_with('}')
            && !name.trim().is_empty()
            && name.len() <= LONGEST
            && name.chars().all(|c| c.is_alphabetic() || matches!(c, '_' | ' ' | '-'));
        if is_name {
            found.push(Braced { start: open, end: close + 1, name });
            from = close + 1;
        }
    }
    found
}

pub(super) fn review(draft: &Draft, remarks: &mut Vec<Remark>) {
    for (part, text) in draft.texts() {
        for Braced { start, end, name } in braced(text) {
            let place = Some(Place { part, start, end });
            remarks.push(match Placeholder::parse(name) {
                Some(placeholder) => {
                    let words = placeholder.words();
                    remark(
                        Weight::Refuses,
                        Finding::PlaceholderLeft(placeholder),
                        place,
                        Text::new(
                            format!("Nav aizpildīts: {}.", words.lv),
                            format!("Not filled: {}.", words.en),
                        ),
                    )
                }
                None => remark(
                    Weight::AsksToConfirm,
                    Finding::PlaceholderUnknown(name.to_owned()),
                    place,
                    Text::new(
                        format!("Tāda vietturētāja nav: {{{name}}}."),
                        format!("There is no such placeholder: {{{name}}}."),
                    ),
                ),
            });
        }
    }
}
