//! `GET /i/{institution}/standard/poster`: what is promised to everybody, large, to be hung in a hall; with the hours and
//! contacts of the branch and a way to the whole standard.
#![expect(
    clippy::cmp_owned,
    reason = "a template compares the chosen value with each option as text, whatever type either has"
)]

use std::collections::HashMap;

use askama::Template;
use axum::extract::Query;
use solits_i18n::Words;
use solits_kernel::{Lang, Text};
use solits_organisation::{Branch, find_institution, list_branches};
use solits_standard::{Standard, model};
use solits_web::{Page, PageResult, PublicCx, WebError, html, qr_svg};

use super::{Addresses, hours::open_days, paragraphs::public_promises};

/// So many promises in one language still stand in the largest letters, and so many in each smaller size.
const FEW: usize = 4;
const SEVERAL: usize = 7;
const MANY: usize = 10;
const MOST: usize = 13;

/// A text in one language of the poster.
struct Said {
    lang: &'static str,
    text: String,
}

/// In which languages the poster speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tongue {
    One(Lang),
    /// Latvian first, English below.
    Both,
}

impl Tongue {
    fn parse(word: Option<&str>, reader: Lang) -> Self {
        match word {
            Some("both") => Self::Both,
            word => Self::One(word.and_then(Lang::parse).unwrap_or(reader)),
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::One(lang) => lang.code(),
            Self::Both => "both",
        }
    }

    /// The language of what is written once.
    const fn first(self) -> Lang {
        match self {
            Self::One(lang) => lang,
            Self::Both => Lang::Lv,
        }
    }

    /// A text in the languages of the poster; once where both are the same.
    fn say(self, in_lang: impl Fn(Lang) -> String) -> Vec<Said> {
        let said = |lang: Lang| Said { lang: lang.code(), text: in_lang(lang) };
        let mut all = vec![said(self.first())];
        if self == Self::Both {
            let english = said(Lang::En);
            all.extend((english.text != all[0].text).then_some(english));
        }
        all.retain(|one| !one.text.is_empty());
        all
    }

    fn key(self, key: &str) -> Vec<Said> {
        self.say(|lang| Words::new(lang).t(key))
    }

    fn text(self, text: &Text) -> Vec<Said> {
        self.say(|lang| text.get(lang).to_owned())
    }

    /// A promise, in which no number stands apart from what it counts.
    fn promise(self, text: &model::Text) -> Vec<Said> {
        self.say(|lang| numbers_held(text.get(lang)))
    }

    fn of_standard(self, text: &model::Text) -> Vec<Said> {
        self.say(|lang| text.get(lang).to_owned())
    }
}

/// The paper it is printed on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Paper {
    A4,
    A3,
}

impl Paper {
    fn parse(word: Option<&str>) -> Self {
        if word == Some("a3") { Self::A3 } else { Self::A4 }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::A4 => "a4",
            Self::A3 => "a3",
        }
    }
}

/// The branch in whose hall it hangs.
struct Place {
    name: Vec<Said>,
    address: String,
    phone: String,
    email: String,
    /// Days and their hours.
    hours: Vec<(Vec<Said>, String)>,
}

/// What stands on the poster.
struct Poster {
    institution: Vec<Said>,
    heading: Vec<Said>,
    promises: Vec<Vec<Said>>,
    /// How large the letters are: `few`, `several`, `many`, `most`, `crowd`.
    letters: &'static str,
    hours_heading: Vec<Said>,
    place: Option<Place>,
    standard: Vec<Said>,
    scan: Vec<Said>,
    qr: String,
    /// The address that the code holds, as somebody types it, in pieces between which a line may end.
    address: Vec<String>,
}

#[derive(Template)]
#[template(path = "standards/public_poster.html")]
struct PosterView {
    page: Page,
    addresses: Addresses,
    /// Why there is no poster; empty where there is one.
    reason: String,
    poster: Option<Poster>,
    branches: Vec<(String, String)>,
    branch: String,
    tongues: Vec<(&'static str, String)>,
    tongue: &'static str,
    papers: Vec<(&'static str, String)>,
    paper: &'static str,
}

pub(super) async fn poster(cx: PublicCx, Query(query): Query<HashMap<String, String>>) -> PageResult {
    let asked = |name: &str| query.get(name).map(String::as_str).filter(|word| !word.is_empty());
    let tongue = Tongue::parse(asked("language"), cx.words.0);
    let mut tx = cx.read().await?;
    let loaded = cx.app.heart.loaded(&mut tx).await?;
    let branches = list_branches(&mut tx).await?;
    let institution = find_institution(&mut tx).await?.ok_or(WebError::NotFound)?;
    drop(tx);
    let branch = match asked("branch") {
        Some(code) => Some(branches.iter().find(|one| one.code == code).ok_or(WebError::NotFound)?),
        None => branches.first(),
    };
    let words = cx.words;
    let standard = loaded.standard(cx.at).map(|(_, standard)| standard);
    let addresses = Addresses::of(&cx.code);
    let reason = match &standard {
        None => words.t("standards-none-in-force"),
        Some(standard) if !holds_in(standard, branch) => words.t("standards-poster-elsewhere"),
        Some(standard) if public_promises(standard).next().is_none() => {
            words.t("standards-poster-no-promises")
        }
        Some(_) => String::new(),
    };
    let poster = standard.filter(|_| reason.is_empty()).map(|standard| {
        let address = format!("{}{}", cx.app.config.public_url, addresses.standard);
        made(tongue, &standard, &institution.name, branch, &address)
    });
    let tongues = [
        ("lv", words.t("standards-poster-latvian")),
        ("en", words.t("standards-poster-english")),
        ("both", words.t("standards-poster-both")),
    ];
    html(&PosterView {
        page: cx.page(words.t("standards-poster")),
        addresses,
        reason,
        poster,
        branches: branches.iter().map(|one| (one.code.clone(), one.name.get(words.0).to_owned())).collect(),
        branch: branch.map(|one| one.code.clone()).unwrap_or_default(),
        tongues: tongues.into(),
        tongue: tongue.name(),
        papers: vec![("a4", "A4".to_owned()), ("a3", "A3".to_owned())],
        paper: Paper::parse(asked("paper")).name(),
    })
}

/// Whether the standard holds in a branch: it may be limited to some.
fn holds_in(standard: &Standard, branch: Option<&Branch>) -> bool {
    let limited_to = &standard.file().scope.branches;
    limited_to.is_empty() || branch.is_none_or(|branch| limited_to.contains(&branch.code))
}

fn made(
    tongue: Tongue,
    standard: &Standard,
    institution: &Text,
    branch: Option<&Branch>,
    address: &str,
) -> Poster {
    let promises: Vec<_> = public_promises(standard).map(|promise| tongue.promise(&promise.text)).collect();
    let first = Words::new(tongue.first());
    let typed = address.split_once("://").map_or(address, |(_, rest)| rest);
    Poster {
        institution: tongue.text(institution),
        heading: tongue.key("standards-what-we-promise"),
        letters: letters(tongue, promises.len()),
        promises,
        hours_heading: tongue.key("standards-poster-hours"),
        place: branch.map(|branch| place(tongue, branch)),
        standard: tongue.of_standard(&standard.file().identity.title),
        scan: tongue.key("standards-poster-scan"),
        qr: qr_svg(address, &first.t("standards-poster-code")),
        address: typed.split_inclusive('/').map(str::to_owned).collect(),
    }
}

/// The size of the letters in which so many promises fill one sheet. A second language below the first takes half as much
/// room again.
const fn letters(tongue: Tongue, promises: usize) -> &'static str {
    let lines = match tongue {
        Tongue::One(_) => promises,
        Tongue::Both => promises * 3 / 2,
    };
    if lines <= FEW {
        "few"
    } else if lines <= SEVERAL {
        "several"
    } else if lines <= MANY {
        "many"
    } else if lines <= MOST {
        "most"
    } else {
        "crowd"
    }
}

/// A text in which no line ends between a number and the word after it.
fn numbers_held(text: &str) -> String {
    let mut held = String::with_capacity(text.len());
    for letter in text.chars() {
        let after_number = held.chars().next_back().is_some_and(|last| last.is_ascii_digit());
        held.push(if letter == ' ' && after_number { '\u{a0}' } else { letter });
    }
    held
}

fn place(tongue: Tongue, branch: &Branch) -> Place {
    let open = open_days(&branch.calendar.timetable().hours);
    let hours = open.into_iter().map(|days| (tongue.say(|lang| days.name(lang)), days.hours(tongue.first())));
    Place {
        name: tongue.text(&branch.name),
        address: branch.address.clone(),
        phone: branch.phone.clone(),
        email: branch.email.clone(),
        hours: hours.collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_poster_speaks_the_language_of_its_reader_unless_another_is_asked() {
        assert_eq!(Tongue::parse(None, Lang::En), Tongue::One(Lang::En));
        assert_eq!(Tongue::parse(Some("lv"), Lang::En), Tongue::One(Lang::Lv));
        assert_eq!(Tongue::parse(Some("both"), Lang::Lv), Tongue::Both);
        assert_eq!(Tongue::parse(Some("klingon"), Lang::Lv), Tongue::One(Lang::Lv));
    }

    #[test]
    fn the_more_is_promised_the_smaller_the_letters() {
        let one = |count| letters(Tongue::One(Lang::Lv), count);
        assert_eq!(
            [one(1), one(4), one(5), one(9), one(12), one(30)],
            ["few", "few", "several", "many", "most", "crowd"]
        );
        assert_eq!((one(6), letters(Tongue::Both, 6)), ("several", "many"), "two languages take more room");
    }

    #[test]
    fn a_number_is_held_to_its_word() {
        assert_eq!(numbers_held("aicina 5 minūšu laikā"), "aicina 5\u{a0}minūšu laikā");
    }

    #[test]
    fn a_text_that_is_the_same_in_both_languages_stands_once() {
        let said = |text: &Text| -> Vec<_> {
            Tongue::Both.text(text).into_iter().map(|one| (one.lang, one.text)).collect()
        };
        assert_eq!(said(&Text::new("KAC", "")).len(), 1);
        let both = said(&Text::new("Centrs", "Centre"));
        assert_eq!(both, [("lv", "Centrs".to_owned()), ("en", "Centre".to_owned())]);
    }
}
